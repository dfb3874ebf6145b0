//! Handlers of what goes out of the book.

use serde::Deserialize;
use ts_rs::TS;

use super::books;
use super::requests::requests;
use super::session::{Session, period};
use super::views::BookHead;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::forms;
use crate::engine::open_form::{self, ExportedBook};
use crate::engine::reports::SavedFile;
use crate::engine::tables::{self, TableKind, WantedTable};
use crate::store::Done;

requests! {
    /// A folder that is empty or not there yet.
    ExportBook { folder: String }
    /// A table: `counts`, `ranking` (of an indicator, compared with `target` or the code of another), `submissions`,
    /// `missing`, `tasks`.
    TableWanted { table: String, period: Option<String>, indicator: Option<Id>, base: Option<String> }
    /// A table into a file: .xlsx, .csv, .txt, .png.
    SaveTable { table: String, period: Option<String>, indicator: Option<Id>, base: Option<String>, path: String }
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
    let folder = books::place(session, &request.folder)?;
    open_form::export_book(session.book()?, &folder).map(unchanged)
}

pub(super) fn import_book(session: &mut Session, request: ImportBook) -> Result<Done<BookHead>> {
    let book = open_form::import_book(
        &books::place(session, &request.folder)?,
        &books::place(session, &request.path)?,
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
    let folder = books::place(session, &request.folder)?;
    let saved = forms::save_forms(session.book()?, &request.bodies, period, &folder)?;
    Ok(unchanged(saved.into_iter().map(|own| own.file).collect()))
}

/// What a request for a table means.
fn wanted(session: &Session, request: &TableWanted) -> Result<WantedTable> {
    let kind = match request.table.as_str() {
        "counts" => TableKind::Counts,
        "submissions" => TableKind::Submissions,
        "missing" => TableKind::Missing,
        "tasks" => TableKind::Tasks,
        "ranking" => {
            let dictionary = session.book()?.read(Dictionary::load)?;
            let indicator = request
                .indicator
                .ok_or_else(|| Error::new(ErrorCode::NoSuchIndicator).with("indicator", ""))?;
            let base = match request.base.as_deref() {
                None | Some("" | "target") => None,
                Some(code) => Some(dictionary.resolve(code)?),
            };
            TableKind::Ranking { indicator, base }
        }
        other => return Err(Error::new(ErrorCode::NoSuchTable).with("table", other)),
    };
    Ok(WantedTable {
        kind,
        period: period(session, request.period.as_deref().unwrap_or_default())?,
        today: session.day(None)?,
        boundary: session.boundary,
    })
}

pub(super) fn table_text(session: &mut Session, request: TableWanted) -> Result<Done<String>> {
    let wanted = wanted(session, &request)?;
    Ok(unchanged(tables::table(session.book()?, &wanted)?.chat()))
}

pub(super) fn table_picture(session: &mut Session, request: TableWanted) -> Result<Done<String>> {
    let wanted = wanted(session, &request)?;
    let picture = tables::table(session.book()?, &wanted)?.picture()?;
    let engine = base64::engine::general_purpose::STANDARD;
    Ok(unchanged(base64::Engine::encode(&engine, picture)))
}

pub(super) fn save_table(session: &mut Session, request: SaveTable) -> Result<Done<SavedFile>> {
    let table = TableWanted {
        table: request.table,
        period: request.period,
        indicator: request.indicator,
        base: request.base,
    };
    let wanted = wanted(session, &table)?;
    let path = books::place(session, &request.path)?;
    let book = session.book()?;
    tables::save_table(&path, || tables::table(book, &wanted)).map(unchanged)
}
