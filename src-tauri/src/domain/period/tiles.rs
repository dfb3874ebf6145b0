//! Which periods make up a longer one. Flows are added over periods only where they tile exactly.

use chrono::{Datelike, Days};

use super::Period;

impl Period {
    /// The report months that a longer report period is made of; empty for a month, a week, a span.
    pub fn months(self) -> Vec<Self> {
        let run = |year: i32, from: u32, to: u32| {
            (from..=to)
                .map(|month| Self::ReportMonth(year, month))
                .collect()
        };
        match self {
            Self::ReportQuarter(y, q) => run(y, 3 * q - 2, 3 * q),
            Self::FirstHalf(y) => run(y, 1, 6),
            Self::SecondHalf(y) => run(y, 7, 12),
            Self::NineMonths(y) => run(y, 1, 9),
            Self::ReportYear(y) => run(y, 1, 12),
            _ => Vec::new(),
        }
    }

    /// Every way in which the longer report periods are made of shorter ones, the coarsest first; a span of
    /// whole calendar months is made of those. Empty where nothing shorter fits.
    pub fn tiles(self) -> Vec<Vec<Self>> {
        let quarters = |year: i32, from: u32, to: u32| -> Vec<Self> {
            (from..=to)
                .map(|quarter| Self::ReportQuarter(year, quarter))
                .collect()
        };
        let mut ways = match self {
            Self::FirstHalf(y) => vec![quarters(y, 1, 2)],
            Self::SecondHalf(y) => vec![quarters(y, 3, 4)],
            Self::NineMonths(y) => vec![
                vec![Self::FirstHalf(y), Self::ReportQuarter(y, 3)],
                quarters(y, 1, 3),
            ],
            Self::ReportYear(y) => vec![
                vec![Self::FirstHalf(y), Self::SecondHalf(y)],
                vec![Self::NineMonths(y), Self::ReportQuarter(y, 4)],
                quarters(y, 1, 4),
            ],
            Self::Span(..) => vec![self.calendar_months()],
            _ => Vec::new(),
        };
        ways.push(self.months());
        ways.retain(|way| !way.is_empty());
        ways
    }

    /// Ways to say the time from the beginning of the year to the end of this period: one longer period where there is
    /// one, and the periods of its own kind that make it up. The first day of each way is the first of the year as
    /// this kind of period reckons it.
    pub fn since_new_year(self) -> Vec<Vec<Self>> {
        let months = |y: i32, last: u32| (1..=last).map(|m| Self::ReportMonth(y, m)).collect();
        match self {
            Self::ReportMonth(y, m) => {
                let whole = match m {
                    3 => Some(Self::ReportQuarter(y, 1)),
                    6 => Some(Self::FirstHalf(y)),
                    9 => Some(Self::NineMonths(y)),
                    12 => Some(Self::ReportYear(y)),
                    _ => None,
                };
                let whole = whole.map(|own| vec![own]);
                whole.into_iter().chain([months(y, m)]).collect()
            }
            Self::ReportQuarter(y, 2) => vec![vec![Self::FirstHalf(y)], months(y, 6)],
            Self::ReportQuarter(y, 3) => vec![vec![Self::NineMonths(y)], months(y, 9)],
            Self::ReportQuarter(y, 4) | Self::SecondHalf(y) => {
                vec![vec![Self::ReportYear(y)], months(y, 12)]
            }
            Self::ReportQuarter(..)
            | Self::FirstHalf(_)
            | Self::NineMonths(_)
            | Self::ReportYear(_) => vec![vec![self]],
            Self::CalendarMonth(y, m) => {
                let parts = (1..=m).map(|own| Self::CalendarMonth(y, own)).collect();
                vec![parts]
            }
            Self::Week { year, week, anchor } => {
                let parts = (1..=week).filter_map(|own| Self::week(year, own, anchor));
                vec![parts.collect()]
            }
            Self::Span(_, last) => {
                let first = last.with_ordinal(1).unwrap_or(last);
                vec![vec![Self::Span(first, last)]]
            }
        }
    }

    /// Whether these periods, in any order, cover it without a gap and without an overlap.
    pub fn is_tiled_by(self, parts: &[Self]) -> bool {
        let mut days: Vec<_> = parts.iter().map(|part| part.days()).collect();
        days.sort_unstable();
        let (first, last) = self.days();
        let mut next = first;
        for (from, to) in days {
            if from != next {
                return false;
            }
            next = to + Days::new(1);
        }
        !parts.is_empty() && next == last + Days::new(1)
    }

    /// The calendar months of a span that begins with a first and ends with a last of a month.
    fn calendar_months(self) -> Vec<Self> {
        let (first, last) = self.days();
        if first.day() != 1 || (last + Days::new(1)).day() != 1 {
            return Vec::new();
        }
        let (mut year, mut month) = (first.year(), first.month());
        let mut out = Vec::new();
        while (year, month) <= (last.year(), last.month()) {
            out.push(Self::CalendarMonth(year, month));
            (year, month) = if month == 12 {
                (year + 1, 1)
            } else {
                (year, month + 1)
            };
        }
        out
    }
}
