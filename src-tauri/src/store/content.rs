//! Bytes that records name by their digest (nội dung được lưu giữ): kept once, never changed.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::{Tx, sqlite};
use crate::domain::hex::hex;
use crate::domain::{Error, ErrorCode, Result};

impl Tx<'_> {
    /// Keeps bytes and gives their digest (SHA-256). The same bytes are kept once.
    pub fn keep(&mut self, kind: &str, bytes: &[u8]) -> Result<String> {
        let digest = hex(&Sha256::digest(bytes));
        self.connection()
            .execute(
                "INSERT INTO content (digest, kind, bytes) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
                params![digest, kind, bytes],
            )
            .map_err(sqlite)?;
        Ok(digest)
    }
}

/// The bytes of a digest. What is missing or no longer fits its digest was changed from outside: the book is damaged.
pub fn content(connection: &Connection, digest: &str) -> Result<Vec<u8>> {
    let sql = "SELECT bytes FROM content WHERE digest = ?1";
    let bytes: Option<Vec<u8>> = connection
        .prepare_cached(sql)
        .and_then(|mut own| own.query_row([digest], |row| row.get(0)).optional())
        .map_err(sqlite)?;
    bytes
        .filter(|bytes| hex(&Sha256::digest(bytes)) == digest)
        .ok_or_else(|| {
            Error::new(ErrorCode::DamagedBook).detail(format!("content {digest} does not fit"))
        })
}
