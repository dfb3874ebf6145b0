//! The whole book in open form and back (xuất, nhập toàn bộ sổ ở dạng mở).

use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use crate::clock::Clock;
use crate::domain::Result;
use crate::store::Book;

/// What explains the folder to whoever finds it, in its own words.
const EXPLAINED: (&str, &str) = (
    "DOC-TOI.txt",
    include_str!("../../../assets/open_form/DOC-TOI.txt"),
);

/// What was written (kết quả xuất sổ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct ExportedBook {
    /// Files.
    pub files: u32,
    /// Bytes of all of them.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Rows of all tables.
    #[ts(type = "number")]
    pub rows: u64,
}

/// Writes the whole book into a folder that is empty or not there yet.
pub fn export_book(book: &Book, folder: &Path) -> Result<ExportedBook> {
    let written = book.write_open_form(folder, EXPLAINED)?;
    Ok(ExportedBook {
        files: written.files,
        bytes: written.bytes,
        rows: written.rows,
    })
}

/// Makes a new book from such a folder: an equal one, or none.
pub fn import_book(folder: &Path, path: &Path, clock: Clock, officer: &str) -> Result<Book> {
    Book::from_open_form(folder, path, clock, officer)
}
