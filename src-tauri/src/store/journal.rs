//! The journal (nhật ký): what changed in each operation, each row chained to the one before it.
//!
//! What was before and what is after are not kept twice: they are the states of the entity that end and begin
//! with the operation. The chain has one hash an operation, over the hash before it, the operation itself, the things
//! that it made and a salted digest of each payload: so a payload can be blanked with a reason and the chain still
//! holds, and whatever is changed from outside breaks it. The journal is the audit trail, the source of exchange and
//! what undo puts back. [`super::verify`] holds all of it against the book.

use rusqlite::{Connection, OptionalExtension, Statement, params};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::record::{self, Image};
use super::{open::Book, sqlite};
use crate::domain::hex::hex;
use crate::domain::{Id, Kind, Result};

/// A SHA-256.
pub(crate) type Hash = [u8; 32];

/// One operation as lists show it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Sequence; the order of the book.
    pub seq: i64,
    /// Name of the use case.
    pub kind: String,
    /// Parameters for the words.
    pub params: Value,
    /// Who.
    pub officer: String,
    /// When, machine time.
    pub moment: String,
    /// The operation it takes back.
    pub undoes: Option<i64>,
    /// The undoing it takes back.
    pub redoes: Option<i64>,
}

/// One changed thing of an operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The thing.
    pub entity: Id,
    /// Its kind.
    pub kind: Kind,
    /// Its image before, none when it was new.
    pub before: Option<Image>,
    /// Its image after, none when it ended.
    pub after: Option<Image>,
}

/// Feeds a part with its length, so that no two lists of parts hash alike.
fn feed(hasher: &mut Sha256, part: &[u8]) {
    hasher.update((part.len() as u64).to_be_bytes());
    hasher.update(part);
}

fn feed_image(hasher: &mut Sha256, image: Option<&Image>) {
    let Some(image) = image else {
        hasher.update([0]);
        return;
    };
    // By name, since a table and its struct may order their fields differently.
    let mut fields: Vec<(&String, &Value)> = image.iter().collect();
    fields.sort_unstable_by_key(|(name, _)| *name);
    hasher.update([1]);
    hasher.update((fields.len() as u64).to_be_bytes());
    for (name, value) in fields {
        feed(hasher, name.as_bytes());
        match value {
            Value::Null => hasher.update([0]),
            Value::Bool(flag) => {
                hasher.update([1]);
                hasher.update(i64::from(*flag).to_be_bytes());
            }
            Value::Number(number) => {
                hasher.update([1]);
                hasher.update(number.as_i64().unwrap_or_default().to_be_bytes());
            }
            other => {
                hasher.update([2]);
                feed(hasher, other.as_str().unwrap_or_default().as_bytes());
            }
        }
    }
}

/// Digest of what was before and what is after.
pub(super) fn payload_digest(salt: &[u8], before: Option<&Image>, after: Option<&Image>) -> Hash {
    let mut hasher = Sha256::new();
    feed(&mut hasher, salt);
    feed_image(&mut hasher, before);
    feed_image(&mut hasher, after);
    hasher.finalize().into()
}

/// Digest of an operation's own row.
pub(super) fn operation_digest(operation: &Entry, params: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(operation.seq.to_be_bytes());
    for part in [
        operation.kind.as_str(),
        params,
        &operation.officer,
        &operation.moment,
    ] {
        feed(&mut hasher, part.as_bytes());
    }
    for link in [operation.undoes, operation.redoes] {
        hasher.update(link.unwrap_or_default().to_be_bytes());
    }
    hasher.finalize().into()
}

/// The hash of an operation, fed piece by piece in one order: what came before it and its own row, then every thing that
/// it made, then every row of what it changed.
#[derive(Debug, Clone)]
pub(super) struct Link(Sha256);

impl Link {
    pub(super) fn new(previous: &[u8], operation: &Hash) -> Self {
        let mut hasher = Sha256::new();
        feed(&mut hasher, previous);
        hasher.update(operation);
        Self(hasher)
    }

    /// A thing that the operation made.
    pub(super) fn born(&mut self, id: Id, kind: &str, uid: Option<&[u8]>) {
        self.0.update([1]);
        self.0.update(id.to_be_bytes());
        feed(&mut self.0, kind.as_bytes());
        feed(&mut self.0, uid.unwrap_or_default());
    }

    /// A row: its place, its entity, the digest of its payload.
    pub(super) fn row(&mut self, n: i64, kind: &str, entity: Id, digest: &[u8]) {
        self.0.update([2]);
        self.0.update(n.to_be_bytes());
        feed(&mut self.0, kind.as_bytes());
        self.0.update(entity.to_be_bytes());
        feed(&mut self.0, digest);
    }

    pub(super) fn hash(self) -> Hash {
        self.0.finalize().into()
    }
}

/// The sum of a row that no journal stands for: its fields in the order of its table.
pub(super) fn row_sum(table: &str, fields: &[&[u8]]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    feed(&mut hasher, table.as_bytes());
    for field in fields {
        feed(&mut hasher, field);
    }
    hasher.finalize()[..SUM].to_vec()
}

/// Bytes of such a sum: against damage, not against people.
const SUM: usize = 8;

/// Hash of the last operation before `seq`; empty before the first one.
pub(super) fn head_before(connection: &Connection, seq: i64) -> Result<Vec<u8>> {
    Ok(connection
        .prepare_cached("SELECT hash FROM operation WHERE seq < ?1 ORDER BY seq DESC LIMIT 1")
        .and_then(|mut s| s.query_row([seq], |row| row.get(0)).optional())
        .map_err(sqlite)?
        .unwrap_or_default())
}

/// The last operation that is done, and its hash; 0 in a new book.
pub fn last(connection: &Connection) -> Result<(i64, Hash)> {
    let row: Option<(i64, Hash)> = connection
        .prepare_cached(
            "SELECT seq, hash FROM operation WHERE length(hash) = 32 ORDER BY seq DESC LIMIT 1",
        )
        .and_then(|mut s| {
            s.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
        .map_err(sqlite)?;
    Ok(row.unwrap_or((0, [0; 32])))
}

/// The hash of the first operation, in hexadecimal: copies and those who carry a book on share it, two books never do.
/// Empty for a book in which nothing happened.
pub fn beginning(connection: &Connection) -> Result<String> {
    let hash: Option<Hash> = connection
        .prepare_cached("SELECT hash FROM operation WHERE seq = 1 AND length(hash) = 32")
        .and_then(|mut own| own.query_row([], |row| row.get(0)).optional())
        .map_err(sqlite)?;
    Ok(hash.map(|own| hex(&own)).unwrap_or_default())
}

/// A row of the journal that is to be written.
pub(super) struct Row<'a> {
    pub seq: i64,
    pub n: i64,
    pub entity: Id,
    pub kind: Kind,
    pub salt: &'a [u8],
}

/// The statement that appends a row.
pub(super) const APPEND: &str =
    "INSERT INTO journal (seq, n, entity, kind, salt) VALUES (?1, ?2, ?3, ?4, ?5)";

pub(super) fn append(append: &mut Statement<'_>, row: &Row<'_>) -> Result<()> {
    append
        .execute(params![
            row.seq,
            row.n,
            row.entity,
            row.kind.table(),
            row.salt
        ])
        .map(drop)
        .map_err(sqlite)
}

impl Book {
    /// The latest operations, newest first.
    pub fn journal(&self, limit: u32) -> Result<Vec<Entry>> {
        self.read(|connection| {
            entries(
                connection,
                "1 = 1 ORDER BY seq DESC LIMIT ?1",
                i64::from(limit),
            )
        })
    }
}

/// Operations that satisfy `condition`.
pub(crate) fn entries(connection: &Connection, condition: &str, param: i64) -> Result<Vec<Entry>> {
    let sql = format!(
        "SELECT seq, kind, params, officer, moment, undoes, redoes FROM operation WHERE {condition}"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(sqlite)?;
    let rows = statement
        .query_map([param], |row| {
            let params: String = row.get(2)?;
            Ok(Entry {
                seq: row.get(0)?,
                kind: row.get(1)?,
                params: serde_json::from_str(&params).unwrap_or(Value::Null),
                officer: row.get(3)?,
                moment: row.get(4)?,
                undoes: row.get(5)?,
                redoes: row.get(6)?,
            })
        })
        .map_err(sqlite)?;
    rows.collect::<rusqlite::Result<_>>().map_err(sqlite)
}

/// What one operation changed, in order.
pub(crate) fn changes_of(connection: &Connection, seq: i64) -> Result<Vec<Change>> {
    let mut statement = connection
        .prepare_cached("SELECT entity, kind FROM journal WHERE seq = ?1 ORDER BY n")
        .map_err(sqlite)?;
    let mut rows = statement.query([seq]).map_err(sqlite)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        let kind: String = row.get(1).map_err(sqlite)?;
        let Some(kind) = Kind::of_table(&kind) else {
            continue;
        };
        let entity = row.get(0).map_err(sqlite)?;
        out.push(Change {
            entity,
            kind,
            before: record::before(connection, kind, entity, seq)?,
            after: record::after(connection, kind, entity, seq)?,
        });
    }
    Ok(out)
}
