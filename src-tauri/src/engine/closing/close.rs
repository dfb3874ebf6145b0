//! Closing a period.

use serde_json::json;

use super::standing;
use super::survey::Survey;
use crate::domain::closing::{Closing, ClosingState, ClosingTotal};
use crate::domain::instant::{clock_doubtful, show_day};
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::{periods, profile};
use crate::store::{Book, Done, Operation, query, sqlite};

/// Why a period cannot be closed now; none when it can: it is closed already, it still runs, or the clock of the
/// machine is doubtful. There is no forcing any of them.
pub fn obstacle(book: &Book, period: Period, report_set: &str) -> Result<Option<Error>> {
    let (name, closed) = book.read(|c| {
        let closed =
            standing(c, period, "")?.is_some() || standing(c, period, report_set)?.is_some();
        Ok((periods::label(c, period)?, closed))
    })?;
    if closed {
        return Ok(Some(
            Error::new(ErrorCode::PeriodClosed).with("period", name),
        ));
    }
    if period.last_day() >= profile::today(book)? {
        return Ok(Some(
            Error::new(ErrorCode::PeriodNotEnded)
                .with("period", name)
                .with("day", show_day(period.last_day())),
        ));
    }
    doubtful_clock(book)
}

/// The machine's own clock against the last entry; what `--now` says does not matter here.
fn doubtful_clock(book: &Book) -> Result<Option<Error>> {
    let day_of = |moment: &str| moment.get(..10).and_then(|text| text.parse::<Day>().ok());
    let last = book.read(query::last_moment)?;
    let (Some(last), Some(now)) = (
        last.as_deref().and_then(day_of),
        day_of(&book.clock.moment()),
    ) else {
        return Ok(None);
    };
    Ok(clock_doubtful(last, now).then(|| {
        Error::new(ErrorCode::ClockDoubtful)
            .with("now", show_day(now))
            .with("last", show_day(last))
    }))
}

/// The report set that a written name means: empty for every indicator, else the key of a group of indicators.
pub(super) fn set_named(dictionary: &Dictionary, text: Option<&str>) -> Result<String> {
    let wanted = text.unwrap_or_default().trim();
    if wanted.is_empty() || wanted == "all" {
        return Ok(String::new());
    }
    let mut known: Vec<&str> = dictionary
        .all()
        .iter()
        .map(|kept| kept.record.group_key.as_str())
        .collect();
    known.dedup();
    if known.contains(&wanted) {
        return Ok(wanted.to_owned());
    }
    known.sort_unstable();
    known.dedup();
    Err(Error::new(ErrorCode::NoSuchReportSet)
        .with("set", wanted)
        .with("known", format!("all, {}", known.join(", "))))
}

/// Closes a period (chốt số liệu) for a report set; every indicator when none is named. Control totals are kept, and
/// the due day is fixed if it was not. Gives the key of the closing.
pub fn close_period(book: &mut Book, period: Period, report_set: Option<&str>) -> Result<Done<Id>> {
    let dictionary = book.read(Dictionary::load)?;
    let set = set_named(&dictionary, report_set)?;
    if let Some(error) = obstacle(book, period, &set)? {
        return Err(error);
    }
    let today = profile::today(book)?;
    let (survey, name, window, calendar) = book.read(|c| {
        Ok((
            Survey::of(c, (&Directory::load(c)?, &dictionary), period, &set, today)?,
            periods::label(c, period)?,
            periods::window(c, period)?,
            profile::calendar(c)?,
        ))
    })?;
    let operation = Operation::new("close_period", json!({ "period": name, "report_set": set }));
    book.transact(operation, |tx| {
        if window.is_none() {
            tx.add(&periods::window_of(period, &calendar))?;
        }
        let head = tx
            .connection()
            .query_row("SELECT max(seq) FROM operation", [], |row| row.get(0))
            .map_err(sqlite)?;
        let closing = tx.add(&Closing {
            period: period.key(),
            report_set: set,
            body: None,
            head,
            state: ClosingState::Closed,
            reason: String::new(),
            submitted: i64::from(survey.submitted()),
            expected: survey.expected.len() as i64,
        })?;
        for total in &survey.totals {
            tx.add(&ClosingTotal {
                closing,
                indicator: total.indicator,
                value: total.value,
                counted: i64::from(total.counted),
                units: survey.expected.len() as i64,
                illustrative: total.illustrative,
            })?;
        }
        Ok(closing)
    })
}
