//! Reporting periods (kỳ báo cáo). By Nghị định 09/2019/NĐ-CP, as provinces restate it, a report month
//! runs from the 15th of the month before to the 14th; quarter, half-year, nine months and year likewise.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use super::calendar::Calendar;
use super::error::{Error, ErrorCode, Result};
use super::instant::{Day, parse_day, show_day};

/// Working days within which a report is sent after its period closes (2 in one province; a setting).
pub const DUE_WORKING_DAYS: u32 = 2;

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
    /// `2024-W12`: ISO week, Monday to Sunday.
    Week(i32, u32),
    /// `DAY..DAY`: anything else, both days inclusive.
    Span(Day, Day),
}

impl Period {
    /// Reads any of the forms above.
    pub fn parse(text: &str) -> Result<Self> {
        Self::read(text.trim()).ok_or_else(|| Error::new(ErrorCode::BadPeriod).with("text", text))
    }

    fn read(text: &str) -> Option<Self> {
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
                    let week = number(week, 53)?;
                    NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)
                        .map(|_| Self::Week(year, week))
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
            Self::Week(y, w) => format!("{y}-W{w:02}"),
            Self::Span(from, to) => format!("{from}..{to}"),
        }
    }

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
            Self::Week(y, w) => {
                let monday =
                    NaiveDate::from_isoywd_opt(y, w, Weekday::Mon).unwrap_or(NaiveDate::MIN);
                (monday, monday + Days::new(6))
            }
            Self::Span(from, to) => (from, to),
        }
    }

    /// The last day.
    pub fn last_day(self) -> Day {
        self.days().1
    }

    /// The day by which the report is due.
    pub fn due_day(self, calendar: &Calendar) -> Day {
        calendar.add_working_days(self.last_day(), DUE_WORKING_DAYS)
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
            Self::Week(..) => {
                let week = (self.days().0 - Days::new(7)).iso_week();
                Self::Week(week.year(), week.week())
            }
            Self::Span(from, to) => {
                let length = Days::new((to - from).num_days().unsigned_abs() + 1);
                Self::Span(from - length, from - Days::new(1))
            }
        }
    }

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
            Self::Week(y, w) => format!("Tuần {w}/{y}"),
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
            Self::Week(y, w) => format!("tuần {w} năm {y}"),
            Self::Span(from, to) => format!("từ ngày {} đến ngày {}", show_day(from), show_day(to)),
        }
    }

    /// Last day of the period that follows: of the same kind for report periods, else 90 days on.
    pub fn next_last_day(self) -> Day {
        match self {
            Self::ReportMonth(y, 12) => Self::ReportMonth(y + 1, 1).last_day(),
            Self::ReportMonth(y, m) => Self::ReportMonth(y, m + 1).last_day(),
            Self::ReportQuarter(y, 4) => Self::ReportQuarter(y + 1, 1).last_day(),
            Self::ReportQuarter(y, q) => Self::ReportQuarter(y, q + 1).last_day(),
            Self::FirstHalf(y) => Self::SecondHalf(y).last_day(),
            other => other.last_day() + Days::new(90),
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

/// I, II, III, IV.
fn roman(quarter: u32) -> &'static str {
    ["I", "II", "III", "IV"]
        .get(quarter.saturating_sub(1) as usize)
        .copied()
        .unwrap_or("IV")
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
