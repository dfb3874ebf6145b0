//! Figures and targets of an example.

use super::Filling;
use super::data::{Example, FactData};
use crate::domain::indicator::{Fact, FactState, ILLUSTRATIVE, Target};
use crate::domain::number::{Entry, parse_entry};
use crate::domain::{Id, Instant, Period, Result};
use crate::engine::found::{internal, optional_day};

impl Filling<'_, '_> {
    fn indicator(&self, code: &str) -> Result<Id> {
        self.dictionary
            .by_code(code)
            .ok_or_else(|| internal(format!("no indicator {code}")))
    }

    pub(super) fn counts(&mut self, example: &Example) -> Result<()> {
        for data in example.facts.iter().chain(&example.facts_of_series()) {
            let fact = self.fact(data)?;
            self.tx.add(&fact)?;
        }
        self.targets(example)
    }

    fn fact(&self, data: &FactData) -> Result<Fact> {
        let (window, day) = match (&data.as_of, &data.period) {
            (Some(as_of), _) => {
                let instant = Instant::parse(as_of)?;
                (format!("@{}", instant.key()), instant.day)
            }
            (None, Some(period)) => {
                let period = Period::parse(period)?;
                (period.key(), period.last_day())
            }
            (None, None) => return Err(internal("a fact without a time")),
        };
        let indicator = self.indicator(&data.indicator)?;
        let decimals = self
            .dictionary
            .definition(indicator, day)
            .map_or(0, |definition| definition.decimals);
        let (state, value, typed) = match data.text.as_deref().map(|t| parse_entry(t, decimals)) {
            Some(entry) => match entry? {
                Entry::Value(value, qualifier) => (FactState::Value, Some(value), Some(qualifier)),
                Entry::NoData => (FactState::NoData, None, None),
                Entry::Empty => return Err(internal("an empty fact")),
            },
            None if data.no_data => (FactState::NoData, None, None),
            None => (FactState::Value, data.value, None),
        };
        debug_assert!(data.source != ILLUSTRATIVE || data.document.is_none());
        Ok(Fact {
            body: self.body(&data.body)?,
            indicator,
            window,
            day,
            source: data.source.clone(),
            state,
            value,
            qualifier: data.qualifier.or(typed).unwrap_or_default(),
            note: data.note.clone(),
            revision: 1,
            document: self
                .keys
                .document(data.document.as_deref())?
                .map(|(id, _)| id),
        })
    }

    fn targets(&mut self, example: &Example) -> Result<()> {
        for data in &example.targets {
            let target = Target {
                body: self.body(&data.body)?,
                indicator: self.indicator(&data.indicator)?,
                period: data.period.clone(),
                value: data.value,
                last_day: optional_day(data.last_day.as_deref())?,
                central_day: None,
                document: data.document.clone().unwrap_or_default(),
                document_day: optional_day(data.document_day.as_deref())?,
                illustrative: data.illustrative,
            };
            self.tx.add(&target)?;
        }
        Ok(())
    }
}
