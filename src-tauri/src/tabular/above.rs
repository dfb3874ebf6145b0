//! What stands above a table in a flowing text: its title often holds the period that the table speaks of.

use std::collections::VecDeque;

use super::build::{Build, Draft, Stop, tidy};

/// Paragraphs that are kept.
pub(super) const MOST: usize = 5;

/// The last paragraphs before a table.
#[derive(Debug, Default)]
pub(super) struct Above(VecDeque<Box<str>>);

impl Above {
    /// A paragraph ends.
    pub(super) fn add(&mut self, text: &str) {
        let (text, _) = tidy(text);
        if !text.is_empty() {
            if self.0.len() == MOST {
                self.0.pop_front();
            }
            self.0.push_back(text);
        }
    }

    /// Puts them as the first rows of a table that begins, and says how many there are.
    pub(super) fn put(&mut self, build: &mut Build, draft: &mut Draft) -> Result<u32, Stop> {
        let mut row = 0;
        for text in self.0.drain(..) {
            row += 1;
            draft.put_text(build, row, 0, &text)?;
        }
        Ok(row)
    }
}
