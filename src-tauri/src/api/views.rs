//! What only the surface shows: the head of the book, the start page, refusals.

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

use super::words::{self, Language};
use crate::domain::{Boundary, Day, Error};
use crate::engine::counts::{GridCell, PeriodOption, Warning};
use crate::engine::found::ExampleInfo;

/// The open book (đầu sổ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BookHead {
    /// Where it lies.
    pub path: String,
    /// "Quận Bình Thủy".
    pub name: String,
    /// "Đề án 06 · 2024".
    pub plan: String,
    /// Who works in it.
    pub officer: String,
    /// The day that it is looked at from.
    pub today: Day,
    /// Whether that day is the example's own and not the calendar's.
    pub view_day_fixed: bool,
    /// Periods to choose.
    pub periods: Vec<PeriodOption>,
    /// The one at hand.
    pub period: String,
    /// What undo would take back, in words.
    pub undo: Option<String>,
    /// What redo would do again, in words.
    pub redo: Option<String>,
    /// Whether it is an example.
    pub illustrative: bool,
    /// Whether it can only be read.
    pub read_only: bool,
    /// The moment that is looked back at, as it was asked for.
    pub seen_at: Option<String>,
    /// By which boundaries figures are shown.
    pub boundary: Boundary,
    /// When the last change was kept.
    pub saved_at: Option<String>,
    /// Own tasks that are late.
    pub overdue: u32,
    /// Units with a figure in the period at hand.
    pub units_submitted: u32,
    /// Units in all.
    pub units_total: u32,
}

/// A book opened before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecentBook {
    /// Where it lies.
    pub path: String,
    /// What it is called.
    pub name: String,
    /// Whether the file is still there.
    pub exists: bool,
}

/// The start page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StartView {
    /// Version of the program.
    pub version: String,
    /// Books opened before, the latest first.
    pub recent: Vec<RecentBook>,
    /// Examples that are shipped.
    pub examples: Vec<ExampleInfo>,
    /// Where new books are suggested.
    pub books_dir: String,
}

/// What came of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecordOutcome {
    /// The cell as it is now.
    pub cell: GridCell,
    /// Doubts; the figure was kept all the same.
    pub warnings: Vec<Warning>,
}

/// A step that was undone or done again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StepDone {
    /// In words.
    pub label: String,
}

/// An operation in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct JournalRow {
    /// Its sequence.
    pub operation: i64,
    /// When.
    pub moment: String,
    /// Who.
    pub officer: String,
    /// In words.
    pub label: String,
    /// Whether it was taken back later.
    pub undone: bool,
}

/// A refusal or a failure on its way to the officer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ApiError {
    /// Closed code.
    pub code: String,
    /// Parameters of the words.
    pub params: BTreeMap<String, String>,
    /// Technical detail for support.
    pub detail: String,
    /// A finished sentence with what to do.
    pub message: String,
}

impl ApiError {
    /// An error in the words of a language.
    pub fn of(error: &Error, language: Language) -> Self {
        Self {
            code: error.code.as_str().to_owned(),
            params: error.params.iter().cloned().collect(),
            detail: error.detail.clone(),
            message: words::message(error, language),
        }
    }
}
