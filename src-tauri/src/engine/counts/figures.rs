//! Facts that a question needs, read for it once, and which of them counts: the official source before others,
//! these before example figures, the latest before earlier ones.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::indicator::{Fact, ILLUSTRATIVE};
use crate::domain::number::{Qualifier, decimal};
use crate::domain::{Day, Id, Instant, Period, Result};
use crate::engine::closing;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::series::{self, Depth, Point};

use super::standing::Standing;

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

/// The moment and the period that a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scope {
    /// For flows.
    pub period: Period,
    /// For stocks.
    pub as_of: Instant,
}

impl Scope {
    /// A period as of its end, or of `today` while it runs.
    pub fn of(period: Period, today: Day) -> Self {
        Self {
            period,
            as_of: Instant::end_of(period.last_day().min(today).max(period.days().0)),
        }
    }

    /// The period before, as of its end.
    #[must_use]
    pub fn before(self) -> Self {
        let period = self.period.previous();
        Self {
            period,
            as_of: Instant::end_of(period.last_day()),
        }
    }
}

/// Facts of some indicators in one scope.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The moment and period that they were read for.
    pub scope: Scope,
    stocks: HashMap<(Id, Id), Vec<Point>>,
    /// Flows by indicator, body and period: the scope's own and those that tile it.
    flows: HashMap<(Id, Id, Period), Vec<Point>>,
}

/// Whose figures are read.
#[derive(Debug, Clone, Copy)]
pub enum Reach<'a> {
    /// Everybody's, from every source, however far back.
    All,
    /// Back to where each of these bodies has a figure from the official source.
    Until(&'a HashSet<Id>),
    /// Only these bodies'.
    Only(&'a HashSet<Id>),
}

impl Figures {
    /// Reads the facts of some indicators.
    pub fn load(
        connection: &Connection,
        dictionary: &Dictionary,
        indicators: impl IntoIterator<Item = Id>,
        scope: Scope,
        bodies: Reach<'_>,
    ) -> Result<Self> {
        let mut out = Self {
            scope,
            stocks: HashMap::new(),
            flows: HashMap::new(),
        };
        let mut read = HashSet::new();
        let adjusted = closing::all_accepted(connection)?;
        for id in indicators {
            let Some(indicator) = dictionary.get(id).filter(|_| read.insert(id)) else {
                continue;
            };
            if indicator.kind.is_stock() {
                let depth = match bodies {
                    Reach::All => Depth::All,
                    Reach::Until(bodies) => Depth::Until(bodies, &indicator.source),
                    Reach::Only(bodies) => Depth::Only(bodies),
                };
                for point in series::latest(connection, id, scope.as_of, depth)? {
                    let key = (id, point.body);
                    out.stocks.entry(key).or_default().push(point);
                }
                if let Some(amounts) = adjusted.get(&(id, scope.period.key())) {
                    out.adjust_stocks(id, &indicator.source, amounts);
                }
            } else {
                for period in std::iter::once(scope.period).chain(scope.period.months()) {
                    let (key, last_day) = (period.key(), period.last_day());
                    for point in series::of_window(connection, id, &key, last_day)? {
                        let key = (id, point.body, period);
                        out.flows.entry(key).or_default().push(point);
                    }
                    if let Some(amounts) = adjusted.get(&(id, key)) {
                        for (body, amount) in amounts {
                            let points = out.flows.entry((id, *body, period)).or_default();
                            adjust(points, &indicator.source, *body, last_day, *amount);
                        }
                    }
                }
            }
        }
        Ok(out)
    }

    /// Adds what was accepted after the closing of the scope's period to the stocks that it froze.
    fn adjust_stocks(&mut self, id: Id, official: &str, amounts: &HashMap<Id, i64>) {
        let (first, last) = self.scope.period.days();
        if self.scope.as_of.day < last {
            return;
        }
        for (body, amount) in amounts {
            let points = self.stocks.entry((id, *body)).or_default();
            let within = counting(points.iter(), official).is_none_or(|point| point.day >= first);
            if within {
                adjust(points, official, *body, last, *amount);
            }
        }
    }

    /// Everything that the dictionary has.
    pub fn load_all(
        connection: &Connection,
        dictionary: &Dictionary,
        scope: Scope,
    ) -> Result<Self> {
        let all = dictionary.all().iter().map(|kept| kept.id);
        Self::load(connection, dictionary, all, scope, Reach::All)
    }

    /// Every source's latest figure of a body: of a stock as of the scope's moment, of a flow in its period.
    pub fn sources(&self, indicator: Id, body: Id) -> &[Point] {
        self.stocks
            .get(&(indicator, body))
            .or_else(|| self.flows.get(&(indicator, body, self.scope.period)))
            .map_or(&[], Vec::as_slice)
    }

    /// The stock that counts: of the official source, else of another, else an example figure, so that the three
    /// never mix in one figure.
    pub fn stock(&self, indicator: Id, body: Id, official: &str) -> Option<&Point> {
        counting(self.stocks.get(&(indicator, body))?, official)
    }

    /// The flow of a period that was entered for it.
    pub fn flow(&self, indicator: Id, body: Id, period: Period, official: &str) -> Option<&Point> {
        counting(self.flows.get(&(indicator, body, period))?, official)
    }

    /// The flow of the scope's period: its own figure, or the sum of its report months when every one of them is
    /// there from the same source. "Chưa phát sinh" in a month adds nothing.
    pub fn flow_of(&self, indicator: Id, body: Id, official: &str) -> Option<Standing> {
        let period = self.scope.period;
        if let Some(point) = self.flow(indicator, body, period, official) {
            return Standing::of_point(indicator, point);
        }
        let parts: Vec<&Point> = period
            .months()
            .into_iter()
            .map(|month| self.flow(indicator, body, month, official))
            .collect::<Option<_>>()?;
        let first = parts.first()?;
        if parts.iter().any(|part| part.source != first.source) {
            return None;
        }
        let told: Vec<Standing> = parts
            .iter()
            .filter_map(|part| Standing::of_point(indicator, part))
            .collect();
        let last = told.last()?;
        Some(Standing {
            value: told.iter().map(|part| part.value).sum(),
            qualifier: told
                .iter()
                .fold(Qualifier::Exact, |all, part| all.of_sum(part.qualifier)),
            oldest: told.first()?.day,
            ..last.clone()
        })
    }
}

/// The figure that counts among those of different sources.
pub fn counting<'a>(
    points: impl IntoIterator<Item = &'a Point>,
    official: &str,
) -> Option<&'a Point> {
    let tier = |point: &Point| {
        let ranks = [*point.source == *official, &*point.source != ILLUSTRATIVE];
        // An official source may be any, also the illustrative one of a trial.
        u8::from(ranks[0]) * 2 + u8::from(ranks[1])
    };
    points
        .into_iter()
        .max_by_key(|point| (tier(point), point.day, point.minute, point.fact))
}

/// How many units have said anything for a period in the columns of the grid, and how many there are.
pub fn units_filed(
    connection: &Connection,
    directory: &Directory,
    period: Period,
    today: Day,
) -> Result<(u32, u32)> {
    let dictionary = Dictionary::load(connection)?;
    let columns: Vec<(Id, bool)> = dictionary
        .grid()
        .into_iter()
        .filter_map(|id| Some((id, dictionary.get(id)?.kind.is_stock())))
        .collect();
    let scope = Scope::of(period, today);
    let units = directory.units(scope.as_of.day);
    let filed = series::filed(connection, &columns, &period.key(), period.days(), None)?;
    let count = units.iter().filter(|unit| filed.contains_key(unit)).count();
    Ok((count as u32, units.len() as u32))
}

/// Adds an accepted adjustment to the figure that counts; where nothing had come it is the figure.
fn adjust(points: &mut Vec<Point>, official: &str, body: Id, day: Day, amount: i64) {
    let chosen = counting(points.iter(), official).map(|point| point.fact);
    match points.iter_mut().find(|point| Some(point.fact) == chosen) {
        Some(point) => {
            point.value = Some(point.value.unwrap_or_default().saturating_add(amount));
        }
        None => points.push(Point {
            fact: 0,
            body,
            day,
            minute: series::END_OF_DAY,
            source: official.into(),
            value: Some(amount),
            qualifier: Qualifier::Exact,
        }),
    }
}
