//! Checklists (danh mục việc): templates with versions. A version that was used stays; a change makes the next.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::domain::checklist::{Checklist, ChecklistItem, Tick};
use crate::domain::task::{Assignment, Task};
use crate::domain::text::{clean, clean_note, fold};
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::store::{self, Book, Done, Kept, Operation};

/// Most items of a checklist: what a person can tick and a page can hold.
const MOST_ITEMS: usize = 500;

/// A template in one version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ChecklistView {
    /// The checklist.
    pub id: Id,
    /// Stable key among its versions.
    pub key: String,
    /// Version.
    pub version: i64,
    /// Whether it is the latest.
    pub latest: bool,
    /// Title.
    pub title: String,
    /// What it rests on.
    pub source: String,
    /// Items in order.
    pub items: Vec<ChecklistEntry>,
    /// Tasks that use this version.
    pub used: u32,
}

/// An item as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChecklistEntry {
    /// Stable key; none for a new item.
    pub key: Option<String>,
    /// Title.
    pub title: String,
    /// Group.
    pub group: Option<String>,
}

/// A checklist as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ChecklistDraft {
    /// Key of the one that is changed; none for a new one.
    pub key: Option<String>,
    /// Title.
    pub title: String,
    /// What it rests on.
    pub source: String,
    /// Items in order.
    pub items: Vec<ChecklistEntry>,
}

/// What came of taking another version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VersionTaken {
    /// Ticks that went along.
    pub kept: u32,
    /// Items with ticks that the version does not have; their ticks stay in the history.
    pub dropped: Vec<String>,
}

/// All checklists, the latest version of each first.
pub fn checklists(connection: &Connection) -> Result<Vec<ChecklistView>> {
    let all = store::list::<Checklist>(connection, "1 = 1 ORDER BY key, version DESC", &[])?;
    let mut items: HashMap<Id, Vec<ChecklistEntry>> = HashMap::new();
    for kept in store::list::<ChecklistItem>(connection, "1 = 1 ORDER BY position", &[])? {
        items
            .entry(kept.record.checklist)
            .or_default()
            .push(ChecklistEntry {
                key: Some(kept.record.key),
                title: kept.record.title,
                group: kept.record.group_title,
            });
    }
    let tasks = store::list::<Task>(connection, "checklist IS NOT NULL", &[])?;
    let mut latest: Option<String> = None;
    Ok(all
        .into_iter()
        .map(|kept| {
            let is_latest = latest.as_ref() != Some(&kept.record.key);
            latest = Some(kept.record.key.clone());
            ChecklistView {
                id: kept.id,
                latest: is_latest,
                items: items.remove(&kept.id).unwrap_or_default(),
                used: tasks
                    .iter()
                    .filter(|task| task.record.checklist == Some(kept.id))
                    .count() as u32,
                key: kept.record.key,
                version: kept.record.version,
                title: kept.record.title,
                source: kept.record.source,
            }
        })
        .collect())
}

/// Writes a checklist: a new one, or the next version of one (ghi danh mục việc). Tasks keep the version that they
/// have until they are given another. The same again changes nothing.
pub fn save_checklist(book: &mut Book, draft: &ChecklistDraft) -> Result<Done<Id>> {
    let title = clean_note(&draft.title)?;
    if title.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "tên danh mục việc"));
    }
    let items = checked(&draft.items)?;
    let source = clean_note(&draft.source)?;
    let all = book.read(checklists)?;
    let standing = match &draft.key {
        Some(key) => Some(
            all.iter()
                .find(|own| own.key == *key && own.latest)
                .ok_or_else(|| Error::new(ErrorCode::NoSuchChecklist).with("checklist", key))?,
        ),
        None => None,
    };
    if let Some(own) = standing
        && own.title == title
        && own.source == source
        && own.items == items
    {
        return Ok(Done {
            value: own.id,
            changes: Vec::new(),
        });
    }
    let record = Checklist {
        key: standing.map_or_else(|| free_key(&title, &all), |own| own.key.clone()),
        version: standing.map_or(1, |own| own.version + 1),
        title,
        source,
    };
    let operation = Operation::new("save_checklist", json!({ "checklist": record.title }));
    book.transact(operation, |tx| {
        let id = tx.add(&record)?;
        for (place, item) in items.iter().enumerate() {
            tx.add(&ChecklistItem {
                checklist: id,
                key: item.key.clone().unwrap_or_default(),
                position: place as i64 + 1,
                title: item.title.clone(),
                group_title: item.group.clone(),
            })?;
        }
        Ok(id)
    })
}

/// Items as they are kept, each with a key of its own.
fn checked(items: &[ChecklistEntry]) -> Result<Vec<ChecklistEntry>> {
    if items.len() > MOST_ITEMS {
        return Err(Error::new(ErrorCode::TooManyItems)
            .with("count", items.len())
            .with("most", MOST_ITEMS));
    }
    let mut out: Vec<ChecklistEntry> = Vec::new();
    for item in items {
        let title = clean_note(&item.title)?;
        if title.is_empty() {
            continue;
        }
        if title.chars().count() > 1_000 {
            return Err(Error::new(ErrorCode::TextTooLong)
                .with("what", "Tên việc")
                .with("length", title.chars().count())
                .with("most", 1_000));
        }
        let wanted = item.key.clone().filter(|key| !key.is_empty());
        let known = |key: &str| out.iter().any(|own| own.key.as_deref() == Some(key));
        let key = match wanted.filter(|key| !known(key)) {
            Some(key) => key,
            None => unique(&slug(&title), known),
        };
        out.push(ChecklistEntry {
            key: Some(key),
            title,
            group: item
                .group
                .as_deref()
                .map(clean)
                .filter(|own| !own.is_empty()),
        });
    }
    if out.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "ít nhất một việc"));
    }
    Ok(out)
}

/// A key from a title: its words without marks, at most 40 letters.
fn slug(title: &str) -> String {
    let plain: String = fold(title)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .take(40)
        .collect();
    let plain = plain.trim_matches('_').to_owned();
    if plain.is_empty() {
        "viec".to_owned()
    } else {
        plain
    }
}

fn unique(wanted: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut key = wanted.to_owned();
    let mut n = 2;
    while taken(&key) {
        key = format!("{wanted}_{n}");
        n += 1;
    }
    key
}

fn free_key(title: &str, all: &[ChecklistView]) -> String {
    unique(&slug(title), |key| all.iter().any(|own| own.key == key))
}

/// Gives a task another version of its checklist, or another checklist; ticks go along by the items' keys.
pub fn use_checklist_version(
    book: &mut Book,
    task: Id,
    checklist: Id,
) -> Result<Done<VersionTaken>> {
    let (kept, target) = book.read(|c| {
        let kept = store::get::<Task>(c, task)?
            .ok_or_else(|| Error::new(ErrorCode::NoSuchTask).with("task", task))?;
        let target: Kept<Checklist> = store::get(c, checklist)?
            .ok_or_else(|| Error::new(ErrorCode::NoSuchChecklist).with("checklist", checklist))?;
        Ok((kept, target))
    })?;
    let words = json!({ "task": kept.record.number, "version": target.record.version });
    book.transact(Operation::new("use_checklist_version", words), |tx| {
        let items =
            |id: Id| store::list::<ChecklistItem>(tx.connection(), "checklist = ?1", &[&id]);
        let new: HashMap<String, Id> = items(checklist)?
            .into_iter()
            .map(|item| (item.record.key, item.id))
            .collect();
        let old: HashMap<Id, ChecklistItem> = match kept.record.checklist {
            Some(id) => items(id)?
                .into_iter()
                .map(|item| (item.id, item.record))
                .collect(),
            None => HashMap::new(),
        };
        let (mut along, mut dropped): (u32, Vec<String>) = (0, Vec::new());
        let rows = store::list::<Assignment>(tx.connection(), "task = ?1", &[&task])?;
        for row in rows {
            for tick in store::list::<Tick>(tx.connection(), "assignment = ?1", &[&row.id])? {
                let Some(item) = old.get(&tick.record.item) else {
                    continue;
                };
                if let Some(next) = new.get(&item.key) {
                    along += 1;
                    tx.set(
                        tick.id,
                        &Tick {
                            item: *next,
                            ..tick.record
                        },
                    )?;
                } else {
                    if !dropped.contains(&item.title) {
                        dropped.push(item.title.clone());
                    }
                    tx.end::<Tick>(tick.id)?;
                }
            }
        }
        tx.set(
            task,
            &Task {
                checklist: Some(checklist),
                ..kept.record
            },
        )?;
        Ok(VersionTaken {
            kept: along,
            dropped,
        })
    })
}
