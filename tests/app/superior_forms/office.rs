//! LibreOffice as the province's program and as the officer's: its files are filled, and it opens what was filled.

use calamine::{Data, Reader, open_workbook_auto};

use super::desk::{Desk, open, written};
use super::make::{Week, document, paragraph, run, table, workbook};
use crate::out::office::convert;

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "asks LibreOffice")]
fn libreoffice_reckons_the_sums_of_what_was_filled() {
    let desk = Desk::new();
    let dir = tempfile::TempDir::new().expect("a folder");
    let path = dir.path().join("biểu.xlsx");
    // A workbook as LibreOffice saves it: styles, shared texts and places of its own.
    std::fs::write(&path, workbook(&Week::default())).expect("a file");
    let saved = std::fs::read(convert(&path, "xlsx")).expect("its file");
    let template = open(saved);
    let told = written(&desk.read(&template, "2024-T03"));
    assert_eq!(told.get("Phụ lục 1!E9").map(String::as_str), Some("7.591"));
    let filled = desk.fill(&template, "2024-T03");
    let path = dir.path().join("xong.xlsx");
    std::fs::write(&path, filled).expect("a file");
    let mut book = open_workbook_auto(convert(&path, "ods")).expect("a workbook");
    let range = book.worksheet_range("Phụ lục 1").expect("a sheet");
    let number = |row: u32, column: u32| match range.get_value((row - 1, column)) {
        Some(Data::Float(number)) => *number,
        Some(Data::Int(number)) => *number as f64,
        other => panic!("{row} {column}: {other:?}"),
    };
    assert!((number(9, 4) - 7_591.0).abs() < 0.001);
    assert!((number(9, 5) - 0.593).abs() < 0.0001);
    // 12.800 + 7.591 + 9.405 + 14.411 + 11.341 + 11.881 + 9.179
    assert!((number(16, 4) - 76_608.0).abs() < 0.001);
    let other = book.worksheet_range("Tổng hợp").expect("a sheet");
    assert_eq!(other.get_value((0, 1)), Some(&Data::Float(76_608.0)));
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "asks LibreOffice")]
fn libreoffice_opens_a_document_that_was_filled() {
    let desk = Desk::new();
    let dir = tempfile::TempDir::new().expect("a folder");
    let rows = [
        ["STT", "Đơn vị", "Kích hoạt"],
        ["1", "P. Bình Thủy", ""],
        ["2", "P. An Thới", "…"],
    ];
    let rows: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|own| (*own).to_owned()).collect())
        .collect();
    let body = paragraph(&run(
        "Tính đến {{ngay}}, tiếp nhận {{dvc.tiep_nhan}} hồ sơ.",
    )) + &table(&rows);
    let path = dir.path().join("biểu.docx");
    std::fs::write(&path, document(&body)).expect("a file");
    let template = open(std::fs::read(convert(&path, "docx")).expect("its file"));
    let path = dir.path().join("xong.docx");
    std::fs::write(&path, desk.fill(&template, "2024-T03")).expect("a file");
    let text = std::fs::read_to_string(convert(&path, "txt:Text (encoded):UTF8")).expect("text");
    for told in [
        "Tính đến 14/03/2024, tiếp nhận 1.600 hồ sơ.",
        "12.800",
        "trên 14.411",
    ] {
        assert!(text.contains(told), "{told} in {text}");
    }
}
