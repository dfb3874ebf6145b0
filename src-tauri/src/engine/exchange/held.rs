//! Rows that wait for a person (dòng giữ lại): both sides are shown, and one of them is chosen.

use rusqlite::Connection;
use serde_json::{Value, json};

use super::names::{Fields, inward, localise};
use super::valid;
use crate::domain::exchange::{Held, HeldState, HeldWhy, Package, Site};
use crate::domain::indicator::Fact;
use crate::domain::{Day, Error, ErrorCode, Id, Kind, Result};
use crate::engine::counts::{Admission, Room};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::origin::{self, Epochs, Origin};
use crate::store::{self, Book, Done, Kept, Operation, identity};

/// A held row as it is shown.
#[derive(Debug, Clone)]
pub struct HeldRow {
    /// Its number.
    pub id: Id,
    /// Its record.
    pub held: Held,
    /// Who sent it.
    pub sender: String,
    /// Number of the package.
    pub package: i64,
    /// The fields here, things by their local keys; none where there is nothing.
    pub ours: Option<Fields>,
    /// The fields that came; none where the thing ended there or cannot be read.
    pub theirs: Option<Fields>,
}

/// How many rows wait.
pub fn held_waiting(connection: &Connection) -> Result<u32> {
    Ok(store::list::<Held>(connection, "state = 'open'", &[])?.len() as u32)
}

/// Every row that waits, or all that ever did.
pub fn held_rows(connection: &Connection, all: bool) -> Result<Vec<HeldRow>> {
    let condition = if all { "1 = 1" } else { "state = 'open'" };
    let kept = store::list::<Held>(connection, &format!("{condition} ORDER BY id"), &[])?;
    kept.into_iter().map(|kept| row(connection, kept)).collect()
}

fn row(connection: &Connection, kept: Kept<Held>) -> Result<HeldRow> {
    let held = kept.record;
    let package = store::get::<Package>(connection, held.package)?;
    let site = match &package {
        Some(own) => store::get::<Site>(connection, own.record.site)?,
        None => None,
    };
    let kind = Kind::of_table(&held.kind);
    let ours = match (kind, held.thing) {
        (Some(kind), Some(thing)) => store::fields(connection, kind, thing)?,
        _ => None,
    };
    let theirs = match kind {
        Some(kind) => fields(connection, kind, &held).unwrap_or_default(),
        None => None,
    };
    Ok(HeldRow {
        id: kept.id,
        sender: site.map(|own| own.record.name).unwrap_or_default(),
        package: package.map_or(0, |own| own.record.number),
        ours,
        theirs,
        held,
    })
}

/// The fields that came, as this book keeps them.
fn fields(connection: &Connection, kind: Kind, held: &Held) -> Result<Option<Fields>> {
    if held.fields.is_empty() {
        return Ok(None);
    }
    let unreadable = || Error::new(ErrorCode::UnreadableRow).with("kind", kind.table());
    let Ok(Value::Object(fields)) = serde_json::from_str(&held.fields) else {
        return Err(unreadable());
    };
    let fields = inward(kind, fields, |name| identity::by_name(connection, name))?;
    let last = store::journal::last(connection)?.0;
    let fields = localise(connection, (kind, held.thing), fields, last)?;
    valid::known(kind, fields).map(Some)
}

/// Decides a held row: what came is taken, or what stands here is kept. Either way this book has then seen both, and
/// what it sends from now on says so.
pub fn decide_held(book: &mut Book, id: Id, theirs: bool, answer: &str) -> Result<Done<()>> {
    let room = Room::of(book)?;
    let today = profile::today(book)?;
    let body = book.read(|c| about(c, id, today))?;
    let operation = Operation::new("decide_held", json!({ "body": body }));
    book.transact(operation, |tx| {
        let no_such = || Error::new(ErrorCode::NoSuchHeld).with("id", id);
        let kept: Kept<Held> = tx.get(id, ErrorCode::NoSuchHeld)?;
        let held = kept.record;
        if held.state != HeldState::Open {
            return Err(no_such());
        }
        let kind = Kind::of_table(&held.kind);
        if let Some(kind) = kind {
            let thing = identity::by_name(tx.connection(), &held.name)?;
            let epochs = Epochs::load(tx.connection())?;
            let mut seen = origin::parse(&held.vector)?;
            if let Some(thing) = thing {
                seen.join(&origin::seen(tx.connection(), &epochs, kind, thing)?);
            }
            if let Some(own) = epochs.own() {
                seen.see(own, tx.seq());
            }
            // While its period is closed, the adjusting entry is what is decided.
            if (theirs || held.why == HeldWhy::Closed)
                && let (Kind::Fact, Some(fields)) = (kind, fields(tx.connection(), kind, &held)?)
            {
                admit(tx, &room, &fields)?;
            }
            let theirs = if theirs {
                Some(fields(tx.connection(), kind, &held)?)
            } else {
                None
            };
            let origin = Origin {
                seen,
                officer: tx.officer().to_owned(),
                moment: tx.moment().to_owned(),
                package: None,
            };
            match (theirs, thing) {
                (Some(fields), Some(thing)) => tx.take_state(kind, thing, fields, &origin)?,
                (Some(fields), None) => {
                    let thing = tx.bear(kind, &held.name)?;
                    tx.take_state(kind, thing, fields, &origin)?;
                }
                (None, Some(thing)) => {
                    let own = store::fields(tx.connection(), kind, thing)?;
                    tx.take_state(kind, thing, own, &origin)?;
                }
                (None, None) => {}
            }
        }
        let state = if theirs {
            HeldState::Theirs
        } else {
            HeldState::Ours
        };
        let record = Held {
            state,
            answer: answer.trim().to_owned(),
            ..held
        };
        tx.set(id, &record)
    })
}

/// A figure that is taken by decision obeys the same rules; a closed period must be opened first.
fn admit(tx: &mut store::Tx<'_>, room: &Room, fields: &Fields) -> Result<()> {
    let fact: Fact = serde_json::from_value(Value::Object(fields.clone())).map_err(|e| {
        Error::new(ErrorCode::UnreadableRow)
            .with("kind", "fact")
            .detail(e)
    })?;
    match room.admit(tx, &fact)? {
        Admission::Free => Ok(()),
        Admission::Proposed => {
            Err(Error::new(ErrorCode::PeriodClosed).with("period", &fact.window))
        }
        Admission::Closed(error) => Err(error),
    }
}

/// Whose row it is, for the words of the operation.
fn about(connection: &Connection, id: Id, day: Day) -> Result<String> {
    let Some(kept) = store::get::<Held>(connection, id)? else {
        return Ok(String::new());
    };
    let row = row(connection, kept)?;
    let body = row
        .theirs
        .as_ref()
        .or(row.ours.as_ref())
        .and_then(|fields| fields.get("body"))
        .and_then(Value::as_i64);
    let directory = Directory::load(connection)?;
    Ok(body.map_or(row.sender, |body| directory.name(body, day)))
}
