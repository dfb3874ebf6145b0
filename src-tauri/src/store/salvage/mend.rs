//! Setting right what hangs in the air, so that a book out of which something was lost can be worked in.

use rusqlite::{Connection, params};

use crate::clock::Clock;
use crate::domain::{Kind, Result};
use crate::store::{sqlite, verify};

/// What an operation is called whose own row was lost.
const LOST: &str = "lost_operation";

fn run(connection: &Connection, sql: &str) -> Result<usize> {
    connection.execute(sql, []).map_err(sqlite)
}

/// Whether any row names one that is not there.
pub(super) fn dangles(connection: &Connection) -> Result<bool> {
    connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)",
            [],
            |row| row.get(0),
        )
        .map_err(sqlite)
}

/// States that the journal tells of and that are nowhere, by table.
pub(super) fn lost(connection: &Connection) -> Result<Vec<(String, u32)>> {
    let each = Kind::ALL.iter().map(|kind| {
        let table = kind.table();
        let sql = format!(
            "SELECT count(*) FROM journal AS own WHERE kind = ?1
             AND NOT EXISTS (SELECT 1 FROM main.\"{table}\" WHERE id = own.entity AND from_seq = own.seq)
             AND NOT EXISTS (SELECT 1 FROM main.\"{table}\" WHERE id = own.entity AND to_seq = own.seq)"
        );
        connection
            .query_row(&sql, [table], |row| row.get(0))
            .map(|count: u32| (table.to_owned(), count))
            .map_err(sqlite)
    });
    let all: Result<Vec<(String, u32)>> = each.collect();
    Ok(all?.into_iter().filter(|own| own.1 > 0).collect())
}

/// Makes the book consistent and links its chain anew; gives how many operations something is missing of.
pub(super) fn mend(connection: &Connection) -> Result<i64> {
    let hurt = hurt(connection)?;
    operations(connection)?;
    for kind in Kind::ALL {
        entities(connection, *kind)?;
    }
    // What names a thing that is nowhere cannot stand; what named that in turn neither.
    while drop_dangling(connection)? > 0 {}
    for kind in Kind::ALL {
        journal_rows(connection, *kind)?;
    }
    run(
        connection,
        "UPDATE operation SET digest = NULL, redacted = NULL WHERE redacted NOT IN (SELECT seq FROM operation WHERE kind = 'redact_words')",
    )?;
    verify::link_anew(connection)?;
    Ok(hurt)
}

/// Operations whose link does not fit, before anything is set right.
fn hurt(connection: &Connection) -> Result<i64> {
    let found = verify::verify(connection)?;
    let mut all: Vec<i64> = found.misfits.iter().map(|own| own.operation).collect();
    all.sort_unstable();
    all.dedup();
    Ok(i64::try_from(all.iter().filter(|own| **own > 0).count())
        .unwrap_or(i64::MAX)
        .max(1))
}

/// A row for every operation that something speaks of.
fn operations(connection: &Connection) -> Result<()> {
    let last: i64 = connection
        .query_row("SELECT max(coalesce((SELECT max(seq) FROM operation), 0), coalesce((SELECT max(seq) FROM journal), 0))", [], |row| row.get(0))
        .map_err(sqlite)?;
    let mut known = connection
        .prepare("SELECT moment FROM operation WHERE seq = ?1")
        .map_err(sqlite)?;
    let mut add = connection
        .prepare("INSERT INTO operation (seq, kind, params, officer, moment, hash) VALUES (?1, ?2, '{}', '', ?3, x'')")
        .map_err(sqlite)?;
    let mut moment = Clock::Machine.moment();
    if let Ok(first) = connection.query_row(
        "SELECT moment FROM operation ORDER BY seq LIMIT 1",
        [],
        |row| row.get(0),
    ) {
        moment = first;
    }
    for seq in 1..=last {
        match known.query_row([seq], |row| row.get::<_, String>(0)) {
            Ok(own) => moment = own,
            Err(_) => {
                add.execute(params![seq, LOST, moment]).map_err(sqlite)?;
            }
        }
    }
    run(
        connection,
        "UPDATE operation SET undoes = NULL WHERE undoes >= seq",
    )?;
    run(
        connection,
        "UPDATE operation SET redoes = NULL WHERE redoes >= seq",
    )
    .map(drop)
}

/// An identity for every state, and no journal for what has none.
fn entities(connection: &Connection, kind: Kind) -> Result<()> {
    let table = kind.table();
    // An operation that no row is left of cannot have given a state: such numbers are damage.
    run(
        connection,
        &format!(
            "DELETE FROM main.\"{table}\" WHERE from_seq NOT IN (SELECT seq FROM operation) OR to_seq NOT IN (SELECT seq FROM operation)"
        ),
    )?;
    let missing: Vec<(i64, i64)> = connection
        .prepare(&format!("SELECT id, min(from_seq) FROM main.\"{table}\" WHERE id NOT IN (SELECT id FROM entity) GROUP BY id ORDER BY id"))
        .and_then(|mut own| own.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).and_then(Iterator::collect))
        .map_err(sqlite)?;
    for (id, born) in missing {
        let uid = (kind != Kind::Fact).then(|| Clock::Machine.uid());
        connection
            .execute(
                "INSERT INTO entity (id, kind, born, uid) VALUES (?1, ?2, ?3, ?4)",
                params![id, table, born, uid],
            )
            .map_err(sqlite)?;
    }
    Ok(())
}

fn drop_dangling(connection: &Connection) -> Result<usize> {
    let mut gone = 0;
    for kind in Kind::ALL {
        let table = kind.table();
        for column in kind.refs() {
            gone += run(
                connection,
                &format!(
                    "DELETE FROM main.\"{table}\" WHERE \"{column}\" IS NOT NULL AND \"{column}\" NOT IN (SELECT id FROM entity)"
                ),
            )?;
        }
    }
    gone += run(
        connection,
        "DELETE FROM origin WHERE id NOT IN (SELECT id FROM entity) OR from_seq NOT IN (SELECT seq FROM operation) OR (package IS NOT NULL AND package NOT IN (SELECT id FROM entity))",
    )?;
    gone += run(
        connection,
        "DELETE FROM epoch WHERE site NOT IN (SELECT id FROM entity)",
    )?;
    gone += run(
        connection,
        "DELETE FROM journal WHERE entity NOT IN (SELECT id FROM entity)",
    )?;
    Ok(gone)
}

/// A row of the journal for every state that begins or ends, and none for what is nowhere.
fn journal_rows(connection: &Connection, kind: Kind) -> Result<()> {
    let table = kind.table();
    connection
        .execute(
            &format!(
                "DELETE FROM journal WHERE kind = ?1
                 AND NOT EXISTS (SELECT 1 FROM main.\"{table}\" WHERE id = entity AND from_seq = seq)
                 AND NOT EXISTS (SELECT 1 FROM main.\"{table}\" WHERE id = entity AND to_seq = seq)"
            ),
            [table],
        )
        .map_err(sqlite)?;
    // What was blanked by an operation that is lost is blanked by nobody.
    run(
        connection,
        "UPDATE journal SET salt = x'', digest = NULL, redacted = NULL WHERE redacted NOT IN (SELECT seq FROM operation WHERE kind = 'redact_words')",
    )?;
    run(
        connection,
        &format!(
            "INSERT INTO journal (seq, n, entity, kind, salt)
             SELECT seq, (SELECT coalesce(max(n), 0) FROM journal WHERE journal.seq = found.seq)
                      + row_number() OVER (PARTITION BY seq ORDER BY id), id, '{table}', randomblob(16)
             FROM (SELECT id, from_seq AS seq FROM main.\"{table}\"
                   UNION SELECT id, to_seq FROM main.\"{table}\" WHERE to_seq IS NOT NULL) AS found
             WHERE NOT EXISTS (SELECT 1 FROM journal WHERE journal.seq = found.seq AND journal.entity = found.id)"
        ),
    )
    .map(drop)
}
