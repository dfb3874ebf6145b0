//! Moving deadlines (lùi hạn): asked for, approved or refused, with reason and document.

use serde::Deserialize;
use serde_json::json;
use ts_rs::TS;

use super::act::{PartKey, named};
use crate::domain::book::Document;
use crate::domain::instant::show_day;
use crate::domain::task::{Extension, ExtensionState, Task};
use crate::domain::text::clean_note;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::profile;
use crate::store::{self, Book, Done, Kept, Operation};

/// A deadline to be moved.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExtendDeadline {
    /// The task.
    pub task: Id,
    /// One part of it; none for all of the task.
    pub part: Option<PartKey>,
    /// New last day; none takes the deadline away.
    pub last_day: Option<Day>,
    /// Why.
    pub reason: String,
    /// The document that allows it.
    pub document: Option<Id>,
    /// Only asked for, or approved at once.
    pub state: ExtensionState,
}

/// Moves a deadline, or asks for it (lùi hạn, xin lùi hạn). The first deadline and every one between stay.
pub fn extend_deadline(book: &mut Book, request: &ExtendDeadline) -> Result<Done<Id>> {
    let reason = reason_of(&request.reason)?;
    let task = book
        .read(|c| store::get::<Task>(c, request.task))?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchTask).with("task", request.task))?;
    let own = &task.record;
    movable(own, request.part.is_none(), request.last_day)?;
    known_document(book, request.document)?;
    let part = request
        .part
        .as_ref()
        .map(|part| named(book, part))
        .transpose()?;
    if let Some(named) = &part
        && named.task.id != request.task
    {
        return Err(Error::new(ErrorCode::NoSuchAssignment)
            .with("task", &own.number)
            .with("body", ""));
    }
    let today = profile::today(book)?;
    let operation = Operation::new("extend_deadline", json!({ "task": own.number }));
    book.transact(operation, |tx| {
        let assignment = part.as_ref().map(|named| named.open(tx)).transpose()?;
        tx.add(&Extension {
            task: request.task,
            assignment,
            last_day: request.last_day,
            reason,
            document: request.document,
            state: request.state,
            day: today,
            answer: String::new(),
        })
    })
}

/// Why a deadline is moved; there is always a reason.
pub(super) fn reason_of(text: &str) -> Result<String> {
    let reason = clean_note(text)?;
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "lý do lùi hạn"));
    }
    Ok(reason)
}

/// Whether the deadline of a task can be moved to a day, for all of it or for one of its parts.
pub(super) fn movable(own: &Task, whole: bool, last_day: Option<Day>) -> Result<()> {
    if whole && !own.rhythm.is_empty() {
        return Err(Error::new(ErrorCode::RecurringTask).with("task", &own.number));
    }
    match (own.first_day, last_day) {
        (Some(first), Some(last)) if last < first && own.rhythm.is_empty() => {
            Err(Error::new(ErrorCode::LastBeforeFirst)
                .with("first", show_day(first))
                .with("last", show_day(last)))
        }
        _ => Ok(()),
    }
}

/// Refuses a document that the book does not have.
pub(super) fn known_document(book: &Book, document: Option<Id>) -> Result<()> {
    match document {
        Some(id) if book.read(|c| store::get::<Document>(c, id))?.is_none() => {
            Err(Error::new(ErrorCode::NoSuchDocument).with("document", id))
        }
        _ => Ok(()),
    }
}

/// Approves or refuses what was asked for, on a day.
pub fn decide_extension(
    book: &mut Book,
    id: Id,
    approve: bool,
    answer: &str,
    day: Day,
) -> Result<Done<()>> {
    let answer = clean_note(answer)?;
    if !approve && answer.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "lý do không duyệt"));
    }
    let today = profile::today(book)?;
    if day > today {
        return Err(Error::new(ErrorCode::DayInFuture)
            .with("day", show_day(day))
            .with("today", show_day(today)));
    }
    let kept: Kept<Extension> = book
        .read(|c| store::get(c, id))?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchExtension))?;
    if kept.record.state != ExtensionState::Proposed {
        return Err(Error::new(ErrorCode::ExtensionSettled));
    }
    let number = book
        .read(|c| store::get::<Task>(c, kept.record.task))?
        .map(|task| task.record.number)
        .unwrap_or_default();
    let operation = Operation::new("decide_extension", json!({ "task": number }));
    book.transact(operation, |tx| {
        tx.set(
            id,
            &Extension {
                state: if approve {
                    ExtensionState::Approved
                } else {
                    ExtensionState::Refused
                },
                answer,
                day,
                ..kept.record
            },
        )
    })
}
