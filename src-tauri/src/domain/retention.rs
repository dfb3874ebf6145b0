//! Which safety copies are kept (quy tắc giữ bản sao lưu): all of today's, the last of each day for 30 days, of each week
//! for a quarter, of each month for three years, and never more bytes than were allowed. A pure function of what lies
//! there, so it can be tested by tables and by years of simulated days.

use chrono::{Datelike, Duration, Months, NaiveDateTime, Timelike};
use std::collections::{BTreeMap, BTreeSet};

use super::instant::Day;

/// Days of which the last copy is kept.
pub const DAYS: i64 = 30;
/// Days of which the last copy of each week is kept: a quarter.
pub const WEEKLY_DAYS: i64 = 91;
/// Months of which the last copy is kept.
pub const MONTHS: u32 = 36;
/// Copies that no bound takes away, the newest ones.
pub const ALWAYS: usize = 3;

/// A copy that lies there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CopyAt {
    /// When it was made, at +07:00.
    pub moment: NaiveDateTime,
    /// Bytes.
    pub bytes: u64,
}

/// Says of each copy whether it is kept. One of a later day than today, as a wrong clock makes it, counts as today's.
pub fn kept(copies: &[CopyAt], today: Day, most_bytes: u64) -> Vec<bool> {
    let mut order: Vec<usize> = (0..copies.len()).collect();
    order.sort_by_key(|at| copies[*at].moment);
    let by_rule = by_rule(copies, &order, today);
    let kept = bounded(copies, by_rule, today, most_bytes);
    (0..copies.len()).map(|at| kept.contains(&at)).collect()
}

/// Indexes that the rule keeps, the oldest first.
fn by_rule(copies: &[CopyAt], order: &[usize], today: Day) -> Vec<usize> {
    // Each span keeps its last copy, since later ones overwrite earlier ones.
    let mut days: BTreeMap<Day, usize> = BTreeMap::new();
    let mut weeks: BTreeMap<(i32, u32), usize> = BTreeMap::new();
    let mut months: BTreeMap<(i32, u32), usize> = BTreeMap::new();
    let mut kept = BTreeSet::new();
    let oldest = today.checked_sub_months(Months::new(MONTHS));
    for (place, at) in order.iter().enumerate() {
        let day = copies[*at].moment.date();
        let week = day.iso_week();
        // What a later copy of its week or month makes needless is needless, even where that one is kept for its day.
        days.insert(day, place);
        weeks.insert((week.year(), week.week()), place);
        months.insert((day.year(), day.month()), place);
        if day >= today {
            kept.insert(place);
        }
    }
    let day_of = |place: &usize| copies[order[*place]].moment.date();
    let age = |place: &usize| today.signed_duration_since(day_of(place));
    kept.extend(days.values().filter(|own| age(own) <= Duration::days(DAYS)));
    kept.extend(
        weeks
            .values()
            .filter(|own| age(own) <= Duration::days(WEEKLY_DAYS)),
    );
    kept.extend(
        months
            .values()
            .filter(|own| oldest.is_none_or(|oldest| day_of(own) >= oldest)),
    );
    // Whatever its age, the newest one stays.
    kept.extend(order.len().checked_sub(1));
    kept.into_iter().map(|place| order[place]).collect()
}

/// Takes away until the bytes fit: first what was made within the same hour of today, then the oldest.
fn bounded(copies: &[CopyAt], mut kept: Vec<usize>, today: Day, most: u64) -> BTreeSet<usize> {
    let mut bytes: u64 = kept.iter().map(|at| copies[*at].bytes).sum();
    let crowded = |kept: &[usize]| {
        let free = kept.len().saturating_sub(ALWAYS);
        (0..free).find(|place| {
            let (own, next) = (copies[kept[*place]].moment, copies[kept[*place + 1]].moment);
            own.date() >= today && own.date() == next.date() && own.hour() == next.hour()
        })
    };
    while bytes > most && kept.len() > ALWAYS {
        let place = crowded(&kept).unwrap_or(0);
        bytes -= copies[kept.remove(place)].bytes;
    }
    kept.into_iter().collect()
}
