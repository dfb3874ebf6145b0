//! Several machines of one office (nhiều máy một cơ quan): each lays down what it did, and takes what the others did.
//!
//! A package between them tells what changed since the operation that all of them have, and nothing that one of them
//! brought itself: that one tells the others. Everything is told where a machine is new, or where one was refused and
//! can tell nothing any more. A package without rows says only what was taken; it is written once and not answered, so
//! machines at rest write nothing.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::gather::{Since, gather};
use super::policy::Relation;
use super::scope::scope;
use super::site::{self, OwnSite};
use super::take::lineage;
use crate::domain::exchange::{Package, PeerMark, Site, SiteState};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::exchange::keys;
use crate::exchange::manifest::{Acknowledged, Acquaintance, Manifest};
use crate::exchange::{Digest, Hexed};
use crate::store::origin::Sites;
use crate::store::{self, Kept, Tx, identity, sqlite};

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

/// Whether the office above lacks something that was done at this machine.
pub(super) fn news_for_above(connection: &Connection, own: &OwnSite, body: Id) -> Result<bool> {
    let sent: Vec<Kept<Package>> = store::list(
        connection,
        "direction = 'out' AND site = ?1 AND receiver = ?2 ORDER BY number DESC LIMIT 1",
        &[&own.site.id, &body],
    )?;
    let mut sites = known(connection)?;
    sites.extend(store::list::<Site>(connection, "body = ?1", &[&body])?);
    let since = Since {
        after: sent.first().map_or(1, |kept| kept.record.book_seq),
        brought: brought(connection, &sites)?,
    };
    news(connection, Relation::Above, body, &since, 0)
}

/// Offices above whose key is recognised.
pub(super) fn offices_above(connection: &Connection) -> Result<Vec<Id>> {
    let directory = Directory::load(connection)?;
    let sites = store::list::<Site>(connection, "state = 'known' ORDER BY body", &[])?;
    let mut out: Vec<Id> = sites
        .iter()
        .filter_map(|kept| kept.record.body)
        .filter(|body| site::relation(&directory, *body) == Some(Relation::Above))
        .collect();
    out.dedup();
    Ok(out)
}

/// The keys that this book knows, for the other machines of the office.
pub(super) fn acquaintances(connection: &Connection) -> Result<Vec<Acquaintance>> {
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

/// Refuses a package that goes on from one which never came: its rows may name what only that one had.
pub(super) fn refuse_gap(
    connection: &Connection,
    own: &OwnSite,
    site: Id,
    manifest: &Manifest,
) -> Result<()> {
    let Some(since) = manifest.since else {
        return Ok(());
    };
    let upto: Option<i64> = connection
        .query_row(
            "SELECT max(book_seq) FROM package WHERE to_seq IS NULL AND direction = 'in' AND site = ?1",
            [site],
            |row| row.get(0),
        )
        .map_err(sqlite)?;
    // A machine that joined with a package of ours has told nothing yet, and owes us nothing of what was in there.
    let joined = upto.is_none() && took(connection, own, manifest)?.is_some();
    if joined || upto.is_some_and(|own| own as u64 >= since) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::PeerGap)
        .with("body", &manifest.site.office)
        .with("number", manifest.number))
}

/// Keeps what another machine told of itself: how far it has come, and whom it knows.
pub(super) fn came(tx: &mut Tx<'_>, own: &OwnSite, site: Id, manifest: &Manifest) -> Result<()> {
    let standing = mark(tx.connection(), site)?;
    let number = manifest.number as i64;
    if standing
        .as_ref()
        .is_some_and(|kept| kept.record.number >= number)
    {
        return Ok(());
    }
    let valid = standing
        .as_ref()
        .filter(|kept| kept.record.own == own.site.id);
    let (acknowledged, has) = match took(tx.connection(), own, manifest)? {
        Some(told) => told,
        None => match valid {
            Some(kept) => (kept.record.acknowledged, kept.record.has),
            None => (0, joined_at(tx.connection(), own, site)?),
        },
    };
    let record = PeerMark {
        site,
        own: own.site.id,
        number,
        written: manifest.written.clone(),
        officer: manifest.officer.clone(),
        acknowledged,
        has,
    };
    match standing {
        Some(kept) => tx.set(kept.id, &record)?,
        None => drop(tx.add(&record)?),
    }
    meet_all(tx, manifest)
}

/// Takes the keys that another machine of the office tells of.
pub(super) fn meet_all(tx: &mut Tx<'_>, manifest: &Manifest) -> Result<()> {
    let sites = Sites::load(tx.connection())?;
    manifest
        .knows
        .iter()
        .try_for_each(|told| meet(tx, &sites, told))
}

/// The newest of this book's packages that the other one took, with the operation up to which that tells.
fn took(connection: &Connection, own: &OwnSite, manifest: &Manifest) -> Result<Option<(i64, i64)>> {
    let ours = manifest
        .acknowledges
        .iter()
        .filter(|one| one.site.0 == own.uid);
    let mut out: Option<(i64, i64)> = None;
    for told in ours {
        let digest = told.digest.to_string();
        let sent: Vec<Kept<Package>> = store::list(
            connection,
            "digest = ?1 AND direction = 'out' AND site = ?2",
            &[&digest, &own.site.id],
        )?;
        for kept in sent {
            out = out.max(Some((kept.record.number, kept.record.book_seq)));
        }
    }
    Ok(out)
}

/// A book that was made from a package of that machine owes it nothing of what was in there.
fn joined_at(connection: &Connection, own: &OwnSite, site: Id) -> Result<i64> {
    if own.site.record.predecessor.is_some() {
        return Ok(0);
    }
    connection
        .query_row(
            "SELECT operation.seq FROM package JOIN operation ON operation.seq = package.from_seq
             WHERE package.site = ?1 AND package.direction = 'in' AND operation.kind = 'receive_package'
             ORDER BY operation.seq LIMIT 1",
            [site],
            |row| row.get(0),
        )
        .optional()
        .map(Option::unwrap_or_default)
        .map_err(sqlite)
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

/// What the other machines are to be told now; none while they have everything, or while there are none. `lying` are the
/// packages that lie in the folder.
pub(super) fn owed(
    connection: &Connection,
    own: &OwnSite,
    lying: &HashSet<String>,
) -> Result<Option<Since>> {
    let peers = known(connection)?;
    if peers.is_empty() {
        return Ok(None);
    }
    let root = profile::root(connection)?;
    let mut all_have = i64::MAX;
    let mut acknowledged = i64::MAX;
    for peer in &peers {
        let kept = mark(connection, peer.id)?.filter(|kept| kept.record.own == own.site.id);
        let (number, has) = match kept {
            Some(kept) => (kept.record.acknowledged, kept.record.has),
            None => (0, joined_at(connection, own, peer.id)?),
        };
        all_have = all_have.min(has);
        acknowledged = acknowledged.min(number);
    }
    let refused = refused_since(connection, root)?;
    if refused > all_have {
        all_have = 0;
    }
    let sent: Vec<Kept<Package>> = store::list(
        connection,
        "direction = 'out' AND site = ?1 AND receiver = ?2 AND kind = 'peer' ORDER BY number DESC",
        &[&own.site.id, &root],
    )?;
    let since = Since {
        after: all_have,
        brought: brought(connection, &peers)?,
    };
    let last = sent.first().map(|kept| &kept.record);
    let due = match last {
        None => true,
        Some(last) => {
            answer_due(connection, &peers, last.book_seq)?
                || sites_since(connection, last.book_seq)?
                || lost(&sent, acknowledged, lying)
                || news(connection, Relation::Peer, root, &since, last.book_seq)?
        }
    };
    Ok(due.then_some(since))
}

/// The last operation by which a machine of the office was refused: what it brought is then told by the others.
fn refused_since(connection: &Connection, root: Id) -> Result<i64> {
    connection
        .query_row(
            "SELECT coalesce(max(from_seq), 0) FROM site WHERE to_seq IS NULL AND body = ?1 AND state IN ('replaced', 'revoked')
             AND id NOT IN (SELECT site FROM epoch)",
            [root],
            |row| row.get(0),
        )
        .map_err(sqlite)
}

/// Packages that other machines brought.
fn brought(connection: &Connection, peers: &[Kept<Site>]) -> Result<HashSet<Id>> {
    let mut out = HashSet::new();
    for peer in peers {
        let taken: Vec<Kept<Package>> =
            store::list(connection, "direction = 'in' AND site = ?1", &[&peer.id])?;
        out.extend(taken.iter().map(|kept| kept.id));
    }
    Ok(out)
}

/// Whether rows came from another machine since: it waits to hear that they arrived.
fn answer_due(connection: &Connection, peers: &[Kept<Site>], since: i64) -> Result<bool> {
    for peer in peers {
        let came: bool = connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM package JOIN entity ON entity.id = package.id
                 WHERE package.to_seq IS NULL AND direction = 'in' AND site = ?1 AND package.kind = 'peer'
                 AND row_count > 0 AND entity.born > ?2)",
            )
            .and_then(|mut s| s.query_row(params![peer.id, since], |row| row.get(0)))
            .map_err(sqlite)?;
        if came {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a key became known or was refused since.
fn sites_since(connection: &Connection, since: i64) -> Result<bool> {
    connection
        .query_row(
            "SELECT EXISTS (SELECT 1 FROM site WHERE to_seq IS NULL AND state <> 'own' AND from_seq > ?1)",
            [since],
            |row| row.get(0),
        )
        .map_err(sqlite)
}

/// Whether the newest package is gone from the folder before everybody has what it tells.
fn lost(sent: &[Kept<Package>], acknowledged: i64, lying: &HashSet<String>) -> bool {
    let telling = sent.iter().find(|kept| kept.record.row_count > 0);
    let wanted = telling.map_or(0, |kept| kept.record.number);
    let heard = acknowledged > 0 && acknowledged >= wanted;
    !heard
        && sent
            .first()
            .is_some_and(|last| !lying.contains(&last.record.digest))
}

/// Whether something changed since that the others do not tell themselves.
fn news(connection: &Connection, to: Relation, body: Id, since: &Since, last: i64) -> Result<bool> {
    let directory = Directory::load(connection)?;
    let scope = scope(connection, &directory, to, body)?;
    let later = Since {
        after: last.max(since.after).max(1),
        brought: since.brought.clone(),
    };
    let rows = gather(connection, &scope, to, Some(&later))?.rows;
    Ok(!rows.is_empty())
}

/// Another machine of the office as it is shown (máy cùng cơ quan).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeerView {
    /// The site.
    pub site: Id,
    /// Eight characters to be compared.
    pub fingerprint: String,
    /// Who worked there last; empty while nothing came.
    pub officer: String,
    /// When it wrote its newest package, by its own clock; empty while nothing came.
    pub written: String,
    /// Day on which it became known.
    pub day: Day,
    /// Whether it has everything that was laid down for it.
    pub level: bool,
}

/// The other machines of the office.
pub fn peers(connection: &Connection) -> Result<Vec<PeerView>> {
    let prints: HashMap<Id, String> = site::sites(connection)?
        .into_iter()
        .map(|own| (own.id, own.fingerprint))
        .collect();
    let root = profile::root(connection)?;
    let own: Vec<Kept<Site>> = store::list(connection, "state = 'own'", &[])?;
    let mut told = 0;
    for own in &own {
        let sent: Vec<Kept<Package>> = store::list(
            connection,
            "direction = 'out' AND site = ?1 AND receiver = ?2 AND kind = 'peer' AND row_count > 0
             ORDER BY number DESC LIMIT 1",
            &[&own.id, &root],
        )?;
        told = told.max(sent.first().map_or(0, |kept| kept.record.number));
    }
    let mut out = Vec::new();
    for peer in known(connection)? {
        let kept = mark(connection, peer.id)?.map(|kept| kept.record);
        out.push(PeerView {
            site: peer.id,
            fingerprint: prints.get(&peer.id).cloned().unwrap_or_default(),
            officer: kept
                .as_ref()
                .map(|own| own.officer.clone())
                .unwrap_or_default(),
            written: kept
                .as_ref()
                .map(|own| own.written.clone())
                .unwrap_or_default(),
            day: peer.record.day,
            level: kept.is_some_and(|own| own.acknowledged >= told),
        });
    }
    Ok(out)
}
