//! Documents are added and changed.

use serde::Deserialize;
use serde_json::json;

use super::list::{all, known};
use super::words::document_words;
use crate::domain::book::Document;
use crate::domain::text::{clean, clean_note};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::store::{Book, Done, Kept, Operation};

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

impl NewDocument {
    fn record(&self) -> Result<Document> {
        let record = Document {
            key: String::new(),
            kind: clean(&self.kind),
            number: clean(&self.number),
            day: self.day,
            issuer: clean_note(&self.issuer)?,
            excerpt: clean_note(&self.excerpt)?,
        };
        if record.kind.is_empty() {
            return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "loại văn bản"));
        }
        if record.number.is_empty() && record.excerpt.is_empty() {
            return Err(
                Error::new(ErrorCode::ReasonNeeded).with("what", "số, ký hiệu hoặc trích yếu")
            );
        }
        Ok(record)
    }
}

/// Whether two documents are one: the same kind, number and day; without a number, the same excerpt too.
fn same(a: &Document, b: &Document) -> bool {
    (&a.kind, &a.number, a.day) == (&b.kind, &b.number, b.day)
        && (!a.number.is_empty() || a.excerpt == b.excerpt)
}

/// Adds a document (thêm văn bản). The same kind, number and day again is the one that is there.
pub fn add_document(book: &mut Book, entry: &NewDocument) -> Result<Done<Id>> {
    let record = entry.record()?;
    let find = |kept: &&Kept<Document>| same(&kept.record, &record);
    if let Some(kept) = book.read(all)?.iter().find(find) {
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

/// Adds a document, or changes the one named (sửa văn bản). What names it elsewhere stays with it.
pub fn save_document(book: &mut Book, id: Option<Id>, entry: &NewDocument) -> Result<Done<Id>> {
    let Some(id) = id else {
        return add_document(book, entry);
    };
    let standing = book.read(|c| known(c, id))?;
    let record = Document {
        key: standing.record.key,
        ..entry.record()?
    };
    let other = book
        .read(all)?
        .into_iter()
        .find(|kept| kept.id != id && same(&kept.record, &record));
    if let Some(other) = other {
        return Err(
            Error::new(ErrorCode::DocumentExists).with("document", document_words(&other.record))
        );
    }
    let words = json!({ "document": document_words(&record) });
    book.transact(Operation::new("change_document", words), |tx| {
        tx.set(id, &record)?;
        Ok(id)
    })
}
