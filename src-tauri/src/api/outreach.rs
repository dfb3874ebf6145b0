//! Handlers of contacts, reminders, commendations and kept views.

use base64::Engine as _;
use serde::Deserialize;
use ts_rs::TS;

use super::requests::{Nothing, OfDay, requests};
use super::session::Session;
use super::work::unchanged;
use crate::domain::merit::CommendationState;
use crate::domain::outreach::ReminderWay;
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Result};
use crate::engine::commendations::{
    self, AT_LEAST, CommendationEntry, CommendationProposal, CommendationView, ProposalQuestion,
};
use crate::engine::outreach::{
    self, ContactEntry, ContactView, PastedContacts, ReminderDraft, ReminderEntry,
    ReminderQuestion, ReminderView,
};
use crate::engine::saved_views::{self, SavedViewRow};
use crate::engine::tasks::PartKey;
use crate::store::Done;

requests! {
    /// A contact; a new one without an id.
    SaveContact { id: Option<Id>, body: Id, name: String, post: String, phone: String, duty: String }
    /// One contact.
    ContactOnly { id: Id }
    /// A table of contacts with a head: pasted text, or a file as base64.
    PasteContacts { text: Option<String>, data: Option<String> }
    /// A reminder that was sent.
    RecordReminder { body: Id, way: ReminderWay, text: String, items: Vec<PartKey>, document: Option<Id> }
    /// Reminders that were sent together.
    RecordReminders { reminders: Vec<RecordReminder> }
    /// Reminders of one body, or of all.
    RemindersOf { body: Option<Id> }
    /// A commendation; a new one without an id. Without a form it is a giấy khen.
    SaveCommendation { id: Option<Id>, body: Id, form: String, number: i32, state: CommendationState, day: Day, document: Option<Id>, reason: String }
    /// One commendation.
    CommendationOnly { id: Id }
    /// The views of a screen.
    ViewsOf { screen: String }
    /// A view to be kept; one of the same name is replaced.
    SaveView { screen: String, name: String, spec: String }
    /// One view.
    ViewOnly { id: Id }
}

/// Who is to be reminded; without bodies all who owe something. An answer is asked for by 16:00 of the next working
/// day, or until the moment given: `2024-03-20` or `2024-03-20T16:00`.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub(super) struct ReminderWanted {
    bodies: Vec<Id>,
    as_of: Option<Day>,
    horizon: u32,
    #[serde(default)]
    #[ts(optional)]
    until: Option<String>,
    /// Whether what was returned is told; it is when nothing is said.
    #[serde(default)]
    #[ts(optional)]
    returned: Option<bool>,
    /// Whether figures that were not handed in are told; they are when nothing is said.
    #[serde(default)]
    #[ts(optional)]
    figures: Option<bool>,
}

/// The day by whose results is proposed, and how many tasks must be done in time (3 when nothing is said).
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub(super) struct ProposalsOf {
    as_of: Option<Day>,
    #[serde(default)]
    #[ts(optional)]
    at_least: Option<u32>,
}

pub(super) fn contacts(session: &mut Session, request: OfDay) -> Result<Done<Vec<ContactView>>> {
    let day = session.day(request.as_of)?;
    let read = |c: &_| outreach::contacts(c, day);
    Ok(unchanged(session.book()?.read(read)?))
}

pub(super) fn save_contact(session: &mut Session, request: SaveContact) -> Result<Done<Id>> {
    let entry = ContactEntry {
        body: request.body,
        name: request.name,
        post: request.post,
        phone: request.phone,
        duty: request.duty,
    };
    outreach::save_contact(session.book_mut()?, request.id, &entry)
}

pub(super) fn remove_contact(session: &mut Session, request: ContactOnly) -> Result<Done<()>> {
    outreach::remove_contact(session.book_mut()?, request.id)
}

pub(super) fn paste_contacts(
    session: &mut Session,
    request: PasteContacts,
) -> Result<Done<PastedContacts>> {
    let language = session.language;
    let bytes = match (request.data, request.text) {
        (Some(data), _) => base64::engine::general_purpose::STANDARD
            .decode(data)
            .map_err(|e| Error::new(ErrorCode::BadRequest).detail(e))?,
        (None, text) => text.unwrap_or_default().into_bytes(),
    };
    let mut done = outreach::paste_contacts(session.book_mut()?, &bytes)?;
    for refused in &mut done.value.refused {
        refused.words = super::words::message(&refused.why, language);
    }
    Ok(done)
}

fn question(session: &Session, request: ReminderWanted) -> Result<(ReminderQuestion, Instant)> {
    let at = session.moment(request.as_of)?;
    let until = request.until.as_deref().map(Instant::parse).transpose()?;
    let question = ReminderQuestion {
        bodies: request.bodies,
        horizon: request.horizon,
        until,
        returned: request.returned.unwrap_or(true),
        figures: request.figures.unwrap_or(true),
    };
    Ok((question, at))
}

pub(super) fn reminder_draft(
    session: &mut Session,
    request: ReminderWanted,
) -> Result<Done<Vec<ReminderDraft>>> {
    let (question, at) = question(session, request)?;
    let read = |c: &_| outreach::reminder_drafts(c, &question, at);
    Ok(unchanged(session.book()?.read(read)?))
}

pub(super) fn reminder_for_all(
    session: &mut Session,
    request: ReminderWanted,
) -> Result<Done<String>> {
    let (question, at) = question(session, request)?;
    let read = |c: &_| outreach::reminder_for_all(c, &question, at);
    Ok(unchanged(session.book()?.read(read)?))
}

fn entry(request: RecordReminder) -> ReminderEntry {
    ReminderEntry {
        body: request.body,
        way: request.way,
        text: request.text,
        items: request.items,
        document: request.document,
    }
}

pub(super) fn record_reminder(session: &mut Session, request: RecordReminder) -> Result<Done<Id>> {
    let done = outreach::record_reminders(session.book_mut()?, &[entry(request)])?;
    Ok(Done {
        value: done.value.first().copied().unwrap_or_default(),
        changes: done.changes,
    })
}

pub(super) fn record_reminders(
    session: &mut Session,
    request: RecordReminders,
) -> Result<Done<Vec<Id>>> {
    let entries: Vec<ReminderEntry> = request.reminders.into_iter().map(entry).collect();
    outreach::record_reminders(session.book_mut()?, &entries)
}

pub(super) fn reminders(
    session: &mut Session,
    request: RemindersOf,
) -> Result<Done<Vec<ReminderView>>> {
    let day = session.day(None)?;
    let read = |c: &_| outreach::reminders(c, request.body, day);
    Ok(unchanged(session.book()?.read(read)?))
}

pub(super) fn commendations(
    session: &mut Session,
    _: Nothing,
) -> Result<Done<Vec<CommendationView>>> {
    let read = session.book()?.read(commendations::commendations)?;
    Ok(unchanged(read))
}

fn proposals(session: &Session, request: &ProposalsOf) -> Result<ProposalQuestion> {
    Ok(ProposalQuestion {
        at: session.moment(request.as_of)?,
        at_least: request.at_least.unwrap_or(AT_LEAST),
    })
}

pub(super) fn propose_commendations(
    session: &mut Session,
    request: ProposalsOf,
) -> Result<Done<Vec<CommendationProposal>>> {
    let question = proposals(session, &request)?;
    let read = |c: &_| commendations::propose_commendations(c, question);
    Ok(unchanged(session.book()?.read(read)?))
}

pub(super) fn save_proposals(session: &mut Session, request: ProposalsOf) -> Result<Done<Vec<Id>>> {
    let question = proposals(session, &request)?;
    commendations::save_proposals(session.book_mut()?, question)
}

pub(super) fn save_commendation(
    session: &mut Session,
    request: SaveCommendation,
) -> Result<Done<Id>> {
    let entry = CommendationEntry {
        body: request.body,
        form: request.form,
        number: i64::from(request.number),
        state: request.state,
        day: request.day,
        document: request.document,
        reason: request.reason,
    };
    commendations::save_commendation(session.book_mut()?, request.id, &entry)
}

pub(super) fn remove_commendation(
    session: &mut Session,
    request: CommendationOnly,
) -> Result<Done<()>> {
    commendations::remove_commendation(session.book_mut()?, request.id)
}

pub(super) fn saved_views(
    session: &mut Session,
    request: ViewsOf,
) -> Result<Done<Vec<SavedViewRow>>> {
    let read = |c: &_| saved_views::saved_views(c, &request.screen);
    Ok(unchanged(session.book()?.read(read)?))
}

pub(super) fn save_view(session: &mut Session, request: SaveView) -> Result<Done<Id>> {
    saved_views::save_view(
        session.book_mut()?,
        &request.screen,
        &request.name,
        &request.spec,
    )
}

pub(super) fn remove_view(session: &mut Session, request: ViewOnly) -> Result<Done<()>> {
    saved_views::remove_view(session.book_mut()?, request.id)
}
