//! What was sent, when, which way (nhật ký đôn đốc).

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use crate::domain::outreach::{Reminder, ReminderItem, ReminderWay};
use crate::domain::task::{Assignment, Task};
use crate::domain::text::note_within;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::documents;
use crate::engine::profile;
use crate::engine::tasks::PartKey;
use crate::store::{self, Book, Done, Kept, Operation};

/// Longest text of a reminder that is kept, in letters.
const LONGEST: usize = 20_000;

/// When and how a body was reminded last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LastReminder {
    /// Day.
    pub day: Day,
    /// Which way.
    pub way: ReminderWay,
}

/// A reminder that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderEntry {
    /// The body.
    pub body: Id,
    /// Which way.
    pub way: ReminderWay,
    /// What was sent, verbatim; may be empty for a call.
    pub text: String,
    /// What it spoke of.
    pub items: Vec<PartKey>,
    /// The letter.
    pub document: Option<Id>,
}

/// What a reminder spoke of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReminderTask {
    /// Number of the task.
    pub number: String,
    /// Its title.
    pub title: String,
}

/// A reminder that was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReminderView {
    /// The reminder.
    pub id: Id,
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// Day by the book's reckoning.
    pub day: Day,
    /// Which way.
    pub way: ReminderWay,
    /// What was sent.
    pub text: String,
    /// Who entered it.
    pub officer: String,
    /// When it was entered.
    pub moment: String,
    /// What it spoke of.
    pub items: Vec<ReminderTask>,
    /// The letter in words.
    pub document: String,
}

/// Keeps reminders that were sent, one a body, as one operation (ghi đã đôn đốc).
pub fn record_reminders(book: &mut Book, entries: &[ReminderEntry]) -> Result<Done<Vec<Id>>> {
    let day = profile::today(book)?;
    let (texts, words) = book.read(|c| {
        let directory = Directory::load(c)?;
        let mut texts = Vec::new();
        for entry in entries {
            texts.push(checked(c, &directory, entry, day)?);
        }
        let words = match entries {
            [one] => json!({ "body": directory.name(one.body, day) }),
            many => json!({ "count": many.len() }),
        };
        Ok((texts, words))
    })?;
    let kind = if entries.len() == 1 {
        "record_reminder"
    } else {
        "record_reminders"
    };
    book.transact(Operation::new(kind, words), |tx| {
        let mut out = Vec::new();
        for (entry, text) in entries.iter().zip(texts) {
            let reminder = tx.add(&Reminder {
                body: entry.body,
                day,
                way: entry.way,
                text,
                document: entry.document,
            })?;
            let mut told: Vec<&PartKey> = Vec::new();
            for part in &entry.items {
                if told.contains(&part) {
                    continue;
                }
                told.push(part);
                tx.add(&ReminderItem {
                    reminder,
                    assignment: part.assignment,
                    occurrence: part.occurrence.clone(),
                })?;
            }
            out.push(reminder);
        }
        Ok(out)
    })
}

/// The text as it is kept; refused is a body or a part that is not there, and a text that says nothing.
fn checked(
    connection: &Connection,
    directory: &Directory,
    entry: &ReminderEntry,
    day: Day,
) -> Result<String> {
    if !directory.knows(entry.body) {
        return Err(Error::new(ErrorCode::NoSuchBody)
            .with("body", entry.body)
            .with("day", day.format("%d/%m/%Y")));
    }
    if let Some(document) = entry.document {
        documents::known(connection, document)?;
    }
    for part in &entry.items {
        let given = store::get::<Assignment>(connection, part.assignment)?;
        if given.is_none_or(|kept| kept.record.body != entry.body) {
            return Err(Error::new(ErrorCode::NoSuchAssignment)
                .with("task", part.assignment)
                .with("body", directory.name(entry.body, day)));
        }
    }
    let text = note_within("Nội dung đôn đốc", &entry.text, LONGEST)?;
    if text.is_empty() && entry.way != ReminderWay::Call {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "nội dung đôn đốc"));
    }
    Ok(text)
}

/// The last reminder of each body that had one by a day.
pub fn last_reminders(connection: &Connection, day: Day) -> Result<HashMap<Id, LastReminder>> {
    Ok(until(connection, day)?
        .into_iter()
        .map(|kept| {
            let own = kept.record;
            let last = LastReminder {
                day: own.day,
                way: own.way,
            };
            (own.body, last)
        })
        .collect())
}

/// The day on which each part was spoken of last ("đã nhắc 12/03").
pub fn reminded(connection: &Connection, day: Day) -> Result<HashMap<PartKey, Day>> {
    let days: HashMap<Id, Day> = until(connection, day)?
        .into_iter()
        .map(|kept| (kept.id, kept.record.day))
        .collect();
    let mut out: HashMap<PartKey, Day> = HashMap::new();
    for kept in store::list::<ReminderItem>(connection, "1 = 1", &[])? {
        let own = kept.record;
        let Some(day) = days.get(&own.reminder).copied() else {
            continue;
        };
        let part = PartKey {
            assignment: own.assignment,
            occurrence: own.occurrence,
        };
        let last = out.entry(part).or_insert(day);
        *last = day.max(*last);
    }
    Ok(out)
}

fn until(connection: &Connection, day: Day) -> Result<Vec<Kept<Reminder>>> {
    let order = "day <= ?1 ORDER BY day, id";
    store::list(connection, order, &[&day.to_string()])
}

/// What was sent, the latest first; of one body, or of all.
pub fn reminders(connection: &Connection, body: Option<Id>, day: Day) -> Result<Vec<ReminderView>> {
    let directory = Directory::load(connection)?;
    let order = "(?1 IS NULL OR body = ?1) ORDER BY day DESC, id DESC";
    let kept = store::list::<Reminder>(connection, order, &[&body])?;
    let mut said: HashMap<Id, Vec<ReminderTask>> = HashMap::new();
    for item in store::list::<ReminderItem>(connection, "1 = 1 ORDER BY id", &[])? {
        let given = store::get::<Assignment>(connection, item.record.assignment)?;
        let task = match given {
            Some(given) => store::get::<Task>(connection, given.record.task)?,
            None => None,
        };
        // A task that was taken out since is no longer named; the text still is as it was sent.
        if let Some(task) = task {
            said.entry(item.record.reminder)
                .or_default()
                .push(ReminderTask {
                    number: task.record.number,
                    title: task.record.title,
                });
        }
    }
    kept.into_iter()
        .map(|kept| {
            let (officer, moment) = store::query::author(connection, kept.from_seq)?;
            let document = kept.record.document;
            let document = document.map(|id| documents::known(connection, id));
            Ok(ReminderView {
                id: kept.id,
                body: kept.record.body,
                body_name: directory.name(kept.record.body, day),
                day: kept.record.day,
                way: kept.record.way,
                text: kept.record.text,
                officer,
                moment,
                items: said.remove(&kept.id).unwrap_or_default(),
                document: document
                    .transpose()?
                    .map(|kept| documents::document_words(&kept.record))
                    .unwrap_or_default(),
            })
        })
        .collect()
}
