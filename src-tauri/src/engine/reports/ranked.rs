//! What papers say of a ranking: who has a rank, who has none and why, how a unit is named, the sum of all.

use super::office::Office;
use super::sentences::named_or_more;
use crate::domain::number::{Percent, decimal};
use crate::domain::rank::RankState;
use crate::domain::text::uncapitalise;
use crate::engine::counts::{RankRow, Ranking};

/// More units than this are not named one by one.
const MOST_NAMES: usize = 6;

/// Said behind what rests on example figures.
pub(super) const fn example_note(illustrative: bool) -> &'static str {
    if illustrative {
        " (số liệu minh họa)"
    } else {
        ""
    }
}

/// Units that have a rank, best first.
pub(super) fn ranked(ranking: &Ranking) -> Vec<&RankRow> {
    let has = |row: &&RankRow| row.state == RankState::Ranked;
    ranking.rows.iter().filter(has).collect()
}

/// Who has no rank, and why: "Chưa có số liệu: phường Long Hòa, phường Trà An.".
pub(super) fn without(office: &Office, ranking: &Ranking) -> Vec<String> {
    [
        ("Chưa có số liệu", RankState::NoData),
        ("Chưa có chỉ tiêu giao", RankState::NoBase),
        ("Số liệu đã cũ", RankState::Stale),
    ]
    .into_iter()
    .filter_map(|(words, state)| {
        let names: Vec<String> = ranking
            .rows
            .iter()
            .filter(|row| row.state == state)
            .map(|row| uncapitalise(&office.brief(row.body)))
            .collect();
        if names.is_empty() {
            return None;
        }
        Some(format!("{words}: {}.", named_or_more(names, MOST_NAMES)))
    })
    .collect()
}

/// The closing row of a ranking.
pub(super) struct Total {
    pub(super) name: String,
    pub(super) base: String,
    pub(super) value: String,
    pub(super) percent: Option<Percent>,
    /// Value and base as numbers.
    pub(super) raw: (i64, i64),
}

/// Sums over all units, and Σ over Σ of those that have both, never a mean of percentages; none where no unit has
/// both.
pub(super) fn total(office: &Office, ranking: &Ranking) -> Option<Total> {
    let (decimals, below) = ranking.decimals;
    let with_both: Vec<(i64, i64)> = ranking
        .rows
        .iter()
        .filter_map(|row| row.raw.zip(row.raw_base))
        .collect();
    if with_both.is_empty() {
        return None;
    }
    let note = example_note(ranking.illustrative);
    let value: i64 = ranking.rows.iter().filter_map(|row| row.raw).sum();
    let base: i64 = ranking.rows.iter().filter_map(|row| row.raw_base).sum();
    let part: i64 = with_both.iter().map(|own| own.0).sum();
    let whole: i64 = with_both.iter().map(|own| own.1).sum();
    Some(Total {
        name: format!("Cộng các {}{note}", office.unit_kind()),
        base: decimal(base, below),
        value: decimal(value, decimals),
        raw: (value, base),
        percent: Percent::of_scaled((part, decimals), (whole, below)),
    })
}
