//! Settings of the book: whose it is, its letterhead, the day from which it is looked at.

use chrono::Datelike;
use rusqlite::Connection;

use crate::clock::Clock;
use crate::domain::book::{CalendarDay, Setting};
use crate::domain::closing::PeriodWindow;
use crate::domain::deadline::DeadlineRules;
use crate::domain::instant::parse_day;
use crate::domain::{Calendar, Day, Error, ErrorCode, Id, Instant, PeriodRules, Result};
use crate::store::{self, Book, Tx, query};

/// The body whose book it is.
pub fn root(connection: &Connection) -> Result<Id> {
    text(connection, "root")?
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| Error::new(ErrorCode::DamagedBook).detail("the book names no root"))
}

/// Title of the plan that the book carries.
pub fn plan_title(connection: &Connection) -> Result<String> {
    Ok(text(connection, "plan_title")?.unwrap_or_default())
}

/// The day from which an example is looked at, so that its deadlines mean something.
pub fn view_day(connection: &Connection) -> Result<Option<Day>> {
    text(connection, "view_day")?
        .map(|value| parse_day(&value))
        .transpose()
}

/// The day that screens, classes and ticks take for today: the one given with `--now`, else the day from
/// which an example is looked at, else the machine's.
pub fn today(book: &Book) -> Result<Day> {
    Ok(now(book)?.day)
}

/// The moment that classes take for now. An example is looked at from the end of its day, so that it is the same
/// whenever it is opened.
pub fn now(book: &Book) -> Result<Instant> {
    match book.clock {
        Clock::Fixed(instant) => Ok(instant),
        Clock::Machine => Ok(book
            .read(view_day)?
            .map_or_else(|| book.clock.now(), Instant::end_of)),
    }
}

/// What the office works by: holidays, swapped days, working days for a report, due days already fixed.
pub fn calendar(connection: &Connection) -> Result<Calendar> {
    let days = store::list::<CalendarDay>(connection, "1 = 1", &[])?;
    let fixed = store::list::<PeriodWindow>(connection, "1 = 1", &[])?;
    let calendar = Calendar::new(
        days.into_iter()
            .map(|kept| (kept.record.day, kept.record.working)),
    );
    Ok(calendar.with_due_days(
        period_rules(connection)?.due_working_days,
        fixed
            .into_iter()
            .map(|kept| (kept.record.period, kept.record.due_day)),
    ))
}

/// What the office reads deadlines by: its calendar, and whether "trước ngày 15" holds the 15th.
pub fn deadline_rules(connection: &Connection) -> Result<DeadlineRules> {
    Ok(DeadlineRules {
        calendar: calendar(connection)?,
        stated_day_counts: text(connection, "stated_day_counts")?.as_deref() == Some("1"),
    })
}

/// What the book has set about its periods.
pub fn period_rules(connection: &Connection) -> Result<PeriodRules> {
    let number = |key: &str, otherwise: u32| -> Result<u32> {
        Ok(text(connection, key)?
            .and_then(|value| value.parse().ok())
            .unwrap_or(otherwise))
    };
    let rules = PeriodRules::default();
    Ok(PeriodRules {
        due_working_days: number("due_working_days", rules.due_working_days)?,
        week_anchor: number("week_anchor", rules.week_anchor)?.clamp(1, 7),
    })
}

/// One setting.
pub fn text(connection: &Connection, key: &str) -> Result<Option<String>> {
    Ok(query::setting(connection, key)?.map(|kept| kept.record.value))
}

/// Writes one setting within an operation.
pub(in crate::engine) fn put(tx: &mut Tx<'_>, key: &str, value: &str) -> Result<()> {
    let record = Setting {
        key: key.to_owned(),
        value: value.to_owned(),
    };
    match query::setting(tx.connection(), key)? {
        Some(kept) => tx.set(kept.id, &record),
        None => tx.add(&record).map(drop),
    }
}

/// The year whose periods a window offers first: that of the day looked at.
pub fn year_of(day: Day) -> i32 {
    if day.month() == 12 && day.day() >= 15 {
        day.year() + 1
    } else {
        day.year()
    }
}

/// The year of the calendar that holds the day.
pub fn calendar_year(day: Day) -> i32 {
    day.year()
}
