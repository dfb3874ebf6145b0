//! Founding a book: from the built-in catalogue, or from a shipped example.

mod catalogue;
mod dictionary;
mod example;
mod indicators;
mod plan;
mod services;

pub use catalogue::{UnitOption, find_units};
pub use dictionary::shipped_calendar;
pub use example::{ExampleInfo, examples};
pub use indicators::sections;
pub use services::Section;

use std::path::Path;

use serde_json::json;

use crate::clock::Clock;
use crate::domain::instant::parse_day;
use crate::domain::{Day, Error, ErrorCode, Result};
use crate::engine::profile;
use crate::store::{Book, Operation};

/// Makes a book for a unit of the catalogue: `918`, or `31123@2024-11-01` when a code has named several.
pub fn new_book(path: &Path, root: &str, clock: Clock, officer: &str) -> Result<Book> {
    let (code, day) = match root.split_once('@') {
        Some((code, day)) => (code.trim(), parse_day(day)?),
        None => (root.trim(), clock.today()),
    };
    let unit = catalogue::unit_by_code(code, day, !root.contains('@'))?;
    let (book, ()) = Book::create(path, clock, officer, |book| {
        let done = book.transact(
            Operation::new("found_book", json!({ "root": unit.full_name() })),
            |tx| {
                let mut keys = catalogue::write(tx, &unit)?;
                dictionary::write_calendar(tx)?;
                indicators::write_indicators(tx, &mut keys)?;
                plan::write_groups(tx)?;
                plan::write_checklists(tx)?;
                let root = keys.body(&unit.key)?;
                profile::put(tx, "root", &root.to_string())?;
                profile::put(
                    tx,
                    "plan_title",
                    &format!("Đề án 06 · {}", profile::year_of(day)),
                )?;
                let letterhead = catalogue::letterhead_for(&unit)?;
                profile::put(
                    tx,
                    "letterhead",
                    &serde_json::to_string(&letterhead).map_err(internal)?,
                )
            },
        )?;
        Ok(done.value)
    })?;
    Ok(book)
}

/// Makes a shipped example.
pub fn new_example(path: &Path, name: &str, clock: Clock, officer: &str) -> Result<Book> {
    let example = example::named(name)?;
    let (book, ()) = Book::create(path, clock, officer, |book| {
        let operation = Operation::new("found_book", json!({ "root": example.title }));
        Ok(book
            .transact(operation, |tx| example::write(tx, &example))?
            .value)
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
