//! Which fact stands for a body and indicator: official before illustrative, latest before earlier.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::indicator::{Fact, FactState, ILLUSTRATIVE};
use crate::domain::number::{Qualifier, decimal};
use crate::domain::{Day, Id, Instant, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::store::{Kept, query};

use super::standing::{Standing, of_fact};

/// A figure as screens show it; it never stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Figure {
    /// "98.000".
    pub text: String,
    /// How exact.
    pub qualifier: Qualifier,
    /// "trên" or empty.
    pub prefix: String,
    /// "hồ sơ".
    pub unit: String,
    /// Day that it speaks of.
    pub as_of: Option<Day>,
    /// Source in words.
    pub source: String,
    /// Example figure.
    pub illustrative: bool,
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
}

impl Figure {
    /// A fact in words.
    pub fn of(fact: &Fact, dictionary: &Dictionary) -> Option<Self> {
        let definition = dictionary.definition(fact.indicator, fact.day)?;
        Some(Self {
            text: decimal(fact.value?, definition.decimals),
            qualifier: fact.qualifier,
            prefix: fact.qualifier.word().to_owned(),
            unit: definition.unit.clone(),
            as_of: Some(fact.day),
            source: dictionary.source_name(&fact.source),
            illustrative: fact.source == ILLUSTRATIVE,
            body: fact.body,
            indicator: fact.indicator,
        })
    }
}

/// All facts not after a day, ready to be asked.
#[derive(Debug)]
pub struct Figures {
    facts: HashMap<(Id, Id), Vec<Kept<Fact>>>,
}

impl Figures {
    /// Reads them.
    pub fn load(connection: &Connection, not_after: Day) -> Result<Self> {
        Ok(Self {
            facts: query::facts(connection, not_after)?,
        })
    }

    fn of(&self, indicator: Id, body: Id) -> impl DoubleEndedIterator<Item = &Kept<Fact>> {
        self.facts.get(&(indicator, body)).into_iter().flatten()
    }

    /// The latest fact not after `as_of` whose day is not before `first`; official first, illustrative only
    /// where there is nothing official, so that the two never mix in one figure.
    pub fn stock(
        &self,
        indicator: Id,
        body: Id,
        first: Option<Day>,
        as_of: Instant,
    ) -> Option<&Kept<Fact>> {
        let fits = |kept: &&Kept<Fact>| {
            let fact = &kept.record;
            fact.window.starts_with('@')
                && first.is_none_or(|first| fact.day >= first)
                && not_after(fact, as_of)
        };
        let latest = |illustrative: bool| {
            self.of(indicator, body)
                .rev()
                .filter(fits)
                .find(|kept| (kept.record.source == ILLUSTRATIVE) == illustrative)
        };
        latest(false).or_else(|| latest(true))
    }

    /// The fact of a period.
    pub fn flow(&self, indicator: Id, body: Id, period: Period) -> Option<&Kept<Fact>> {
        let key = period.key();
        let of = |illustrative: bool| {
            self.of(indicator, body).rev().find(|kept| {
                kept.record.window == key && (kept.record.source == ILLUSTRATIVE) == illustrative
            })
        };
        of(false).or_else(|| of(true))
    }

    /// The flow of a period: its own figure, or the sum of its report months when every one of them is there
    /// from the same kind of source.
    pub fn flow_of(&self, indicator: Id, body: Id, period: Period) -> Option<Standing> {
        if let Some(kept) = self.flow(indicator, body, period) {
            return of_fact(&kept.record);
        }
        let parts: Vec<Standing> = period
            .months()
            .into_iter()
            .map(|month| {
                self.flow(indicator, body, month)
                    .and_then(|kept| of_fact(&kept.record))
            })
            .collect::<Option<_>>()?;
        let (first, last) = (parts.first()?, parts.last()?);
        if parts
            .iter()
            .any(|part| part.illustrative() != first.illustrative())
        {
            return None;
        }
        Some(Standing {
            value: parts.iter().map(|part| part.value).sum(),
            qualifier: parts
                .iter()
                .fold(Qualifier::Exact, |all, part| all.of_sum(part.qualifier)),
            ..last.clone()
        })
    }

    /// The latest fact that has a value, whatever its window; for lists that show where things stand.
    pub fn latest(&self, indicator: Id, body: Id) -> Option<&Kept<Fact>> {
        let of = |illustrative: bool| {
            self.of(indicator, body).rev().find(|kept| {
                kept.record.state == FactState::Value
                    && (kept.record.source == ILLUSTRATIVE) == illustrative
            })
        };
        of(false).or_else(|| of(true))
    }
}

fn not_after(fact: &Fact, as_of: Instant) -> bool {
    if fact.day != as_of.day {
        return fact.day < as_of.day;
    }
    match (
        Instant::parse(fact.window.trim_start_matches('@'))
            .ok()
            .and_then(|i| i.time),
        as_of.time,
    ) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(own), Some(limit)) => own <= limit,
    }
}
