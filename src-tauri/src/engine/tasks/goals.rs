//! Work that is closed by numbers: what the figure of a body has to reach, and how far it is.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::draft::goal_decimals;
use crate::domain::indicator::{Direction, IndicatorKind};
use crate::domain::task::{Assignment, Task};
use crate::domain::{Boundary, Day, Id, Instant, Period, Result};
use crate::engine::counts::{Figures, Reach, Scope, Targets, Whole};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::Kept;
use crate::store::series;

/// What the figure of a body has to reach (đích bằng số), and where it stands on the day looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// The indicator.
    pub indicator: Id,
    /// What is to be reached; none where the body was given no target.
    pub goal: Option<i64>,
    /// The figure; none before one is there.
    pub value: Option<i64>,
    /// Decimals of both: two for a percentage.
    pub decimals: u8,
    /// Day that the figure speaks of.
    pub as_of: Option<Day>,
    /// Day since which it is reached without a break; none while it is not.
    pub reached: Option<Day>,
    /// Example figures.
    pub illustrative: bool,
}

impl Goal {
    /// What is left, while something is.
    pub fn left(&self) -> Option<i64> {
        let (goal, value) = (self.goal?, self.value.unwrap_or(0));
        (self.reached.is_none()).then(|| (goal - value).abs())
    }
}

/// A goal by task and body.
pub(super) type Goals = HashMap<(Id, Id), Goal>;

/// The goals of all tasks that have one, with the figures that are known on a day.
pub(super) fn goals(
    connection: &Connection,
    directory: &Directory,
    tasks: &[Kept<Task>],
    given: &HashMap<Id, Vec<Kept<Assignment>>>,
    today: Day,
) -> Result<Goals> {
    let mut out = Goals::new();
    let wanted: Vec<(&Kept<Task>, Id)> = tasks
        .iter()
        .filter_map(|task| Some((task, task.record.indicator?)))
        .collect();
    if wanted.is_empty() {
        return Ok(out);
    }
    let dictionary = Dictionary::load(connection)?;
    let targets = Targets::load(
        connection,
        wanted.iter().map(|(_, id)| *id).collect::<HashSet<_>>(),
    )?;
    let mut reading = Reading {
        connection,
        directory,
        dictionary: &dictionary,
        targets: &targets,
        today,
        at_hand: Period::at_hand(today, &profile::calendar(connection)?),
        figures: HashMap::new(),
    };
    for (task, indicator) in wanted {
        for row in given.get(&task.id).into_iter().flatten() {
            let body = row.record.body;
            if let std::collections::hash_map::Entry::Vacant(free) = out.entry((task.id, body)) {
                free.insert(reading.goal(indicator, body, task.record.goal)?);
            }
        }
    }
    Ok(out)
}

struct Reading<'a> {
    connection: &'a Connection,
    directory: &'a Directory,
    dictionary: &'a Dictionary,
    targets: &'a Targets,
    today: Day,
    at_hand: Period,
    /// Figures by indicator and period, each read once.
    figures: HashMap<(Id, Period), Figures>,
}

impl Reading<'_> {
    fn goal(&mut self, indicator: Id, body: Id, fixed: Option<i64>) -> Result<Goal> {
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
        let scope = Scope {
            period,
            as_of: Instant::end_of(self.today),
        };
        let key = (indicator, period);
        if !self.figures.contains_key(&key) {
            let parts = own
                .numerator
                .into_iter()
                .chain(self.dictionary.bases(indicator).map(|base| base.base));
            let read = Figures::load(
                self.connection,
                self.dictionary,
                std::iter::once(indicator).chain(parts),
                scope,
                Reach::All,
            )?;
            self.figures.insert(key, read);
        }
        let Some(figures) = self.figures.get(&key) else {
            return Ok(empty(indicator, goal, 0));
        };
        let whole = Whole {
            directory: self.directory,
            dictionary: self.dictionary,
            figures,
            territory: self
                .directory
                .territory(Boundary::Now, self.today, self.today),
        };
        let decimals = goal_decimals(self.dictionary, indicator, self.today);
        let mut out = empty(indicator, goal, decimals);
        if own.kind == IndicatorKind::Ratio {
            if let Some(ratio) = whole.ratio_of(indicator, body) {
                out.value = Some(ratio.percent.0);
                out.as_of = Some(ratio.part.day);
                out.illustrative = ratio.part.illustrative();
            }
        } else if let Some(standing) = whole.standing_of(indicator, body) {
            out.value = Some(standing.value);
            out.as_of = Some(standing.day);
            out.illustrative = standing.illustrative();
        }
        let meets = |value: i64, goal: i64| match own.direction {
            Direction::Up => value >= goal,
            Direction::Down => value <= goal,
        };
        if let (Some(value), Some(goal), Some(day)) = (out.value, out.goal, out.as_of)
            && meets(value, goal)
        {
            let since = if own.kind.is_stock() {
                self.since(indicator, body, out.illustrative, |value| {
                    meets(value, goal)
                })?
            } else {
                None
            };
            out.reached = Some(since.unwrap_or(day).min(day));
        }
        Ok(out)
    }

    /// The day since which every figure of a body meets the goal.
    fn since(
        &self,
        indicator: Id,
        body: Id,
        illustrative: bool,
        meets: impl Fn(i64) -> bool,
    ) -> Result<Option<Day>> {
        let mut since = None;
        let span = (Day::MIN, self.today);
        series::back_of_body(self.connection, indicator, body, span, |point, _| {
            let example = &*point.source == crate::domain::indicator::ILLUSTRATIVE;
            let Some(value) = point.value.filter(|_| example == illustrative) else {
                return true;
            };
            if meets(value) {
                since = Some(point.day);
                true
            } else {
                false
            }
        })?;
        Ok(since)
    }
}

const fn empty(indicator: Id, goal: Option<i64>, decimals: u8) -> Goal {
    Goal {
        indicator,
        goal,
        value: None,
        decimals,
        as_of: None,
        reached: None,
        illustrative: false,
    }
}
