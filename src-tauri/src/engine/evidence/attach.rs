//! A document or a file is put to a part, or taken from it.

use serde_json::json;

use super::folder::{digest_of, folder_of, limit, put};
use crate::domain::book::Document;
use crate::domain::merit::Evidence;
use crate::domain::task::Assignment;
use crate::domain::text::clean_note;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::documents::{self, document_words};
use crate::engine::tasks::{PartKey, named};
use crate::store::{self, Book, Done, Operation, Place};

/// Letters of a file's name at most.
const LONGEST_NAME: usize = 150;

/// Evidence as it is entered: a document, a file, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AttachEvidence {
    /// The document.
    pub document: Option<Id>,
    /// Name of the file as it came.
    pub name: String,
    /// Its bytes; none without a file.
    pub bytes: Vec<u8>,
    /// Note.
    pub note: String,
}

/// The name without any path, without signs that no system takes in a name, and not hidden.
pub(super) fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last
        .chars()
        .filter(|c| !c.is_control())
        .map(|c| {
            if matches!(c, ':' | '*' | '?' | '"' | '<' | '>' | '|') {
                '_'
            } else {
                c
            }
        })
        .collect();
    let plain = crate::domain::text::clean(&plain);
    let plain = plain.trim_start_matches('.').trim_end_matches(['.', ' ']);
    if plain.is_empty() {
        return "tep".to_owned();
    }
    if plain.chars().count() <= LONGEST_NAME {
        return plain.to_owned();
    }
    // The ending tells what the file is: it stays.
    let (stem, ending) = match plain.rsplit_once('.') {
        Some((stem, ending)) if ending.chars().count() <= 10 => (stem, format!(".{ending}")),
        _ => (plain, String::new()),
    };
    let left = LONGEST_NAME - ending.chars().count();
    stem.chars().take(left).collect::<String>() + &ending
}

/// The name under which a file is kept; refused when the file is larger than the book takes.
pub(in crate::engine) fn file_name(book: &Book, name: &str, bytes: &[u8]) -> Result<String> {
    // The name is kept as it came and is shown everywhere: no number of a citizen in it either.
    let name = clean_note(&clean_name(name))?;
    let limit = book.read(limit)?;
    if bytes.len() as u64 > limit {
        return Err(Error::new(ErrorCode::EvidenceTooLarge)
            .with("name", name)
            .with("limit", limit / 1024 / 1024));
    }
    Ok(name)
}

/// Lays a file by its digest into the folder beside the book.
pub(in crate::engine) fn lay(book: &Book, digest: &str, bytes: &[u8]) -> Result<()> {
    if *book.place() == Place::Memory {
        return Err(Error::new(ErrorCode::NoBook));
    }
    put(&folder_of(book), digest, bytes)
}

/// Puts evidence to a part (đính kèm minh chứng). The file is written first, then the record that names it; when the
/// record cannot be written nothing names the file. Undone, the file stays, since the book's past names it. The same
/// bytes at the same part again are the evidence that is there.
pub fn attach_evidence(
    book: &mut Book,
    part: &PartKey,
    entry: &AttachEvidence,
) -> Result<Done<Id>> {
    if entry.bytes.is_empty() && entry.document.is_none() {
        return Err(Error::new(ErrorCode::NothingAttached));
    }
    let own = named(book, part)?;
    let with_file = !entry.bytes.is_empty();
    if let Some(document) = entry.document {
        book.read(|c| documents::known(c, document))?;
    }
    let name = if with_file {
        file_name(book, &entry.name, &entry.bytes)?
    } else {
        String::new()
    };
    let record = Evidence {
        assignment: 0,
        document: entry.document,
        digest: if with_file {
            digest_of(&entry.bytes)
        } else {
            String::new()
        },
        name,
        size: entry.bytes.len() as i64,
        note: clean_note(&entry.note)?,
    };
    let mut words = own.words.clone();
    words["name"] = name_of(book, &record)?.into();
    let operation = || Operation::new("attach_evidence", words.clone());
    let write = |tx: &mut store::Tx<'_>| {
        let record = Evidence {
            assignment: own.open(tx)?,
            ..record.clone()
        };
        let of = "assignment = ?1 ORDER BY id";
        let there = store::list::<Evidence>(tx.connection(), of, &[&record.assignment])?;
        let same =
            |own: &Evidence| (&own.digest, own.document) == (&record.digest, record.document);
        match there.iter().find(|kept| same(&kept.record)) {
            Some(kept) => Ok(kept.id),
            None => tx.add(&record),
        }
    };
    if with_file {
        // A book that cannot be written refuses before a file is laid beside it.
        book.rehearse(operation(), write)?;
        lay(book, &record.digest, &entry.bytes)?;
    }
    book.transact(operation(), write)
}

/// How evidence is named: its file, else its document.
fn name_of(book: &Book, evidence: &Evidence) -> Result<String> {
    if !evidence.name.is_empty() {
        return Ok(evidence.name.clone());
    }
    let Some(id) = evidence.document else {
        return Ok(String::new());
    };
    let document = book.read(|c| store::get::<Document>(c, id))?;
    Ok(document.map_or_else(String::new, |kept| document_words(&kept.record)))
}

/// Takes evidence from its part (bỏ minh chứng). Its file stays.
pub fn drop_evidence(book: &mut Book, id: Id) -> Result<Done<()>> {
    let kept = book
        .read(|c| store::get::<Evidence>(c, id))?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchEvidence).with("evidence", id))?;
    // An evidence of an occurrence hangs at its own row, which names the occurrence.
    let row = book.read(|c| store::get::<Assignment>(c, kept.record.assignment))?;
    let part = PartKey {
        assignment: kept.record.assignment,
        occurrence: row.map_or_else(String::new, |row| row.record.occurrence),
    };
    let mut words =
        named(book, &part).map_or_else(|_| json!({ "task": "", "body": "" }), |own| own.words);
    words["name"] = name_of(book, &kept.record)?.into();
    book.transact(Operation::new("drop_evidence", words), |tx| {
        tx.end::<Evidence>(id)
    })
}
