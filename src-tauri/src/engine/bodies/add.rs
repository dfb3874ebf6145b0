//! Own bodies (đơn vị, cơ quan của sổ): departments, police, tổ dân phố … that no catalogue has.

use serde::Deserialize;
use serde_json::json;
use ts_rs::TS;

use super::change::check_words;
use super::draft::{Draft, Slot};
use crate::domain::body::{Body, BodyClass, BodyVersion};
use crate::domain::text::clean;
use crate::domain::{Day, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{Book, Done, Operation};

/// A body as it is entered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddBody {
    /// Code, unique on any day.
    pub code: String,
    /// Name; for a territory without its kind.
    pub name: String,
    /// Kind in words: "tổ dân phố", "công an".
    pub kind: String,
    /// Short form for narrow columns.
    pub short_name: String,
    /// Territory or organisation.
    pub class: BodyClass,
    /// The body above.
    pub parent: Id,
    /// First day; none: since before the book.
    pub from_day: Option<Day>,
}

/// Adds a body of the book's own.
pub fn add_body(book: &mut Book, wanted: &AddBody) -> Result<Done<Id>> {
    check_words(&wanted.code, &wanted.name, &wanted.kind)?;
    let directory = book.read(Directory::load)?;
    let day = wanted.from_day.map_or_else(|| profile::today(book), Ok)?;
    if !directory.alive(wanted.parent, day) {
        return Err(Draft::new(&directory, day).missing(wanted.parent, day));
    }
    let last = directory
        .ever()
        .iter()
        .filter_map(|id| directory.versions(*id).last());
    let position = last.map(|kept| kept.record.position).max().unwrap_or(0) + 1;
    let operation = Operation::new("add_body", json!({ "body": clean(&wanted.name) }));
    book.transact(operation, |tx| {
        let body = tx.add(&Body {
            key: String::new(),
            class: wanted.class,
        })?;
        let mut draft = Draft::new(&directory, day);
        draft.slots(body).push(Slot {
            id: None,
            version: BodyVersion {
                body,
                from_day: wanted.from_day,
                to_day: None,
                from_sure: wanted.from_day.is_some(),
                to_sure: true,
                code: clean(&wanted.code),
                name: clean(&wanted.name),
                kind: clean(&wanted.kind),
                short_name: clean(&wanted.short_name),
                parent: Some(wanted.parent),
                position,
                document: None,
            },
        });
        draft.check()?;
        draft.write(tx)?;
        Ok(body)
    })
}
