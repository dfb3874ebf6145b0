//! Working days by the official calendar (lịch làm việc): weekends, holidays and swapped days.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Weekday};

use super::instant::Day;
use super::period::DUE_WORKING_DAYS;

/// What an office works by: days that differ from the week's rule, how many working days it has for a report,
/// and the due days that were fixed when their periods opened. An empty calendar knows weekends only.
#[derive(Debug, Clone)]
pub struct Calendar {
    /// `true`: a day worked although it is a weekend; `false`: a holiday.
    exceptions: BTreeMap<Day, bool>,
    due_working_days: u32,
    /// Due days by the key of their period.
    fixed: BTreeMap<String, Day>,
}

impl Default for Calendar {
    fn default() -> Self {
        Self::new([])
    }
}

impl Calendar {
    /// A calendar with holidays (`false`) and swapped working days (`true`).
    pub fn new(exceptions: impl IntoIterator<Item = (Day, bool)>) -> Self {
        Self {
            exceptions: exceptions.into_iter().collect(),
            due_working_days: DUE_WORKING_DAYS,
            fixed: BTreeMap::new(),
        }
    }

    /// The same with the book's own number of working days for a report, and the due days already fixed.
    #[must_use]
    pub fn with_due_days(
        mut self,
        working_days: u32,
        fixed: impl IntoIterator<Item = (String, Day)>,
    ) -> Self {
        self.due_working_days = working_days;
        self.fixed = fixed.into_iter().collect();
        self
    }

    /// Working days from the last day of a period to its due day.
    pub const fn due_working_days(&self) -> u32 {
        self.due_working_days
    }

    /// The due day that was fixed when the period opened.
    pub fn fixed_due_day(&self, period: &str) -> Option<Day> {
        self.fixed.get(period).copied()
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
