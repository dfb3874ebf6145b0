//! Rows and figures as they are shown.

use std::collections::HashMap;

use super::Viewer;
use super::shown::{IntakeCell, IntakeRow, IntakeState};
use crate::domain::Id;
use crate::domain::number::{Entry, decimal};
use crate::engine::counts::Doubt;
use crate::engine::intake::names::Names;
use crate::engine::intake::read::letter;
use crate::engine::intake::rows::{ReadRow, Role};

impl Viewer<'_> {
    pub(super) fn rows(&self) -> Vec<IntakeRow> {
        let mut refused: HashMap<u32, Vec<(u32, String)>> = HashMap::new();
        for (row, column, error) in &self.brought.refused {
            refused
                .entry(*row)
                .or_default()
                .push((*column, (self.speaker.words)(error)));
        }
        let mut doubts: HashMap<u32, Vec<(u32, Doubt)>> = HashMap::new();
        for said in &self.brought.doubts {
            doubts
                .entry(said.row)
                .or_default()
                .push((said.column, said.doubt.clone()));
        }
        let none = HashMap::new();
        let names = Names::new(self.speaker.directory, (self.day, self.day), &none);
        let rows = self.reading.rows.iter();
        let rows = rows.filter(|row| !(row.role == Role::LeftOut && row.name.is_empty()));
        rows.map(|row| {
            let refused = refused.remove(&row.row).unwrap_or_default();
            let doubts = doubts.remove(&row.row).unwrap_or_default();
            self.row(row, &names, &refused, &doubts)
        })
        .collect()
    }

    fn row(
        &self,
        row: &ReadRow,
        names: &Names<'_>,
        refused: &[(u32, String)],
        doubts: &[(u32, Doubt)],
    ) -> IntakeRow {
        let figures: Vec<u32> = row.cells.iter().map(|cell| cell.column).collect();
        // What stands beside the figures is said of the row.
        let of_row = refused
            .iter()
            .filter(|(column, _)| !figures.contains(column))
            .map(|(_, text)| text.clone());
        let beside = doubts
            .iter()
            .filter(|(column, _)| !figures.contains(column));
        let beside =
            beside.map(|(column, doubt)| format!("Cột {}: {}", letter(*column), doubt.text));
        IntakeRow {
            row: row.row,
            name: row.name.clone(),
            body: row.body,
            body_name: row
                .body
                .map(|body| self.speaker.directory.name(body, self.day)),
            role: match row.role {
                Role::Unit => "unit",
                Role::Group => "group",
                Role::Total => "total",
                Role::Unknown => "unknown",
                Role::LeftOut => "left_out",
            }
            .to_owned(),
            candidates: if row.role == Role::Unknown {
                names
                    .candidates(&row.name)
                    .into_iter()
                    .map(|body| self.body(body))
                    .collect()
            } else {
                Vec::new()
            },
            said: of_row.chain(beside).collect(),
            cells: row
                .cells
                .iter()
                .map(|cell| {
                    let recorded = self.brought.cells.get(&(row.row, cell.column));
                    let of_cell = |at: &u32| *at == cell.column;
                    let said: Vec<String> = refused
                        .iter()
                        .filter(|(at, _)| of_cell(at))
                        .map(|(_, text)| text.clone())
                        .collect();
                    let doubts: Vec<Doubt> = doubts
                        .iter()
                        .filter(|(at, _)| of_cell(at))
                        .map(|(_, doubt)| doubt.clone())
                        .collect();
                    let words = |entry: Entry| self.entry(cell.indicator, entry);
                    IntakeCell {
                        column: cell.column,
                        written: cell
                            .written
                            .as_ref()
                            .map(|cell| cell.text().into_owned())
                            .unwrap_or_default(),
                        understood: cell.entry.as_ref().ok().and_then(|entry| words(*entry)),
                        before: recorded.and_then(|own| own.stood).and_then(words),
                        state: match (recorded, &cell.entry) {
                            (Some(own), _) if !own.changed && !own.proposed => {
                                IntakeState::Unchanged
                            }
                            (Some(_), _) if doubts.iter().any(|own| own.accepted.is_none()) => {
                                IntakeState::Warned
                            }
                            (Some(_), _) => IntakeState::Accepted,
                            (None, Ok(Entry::Empty)) => IntakeState::Empty,
                            (None, Ok(_)) if row.role != Role::Unit && said.is_empty() => {
                                IntakeState::Empty
                            }
                            (None, _) => IntakeState::Refused,
                        },
                        doubts,
                        said,
                    }
                })
                .collect(),
        }
    }

    fn entry(&self, indicator: Id, entry: Entry) -> Option<String> {
        let decimals = self
            .speaker
            .dictionary
            .definition(indicator, self.day)
            .map_or(0, |own| own.decimals);
        match entry {
            Entry::Empty => None,
            Entry::NoData => Some("chưa phát sinh".to_owned()),
            Entry::Value(value, qualifier) => {
                let word = qualifier.word();
                let text = decimal(value, decimals);
                Some(if word.is_empty() {
                    text
                } else {
                    format!("{word} {text}")
                })
            }
        }
    }
}
