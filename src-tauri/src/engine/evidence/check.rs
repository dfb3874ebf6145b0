//! Whether the files are all there and as they were (kiểm tra minh chứng).

use std::collections::{BTreeMap, HashSet};
use std::fs;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::folder::{MOST_BYTES, digest_of, files, folder_of, place};
use super::list::{EvidenceRow, evidence_list};
use crate::domain::book::{Report, SignedCopy};
use crate::domain::{Day, Id, Result};
use crate::file;
use crate::store::{self, Book, query};

/// A file that is not there, or not as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceFault {
    /// The evidence.
    pub id: Id,
    /// Name of the file.
    pub name: String,
    /// Number of the task.
    pub number: String,
    /// The body.
    pub body_name: String,
    /// SHA-256 of the file: what it is looked for by.
    pub digest: String,
}

impl EvidenceFault {
    fn of(row: &EvidenceRow) -> Self {
        Self {
            id: row.view.id,
            name: row.view.name.clone(),
            number: row.number.clone(),
            body_name: row.body_name.clone(),
            digest: row.digest.clone(),
        }
    }
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct EvidenceCheck {
    /// The folder beside the book.
    pub folder: String,
    /// Whether it is there.
    pub folder_there: bool,
    /// Files in it.
    pub files: u32,
    /// Bytes of all of them.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Named by the book and not there.
    pub missing: Vec<EvidenceFault>,
    /// There, but other bytes than were attached.
    pub changed: Vec<EvidenceFault>,
    /// Files that no record names, now or in the past.
    pub strangers: Vec<String>,
}

/// Signed copies of papers lie with evidence: by the number and title of their paper.
fn signed_copies(connection: &Connection) -> Result<Vec<EvidenceFault>> {
    let kept = store::list::<SignedCopy>(connection, "1 = 1 ORDER BY id", &[])?;
    kept.into_iter()
        .map(|kept| {
            let of = store::get::<Report>(connection, kept.record.report)?;
            let (number, title) = of.map_or_else(Default::default, |own| {
                let number = own.record.number.map(|own| own.to_string());
                (number.unwrap_or_default(), own.record.title)
            });
            Ok(EvidenceFault {
                id: kept.id,
                name: kept.record.name,
                number,
                body_name: title,
                digest: kept.record.digest,
            })
        })
        .collect()
}

/// Reads every file and compares it with what the book names.
pub fn check_evidence(book: &Book, day: Day) -> Result<EvidenceCheck> {
    let folder = folder_of(book);
    let rows = evidence_list(book, None, day)?;
    let named: HashSet<String> = book.read(query::evidence_digests)?.into_iter().collect();
    let mut out = EvidenceCheck {
        folder: folder.display().to_string(),
        folder_there: folder.is_dir(),
        ..EvidenceCheck::default()
    };
    // Each file is read once, however many parts it proves.
    let mut whole: BTreeMap<&str, Option<bool>> = BTreeMap::new();
    let signed = book.read(signed_copies)?;
    let evidence = rows.iter().filter(|row| !row.digest.is_empty());
    let named_now = evidence.map(EvidenceFault::of).chain(signed);
    let all: Vec<EvidenceFault> = named_now.collect();
    for row in &all {
        let found = *whole.entry(&row.digest).or_insert_with(|| {
            let bytes =
                place(&folder, &row.digest).and_then(|path| file::read(&path, MOST_BYTES).ok())?;
            Some(digest_of(&bytes) == row.digest)
        });
        match found {
            None => out.missing.push(row.clone()),
            Some(false) => out.changed.push(row.clone()),
            Some(true) => {}
        }
    }
    for (name, path) in files(&folder) {
        out.files += 1;
        out.bytes += fs::metadata(&path).map_or(0, |own| own.len());
        let digest = name.rsplit('/').next().unwrap_or_default();
        let own = place(&folder, digest).is_some_and(|place| place == path);
        if !own || !named.contains(digest) {
            out.strangers.push(name);
        }
    }
    Ok(out)
}
