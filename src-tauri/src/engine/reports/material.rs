//! What a report is made of, read once: the office's tasks and texts, figures, ranking.

use std::cell::OnceCell;
use std::collections::HashMap;

use chrono::{Datelike, Days, Months};
use rusqlite::Connection;

use super::charts;
use super::commended::{self, Commended};
use super::office::Office;
use super::rank_figures::RankFigures;
use super::shown::Shown;
use super::task_sentences::Earlier;
use super::width::campaign_name;
use super::{ReportRequest, as_of, scopes};
use crate::domain::indicator::IndicatorKind;
use crate::domain::instant::show_day;
use crate::domain::{
    Boundary, Calendar, Day, Error, ErrorCode, Id, Instant, Period, Result, Territory,
};
use crate::engine::counts::{
    Base, Figures, Given, RankQuestion, Ranking, Scope, Targets, Whole, rank_among,
};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::overview::MAIN_INDICATOR;
use crate::engine::periods;
use crate::engine::profile;
use crate::report::chart::Plot;
use crate::report::content::Run;

/// Figures of another time with which those of the report are compared.
pub(super) struct Compared {
    /// "So với cùng kỳ năm 2023".
    pub(super) opening: String,
    pub(super) figures: Figures,
}

pub(super) struct Material {
    pub(super) office: Office,
    pub(super) dictionary: Dictionary,
    pub(super) figures: Figures,
    /// The moment and the period that the report speaks of.
    pub(super) scope: Scope,
    /// The body that is reported on: the root, or one unit.
    pub(super) body: Id,
    before: Figures,
    /// The same period a year before.
    pub(super) last_year: Option<Compared>,
    /// The eve of a campaign that runs.
    pub(super) campaign: Option<Compared>,
    targets: Targets,
    /// A unit's place among its peers, by indicator.
    places: Places,
    pub(super) ranking: Option<Ranking>,
    pub(super) commended: Vec<Commended>,
    /// How the tasks stood when the period before ended.
    pub(super) earlier: Earlier,
    /// How the main indicator went, for a drawing.
    pub(super) trend: Option<(String, Plot)>,
    /// What is drawn, and the annexes that there are: sentences ask for them one by one.
    pub(super) drawings: OnceCell<Vec<(String, Plot)>>,
    pub(super) shown: OnceCell<Vec<Shown>>,
}

impl Material {
    pub(super) fn load(
        connection: &Connection,
        request: &ReportRequest,
        now: Instant,
    ) -> Result<Self> {
        let period = request.period;
        let as_of = as_of(request, now.day);
        if as_of.day < period.days().0 {
            return Err(Error::new(ErrorCode::PeriodNotBegun)
                .with("period", period.spoken())
                .with("first", show_day(period.days().0))
                .with("day", show_day(as_of.day)));
        }
        let (scope, before) = scopes(request, as_of);
        let dictionary = Dictionary::load(connection)?;
        let office = Office::load(connection, request, as_of, now)?;
        let directory = &office.board.directory;
        let root = directory.root;
        let body = request.body.unwrap_or(root);
        let unit = (body != root).then_some(body);
        let depth = unit.map_or(1, |unit| depth_of(directory, unit, as_of.day));
        let ranking = match dictionary.by_code(MAIN_INDICATOR) {
            Some(id) => {
                let question = RankQuestion {
                    before: Some(before),
                    depth,
                    ..RankQuestion::new(id, Base::Target, scope)
                };
                Some(rank_among(connection, directory, &dictionary, &question)?)
            }
            None => None,
        };
        let compared = |opening: String, scope: Scope| -> Result<Compared> {
            Ok(Compared {
                opening,
                figures: Figures::load_all(connection, &dictionary, directory, scope)?,
            })
        };
        let last_year = year_before(period, as_of)
            .map(|scope| {
                compared(
                    format!("So với cùng kỳ năm {}", as_of.day.year() - 1),
                    scope,
                )
            })
            .transpose()?;
        let running = running_campaign(connection, &office.calendar, period, as_of.day)?;
        let campaign = running
            .map(|(name, first)| {
                let eve = eve_of(period, first);
                let name = campaign_name(&name);
                compared(
                    format!("Từ khi bắt đầu {name} (ngày {})", show_day(first)),
                    eve,
                )
            })
            .transpose()?;
        let figures = Figures::load_all(connection, &dictionary, directory, scope)?;
        let before_figures = Figures::load_all(connection, &dictionary, directory, scope.before())?;
        let places = match unit {
            Some(unit) => {
                let whole = Whole {
                    directory,
                    dictionary: &dictionary,
                    figures: &figures,
                    territory: Territory {
                        boundary: Boundary::Then,
                        day: as_of.day,
                    },
                };
                places(connection, &whole, scope, unit, depth)?
            }
            None => Places::default(),
        };
        let all = dictionary.all().iter().map(|kept| kept.id);
        let ranking = ranking.filter(|ranking| ranking.total > 0);
        let trend = match &ranking {
            Some(ranking) if unit.is_none() => {
                charts::trend(connection, &office, &dictionary, ranking.indicator)?
            }
            _ => None,
        };
        Ok(Self {
            trend,
            drawings: OnceCell::new(),
            shown: OnceCell::new(),
            body,
            last_year,
            campaign,
            targets: Targets::load(connection, all)?,
            places,
            figures,
            before: before_figures,
            dictionary,
            scope,
            ranking,
            commended: commended::read(connection, (period.days().0, as_of.day), unit)?,
            earlier: Earlier::load(connection, before.as_of.day, unit)?,
            office,
        })
    }

    /// Figures of this period.
    pub(super) fn whole(&self) -> Whole<'_> {
        Whole {
            directory: &self.office.board.directory,
            dictionary: &self.dictionary,
            figures: &self.figures,
            territory: self.territory(),
        }
    }

    /// Figures of the period before.
    pub(super) const fn before(&self) -> &Figures {
        &self.before
    }

    /// Figures of another time, by the units of this one.
    pub(super) fn whole_of<'a>(&'a self, figures: &'a Figures) -> Whole<'a> {
        Whole {
            figures,
            ..self.whole()
        }
    }

    /// The unit that is reported on; none for the whole book.
    pub(super) fn unit(&self) -> Option<Id> {
        (self.body != self.office.board.directory.root).then_some(self.body)
    }

    /// What was asked of the body for an indicator.
    pub(super) fn target_of(&self, indicator: Id) -> Option<Given> {
        let directory = &self.office.board.directory;
        let day = self.office.as_of.day;
        self.targets
            .given(directory, indicator, self.body, day)
            .or_else(|| {
                let units = directory.children(self.body, day);
                self.targets.of_units(&units, indicator, day)
            })
    }

    /// A unit's place against its target or against its base: "3/8".
    pub(super) fn place(&self, indicator: Id, by_target: bool) -> Option<&Run> {
        let places = if by_target {
            &self.places.by_target
        } else {
            &self.places.by_base
        };
        places.get(&indicator)
    }

    /// "xếp thứ 3/8 phường".
    pub(super) fn place_of(&self, indicator: Id, by_target: bool) -> Option<Vec<Run>> {
        let place = self.place(indicator, by_target)?;
        Some(vec![
            Run::plain("xếp thứ "),
            place.clone(),
            Run::plain(format!(" {}", self.office.unit_kind())),
        ])
    }

    /// The units of the report's own day; earlier figures are those of their whole predecessors.
    const fn territory(&self) -> Territory {
        Territory {
            boundary: Boundary::Then,
            day: self.office.as_of.day,
        }
    }

    /// Whether anything that is printed is example data.
    pub(super) fn illustrative(&self) -> bool {
        let whole = self.whole();
        let figures = self.dictionary.all().iter().any(|kept| {
            whole
                .standing_of(kept.id, self.body)
                .is_some_and(|own| own.illustrative())
        });
        let ranking = self
            .ranking
            .as_ref()
            .is_some_and(|ranking| ranking.illustrative);
        let claims = self
            .office
            .board
            .own()
            .flat_map(|task| self.office.board.parts(task.id))
            .any(|part| {
                part.claim.as_ref().is_some_and(|claim| {
                    claim.record.illustrative && claim.record.day <= self.office.as_of.day
                })
            });
        figures || ranking || claims
    }
}

impl Material {
    /// The figures of its ranking with their keys.
    pub(super) fn rank_figures(&self, ranking: &Ranking) -> RankFigures {
        RankFigures::new(
            ranking,
            &self.dictionary,
            self.scope,
            self.office.board.directory.root,
        )
    }

    /// The last day by which the units' targets of the main indicator are to be reached.
    pub(super) fn target_last_day(&self) -> Option<Day> {
        self.ranking.as_ref()?.last_day
    }
}

impl Material {
    /// Group of utilities under which the ranking is spoken of.
    pub(super) fn ranking_group(&self) -> Option<&str> {
        let indicator = self.ranking.as_ref()?.indicator;
        self.dictionary
            .get(indicator)
            .map(|indicator| indicator.group_key.as_str())
    }
}

/// How many levels below the root a unit stands; 1 for what is no unit of the tree.
fn depth_of(directory: &Directory, unit: Id, day: Day) -> u32 {
    const DEEPEST: u32 = 6;
    (1..=DEEPEST)
        .find(|depth| directory.at_depth(*depth, day).contains(&unit))
        .unwrap_or(1)
}

/// The eve of a campaign that begins on a day.
fn eve_of(period: Period, first: Day) -> Scope {
    Scope {
        period,
        as_of: Instant::end_of(first - Days::new(1)),
    }
}

/// The eve of the campaign that runs at a time, where one does.
pub(super) fn campaign_eve(connection: &Connection, scope: Scope) -> Result<Option<Scope>> {
    let calendar = profile::calendar(connection)?;
    let running = running_campaign(connection, &calendar, scope.period, scope.as_of.day)?;
    Ok(running.map(|(_, first)| eve_of(scope.period, first)))
}

/// The same period a year before, where it is over and is not the one that is compared with anyway.
pub(super) fn year_before(period: Period, as_of: Instant) -> Option<Scope> {
    let then = period.year_before()?;
    let over = as_of.day >= period.last_day();
    (over && then != period.previous()).then(|| Scope {
        period: then,
        as_of: Instant::end_of(as_of.day - Months::new(12)),
    })
}

/// The campaign that began last among those that run on a day and are not the period itself.
fn running_campaign(
    connection: &Connection,
    calendar: &Calendar,
    period: Period,
    day: Day,
) -> Result<Option<(String, Day)>> {
    let all = periods::campaigns(connection, calendar)?;
    Ok(all
        .into_iter()
        .filter(|own| own.first_day <= day && day <= own.last_day && own.key != period.key())
        .max_by_key(|own| own.first_day)
        .map(|own| (own.name, own.first_day)))
}

/// A unit's places among its peers: against its target, and against what its figure is compared with.
#[derive(Default)]
pub(super) struct Places {
    by_target: HashMap<Id, Run>,
    by_base: HashMap<Id, Run>,
}

/// Where a unit stands among those of its level, by every indicator that can be ranked.
fn places(
    connection: &Connection,
    whole: &Whole<'_>,
    scope: Scope,
    unit: Id,
    depth: u32,
) -> Result<Places> {
    let mut out = Places::default();
    for kept in whole.dictionary.all() {
        if whole.dictionary.main_base(kept.id).is_none() {
            continue;
        }
        let place = |base: Base| place(connection, whole, scope, (kept.id, base), (unit, depth));
        if kept.record.kind != IndicatorKind::Ratio {
            out.by_target
                .extend(place(Base::Target)?.map(|run| (kept.id, run)));
        }
        if let Some(ratio) = whole.ratio_of(kept.id, unit) {
            let base = Base::Indicator(ratio.base.indicator);
            out.by_base.extend(place(base)?.map(|run| (kept.id, run)));
        }
    }
    Ok(out)
}

/// "3/8", where at least two can be ranked.
fn place(
    connection: &Connection,
    whole: &Whole<'_>,
    scope: Scope,
    (indicator, base): (Id, Base),
    (unit, depth): (Id, u32),
) -> Result<Option<Run>> {
    let question = RankQuestion {
        depth,
        ..RankQuestion::new(indicator, base, scope)
    };
    let ranking = rank_among(connection, whole.directory, whole.dictionary, &question)?;
    let ranked = ranking.rows.iter().filter(|row| row.rank.is_some()).count();
    let own = ranking
        .rows
        .iter()
        .find(|row| row.body == unit && row.rank.is_some());
    Ok(own.filter(|_| ranked > 1).map(|row| {
        let place = RankFigures::new(&ranking, whole.dictionary, scope, unit).rank(row, "");
        Run {
            text: format!("{}/{ranked}", place.text),
            figure: place.figure,
            ..Run::default()
        }
    }))
}
