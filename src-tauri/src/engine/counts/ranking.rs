//! Ranking of units by an indicator against its target or another indicator.

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::figures::Figures;
use super::targets::Targets;
use crate::domain::indicator::{FactState, ILLUSTRATIVE};
use crate::domain::number::{Percent, decimal, signed};
use crate::domain::rank::{RankState, competition_ranks};
use crate::domain::{Day, Id, Instant, Result};
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
    /// The value scaled by the indicator's decimals, for sums.
    #[serde(skip)]
    #[ts(skip)]
    pub raw: Option<i64>,
    /// The base as a number.
    #[serde(skip)]
    #[ts(skip)]
    pub raw_base: Option<i64>,
    /// Whether value or base is an example figure.
    #[serde(skip)]
    #[ts(skip)]
    pub illustrative: bool,
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
}

/// Ranks the units below the root that exist on the day. `before` is the day up to which the difference looks back;
/// a value older than `max_age` days counts as stale.
pub fn rank(
    connection: &Connection,
    indicator: Id,
    base: Base,
    as_of: Instant,
    before: Option<Day>,
    max_age: Option<u32>,
) -> Result<Ranking> {
    let directory = Directory::load(connection)?;
    let dictionary = Dictionary::load(connection)?;
    let figures = Figures::load(connection, as_of.day)?;
    let targets = Targets::load(connection)?;
    let day = as_of.day;
    let definition = dictionary.definition(indicator, day);
    let decimals = definition.map_or(0, |d| d.decimals);
    let mut rows: Vec<(RankRow, Option<Percent>)> = directory
        .units(day)
        .into_iter()
        .map(|body| {
            let kept = figures.stock(indicator, body, None, as_of);
            let value = kept
                .filter(|k| k.record.state == FactState::Value)
                .and_then(|k| k.record.value);
            let value_illustrative = kept.is_some_and(|k| k.record.source == ILLUSTRATIVE);
            let (base_value, base_illustrative) = match base {
                Base::Target => targets
                    .in_force(indicator, body, day)
                    .map_or((None, false), |t| (Some(t.value), t.illustrative)),
                Base::Indicator(other) => figures
                    .stock(other, body, None, as_of)
                    .filter(|k| k.record.state == FactState::Value)
                    .map_or((None, false), |k| {
                        (k.record.value, k.record.source == ILLUSTRATIVE)
                    }),
            };
            let stale = max_age.is_some_and(|age| {
                kept.is_some_and(|k| (day - k.record.day).num_days() > i64::from(age))
            });
            let percent = value
                .zip(base_value)
                .and_then(|(v, b)| Percent::of(v, b))
                .filter(|_| !stale);
            let state = match (value, base_value) {
                (None, _) => RankState::NoData,
                _ if stale => RankState::Stale,
                (Some(_), None) => RankState::NoBase,
                _ => RankState::Ranked,
            };
            let earlier = before
                .and_then(|before| figures.stock(indicator, body, None, Instant::end_of(before)))
                .filter(|k| (k.record.source == ILLUSTRATIVE) == value_illustrative)
                .and_then(|k| k.record.value);
            let row = RankRow {
                rank: None,
                body,
                code: directory.code(body, day),
                name: directory.name(body, day),
                value: value.map(|v| decimal(v, decimals)),
                base: base_value.map(|b| decimal(b, decimals)),
                percent: percent.map(Percent::text),
                bar: percent.map(|p| p.0),
                delta: value.zip(earlier).map(|(v, e)| signed(v - e, decimals)),
                as_of: kept.map(|k| k.record.day),
                state,
                raw: value,
                raw_base: base_value,
                illustrative: (value.is_some() && value_illustrative)
                    || (base_value.is_some() && base_illustrative),
            };
            (row, percent)
        })
        .collect();
    let ranks = competition_ranks(&rows.iter().map(|(_, percent)| *percent).collect::<Vec<_>>());
    for ((row, _), rank) in rows.iter_mut().zip(ranks) {
        row.rank = rank;
    }
    rows.sort_by(|(a, pa), (b, pb)| {
        pb.cmp(pa)
            .then_with(|| b.raw.is_some().cmp(&a.raw.is_some()))
            .then_with(|| a.code.cmp(&b.code))
    });
    let rows: Vec<RankRow> = rows.into_iter().map(|(row, _)| row).collect();
    Ok(Ranking {
        indicator,
        title: definition.map(|d| d.name.clone()).unwrap_or_default(),
        base_name: match base {
            Base::Target => "chỉ tiêu giao".to_owned(),
            Base::Indicator(other) => dictionary
                .definition(other, day)
                .map(|d| d.name.clone())
                .unwrap_or_default(),
        },
        illustrative: rows.iter().any(|row| row.illustrative),
        as_of: Some(day),
        last_day: match base {
            Base::Target => {
                let last = |unit: &RankRow| {
                    targets
                        .in_force(indicator, unit.body, day)
                        .and_then(|target| target.last_day)
                };
                rows.iter().filter_map(last).max()
            }
            Base::Indicator(_) => None,
        },
        submitted: rows.iter().filter(|row| row.raw.is_some()).count() as u32,
        total: rows.len() as u32,
        rows,
    })
}
