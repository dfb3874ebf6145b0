//! What units have not handed in yet, for those who remind them (số liệu chưa nộp).

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::gather::Gatherer;
use super::matrix::progress;
use super::{expected, report_set};
use crate::domain::closing::PeriodWindow;
use crate::domain::period::PeriodKind;
use crate::domain::{Day, Id, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::{closing, periods, profile};
use crate::store;

/// The latest periods that are looked at: what is older was let go.
const MOST_PERIODS: usize = 6;

/// A period of which a unit has not handed in everything (kỳ chưa nộp đủ số liệu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Unsent {
    /// Key of the period.
    pub period: String,
    /// "tháng 3 năm 2024", or the campaign's name.
    pub name: String,
    /// Day by which it is due.
    pub due_day: Day,
    /// Days left, below zero when late.
    pub days_left: i64,
    /// Indicators given.
    pub done: u32,
    /// Indicators asked for.
    pub of: u32,
}

/// By unit, the earliest due first. Only what the office asks for is told: periods that it has opened and not closed,
/// and the report month that ended last once some unit has handed in figures for it. A period that still runs, or
/// that is due after `until`, is not owed yet.
pub(in crate::engine) fn unsent(
    connection: &Connection,
    directory: &Directory,
    today: Day,
    until: Day,
) -> Result<HashMap<Id, Vec<Unsent>>> {
    let mut out: HashMap<Id, Vec<Unsent>> = HashMap::new();
    let dictionary = Dictionary::load(connection)?;
    let set = report_set(&dictionary, "");
    if set.is_empty() {
        return Ok(out);
    }
    let calendar = profile::calendar(connection)?;
    let gatherer = Gatherer::new(connection, today)?;
    for (period, opened) in asked_for(connection, today)? {
        let due_day = period.due_day(&calendar);
        if due_day > until {
            continue;
        }
        let bodies = expected(directory, period.last_day());
        let given = progress(&gatherer, &set, &[period], &bodies)?;
        let given = given.into_iter().next().unwrap_or_default();
        if !opened && given.is_empty() {
            continue;
        }
        let (name, of) = (name_of(connection, period)?, set.len() as u32);
        for body in bodies {
            let done = given.get(&body).map_or(0, |own| own.done);
            if done < of {
                out.entry(body).or_default().push(Unsent {
                    period: period.key(),
                    name: name.clone(),
                    due_day,
                    days_left: (due_day - today).num_days(),
                    done,
                    of,
                });
            }
        }
    }
    for own in out.values_mut() {
        own.sort_by_key(|unsent| unsent.due_day);
    }
    Ok(out)
}

/// The periods that have ended and are not closed, and whether the office opened them.
fn asked_for(connection: &Connection, today: Day) -> Result<Vec<(Period, bool)>> {
    let mut out: Vec<(Period, bool)> = Vec::new();
    for kept in store::list::<PeriodWindow>(connection, "1 = 1 ORDER BY last_day DESC", &[])? {
        let period = Period::parse(&kept.record.period)?;
        if period.last_day() <= today && out.len() < MOST_PERIODS {
            out.push((period, true));
        }
    }
    let year = profile::year_of(today);
    let mut months = Vec::new();
    for year in [year - 1, year] {
        months.extend(periods::of_kind(connection, PeriodKind::Month, year)?);
    }
    let last = months.into_iter().rfind(|own| own.last_day() < today);
    if let Some(last) = last.filter(|last| out.iter().all(|(own, _)| own != last)) {
        out.push((last, false));
    }
    let mut open = Vec::new();
    for (period, opened) in out {
        if closing::standing(connection, period, "")?.is_none() {
            open.push((period, opened));
        }
    }
    Ok(open)
}

/// As running text says it; a campaign by its name.
fn name_of(connection: &Connection, period: Period) -> Result<String> {
    let label = periods::label(connection, period)?;
    Ok(if label == period.label() {
        period.spoken()
    } else {
        label
    })
}
