//! Working days by the official calendar (lịch làm việc): weekends, holidays and swapped days.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Weekday};

use super::instant::Day;

/// Days that differ from the week's rule. An empty calendar knows weekends only.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// `true`: a day worked although it is a weekend; `false`: a holiday.
    exceptions: BTreeMap<Day, bool>,
}

impl Calendar {
    /// A calendar with holidays (`false`) and swapped working days (`true`).
    pub fn new(exceptions: impl IntoIterator<Item = (Day, bool)>) -> Self {
        Self {
            exceptions: exceptions.into_iter().collect(),
        }
    }

    /// Whether offices work on that day.
    pub fn is_working(&self, day: Day) -> bool {
        self.exceptions
            .get(&day)
            .copied()
            .unwrap_or_else(|| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
    }

    /// The day that lies `count` working days after `day`; the day itself is not counted.
    pub fn add_working_days(&self, day: Day, count: u32) -> Day {
        let mut current = day;
        let mut left = count;
        while left > 0 {
            let Some(next) = current.checked_add_days(Days::new(1)) else {
                return current;
            };
            current = next;
            if self.is_working(current) {
                left -= 1;
            }
        }
        current
    }

    /// Working days after `from` up to and including `to`; 0 when `to` is not later.
    pub fn working_days_between(&self, from: Day, to: Day) -> u32 {
        from.iter_days()
            .skip(1)
            .take_while(|day| *day <= to)
            .filter(|day| self.is_working(*day))
            .count() as u32
    }
}
