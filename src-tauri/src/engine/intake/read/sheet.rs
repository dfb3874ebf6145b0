//! The sheet of a file that is taken, and its sections.

use super::{Choices, ColumnChoice, Ground, Known, Reading, refusals, span_of};
use crate::engine::counts::Stated;
use crate::engine::intake::names::Names;
use crate::engine::intake::rows::refuse_twice;
use crate::engine::intake::sections::{SECTION, joined, place, sections, together};
use crate::engine::intake::shape::{likeness, lists_people};
use crate::engine::intake::time::Fit;
use crate::tabular::{Remark, Workbook};

/// What an officer decided about the columns of a section.
fn of_section(choices: &Choices, section: u32) -> Choices {
    let columns = choices.columns.iter();
    Choices {
        columns: columns
            .filter(|own| own.column / SECTION == section)
            .map(|own| ColumnChoice {
                column: place(own.column),
                ..*own
            })
            .collect(),
        ..choices.clone()
    }
}

impl Ground<'_> {
    /// The table of a file that looks most like figures by unit.
    pub(super) fn tables(
        &self,
        (workbook, file): (&Workbook, &str),
        choices: &Choices,
        at_hand: Stated,
        known: &Known,
    ) -> Option<Reading> {
        let span = span_of(choices.stated.unwrap_or(at_hand));
        let names = Names::new(self.directory, span, &choices.bodies);
        let sheet = match choices.sheet {
            Some(sheet) => sheet,
            None => self.best_sheet(workbook, &names, choices.stated)?,
        };
        let whole = match choices.sheet {
            Some(_) => None,
            None => joined(workbook, &names),
        };
        let (sheet, table) = match &whole {
            Some((first, table)) => (*first, table),
            None => (sheet, workbook.tables.get(sheet)?),
        };
        if lists_people(table) {
            return None;
        }
        let remarks = workbook
            .remarks
            .iter()
            .filter(|own| own.table.is_empty() || own.table == table.name);
        let remarks: Vec<Remark> = remarks.cloned().collect();
        let parts = sections(table, &names, &self.heads);
        let reading = if parts.is_empty() {
            self.one_table((table, file), &names, choices, at_hand, known)?
        } else {
            let each = parts.iter().zip(0..).filter_map(|(part, section)| {
                let choices = of_section(choices, section);
                self.one_table((part, file), &names, &choices, at_hand, known)
            });
            let whole = together(Self::of_one_time(each.collect(), choices.stated))?;
            self.without_doubles(whole, choices)
        };
        Some(Reading {
            sheet,
            remarks,
            ..reading
        })
    }

    /// A figure may stand in two sections.
    fn without_doubles(&self, mut reading: Reading, choices: &Choices) -> Reading {
        let names = Names::new(self.directory, span_of(reading.stated), &choices.bodies);
        let known = refusals(&reading.rows, &reading.shape);
        refuse_twice(&mut reading.rows, &names);
        let found = refusals(&reading.rows, &reading.shape);
        let fresh = found.into_iter().filter(|own| !known.contains(own));
        reading.refused.extend(fresh);
        reading
    }

    /// The sheet that looks most like figures; among several one whose titles name the time that is asked for.
    fn best_sheet(
        &self,
        workbook: &Workbook,
        names: &Names<'_>,
        asked: Option<Stated>,
    ) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (index, table) in workbook.tables.iter().enumerate() {
            let mut score = likeness(table, names);
            if score == 0 || lists_people(table) {
                continue;
            }
            if table.hidden {
                score = 1;
            }
            if let (Some(asked), Some((time, ..))) =
                (asked, self.time_in_titles(table, u32::MAX, asked))
            {
                score *= match time.fit(asked) {
                    Fit::Just => 8,
                    Fit::Apart => 1,
                    _ => 5,
                };
            }
            if best.is_none_or(|(_, known)| score > known) {
                best = Some((index, score));
            }
        }
        best.map(|(index, _)| index)
    }
}
