//! Where in a table the figures stand (hình dạng bảng): which sheet, which rows are its head, which column names the
//! units, and what the others mean. Titles stand above, signatures below; both are left out.

mod cells;
mod head;
mod people;
mod settle;

use std::collections::{BTreeSet, HashMap};

use super::heads::{Heads, Meaning};
use super::names::Names;
use super::number::Style;
use crate::domain::Id;
use crate::engine::dictionary::Dictionary;
use crate::tabular::{Table, TableRow};

pub(in crate::engine) use head::{columns_of, head_rows};

pub(in crate::engine) use cells::is_head;
pub use cells::{is_number, numbers_columns};
pub use people::lists_people;
pub(super) use settle::says;
pub use settle::settle;
pub(in crate::engine) use settle::{COMPARING, CUMULATIVE};

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its place, from 0.
    pub column: u32,
    /// Texts of its head, the outermost group first.
    pub parts: Vec<String>,
    /// What it means.
    pub meaning: Meaning,
    /// Of which indicator.
    pub indicator: Option<Id>,
    /// Whether nothing speaks against that.
    pub sure: bool,
    /// Whether it is known from an earlier file of the same form.
    pub remembered: bool,
    /// Indicators that it may mean.
    pub candidates: Vec<Id>,
    /// How its texts write numbers.
    pub style: Style,
    /// Whether its numbers are percentages kept as fractions of one.
    pub fraction: bool,
    /// Another column that means the same, which goes before this one.
    pub twin: Option<u32>,
}

impl Column {
    /// A column that is made rather than found in a table.
    pub(super) const fn of(column: u32, meaning: Meaning) -> Self {
        Self {
            column,
            parts: Vec::new(),
            meaning,
            indicator: None,
            sure: true,
            remembered: false,
            candidates: Vec::new(),
            style: Style::Vietnamese,
            fraction: false,
            twin: None,
        }
    }

    /// Its head in one line.
    pub fn head(&self) -> String {
        self.parts.join(" / ")
    }
}

/// Where the figures of a table stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Shape {
    /// First and last row of the head; none where the table has no head.
    pub head: Option<(u32, u32)>,
    /// The column that names units.
    pub body: u32,
    /// A column of their codes beside it.
    pub code: Option<u32>,
    /// A column of the units above them.
    pub above: Option<u32>,
    /// All columns that hold something.
    pub columns: Vec<Column>,
    /// Rows that name a unit, among those looked at.
    pub units: usize,
}

/// Rows that are looked at to find the shape.
const LOOKED_AT: usize = 400;

/// Columns in which a unit may be named.
const NAMING: u32 = 12;

/// How well a table looks like figures by unit; 0 for none.
pub fn likeness(table: &Table, names: &Names<'_>) -> usize {
    let Some((column, units)) = naming_column(table, names) else {
        return 0;
    };
    let figures: BTreeSet<u32> = looked_at(table)
        .flat_map(|row| row.cells.iter())
        .filter(|(own, cell)| *own != column && is_number(cell))
        .map(|(own, _)| *own)
        .collect();
    units * figures.len().max(1)
}

fn looked_at(table: &Table) -> impl Iterator<Item = &TableRow> {
    table.rows.iter().take(LOOKED_AT)
}

/// The column that names most units: by names before by codes.
fn naming_column(table: &Table, names: &Names<'_>) -> Option<(u32, usize)> {
    let (mut by_name, mut by_code): (HashMap<u32, usize>, HashMap<u32, usize>) = Default::default();
    for row in looked_at(table) {
        // A name with figures beside it tells more than one in a letterhead.
        let figures = row.cells.iter().filter(|(_, cell)| is_number(cell)).count();
        for (column, cell) in row.cells.iter().filter(|(column, _)| *column < NAMING) {
            let text = cell.text();
            let weight = if figures > usize::from(is_number(cell)) {
                16
            } else {
                1
            };
            let digits = text.bytes().all(|b| b.is_ascii_digit());
            if names.knows(&text) {
                let counts = if digits { &mut by_code } else { &mut by_name };
                *counts.entry(*column).or_default() += weight;
            }
        }
    }
    let best = |counts: &HashMap<u32, usize>| {
        let mut all: Vec<(u32, usize)> = counts
            .iter()
            .map(|(column, count)| (*column, *count))
            .collect();
        all.sort_by_key(|(column, count)| (std::cmp::Reverse(*count), *column));
        all.first().copied()
    };
    match (best(&by_name), best(&by_code)) {
        (Some(name), Some(code)) if code.1 > name.1 * 2 => Some(code),
        (Some(name), _) => Some(name),
        (None, code) => code,
    }
}

/// Finds the shape of a table; none where nothing in it names a unit.
pub fn shape_of(
    table: &Table,
    names: &Names<'_>,
    heads: &Heads,
    dictionary: &Dictionary,
) -> Option<Shape> {
    let (body, units) = naming_column(table, names)?;
    let first = table.rows.iter().position(|row| {
        row.cell(body)
            .is_some_and(|cell| names.knows(&cell.text()) && row.cells.len() > 1)
    });
    let first = first.or_else(|| {
        table
            .rows
            .iter()
            .position(|row| row.cell(body).is_some_and(|cell| names.knows(&cell.text())))
    })?;
    let head = head_rows(table, first, body);
    let mut columns = columns_of(table, head, heads);
    let code = code_column(table, names, body, &columns);
    let above = columns
        .iter()
        .find(|own| own.meaning == Meaning::Body && own.column != body && Some(own.column) != code)
        .map(|own| own.column);
    for own in &mut columns {
        if own.column == body {
            (own.meaning, own.indicator, own.sure) = (Meaning::Body, None, true);
        } else if Some(own.column) == code {
            (own.meaning, own.indicator, own.sure) = (Meaning::Code, None, true);
        }
    }
    settle(&mut columns, dictionary);
    Some(Shape {
        head,
        body,
        code,
        above,
        columns,
        units,
    })
}

/// A column of codes beside the names.
fn code_column(table: &Table, names: &Names<'_>, body: u32, columns: &[Column]) -> Option<u32> {
    let named = columns
        .iter()
        .find(|own| own.meaning == Meaning::Code && own.column != body);
    if let Some(own) = named {
        return Some(own.column);
    }
    let mut counts: HashMap<u32, (usize, usize)> = HashMap::new();
    for row in looked_at(table) {
        for (column, cell) in row
            .cells
            .iter()
            .filter(|(column, _)| *column < NAMING && *column != body)
        {
            let text = cell.text();
            if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) {
                let own = counts.entry(*column).or_default();
                own.0 += usize::from(names.knows(&text));
                own.1 += 1;
            }
        }
    }
    let mut all: Vec<(u32, (usize, usize))> = counts.into_iter().collect();
    all.sort_unstable();
    all.into_iter()
        .find(|(_, (known, all))| *known >= 3 && known * 10 >= all * 9)
        .map(|(column, _)| column)
}
