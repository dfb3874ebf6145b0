//! Small files that other programs wrote: `openpyxl`, `xlwt`, `python-docx`, LibreOffice.

use std::path::Path;

use so06::tabular::{Cell, FileKind, Workbook};

use super::{at, cell, read};
use crate::support::day;

fn file(name: &str) -> Workbook {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tables");
    read(&std::fs::read(folder.join(name)).expect("a fixture"))
}

#[test]
fn a_workbook_of_openpyxl() {
    let book = file("openpyxl.xlsx");
    let table = &book.tables[0];
    assert_eq!((table.name.as_str(), table.hidden), ("Biểu 1", false));
    assert!(book.tables[1].hidden);
    assert_eq!(at(table, 2, 0), "(Tính đến ngày 15/3/2024)");
    assert_eq!(cell(table, 7, 2), Some(&Cell::Number(12_345.0)));
    assert_eq!(cell(table, 7, 5), Some(&Cell::Day(day("2024-03-15"))));
    assert_eq!(cell(table, 8, 4), Some(&Cell::Text("8.765".into())));
    assert_eq!(cell(table, 10, 2), Some(&Cell::NoValue), "a formula");
    assert_eq!(table.merges.len(), 3);
}

#[test]
fn a_workbook_of_xlwt() {
    let book = file("xlwt.xls");
    let table = &book.tables[0];
    assert_eq!((book.kind, table.name.as_str()), (FileKind::Xls, "Biểu 1"));
    assert_eq!(at(table, 7, 1), "Phường Bình Thủy");
    assert_eq!(cell(table, 7, 2), Some(&Cell::Number(12_345.0)));
    assert_eq!(cell(table, 7, 5), Some(&Cell::Day(day("2024-03-15"))));
    assert_eq!(cell(table, 10, 2), Some(&Cell::NoValue), "a formula");
    assert_eq!(table.merges.len(), 3);
    assert!(book.remarks.is_empty());
}

#[test]
fn an_old_workbook_in_an_old_font() {
    let book = file("tcvn3.xls");
    assert_eq!(book.encoding, Some("tcvn3"));
    let table = &book.tables[0];
    assert_eq!(at(table, 7, 1), "Phường Bình Thủy");
    assert_eq!(at(table, 4, 2), "Hồ sơ định danh điện tử");
    assert_eq!(at(table, 9, 4), "chưa phát sinh");
    assert_eq!(at(table, 2, 0), "(Tính đến ngày 15/3/2024)");
}

#[test]
fn a_document_of_python_docx() {
    let book = file("python-docx.docx");
    let table = &book.tables[0];
    assert_eq!(at(table, 1, 0), "Kết quả tuần 11");
    assert_eq!(at(table, 2, 0), "(Tính đến ngày 15/3/2024)");
    assert_eq!(at(table, 3, 1), "Đơn vị");
    assert_eq!(at(table, 5, 2), "12345");
    assert_eq!(table.merges[0].columns, (0, 3));
}
