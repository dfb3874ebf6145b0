//! Facts that a question needs, read for it once, and which of them counts: the official source before others,
//! these before example figures, the latest before earlier ones.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use rusqlite::Connection;
use rustc_hash::FxHashMap;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::indicator::{Fact, ILLUSTRATIVE};
use crate::domain::number::{Qualifier, decimal};
use crate::domain::{Day, Id, IdMap, IdSet, Instant, Period, Result, Territory};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
    stocks: IdMap<Bodies>,
    /// Flows by indicator and period: the scope's own and those that tile it.
    flows: FxHashMap<(Id, Period), Bodies>,
    /// Sums that were asked for, by indicator, body and units: papers ask for each several times.
    pub(super) sums: Memo<(Id, Id, Territory), Standing>,
    /// The same of two indicators over the units that have both.
    pub(super) pairs: Memo<(Id, Id, Id, Territory), (Standing, Standing)>,
}

/// What was reckoned once.
#[derive(Debug, Clone)]
pub(super) struct Memo<K, V>(RefCell<FxHashMap<K, Option<V>>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// What is known of a key, or is reckoned now.
    pub(super) fn of(&self, key: K, reckon: impl FnOnce() -> Option<V>) -> Option<V> {
        if let Some(known) = self.0.borrow().get(&key) {
            return known.clone();
        }
        let made = reckon();
        self.0.borrow_mut().insert(key, made.clone());
        made
    }
}

/// Points of many bodies in the order of bodies, so that those of one are a stretch of it.
#[derive(Debug, Clone, Default)]
struct Bodies(Vec<Point>);

impl Bodies {
    fn of(mut points: Vec<Point>) -> Self {
        points.sort_by_key(|point| point.body);
        Self(points)
    }

    fn place(&self, body: Id) -> (usize, usize) {
        let first = self.0.partition_point(|point| point.body < body);
        let rest = &self.0[first..];
        let count = rest.iter().take_while(|point| point.body == body).count();
        (first, first + count)
    }

    fn get(&self, body: Id) -> &[Point] {
        let (first, last) = self.place(body);
        &self.0[first..last]
    }

    /// Adds an accepted adjustment to the figure that counts; where nothing had come it is the figure.
    fn adjust(&mut self, official: &str, body: Id, day: Day, amount: i64) {
        let (first, last) = self.place(body);
        let chosen = counting(&self.0[first..last], official).map(|point| point.fact);
        let own = self.0[first..last].iter_mut();
        if let Some(point) = own.into_iter().find(|point| Some(point.fact) == chosen) {
            point.value = Some(point.value.unwrap_or_default().saturating_add(amount));
            return;
        }
        let point = Point {
            fact: 0,
            body,
            day,
            minute: series::END_OF_DAY,
            source: official.into(),
            value: Some(amount),
            qualifier: Qualifier::Exact,
        };
        self.0.insert(last, point);
    }
}

/// Whose figures are read.
#[derive(Debug, Clone, Copy)]
pub enum Reach<'a> {
    /// Everybody's, from every source, however far back.
    All,
    /// Back to where each of these bodies has a figure from the official source.
    Until(&'a IdSet),
    /// Only these bodies'.
    Only(&'a IdSet),
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
            stocks: IdMap::default(),
            flows: FxHashMap::default(),
            sums: Memo::default(),
            pairs: Memo::default(),
        };
        let mut read = HashSet::new();
        let adjusted = closing::all_accepted(connection)?;
        // Most of a dictionary has no figure in a book: what has none is not asked for period by period.
        let told = match bodies {
            Reach::Only(_) => None,
            Reach::All | Reach::Until(_) => Some(series::indicators(connection)?),
        };
        let silent = |id: Id| {
            told.as_ref().is_some_and(|own| !own.contains(&id))
                && !adjusted.keys().any(|(own, _)| *own == id)
        };
        for id in indicators {
            let Some(indicator) = dictionary
                .get(id)
                .filter(|_| read.insert(id) && !silent(id))
            else {
                continue;
            };
            if indicator.kind.is_stock() {
                let depth = match bodies {
                    Reach::All => Depth::All,
                    Reach::Until(bodies) => Depth::Until(bodies, &indicator.source),
                    Reach::Only(bodies) => Depth::Only(bodies),
                };
                let points = series::latest(connection, id, scope.as_of, depth)?;
                let mut bodies = Bodies::of(points);
                if let Some(amounts) = adjusted.get(&(id, scope.period.key())) {
                    adjust_stocks(&mut bodies, scope, &indicator.source, amounts);
                }
                out.stocks.insert(id, bodies);
            } else {
                for period in std::iter::once(scope.period).chain(scope.period.months()) {
                    let (key, last_day) = (period.key(), period.last_day());
                    let points = match bodies {
                        Reach::Only(few) => {
                            let few = few.iter().copied();
                            series::of_window_among(connection, id, (&key, last_day), few)?
                        }
                        Reach::All | Reach::Until(_) => {
                            series::of_window(connection, id, &key, last_day)?
                        }
                    };
                    let mut bodies = Bodies::of(points);
                    for (body, amount) in adjusted.get(&(id, key)).into_iter().flatten() {
                        bodies.adjust(&indicator.source, *body, last_day, *amount);
                    }
                    out.flows.insert((id, period), bodies);
                }
            }
        }
        Ok(out)
    }

    /// Everything that the dictionary has, of every body: the figures that count, and what others said later.
    pub fn load_all(
        connection: &Connection,
        dictionary: &Dictionary,
        directory: &Directory,
        scope: Scope,
    ) -> Result<Self> {
        let all = dictionary.all().iter().map(|kept| kept.id);
        let bodies: IdSet = directory.ever().iter().copied().collect();
        Self::load(connection, dictionary, all, scope, Reach::Until(&bodies))
    }

    /// Every source's latest figure of a body: of a stock as of the scope's moment, of a flow in its period.
    pub fn sources(&self, indicator: Id, body: Id) -> &[Point] {
        self.stocks
            .get(&indicator)
            .or_else(|| self.flows.get(&(indicator, self.scope.period)))
            .map_or(&[], |bodies| bodies.get(body))
    }

    /// Whether anything was read for an indicator.
    pub fn has(&self, indicator: Id) -> bool {
        let flows = || std::iter::once(self.scope.period).chain(self.scope.period.months());
        self.stocks
            .get(&indicator)
            .into_iter()
            .chain(flows().filter_map(|period| self.flows.get(&(indicator, period))))
            .any(|bodies| !bodies.0.is_empty())
    }

    /// The stock that counts: of the official source, else of another, else an example figure, so that the three
    /// never mix in one figure.
    pub fn stock(&self, indicator: Id, body: Id, official: &str) -> Option<&Point> {
        counting(self.stocks.get(&indicator)?.get(body), official)
    }

    /// The flow of a period that was entered for it.
    pub fn flow(&self, indicator: Id, body: Id, period: Period, official: &str) -> Option<&Point> {
        counting(self.flows.get(&(indicator, period))?.get(body), official)
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

/// Adds what was accepted after the closing of the scope's period to the stocks that it froze.
fn adjust_stocks(bodies: &mut Bodies, scope: Scope, official: &str, amounts: &HashMap<Id, i64>) {
    let (first, last) = scope.period.days();
    if scope.as_of.day < last {
        return;
    }
    for (body, amount) in amounts {
        let frozen = counting(bodies.get(*body), official).is_none_or(|point| point.day >= first);
        if frozen {
            bodies.adjust(official, *body, last, *amount);
        }
    }
}
