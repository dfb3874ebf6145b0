//! A restore for trial (diễn tập phục hồi): a copy that nobody ever restored is a hope. The newest one becomes a book in a
//! scratch folder, its journal is reckoned anew, and what it holds is counted and held against the book as it stood then.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use super::memory::{RehearsalFault, Rehearsed, SafetyMemory};
use super::{folder_of, second};
use crate::domain::hex::hex;
use crate::domain::{Error, ErrorCode, Kind, Result};
use crate::engine::exchange::Mounts;
use crate::store::copies::{self, SafetyCopy};
use crate::store::note::{Mark, has_been};
use crate::store::scratch::REHEARSED;
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
        let copy = copies::list_of(&folder, book).ok()?.pop()?;
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
        fault: tried.as_ref().err().map(|own| own.0),
        detail: tried.err().map(|own| own.1).unwrap_or_default(),
    };
    if done.whole {
        memory.whole_at = at;
    }
    memory.rehearsed = Some(done.clone());
    Ok(done)
}

/// What differs, with more of it for support.
type Fault = (RehearsalFault, String);

/// What differs, or how many things were the same.
fn try_out(book: &Book, folder: &Path, copy: &SafetyCopy, scratch: &Path) -> Result<i64, Fault> {
    let path = folder.join(&copy.file);
    let unread = |e: std::io::Error| (RehearsalFault::File, e.to_string());
    let (_, sha256) = copies::digest_of_file(&path).map_err(unread)?;
    if sha256 != copy.sha256 {
        return Err((RehearsalFault::File, String::new()));
    }
    let trial = scratch.join(format!("{REHEARSED}{}.so06", std::process::id()));
    remove(&trial);
    let restored = Book::restore(&path, &trial, book.clock, &book.officer, |_| Ok(()));
    let found = restored
        .map_err(|e| (RehearsalFault::Restore, words(e)))
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

fn words(error: Error) -> String {
    format!("{}: {}", error.code.as_str(), error.detail)
}

fn compare(book: &Book, restored: &Book, copy: &SafetyCopy) -> Result<i64, Fault> {
    use RehearsalFault::{Head, Journal, Totals};
    let of = |fault| move |e: Error| (fault, words(e));
    let verdict = restored.verify_journal().map_err(of(Journal))?;
    if let Some(at) = verdict.broken_at {
        return Err((Journal, format!("operation {at}")));
    }
    let (operation, head) = restored.read(journal::last).map_err(of(Head))?;
    if operation != copy.operation || hex(&head) != copy.head {
        return Err((Head, format!("operation {operation}")));
    }
    let there = restored
        .read(|c| totals(c, operation))
        .map_err(of(Totals))?;
    let mark = Mark {
        seq: operation,
        head: copy.head.clone(),
    };
    // A book that was restored itself has another past since; then only the copy itself can be judged.
    if book.read(|c| has_been(c, &mark)).map_err(of(Totals))? {
        let here = book.read(|c| totals(c, operation)).map_err(of(Totals))?;
        if let Some((kind, _)) = here
            .iter()
            .zip(&there)
            .find(|(a, b)| a != b)
            .map(|(a, _)| a)
        {
            return Err((Totals, kind.table().to_owned()));
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
