//! The figures of a form go in, by the same entering as any other.

use super::read::read_form;
use crate::domain::number::{Entry, parse_entry};
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::counts::{Imported, Place, RecordCount, Stated, record_each};
use crate::engine::dictionary::Dictionary;
use crate::engine::profile;
use crate::store::{Book, Done};
use crate::tabular::Workbook;

/// Takes a form that came back in one operation. A cell that cannot be is refused and stops no other; an empty one says
/// nothing.
pub fn import_form(book: &mut Book, workbook: &Workbook, rehearse: bool) -> Result<Done<Imported>> {
    let (form, dictionary) = book.read(|c| Ok((read_form(c, workbook)?, Dictionary::load(c)?)))?;
    let form = form.ok_or_else(|| Error::new(ErrorCode::NotAForm))?;
    let stated = Stated::Period(form.period, profile::today(book)?);
    let mut out = Imported::default();
    let (mut cells, mut requests) = (Vec::new(), Vec::new());
    for cell in &form.cells {
        let decimals = dictionary
            .definition(cell.indicator, form.period.last_day())
            .map_or(0, |own| own.decimals);
        match parse_entry(&cell.entry, decimals) {
            Ok(Entry::Empty) => {}
            Ok(entry) => {
                cells.push(cell);
                requests.push(RecordCount {
                    body: form.body,
                    indicator: cell.indicator,
                    stated,
                    entry,
                    source: None,
                    note: cell.note.clone(),
                });
            }
            Err(said) => out.refused.push(Place {
                row: cell.row,
                column: cell.column + 1,
                said,
            }),
        }
    }
    let done = record_each(book, &requests, rehearse)?;
    for ((cell, request), outcome) in cells.into_iter().zip(&requests).zip(done.value) {
        let (row, column) = (cell.row, cell.column + 1);
        match outcome {
            Ok(recorded) => {
                if recorded.changed || recorded.proposed {
                    out.accepted += 1;
                } else {
                    out.unchanged += 1;
                }
                if let Entry::Value(value, _) = request.entry {
                    let sum = out.totals.entry(cell.indicator).or_default();
                    *sum = sum.saturating_add(value);
                }
                let doubts = recorded.warnings.into_iter();
                out.warnings
                    .extend(doubts.map(|said| Place { row, column, said }));
            }
            Err(said) => out.refused.push(Place { row, column, said }),
        }
    }
    out.refused.sort_by_key(|place| (place.row, place.column));
    Ok(Done {
        value: out,
        changes: done.changes,
    })
}
