//! A copy of the program that is carried around (bản mang theo), on a stick with its books: what it keeps of itself lies
//! beside it, and nothing of it is left in the folders of the person at whose machine it was used.

use std::path::{Path, PathBuf};

/// The empty file beside the programs that makes a copy of them one that is carried around.
pub const MARK: &str = "so06-portable";

/// The folder of the running program, if it is carried around.
pub fn home() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let folder = program.parent()?;
    folder.join(MARK).is_file().then(|| folder.to_owned())
}

/// Whether a folder that is carried around holds both, the notes and the book. Both paths are whole and without links.
pub fn together(notes: &Path, book: &Path) -> bool {
    let mut above = notes.ancestors();
    above.any(|own| own.join(MARK).is_file() && book.starts_with(own))
}
