//! What periods are called.

use super::Period;
use crate::domain::instant::show_day;

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
            Self::NineMonths(y) => format!("9 tháng năm {y}"),
            Self::ReportYear(y) => format!("năm {y}"),
            Self::Week { year, week, .. } => format!("tuần {week} năm {year}"),
            Self::Span(from, to) => format!("từ ngày {} đến ngày {}", show_day(from), show_day(to)),
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
            _ => "thời gian tới".to_owned(),
        }
    }
}

/// I, II, III, IV.
fn roman(quarter: u32) -> &'static str {
    ["I", "II", "III", "IV"]
        .get(quarter.saturating_sub(1) as usize)
        .copied()
        .unwrap_or("IV")
}
