//! Files of tables: formats, encodings, hostile files.

pub mod corpus;
mod encodings;
mod files;
mod formats;
pub mod fuzz;
mod hostile;
pub mod make;

use so06::tabular::{Cell, Table, Workbook, read_workbook};

/// A file that must be read.
pub fn read(bytes: &[u8]) -> Workbook {
    read_workbook(bytes).expect("a workbook")
}

/// The text of a place; rows from 1, columns from 0.
pub fn at(table: &Table, row: u32, column: u32) -> String {
    let cell = table.row(row).and_then(|own| own.cell(column));
    cell.map(|own| own.text().into_owned()).unwrap_or_default()
}

/// The cell of a place.
pub fn cell(table: &Table, row: u32, column: u32) -> Option<&Cell> {
    table.row(row).and_then(|own| own.cell(column))
}
