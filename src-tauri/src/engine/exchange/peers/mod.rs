//! Several machines of one office (nhiều máy một cơ quan): each lays down what it did, and takes what the others did.
//!
//! A package between them tells what changed since the operation that all of them have, and nothing that one of them
//! brought itself: that one tells the others. Everything is told where a machine is new, or where one was refused and
//! can tell nothing any more. A package without rows says only what was taken; it is written once and not answered, so
//! machines at rest write nothing.

mod came;
mod keys;
mod owed;
mod view;

use rusqlite::Connection;

pub(super) use self::came::{came, refuse_gap, refuse_newer};
pub(super) use self::keys::{acquaintances, meet_all};
pub(super) use self::owed::{news_for_above, offices_above, owed};
pub use self::view::{PeerView, peers};
use crate::domain::exchange::{Package, PeerMark, Site};
use crate::domain::{Id, Result};
use crate::engine::profile;
use crate::exchange::manifest::Acknowledged;
use crate::exchange::{Digest, Hexed};
use crate::store::origin::Sites;
use crate::store::{self, Kept};

/// The other machines of the office that are recognised.
fn known(connection: &Connection) -> Result<Vec<Kept<Site>>> {
    let root = profile::root(connection)?;
    store::list(
        connection,
        "body = ?1 AND state = 'known' ORDER BY id",
        &[&root],
    )
}

fn mark(connection: &Connection, site: Id) -> Result<Option<Kept<PeerMark>>> {
    Ok(store::list(connection, "site = ?1", &[&site])?.pop())
}

/// The newest package of each other machine that was taken.
pub(super) fn acknowledged(connection: &Connection) -> Result<Vec<Acknowledged>> {
    let uids = Sites::load(connection)?;
    let mut out = Vec::new();
    for peer in known(connection)? {
        let taken: Vec<Kept<Package>> = store::list(
            connection,
            "direction = 'in' AND site = ?1 AND kind = 'peer' ORDER BY number DESC LIMIT 1",
            &[&peer.id],
        )?;
        let told = taken.first().and_then(|kept| {
            Some(Acknowledged {
                site: Hexed(uids.uid(peer.id)?),
                number: kept.record.number as u64,
                digest: Digest::parse(&kept.record.digest)?,
                withdrawn: false,
                came: None,
            })
        });
        out.extend(told);
    }
    Ok(out)
}
