//! Founding a book: from the built-in catalogue, or from a shipped example.

mod calendar;
mod catalogue;
mod example;
mod indicators;
mod keys;
mod plan;
mod services;

pub use calendar::{shipped_calendar, shipped_days};
pub use example::{ExampleInfo, examples};
pub use indicators::sections;
pub use services::Section;

use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use crate::clock::Clock;
use crate::domain::instant::parse_day;
use crate::domain::{Day, Error, ErrorCode, Result};
use crate::engine::bodies::levels;
use crate::engine::catalogue::{Catalogue, unit_by_code};
use crate::engine::forms;
use crate::engine::profile;
use crate::store::cipher::BookKey;
use crate::store::{Book, Operation, Tx};

/// A book to be made for a unit of the catalogue.
#[derive(Debug, Clone, Default)]
pub struct Founding {
    /// `918`, or `31123@2024-11-01` when a code has named several.
    pub root: String,
    /// Labels of its levels, the root's first; empty: as the catalogue has them.
    pub levels: Vec<String>,
}

/// Makes a book for a unit of the catalogue: `918`, or `31123@2024-11-01` when a code has named several.
pub fn new_book(path: &Path, root: &str, clock: Clock, officer: &str) -> Result<Book> {
    let (book, ()) = new_book_with(path, root, None, (clock, officer), |_| Ok(()))?;
    Ok(book)
}

/// The same with what else must be in it before it has its name.
pub(in crate::engine) fn new_book_with<T>(
    path: &Path,
    root: &str,
    key: Option<Arc<BookKey>>,
    (clock, officer): (Clock, &str),
    last: impl FnOnce(&mut Book) -> Result<T>,
) -> Result<(Book, T)> {
    let founding = Founding {
        root: root.to_owned(),
        levels: Vec::new(),
    };
    Book::create_under(path, key, clock, officer, |book| {
        fill(book, &founding)?;
        last(book)
    })
}

/// Makes a book as it was asked for.
pub fn found_book(path: &Path, wanted: &Founding, clock: Clock, officer: &str) -> Result<Book> {
    let (book, ()) = Book::create(path, clock, officer, |book| fill(book, wanted))?;
    Ok(book)
}

fn fill(book: &mut Book, wanted: &Founding) -> Result<()> {
    let (code, day) = match wanted.root.split_once('@') {
        Some((code, day)) => (code.trim(), parse_day(day)?),
        None => (wanted.root.trim(), book.clock.today()),
    };
    let unit = unit_by_code(code, day, !wanted.root.contains('@'))?;
    let levels = if wanted.levels.is_empty() {
        catalogue::levels(unit, day)
    } else {
        wanted.levels.clone()
    };
    let name = catalogue::full_name(unit, day);
    let operation = Operation::new("found_book", json!({ "root": name }));
    let key = forms::make_key(book.clock)?;
    let done = book.transact(operation, |tx| {
        let mut keys = catalogue::write(tx, unit)?;
        calendar::write_calendar(tx)?;
        indicators::write_indicators(tx, &mut keys)?;
        plan::write_groups(tx)?;
        plan::write_checklists(tx)?;
        let root = keys.body(Catalogue::get().units[unit].key)?;
        profile::put(tx, "root", &root.to_string())?;
        profile::put(tx, forms::KEY_SETTING, &key)?;
        levels::put(tx, &levels)?;
        let title = format!("Đề án 06 · {}", profile::year_of(day));
        profile::put(tx, "plan_title", &title)?;
        let letterhead = catalogue::letterhead_for(unit, day);
        let value = serde_json::to_string(&letterhead).map_err(internal)?;
        profile::put(tx, "letterhead", &value)
    })?;
    Ok(done.value)
}

/// What a book has of its own when it is made from a package: the labels of its levels and its letterhead, as the
/// catalogue has them for the unit; a body that is no unit of the catalogue enters them itself.
pub(in crate::engine) fn dress(tx: &mut Tx<'_>, code: &str, day: Day) -> Result<()> {
    let Ok(unit) = unit_by_code(code, day, true) else {
        return levels::put(tx, &["cơ quan".to_owned(), "bộ phận".to_owned()]);
    };
    levels::put(tx, &catalogue::levels(unit, day))?;
    let letterhead = catalogue::letterhead_for(unit, day);
    let value = serde_json::to_string(&letterhead).map_err(internal)?;
    profile::put(tx, "letterhead", &value)
}

/// Makes a shipped example.
pub fn new_example(path: &Path, name: &str, clock: Clock, officer: &str) -> Result<Book> {
    let example = example::named(name)?;
    let (book, ()) = Book::create(path, clock, officer, |book| {
        let operation = Operation::new("found_book", json!({ "root": example.title }));
        let key = forms::make_key(book.clock)?;
        let done = book.transact(operation, |tx| {
            profile::put(tx, forms::KEY_SETTING, &key)?;
            example::write(tx, name, &example)
        })?;
        Ok(done.value)
    })?;
    Ok(book)
}

fn internal(error: impl ToString) -> Error {
    Error::new(ErrorCode::Internal).detail(error.to_string())
}

/// Shipped data is read by the same code that reads anything else; a defect in it is a defect of the program.
fn shipped<T: serde::de::DeserializeOwned>(name: &str, text: &str) -> Result<T> {
    serde_json::from_str(text)
        .map_err(|e| Error::new(ErrorCode::Internal).detail(format!("{name}: {e}")))
}

fn optional_day(text: Option<&str>) -> Result<Option<Day>> {
    text.map(parse_day).transpose()
}
