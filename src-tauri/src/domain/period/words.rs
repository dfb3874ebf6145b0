//! What periods are called.

use chrono::Datelike;

use super::Period;
use crate::domain::instant::{Day, show_day};

impl Period {
    /// `Quý I/2024`, as lists show it.
    pub fn label(self) -> String {
        match self {
            Self::ReportMonth(y, m) => format!("Tháng {m}/{y}"),
            Self::ReportQuarter(y, q) => format!("Quý {}/{y}", roman(q)),
            Self::FirstHalf(y) => format!("6 tháng đầu năm {y}"),
            Self::SecondHalf(y) => format!("6 tháng cuối năm {y}"),
            Self::NineMonths(y) => format!("9 tháng năm {y}"),
            Self::ReportYear(y) => format!("Năm {y}"),
            Self::CalendarMonth(y, m) => format!("Tháng {m}/{y} (theo lịch)"),
            Self::Week { year, week, .. } => format!("Tuần {week}/{year}"),
            Self::Span(from, to) => format!("{} – {}", show_day(from), show_day(to)),
        }
    }

    /// `quý I năm 2024`, as sentences say it.
    pub fn spoken(self) -> String {
        match self {
            Self::ReportMonth(y, m) | Self::CalendarMonth(y, m) => format!("tháng {m} năm {y}"),
            Self::ReportQuarter(y, q) => format!("quý {} năm {y}", roman(q)),
            Self::FirstHalf(y) => format!("6 tháng đầu năm {y}"),
            Self::SecondHalf(y) => format!("6 tháng cuối năm {y}"),
            Self::NineMonths(y) => format!("9 tháng đầu năm {y}"),
            Self::ReportYear(y) => format!("năm {y}"),
            Self::Week { year, week, .. } => format!("tuần {week} năm {year}"),
            Self::Span(from, to) => calendar(from, to).map_or_else(
                || format!("từ ngày {} đến ngày {}", show_day(from), show_day(to)),
                Self::spoken,
            ),
        }
    }

    /// `T3`, `Q1`, `W12`, as the head of a narrow column.
    pub fn short(self) -> String {
        match self {
            Self::ReportMonth(_, m) => format!("T{m}"),
            Self::CalendarMonth(y, m) => format!("{m}/{y}"),
            Self::ReportQuarter(_, q) => format!("Q{}", roman(q)),
            Self::FirstHalf(_) => "6T".to_owned(),
            Self::SecondHalf(_) => "6TC".to_owned(),
            Self::NineMonths(_) => "9T".to_owned(),
            Self::ReportYear(y) => y.to_string(),
            Self::Week { week, .. } => format!("W{week}"),
            Self::Span(from, to) => format!("{}–{}", from.format("%d/%m"), to.format("%d/%m")),
        }
    }

    /// The window of time that follows this one in speech: "quý II năm 2024".
    pub fn next_spoken(self) -> String {
        match self {
            Self::ReportMonth(y, 12) => Self::ReportMonth(y + 1, 1).spoken(),
            Self::ReportMonth(y, m) => Self::ReportMonth(y, m + 1).spoken(),
            Self::ReportQuarter(y, 4) => Self::ReportQuarter(y + 1, 1).spoken(),
            Self::ReportQuarter(y, q) => Self::ReportQuarter(y, q + 1).spoken(),
            Self::FirstHalf(y) => Self::SecondHalf(y).spoken(),
            Self::SecondHalf(y) => Self::FirstHalf(y + 1).spoken(),
            Self::NineMonths(y) => Self::ReportQuarter(y, 4).spoken(),
            Self::ReportYear(y) => Self::ReportYear(y + 1).spoken(),
            Self::CalendarMonth(..) => self.after().spoken(),
            Self::Week { .. } => "tuần tới".to_owned(),
            Self::Span(from, to) => {
                calendar(from, to).map_or_else(|| "thời gian tới".to_owned(), Self::next_spoken)
            }
        }
    }

    /// Within a sentence about what happened in it: "trong quý", "trong 6 tháng đầu năm".
    pub fn within(self) -> &'static str {
        match self {
            Self::ReportMonth(..) | Self::CalendarMonth(..) => "trong tháng",
            Self::ReportQuarter(..) => "trong quý",
            Self::FirstHalf(_) => "trong 6 tháng đầu năm",
            Self::SecondHalf(_) => "trong 6 tháng cuối năm",
            Self::NineMonths(_) => "trong 9 tháng đầu năm",
            Self::ReportYear(_) => "trong năm",
            Self::Week { .. } => "trong tuần",
            Self::Span(from, to) => calendar(from, to).map_or("trong kỳ", Self::within),
        }
    }

    /// What it is compared with: "tuần trước", "quý IV năm 2023", "cùng kỳ năm 2023".
    pub fn previous_spoken(self) -> String {
        match self {
            Self::ReportMonth(..) | Self::CalendarMonth(..) => "tháng trước".to_owned(),
            Self::Week { .. } => "tuần trước".to_owned(),
            Self::NineMonths(y) => format!("cùng kỳ năm {}", y - 1),
            Self::ReportQuarter(..)
            | Self::FirstHalf(_)
            | Self::SecondHalf(_)
            | Self::ReportYear(_) => self.previous().spoken(),
            // The days before a span are as many as it has itself, whatever it is called.
            Self::Span(..) => "kỳ liền trước".to_owned(),
        }
    }
}

/// A span that is a quarter, a half, nine months or a year of the calendar is called by that name.
pub(super) fn calendar(from: Day, to: Day) -> Option<Period> {
    let year = from.year();
    let begins = |month: u32| from.month() == month && from.day() == 1;
    let ends = |month: u32, day: u32| (to.year(), to.month(), to.day()) == (year, month, day);
    let quarter = |number: u32, day: u32| {
        (begins(3 * number - 2) && ends(3 * number, day))
            .then_some(Period::ReportQuarter(year, number))
    };
    if begins(1) && ends(12, 31) {
        Some(Period::ReportYear(year))
    } else if begins(1) && ends(6, 30) {
        Some(Period::FirstHalf(year))
    } else if begins(7) && ends(12, 31) {
        Some(Period::SecondHalf(year))
    } else if begins(1) && ends(9, 30) {
        Some(Period::NineMonths(year))
    } else {
        quarter(1, 31)
            .or_else(|| quarter(2, 30))
            .or_else(|| quarter(3, 30))
            .or_else(|| quarter(4, 31))
    }
}

/// I, II, III, IV.
fn roman(quarter: u32) -> &'static str {
    ["I", "II", "III", "IV"]
        .get(quarter.saturating_sub(1) as usize)
        .copied()
        .unwrap_or("IV")
}
