//! The pages of a paper that was issued: the same bytes, however often (in lại).

use std::path::Path;

use super::freeze::thawed;
use super::issue::{report, request_of};
use crate::domain::{Id, Result};
use crate::engine::reports::preview::placed;
use crate::engine::reports::{FigureSpot, SavedFile, write_file};
use crate::report::{FontSet, traced};
use crate::store::{self, Book};

/// The bytes of its pages, compared with their digest.
pub fn issued_pages(book: &Book, id: Id) -> Result<Vec<u8>> {
    book.read(|connection| {
        let kept = report(connection, id)?;
        store::content(connection, &kept.record.pages)
    })
}

/// Where its figures stand on its pages.
pub fn issued_spots(book: &Book, id: Id) -> Result<Vec<FigureSpot>> {
    let (document, font) = book.read(|connection| {
        let kept = report(connection, id)?;
        Ok((
            thawed(connection, &kept.record)?,
            request_of(&kept.record)?.font(),
        ))
    })?;
    placed(book, traced(&document, &FontSet::load(font)?).spots())
}

/// Copies its pages into a file.
pub fn reprint(book: &Book, id: Id, path: &Path) -> Result<SavedFile> {
    let bytes = issued_pages(book, id)?;
    write_file(path, &bytes)?;
    Ok(SavedFile {
        path: path.display().to_string(),
        bytes: bytes.len() as u32,
    })
}
