//! Sums of the rows that no journal row stands for (tổng kiểm của dòng): where states came from, which site the book was,
//! its keys. They show a byte that turned over on the disk; who changes a row on purpose can change its sum as well.

use rusqlite::Connection;
use rusqlite::types::Value;

use super::journal::row_sum;
use super::origin::Origin;
use super::sqlite;
use crate::domain::{Id, Result};

pub(super) fn of_epoch(from: i64, site: Id) -> Vec<u8> {
    row_sum("epoch", &[&from.to_be_bytes(), &site.to_be_bytes()])
}

pub(super) fn of_secret(name: &str, bytes: &[u8]) -> Vec<u8> {
    row_sum("secret", &[name.as_bytes(), bytes])
}

pub(super) fn of_origin((id, seq): (Id, i64), vector: &str, origin: &Origin) -> Vec<u8> {
    let package = origin.package.unwrap_or_default();
    row_sum(
        "origin",
        &[
            &id.to_be_bytes(),
            &seq.to_be_bytes(),
            vector.as_bytes(),
            origin.officer.as_bytes(),
            origin.moment.as_bytes(),
            &package.to_be_bytes(),
        ],
    )
}

/// The tables that have a row whose sum does not fit.
pub(super) fn misfits(connection: &Connection) -> Result<Vec<&'static str>> {
    let mut out = Vec::new();
    let epochs = "SELECT from_seq, site, sum FROM main.epoch";
    if !all(connection, epochs, |row| {
        Ok(of_epoch(row.get(0)?, row.get(1)?) == row.get::<_, Vec<u8>>(2)?)
    })? {
        out.push("epoch");
    }
    let secrets = "SELECT name, bytes, sum FROM main.secret";
    if !all(connection, secrets, |row| {
        let (name, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
        Ok(of_secret(&name, &bytes) == row.get::<_, Vec<u8>>(2)?)
    })? {
        out.push("secret");
    }
    let origins = "SELECT id, from_seq, vector, officer, moment, package, sum FROM main.origin";
    if !all(connection, origins, |row| {
        let vector: String = row.get(2)?;
        let origin = Origin {
            seen: crate::domain::seen::Seen::default(),
            officer: row.get(3)?,
            moment: row.get(4)?,
            package: row.get(5)?,
        };
        let sum = of_origin((row.get(0)?, row.get(1)?), &vector, &origin);
        Ok(sum == row.get::<_, Vec<u8>>(6)?)
    })? {
        out.push("origin");
    }
    Ok(out)
}

fn all(
    connection: &Connection,
    sql: &str,
    fits: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<bool>,
) -> Result<bool> {
    let mut statement = connection.prepare(sql).map_err(sqlite)?;
    let mut rows = statement.query([]).map_err(sqlite)?;
    while let Some(row) = rows.next().map_err(sqlite)? {
        match fits(row) {
            Ok(true) => {}
            // A value of another type is a misfit as well.
            Ok(false)
            | Err(
                rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::Utf8Error(..)
                | rusqlite::Error::FromSqlConversionFailure(..),
            ) => return Ok(false),
            Err(error) => return Err(sqlite(error)),
        }
    }
    Ok(true)
}

/// Whether a row of one of these tables, in the order of its columns, is what its sum says.
pub(super) fn fits(table: &str, values: &[Value]) -> bool {
    let sum = match (table, values) {
        ("epoch", [Value::Integer(from), Value::Integer(site), ..]) => of_epoch(*from, *site),
        ("secret", [Value::Text(name), Value::Blob(bytes), ..]) => of_secret(name, bytes),
        (
            "origin",
            [
                Value::Integer(id),
                Value::Integer(seq),
                Value::Text(vector),
                Value::Text(officer),
                Value::Text(moment),
                package,
                ..,
            ],
        ) => {
            let package = match package {
                Value::Integer(own) => Some(*own),
                _ => None,
            };
            let origin = Origin {
                seen: crate::domain::seen::Seen::default(),
                officer: officer.clone(),
                moment: moment.clone(),
                package,
            };
            of_origin((*id, *seq), vector, &origin)
        }
        _ => return false,
    };
    values.last() == Some(&Value::Blob(sum))
}
