//! Restoring (phục hồi): what would be lost is shown first, and the book of now is copied before it gives way.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::second::EVIDENCE;
use super::{copy_before, folder_of};
use crate::domain::{ChangeKind, Error, ErrorCode, Result};
use crate::engine::evidence;
use crate::engine::exchange::bind_place;
use crate::store::copies::{self, CopyReason};
use crate::store::journal::{self, Entry, entries};
use crate::store::note::{Mark, has_been};
use crate::store::{Book, Operation, Place, cipher, copies::look_into, sqlite, whole_file};

/// What a restore is called in the journal.
pub(super) const RESTORE: &str = "restore_book";

/// Most operations that are named.
const SHOWN: usize = 200;

/// What the book has and the copy has not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lost {
    /// Operations, the newest first, at most two hundred.
    pub operations: Vec<Entry>,
    /// How many there are.
    pub count: usize,
    /// Figures among what they changed.
    pub figures: i64,
    /// Papers that were issued or submitted since.
    pub papers: i64,
    /// Packages that went out since, which others have.
    pub sent: i64,
}

/// What restoring a copy would come to (xem trước khi phục hồi).
#[derive(Debug, Clone, PartialEq)]
pub struct RestorePreview {
    /// Where the copy lies.
    pub path: PathBuf,
    /// The last operation in it; none in an empty book.
    pub last: Option<Entry>,
    /// Whether the copy is of this book's own past.
    pub own_past: bool,
    /// What would be lost; nothing where the copy is of another book.
    pub lost: Lost,
}

/// Says what a copy holds, and what of the open book it does not.
pub fn preview_restore(book: Option<&Book>, path: &Path) -> Result<RestorePreview> {
    let not_a_copy = |e: Error| match e.code {
        ErrorCode::NotABook => Error::new(ErrorCode::NotACopy).with("path", path.display()),
        _ => e,
    };
    let inside = look_into(path).map_err(not_a_copy)?;
    let operation = inside.operation;
    let copy = cipher::connect(path, rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let last = entries(&copy, "seq = ?1", operation)?.pop();
    let mut out = RestorePreview {
        path: path.to_owned(),
        last,
        own_past: false,
        lost: Lost::default(),
    };
    if let Some(book) = book {
        let mark = Mark {
            seq: operation,
            head: inside.head,
        };
        (out.own_past, out.lost) = book.read(|c| {
            let own = has_been(c, &mark)?;
            Ok((
                own,
                if own {
                    lost(c, operation)?
                } else {
                    Lost::default()
                },
            ))
        })?;
    }
    Ok(out)
}

fn lost(connection: &rusqlite::Connection, after: i64) -> Result<Lost> {
    let mut operations = entries(connection, "seq > ?1 ORDER BY seq DESC", after)?;
    let count = operations.len();
    operations.truncate(SHOWN);
    let number = |sql: &str| {
        connection
            .query_row(sql, [after], |row| row.get(0))
            .map_err(sqlite)
    };
    Ok(Lost {
        operations,
        count,
        figures: number(
            "SELECT count(DISTINCT entity) FROM journal WHERE seq > ?1 AND kind = 'fact'",
        )?,
        papers: number(
            "SELECT count(DISTINCT entity) FROM journal WHERE seq > ?1 AND kind = 'report'",
        )?,
        sent: number(
            "SELECT count(*) FROM package WHERE from_seq > ?1 AND to_seq IS NULL AND direction = 'out'",
        )?,
    })
}

/// Folders in which the files of evidence of a copy may lie: beside it, within the second place, beside the book whose
/// copies these are.
pub fn evidence_beside(copy: &Path) -> Vec<PathBuf> {
    let mut out = vec![evidence::beside(copy)];
    if let Some(folder) = copy.parent() {
        out.push(folder.join(EVIDENCE));
        let name = folder.file_name().and_then(|own| own.to_str());
        if let Some(book) = name.and_then(|own| own.strip_suffix(".sao-luu")) {
            out.push(evidence::beside(&folder.with_file_name(book)));
        }
    }
    out
}

/// Puts a copy in the place of the open book, which is copied first. The book is given back open: the restored one, or,
/// with the error, the one of before.
pub fn restore_in_place(
    book: Book,
    copy: &Path,
    notes: &Path,
) -> std::result::Result<Book, (Option<Box<Book>>, Error)> {
    let prepared = prepare(&book, copy);
    let trial = match prepared {
        Ok(trial) => trial,
        Err(error) => return Err((Some(Box::new(book)), error)),
    };
    let (path, clock, officer) = (book.path().to_owned(), book.clock, book.officer.clone());
    let left = book.read(journal::last).map_or(0, |own| own.0);
    // Held until the book is open again.
    let key = book.key().cloned();
    drop(book);
    let swapped = swap(&trial, &path);
    drop(fs::remove_file(&trial));
    let opened = Book::open(&path, clock, &officer);
    drop(key);
    match (swapped, opened) {
        (Ok(()), Ok(mut book)) => match settle(&mut book, (copy, left), notes) {
            Ok(()) => Ok(book),
            Err(error) => Err((Some(Box::new(book)), error)),
        },
        (Err(error), opened) => Err((opened.ok().map(Box::new), error)),
        (Ok(()), Err(error)) => Err((None, error)),
    }
}

/// The copy as a whole book under another name, and the book of now as a copy.
fn prepare(book: &Book, copy: &Path) -> Result<PathBuf> {
    let Place::File(path) = book.place() else {
        return Err(Error::new(ErrorCode::NoBook));
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".phuc-hoi");
    let trial = path.with_file_name(name);
    drop(fs::remove_file(&trial));
    let broken = |at: i64| {
        Error::new(ErrorCode::CopyDamaged)
            .with("path", copy.display())
            .detail(format!("operation {at}"))
    };
    // A copy of before the book was encrypted, or of another passphrase, comes under that of now.
    let (key, who) = (book.key().cloned(), (book.clock, &*book.officer));
    let made = Book::restore_under(copy, &trial, key, who.0, who.1, |own| {
        own.verify_journal()?
            .broken_at
            .map_or(Ok(()), |at| Err(broken(at)))
    });
    drop(made?);
    copy_before(book, CopyReason::BeforeRestore).inspect_err(|_| drop(fs::remove_file(&trial)))?;
    Ok(trial)
}

/// The name changes hands once no log of the old book is left: that would be played into the new one.
fn swap(trial: &Path, path: &Path) -> Result<()> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if Path::new(&log).exists() {
        return Err(Error::new(ErrorCode::BookLocked).with("path", path.display()));
    }
    whole_file::name(trial, path).map_err(|error| whole_file::refusal(path, error))
}

/// Whose book it is now, where its evidence is, and a line in the journal, which also says up to which operation the book
/// had come that gave way: what copies and notes hold of that belongs to another branch from then on.
fn settle(book: &mut Book, (copy, left): (&Path, i64), notes: &Path) -> Result<()> {
    let base = book.read(journal::last)?.0;
    bind_place(book, notes)?;
    let folder = evidence::folder_of(book);
    for from in evidence_beside(copy) {
        if from != folder {
            evidence::take_folder(&from, &folder)?;
        }
    }
    let made = copies::list(&folder_of(book));
    let name = copy.file_name().unwrap_or_default().to_string_lossy();
    let moment = made
        .iter()
        .find(|own| own.file == name)
        .map(|own| own.moment.format("%H:%M ngày %d/%m/%Y").to_string())
        .unwrap_or_default();
    let params = json!({ "copy": moment, "base": base, "left": left });
    let operation = Operation::new(RESTORE, params);
    book.transact(operation, |tx| {
        tx.touch(ChangeKind::Book);
        Ok(())
    })
    .map(drop)
}
