//! A document is taken out, when nothing rests on it.

use rusqlite::Connection;
use serde_json::json;

use super::list::known;
use super::words::document_words;
use crate::domain::body::{BodyVersion, Share, Succession};
use crate::domain::book::Document;
use crate::domain::indicator::{IndicatorVersion, Target};
use crate::domain::meeting::Meeting;
use crate::domain::merit::{Commendation, Evidence};
use crate::domain::outreach::Reminder;
use crate::domain::task::{Extension, Plan, Task};
use crate::domain::{Error, ErrorCode, Id, Record, Result};
use crate::store::{self, Book, Done, Kept, Operation};

/// Things that are named one by one; of more, the number is told.
const MOST_NAMED: usize = 4;

/// Takes a document out (bỏ văn bản). Refused while a task, a meeting, evidence or anything else names it: what
/// does is told, since it would be left without what it rests on.
pub fn remove_document(book: &mut Book, id: Id) -> Result<Done<()>> {
    let document = book.read(|c| known(c, id))?.record;
    let words = document_words(&document);
    let uses = book.read(|c| uses(c, id))?;
    if !uses.is_empty() {
        return Err(Error::new(ErrorCode::DocumentInUse)
            .with("document", words)
            .with("uses", uses.join("; ")));
    }
    let operation = Operation::new("remove_document", json!({ "document": words }));
    book.transact(operation, |tx| tx.end::<Document>(id))
}

/// What names a document, each sort once: "{term.task} NV-001, NV-004", "{term.evidence} (3)".
fn uses(connection: &Connection, id: Id) -> Result<Vec<String>> {
    let mut out = Vec::new();
    let mut named = |term: &str, names: Vec<String>| {
        if names.is_empty() {
            return;
        }
        let more = if names.len() > MOST_NAMED {
            format!(", … ({})", names.len())
        } else {
            String::new()
        };
        let first: Vec<&str> = names.iter().take(MOST_NAMED).map(String::as_str).collect();
        out.push(format!("{{term.{term}}} {}{more}", first.join(", ")));
    };
    let numbers = of::<Task>(connection, id)?;
    named(
        "task",
        numbers.into_iter().map(|own| own.record.number).collect(),
    );
    let titles = of::<Plan>(connection, id)?;
    named(
        "plan",
        titles.into_iter().map(|own| own.record.title).collect(),
    );
    let held = of::<Meeting>(connection, id)?;
    named(
        "meeting",
        held.into_iter().map(|own| own.record.title).collect(),
    );
    for (term, count) in [
        ("extension", of::<Extension>(connection, id)?.len()),
        ("evidence", of::<Evidence>(connection, id)?.len()),
        ("reminder", of::<Reminder>(connection, id)?.len()),
        ("commendation", of::<Commendation>(connection, id)?.len()),
        ("target", of::<Target>(connection, id)?.len()),
        ("definition", of::<IndicatorVersion>(connection, id)?.len()),
        (
            "unit_change",
            of::<BodyVersion>(connection, id)?.len()
                + of::<Succession>(connection, id)?.len()
                + of::<Share>(connection, id)?.len(),
        ),
    ] {
        if count > 0 {
            out.push(format!("{{term.{term}}} ({count})"));
        }
    }
    Ok(out)
}

/// Records that name it now.
fn of<R: Record>(connection: &Connection, document: Id) -> Result<Vec<Kept<R>>> {
    store::list(connection, "document = ?1 ORDER BY id", &[&document])
}
