//! Ranking of units by an indicator against its target or another indicator.

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::figures::{Figures, Reach, Scope};
use super::standing::{Standing, Whole};
use super::targets::Targets;
use crate::domain::indicator::{Direction, IndicatorKind};
use crate::domain::number::{Percent, Qualifier, decimal, signed};
use crate::domain::rank::{RankState, competition_ranks};
use crate::domain::{Boundary, Day, Id, IdSet, Result, Territory};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;

/// What values are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// chỉ tiêu giao
    Target,
    /// Another indicator as of the same moment.
    Indicator(Id),
}

/// One unit in a ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RankRow {
    /// Competition rank; none without a percentage.
    pub rank: Option<u32>,
    /// The body.
    pub body: Id,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Value as shown.
    pub value: Option<String>,
    /// Base as shown.
    pub base: Option<String>,
    /// "124,56".
    pub percent: Option<String>,
    /// Hundredths of a percent, for the bar.
    pub bar: Option<i64>,
    /// Difference to the figure before the period, with its sign.
    pub delta: Option<String>,
    /// Day of the value.
    pub as_of: Option<Day>,
    /// Where it stands.
    pub state: RankState,
    /// How exact the value is.
    #[serde(skip)]
    #[ts(skip)]
    pub qualifier: Qualifier,
    /// How exact what it is compared with is.
    #[serde(skip)]
    #[ts(skip)]
    pub base_qualifier: Qualifier,
    /// The value scaled by the indicator's decimals, for sums.
    #[serde(skip)]
    #[ts(skip)]
    pub raw: Option<i64>,
    /// The base as a number.
    #[serde(skip)]
    #[ts(skip)]
    pub raw_base: Option<i64>,
    /// The difference as a number.
    #[serde(skip)]
    #[ts(skip)]
    pub raw_delta: Option<i64>,
    /// Whether value or base is an example figure.
    #[serde(skip)]
    #[ts(skip)]
    pub illustrative: bool,
}

impl RankRow {
    /// How exact its percentage is.
    pub fn percent_qualifier(&self) -> Qualifier {
        self.qualifier.of_ratio(self.base_qualifier)
    }
}

/// A ranking (bảng xếp hạng).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Ranking {
    /// The indicator.
    pub indicator: Id,
    /// Name of the indicator.
    pub title: String,
    /// What it is compared with.
    pub base_name: String,
    /// Whether example figures are part of it.
    pub illustrative: bool,
    /// As-of that was asked for.
    pub as_of: Option<Day>,
    /// Latest day by which the targets compared with are to be reached.
    pub last_day: Option<Day>,
    /// Units with a figure.
    pub submitted: u32,
    /// Units in all.
    pub total: u32,
    /// Highest first; no-data last.
    pub rows: Vec<RankRow>,
    /// The indicator whose values are compared: of a ratio the one above the line.
    #[serde(skip)]
    #[ts(skip)]
    pub part: Id,
    /// What they are compared with.
    #[serde(skip)]
    #[ts(skip)]
    pub base: Base,
    /// Decimals of the values, and of what they are compared with.
    #[serde(skip)]
    #[ts(skip)]
    pub decimals: (u8, u8),
}

/// What is to be ranked.
#[derive(Debug, Clone, Copy)]
pub struct RankQuestion {
    /// The indicator.
    pub indicator: Id,
    /// What it is compared with.
    pub base: Base,
    /// The moment, and the period of a flow.
    pub scope: Scope,
    /// The time that the difference looks back to.
    pub before: Option<Scope>,
    /// Days after which a value counts as stale.
    pub max_age: Option<u32>,
    /// The units that are ranked.
    pub territory: Territory,
    /// How many levels below the root they stand; 1 for those directly below it.
    pub depth: u32,
    /// The body below which they stand, where not all of that level are ranked.
    pub below: Option<Id>,
}

impl RankQuestion {
    /// The units of the moment against their targets.
    pub fn new(indicator: Id, base: Base, scope: Scope) -> Self {
        Self {
            indicator,
            base,
            scope,
            before: None,
            max_age: None,
            territory: Territory {
                boundary: Boundary::Then,
                day: scope.as_of.day,
            },
            depth: 1,
            below: None,
        }
    }
}

impl RankQuestion {
    /// The units that are ranked, in the order of the tree.
    fn units(&self, directory: &Directory) -> Vec<Id> {
        let day = self.territory.day;
        match self.below {
            Some(body) => directory.children(body, day),
            None => directory.at_depth(self.depth, day),
        }
    }
}

/// Ranks the units below the root, best first.
pub fn rank(connection: &Connection, question: &RankQuestion) -> Result<Ranking> {
    let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
    rank_among(connection, &directory, &dictionary, question)
}

/// The same, where the book's units and indicators are known.
pub(in crate::engine) fn rank_among(
    connection: &Connection,
    directory: &Directory,
    dictionary: &Dictionary,
    question: &RankQuestion,
) -> Result<Ranking> {
    let ranker = Ranker::load(connection, directory, dictionary, *question)?;
    Ok(ranker.ranking())
}

/// What a ranking is made of, read once.
pub(super) struct Ranker<'a> {
    question: RankQuestion,
    /// The indicator whose values are compared: of a ratio the one above the line.
    part: Id,
    base: Base,
    directory: &'a Directory,
    dictionary: &'a Dictionary,
    figures: Figures,
    before: Option<Figures>,
    targets: Targets,
}

impl<'a> Ranker<'a> {
    pub(super) fn load(
        connection: &Connection,
        directory: &'a Directory,
        dictionary: &'a Dictionary,
        question: RankQuestion,
    ) -> Result<Self> {
        let own = dictionary.get(question.indicator);
        let part = own
            .and_then(|own| own.numerator)
            .unwrap_or(question.indicator);
        let base = match (own.map(|own| own.kind), question.base) {
            (Some(IndicatorKind::Ratio), Base::Target) => dictionary
                .main_base(question.indicator)
                .map_or(Base::Target, |main| Base::Indicator(main.base)),
            (_, base) => base,
        };
        let wanted = std::iter::once(part).chain(match base {
            Base::Indicator(other) => Some(other),
            Base::Target => None,
        });
        let units: IdSet = question.units(directory).into_iter().collect();
        let load = |scope: Scope| {
            let reach = Reach::Until(&units);
            Figures::load(connection, dictionary, wanted.clone(), scope, reach)
        };
        Ok(Self {
            figures: load(question.scope)?,
            before: question.before.map(load).transpose()?,
            targets: Targets::load(connection, [part])?,
            question,
            part,
            base,
            directory,
            dictionary,
        })
    }

    const fn whole<'b>(&'b self, figures: &'b Figures) -> Whole<'b> {
        Whole {
            directory: self.directory,
            dictionary: self.dictionary,
            figures,
            territory: self.question.territory,
        }
    }

    fn decimals(&self, indicator: Id) -> u8 {
        let day = self.question.scope.as_of.day;
        self.dictionary
            .definition(indicator, day)
            .map_or(0, |own| own.decimals)
    }

    /// Decimals of the values, and of what they are compared with.
    fn both_decimals(&self) -> (u8, u8) {
        let base = match self.base {
            Base::Target => self.part,
            Base::Indicator(other) => other,
        };
        (self.decimals(self.part), self.decimals(base))
    }

    /// Value, whether it is example data, and the day of the last word, also of "chưa phát sinh".
    fn value(&self, body: Id) -> (Option<Standing>, Option<Day>) {
        let whole = self.whole(&self.figures);
        let standing = whole.standing_of(self.part, body);
        let day = standing.as_ref().map(|own| own.day).or_else(|| {
            let points = self.figures.sources(self.part, body);
            points.iter().map(|point| point.day).max()
        });
        (standing, day)
    }

    /// What the value is compared with, whether that is example data, and how exact it is.
    fn base(&self, body: Id) -> (Option<i64>, bool, Qualifier) {
        match self.base {
            Base::Target => {
                let day = self.question.scope.as_of.day;
                self.targets
                    .given(self.directory, self.part, body, day)
                    .map_or((None, false, Qualifier::Exact), |given| {
                        (Some(given.value), given.illustrative, Qualifier::Exact)
                    })
            }
            Base::Indicator(other) => self
                .whole(&self.figures)
                .standing_of(other, body)
                .map_or((None, false, Qualifier::Exact), |own| {
                    (Some(own.value), own.illustrative(), own.qualifier)
                }),
        }
    }

    fn row(&self, body: Id) -> (RankRow, Option<Percent>) {
        let day = self.question.scope.as_of.day;
        let (standing, as_of) = self.value(body);
        let (base, base_illustrative, base_qualifier) = self.base(body);
        let (decimals, base_decimals) = self.both_decimals();
        let value = standing.as_ref().map(|own| own.value);
        let illustrative = standing.as_ref().is_some_and(Standing::illustrative);
        let stale = standing.as_ref().is_some_and(|own| {
            self.question
                .max_age
                .is_some_and(|age| (day - own.oldest).num_days() > i64::from(age))
        });
        let percent = value
            .zip(base)
            .and_then(|(value, base)| Percent::of_scaled((value, decimals), (base, base_decimals)))
            .filter(|_| !stale);
        let state = match (value, percent) {
            (None, _) => RankState::NoData,
            _ if stale => RankState::Stale,
            (Some(_), None) => RankState::NoBase,
            _ => RankState::Ranked,
        };
        let earlier = self
            .before
            .as_ref()
            .and_then(|before| self.whole(before).standing_of(self.part, body))
            .filter(|own| own.illustrative() == illustrative)
            .map(|own| own.value);
        let delta = value.zip(earlier).map(|(now, then)| now - then);
        let row = RankRow {
            rank: None,
            body,
            code: self.directory.code(body, self.question.territory.day),
            name: self.directory.name(body, self.question.territory.day),
            value: value.map(|value| decimal(value, decimals)),
            base: base.map(|base| decimal(base, base_decimals)),
            percent: percent.map(Percent::text),
            bar: percent.map(|own| own.0),
            delta: delta.map(|own| signed(own, decimals)),
            as_of,
            state,
            qualifier: standing
                .as_ref()
                .map_or(Qualifier::Exact, |own| own.qualifier),
            base_qualifier,
            raw: value,
            raw_base: base,
            raw_delta: delta,
            illustrative: illustrative || base.is_some() && base_illustrative,
        };
        (row, percent)
    }

    pub(super) fn ranking(&self) -> Ranking {
        let (question, day) = (&self.question, self.question.scope.as_of.day);
        let units = question.units(self.directory);
        let mut rows: Vec<(RankRow, Option<Percent>)> =
            units.iter().map(|body| self.row(*body)).collect();
        // Where lower is better the lowest stands first.
        let down = self
            .dictionary
            .get(question.indicator)
            .is_some_and(|own| own.direction == Direction::Down);
        let merit =
            |percent: Option<Percent>| percent.map(|own| if down { Percent(-own.0) } else { own });
        let merits: Vec<Option<Percent>> = rows.iter().map(|(_, own)| merit(*own)).collect();
        for ((row, _), rank) in rows.iter_mut().zip(competition_ranks(&merits)) {
            row.rank = rank;
        }
        rows.sort_by(|(a, pa), (b, pb)| {
            merit(*pb)
                .cmp(&merit(*pa))
                .then_with(|| a.state.order().cmp(&b.state.order()))
                .then_with(|| a.code.cmp(&b.code))
        });
        let rows: Vec<RankRow> = rows.into_iter().map(|(row, _)| row).collect();
        let name = |id: Id| {
            let definition = self.dictionary.definition(id, day);
            definition.map(|own| own.name.clone()).unwrap_or_default()
        };
        let last_day = |row: &RankRow| match self.base {
            Base::Target => self
                .targets
                .given(self.directory, self.part, row.body, day)
                .map(|given| given.version.last),
            Base::Indicator(_) => None,
        };
        Ranking {
            indicator: question.indicator,
            title: name(question.indicator),
            base_name: match self.base {
                Base::Target => "chỉ tiêu giao".to_owned(),
                Base::Indicator(other) => name(other),
            },
            illustrative: rows.iter().any(|row| row.illustrative),
            as_of: Some(day),
            last_day: rows.iter().filter_map(last_day).max(),
            submitted: rows.iter().filter(|row| row.raw.is_some()).count() as u32,
            total: rows.len() as u32,
            rows,
            part: self.part,
            base: self.base,
            decimals: self.both_decimals(),
        }
    }
}
