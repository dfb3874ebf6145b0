//! The cells of one sheet.

use super::Common;
use super::parts::append;
use crate::tabular::build::{Build, Draft, Stop};
use crate::tabular::serial;
use crate::tabular::workbook::{Cell, Merge};
use crate::tabular::xml::{Sink, Tag};

/// How a cell says what its value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Shared,
    Text,
    Flag,
    Fault,
    IsoDay,
}

/// Listens to a sheet.
pub(super) struct Grid<'a> {
    build: &'a mut Build,
    common: &'a Common,
    draft: Draft,
    row: u32,
    column: u32,
    kind: Kind,
    style: usize,
    value: String,
    /// The value is being read.
    in_value: bool,
    /// Text that stands in the cell itself is being read.
    in_line: bool,
    in_reading: bool,
    has_formula: bool,
}

impl<'a> Grid<'a> {
    pub(super) fn new(build: &'a mut Build, common: &'a Common, draft: Draft) -> Self {
        Self {
            build,
            common,
            draft,
            row: 0,
            column: 0,
            kind: Kind::Number,
            style: 0,
            value: String::new(),
            in_value: false,
            in_line: false,
            in_reading: false,
            has_formula: false,
        }
    }

    pub(super) fn end(self) -> Draft {
        self.draft
    }

    /// Cells without a reference follow the one before them.
    fn begin_cell(&mut self, tag: &Tag<'_>) {
        (self.kind, self.style) = (Kind::Number, 0);
        self.has_formula = false;
        self.value.clear();
        tag.each(|name, value| match name {
            "r" => {
                if let Some((row, column)) = place(value) {
                    (self.row, self.column) = (row, column);
                }
            }
            "s" => self.style = value.parse().unwrap_or(0),
            "t" => {
                self.kind = match value {
                    "s" => Kind::Shared,
                    "str" | "inlineStr" => Kind::Text,
                    "b" => Kind::Flag,
                    "e" => Kind::Fault,
                    "d" => Kind::IsoDay,
                    _ => Kind::Number,
                }
            }
            _ => {}
        });
    }

    fn end_cell(&mut self) -> Result<(), Stop> {
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(1);
        let value = trimmed(&self.value);
        let cell = match self.kind {
            Kind::Text => {
                return self.draft.put_text(self.build, row, column, &self.value);
            }
            _ if value.is_empty() => {
                if !self.has_formula {
                    return Ok(());
                }
                Cell::NoValue
            }
            Kind::Shared => return self.put_shared(),
            Kind::Number => self.number(value),
            Kind::Flag => Cell::Flag(matches!(value, "1" | "true")),
            Kind::Fault => Cell::Fault(value.chars().take(40).collect()),
            Kind::IsoDay => match serial::iso_day(value) {
                Some(day) => Cell::Day(day),
                None => {
                    return self.draft.put_text(self.build, row, column, &self.value);
                }
            },
        };
        if let Cell::Text(text) = &cell {
            return self.draft.put_text(self.build, row, column, text);
        }
        self.draft.put(self.build, row, column, cell)
    }

    fn number(&self, text: &str) -> Cell {
        match plain(text).map_or_else(|| text.parse::<f64>(), Ok) {
            Ok(number) if number.is_finite() => {
                let shown = self.common.days.get(self.style) == Some(&true);
                let day = shown.then(|| serial::day(number, self.common.from_1904));
                day.flatten().map_or(Cell::Number(number), Cell::Day)
            }
            _ => Cell::Text(text.into()),
        }
    }

    fn put_shared(&mut self) -> Result<(), Stop> {
        let (row, column) = (self.row, self.column.saturating_sub(1));
        let number = trimmed(&self.value).parse().ok();
        let text = number.and_then(|number| self.common.shared.get(number));
        self.draft.put_shared(self.build, (row, column), text)
    }
}

impl Sink for Grid<'_> {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name() {
            "c" => self.begin_cell(tag),
            "v" => self.in_value = true,
            "t" => self.in_value = self.in_line && !self.in_reading,
            "row" => {
                self.row = tag
                    .number("r")
                    .unwrap_or_else(|| self.row.saturating_add(1));
                self.column = 0;
            }
            "f" => self.has_formula = true,
            "is" => self.in_line = true,
            "rPh" => self.in_reading = true,
            "mergeCell" => {
                let area = tag.attribute("ref").unwrap_or_default();
                if let Some((first, last)) = area.split_once(':')
                    && let (Some(first), Some(last)) = (place(first), place(last))
                {
                    let merge = Merge {
                        rows: (first.0, last.0),
                        columns: (first.1, last.1),
                    };
                    self.draft.merge(self.build, merge);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Stop> {
        match name {
            "c" => return self.end_cell(),
            "v" | "t" => self.in_value = false,
            "is" => self.in_line = false,
            "rPh" => self.in_reading = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        if self.in_value {
            append(&mut self.value, text);
        }
        Ok(())
    }
}

/// A value without blanks at its ends; nearly none has any.
fn trimmed(value: &str) -> &str {
    match value.as_bytes() {
        [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => value,
        _ => value.trim(),
    }
}

/// The number of a few digits, as nearly all numbers are; none of what is more than digits.
fn plain(text: &str) -> Option<f64> {
    if text.is_empty() || text.len() > 9 {
        return None;
    }
    let mut number = 0_u32;
    for digit in text.bytes() {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u32::from(digit - b'0');
    }
    Some(f64::from(number))
}

/// Row from 1 and column from 0 of a reference as `$B$7`.
pub(in crate::tabular) fn place(reference: &str) -> Option<(u32, u32)> {
    let (mut row, mut column) = (0u32, 0u32);
    for sign in reference.bytes().filter(|sign| *sign != b'$') {
        match sign {
            b'A'..=b'Z' | b'a'..=b'z' if row == 0 => {
                let letter = u32::from(sign.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' => {
                row = row.checked_mul(10)?.checked_add(u32::from(sign - b'0'))?;
            }
            _ => return None,
        }
    }
    Some((row, column.checked_sub(1)?)).filter(|(row, _)| *row > 0)
}
