//! One sheet of a workbook as XML: what its cells are, and the sheet with some of them written.

use std::collections::BTreeMap;
use std::ops::Range;

use super::markup::{Edits, Mark, Marks, attributes_without, escaped, prefix_of};
use super::xlsx::Styles;
use super::{CellFormat, FormulaKind, TemplateSheet, Written, cell_name};
use crate::domain::Result;
use crate::tabular::limits::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS};
use crate::tabular::serial;
use crate::tabular::xlsx::place;
use crate::tabular::xml::Tag;

/// What becomes of a sheet.
#[derive(Debug, Default)]
pub(super) struct SheetWork<'a> {
    /// Cells that are written, by row and column.
    pub rows: BTreeMap<u32, BTreeMap<u32, &'a Written>>,
    /// Whether values that are kept of formulas may have become wrong.
    pub stale: bool,
    /// Whether serial numbers of days begin with 1904.
    pub from_1904: bool,
}

/// Where a walk through the sheet stands.
#[derive(Debug, Default)]
struct At {
    row: u32,
    column: u32,
}

impl At {
    fn row(&mut self, tag: &Tag<'_>) {
        self.row = tag
            .number("r")
            .unwrap_or_else(|| self.row.saturating_add(1));
        self.column = 0;
    }

    /// The place of a cell that begins; the next one without a place follows it.
    fn cell(&mut self, tag: &Tag<'_>) -> (u32, u32) {
        let named = tag.attribute("r").and_then(|own| place(&own));
        if let Some((row, column)) = named {
            (self.row, self.column) = (row, column);
        }
        let own = (self.row, self.column);
        self.column = self.column.saturating_add(1);
        own
    }
}

/// Formulas and formats of a sheet.
pub(super) fn scan(text: &str, styles: &Styles) -> Result<TemplateSheet> {
    let mut out = TemplateSheet::default();
    let format = |style: Option<u32>| {
        let index = style? as usize;
        match (styles.percents.get(index), styles.days.get(index)) {
            (Some(true), _) => Some(CellFormat::Percent),
            (_, Some(true)) => Some(CellFormat::Day),
            _ => Some(CellFormat::Plain),
        }
    };
    let mut marks = Marks::of(text);
    let (mut at, mut cell, mut count) = (At::default(), (0, 0), 0_usize);
    while let Some((_, mark)) = marks.next()? {
        let Mark::Open(tag, _) = mark else { continue };
        match tag.name() {
            "col" => {
                let of = |name: &str| tag.number(name).unwrap_or(1).max(1) - 1;
                if let Some(format) = format(tag.number("style")) {
                    out.column_formats.push((of("min"), of("max"), format));
                }
            }
            "row" => {
                at.row(&tag);
                if let Some(format) = format(tag.number("s")).filter(|_| custom(&tag)) {
                    out.row_formats.insert(at.row, format);
                }
            }
            "c" => {
                cell = at.cell(&tag);
                count += 1;
                let within = cell.0 <= MOST_ROWS && cell.1 < MOST_COLUMNS;
                if count > MOST_CELLS || !within {
                    continue;
                }
                out.size = (out.size.0.max(cell.0), out.size.1.max(cell.1 + 1));
                match format(tag.number("s")) {
                    Some(CellFormat::Plain) | None => {
                        // A plain cell of a column of percentages is plain.
                        if !(out.row_formats.is_empty() && out.column_formats.is_empty()) {
                            out.formats.insert(cell, CellFormat::Plain);
                        }
                    }
                    Some(other) => drop(out.formats.insert(cell, other)),
                }
            }
            "f" if count <= MOST_CELLS => {
                let of_others = match tag.attribute("t").as_deref() {
                    Some("shared") => tag.attribute("ref").is_some(),
                    Some("array" | "dataTable") => true,
                    _ => false,
                };
                let kind = if of_others {
                    FormulaKind::Shared
                } else {
                    FormulaKind::Own
                };
                out.formulas.insert(cell, kind);
            }
            _ => {}
        }
    }
    Ok(out)
}

fn custom(row: &Tag<'_>) -> bool {
    matches!(row.attribute("customFormat").as_deref(), Some("1" | "true"))
}

/// Whether a formula names another sheet or a name of the workbook.
pub(super) fn refers(text: &str) -> Result<bool> {
    let mut marks = Marks::of(text);
    let mut in_formula = false;
    while let Some((range, mark)) = marks.next()? {
        match mark {
            Mark::Open(tag, empty) => in_formula = tag.name() == "f" && !empty,
            Mark::Close("f") => in_formula = false,
            Mark::Text if in_formula => {
                let formula = &text[range];
                if formula.contains('!') || names_something(formula) {
                    return Ok(true);
                }
            }
            _ => {}
        }
    }
    Ok(false)
}

/// Whether a formula has a word that is neither a function nor a cell.
fn names_something(formula: &str) -> bool {
    let mut rest = formula;
    while let Some(from) = rest.find(|c: char| c.is_alphabetic() || c == '_') {
        let own = &rest[from..];
        let end = own
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '.' | '$')))
            .unwrap_or(own.len());
        let (word, after) = own.split_at(end);
        let known = after.starts_with('(')
            || place(word).is_some()
            || word.chars().all(|c| c.is_ascii_alphabetic() || c == '$')
                && (after.starts_with(':') || rest[..from].ends_with([':', '$']));
        if !known && !matches!(word, "TRUE" | "FALSE") {
            return true;
        }
        rest = after;
    }
    false
}

/// Writes a sheet.
struct Writer<'a> {
    text: &'a str,
    work: SheetWork<'a>,
    edits: Edits,
    at: At,
    prefix: String,
    /// Styles of columns from a first to a last.
    columns: Vec<(u32, u32, String)>,
    row_style: Option<String>,
    /// Cells of the row that are still to be written.
    due: BTreeMap<u32, &'a Written>,
    /// The cell that is written: where it begins, its attributes, what is written.
    cell: Option<(usize, String, &'a Written)>,
    /// A formula was seen in the cell that is read.
    formula: bool,
    /// A value that goes begins there.
    value: Option<usize>,
}

/// The sheet with cells written.
pub(super) fn write(text: &str, work: SheetWork<'_>) -> Result<String> {
    let mut writer = Writer {
        text,
        work,
        edits: Edits::default(),
        at: At::default(),
        prefix: String::new(),
        columns: Vec::new(),
        row_style: None,
        due: BTreeMap::new(),
        cell: None,
        formula: false,
        value: None,
    };
    let mut marks = Marks::of(text);
    while let Some((range, mark)) = marks.next()? {
        match mark {
            Mark::Open(tag, empty) => writer.open(&tag, range, empty),
            Mark::Close(name) => writer.close(name, range),
            Mark::Text | Mark::Other => {}
        }
    }
    writer.edits.apply(text)
}

impl Writer<'_> {
    fn open(&mut self, tag: &Tag<'_>, range: Range<usize>, empty: bool) {
        match tag.name() {
            "col" => {
                let of = |name: &str| tag.number(name).unwrap_or(1).max(1) - 1;
                if let Some(style) = tag.attribute("style") {
                    self.columns.push((of("min"), of("max"), style));
                }
            }
            "sheetData" => {
                prefix_of(self.text, &range).clone_into(&mut self.prefix);
                if empty {
                    let rows = self.rows_before(u32::MAX);
                    let name = format!("{}sheetData", self.prefix);
                    self.edits.put(range, format!("<{name}>{rows}</{name}>"));
                }
            }
            "row" => self.open_row(tag, range, empty),
            "c" => self.open_cell(tag, range, empty),
            "f" => self.formula = true,
            "v" | "is" if self.work.stale && self.formula && self.cell.is_none() => {
                if empty {
                    self.edits.put(range, "");
                } else {
                    self.value = Some(range.start);
                }
            }
            _ => {}
        }
    }

    fn open_row(&mut self, tag: &Tag<'_>, range: Range<usize>, empty: bool) {
        self.at.row(tag);
        let before = self.rows_before(self.at.row);
        if !before.is_empty() {
            self.edits.put(range.start..range.start, before);
        }
        self.row_style = tag.attribute("s").filter(|_| custom(tag));
        self.due = self.work.rows.remove(&self.at.row).unwrap_or_default();
        // How wide a row is may be written beside it; a cell beyond that would contradict it.
        let told = tag.attribute("spans").unwrap_or_default();
        let told = told.split_once(':').and_then(|(first, last)| {
            let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
            Some(first..=last)
        });
        let beyond =
            told.is_some_and(|told| self.due.keys().any(|column| !told.contains(&(column + 1))));
        let own = if beyond {
            attributes_without(tag, &["spans"])
        } else {
            attributes_without(tag, &[])
        };
        if empty {
            let cells = self.cells_before(u32::MAX);
            if !cells.is_empty() {
                let name = format!("{}row", self.prefix);
                self.edits
                    .put(range, format!("<{name}{own}>{cells}</{name}>"));
            }
        } else if beyond {
            self.edits.put(range, format!("<{}row{own}>", self.prefix));
        }
    }

    fn open_cell(&mut self, tag: &Tag<'_>, range: Range<usize>, empty: bool) {
        let (row, column) = self.at.cell(tag);
        self.formula = false;
        let before = self.cells_before(column);
        if !before.is_empty() {
            self.edits.put(range.start..range.start, before);
        }
        let Some(written) = self.due.remove(&column) else {
            return;
        };
        let kept = attributes_without(tag, &["r", "t"]);
        let own = format!(" r=\"{}\"{kept}", cell_name(row, column));
        if empty {
            let cell = self.cell_of(&own, written);
            self.edits.put(range, cell);
        } else {
            self.cell = Some((range.start, own, written));
        }
    }

    fn close(&mut self, name: &str, range: Range<usize>) {
        match name {
            "c" => {
                if let Some((begin, own, written)) = self.cell.take() {
                    let cell = self.cell_of(&own, written);
                    self.edits.put(begin..range.end, cell);
                }
            }
            "v" | "is" => {
                if let Some(begin) = self.value.take() {
                    self.edits.put(begin..range.end, "");
                }
            }
            "row" => {
                let cells = self.cells_before(u32::MAX);
                if !cells.is_empty() {
                    self.edits.put(range.start..range.start, cells);
                }
            }
            "sheetData" => {
                let rows = self.rows_before(u32::MAX);
                if !rows.is_empty() {
                    self.edits.put(range.start..range.start, rows);
                }
            }
            _ => {}
        }
    }

    /// Rows that the sheet does not have, up to one.
    fn rows_before(&mut self, row: u32) -> String {
        let mut out = String::new();
        while let Some((own, _)) = self.work.rows.first_key_value()
            && *own < row
        {
            let Some((number, cells)) = self.work.rows.pop_first() else {
                break;
            };
            (self.at.row, self.due, self.row_style) = (number, cells, None);
            let cells = self.cells_before(u32::MAX);
            if !cells.is_empty() {
                let name = format!("{}row", self.prefix);
                out.push_str(&format!("<{name} r=\"{number}\">{cells}</{name}>"));
            }
        }
        if row != u32::MAX {
            self.at.row = row;
        }
        out
    }

    /// Cells that the row does not have, up to one. One that is to be empty need not be there.
    fn cells_before(&mut self, column: u32) -> String {
        let mut out = String::new();
        while let Some((own, _)) = self.due.first_key_value()
            && *own < column
        {
            let Some((column, written)) = self.due.pop_first() else {
                break;
            };
            if *written == Written::Empty {
                continue;
            }
            let of_column = || {
                let mut all = self.columns.iter();
                let own = all.find(|(first, last, _)| (*first..=*last).contains(&column));
                own.map(|(.., style)| style.clone())
            };
            let style = self.row_style.clone().or_else(of_column);
            let style = style.map_or_else(String::new, |style| format!(" s=\"{style}\""));
            let own = format!(" r=\"{}\"{style}", cell_name(self.at.row, column));
            out.push_str(&self.cell_of(&own, written));
        }
        out
    }

    fn cell_of(&self, attributes: &str, written: &Written) -> String {
        let p = &self.prefix;
        let number = |text: &str| format!("<{p}c{attributes}><{p}v>{text}</{p}v></{p}c>");
        let words = |text: &str| {
            let text = escaped(text);
            format!(
                "<{p}c{attributes} t=\"inlineStr\"><{p}is><{p}t xml:space=\"preserve\">{text}</{p}t></{p}is></{p}c>"
            )
        };
        match written {
            Written::Empty => format!("<{p}c{attributes}/>"),
            Written::Number(value, decimals, _) => number(&plain(*value, *decimals)),
            Written::Text(text) => words(text),
            Written::Day(day, text) => match serial::number_of(*day, self.work.from_1904) {
                Some(serial) => number(&serial.to_string()),
                None => words(text),
            },
        }
    }
}

/// A scaled number as files keep it: a point before its decimals, no groups, no zeros behind.
fn plain(value: i64, decimals: u8) -> String {
    let width = usize::from(decimals.min(9));
    let scale = 10_u64.pow(width as u32);
    let (whole, rest) = (value.unsigned_abs() / scale, value.unsigned_abs() % scale);
    let sign = if value < 0 { "-" } else { "" };
    let fraction = format!("{rest:0width$}");
    let fraction = fraction.trim_end_matches('0');
    if rest == 0 {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}
