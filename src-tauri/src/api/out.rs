//! Handlers of what goes out of the book.

use std::path::Path;

use serde::Deserialize;
use ts_rs::TS;

use super::books;
use super::requests::requests;
use super::session::{Session, period};
use super::views::BookHead;
use crate::domain::{Id, Result};
use crate::engine::forms;
use crate::engine::open_form::{self, ExportedBook};
use crate::engine::reports::SavedFile;
use crate::store::Done;

requests! {
    /// A folder that is empty or not there yet.
    ExportBook { folder: String }
    /// Sealed forms of a period, one a unit, into a folder.
    SaveForms { period: String, bodies: Vec<Id>, folder: String }
    /// A book in open form, and where the new book is to lie.
    ImportBook { folder: String, path: String }
}

fn unchanged<T>(value: T) -> Done<T> {
    Done {
        value,
        changes: Vec::new(),
    }
}

pub(super) fn export_book(
    session: &mut Session,
    request: ExportBook,
) -> Result<Done<ExportedBook>> {
    let folder = books::place(session, &request.folder);
    open_form::export_book(session.book()?, &folder).map(unchanged)
}

pub(super) fn import_book(session: &mut Session, request: ImportBook) -> Result<Done<BookHead>> {
    let book = open_form::import_book(
        Path::new(request.folder.trim()),
        &books::place(session, &request.path),
        session.clock,
        &session.officer,
    )?;
    books::take(session, book)
}

pub(super) fn save_forms(
    session: &mut Session,
    request: SaveForms,
) -> Result<Done<Vec<SavedFile>>> {
    let period = period(session, &request.period)?;
    let folder = books::place(session, &request.folder);
    let saved = forms::save_forms(session.book()?, &request.bodies, period, &folder)?;
    Ok(unchanged(saved.into_iter().map(|own| own.file).collect()))
}
