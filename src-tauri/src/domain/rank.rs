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

impl RankState {
    /// Order of what stands below the ranked: without a base, stale, without data.
    pub const fn order(self) -> u8 {
        match self {
            Self::Ranked => 0,
            Self::NoBase => 1,
            Self::Stale => 2,
            Self::NoData => 3,
        }
    }
}

/// Ranks by merit, highest first; equal merits share a rank: 1, 2, 2, 4.
/// Returns the ranks in input order; `None` for what has none.
pub fn competition_ranks(merits: &[Option<Percent>]) -> Vec<Option<u32>> {
    let mut sorted: Vec<Percent> = merits.iter().flatten().copied().collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    let better = |own: Percent| sorted.partition_point(|other| *other > own) as u32;
    merits
        .iter()
        .map(|own| own.map(|own| 1 + better(own)))
        .collect()
}
