//! Commendations are entered, changed and taken out.

use serde_json::json;

use crate::domain::instant::show_day;
use crate::domain::merit::{Commendation, CommendationState};
use crate::domain::text::clean_note;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::documents;
use crate::engine::profile;
use crate::store::{self, Book, Done, Operation};

/// More papers than this in one entry are a typing error.
const MOST: i64 = 10_000;

/// A commendation as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommendationEntry {
    /// The body.
    pub body: Id,
    /// Form; empty takes "Giấy khen".
    pub form: String,
    /// How many.
    pub number: i64,
    /// Proposed or decided.
    pub state: CommendationState,
    /// Day of the decision, or of the proposal.
    pub day: Day,
    /// The decision; needed once it is decided.
    pub document: Option<Id>,
    /// For what.
    pub reason: String,
}

impl CommendationEntry {
    pub(super) fn record(&self) -> Result<Commendation> {
        if !(1..=MOST).contains(&self.number) {
            return Err(Error::new(ErrorCode::BadCommendation).with("number", self.number));
        }
        let form = clean_note(&self.form)?.replace('\n', " ");
        if self.state == CommendationState::Decided && self.document.is_none() {
            return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "quyết định khen thưởng"));
        }
        Ok(Commendation {
            body: self.body,
            form: if form.is_empty() {
                "Giấy khen".to_owned()
            } else {
                form
            },
            number: self.number,
            state: self.state,
            day: self.day,
            document: self.document,
            reason: clean_note(&self.reason)?,
        })
    }
}

/// Enters a commendation, or changes the one named (ghi khen thưởng).
pub fn save_commendation(
    book: &mut Book,
    id: Option<Id>,
    entry: &CommendationEntry,
) -> Result<Done<Id>> {
    let today = profile::today(book)?;
    if entry.day > today {
        return Err(Error::new(ErrorCode::DayInFuture)
            .with("day", show_day(entry.day))
            .with("today", show_day(today)));
    }
    let record = entry.record()?;
    let name = book.read(|c| {
        if let Some(id) = id {
            known(c, id)?;
        }
        if let Some(document) = entry.document {
            documents::known(c, document)?;
        }
        let directory = Directory::load(c)?;
        if !directory.knows(entry.body) {
            return Err(Error::new(ErrorCode::NoSuchBody)
                .with("body", entry.body)
                .with("day", show_day(entry.day)));
        }
        Ok(directory.name(entry.body, entry.day))
    })?;
    let words = json!({ "body": name });
    match id {
        Some(id) => book.transact(Operation::new("change_commendation", words), |tx| {
            tx.set(id, &record)?;
            Ok(id)
        }),
        None => book.transact(Operation::new("add_commendation", words), |tx| {
            tx.add(&record)
        }),
    }
}

/// Takes a commendation out (bỏ khen thưởng).
pub fn remove_commendation(book: &mut Book, id: Id) -> Result<Done<()>> {
    let name = book.read(|c| {
        let kept = known(c, id)?;
        Ok(Directory::load(c)?.name(kept.body, kept.day))
    })?;
    let words = json!({ "body": name });
    book.transact(Operation::new("remove_commendation", words), |tx| {
        tx.end::<Commendation>(id)
    })
}

fn known(connection: &rusqlite::Connection, id: Id) -> Result<Commendation> {
    store::get::<Commendation>(connection, id)?
        .map(|kept| kept.record)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchCommendation).with("commendation", id))
}
