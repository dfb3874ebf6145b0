//! One look over a period: who has given what, and the totals of the units.

use std::collections::HashMap;

use rusqlite::Connection;

use super::accepted;
use crate::domain::indicator::IndicatorKind;
use crate::domain::{Day, Id, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::submissions::{Gatherer, expected, report_set};

/// The total of an indicator over the reporting units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TotalNow {
    /// The indicator.
    pub(super) indicator: Id,
    /// Scaled sum of the facts; none where no unit has a value, or where sums mean nothing.
    pub(super) value: Option<i64>,
    /// Units with a value.
    pub(super) counted: u32,
    /// Made of example figures.
    pub(super) illustrative: bool,
    /// Sum of the accepted adjustments of the same units.
    pub(super) adjusted: i64,
}

/// A period as it is now.
#[derive(Debug)]
pub(super) struct Survey {
    /// Units that have to submit, in order.
    pub(super) expected: Vec<Id>,
    /// Indicators given, by unit.
    pub(super) done: HashMap<Id, u32>,
    /// Indicators of the report set.
    pub(super) of: u32,
    /// Totals in the order of the dictionary.
    pub(super) totals: Vec<TotalNow>,
}

impl Survey {
    /// Looks over a period.
    pub(super) fn of(
        connection: &Connection,
        (directory, dictionary): (&Directory, &Dictionary),
        period: Period,
        group: &str,
        today: Day,
    ) -> Result<Self> {
        let set = report_set(dictionary, group);
        let expected = expected(directory, period.last_day());
        let gatherer = Gatherer::new(connection, today)?;
        let mut done: HashMap<Id, u32> = HashMap::new();
        let mut totals = Vec::new();
        for item in &set {
            let given = gatherer.everyone(item, period)?;
            let kind = dictionary.get(item.id).map(|own| own.kind);
            let sums = kind != Some(IndicatorKind::Index);
            let adjusted = accepted(connection, item.id, period)?;
            let own = expected
                .iter()
                .filter_map(|body| given.get(*body).map(|stands| (*body, stands)));
            let mut official: Vec<i64> = Vec::new();
            let mut examples: Vec<i64> = Vec::new();
            for (body, stands) in own {
                *done.entry(body).or_default() += 1;
                if let Some(value) = stands.value {
                    if stands.rank < 2 {
                        &mut official
                    } else {
                        &mut examples
                    }
                    .push(value);
                }
            }
            // Example figures are summed only among themselves.
            let illustrative = official.is_empty() && !examples.is_empty();
            let values = if illustrative { examples } else { official };
            totals.push(TotalNow {
                indicator: item.id,
                value: (sums && !values.is_empty()).then(|| values.iter().sum()),
                counted: values.len() as u32,
                illustrative,
                adjusted: expected.iter().filter_map(|body| adjusted.get(body)).sum(),
            });
        }
        Ok(Self {
            expected,
            done,
            of: set.len() as u32,
            totals,
        })
    }

    /// Whether a unit has given the whole set.
    pub(super) fn complete(&self, body: Id) -> bool {
        self.of > 0 && self.done.get(&body).copied().unwrap_or_default() == self.of
    }

    /// How many units have.
    pub(super) fn submitted(&self) -> u32 {
        self.expected
            .iter()
            .filter(|body| self.complete(**body))
            .count() as u32
    }
}
