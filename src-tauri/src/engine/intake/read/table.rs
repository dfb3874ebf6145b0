//! One table under one head: its time, what is decided of its columns, its rows, what it says twice.

use super::{Choices, Ground, Known, Reading, refusals, span_of};
use crate::domain::indicator::IndicatorKind;
use crate::domain::{Error, ErrorCode, Id};
use crate::engine::counts::Stated;
use crate::engine::intake::check::{Checks, form_of, head_key};
use crate::engine::intake::heads::Meaning;
use crate::engine::intake::names::Names;
use crate::engine::intake::rows::{MOST_ROWS, Rows};
use crate::engine::intake::shape::{Shape, settle, shape_of};
use crate::engine::intake::times::keep_time;
use crate::tabular::Table;

/// The first row below those that are understood, when a table is longer than that.
fn unread(table: &Table, shape: &Shape) -> Option<(u32, u32, Error)> {
    let below = shape.head.map_or(0, |(_, last)| last);
    let mut rows = table.rows.iter().filter(|row| row.number > below);
    let row = rows.nth(MOST_ROWS)?.number;
    let error = Error::new(ErrorCode::TableTooLong)
        .with("row", row)
        .with("rows", MOST_ROWS);
    Some((row, shape.body, error))
}

impl Ground<'_> {
    /// One table under one head. The names are those of the time that is asked for.
    pub(super) fn one_table(
        &self,
        (table, file): (&Table, &str),
        names: &Names<'_>,
        choices: &Choices,
        at_hand: Stated,
        known: &Known,
    ) -> Option<Reading> {
        let mut shape = shape_of(table, names, &self.heads, self.dictionary)?;
        let found = self.time_of(table, &shape, (file, choices.stated));
        let stated = choices
            .stated
            .or_else(|| found.as_ref().map(|(time, ..)| self.stated_of(*time)))
            .unwrap_or(at_hand);
        // A unit is looked for on the day of the figures.
        let then = (span_of(stated) != names.span())
            .then(|| Names::new(self.directory, span_of(stated), &choices.bodies));
        if let Some(then) = &then
            && let Some(own) = shape_of(table, then, &self.heads, self.dictionary)
        {
            shape = own;
        }
        let names = then.as_ref().unwrap_or(names);
        let flow = |id: Id| {
            let own = self.dictionary.get(id);
            own.is_some_and(|own| own.kind == IndicatorKind::Flow)
        };
        let year = self.year(choices.stated);
        keep_time(&mut shape.columns, (stated, span_of(stated).1), year, &flow);
        let form = form_of(&shape);
        let remembered = self.decide(&mut shape, &form, choices, known);
        let rows = Rows {
            shape: &shape,
            names,
            dictionary: self.dictionary,
        };
        let rows = rows.read(table);
        let mut refused = refusals(&rows, &shape);
        refused.extend(unread(table, &shape));
        let head = shape.head.map_or(1, |(_, last)| last);
        let checks = Checks {
            shape: &shape,
            names,
            dictionary: self.dictionary,
            rows: &rows,
        };
        for (column, problem) in checks.heads() {
            if let Some(error) = self.head_problem(&shape, table, column, problem) {
                refused.push((head, column, error));
            }
        }
        let (totals, mut said) = checks.totals();
        said.extend(checks.percents());
        said.extend(Self::other_time(found.as_ref(), choices.stated));
        said.extend(self.doubtful_heads(&shape, head));
        Some(Reading {
            sheet: 0,
            form,
            remembered,
            found,
            stated,
            rows,
            totals,
            said,
            refused,
            remarks: Vec::new(),
            sealed: None,
            shape,
        })
    }

    /// Puts what the officer decided, and what is known from earlier files, before what was read.
    pub(super) fn decide(
        &self,
        shape: &mut Shape,
        form: &str,
        choices: &Choices,
        known: &Known,
    ) -> bool {
        let mut remembered = false;
        for own in &mut shape.columns {
            let key = (form.to_owned(), head_key(&own.head()));
            if let Some((meaning, indicator)) = known.get(&key)
                && let Some(meaning) = Meaning::parse(meaning)
                && indicator.is_none_or(|id| self.dictionary.get(id).is_some())
                && !matches!(own.meaning, Meaning::Body | Meaning::Code)
            {
                (own.meaning, own.indicator) = (meaning, *indicator);
                (own.sure, own.remembered, remembered) = (true, true, true);
            }
        }
        for choice in &choices.columns {
            let Some(own) = shape
                .columns
                .iter_mut()
                .find(|own| own.column == choice.column)
            else {
                continue;
            };
            (own.meaning, own.indicator, own.sure) = (choice.meaning, choice.indicator, true);
            if choice.meaning == Meaning::Body {
                shape.body = choice.column;
            }
        }
        settle(&mut shape.columns, self.dictionary);
        remembered
    }
}
