//! Blanking words that must not stand in the book (xóa lời không được lưu): a citizen's number in a note, a name that was
//! typed where it does not belong. What holds now is changed as by anybody, so the other books hear of it; the past is
//! blanked and keeps its digest. What was issued, sent and copied cannot be reached and is named.

use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::domain::text::clean;
use crate::domain::{ChangeKind, Error, ErrorCode, Result};
use crate::store::redact::{self, REDACT};
use crate::store::{Book, Done, Operation};

/// Fewest letters: shorter ones stand in words that nobody meant.
const SHORTEST: usize = 6;

/// Words to be blanked, and why.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RedactWords {
    /// The words as they stand, every letter.
    pub words: String,
    /// Why; it stays in the journal.
    pub reason: String,
    /// Only counts, and changes nothing.
    pub rehearse: bool,
}

/// What was blanked (kết quả xóa lời).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Redacted {
    /// Things that held the words until now.
    pub now: u32,
    /// States of before and operations that did.
    pub history: u32,
    /// Issued papers whose text was not searched, since their pages are kept as they were signed.
    pub issued: u32,
    /// Packages that went out and may hold the words.
    pub sent: u32,
}

/// Blanks words everywhere in the rows of the book. It cannot be undone.
pub fn redact_words(book: &mut Book, request: &RedactWords) -> Result<Done<Redacted>> {
    let words = request.words.trim();
    if words.chars().count() < SHORTEST {
        return Err(Error::new(ErrorCode::WordsTooShort));
    }
    let reason = clean(&request.reason);
    if reason.is_empty() && !request.rehearse {
        return Err(Error::new(ErrorCode::ReasonMissing));
    }
    // The reason stays for good; it must not say what is to go.
    if reason.contains(words) {
        return Err(Error::new(ErrorCode::ReasonMissing));
    }
    let (places, issued, sent) = book.read(|connection| {
        let count = |sql: &str| {
            connection
                .query_row(sql, [], |row| row.get::<_, u32>(0))
                .map_err(crate::store::sqlite)
        };
        Ok((
            redact::find(connection, words)?,
            count("SELECT count(*) FROM report WHERE to_seq IS NULL")?,
            count("SELECT count(*) FROM package WHERE to_seq IS NULL AND direction = 'out'")?,
        ))
    })?;
    if places.now.is_empty() && places.history() == 0 {
        let code = if book.read(|c| redact::stands_in_keys(c, words))? {
            ErrorCode::WordsOfAKey
        } else {
            ErrorCode::WordsNotFound
        };
        return Err(Error::new(code).with("words", words));
    }
    let value = Redacted {
        now: u32::try_from(places.now.len()).unwrap_or(u32::MAX),
        history: u32::try_from(places.history()).unwrap_or(u32::MAX),
        issued,
        sent,
    };
    if request.rehearse {
        return Ok(Done {
            value,
            changes: Vec::new(),
        });
    }
    if !places.now.is_empty() {
        let operation = Operation::new("take_words_out", json!({ "reason": reason }));
        book.transact(operation, |tx| tx.take_words_out(words))?;
    }
    // What was blanked stands in the operation itself, so that nobody can blank something under its name later.
    let rows = book
        .rehearse(Operation::new(REDACT, json!({})), |tx| {
            tx.blank_words(words)
        })?
        .value;
    let operation = Operation::new(REDACT, json!({ "reason": reason, "blanked": rows }));
    book.transact(operation, |tx| {
        tx.touch(ChangeKind::Book);
        tx.blank_words(words)
    })?;
    book.rewrite()?;
    Ok(Done {
        value,
        changes: ChangeKind::ALL.to_vec(),
    })
}
