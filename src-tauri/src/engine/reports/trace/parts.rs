//! The facts and tasks behind a figure.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::{TracePart, TraceRole};
use crate::domain::indicator::Fact;
use crate::domain::number::decimal;
use crate::domain::task::Task;
use crate::domain::{
    Boundary, Error, ErrorCode, Id, Instant, Period, Result, Territory, Timeliness,
};
use crate::engine::counts::{Figures, Reach, Scope, Targets, Whole};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::reports::keys::{FigureKey, Measure, TARGET, TARGETS, is_target};
use crate::engine::reports::material::{campaign_eve, year_before};
use crate::engine::reports::task_sentences::parts_of;
use crate::engine::tasks::{Board, Part};
use crate::store::series::Point;
use crate::store::{self, Kept, query};

/// Reads what stands behind figures; what several of them share is read once.
pub(in crate::engine::reports) struct Tracer<'a> {
    pub(super) connection: &'a Connection,
    pub(super) directory: Directory,
    pub(super) dictionary: Dictionary,
    figures: HashMap<(Scope, Id), Figures>,
    pub(super) targets: HashMap<Id, Targets>,
    boards: HashMap<Instant, Board>,
}

impl<'a> Tracer<'a> {
    pub(in crate::engine::reports) fn load(connection: &'a Connection) -> Result<Self> {
        Ok(Self {
            connection,
            directory: Directory::load(connection)?,
            dictionary: Dictionary::load(connection)?,
            figures: HashMap::new(),
            targets: HashMap::new(),
            boards: HashMap::new(),
        })
    }

    /// The parts of one figure.
    pub(in crate::engine::reports) fn parts(&mut self, key: &FigureKey) -> Result<Vec<TracePart>> {
        if key.measure == Measure::Tasks {
            return self.tasks(key);
        }
        let scope = key.window.scope();
        let indicator = self.indicator(&key.what)?;
        let body = key.body.unwrap_or(self.directory.root);
        let mut out = match key.measure {
            Measure::Target => self.given(scope, indicator, body)?,
            Measure::TargetSum if key.against.is_empty() => {
                self.given_to_units(scope, indicator, body)?
            }
            Measure::Day if key.against == TARGETS => {
                self.given_to_units(scope, indicator, body)?
            }
            // Among the units that have both, whatever the whole was given itself.
            Measure::TargetSum => self.reached(scope, indicator, body)?.1,
            Measure::Sum if is_target(&key.against) => self.reached(scope, indicator, body)?.0,
            Measure::Percent | Measure::Left if key.against == TARGETS => {
                return self.both_of_units(scope, indicator, body);
            }
            Measure::Pace => return self.both_of_units(scope, indicator, body),
            Measure::Day if key.against == TARGET => self.given(scope, indicator, body)?,
            Measure::Sum => self.sum(TraceRole::Value, scope, indicator, body)?,
            _ => self.values(TraceRole::Value, scope, indicator, body)?,
        };
        match key.measure {
            // Among the units that have both.
            Measure::Sum if !key.against.is_empty() && !is_target(&key.against) => {
                let other = self.indicator(&key.against)?;
                let other = self.sum(TraceRole::Base, scope, other, body)?;
                let other: HashSet<Option<Id>> = other.into_iter().map(|own| own.body).collect();
                out.retain(|own| other.contains(&own.body));
            }
            Measure::Percent | Measure::Rank | Measure::Left if key.against == TARGET => {
                out.extend(self.given(scope, indicator, body)?);
            }
            Measure::Percent | Measure::Rank => {
                let base = self.indicator(&key.against)?;
                out.extend(self.values(TraceRole::Base, scope, base, body)?);
            }
            Measure::Delta | Measure::YearDelta | Measure::CampaignDelta => {
                if let Some(then) = self.compared(key.measure, scope)? {
                    out.extend(self.values(TraceRole::Before, then, indicator, body)?);
                }
            }
            _ => {}
        }
        Ok(out)
    }

    /// The time with which a difference compares; none where the book no longer tells it.
    fn compared(&self, measure: Measure, scope: Scope) -> Result<Option<Scope>> {
        Ok(match measure {
            Measure::YearDelta => year_before(scope.period, scope.as_of),
            Measure::CampaignDelta => campaign_eve(self.connection, scope)?,
            _ => Some(Scope {
                as_of: Instant::end_of(scope.period.days().0 - chrono::Days::new(1)),
                ..scope.before()
            }),
        })
    }

    fn indicator(&self, code: &str) -> Result<Id> {
        self.dictionary
            .by_code(code)
            .ok_or_else(|| Error::new(ErrorCode::NoSuchIndicator).with("indicator", code))
    }

    /// The facts that make up the figure of a body.
    pub(super) fn values(
        &mut self,
        role: TraceRole,
        scope: Scope,
        indicator: Id,
        body: Id,
    ) -> Result<Vec<TracePart>> {
        self.read(role, scope, indicator, |whole| {
            whole.made_of(indicator, body)
        })
    }

    /// The facts that make up the sum over its units.
    fn sum(
        &mut self,
        role: TraceRole,
        scope: Scope,
        indicator: Id,
        body: Id,
    ) -> Result<Vec<TracePart>> {
        self.read(role, scope, indicator, |whole| {
            whole.sum_made_of(indicator, body)
        })
    }

    fn read(
        &mut self,
        role: TraceRole,
        scope: Scope,
        indicator: Id,
        bodies: impl FnOnce(&Whole<'_>) -> Vec<Id>,
    ) -> Result<Vec<TracePart>> {
        if let Entry::Vacant(free) = self.figures.entry((scope, indicator)) {
            let (connection, dictionary) = (self.connection, &self.dictionary);
            free.insert(Figures::load(
                connection,
                dictionary,
                [indicator],
                scope,
                Reach::All,
            )?);
        }
        let figures = &self.figures[&(scope, indicator)];
        let whole = Whole {
            directory: &self.directory,
            dictionary: &self.dictionary,
            figures,
            territory: Territory {
                boundary: Boundary::Then,
                day: scope.as_of.day,
            },
        };
        let mut out = Vec::new();
        for own in bodies(&whole) {
            for point in self.points(figures, indicator, own) {
                out.push(self.part(role, indicator, scope, point)?);
            }
        }
        Ok(out)
    }

    /// The fact that counts for a body: the stock, the flow of the period, or the flows of its months.
    fn points<'b>(&self, figures: &'b Figures, indicator: Id, body: Id) -> Vec<&'b Point> {
        let Some(own) = self.dictionary.get(indicator) else {
            return Vec::new();
        };
        if own.kind.is_stock() {
            let stock = figures.stock(indicator, body, &own.source);
            return stock.into_iter().collect();
        }
        let period = figures.scope.period;
        let flow = |period| figures.flow(indicator, body, period, &own.source);
        match flow(period) {
            Some(point) => vec![point],
            None => period.months().into_iter().filter_map(flow).collect(),
        }
    }

    fn part(
        &self,
        role: TraceRole,
        indicator: Id,
        scope: Scope,
        point: &Point,
    ) -> Result<TracePart> {
        let decimals = self
            .dictionary
            .definition(indicator, point.day)
            .map_or(0, |own| own.decimals);
        let value = point.value.unwrap_or_default();
        let text = format!("{} {}", point.qualifier.word(), decimal(value, decimals));
        let fact = store::get::<Fact>(self.connection, point.fact)?;
        let since = fact.as_ref().map_or(0, |kept| kept.from_seq);
        let (officer, moment) = self.author(since)?;
        Ok(TracePart {
            role,
            body: Some(point.body),
            indicator: Some(indicator),
            in_grid: self
                .dictionary
                .get(indicator)
                .is_some_and(|own| own.in_grid),
            period: Some(scope.period.key()),
            entity: point.fact,
            name: self.directory.name(point.body, point.day),
            text: text.trim().to_owned(),
            day: Some(point.day),
            source: self.dictionary.source_name(&point.source),
            officer,
            moment,
            note: fact.map_or_else(String::new, |kept| kept.record.note),
            amount: value,
        })
    }

    /// Who gave a state and when; nothing for what no operation is behind.
    pub(super) fn author(&self, seq: i64) -> Result<(String, String)> {
        if seq == 0 {
            return Ok(Default::default());
        }
        let (officer, moment) = query::author(self.connection, seq)?;
        let moment = moment.get(..19).unwrap_or_default().to_owned();
        Ok((officer, moment))
    }

    /// The tasks of a class as of the key's moment.
    fn tasks(&mut self, key: &FigureKey) -> Result<Vec<TracePart>> {
        let at = key.window.scope().as_of;
        if let Entry::Vacant(free) = self.boards.entry(at) {
            free.insert(Board::load(self.connection, at)?);
        }
        let board = &self.boards[&at];
        let wanted = |state: Timeliness| match key.what.as_str() {
            "all" => true,
            "done" => state.is_done(),
            token => state.token() == token,
        };
        let made = |task: &Kept<Task>, state: Timeliness, day| TracePart {
            role: TraceRole::Task,
            body: None,
            indicator: None,
            in_grid: false,
            period: None,
            entity: task.id,
            name: titled(task),
            text: state.words().to_owned(),
            day,
            source: board.document_number(task.record.document),
            officer: String::new(),
            moment: String::new(),
            note: String::new(),
            amount: 1,
        };
        Ok(match key.body {
            None => board
                .own()
                .map(|task| (task, board.task_state(task)))
                .filter(|(_, state)| wanted(*state))
                .map(|(task, state)| made(task, state, board.task_last_day(task)))
                .collect(),
            // A unit's figure counts its parts, of recurring work one an occurrence.
            Some(unit) => parts_of(board, unit)
                .filter(|(_, part)| wanted(part.state))
                .map(|(task, part)| TracePart {
                    name: titled(task) + &of_occurrence(part),
                    ..made(task, part.state, part.last_day)
                })
                .collect(),
        })
    }
}

/// "NV-024 Báo cáo tuần".
fn titled(task: &Kept<Task>) -> String {
    format!("{} {}", task.record.number, task.record.title)
}

/// " (tháng 3/2024)", which time of recurring work it is.
fn of_occurrence(part: &Part) -> String {
    Period::parse(&part.occurrence)
        .map_or_else(|_| String::new(), |own| format!(" ({})", own.spoken()))
}
