//! What became of packages that came.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use serde_json::Value;

use super::super::take::{Judged, Verdict};
use crate::domain::exchange::{Package, Receipt};
use crate::domain::{Error, ErrorCode, Id, Kind, Result};
use crate::exchange::manifest::{Acknowledged, CameTo};
use crate::exchange::{Digest, Hexed};
use crate::store::{self, Kept, Tx, identity};

/// Keeps what the taking of a package came to.
pub(in crate::engine::exchange) fn keep(
    tx: &mut Tx<'_>,
    package: Id,
    rows: &[Judged],
) -> Result<()> {
    let mut out = Receipt {
        package,
        site: None,
        seq: tx.seq(),
        withdrawn: false,
        taken: tx.moment().to_owned(),
        new: 0,
        changed: 0,
        same: 0,
        conflict: 0,
        closed: 0,
        refused: 0,
    };
    for row in rows {
        let count = match row.verdict {
            Verdict::New => &mut out.new,
            Verdict::Changed | Verdict::Joined | Verdict::Ended => &mut out.changed,
            Verdict::Same | Verdict::Older => &mut out.same,
            Verdict::Conflict(_) => &mut out.conflict,
            Verdict::Closed => &mut out.closed,
            Verdict::Refused(_) => &mut out.refused,
        };
        *count += 1;
    }
    tx.add(&out).map(drop)
}

/// What became of every package of the machines of that body.
pub(in crate::engine::exchange) fn of_body(
    connection: &Connection,
    body: Id,
) -> Result<Vec<Acknowledged>> {
    entries(
        connection,
        &format!("site IN (SELECT id FROM site WHERE body = {body})"),
    )
}

/// What became of every package of that machine.
pub(super) fn of_site(connection: &Connection, site: Id) -> Result<Vec<Acknowledged>> {
    entries(connection, &format!("site = {site}"))
}

fn entries(connection: &Connection, whose: &str) -> Result<Vec<Acknowledged>> {
    let came = format!("direction = 'in' AND kind <> 'receipt' AND {whose}");
    let taken = store::list::<Package>(connection, &came, &[])?;
    let condition = format!("site IS NULL AND package IN (SELECT id FROM package WHERE {came})");
    let results: HashMap<Id, Receipt> = store::list::<Receipt>(connection, &condition, &[])?
        .into_iter()
        .map(|kept| (kept.record.package, kept.record))
        .collect();
    let mut uids = HashMap::new();
    let mut out = Vec::with_capacity(taken.len());
    let mut known = HashSet::new();
    for Kept { id, record, .. } in taken {
        let came = results.get(&id).map(came_to);
        known.insert(record.digest.clone());
        out.push(entry(connection, &mut uids, &record, false, came)?);
    }
    for last in store::last_states(connection, Kind::Package, &came)? {
        let package: Package = serde_json::from_value(Value::Object(last.image))
            .map_err(|e| Error::new(ErrorCode::DamagedBook).detail(e))?;
        // Taken back, and perhaps taken once more since.
        if last.ended && known.insert(package.digest.clone()) {
            out.push(entry(connection, &mut uids, &package, true, None)?);
        }
    }
    out.sort_by_key(|own| (own.site, own.number, own.digest));
    Ok(out)
}

fn entry(
    connection: &Connection,
    uids: &mut HashMap<Id, [u8; 16]>,
    package: &Package,
    withdrawn: bool,
    came: Option<CameTo>,
) -> Result<Acknowledged> {
    let site = if let Some(uid) = uids.get(&package.site) {
        *uid
    } else {
        let uid = identity::uid(connection, package.site)?;
        uids.insert(package.site, uid);
        uid
    };
    let damaged = || Error::new(ErrorCode::DamagedBook).detail(&package.digest);
    Ok(Acknowledged {
        site: Hexed(site),
        number: package.number as u64,
        digest: Digest::parse(&package.digest).ok_or_else(damaged)?,
        withdrawn,
        came,
    })
}

fn came_to(receipt: &Receipt) -> CameTo {
    CameTo {
        taken: receipt.taken.clone(),
        new: receipt.new as u64,
        changed: receipt.changed as u64,
        same: receipt.same as u64,
        conflict: receipt.conflict as u64,
        closed: receipt.closed as u64,
        refused: receipt.refused as u64,
    }
}
