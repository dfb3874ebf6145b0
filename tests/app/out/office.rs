//! Programs from outside: calamine reads what was written, LibreOffice opens it and saves it anew.

use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, SheetVisible, open_workbook_auto};
use so06::tabular::{Cell, FileKind, Table, TableRow, Workbook};

/// A workbook as calamine reads it, in the shape that every reader gives.
pub fn read(path: &Path) -> Workbook {
    let mut book = open_workbook_auto(path).expect("a workbook");
    let sheets = book.sheets_metadata().to_vec();
    let tables = sheets
        .into_iter()
        .map(|sheet| {
            let range = book.worksheet_range(&sheet.name).expect("a sheet");
            let (top, left) = range.start().unwrap_or_default();
            let rows = (0..).zip(range.rows()).map(|(at, cells)| TableRow {
                number: top + at + 1,
                cells: (left..)
                    .zip(cells)
                    .filter_map(|(column, own)| Some((column, cell(own)?)))
                    .collect(),
            });
            Table {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
                rows: rows.filter(|row| !row.cells.is_empty()).collect(),
                merges: Vec::new(),
            }
        })
        .collect();
    Workbook {
        kind: FileKind::Xlsx,
        encoding: None,
        tables,
        remarks: Vec::new(),
    }
}

fn cell(own: &Data) -> Option<Cell> {
    match own {
        Data::Empty => None,
        Data::String(text) if text.trim().is_empty() => None,
        Data::String(text) => Some(Cell::Text(text.trim().into())),
        Data::Int(number) => Some(Cell::Number(*number as f64)),
        Data::Float(number) => Some(Cell::Number(*number)),
        Data::Bool(flag) => Some(Cell::Flag(*flag)),
        other => Some(Cell::Text(other.to_string().into())),
    }
}

/// LibreOffice opens a file and saves it in another format, beside it in a folder of that name.
pub fn convert(path: &Path, to: &str) -> PathBuf {
    let dir = path.parent().expect("a folder");
    let ending = to.split(':').next().expect("a format");
    let out = dir.join(format!("sang-{ending}"));
    let profile = format!("-env:UserInstallation=file://{}", dir.join("lo").display());
    let done = Command::new("soffice")
        .args([
            &profile,
            "--headless",
            "--norestore",
            "--convert-to",
            to,
            "--outdir",
        ])
        .arg(&out)
        .arg(path)
        .output()
        .expect("soffice, which cargo xtask test installs (libreoffice-calc)");
    let name = path.with_extension(ending);
    let made = out.join(name.file_name().expect("a name"));
    assert!(made.exists(), "{}", String::from_utf8_lossy(&done.stderr));
    made
}
