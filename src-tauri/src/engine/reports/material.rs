//! What a report is made of, read once: tasks, figures, ranking, texts, letterhead.

use std::collections::HashMap;

use rusqlite::Connection;

use super::{ReportRequest, texts};
use crate::domain::text::uncapitalise;
use crate::domain::{Boundary, Day, Instant, Period, Result, Territory};
use crate::engine::counts::{Base, Figures, RankQuestion, Ranking, Scope, Whole, rank};
use crate::engine::dictionary::Dictionary;
use crate::engine::overview::MAIN_INDICATOR;
use crate::engine::profile::{self, Letterhead};
use crate::engine::tasks::Board;

pub(super) struct Material {
    pub(super) period: Period,
    pub(super) as_of: Instant,
    pub(super) board: Board,
    pub(super) dictionary: Dictionary,
    pub(super) figures: Figures,
    before: Figures,
    pub(super) ranking: Option<Ranking>,
    pub(super) texts: HashMap<String, String>,
    pub(super) letterhead: Letterhead,
    /// Working days from the as-of to a later day are counted by it.
    pub(super) calendar: crate::domain::Calendar,
}

impl Material {
    pub(super) fn load(
        connection: &Connection,
        request: &ReportRequest,
        today: Day,
    ) -> Result<Self> {
        let period = request.period;
        let as_of = request
            .as_of
            .unwrap_or_else(|| Instant::end_of(period.last_day().min(today)));
        let scope = Scope { period, as_of };
        let before = Scope {
            as_of: Instant::end_of(period.days().0 - chrono::Days::new(1)),
            ..scope.before()
        };
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
        Ok(Self {
            period,
            as_of,
            board: Board::load(connection, as_of.day)?,
            figures: Figures::load_all(connection, &dictionary, scope)?,
            before: Figures::load_all(connection, &dictionary, scope.before())?,
            dictionary,
            ranking: ranking.filter(|ranking| ranking.total > 0),
            texts: texts::texts(connection, request.kind, period)?,
            letterhead: profile::letterhead(connection)?,
            calendar: profile::calendar(connection)?,
        })
    }

    /// Figures of this period.
    pub(super) fn whole(&self) -> Whole<'_> {
        Whole {
            directory: &self.board.directory,
            dictionary: &self.dictionary,
            figures: &self.figures,
            territory: self.territory(),
        }
    }

    /// Figures of the period before.
    pub(super) fn whole_before(&self) -> Whole<'_> {
        Whole {
            directory: &self.board.directory,
            dictionary: &self.dictionary,
            figures: &self.before,
            territory: self.territory(),
        }
    }

    /// The units of the report's own day; earlier figures are those of their whole predecessors.
    const fn territory(&self) -> Territory {
        Territory {
            boundary: Boundary::Then,
            day: self.as_of.day,
        }
    }

    /// Lines of a section that an officer wrote.
    pub(super) fn lines(&self, section: &str) -> impl Iterator<Item = &str> {
        self.texts
            .get(section)
            .into_iter()
            .flat_map(|text| text.lines())
            .map(str::trim)
            .filter(|line| !line.is_empty())
    }

    /// "quận Bình Thủy".
    pub(super) fn root_name(&self) -> String {
        uncapitalise(
            &self
                .board
                .directory
                .name(self.board.directory.root, self.as_of.day),
        )
    }

    /// "quận".
    pub(super) fn root_kind(&self) -> String {
        let directory = &self.board.directory;
        directory
            .version(directory.root, self.as_of.day)
            .map_or_else(|| "địa phương".to_owned(), |v| v.kind.clone())
    }

    /// "phường" when all units are of one kind, else "đơn vị".
    pub(super) fn unit_kind(&self) -> String {
        let directory = &self.board.directory;
        let mut kinds: Vec<&str> = directory
            .units(self.as_of.day)
            .into_iter()
            .filter_map(|unit| directory.version(unit, self.as_of.day))
            .map(|version| version.kind.as_str())
            .collect();
        kinds.dedup();
        if let [kind] = kinds.as_slice() {
            (*kind).to_owned()
        } else {
            "đơn vị".to_owned()
        }
    }

    /// "Ủy ban nhân dân quận Bình Thủy".
    pub(super) fn issuer_name(&self) -> String {
        if self.letterhead.issuer_name.is_empty() {
            format!("Ủy ban nhân dân {}", self.root_name())
        } else {
            self.letterhead.issuer_name.clone()
        }
    }

    /// "Đề án 06 quý I năm 2024 trên địa bàn quận Bình Thủy", as title and closing say it.
    pub(super) fn theme(&self) -> String {
        format!(
            "Đề án 06 {} trên địa bàn {}",
            self.period.spoken(),
            self.root_name()
        )
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
            .board
            .own()
            .flat_map(|task| self.board.parts(task.id))
            .any(|part| {
                part.claim.as_ref().is_some_and(|claim| {
                    claim.record.illustrative && claim.record.day <= self.as_of.day
                })
            });
        figures || ranking || claims
    }
}

impl Material {
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
        let units = self.board.directory.units(self.as_of.day);
        let of_unit = |unit: &crate::domain::Id| {
            self.dictionary
                .all()
                .iter()
                .any(|kept| whole.of_body(kept.id, *unit).is_some())
        };
        self.ranking.is_some() || units.iter().any(of_unit)
    }

    /// Number of the annex that holds the tasks.
    pub(super) fn task_annex(&self) -> &'static str {
        if self.has_unit_figures() { "II" } else { "I" }
    }
}
