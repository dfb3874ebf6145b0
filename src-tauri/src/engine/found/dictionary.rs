//! What every book begins with: the calendar of working days.

use serde::Deserialize;

use super::shipped;
use crate::domain::book::CalendarDay;
use crate::domain::instant::parse_day;
use crate::domain::{Calendar, Result};
use crate::store::Tx;

const CALENDAR: &str = include_str!("../../../../assets/catalogue/calendar.json");

#[derive(Debug, Deserialize)]
struct CalendarFile {
    years: Vec<CalendarYear>,
}

#[derive(Debug, Deserialize)]
struct CalendarYear {
    holidays: Vec<CalendarEntry>,
    working_days: Vec<CalendarEntry>,
}

#[derive(Debug, Deserialize)]
struct CalendarEntry {
    day: String,
    name: String,
}

/// Holidays and swapped days that are shipped.
fn calendar_days() -> Result<Vec<CalendarDay>> {
    let file: CalendarFile = shipped("calendar.json", CALENDAR)?;
    let mut out = Vec::new();
    for year in file.years {
        for (entries, working) in [(year.holidays, false), (year.working_days, true)] {
            for entry in entries {
                out.push(CalendarDay {
                    day: parse_day(&entry.day)?,
                    working,
                    name: entry.name,
                });
            }
        }
    }
    Ok(out)
}

/// The calendar that a new book begins with; for what is asked without a book.
pub fn shipped_calendar() -> Result<Calendar> {
    Ok(Calendar::new(
        calendar_days()?
            .into_iter()
            .map(|own| (own.day, own.working)),
    ))
}

/// Writes the shipped calendar.
pub(super) fn write_calendar(tx: &mut Tx<'_>) -> Result<()> {
    calendar_days()?
        .iter()
        .try_for_each(|day| tx.add(day).map(drop))
}
