//! Days and moments as the field writes them, reckoned at +07:00 whatever the laptop's zone.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

use super::error::{Error, ErrorCode, Result};

/// A calendar day at +07:00.
pub type Day = NaiveDate;

/// The as-of of a figure (số liệu tính đến): a day, with the hour when it was given.
/// A bare day means its end and prints as a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instant {
    /// The day.
    pub day: Day,
    /// The time of day, when the source names one.
    pub time: Option<NaiveTime>,
}

impl Instant {
    /// The end of a day.
    pub const fn end_of(day: Day) -> Self {
        Self { day, time: None }
    }

    /// From which moment something asked for is looked at, when it is now: a bare today is not over yet and is looked
    /// at as it stands now; any other bare day means its end.
    #[must_use]
    pub fn looking_at(self, asked: impl Into<Self>) -> Self {
        let asked = asked.into();
        if asked.time.is_none() && asked.day == self.day {
            self
        } else {
            asked
        }
    }

    /// Whether an hour of a day is over. A bare day is: it means its end.
    pub fn is_after(self, day: Day, hour: NaiveTime) -> bool {
        match self.day.cmp(&day) {
            std::cmp::Ordering::Less => false,
            std::cmp::Ordering::Greater => true,
            std::cmp::Ordering::Equal => self.time.is_none_or(|time| time > hour),
        }
    }

    /// Reads `2024-03-31` or `2024-03-31T17:00`, also with seconds or an offset, which is carried to +07:00.
    pub fn parse(text: &str) -> Result<Self> {
        let bad = || Error::new(ErrorCode::BadInstant).with("text", text);
        if let Ok(day) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
            return Ok(Self::end_of(checked(day).ok_or_else(bad)?));
        }
        if let Ok(moment) = chrono::DateTime::parse_from_rfc3339(text) {
            let local = moment.naive_utc() + chrono::Duration::hours(7);
            return Ok(Self {
                day: checked(local.date()).ok_or_else(bad)?,
                time: Some(local.time()),
            });
        }
        for form in ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"] {
            if let Ok(moment) = NaiveDateTime::parse_from_str(text, form) {
                return Ok(Self {
                    day: checked(moment.date()).ok_or_else(bad)?,
                    time: Some(moment.time()),
                });
            }
        }
        Err(bad())
    }

    /// `2024-03-31` or `2024-03-31T17:00`.
    pub fn key(self) -> String {
        match self.time {
            Some(time) => format!("{}T{}", self.day, time.format("%H:%M")),
            None => self.day.to_string(),
        }
    }
}

/// Days after the last entry beyond which a clock is doubted: nobody leaves a book for over a year.
const LONGEST_SILENCE: i64 = 400;

/// Whether a clock that says `now` is doubtful for a book whose last entry was made on `last_entry`: a day before
/// it, or more than 400 days after it. Nothing is issued, closed or exported on such a clock.
pub fn clock_doubtful(last_entry: Day, now: Day) -> bool {
    now < last_entry || (now - last_entry).num_days() > LONGEST_SILENCE
}

/// Years outside 1900–2199 are typing errors, not days of this field.
fn checked(day: Day) -> Option<Day> {
    (1900..2200).contains(&day.year()).then_some(day)
}

/// Whether a text is a day that this field does not know: `+262142-12-31`. What comes as JSON may name the last day that
/// can be reckoned with, and whoever asks for the day after it has none.
pub fn is_far_day(text: &str) -> bool {
    // Most texts are no days: this is asked of every field of a package.
    let begins = text.trim_start().as_bytes().first();
    begins.is_some_and(|own| own.is_ascii_digit() || b"+-".contains(own))
        && text
            .parse::<NaiveDate>()
            .is_ok_and(|day| checked(day).is_none())
}

/// Reads a day as `2024-03-31`, `31/3/2024` or `31-3-2024`.
pub fn parse_day(text: &str) -> Result<Day> {
    let trimmed = text.trim();
    ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
        .iter()
        .find_map(|form| NaiveDate::parse_from_str(trimmed, form).ok())
        .and_then(checked)
        .ok_or_else(|| Error::new(ErrorCode::BadDay).with("text", text))
}

/// `18/03/2024`, as screens and tables write a day.
pub fn show_day(day: Day) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// `14 tháng 3 năm 2024`, as running text of a report writes a day (Nghị định 30/2020: a leading 0
/// for days below 10 and for the months 1 and 2).
pub fn spell_day(day: Day) -> String {
    format!(
        "{:02} tháng {} năm {}",
        day.day(),
        spell_month(day.month()),
        day.year()
    )
}

/// The month with the leading 0 that Decree 30 asks for January and February only.
pub fn spell_month(month: u32) -> String {
    if month < 3 {
        format!("0{month}")
    } else {
        month.to_string()
    }
}

/// `thứ Hai` … `chủ nhật`.
pub fn weekday_name(day: Day) -> &'static str {
    match day.weekday() {
        Weekday::Mon => "thứ Hai",
        Weekday::Tue => "thứ Ba",
        Weekday::Wed => "thứ Tư",
        Weekday::Thu => "thứ Năm",
        Weekday::Fri => "thứ Sáu",
        Weekday::Sat => "thứ Bảy",
        Weekday::Sun => "chủ nhật",
    }
}
