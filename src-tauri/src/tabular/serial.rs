//! Numbers that are days: serial numbers of spreadsheets and the formats that show them as days.

use chrono::{Days, NaiveDate};

use crate::domain::Day;

/// Serial number of 31/12/9999.
const LAST: f64 = 2_958_465.0;

/// The day of a serial number. In the calendar of 1900 the number 60 is a day that never was.
pub(super) fn day(serial: f64, from_1904: bool) -> Option<Day> {
    if !(0.0..=LAST).contains(&serial) {
        return None;
    }
    let number = serial as u64;
    let (first, number) = match (from_1904, number) {
        (true, _) => (NaiveDate::from_ymd_opt(1904, 1, 1)?, number),
        (false, 0..60) => (NaiveDate::from_ymd_opt(1899, 12, 31)?, number),
        (false, _) => (NaiveDate::from_ymd_opt(1899, 12, 30)?, number),
    };
    first.checked_add_days(Days::new(number))
}

/// Whether a built-in format shows days. Formats of hours only do not.
pub(super) const fn built_in_day(format: u16) -> bool {
    matches!(format, 14..=17 | 22 | 27..=31 | 34..=36 | 50..=54 | 57 | 58)
}

/// Whether a format code shows days: it has a day or a year outside quoted words and brackets.
pub(super) fn shows_day(code: &str) -> bool {
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => {
                signs.by_ref().find(|c| *c == '"');
            }
            '[' => {
                signs.by_ref().find(|c| *c == ']');
            }
            '\\' | '_' | '*' => {
                signs.next();
            }
            'd' | 'D' | 'y' | 'Y' => return true,
            // Further sections are for negative numbers and texts.
            ';' => return false,
            // "General" has none of the signs, but its translations may.
            'G' | 'g' if code.to_ascii_lowercase().starts_with("general") => return false,
            _ => {}
        }
    }
    false
}

/// Whether a format code shows a percentage: it has a percent sign outside quoted words and brackets.
pub(super) fn shows_percent(code: &str) -> bool {
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => {
                signs.by_ref().find(|c| *c == '"');
            }
            '[' => {
                signs.by_ref().find(|c| *c == ']');
            }
            '\\' | '_' | '*' => {
                signs.next();
            }
            '%' => return true,
            _ => {}
        }
    }
    false
}

/// The serial number of a day.
pub(super) fn number_of(day: Day, from_1904: bool) -> Option<i64> {
    let first = if from_1904 {
        NaiveDate::from_ymd_opt(1904, 1, 1)?
    } else {
        NaiveDate::from_ymd_opt(1899, 12, 30)?
    };
    Some((day - first).num_days())
}

/// The day of an ISO text, with or without a time.
pub(super) fn iso_day(text: &str) -> Option<Day> {
    text.get(..10)?.parse().ok()
}
