//! LibreOffice. Rows and cells are written once and said to be repeated: blank ones cost nothing, others count.

use std::collections::HashSet;

use super::build::{Build, Draft, Stop, tidy};
use super::limits::{MOST_COLUMNS, MOST_ROWS};
use super::package::Package;
use super::workbook::{Cell, Merge, RemarkKind};
use super::xml::{Sink, Tag, listen};
use super::{refusal, serial};
use crate::domain::{ErrorCode, Result};

/// Reads all tables of a package.
pub(super) fn read(package: &mut Package<'_>) -> Result<Build> {
    let mut locks = Locks(false);
    let _ = package.read("META-INF/manifest.xml", &mut locks);
    if locks.0 {
        return Err(ErrorCode::LockedByPassword.into());
    }
    let mut document = Document::default();
    let read = package.read("content.xml", &mut document);
    document.end(read)
}

/// The same of a file that is one XML text.
pub(super) fn read_flat(text: &str) -> Result<Build> {
    let mut document = Document::default();
    let read = listen(text.as_bytes(), &mut document);
    document.end(read)
}

/// Whether parts are encrypted.
struct Locks(bool);

impl Sink for Locks {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        self.0 |= tag.name() == "encryption-data";
        Ok(())
    }

    fn close(&mut self, _: &str) -> Result<(), Stop> {
        Ok(())
    }

    fn text(&mut self, _: &str) -> Result<(), Stop> {
        Ok(())
    }
}

#[derive(Debug, Default)]
struct Document {
    build: Build,
    draft: Option<Draft>,
    /// Tables within tables, and text within notes, is left out.
    inner: u32,
    note: u32,
    hidden_styles: HashSet<String>,
    style: String,
    /// The row that is read: its number, how often it stands there, and its cells.
    row: u32,
    rows: u32,
    cells: Vec<(u32, u32, Cell)>,
    column: u32,
    cell: Option<Open>,
}

/// A cell that is being read.
#[derive(Debug, Default)]
struct Open {
    kind: String,
    value: Option<String>,
    formula: bool,
    repeated: u32,
    span: (u32, u32),
    text: String,
    paragraphs: u32,
    in_paragraph: u32,
}

impl Document {
    fn end(mut self, read: Result<(), Stop>) -> Result<Build> {
        if let Some(draft) = self.draft.take() {
            if read == Err(Stop::Broken) {
                let name = draft.name().to_owned();
                self.build
                    .remark(&name, draft.last_row(), RemarkKind::Broken);
            }
            self.build.end(draft);
        } else if read == Err(Stop::Broken) {
            self.build.remark("", 0, RemarkKind::Broken);
        }
        if self.build.tables.is_empty() {
            return Err(if read == Err(Stop::Broken) {
                refusal::broken(&"content.xml")
            } else {
                refusal::not_a_table("no tables")
            });
        }
        Ok(self.build)
    }

    fn begin_table(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        if self.draft.is_some() {
            self.inner += 1;
            return Ok(());
        }
        let name = tag.attribute("name").unwrap_or_default();
        let style = tag.attribute("style-name").unwrap_or_default();
        let hidden = self.hidden_styles.contains(&style);
        self.draft = Some(self.build.begin(&name, hidden)?);
        self.row = 0;
        self.rows = 0;
        Ok(())
    }

    fn begin_cell(&mut self, tag: &Tag<'_>) {
        let mut open = Open {
            repeated: 1,
            span: (1, 1),
            ..Open::default()
        };
        tag.each(|name, value| {
            let count = || value.parse::<u32>().unwrap_or(1).clamp(1, MOST_ROWS);
            match name {
                // "error" stands beside "string" under another prefix.
                "value-type" if open.kind != "error" => value.clone_into(&mut open.kind),
                "value" | "date-value" | "boolean-value" => open.value = Some(value.to_owned()),
                "formula" => open.formula = true,
                "number-columns-repeated" => open.repeated = count(),
                "number-columns-spanned" => open.span.1 = count(),
                "number-rows-spanned" => open.span.0 = count(),
                _ => {}
            }
        });
        self.cell = Some(open);
    }

    fn end_cell(&mut self) {
        let Some(open) = self.cell.take() else {
            return;
        };
        let column = self.column;
        self.column = column.saturating_add(open.repeated);
        let Some(draft) = &mut self.draft else {
            return;
        };
        if open.span != (1, 1) {
            let merge = Merge {
                rows: (self.row, self.row.saturating_add(open.span.0 - 1)),
                columns: (column, column.saturating_add(open.span.1 - 1)),
            };
            draft.merge(&mut self.build, merge);
        }
        let repeated = open.repeated.min(MOST_COLUMNS);
        let Some((cell, cut)) = open.cell() else {
            return;
        };
        if cut {
            self.build
                .remark(draft.name(), self.row, RemarkKind::LongText);
        }
        self.cells.push((column, repeated, cell));
    }

    fn end_row(&mut self) -> Result<(), Stop> {
        let cells = std::mem::take(&mut self.cells);
        let (first, rows) = (self.row, self.rows.max(1));
        self.row = first.saturating_add(rows - 1);
        let Some(draft) = &mut self.draft else {
            return Ok(());
        };
        if cells.is_empty() {
            return Ok(());
        }
        for row in first..first.saturating_add(rows).min(MOST_ROWS + 1) {
            for (column, repeated, cell) in &cells {
                for column in *column..column.saturating_add(*repeated).min(MOST_COLUMNS) {
                    draft.put(&mut self.build, row, column, cell.clone())?;
                }
            }
        }
        Ok(())
    }

    fn add(&mut self, text: &str) {
        if self.note == 0
            && let Some(open) = &mut self.cell
            && open.in_paragraph > 0
            && open.text.len() < 256 << 10
        {
            open.text.push_str(text);
        }
    }
}

impl Open {
    fn cell(self) -> Option<(Cell, bool)> {
        let number = || {
            self.value
                .as_deref()
                .and_then(|own| own.trim().parse::<f64>().ok())
        };
        let text = |text: &str| {
            let (text, cut) = tidy(text);
            (!text.is_empty()).then_some((Cell::Text(text), cut))
        };
        let cell = match self.kind.as_str() {
            "float" | "percentage" | "currency" => match number() {
                Some(number) if number.is_finite() => Cell::Number(number),
                _ => return text(self.value.as_deref().unwrap_or(&self.text)),
            },
            "date" => match self.value.as_deref().and_then(serial::iso_day) {
                Some(day) => Cell::Day(day),
                None => return text(&self.text),
            },
            "boolean" => Cell::Flag(self.value.as_deref() == Some("true")),
            "error" => Cell::Fault(tidy(&self.text).0.chars().take(40).collect()),
            "" if self.formula && self.text.trim().is_empty() => Cell::NoValue,
            _ => {
                let fault = self.formula && is_fault(self.text.trim());
                if !fault {
                    return text(&self.text);
                }
                Cell::Fault(self.text.trim().into())
            }
        };
        Some((cell, false))
    }
}

/// What LibreOffice shows where a formula fails.
fn is_fault(text: &str) -> bool {
    let known = [
        "#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!",
    ];
    known.contains(&text) || text.strip_prefix("Err:").is_some_and(|own| own.len() == 3)
}

impl Sink for Document {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name() {
            "style" => self.style = tag.attribute("name").unwrap_or_default(),
            "table-properties"
                if tag.attribute("display").as_deref() == Some("false")
                    && self.hidden_styles.len() < 10_000 =>
            {
                self.hidden_styles.insert(self.style.clone());
            }
            "table" | "sub-table" => return self.begin_table(tag),
            _ if self.inner > 0 => {}
            "table-row" if self.draft.is_some() => {
                self.row = self.row.saturating_add(1);
                self.rows = tag
                    .number("number-rows-repeated")
                    .unwrap_or(1)
                    .clamp(1, MOST_ROWS);
                self.column = 0;
                self.cells.clear();
            }
            "table-cell" | "covered-table-cell" if self.draft.is_some() => self.begin_cell(tag),
            "annotation" | "note" => self.note += 1,
            "p" | "h" => {
                if let Some(open) = &mut self.cell
                    && self.note == 0
                {
                    if open.paragraphs > 0 {
                        open.text.push('\n');
                    }
                    open.paragraphs += 1;
                    open.in_paragraph += 1;
                }
            }
            "s" => {
                let count = tag.number("c").unwrap_or(1).clamp(1, 100);
                self.add(&" ".repeat(count as usize));
            }
            "tab" => self.add(" "),
            "line-break" => self.add("\n"),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Stop> {
        match name {
            "table" | "sub-table" if self.inner > 0 => self.inner -= 1,
            "table" => {
                if let Some(draft) = self.draft.take() {
                    self.build.end(draft);
                }
            }
            _ if self.inner > 0 => {}
            "table-row" => return self.end_row(),
            "table-cell" | "covered-table-cell" => self.end_cell(),
            "annotation" | "note" => self.note = self.note.saturating_sub(1),
            "p" | "h" if self.note == 0 => {
                if let Some(open) = &mut self.cell {
                    open.in_paragraph = open.in_paragraph.saturating_sub(1);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        if self.inner == 0 {
            self.add(text);
        }
        Ok(())
    }
}
