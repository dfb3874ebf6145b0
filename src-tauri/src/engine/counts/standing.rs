//! Where an indicator stands for the whole book: entered by the root, or summed from its units. The two are
//! never added, and example figures are never summed with official ones.

use serde::Serialize;
use ts_rs::TS;

use super::figures::{Figure, Figures};
use crate::domain::indicator::{FactState, ILLUSTRATIVE};
use crate::domain::number::{Percent, Qualifier, decimal};
use crate::domain::{Day, Id, Instant, Period};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;

/// A figure of the whole book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The indicator.
    pub indicator: Id,
    /// Scaled value.
    pub value: i64,
    /// How exact.
    pub qualifier: Qualifier,
    /// Last day it speaks of.
    pub day: Day,
    /// Source code.
    pub source: String,
    /// Units that were summed and how many there are; none for a figure that the root entered.
    pub summed: Option<(u32, u32)>,
}

impl Standing {
    /// Whether it is made of example figures.
    pub fn illustrative(&self) -> bool {
        self.source == ILLUSTRATIVE
    }
}

/// A ratio of two figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratio {
    /// Above the line.
    pub part: Standing,
    /// Below the line.
    pub base: Standing,
    /// How the base is called: "hồ sơ tiếp nhận".
    pub label: String,
    /// The percentage.
    pub percent: Percent,
    /// "khoảng" when a part is qualified.
    pub qualifier: Qualifier,
}

/// A figure with what it is compared with, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FigureRow {
    /// The indicator.
    pub indicator: Id,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The figure.
    pub figure: Option<Figure>,
    /// What it is compared with.
    pub base: Option<Figure>,
    /// How the base is called.
    pub base_name: Option<String>,
    /// "94,29".
    pub percent: Option<String>,
    /// "khoảng" or empty.
    pub percent_prefix: String,
}

/// What standings are computed from.
#[derive(Debug)]
pub struct Whole<'a> {
    /// Bodies.
    pub directory: &'a Directory,
    /// Indicators.
    pub dictionary: &'a Dictionary,
    /// Facts.
    pub figures: &'a Figures,
    /// The period, for flows.
    pub period: Period,
    /// The moment, for stocks.
    pub as_of: Instant,
}

impl Whole<'_> {
    /// The value of one body: its latest stock, its flow of the period or the sum of the period's months.
    pub fn of_body(&self, indicator: Id, body: Id) -> Option<Standing> {
        let kind = self.dictionary.get(indicator)?.kind;
        if kind.is_stock() {
            let kept = self.figures.stock(indicator, body, None, self.as_of)?;
            return of_fact(&kept.record);
        }
        self.figures.flow_of(indicator, body, self.period)
    }

    /// The figure of the whole: entered by the root; else the sum of official figures; else that of example ones.
    pub fn standing(&self, indicator: Id) -> Option<Standing> {
        if let Some(own) = self.of_body(indicator, self.directory.root) {
            return Some(own);
        }
        let units = self.directory.units(self.as_of.day);
        let parts: Vec<Standing> = units
            .iter()
            .filter_map(|unit| self.of_body(indicator, *unit))
            .collect();
        let summable = |part: &&Standing| self.dictionary.summable(&part.source);
        let official: Vec<&Standing> = parts.iter().filter(summable).collect();
        let chosen = if official.is_empty() {
            parts.iter().filter(|part| part.illustrative()).collect()
        } else {
            official
        };
        let first = chosen.first()?;
        Some(Standing {
            indicator,
            value: chosen.iter().map(|part| part.value).sum(),
            qualifier: chosen
                .iter()
                .fold(Qualifier::Exact, |all, part| all.of_sum(part.qualifier)),
            day: chosen.iter().map(|part| part.day).max()?,
            source: first.source.clone(),
            summed: Some((chosen.len() as u32, units.len() as u32)),
        })
    }

    /// The figure against its first base that is known in the same way: entered against entered, official
    /// against official. Figures of different days are compared only when both are entered.
    pub fn ratio(&self, indicator: Id) -> Option<Ratio> {
        let part = self.standing(indicator)?;
        self.dictionary.bases(indicator).find_map(|denominator| {
            let base = self.standing(denominator.base)?;
            if base.illustrative() != part.illustrative()
                || base.summed.map(|s| s.0) != part.summed.map(|s| s.0)
            {
                return None;
            }
            let percent = Percent::of(part.value, base.value)?;
            let qualifier = part.qualifier.of_ratio(base.qualifier);
            Some(Ratio {
                part: part.clone(),
                base,
                label: denominator.label.clone(),
                percent,
                qualifier,
            })
        })
    }

    /// A standing as lists show it.
    pub fn figure(&self, standing: &Standing) -> Option<Figure> {
        let definition = self
            .dictionary
            .definition(standing.indicator, standing.day)?;
        let source = match standing.summed {
            Some((counted, of)) => format!(
                "{} (cộng {counted}/{of} đơn vị)",
                self.dictionary.source_name(&standing.source)
            ),
            None => self.dictionary.source_name(&standing.source),
        };
        Some(Figure {
            text: decimal(standing.value, definition.decimals),
            qualifier: standing.qualifier,
            prefix: standing.qualifier.word().to_owned(),
            unit: definition.unit.clone(),
            as_of: Some(standing.day),
            source,
            illustrative: standing.illustrative(),
            body: self.directory.root,
            indicator: standing.indicator,
        })
    }

    /// A figure with its base.
    pub fn row(&self, indicator: Id) -> Option<FigureRow> {
        let own = self.dictionary.get(indicator)?;
        let definition = self.dictionary.definition(indicator, self.as_of.day)?;
        let standing = self.standing(indicator);
        let ratio = self.ratio(indicator);
        Some(FigureRow {
            indicator,
            code: own.code.clone(),
            name: definition.name.clone(),
            figure: standing.as_ref().and_then(|standing| self.figure(standing)),
            base: ratio.as_ref().and_then(|ratio| self.figure(&ratio.base)),
            base_name: ratio.as_ref().map(|ratio| ratio.label.clone()),
            percent: ratio.as_ref().map(|ratio| ratio.percent.text()),
            percent_prefix: ratio
                .as_ref()
                .map(|ratio| ratio.qualifier.word().to_owned())
                .unwrap_or_default(),
        })
    }
}

pub(super) fn of_fact(fact: &crate::domain::indicator::Fact) -> Option<Standing> {
    Some(Standing {
        indicator: fact.indicator,
        value: fact.value.filter(|_| fact.state == FactState::Value)?,
        qualifier: fact.qualifier,
        day: fact.day,
        source: fact.source.clone(),
        summed: None,
    })
}
