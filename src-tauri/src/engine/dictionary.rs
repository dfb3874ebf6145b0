//! Indicators of the book: definitions by day, sources, what they are compared with.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::indicator::{
    Denominator, ILLUSTRATIVE, Indicator, IndicatorKind, IndicatorVersion, Source,
};
use crate::domain::text::fold;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::store::{self, Kept};

/// All indicators, versions, sources and denominators.
#[derive(Debug)]
pub struct Dictionary {
    indicators: Vec<Kept<Indicator>>,
    versions: HashMap<Id, Vec<IndicatorVersion>>,
    sources: Vec<Source>,
    denominators: Vec<Denominator>,
}

impl Dictionary {
    /// Reads it.
    pub fn load(connection: &Connection) -> Result<Self> {
        let mut versions: HashMap<Id, Vec<IndicatorVersion>> = HashMap::new();
        for kept in
            store::list::<IndicatorVersion>(connection, "1 = 1 ORDER BY indicator, from_day", &[])?
        {
            versions
                .entry(kept.record.indicator)
                .or_default()
                .push(kept.record);
        }
        Ok(Self {
            indicators: store::list(connection, "1 = 1 ORDER BY position, id", &[])?,
            versions,
            sources: store::list::<Source>(connection, "1 = 1 ORDER BY id", &[])?
                .into_iter()
                .map(|k| k.record)
                .collect(),
            denominators: store::list::<Denominator>(connection, "1 = 1 ORDER BY position", &[])?
                .into_iter()
                .map(|k| k.record)
                .collect(),
        })
    }

    /// All indicators in order.
    pub fn all(&self) -> &[Kept<Indicator>] {
        &self.indicators
    }

    /// One indicator.
    pub fn get(&self, id: Id) -> Option<&Indicator> {
        self.indicators
            .iter()
            .find(|kept| kept.id == id)
            .map(|kept| &kept.record)
    }

    /// By its code, if the book has it.
    pub fn by_code(&self, code: &str) -> Option<Id> {
        self.indicators
            .iter()
            .find(|kept| kept.record.code == code)
            .map(|kept| kept.id)
    }

    /// Name, unit and decimals that hold on a day.
    pub fn definition(&self, id: Id, day: Day) -> Option<&IndicatorVersion> {
        let versions = self.versions.get(&id)?;
        versions
            .iter()
            .rev()
            .find(|version| version.from_day.is_none_or(|from| from <= day))
            .or_else(|| versions.first())
    }

    /// What a written code or name means.
    pub fn resolve(&self, text: &str) -> Result<Id> {
        let wanted = text.trim();
        if let Some(id) = self.by_code(wanted) {
            return Ok(id);
        }
        let folded = fold(wanted);
        let by_name = |id: &Id| {
            self.versions.get(id).is_some_and(|versions| {
                versions.iter().any(|v| {
                    fold(&v.name) == folded
                        || (!v.short_name.is_empty() && fold(&v.short_name) == folded)
                })
            })
        };
        let found: Vec<Id> = self
            .indicators
            .iter()
            .map(|kept| kept.id)
            .filter(by_name)
            .collect();
        match found.as_slice() {
            [one] if !folded.is_empty() => Ok(*one),
            _ => Err(Error::new(ErrorCode::NoSuchIndicator).with("indicator", text)),
        }
    }

    /// What it is compared with first: another indicator and its label.
    pub fn main_base(&self, id: Id) -> Option<&Denominator> {
        self.denominators
            .iter()
            .find(|denominator| denominator.indicator == id)
    }

    /// All that it is compared with, the main one first.
    pub fn bases(&self, id: Id) -> impl Iterator<Item = &Denominator> {
        self.denominators
            .iter()
            .filter(move |denominator| denominator.indicator == id)
    }

    /// Name of a source.
    pub fn source_name(&self, code: &str) -> String {
        self.sources
            .iter()
            .find(|source| source.code == code)
            .map_or_else(|| code.to_owned(), |source| source.name.clone())
    }

    /// All sources.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Whether figures of the source may be summed with others.
    pub fn summable(&self, code: &str) -> bool {
        code != ILLUSTRATIVE
            && self
                .sources
                .iter()
                .find(|source| source.code == code)
                .is_none_or(|source| source.summable)
    }

    /// Indicators of the entry grid that an officer types.
    pub fn grid(&self) -> Vec<Id> {
        self.indicators
            .iter()
            .filter(|kept| kept.record.in_grid && kept.record.kind != IndicatorKind::Ratio)
            .map(|kept| kept.id)
            .collect()
    }
}
