//! The trend of an indicator: twelve periods, gaps where nothing was said, marks where units changed.

use super::super::figures::{Figures, Reach, Scope};
use super::super::standing::{Standing, Whole};
use super::views::TrendPoint;
use super::{Page, reached};
use crate::domain::{Boundary, Day, IdSet, Period, Result, Territory};

/// Periods of a trend.
const POINTS: usize = 12;

/// What was told within a period.
struct Told {
    scope: Scope,
    figures: Figures,
    territory: Territory,
    standing: Option<Standing>,
}

/// What a drawing of a trend is made of.
pub(in crate::engine) struct TrendLine {
    pub(in crate::engine) name: String,
    pub(in crate::engine) decimals: u8,
    /// The indicator that is shown: of a ratio the one above the line.
    pub(in crate::engine) part: crate::domain::Id,
    /// Days with their amounts and what they were read for, of one kind: no example among real figures.
    pub(in crate::engine) points: Vec<(Day, i64, Scope)>,
    pub(in crate::engine) illustrative: bool,
    /// The target in force and its last day.
    pub(in crate::engine) target: Option<(i64, Day)>,
}

impl Page<'_> {
    /// The figures of twelve periods that were told, with the target in force.
    pub(super) fn trend_line(&self) -> Result<TrendLine> {
        let bodies = reached(self.directory, self.body, self.territory.day);
        let mut told: Vec<(Standing, Scope)> = Vec::new();
        for period in self.periods() {
            if period.days().0 <= self.day() {
                let own = self.told(period, &bodies)?;
                told.extend(own.standing.map(|standing| (standing, own.scope)));
            }
        }
        let illustrative = told.last().is_some_and(|(own, _)| own.illustrative());
        told.retain(|(own, _)| own.illustrative() == illustrative);
        told.dedup_by_key(|(own, _)| own.day);
        let target = self.target().filter(|own| own.illustrative == illustrative);
        Ok(TrendLine {
            name: self.dictionary.name(self.part, self.day()),
            decimals: self.decimals(self.part),
            part: self.part,
            points: told
                .iter()
                .map(|(own, scope)| (own.day, own.value, *scope))
                .collect(),
            illustrative,
            target: target.map(|own| (own.value, own.version.last)),
        })
    }

    fn periods(&self) -> Vec<Period> {
        let mut out = vec![self.question.period];
        while out.len() < POINTS {
            let Some(last) = out.last() else { break };
            out.push(last.previous());
        }
        out.reverse();
        out
    }

    /// First day of the trend.
    pub(super) fn oldest_shown(&self) -> Day {
        self.periods()
            .first()
            .map_or(self.day(), |period| period.last_day())
    }

    pub(super) fn trend(&self) -> Result<Vec<TrendPoint>> {
        let bodies = reached(self.directory, self.body, self.territory.day);
        self.periods()
            .into_iter()
            .filter(|period| period.days().0 <= self.day())
            .map(|period| self.trend_point(period, &bodies))
            .collect()
    }

    fn trend_point(&self, period: Period, bodies: &IdSet) -> Result<TrendPoint> {
        let Told {
            scope,
            figures,
            territory,
            standing,
        } = self.told(period, bodies)?;
        let then = self.question.boundary == Boundary::Then;
        let whole = Whole {
            directory: self.directory,
            dictionary: self.dictionary,
            figures: &figures,
            territory,
        };
        let composition = whole.composition(self.part, self.body);
        let no_data = standing.is_none() && self.said_none(&figures, period);
        let counted = standing.as_ref().and_then(|own| match own.summed {
            Some((counted, of)) => Some(format!("{counted}/{of} đơn vị")),
            None => (own.pieces > 1).then(|| format!("cộng {} đơn vị trước sắp xếp", own.pieces)),
        });
        let day = scope.as_of.day;
        Ok(TrendPoint {
            period: period.key(),
            label: period.label(),
            last_day: period.last_day(),
            text: standing.as_ref().map(|own| self.text(own.value)),
            value: standing.as_ref().map(|own| own.value),
            target: self
                .targets
                .given(self.directory, self.part, self.body, day)
                .or_else(|| {
                    let units = self.directory.children(self.body, territory.day);
                    self.targets.of_units(&units, self.part, day)
                })
                .map(|given| given.value),
            no_data,
            counted,
            mark: self.mark(period),
            partial: standing.is_none() && !then && !composition.complete(),
        })
    }

    /// What was told within a period, as of its end or of the day looked at.
    fn told(&self, period: Period, bodies: &IdSet) -> Result<Told> {
        let scope = Scope::of(period, self.day());
        let then = self.question.boundary == Boundary::Then;
        let territory = Territory {
            boundary: self.question.boundary,
            day: if then {
                scope.as_of.day.min(self.territory.day)
            } else {
                self.territory.day
            },
        };
        let figures = Figures::load(
            self.connection,
            self.dictionary,
            [self.part],
            scope,
            Reach::Until(bodies),
        )?;
        let whole = Whole {
            directory: self.directory,
            dictionary: self.dictionary,
            figures: &figures,
            territory,
        };
        // By the boundaries of the time a unit that did not exist yet has no figure.
        let (born, ended) = self.directory.life(self.body);
        let lived = born.is_none_or(|day| day <= scope.as_of.day)
            && ended.is_none_or(|day| period.days().0 <= day);
        let standing = (lived || !then)
            .then(|| whole.standing_of(self.part, self.body))
            .flatten()
            // A stock that stands from before the period was not told in it.
            .filter(|own| own.day >= period.days().0);
        Ok(Told {
            scope,
            figures,
            territory,
            standing,
        })
    }

    /// Whether the body said that it has no data.
    fn said_none(&self, figures: &Figures, period: Period) -> bool {
        figures
            .sources(self.part, self.body)
            .iter()
            .any(|point| point.value.is_none() && point.day >= period.days().0)
    }

    /// What changed among the units within the period.
    fn mark(&self, period: Period) -> Option<String> {
        let (first, last) = period.days();
        let within = |day: Day| first <= day && day <= last;
        let links = self.directory.predecessors(self.body);
        let own = links.iter().filter(|link| within(link.day)).count();
        if own > 0 {
            return Some(format!("thành lập từ {own} đơn vị"));
        }
        if self.body != self.directory.root {
            return None;
        }
        let ended = self
            .directory
            .ever()
            .iter()
            .filter(|id| self.directory.inside(**id) && **id != self.directory.root)
            .filter(|id| self.directory.life(**id).1.is_some_and(within))
            .count();
        (ended > 0).then(|| format!("sắp xếp: {ended} đơn vị kết thúc"))
    }
}
