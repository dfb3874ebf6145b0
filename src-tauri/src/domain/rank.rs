//! Ranking of bodies (xếp hạng): competition style 1, 2, 2, 4, over 100 % uncapped, no-data apart.

use super::number::Percent;

/// Where a body stands in a ranking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum RankState {
    /// It has a value and a base.
    Ranked,
    /// Its value is older than asked for.
    Stale,
    /// chưa phát sinh số liệu, or nothing entered.
    NoData,
    /// It has a value but nothing to compare it with.
    NoBase,
}

/// Ranks by percentage, highest first; equal percentages share a rank. Input order decides among equals.
/// Returns the ranks in input order; `None` for what has no percentage.
pub fn competition_ranks(percentages: &[Option<Percent>]) -> Vec<Option<u32>> {
    percentages
        .iter()
        .map(|own| {
            own.map(|own| {
                1 + percentages
                    .iter()
                    .flatten()
                    .filter(|other| **other > own)
                    .count() as u32
            })
        })
        .collect()
}
