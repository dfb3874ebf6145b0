//! What the book knows of a package by its digest, also of one whose taking was taken back.

use rusqlite::{Connection, OptionalExtension};

use super::sqlite;
use crate::domain::Result;

/// How a package stands to the book (gói đã biết hay chưa).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Never met.
    New,
    /// đã nhận
    Taken,
    /// đã nhận rồi rút lại
    TakenBack,
    /// This book wrote it.
    Written,
}

/// What became of the package of that digest.
pub fn standing(connection: &Connection, digest: &str) -> Result<Standing> {
    let sql = "SELECT direction, to_seq IS NULL FROM package WHERE digest = ?1
               ORDER BY to_seq IS NULL DESC, to_seq DESC LIMIT 1";
    let row: Option<(String, bool)> = connection
        .prepare_cached(sql)
        .and_then(|mut s| {
            s.query_row([digest], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()
        })
        .map_err(sqlite)?;
    Ok(match row {
        None => Standing::New,
        Some((direction, _)) if direction == "out" => Standing::Written,
        Some((_, true)) => Standing::Taken,
        Some((_, false)) => Standing::TakenBack,
    })
}
