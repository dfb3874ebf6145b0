//! Evidence as it is listed, and the file of one.

use std::fs;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use super::folder::{MOST_BYTES, digest_of, folder_at, folder_of, place};
use crate::domain::merit::Evidence;
use crate::domain::task::{Assignment, Task};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::documents;
use crate::file;
use crate::store::{self, Book, Kept};

/// Evidence of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceView {
    /// The evidence.
    pub id: Id,
    /// The document in words; empty without one.
    pub document: String,
    /// Name of the file; empty without one.
    pub name: String,
    /// Bytes of the file.
    #[ts(type = "number")]
    pub size: i64,
    /// Whether the file lies in its place with its size; true without a file.
    pub present: bool,
    /// Note.
    pub note: String,
}

/// Evidence with the part that it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceRow {
    /// The evidence.
    #[serde(flatten)]
    pub view: EvidenceView,
    /// The task.
    pub task: Id,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// Period of the occurrence; empty for work done once.
    pub occurrence: String,
    /// SHA-256 of the file; empty without one.
    pub digest: String,
}

/// A file with its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceFile {
    /// Name as it came.
    pub name: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}

fn present(folder: &Path, own: &Evidence) -> bool {
    own.digest.is_empty()
        || place(folder, &own.digest)
            .and_then(|path| fs::metadata(path).ok())
            .is_some_and(|found| found.is_file() && found.len() == own.size as u64)
}

fn view(
    connection: &rusqlite::Connection,
    folder: &Path,
    kept: &Kept<Evidence>,
) -> Result<EvidenceView> {
    let own = &kept.record;
    let document = own.document.map(|id| documents::known(connection, id));
    Ok(EvidenceView {
        id: kept.id,
        document: document
            .transpose()?
            .map(|kept| documents::document_words(&kept.record))
            .unwrap_or_default(),
        name: own.name.clone(),
        size: own.size,
        present: present(folder, own),
        note: own.note.clone(),
    })
}

/// Evidence at the row that keeps what is said of a part, for the page of a task.
pub fn evidence_at(connection: &rusqlite::Connection, row: Id) -> Result<Vec<EvidenceView>> {
    let folder = folder_at(connection);
    let of = "assignment = ?1 ORDER BY id";
    store::list::<Evidence>(connection, of, &[&row])?
        .iter()
        .map(|kept| view(connection, &folder, kept))
        .collect()
}

/// All evidence, of one task or of all, in the order in which it came.
pub fn evidence_list(book: &Book, task: Option<Id>, day: Day) -> Result<Vec<EvidenceRow>> {
    let folder = folder_of(book);
    book.read(|connection| {
        let directory = Directory::load(connection)?;
        let mut out = Vec::new();
        for kept in store::list::<Evidence>(connection, "1 = 1 ORDER BY id", &[])? {
            let row = store::get::<Assignment>(connection, kept.record.assignment)?;
            let Some(row) = row.filter(|row| task.is_none_or(|task| row.record.task == task))
            else {
                continue;
            };
            let of = store::get::<Task>(connection, row.record.task)?;
            let (number, title) = of.map_or_else(Default::default, |kept| {
                (kept.record.number, kept.record.title)
            });
            out.push(EvidenceRow {
                view: view(connection, &folder, &kept)?,
                task: row.record.task,
                number,
                title,
                body: row.record.body,
                body_name: directory.name(row.record.body, day),
                occurrence: row.record.occurrence,
                digest: kept.record.digest,
            });
        }
        Ok(out)
    })
}

/// The file of an evidence, checked against its digest.
pub fn evidence_file(book: &Book, id: Id) -> Result<EvidenceFile> {
    let own = book
        .read(|c| store::get::<Evidence>(c, id))?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchEvidence).with("evidence", id))?
        .record;
    if own.digest.is_empty() {
        return Err(Error::new(ErrorCode::EvidenceWithoutFile).with("evidence", id));
    }
    read_file(book, own.name, &own.digest)
}

/// A file that lies in the folder beside the book, checked against its digest.
pub(in crate::engine) fn read_file(
    book: &Book,
    name: String,
    digest: &str,
) -> Result<EvidenceFile> {
    let folder = folder_of(book);
    let missing = || {
        Error::new(ErrorCode::EvidenceMissing)
            .with("name", &name)
            .with("folder", folder.display())
    };
    let path = place(&folder, digest).ok_or_else(missing)?;
    let bytes = file::read(&path, MOST_BYTES).map_err(|error| missing().detail(error))?;
    if digest_of(&bytes) != digest {
        return Err(Error::new(ErrorCode::EvidenceChanged)
            .with("name", &name)
            .with("path", path.display()));
    }
    Ok(EvidenceFile { name, bytes })
}
