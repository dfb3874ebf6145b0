//! The head above the figures: its rows, and its texts above each column.

use std::collections::{BTreeSet, HashMap};

use super::cells::{is_head, is_letterhead, numbers_columns, says_something};
use super::{Column, LOOKED_AT};
use crate::engine::intake::heads::{HeadMeaning, Heads, Meaning};
use crate::engine::intake::number::style_of;
use crate::engine::intake::time::without_time;
use crate::tabular::{Cell, Table};

/// Rows whose texts tell how a column writes its numbers.
const STYLED: usize = 2_048;

/// Rows that a head may have.
const HEAD_ROWS: usize = 4;

/// First and last row of the head above the row at `first`.
pub(in crate::engine) fn head_rows(table: &Table, first: usize, body: u32) -> Option<(u32, u32)> {
    let mut at = first.checked_sub(1)?;
    loop {
        let row = table.rows.get(at)?;
        if is_head(row) && !numbers_columns(row) {
            break;
        }
        at = at.checked_sub(1)?;
    }
    let last = table.rows[at].number;
    let mut top = at;
    while top > 0 && at - top < HEAD_ROWS - 1 {
        let (row, below) = (&table.rows[top - 1], &table.rows[top]);
        let near = below.number - row.number <= 1;
        let of_group =
            row.cells.len() == 1 && row.cells.first().is_some_and(|(column, _)| *column > body);
        if near && (is_head(row) || of_group) && !numbers_columns(row) && !is_letterhead(row) {
            top -= 1;
        } else {
            break;
        }
    }
    Some((table.rows[top].number, last))
}

/// Texts of the head above each column, merged areas written out.
pub(in crate::engine) fn columns_of(
    table: &Table,
    head: Option<(u32, u32)>,
    heads: &Heads,
) -> Vec<Column> {
    let used: BTreeSet<u32> = table
        .rows
        .iter()
        .take(LOOKED_AT)
        .flat_map(|row| row.cells.iter().map(|(column, _)| *column))
        .collect();
    let texts = head.map_or_else(HashMap::new, |head| head_texts(table, head, &used));
    let below = head.map_or(0, |(_, last)| last);
    used.into_iter()
        .map(|column| {
            let parts = texts.get(&column).cloned().unwrap_or_default();
            let timeless: Vec<String> =
                parts.iter().filter_map(|part| without_time(part)).collect();
            let written: Vec<&str> = timeless.iter().map(String::as_str).collect();
            let read = if written.is_empty() {
                HeadMeaning {
                    meaning: Meaning::Ignored,
                    indicator: None,
                    sure: true,
                    candidates: Vec::new(),
                }
            } else {
                heads.read(&written)
            };
            let cells = || {
                let rows = table.rows.iter().filter(|row| row.number > below);
                rows.take(STYLED).filter_map(|row| row.cell(column))
            };
            let style = style_of(cells().filter_map(|cell| match cell {
                Cell::Text(text) => Some(&**text),
                _ => None,
            }));
            let (mut numbers, mut small) = (0_usize, 0_usize);
            for cell in cells() {
                if let Cell::Number(number) = cell {
                    numbers += 1;
                    small += usize::from(*number <= 1.5);
                }
            }
            Column {
                column,
                parts,
                meaning: read.meaning,
                indicator: read.indicator,
                sure: read.sure,
                remembered: false,
                candidates: read.candidates,
                style,
                fraction: numbers > 0 && small == numbers,
                twin: None,
            }
        })
        .collect()
}

fn head_texts(
    table: &Table,
    (top, last): (u32, u32),
    used: &BTreeSet<u32>,
) -> HashMap<u32, Vec<String>> {
    let text_at = |row: u32, column: u32| -> Option<String> {
        let own = table.row(row).and_then(|row| row.cell(column));
        let cell = own.or_else(|| {
            let merge = table.merges.iter().find(|merge| {
                (merge.rows.0..=merge.rows.1).contains(&row)
                    && (merge.columns.0..=merge.columns.1).contains(&column)
            })?;
            table
                .row(merge.rows.0)
                .and_then(|row| row.cell(merge.columns.0))
        })?;
        let text = cell.text().split_whitespace().collect::<Vec<_>>().join(" ");
        says_something(cell).then_some(text)
    };
    let mut out: HashMap<u32, Vec<String>> = HashMap::new();
    for row in top..=last {
        let mut group: Option<(u32, String)> = None;
        for column in used {
            let mut own = text_at(row, *column);
            if let Some(text) = &own {
                group = Some((*column, text.clone()));
            } else if row < last && table.merges.is_empty() {
                // Without merged areas a group's text stands above its first column only: those to the right of
                // it that have texts of their own below, and so has it, belong to it.
                let below = |at: u32| (row + 1..=last).any(|below| text_at(below, at).is_some());
                own = group
                    .as_ref()
                    .filter(|(from, _)| below(*from) && below(*column))
                    .filter(|_| !(top..row).any(|above| text_at(above, *column).is_some()))
                    .map(|(_, text)| text.clone());
            }
            if let Some(text) = own {
                let parts = out.entry(*column).or_default();
                if parts.last() != Some(&text) {
                    parts.push(text);
                }
            }
        }
    }
    out
}
