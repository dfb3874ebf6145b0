//! A form that came back.

use rusqlite::Connection;

use super::seal::{Seal, plain};
use super::{HIDDEN, MARK, VERSION, cell_name, line};
use crate::domain::hex::from_hex;
use crate::domain::{Error, ErrorCode, Id, Period, Result};
use crate::store::identity;
use crate::tabular::{Cell, Table, Workbook};

/// A form whose seal holds (biểu kín gửi về).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormReturned {
    /// The unit it was made for.
    pub body: Id,
    /// Its period.
    pub period: Period,
    /// When it was made.
    pub issued: String,
    /// Which table of the workbook was filled, from 0.
    pub table: usize,
    /// The cells to be filled, in their order, empty ones too.
    pub cells: Vec<FormCell>,
}

/// A cell that was to be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormCell {
    /// Its row, from 1.
    pub row: u32,
    /// Its column, from 0.
    pub column: u32,
    /// What it stands for.
    pub indicator: Id,
    /// What was written, as an officer would type it; empty where nothing was.
    pub entry: String,
    /// The note beside it.
    pub note: String,
}

/// Reads a form out of a workbook; none when the workbook is no form at all. Refused are a form of another book, of a
/// newer program, and one whose seal does not hold, with the cell where it breaks.
pub fn read_form(connection: &Connection, workbook: &Workbook) -> Result<Option<FormReturned>> {
    let lines = workbook
        .tables
        .iter()
        .filter(|table| table.name == HIDDEN)
        .map(texts)
        .find(|lines| {
            lines
                .first()
                .and_then(|own| own.first())
                .is_some_and(|own| own == MARK)
        });
    let Some(lines) = lines else {
        return Ok(None);
    };
    let seal = Seal::of(connection)?;
    let sealed = Sealed::open(&seal, &lines)?;
    let table = sealed.filled(&seal, workbook)?;
    let known = |uid: &str| -> Result<Id> {
        let uid = from_hex(uid).unwrap_or_default();
        identity::by_uid(connection, &uid)?.ok_or_else(|| Error::new(ErrorCode::FormOfAnotherBook))
    };
    let mut cells = Vec::new();
    for own in sealed.of(line::ANSWER) {
        let [_, row, column, note, indicator, ..] = own else {
            return Err(broken(HIDDEN));
        };
        let (row, column, note) = (number(row)?, number(column)?, number(note)?);
        let at = |column| {
            workbook.tables[table]
                .row(row)
                .and_then(|own| own.cell(column))
        };
        cells.push(FormCell {
            row,
            column,
            indicator: known(indicator)?,
            entry: at(column).map(typed).unwrap_or_default(),
            note: at(note).map(|own| plain(&own.text())).unwrap_or_default(),
        });
    }
    Ok(Some(FormReturned {
        body: known(sealed.one(line::BODY)?)?,
        period: Period::parse(sealed.one(line::PERIOD)?)?,
        issued: sealed.one(line::ISSUED)?.to_owned(),
        table,
        cells,
    }))
}

fn broken(cell: &str) -> Error {
    Error::new(ErrorCode::FormSealBroken).with("cell", cell)
}

fn number(text: &str) -> Result<u32> {
    text.parse().map_err(|_| broken(HIDDEN))
}

/// Texts of a table, row by row, without what is empty at their ends.
fn texts(table: &Table) -> Vec<Vec<String>> {
    let row = |cells: &[(u32, Cell)]| {
        let mut out: Vec<String> = Vec::new();
        for (column, cell) in cells {
            // The lines of a form are a few columns wide; whatever stands further out is none of ours.
            if *column < 16 {
                out.resize((*column as usize).max(out.len()), String::new());
                out.push(plain(&cell.text()));
            }
        }
        while out.last().is_some_and(String::is_empty) {
            out.pop();
        }
        out
    };
    let rows = table.rows.iter().map(|own| row(&own.cells));
    rows.filter(|own| !own.is_empty()).collect()
}

/// The lines of a hidden sheet whose seal holds.
struct Sealed<'a> {
    lines: &'a [Vec<String>],
}

impl<'a> Sealed<'a> {
    fn open(seal: &Seal, lines: &'a [Vec<String>]) -> Result<Self> {
        let text = |at: usize, column: usize| lines.get(at)?.get(column).map(String::as_str);
        let version: u32 = number(text(0, 1).unwrap_or_default())?;
        if version > VERSION {
            return Err(Error::new(ErrorCode::FormTooNew)
                .with("version", version)
                .with("known", VERSION));
        }
        if text(1, 0) != Some(line::BOOK) {
            return Err(broken(HIDDEN));
        }
        if text(1, 1) != Some(&seal.book()) {
            return Err(Error::new(ErrorCode::FormOfAnotherBook));
        }
        let Some((last, lines)) = lines.split_last() else {
            return Err(broken(HIDDEN));
        };
        if *last != [line::SEAL.to_owned(), seal.lines(lines)] {
            return Err(broken(HIDDEN));
        }
        Ok(Self { lines })
    }

    fn of(&self, kind: &'static str) -> impl Iterator<Item = &'a [String]> {
        let own = self.lines.iter().map(Vec::as_slice);
        own.filter(move |cells| cells.first().is_some_and(|first| first == kind))
    }

    fn one(&self, kind: &'static str) -> Result<&'a str> {
        let text = self.of(kind).next().and_then(|cells| cells.get(1));
        text.map(String::as_str).ok_or_else(|| broken(HIDDEN))
    }

    /// The table that was filled: the one of that name, else another that bears every locked text in its place.
    fn filled(&self, seal: &Seal, workbook: &Workbook) -> Result<usize> {
        let name = self.one(line::SHEET)?;
        let named = workbook
            .tables
            .iter()
            .position(|own| plain(&own.name) == name);
        if let Some(at) = named {
            self.check(seal, &workbook.tables[at])?;
            return Ok(at);
        }
        let fits = |own: &Table| own.name != HIDDEN && self.check(seal, own).is_ok();
        let found = workbook.tables.iter().position(fits);
        found.ok_or_else(|| broken(name))
    }

    /// Every locked text stands in its place.
    fn check(&self, seal: &Seal, table: &Table) -> Result<()> {
        for own in self.of(line::LOCKED) {
            let [_, row, column, digest] = own else {
                return Err(broken(HIDDEN));
            };
            let (row, column) = (number(row)?, number(column)?);
            let cell = table.row(row).and_then(|own| own.cell(column));
            let text = cell.map(|own| plain(&own.text())).unwrap_or_default();
            if seal.cell(row, column, &text) != *digest {
                return Err(broken(&cell_name(column, row)));
            }
        }
        Ok(())
    }
}

/// What a cell holds, as an officer would type it: a comma before decimals, none that only the machine's numbers have.
fn typed(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => {
            let text = format!("{number:.6}");
            let text = text.trim_end_matches('0').trim_end_matches('.');
            text.replace('.', ",")
        }
        Cell::Flag(yes) => u8::from(*yes).to_string(),
        // A formula without its value is no answer, and must not pass for an empty cell.
        Cell::NoValue => "=".to_owned(),
        other => plain(&other.text()),
    }
}
