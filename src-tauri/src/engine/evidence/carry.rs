//! Files of evidence go along with a copy of the book (chép minh chứng).

use std::collections::HashMap;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use super::folder::{MOST_BYTES, beside, digest_of, folder_of, place, put};
use crate::domain::Result;
use crate::domain::merit::Evidence;
use crate::file;
use crate::store::{self, Book, query};

/// Letters of a digest by which a file is told whose name the book no longer says.
const SHORT_DIGEST: usize = 12;

/// What went along.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct CarriedEvidence {
    /// The folder beside the copy; empty when the book names no file.
    pub folder: String,
    /// Files that lie there whole, each compared with its digest after it was written.
    pub files: u32,
    /// Their bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Names of files that were not found beside the book.
    pub missing: Vec<String>,
    /// Names of files that are no longer what was attached; they were not copied.
    pub changed: Vec<String>,
}

/// Copies every file that the book names, now or in its past, beside a copy of the book at `path`.
pub fn carry_evidence(book: &Book, path: &Path) -> Result<CarriedEvidence> {
    let digests = book.read(query::evidence_digests)?;
    let mut out = CarriedEvidence::default();
    if digests.is_empty() {
        return Ok(out);
    }
    let names: HashMap<String, String> = book
        .read(|c| store::list::<Evidence>(c, "digest <> ''", &[]))?
        .into_iter()
        .map(|kept| (kept.record.digest, kept.record.name))
        .collect();
    let name_of = |digest: &String| {
        names.get(digest).cloned().unwrap_or_else(|| {
            let short: String = digest.chars().take(SHORT_DIGEST).collect();
            format!("{short}…")
        })
    };
    let (from, to) = (folder_of(book), beside(path));
    out.folder = to.display().to_string();
    let read = |folder: &Path, digest: &str| {
        place(folder, digest).and_then(|own| file::read(&own, MOST_BYTES).ok())
    };
    for digest in &digests {
        let Some(bytes) = read(&from, digest) else {
            out.missing.push(name_of(digest));
            continue;
        };
        if digest_of(&bytes) != *digest {
            out.changed.push(name_of(digest));
            continue;
        }
        put(&to, digest, &bytes)?;
        // What a stick or a share made of it is read back before anybody relies on it.
        if read(&to, digest).is_some_and(|own| digest_of(&own) == *digest) {
            out.files += 1;
            out.bytes += bytes.len() as u64;
        } else {
            out.changed.push(name_of(digest));
        }
    }
    Ok(out)
}
