//! Papers that are issued, as scripts see them.

use std::ffi::OsStr;
use std::fmt::Debug;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

fn asked<S: AsRef<OsStr> + Debug>(dir: &Path, args: &[S]) -> (Option<i32>, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_so06"))
        .args(["--book", "b.so06", "--json", "--now", "2024-03-20"])
        .args(args)
        .current_dir(dir)
        .env_remove("SO06_BOOK")
        .output()
        .expect("the program");
    let value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{args:?}: {e}: {}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code(), value)
}

fn done<S: AsRef<OsStr> + Debug>(dir: &Path, args: &[S]) -> Value {
    let (status, value) = asked(dir, args);
    assert_eq!(status, Some(0), "{args:?}: {value}");
    value
}

fn refused<S: AsRef<OsStr> + Debug>(dir: &Path, args: &[S]) -> String {
    let (status, value) = asked(dir, args);
    assert_eq!(status, Some(1), "{args:?}: {value}");
    value["error"]["code"].as_str().expect("a code").to_owned()
}

#[test]
fn a_report_is_issued_reprinted_compared_and_found_by_its_code() {
    let dir = TempDir::new().unwrap();
    let dir = dir.path();
    done(dir, &["new", "--example", "can-tho-2024"]);
    let report = ["report", "progress", "--period", "2024-Q1"];
    let with = |more: &[&str]| -> Vec<String> {
        let all = report.iter().chain(more);
        all.map(|own| (*own).to_owned()).collect()
    };
    let first = done(
        dir,
        &with(&[
            "--issue",
            "--number",
            "5",
            "--date",
            "2024-03-20",
            "--out",
            "a.pdf",
        ]),
    );
    assert_eq!(first["number"], "05/BC-UBND");
    let id = first["id"].to_string();
    done(dir, &["reports", "reprint", &id, "--out", "b.pdf"]);
    let bytes = std::fs::read(dir.join("a.pdf")).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(bytes, std::fs::read(dir.join("b.pdf")).unwrap());
    let waiting = done(dir, &with(&["--submit", "--replaces", &id]));
    let second = waiting["id"].to_string();
    assert_eq!(waiting["state"], "submitted");
    let code = first["code"].as_str().unwrap();
    assert_eq!(
        done(dir, &["reports", "verify", code])["report"]["id"],
        first["id"]
    );
    let number = [
        "reports",
        "issue",
        &second,
        "--number",
        "5",
        "--date",
        "2024-03-21",
    ];
    assert_eq!(refused(dir, &number), "report_number_taken");
    let number = [
        "reports",
        "issue",
        &second,
        "--number",
        "6",
        "--date",
        "2024-03-21",
    ];
    assert_eq!(done(dir, &number)["replaces"], first["id"]);
    let found = done(dir, &["reports", "compare", &id, &second]);
    assert_eq!(found["changes"], serde_json::json!([]));
    assert!(found["same"].as_u64() > Some(5));
    assert_eq!(
        done(dir, &["reports", "list"]).as_array().map(Vec::len),
        Some(2)
    );
    let figures = done(dir, &["reports", "figures", &id]);
    let key = figures[0]["key"].as_str().unwrap();
    assert!(
        !done(dir, &["reports", "trace", &id, key])["parts"]
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        done(dir, &["reports", "changed", &id]),
        serde_json::json!([])
    );
    assert_eq!(
        refused(dir, &["reports", "take-back", &id]),
        "report_issued"
    );
    assert_eq!(
        refused(dir, &["reports", "verify", "0000-0000"]),
        "no_such_report_code"
    );
    assert_eq!(
        refused(dir, &["reports", "trace", &id, "x"]),
        "no_such_figure"
    );
    assert_eq!(
        refused(dir, &["reports", "reprint", "99", "--out", "c.pdf"]),
        "no_such_report"
    );
    let (status, _) = asked(dir, &with(&["--issue"]));
    assert_eq!(status, Some(2));
}

#[test]
fn a_quick_report_goes_to_the_screen_and_into_files() {
    let dir = TempDir::new().unwrap();
    let dir = dir.path();
    done(dir, &["new", "--example", "can-tho-2024"]);
    let quick = ["report", "progress", "--period", "2024-Q1", "--quick"];
    let told = done(dir, &quick);
    let text = told["text"].as_str().unwrap();
    assert!(text.starts_with("BÁO CÁO NHANH ĐỀ ÁN 06 - "), "{text}");
    assert!(text.lines().count() <= 25, "{text}");
    assert!(told["figures"].as_array().unwrap().len() > 5, "{told}");
    let plain = Command::new(env!("CARGO_BIN_EXE_so06"))
        .args(["--book", "b.so06", "--now", "2024-03-20"])
        .args(quick)
        .current_dir(dir)
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8(plain.stdout).unwrap(),
        format!("{text}\n")
    );
    let with = |file: &'static str| [&quick[..], &["--out", file]].concat();
    done(dir, &with("a.txt"));
    done(dir, &with("a.png"));
    assert_eq!(
        std::fs::read_to_string(dir.join("a.txt")).unwrap(),
        format!("{text}\n")
    );
    assert!(
        std::fs::read(dir.join("a.png"))
            .unwrap()
            .starts_with(b"\x89PNG")
    );
    assert_eq!(refused(dir, &with("a.pdf")), "no_such_format");
    assert_eq!(
        refused(
            dir,
            &["report", "handout", "--period", "2024-Q1", "--quick"]
        ),
        "no_quick_report"
    );
    let issued = [
        "report",
        "progress",
        "--period",
        "2024-Q1",
        "--issue",
        "--number",
        "5",
        "--date",
        "2024-03-20",
    ];
    let id = done(dir, &issued)["id"].to_string();
    let kept = done(dir, &["reports", "quick", &id]);
    assert!(
        kept["text"]
            .as_str()
            .unwrap()
            .ends_with("Theo Báo cáo số 05/BC-UBND ngày 20/03/2024."),
        "{kept}"
    );
    assert_eq!(refused(dir, &["reports", "quick", "99"]), "no_such_report");
}

/// What the program says of a book, by the clock of the machine.
fn by_the_clock(dir: &Path, book: &str, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_so06"))
        .args(["--book", book])
        .args(args)
        .current_dir(dir)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn papers_are_made_by_the_machine_s_clock_too() {
    let dir = TempDir::new().unwrap();
    let run = |args: &[&str]| by_the_clock(dir.path(), "b.so06", args);
    run(&["new", "--example", "binh-thuy-2024"]);
    for kind in ["progress", "ranking", "tasks"] {
        let own = ["report", kind, "--period", "2024-Q1"];
        run(&[&own[..], &["--quick"]].concat());
        run(&[&own[..], &["--quick", "--out", "a.png"]].concat());
        run(&[&own[..], &["--out", "a.pdf"]].concat());
        run(&[&own[..], &["--out", "a.docx"]].concat());
        run(&[&own[..], &["--out", "a.xlsx"]].concat());
    }
    run(&["report", "handout", "--period", "2024-Q1", "--out", "a.pdf"]);
    // Example figures are not submitted.
    let run = |args: &[&str]| by_the_clock(dir.path(), "c.so06", args);
    run(&["new", "--example", "can-tho-2024"]);
    run(&["report", "progress", "--period", "2024-Q1", "--submit"]);
    let listed: Value = serde_json::from_str(&run(&["reports", "list", "--json"])).unwrap();
    let id = listed[0]["id"].to_string();
    for verb in ["quick", "figures", "changed"] {
        run(&["reports", verb, &id]);
    }
}
