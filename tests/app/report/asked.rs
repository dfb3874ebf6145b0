//! Papers as the command line and the window ask for them.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::support::open_example;

fn so06(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_so06"))
        .current_dir(folder)
        .args(["--now", "2024-03-18", "--json", "--book", "b.so06"])
        .args(args)
        .output()
        .expect("the program")
}

fn answer(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("one JSON document")
}

#[test]
fn the_command_line_makes_papers_and_refuses_in_words() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let made = so06(folder.path(), &["new", "--example", "binh-thuy-2024"]);
    assert!(made.status.success(), "{made:?}");
    for (file, args) in [
        ("a.pdf", &["reminder"][..]),
        ("b.pdf", &["reminder", "--body", "Thới An Đông"]),
        ("c.pdf", &["tasks", "--as-of", "2024-03-18"]),
        ("i.pdf", &["ranking", "--period", "2024-Q1"]),
        (
            "j.pdf",
            &[
                "ranking",
                "--as-of",
                "2024-03-18",
                "--indicator",
                "dinh_danh.kich_hoat",
            ],
        ),
        ("d.pdf", &["handout"]),
        ("e.pdf", &["checklist", "--id", "NV-001"]),
        (
            "f.pdf",
            &["checklist", "--id", "NV-001", "--body", "31174", "--filled"],
        ),
        ("g.pdf", &["checklist", "--id", "dvc_thiet_yeu"]),
    ] {
        let args: Vec<&str> = ["report"]
            .iter()
            .chain(args)
            .chain(&["--out", file])
            .copied()
            .collect();
        let done = so06(folder.path(), &args);
        assert!(done.status.success(), "{args:?}: {done:?}");
        assert!(answer(&done)["pages"].as_u64() >= Some(1));
        let bytes = std::fs::read(folder.path().join(file)).expect("the file");
        assert!(
            bytes.starts_with(b"%PDF-") && bytes.len() <= 150 * 1024,
            "{args:?}"
        );
    }
    for (args, code, status) in [
        (&["reminder", "--body", "CAQ"][..], "nothing_late", 1),
        (&["reminder", "--id", "1"], "usage", 2),
        (&["ranking", "--period", "2019"], "nothing_ranked", 1),
        (
            &["ranking", "--period", "2024-Q1", "--indicator", "không có"],
            "no_such_indicator",
            1,
        ),
        (&["conclusion"], "no_such_meeting", 1),
        (&["invitation", "--id", "x"], "no_such_meeting", 1),
        (&["checklist"], "usage", 2),
        (&["checklist", "--id", "none"], "no_such_checklist", 1),
        (
            &["checklist", "--id", "NV-002"],
            "task_without_checklist",
            1,
        ),
        (
            &["checklist", "--id", "NV-001", "--filled"],
            "body_needed",
            1,
        ),
        (&["progress", "--period", "2024-Q1", "--filled"], "usage", 2),
        (&["handout", "--issue"], "usage", 2),
        (
            &[
                "handout",
                "--issue",
                "--number",
                "1",
                "--date",
                "2024-03-18",
            ],
            "sheet_not_issued",
            1,
        ),
    ] {
        let args: Vec<&str> = ["report"]
            .iter()
            .chain(args)
            .chain(&["--out", "x.pdf"])
            .copied()
            .collect();
        let refused = so06(folder.path(), &args);
        assert_eq!(refused.status.code(), Some(status), "{args:?}: {refused:?}");
        assert_eq!(answer(&refused)["error"]["code"], code, "{args:?}");
        assert!(
            !folder.path().join("x.pdf").exists(),
            "{args:?} wrote a file"
        );
    }
}

#[test]
fn a_paper_is_saved_in_the_format_that_its_name_ends_with() {
    let folder = tempfile::TempDir::new().expect("a folder");
    assert!(
        so06(folder.path(), &["new", "--example", "binh-thuy-2024"])
            .status
            .success()
    );
    let make = |name: &str| {
        so06(
            folder.path(),
            &["report", "tasks", "--as-of", "2024-03-18", "--out", name],
        )
    };
    for (name, begin) in [("a.pdf", "%PDF-1.7"), ("a.DOCX", "PK")] {
        let done = make(name);
        assert!(done.status.success(), "{done:?}");
        let bytes = std::fs::read(folder.path().join(name)).expect("the file");
        assert!(bytes.starts_with(begin.as_bytes()), "{name}");
        assert_eq!(answer(&done)["bytes"], bytes.len());
    }
    for name in ["a.odt", "a", "a.pdf.txt"] {
        let refused = make(name);
        assert_eq!(refused.status.code(), Some(1), "{refused:?}");
        assert_eq!(answer(&refused)["error"]["code"], "no_such_format");
        assert!(!folder.path().join(name).exists());
    }
}

#[test]
fn the_window_asks_with_a_subject_and_writes_into_its_sections() {
    let mut open = open_example();
    let wanted = json!({ "kind": "reminder", "period": "2024-Q1", "as_of": null, "subject": null, "body": null,
        "filled": null, "template": null });
    let drawn = open.ask("report", wanted.clone());
    assert_eq!(
        (&drawn["pages"], &drawn["illustrative"]),
        (&json!(1), &json!(true))
    );
    let request = &drawn["texts"][1];
    assert_eq!(request["section"], "request");
    assert!(
        request["standard"]
            .as_str()
            .is_some_and(|words| words.contains("chậm nhất ngày"))
    );
    let text = json!({ "kind": "reminder", "period": "2024-Q1", "subject": null, "section": "request",
        "text": "Yêu cầu báo cáo trước ngày 20/3/2024." });
    open.ask("write_report_text", text);
    let again = open.ask("report", wanted);
    assert_eq!(
        again["texts"][1]["text"],
        "Yêu cầu báo cáo trước ngày 20/3/2024."
    );
    assert_ne!(again["pdf"], drawn["pdf"]);
    let none = json!({ "kind": "conclusion", "period": "2024-Q1", "as_of": null, "subject": 7, "body": null,
        "filled": null, "template": null });
    assert_eq!(open.refusal("report", none).code, "no_such_meeting");
}
