//! Reading what use cases need in one go.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};

use super::record::{self, Kept};
use super::sqlite;
use crate::domain::book::Setting;
use crate::domain::indicator::Fact;
use crate::domain::instant::parse_day;
use crate::domain::{Day, Id, Result};

/// A setting's value.
pub fn setting(connection: &Connection, key: &str) -> Result<Option<Kept<Setting>>> {
    Ok(record::list::<Setting>(connection, "key = ?1", &[&key])?.pop())
}

/// The fact of one window and source, withdrawn or not.
pub fn fact_at(
    connection: &Connection,
    body: Id,
    indicator: Id,
    (window, day): (&str, Day),
    source: &str,
) -> Result<Option<Kept<Fact>>> {
    Ok(record::list(
        connection,
        "indicator = ?1 AND body = ?2 AND day = ?3 AND \"window\" = ?4 AND source = ?5",
        &[&indicator, &body, &day.to_string(), &window, &source],
    )?
    .pop())
}

/// Note of a fact as it holds; empty for a figure that no fact is behind.
pub fn note_of(connection: &Connection, fact: Id) -> Result<String> {
    let sql = "SELECT note FROM fact WHERE id = ?1 AND to_seq IS NULL";
    connection
        .prepare_cached(sql)
        .and_then(|mut s| s.query_row([fact], |row| row.get(0)).optional())
        .map(Option::unwrap_or_default)
        .map_err(sqlite)
}

/// The days on which things of a table that satisfy a condition were first entered, by the machine's clock.
pub fn birth_days(
    connection: &Connection,
    table: &str,
    condition: &str,
) -> Result<HashMap<Id, Day>> {
    let sql = format!(
        "SELECT t.id, substr(o.moment, 1, 10) FROM \"{table}\" AS t JOIN entity AS e ON e.id = t.id \
         JOIN operation AS o ON o.seq = e.born WHERE t.to_seq IS NULL AND {condition}"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(sqlite)?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
        .map_err(sqlite)?;
    let mut out = HashMap::new();
    for row in rows {
        let (id, day) = row.map_err(sqlite)?;
        if let Ok(day) = parse_day(&day) {
            out.insert(id, day);
        }
    }
    Ok(out)
}

/// A fact with who entered it and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Revision {
    /// The fact in that state.
    pub fact: Kept<Fact>,
    /// Who.
    pub officer: String,
    /// When, machine time.
    pub moment: String,
}

/// Who gave a state, and when.
pub fn author(connection: &Connection, seq: i64) -> Result<(String, String)> {
    connection
        .prepare_cached("SELECT officer, moment FROM operation WHERE seq = ?1")
        .and_then(|mut s| s.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?))))
        .map_err(sqlite)
}

/// Every revision of the facts of a body and indicator whose day lies in the span, newest first.
pub fn fact_history(
    connection: &Connection,
    body: Id,
    indicator: Id,
    first: Day,
    last: Day,
) -> Result<Vec<Revision>> {
    let states: Vec<Kept<Fact>> = record::select(
        connection,
        "indicator = ?1 AND body = ?2 AND day BETWEEN ?3 AND ?4 ORDER BY from_seq DESC",
        &[&indicator, &body, &first.to_string(), &last.to_string()],
    )?;
    states
        .into_iter()
        .map(|fact| {
            let (officer, moment) = author(connection, fact.from_seq)?;
            Ok(Revision {
                fact,
                officer,
                moment,
            })
        })
        .collect()
}

/// Facts that hold, of all indicators or one, in the order of indicator, body and day.
pub fn facts(connection: &Connection, indicator: Option<Id>) -> Result<Vec<Kept<Fact>>> {
    let order = "state <> 'withdrawn' ORDER BY indicator, body, day, \"window\", source";
    match indicator {
        Some(one) => record::list(connection, &format!("indicator = ?1 AND {order}"), &[&one]),
        None => record::list(connection, order, &[]),
    }
}

/// The last operation at or before a moment (`2024-03-31T17:00` compares as text with the journal's moments).
pub fn seq_at(connection: &Connection, moment: &str) -> Result<i64> {
    connection
        .query_row(
            "SELECT coalesce(max(seq), 0) FROM operation WHERE moment <= ?1",
            [moment],
            |row| row.get(0),
        )
        .map_err(sqlite)
}

/// The moment of the last operation.
pub fn last_moment(connection: &Connection) -> Result<Option<String>> {
    connection
        .query_row(
            "SELECT moment FROM operation ORDER BY seq DESC LIMIT 1",
            [],
            |row| row.get(0),
        )
        .map(Some)
        .or_else(|e| {
            if e == rusqlite::Error::QueryReturnedNoRows {
                Ok(None)
            } else {
                Err(sqlite(e))
            }
        })
}

/// Indicators for which any body has a target.
pub fn indicators_with_targets(connection: &Connection) -> Result<HashSet<Id>> {
    let sql = "SELECT DISTINCT indicator FROM target WHERE to_seq IS NULL";
    let mut statement = connection.prepare_cached(sql).map_err(sqlite)?;
    let rows = statement.query_map([], |row| row.get(0)).map_err(sqlite)?;
    rows.collect::<rusqlite::Result<_>>().map_err(sqlite)
}

/// Digests of all files that evidence and signed copies ever named, also what was dropped or undone since: the book's
/// past names them.
pub fn evidence_digests(connection: &Connection) -> Result<Vec<String>> {
    let sql = "SELECT digest FROM main.evidence WHERE digest <> '' UNION SELECT digest FROM main.signed_copy ORDER BY 1";
    let mut statement = connection.prepare_cached(sql).map_err(sqlite)?;
    let rows = statement.query_map([], |row| row.get(0)).map_err(sqlite)?;
    rows.collect::<rusqlite::Result<_>>().map_err(sqlite)
}
