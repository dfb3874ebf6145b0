//! The rules of periods that a book may change, and the periods that a window offers.

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::Period;
use crate::domain::calendar::Calendar;
use crate::domain::instant::Day;

/// Working days within which a report is sent after its period closes (2 in one province; a setting).
pub const DUE_WORKING_DAYS: u32 = 2;

/// Day of the month on which report months begin (Nghị định 09/2019/NĐ-CP, as provinces restate it).
pub const FIRST_DAY: u32 = 15;

/// What a book may set about its periods (quy tắc kỳ báo cáo).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodRules {
    /// Working days from the last day of a period to its due day, 0–60.
    pub due_working_days: u32,
    /// Weekday on which weeks begin: 1 Monday … 7 Sunday. Police weeks ran from Thursday, 4.
    pub week_anchor: u32,
}

impl Default for PeriodRules {
    fn default() -> Self {
        Self {
            due_working_days: DUE_WORKING_DAYS,
            week_anchor: 1,
        }
    }
}

/// Kinds of periods that follow each other through a year (loại kỳ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// tháng báo cáo
    Month,
    /// quý báo cáo
    Quarter,
    /// tuần
    Week,
    /// đợt cao điểm
    Campaign,
}

impl PeriodKind {
    /// `month`, `quarter`, `week`, `campaign`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "month" => Some(Self::Month),
            "quarter" => Some(Self::Quarter),
            "week" => Some(Self::Week),
            "campaign" => Some(Self::Campaign),
            _ => None,
        }
    }

    /// Its periods of a year in order; none for campaigns, which are the book's own.
    pub fn of_year(self, year: i32, rules: PeriodRules) -> Vec<Period> {
        match self {
            Self::Month => (1..=12).map(|m| Period::ReportMonth(year, m)).collect(),
            Self::Quarter => (1..=4).map(|q| Period::ReportQuarter(year, q)).collect(),
            Self::Week => (1..=53)
                .filter_map(|week| Period::week(year, week, rules.week_anchor))
                .collect(),
            Self::Campaign => Vec::new(),
        }
    }
}

impl Period {
    /// The report period that is reported on at a day: the longest one whose report is due on it or just
    /// after it, else the report month that runs.
    pub fn at_hand(day: Day, calendar: &Calendar) -> Self {
        let year = if day.month() == 12 && day.day() > 14 {
            day.year() + 1
        } else {
            day.year()
        };
        let due = |period: &Self| period.last_day() < day && day <= period.due_day(calendar);
        let quarter = Self::of_year(year)
            .into_iter()
            .filter(|p| matches!(p, Self::ReportQuarter(..)))
            .find(due);
        let month = || {
            Self::of_year(year)
                .into_iter()
                .filter(|p| matches!(p, Self::ReportMonth(..)))
        };
        let running = |period: &Self| (period.days().0..=period.last_day()).contains(&day);
        quarter
            .or_else(|| month().find(due))
            .or_else(|| month().find(running))
            .unwrap_or(Self::ReportYear(year))
    }

    /// The periods a window offers for a year: months, quarters, halves, nine months, the year.
    pub fn of_year(year: i32) -> Vec<Self> {
        (1..=12)
            .map(|m| Self::ReportMonth(year, m))
            .chain((1..=4).map(|q| Self::ReportQuarter(year, q)))
            .chain([
                Self::FirstHalf(year),
                Self::SecondHalf(year),
                Self::NineMonths(year),
                Self::ReportYear(year),
            ])
            .collect()
    }
}
