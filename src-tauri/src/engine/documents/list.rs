//! Documents as a list, and found by what people say of them.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::book::Document;
use crate::domain::task::Task;
use crate::domain::text::fold;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::store::{self, Kept};

/// A document in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DocumentRow {
    /// The document.
    pub id: Id,
    /// loại văn bản
    pub kind: String,
    /// số, ký hiệu
    pub number: String,
    /// Day of issue.
    pub day: Option<Day>,
    /// cơ quan ban hành
    pub issuer: String,
    /// trích yếu
    pub excerpt: String,
    /// Tasks that it gives.
    pub tasks: u32,
}

/// All documents, the earliest first, those without a day last.
pub fn all(connection: &Connection) -> Result<Vec<Kept<Document>>> {
    store::list(connection, "1 = 1 ORDER BY day IS NULL, day, id", &[])
}

/// All documents with how many tasks each of them gives.
pub fn document_rows(connection: &Connection) -> Result<Vec<DocumentRow>> {
    let mut given: HashMap<Id, u32> = HashMap::new();
    for kept in store::list::<Task>(connection, "document IS NOT NULL", &[])? {
        if let Some(document) = kept.record.document {
            *given.entry(document).or_default() += 1;
        }
    }
    let row = |kept: Kept<Document>| DocumentRow {
        tasks: given.get(&kept.id).copied().unwrap_or_default(),
        id: kept.id,
        kind: kept.record.kind,
        number: kept.record.number,
        day: kept.record.day,
        issuer: kept.record.issuer,
        excerpt: kept.record.excerpt,
    };
    Ok(all(connection)?.into_iter().map(row).collect())
}

/// Documents that a text names: by their key in the book, by their number however it is spaced or marked, else by
/// a part of number, kind or excerpt. An exact number goes alone.
pub fn find_documents(connection: &Connection, text: &str) -> Result<Vec<DocumentRow>> {
    let wanted = fold(text);
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let rows = document_rows(connection)?;
    let number = number_key(&wanted);
    let exact: Vec<DocumentRow> = rows
        .iter()
        .filter(|row| {
            row.id.to_string() == wanted
                || !row.number.is_empty() && number_key(&fold(&row.number)) == number
        })
        .cloned()
        .collect();
    if !exact.is_empty() {
        return Ok(exact);
    }
    Ok(rows
        .into_iter()
        .filter(|row| {
            let said = fold(&format!("{} số {} {}", row.kind, row.number, row.excerpt));
            said.contains(&wanted) || said.contains(&format!("so {number}"))
        })
        .collect())
}

/// "Thông báo số 96 / TB-VPCP ngày 12/3" → "96/tb-vpcp": the part that has a number and a slash, without blanks.
fn number_key(folded: &str) -> String {
    let joined = folded.replace(" /", "/").replace("/ ", "/");
    let word = joined.split(' ').find(|word| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.contains('/')
            && word.contains(|c: char| c.is_alphabetic())
    });
    word.unwrap_or(&joined).replace(' ', "")
}

/// A document that must be there.
pub fn known(connection: &Connection, id: Id) -> Result<Kept<Document>> {
    store::get::<Document>(connection, id)?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchDocument).with("document", id))
}

/// The one document that a text names: its key in the book or its number. Several are told, never guessed.
pub fn resolve_document(connection: &Connection, text: &str) -> Result<Id> {
    let found = find_documents(connection, text)?;
    match found.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Error::new(ErrorCode::NoSuchDocument).with("document", text.trim())),
        several => {
            let names: Vec<String> = several
                .iter()
                .take(MOST_NAMED)
                .map(|own| format!("{} {} (số {})", own.kind, own.number, own.id))
                .collect();
            Err(Error::new(ErrorCode::AmbiguousDocument)
                .with("document", text.trim())
                .with("candidates", names.join(", ")))
        }
    }
}

/// Documents that are named where several are meant.
const MOST_NAMED: usize = 6;
