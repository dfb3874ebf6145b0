//! What a report is made of, read once: the office's tasks and texts, figures, ranking.

use rusqlite::Connection;

use super::charts;
use super::commended::{self, Commended};
use super::office::Office;
use super::rank_figures::RankFigures;
use super::task_sentences::Earlier;
use super::{ReportRequest, as_of, scopes};
use crate::domain::{Boundary, Day, Instant, Result, Territory};
use crate::engine::counts::{Base, Figures, RankQuestion, Ranking, Scope, Whole, rank};
use crate::engine::dictionary::Dictionary;
use crate::engine::overview::MAIN_INDICATOR;
use crate::report::chart::Plot;

pub(super) struct Material {
    pub(super) office: Office,
    pub(super) dictionary: Dictionary,
    pub(super) figures: Figures,
    /// The moment and the period that the report speaks of.
    pub(super) scope: Scope,
    before: Figures,
    pub(super) ranking: Option<Ranking>,
    pub(super) commended: Vec<Commended>,
    /// How the tasks stood when the period before ended.
    pub(super) earlier: Earlier,
    /// How the main indicator went, for a drawing.
    trend: Option<(String, Plot)>,
}

impl Material {
    pub(super) fn load(
        connection: &Connection,
        request: &ReportRequest,
        now: Instant,
    ) -> Result<Self> {
        let period = request.period;
        let as_of = as_of(request, now.day);
        let (scope, before) = scopes(request, as_of);
        let dictionary = Dictionary::load(connection)?;
        let ranking = match dictionary.by_code(MAIN_INDICATOR) {
            Some(id) => {
                let question = RankQuestion {
                    before: Some(before),
                    ..RankQuestion::new(id, Base::Target, scope)
                };
                Some(rank(connection, &question)?)
            }
            None => None,
        };
        let ranking = ranking.filter(|ranking| ranking.total > 0);
        let office = Office::load(connection, request, as_of, now)?;
        let trend = match &ranking {
            Some(ranking) => charts::trend(connection, &office, ranking.indicator)?,
            None => None,
        };
        Ok(Self {
            trend,
            office,
            figures: Figures::load_all(connection, &dictionary, scope)?,
            before: Figures::load_all(connection, &dictionary, scope.before())?,
            dictionary,
            scope,
            ranking,
            commended: commended::read(connection, (period.days().0, as_of.day))?,
            earlier: Earlier::load(connection, before.as_of.day)?,
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
    pub(super) fn whole_before(&self) -> Whole<'_> {
        Whole {
            directory: &self.office.board.directory,
            dictionary: &self.dictionary,
            figures: &self.before,
            territory: self.territory(),
        }
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
        let figures = self
            .dictionary
            .all()
            .iter()
            .any(|kept| whole.standing(kept.id).is_some_and(|s| s.illustrative()));
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

impl Material {
    /// Whether any unit has a figure for annex I.
    pub(super) fn has_unit_figures(&self) -> bool {
        let whole = self.whole();
        let units = self.office.board.directory.units(self.office.as_of.day);
        let of_unit = |unit: &crate::domain::Id| {
            self.dictionary
                .all()
                .iter()
                .any(|kept| whole.of_body(kept.id, *unit).is_some())
        };
        self.ranking.is_some() || units.iter().any(of_unit)
    }

    /// What is drawn in an annex of its own.
    pub(super) fn drawings(&self) -> Vec<(String, Plot)> {
        let status = charts::status(&self.office);
        let drawn = [self.trend.clone(), charts::funnel(self), status];
        drawn.into_iter().flatten().collect()
    }

    /// Number of the annex that holds the drawings.
    pub(super) fn chart_annex(&self) -> &'static str {
        if self.has_unit_figures() { "III" } else { "II" }
    }

    /// Number of the annex that holds the tasks.
    pub(super) fn task_annex(&self) -> &'static str {
        if self.has_unit_figures() { "II" } else { "I" }
    }
}
