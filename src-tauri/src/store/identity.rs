//! What a thing is called outside the book: its identifier, or for a figure what it is about.

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::record::{self, Image};
use super::sqlite;
use crate::domain::hex::{from_hex, hex};
use crate::domain::{Error, ErrorCode, Id, Kind, Result};

/// The identifier of a thing that may leave the book; a fact has none.
pub fn uid(connection: &Connection, id: Id) -> Result<[u8; 16]> {
    connection
        .prepare_cached("SELECT uid FROM entity WHERE id = ?1")
        .and_then(|mut s| s.query_row([id], |row| row.get::<_, Option<[u8; 16]>>(0)))
        .map_err(sqlite)?
        .ok_or_else(|| Error::new(ErrorCode::Internal).detail(format!("{id} has no identifier")))
}

/// The identifier that follows from what a thing is: a UUIDv8 of the digest of the words.
pub fn derived(words: &[&str]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for word in words {
        hasher.update((word.len() as u64).to_be_bytes());
        hasher.update(word.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes)
        .into_uuid()
        .into_bytes()
}

/// The thing of that identifier.
pub fn by_uid(connection: &Connection, uid: &[u8]) -> Result<Option<Id>> {
    connection
        .prepare_cached("SELECT id FROM entity WHERE uid = ?1")
        .and_then(|mut s| s.query_row([uid], |row| row.get(0)).optional())
        .map_err(sqlite)
}

/// What is there of a record that is to be kept.
pub(super) enum Standing {
    /// The same thing, which ended.
    Ended(Id),
    /// Nothing; the identifier is that of its natural key, none where it has no such key or another thing bears it.
    New(Option<[u8; 16]>),
}

/// Looks for the thing that a new record is.
pub(super) fn standing(connection: &Connection, kind: Kind, image: &Image) -> Result<Standing> {
    let uid = natural(connection, kind, image)?;
    let known = match (kind, uid) {
        (Kind::Fact, _) => fact_of(connection, image)?,
        (_, Some(uid)) => by_uid(connection, &uid)?,
        (_, None) => None,
    };
    let Some(id) = known else {
        return Ok(Standing::New(uid));
    };
    // A thing that is there under this key has come to say something else since.
    let alive = record::current(connection, kind, id)?.is_some();
    Ok(if alive {
        Standing::New(None)
    } else {
        Standing::Ended(id)
    })
}

/// The identifier of a record by its natural key; none where it has no such key. A thing that its columns name stands
/// in the key with its own name.
fn natural(connection: &Connection, kind: Kind, image: &Image) -> Result<Option<[u8; 16]>> {
    let columns = kind.natural();
    let first = columns.first().and_then(|column| image.get(*column));
    if first.is_none_or(|value| value.is_null() || value.as_str() == Some("")) {
        return Ok(None);
    }
    let mut words = vec![kind.table().to_owned()];
    for column in columns {
        let value = image.get(*column).unwrap_or(&Value::Null);
        words.push(match value.as_i64() {
            Some(id) if kind.refs().contains(column) => name(connection, id)?,
            _ => value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        });
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Ok(Some(derived(&words)))
}

/// What a thing is called outside the book (tên gọi ngoài sổ): the digits of its identifier; a figure by body,
/// indicator, day, window and source.
pub fn name(connection: &Connection, id: Id) -> Result<String> {
    let (kind, uid): (String, Option<[u8; 16]>) = connection
        .prepare_cached("SELECT kind, uid FROM entity WHERE id = ?1")
        .and_then(|mut s| s.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))))
        .map_err(sqlite)?;
    match uid {
        Some(uid) if kind != Kind::Fact.table() => Ok(hex(&uid)),
        _ => fact_name(connection, id),
    }
}

fn fact_name(connection: &Connection, id: Id) -> Result<String> {
    let (body, indicator, rest): (Id, Id, [String; 3]) = connection
        .prepare_cached(
            "SELECT body, indicator, day, \"window\", source FROM fact WHERE id = ?1 LIMIT 1",
        )
        .and_then(|mut s| {
            s.query_row([id], |row| {
                let rest = [row.get(2)?, row.get(3)?, row.get(4)?];
                Ok((row.get(0)?, row.get(1)?, rest))
            })
        })
        .map_err(sqlite)?;
    let (body, indicator) = (
        hex(&uid(connection, body)?),
        hex(&uid(connection, indicator)?),
    );
    let [day, window, source] = rest;
    Ok([body, indicator, day, window, source].join("/"))
}

/// The identifier of a thing that comes under that name. A figure that ended before it came has no state that says what
/// it is about, so it bears one, too.
pub(super) fn uid_of_name(name: &str) -> [u8; 16] {
    whole(name).unwrap_or_else(|| derived(&[Kind::Fact.table(), name]))
}

/// The identifier in a name; none in that of a figure.
fn whole(name: &str) -> Option<[u8; 16]> {
    from_hex(name).and_then(|bytes| bytes.try_into().ok())
}

/// The thing of that name.
pub fn by_name(connection: &Connection, name: &str) -> Result<Option<Id>> {
    let parts: Vec<&str> = name.splitn(5, '/').collect();
    match parts[..] {
        [own] => whole(own).map_or(Ok(None), |own| by_uid(connection, &own)),
        [body, indicator, day, window, source] => {
            let (Some(body), Some(indicator)) = (whole(body), whole(indicator)) else {
                return Ok(None);
            };
            match (by_uid(connection, &body)?, by_uid(connection, &indicator)?) {
                (Some(body), Some(indicator)) => {
                    match fact(connection, (body, indicator), (day, window, source))? {
                        Some(id) => Ok(Some(id)),
                        None => by_uid(connection, &uid_of_name(name)),
                    }
                }
                _ => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

/// The figure of a time and source, whatever became of it.
fn fact(
    connection: &Connection,
    (body, indicator): (Id, Id),
    (day, window, source): (&str, &str, &str),
) -> Result<Option<Id>> {
    connection
        .prepare_cached(
            "SELECT id FROM fact WHERE indicator = ?1 AND day = ?2 AND body = ?3 AND source = ?4
             AND \"window\" = ?5 ORDER BY to_seq IS NULL DESC, to_seq DESC LIMIT 1",
        )
        .and_then(|mut s| {
            s.query_row(params![indicator, day, body, source, window], |row| {
                row.get(0)
            })
            .optional()
        })
        .map_err(sqlite)
}

/// The figure that an image speaks of.
fn fact_of(connection: &Connection, image: &Image) -> Result<Option<Id>> {
    let text = |column: &str| {
        image
            .get(column)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let id = |column: &str| {
        image
            .get(column)
            .and_then(Value::as_i64)
            .unwrap_or_default()
    };
    let at = (text("day"), text("window"), text("source"));
    let of = (id("body"), id("indicator"));
    if let Some(id) = fact(connection, of, at)? {
        return Ok(Some(id));
    }
    let about = [hex(&uid(connection, of.0)?), hex(&uid(connection, of.1)?)];
    let name = [&about[0], &about[1], at.0, at.1, at.2].join("/");
    by_uid(connection, &uid_of_name(&name))
}

/// The thing that holds now and bears the key of these fields.
pub(crate) fn bearer(connection: &Connection, kind: Kind, image: &Image) -> Result<Option<Id>> {
    let columns = match kind {
        Kind::Task => &["number"],
        Kind::Fact => return fact_of(connection, image),
        _ => kind.natural(),
    };
    let first = columns.first().and_then(|column| image.get(*column));
    if first.is_none_or(|value| value.is_null() || value.as_str() == Some("")) {
        return Ok(None);
    }
    let conditions: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(at, column)| format!("\"{column}\" IS ?{}", at + 1))
        .collect();
    let sql = format!(
        "SELECT id FROM \"{}\" WHERE to_seq IS NULL AND {} LIMIT 1",
        kind.table(),
        conditions.join(" AND ")
    );
    let values = columns
        .iter()
        .map(|column| image.get(*column).unwrap_or(&Value::Null));
    connection
        .prepare_cached(&sql)
        .and_then(|mut s| {
            s.query_row(params_from_iter(values.map(record::Scalar)), |row| {
                row.get(0)
            })
            .optional()
        })
        .map_err(sqlite)
}
