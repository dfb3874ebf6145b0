//! First and last days, what comes before and after.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::Period;
use super::words::calendar;
use crate::domain::calendar::Calendar;
use crate::domain::instant::Day;

impl Period {
    /// First and last day, both inclusive.
    pub fn days(self) -> (Day, Day) {
        match self {
            Self::ReportMonth(y, m) => report_months(y, m, 1),
            Self::ReportQuarter(y, q) => report_months(y, 3 * q, 3),
            Self::FirstHalf(y) => report_months(y, 6, 6),
            Self::SecondHalf(y) => report_months(y, 12, 6),
            Self::NineMonths(y) => report_months(y, 9, 9),
            Self::ReportYear(y) => report_months(y, 12, 12),
            Self::CalendarMonth(y, m) => {
                let first = ymd(y, m, 1);
                (first, first + Months::new(1) - Days::new(1))
            }
            Self::Week { year, week, anchor } => {
                let first = first_of_week(year, week, anchor);
                (first, first + Days::new(6))
            }
            Self::Span(from, to) => (from, to),
        }
    }

    /// The last day.
    pub fn last_day(self) -> Day {
        self.days().1
    }

    /// Whether the day lies in it.
    pub fn contains(self, day: Day) -> bool {
        let (first, last) = self.days();
        (first..=last).contains(&day)
    }

    /// The day by which the report is due: the one that was fixed when the period opened, else the book's
    /// number of working days after its last day.
    pub fn due_day(self, calendar: &Calendar) -> Day {
        calendar
            .fixed_due_day(&self.key())
            .unwrap_or_else(|| self.computed_due_day(calendar))
    }

    /// The due day as the calendar gives it now, whatever was fixed.
    pub fn computed_due_day(self, calendar: &Calendar) -> Day {
        calendar.add_working_days(self.last_day(), calendar.due_working_days())
    }

    /// The week that holds a day, where weeks begin on weekday `anchor`. It is named after the ISO week in
    /// which it ends, so that a week from Thursday to Wednesday bears the number of its Wednesday.
    pub fn week_of(day: Day, anchor: u32) -> Self {
        let anchor = anchor.clamp(1, 7);
        let passed = (day.weekday().number_from_monday() + 7 - anchor) % 7;
        let last = day + Days::new(u64::from(6 - passed));
        let iso = last.iso_week();
        Self::Week {
            year: iso.year(),
            week: iso.week(),
            anchor,
        }
    }

    /// The period before it of the same kind, for the difference.
    #[must_use]
    pub fn previous(self) -> Self {
        match self {
            Self::ReportMonth(y, m) => {
                if m == 1 {
                    Self::ReportMonth(y - 1, 12)
                } else {
                    Self::ReportMonth(y, m - 1)
                }
            }
            Self::ReportQuarter(y, q) => {
                if q == 1 {
                    Self::ReportQuarter(y - 1, 4)
                } else {
                    Self::ReportQuarter(y, q - 1)
                }
            }
            Self::FirstHalf(y) => Self::SecondHalf(y - 1),
            Self::SecondHalf(y) => Self::FirstHalf(y),
            Self::NineMonths(y) => Self::NineMonths(y - 1),
            Self::ReportYear(y) => Self::ReportYear(y - 1),
            Self::CalendarMonth(y, m) => {
                if m == 1 {
                    Self::CalendarMonth(y - 1, 12)
                } else {
                    Self::CalendarMonth(y, m - 1)
                }
            }
            Self::Week { anchor, .. } => Self::week_of(self.days().0 - Days::new(1), anchor),
            Self::Span(from, to) => {
                let length = Days::new((to - from).num_days().unsigned_abs() + 1);
                Self::Span(from - length, from - Days::new(1))
            }
        }
    }

    /// The same period a year before; none for a week, since its days would be others.
    pub fn year_before(self) -> Option<Self> {
        Some(match self {
            Self::ReportMonth(y, m) => Self::ReportMonth(y - 1, m),
            Self::ReportQuarter(y, q) => Self::ReportQuarter(y - 1, q),
            Self::FirstHalf(y) => Self::FirstHalf(y - 1),
            Self::SecondHalf(y) => Self::SecondHalf(y - 1),
            Self::NineMonths(y) => Self::NineMonths(y - 1),
            Self::ReportYear(y) => Self::ReportYear(y - 1),
            Self::CalendarMonth(y, m) => Self::CalendarMonth(y - 1, m),
            Self::Week { .. } => return None,
            Self::Span(from, to) => Self::Span(from - Months::new(12), to - Months::new(12)),
        })
    }

    /// The calendar month that follows one; any other period is its own answer.
    pub(super) const fn after(self) -> Self {
        match self {
            Self::CalendarMonth(y, 12) => Self::CalendarMonth(y + 1, 1),
            Self::CalendarMonth(y, m) => Self::CalendarMonth(y, m + 1),
            other => other,
        }
    }

    /// Last day of the time that follows and that work is planned for. Only reports run from the 15th to the 14th:
    /// work is due by the calendar, so it is the end of the month in which the next period ends; after nine months
    /// that of the year, after a span as many days again, 14 at least and 90 at most.
    pub fn next_last_day(self) -> Day {
        let next = match self {
            Self::ReportMonth(y, 12) => Self::ReportMonth(y + 1, 1),
            Self::ReportMonth(y, m) => Self::ReportMonth(y, m + 1),
            Self::ReportQuarter(y, 4) => Self::ReportQuarter(y + 1, 1),
            Self::ReportQuarter(y, q) => Self::ReportQuarter(y, q + 1),
            Self::FirstHalf(y) => Self::SecondHalf(y),
            Self::SecondHalf(y) => Self::FirstHalf(y + 1),
            Self::NineMonths(y) => Self::ReportYear(y),
            Self::ReportYear(y) => Self::ReportYear(y + 1),
            Self::CalendarMonth(..) => self.after(),
            Self::Week { .. } => return self.last_day() + Days::new(7),
            Self::Span(from, to) => {
                let length = (to - from).num_days().unsigned_abs() + 1;
                return calendar(from, to)
                    .map_or_else(|| to + Days::new(length.clamp(14, 90)), Self::next_last_day);
            }
        };
        let last = next.last_day();
        let month = Self::CalendarMonth(last.year(), last.month());
        month.last_day()
    }
}

/// First day of a week: its Monday, or the anchor's weekday in the ISO week before.
fn first_of_week(year: i32, week: u32, anchor: u32) -> Day {
    let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).unwrap_or(NaiveDate::MIN);
    if anchor <= 1 {
        monday
    } else {
        monday - Days::new(u64::from(8 - anchor.min(7)))
    }
}

/// `length` report months that end with report month `last`: from the 15th to the 14th.
fn report_months(year: i32, last: u32, length: u32) -> (Day, Day) {
    let end = ymd(year, last, 14);
    (ymd(year, last, 15) - Months::new(length), end)
}

/// A day whose parts were checked when the period was read.
fn ymd(year: i32, month: u32, day: u32) -> Day {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}
