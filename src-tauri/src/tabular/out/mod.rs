//! Tables that go out (bảng xuất ra): one table as data, written as a workbook, as delimited text, as lines for a chat
//! and as a picture. Writers know nothing of what a table is about.

mod csv;
mod head;
mod picture;
mod text;
mod xlsx;

pub use csv::{BOM, SEPARATOR, guarded};
pub use head::{HeadCell, head};

use crate::domain::number::{Qualifier, decimal};
use crate::domain::{Day, Result, instant::show_day};

/// A table (bảng).
#[derive(Debug, Clone, PartialEq)]
pub struct TableOut {
    /// Name of its sheet, at most 31 letters.
    pub sheet: String,
    /// Title; figures of an example are named as such in it. Empty for data, whose head is the first row of the file.
    pub title: String,
    /// What time it speaks of, where its figures come from, by which boundaries.
    pub subtitle: Vec<String>,
    /// Columns.
    pub columns: Vec<ColumnOut>,
    /// Rows.
    pub rows: Vec<RowOut>,
    /// What has to be said below it.
    pub notes: Vec<String>,
    /// What the mark behind figures means, where some are marked; delimited text bears no marks, so that numbers stay
    /// numbers.
    pub mark: Option<String>,
    /// Day on which it is made, for the file's own properties.
    pub made: Day,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnOut {
    /// What stands over several columns beside each other; empty for none.
    pub group: String,
    /// Its head.
    pub head: String,
    /// What stands in it.
    pub kind: ColumnKind,
    /// What becomes of it where there is little room.
    pub brief: Brief,
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// A number of order or rank.
    Ordinal,
    /// What the row is about.
    Name,
    /// Text.
    Text,
    /// Figures.
    Figure,
    /// Percentages.
    Percent,
    /// Days.
    Day,
}

/// What becomes of a column in a chat and in a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brief {
    /// In both.
    Main,
    /// In both, in a chat in brackets behind the one before it.
    Aside,
    /// In a picture only.
    Picture,
    /// In neither.
    Left,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowOut {
    /// What kind of row.
    pub kind: RowKind,
    /// One cell a column; of a group the name only.
    pub cells: Vec<CellOut>,
    /// Whether a chat needs it.
    pub brief: bool,
}

/// What kind of row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// An ordinary one.
    Body,
    /// The name of the rows below it.
    Group,
    /// A sum.
    Total,
}

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellOut {
    /// Nothing was given.
    Empty,
    /// chưa phát sinh số liệu
    NoData,
    /// Text.
    Text(String),
    /// A name, and how it is written where there is little room.
    Name(String, String),
    /// A figure.
    Figure(FigureOut),
    /// A day.
    Day(Day),
}

/// A figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FigureOut {
    /// Scaled by its decimals.
    pub value: i64,
    /// Decimals.
    pub decimals: u8,
    /// What is said of how exact it is.
    pub qualifier: Qualifier,
    /// An example figure beside others that are not.
    pub marked: bool,
}

impl FigureOut {
    /// A figure without anything else to be said of it.
    pub const fn plain(value: i64, decimals: u8) -> Self {
        Self {
            value,
            decimals,
            qualifier: Qualifier::Exact,
            marked: false,
        }
    }

    /// As it is read: "trên 98.000".
    pub fn text(&self) -> String {
        let own = decimal(self.value, self.decimals);
        let mark = if self.marked { "*" } else { "" };
        match self.qualifier.word() {
            "" => format!("{own}{mark}"),
            word => format!("{word} {own}{mark}"),
        }
    }
}

impl CellOut {
    /// As it is read; no data is what `no_data` says.
    pub fn text(&self, no_data: &str) -> String {
        match self {
            Self::Empty => String::new(),
            Self::NoData => no_data.to_owned(),
            Self::Text(text) | Self::Name(text, _) => text.clone(),
            Self::Figure(figure) => figure.text(),
            Self::Day(day) => show_day(*day),
        }
    }

    /// As it is read where there is little room.
    pub fn brief(&self, no_data: &str) -> String {
        match self {
            Self::Name(_, brief) => brief.clone(),
            other => other.text(no_data),
        }
    }
}

impl TableOut {
    /// What stands below the table.
    fn below(&self) -> impl Iterator<Item = &String> {
        self.notes.iter().chain(&self.mark)
    }

    /// Title and what stands below it.
    fn above(&self) -> impl Iterator<Item = &String> {
        let all = std::iter::once(&self.title).chain(&self.subtitle);
        all.filter(|text| !text.is_empty())
    }

    /// As a workbook of Excel.
    pub fn xlsx(&self) -> Result<Vec<u8>> {
        xlsx::write(self)
    }

    /// As delimited text.
    pub fn csv(&self) -> Result<Vec<u8>> {
        csv::write(self)
    }

    /// As lines for a chat.
    pub fn chat(&self) -> String {
        text::write(self)
    }

    /// As a picture (PNG). Refused is a table that no picture could show.
    pub fn picture(&self) -> Result<Vec<u8>> {
        picture::draw(self)
    }
}

/// What "chưa phát sinh số liệu" is in a file and in a chat.
const NO_DATA: &str = "chưa phát sinh";
