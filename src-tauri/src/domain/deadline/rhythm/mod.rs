//! Rhythms (tính định kỳ): what a recurring wording says, "trước 16h00 thứ Năm hằng tuần".

mod occurrences;
mod token;
mod words;

pub use occurrences::{MOST_OCCURRENCES, Occurrence};
pub use token::parse_hour;

use chrono::{NaiveDate, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::Length;

/// How often (chu kỳ); the finest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Every {
    /// hằng ngày
    Day,
    /// hằng tuần: from Monday to Sunday
    Week,
    /// hằng tháng: the month of the calendar
    Month,
    /// hằng quý: the quarter of the calendar
    Quarter,
    /// 6 tháng một lần
    Half,
    /// hằng năm
    Year,
}

impl Every {
    /// Every one, the finest first.
    pub const ALL: [Self; 6] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Half,
        Self::Year,
    ];

    /// How many months it has; none for days and weeks.
    pub const fn months(self) -> u32 {
        match self {
            Self::Day | Self::Week => 0,
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Half => 6,
            Self::Year => 12,
        }
    }
}

/// On which day of each period (ngày trong kỳ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spot {
    /// Its last day.
    End,
    /// A weekday of each week.
    Weekday(Weekday),
    /// A day of a month, counted from the period's first month, 1. The month after the period is the next one:
    /// `2` of a month, `4` of a quarter; of a year, any month of the year after.
    Day {
        /// Which month.
        month: u32,
        /// Day of the month, 1–31; where the month is shorter, its last day.
        day: u32,
    },
    /// So long after its end: "5 ngày làm việc sau khi kết thúc quý".
    After(Length),
}

/// A rhythm (tính định kỳ), kept as `week:thu@16:00`, `month:<20`, `quarter:last-month-15`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Rhythm {
    every: Every,
    spot: Spot,
    before: bool,
    time: Option<NaiveTime>,
}

impl Rhythm {
    /// The plain rhythm, due at the end of each period.
    pub const fn of(every: Every) -> Self {
        Self {
            every,
            spot: Spot::End,
            before: false,
            time: None,
        }
    }

    /// A rhythm with a day; none where the period has no such day.
    pub fn new(every: Every, spot: Spot) -> Option<Self> {
        let fits = match spot {
            Spot::End => true,
            Spot::Weekday(_) => every == Every::Week,
            Spot::Day { month, day } => {
                let most = match every {
                    Every::Day | Every::Week => 0,
                    Every::Year => 24,
                    _ => every.months() + 1,
                };
                if !(1..=most).contains(&month) {
                    return None;
                }
                // 2024 has every day that any year has.
                let known = every != Every::Year
                    || NaiveDate::from_ymd_opt(2024, (month - 1) % 12 + 1, day).is_some();
                known && (1..=31).contains(&day)
            }
            Spot::After(length) => every > Every::Day && (1..=9_999).contains(&length.count),
        };
        fits.then_some(Self {
            spot,
            ..Self::of(every)
        })
    }

    /// "trước ngày 20": the day before the one named, where one is named.
    #[must_use]
    pub fn before(mut self, before: bool) -> Self {
        self.before = before && matches!(self.spot, Spot::Weekday(_) | Spot::Day { .. });
        self
    }

    /// With an hour; it then ends on the day that is named, at that hour.
    #[must_use]
    pub fn at(mut self, time: Option<NaiveTime>) -> Self {
        if time.is_some() {
            self.before = false;
        }
        self.time = time;
        self
    }

    /// How often.
    pub const fn every(self) -> Every {
        self.every
    }

    /// Whether it falls on a day of a month of its period.
    pub const fn names_day_of_year(self) -> bool {
        matches!(self.spot, Spot::Day { .. }) && !matches!(self.every, Every::Month)
    }

    /// On which day.
    pub const fn spot(self) -> Spot {
        self.spot
    }

    /// Whether it is due before its day ("trước ngày 20").
    pub const fn is_before(self) -> bool {
        self.before
    }

    /// The hour on its day.
    pub const fn time(self) -> Option<NaiveTime> {
        self.time
    }
}
