//! `report fill` and `report form` as scripts see them.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use super::desk::Desk;
use super::make::{Week, parts, workbook};

fn so06(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_so06"))
        .args(["--now", "2024-03-18", "--json", "--book", "sổ mẫu.so06"])
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

fn code(dir: &Path, args: &[&str]) -> (String, Option<i32>) {
    let output = so06(dir, args);
    let value: Value = serde_json::from_slice(&output.stdout).expect("one document");
    let code = value["error"]["code"].as_str().unwrap_or_default();
    (code.to_owned(), output.status.code())
}

#[test]
fn one_command_fills_a_form_and_a_file_of_mappings_can_be_carried_along() {
    let desk = Desk::new();
    let dir = desk.example.dir.path();
    std::fs::write(dir.join("mẫu.xlsx"), workbook(&Week::default())).expect("a form");
    let at = ["--template", "mẫu.xlsx", "--period", "2024-T03"];
    let fill = |out: &str| {
        let args = [&["report", "fill"][..], &at, &["--out", out]].concat();
        json(dir, &args)
    };
    let first = fill("một.xlsx");
    assert_eq!(first["form"], Value::Null);
    assert_eq!(first["period"], "2024-T03");
    let count = |value: &Value, outcome: &str| {
        let all = value["places"].as_array().expect("places");
        all.iter().filter(|own| own["outcome"] == outcome).count()
    };
    assert!(count(&first, "written") > 30);
    assert_eq!(count(&first, "unsure"), 1);
    assert_eq!(first["unmapped"][0]["place"], "Phụ lục 1!H8:H16");
    let map = [
        &["report", "form", "map"][..],
        &at,
        &[
            "--set",
            "H8=:unit",
            "--set",
            "A4=:as_of|(Đến ngày {})",
            "--no-data",
            "x",
        ],
    ]
    .concat();
    let mapped = json(dir, &map);
    assert_eq!(mapped["form"]["name"], "mẫu.xlsx");
    assert_eq!(mapped["form"]["changed"], false);
    assert_eq!(mapped["no_data"], "x");
    // What is shown can be kept as a file and taken in again.
    let shown = json(dir, &[&["report", "form", "show"][..], &at].concat());
    std::fs::write(dir.join("gán.json"), shown.to_string()).expect("a file");
    let id = json(dir, &["report", "form", "list"])[0]["id"].to_string();
    json(dir, &["report", "form", "forget", "--id", &id]);
    assert_eq!(fill("hai.xlsx")["form"], Value::Null);
    let again = [
        &["report", "form", "map"][..],
        &at,
        &["--file", "gán.json", "--no-data", "x"],
    ]
    .concat();
    let again = json(dir, &again);
    assert_eq!(again["places"], shown["places"]);
    fill("ba.xlsx");
    let bytes = |name: &str| std::fs::read(dir.join(name)).expect("a file");
    assert_ne!(bytes("một.xlsx"), bytes("ba.xlsx"));
    let cells = parts(&bytes("ba.xlsx"));
    let own = String::from_utf8_lossy(&cells["xl/worksheets/sheet1.xml"]).into_owned();
    assert!(own.contains("(Đến ngày 14/03/2024)"), "{own}");
    json(dir, &["report", "form", "forget", "--template", "mẫu.xlsx"]);
    // The form itself was never touched.
    assert_eq!(bytes("mẫu.xlsx"), workbook(&Week::default()));
    // Other kinds of papers are asked for as before.
    let report = so06(
        dir,
        &[
            "report", "progress", "--period", "2024-Q1", "--out", "a.pdf",
        ],
    );
    assert_eq!(report.status.code(), Some(0));
}

#[test]
fn refusals_have_codes_and_nothing_is_written() {
    let desk = Desk::new();
    let dir = desk.example.dir.path();
    std::fs::write(dir.join("mẫu.xlsx"), workbook(&Week::default())).expect("a form");
    std::fs::write(dir.join("cũ.xls"), b"\x09\x08\x10\x00\x00\x06\x05\x00").expect("a file");
    let fill = |template: &str, out: &str| {
        let args = [
            "report",
            "fill",
            "--template",
            template,
            "--period",
            "2024-T03",
            "--out",
            out,
        ];
        code(dir, &args)
    };
    let refused = |code: &str, status: i32| (code.to_owned(), Some(status));
    assert_eq!(fill("cũ.xls", "a.xlsx"), refused("not_a_template", 1));
    assert_eq!(fill("không có.xlsx", "a.xlsx").0, "no_such_file");
    assert_eq!(fill("mẫu.xlsx", "a.docx"), refused("bad_form_file", 1));
    assert_eq!(fill("mẫu.xlsx", "mẫu.xlsx"), refused("bad_form_file", 1));
    let map = |set: &str| {
        code(
            dir,
            &[
                "report",
                "form",
                "map",
                "--template",
                "mẫu.xlsx",
                "--period",
                "2024-T03",
                "--set",
                set,
            ],
        )
    };
    assert_eq!(map("D6=:period").0, "");
    assert_eq!(map("E6=:period"), refused("spot_merged", 1));
    assert_eq!(map("C16=:period"), refused("spot_is_formula", 1));
    assert_eq!(map("Z=:gi"), refused("bad_spot", 1));
    assert!(!dir.join("a.xlsx").exists() && !dir.join("a.docx").exists());
}
