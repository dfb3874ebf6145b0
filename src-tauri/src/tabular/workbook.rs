//! What any file of tables comes down to: tables of cells with their places.

use std::borrow::Cow;

use crate::domain::Day;

/// A file of tables (tệp bảng biểu).
#[derive(Debug, Clone, PartialEq)]
pub struct Workbook {
    /// What the file is, by its content and never by its name.
    pub kind: FileKind,
    /// How its texts were written, where they had to be converted: `windows-1258`, `utf-16`, `tcvn3`, `vni`.
    pub encoding: Option<&'static str>,
    /// Its tables in their order; sheets without cells too.
    pub tables: Vec<Table>,
    /// What could not be read and must be told.
    pub remarks: Vec<Remark>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Excel since 2007.
    Xlsx,
    /// Excel before 2007, also its XML of 2003.
    Xls,
    /// LibreOffice.
    Ods,
    /// Text with cells between tabs, semicolons, bars or commas.
    Delimited,
    /// Tables of a Word document.
    Docx,
    /// A page saved as a table, as many portals name `.xls`.
    Html,
}

/// A table (bảng, trang tính). Only cells that hold something are kept.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// Name of the sheet; empty where there is none.
    pub name: String,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// Rows that hold something, from the top.
    pub rows: Vec<TableRow>,
    /// Merged areas.
    pub merges: Vec<Merge>,
}

/// A row of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TableRow {
    /// Its number in the file, from 1.
    pub number: u32,
    /// Its cells with their columns from 0, ascending, each holding something.
    pub cells: Vec<(u32, Cell)>,
}

/// A merged area (ô gộp); its content stands in its first cell. Rows count from 1, columns from 0, both ends inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (u32, u32),
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Text, NFC, without blanks at its ends.
    Text(Box<str>),
    /// A number as the file keeps it; never NaN nor infinite.
    Number(f64),
    /// A day, or a day with a time: a number that was formatted as one.
    Day(Day),
    /// Yes or no.
    Flag(bool),
    /// An error value: `#REF!`.
    Fault(Box<str>),
    /// A formula whose value the file does not hold.
    NoValue,
}

/// What could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Name of the sheet; empty for the whole file.
    pub table: String,
    /// Row from which on it holds, from 1; 0 for the whole table.
    pub row: u32,
    /// Which kind.
    pub kind: RemarkKind,
}

/// Kinds of what could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RemarkKind {
    /// More cells than are read: from the row on nothing was read.
    TooMany,
    /// The file ends or breaks there; what stands before was read.
    Broken,
    /// A text longer than a cell of this work can be; it was cut.
    LongText,
}

impl Cell {
    /// What it holds as text: a number with a point before its decimals and without groups.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) | Self::Fault(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(format!("{number}")),
            Self::Day(day) => Cow::Owned(day.format("%d/%m/%Y").to_string()),
            Self::Flag(true) => Cow::Borrowed("có"),
            Self::Flag(false) => Cow::Borrowed("không"),
            Self::NoValue => Cow::Borrowed(""),
        }
    }
}

impl Table {
    /// How many columns it spans.
    pub fn width(&self) -> u32 {
        let last = |row: &TableRow| row.cells.last().map_or(0, |(column, _)| column + 1);
        self.rows.iter().map(last).max().unwrap_or(0)
    }

    /// The row of that number, when it holds something.
    pub fn row(&self, number: u32) -> Option<&TableRow> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number);
        at.ok().map(|index| &self.rows[index])
    }
}

impl TableRow {
    /// The cell of a column, when it holds something.
    pub fn cell(&self, column: u32) -> Option<&Cell> {
        let at = self.cells.binary_search_by_key(&column, |(own, _)| *own);
        at.ok().map(|index| &self.cells[index].1)
    }
}

/// The letters of a column in a spreadsheet, counted from 0: "A", "B", … "AA".
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}
