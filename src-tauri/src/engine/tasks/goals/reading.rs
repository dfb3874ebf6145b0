//! Where one goal stands: the figure of a body now, since when it is good enough, what is lacking.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{Goal, Shortfall};
use crate::domain::indicator::{Direction, IndicatorKind};
use crate::domain::number::{Percent, Qualifier};
use crate::domain::percent::part_for;
use crate::domain::{Boundary, Day, Id, Instant, Period, Result};
use crate::engine::counts::{Figures, Ratio, Reach, Scope, Standing, Targets, Whole};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::engine::tasks::draft::goal_decimals;
use crate::store::series;

/// Figures of an indicator that were read for a period as of a day.
type Read = (Id, Period, Day);

/// What goals are read from.
pub(super) struct Reading<'a> {
    connection: &'a Connection,
    directory: &'a Directory,
    dictionary: &'a Dictionary,
    targets: &'a Targets,
    today: Day,
    at_hand: Period,
    figures: HashMap<Read, Figures>,
    /// The days on which figures of an indicator changed, the latest first.
    days: HashMap<Id, Vec<Day>>,
}

/// A figure as it was seen on a day.
struct Seen {
    value: i64,
    day: Day,
    illustrative: bool,
    /// The two parts of a percentage.
    ratio: Option<Ratio>,
    /// Whether it was entered for the body itself.
    entered: bool,
}

impl Seen {
    fn of(standing: &Standing) -> Self {
        Self {
            value: standing.value,
            day: standing.day,
            illustrative: standing.illustrative(),
            ratio: None,
            entered: standing.summed.is_none() && standing.pieces == 1,
        }
    }
}

/// What a figure has to be.
#[derive(Debug, Clone, Copy)]
struct Wanted {
    goal: i64,
    up: bool,
}

impl Wanted {
    const fn met_by(self, value: i64) -> bool {
        if self.up {
            value >= self.goal
        } else {
            value <= self.goal
        }
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(
        connection: &'a Connection,
        (directory, dictionary, targets): (&'a Directory, &'a Dictionary, &'a Targets),
        today: Day,
    ) -> Result<Self> {
        Ok(Self {
            connection,
            directory,
            dictionary,
            targets,
            today,
            at_hand: Period::at_hand(today, &profile::calendar(connection)?),
            figures: HashMap::new(),
            days: HashMap::new(),
        })
    }

    /// The goal of a body: what was fixed for the task, else the target that was given to it.
    pub(super) fn goal(&mut self, indicator: Id, body: Id, fixed: Option<i64>) -> Result<Goal> {
        let given = self
            .targets
            .given(self.directory, indicator, body, self.today);
        let goal = fixed.or_else(|| given.as_ref().map(|own| own.value));
        let own = self.dictionary.need(indicator)?;
        // A flow is counted over the period of its target; a stock stands at a day.
        let period = given
            .as_ref()
            .and_then(|own| Period::parse(&own.version.target.period).ok())
            .filter(|_| !own.kind.is_stock())
            .unwrap_or(self.at_hand);
        let mut out = Goal {
            indicator,
            goal,
            value: None,
            decimals: goal_decimals(self.dictionary, indicator, self.today),
            as_of: None,
            reached: None,
            illustrative: false,
            shortfall: None,
        };
        let Some(seen) = self.seen(indicator, body, period, self.today)? else {
            return Ok(out);
        };
        out.value = Some(seen.value);
        out.as_of = Some(seen.day);
        out.illustrative = seen.illustrative;
        let up = own.direction == Direction::Up;
        let Some(wanted) = goal.map(|goal| Wanted { goal, up }) else {
            return Ok(out);
        };
        if wanted.met_by(seen.value) {
            let since = self.since(indicator, body, period, (&seen, wanted))?;
            out.reached = Some(since.unwrap_or(seen.day));
        } else {
            let ratio = seen.ratio.as_ref();
            out.shortfall = ratio.and_then(|ratio| self.shortfall(ratio, wanted));
        }
        Ok(out)
    }

    /// The figure of a body as it was seen on a day.
    fn seen(&mut self, indicator: Id, body: Id, period: Period, on: Day) -> Result<Option<Seen>> {
        let key = (indicator, period, on);
        if !self.figures.contains_key(&key) {
            let scope = Scope {
                period,
                as_of: Instant::end_of(on),
            };
            let read = Figures::load(
                self.connection,
                self.dictionary,
                self.made_of(indicator),
                scope,
                Reach::All,
            )?;
            self.figures.insert(key, read);
        }
        let Some(figures) = self.figures.get(&key) else {
            return Ok(None);
        };
        let whole = Whole {
            directory: self.directory,
            dictionary: self.dictionary,
            figures,
            territory: self
                .directory
                .territory(Boundary::Now, self.today, self.today),
        };
        if self.is_ratio(indicator) {
            let ratio = whole.ratio_of(indicator, body);
            return Ok(ratio.map(|ratio| Seen {
                value: ratio.percent.0,
                ratio: Some(ratio.clone()),
                entered: false,
                ..Seen::of(&ratio.part)
            }));
        }
        Ok(whole.standing_of(indicator, body).as_ref().map(Seen::of))
    }

    /// An indicator, and what a percentage is made of.
    fn made_of(&self, indicator: Id) -> Vec<Id> {
        let numerator = self.dictionary.get(indicator).and_then(|own| own.numerator);
        let bases = self.dictionary.bases(indicator).map(|base| base.base);
        std::iter::once(indicator)
            .chain(numerator)
            .chain(bases)
            .collect()
    }

    fn is_ratio(&self, indicator: Id) -> bool {
        let own = self.dictionary.get(indicator);
        own.is_some_and(|own| own.kind == IndicatorKind::Ratio)
    }

    /// The day since which the figure is good enough without a break; none for what is counted over its period,
    /// which is good enough since that is told.
    fn since(
        &mut self,
        indicator: Id,
        body: Id,
        period: Period,
        (seen, wanted): (&Seen, Wanted),
    ) -> Result<Option<Day>> {
        let parts = self.made_of(indicator);
        let stock = |id: &Id| {
            let own = self.dictionary.get(*id);
            own.is_some_and(|own| own.kind.is_stock())
        };
        if !parts.iter().any(stock) {
            return Ok(None);
        }
        if seen.entered {
            return self.since_entered(indicator, body, (seen, wanted));
        }
        // What is summed, or made of two figures, is seen as it was on each day on which one of them changed.
        if !self.days.contains_key(&indicator) {
            let days = series::days_of(self.connection, parts, self.today)?;
            self.days.insert(indicator, days);
        }
        let days = self.days.get(&indicator).cloned().unwrap_or_default();
        let mut since = None;
        for day in days {
            let then = self.seen(indicator, body, period, day)?;
            let same = |own: &Seen| own.illustrative == seen.illustrative;
            if !then.is_some_and(|own| same(&own) && wanted.met_by(own.value)) {
                break;
            }
            since = Some(day);
        }
        Ok(since)
    }

    /// The same for a figure that is entered for the body itself.
    fn since_entered(
        &self,
        indicator: Id,
        body: Id,
        (seen, wanted): (&Seen, Wanted),
    ) -> Result<Option<Day>> {
        let mut since = None;
        let span = (Day::MIN, self.today);
        series::back_of_body(self.connection, indicator, body, span, |point, _| {
            let example = &*point.source == crate::domain::indicator::ILLUSTRATIVE;
            let Some(value) = point.value.filter(|_| example == seen.illustrative) else {
                return true;
            };
            if wanted.met_by(value) {
                since = Some(point.day);
            }
            wanted.met_by(value)
        })?;
        // Another source may have told it later than the one that counts.
        Ok(since.map(|day| day.min(seen.day)))
    }

    /// What is lacking above the line, where both figures are exact and speak for every unit.
    fn shortfall(&self, ratio: &Ratio, wanted: Wanted) -> Option<Shortfall> {
        let exact = |own: &Standing| {
            own.qualifier == Qualifier::Exact && own.summed.is_none_or(|(told, all)| told == all)
        };
        if !exact(&ratio.part) || !exact(&ratio.base) {
            return None;
        }
        let decimals = |own: &Standing| {
            let definition = self.dictionary.definition(own.indicator, own.day);
            definition.map_or(0, |own| own.decimals)
        };
        let (part, base) = (decimals(&ratio.part), decimals(&ratio.base));
        let needed = part_for(
            Percent(wanted.goal),
            (ratio.base.value, base),
            part,
            wanted.up,
        )?;
        Some(Shortfall {
            part: ratio.part.indicator,
            left: needed.checked_sub(ratio.part.value)?.checked_abs()?,
            decimals: part,
            down: !wanted.up,
            base: ratio.base.value,
            base_decimals: base,
            base_name: ratio.label.clone(),
        })
    }
}
