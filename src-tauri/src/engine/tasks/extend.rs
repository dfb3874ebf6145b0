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
    let reason = clean_note(&request.reason)?;
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "lý do lùi hạn"));
    }
    let task = book
        .read(|c| store::get::<Task>(c, request.task))?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchTask).with("task", request.task))?;
    let own = &task.record;
    if request.part.is_none() && !own.rhythm.is_empty() {
        return Err(Error::new(ErrorCode::RecurringTask).with("task", &own.number));
    }
    if let (Some(first), Some(last)) = (own.first_day, request.last_day)
        && last < first
        && own.rhythm.is_empty()
    {
        return Err(Error::new(ErrorCode::LastBeforeFirst)
            .with("first", show_day(first))
            .with("last", show_day(last)));
    }
    if let Some(document) = request.document
        && book
            .read(|c| store::get::<Document>(c, document))?
            .is_none()
    {
        return Err(Error::new(ErrorCode::NoSuchDocument).with("document", document));
    }
    let part = request
        .part
        .as_ref()
        .map(|part| named(book, part).map(|own| (part, own)))
        .transpose()?;
    if let Some((_, named)) = &part
        && named.task.id != request.task
    {
        return Err(Error::new(ErrorCode::NoSuchAssignment)
            .with("task", &own.number)
            .with("body", ""));
    }
    let today = profile::today(book)?;
    let operation = Operation::new("extend_deadline", json!({ "task": own.number }));
    book.transact(operation, |tx| {
        let assignment = part
            .as_ref()
            .map(|(key, named)| named.open(tx, key))
            .transpose()?;
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
