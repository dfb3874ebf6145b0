//! A restore for trial (diễn tập phục hồi): a copy that nobody ever restored is a hope. The newest one becomes a book in a
//! scratch folder, its journal is reckoned anew, and what it holds is counted and held against the book as it stood then.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::memory::{Rehearsed, SafetyMemory};
use super::{folder_of, second};
use crate::domain::hex::hex;
use crate::domain::{Error, ErrorCode, Kind, Result};
use crate::engine::exchange::Mounts;
use crate::store::copies::{self, SafetyCopy};
use crate::store::note::{Mark, has_been};
use crate::store::{Book, journal, sqlite};

/// Days between two rehearsals.
pub const REHEARSAL_DAYS: i64 = 7;

/// Restores the newest copy for trial, that of the second place where it can be reached; what came of it is remembered.
pub fn rehearse(
    book: &Book,
    memory: &mut SafetyMemory,
    mounts: &Mounts,
    scratch: &Path,
) -> Result<Rehearsed> {
    let first = folder_of(book);
    let far = second::second_folder(book, memory, mounts);
    let newest = |folder: PathBuf, second| {
        let copy = copies::list(&folder).pop()?;
        Some((folder, copy, second))
    };
    let (folder, copy, second) = far
        .and_then(|own| newest(own, true))
        .or_else(|| newest(first.clone(), false))
        .ok_or_else(|| Error::new(ErrorCode::NoSuchFile).with("path", first.display()))?;
    let tried = try_out(book, &folder, &copy, scratch);
    let at = book.clock.local_moment().to_string().replace(' ', "T");
    let done = Rehearsed {
        at: at.clone(),
        copy: copy.moment.to_string().replace(' ', "T"),
        second,
        whole: tried.is_ok(),
        things: *tried.as_ref().unwrap_or(&0),
        detail: tried.err().unwrap_or_default(),
    };
    if done.whole {
        memory.whole_at = at;
    }
    memory.rehearsed = Some(done.clone());
    Ok(done)
}

/// What differs in words for support, or how many things were the same.
fn try_out(book: &Book, folder: &Path, copy: &SafetyCopy, scratch: &Path) -> Result<i64, String> {
    let path = folder.join(&copy.file);
    let (_, sha256) = copies::digest_of_file(&path).map_err(|e| e.to_string())?;
    if sha256 != copy.sha256 {
        return Err("digest of the file".to_owned());
    }
    let trial = scratch.join(format!("so06-dien-tap-{}.so06", std::process::id()));
    remove(&trial);
    let restored = Book::restore(&path, &trial, book.clock, &book.officer, |_| Ok(()));
    let found = restored
        .map_err(|e| format!("{}: {}", e.code.as_str(), e.detail))
        .and_then(|(restored, ())| compare(book, &restored, copy));
    remove(&trial);
    found
}

/// The trial leaves nothing behind.
fn remove(trial: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = trial.as_os_str().to_owned();
        name.push(suffix);
        drop(std::fs::remove_file(PathBuf::from(name)));
    }
}

fn compare(book: &Book, restored: &Book, copy: &SafetyCopy) -> Result<i64, String> {
    let words = |e: Error| format!("{}: {}", e.code.as_str(), e.detail);
    let verdict = restored.verify_journal().map_err(words)?;
    if let Some(at) = verdict.broken_at {
        return Err(format!("journal, operation {at}"));
    }
    let (operation, head) = restored.read(journal::last).map_err(words)?;
    if operation != copy.operation || hex(&head) != copy.head {
        return Err(format!("head of the journal: {operation}"));
    }
    let there = restored.read(|c| totals(c, operation)).map_err(words)?;
    let mark = Mark {
        seq: operation,
        head: copy.head.clone(),
    };
    // A book that was restored itself has another past since; then only the copy itself can be judged.
    if book.read(|c| has_been(c, &mark)).map_err(words)? {
        let here = book.read(|c| totals(c, operation)).map_err(words)?;
        if let Some((kind, _)) = here
            .iter()
            .zip(&there)
            .find(|(a, b)| a != b)
            .map(|(a, _)| a)
        {
            return Err(format!("totals of {}", kind.table()));
        }
    }
    Ok(there.iter().map(|(_, own)| own.0).sum())
}

/// Things of each kind, and the sum of what figures say, as they held after an operation.
fn totals(connection: &Connection, after: i64) -> Result<Vec<(Kind, (i64, i64))>> {
    let each = Kind::ALL.iter().map(|kind| {
        let sum = if *kind == Kind::Fact {
            "coalesce(sum(value), 0)"
        } else {
            "0"
        };
        let sql = format!(
            "SELECT count(*), {sum} FROM main.\"{}\" WHERE from_seq <= ?1 AND (to_seq IS NULL OR to_seq > ?1)",
            kind.table()
        );
        connection
            .query_row(&sql, params![after], |row| Ok((row.get(0)?, row.get(1)?)))
            .map(|own| (*kind, own))
            .map_err(sqlite)
    });
    each.collect()
}
