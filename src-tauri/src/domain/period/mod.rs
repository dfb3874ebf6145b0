//! Reporting periods (kỳ báo cáo). By Nghị định 09/2019/NĐ-CP, as provinces restate it, a report month
//! runs from the 15th of the month before to the 14th; quarter, half-year, nine months and year likewise.

mod days;
mod rules;
mod tiles;
mod words;

pub use rules::{DUE_WORKING_DAYS, FIRST_DAY, PeriodKind, PeriodRules};

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::error::{Error, ErrorCode, Result};
use super::instant::{Day, parse_day};

/// A period as scripts and the window name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Period {
    /// `2024-T03`: report month, 15/02–14/03.
    ReportMonth(i32, u32),
    /// `2024-Q1`: report quarter, 15/12–14/03.
    ReportQuarter(i32, u32),
    /// `2024-6T`: first half, 15/12–14/06.
    FirstHalf(i32),
    /// `2024-6TC`: second half, 15/06–14/12.
    SecondHalf(i32),
    /// `2024-9T`: nine months, 15/12–14/09.
    NineMonths(i32),
    /// `2024`: report year, 15/12–14/12.
    ReportYear(i32),
    /// `2024-03`: calendar month.
    CalendarMonth(i32, u32),
    /// `2024-W12`: seven days that begin on weekday `anchor` (1 Monday … 7 Sunday) and end in ISO week 12.
    /// From Monday it is the ISO week itself; from Thursday it runs from the Thursday before to its Wednesday.
    Week {
        /// ISO year.
        year: i32,
        /// ISO week in which it ends.
        week: u32,
        /// Weekday on which it begins.
        anchor: u32,
    },
    /// `DAY..DAY`: anything else, both days inclusive.
    Span(Day, Day),
}

impl Period {
    /// Reads any of the forms above; weeks begin on Monday unless their key says otherwise.
    pub fn parse(text: &str) -> Result<Self> {
        Self::parse_with(text, PeriodRules::default())
    }

    /// Reads any of the forms above by the rules of a book: `2024-W12` is the week that begins on the book's
    /// weekday. `2024-W12.4` is always the one that begins on Thursday: so keys that are kept keep their
    /// meaning when the rule changes.
    pub fn parse_with(text: &str, rules: PeriodRules) -> Result<Self> {
        Self::read(&text.trim().to_ascii_uppercase(), rules)
            .ok_or_else(|| Error::new(ErrorCode::BadPeriod).with("text", text))
    }

    /// The week of an ISO number; none where the year has no such week.
    pub fn week(year: i32, week: u32, anchor: u32) -> Option<Self> {
        let anchor = Some(anchor).filter(|anchor| (1..=7).contains(anchor))?;
        NaiveDate::from_isoywd_opt(year, week, Weekday::Mon).map(|_| Self::Week {
            year,
            week,
            anchor,
        })
    }

    fn read(text: &str, rules: PeriodRules) -> Option<Self> {
        if let Some((from, to)) = text.split_once("..") {
            let (from, to) = (parse_day(from).ok()?, parse_day(to).ok()?);
            return (from <= to).then_some(Self::Span(from, to));
        }
        let (year, rest) = text
            .split_once('-')
            .map_or((text, None), |(y, r)| (y, Some(r)));
        if year.len() != 4 {
            return None;
        }
        let year: i32 = year.parse().ok().filter(|y| (1900..2200).contains(y))?;
        let number = |digits: &str, most: u32| -> Option<u32> {
            let all_digits = !digits.is_empty()
                && digits.len() <= 2
                && digits.bytes().all(|b| b.is_ascii_digit());
            digits
                .parse()
                .ok()
                .filter(|n| all_digits && (1..=most).contains(n))
        };
        match rest {
            None => Some(Self::ReportYear(year)),
            Some("6T") => Some(Self::FirstHalf(year)),
            Some("6TC") => Some(Self::SecondHalf(year)),
            Some("9T") => Some(Self::NineMonths(year)),
            Some(rest) => match rest.split_at_checked(1)? {
                ("T", month) => Some(Self::ReportMonth(year, number(month, 12)?)),
                ("Q", quarter) => Some(Self::ReportQuarter(year, number(quarter, 4)?)),
                ("W", week) => {
                    let (week, anchor) = week
                        .split_once('.')
                        .map_or(Some((week, rules.week_anchor)), |(week, own)| {
                            Some((week, number(own, 7).filter(|_| own.len() == 1)?))
                        })?;
                    Self::week(year, number(week, 53)?, anchor)
                }
                _ if rest.len() == 2 => Some(Self::CalendarMonth(year, number(rest, 12)?)),
                _ => None,
            },
        }
    }

    /// The text that `parse` reads; the key under which flows are stored.
    pub fn key(self) -> String {
        match self {
            Self::ReportMonth(y, m) => format!("{y}-T{m:02}"),
            Self::ReportQuarter(y, q) => format!("{y}-Q{q}"),
            Self::FirstHalf(y) => format!("{y}-6T"),
            Self::SecondHalf(y) => format!("{y}-6TC"),
            Self::NineMonths(y) => format!("{y}-9T"),
            Self::ReportYear(y) => format!("{y}"),
            Self::CalendarMonth(y, m) => format!("{y}-{m:02}"),
            Self::Week {
                year,
                week,
                anchor: 1,
            } => format!("{year}-W{week:02}"),
            Self::Week { year, week, anchor } => format!("{year}-W{week:02}.{anchor}"),
            Self::Span(from, to) => format!("{from}..{to}"),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.key())
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(de::Error::custom)
    }
}
