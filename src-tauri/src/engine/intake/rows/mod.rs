//! What each row of a table is (vai trò của dòng): a unit, a group, a total, or nothing of the table; and its figures.

mod numbers;
mod role;

use std::collections::{HashMap, HashSet};

use super::heads::Meaning;
use super::names::Names;
use super::number::Reader;
use super::shape::{Shape, numbers_columns};
use crate::domain::number::Entry;
use crate::domain::text::refuse_citizen_number;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::tabular::{Cell, Table, TableRow};

use role::{ENDING, begins_with};

pub use numbers::{beside_number, reader_of};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A unit's figures.
    Unit,
    /// The head of a group, with or without its sum.
    Group,
    /// A total.
    Total,
    /// Figures of someone whom the book does not know.
    Unknown,
    /// Nothing of the table.
    LeftOut,
}

/// A figure of a row, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadCell {
    /// The column, from 0.
    pub column: u32,
    /// The indicator.
    pub indicator: Id,
    /// As the file has it; nothing where it has none.
    pub written: Option<Cell>,
    /// What was understood, or why nothing was. There may be half a million of them: the rare reason takes no room.
    pub entry: Result<Entry, Box<Error>>,
}

/// A row, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRow {
    /// Its number in the file, from 1.
    pub row: u32,
    /// The name in it.
    pub name: String,
    /// What it is.
    pub role: Role,
    /// Whose figures, or whose sum.
    pub body: Option<Id>,
    /// Why the name could not be understood.
    pub refusal: Option<Box<Error>>,
    /// Figures.
    pub cells: Vec<ReadCell>,
    /// What stands beside them: targets, percentages, figures of before.
    pub beside: Vec<(u32, Cell)>,
    /// A note of the row.
    pub note: Option<String>,
    /// Why the note was refused.
    pub note_refusal: Option<Box<Error>>,
}

/// Reads the rows below the head of a table.
pub struct Rows<'a> {
    /// Where things stand.
    pub shape: &'a Shape,
    /// Names of units.
    pub names: &'a Names<'a>,
    /// Indicators.
    pub dictionary: &'a Dictionary,
}

/// Rows that are understood at most: twenty times the units of the country. What stands below is told, not read.
pub const MOST_ROWS: usize = 65_536;

impl Rows<'_> {
    /// Reads all rows.
    pub fn read(&self, table: &Table) -> Vec<ReadRow> {
        let below = self.shape.head.map_or(0, |(_, last)| last);
        let readers = self.readers();
        let mut out: Vec<ReadRow> = Vec::with_capacity(table.rows.len().min(MOST_ROWS));
        let mut group: Option<String> = None;
        let mut ended = false;
        let rows = table.rows.iter().filter(|row| row.number > below);
        for row in rows.take(MOST_ROWS) {
            let read = self.row(row, &readers, group.as_deref(), ended);
            match read.role {
                Role::Group => {
                    group = Some(read.name.clone()).filter(|name| self.names.knows(name));
                }
                Role::LeftOut => ended = ended || begins_with(&read.name, &ENDING),
                Role::Unit => ended = false,
                _ => {}
            }
            out.push(read);
        }
        self.sums_of_units(&mut out);
        refuse_twice(&mut out, self.names);
        out
    }

    /// How each column of figures is read, in the order of the columns.
    fn readers(&self) -> Vec<(u32, Reader)> {
        let day = self.names.day();
        let figures = self
            .shape
            .columns
            .iter()
            .filter(|own| own.meaning == Meaning::Figure);
        figures
            .filter_map(|own| {
                Some((
                    own.column,
                    reader_of(own, own.indicator?, self.dictionary, day),
                ))
            })
            .collect()
    }

    fn row(
        &self,
        row: &TableRow,
        readers: &[(u32, Reader)],
        group: Option<&str>,
        ended: bool,
    ) -> ReadRow {
        let first_figure = readers.first().map_or(u32::MAX, |(column, _)| *column);
        let own = row.cell(self.shape.body).map(Cell::text);
        let label = own.clone().unwrap_or_else(|| {
            // "Tổng cộng" over two merged columns stands in the first of them.
            let before = row.cells.iter().find(|(column, cell)| {
                *column < first_figure.max(self.shape.body) && matches!(cell, Cell::Text(_))
            });
            before.map(|(_, cell)| cell.text()).unwrap_or_default()
        });
        let mut out = ReadRow {
            row: row.number,
            name: single_blanks(&label),
            role: Role::LeftOut,
            body: None,
            refusal: None,
            cells: Vec::new(),
            beside: Vec::new(),
            note: None,
            note_refusal: None,
        };
        if numbers_columns(row) && own.as_ref().is_none_or(|text| !self.names.knows(text)) {
            return out;
        }
        out.cells.reserve_exact(readers.len());
        self.fill(row, readers, &mut out);
        // A name of an office or of a signer may stand in the columns of figures; it is none.
        let nameless = out.name.chars().all(|c| !c.is_alphanumeric());
        let filled = out.cells.iter().any(|cell| match &cell.entry {
            // A line of dashes without a name says nothing.
            Ok(Entry::NoData) if nameless => false,
            Ok(entry) => *entry != Entry::Empty,
            Err(error) => error.code != ErrorCode::NotANumber,
        });
        // Numbers of rows say nothing of what they are.
        let ordinal = match row.cells.first() {
            Some((_, Cell::Text(text))) => text,
            _ => "",
        };
        let above = self
            .shape
            .above
            .and_then(|column| row.cell(column))
            .map(|cell| cell.text().into_owned());
        let code = self
            .shape
            .code
            .and_then(|column| row.cell(column))
            .map(|cell| cell.text().into_owned());
        let refusal;
        (out.role, out.body, refusal) = self.role(
            &out.name,
            ordinal,
            (above.as_deref().or(group), code.as_deref()),
            filled,
            ended,
        );
        out.refusal = refusal.map(Box::new);
        if out.role == Role::LeftOut {
            out.cells.clear();
        }
        out
    }

    fn fill(&self, row: &TableRow, readers: &[(u32, Reader)], out: &mut ReadRow) {
        for column in &self.shape.columns {
            let cell = row.cell(column.column);
            match (column.meaning, column.indicator, cell) {
                (Meaning::Figure, Some(indicator), cell) if column.twin.is_none() => {
                    let reader = readers.iter().find(|(own, _)| *own == column.column);
                    let entry = match (cell, reader) {
                        (Some(cell), Some((_, reader))) => reader.cell(cell).map_err(Box::new),
                        _ => Ok(Entry::Empty),
                    };
                    out.cells.push(ReadCell {
                        column: column.column,
                        indicator,
                        written: cell.cloned(),
                        entry,
                    });
                }
                (
                    Meaning::Target | Meaning::Percent | Meaning::Previous | Meaning::Increase,
                    _,
                    Some(cell),
                ) => {
                    out.beside.push((column.column, cell.clone()));
                }
                (Meaning::Note, _, Some(Cell::Text(text))) => match refuse_citizen_number(text) {
                    Ok(()) => out.note = Some(text.to_string()),
                    Err(error) => out.note_refusal = Some(Box::new(error)),
                },
                _ => {}
            }
        }
    }

    /// A row of the root, or of a unit whose units stand in the table, is a sum and never a unit.
    fn sums_of_units(&self, rows: &mut [ReadRow]) {
        let directory = self.names.directory();
        let day = self.names.day();
        let present: HashSet<Id> = rows
            .iter()
            .filter(|row| row.role == Role::Unit)
            .filter_map(|row| row.body)
            .collect();
        let mut above: HashSet<Id> = HashSet::new();
        for body in &present {
            above.extend(
                directory
                    .parents(*body, day)
                    .into_iter()
                    .filter(|parent| parent != body),
            );
        }
        for row in rows.iter_mut().filter(|row| row.role == Role::Unit) {
            if row.body.is_some_and(|body| above.contains(&body)) {
                row.role = if row.body == Some(directory.root) {
                    Role::Total
                } else {
                    Role::Group
                };
            }
        }
    }
}

/// A figure that stands twice: the second one is refused, unless it says the same.
pub(super) fn refuse_twice(rows: &mut [ReadRow], names: &Names<'_>) {
    // Of each unit what stands first of each indicator, and in which row.
    let mut first: HashMap<Id, Vec<(Id, u32, Entry)>> = HashMap::new();
    let day = names.day();
    for row in rows.iter_mut().filter(|row| row.role == Role::Unit) {
        let Some(body) = row.body else { continue };
        let of_body = first.entry(body).or_default();
        for cell in &mut row.cells {
            let Ok(entry) = cell.entry else { continue };
            if entry == Entry::Empty {
                continue;
            }
            match of_body.iter().find(|(own, ..)| *own == cell.indicator) {
                Some((_, at, known)) if *known != entry => {
                    let error = Error::new(ErrorCode::BodyTwice)
                        .with("body", names.directory().name(body, day))
                        .with("row", at);
                    cell.entry = Err(Box::new(error));
                }
                Some(_) => {}
                None => of_body.push((cell.indicator, row.row, entry)),
            }
        }
    }
}

/// A text with single blanks between its words.
fn single_blanks(text: &str) -> String {
    let plain = |c: char| c == ' ' || !c.is_whitespace();
    if text.chars().all(plain) && !text.contains("  ") {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
