//! Closing a period (chốt số liệu): its figures are frozen, what comes later is an adjusting entry.
//!
//! A closing freezes, for a report set and all bodies, the flows kept under the period's key and, for stocks, the
//! fact that was chosen for the period: the latest of the best source within its days. Other windows stay open. The
//! figure of a closed period is the frozen fact and the accepted adjustments together ([`accepted`]); nothing
//! writes into the frozen fact itself ([`guard`]). Reopening needs a reason and stays visible; accepted adjustments
//! are then written into the facts, so that reopening changes no total.

mod adjust;
mod close;
mod entry;
mod guard;
mod reopen;
mod survey;
mod view;

pub use adjust::{Adjusting, accept_adjustment, adjustments, propose, reject_adjustment};
pub use close::{close_period, obstacle};
pub use entry::{propose_entry, propose_in};
pub use guard::{Entering, Frozen, FrozenFigure, Guard, guard};
pub use reopen::reopen_period;
pub use view::{AdjustmentView, ClosingView, ControlTotal, MissingUnit, Reopening, closing};

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::closing::{Adjustment, Closing};
use crate::domain::{Id, IdSet, Period, Result};
use crate::store::{self, Kept, sqlite};

/// The closing of a period and report set that stands; an empty set means every indicator.
pub(in crate::engine) fn standing(
    connection: &Connection,
    period: Period,
    report_set: &str,
) -> Result<Option<Kept<Closing>>> {
    Ok(store::list(
        connection,
        "period = ?1 AND report_set = ?2 AND state = 'closed'",
        &[&period.key(), &report_set],
    )?
    .pop())
}

/// Every closing of a period, reopened ones too, in order.
pub(in crate::engine) fn all_of(
    connection: &Connection,
    period: Period,
) -> Result<Vec<Kept<Closing>>> {
    store::list(connection, "period = ?1 ORDER BY id", &[&period.key()])
}

/// Adjusting entries of a period in order.
pub(in crate::engine) fn entries(
    connection: &Connection,
    period: Period,
) -> Result<Vec<Kept<Adjustment>>> {
    store::list(connection, "period = ?1 ORDER BY id", &[&period.key()])
}

/// What was accepted for an indicator in a closed period, by body, scaled: to be added to the frozen figures.
pub fn accepted(
    connection: &Connection,
    indicator: Id,
    period: Period,
) -> Result<HashMap<Id, i64>> {
    let sql = "SELECT body, sum(amount) FROM adjustment
               WHERE to_seq IS NULL AND indicator = ?1 AND period = ?2 AND state = 'accepted' GROUP BY body";
    let mut statement = connection.prepare_cached(sql).map_err(sqlite)?;
    let rows = statement
        .query_map(rusqlite::params![indicator, period.key()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .map_err(sqlite)?;
    rows.collect::<rusqlite::Result<_>>().map_err(sqlite)
}

/// Everything that was accepted and not yet written into facts: amounts of bodies by indicator and period key.
pub(in crate::engine) fn all_accepted(
    connection: &Connection,
) -> Result<HashMap<(Id, String), HashMap<Id, i64>>> {
    let sql = "SELECT indicator, period, body, sum(amount) FROM adjustment
               WHERE to_seq IS NULL AND state = 'accepted' GROUP BY indicator, period, body";
    let mut statement = connection.prepare_cached(sql).map_err(sqlite)?;
    let mut rows = statement.query([]).map_err(sqlite)?;
    let mut out: HashMap<(Id, String), HashMap<Id, i64>> = HashMap::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        let key = (row.get(0).map_err(sqlite)?, row.get(1).map_err(sqlite)?);
        let (body, amount) = (row.get(2).map_err(sqlite)?, row.get(3).map_err(sqlite)?);
        out.entry(key).or_default().insert(body, amount);
    }
    Ok(out)
}

/// Bodies with an accepted adjustment in a period.
pub(in crate::engine) fn adjusted_bodies(connection: &Connection, period: Period) -> Result<IdSet> {
    let sql = "SELECT DISTINCT body FROM adjustment
               WHERE to_seq IS NULL AND period = ?1 AND state IN ('accepted', 'posted')";
    let mut statement = connection.prepare_cached(sql).map_err(sqlite)?;
    let rows = statement
        .query_map([period.key()], |row| row.get(0))
        .map_err(sqlite)?;
    rows.collect::<rusqlite::Result<_>>().map_err(sqlite)
}
