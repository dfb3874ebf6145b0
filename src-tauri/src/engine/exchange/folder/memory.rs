//! What passes over one folder remember between them (nhớ của thư mục trao đổi), so that a file that was judged is not
//! read again every few minutes. It is a thing of this machine and lies beside the list of recent books; losing it loses
//! nothing, since the book itself knows which packages it took.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::label::Mounts;
use super::shelf::Seen;
use crate::domain::{Error, ErrorCode, Result};
use crate::exchange::Digest;
use crate::store::{carried, whole_file};

/// Most bytes of what is remembered of a folder: twenty thousand files.
const MOST_BYTES: u64 = 64 << 20;

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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Memory {
    /// The program that judged: another version may take what this one refused.
    program: String,
    pub(super) files: BTreeMap<String, Known>,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            files: BTreeMap::new(),
        }
    }
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

    /// Reads it; what cannot be read, or what another version of the program judged, is nothing remembered.
    pub fn load(data_dir: &Path, book: &Path, folder: &Path) -> Self {
        let kept: Option<Self> = read(&file(data_dir, book, folder));
        let nothing = Self::default();
        kept.filter(|own| own.program == nothing.program)
            .unwrap_or(nothing)
    }

    /// Keeps it.
    pub fn save(&self, data_dir: &Path, book: &Path, folder: &Path) -> Result<()> {
        write(&file(data_dir, book, folder), self)
    }
}

/// A folder that may lie on a stick (thư mục, có thể trên USB): there it is known by the label, wherever it is plugged in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StickFolder {
    /// The folder; on a stick below where that is plugged in.
    pub path: PathBuf,
    /// Label of the stick; empty for a folder that is always at its place.
    #[serde(default)]
    pub label: String,
    /// What the volume itself got when it was formatted: sticks of one make bear one label, and another one that is plugged in
    /// at the same place is not the officer's. Empty where the system does not tell, and of a folder that is always there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub volume: String,
}

impl StickFolder {
    /// The folder at a path, with the label of the stick on which it lies.
    pub fn of(path: &Path, mounts: &Mounts) -> Self {
        let stick = mounts.label_of(path);
        let below = stick.and_then(|label| {
            let all = mounts.all(&label);
            let below = all.iter().find_map(|own| path.strip_prefix(own).ok())?;
            Some((below.to_owned(), label))
        });
        let volume = if below.is_some() || mounts.removable(path) {
            (mounts.volume)(path)
        } else {
            String::new()
        };
        let (path, label) = below.unwrap_or_else(|| (path.to_owned(), String::new()));
        Self {
            path,
            label,
            volume,
        }
    }

    /// Where it is now; none while its stick is not plugged in, or another one in its place.
    pub fn place(&self, mounts: &Mounts) -> Option<PathBuf> {
        let own = |root: &PathBuf| {
            let found = (mounts.volume)(root);
            self.volume.is_empty() || found.is_empty() || found == self.volume
        };
        if self.label.is_empty() {
            // Asked of the folder itself: what is not there has no volume.
            return Some(self.path.clone()).filter(own);
        }
        let mut all = mounts.all(&self.label).into_iter();
        all.find(own).map(|mount| mount.join(&self.path))
    }
}

/// Which folder a book exchanges through (thư mục đã chọn): a thing of this machine, told neither to a copy of the book nor
/// to another machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FolderChoice {
    /// Where it is.
    #[serde(flatten)]
    pub folder: StickFolder,
    /// Whether the office above is sent what is new by itself.
    #[serde(default)]
    pub send_above: bool,
}

impl FolderChoice {
    /// The folder at a path.
    pub fn of(path: &Path, send_above: bool, mounts: &Mounts) -> Self {
        Self {
            folder: StickFolder::of(path, mounts),
            send_above,
        }
    }

    /// Where it is now; none while its stick is not plugged in.
    pub fn place(&self, mounts: &Mounts) -> Option<PathBuf> {
        self.folder.place(mounts)
    }

    /// What was chosen for a book on this machine.
    pub fn load(data_dir: &Path, book: &Path) -> Option<Self> {
        read(&file(data_dir, book, Path::new("")))
    }

    /// Keeps the choice.
    pub fn save(&self, data_dir: &Path, book: &Path) -> Result<()> {
        write(&file(data_dir, book, Path::new("")), self)
    }

    /// No folder any more.
    pub fn forget(data_dir: &Path, book: &Path) {
        // What is not there is forgotten already.
        drop(fs::remove_file(file(data_dir, book, Path::new(""))));
    }
}

fn read<T: for<'de> Deserialize<'de>>(path: &Path) -> Option<T> {
    let text = crate::file::read_text(path, MOST_BYTES).ok()?;
    serde_json::from_str(&text).ok()
}

fn write(path: &Path, what: &impl Serialize) -> Result<()> {
    let failed = |error: std::io::Error| whole_file::refusal(path, error);
    let text = serde_json::to_vec(what).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    whole_file::make_folder(path.parent().unwrap_or(path)).map_err(failed)?;
    super::super::file::put(path, &text)
}

/// One file for a book and a folder; for the choice itself the folder is empty.
fn file(data_dir: &Path, book: &Path, folder: &Path) -> PathBuf {
    let book = carried::key(data_dir, book);
    let words = format!("{book}\n{}", folder.display());
    let name: String = Digest::of(words.as_bytes())
        .to_string()
        .chars()
        .take(16)
        .collect();
    data_dir.join("trao-doi").join(format!("{name}.json"))
}
