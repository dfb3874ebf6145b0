//! A plain table of texts: what lists of bodies, indicators and days come as.

use super::limits::MOST_CELLS;
use super::read::read_workbook;
use super::workbook::TableRow;
use crate::domain::{Error, ErrorCode, Result};

/// A table (bảng): a head and rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Texts of the head.
    pub head: Vec<String>,
    /// Rows below it; blank ones are left out.
    pub rows: Vec<Line>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its number in the file, the head's being 1.
    pub number: u32,
    /// Its cells.
    pub cells: Vec<String>,
}

/// Reads a file whose first row that holds something is the head: the first table that is seen and holds something.
pub fn read_sheet(bytes: &[u8]) -> Result<Sheet> {
    let book = read_workbook(bytes)?;
    let seen = book.tables.iter().filter(|table| !table.rows.is_empty());
    let first = seen.min_by_key(|table| table.hidden);
    let table =
        first.ok_or_else(|| Error::new(ErrorCode::BadInput).detail("bảng không có dòng nào"))?;
    let width = |row: &TableRow| {
        row.cells
            .last()
            .map_or(0, |(column, _)| *column as usize + 1)
    };
    // Blank cells count here: one far to the right in each of many rows would take all memory.
    if table.rows.iter().map(width).sum::<usize>() > MOST_CELLS {
        return Err(ErrorCode::FileTooLarge.into());
    }
    let mut lines = table.rows.iter().map(|row| {
        let width = width(row);
        let mut cells = vec![String::new(); width];
        for (column, cell) in &row.cells {
            cells[*column as usize] = cell.text().into_owned();
        }
        Line {
            number: row.number,
            cells,
        }
    });
    let head = lines.next().map(|line| line.cells).unwrap_or_default();
    Ok(Sheet {
        head,
        rows: lines.collect(),
    })
}
