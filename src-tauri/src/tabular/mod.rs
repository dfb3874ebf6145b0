//! What comes as a table: rows of cells with their places, so that a refusal can name its row and column.

mod delimited;
pub mod out;
mod read;
mod workbook;

pub use delimited::read_delimited;
pub use read::read_workbook;
pub use workbook::{Cell, FileKind, Merge, Remark, RemarkKind, Table, TableRow, Workbook};

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
