//! Whether a book that is opened is the one that was closed (sổ được phục hồi, chép hay chuyển chỗ).
//!
//! What was noted outside the book is held against the book and where it lies now. Asked of every book that is opened,
//! before anything is exchanged; nothing is asked of one that never met another.

use std::path::{Path, PathBuf};

use super::begin::{Begin, begin};
use crate::clock::Clock;
use crate::domain::exchange::Succession;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::{evidence, safety};
use crate::store::note::{self, Mark, Note, Noting, Whereabouts};
use crate::store::{Book, Place};

/// What the note says of a book that was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It never met another, or cannot be written: nothing is to be noted.
    Alone,
    /// It is the one that was noted, where it was noted.
    Same,
    /// It has told more than it knows: it was put back from an older copy.
    Older,
    /// The one that was noted is still there: this is a copy of it.
    Copied {
        /// Where the other one lies.
        from: PathBuf,
    },
    /// It lies elsewhere than noted, or nothing is noted: moved or copied, which only a person can say.
    Unsure {
        /// Where it was noted; none where nothing is.
        from: Option<PathBuf>,
    },
}

/// What was found of a book, with all that a new site needs to know.
struct Found {
    standing: Standing,
    /// The last operation that the book and the note have in common.
    common: Option<Mark>,
    /// The highest number of a package that is noted.
    after: i64,
}

fn find(book: &Book, folder: &Path) -> Result<Found> {
    let alone = Found {
        standing: Standing::Alone,
        common: None,
        after: 0,
    };
    let Place::File(path) = book.place() else {
        return Ok(alone);
    };
    let Some(site) = book.read(note::own_uid)? else {
        return Ok(alone);
    };
    let head = book.read(note::mark)?;
    let Some(noted) = Note::read(folder, &site) else {
        return Ok(Found {
            standing: Standing::Unsure { from: None },
            common: Some(head),
            after: 0,
        });
    };
    let here = Whereabouts::of(path, folder);
    let common = book.read(|c| {
        for mark in noted.marks.iter().rev() {
            if note::has_been(c, mark)? {
                return Ok(Some(mark.clone()));
            }
        }
        Ok(None)
    })?;
    let behind = common.as_ref() != noted.last();
    let same = here.same(&noted.place);
    let elsewhere = !same && here.path != noted.place.path && here.same_machine(&noted.place);
    let other = elsewhere.then(|| note::holds(&noted.place.path, &site));
    let standing = match other {
        Some(Some(true)) => Standing::Copied {
            from: noted.place.path.clone(),
        },
        _ if behind => Standing::Older,
        None if same => Standing::Same,
        _ => Standing::Unsure {
            from: Some(noted.place.path.clone()),
        },
    };
    Ok(Found {
        standing,
        // What was done since the last mark is of this file alone, unless the note speaks of another branch.
        common: if behind { common } else { Some(head) },
        after: noted.highest(),
    })
}

/// Holds a book that was opened against what is noted in `folder`, and notes it from now on. One that was put back or
/// copied becomes a site of its own at once; of one that may have been moved nothing is exchanged before
/// [`settle_place`] was told.
pub fn bind_place(book: &mut Book, folder: &Path) -> Result<Standing> {
    if book.is_archive()? {
        return Ok(Standing::Alone);
    }
    let found = find(book, folder)?;
    book.noting = Noting::In(folder.to_owned());
    match &found.standing {
        Standing::Alone => {}
        Standing::Same => {
            // Where nothing more can be noted, it is said when something is to be exchanged.
            if book.note().is_err() {
                book.noting = Noting::Unsure(folder.to_owned());
            }
        }
        Standing::Older | Standing::Copied { .. } if note::writable(folder).is_err() => {
            book.noting = Noting::Unsure(folder.to_owned());
        }
        Standing::Older => renew(book, &found, Succession::Restored, RESTORED)?,
        Standing::Copied { .. } => renew(book, &found, Succession::Copied, COPIED)?,
        Standing::Unsure { .. } => book.noting = Noting::Unsure(folder.to_owned()),
    }
    Ok(found.standing)
}

const RESTORED: &str = "Sổ được phục hồi từ bản cũ hơn.";
const COPIED: &str = "Sổ được chép thành bản thứ hai.";

fn renew(book: &mut Book, found: &Found, succession: Succession, reason: &str) -> Result<()> {
    begin(
        book,
        &Begin {
            succession,
            reason,
            from: Some(found.common.as_ref().map_or(0, |mark| mark.seq) + 1),
            after: found.after,
        },
    )
    .map(drop)
}

/// Makes a book of an older copy (phục hồi từ bản sao): a site of its own from the start, whatever is noted.
pub fn restore_book(
    from: &Path,
    path: &Path,
    (clock, officer): (Clock, &str),
    folder: &Path,
) -> Result<Book> {
    let broken = |at: i64| Error::new(ErrorCode::DamagedBook).detail(format!("operation {at}"));
    let (mut book, ()) = evidence::with_files(path, |files| {
        Book::restore(from, path, clock, officer, |book| {
            if let Some(at) = book.verify_journal()?.broken_at {
                return Err(broken(at));
            }
            // A book that could speak under the name of another one is worse than none.
            become_other(book, folder)?;
            for beside in safety::evidence_beside(from) {
                evidence::take_folder(&beside, files)?;
            }
            Ok(())
        })
    })?;
    note_here(&mut book, folder);
    Ok(book)
}

fn become_other(book: &mut Book, folder: &Path) -> Result<()> {
    let found = find(book, folder)?;
    match found.standing {
        Standing::Alone => Ok(()),
        Standing::Copied { .. } => renew(book, &found, Succession::Copied, COPIED),
        Standing::Same | Standing::Older | Standing::Unsure { .. } => {
            renew(book, &found, Succession::Restored, RESTORED)
        }
    }
}

/// Notes a book that became a site of its own just now. Where that cannot be done it is said when something is to be
/// exchanged.
pub(super) fn note_here(book: &mut Book, folder: &Path) {
    book.noting = Noting::In(folder.to_owned());
    drop(book.note());
}

/// Says whether a book of which that was not known was moved here, or is a copy.
pub fn settle_place(book: &mut Book, moved: bool) -> Result<()> {
    let Noting::Unsure(folder) = book.noting.clone() else {
        return Ok(());
    };
    note::writable(&folder)?;
    let found = find(book, &folder)?;
    book.noting = Noting::In(folder.clone());
    let done = if moved {
        book.note()
    } else {
        renew(book, &found, Succession::Copied, COPIED)
    };
    // What could not be noted is as unsure as before.
    let noted = done.and_then(|()| book.note());
    if noted.is_err() {
        book.noting = Noting::Unsure(folder);
    }
    noted
}

/// Refuses exchange while nobody has said whether the book was moved or copied, or nothing can be noted of it.
pub(super) fn refuse_unsure(book: &mut Book) -> Result<()> {
    let Noting::Unsure(folder) = book.noting.clone() else {
        return Ok(());
    };
    note::writable(&folder)?;
    // The folder can be written again, so what could not be done at opening is done now.
    let found = find(book, &folder)?;
    book.noting = Noting::In(folder.clone());
    let done = match found.standing {
        Standing::Alone | Standing::Same => Ok(()),
        Standing::Older => renew(book, &found, Succession::Restored, RESTORED),
        Standing::Copied { .. } => renew(book, &found, Succession::Copied, COPIED),
        Standing::Unsure { .. } => Err(Error::new(ErrorCode::SiteUnsure)),
    };
    done.and_then(|()| book.note())
        .inspect_err(|_| book.noting = Noting::Unsure(folder))
}

/// The folder of notes of a program: that which `SO06_NOTES_DIR` names, else one in the program's own folder.
pub fn notes_folder(data: &Path) -> PathBuf {
    std::env::var_os("SO06_NOTES_DIR").map_or_else(|| data.join("may"), PathBuf::from)
}
