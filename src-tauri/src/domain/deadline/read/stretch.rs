//! Stretches of time that a wording names, and which days they have.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::domain::instant::Day;

/// What a piece of a wording names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Day and month.
    Day(u32, u32),
    /// tháng
    Month(u32),
    /// quý
    Quarter(u32),
    /// Months of a year, "6 tháng đầu năm": the first of them and how many.
    Months(u32, u32),
    /// năm
    Year,
}

impl Stretch {
    pub(super) const fn is_day(self) -> bool {
        matches!(self, Self::Day(..))
    }
}

/// How a stretch is joined to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    /// Not at all.
    Apart,
    /// "từ … đến …", "… - …"
    Range,
    /// "… và …", "…, …"
    List,
}

/// A stretch with where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) stretch: Stretch,
    /// Year, when the wording gives it.
    pub(super) year: Option<i32>,
    /// First piece.
    pub(super) start: usize,
    /// One past the last piece.
    pub(super) end: usize,
    pub(super) join: Join,
    /// False where the pieces can be taken in two ways.
    pub(super) sure: bool,
}

impl Found {
    /// First and last day in `year`; none when there is no such day.
    pub(super) fn days(&self, year: i32) -> Option<(Day, Day)> {
        let months = |first: u32, count: u32| {
            let from = NaiveDate::from_ymd_opt(year, first, 1)?;
            Some((
                from,
                from.checked_add_months(Months::new(count))?
                    .checked_sub_days(Days::new(1))?,
            ))
        };
        match self.stretch {
            Stretch::Day(day, month) => {
                NaiveDate::from_ymd_opt(year, month, day).map(|day| (day, day))
            }
            Stretch::Month(month) => months(month, 1),
            Stretch::Quarter(quarter) => months(quarter * 3 - 2, 3),
            Stretch::Months(first, count) => months(first, count),
            Stretch::Year => months(1, 12),
        }
    }

    /// The year that is meant when none is written: that of the document; the next one when the stretch
    /// would have passed already, which is a guess.
    pub(super) fn year_from(&self, issued: Option<Day>) -> Option<(i32, bool)> {
        if let Some(year) = self.year {
            return Some((year, true));
        }
        let issued = issued?;
        let (_, last) = self.days(issued.year())?;
        Some(if last < issued {
            (issued.year() + 1, false)
        } else {
            (issued.year(), true)
        })
    }
}
