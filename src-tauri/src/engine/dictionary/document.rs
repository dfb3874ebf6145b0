//! Documents of the book (văn bản): listing and adding.

use rusqlite::Connection;
use serde::Deserialize;
use serde_json::json;

use super::words::document_words;
use crate::domain::book::Document;
use crate::domain::text::clean;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::store::{self, Book, Done, Kept, Operation};

/// A document to be added.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewDocument {
    /// Kind (loại văn bản).
    pub kind: String,
    /// Số, ký hiệu; may be empty for a document without one.
    #[serde(default)]
    pub number: String,
    /// Day of issue.
    #[serde(default)]
    pub day: Option<Day>,
    /// Issuer.
    #[serde(default)]
    pub issuer: String,
    /// Trích yếu.
    #[serde(default)]
    pub excerpt: String,
}

/// All documents, the earliest first.
pub fn documents(connection: &Connection) -> Result<Vec<Kept<Document>>> {
    store::list(connection, "1 = 1 ORDER BY day IS NULL, day, id", &[])
}

/// Adds a document (thêm văn bản). The same kind, number and day again is the one that is there.
pub fn add_document(book: &mut Book, entry: &NewDocument) -> Result<Done<Id>> {
    let record = Document {
        key: String::new(),
        kind: clean(&entry.kind),
        number: clean(&entry.number),
        day: entry.day,
        issuer: clean(&entry.issuer),
        excerpt: clean(&entry.excerpt),
    };
    if record.kind.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "loại văn bản"));
    }
    if record.number.is_empty() && record.excerpt.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "số, ký hiệu hoặc trích yếu"));
    }
    let same = |kept: &Kept<Document>| {
        let own = &kept.record;
        (&own.kind, &own.number, own.day) == (&record.kind, &record.number, record.day)
            && (!own.number.is_empty() || own.excerpt == record.excerpt)
    };
    if let Some(kept) = book.read(documents)?.iter().find(|kept| same(kept)) {
        return Ok(Done {
            value: kept.id,
            changes: Vec::new(),
        });
    }
    let operation = Operation::new(
        "add_document",
        json!({ "document": document_words(&record) }),
    );
    book.transact(operation, |tx| tx.add(&record))
}
