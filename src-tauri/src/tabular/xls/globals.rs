//! What stands before the sheets: their list, formats, shared texts.

use std::collections::HashMap;

use super::strings::{self, Writing};
use super::{BEGINS, CONTINUE, END, half, record, word};
use crate::domain::{ErrorCode, Result};
use crate::tabular::limits::MOST_TABLES;
use crate::tabular::refusal;
use crate::tabular::serial::{built_in_day, shows_day};
use crate::tabular::shared::Shared;

/// A sheet and where its records begin.
#[derive(Debug)]
pub(super) struct Listed {
    pub name: String,
    pub hidden: bool,
    pub at: usize,
}

/// What all sheets refer to.
#[derive(Debug, Default)]
pub(super) struct Globals {
    pub sheets: Vec<Listed>,
    pub shared: Shared,
    pub writing: Writing,
    pub from_1904: bool,
    /// For each style of a cell, its number format.
    pub styles: Vec<u16>,
    pub formats: HashMap<u16, bool>,
    /// BIFF2 has its formats in the cells.
    pub oldest: bool,
    /// Written by a program that never computes: a formula's empty text is no value.
    pub never_computed: bool,
    pub broken: bool,
}

impl Globals {
    /// Whether a style shows a number as a day.
    pub(super) fn shows_day(&self, style: u16) -> bool {
        let format = self.styles.get(usize::from(style)).copied().unwrap_or(0);
        let own = self.formats.get(&format).copied();
        own.unwrap_or_else(|| built_in_day(format))
    }

    pub(super) fn read(stream: &[u8]) -> Result<Self> {
        let begin = record(stream, 0).ok_or_else(|| refusal::broken(&"no records"))?;
        if !BEGINS.contains(&begin.kind) {
            return Err(refusal::broken(&"no workbook"));
        }
        let version = half(begin.data, 0);
        let mut own = Self {
            oldest: begin.kind == 0x0009,
            ..Self::default()
        };
        own.writing.unicode = begin.kind == 0x0809 && version >= 0x0600;
        own.never_computed = half(begin.data, 4) == 0x0dbb && word(begin.data, 8) == 0;
        // Before BIFF5 a stream is one sheet, and so is BIFF5 whose first part is no workbook.
        let single = begin.kind != 0x0809 || half(begin.data, 2) != 0x0005;
        let mut at = begin.next;
        let mut order = 0u16;
        let mut ended = false;
        while let Some(next) = record(stream, at) {
            at = next.next;
            match next.kind {
                END => {
                    ended = true;
                    break;
                }
                0x00fc => at = own.shared_texts(stream, next.data, at),
                _ => own.take(next.kind, next.data, &mut order)?,
            }
        }
        own.broken = own.broken || !ended;
        if single {
            own.sheets = vec![Listed {
                name: String::new(),
                hidden: false,
                at: 0,
            }];
        }
        Ok(own)
    }

    fn shared_texts(&mut self, stream: &[u8], first: &[u8], mut at: usize) -> usize {
        let mut records = vec![first];
        while let Some(next) = record(stream, at).filter(|own| own.kind == CONTINUE) {
            records.push(next.data);
            at = next.next;
        }
        if !strings::shared(&records, &mut self.shared) {
            self.broken = true;
        }
        at
    }

    fn take(&mut self, kind: u16, data: &[u8], order: &mut u16) -> Result<()> {
        match kind {
            0x002f => return Err(ErrorCode::LockedByPassword.into()),
            0x0022 => self.from_1904 = half(data, 0) == 1,
            0x0042 => self.writing.page = half(data, 0),
            0x0085 if self.sheets.len() <= MOST_TABLES => {
                let sheet = data.get(5).is_none_or(|sort| *sort == 0);
                let name = self.writing.read(data, 6, false).unwrap_or_default();
                if sheet {
                    self.sheets.push(Listed {
                        name,
                        hidden: data.get(4).is_some_and(|state| state & 3 != 0),
                        at: word(data, 0) as usize,
                    });
                }
            }
            0x041e => {
                let unicode = self.writing.unicode;
                if let Some(code) = self.writing.read(data, 2, unicode) {
                    self.formats.insert(half(data, 0), shows_day(&code));
                }
            }
            0x001e => {
                if let Some(code) = self.writing.read(data, 0, false) {
                    self.formats.insert(*order, shows_day(&code));
                    *order = order.saturating_add(1);
                }
            }
            0x00e0 if self.styles.len() < 65_536 => self.styles.push(half(data, 2)),
            0x0443 | 0x0243 if self.styles.len() < 65_536 => {
                self.styles.push(data.get(1).copied().unwrap_or(0).into());
            }
            _ => {}
        }
        Ok(())
    }
}
