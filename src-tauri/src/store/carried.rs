//! A copy of the program that is carried around (bản mang theo), on a stick with its books: what it keeps of itself lies
//! beside it, and nothing of it is left in the folders of the person at whose machine it was used.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::domain::hex::hex;
use crate::file;

/// The empty file beside the programs that makes a copy of them one that is carried around.
pub const MARK: &str = "so06-portable";

/// The folder beside it in which such a copy keeps what is its own.
const OWN: &str = "du-lieu-chuong-trinh";

/// The folder of the running program, if it is carried around.
pub fn home() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let folder = program.parent()?;
    folder.join(MARK).is_file().then(|| folder.to_owned())
}

/// Where a program that is carried around keeps what is its own.
pub fn own() -> Option<PathBuf> {
    home().map(|home| home.join(OWN))
}

/// Whether a folder that is carried around holds both, the notes and the book. Both paths are whole and without links.
pub fn together(notes: &Path, book: &Path) -> bool {
    around(notes, book).is_some()
}

/// The folder that is carried around and holds both.
fn around<'a>(notes: &'a Path, book: &Path) -> Option<&'a Path> {
    let mut above = notes.ancestors();
    above.find(|own| own.join(MARK).is_file() && book.starts_with(own))
}

/// What a book is called in the notes of a program: its whole path, but from the folder on where both are carried around,
/// since a stick has another letter on every machine.
pub fn called(notes: &Path, book: &Path) -> PathBuf {
    let (notes, book) = (whole(notes), whole(book));
    match around(&notes, &book).and_then(|own| book.strip_prefix(own).ok()) {
        Some(below) => below.to_owned(),
        None => book,
    }
}

/// Where a book lies now that is called so in the notes.
pub fn found(notes: &Path, called: &Path) -> PathBuf {
    if called.is_absolute() {
        return called.to_owned();
    }
    let notes = whole(notes);
    let mut above = notes.ancestors();
    match above.find(|own| own.join(MARK).is_file()) {
        Some(own) => own.join(called),
        None => called.to_owned(),
    }
}

/// The file in which something is noted of a book, in a folder of that name among the notes.
pub fn note_of(notes: &Path, folder: &str, book: &Path) -> PathBuf {
    let name = hex(&Sha256::digest(key(notes, book))[..8]);
    notes.join(folder).join(format!("{name}.json"))
}

/// By what a book is known in the notes, however its path was typed: through a link, a letter of a share, or on Windows in
/// other capitals.
pub fn key(notes: &Path, book: &Path) -> String {
    let (notes, book) = (file::whole(notes), file::whole(book));
    let called = called(&notes, &book).display().to_string();
    if cfg!(windows) {
        return called.to_lowercase();
    }
    called
}

fn whole(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}
