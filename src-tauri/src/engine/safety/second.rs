//! The second place for copies: a stick, another disk, a folder of the network. It holds the copies, and the files of
//! evidence once, so that a book can be taken up again on another machine from it alone.

use std::path::{Path, PathBuf};

use super::memory::{SafetyMemory, SecondPlace};
use super::{folder_of, machine_day, most_bytes};
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::evidence;
use crate::engine::exchange::{Mounts, StickFolder};
use crate::file::{folder_answers, whole};
use crate::store::Book;
use crate::store::copies::{self, SafetyCopy};

/// The folder of evidence within the second place.
pub(super) const EVIDENCE: &str = "minh-chung";

/// Refuses a second place that protects nothing more than the first.
pub fn check_second(book: &Book, folder: &Path, mounts: &Mounts) -> Result<SecondPlace> {
    if !folder.is_dir() {
        return Err(Error::new(ErrorCode::SecondMissing).with("path", folder.display()));
    }
    let (chosen, first) = (whole(folder), whole(&folder_of(book)));
    let beside = whole(book.path()).parent().map(Path::to_owned);
    if chosen.starts_with(&first) || beside.is_some_and(|own| chosen == own) {
        return Err(Error::new(ErrorCode::SecondBeside));
    }
    Ok(SecondPlace {
        folder: as_chosen(folder, &chosen, mounts),
        carried: String::new(),
    })
}

/// A stick is known by itself; a folder of the network keeps the letter by which it was chosen, with whose name and password
/// Windows opens it.
fn as_chosen(folder: &Path, whole: &Path, mounts: &Mounts) -> StickFolder {
    let own = StickFolder::of(whole, mounts);
    if own.label.is_empty() {
        let path = std::path::absolute(folder).unwrap_or_else(|_| whole.to_owned());
        return StickFolder { path, ..own };
    }
    own
}

/// The folder of this book within the second place, while that can be reached.
pub fn second_folder(book: &Book, memory: &SafetyMemory, mounts: &Mounts) -> Option<PathBuf> {
    let root = memory.second.as_ref()?.folder.place(mounts)?;
    if !folder_answers(&root) {
        return None;
    }
    copies::folder_within(&root, book).ok()
}

/// The folders in which copies of the book lie and can be reached now.
pub fn folders(book: &Book, memory: &SafetyMemory, mounts: &Mounts) -> Vec<PathBuf> {
    let mut out = vec![folder_of(book)];
    out.extend(second_folder(book, memory, mounts));
    out
}

/// Carries the newest copy and the evidence that the second place lacks; gives how many copies. What cannot be reached or
/// written now is tried the next time, and the screen shows how old the newest one there is.
pub fn carry_out(book: &Book, memory: &mut SafetyMemory, mounts: &Mounts) -> usize {
    let Some(to) = second_folder(book, memory, mounts) else {
        return 0;
    };
    let from = folder_of(book);
    let Some(newest) = copies::list_of(&from, book)
        .ok()
        .and_then(|mut own| own.pop())
    else {
        return 0;
    };
    let there = copies::list(&to)
        .iter()
        .any(|own| own.file == newest.file && own.sha256 == newest.sha256);
    let carried = usize::from(!there);
    if !there && carry_one(book, (&from, &to), &newest).is_err() {
        return 0;
    }
    if let Some(second) = &mut memory.second {
        second.carried = newest.moment.to_string().replace(' ', "T");
    }
    carried
}

fn carry_one(book: &Book, (from, to): (&Path, &Path), copy: &SafetyCopy) -> Result<()> {
    copies::carry(&from.join(&copy.file), &to.join(&copy.file))?;
    copies::enlist(to, copy)?;
    evidence::take_folder(&evidence::folder_of(book), &to.join(EVIDENCE))?;
    let most = book.read(most_bytes)?;
    copies::thin(to, book, machine_day(book), most).map(drop)
}
