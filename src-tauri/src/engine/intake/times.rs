//! Columns of other times (cột của kỳ khác): of several columns of one indicator, "Tháng 1 | Tháng 2 | Tháng 3", only the
//! one of the time that is asked for holds its figures.

use std::collections::BTreeMap;

use super::heads::Meaning;
use super::shape::Column;
use super::time::{Fit, time_of_name};
use crate::domain::{Day, Id};
use crate::engine::counts::Stated;

/// Leaves out the columns of other times. What cannot be told apart is left to the officer.
pub(super) fn keep_time(
    columns: &mut [Column],
    (stated, last): (Stated, Day),
    year: i32,
    is_flow: &dyn Fn(Id) -> bool,
) {
    let mut found: BTreeMap<Id, Vec<(usize, Fit, Day)>> = BTreeMap::new();
    for (at, own) in columns.iter().enumerate() {
        let (Meaning::Figure, Some(id)) = (own.meaning, own.indicator) else {
            continue;
        };
        let time = own
            .parts
            .iter()
            .rev()
            .find_map(|part| time_of_name(part, year, true));
        let fit = time.map_or(Fit::Untold, |time| time.fit(stated));
        let until = time.map_or(last, |time| time.days().1);
        found.entry(id).or_default().push((at, fit, until));
    }
    for (id, own) in found.into_iter().filter(|(_, own)| own.len() > 1) {
        let best = own
            .iter()
            .map(|(_, fit, _)| *fit)
            .max()
            .unwrap_or(Fit::Untold);
        let kept: Vec<&(usize, Fit, Day)> = own.iter().filter(|(_, fit, _)| *fit == best).collect();
        if best == Fit::Apart || kept.len() == own.len() && best == Fit::Untold {
            continue;
        }
        let latest = kept
            .iter()
            .map(|(_, _, until)| *until)
            .max()
            .unwrap_or(last);
        for (at, fit, until) in &own {
            // Of a stock the last one of a span stands for it; of a flow no part does.
            columns[*at].meaning = match (*fit == best, best) {
                (true, Fit::Partly) if is_flow(id) => Meaning::Unknown,
                (true, Fit::Partly) if *until < latest => Meaning::Ignored,
                (true, _) => Meaning::Figure,
                (false, _) => Meaning::Ignored,
            };
        }
    }
}
