//! Meetings as they are listed and shown.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::meeting::{Conclusion, Meeting};
use crate::domain::task::Task;
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Result};
use crate::engine::documents;
use crate::engine::tasks::{Board, TaskRow, lead_names, task_row};
use crate::store::{self, Kept};

/// A meeting in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MeetingHead {
    /// The meeting.
    pub id: Id,
    /// Its day.
    pub day: Day,
    /// `HH:MM`; empty when it is not set.
    pub time: String,
    /// Title.
    pub title: String,
    /// Place.
    pub place: String,
    /// How many conclusions.
    pub conclusions: u32,
    /// The signed thông báo kết luận in words; empty before.
    pub document: String,
}

/// A conclusion with the task that it became.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ConclusionView {
    /// The conclusion.
    pub id: Id,
    /// Order.
    pub position: i64,
    /// What was said.
    pub text: String,
    /// The task.
    pub task: Option<TaskRow>,
    /// Who leads it, in words.
    pub bodies: String,
}

/// A meeting (họp giao ban) in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MeetingView {
    /// The meeting.
    pub id: Id,
    /// Its day.
    pub day: Day,
    /// `HH:MM`; empty when it is not set.
    pub time: String,
    /// Title.
    pub title: String,
    /// Place.
    pub place: String,
    /// The signed thông báo kết luận in words; empty before.
    pub document: String,
    /// chủ trì
    pub chair: String,
    /// thành phần, one a line
    pub invited: String,
    /// nội dung, one a line
    pub agenda: String,
    /// The signed document.
    pub document_id: Option<Id>,
    /// The meeting before it.
    pub previous: Option<MeetingHead>,
    /// What was concluded, in order.
    pub conclusions: Vec<ConclusionView>,
}

/// A meeting that must be there.
pub(super) fn known(connection: &Connection, id: Id) -> Result<Kept<Meeting>> {
    store::get::<Meeting>(connection, id)?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchMeeting).with("meeting", id))
}

/// What was concluded at a meeting, in order.
pub(super) fn conclusions_of(
    connection: &Connection,
    meeting: Id,
) -> Result<Vec<Kept<Conclusion>>> {
    store::list(
        connection,
        "meeting = ?1 ORDER BY position, id",
        &[&meeting],
    )
}

/// A task of the board.
pub(super) fn task_of(board: &Board, id: Id) -> Option<&Kept<Task>> {
    board.tasks.iter().find(|task| task.id == id)
}

/// All meetings, the latest first.
pub fn meetings(connection: &Connection) -> Result<Vec<MeetingHead>> {
    let mut counts: HashMap<Id, u32> = HashMap::new();
    for kept in store::list::<Conclusion>(connection, "1 = 1", &[])? {
        *counts.entry(kept.record.meeting).or_default() += 1;
    }
    let order = "1 = 1 ORDER BY day DESC, time DESC, id DESC";
    store::list::<Meeting>(connection, order, &[])?
        .into_iter()
        .map(|kept| {
            let document = kept.record.document;
            let document = document.map(|id| documents::known(connection, id));
            Ok(MeetingHead {
                id: kept.id,
                day: kept.record.day,
                time: kept.record.time,
                title: kept.record.title,
                place: kept.record.place,
                conclusions: counts.get(&kept.id).copied().unwrap_or_default(),
                document: document
                    .transpose()?
                    .map(|kept| documents::document_words(&kept.record))
                    .unwrap_or_default(),
            })
        })
        .collect()
}

/// One meeting, its tasks as of a moment.
pub fn meeting(connection: &Connection, id: Id, now: impl Into<Instant>) -> Result<MeetingView> {
    let kept = known(connection, id)?.record;
    let heads = meetings(connection)?;
    // The list has the latest first: what follows in it came before.
    let at = heads.iter().position(|head| head.id == id);
    let at = at.ok_or_else(|| Error::new(ErrorCode::NoSuchMeeting).with("meeting", id))?;
    let board = Board::load(connection, now)?;
    let conclusions = conclusions_of(connection, id)?
        .into_iter()
        .map(|own| {
            let task = own.record.task.and_then(|id| task_of(&board, id));
            Ok(ConclusionView {
                id: own.id,
                position: own.record.position,
                text: own.record.text,
                bodies: task.map_or_else(String::new, |task| lead_names(&board, task)),
                task: task.map(|task| task_row(&board, task)),
            })
        })
        .collect::<Result<_>>()?;
    Ok(MeetingView {
        id,
        day: kept.day,
        time: kept.time,
        title: kept.title,
        place: kept.place,
        document: heads[at].document.clone(),
        chair: kept.chair,
        invited: kept.invited,
        agenda: kept.agenda,
        document_id: kept.document,
        previous: heads.get(at + 1).cloned(),
        conclusions,
    })
}
