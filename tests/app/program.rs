//! The program `so06` as scripts see it: words, exit statuses, and what survives a kill.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_so06");

fn so06(dir: &Path, args: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(args)
        .current_dir(dir)
        .env_remove("SO06_BOOK")
        .output()
        .expect("the program")
}

fn status(dir: &Path, args: &[&str]) -> Option<i32> {
    so06(dir, args).status.code()
}

fn json(dir: &Path, args: &[&str]) -> Value {
    let output = so06(dir, args);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{args:?}: {e}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn example() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    assert_eq!(
        status(
            dir.path(),
            &["new", "--example", "binh-thuy-2024", "--book", "b.so06"]
        ),
        Some(0)
    );
    dir
}

#[test]
fn the_list_of_tasks_gives_one_state_token_each() {
    let dir = example();
    let rows = json(dir.path(), &["--book", "b.so06", "--json", "tasks", "list"]);
    let rows = rows.as_array().expect("a list");
    assert!(rows.len() > 100);
    let tokens = [
        "done_on_time",
        "done_late",
        "done_no_deadline",
        "overdue",
        "due_soon",
        "not_started",
        "in_time",
        "no_deadline",
        "paused",
        "cancelled",
    ];
    let mut sum = 0;
    for token in tokens {
        let own = json(
            dir.path(),
            &[
                "--book", "b.so06", "--json", "tasks", "list", "--state", token,
            ],
        );
        sum += own.as_array().expect("a list").len();
    }
    assert_eq!(sum, rows.len(), "the classes add up");
    let first = rows
        .iter()
        .find(|row| row["task"] == "NV-001")
        .expect("NV-001");
    assert_eq!(first["deadline"]["last_day"], "2024-03-14");
    assert_eq!(first["deadline"]["stated_day"], "2024-03-15");
}

#[test]
fn refusals_have_their_code_and_status_and_write_nothing() {
    let dir = example();
    fs::write(dir.path().join("text.so06"), "không phải sổ").expect("a file");
    let set = |body: &str, value: &str| {
        let args = [
            "--book",
            "b.so06",
            "--json",
            "values",
            "set",
            "--body",
            body,
            "--indicator",
            "dinh_danh.kich_hoat",
            "--as-of",
            "2024-03-15",
            "--value",
            value,
        ];
        let output = so06(dir.path(), &args);
        let document: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
        (
            document["error"]["code"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            output.status.code(),
        )
    };
    let before = json(
        dir.path(),
        &["--book", "b.so06", "--json", "journal", "show"],
    );
    assert_eq!(set("31168", "-1"), ("negative_value".to_owned(), Some(1)));
    assert_eq!(
        set("31168", "1000000000000000000000000000000"),
        ("value_too_large".to_owned(), Some(1))
    );
    assert_eq!(set("99999", "5"), ("no_such_body".to_owned(), Some(1)));
    assert_eq!(set("31168", "mười"), ("not_a_number".to_owned(), Some(1)));
    assert_eq!(
        json(
            dir.path(),
            &["--book", "b.so06", "--json", "journal", "show"]
        ),
        before
    );
    for (args, wanted) in [
        (&["--book", "text.so06", "bodies", "list"][..], 1),
        (&["--book", "none.so06", "bodies", "list"], 1),
        (&["bodies", "list"], 1),
        (
            &[
                "--book",
                "/proc/b.so06",
                "new",
                "--example",
                "binh-thuy-2024",
            ],
            4,
        ),
        (&report_to("/proc/r.pdf"), 4),
        (
            &[
                "--book", "b.so06", "report", "progress", "--period", "2024-Q9", "--out", "r.pdf",
            ],
            1,
        ),
        (
            &[
                "--book",
                "b.so06",
                "report",
                "delivery-record",
                "--period",
                "2022-Q1",
                "--out",
                "r.pdf",
            ],
            1,
        ),
        (&["package", "verify", "b.so06"], 1),
        (&["no-such-word"], 2),
        (&["values", "set"], 2),
        (
            &["--now", "hôm nay", "--book", "b.so06", "tasks", "list"],
            1,
        ),
    ] {
        let output = so06(dir.path(), args);
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(wanted), "{args:?}: {words}");
        assert!(
            words.len() > 10 && !words.contains("panicked") && !words.contains('{'),
            "{args:?}: {words}"
        );
    }
}

/// The words by which a quarter's report is written into a file.
fn report_to(file: &str) -> [&str; 8] {
    [
        "--book", "b.so06", "report", "progress", "--period", "2024-Q1", "--out", file,
    ]
}

/// Whether the font of documents lies anywhere in that folder.
fn has_times(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|own| own.path()).any(|path| {
        if path.is_dir() {
            return has_times(&path);
        }
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let ending = path.extension().unwrap_or_default();
        name.to_lowercase().starts_with("times") && ending.eq_ignore_ascii_case("ttf")
    })
}

#[test]
fn a_missing_font_is_said_and_no_file_is_left() {
    let dir = example();
    let windows = std::env::var_os("WINDIR").map(|own| Path::new(&own).join("Fonts"));
    let fonts = ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from);
    let there = fonts.into_iter().chain(windows).any(|own| has_times(&own));
    let args = [
        "--book", "b.so06", "report", "progress", "--period", "2024-Q1", "--font", "system",
        "--out", "r.pdf",
    ];
    let wanted = if there { Some(0) } else { Some(4) };
    assert_eq!(status(dir.path(), &args), wanted);
    assert_eq!(dir.path().join("r.pdf").exists(), there);
}

#[test]
fn a_file_that_may_only_be_read_is_not_written_over() {
    let dir = example();
    let file = dir.path().join("signed.pdf");
    fs::write(&file, "một văn bản khác").expect("a file");
    let mut rights = fs::metadata(&file).expect("a file").permissions();
    rights.set_readonly(true);
    fs::set_permissions(&file, rights).expect("a file that may only be read");
    assert_eq!(status(dir.path(), &report_to("signed.pdf")), Some(4));
    assert_eq!(
        fs::read_to_string(&file).expect("a file"),
        "một văn bản khác"
    );
    let left: Vec<_> = fs::read_dir(dir.path())
        .expect("a folder")
        .map(|own| own.expect("an entry").file_name())
        .filter(|name| name.to_string_lossy().starts_with("signed"))
        .collect();
    assert_eq!(left, ["signed.pdf"], "nothing unfinished is left");
}

#[test]
fn the_same_command_twice_gives_the_same_bytes() {
    let dir = example();
    for name in ["a.pdf", "b.pdf"] {
        let args = [
            "--book",
            "b.so06",
            "--now",
            "2024-03-31T17:00",
            "report",
            "progress",
            "--period",
            "2024-Q1",
            "--out",
            name,
        ];
        assert_eq!(status(dir.path(), &args), Some(0));
    }
    let read = |name: &str| fs::read(dir.path().join(name)).expect("a report");
    assert_eq!(read("a.pdf"), read("b.pdf"));
}

/// A writer that is killed in the middle: what it said was kept is there, and the book is sound.
#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "a shell kills the writer")]
fn what_was_acknowledged_survives_a_kill() {
    let dir = example();
    let script = format!(
        "n=1000; while true; do '{PROGRAM}' --book b.so06 values set --body 31168 --indicator dinh_danh.kich_hoat --as-of 2024-03-15 \
         --value $n >/dev/null && echo $n; n=$((n+1)); done"
    );
    for round in 0..3 {
        let mut shell = Command::new("setsid")
            .args(["sh", "-c", &script])
            .current_dir(dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let mut lines = BufReader::new(shell.stdout.take().expect("its output")).lines();
        let mut acknowledged = String::new();
        for _ in 0..4 + round {
            acknowledged = lines.next().expect("a line").expect("text");
        }
        // The whole group of the shell, the writer in its middle included.
        let group = format!("-{}", shell.id());
        Command::new("kill")
            .args(["-9", "--", &group])
            .status()
            .expect("kill");
        shell.wait().expect("its end");
        for line in lines.map_while(Result::ok) {
            acknowledged = line;
        }
        let rows = json(
            dir.path(),
            &[
                "--book",
                "b.so06",
                "--json",
                "values",
                "list",
                "--body",
                "31168",
                "--indicator",
                "dinh_danh.kich_hoat",
            ],
        );
        let value = rows
            .as_array()
            .expect("facts")
            .iter()
            .find(|row| row["as_of"] == "2024-03-15")
            .expect("the fact")["value"]
            .as_i64();
        let last: i64 = acknowledged.parse().expect("a number");
        assert!(
            value == Some(last) || value == Some(last + 1),
            "acknowledged {last}, found {value:?}"
        );
        assert_eq!(
            status(dir.path(), &["--book", "b.so06", "journal", "verify"]),
            Some(0)
        );
        std::io::stderr().flush().expect("a flush");
    }
}

#[test]
fn units_are_founded_matched_changed_and_shown() {
    let dir = TempDir::new().expect("a folder");
    let dir = dir.path();
    let new = [
        "--now",
        "2024-12-10",
        "--book",
        "q.so06",
        "--json",
        "new",
        "--root",
        "918",
        "--levels",
        "quận/phường",
    ];
    let made = json(dir, &new);
    assert_eq!(
        (made["units"].as_i64(), made["levels"][1].as_str()),
        (Some(8), Some("phường"))
    );
    let run = |args: &[&str]| {
        let all = [&["--now", "2024-12-10", "--book", "q.so06", "--json"], args].concat();
        json(dir, &all)
    };
    let found = run(&[
        "bodies",
        "match",
        "p. an thoi",
        "bình thuỷ",
        "31123@2024-11-01",
    ]);
    assert_eq!(found[0]["code"], "31177");
    assert_eq!(
        found[1]["candidates"].as_array().expect("candidates").len(),
        2
    );
    assert_eq!(found[2]["name"], "Phường Thới Bình");
    let country = json(
        dir,
        &[
            "--json",
            "bodies",
            "match",
            "Quận Ninh Kiều",
            "--as-of",
            "2024-03-01",
        ],
    );
    assert_eq!(country[0]["code"], "916");

    let change = r#"{"day": "2024-12-01", "document": {"kind": "Nghị quyết", "number": "9/NQ", "day": null},
        "begun": [{"code": "31171", "name": "Trà Nóc", "kind": "phường",
                   "from": [{"body": "31169", "extent": "whole"}, {"body": "P. Trà Nóc", "extent": "whole"}]}]}"#;
    fs::write(dir.join("change.json"), change).expect("a file");
    assert_eq!(
        run(&["bodies", "change", "change.json"])["begun"][0],
        "31171"
    );
    assert_eq!(
        run(&["bodies", "change", "change.json"])["error"]["code"],
        "body_not_alive"
    );
    let shown = run(&["bodies", "show", "31171"]);
    assert_eq!(shown["predecessors"].as_array().expect("links").len(), 2);
    assert_eq!(
        (
            shown["from_day"].as_str(),
            shown["successors"][0]["code"].as_str()
        ),
        (Some("2024-12-01"), Some("31174"))
    );
    assert_eq!(
        run(&["bodies", "show", "31171@2024-11-30"])["to_day"],
        "2024-11-30"
    );
    let listed = run(&["bodies", "list", "--as-of", "2024-12-01"]);
    assert_eq!(
        listed.as_array().expect("rows").len(),
        8,
        "the quận and 7 phường"
    );

    fs::write(
        dir.join("add.json"),
        r#"{"code": "CAQ", "name": "Công an quận", "kind": "công an"}"#,
    )
    .expect("a file");
    assert_eq!(
        run(&["bodies", "add", "add.json"])["added"][0]["code"],
        "CAQ"
    );
    assert_eq!(
        run(&["bodies", "add", "add.json"])["error"]["code"],
        "code_taken"
    );
    let share = [
        "bodies",
        "share",
        "--from",
        "31178@2025-06-30",
        "--to",
        "31120@2025-07-01",
        "--share",
        "330/12.345",
        "--document",
        "KH 14/4/2025",
    ];
    assert_eq!(run(&share)["changed"], true);
    assert_eq!(run(&share)["changed"], false);
    assert_eq!(
        run(&["bodies", "show", "31178"])["successors"][0]["shares"][0]["percent"],
        "2,67"
    );
    let late = [
        "bodies",
        "tell",
        "31177",
        "--day",
        "2024-01-01",
        "--document",
        "1/NQ",
    ];
    assert_eq!(run(&late)["error"]["code"], "bad_told_day");
    for (file, text) in [("bad.json", "{"), ("odd.json", r#"{"day": "x"}"#)] {
        fs::write(dir.join(file), text).expect("a file");
        assert_eq!(
            run(&["bodies", "change", file])["error"]["code"],
            "bad_input"
        );
    }
    assert_eq!(
        run(&["bodies", "change", "none.json"])["error"]["code"],
        "no_such_file"
    );
    let levels = json(
        dir,
        &[
            "--book", "x.so06", "--json", "new", "--root", "918", "--levels", "quận",
        ],
    );
    assert_eq!(levels["error"]["code"], "bad_levels");
}
