//! What only the surface shows: the head of the book, the start page, refusals.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use super::bounds;
use super::office::OfficeView;
use super::words::{self, Language};
use crate::domain::{Boundary, Day, Error, Id, Result};
use crate::engine::counts::{Doubt, GridCell, PeriodOption, Recorded};
use crate::engine::exchange::Handover;
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
    /// Names of who may sign in while the book is locked; nobody while it is open, or has no officers.
    pub locked: Vec<String>,
    /// Who is signed in; nobody in a book without officers.
    pub signed: Option<super::officers::SignedView>,
    /// Whether the file is a safety copy, which is looked at and restored.
    pub safety_copy: bool,
    /// The moment that is looked back at, as it was asked for.
    pub seen_at: Option<String>,
    /// By which boundaries figures are shown.
    pub boundary: Boundary,
    /// Whether it is the book that was closed here.
    pub place: BookPlace,
    /// How it was handed over; none for a book that is worked in.
    pub handed_over: Option<Handover>,
    /// How it was taken over; none for a book that was not.
    pub received: Option<Handover>,
    /// When the last change was kept.
    pub saved_at: Option<String>,
    /// Own tasks that are late.
    pub overdue: u32,
    /// Units with a figure in the period at hand.
    pub units_submitted: u32,
    /// Units in all.
    pub units_total: u32,
    /// The program that keeps the folder of the book the same on several machines: it damages a book that is open.
    pub synced: Option<String>,
    /// Whether it lies on a drive of another machine.
    pub network: bool,
    /// Rows and questions of packages that wait for this office.
    pub exchange_waiting: u32,
}

/// Whether the book that was opened is the one that was closed (sổ được phục hồi, chép hay chuyển chỗ).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BookStanding {
    /// It is, or it never met another.
    #[default]
    Same,
    /// It was put back from an older copy and is a machine of its own from now on.
    Older,
    /// It is a copy of one that is still there, and is a machine of its own from now on.
    Copied,
    /// Moved or copied: the officer says which, before anything is exchanged.
    Unsure,
}

/// What was found of the book when it was opened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct BookPlace {
    /// What it is.
    pub standing: BookStanding,
    /// Where it lay before; empty where that is not known.
    pub from: String,
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
    /// The file that the program was started with; it is told once. A book here did not open by itself, so that the page
    /// tries again and says why, or asks for the passphrase; a package waits for the book that takes it.
    pub asked: Option<AskedFile>,
    /// What the office laid down for its machines.
    pub office: OfficeView,
}

/// What kind of file the program was asked to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AskedKind {
    /// A book (sổ).
    Book,
    /// A package of another book (gói dữ liệu).
    Package,
}

/// A file that the system asked the program to open, by a double click (tệp được yêu cầu mở).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AskedFile {
    /// Where it lies.
    pub path: String,
    /// What it is taken for, by the ending that the system knows it by.
    pub kind: AskedKind,
}

impl AskedFile {
    /// The file of that path.
    pub fn of(path: &Path) -> Self {
        let package = path
            .extension()
            .is_some_and(|own| own.eq_ignore_ascii_case(crate::engine::exchange::PACKAGE_ENDING));
        Self {
            path: path.display().to_string(),
            kind: if package {
                AskedKind::Package
            } else {
                AskedKind::Book
            },
        }
    }
}

/// What came of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RecordOutcome {
    /// The cell as it is now.
    pub cell: GridCell,
    /// Whether it became a proposed adjusting entry of a closed period.
    pub proposed: bool,
}

/// What came of a cell of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BlockState {
    /// The book changed.
    Changed,
    /// The book had it already.
    Unchanged,
    /// It became a proposed adjusting entry.
    Proposed,
    /// It cannot be.
    Refused,
}

/// A cell of a block, after the entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BlockCellOutcome {
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// What came of it.
    pub state: BlockState,
    /// The cell as it is now.
    pub cell: GridCell,
    /// Doubts that only the whole block shows, and those of the figure.
    pub doubts: Vec<Doubt>,
    /// Why it was refused.
    pub error: Option<ApiError>,
}

/// What came of many cells at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct BlockOutcome {
    /// Cells that changed the book, or became proposals.
    pub changed: u32,
    /// Cells that the book had already.
    pub unchanged: u32,
    /// Cells that cannot be.
    pub refused: u32,
    /// Each of them.
    pub cells: Vec<BlockCellOutcome>,
}

impl BlockOutcome {
    /// Adds a cell and what came of it.
    pub(super) fn push(
        &mut self,
        (body, indicator): (Id, Id),
        outcome: Result<Recorded>,
        cell: GridCell,
        language: Language,
    ) {
        let (state, doubts, error) = match outcome {
            Ok(own) if own.proposed => (BlockState::Proposed, own.doubts, None),
            Ok(own) if own.changed => (BlockState::Changed, own.doubts, None),
            Ok(own) => (BlockState::Unchanged, own.doubts, None),
            Err(error) => (
                BlockState::Refused,
                Vec::new(),
                Some(ApiError::of(&error, language)),
            ),
        };
        *match state {
            BlockState::Changed | BlockState::Proposed => &mut self.changed,
            BlockState::Unchanged => &mut self.unchanged,
            BlockState::Refused => &mut self.refused,
        } += 1;
        self.cells.push(BlockCellOutcome {
            body,
            indicator,
            state,
            cell,
            doubts,
            error,
        });
    }
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
        let params = error.params.iter();
        let error = Error {
            code: error.code,
            params: params
                .map(|(name, value)| (name.clone(), bounds::shown(value)))
                .collect(),
            detail: bounds::shown(&error.detail),
        };
        Self {
            message: words::message(&error, language),
            code: error.code.as_str().to_owned(),
            params: error.params.into_iter().collect(),
            detail: error.detail,
        }
    }
}
