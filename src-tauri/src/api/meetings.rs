//! Handlers of meetings and their conclusions.

use serde::Deserialize;
use ts_rs::TS;

use super::reading::reading_words;
use super::requests::{Nothing, requests};
use super::session::Session;
use super::work::unchanged;
use crate::domain::{Day, Id, Result};
use crate::engine::meetings::{
    self, ConclusionEntry, ConclusionList, ConclusionReading, MeetingBoard, MeetingEntry,
    MeetingHead, MeetingView,
};
use crate::store::Done;

requests! {
    /// One meeting.
    MeetingOnly { id: Id }
    /// What a meeting looks at; of the day looked at where no meeting is named.
    MeetingBoardOf { id: Option<Id>, as_of: Option<Day> }
    /// A meeting; a new one without an id.
    SaveMeeting { id: Option<Id>, day: Day, time: String, title: String, place: String, chair: String, invited: String, agenda: String }
    /// A sentence typed at a meeting, and the wording of its deadline where that was typed beside it.
    ConclusionTyped { text: String, meeting: Id, #[serde(default)] #[ts(optional)] deadline_text: Option<String> }
    /// One conclusion.
    ConclusionOnly { id: Id }
    /// A conclusion to be put before another one of its meeting, or last.
    MoveConclusion { id: Id, before: Option<Id> }
    /// The signed thông báo kết luận.
    SignConclusions { meeting: Id, document: Id }
    /// A meeting whose lists are wanted.
    ListsOf { meeting: Id }
}

/// A conclusion. What is null is taken as it is understood; an empty wording is no deadline, parent 0 no task above.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub(super) struct Conclude {
    meeting: Id,
    text: String,
    bodies: Option<Vec<Id>>,
    #[serde(default)]
    #[ts(optional)]
    partners: Option<Vec<Id>>,
    deadline_text: Option<String>,
    parent: Option<Id>,
}

/// A conclusion as it is to be. What is null stays while the text stays, and is understood anew when it changes.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub(super) struct ChangeConclusion {
    id: Id,
    text: String,
    bodies: Option<Vec<Id>>,
    #[serde(default)]
    #[ts(optional)]
    partners: Option<Vec<Id>>,
    deadline_text: Option<String>,
    parent: Option<Id>,
}

pub(super) fn meetings(session: &mut Session, _: Nothing) -> Result<Done<Vec<MeetingHead>>> {
    Ok(unchanged(session.book()?.read(meetings::meetings)?))
}

pub(super) fn meeting(session: &mut Session, request: MeetingOnly) -> Result<Done<MeetingView>> {
    let at = session.moment(None)?;
    let read = |c: &_| meetings::meeting(c, request.id, at);
    Ok(unchanged(session.book()?.read(read)?))
}

pub(super) fn meeting_board(
    session: &mut Session,
    request: MeetingBoardOf,
) -> Result<Done<MeetingBoard>> {
    let now = session.moment(None)?;
    let read = |c: &_| meetings::meeting_board(c, request.id, request.as_of, now);
    Ok(unchanged(session.book()?.read(read)?))
}

pub(super) fn save_meeting(session: &mut Session, request: SaveMeeting) -> Result<Done<Id>> {
    let entry = MeetingEntry {
        day: request.day,
        time: request.time,
        title: request.title,
        place: request.place,
        chair: request.chair,
        invited: request.invited,
        agenda: request.agenda,
    };
    meetings::save_meeting(session.book_mut()?, request.id, &entry)
}

pub(super) fn remove_meeting(session: &mut Session, request: MeetingOnly) -> Result<Done<()>> {
    meetings::remove_meeting(session.book_mut()?, request.id)
}

pub(super) fn read_conclusion(
    session: &mut Session,
    request: ConclusionTyped,
) -> Result<Done<ConclusionReading>> {
    let day = session.day(None)?;
    let typed = (request.text.as_str(), request.deadline_text.as_deref());
    let read = |c: &_| meetings::read_conclusion(c, request.meeting, typed, day);
    let mut reading = session.book()?.read(read)?;
    reading.deadline.words = reading_words(&reading.deadline, session.language);
    Ok(unchanged(reading))
}

pub(super) fn conclude(session: &mut Session, request: Conclude) -> Result<Done<Id>> {
    let entry = ConclusionEntry {
        text: request.text,
        bodies: request.bodies,
        partners: request.partners,
        deadline_text: request.deadline_text,
        parent: request.parent,
    };
    meetings::conclude(session.book_mut()?, request.meeting, &entry)
}

pub(super) fn change_conclusion(
    session: &mut Session,
    request: ChangeConclusion,
) -> Result<Done<()>> {
    let entry = ConclusionEntry {
        text: request.text,
        bodies: request.bodies,
        partners: request.partners,
        deadline_text: request.deadline_text,
        parent: request.parent,
    };
    meetings::change_conclusion(session.book_mut()?, request.id, &entry)
}

pub(super) fn drop_conclusion(session: &mut Session, request: ConclusionOnly) -> Result<Done<()>> {
    meetings::drop_conclusion(session.book_mut()?, request.id)
}

pub(super) fn move_conclusion(session: &mut Session, request: MoveConclusion) -> Result<Done<()>> {
    meetings::move_conclusion(session.book_mut()?, request.id, request.before)
}

pub(super) fn sign_conclusions(
    session: &mut Session,
    request: SignConclusions,
) -> Result<Done<()>> {
    meetings::sign_conclusions(session.book_mut()?, request.meeting, request.document)
}

pub(super) fn conclusion_lists(
    session: &mut Session,
    request: ListsOf,
) -> Result<Done<Vec<ConclusionList>>> {
    let at = session.moment(None)?;
    let read = |c: &_| meetings::conclusion_lists(c, request.meeting, at);
    Ok(unchanged(session.book()?.read(read)?))
}
