//! Handlers of handing a book over, taking it over, and working on in it all the same.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::books::{folder, place, take};
use super::requests::requests;
use super::session::{Session, period};
use super::views::BookHead;
use super::words::message;
use crate::domain::Result;
use crate::engine::exchange::{self, Incoming};
use crate::engine::reports::{self, ReportKind, ReportRequest};
use crate::store::Done;

requests! {
    /// A book to be handed over into a folder; with a printed minute beside it.
    HandOverTo { folder: String, passphrase: String, minute: bool }
    /// A book to be taken over.
    OpenHandover { file: String, path: String, passphrase: String }
    /// Why a book that was handed over is used on.
    ResumeBook { reason: String }
}

/// A file that hands the book over (gói bàn giao).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HandedOverFile {
    /// The file.
    pub path: String,
    /// Its bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Files of evidence in it.
    pub evidence: u32,
    /// SHA-256 of the file.
    pub digest: String,
    /// The printed minute; empty for none.
    pub minute: String,
    /// Why the minute could not be written, which is no reason to say that the book was not handed over; empty for no
    /// reason.
    pub minute_text: String,
}

pub(super) fn hand_over(
    session: &mut Session,
    request: HandOverTo,
) -> Result<Done<HandedOverFile>> {
    let folder = folder(session, &request.folder)?;
    let (period, language) = (period(session, "")?, session.language);
    let book = session.book_mut()?;
    let done = exchange::hand_over(book, &folder, &request.passphrase)?;
    let (mut minute, mut minute_text) = (String::new(), String::new());
    if request.minute {
        let path = done.value.path.with_extension("bien-ban.pdf");
        let wanted = ReportRequest::new(ReportKind::Handover, period);
        match reports::save(book, &wanted, &path) {
            Ok(_) => minute = path.display().to_string(),
            Err(error) => minute_text = message(&error, language),
        }
    }
    Ok(Done {
        value: HandedOverFile {
            path: done.value.path.display().to_string(),
            bytes: done.value.bytes,
            evidence: done.value.evidence,
            digest: done.value.handover.digest,
            minute,
            minute_text,
        },
        changes: done.changes,
    })
}

pub(super) fn open_handover(
    session: &mut Session,
    request: OpenHandover,
) -> Result<Done<BookHead>> {
    let file = Incoming::at(&place(session, &request.file)?);
    let path = place(session, &request.path)?;
    let book = exchange::open_handover(
        &file.bytes()?,
        &file.name,
        &path,
        &request.passphrase,
        (session.clock, &session.officer),
        &session.notes_dir(),
    )?;
    take(session, book)
}

pub(super) fn resume_book(session: &mut Session, request: ResumeBook) -> Result<Done<()>> {
    exchange::resume_book(session.book_mut()?, &request.reason)
}
