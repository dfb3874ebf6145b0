//! Who has not been told yet what became of a package (biên nhận chưa gửi).

use rusqlite::{Connection, params};
use serde::Serialize;
use ts_rs::TS;

use crate::domain::exchange::{Site, SiteState};
use crate::domain::{Id, Result};
use crate::store::{self, sqlite};

/// A machine that has not been told of everything that became of its packages (biên nhận chưa gửi).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DueReceipt {
    /// The machine.
    pub site: Id,
    /// Its body.
    pub body: Id,
    /// Its office.
    pub name: String,
    /// Numbers of packages that were taken since it was told last.
    pub taken: Vec<i64>,
    /// Numbers of packages whose taking was taken back since.
    pub withdrawn: Vec<i64>,
}

/// Machines that a receipt is due to. What was told in an ordinary package was told.
pub fn receipts_due(connection: &Connection) -> Result<Vec<DueReceipt>> {
    let sites = store::list::<Site>(
        connection,
        "state = 'known' AND body IS NOT NULL ORDER BY name, id",
        &[],
    )?;
    let mut out = Vec::new();
    for kept in sites {
        debug_assert_eq!(kept.record.state, SiteState::Known, "as the condition says");
        let Some(body) = kept.record.body else {
            continue;
        };
        let told = told(connection, kept.id, body)?;
        let (taken, withdrawn) = changed_since(connection, kept.id, told)?;
        if !taken.is_empty() || !withdrawn.is_empty() {
            out.push(DueReceipt {
                site: kept.id,
                body,
                name: kept.record.name,
                taken,
                withdrawn,
            });
        }
    }
    Ok(out)
}

/// The operation that wrote the last package which told that machine; 0 for none.
fn told(connection: &Connection, site: Id, body: Id) -> Result<i64> {
    connection
        .prepare_cached(
            "SELECT coalesce(max(entity.born), 0) FROM package JOIN entity ON entity.id = package.id
             WHERE package.to_seq IS NULL AND direction = 'out'
               AND (receiver = ?1 OR receiver = ?2 AND package.kind <> 'handover')",
        )
        .and_then(|mut s| s.query_row(params![site, body], |row| row.get(0)))
        .map_err(sqlite)
}

/// Numbers of the packages of a machine that stand now and did not stand after that operation, and the other way round.
fn changed_since(connection: &Connection, site: Id, told: i64) -> Result<(Vec<i64>, Vec<i64>)> {
    let each: Vec<(i64, bool, bool)> = connection
        .prepare_cached(
            "SELECT number, max(to_seq IS NULL), max(from_seq <= ?2 AND (to_seq IS NULL OR to_seq > ?2))
             FROM package WHERE direction = 'in' AND kind NOT IN ('receipt', 'handover') AND site = ?1
             GROUP BY digest ORDER BY number",
        )
        .and_then(|mut s| {
            s.query_map([site, told], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })
            .and_then(Iterator::collect)
        })
        .map_err(sqlite)?;
    let numbers = |now: bool, then: bool| -> Vec<i64> {
        each.iter()
            .filter(|own| own.1 == now && own.2 == then)
            .map(|own| own.0)
            .collect()
    };
    Ok((numbers(true, false), numbers(false, true)))
}
