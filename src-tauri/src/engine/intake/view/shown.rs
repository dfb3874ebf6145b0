//! What the window and the command line are shown.

use serde::Serialize;
use ts_rs::TS;

use crate::domain::Id;
use crate::engine::counts::{Doubt, PeriodOption};
use crate::engine::intake::heads::Meaning;

/// A sheet to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeSheet {
    /// Its place.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Rows that hold something.
    pub rows: u32,
    /// Whether it is the one shown.
    pub chosen: bool,
    /// Whether it is hidden in the file.
    pub hidden: bool,
}

/// The time that figures are taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeTime {
    /// The period, where they are taken for one.
    pub period: Option<PeriodOption>,
    /// The as-of, where they are taken as of one: `2024-03-14`, `2024-03-14T17:00`.
    pub as_of: Option<String>,
    /// In words.
    pub label: String,
    /// The words of the file that name it.
    pub found: Option<String>,
}

/// An indicator to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeIndicator {
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub name: String,
}

/// A unit to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeBody {
    /// The unit.
    pub body: Id,
    /// Its name.
    pub name: String,
    /// The unit above it.
    pub within: String,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeColumn {
    /// Its place, from 0.
    pub column: u32,
    /// Its letter in a spreadsheet.
    pub letter: String,
    /// Its head in one line.
    pub head: String,
    /// What it means.
    pub meaning: Meaning,
    /// Of which indicator.
    pub indicator: Option<Id>,
    /// The indicator's name.
    pub indicator_name: Option<String>,
    /// Whether nothing speaks against that.
    pub sure: bool,
    /// Whether it is known from an earlier file of the same form.
    pub remembered: bool,
    /// What else it may mean.
    pub candidates: Vec<IntakeIndicator>,
    /// What is said of it.
    pub said: Vec<String>,
}

/// What comes of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IntakeState {
    /// It changes the book.
    Accepted,
    /// The book has it already.
    Unchanged,
    /// It changes the book, and is doubted.
    Warned,
    /// It cannot be.
    Refused,
    /// There is none.
    Empty,
}

/// A figure of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeCell {
    /// Its column, from 0.
    pub column: u32,
    /// As the file has it.
    pub written: String,
    /// As it was understood.
    pub understood: Option<String>,
    /// What the book holds for the same time and source.
    pub before: Option<String>,
    /// What comes of it.
    pub state: IntakeState,
    /// Doubts.
    pub doubts: Vec<Doubt>,
    /// Why it was refused, and what else is said.
    pub said: Vec<String>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeRow {
    /// Its number in the file, from 1.
    pub row: u32,
    /// The name in it.
    pub name: String,
    /// Whose figures.
    pub body: Option<Id>,
    /// The unit's name.
    pub body_name: Option<String>,
    /// What it is: `unit`, `group`, `total`, `unknown`, `left_out`.
    pub role: String,
    /// Units that the name may mean.
    pub candidates: Vec<IntakeBody>,
    /// What is said of the row.
    pub said: Vec<String>,
    /// Figures.
    pub cells: Vec<IntakeCell>,
}

/// Control totals of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeTotal {
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub name: String,
    /// Its unit of measure.
    pub unit: String,
    /// The total that the file prints.
    pub printed: Option<String>,
    /// Sum of the units' figures in the file.
    pub sum: String,
    /// Sum of what the book held for the same figures.
    pub before: Option<String>,
    /// Sum of what it holds after.
    pub after: Option<String>,
    /// Whether the printed total is the sum; none where the file prints none.
    pub agrees: Option<bool>,
}

/// The preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeView {
    /// Name of the file; empty for pasted text.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// How its texts were written, where they had to be converted.
    pub encoding: Option<String>,
    /// What of it could not be read, in words.
    pub remarks: Vec<String>,
    /// Whose sealed form it is.
    pub form: Option<String>,
    /// Whether its columns are known from an earlier file.
    pub remembered: bool,
    /// Sheets.
    pub sheets: Vec<IntakeSheet>,
    /// The time.
    pub time: IntakeTime,
    /// The source that was chosen; each indicator's official one when none is.
    pub source: Option<String>,
    /// Columns.
    pub columns: Vec<IntakeColumn>,
    /// Rows.
    pub rows: Vec<IntakeRow>,
    /// Control totals.
    pub totals: Vec<IntakeTotal>,
    /// Units that have none of these figures yet.
    pub missing: Vec<IntakeBody>,
    /// Figures that change the book.
    pub accepted: u32,
    /// Figures that it has already.
    pub unchanged: u32,
    /// Places with doubts.
    pub warned: u32,
    /// Places that were refused.
    pub refused: u32,
    /// Rows that are nothing of the table.
    pub left_out: u32,
    /// Whether it is in the book.
    pub done: bool,
}
