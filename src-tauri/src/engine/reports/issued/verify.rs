//! What a print stands for (đối chiếu bản in): the issued paper of a code with its figures, and what stood behind them.

use serde::Serialize;
use ts_rs::TS;

use super::compare::printed;
use super::freeze::thawed;
use super::issue::report;
use super::list::{IssuedReport, by_code, issued_report};
use crate::domain::{Id, Result};
use crate::engine::reports::trace::{Trace, Words, trace};
use crate::report::content::Document;
use crate::store::Book;

/// A figure of an issued paper in words, as a check of a print shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ShownFigure {
    /// Which figure.
    pub label: String,
    /// As it was printed.
    pub text: String,
    /// Its key, by which what stands behind it is asked for.
    pub key: String,
}

/// What a printed code stands for (đối chiếu bản in).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VerifiedCode {
    /// The paper.
    pub report: IssuedReport,
    /// Every figure that it prints, once.
    pub figures: Vec<ShownFigure>,
}

/// The issued paper that a code stands for, with its figures.
///
/// # Errors
/// `bad_report_code` for what is no code, `no_such_report_code` where the book issued no such paper.
pub fn verify_code(book: &Book, code: &str) -> Result<VerifiedCode> {
    book.read(|connection| {
        let kept = by_code(connection, code)?;
        Ok(VerifiedCode {
            report: issued_report(connection, kept.id)?,
            figures: shown(
                &Words::load(connection)?,
                &thawed(connection, &kept.record)?,
            ),
        })
    })
}

/// What stood behind a figure of a frozen paper when it was frozen.
pub fn trace_issued(book: &mut Book, id: Id, key: &str) -> Result<Trace> {
    let kept = book.read(|c| report(c, id))?;
    trace(book, key, Some(kept.record.book_seq))
}

/// The figures of a frozen paper.
pub fn issued_figures(book: &Book, id: Id) -> Result<Vec<ShownFigure>> {
    book.read(|connection| {
        let kept = report(connection, id)?;
        Ok(shown(
            &Words::load(connection)?,
            &thawed(connection, &kept.record)?,
        ))
    })
}

fn shown(words: &Words, document: &Document) -> Vec<ShownFigure> {
    let own = printed(document).into_iter();
    own.map(|own| ShownFigure {
        label: words.label(&own.key),
        text: own.text,
        key: own.figure.key,
    })
    .collect()
}
