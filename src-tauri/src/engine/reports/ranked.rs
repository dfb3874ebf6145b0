//! What papers say of a ranking: who has a rank, who has none and why, how a unit is named, the sum of all.

use super::office::Office;
use crate::domain::number::{Percent, Qualifier, decimal};
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
        let mut names: Vec<String> = ranking
            .rows
            .iter()
            .filter(|row| row.state == state)
            .map(|row| uncapitalise(&office.brief(row.body)))
            .collect();
        if names.is_empty() {
            return None;
        }
        let count = names.len();
        names.truncate(MOST_NAMES);
        let more = match count - names.len() {
            0 => String::new(),
            more => format!(" và {more} đơn vị khác"),
        };
        Some(format!("{words}: {}{more}.", names.join(", ")))
    })
    .collect()
}

/// The closing row of a ranking.
pub(super) struct Total {
    pub(super) name: String,
    pub(super) base: String,
    pub(super) value: String,
    pub(super) percent: Option<(Percent, Qualifier)>,
    /// Value and base as numbers.
    pub(super) raw: (i64, i64),
}

/// What values and bases add up to, with the word that the sum has.
pub(super) struct Sums {
    pub(super) part: (i64, Qualifier),
    pub(super) whole: (i64, Qualifier),
}

impl Sums {
    pub(super) const fn none() -> Self {
        Self {
            part: (0, Qualifier::Exact),
            whole: (0, Qualifier::Exact),
        }
    }

    fn add(&mut self, row: &RankRow) {
        let more = |sum: &mut (i64, Qualifier), own: Option<i64>, word: Qualifier| {
            if let Some(own) = own {
                *sum = (sum.0 + own, sum.1.of_sum(word));
            }
        };
        more(&mut self.part, row.raw, row.qualifier);
        more(&mut self.whole, row.raw_base, row.base_qualifier);
    }

    /// Σ over Σ, never a mean of percentages.
    pub(super) fn percent(&self, (above, below): (u8, u8)) -> Option<Percent> {
        Percent::of_scaled((self.part.0, above), (self.whole.0, below))
    }

    /// How exact the percentage is.
    pub(super) fn word(&self) -> Qualifier {
        self.part.1.of_ratio(self.whole.1)
    }
}

/// Sums over the units that have both; none where no unit has.
pub(super) fn sums_of_both(ranking: &Ranking) -> Option<Sums> {
    let mut rows = ranking
        .rows
        .iter()
        .filter(|row| row.raw.is_some() && row.raw_base.is_some())
        .peekable();
    rows.peek()?;
    let mut out = Sums::none();
    rows.for_each(|row| out.add(row));
    Some(out)
}

/// Sums over all units, and Σ over Σ of those that have both, never a mean of percentages; none where no unit has
/// both.
pub(super) fn total(office: &Office, ranking: &Ranking) -> Option<Total> {
    let (decimals, below) = ranking.decimals;
    let both = sums_of_both(ranking)?;
    let mut all = Sums::none();
    ranking.rows.iter().for_each(|row| all.add(row));
    let note = example_note(ranking.illustrative);
    Some(Total {
        name: format!("Cộng các {}{note}", office.unit_kind()),
        base: all.whole.1.with(&decimal(all.whole.0, below)),
        value: all.part.1.with(&decimal(all.part.0, decimals)),
        raw: (all.part.0, all.whole.0),
        percent: both.percent(ranking.decimals).map(|own| (own, both.word())),
    })
}
