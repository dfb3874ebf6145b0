//! What was understood goes into the book: first to see what would change, then in one operation.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::json;

use super::check::{Said, head_key};
use super::heads::Meaning;
use super::read::{Reading, enters};
use super::rows::{ReadRow, Role, beside_number};
use super::shape::Column;
use crate::domain::indicator::{FormColumn, IndicatorKind};
use crate::domain::number::{Entry, decimal, signed};
use crate::domain::{Day, Error, Id, Result};
use crate::engine::counts::{Doubt, RecordCount, Recorded, Room, Stated, Targets};
use crate::engine::safety;
use crate::store::copies::CopyReason;
use crate::store::{self, Book, Done, Operation, Tx, series};

/// What came of a table, or would come of it.
#[derive(Debug, Clone, Default)]
pub struct Brought {
    /// What came of each figure, by row and column.
    pub cells: HashMap<(u32, u32), Recorded>,
    /// What was refused, with its row and column: from 1, and from 0.
    pub refused: Vec<(u32, u32, Error)>,
    /// Doubts, with their places.
    pub doubts: Vec<Said>,
    /// Figures that change the book, or become proposals.
    pub accepted: u32,
    /// Figures that the book has already.
    pub unchanged: u32,
    /// Sums of what the book held for the same figures before, and holds after.
    pub sums: BTreeMap<Id, (i64, i64)>,
    /// Units of the book that neither the table nor the book has any of these figures for.
    pub missing: Vec<Id>,
}

/// Says what would come of a table, and keeps nothing.
pub fn rehearse(book: &mut Book, reading: &Reading, source: Option<&str>) -> Result<Brought> {
    let room = Room::of(book)?;
    let requests = requests(reading, source);
    let operation = operation("", requests.len());
    let done = book.rehearse(operation, |tx| {
        let outcomes = room.enter_each(
            tx,
            &requests.iter().map(|own| own.2.clone()).collect::<Vec<_>>(),
        )?;
        brought(tx, &room, reading, &requests, outcomes)
    })?;
    Ok(done.value)
}

/// Takes a table in, in one operation; `remember` keeps what its columns mean for the next file of the same form.
pub fn bring_in(
    book: &mut Book,
    (name, reading): (&str, &Reading),
    source: Option<&str>,
    remember: bool,
) -> Result<Done<Brought>> {
    let room = Room::of(book)?;
    let requests = requests(reading, source);
    safety::copy_before(book, CopyReason::BeforeImport)?;
    book.transact(operation(name, requests.len()), |tx| {
        let outcomes = room.enter_each(
            tx,
            &requests.iter().map(|own| own.2.clone()).collect::<Vec<_>>(),
        )?;
        let out = brought(tx, &room, reading, &requests, outcomes)?;
        if remember {
            remember_columns(tx, reading)?;
        }
        Ok(out)
    })
}

fn operation(name: &str, figures: usize) -> Operation {
    Operation::new(
        "bring_in",
        json!({ "file": name, "count": figures.to_string() }),
    )
}

/// Every figure that is to be entered, with its row and column.
fn requests(reading: &Reading, source: Option<&str>) -> Vec<(u32, u32, RecordCount)> {
    let mut out = Vec::new();
    for row in reading.rows.iter().filter(|row| row.role == Role::Unit) {
        let Some(body) = row.body else { continue };
        // A note of the row stands with its first figure.
        let mut note = row.note.clone();
        for cell in &row.cells {
            let Some(entry) = enters(cell) else { continue };
            out.push((
                row.row,
                cell.column,
                RecordCount {
                    body,
                    indicator: cell.indicator,
                    stated: reading.stated,
                    entry,
                    source: source.map(str::to_owned),
                    note: note.take(),
                },
            ));
        }
    }
    out
}

fn brought(
    tx: &Tx<'_>,
    room: &Room,
    reading: &Reading,
    requests: &[(u32, u32, RecordCount)],
    outcomes: Vec<Result<Recorded>>,
) -> Result<Brought> {
    let mut out = Brought {
        refused: reading.refused.clone(),
        doubts: reading.said.clone(),
        ..Brought::default()
    };
    for ((row, column, request), outcome) in requests.iter().zip(outcomes) {
        match outcome {
            Ok(recorded) => {
                *if recorded.changed || recorded.proposed {
                    &mut out.accepted
                } else {
                    &mut out.unchanged
                } += 1;
                let value = |entry: Option<Entry>| match entry {
                    Some(Entry::Value(value, _)) => value,
                    _ => 0,
                };
                let sums = out.sums.entry(request.indicator).or_default();
                sums.0 = sums.0.saturating_add(value(recorded.stood));
                let after = if recorded.proposed {
                    recorded.stood
                } else {
                    Some(request.entry)
                };
                sums.1 = sums.1.saturating_add(value(after));
                out.doubts.extend(recorded.doubts.iter().map(|doubt| Said {
                    row: *row,
                    column: *column,
                    doubt: doubt.clone(),
                }));
                out.cells.insert((*row, *column), recorded);
            }
            Err(error) => out.refused.push((*row, *column, error)),
        }
    }
    let beside = Beside { tx, room, reading };
    out.doubts.extend(beside.compare(&out.cells)?);
    out.missing = beside.missing()?;
    out.refused.sort_by_key(|(row, column, _)| (*row, *column));
    out.doubts.sort_by_key(|said| (said.row, said.column));
    Ok(out)
}

/// What a table says beside its figures, held against the book.
struct Beside<'a> {
    tx: &'a Tx<'a>,
    room: &'a Room,
    reading: &'a Reading,
}

impl Beside<'_> {
    fn day(&self) -> Day {
        match self.reading.stated {
            Stated::AsOf(instant) => instant.day,
            Stated::Period(period, _) => period.last_day(),
        }
    }

    /// Targets, figures of before and increases that differ from the book's.
    fn compare(&self, cells: &HashMap<(u32, u32), Recorded>) -> Result<Vec<Said>> {
        let columns = self.reading.shape.columns.iter();
        let columns: Vec<(&Column, Id)> = columns
            .filter(|own| {
                matches!(
                    own.meaning,
                    Meaning::Target | Meaning::Previous | Meaning::Increase
                )
            })
            .filter_map(|own| Some((own, own.indicator?)))
            .collect();
        if columns.is_empty() {
            return Ok(Vec::new());
        }
        let ids = columns.iter().map(|(_, id)| *id);
        let targets = Targets::load(self.tx.connection(), ids)?;
        let mut out = Vec::new();
        for row in self
            .reading
            .rows
            .iter()
            .filter(|row| row.role == Role::Unit)
        {
            for (column, indicator) in &columns {
                let doubt = self.of_row(row, column, *indicator, (&targets, cells));
                out.extend(doubt.map(|doubt| Said {
                    row: row.row,
                    column: column.column,
                    doubt,
                }));
            }
        }
        Ok(out)
    }

    fn of_row(
        &self,
        row: &ReadRow,
        column: &Column,
        indicator: Id,
        (targets, cells): (&Targets, &HashMap<(u32, u32), Recorded>),
    ) -> Option<Doubt> {
        let (_, cell) = row.beside.iter().find(|(own, _)| *own == column.column)?;
        let (written, scale) = beside_number(cell, column)?;
        let body = row.body?;
        let definition = self.room.dictionary.definition(indicator, self.day())?;
        if scale > definition.decimals {
            return None;
        }
        let written = written.checked_mul(10_i64.pow(u32::from(definition.decimals - scale)))?;
        let words = |value: i64| decimal(value, definition.decimals);
        let figure = row.cells.iter().find(|cell| cell.indicator == indicator)?;
        let recorded = cells.get(&(row.row, figure.column));
        match column.meaning {
            Meaning::Target => {
                let given = targets.given(&self.room.directory, indicator, body, self.day())?;
                (given.value != written).then(|| {
                    let text = format!(
                        "Chỉ tiêu trong tệp là {}, trong sổ là {}. Sổ giữ chỉ tiêu theo văn bản giao; hãy xem lại.",
                        words(written),
                        words(given.value)
                    );
                    Doubt::new("target_differs", text)
                })
            }
            Meaning::Previous => {
                let before = recorded?.before?;
                (before != written).then(|| {
                    let text = format!(
                        "Kỳ trước trong tệp là {}, trong sổ là {}.",
                        words(written),
                        words(before)
                    );
                    Doubt::new("previous_differs", text)
                })
            }
            Meaning::Increase => {
                let before = recorded?.before?;
                let Some(Entry::Value(value, _)) = enters(figure) else {
                    return None;
                };
                let stock = self.room.dictionary.get(indicator)?.kind == IndicatorKind::Stock;
                (stock && value - before != written).then(|| {
                    let text = format!(
                        "Tệp ghi tăng {}, còn số này so với kỳ trước trong sổ ({}) là {}.",
                        words(written),
                        words(before),
                        signed(value - before, definition.decimals)
                    );
                    Doubt::new("increase_differs", text)
                })
            }
            _ => None,
        }
    }

    /// Units that have none of these figures, neither in the table nor in the book.
    fn missing(&self) -> Result<Vec<Id>> {
        let columns: Vec<(Id, bool)> = self
            .reading
            .shape
            .columns
            .iter()
            .filter(|own| own.meaning == Meaning::Figure)
            .filter_map(|own| {
                let id = own.indicator?;
                Some((id, self.room.dictionary.get(id)?.kind.is_stock()))
            })
            .collect();
        let (key, days) = match self.reading.stated {
            Stated::AsOf(instant) => (format!("@{}", instant.key()), (instant.day, instant.day)),
            Stated::Period(period, _) => (period.key(), period.days()),
        };
        // What was entered a moment ago in this operation counts too.
        let filed = series::filed(self.tx.connection(), &columns, &key, days, None)?;
        let named: HashSet<Id> = self
            .reading
            .rows
            .iter()
            .filter_map(|row| row.body)
            .collect();
        let units = self.room.directory.units(self.day());
        Ok(units
            .into_iter()
            .filter(|unit| !named.contains(unit) && !filed.contains_key(unit))
            .collect())
    }
}

/// Keeps what the columns mean.
fn remember_columns(tx: &mut Tx<'_>, reading: &Reading) -> Result<()> {
    for own in &reading.shape.columns {
        let plain = matches!(
            own.meaning,
            Meaning::Body | Meaning::Code | Meaning::Ordinal | Meaning::Unknown
        );
        if plain || own.parts.is_empty() {
            continue;
        }
        let column = FormColumn {
            form: reading.form.clone(),
            head: head_key(&own.head()),
            meaning: own.meaning.as_str().to_owned(),
            indicator: own.indicator,
        };
        let known = store::list::<FormColumn>(
            tx.connection(),
            "form = ?1 AND head = ?2",
            &[&column.form, &column.head],
        )?;
        match known.first() {
            Some(kept) => tx.set(kept.id, &column)?,
            None => drop(tx.add(&column)?),
        }
    }
    Ok(())
}
