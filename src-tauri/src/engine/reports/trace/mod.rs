//! What stands behind a figure of a paper (số này từ đâu ra): the facts of the units, what they are compared with, the
//! tasks of a class, each with its day, its source, who entered it and when.
//!
//! Nothing is kept for it: the key of a figure says which one it is, and the book can be looked at as it stood when
//! the paper was frozen.

mod parts;
mod targets;
mod words;

pub(super) use parts::Tracer;
pub(super) use words::Words;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::keys::FigureKey;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::store::Book;

/// What a part is of the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TraceRole {
    /// The figures that make it up (số liệu).
    Value,
    /// What it is compared with (mẫu số).
    Base,
    /// What was asked for (chỉ tiêu giao).
    Target,
    /// The figures of the period before (kỳ trước).
    Before,
    /// A task that is counted (nhiệm vụ).
    Task,
}

/// One fact, target or task behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TracePart {
    /// What it is.
    pub role: TraceRole,
    /// The body that it speaks of; of a task none.
    pub body: Option<Id>,
    /// The indicator; of a task none.
    pub indicator: Option<Id>,
    /// Whether the grid of figures has a column for it.
    pub in_grid: bool,
    /// Key of the period that it was read for; of a task none.
    pub period: Option<String>,
    /// The fact, target or task.
    pub entity: Id,
    /// Name of the body, or number and title of the task.
    pub name: String,
    /// "trên 12.345"; the class of a task.
    pub text: String,
    /// The day that it speaks of, or of the deadline.
    pub day: Option<Day>,
    /// Source or document in words.
    pub source: String,
    /// Who entered it; empty for a task.
    pub officer: String,
    /// When, machine time: "2024-03-15T08:12:04".
    pub moment: String,
    /// Note of the fact.
    pub note: String,
    /// Its amount, for comparing.
    #[serde(skip)]
    #[ts(skip)]
    pub amount: i64,
}

/// What stands behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Trace {
    /// Which figure it is: "Kích hoạt tài khoản mức 2, phường An Thới, tính đến 14/3/2024".
    pub label: String,
    /// What it is made of.
    pub parts: Vec<TracePart>,
}

/// What stands behind the figure of a key, as the book stood after an operation; none for as it stands now.
///
/// # Errors
/// `no_such_figure` for a key that no paper writes.
pub fn trace(book: &mut Book, key: &str, seq: Option<i64>) -> Result<Trace> {
    let key = FigureKey::parse(key)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchFigure).with("figure", key))?;
    looking_at(book, seq, |connection| {
        Ok(Trace {
            label: Words::load(connection)?.label(&key),
            parts: Tracer::load(connection)?.parts(&key)?,
        })
    })
}

/// Reads the book as it stood after an operation, and shows it again as it was shown before.
pub(super) fn looking_at<T>(
    book: &mut Book,
    seq: Option<i64>,
    read: impl FnOnce(&Connection) -> Result<T>,
) -> Result<T> {
    let shown = book.looks_at();
    book.look_at(seq.or(shown))?;
    let out = book.read(read);
    book.look_at(shown)?;
    out
}
