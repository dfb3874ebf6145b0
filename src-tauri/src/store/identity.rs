//! What a thing is called outside the book: its UUIDv7.

use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

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

/// The identifier that follows from what a thing is: a UUIDv8 of the digest of the words.
pub fn derived(words: &[&str]) -> [u8; 16] {
    let mut hasher = Sha256::new();
    for word in words {
        hasher.update((word.len() as u64).to_be_bytes());
        hasher.update(word.as_bytes());
    }
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hasher.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes)
        .into_uuid()
        .into_bytes()
}

/// The thing of that identifier.
pub fn by_uid(connection: &Connection, uid: &[u8]) -> Result<Option<Id>> {
    connection
        .prepare_cached("SELECT id FROM entity WHERE uid = ?1")
        .and_then(|mut s| s.query_row([uid], |row| row.get(0)).optional())
        .map_err(sqlite)
}
