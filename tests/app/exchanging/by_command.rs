//! Books that are copied, put back and handed over, as scripts do it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_so06");
const PASSPHRASE: &str = "mật khẩu bàn giao 06";

/// Runs the program on one machine: its notes lie in the folder of that name.
fn run(dir: &Path, machine: &str, args: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(["--now", "2024-03-18T10:00"])
        .args(args)
        .current_dir(dir)
        .env_remove("SO06_BOOK")
        .env_remove("SO06_PASSPHRASE")
        .env("SO06_NOTES_DIR", dir.join(machine))
        .env("SO06_OFFICER", "Cán bộ phường")
        .output()
        .expect("the program")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A district's book, and that of a commune which has sent one package.
fn two() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    let at = dir.path();
    let fine = |machine: &str, args: &[&str]| {
        let output = run(at, machine, args);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {}", said(&output));
    };
    fine(
        "quận",
        &["new", "--example", "binh-thuy-2024", "--book", "quan.so06"],
    );
    fine(
        "quận",
        &[
            "--book",
            "quan.so06",
            "package",
            "export",
            "--to",
            "Trà An",
            "--out",
            "giao.so06x",
        ],
    );
    fine(
        "phường",
        &["new", "--package", "giao.so06x", "--book", "phuong.so06"],
    );
    fine("phường", &up("phuong.so06", "1.so06x"));
    fine(
        "quận",
        &["--book", "quan.so06", "package", "import", "1.so06x"],
    );
    dir
}

fn up<'a>(book: &'a str, out: &'a str) -> [&'a str; 8] {
    [
        "--book",
        book,
        "package",
        "export",
        "--to",
        "Quận Bình Thủy",
        "--out",
        out,
    ]
}

fn taken(dir: &Path, file: &str) -> Value {
    let output = run(
        dir,
        "quận",
        &["--book", "quan.so06", "--json", "package", "import", file],
    );
    json(&output)[0].clone()
}

#[test]
fn a_copy_is_told_and_both_reach_the_district() {
    let dir = two();
    let at = dir.path();
    fs::copy(at.join("phuong.so06"), at.join("chep.so06")).expect("a copy");
    let output = run(at, "phường", &up("chep.so06", "2.so06x"));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert!(said(&output).contains("bản chép"), "{}", said(&output));
    let output = run(at, "phường", &up("chep.so06", "3.so06x"));
    assert_eq!(said(&output), "", "it is said once");
    run(at, "phường", &up("phuong.so06", "4.so06x"));
    for file in ["2.so06x", "4.so06x"] {
        assert_eq!(taken(at, file)["state"], "taken", "{file}");
    }
    let output = run(
        at,
        "quận",
        &["--book", "quan.so06", "--json", "keys", "list"],
    );
    let known = json(&output);
    let known = known
        .as_array()
        .expect("a list")
        .iter()
        .filter(|own| own["state"] == "known");
    assert_eq!(known.count(), 2);
}

#[test]
fn an_older_file_in_its_place_is_told_and_goes_on_with_higher_numbers() {
    let dir = two();
    let at = dir.path();
    fs::copy(at.join("phuong.so06"), at.join("sao.so06")).expect("a backup");
    run(at, "phường", &up("phuong.so06", "2.so06x"));
    fs::rename(at.join("sao.so06"), at.join("phuong.so06")).expect("put back");
    let output = run(
        at,
        "phường",
        &[
            "--json",
            "--book",
            "phuong.so06",
            "package",
            "export",
            "--to",
            "Quận Bình Thủy",
            "--out",
            "3.so06x",
        ],
    );
    assert!(said(&output).contains("phục hồi"), "{}", said(&output));
    assert_eq!(json(&output)["number"], 3);
    let done = taken(at, "3.so06x");
    assert_eq!(done["state"], "taken");
    assert_eq!(done["succession"]["how"], "restored");
    let output = run(
        at,
        "phường",
        &["restore", "quan.so06", "--to", "phuong.so06"],
    );
    assert_eq!(
        output.status.code(),
        Some(1),
        "beside nothing that is there"
    );
}

#[test]
fn a_minute_that_cannot_be_written_does_not_hide_that_the_book_was_handed_over() {
    let dir = two();
    let at = dir.path();
    fs::write(at.join("mk.txt"), PASSPHRASE).expect("a passphrase");
    let mut words = vec!["--book", "phuong.so06", "--json", "handover", "export"];
    words.extend(["--out", "ban-giao.so06x", "--passphrase-file", "mk.txt"]);
    words.extend(["--minute", "không có/biên bản.pdf"]);
    let output = run(at, "phường", &words);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let told = json(&output);
    assert!(at.join("ban-giao.so06x").exists());
    assert_eq!(told["digest"].as_str().map(str::len), Some(64));
    assert_eq!(told["minute"], Value::Null);
    assert_eq!(told["minute_code"], "io_failed");
    assert!(
        told["minute_text"]
            .as_str()
            .is_some_and(|own| !own.is_empty())
    );
}

#[test]
fn a_book_is_handed_over_and_the_old_one_is_written_in_no_more() {
    let dir = two();
    let at = dir.path();
    let export = [
        "--book",
        "phuong.so06",
        "handover",
        "export",
        "--out",
        "ban-giao.so06x",
        "--minute",
        "bien-ban.pdf",
    ];
    let output = run(at, "phường", &export);
    assert_eq!(
        output.status.code(),
        Some(2),
        "no passphrase was given: {}",
        said(&output)
    );
    fs::write(at.join("mk.txt"), format!("{PASSPHRASE}\n")).expect("a passphrase");
    let mut given = export.to_vec();
    given.extend(["--passphrase-file", "mk.txt", "--json"]);
    let output = run(at, "phường", &given);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(json(&output)["digest"].as_str().map(str::len), Some(64));
    assert!(at.join("bien-ban.pdf").exists());

    let output = run(at, "phường", &["--json", "--book", "phuong.so06", "undo"]);
    assert_eq!(output.status.code(), Some(1));
    let output = run(
        at,
        "phường",
        &[
            "--json",
            "--book",
            "phuong.so06",
            "package",
            "export",
            "--to",
            "Quận Bình Thủy",
            "--out",
            "x.so06x",
        ],
    );
    assert_eq!(json(&output)["error"]["code"], "handed_over");

    let open = [
        "handover",
        "open",
        "ban-giao.so06x",
        "--to",
        "moi.so06",
        "--passphrase-file",
        "mk.txt",
    ];
    fs::write(at.join("mk.txt"), "mật khẩu khác hẳn").expect("another");
    let output = run(at, "máy mới", &open);
    assert_eq!(output.status.code(), Some(1));
    assert!(!at.join("moi.so06").exists());
    fs::write(at.join("mk.txt"), PASSPHRASE).expect("the right one");
    let output = run(at, "máy mới", &open);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let output = run(at, "máy mới", &up("moi.so06", "moi.so06x"));
    assert_eq!(
        (output.status.code(), said(&output).as_str()),
        (Some(0), "")
    );
    let done = taken(at, "moi.so06x");
    assert_eq!(done["state"], "taken");
    assert_eq!(done["succession"]["how"], "handed_over");

    let resume = [
        "--book",
        "phuong.so06",
        "handover",
        "resume",
        "--reason",
        "Máy mới hỏng",
    ];
    assert_eq!(run(at, "phường", &resume).status.code(), Some(0));
    assert_eq!(run(at, "phường", &resume).status.code(), Some(1), "once");
    run(at, "phường", &up("phuong.so06", "cu.so06x"));
    let done = taken(at, "cu.so06x");
    assert_eq!(done["state"], "quarantined");
    let signs = done["fingerprint"].as_str().expect("signs").to_owned();
    let enrol = [
        "--book",
        "quan.so06",
        "keys",
        "enrol",
        &signs,
        "--body",
        "Trà An",
    ];
    assert_eq!(run(at, "quận", &enrol).status.code(), Some(0));
    assert_eq!(taken(at, "cu.so06x")["state"], "taken");
}

#[test]
fn where_nothing_can_be_noted_it_is_said_and_nothing_goes_out() {
    let dir = two();
    let at = dir.path();
    fs::write(at.join("hỏng"), "no folder").expect("a file");
    let output = run(at, "hỏng", &up("phuong.so06", "2.so06x"));
    assert_eq!(output.status.code(), Some(4), "{}", said(&output));
    assert!(!at.join("2.so06x").exists());
    let output = run(at, "hỏng", &["--book", "phuong.so06", "values", "list"]);
    assert_eq!(output.status.code(), Some(0), "it can be read all the same");
}
