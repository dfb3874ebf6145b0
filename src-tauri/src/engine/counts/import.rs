//! A table of targets goes in: first column the body, further columns indicators. One bad cell never
//! stops the others, and none is lost: each is accepted, unchanged or refused with its place.

use std::collections::BTreeMap;

use super::targets::{SetTarget, set_targets};
use crate::domain::number::{Entry, parse_entry};
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::{Book, Done};
use crate::tabular::Sheet;

/// Where something stands in a table; rows and columns begin with 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place<T> {
    /// Row.
    pub row: u32,
    /// Column.
    pub column: u32,
    /// What is said of it.
    pub said: T,
}

/// What came of a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Imported {
    /// Targets that changed the book.
    pub accepted: u32,
    /// Targets that it had already.
    pub unchanged: u32,
    /// Refused cells with the reason.
    pub refused: Vec<Place<Error>>,
    /// Scaled sums of what was understood, by indicator.
    pub totals: BTreeMap<Id, i64>,
}

/// A cell that was understood.
struct Cell {
    row: u32,
    column: u32,
    body: Id,
    indicator: Id,
    entry: Entry,
}

/// Reads the cells of a table; a head that names no indicator is refused once, for its whole column.
fn cells(
    sheet: &Sheet,
    directory: &Directory,
    dictionary: &Dictionary,
    span: (Day, Day),
    refused: &mut Vec<Place<Error>>,
) -> Vec<Cell> {
    let day = span.1;
    let refuse = |row, column: usize, said: Error| Place {
        row,
        column: column as u32 + 1,
        said,
    };
    let columns: Vec<(usize, Id)> = sheet
        .head
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, head)| !head.is_empty())
        .filter_map(|(column, head)| match dictionary.resolve(head) {
            Ok(id) => Some((column, id)),
            Err(error) => {
                refused.push(refuse(1, column, error));
                None
            }
        })
        .collect();
    let mut out = Vec::new();
    for line in &sheet.rows {
        let name = line.cells.first().map_or("", String::as_str);
        let body = match directory.resolve_within(name, span) {
            Ok(body) => body,
            Err(error) => {
                refused.push(refuse(line.number, 0, error));
                continue;
            }
        };
        for (column, indicator) in &columns {
            let typed = line.cells.get(*column).map_or("", String::as_str);
            let decimals = dictionary
                .definition(*indicator, day)
                .map_or(0, |own| own.decimals);
            match parse_entry(typed, decimals) {
                Ok(Entry::Empty) => {}
                Ok(entry) => out.push(Cell {
                    row: line.number,
                    column: *column as u32 + 1,
                    body,
                    indicator: *indicator,
                    entry,
                }),
                Err(error) => refused.push(refuse(line.number, *column, error)),
            }
        }
    }
    out
}

/// Takes a table of targets in one operation: all that were understood.
pub fn import_targets(
    book: &mut Book,
    sheet: &Sheet,
    period: Period,
    document: &str,
) -> Result<Done<Imported>> {
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let mut out = Imported::default();
    let cells = cells(
        sheet,
        &directory,
        &dictionary,
        period.days(),
        &mut out.refused,
    );
    let mut requests = Vec::new();
    for cell in &cells {
        let Entry::Value(value, _) = cell.entry else {
            let said = Error::new(ErrorCode::NotANumber).with("text", "-");
            out.refused.push(Place {
                row: cell.row,
                column: cell.column,
                said,
            });
            continue;
        };
        let sum = out.totals.entry(cell.indicator).or_default();
        *sum = sum.saturating_add(value);
        requests.push(SetTarget {
            body: cell.body,
            indicator: cell.indicator,
            period,
            value,
            last_day: None,
            central_day: None,
            document: document.to_owned(),
            document_day: None,
        });
    }
    let done = set_targets(book, &requests)?;
    out.accepted = done.value;
    out.unchanged = requests.len() as u32 - done.value;
    out.refused.sort_by_key(|place| (place.row, place.column));
    Ok(Done {
        value: out,
        changes: done.changes,
    })
}
