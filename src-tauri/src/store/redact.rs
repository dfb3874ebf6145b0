//! Blanking words in the past of the book (xóa lời trong lịch sử), such as a citizen's number that was typed into a note.
//!
//! A state that no longer holds, and the words of an operation, lose the text and keep their digest, without the salt
//! from which it could be guessed. So the chain still holds, and shows what was blanked and by which operation.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, params};
use serde_json::Value;

use super::journal::{self, Entry};
use super::transact::Tx;
use super::verify::Blank;
use super::{open::Book, record, sqlite};
use crate::domain::{Error, ErrorCode, Id, Kind, Result};

/// What such an operation is called.
pub const REDACT: &str = "redact_words";

/// What stands in the place of the words.
pub const BLANKED: &str = "(đã xóa)";

/// Every blanking that operations tell of.
pub(super) fn told(connection: &Connection) -> Result<BTreeMap<i64, Vec<Blank>>> {
    let mut statement = connection
        .prepare_cached("SELECT seq, params FROM main.operation WHERE kind = ?1")
        .map_err(sqlite)?;
    let mut rows = statement.query([REDACT]).map_err(sqlite)?;
    let mut out = BTreeMap::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        let seq: i64 = row.get(0).map_err(sqlite)?;
        let params: String = row.get(1).map_err(sqlite)?;
        let params: Value = serde_json::from_str(&params).unwrap_or_default();
        let pairs: Vec<(i64, i64)> =
            serde_json::from_value(params["blanked"].clone()).unwrap_or_default();
        let mut own: Vec<Blank> = pairs.into_iter().map(|(seq, n)| Blank { seq, n }).collect();
        own.sort_unstable();
        out.insert(seq, own);
    }
    Ok(out)
}

/// Where words stand in the book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Things that hold them now.
    pub now: Vec<(Kind, Id)>,
    /// States that held them before.
    past: Vec<(Kind, Id, i64)>,
    /// Operations whose words hold them.
    operations: Vec<i64>,
}

impl Places {
    /// States of before, and operations.
    pub const fn history(&self) -> usize {
        self.past.len() + self.operations.len()
    }
}

/// Looks for words in every text that the book keeps in rows.
pub fn find(connection: &Connection, words: &str) -> Result<Places> {
    let mut out = Places::default();
    for kind in Kind::ALL {
        let columns = text_columns(connection, *kind, true)?;
        if columns.is_empty() {
            continue;
        }
        let any: Vec<String> = columns
            .iter()
            .map(|own| format!("instr(\"{own}\", ?1) > 0"))
            .collect();
        let sql = format!(
            "SELECT id, from_seq, to_seq IS NULL FROM main.\"{}\" WHERE {} ORDER BY id, from_seq",
            kind.table(),
            any.join(" OR ")
        );
        let mut statement = connection.prepare(&sql).map_err(sqlite)?;
        let mut rows = statement.query([words]).map_err(sqlite)?;
        while let Some(row) = rows.next().map_err(sqlite)? {
            let (id, from) = (row.get(0).map_err(sqlite)?, row.get(1).map_err(sqlite)?);
            if row.get(2).map_err(sqlite)? {
                out.now.push((*kind, id));
            } else {
                out.past.push((*kind, id, from));
            }
        }
    }
    let sql = "SELECT seq FROM main.operation WHERE instr(params, ?1) > 0 ORDER BY seq";
    out.operations = connection
        .prepare(sql)
        .and_then(|mut own| {
            own.query_map([in_json(words)], |row| row.get(0))
                .and_then(Iterator::collect)
        })
        .map_err(sqlite)?;
    Ok(out)
}

/// Columns in which people write in their own words. Everything else is a code, a day, a digest or a fixed word, and what
/// stands there is never blanked: the book could not be read any more.
const FREE: [&str; 37] = [
    "about",
    "agenda",
    "answer",
    "answered_by",
    "asked_by",
    "because",
    "chair",
    "content",
    "deadline_text",
    "definition",
    "deliverable",
    "document",
    "duty",
    "event",
    "evidence",
    "excerpt",
    "fields",
    "group_title",
    "invited",
    "issuer",
    "label",
    "lead_text",
    "name",
    "note",
    "officer",
    "partners_text",
    "person",
    "phone",
    "place",
    "post",
    "question",
    "reason",
    "row_label",
    "short_name",
    "text",
    "title",
    "why",
];

/// The columns of a kind that hold text: those in people's own words, or the others.
fn text_columns(connection: &Connection, kind: Kind, free: bool) -> Result<Vec<String>> {
    let sql = "SELECT name FROM pragma_table_info(?1, 'main') WHERE type = 'TEXT'";
    let all: Vec<String> = connection
        .prepare_cached(sql)
        .and_then(|mut own| {
            own.query_map([kind.table()], |row| row.get(0))
                .and_then(Iterator::collect)
        })
        .map_err(sqlite)?;
    // The content of a report is a digest.
    let own = |name: &str| FREE.contains(&name) && !(kind == Kind::Report && name == "content");
    Ok(all.into_iter().filter(|name| own(name) == free).collect())
}

/// Whether words stand in a code, a day or another fixed word.
pub fn stands_in_keys(connection: &Connection, words: &str) -> Result<bool> {
    for kind in Kind::ALL {
        for column in text_columns(connection, *kind, false)? {
            let sql = format!(
                "SELECT EXISTS (SELECT 1 FROM main.\"{}\" WHERE instr(\"{column}\", ?1) > 0)",
                kind.table()
            );
            if connection
                .query_row(&sql, [words], |row| row.get(0))
                .map_err(sqlite)?
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Words as they stand within a text of JSON.
fn in_json(words: &str) -> String {
    let quoted = Value::from(words).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

impl Tx<'_> {
    /// Takes words out of what holds now, as an ordinary change; says how many things changed.
    pub(crate) fn take_words_out(&mut self, words: &str) -> Result<usize> {
        let places = find(self.connection(), words)?;
        for (kind, id) in &places.now {
            let Some(mut image) = record::current(self.connection(), *kind, *id)? else {
                continue;
            };
            let free = text_columns(self.connection(), *kind, true)?;
            for (name, value) in &mut image.image {
                if let Value::String(text) = value
                    && free.contains(name)
                {
                    *text = text.replace(words, BLANKED);
                }
            }
            self.put_image(*kind, *id, Some(image.image))?;
        }
        Ok(places.now.len())
    }

    /// Blanks words in the states and operations of the past; says which rows of the journal lost their payload, and
    /// which operations their words (row 0).
    pub(crate) fn blank_words(&self, words: &str) -> Result<Vec<(i64, i64)>> {
        let connection = self.connection();
        let places = find(connection, words)?;
        let mut rows = BTreeSet::new();
        for (kind, id, from) in &places.past {
            let sql = format!(
                "SELECT to_seq FROM main.\"{}\" WHERE id = ?1 AND from_seq = ?2",
                kind.table()
            );
            let to: i64 = connection
                .query_row(&sql, [id, from], |row| row.get(0))
                .map_err(sqlite)?;
            rows.extend([(*from, *kind, *id), (to, *kind, *id)]);
        }
        let mut out = Vec::new();
        // All digests first: two rows share the state between them.
        for (seq, kind, id) in &rows {
            out.extend(self.keep_digest(*seq, *kind, *id)?.map(|n| (*seq, n)));
        }
        for (kind, id, from) in &places.past {
            blank_state(connection, (*kind, *id, *from), words)?;
        }
        for seq in &places.operations {
            if self.blank_operation(*seq, words)? {
                out.push((*seq, 0));
            }
        }
        out.sort_unstable();
        Ok(out)
    }

    /// Keeps the digest of a row's payload in the place of its salt; gives the row, none when it was blanked before.
    fn keep_digest(&self, seq: i64, kind: Kind, id: Id) -> Result<Option<i64>> {
        let connection = self.connection();
        let row: Option<(i64, Option<Vec<u8>>)> = connection
            .prepare_cached("SELECT n, salt FROM main.journal WHERE seq = ?1 AND entity = ?2")
            .and_then(|mut own| {
                own.query_row([seq, id], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()
            })
            .map_err(sqlite)?;
        let Some((n, Some(salt))) = row else {
            return Ok(None);
        };
        let before = record::before(connection, kind, id, seq)?;
        let after = record::after(connection, kind, id, seq)?;
        let digest = journal::payload_digest(&salt, before.as_ref(), after.as_ref());
        connection
            .prepare_cached("UPDATE main.journal SET salt = NULL, digest = ?3, redacted = ?4 WHERE seq = ?1 AND n = ?2")
            .and_then(|mut own| own.execute(params![seq, n, digest, self.seq()]))
            .map_err(sqlite)?;
        Ok(Some(n))
    }

    /// Blanks words of an operation; says whether its digest had to be kept for that.
    fn blank_operation(&self, seq: i64, words: &str) -> Result<bool> {
        let connection = self.connection();
        let (entry, params, kept) = connection
            .prepare_cached("SELECT kind, params, officer, moment, undoes, redoes, digest IS NOT NULL FROM main.operation WHERE seq = ?1")
            .and_then(|mut own| {
                own.query_row([seq], |row| {
                    let entry = Entry {
                        seq,
                        kind: row.get(0)?,
                        params: Value::Null,
                        officer: row.get(2)?,
                        moment: row.get(3)?,
                        undoes: row.get(4)?,
                        redoes: row.get(5)?,
                    };
                    Ok((entry, row.get::<_, String>(1)?, row.get::<_, bool>(6)?))
                })
            })
            .map_err(sqlite)?;
        let blanked = params.replace(&in_json(words), BLANKED);
        if kept {
            connection
                .execute(
                    "UPDATE main.operation SET params = ?2 WHERE seq = ?1",
                    params![seq, blanked],
                )
                .map_err(sqlite)?;
            return Ok(false);
        }
        let digest = journal::operation_digest(&entry, &params);
        connection
            .execute(
                "UPDATE main.operation SET params = ?2, digest = ?3, redacted = ?4 WHERE seq = ?1",
                params![seq, blanked, digest, self.seq()],
            )
            .map_err(sqlite)?;
        Ok(true)
    }
}

fn blank_state(
    connection: &Connection,
    (kind, id, from): (Kind, Id, i64),
    words: &str,
) -> Result<()> {
    let columns = text_columns(connection, kind, true)?;
    let sets: Vec<String> = columns
        .iter()
        .map(|own| format!("\"{own}\" = replace(\"{own}\", ?3, ?4)"))
        .collect();
    let sql = format!(
        "UPDATE main.\"{}\" SET {} WHERE id = ?1 AND from_seq = ?2",
        kind.table(),
        sets.join(", ")
    );
    connection
        .execute(&sql, params![id, from, words, BLANKED])
        .map(drop)
        .map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::ConstraintViolation) => {
                Error::new(ErrorCode::WordsOfAKey).detail(error)
            }
            _ => sqlite(error),
        })
}

impl Book {
    /// Writes the whole file anew, so that nothing of what was blanked is left in pages that are free, or in the log.
    pub(crate) fn rewrite(&self) -> Result<()> {
        self.connection
            .execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")
            .map_err(sqlite)
    }
}
