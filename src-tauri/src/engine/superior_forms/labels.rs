//! The labels of a form: what it says besides figures and days. By them its shape is known again, and a place in it
//! when it moved.

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use crate::domain::hex::hex;
use crate::engine::intake::{head_key, is_head, is_number, numbers_columns, without_time};
use crate::tabular::Cell;
use crate::tabular::template::{Place, Template, TemplateSheet};

/// Labels that are remembered of a form.
const MOST_LABELS: usize = 600;

/// Rows and columns in which labels are looked for.
const MOST_ROWS: usize = 4_000;

/// A label without days, numbers and marks; empty for what is none.
pub(super) fn label_key(text: &str) -> String {
    if text.len() > 1_000 {
        return String::new();
    }
    let Some(rest) = without_time(text) else {
        return String::new();
    };
    let key = head_key(&rest);
    let telling = |word: &str| !matches!(word, "tren" | "gan" | "khoang" | "x" | "hon");
    if key.split(' ').any(|word| !word.is_empty() && telling(word)) {
        key.chars().take(80).collect()
    } else {
        String::new()
    }
}

fn label_of(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) if !is_number(cell) => label_key(text),
        _ => String::new(),
    }
}

/// The digest of a form's shape: its labels where they stand, its sheets and its slots; no figures and no days.
pub(super) fn fingerprint(template: &Template) -> String {
    let mut digest = Sha256::new();
    digest.update(format!("{:?}\n", template.kind()));
    for sheet in &template.sheets {
        digest.update("sheet\n");
        for row in sheet.table.rows.iter().take(MOST_ROWS) {
            for (column, cell) in &row.cells {
                let label = label_of(cell);
                if !label.is_empty() {
                    digest.update(format!("{},{column},{label}\n", row.number));
                }
            }
        }
    }
    for slot in &template.slots {
        digest.update(format!("{}\n", slot.name));
    }
    hex(&digest.finalize())
}

/// The labels of a form, each once.
pub(super) fn all_labels(template: &Template) -> BTreeSet<String> {
    let cells = template.sheets.iter().flat_map(|sheet| {
        let rows = sheet.table.rows.iter().take(MOST_ROWS);
        rows.flat_map(|row| row.cells.iter().map(|(_, cell)| label_of(cell)))
    });
    let slots = template.slots.iter().map(|own| own.name.clone());
    cells
        .chain(slots)
        .filter(|own| !own.is_empty())
        .take(MOST_LABELS * 20)
        .collect::<BTreeSet<String>>()
        .into_iter()
        .take(MOST_LABELS)
        .collect()
}

/// How alike two sets of labels are, in hundredths.
pub(super) fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> usize {
    let both = one.intersection(other).count();
    let all = one.len() + other.len() - both;
    (both * 100).checked_div(all).unwrap_or(0)
}

/// What stands at a cell, also where it is a part of a merged area.
fn standing(sheet: &TemplateSheet, row: u32, column: u32) -> Option<&Cell> {
    let table = &sheet.table;
    let own = table.row(row).and_then(|own| own.cell(column));
    own.or_else(|| {
        let (row, column) = sheet.merged_into(row, column)?;
        table.row(row).and_then(|own| own.cell(column))
    })
}

/// The label of a row as people read it: its first text up to a column. A title is its own label.
pub(super) fn row_text(sheet: &TemplateSheet, row: u32, column: u32) -> String {
    let columns = 0..=column.min(60);
    let mut texts = columns.filter_map(|column| match standing(sheet, row, column)? {
        cell @ Cell::Text(text) if !is_number(cell) => {
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            // The number of a group is no name.
            (letters > 1 && !is_ordinal(text)).then(|| text.to_string())
        }
        _ => None,
    });
    let text = texts.next().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "II", "IV.", "b)".
fn is_ordinal(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ')']);
    text.len() <= 4 && text.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

/// Rows of a sheet that head columns, from the top.
pub(super) fn head_rows_of(sheet: &TemplateSheet) -> Vec<u32> {
    let rows = sheet.table.rows.iter().take(MOST_ROWS);
    rows.filter(|row| is_head(row) && !numbers_columns(row))
        .map(|row| row.number)
        .collect()
}

/// The head of a cell's column as people read it: the nearest head above it, and the group above that. `heads` are the
/// rows that head columns.
pub(super) fn head_text(sheet: &TemplateSheet, heads: &[u32], row: u32, column: u32) -> String {
    let above = &heads[..heads.partition_point(|own| *own < row)];
    let mut parts: Vec<String> = Vec::new();
    let mut last: Option<u32> = None;
    for own in above.iter().rev() {
        // A group stands right above the head that it belongs to.
        if last.is_some_and(|last| last - own > 1) || parts.len() >= 3 {
            break;
        }
        let text = match standing(sheet, *own, column) {
            Some(cell @ Cell::Text(text)) if !is_number(cell) => text.to_string(),
            _ => String::new(),
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        last = Some(*own);
        if !text.is_empty() && parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    parts.reverse();
    parts.join(" / ")
}

/// Labels of the places of a form.
pub(super) struct Labels<'a> {
    template: &'a Template,
    heads: Vec<Vec<u32>>,
}

impl<'a> Labels<'a> {
    pub(super) fn of(template: &'a Template) -> Self {
        Self {
            template,
            heads: template.sheets.iter().map(head_rows_of).collect(),
        }
    }

    /// The head of a column above a cell.
    pub(super) fn head(&self, sheet: usize, row: u32, column: u32) -> String {
        let heads = self.heads.get(sheet).map_or(&[][..], Vec::as_slice);
        let own = self.template.sheets.get(sheet);
        own.map_or_else(String::new, |own| head_text(own, heads, row, column))
    }

    /// The labels of a place: of its row, and of its column. A slot is its own label.
    pub(super) fn of_place(&self, place: &Place) -> (String, String) {
        match place {
            Place::Slot(name) => {
                let slot = self.template.slots.iter().find(|own| own.name == *name);
                let around = slot.map_or_else(String::new, |own| own.around.clone());
                (around, String::new())
            }
            Place::Cell(sheet, row, column) => match self.template.sheets.get(*sheet) {
                Some(own) => (
                    row_text(own, *row, *column),
                    self.head(*sheet, *row, *column),
                ),
                None => (String::new(), String::new()),
            },
        }
    }
}
