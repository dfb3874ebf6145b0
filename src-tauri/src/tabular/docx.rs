//! Tables of a Word document.

use super::above::Above;
use super::build::{Build, Draft, Stop};
use super::limits::MOST_COLUMNS;
use super::package::Package;
use super::refusal;
use super::workbook::{Merge, RemarkKind};
use super::xml::{Sink, Tag};
use crate::domain::Result;

/// Reads all tables. Tables within tables are text of the cell that they stand in.
pub(super) fn read(package: &mut Package<'_>) -> Result<Build> {
    let mut document = Document::default();
    let read = package.read("word/document.xml", &mut document);
    if read == Err(Stop::Broken) {
        let (name, row) = match &document.table {
            Some(table) => (table.draft.name().to_owned(), table.row),
            None => (String::new(), 0),
        };
        document.build.remark(&name, row, RemarkKind::Broken);
    }
    document.end_table();
    if document.build.tables.is_empty() {
        return Err(if read == Err(Stop::Broken) {
            refusal::broken(&"word/document.xml")
        } else {
            refusal::not_a_table("docx")
        });
    }
    Ok(document.build)
}

#[derive(Debug, Default)]
struct Document {
    build: Build,
    above: Above,
    table: Option<Table>,
    /// Tables within the table.
    inner: u32,
    /// Copies for older programs of what was read already.
    fallback: u32,
    text: String,
    in_text: bool,
}

#[derive(Debug)]
struct Table {
    draft: Draft,
    row: u32,
    column: u32,
    span: u32,
    /// The cell goes on from the row above, or begins something that goes on.
    vertical: Option<Vertical>,
    /// For each column where a vertical area runs, its place in `areas`.
    running: Vec<Option<usize>>,
    areas: Vec<Merge>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Vertical {
    Begins,
    GoesOn,
}

impl Document {
    fn begin_table(&mut self) -> Result<(), Stop> {
        let mut draft = self.build.begin("", false)?;
        let row = self.above.put(&mut self.build, &mut draft)?;
        self.table = Some(Table {
            draft,
            row,
            column: 0,
            span: 1,
            vertical: None,
            running: Vec::new(),
            areas: Vec::new(),
        });
        self.text.clear();
        Ok(())
    }

    fn end_table(&mut self) {
        if let Some(mut table) = self.table.take() {
            for area in std::mem::take(&mut table.areas) {
                table.draft.merge(&mut self.build, area);
            }
            self.build.end(table.draft);
        }
        self.text.clear();
    }

    fn end_cell(&mut self) -> Result<(), Stop> {
        let Some(table) = &mut self.table else {
            return Ok(());
        };
        let (row, column, span) = (table.row, table.column, table.span);
        table.column = column.saturating_add(span).min(MOST_COLUMNS);
        let text = std::mem::take(&mut self.text);
        let width = table.column as usize;
        if table.running.len() < width {
            table.running.resize(width, None);
        }
        let slot = table.running.get_mut(column as usize);
        if table.vertical == Some(Vertical::GoesOn)
            && let Some(Some(index)) = slot.as_deref()
            && let Some(area) = table.areas.get_mut(*index)
        {
            area.rows.1 = row;
            return Ok(());
        }
        let begins = table.vertical == Some(Vertical::Begins);
        if begins || span > 1 {
            table.areas.push(Merge {
                rows: (row, row),
                columns: (column, column.saturating_add(span - 1)),
            });
        }
        if let Some(slot) = slot {
            *slot = begins.then(|| table.areas.len() - 1);
        }
        table.draft.put_text(&mut self.build, row, column, &text)
    }

    fn end_paragraph(&mut self) {
        if self.table.is_some() {
            if !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push('\n');
            }
        } else {
            self.above.add(&self.text);
            self.text.clear();
        }
    }

    fn add(&mut self, text: &str) {
        if self.fallback == 0 && self.text.len() < 256 << 10 {
            self.text.push_str(text);
        }
    }

    /// What a table says of its rows and cells.
    fn shape(&mut self, tag: &Tag<'_>) {
        let Some(table) = &mut self.table else {
            return;
        };
        let count = || tag.number("val").unwrap_or(0).min(MOST_COLUMNS);
        match tag.name() {
            "tr" => {
                table.row = table.row.saturating_add(1);
                table.column = 0;
            }
            "gridBefore" => table.column = table.column.saturating_add(count()).min(MOST_COLUMNS),
            "tc" => {
                table.span = 1;
                table.vertical = None;
                self.text.clear();
            }
            "gridSpan" => table.span = count().max(1),
            "vMerge" => {
                let begins = tag.attribute("val").as_deref() == Some("restart");
                table.vertical = Some(if begins {
                    Vertical::Begins
                } else {
                    Vertical::GoesOn
                });
            }
            _ => {}
        }
    }
}

impl Sink for Document {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name() {
            "Fallback" => self.fallback += 1,
            _ if self.fallback > 0 => {}
            "tbl" if self.table.is_some() => self.inner += 1,
            "tbl" => return self.begin_table(),
            "t" => self.in_text = true,
            "tab" => self.add(" "),
            "br" | "cr" => self.add("\n"),
            "noBreakHyphen" => self.add("-"),
            _ if self.inner == 0 => self.shape(tag),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Stop> {
        match name {
            "Fallback" => self.fallback = self.fallback.saturating_sub(1),
            _ if self.fallback > 0 => {}
            "tbl" if self.inner > 0 => self.inner -= 1,
            "tbl" => self.end_table(),
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "tc" if self.inner == 0 => return self.end_cell(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        if self.in_text {
            self.add(text);
        }
        Ok(())
    }
}
