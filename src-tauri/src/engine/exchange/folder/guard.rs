//! Where an exchange folder may be: a program that keeps folders the same on several machines copies a book while it is
//! being written, and the copy is damaged. So a folder never holds a live book, and a book never lies in such a folder.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::super::super::evidence;
use crate::domain::{Error, ErrorCode, Result};
use crate::file::{self, whole};
use crate::store::cipher::{self, Lock};

/// Folders below each other in which a book is looked for.
const DEPTH: usize = 3;
/// Entries that are looked at.
const MOST: usize = 5_000;
/// What an SQLite file begins with.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Refuses a folder in which a live book lies: this one, or another one that is open or may be opened.
pub fn refuse_folder(folder: &Path, book: &Path) -> Result<()> {
    let folder = whole(folder);
    let book = whole(book);
    let refused = |inside: &Path| {
        Err(Error::new(ErrorCode::BookInFolder)
            .with("book", inside.display())
            .with("path", folder.display()))
    };
    if !book.as_os_str().is_empty() {
        if book.starts_with(&folder) {
            return refused(&book);
        }
        if folder.starts_with(evidence::beside(&book)) {
            return Err(Error::new(ErrorCode::FolderOfBook).with("path", folder.display()));
        }
    }
    if let Some((top, program)) = sync_folder_of(&book)
        && folder.starts_with(&top)
    {
        return Err(Error::new(ErrorCode::BookSynced).with("program", program.name()));
    }
    let mut left = MOST;
    match live_book(&folder, DEPTH, &mut left) {
        Some(inside) => refused(&inside),
        None => Ok(()),
    }
}

/// A book that some program has open; a copy that lies still (a backup) harms nobody.
fn live_book(folder: &Path, depth: usize, left: &mut usize) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).ok()?;
    for entry in entries.flatten() {
        *left = left.checked_sub(1)?;
        let Ok(sort) = entry.file_type() else {
            continue;
        };
        let path = entry.path();
        if sort.is_dir() {
            if depth > 1
                && let Some(found) = live_book(&path, depth - 1, left)
            {
                return Some(found);
            }
        } else if sort.is_file() && is_open_book(&path) {
            return Some(path);
        }
    }
    None
}

fn is_open_book(path: &Path) -> bool {
    let beside = |ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        Path::new(&name).exists()
    };
    if !beside("-wal") && !beside("-journal") {
        return false;
    }
    let mut head = [0; 16];
    let read = file::open(path).and_then(|(mut file, _)| file.read_exact(&mut head));
    read.is_ok() && head == *SQLITE || !matches!(cipher::lock_of(path), Lock::Plain)
}

/// Programs that keep a folder the same on several machines (chương trình đồng bộ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SyncProgram {
    /// Syncthing
    Syncthing,
    /// Nextcloud or ownCloud
    Nextcloud,
    /// OneDrive
    OneDrive,
    /// Dropbox
    Dropbox,
    /// Google Drive
    GoogleDrive,
    /// Resilio Sync
    Resilio,
}

impl SyncProgram {
    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syncthing => "Syncthing",
            Self::Nextcloud => "Nextcloud",
            Self::OneDrive => "OneDrive",
            Self::Dropbox => "Dropbox",
            Self::GoogleDrive => "Google Drive",
            Self::Resilio => "Resilio Sync",
        }
    }
}

/// The program that keeps the folder of a file the same elsewhere, by the marks that it leaves there.
pub fn synced_by(file: &Path) -> Option<SyncProgram> {
    sync_folder_of(&whole(file)).map(|own| own.1)
}

/// The folder that it keeps the same, with the program.
fn sync_folder_of(file: &Path) -> Option<(PathBuf, SyncProgram)> {
    let mut above = file.ancestors().skip(1);
    above.find_map(|folder| Some((folder.to_owned(), marked(folder)?)))
}

fn marked(folder: &Path) -> Option<SyncProgram> {
    let there = |name: &str| folder.join(name).exists();
    if there(".stfolder") {
        return Some(SyncProgram::Syncthing);
    }
    if there(".nextcloudsync.log") || there(".owncloudsync.log") || database(folder) {
        return Some(SyncProgram::Nextcloud);
    }
    if there(".dropbox") || there(".dropbox.cache") {
        return Some(SyncProgram::Dropbox);
    }
    if there(".tmp.drivedownload") || there(".tmp.driveupload") {
        return Some(SyncProgram::GoogleDrive);
    }
    if there(".sync/ID") || there(".sync/StreamsList") {
        return Some(SyncProgram::Resilio);
    }
    one_drive(folder).then_some(SyncProgram::OneDrive)
}

/// The journal that a Nextcloud client keeps at the top of what it synchronises.
fn database(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.flatten().take(MOST).any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        (name.starts_with(".sync_") || name.starts_with("._sync_")) && name.ends_with(".db")
    })
}

/// The name that Windows shows for the folder comes from the program itself.
fn one_drive(folder: &Path) -> bool {
    let Ok(bytes) = file::read(&folder.join("desktop.ini"), file::SMALL) else {
        return false;
    };
    // Windows writes it in two bytes a letter or in one.
    let plain: Vec<u8> = bytes.into_iter().filter(|byte| *byte != 0).collect();
    String::from_utf8_lossy(&plain)
        .to_lowercase()
        .contains("onedrive")
}
