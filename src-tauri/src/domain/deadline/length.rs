//! Lengths of time (khoảng thời hạn): "20 ngày", "10 ngày làm việc", "2 tuần", "3 tháng".
//!
//! Bộ luật Dân sự Điều 147 and 148: the day of the event is not counted, and a length that ends on a day off ends
//! with the working day that follows it.

use std::fmt;

use chrono::{Days, Months};
use serde::{Deserialize, Serialize};

use super::super::calendar::Calendar;
use super::super::instant::Day;

/// Longest count that is read and kept; a longer one is a typing error.
const MOST: u32 = 9_999;

/// What a length counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LengthUnit {
    /// ngày
    Day,
    /// ngày làm việc
    WorkingDay,
    /// tuần
    Week,
    /// tháng
    Month,
}

impl LengthUnit {
    /// Every unit.
    pub const ALL: [Self; 4] = [Self::Day, Self::WorkingDay, Self::Week, Self::Month];

    const fn token(self) -> &'static str {
        match self {
            Self::Day => "d",
            Self::WorkingDay => "wd",
            Self::Week => "w",
            Self::Month => "m",
        }
    }

    const fn words(self) -> &'static str {
        match self {
            Self::Day => "ngày",
            Self::WorkingDay => "ngày làm việc",
            Self::Week => "tuần",
            Self::Month => "tháng",
        }
    }
}

/// A length of time (khoảng thời hạn), kept as `20d`, `10wd`, `2w`, `3m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Length {
    /// How many, 1–9999.
    pub count: u32,
    /// Of what.
    pub unit: LengthUnit,
}

impl Length {
    /// Reads the token that [`fmt::Display`] writes.
    pub fn parse(token: &str) -> Option<Self> {
        let end = token.find(|c: char| !c.is_ascii_digit())?;
        let (digits, unit) = token.split_at(end);
        let unit = LengthUnit::ALL
            .into_iter()
            .find(|known| known.token() == unit)?;
        let count = digits.parse().ok().filter(|n| (1..=MOST).contains(n))?;
        (digits == count.to_string()).then_some(Self { count, unit })
    }

    /// The last day of a length that begins with an event. The event's own day is not counted, and a last day
    /// on a day off moves to the next working day.
    pub fn after(self, event_day: Day, calendar: &Calendar) -> Day {
        let day = match self.unit {
            LengthUnit::WorkingDay => {
                return calendar.add_working_days(event_day, self.count.min(MOST));
            }
            LengthUnit::Month => event_day.checked_add_months(Months::new(self.count.min(MOST))),
            LengthUnit::Day | LengthUnit::Week => event_day.checked_add_days(self.days()),
        }
        .unwrap_or(event_day);
        if calendar.is_working(day) {
            day
        } else {
            calendar.add_working_days(day, 1)
        }
    }

    /// The day that lies the length before another, "3 ngày làm việc trước ngày …"; when it is a day off, the
    /// working day before it, so that there is never less time than was said.
    pub fn before(self, day: Day, calendar: &Calendar) -> Day {
        let (start, steps) = match self.unit {
            LengthUnit::WorkingDay => (Some(day), self.count.min(MOST)),
            LengthUnit::Month => (day.checked_sub_months(Months::new(self.count.min(MOST))), 0),
            LengthUnit::Day | LengthUnit::Week => (day.checked_sub_days(self.days()), 0),
        };
        let start = start.unwrap_or(day);
        if steps > 0 {
            return working_days_back(start, steps, calendar);
        }
        if calendar.is_working(start) {
            start
        } else {
            working_days_back(start, 1, calendar)
        }
    }

    /// `10 ngày làm việc`, as screens say it.
    pub fn words(self) -> String {
        format!("{} {}", self.count, self.unit.words())
    }

    fn days(self) -> Days {
        let each = if self.unit == LengthUnit::Week { 7 } else { 1 };
        Days::new(u64::from(self.count.min(MOST)) * each)
    }
}

/// The working day that lies `count` working days before; the day itself is not counted.
pub(in super::super) fn working_days_back(day: Day, count: u32, calendar: &Calendar) -> Day {
    let mut current = day;
    let mut left = count;
    while left > 0 {
        let Some(previous) = current.pred_opt() else {
            return current;
        };
        current = previous;
        if calendar.is_working(current) {
            left -= 1;
        }
    }
    current
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.count, self.unit.token())
    }
}

impl From<Length> for String {
    fn from(length: Length) -> Self {
        length.to_string()
    }
}

impl TryFrom<String> for Length {
    type Error = String;

    fn try_from(token: String) -> Result<Self, String> {
        Self::parse(&token).ok_or(token)
    }
}
