//! The seal: keyed digests over texts.

use hmac::{Hmac, KeyInit, Mac};
use rusqlite::Connection;
use sha2::Sha256;
use unicode_normalization::UnicodeNormalization;

use crate::clock::Clock;
use crate::domain::hex::hex;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::profile;

/// The setting that holds the key; it is shown nowhere.
pub(in crate::engine) const KEY_SETTING: &str = "form_key";

/// Bytes of a key.
const KEY: usize = 32;

/// A fresh key for a new book.
pub(in crate::engine) fn make_key(clock: Clock) -> Result<String> {
    Ok(hex(&clock.random()?[..KEY]))
}

/// The key of a book.
pub(super) struct Seal {
    mac: Hmac<Sha256>,
}

impl Seal {
    pub(super) fn of(connection: &Connection) -> Result<Self> {
        let damaged = || Error::new(ErrorCode::DamagedBook).detail(KEY_SETTING);
        let text = profile::text(connection, KEY_SETTING)?.ok_or_else(damaged)?;
        if text.len() != 2 * KEY {
            return Err(damaged());
        }
        let mac = Hmac::new_from_slice(text.as_bytes()).map_err(|_| damaged())?;
        Ok(Self { mac })
    }

    /// A keyed digest of a list of texts; no two lists give the same.
    fn digest(&self, purpose: &str, parts: &[&str]) -> String {
        let mut mac = self.mac.clone();
        for part in std::iter::once(&purpose).chain(parts) {
            let part = plain(part);
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        hex(&mac.finalize().into_bytes())
    }

    /// What a form says of the book it belongs to.
    pub(super) fn book(&self) -> String {
        let mut out = self.digest("book", &[]);
        out.truncate(32);
        out
    }

    /// The digest of a locked cell.
    pub(super) fn cell(&self, row: u32, column: u32, text: &str) -> String {
        let mut out = self.digest("cell", &[&row.to_string(), &column.to_string(), text]);
        out.truncate(32);
        out
    }

    /// The seal over the lines of the hidden sheet.
    pub(super) fn lines(&self, lines: &[Vec<String>]) -> String {
        let mut parts = Vec::new();
        for line in lines {
            parts.push(line.len().to_string());
            parts.extend(line.iter().cloned());
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        self.digest("lines", &parts)
    }
}

/// A text as the seal sees it: composed letters, single blanks. How it was typed and broken into lines is no change.
pub(super) fn plain(text: &str) -> String {
    let composed: String = text.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}
