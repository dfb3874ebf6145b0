//! A sealed form as a table.

use super::{Ground, Reading, refusals};
use crate::domain::Id;
use crate::domain::Result;
use crate::domain::number::Entry;
use crate::domain::text::refuse_citizen_number;
use crate::engine::counts::Stated;
use crate::engine::forms::FormReturned;
use crate::engine::intake::check::FileTotal;
use crate::engine::intake::heads::Meaning;
use crate::engine::intake::rows::ReadCell;
use crate::engine::intake::rows::ReadRow;
use crate::engine::intake::rows::Role;
use crate::engine::intake::rows::reader_of;
use crate::engine::intake::shape::Column;
use crate::engine::intake::shape::Shape;
use crate::engine::intake::time::FoundTime;
use crate::tabular::Cell;
use std::collections::BTreeMap;

impl Ground<'_> {
    /// A sealed form: one unit, one period, an indicator a row.
    pub(super) fn sealed(&self, form: &FormReturned) -> Reading {
        let (first, last) = form.period.days();
        let day = last;
        let answers = form.cells.first().map_or(1, |cell| cell.column);
        let head = |column: u32, head: &str, meaning: Meaning| Column {
            parts: vec![head.to_owned()],
            ..Column::of(column, meaning)
        };
        let mut totals: BTreeMap<Id, FileTotal> = BTreeMap::new();
        let rows: Vec<ReadRow> = form
            .cells
            .iter()
            .map(|own| {
                let reader = reader_of(
                    &Column::of(own.column, Meaning::Figure),
                    own.indicator,
                    self.dictionary,
                    day,
                );
                let entry = reader.text(&own.entry);
                if let Ok(Entry::Value(value, _)) = entry {
                    totals.entry(own.indicator).or_default().sum = value;
                }
                let note = Some(own.note.clone()).filter(|note| !note.trim().is_empty());
                let stopped = note
                    .as_deref()
                    .map(refuse_citizen_number)
                    .and_then(Result::err);
                ReadRow {
                    row: own.row,
                    name: self.dictionary.name(own.indicator, day),
                    role: Role::Unit,
                    body: Some(form.body),
                    refusal: None,
                    cells: vec![ReadCell {
                        column: own.column,
                        indicator: own.indicator,
                        written: Some(Cell::Text(own.entry.as_str().into())),
                        entry: entry.map_err(Box::new),
                    }],
                    beside: Vec::new(),
                    note: note.filter(|_| stopped.is_none()),
                    note_refusal: stopped.map(Box::new),
                }
            })
            .collect();
        let shape = Shape {
            head: None,
            body: 0,
            code: None,
            above: None,
            columns: vec![
                head(0, "Chỉ tiêu", Meaning::Body),
                head(answers, "Số báo cáo", Meaning::Figure),
            ],
            units: 1,
        };
        let directory = self.directory;
        let name = directory.name(form.body, day.max(first));
        Reading {
            sheet: form.table,
            form: String::new(),
            remembered: false,
            found: Some((FoundTime::Period(form.period), form.period.label(), 0)),
            stated: Stated::Period(form.period, self.today),
            refused: refusals(&rows, &shape),
            rows,
            totals,
            said: Vec::new(),
            remarks: Vec::new(),
            sealed: Some(format!("{name}, {}", form.period.label())),
            shape,
        }
    }
}
