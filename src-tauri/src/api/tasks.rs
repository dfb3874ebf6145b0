//! Handlers of plans, tasks and what is done to them.

use serde::Deserialize;
use ts_rs::TS;

use super::requests::{OfDay, requests};
use super::session::Session;
use super::work::unchanged;
use crate::domain::{Day, Id, Result};
use crate::engine::tasks::{self, PartKey, TaskDetail, TaskList};
use crate::store::Done;

requests! {
    /// One task.
    TaskWanted { id: Id, as_of: Option<Day> }
    /// A tick.
    TickItem { part: PartKey, item: Id, done: bool, evidence: Option<String> }
    /// A claim of completion.
    ClaimCompletion { part: PartKey, day: Day, evidence: String }
    /// One part.
    PartOnly { part: PartKey }
    /// A claim returned with its reason.
    ReturnCompletion { part: PartKey, reason: String }
}

pub(super) fn tasks(session: &mut Session, request: OfDay) -> Result<Done<TaskList>> {
    let day = session.day(request.as_of)?;
    Ok(unchanged(
        session
            .book()?
            .read(|connection| tasks::tasks(connection, day))?,
    ))
}

pub(super) fn task(session: &mut Session, request: TaskWanted) -> Result<Done<TaskDetail>> {
    let day = session.day(request.as_of)?;
    Ok(unchanged(session.book()?.read(|connection| {
        tasks::task(connection, &request.id.to_string(), day)
    })?))
}

pub(super) fn tick_item(session: &mut Session, request: TickItem) -> Result<Done<()>> {
    let evidence = request.evidence.unwrap_or_default();
    tasks::tick_item(
        session.book_mut()?,
        &request.part,
        request.item,
        request.done,
        &evidence,
    )
}

pub(super) fn claim_completion(
    session: &mut Session,
    request: ClaimCompletion,
) -> Result<Done<()>> {
    tasks::claim_completion(
        session.book_mut()?,
        &request.part,
        request.day,
        &request.evidence,
    )
}

pub(super) fn withdraw_claim(session: &mut Session, request: PartOnly) -> Result<Done<()>> {
    tasks::withdraw_claim(session.book_mut()?, &request.part)
}

pub(super) fn confirm_completion(session: &mut Session, request: PartOnly) -> Result<Done<()>> {
    tasks::confirm_completion(session.book_mut()?, &request.part)
}

pub(super) fn return_completion(
    session: &mut Session,
    request: ReturnCompletion,
) -> Result<Done<()>> {
    tasks::return_completion(session.book_mut()?, &request.part, &request.reason)
}
