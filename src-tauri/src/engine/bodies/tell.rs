//! A day that the sources do not tell ("chưa rõ") is told with its resolution.

use serde::Deserialize;
use serde_json::json;
use ts_rs::TS;

use super::document::{self, DocumentEntry};
use super::draft::eve;
use super::tree::own_bodies;
use crate::domain::body::{BodyVersion, Succession};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::catalogue::Catalogue;
use crate::engine::directory::Directory;
use crate::store::{Book, Done, Kept, Operation};

/// A day as it is told.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TellDay {
    /// The succession whose day it is, when it is one.
    pub succession: Option<Id>,
    /// The body that changed.
    pub body: Id,
    /// First day on which the change held.
    pub day: Day,
    /// The document that tells it.
    pub document: DocumentEntry,
}

/// A change of a body whose day is not known: what held before and what came after.
#[derive(Debug, Clone, Copy)]
struct Turn<'a> {
    before: Option<&'a Kept<BodyVersion>>,
    after: Option<&'a Kept<BodyVersion>>,
    /// The latest possible day; none when not even that is known.
    latest: Option<Day>,
}

/// Tells the day of a change.
pub fn tell_day(book: &mut Book, told: &TellDay) -> Result<Done<()>> {
    document::check(&told.document)?;
    let directory = book.read(Directory::load)?;
    if !directory.knows(told.body) {
        return Err(Error::new(ErrorCode::NoSuchBody)
            .with("body", told.body)
            .with("day", told.day.format("%d/%m/%Y")));
    }
    let bodies = bodies_of(book, &directory, told)?;
    let own = book.read(own_bodies)?;
    let mut turns: Vec<Turn<'_>> = Vec::new();
    for (body, on) in &bodies {
        // Shipped units without a first day were there when the sources begin.
        let there = Catalogue::first_day().filter(|_| !own.contains(body));
        turns.extend(find(&directory, *body, told.day, *on, there));
    }
    if turns.is_empty() {
        return Err(refusal(&directory, told));
    }
    let name = directory.name(told.body, told.day);
    let words = json!({ "body": name, "day": told.day.format("%d/%m/%Y").to_string() });
    book.transact(Operation::new("tell_day", words), |tx| {
        let document = document::take(tx, &told.document)?;
        for turn in &turns {
            if let Some(kept) = turn.before {
                let mut version = kept.record.clone();
                (version.to_day, version.to_sure) = (Some(eve(told.day)), true);
                if turn.after.is_none() {
                    version.document = version.document.or(Some(document));
                }
                tx.set(kept.id, &version)?;
            }
            if let Some(kept) = turn.after {
                let mut version = kept.record.clone();
                (version.from_day, version.from_sure) = (Some(told.day), true);
                version.document = Some(document);
                tx.set(kept.id, &version)?;
            }
        }
        if let Some(id) = told.succession {
            let mut record = tx
                .get::<Succession>(id, ErrorCode::NoSuchSuccession)?
                .record;
            (record.day, record.day_sure) = (told.day, true);
            record.document = Some(document);
            tx.set(id, &record)?;
        }
        Ok(())
    })
}

/// The body itself, or both ends of the succession with its old day.
fn bodies_of(book: &Book, directory: &Directory, told: &TellDay) -> Result<Vec<(Id, Option<Day>)>> {
    let Some(id) = told.succession else {
        return Ok(vec![(told.body, None)]);
    };
    let kept = book.read(|c| crate::store::get::<Succession>(c, id))?;
    let record = kept
        .map(|kept| kept.record)
        .filter(|record| !record.day_sure)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchSuccession).with("id", id))?;
    if told.day > record.day {
        return Err(refusal(directory, told));
    }
    Ok(vec![
        (record.predecessor, Some(record.day)),
        (record.successor, Some(record.day)),
    ])
}

/// The unknown change of a body that the day can be of: the first whose latest possible day is not before it and
/// whose earlier state had begun. The very first day is meant only where nothing else can be.
fn find(
    directory: &Directory,
    body: Id,
    day: Day,
    on: Option<Day>,
    there: Option<Day>,
) -> Option<Turn<'_>> {
    let versions = directory.versions(body);
    let begun = |kept: &Kept<BodyVersion>| kept.record.from_day.is_none_or(|from| from < day);
    let fits = |latest: Option<Day>| {
        latest.is_none_or(|latest| day <= latest) && on.is_none_or(|on| latest == Some(on))
    };
    let between = versions.windows(2).map(|pair| Turn {
        before: Some(&pair[0]),
        after: Some(&pair[1]),
        latest: pair[1]
            .record
            .from_day
            .filter(|_| !pair[1].record.from_sure),
    });
    let end = versions.last().map(|last| Turn {
        before: Some(last),
        after: None,
        latest: last
            .record
            .to_day
            .filter(|_| !last.record.to_sure)
            .and_then(|to| to.succ_opt()),
    });
    let found = between
        .chain(end)
        .find(|turn| turn.latest.is_some() && fits(turn.latest) && turn.before.is_some_and(begun));
    let first = versions.first().filter(|first| !first.record.from_sure);
    found.or_else(|| {
        let first = first?;
        let turn = Turn {
            before: None,
            after: Some(first),
            latest: first.record.from_day.or(there),
        };
        let lasts = first.record.to_day.is_none_or(|to| day <= to);
        (lasts && fits(turn.latest)).then_some(turn)
    })
}

fn refusal(directory: &Directory, told: &TellDay) -> Error {
    Error::new(ErrorCode::BadToldDay)
        .with("body", directory.name(told.body, told.day))
        .with("day", told.day.format("%d/%m/%Y"))
}
