//! The whole book in open form and back (xuất, nhập toàn bộ sổ ở dạng mở).

use std::fs;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use crate::clock::Clock;
use crate::domain::Result;
use crate::engine::{evidence, exchange};
use crate::store::{Book, query};

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

/// Where the files of evidence go within the folder.
const EVIDENCE: &str = "minh-chung";

/// Writes the whole book into a folder that is empty or not there yet, with the files of evidence that lie whole
/// beside the book.
pub fn export_book(book: &Book, folder: &Path) -> Result<ExportedBook> {
    let (made, to) = (!folder.exists(), folder.join(EVIDENCE));
    let mut begun = false;
    let written = book.write_open_form(folder, EXPLAINED, || {
        begun = true;
        let digests = book.read(query::evidence_digests)?;
        evidence::copy_folder(&evidence::folder_of(book), &to, &digests)
    });
    if written.is_err() && begun {
        drop(fs::remove_dir_all(to));
        if made {
            drop(fs::remove_dir(folder));
        }
    }
    let (written, (files, bytes)) = written?;
    Ok(ExportedBook {
        files: written.files + files,
        bytes: written.bytes + bytes,
        rows: written.rows,
    })
}

/// Makes a new book from such a folder: an equal one, or none. Files of evidence are laid beside it; where one is
/// lacking the book says so itself when its evidence is checked. A book that met others before is a site of its own.
pub fn import_book(folder: &Path, path: &Path, clock: Clock, officer: &str) -> Result<Book> {
    evidence::with_files(path, |files| {
        Book::from_open_form(folder, path, (clock, officer), |book| {
            exchange::begin_again(book)?;
            evidence::take_folder(&folder.join(EVIDENCE), files).map(drop)
        })
    })
}
