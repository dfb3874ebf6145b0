//! What this book owes the other machines of the office, and the offices above.

use std::collections::HashSet;

use rusqlite::{Connection, params};

use super::super::gather::{Since, gather};
use super::super::policy::Relation;
use super::super::scope::scope;
use super::super::site::{self, OwnSite};
use super::came::joined_at;
use super::{known, mark};
use crate::domain::exchange::{Package, Site};
use crate::domain::{Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{self, Kept, sqlite};

/// What the other machines are to be told now; none while they have everything, or while there are none. `lying` are the
/// packages that lie in the folder.
pub(in crate::engine::exchange) fn owed(
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

/// Whether the office above lacks something that was done at this machine.
pub(in crate::engine::exchange) fn news_for_above(
    connection: &Connection,
    own: &OwnSite,
    body: Id,
) -> Result<bool> {
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
pub(in crate::engine::exchange) fn offices_above(connection: &Connection) -> Result<Vec<Id>> {
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
