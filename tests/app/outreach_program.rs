//! Contacts, reminders, meetings, documents, evidence and commendations as scripts see them.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_so06");

/// Exit status and the one JSON document.
fn asked(dir: &Path, args: &[&str]) -> (Option<i32>, Value) {
    let output = Command::new(PROGRAM)
        .args(["--book", "b.so06", "--json", "--now", "2024-03-18"])
        .args(args)
        .current_dir(dir)
        .env_remove("SO06_BOOK")
        .output()
        .expect("the program");
    let value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{args:?}: {e}: {}", String::from_utf8_lossy(&output.stderr)));
    (output.status.code(), value)
}

fn done(dir: &Path, args: &[&str]) -> Value {
    let (status, value) = asked(dir, args);
    assert_eq!(status, Some(0), "{args:?}: {value}");
    value
}

fn refused(dir: &Path, args: &[&str]) -> String {
    let (status, value) = asked(dir, args);
    assert!(matches!(status, Some(1 | 2 | 4)), "{args:?}: {value}");
    value["error"]["code"].as_str().expect("a code").to_owned()
}

fn book() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    done(dir.path(), &["new", "--example", "binh-thuy-2024"]);
    dir
}

#[test]
fn a_monday_in_a_script() {
    let dir = book();
    let dir = dir.path();
    let drafts = done(dir, &["remind", "draft"]);
    assert_eq!(drafts[0]["body_name"], "Phường Thới An Đông");
    assert_eq!(drafts[0]["items"][0]["number"], "NV-001");
    done(dir, &["remind", "sent", "--body", "Thới An Đông"]);
    let sent = done(dir, &["remind", "list", "--body", "Thới An Đông"]);
    assert_eq!(sent[0]["text"], drafts[0]["text"]);
    assert_eq!(sent[0]["items"][0]["number"], "NV-001");
    let all = done(
        dir,
        &["remind", "draft", "--all", "--until", "2024-03-20T09:00"],
    );
    assert!(
        all["text"]
            .as_str()
            .is_some_and(|text| text.contains("9 giờ ngày 20/03/2024"))
    );

    let meeting = done(
        dir,
        &["meetings", "add", "--day", "2024-03-18", "--time", "8h"],
    )["id"]
        .to_string();
    let text = "Thới An Đông ký kế hoạch trước ngày 22/3";
    let read = done(dir, &["meetings", "conclude", &meeting, text, "--dry-run"]);
    assert_eq!(read["parent"]["number"], "NV-001");
    assert_eq!(read["deadline"]["last_day"], "2024-03-21");
    let own = done(dir, &["meetings", "conclude", &meeting, text]);
    assert_eq!(own["task"], "KL-001");
    let second = done(
        dir,
        &[
            "meetings",
            "conclude",
            &meeting,
            "Nộp báo cáo",
            "--body",
            "Trà Nóc",
            "--deadline",
            "trong quý II",
            "--parent",
            "none",
        ],
    );
    assert_eq!(second["task"], "KL-002");
    let listed = done(dir, &["tasks", "list", "--body", "Trà Nóc"]);
    let rows = listed.as_array().expect("rows");
    assert!(
        rows.iter()
            .any(|row| row["task"] == "KL-002" && row["deadline"]["last_day"] == "2024-06-30")
    );
    done(
        dir,
        &[
            "documents",
            "add",
            "--kind",
            "Thông báo",
            "--number",
            "12/TB-UBND",
            "--day",
            "2024-03-19",
        ],
    );
    done(
        dir,
        &["meetings", "sign", &meeting, "--document", "12/tb-ubnd"],
    );
    let shown = done(dir, &["meetings", "show", &meeting]);
    assert_eq!(shown["document"], "Thông báo số 12/TB-UBND ngày 19/03/2024");
    assert_eq!(shown["conclusions"][0]["task"]["document"], "12/TB-UBND");
    assert_eq!(
        done(dir, &["meetings", "lists", &meeting])
            .as_array()
            .map(Vec::len),
        Some(2)
    );
    let board = done(dir, &["meetings", "board", &meeting]);
    assert_eq!(board["late"][0]["body_name"], "Phường Thới An Đông");
    let drop = own["id"].to_string();
    done(dir, &["meetings", "drop", &drop]);
    assert_eq!(done(dir, &["meetings", "list"])[0]["conclusions"], 1);
}

#[test]
fn contacts_evidence_and_commendations_in_a_script() {
    let dir = book();
    let dir = dir.path();
    let id = done(
        dir,
        &[
            "contacts",
            "add",
            "--body",
            "Trà Nóc",
            "--name",
            "Đầu mối",
            "--phone",
            "0912.345.678",
        ],
    )["id"]
        .to_string();
    assert_eq!(done(dir, &["contacts", "list"])[0]["phone"], "0912 345 678");
    assert_eq!(
        refused(
            dir,
            &[
                "contacts",
                "add",
                "--body",
                "Trà Nóc",
                "--name",
                "x",
                "--phone",
                "912345678"
            ]
        ),
        "bad_phone"
    );
    done(dir, &["contacts", "remove", &id]);
    std::fs::write(
        dir.join("danh ba.csv"),
        "Đơn vị,Họ tên,Điện thoại\nTrà An,Đầu mối A,0912345678\nKhông có,Đầu mối B,\n",
    )
    .expect("a file");
    let taken = done(dir, &["contacts", "import", "danh ba.csv"]);
    assert_eq!(
        (&taken["added"], taken["refused"][0]["row"].clone()),
        (&json!(1), json!(3))
    );
    assert!(
        taken["refused"][0]["words"]
            .as_str()
            .is_some_and(|own| own.contains("Không có đơn vị"))
    );

    std::fs::write(dir.join("kế hoạch.pdf"), "%PDF").expect("a file");
    let id = done(
        dir,
        &[
            "evidence",
            "add",
            "NV-001",
            "kế hoạch.pdf",
            "--body",
            "Trà Nóc",
        ],
    )["id"]
        .to_string();
    assert_eq!(
        done(dir, &["evidence", "list", "--task", "NV-001"])[0]["name"],
        "kế hoạch.pdf"
    );
    let check = done(dir, &["evidence", "check"]);
    assert_eq!(
        (&check["files"], &check["missing"]),
        (&json!(1), &json!([]))
    );
    done(dir, &["evidence", "get", &id, "--out", "ra.pdf"]);
    assert_eq!(std::fs::read(dir.join("ra.pdf")).expect("a file"), b"%PDF");
    assert_eq!(
        refused(dir, &["evidence", "get", &id, "--out", "ra.pdf"]),
        "file_exists"
    );
    assert_eq!(
        refused(dir, &["evidence", "add", "NV-001", "--body", "Trà Nóc"]),
        "nothing_attached"
    );
    assert_eq!(
        refused(
            dir,
            &[
                "evidence",
                "add",
                "NV-001",
                "không có.pdf",
                "--body",
                "Trà Nóc"
            ]
        ),
        "io_failed"
    );
    std::fs::rename(dir.join("b.so06.minh-chung"), dir.join("khác")).expect("moved");
    assert_eq!(
        refused(dir, &["evidence", "get", &id, "--out", "nữa.pdf"]),
        "evidence_missing"
    );

    let proposed = done(dir, &["commend", "propose"]);
    let names: Vec<&Value> = proposed["proposals"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|own| &own["body_name"])
        .collect();
    assert!(names.contains(&&json!("Phường An Thới")), "{names:?}");
    assert_eq!(
        refused(
            dir,
            &["commend", "add", "--body", "Trà Nóc", "--number", "0"]
        ),
        "bad_commendation"
    );
    assert_eq!(
        refused(
            dir,
            &[
                "commend",
                "add",
                "--body",
                "Trà Nóc",
                "--document",
                "không có"
            ]
        ),
        "no_such_document"
    );
    done(
        dir,
        &[
            "commend",
            "add",
            "--body",
            "Trà Nóc",
            "--number",
            "2",
            "--document",
            "96/TB-VPCP",
        ],
    );
    let list = done(dir, &["commend", "list"]);
    assert_eq!(
        (&list[0]["state"], &list[0]["number"]),
        (&json!("decided"), &json!(2))
    );
}

#[test]
fn a_letter_to_two_and_a_document_taken_out_in_a_script() {
    let dir = book();
    let dir = dir.path();
    let letter = done(
        dir,
        &[
            "report",
            "reminder",
            "--as-of",
            "2025-01-10",
            "--body",
            "Trà Nóc",
            "--body",
            "Trà An",
            "--also",
            "coming,returned,figures",
            "--out",
            "cong-van.pdf",
        ],
    );
    assert!(letter["pages"].as_u64().is_some_and(|pages| pages > 1));
    let found = letter["findings"][0]["text"].as_str().expect("a finding");
    assert!(found.contains("của 02 đơn vị"), "{found}");
    assert_eq!(
        refused(
            dir,
            &["report", "tasks", "--also", "coming", "--out", "x.pdf"]
        ),
        "usage"
    );
    let own = done(
        dir,
        &[
            "documents",
            "add",
            "--kind",
            "Công văn",
            "--number",
            "9/UBND-VP",
            "--day",
            "2024-03-18",
        ],
    )["id"]
        .to_string();
    done(dir, &["documents", "remove", &own]);
    assert_eq!(
        refused(dir, &["documents", "remove", &own]),
        "no_such_document"
    );
    done(dir, &["undo"]);
    let listed = done(dir, &["documents", "find", "9/UBND-VP"]);
    assert_eq!(listed[0]["id"].to_string(), own);
    let given = done(dir, &["documents", "find", "96/TB-VPCP"])[0]["id"].to_string();
    assert_eq!(
        refused(dir, &["documents", "remove", &given]),
        "document_in_use"
    );
    let wide = done(dir, &["remind", "draft", "--as-of", "2024-12-26"]);
    let plain = done(
        dir,
        &[
            "remind",
            "draft",
            "--as-of",
            "2024-12-26",
            "--horizon",
            "0",
            "--no-figures",
            "--no-returned",
        ],
    );
    assert!(wide.as_array().map(Vec::len) > plain.as_array().map(Vec::len));
}
