//! Excel's XML of 2003, which portals name `.xls`.

use super::build::{Build, Draft, Stop};
use super::limits::{MOST_COLUMNS, MOST_ROWS};
use super::workbook::{Cell, Merge, RemarkKind};
use super::xml::{Sink, Tag, listen};
use super::{refusal, serial};
use crate::domain::Result;

/// Reads all sheets.
pub(super) fn read(text: &str) -> Result<Build> {
    let mut own = Document::default();
    let read = listen(text.as_bytes(), &mut own);
    if read == Err(Stop::Broken) {
        let name = own
            .draft
            .as_ref()
            .map_or("", |draft| draft.name())
            .to_owned();
        own.build.remark(&name, own.row, RemarkKind::Broken);
    }
    own.end_sheet();
    if own.build.tables.is_empty() {
        return Err(refusal::broken(&"no sheets"));
    }
    Ok(own.build)
}

#[derive(Debug, Default)]
struct Document {
    build: Build,
    draft: Option<Draft>,
    row: u32,
    column: u32,
    /// Further columns and rows that the cell covers.
    across: u32,
    down: u32,
    formula: bool,
    kind: String,
    text: String,
    in_data: bool,
}

impl Document {
    fn end_sheet(&mut self) {
        if let Some(draft) = self.draft.take() {
            self.build.end(draft);
        }
    }

    fn begin_cell(&mut self, tag: &Tag<'_>) {
        (self.across, self.down, self.formula) = (0, 0, false);
        self.kind.clear();
        self.text.clear();
        tag.each(|name, value| {
            let number = value.parse::<u32>().unwrap_or(0);
            match name {
                "Index" if number > 0 => self.column = number - 1,
                "MergeAcross" => self.across = number.min(MOST_COLUMNS),
                "MergeDown" => self.down = number.min(MOST_ROWS),
                "Formula" => self.formula = true,
                _ => {}
            }
        });
    }

    fn end_cell(&mut self) -> Result<(), Stop> {
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(1 + self.across);
        let Some(draft) = &mut self.draft else {
            return Ok(());
        };
        let merge = Merge {
            rows: (row, row.saturating_add(self.down)),
            columns: (column, column.saturating_add(self.across)),
        };
        draft.merge(&mut self.build, merge);
        let text = self.text.trim();
        let cell = match self.kind.as_str() {
            "" if self.formula => Cell::NoValue,
            _ if text.is_empty() => return Ok(()),
            "Number" => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => Cell::Number(number),
                _ => return draft.put_text(&mut self.build, row, column, text),
            },
            "DateTime" => match serial::iso_day(text) {
                Some(day) => Cell::Day(day),
                None => return draft.put_text(&mut self.build, row, column, text),
            },
            "Boolean" => Cell::Flag(text == "1"),
            "Error" => Cell::Fault(text.chars().take(40).collect()),
            _ => return draft.put_text(&mut self.build, row, column, text),
        };
        draft.put(&mut self.build, row, column, cell)
    }
}

impl Sink for Document {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name() {
            "Worksheet" => {
                self.end_sheet();
                let name = tag.attribute("Name").unwrap_or_default();
                self.draft = Some(self.build.begin(&name, false)?);
                self.row = 0;
            }
            "Row" => {
                let index = tag.number("Index");
                self.row = index.unwrap_or_else(|| self.row.saturating_add(1));
                self.column = 0;
            }
            "Cell" => self.begin_cell(tag),
            "Data" => {
                self.kind = tag.attribute("Type").unwrap_or_default();
                self.in_data = true;
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Stop> {
        match name {
            "Cell" => return self.end_cell(),
            "Data" => self.in_data = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        if self.in_data && self.text.len() < 256 << 10 {
            self.text.push_str(text);
        }
        Ok(())
    }
}
