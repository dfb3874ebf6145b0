//! Several tables one below the other in a sheet (nhiều bảng trong một trang), or one after the other in a document:
//! each has its own head, and all of them are taken together.

use super::heads::{Heads, Meaning};
use super::names::Names;
use super::read::Reading;
use super::shape::{is_head, is_number, likeness, lists_people};
use super::time::time_in;
use crate::tabular::{FileKind, Merge, Table, TableRow, Workbook};

/// Columns that one section may have; those of the next ones are counted on from its multiples.
pub const SECTION: u32 = 20_000;

/// The column of the file that a column of a reading is.
pub const fn place(column: u32) -> u32 {
    column % SECTION
}

/// Rows below a head in which its first unit must stand.
const NEAR: usize = 8;

/// The tables of a document that hold figures as one table; none where there is only one, or where it is no document.
pub fn joined(workbook: &Workbook, names: &Names<'_>) -> Option<(usize, Table)> {
    if !matches!(workbook.kind, FileKind::Docx | FileKind::Html) {
        return None;
    }
    let all = workbook.tables.iter().enumerate();
    let found: Vec<(usize, &Table)> = all
        .filter(|(_, own)| !own.hidden && !lists_people(own) && likeness(own, names) >= 16)
        .collect();
    let (first, _) = found.first().filter(|_| found.len() > 1)?;
    let mut out = Table::default();
    for (_, own) in &found {
        let by = out.rows.last().map_or(0, |row| row.number);
        out.rows.extend(own.rows.iter().map(|row| TableRow {
            number: row.number + by,
            cells: row.cells.clone(),
        }));
        out.merges.extend(own.merges.iter().map(|merge| Merge {
            rows: (merge.rows.0 + by, merge.rows.1 + by),
            ..*merge
        }));
    }
    Some((*first, out))
}

/// The sections of a table; none where it has only one head.
pub fn sections(table: &Table, names: &Names<'_>, heads: &Heads) -> Vec<Table> {
    let starts = starts(table, names, heads);
    if starts.len() < 2 {
        return Vec::new();
    }
    let mut ends: Vec<usize> = starts.iter().skip(1).copied().collect();
    ends.push(table.rows.len());
    starts
        .iter()
        .zip(ends)
        .map(|(from, to)| Table {
            rows: table.rows[*from..to].to_vec(),
            merges: table.merges.clone(),
            name: table.name.clone(),
            hidden: table.hidden,
        })
        .collect()
}

/// Where sections begin. A head that is repeated on every page begins none.
fn starts(table: &Table, names: &Names<'_>, heads: &Heads) -> Vec<usize> {
    let mut out = vec![0];
    let mut last: Option<(usize, String)> = None;
    for (at, row) in table.rows.iter().enumerate() {
        if !begins(table, at, names, heads) {
            continue;
        }
        let texts: Vec<String> = row
            .cells
            .iter()
            .map(|(_, cell)| cell.text().into_owned())
            .collect();
        let texts = texts.join("|");
        if let Some((before, known)) = &last
            && (before + 1..at).any(|between| tells_unit(&table.rows[between], names))
        {
            let titles = table.rows[*before..at]
                .iter()
                .rev()
                .take_while(|row| {
                    row.cells.len() <= 2 && !row.cells.iter().any(|(_, cell)| is_number(cell))
                })
                .count();
            // The same head again is that of the next page, unless a title tells another time.
            let timed = table.rows[at - titles..at]
                .iter()
                .flat_map(|row| &row.cells)
                .any(|(_, cell)| time_in(&cell.text(), 2_000).is_some());
            if *known != texts || timed {
                out.push(at - titles);
            }
        }
        last = Some((at, texts));
    }
    out
}

/// Whether a row is a head that names a column of units, with units below it.
fn begins(table: &Table, at: usize, names: &Names<'_>, heads: &Heads) -> bool {
    let row = &table.rows[at];
    if row.cells.first().is_some_and(|(_, cell)| is_number(cell)) || !is_head(row) {
        return false;
    }
    let of_units = row.cells.iter().any(|(_, cell)| {
        let text = cell.text();
        text.chars().count() <= 60 && heads.read(&[&text]).meaning == Meaning::Body
    });
    of_units
        && table.rows[at + 1..]
            .iter()
            .take(NEAR)
            .any(|row| tells_unit(row, names))
}

fn tells_unit(row: &TableRow, names: &Names<'_>) -> bool {
    row.cells.len() > 1
        && row
            .cells
            .iter()
            .take(4)
            .any(|(_, cell)| !is_number(cell) && names.knows(&cell.text()))
}

/// Takes readings of sections together: the first keeps its columns, those of the others are counted on.
pub fn together(mut readings: Vec<Reading>) -> Option<Reading> {
    let rest = readings.split_off(1.min(readings.len()));
    let mut out = readings.pop()?;
    for (mut own, section) in rest.into_iter().zip(1..) {
        move_columns(&mut own, section * SECTION);
        let figures = own
            .shape
            .columns
            .into_iter()
            .filter(|own| own.column >= SECTION);
        out.shape.columns.extend(figures);
        out.shape.units = out.shape.units.max(own.shape.units);
        out.rows.extend(own.rows);
        out.said.extend(own.said);
        out.refused.extend(own.refused);
        out.remembered |= own.remembered;
        for (id, total) in own.totals {
            let known = out.totals.entry(id).or_default();
            known.sum = known.sum.saturating_add(total.sum);
            known.printed = known.printed.or(total.printed);
        }
    }
    Some(out)
}

fn move_columns(reading: &mut Reading, by: u32) {
    let moved: Vec<u32> = reading
        .shape
        .columns
        .iter()
        .filter(|own| {
            !matches!(
                own.meaning,
                Meaning::Body | Meaning::Code | Meaning::Ordinal | Meaning::Note | Meaning::Ignored
            )
        })
        .map(|own| own.column)
        .collect();
    let shift = |column: &mut u32| {
        if moved.contains(column) {
            *column += by;
        }
    };
    for own in &mut reading.shape.columns {
        shift(&mut own.column);
        own.twin.iter_mut().for_each(shift);
    }
    for row in &mut reading.rows {
        row.cells
            .iter_mut()
            .for_each(|cell| shift(&mut cell.column));
        row.beside.iter_mut().for_each(|(column, _)| shift(column));
    }
    reading
        .said
        .iter_mut()
        .for_each(|said| shift(&mut said.column));
    reading
        .refused
        .iter_mut()
        .for_each(|(_, column, _)| shift(column));
}
