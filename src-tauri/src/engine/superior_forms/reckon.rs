//! Figures of spots: what screens and reports show, asked of `counts`; nothing is reckoned here but the difference of
//! two of its figures and the sum of periods that follow each other.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::spot::Spot;
use crate::domain::indicator::{Denominator, IndicatorKind};
use crate::domain::instant::show_day;
use crate::domain::number::{Percent, Qualifier, decimal, signed};
use crate::domain::superior_form::{SpotWhat, SpotWindow};
use crate::domain::{Boundary, Day, Id, Instant, Period, Result, Territory};
use crate::engine::counts::{
    Base, Figures, Given, RankQuestion, Ranking, Reach, Scope, Standing, Targets, Whole, counting,
    rank,
};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;

/// What became of a spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SpotState")]
pub enum State {
    /// A figure, or a text.
    #[serde(rename = "value")]
    Told,
    /// The unit said "chưa phát sinh số liệu".
    NoData,
    /// The book has no figure.
    Missing,
    /// The book has only an example figure, which never leaves it.
    Example,
    /// The unit does not exist at that time.
    Absent,
    /// Nothing belongs there.
    Skipped,
}

/// The figure of a spot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What became of it.
    pub state: State,
    /// The number, scaled, with its decimals.
    pub number: Option<(i64, u8)>,
    /// Whether the number is a percentage: hundredths of a percent.
    pub percent: bool,
    /// The day, where a day is told.
    pub day: Option<Day>,
    /// As texts write it, without its qualifier and its percent sign.
    pub text: String,
    /// trên, gần, khoảng
    pub qualifier: Qualifier,
    /// Day that it speaks of.
    pub as_of: Option<Day>,
    /// Units in a sum and how many there are, where some are missing.
    pub counted: Option<(u32, u32)>,
}

impl Answer {
    fn none(state: State) -> Self {
        Self {
            state,
            number: None,
            percent: false,
            day: None,
            text: String::new(),
            qualifier: Qualifier::Exact,
            as_of: None,
            counted: None,
        }
    }

    fn words(text: String) -> Self {
        Self {
            text,
            ..Self::none(State::Told)
        }
    }
}

/// Figures of one time.
#[derive(Debug)]
struct Moment {
    figures: Figures,
}

/// Asks the book for the figures of spots.
pub(super) struct Reckoner<'a> {
    connection: &'a Connection,
    directory: &'a Directory,
    dictionary: &'a Dictionary,
    targets: Targets,
    scope: Scope,
    wanted: BTreeSet<Id>,
    moments: RefCell<HashMap<Time, Rc<Moment>>>,
    rankings: RefCell<HashMap<(Id, Option<Id>), Rc<Ranking>>>,
}

/// Times that figures are read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Time {
    Now,
    /// The eve of the period.
    Before,
    /// The eve of the year.
    Eve,
    /// A period of the year.
    Part(Period),
}

impl<'a> Reckoner<'a> {
    pub(super) fn load(
        connection: &'a Connection,
        (directory, dictionary): (&'a Directory, &'a Dictionary),
        scope: Scope,
        indicators: impl IntoIterator<Item = Id>,
    ) -> Result<Self> {
        let mut wanted: BTreeSet<Id> = BTreeSet::new();
        for id in indicators {
            wanted.insert(id);
            let above = dictionary.get(id).and_then(|own| own.numerator);
            wanted.extend(above);
            for own in std::iter::once(id).chain(above) {
                wanted.extend(dictionary.bases(own).map(|base| base.base));
            }
        }
        Ok(Self {
            targets: Targets::load(connection, wanted.iter().copied())?,
            connection,
            directory,
            dictionary,
            scope,
            wanted,
            moments: RefCell::default(),
            rankings: RefCell::default(),
        })
    }

    fn moment(&self, time: Time) -> Result<Rc<Moment>> {
        if let Some(known) = self.moments.borrow().get(&time) {
            return Ok(Rc::clone(known));
        }
        let eve = |day: Day| Instant::end_of(day - chrono::Days::new(1));
        let scope = match time {
            Time::Now => self.scope,
            Time::Before => Scope {
                as_of: eve(self.scope.period.days().0),
                ..self.scope.before()
            },
            Time::Eve => Scope {
                as_of: eve(self.year_begins()),
                ..self.scope
            },
            Time::Part(period) => Scope {
                period,
                ..self.scope
            },
        };
        let wanted = self.wanted.iter().copied();
        let figures = Figures::load(self.connection, self.dictionary, wanted, scope, Reach::All)?;
        let own = Rc::new(Moment { figures });
        self.moments.borrow_mut().insert(time, Rc::clone(&own));
        Ok(own)
    }

    fn year_begins(&self) -> Day {
        let ways = self.scope.period.since_new_year();
        let first = ways.first().and_then(|way| way.first());
        first.map_or(self.scope.period.days().0, |own| own.days().0)
    }

    fn whole<'b>(&'b self, moment: &'b Moment) -> Whole<'b> {
        Whole {
            directory: self.directory,
            dictionary: self.dictionary,
            figures: &moment.figures,
            // The units of the day that is spoken of; earlier figures are those of their whole predecessors.
            territory: Territory {
                boundary: Boundary::Then,
                day: self.scope.as_of.day,
            },
        }
    }

    const fn root(&self) -> Id {
        self.directory.root
    }

    /// The figure of a spot.
    pub(super) fn answer(&self, spot: &Spot) -> Result<Answer> {
        let day = self.scope.as_of.day;
        let period = match spot.window {
            SpotWindow::Previous => self.scope.period.previous(),
            _ => self.scope.period,
        };
        match (spot.what, spot.indicator) {
            (SpotWhat::Skip, _) => Ok(Answer::none(State::Skipped)),
            (SpotWhat::AsOf, _) => {
                let own = match spot.window {
                    SpotWindow::Previous => self.scope.period.days().0 - chrono::Days::new(1),
                    SpotWindow::Current => day,
                    SpotWindow::Year => self.year_begins(),
                };
                Ok(Answer {
                    day: Some(own),
                    ..Answer::words(show_day(own))
                })
            }
            (SpotWhat::Period, _) => Ok(Answer::words(period.label())),
            (SpotWhat::Unit, _) => {
                let body = spot.body.unwrap_or(self.root());
                Ok(Answer::words(self.directory.name(body, day)))
            }
            (_, None) => Ok(Answer::none(State::Missing)),
            (what, Some(indicator)) => {
                if self.dictionary.get(indicator).is_none() {
                    return Ok(Answer::none(State::Missing));
                }
                if spot
                    .body
                    .is_some_and(|body| !self.directory.alive(body, day))
                    && spot.window != SpotWindow::Previous
                {
                    return Ok(Answer::none(State::Absent));
                }
                match what {
                    SpotWhat::Percent => self.percent(spot, indicator),
                    SpotWhat::Delta => self.delta(spot, indicator),
                    SpotWhat::Target => Ok(self.target(spot, indicator)),
                    SpotWhat::Rank => self.rank(spot, indicator),
                    _ if self.is_ratio(indicator) => self.percent(spot, indicator),
                    _ => self.value(spot, indicator),
                }
            }
        }
    }

    fn is_ratio(&self, indicator: Id) -> bool {
        let own = self.dictionary.get(indicator);
        own.is_some_and(|own| own.kind == IndicatorKind::Ratio)
    }

    fn is_stock(&self, indicator: Id) -> bool {
        let own = self.dictionary.get(indicator);
        own.is_some_and(|own| own.kind.is_stock())
    }

    fn decimals(&self, indicator: Id, day: Day) -> u8 {
        let own = self.dictionary.definition(indicator, day);
        own.map_or(0, |own| own.decimals)
    }

    /// A figure of a time as screens have it; a body without one may have said that there is none.
    fn standing(&self, time: Time, indicator: Id, body: Option<Id>) -> Result<Option<Standing>> {
        let moment = self.moment(time)?;
        let whole = self.whole(&moment);
        Ok(match body {
            None => whole
                .summed(indicator, self.root())
                .or_else(|| whole.standing(indicator)),
            Some(body) => whole.standing_of(indicator, body),
        })
    }

    fn no_figure(&self, time: Time, indicator: Id, body: Option<Id>) -> Result<Answer> {
        let moment = self.moment(time)?;
        let official = self.dictionary.get(indicator);
        let official = official.map_or("", |own| own.source.as_str());
        let said = body.is_some_and(|body| {
            let points = moment.figures.sources(indicator, body);
            counting(points, official).is_some_and(|point| point.value.is_none())
        });
        Ok(Answer::none(if said {
            State::NoData
        } else {
            State::Missing
        }))
    }

    fn told(&self, standing: &Standing) -> Answer {
        if standing.illustrative() {
            return Answer::none(State::Example);
        }
        let decimals = self.decimals(standing.indicator, standing.day);
        Answer {
            number: Some((standing.value, decimals)),
            text: decimal(standing.value, decimals),
            qualifier: standing.qualifier,
            as_of: Some(standing.day),
            counted: standing.summed.filter(|(counted, of)| counted < of),
            ..Answer::none(State::Told)
        }
    }

    fn value(&self, spot: &Spot, indicator: Id) -> Result<Answer> {
        match spot.window {
            SpotWindow::Current => self.plain(Time::Now, indicator, spot.body),
            SpotWindow::Previous => self.plain(Time::Before, indicator, spot.body),
            SpotWindow::Year if self.is_stock(indicator) => self.delta(spot, indicator),
            SpotWindow::Year => self.of_year(indicator, spot.body),
        }
    }

    fn plain(&self, time: Time, indicator: Id, body: Option<Id>) -> Result<Answer> {
        match self.standing(time, indicator, body)? {
            Some(own) => Ok(self.told(&own)),
            None => self.no_figure(time, indicator, body),
        }
    }

    /// A flow since the beginning of the year: what was entered for that time, else the sum of the periods that make
    /// it up, each of which must have a figure.
    fn of_year(&self, indicator: Id, body: Option<Id>) -> Result<Answer> {
        for way in self.scope.period.since_new_year() {
            let mut parts = Vec::new();
            for period in &way {
                match self.standing(Time::Part(*period), indicator, body)? {
                    Some(own) => parts.push(own),
                    None => break,
                }
            }
            let Some(first) = parts.first().filter(|_| parts.len() == way.len()) else {
                continue;
            };
            if parts
                .iter()
                .any(|own| own.illustrative() != first.illustrative())
            {
                continue;
            }
            let sum = parts
                .iter()
                .try_fold(0_i64, |sum, own| sum.checked_add(own.value));
            let Some(value) = sum else { continue };
            let qualifier = parts
                .iter()
                .fold(Qualifier::Exact, |all, own| all.of_sum(own.qualifier));
            let last = parts.last().unwrap_or(first);
            return Ok(self.told(&Standing {
                value,
                qualifier,
                ..last.clone()
            }));
        }
        self.no_figure(Time::Now, indicator, body)
    }

    fn delta(&self, spot: &Spot, indicator: Id) -> Result<Answer> {
        let earlier = match spot.window {
            SpotWindow::Year => Time::Eve,
            _ => Time::Before,
        };
        let now = self.standing(Time::Now, indicator, spot.body)?;
        let before = self.standing(earlier, indicator, spot.body)?;
        let (Some(now), Some(before)) = (now, before) else {
            return Ok(Answer::none(State::Missing));
        };
        if now.illustrative() || before.illustrative() {
            return Ok(Answer::none(State::Example));
        }
        let decimals = self.decimals(indicator, now.day);
        let value = now.value - before.value;
        Ok(Answer {
            number: Some((value, decimals)),
            text: if spot.what == SpotWhat::Delta {
                signed(value, decimals)
            } else {
                decimal(value, decimals)
            },
            qualifier: now.qualifier.of_ratio(before.qualifier),
            as_of: Some(now.day),
            ..Answer::none(State::Told)
        })
    }

    fn given(&self, indicator: Id, body: Option<Id>, day: Day) -> Option<Given> {
        let of = body.unwrap_or(self.root());
        let units = || self.directory.children(of, day);
        let own = || self.targets.given(self.directory, indicator, of, day);
        match body {
            None => self.targets.of_units(&units(), indicator, day).or_else(own),
            Some(_) => own().or_else(|| self.targets.of_units(&units(), indicator, day)),
        }
    }

    fn target(&self, spot: &Spot, indicator: Id) -> Answer {
        let day = self.scope.as_of.day;
        match self.given(indicator, spot.body, day) {
            None => Answer::none(State::Missing),
            Some(given) if given.illustrative => Answer::none(State::Example),
            Some(given) => {
                let decimals = self.decimals(indicator, day);
                Answer {
                    number: Some((given.value, decimals)),
                    text: decimal(given.value, decimals),
                    as_of: given.version.target.document_day,
                    ..Answer::none(State::Told)
                }
            }
        }
    }

    fn percent(&self, spot: &Spot, indicator: Id) -> Result<Answer> {
        let time = match spot.window {
            SpotWindow::Previous => Time::Before,
            _ => Time::Now,
        };
        let moment = self.moment(time)?;
        let whole = self.whole(&moment);
        let body = spot.body.unwrap_or(self.root());
        let of_base = |base: &Denominator| whole.ratio_to(indicator, body, base);
        let ratio = match spot.base {
            Some(base) => {
                let part = self.dictionary.get(indicator).and_then(|own| own.numerator);
                let mut known = self
                    .dictionary
                    .bases(indicator)
                    .chain(self.dictionary.bases(part.unwrap_or(indicator)));
                let made = Denominator {
                    indicator,
                    base,
                    label: String::new(),
                    position: 0,
                };
                of_base(known.find(|own| own.base == base).unwrap_or(&made))
            }
            None if self.is_ratio(indicator) => whole.ratio_of(indicator, body),
            None => return self.of_target(time, spot, indicator),
        };
        let Some(ratio) = ratio else {
            return self.no_figure(time, indicator, spot.body);
        };
        if ratio.part.illustrative() || ratio.base.illustrative() {
            return Ok(Answer::none(State::Example));
        }
        Ok(Answer {
            counted: ratio.part.summed.filter(|(counted, of)| counted < of),
            as_of: Some(ratio.part.day),
            ..percent(ratio.percent, ratio.qualifier)
        })
    }

    fn of_target(&self, time: Time, spot: &Spot, indicator: Id) -> Result<Answer> {
        let Some(own) = self.standing(time, indicator, spot.body)? else {
            return self.no_figure(time, indicator, spot.body);
        };
        let day = match time {
            Time::Before => self.scope.period.days().0 - chrono::Days::new(1),
            _ => self.scope.as_of.day,
        };
        let Some(given) = self.given(indicator, spot.body, day) else {
            return Ok(Answer::none(State::Missing));
        };
        if own.illustrative() || given.illustrative {
            return Ok(Answer::none(State::Example));
        }
        let Some(of) = Percent::of(own.value, given.value) else {
            return Ok(Answer::none(State::Missing));
        };
        Ok(Answer {
            as_of: Some(own.day),
            ..percent(of, own.qualifier.of_ratio(Qualifier::Exact))
        })
    }

    fn rank(&self, spot: &Spot, indicator: Id) -> Result<Answer> {
        let key = (indicator, spot.base);
        let known = self.rankings.borrow().get(&key).map(Rc::clone);
        let ranking = if let Some(known) = known {
            known
        } else {
            let base = spot.base.map_or(Base::Target, Base::Indicator);
            let question = RankQuestion::new(indicator, base, self.scope);
            let own = Rc::new(rank(self.connection, &question)?);
            self.rankings.borrow_mut().insert(key, Rc::clone(&own));
            own
        };
        let row = ranking.rows.iter().find(|row| Some(row.body) == spot.body);
        Ok(match row {
            Some(row) if row.illustrative => Answer::none(State::Example),
            Some(row) => match row.rank {
                Some(rank) => Answer {
                    number: Some((i64::from(rank), 0)),
                    text: rank.to_string(),
                    as_of: row.as_of,
                    ..Answer::none(State::Told)
                },
                None => Answer::none(State::Missing),
            },
            None => Answer::none(State::Missing),
        })
    }
}

fn percent(of: Percent, qualifier: Qualifier) -> Answer {
    Answer {
        number: Some((of.0, 2)),
        percent: true,
        text: of.text(),
        qualifier,
        ..Answer::none(State::Told)
    }
}
