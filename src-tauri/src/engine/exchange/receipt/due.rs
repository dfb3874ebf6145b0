//! Who has not been told yet what became of a package (biên nhận chưa gửi).

use rusqlite::{Connection, params};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::domain::exchange::Site;
use crate::domain::{Error, ErrorCode, Id, Kind, Result};
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
    let mut out = Vec::new();
    for (id, site) in machines(connection, "body IS NOT NULL")? {
        let Some(body) = site.body else { continue };
        let told = told(connection, id, body)?;
        let (taken, withdrawn) = changed_since(connection, id, told)?;
        if !taken.is_empty() || !withdrawn.is_empty() {
            out.push(DueReceipt {
                site: id,
                body,
                name: site.name,
                taken,
                withdrawn,
            });
        }
    }
    Ok(out)
}

/// Machines whose receipts they can open. One that became known with a package whose taking was taken back is among
/// them: it is to hear of that.
pub(super) fn machines(connection: &Connection, whose: &str) -> Result<Vec<(Id, Site)>> {
    let condition = format!("state = 'known' AND receiving_key <> '' AND {whose}");
    let mut out = Vec::new();
    for last in store::last_states(connection, Kind::Site, &condition)? {
        let site: Site = serde_json::from_value(Value::Object(last.image))
            .map_err(|e| Error::new(ErrorCode::DamagedBook).detail(e))?;
        out.push((last.id, site));
    }
    out.sort_by(|(a, one), (b, other)| (&one.name, a).cmp(&(&other.name, b)));
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
             FROM package WHERE direction = 'in' AND kind NOT IN ('receipt', 'handover', 'peer') AND site = ?1
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
