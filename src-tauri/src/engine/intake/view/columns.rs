//! Columns as they are shown, and what is said of them.

use std::collections::HashMap;

use super::Viewer;
use super::shown::{IntakeColumn, IntakeIndicator};
use crate::engine::intake::heads::Meaning;
use crate::engine::intake::read::letter;

impl Viewer<'_> {
    pub(super) fn columns(&self) -> Vec<IntakeColumn> {
        let head = self.reading.shape.head.map_or(1, |(_, last)| last);
        let mut said: HashMap<u32, Vec<String>> = HashMap::new();
        for (row, column, error) in &self.brought.refused {
            if *row == head && self.reading.rows.iter().all(|own| own.row != *row) {
                said.entry(*column)
                    .or_default()
                    .push((self.speaker.words)(error));
            }
        }
        for own in &self.brought.doubts {
            if own.row == head && self.reading.rows.iter().all(|row| row.row != own.row) {
                said.entry(own.column)
                    .or_default()
                    .push(own.doubt.text.clone());
            }
        }
        // Where no head was found every column is shown, so that an officer can say what it is.
        let headless = self.reading.shape.head.is_none() && self.reading.sealed.is_none();
        let columns = self.reading.shape.columns.iter();
        columns
            .filter(|own| headless || !own.parts.is_empty() || own.meaning == Meaning::Body)
            .map(|own| IntakeColumn {
                column: own.column,
                letter: letter(own.column),
                head: own.head(),
                meaning: own.meaning,
                indicator: own.indicator,
                indicator_name: own.indicator.map(|id| self.name_of(id)),
                sure: own.sure,
                remembered: own.remembered,
                candidates: own
                    .candidates
                    .iter()
                    .map(|id| IntakeIndicator {
                        indicator: *id,
                        name: self.name_of(*id),
                    })
                    .collect(),
                said: said.remove(&own.column).unwrap_or_default(),
            })
            .collect()
    }
}
