//! A file or a pasted text, understood: its table, its time, its columns and rows.

mod heads;
mod intake;
mod sealed;
mod sheet;
mod table;
mod talk;
mod titles;
mod turned;

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use crate::domain::indicator::FormColumn;
use crate::domain::number::Entry;
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::counts::Stated;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::forms::read_form;
use crate::engine::intake::check::{FileTotal, Said};
use crate::engine::intake::heads::{Heads, Meaning};
use crate::engine::intake::rows::{ReadCell, ReadRow, Role};
use crate::engine::intake::sections::place;
use crate::engine::intake::shape::{Shape, lists_people};
use crate::engine::intake::time::FoundTime;
use crate::engine::profile;
use crate::store::{self, Book};
use crate::tabular::{FileKind, Remark, column_letters};

pub use intake::Intake;

/// What an officer decided about one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnChoice {
    /// The column, from 0.
    pub column: u32,
    /// What it means.
    pub meaning: Meaning,
    /// Of which indicator.
    pub indicator: Option<Id>,
}

/// What an officer decided before it goes in.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// The sheet, by its place.
    pub sheet: Option<usize>,
    /// The time that it speaks of.
    pub stated: Option<Stated>,
    /// Source code; each indicator's official one when none is given.
    pub source: Option<String>,
    /// What columns mean.
    pub columns: Vec<ColumnChoice>,
    /// What names mean; none leaves their rows out.
    pub bodies: HashMap<String, Option<Id>>,
}

/// A table, understood.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Place of the sheet.
    pub sheet: usize,
    /// Where things stand.
    pub shape: Shape,
    /// Its form: heads without days and numbers.
    pub form: String,
    /// Whether columns are known from an earlier file of that form.
    pub remembered: bool,
    /// The time that the titles name, with their words.
    pub found: Option<(FoundTime, String, u32)>,
    /// The time that is taken.
    pub stated: Stated,
    /// Rows.
    pub rows: Vec<ReadRow>,
    /// Totals of the file by indicator.
    pub totals: BTreeMap<Id, FileTotal>,
    /// What the table contradicts itself in.
    pub said: Vec<Said>,
    /// What could not be taken, with row and column: from 1, and from 0.
    pub refused: Vec<(u32, u32, Error)>,
    /// What of the file could not be read.
    pub remarks: Vec<Remark>,
    /// Whose sealed form it is, in words.
    pub sealed: Option<String>,
}

impl Reading {
    /// Whether any figure of a unit was understood.
    fn has_figures(&self) -> bool {
        let mut units = self.rows.iter().filter(|row| row.role == Role::Unit);
        units.any(|row| row.cells.iter().any(|cell| enters(cell).is_some()))
    }
}

/// What reading depends on.
pub(in crate::engine::intake) struct Ground<'a> {
    pub directory: &'a Directory,
    pub dictionary: &'a Dictionary,
    pub heads: Heads,
    pub today: Day,
}

/// Understands what came. Refused is what holds no figures by unit at all. Without a time of its own and without a
/// choice it is taken for the period at hand.
pub fn read_intake(book: &Book, intake: &Intake, choices: &Choices) -> Result<Reading> {
    let today = profile::today(book)?;
    book.read(|connection| {
        let calendar = profile::calendar(connection)?;
        let at_hand = Stated::Period(Period::at_hand(today, &calendar), today);
        read_for(connection, intake, choices, (at_hand, today))
    })
}

fn read_for(
    connection: &Connection,
    intake: &Intake,
    choices: &Choices,
    at_hand: (Stated, Day),
) -> Result<Reading> {
    let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
    let ground = Ground {
        directory: &directory,
        heads: Heads::of(&dictionary),
        dictionary: &dictionary,
        today: at_hand.1,
    };
    if let Some(workbook) = &intake.workbook
        && let Some(form) = read_form(connection, workbook)?
    {
        return Ok(ground.sealed(&form));
    }
    let known = store::list::<FormColumn>(connection, "1 = 1", &[])?;
    let known: HashMap<(String, String), (String, Option<Id>)> = known
        .into_iter()
        .map(|kept| kept.record)
        .map(|own| ((own.form, own.head), (own.meaning, own.indicator)))
        .collect();
    let table = || {
        let workbook = intake.workbook.as_ref()?;
        let upright = ground.tables((workbook, &intake.name), choices, at_hand.0, &known);
        if upright.as_ref().is_some_and(Reading::has_figures) {
            return upright;
        }
        let turned = ground.turned((workbook, &intake.name), choices, at_hand.0);
        turned.or(upright)
    };
    let Some(text) = &intake.text else {
        return table().ok_or_else(|| no_table(intake));
    };
    // Lines of a chat hold semicolons and commas as tables do; only cells parted by tabs and such are surely a table.
    let talk = || ground.talk(text, choices, at_hand.0, &known);
    if text.contains(['\t', '|', '<']) {
        return table().map_or_else(talk, Ok);
    }
    let said = talk();
    if said.as_ref().is_ok_and(Reading::has_figures) {
        return said;
    }
    match (said, table()) {
        (_, Some(table)) if table.has_figures() => Ok(table),
        (Err(_), Some(table)) => Ok(table),
        (said, _) => said,
    }
}

/// Why nothing of a file is taken.
fn no_table(intake: &Intake) -> Error {
    let mut tables = intake.workbook.iter().flat_map(|own| own.tables.iter());
    if tables.any(lists_people) {
        return Error::new(ErrorCode::CitizenNumber).with("digits", 12);
    }
    Error::new(ErrorCode::NoFigureTable).with("file", &intake.name)
}

type Known = HashMap<(String, String), (String, Option<Id>)>;

/// First and last day of a time.
fn span_of(stated: Stated) -> (Day, Day) {
    match stated {
        Stated::AsOf(instant) => (instant.day, instant.day),
        Stated::Period(period, _) => period.days(),
    }
}

impl Ground<'_> {
    fn stated_of(&self, found: FoundTime) -> Stated {
        match found {
            FoundTime::AsOf(instant) => Stated::AsOf(instant),
            FoundTime::Period(period) => Stated::Period(period, self.today),
        }
    }
}

fn year_of(day: Day) -> i32 {
    use chrono::Datelike;
    day.year()
}

/// "A", "B", … "AA".
pub(in crate::engine::intake) fn letter(column: u32) -> String {
    column_letters(place(column))
}

/// What rows refuse, with its place.
fn refusals(rows: &[ReadRow], shape: &Shape) -> Vec<(u32, u32, Error)> {
    let mut out = Vec::new();
    let note = shape
        .columns
        .iter()
        .find(|own| own.meaning == Meaning::Note)
        .map_or(0, |own| own.column);
    for row in rows {
        if let (Role::Unknown, Some(error)) = (row.role, &row.refusal) {
            out.push((row.row, shape.body, Error::clone(error)));
        }
        if let (Role::Unit, Some(error)) = (row.role, &row.note_refusal) {
            out.push((row.row, note, Error::clone(error)));
        }
        if row.role == Role::Unit {
            for cell in &row.cells {
                if let Err(error) = &cell.entry {
                    out.push((row.row, cell.column, Error::clone(error)));
                }
            }
        }
    }
    out
}

/// Whether a cell holds a figure to be entered.
pub(in crate::engine::intake) fn enters(cell: &ReadCell) -> Option<Entry> {
    match cell.entry {
        Ok(Entry::Empty) | Err(_) => None,
        Ok(entry) => Some(entry),
    }
}

/// The file kinds in words.
pub(in crate::engine) const fn kind_words(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Xlsx => "Excel (.xlsx)",
        FileKind::Xls => "Excel 97–2003 (.xls)",
        FileKind::Ods => "LibreOffice (.ods)",
        FileKind::Delimited => "văn bản có cột (.csv)",
        FileKind::Docx => "bảng trong Word (.docx)",
        FileKind::Html => "trang web lưu thành bảng",
    }
}
