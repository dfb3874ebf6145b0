//! What goes out by the command line, and what comes back.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

fn so06(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_so06"))
        .args(["--book", "b.so06", "--json"])
        .args(args)
        .current_dir(dir)
        .output()
        .expect("the program")
}

fn json(dir: &Path, args: &[&str]) -> Value {
    let output = so06(dir, args);
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{args:?}: {e}: {}", String::from_utf8_lossy(&output.stderr)))
}

fn example() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    json(dir.path(), &["new", "--example", "binh-thuy-2024"]);
    dir
}

#[test]
fn figures_of_a_period_go_out_and_come_back_unchanged() {
    let dir = example();
    let dir = dir.path();
    for (body, value) in [
        ("An Thới", "1234"),
        ("Long Hòa", "trên 98.000"),
        ("Trà An", "7"),
    ] {
        let set = [
            "values",
            "set",
            "--body",
            body,
            "--indicator",
            "dvc.tiep_nhan",
            "--period",
            "2024-T02",
            "--value",
            value,
        ];
        assert_eq!(json(dir, &set)["changed"], true, "{body}");
    }
    let none = [
        "values",
        "set",
        "--body",
        "An Thới",
        "--indicator",
        "dvc.qua_han",
        "--period",
        "2024-T02",
        "--no-data",
    ];
    assert_eq!(json(dir, &none)["changed"], true);
    let out = [
        "values", "export", "--out", "ra.csv", "--period", "2024-T02", "--wide",
    ];
    assert_eq!(json(dir, &out)["rows"], 3);
    let text = std::fs::read_to_string(dir.join("ra.csv")).expect("the file");
    assert!(
        text.starts_with("\u{feff}Mã đơn vị;dvc.tiep_nhan;dvc.qua_han\r\n"),
        "{text}"
    );
    assert!(
        text.contains(";1234;chưa phát sinh\r\n") && text.contains(";trên 98.000;\r\n"),
        "{text}"
    );
    let back = json(dir, &["values", "import", "ra.csv", "--period", "2024-T02"]);
    assert_eq!(
        (&back["accepted"], &back["unchanged"]),
        (&Value::from(0), &Value::from(4)),
        "{back}"
    );
    assert_eq!(back["refused"], Value::Array(Vec::new()));
    let xlsx = [
        "values", "export", "--out", "ra.xlsx", "--period", "2024-T02", "--wide",
    ];
    assert_eq!(json(dir, &xlsx)["rows"], 3);
    let back = json(
        dir,
        &["values", "import", "ra.xlsx", "--period", "2024-T02"],
    );
    assert_eq!(
        (&back["accepted"], &back["unchanged"]),
        (&Value::from(0), &Value::from(4)),
        "{back}"
    );
    let moment = so06(dir, &["values", "export", "--out", "x.csv", "--wide"]);
    assert_eq!(
        moment.status.code(),
        Some(2),
        "the wide shape is of one time"
    );
}

#[test]
fn every_fact_goes_out_with_who_entered_it() {
    let dir = example();
    let dir = dir.path();
    let all = json(dir, &["values", "list"]);
    let count = all.as_array().expect("facts").len();
    for ending in ["jsonl", "csv", "xlsx"] {
        let file = format!("ra.{ending}");
        let done = json(dir, &["values", "export", "--out", &file]);
        assert_eq!(done["rows"], count, "{ending}");
    }
    let text = std::fs::read_to_string(dir.join("ra.jsonl")).expect("the file");
    let rows: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("one object a line"))
        .collect();
    let published = rows
        .iter()
        .find(|own| own["qualifier"] == "tren")
        .expect("trên");
    assert_eq!(published["value"], "98000");
    assert!(
        published["moment"]
            .as_str()
            .is_some_and(|own| own.contains("+07:00"))
    );
    let csv = std::fs::read_to_string(dir.join("ra.csv")).expect("the file");
    assert_eq!(csv.lines().count(), count + 1);
    let bad = so06(dir, &["values", "export", "--out", "ra.pdf"]);
    assert_eq!(bad.status.code(), Some(1));
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "asks LibreOffice")]
fn tables_and_forms_have_their_commands() {
    let dir = example();
    let dir = dir.path();
    let text = json(dir, &["table", "missing", "--period", "2024-T04"]);
    assert!(
        text["text"]
            .as_str()
            .is_some_and(|own| own.contains("NHẮC GỬI SỐ LIỆU Tháng 4/2024"))
    );
    let ranking = [
        "table",
        "ranking",
        "--indicator",
        "dinh_danh.kich_hoat",
        "--period",
        "2024-T03",
        "--out",
        "x.png",
    ];
    assert!(
        json(dir, &ranking)["bytes"]
            .as_u64()
            .is_some_and(|own| own > 10_000)
    );
    assert_eq!(
        json(dir, &["table", "khác"])["error"]["code"],
        "no_such_table"
    );
    let form = [
        "form",
        "export",
        "--body",
        "An Thới",
        "--period",
        "2024-T03",
        "--out",
        "biểu.xlsx",
    ];
    assert_eq!(json(dir, &form)["cells"], 7);
    let pdf = [
        "form",
        "export",
        "--body",
        "An Thới",
        "--period",
        "2024-T03",
        "--out",
        "biểu.pdf",
    ];
    assert_eq!(json(dir, &pdf)["error"]["code"], "no_such_format");
    // A form that LibreOffice has saved anew comes back through the same door as any file.
    let anew = super::office::convert(&dir.join("biểu.xlsx"), "ods");
    let empty = json(dir, &["form", "import", &anew.display().to_string()]);
    assert_eq!(
        (&empty["accepted"], &empty["unchanged"]),
        (&Value::from(0), &Value::from(0)),
        "{empty}"
    );
    assert_eq!(empty["refused"], Value::Array(Vec::new()));
    let csv = dir.join("khác.csv");
    std::fs::write(&csv, "Đơn vị;dvc.tiep_nhan\nAn Thới;1\n").expect("a file");
    assert_eq!(
        json(dir, &["form", "import", "khác.csv"])["error"]["code"],
        "not_a_form"
    );
}

#[test]
fn the_whole_book_goes_out_and_comes_back_by_commands() {
    let dir = example();
    let dir = dir.path();
    let out = json(dir, &["export", "--out", "ra"]);
    assert!(out["files"].as_u64().is_some_and(|own| own > 20));
    let back = Command::new(env!("CARGO_BIN_EXE_so06"))
        .args(["import", "ra", "--book", "c.so06"])
        .current_dir(dir)
        .output()
        .expect("the program");
    assert_eq!(
        back.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&back.stderr)
    );
    let over = so06(dir, &["import", "ra"]);
    assert_eq!(
        over.status.code(),
        Some(1),
        "never over a book that is there"
    );
    std::fs::write(dir.join("ra/fact.jsonl"), "{}\n").expect("a file");
    let bad = Command::new(env!("CARGO_BIN_EXE_so06"))
        .args(["import", "ra", "--book", "d.so06"])
        .current_dir(dir)
        .output()
        .expect("the program");
    assert_eq!(bad.status.code(), Some(1));
    let said = String::from_utf8_lossy(&bad.stderr).into_owned();
    assert!(said.contains("Dòng 1 của tệp fact.jsonl"), "{said}");
    assert!(!dir.join("d.so06").exists());
}
