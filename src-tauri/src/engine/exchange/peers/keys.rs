//! Keys that machines of one office tell each other: whom they recognised, and whom they refuse.

use rusqlite::Connection;

use super::super::site;
use super::super::take::lineage;
use crate::domain::Result;
use crate::domain::exchange::{Site, SiteState};
use crate::exchange::Hexed;
use crate::exchange::keys;
use crate::exchange::manifest::{Acquaintance, Manifest};
use crate::store::origin::Sites;
use crate::store::{self, Tx, identity};

/// The keys that this book knows, for the other machines of the office.
pub(in crate::engine::exchange) fn acquaintances(
    connection: &Connection,
) -> Result<Vec<Acquaintance>> {
    let uids = Sites::load(connection)?;
    // Which machine goes on from which one is told by that one itself: a replaced key is not a refused one.
    let condition = "state IN ('known', 'revoked') AND body IS NOT NULL";
    let sites = store::list::<Site>(connection, condition, &[])?;
    let mut out = Vec::new();
    for kept in sites {
        let (Some(body), Some(uid)) = (kept.record.body, uids.uid(kept.id)) else {
            continue;
        };
        let receiving = kept.record.receiving_key.as_str();
        out.push(Acquaintance {
            site: Hexed(uid),
            body: Hexed(identity::uid(connection, body)?),
            office: kept.record.name.clone(),
            signing_key: kept.record.signing_key.parse()?,
            receiving_key: (!receiving.is_empty())
                .then(|| receiving.parse())
                .transpose()?,
            refused: (kept.record.state != SiteState::Known).then(|| kept.record.reason.clone()),
        });
    }
    Ok(out)
}

/// Takes the keys that another machine of the office tells of.
pub(in crate::engine::exchange) fn meet_all(tx: &mut Tx<'_>, manifest: &Manifest) -> Result<()> {
    let sites = Sites::load(tx.connection())?;
    manifest
        .knows
        .iter()
        .try_for_each(|told| meet(tx, &sites, told))
}

/// Takes a key that another machine of the office recognised, or refuses. What this book decided itself stands, but a
/// key that one of them refuses is refused by all.
fn meet(tx: &mut Tx<'_>, sites: &Sites, told: &Acquaintance) -> Result<()> {
    // This book among them is told of as well; its own record is no key that it recognised.
    let Some(body) = identity::by_uid(tx.connection(), &told.body.0)? else {
        return Ok(());
    };
    let key = told.signing_key.hex();
    let by_key = site::by_key(tx.connection(), &key)?;
    let id = sites.id(&told.site.0);
    let standing = match id {
        Some(id) => store::get::<Site>(tx.connection(), id)?,
        None => None,
    };
    match (standing, &told.refused) {
        (Some(kept), Some(reason))
            if kept.record.state == SiteState::Known && kept.record.signing_key == key =>
        {
            let record = Site {
                state: SiteState::Revoked,
                reason: reason.clone(),
                ..kept.record
            };
            tx.set(kept.id, &record)
        }
        (None, refused) if by_key.is_none() => {
            let receiving = told.receiving_key.as_ref();
            let record = Site {
                signing_key: key,
                receiving_key: receiving
                    .map(keys::ReceivingPublicKey::text)
                    .unwrap_or_default(),
                state: if refused.is_some() {
                    SiteState::Revoked
                } else {
                    SiteState::Known
                },
                reason: refused.clone().unwrap_or_default(),
                ..lineage::known(Some(body), &told.office, tx.today())
            };
            lineage::add(tx, told.site, &record).map(drop)
        }
        _ => Ok(()),
    }
}
