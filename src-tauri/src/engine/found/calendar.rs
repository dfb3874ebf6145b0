//! The shipped calendar of working days (lịch nghỉ lễ, ngày làm bù), 2022–2026.

use serde::Deserialize;

use super::shipped;
use crate::domain::book::CalendarDay;
use crate::domain::{Calendar, Day, Result};
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

/// A day of the file. For a day worked in exchange the file also says for which one, as a check on itself.
#[derive(Debug, Deserialize)]
struct CalendarEntry {
    day: Day,
    name: String,
    document: String,
    sure: bool,
}

/// Holidays and swapped days that are shipped, in order.
pub fn shipped_days() -> Result<Vec<CalendarDay>> {
    let file: CalendarFile = shipped("calendar.json", CALENDAR)?;
    let mut out = Vec::new();
    for year in file.years {
        for (entries, working) in [(year.holidays, false), (year.working_days, true)] {
            out.extend(entries.into_iter().map(|entry| CalendarDay {
                day: entry.day,
                working,
                name: entry.name,
                sure: entry.sure,
                document: entry.document,
                own: false,
            }));
        }
    }
    out.sort_by_key(|day| day.day);
    Ok(out)
}

/// The calendar that a new book begins with; for what is asked without a book.
pub fn shipped_calendar() -> Result<Calendar> {
    Ok(Calendar::new(
        shipped_days()?
            .into_iter()
            .map(|own| (own.day, own.working)),
    ))
}

/// Writes the shipped calendar.
pub(super) fn write_calendar(tx: &mut Tx<'_>) -> Result<()> {
    shipped_days()?
        .iter()
        .try_for_each(|day| tx.add(day).map(drop))
}
