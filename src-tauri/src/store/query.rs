//! Reading what use cases need in one go.

use std::collections::HashMap;

use rusqlite::Connection;

use super::record::{self, Kept};
use super::sqlite;
use crate::domain::book::Setting;
use crate::domain::indicator::{Fact, FactState};
use crate::domain::{Day, Id, Result};

/// A setting's value.
pub fn setting(connection: &Connection, key: &str) -> Result<Option<Kept<Setting>>> {
    Ok(record::list::<Setting>(connection, "key = ?1", &[&key])?.pop())
}

/// Facts that hold now, by indicator and body, each list ordered by day. Withdrawn ones are left out.
pub fn facts(
    connection: &Connection,
    not_after: Day,
) -> Result<HashMap<(Id, Id), Vec<Kept<Fact>>>> {
    let rows = record::list::<Fact>(
        connection,
        "state <> 'withdrawn' AND day <= ?1 ORDER BY day, \"window\", from_seq",
        &[&not_after.to_string()],
    )?;
    let mut out: HashMap<(Id, Id), Vec<Kept<Fact>>> = HashMap::new();
    for fact in rows {
        out.entry((fact.record.indicator, fact.record.body))
            .or_default()
            .push(fact);
    }
    Ok(out)
}

/// The fact of one window and source, withdrawn or not.
pub fn fact_at(
    connection: &Connection,
    body: Id,
    indicator: Id,
    window: &str,
    source: &str,
) -> Result<Option<Kept<Fact>>> {
    Ok(record::list(
        connection,
        "indicator = ?1 AND body = ?2 AND \"window\" = ?3 AND source = ?4",
        &[&indicator, &body, &window, &source],
    )?
    .pop())
}

/// Every revision of the facts of a body and indicator whose day lies in the span, newest first.
pub fn fact_history(
    connection: &Connection,
    body: Id,
    indicator: Id,
    first: Day,
    last: Day,
) -> Result<Vec<Kept<Fact>>> {
    record::select(
        connection,
        "indicator = ?1 AND body = ?2 AND day BETWEEN ?3 AND ?4 ORDER BY from_seq DESC",
        &[&indicator, &body, &first.to_string(), &last.to_string()],
    )
}

/// Facts as the book stood after operation `seq`, in the order of entry.
pub fn facts_seen_at(connection: &Connection, seq: i64) -> Result<Vec<Kept<Fact>>> {
    let seen: Vec<Kept<Fact>> = record::select(
        connection,
        "from_seq <= ?1 AND (to_seq IS NULL OR to_seq > ?1) ORDER BY indicator, body, day, \"window\", source",
        &[&seq],
    )?;
    Ok(seen
        .into_iter()
        .filter(|fact| fact.record.state != FactState::Withdrawn)
        .collect())
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
