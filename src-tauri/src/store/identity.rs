//! What a thing is called outside the book: its UUIDv7.

use rusqlite::{Connection, OptionalExtension};

use super::sqlite;
use crate::domain::{Error, ErrorCode, Id, Result};

/// The identifier of a thing that may leave the book; a fact has none.
pub fn uid(connection: &Connection, id: Id) -> Result<[u8; 16]> {
    connection
        .prepare_cached("SELECT uid FROM entity WHERE id = ?1")
        .and_then(|mut s| s.query_row([id], |row| row.get::<_, Option<[u8; 16]>>(0)))
        .map_err(sqlite)?
        .ok_or_else(|| Error::new(ErrorCode::Internal).detail(format!("{id} has no identifier")))
}

/// The thing of that identifier.
pub fn by_uid(connection: &Connection, uid: &[u8]) -> Result<Option<Id>> {
    connection
        .prepare_cached("SELECT id FROM entity WHERE uid = ?1")
        .and_then(|mut s| s.query_row([uid], |row| row.get(0)).optional())
        .map_err(sqlite)
}
