//! Where an indicator stands for a body: entered by it, or summed from its units. The two are never added, and
//! example figures are never summed with others.

use std::sync::Arc;

use serde::Serialize;
use ts_rs::TS;

use super::figures::{Figure, Figures};
use super::lineage::{self, Composition};
use crate::domain::indicator::{Denominator, EnteredAt, ILLUSTRATIVE, IndicatorKind};
use crate::domain::number::{Percent, Qualifier, decimal};
use crate::domain::{Boundary, Day, Id, Instant, Territory};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::{Directory, Tree};
use crate::store::series::Point;

/// A figure that counts.
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
    /// The earliest of the days of its parts.
    pub oldest: Day,
    /// Source code.
    pub source: Arc<str>,
    /// Units that were summed and how many there are; none for a figure that was entered.
    pub summed: Option<(u32, u32)>,
    /// Bodies of an earlier boundary whose figures make it up; 1 for the body's own.
    pub pieces: u32,
}

impl Standing {
    /// Whether it is made of example figures.
    pub fn illustrative(&self) -> bool {
        &*self.source == ILLUSTRATIVE
    }

    /// A fact with a value.
    pub fn of_point(indicator: Id, point: &Point) -> Option<Self> {
        Some(Self {
            indicator,
            value: point.value?,
            qualifier: point.qualifier,
            day: point.day,
            oldest: point.day,
            source: Arc::clone(&point.source),
            summed: None,
            pieces: 1,
        })
    }

    /// The sum of figures of one kind of source.
    pub(super) fn sum(parts: &[&Self], summed: Option<(u32, u32)>, pieces: u32) -> Option<Self> {
        let first = parts.first()?;
        Some(Self {
            indicator: first.indicator,
            value: parts
                .iter()
                .try_fold(0_i64, |sum, part| sum.checked_add(part.value))?,
            qualifier: parts
                .iter()
                .fold(Qualifier::Exact, |all, part| all.of_sum(part.qualifier)),
            day: parts.iter().map(|part| part.day).max()?,
            oldest: parts.iter().map(|part| part.oldest).min()?,
            source: Arc::clone(&first.source),
            summed,
            pieces,
        })
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
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    /// Bodies.
    pub directory: &'a Directory,
    /// Indicators.
    pub dictionary: &'a Dictionary,
    /// Facts, read for one moment and period.
    pub figures: &'a Figures,
    /// The units by which sums are shown.
    pub territory: Territory,
}

/// A unit's part of a sum.
struct Share {
    standing: Standing,
    /// For how many units it speaks.
    weight: u32,
    body: Id,
}

impl<'a> Whole<'a> {
    /// The moment looked at.
    pub const fn as_of(&self) -> Instant {
        self.figures.scope.as_of
    }

    fn official(&self, indicator: Id) -> &'a str {
        self.dictionary
            .get(indicator)
            .map_or("", |own| own.source.as_str())
    }

    fn is_stock(&self, indicator: Id) -> bool {
        self.dictionary
            .get(indicator)
            .is_some_and(|own| own.kind.is_stock())
    }

    /// The days that a figure of the scope speaks of.
    fn span(&self, indicator: Id) -> (Day, Day) {
        if self.is_stock(indicator) {
            (self.as_of().day, self.as_of().day)
        } else {
            self.figures.scope.period.days()
        }
    }

    /// What was entered for a body itself: its latest stock, its flow of the period or the sum of the months.
    pub fn entered(&self, indicator: Id, body: Id) -> Option<Standing> {
        let official = self.official(indicator);
        if self.is_stock(indicator) {
            let point = self.figures.stock(indicator, body, official)?;
            return Standing::of_point(indicator, point);
        }
        self.figures.flow_of(indicator, body, official)
    }

    /// What a body of the shown territory was made of at the time of the figures.
    pub fn composition(&self, indicator: Id, body: Id) -> Composition {
        lineage::composition(self.directory, body, indicator, self.span(indicator))
    }

    /// The figure of one body: its own, or where it did not exist yet that of its whole predecessors and of
    /// documented shares; none where anything is unknown or missing.
    pub fn of_body(&self, indicator: Id, body: Id) -> Option<Standing> {
        let (first, last) = self.span(indicator);
        let (born, ended) = self.directory.life(body);
        let began = born.is_none_or(|day| day <= first);
        let then = self.territory.boundary == Boundary::Then;
        // By the boundaries of the time a predecessor's flow stands in its own row.
        if began || then && born.is_none_or(|day| day <= last) {
            let lived = ended.is_none_or(|day| first <= day);
            return lived.then(|| self.entered(indicator, body)).flatten();
        }
        let kind = self.dictionary.get(indicator)?.kind;
        let composition = self.composition(indicator, body);
        if composition.is_itself(body) {
            return self.entered(indicator, body);
        }
        if !composition.complete() || kind == IndicatorKind::Index {
            return None;
        }
        let mut parts = Vec::with_capacity(composition.pieces.len());
        for piece in &composition.pieces {
            let standing = match self.entered(indicator, piece.body) {
                Some(standing) => standing,
                // In a flow's period an heir without a figure of its own has none to add.
                None if first < last && piece.body == body => continue,
                None => return None,
            };
            parts.push(Standing {
                value: piece.of(standing.value)?,
                ..standing
            });
        }
        let same = |part: &Standing| part.illustrative() == parts[0].illustrative();
        if parts.is_empty() || !parts.iter().all(same) {
            return None;
        }
        let all: Vec<&Standing> = parts.iter().collect();
        Standing::sum(&all, None, parts.len() as u32)
    }

    /// The units that are summed for a body: its leaves of the shown territory, and for a flow also those that
    /// ended within the period, which count in the sum but not among the units.
    fn shares(&self, indicator: Id, body: Id) -> (Vec<Share>, u32) {
        let mut shares = Vec::new();
        let tree = self.directory.tree(self.territory.day);
        let total = self.gather(&tree, indicator, body, &mut shares);
        let (first, last) = self.span(indicator);
        if first < last && self.territory.boundary == Boundary::Then {
            for gone in self.ended_within(body, first, last) {
                shares.extend(self.entered(indicator, gone).map(|standing| Share {
                    standing,
                    weight: 0,
                    body: gone,
                }));
            }
        }
        (shares, total)
    }

    fn gather(&self, tree: &Tree, indicator: Id, body: Id, out: &mut Vec<Share>) -> u32 {
        let Some(children) = tree.get(&body) else {
            out.extend(self.of_body(indicator, body).map(|standing| Share {
                standing,
                weight: 1,
                body,
            }));
            return 1;
        };
        let mut total = 0;
        for child in children {
            let before = out.len();
            let below = self.gather(tree, indicator, *child, out);
            if out.len() == before {
                // Nothing below it: what it entered itself speaks for its units. Never both.
                out.extend(self.entered(indicator, *child).map(|standing| Share {
                    standing,
                    weight: below,
                    body: *child,
                }));
            }
            total += below;
        }
        total
    }

    fn ended_within(&self, body: Id, first: Day, last: Day) -> Vec<Id> {
        let mut days: Vec<Day> = self
            .directory
            .ever()
            .iter()
            .filter(|id| self.directory.inside(**id))
            .filter_map(|id| self.directory.life(*id).1)
            .filter(|ended| first <= *ended && *ended < last)
            .collect();
        days.sort_unstable();
        days.dedup();
        days.into_iter()
            .flat_map(|day| {
                let leaves = self.directory.leaves(body, day);
                leaves
                    .into_iter()
                    .filter(move |leaf| self.directory.life(*leaf).1 == Some(day))
            })
            .collect()
    }

    /// The sum over a body's units: official figures where there are any, else those of other sources, else
    /// example ones; with how many units of how many. A percentage or an index has no sum.
    pub fn summed(&self, indicator: Id, body: Id) -> Option<Standing> {
        let key = (indicator, body, self.territory);
        let sums = &self.figures.sums;
        sums.of(key, || self.sum_of(indicator, body))
    }

    fn sum_of(&self, indicator: Id, body: Id) -> Option<Standing> {
        let kind = self.dictionary.get(indicator)?.kind;
        if !self.figures.has(indicator) {
            return None;
        }
        if matches!(kind, IndicatorKind::Index | IndicatorKind::Ratio)
            || !self.directory.tree(self.territory.day).contains_key(&body)
        {
            return None;
        }
        let (shares, total) = self.shares(indicator, body);
        let chosen = self.one_kind(indicator, &shares);
        let counted = chosen.iter().map(|own| own.weight).sum();
        let parts: Vec<&Standing> = chosen.iter().map(|own| &own.standing).collect();
        Standing::sum(&parts, Some((counted, total)), 1)
    }

    /// Figures of one kind of source: official, else other, else example ones.
    fn one_kind<'b>(&self, indicator: Id, shares: &'b [Share]) -> Vec<&'b Share> {
        let official = self.official(indicator);
        let tier = |Share { standing, .. }: &Share| {
            if *standing.source == *official {
                2
            } else {
                u8::from(!standing.illustrative() && self.dictionary.summable(&standing.source))
            }
        };
        let best = shares.iter().map(tier).max().unwrap_or_default();
        shares.iter().filter(|own| tier(own) == best).collect()
    }

    /// The figure of a body: what the indicator calls official, entered or summed, else the other one.
    pub fn standing_of(&self, indicator: Id, body: Id) -> Option<Standing> {
        let own = || self.of_body(indicator, body);
        match self.dictionary.get(indicator)?.entered_at {
            EnteredAt::Unit => self.summed(indicator, body).or_else(own),
            EnteredAt::Root | EnteredAt::Any => own().or_else(|| self.summed(indicator, body)),
        }
    }

    /// The bodies whose entered figures make up the figure of a body: its own, its units', or those of the predecessors.
    pub fn made_of(&self, indicator: Id, body: Id) -> Vec<Id> {
        match self.standing_of(indicator, body) {
            Some(standing) if standing.summed.is_some() => self.sum_made_of(indicator, body),
            Some(_) => self.pieces(indicator, vec![body]),
            None => Vec::new(),
        }
    }

    /// The bodies whose entered figures make up the sum over a body's units, also where it entered one itself.
    pub fn sum_made_of(&self, indicator: Id, body: Id) -> Vec<Id> {
        let (shares, _) = self.shares(indicator, body);
        let chosen = self.one_kind(indicator, &shares);
        self.pieces(indicator, chosen.iter().map(|own| own.body).collect())
    }

    /// Bodies with an entered figure, each that has none as its predecessors.
    fn pieces(&self, indicator: Id, bodies: Vec<Id>) -> Vec<Id> {
        let pieces = bodies.into_iter().flat_map(|own| {
            if self.entered(indicator, own).is_some() {
                return vec![own];
            }
            let composition = self.composition(indicator, own);
            composition.pieces.iter().map(|piece| piece.body).collect()
        });
        pieces.collect()
    }

    /// The figure of the whole book.
    pub fn standing(&self, indicator: Id) -> Option<Standing> {
        self.standing_of(indicator, self.directory.root)
    }

    /// The figure of the whole book against its first base that is known in the same way.
    pub fn ratio(&self, indicator: Id) -> Option<Ratio> {
        self.ratio_of(indicator, self.directory.root)
    }

    /// The figure of a body against its first base that is known in the same way.
    pub fn ratio_of(&self, indicator: Id, body: Id) -> Option<Ratio> {
        let part = self.above_the_line(indicator);
        let bases = self.dictionary.bases(indicator);
        let mut known = bases.filter(|base| self.figures.has(base.base)).peekable();
        known.peek()?;
        let whole = self.standing_of(part, body)?;
        known.find_map(|base| self.against(&whole, body, base))
    }

    /// The indicator whose figures are compared: of a ratio the one above the line.
    fn above_the_line(&self, indicator: Id) -> Id {
        let own = self.dictionary.get(indicator);
        own.and_then(|own| own.numerator).unwrap_or(indicator)
    }

    /// The figure of a body against one base: entered against entered, else Σ/Σ over the units that have both.
    pub fn ratio_to(&self, indicator: Id, body: Id, base: &Denominator) -> Option<Ratio> {
        let whole = self.standing_of(self.above_the_line(indicator), body)?;
        self.against(&whole, body, base)
    }

    fn against(&self, whole: &Standing, body: Id, base: &Denominator) -> Option<Ratio> {
        let make = |part: Standing, base_standing: Standing| {
            let decimals = |standing: &Standing| {
                self.dictionary
                    .definition(standing.indicator, standing.day)
                    .map_or(0, |own| own.decimals)
            };
            let percent = Percent::of_scaled(
                (part.value, decimals(&part)),
                (base_standing.value, decimals(&base_standing)),
            )?;
            Some(Ratio {
                qualifier: part.qualifier.of_ratio(base_standing.qualifier),
                label: base.label.clone(),
                percent,
                part,
                base: base_standing,
            })
        };
        if whole.summed.is_none() {
            let under = self.of_body(base.base, body)?;
            return (under.illustrative() == whole.illustrative())
                .then(|| make(whole.clone(), under))
                .flatten();
        }
        let both = self.both(whole.indicator, base.base, body)?;
        make(both.0, both.1)
    }

    /// Sums of two indicators over the units that have both from one kind of source.
    fn both(&self, part: Id, base: Id, body: Id) -> Option<(Standing, Standing)> {
        let key = (part, base, body, self.territory);
        let pairs = &self.figures.pairs;
        pairs.of(key, || self.pair_of(part, base, body))
    }

    fn pair_of(&self, part: Id, base: Id, body: Id) -> Option<(Standing, Standing)> {
        let leaves = self.directory.leaves(body, self.territory.day);
        let pairs: Vec<(Standing, Standing)> = leaves
            .iter()
            .filter_map(|leaf| {
                let (above, under) = (self.of_body(part, *leaf)?, self.of_body(base, *leaf)?);
                (above.illustrative() == under.illustrative()).then_some((above, under))
            })
            .collect();
        let official = pairs.iter().any(|(above, _)| !above.illustrative());
        let chosen: Vec<&(Standing, Standing)> = pairs
            .iter()
            .filter(|(above, _)| above.illustrative() != official)
            .collect();
        let count = Some((chosen.len() as u32, leaves.len() as u32));
        let above: Vec<&Standing> = chosen.iter().map(|(own, _)| own).collect();
        let under: Vec<&Standing> = chosen.iter().map(|(_, own)| own).collect();
        Some((
            Standing::sum(&above, count, 1)?,
            Standing::sum(&under, count, 1)?,
        ))
    }

    /// A standing as lists show it.
    pub fn figure(&self, standing: &Standing, body: Id) -> Option<Figure> {
        let definition = self
            .dictionary
            .definition(standing.indicator, standing.day)?;
        let name = self.dictionary.source_name(&standing.source);
        let source = match (standing.summed, standing.pieces) {
            (Some((counted, of)), _) => format!("{name} (cộng {counted}/{of} đơn vị)"),
            (None, 1) => name,
            (None, pieces) => format!("{name} (cộng {pieces} đơn vị trước sắp xếp)"),
        };
        Some(Figure {
            text: decimal(standing.value, definition.decimals),
            qualifier: standing.qualifier,
            prefix: standing.qualifier.word().to_owned(),
            unit: definition.unit.clone(),
            as_of: Some(standing.day),
            source,
            illustrative: standing.illustrative(),
            body,
            indicator: standing.indicator,
        })
    }

    /// A figure of the whole book with its base.
    pub fn row(&self, indicator: Id) -> Option<FigureRow> {
        self.row_of(indicator, self.standing(indicator).as_ref())
    }

    /// The same where the standing is known already: a sum over thousands of units is made once.
    pub fn row_of(&self, indicator: Id, standing: Option<&Standing>) -> Option<FigureRow> {
        let own = self.dictionary.get(indicator)?;
        let definition = self.dictionary.definition(indicator, self.as_of().day)?;
        let root = self.directory.root;
        let ratio = match own.numerator {
            Some(_) => self.ratio(indicator),
            None => self
                .dictionary
                .bases(indicator)
                .filter(|base| self.figures.has(base.base))
                .find_map(|base| self.against(standing?, root, base)),
        };
        Some(FigureRow {
            indicator,
            code: own.code.clone(),
            name: definition.name.clone(),
            figure: standing.and_then(|standing| self.figure(standing, root)),
            base: ratio
                .as_ref()
                .and_then(|ratio| self.figure(&ratio.base, root)),
            base_name: ratio.as_ref().map(|ratio| ratio.label.clone()),
            percent: ratio.as_ref().map(|ratio| ratio.percent.text()),
            percent_prefix: ratio
                .as_ref()
                .map(|ratio| ratio.qualifier.word().to_owned())
                .unwrap_or_default(),
        })
    }
}
