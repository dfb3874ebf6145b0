//! The journal (nhật ký): what changed in each operation, each row chained to the one before it.
//!
//! What was before and what is after are not kept twice: they are the states of the entity that end and begin
//! with the operation. The chain hashes a salted digest of both, so that a payload can be blanked with a reason
//! and the chain still holds, and a state that is changed from outside breaks it. The journal is the audit
//! trail, the source of exchange and what undo puts back.

use rusqlite::{Connection, OptionalExtension, Statement, params};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::record::{self, Image};
use super::{open::Book, sqlite};
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

/// What checking the chain found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verdict {
    /// Rows looked at.
    pub rows: i64,
    /// Rows whose payload was blanked with a reason.
    pub redacted: i64,
    /// First row that does not fit, counted from 1; none when all fit.
    pub broken_row: Option<i64>,
    /// Hash of the last row in hexadecimal.
    pub head: String,
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

/// Hash of a row: what came before it, its operation, its place, its entity, its digest.
pub(super) fn row_hash(
    previous: &[u8],
    operation: &Hash,
    n: i64,
    kind: &str,
    entity: Id,
    digest: &[u8],
) -> Hash {
    let mut hasher = Sha256::new();
    feed(&mut hasher, previous);
    hasher.update(operation);
    hasher.update(n.to_be_bytes());
    feed(&mut hasher, kind.as_bytes());
    hasher.update(entity.to_be_bytes());
    hasher.update(digest);
    hasher.finalize().into()
}

/// Hash of the last row; empty in a new book.
pub(super) fn head(connection: &Connection) -> Result<Vec<u8>> {
    Ok(connection
        .prepare_cached("SELECT hash FROM journal ORDER BY seq DESC, n DESC LIMIT 1")
        .and_then(|mut s| s.query_row([], |row| row.get(0)).optional())
        .map_err(sqlite)?
        .unwrap_or_default())
}

/// The last operation and the hash of its last row; 0 in a new book.
pub(crate) fn last(connection: &Connection) -> Result<(i64, Hash)> {
    let row: Option<(i64, Hash)> = connection
        .prepare_cached("SELECT seq, hash FROM journal ORDER BY seq DESC, n DESC LIMIT 1")
        .and_then(|mut s| {
            s.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
        .map_err(sqlite)?;
    Ok(row.unwrap_or((0, [0; 32])))
}

/// A row of the journal that is to be written.
pub(super) struct Row<'a> {
    pub seq: i64,
    pub n: i64,
    pub entity: Id,
    pub kind: Kind,
    pub salt: &'a [u8],
    pub hash: &'a Hash,
}

/// The statement that appends a row.
pub(super) const APPEND: &str =
    "INSERT INTO journal (seq, n, entity, kind, salt, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

pub(super) fn append(append: &mut Statement<'_>, row: &Row<'_>) -> Result<()> {
    append
        .execute(params![
            row.seq,
            row.n,
            row.entity,
            row.kind.table(),
            row.salt,
            row.hash
        ])
        .map(drop)
        .map_err(sqlite)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
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

    /// Recomputes the chain from the operations and the states that the book holds.
    pub fn verify_journal(&self) -> Result<Verdict> {
        self.read(verify)
    }
}

fn verify(connection: &Connection) -> Result<Verdict> {
    let mut statement = connection
        .prepare_cached(
            "SELECT j.seq, j.n, j.entity, j.kind, j.salt, j.hash, j.digest, j.redacted,
                    o.kind, o.params, o.officer, o.moment, o.undoes, o.redoes
             FROM journal j LEFT JOIN operation o ON o.seq = j.seq ORDER BY j.seq, j.n",
        )
        .map_err(sqlite)?;
    let mut rows = statement.query([]).map_err(sqlite)?;
    let mut verdict = Verdict {
        rows: 0,
        redacted: 0,
        broken_row: None,
        head: String::new(),
    };
    let mut previous: Vec<u8> = Vec::new();
    let mut last = (0_i64, 0_i64);
    let mut operation: Option<(i64, Hash)> = None;
    while let Some(row) = rows.next().map_err(sqlite)? {
        verdict.rows += 1;
        let (seq, n): (i64, i64) = (row.get(0).map_err(sqlite)?, row.get(1).map_err(sqlite)?);
        let hash: Vec<u8> = row.get(5).map_err(sqlite)?;
        let redacted: Option<String> = row.get(7).map_err(sqlite)?;
        if operation.is_none_or(|(known, _)| known != seq) {
            operation = Some((seq, operation_of(row).map_err(sqlite)?));
        }
        // Rows of an operation are numbered without a gap.
        let in_place = n == if seq == last.0 { last.1 + 1 } else { 1 };
        let chained = operation.zip(row_digest(connection, row)?).is_some_and(
            |((_, own), (kind, entity, digest))| {
                row_hash(&previous, &own, n, &kind, entity, &digest)[..] == hash[..]
            },
        );
        if verdict.broken_row.is_none() && !(in_place && chained) {
            verdict.broken_row = Some(verdict.rows);
        }
        verdict.redacted += i64::from(redacted.is_some());
        (previous, last) = (hash, (seq, n));
    }
    verdict.head = hexadecimal(&previous);
    Ok(verdict)
}

/// Digest of the operation beside a row of the journal.
fn operation_of(row: &rusqlite::Row<'_>) -> rusqlite::Result<Hash> {
    let params: Option<String> = row.get(9)?;
    let text = |index: usize| -> rusqlite::Result<String> {
        Ok(row.get::<_, Option<String>>(index)?.unwrap_or_default())
    };
    let own = Entry {
        seq: row.get(0)?,
        kind: text(8)?,
        params: Value::Null,
        officer: text(10)?,
        moment: text(11)?,
        undoes: row.get(12)?,
        redoes: row.get(13)?,
    };
    Ok(operation_digest(&own, &params.unwrap_or_default()))
}

/// Kind, entity and digest of a row: recomputed from the states, or the kept one where a payload was blanked.
fn row_digest(
    connection: &Connection,
    row: &rusqlite::Row<'_>,
) -> Result<Option<(String, Id, Vec<u8>)>> {
    let seq: i64 = row.get(0).map_err(sqlite)?;
    let entity: Id = row.get(2).map_err(sqlite)?;
    let name: String = row.get(3).map_err(sqlite)?;
    let salt: Option<Vec<u8>> = row.get(4).map_err(sqlite)?;
    let kept: Option<Vec<u8>> = row.get(6).map_err(sqlite)?;
    let Some(kind) = Kind::of_table(&name) else {
        return Ok(None);
    };
    let digest = match (salt, kept) {
        (_, Some(kept)) => kept,
        (Some(salt), None) => {
            let before = record::before(connection, kind, entity, seq)?;
            let after = record::after(connection, kind, entity, seq)?;
            payload_digest(&salt, before.as_ref(), after.as_ref()).to_vec()
        }
        (None, None) => return Ok(None),
    };
    Ok(Some((name, entity, digest)))
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
