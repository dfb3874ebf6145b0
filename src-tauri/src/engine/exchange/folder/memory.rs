//! What passes over one folder remember between them (nhớ của thư mục trao đổi), so that a file that was judged is not
//! read again every few minutes. It is a thing of this machine and lies beside the list of recent books; losing it loses
//! nothing, since the book itself knows which packages it took.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::shelf::Seen;
use crate::domain::{Error, ErrorCode, Result};
use crate::exchange::Digest;

/// What a file was found to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is", content = "of")]
pub(super) enum Mark {
    /// No package, or one for somebody else: nothing to do with it.
    Foreign,
    /// A package that this book wrote.
    Own,
    /// A package that was taken.
    Taken,
    /// A package that is refused for good.
    Refused(Error),
    /// A package that waits for a person; looked at anew once the book has changed.
    Waiting { error: Error, book: i64 },
    /// Not whole, or held by another program, since that second.
    Unready { since: i64 },
}

/// A file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Known {
    pub(super) bytes: u64,
    pub(super) modified: i64,
    /// Digest of a package that was read whole; empty for anything else.
    pub(super) digest: String,
    pub(super) mark: Mark,
}

/// What is remembered of one folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    #[serde(default)]
    pub(super) files: BTreeMap<String, Known>,
}

impl Memory {
    /// What is remembered of a file, if it is still the same one.
    pub(super) fn of(&self, seen: &Seen) -> Option<&Known> {
        self.files
            .get(&seen.name)
            .filter(|known| known.bytes == seen.bytes && known.modified == seen.modified)
    }

    pub(super) fn note(&mut self, seen: &Seen, digest: &str, mark: Mark) {
        self.files.insert(
            seen.name.clone(),
            Known {
                bytes: seen.bytes,
                modified: seen.modified,
                digest: digest.to_owned(),
                mark,
            },
        );
    }

    /// Reads it; what cannot be read is nothing remembered.
    pub fn load(data_dir: &Path, book: &Path, folder: &Path) -> Self {
        fs::read_to_string(file(data_dir, book, folder))
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// Keeps it.
    pub fn save(&self, data_dir: &Path, book: &Path, folder: &Path) -> Result<()> {
        let path = file(data_dir, book, folder);
        let failed = |error: std::io::Error| {
            Error::new(ErrorCode::IoFailed)
                .with("path", path.display())
                .detail(error)
        };
        let text =
            serde_json::to_vec(self).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
        fs::create_dir_all(path.parent().unwrap_or(data_dir)).map_err(failed)?;
        super::super::file::put(&path, &text)
    }
}

fn file(data_dir: &Path, book: &Path, folder: &Path) -> PathBuf {
    let words = format!("{}\n{}", book.display(), folder.display());
    let name: String = Digest::of(words.as_bytes())
        .to_string()
        .chars()
        .take(16)
        .collect();
    data_dir.join("trao-doi").join(format!("{name}.json"))
}
