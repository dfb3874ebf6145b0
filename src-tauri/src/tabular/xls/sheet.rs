//! The cells of one sheet.

use super::globals::Globals;
use super::{BEGINS, END, Record, double, half, record, word};
use crate::tabular::build::{Build, Draft, Stop};
use crate::tabular::serial;
use crate::tabular::workbook::{Cell, Merge, RemarkKind};

struct Grid<'a> {
    globals: &'a Globals,
    build: &'a mut Build,
    draft: &'a mut Draft,
    /// Where the text of the formula before goes.
    waiting: Option<(u32, u32)>,
}

/// Reads the records of a sheet to its end.
pub(super) fn read(
    stream: &[u8],
    at: usize,
    globals: &Globals,
    build: &mut Build,
    draft: &mut Draft,
) -> Result<(), Stop> {
    let begin = record(stream, at).ok_or(Stop::Broken)?;
    if !BEGINS.contains(&begin.kind) {
        return Err(Stop::Broken);
    }
    let mut at = begin.next;
    // Charts stand within the sheet as parts of their own.
    let mut depth = 0u32;
    let mut grid = Grid {
        globals,
        build,
        draft,
        waiting: None,
    };
    while let Some(next) = record(stream, at) {
        at = next.next;
        match next.kind {
            END if depth == 0 => return Ok(()),
            END => depth -= 1,
            kind if BEGINS.contains(&kind) => depth += 1,
            _ if depth > 0 => {}
            _ => grid.take(next)?,
        }
    }
    Err(Stop::Broken)
}

impl Grid<'_> {
    fn take(&mut self, own: Record<'_>) -> Result<(), Stop> {
        let data = own.data;
        let (row, column) = (u32::from(half(data, 0)) + 1, u32::from(half(data, 2)));
        // BIFF2 has three bytes of format where later ones have the number of a style.
        let oldest = self.globals.oldest;
        let body = if oldest { 7 } else { 6 };
        match own.kind {
            0x0203 | 0x0003 if data.len() >= body + 8 => {
                let number = double(data, body).ok_or(Stop::Broken)?;
                self.number(row, column, half(data, 4), number)
            }
            0x0002 if oldest => self.number(row, column, 0, f64::from(half(data, 7))),
            0x027e if data.len() >= 10 => {
                self.number(row, column, half(data, 4), packed(word(data, 6)))
            }
            0x00bd => self.numbers(row, column, data),
            0x00fd if data.len() >= 10 => self.shared(row, column, word(data, 6) as usize),
            0x0204 | 0x00d6 => self.text(row, column, self.globals.writing.read(data, 6, true)),
            0x0004 => self.text(row, column, self.globals.writing.read(data, 7, false)),
            0x0205 | 0x0005 if data.len() >= body + 2 => {
                let cell = flag_or_fault(data[body], data[body + 1] != 0);
                self.draft.put(self.build, row, column, cell)
            }
            0x0006 | 0x0206 | 0x0406 if data.len() >= body + 8 => {
                self.formula(row, column, half(data, 4), &data[body..body + 8])
            }
            0x0207 | 0x0007 => {
                let Some((row, column)) = self.waiting.take() else {
                    return Ok(());
                };
                let text = self.globals.writing.read(data, 0, own.kind == 0x0207);
                self.text(row, column, text)
            }
            0x00e5 => {
                self.merges(data);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn number(&mut self, row: u32, column: u32, style: u16, number: f64) -> Result<(), Stop> {
        if !number.is_finite() {
            return self
                .draft
                .put_text(self.build, row, column, &number.to_string());
        }
        let shown = !self.globals.oldest && self.globals.shows_day(style);
        let day = shown.then(|| serial::day(number, self.globals.from_1904));
        let cell = day.flatten().map_or(Cell::Number(number), Cell::Day);
        self.draft.put(self.build, row, column, cell)
    }

    fn numbers(&mut self, row: u32, column: u32, data: &[u8]) -> Result<(), Stop> {
        let cells = data
            .get(4..data.len().saturating_sub(2))
            .unwrap_or_default();
        for (place, own) in (0u32..).zip(cells.chunks_exact(6)) {
            self.number(row, column + place, half(own, 0), packed(word(own, 2)))?;
        }
        Ok(())
    }

    fn text(&mut self, row: u32, column: u32, text: Option<String>) -> Result<(), Stop> {
        let Some(text) = text else {
            self.build
                .remark(self.draft.name(), row, RemarkKind::Broken);
            return Ok(());
        };
        self.draft.put_text(self.build, row, column, &text)
    }

    fn shared(&mut self, row: u32, column: u32, number: usize) -> Result<(), Stop> {
        let text = self.globals.shared.get(number);
        self.draft.put_shared(self.build, (row, column), text)
    }

    fn formula(&mut self, row: u32, column: u32, style: u16, value: &[u8]) -> Result<(), Stop> {
        if half(value, 6) != 0xffff || self.globals.oldest {
            let number = double(value, 0).ok_or(Stop::Broken)?;
            return self.number(row, column, style, number);
        }
        let cell = match value[0] {
            0 => {
                self.waiting = Some((row, column));
                return Ok(());
            }
            1 | 2 => flag_or_fault(value[2], value[0] == 2),
            _ if self.globals.never_computed => Cell::NoValue,
            _ => return Ok(()),
        };
        self.draft.put(self.build, row, column, cell)
    }

    fn merges(&mut self, data: &[u8]) {
        let areas = data.get(2..).unwrap_or_default();
        for area in areas.chunks_exact(8).take(usize::from(half(data, 0))) {
            let end = |at: usize| u32::from(half(area, at));
            let merge = Merge {
                rows: (end(0) + 1, end(2) + 1),
                columns: (end(4), end(6)),
            };
            self.draft.merge(self.build, merge);
        }
    }
}

/// A number of thirty bits: whole or the upper part of a double, perhaps by a hundred.
fn packed(value: u32) -> f64 {
    let number = if value & 2 == 0 {
        f64::from_bits(u64::from(value & !3) << 32)
    } else {
        f64::from(value.cast_signed() >> 2)
    };
    if value & 1 == 0 {
        number
    } else {
        number / 100.0
    }
}

fn flag_or_fault(value: u8, fault: bool) -> Cell {
    if !fault {
        return Cell::Flag(value != 0);
    }
    let word = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Cell::Fault(word.into())
}
