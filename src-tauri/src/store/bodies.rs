//! Bodies read row by row: every screen begins with them, and a province has hundreds.

use rusqlite::{Connection, Row};

use super::{Kept, OnDay, sqlite};
use crate::domain::body::{Body, BodyClass, BodyVersion, Extent, Share, Succession};
use crate::domain::{Day, Result};

fn day(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Day>> {
    Ok(row.get::<_, Option<OnDay>>(at)?.map(|day| day.0))
}

fn rows<R>(
    connection: &Connection,
    sql: &str,
    read: impl Fn(&Row<'_>) -> rusqlite::Result<Kept<R>>,
) -> Result<Vec<Kept<R>>> {
    let mut statement = connection.prepare_cached(sql).map_err(sqlite)?;
    let mapped = statement.query_map([], |row| read(row)).map_err(sqlite)?;
    mapped.collect::<rusqlite::Result<_>>().map_err(sqlite)
}

/// All bodies that the book keeps now.
pub fn bodies(connection: &Connection) -> Result<Vec<Kept<Body>>> {
    let sql = "SELECT id, from_seq, key, class FROM body WHERE to_seq IS NULL";
    rows(connection, sql, |row| {
        Ok(Kept {
            id: row.get(0)?,
            from_seq: row.get(1)?,
            record: Body {
                key: row.get(2)?,
                class: match row.get_ref(3)?.as_str()? {
                    "territory" => BodyClass::Territory,
                    _ => BodyClass::Organization,
                },
            },
        })
    })
}

/// Their versions in the order of siblings, each body's in the order of time.
pub fn versions(connection: &Connection) -> Result<Vec<Kept<BodyVersion>>> {
    let sql = "SELECT id, from_seq, body, from_day, to_day, from_sure, to_sure, code, name, kind, short_name, parent, position, document \
               FROM body_version WHERE to_seq IS NULL ORDER BY position, from_day, id";
    rows(connection, sql, |row| {
        Ok(Kept {
            id: row.get(0)?,
            from_seq: row.get(1)?,
            record: BodyVersion {
                body: row.get(2)?,
                from_day: day(row, 3)?,
                to_day: day(row, 4)?,
                from_sure: row.get(5)?,
                to_sure: row.get(6)?,
                code: row.get(7)?,
                name: row.get(8)?,
                kind: row.get(9)?,
                short_name: row.get(10)?,
                parent: row.get(11)?,
                position: row.get(12)?,
                document: row.get(13)?,
            },
        })
    })
}

/// Successions in the order of time.
pub fn successions(connection: &Connection) -> Result<Vec<Kept<Succession>>> {
    let sql = "SELECT id, from_seq, predecessor, successor, day, day_sure, extent, document \
               FROM succession WHERE to_seq IS NULL ORDER BY day, id";
    rows(connection, sql, |row| {
        Ok(Kept {
            id: row.get(0)?,
            from_seq: row.get(1)?,
            record: Succession {
                predecessor: row.get(2)?,
                successor: row.get(3)?,
                day: row.get::<_, OnDay>(4)?.0,
                day_sure: row.get(5)?,
                extent: match row.get_ref(6)?.as_str()? {
                    "whole" => Extent::Whole,
                    _ => Extent::Part,
                },
                document: row.get(7)?,
            },
        })
    })
}

/// Shares.
pub fn shares(connection: &Connection) -> Result<Vec<Kept<Share>>> {
    let sql = "SELECT id, from_seq, succession, indicator, numerator, denominator, document \
               FROM share WHERE to_seq IS NULL ORDER BY succession, id";
    rows(connection, sql, |row| {
        Ok(Kept {
            id: row.get(0)?,
            from_seq: row.get(1)?,
            record: Share {
                succession: row.get(2)?,
                indicator: row.get(3)?,
                numerator: row.get(4)?,
                denominator: row.get(5)?,
                document: row.get(6)?,
            },
        })
    })
}
