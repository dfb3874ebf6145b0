//! Views of a list that an officer keeps (cách xem đã lưu): filters, grouping and order in the window's own words.

use rusqlite::{Connection, ToSql};
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use crate::domain::merit::SavedView;
use crate::domain::text::clean_note;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::store::{self, Book, Done, Operation};

/// Longest name and longest content, in letters.
const LONGEST_NAME: usize = 80;
const LONGEST: usize = 20_000;

/// A kept view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "SavedView")]
pub struct SavedViewRow {
    /// The view.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// JSON of the window.
    pub spec: String,
}

/// The views of a screen in order.
pub fn saved_views(connection: &Connection, screen: &str) -> Result<Vec<SavedViewRow>> {
    let own = "screen = ?1 ORDER BY position, id";
    let kept = store::list::<SavedView>(connection, own, &[&screen])?;
    Ok(kept
        .into_iter()
        .map(|kept| SavedViewRow {
            id: kept.id,
            name: kept.record.name,
            spec: kept.record.spec,
        })
        .collect())
}

/// Keeps a view; one of the same name is replaced (lưu cách xem).
pub fn save_view(book: &mut Book, screen: &str, name: &str, spec: &str) -> Result<Done<Id>> {
    let name = clean_note(name)?.replace('\n', " ");
    let screen = screen.trim();
    if name.is_empty() || screen.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "tên cách xem"));
    }
    for (text, limit) in [(name.as_str(), LONGEST_NAME), (spec, LONGEST)] {
        if text.chars().count() > limit {
            return Err(Error::new(ErrorCode::TextTooLong)
                .with("what", "Cách xem")
                .with("length", text.chars().count())
                .with("most", limit));
        }
    }
    if let Err(error) = serde_json::from_str::<serde_json::Value>(spec) {
        return Err(Error::new(ErrorCode::BadRequest).detail(error));
    }
    let (standing, last) = book.read(|c| {
        let of: [&dyn ToSql; 2] = [&screen, &name];
        let standing = store::list::<SavedView>(c, "screen = ?1 AND name = ?2", &of)?.pop();
        let own = "screen = ?1 ORDER BY position DESC";
        let last = store::list::<SavedView>(c, own, &[&screen])?;
        let last = last.first().map_or(0, |kept| kept.record.position);
        Ok((standing, last))
    })?;
    let words = json!({ "name": name });
    let position = standing
        .as_ref()
        .map_or(last + 1, |kept| kept.record.position);
    let record = SavedView {
        screen: screen.to_owned(),
        name,
        spec: spec.to_owned(),
        position,
    };
    book.transact(Operation::new("save_view", words), |tx| match standing {
        Some(kept) => {
            tx.set(kept.id, &record)?;
            Ok(kept.id)
        }
        None => tx.add(&record),
    })
}

/// Takes a view out (bỏ cách xem).
pub fn remove_view(book: &mut Book, id: Id) -> Result<Done<()>> {
    let kept = book
        .read(|c| store::get::<SavedView>(c, id))?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchView).with("view", id))?;
    let words = json!({ "name": kept.record.name });
    book.transact(Operation::new("remove_view", words), |tx| {
        tx.end::<SavedView>(id)
    })
}
