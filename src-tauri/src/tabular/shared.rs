//! Texts that cells of a workbook share, kept end to end: there may be a million of them.

use super::build::tidy;
use super::limits::{MOST_SHARED, MOST_TEXT};

/// Shared texts, tidied.
#[derive(Debug, Default)]
pub(super) struct Shared {
    all: String,
    ends: Vec<u32>,
    /// Numbers of texts that were cut, ascending.
    cut: Vec<u32>,
    /// More texts than are kept.
    pub full: bool,
}

impl Shared {
    /// Adds the next text; `false` when there is no room.
    pub(super) fn push(&mut self, text: &str) -> bool {
        if self.ends.len() >= MOST_SHARED || self.all.len() + text.len() > MOST_TEXT {
            self.full = true;
            return false;
        }
        let (text, cut) = tidy(text);
        if cut && self.cut.len() < 10_000 {
            self.cut.push(self.ends.len() as u32);
        }
        self.all.push_str(&text);
        self.ends.push(self.all.len() as u32);
        true
    }

    /// The text of that number, and whether it was cut.
    pub(super) fn get(&self, number: usize) -> Option<(&str, bool)> {
        let end = *self.ends.get(number)? as usize;
        let begin = match number {
            0 => 0,
            _ => *self.ends.get(number - 1)? as usize,
        };
        let cut = self.cut.binary_search(&(number as u32)).is_ok();
        Some((self.all.get(begin..end)?, cut))
    }
}
