//! Tables of an indicator a row.

use super::{Choices, Ground, Reading, refusals, span_of};
use crate::domain::Id;
use crate::domain::number::Entry;
use crate::engine::counts::Doubt;
use crate::engine::counts::Stated;
use crate::engine::intake::check::FileTotal;
use crate::engine::intake::check::Said;
use crate::engine::intake::names::Names;
use crate::engine::intake::rows::refuse_twice;
use crate::engine::intake::shape::lists_people;
use crate::engine::intake::turned::Turner;
use crate::tabular::Workbook;
use std::collections::BTreeMap;

impl Ground<'_> {
    /// The first table that stands the other way: an indicator a row.
    pub(super) fn turned(
        &self,
        (workbook, file): (&Workbook, &str),
        choices: &Choices,
        at_hand: Stated,
    ) -> Option<Reading> {
        let tables = workbook.tables.iter().enumerate();
        let chosen = tables.filter(|(index, table)| match choices.sheet {
            Some(sheet) => sheet == *index,
            None => !table.hidden,
        });
        for (sheet, table) in chosen {
            if lists_people(table) {
                continue;
            }
            let found = self.time_in_titles(table, u32::MAX, choices.stated);
            let found = found.or_else(|| self.time_of_file(file, choices.stated));
            let stated = choices
                .stated
                .or_else(|| found.as_ref().map(|(time, ..)| self.stated_of(*time)))
                .unwrap_or(at_hand);
            let names = Names::new(self.directory, span_of(stated), &choices.bodies);
            let turner = Turner {
                names: &names,
                heads: &self.heads,
                dictionary: self.dictionary,
                time: (stated, self.year(choices.stated)),
            };
            let Some(own) = turner.read(table, file) else {
                continue;
            };
            let mut rows = own.rows;
            refuse_twice(&mut rows, &names);
            let mut totals: BTreeMap<Id, FileTotal> = BTreeMap::new();
            for cell in rows.iter().flat_map(|row| &row.cells) {
                if let Ok(Entry::Value(value, _)) = cell.entry {
                    let total = totals.entry(cell.indicator).or_default();
                    total.sum = total.sum.saturating_add(value);
                }
            }
            let mut said: Vec<Said> = Self::other_time(found.as_ref(), choices.stated)
                .into_iter()
                .collect();
            let mut labels: Vec<u32> = Vec::new();
            for (row, id) in rows
                .iter()
                .filter_map(|row| Some((row, row.cells.first()?.indicator)))
            {
                let label = crate::engine::intake::names::without_number(&row.name);
                if !labels.contains(&row.row) && !self.heads.read_label(label).sure {
                    labels.push(row.row);
                    said.push(Said {
                        row: row.row,
                        column: own.shape.body,
                        doubt: self.guessed_head(label, id),
                    });
                }
            }
            if own.named_by_file {
                let unit = rows.first().and_then(|row| row.body);
                let unit = unit
                    .map(|body| self.directory.name(body, names.day()))
                    .unwrap_or_default();
                said.push(Said {
                    row: rows.first().map_or(1, |row| row.row),
                    column: own.shape.body,
                    doubt: Doubt::new(
                        "unit_of_file",
                        format!("Bảng không ghi đơn vị; theo tên tệp là {unit}. Hãy xem lại trước khi ghi."),
                    ),
                });
            }
            return Some(Reading {
                sheet,
                form: String::new(),
                remembered: false,
                refused: refusals(&rows, &own.shape),
                shape: own.shape,
                found,
                stated,
                rows,
                totals,
                said,
                remarks: workbook.remarks.clone(),
                sealed: None,
            });
        }
        None
    }
}
