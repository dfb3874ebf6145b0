//! Targets (chỉ tiêu giao): versions by document; a figure uses the latest not after its as-of.

use std::collections::HashMap;

use rusqlite::Connection;
use serde_json::json;

use crate::domain::indicator::Target;
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::directory::Directory;
use crate::store::{self, Book, Done, Kept, Operation};

/// All targets, ready to be asked.
#[derive(Debug)]
pub struct Targets {
    targets: HashMap<(Id, Id), Vec<Kept<Target>>>,
}

impl Targets {
    /// Reads them.
    pub fn load(connection: &Connection) -> Result<Self> {
        let mut targets: HashMap<(Id, Id), Vec<Kept<Target>>> = HashMap::new();
        for kept in store::list::<Target>(connection, "1 = 1 ORDER BY document_day, id", &[])? {
            targets
                .entry((kept.record.indicator, kept.record.body))
                .or_default()
                .push(kept);
        }
        Ok(Self { targets })
    }

    /// The target in force for a figure of that day: its period holds the day, its document is not after it.
    pub fn in_force(&self, indicator: Id, body: Id, day: Day) -> Option<&Target> {
        self.targets
            .get(&(indicator, body))?
            .iter()
            .rev()
            .map(|kept| &kept.record)
            .find(|target| {
                let covers = Period::parse(&target.period).is_ok_and(|period| {
                    let (first, last) = period.days();
                    first <= day && day <= target.last_day.unwrap_or(last).max(last)
                });
                covers && target.document_day.is_none_or(|issued| issued <= day)
            })
    }
}

/// One target to be set.
#[derive(Debug, Clone)]
pub struct SetTarget {
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// What period it is for.
    pub period: Period,
    /// Scaled value.
    pub value: i64,
    /// Last day by which it is to be reached.
    pub last_day: Option<Day>,
    /// The document in words.
    pub document: String,
    /// Its day.
    pub document_day: Option<Day>,
}

/// Sets a target (giao chỉ tiêu). The same document again corrects its figure; another one adds a version.
pub fn set_target(book: &mut Book, request: &SetTarget) -> Result<Done<()>> {
    if request.document.trim().is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "văn bản giao chỉ tiêu"));
    }
    let directory = book.read(Directory::load)?;
    let name = directory.name(request.body, request.period.last_day());
    let period = request.period.key();
    let standing = book.read(|c| {
        store::list::<Target>(
            c,
            "indicator = ?1 AND body = ?2 AND period = ?3 AND document = ?4",
            &[
                &request.indicator,
                &request.body,
                &period,
                &request.document,
            ],
        )
    })?;
    book.transact(
        Operation::new("set_target", json!({ "body": name })),
        |tx| {
            let target = Target {
                body: request.body,
                indicator: request.indicator,
                period: period.clone(),
                value: request.value,
                last_day: request.last_day,
                document: request.document.clone(),
                document_day: request.document_day,
                illustrative: false,
            };
            match standing.first() {
                Some(kept) => tx.set(kept.id, &target),
                None => tx.add(&target).map(drop),
            }
        },
    )
}
