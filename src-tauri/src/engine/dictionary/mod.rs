//! Indicators of the book: definitions by day, sources, what they are compared with.
//!
//! Screens ask often, so everything is looked up by key; a written name is the only search.

mod add;
mod figure;
mod funnel;
mod list;
mod merge;
mod redefine;
mod score;
mod words;

use std::collections::HashMap;

use rusqlite::Connection;
use rustc_hash::FxBuildHasher;

use crate::domain::indicator::{
    Denominator, ILLUSTRATIVE, Indicator, IndicatorKind, IndicatorVersion, Source,
};
use crate::domain::text::fold;
use crate::domain::{Day, Error, ErrorCode, Id, IdMap, Result};
use crate::store::{self, Kept};

pub use add::{BaseEntry, IndicatorEntry, add_indicators};
pub use funnel::FunnelStage;
pub(in crate::engine) use funnel::{FunnelData, write_funnel};
pub use list::{IndicatorGroup, IndicatorList, IndicatorRow, SourceView, indicator_list};
pub use merge::merge_indicators;
pub use redefine::{Redefinition, redefine_indicator, show_in_grid};
pub(in crate::engine) use score::score_mention;
pub use score::{ScoreCard, ScoreGroup, ScoreItem, score_card, score_settings};
pub use words::{IndicatorWords, VersionWords, indicator_words};

/// All indicators, versions, sources and denominators.
#[derive(Debug)]
pub struct Dictionary {
    indicators: Vec<Kept<Indicator>>,
    by_id: IdMap<usize>,
    by_code: HashMap<String, Id>,
    versions: IdMap<Vec<Kept<IndicatorVersion>>>,
    sources: Vec<Source>,
    by_source: HashMap<String, usize>,
    denominators: IdMap<Vec<Denominator>>,
    funnel: Vec<Id>,
    stages: Vec<FunnelStage>,
}

impl Dictionary {
    /// Reads it.
    pub fn load(connection: &Connection) -> Result<Self> {
        let indicators = store::list::<Indicator>(connection, "1 = 1 ORDER BY position, id", &[])?;
        let mut by_id = IdMap::with_capacity_and_hasher(indicators.len(), FxBuildHasher);
        let mut by_code = HashMap::with_capacity(indicators.len());
        for (index, kept) in indicators.iter().enumerate() {
            by_id.insert(kept.id, index);
            by_code.insert(kept.record.code.clone(), kept.id);
        }
        let mut versions: IdMap<Vec<Kept<IndicatorVersion>>> = IdMap::default();
        for kept in
            store::list::<IndicatorVersion>(connection, "1 = 1 ORDER BY indicator, from_day", &[])?
        {
            versions
                .entry(kept.record.indicator)
                .or_default()
                .push(kept);
        }
        let mut denominators: IdMap<Vec<Denominator>> = IdMap::default();
        for kept in store::list::<Denominator>(connection, "1 = 1 ORDER BY position, id", &[])? {
            denominators
                .entry(kept.record.indicator)
                .or_default()
                .push(kept.record);
        }
        let sources: Vec<Source> = store::list::<Source>(connection, "1 = 1 ORDER BY id", &[])?
            .into_iter()
            .map(|kept| kept.record)
            .collect();
        let by_source = sources
            .iter()
            .enumerate()
            .map(|(index, source)| (source.code.clone(), index))
            .collect();
        let stages = funnel::read(connection, &by_code)?;
        Ok(Self {
            indicators,
            by_id,
            by_code,
            versions,
            sources,
            by_source,
            denominators,
            funnel: stages.iter().map(|stage| stage.indicator).collect(),
            stages,
        })
    }

    /// All indicators in order.
    pub fn all(&self) -> &[Kept<Indicator>] {
        &self.indicators
    }

    /// One indicator.
    pub fn get(&self, id: Id) -> Option<&Indicator> {
        self.by_id
            .get(&id)
            .and_then(|index| self.indicators.get(*index))
            .map(|kept| &kept.record)
    }

    /// One indicator that must be there.
    pub fn need(&self, id: Id) -> Result<&Indicator> {
        self.get(id)
            .ok_or_else(|| Error::new(ErrorCode::NoSuchIndicator).with("indicator", id))
    }

    /// By its code, if the book has it.
    pub fn by_code(&self, code: &str) -> Option<Id> {
        self.by_code.get(code).copied()
    }

    /// Name, unit and decimals that hold on a day.
    pub fn definition(&self, id: Id, day: Day) -> Option<&IndicatorVersion> {
        let versions = self.versions.get(&id)?;
        versions
            .iter()
            .rev()
            .find(|kept| kept.record.from_day.is_none_or(|from| from <= day))
            .or_else(|| versions.first())
            .map(|kept| &kept.record)
    }

    /// Name on a day, or its code when it has no version at all.
    pub fn name(&self, id: Id, day: Day) -> String {
        self.definition(id, day).map_or_else(
            || self.get(id).map(|own| own.code.clone()).unwrap_or_default(),
            |definition| definition.name.clone(),
        )
    }

    /// All its versions, the first one first.
    pub fn versions(&self, id: Id) -> &[Kept<IndicatorVersion>] {
        self.versions.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What a written code or name means; an own code may be written without the unit's.
    pub fn resolve(&self, text: &str) -> Result<Id> {
        let wanted = text.trim();
        if let Some(id) = self.by_code(wanted).or_else(|| self.own(wanted)) {
            return Ok(id);
        }
        let folded = fold(wanted);
        let by_name = |id: &Id| {
            self.versions(*id).iter().any(|kept| {
                fold(&kept.record.name) == folded
                    || (!kept.record.short_name.is_empty()
                        && fold(&kept.record.short_name) == folded)
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

    /// The own indicator of that slug, when there is just one.
    fn own(&self, slug: &str) -> Option<Id> {
        let mut fitting = self.indicators.iter().filter(|kept| {
            let code = kept.record.code.split_once('.');
            kept.record.is_own() && code.is_some_and(|(_, own)| own == slug)
        });
        fitting
            .next()
            .filter(|_| fitting.next().is_none())
            .map(|kept| kept.id)
    }

    /// What it is compared with first: another indicator and its label.
    pub fn main_base(&self, id: Id) -> Option<&Denominator> {
        self.denominators.get(&id)?.first()
    }

    /// All that it is compared with, the main one first.
    pub fn bases(&self, id: Id) -> impl Iterator<Item = &Denominator> {
        self.denominators.get(&id).into_iter().flatten()
    }

    /// Name of a source.
    pub fn source_name(&self, code: &str) -> String {
        self.source(code)
            .map_or_else(|| code.to_owned(), |source| source.name.clone())
    }

    /// A source by its code.
    pub fn source(&self, code: &str) -> Option<&Source> {
        self.by_source
            .get(code)
            .and_then(|index| self.sources.get(*index))
    }

    /// All sources.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// Whether figures of the source may be summed with others.
    pub fn summable(&self, code: &str) -> bool {
        code != ILLUSTRATIVE && self.source(code).is_none_or(|source| source.summable)
    }

    /// Indicators of the entry grid that an officer types.
    pub fn grid(&self) -> Vec<Id> {
        self.indicators
            .iter()
            .filter(|kept| kept.record.in_grid && kept.record.kind != IndicatorKind::Ratio)
            .map(|kept| kept.id)
            .collect()
    }

    /// The funnel of electronic identification (phễu định danh) in order: collected, issued, activated.
    /// Each is compared with the one before it; it may be larger, since activation does not depend on residence.
    pub fn funnel(&self) -> &[Id] {
        &self.funnel
    }

    /// The same with the levels that a stage is made of (mức 1, mức 2).
    pub fn funnel_stages(&self) -> &[FunnelStage] {
        &self.stages
    }
}
