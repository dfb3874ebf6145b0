//! The journal (nhật ký): what was before, what is after, each row chained to the one before it.
//!
//! The chain hashes a salted digest of each payload, so that a payload can be blanked with a reason and the
//! chain still holds. It is the audit trail, the source of exchange and what undo puts back.

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{open::Book, sqlite};
use crate::domain::{Id, Kind, Result};

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
    pub before: Option<Map<String, Value>>,
    /// Its image after, none when it ended.
    pub after: Option<Map<String, Value>>,
}

/// What checking the chain found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verdict {
    /// Rows looked at.
    pub rows: i64,
    /// Rows whose payload was blanked with a reason.
    pub redacted: i64,
    /// First row that does not fit; none when all fit.
    pub broken_row: Option<i64>,
    /// Hash of the last row.
    pub head: String,
}

#[expect(clippy::too_many_arguments, reason = "the parts of one journal row")]
pub(super) fn append(
    connection: &Connection,
    seq: i64,
    moment: &str,
    officer: &str,
    kind: Kind,
    entity: Id,
    before: Option<Map<String, Value>>,
    after: Option<Map<String, Value>>,
) -> Result<()> {
    let previous: String = connection
        .prepare_cached("SELECT hash FROM journal ORDER BY row DESC LIMIT 1")
        .and_then(|mut s| s.query_row([], |row| row.get(0)).optional())
        .map_err(sqlite)?
        .unwrap_or_default();
    let text = |image: Option<Map<String, Value>>| image.map(|map| Value::Object(map).to_string());
    let (before, after) = (text(before), text(after));
    let salt = uuid::Uuid::now_v7().simple().to_string();
    let digest = payload_digest(&salt, before.as_deref(), after.as_deref());
    let hash = row_hash(
        &previous,
        seq,
        moment,
        officer,
        kind.table(),
        entity,
        &digest,
    );
    connection
        .prepare_cached(
            "INSERT INTO journal (seq, entity, kind, before, after, salt, digest, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )
        .and_then(|mut s| s.execute(params![seq, entity, kind.table(), before, after, salt, digest, hash]))
        .map_err(sqlite)?;
    Ok(())
}

fn payload_digest(salt: &str, before: Option<&str>, after: Option<&str>) -> String {
    sha256(&[
        salt,
        "before",
        before.unwrap_or("\u{0}"),
        "after",
        after.unwrap_or("\u{0}"),
    ])
}

fn row_hash(
    previous: &str,
    seq: i64,
    moment: &str,
    officer: &str,
    kind: &str,
    entity: Id,
    digest: &str,
) -> String {
    sha256(&[
        previous,
        &seq.to_string(),
        moment,
        officer,
        kind,
        &entity.to_string(),
        digest,
    ])
}

/// SHA-256 in hexadecimal over parts that are kept apart by their lengths.
fn sha256(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_be_bytes());
        hasher.update(part.as_bytes());
    }
    hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
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

    /// Recomputes the chain.
    pub fn verify_journal(&self) -> Result<Verdict> {
        self.read(|connection| {
            let mut statement = connection
                .prepare_cached(
                    "SELECT j.row, j.seq, o.moment, o.officer, j.kind, j.entity, j.before, j.after, j.salt, j.digest, j.hash, j.redacted
                     FROM journal j JOIN operation o ON o.seq = j.seq ORDER BY j.row",
                )
                .map_err(sqlite)?;
            let mut rows = statement.query([]).map_err(sqlite)?;
            let mut verdict = Verdict { rows: 0, redacted: 0, broken_row: None, head: String::new() };
            while let Some(row) = rows.next().map_err(sqlite)? {
                verdict.rows += 1;
                let text = |index: usize| row.get::<_, String>(index).map_err(sqlite);
                let (before, after): (Option<String>, Option<String>) = (row.get(6).map_err(sqlite)?, row.get(7).map_err(sqlite)?);
                let redacted: Option<String> = row.get(11).map_err(sqlite)?;
                let (digest, hash) = (text(9)?, text(10)?);
                let payload_fits = redacted.is_some() || payload_digest(&text(8)?, before.as_deref(), after.as_deref()) == digest;
                let seq: i64 = row.get(1).map_err(sqlite)?;
                let entity: Id = row.get(5).map_err(sqlite)?;
                let chained = row_hash(&verdict.head, seq, &text(2)?, &text(3)?, &text(4)?, entity, &digest) == hash;
                let number: i64 = row.get(0).map_err(sqlite)?;
                if verdict.broken_row.is_none() && !(payload_fits && chained && number == verdict.rows) {
                    verdict.broken_row = Some(number);
                }
                verdict.redacted += i64::from(redacted.is_some());
                verdict.head = hash;
            }
            Ok(verdict)
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
        .prepare_cached(
            "SELECT entity, kind, before, after FROM journal WHERE seq = ?1 ORDER BY row",
        )
        .map_err(sqlite)?;
    let mut rows = statement.query([seq]).map_err(sqlite)?;
    let mut out = Vec::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        let kind: String = row.get(1).map_err(sqlite)?;
        let Some(kind) = Kind::of_table(&kind) else {
            continue;
        };
        let image = |index: usize| -> Result<Option<Map<String, Value>>> {
            let text: Option<String> = row.get(index).map_err(sqlite)?;
            Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
        };
        out.push(Change {
            entity: row.get(0).map_err(sqlite)?,
            kind,
            before: image(2)?,
            after: image(3)?,
        });
    }
    Ok(out)
}
