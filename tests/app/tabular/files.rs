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

#[test]
fn files_of_libreoffice_in_all_its_formats() {
    for (name, kind) in [
        ("libreoffice.xlsx", FileKind::Xlsx),
        ("libreoffice.xls", FileKind::Xls),
        ("libreoffice.ods", FileKind::Ods),
    ] {
        let book = file(name);
        assert_eq!((book.kind, book.encoding), (kind, None), "{name}");
        assert!(book.remarks.is_empty(), "{name}");
        let table = &book.tables[0];
        assert_eq!(table.name, "Biểu 1", "{name}");
        assert_eq!(at(table, 2, 0), "(Tính đến ngày 15/3/2024)", "{name}");
        assert_eq!(at(table, 7, 1), "Phường Bình Thủy", "{name}");
        assert_eq!(cell(table, 7, 2), Some(&Cell::Number(12_345.0)), "{name}");
        assert_eq!(
            cell(table, 7, 5),
            Some(&Cell::Day(day("2024-03-15"))),
            "{name}"
        );
        assert_eq!(cell(table, 10, 2), Some(&Cell::Number(35_801.0)), "{name}");
        assert_eq!(table.merges.len(), 3, "{name}");
        assert!(book.tables.get(1).is_none_or(|own| own.hidden), "{name}");
    }
}

#[test]
fn a_page_and_a_document_of_libreoffice() {
    let book = file("libreoffice.html.xls");
    let table = &book.tables[0];
    assert_eq!(book.kind, FileKind::Html);
    assert_eq!(at(table, 7, 1), "Phường Bình Thủy");
    assert_eq!(at(table, 4, 2), "Hồ sơ định danh điện tử");
    assert_eq!(table.merges.len(), 3);
    let table = &file("libreoffice.docx").tables[0];
    assert_eq!(at(table, 2, 0), "(Tính đến ngày 15/3/2024)");
    assert_eq!(at(table, 5, 2), "12345");
}

/// Where both can read, a common library finds the same values in the same places.
#[test]
fn another_reader_finds_the_same() {
    use calamine::{Data, Reader, open_workbook_auto_from_rs};
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tables");
    let mut compared = 0;
    for name in [
        "openpyxl.xlsx",
        "libreoffice.xlsx",
        "libreoffice.xls",
        "xlwt.xls",
        "libreoffice.ods",
    ] {
        let bytes = std::fs::read(folder.join(name)).expect("a fixture");
        let mut other =
            open_workbook_auto_from_rs(std::io::Cursor::new(&bytes[..])).expect("opened");
        for table in &read(&bytes).tables {
            let range = other.worksheet_range(&table.name).expect("a sheet");
            let (row, column) = range.start().unwrap_or_default();
            for (r, c, value) in range.used_cells() {
                let own = cell(table, row + r as u32 + 1, column + c as u32);
                let place = format!("{name} {r} {c}: {value:?} {own:?}");
                match (value, own) {
                    (Data::String(text), None) => assert!(text.trim().is_empty(), "{place}"),
                    (Data::String(text), Some(Cell::Text(own))) => {
                        assert_eq!(text.trim(), &**own, "{place}");
                    }
                    (Data::Float(number), Some(Cell::Number(own))) => {
                        assert!((number - own).abs() < 1e-9, "{place}");
                    }
                    (Data::Int(number), Some(Cell::Number(own))) => {
                        assert!((*number as f64 - own).abs() < 1e-9, "{place}");
                    }
                    (Data::DateTime(_) | Data::DateTimeIso(_), Some(Cell::Day(_)))
                    | (_, Some(Cell::NoValue)) => {}
                    _ => panic!("{place}"),
                }
                compared += 1;
            }
        }
    }
    assert!(compared > 150, "{compared} cells");
}
