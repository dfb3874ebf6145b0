//! What came, what is missing, what was acknowledged (tình hình gửi nhận).

use rusqlite::Connection;

use super::history::{PackageLine, Results};
use super::policy::Relation;
use super::receipt::{DueReceipt, receipts_due};
use super::site;
use crate::domain::exchange::{Direction, Held, HeldState, Package, Site, SiteState};
use crate::domain::{Day, Id, Result};
use crate::engine::directory::Directory;
use crate::store::{self, Kept};

/// How a body stands in exchange.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct BodyStatus {
    /// The body.
    pub body: Id,
    /// Its code and name.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Above, below or the same office.
    pub relation: Relation,
    /// Sites of it that are recognised.
    pub sites: u32,
    /// The last package that came from it.
    pub came: Option<PackageLine>,
    /// Numbers that never came although a later one did.
    pub missing: Vec<i64>,
    /// The last package that was written for it.
    pub sent: Option<PackageLine>,
    /// Rows of its packages that wait for a person.
    pub waiting: u32,
    /// Packages whose taking it has not been told of.
    pub receipts_due: u32,
    /// Packages whose taking was taken back, of which it has not been told either.
    pub withdrawals_due: u32,
}

/// Every body that packages go to or come from.
pub fn exchange_status(connection: &Connection, day: Day) -> Result<Vec<BodyStatus>> {
    let directory = Directory::load(connection)?;
    let sites = store::list::<Site>(connection, "1 = 1", &[])?;
    let packages = store::list::<Package>(connection, "kind <> 'receipt' ORDER BY number", &[])?;
    let held = store::list::<Held>(connection, "state = 'open'", &[])?;
    let mut bodies: Vec<Id> = directory.leaves(directory.root, day);
    bodies.retain(|body| *body != directory.root);
    let met = sites.iter().filter_map(|kept| kept.record.body);
    let sent = packages.iter().filter_map(|kept| kept.record.receiver);
    for body in met.chain(sent) {
        if !bodies.contains(&body) {
            bodies.push(body);
        }
    }
    let known = Known {
        directory: &directory,
        day,
        sites: &sites,
        packages: &packages,
        results: Results::load(connection)?,
        held: &held,
        due: receipts_due(connection)?,
    };
    let mut out = Vec::new();
    for body in bodies {
        let Some(relation) = site::relation(&directory, body) else {
            continue;
        };
        out.push(of(&known, body, relation));
    }
    out.retain(|own| own.relation != Relation::Peer || own.sent.is_some() || own.came.is_some());
    Ok(out)
}

/// What the lines are made from.
struct Known<'a> {
    directory: &'a Directory,
    day: Day,
    sites: &'a [Kept<Site>],
    packages: &'a [Kept<Package>],
    results: Results,
    held: &'a [Kept<Held>],
    due: Vec<DueReceipt>,
}

fn of(known: &Known<'_>, body: Id, relation: Relation) -> BodyStatus {
    let Known {
        directory,
        day,
        sites,
        packages,
        results,
        held,
        due,
    } = known;
    let due = |count: fn(&DueReceipt) -> usize| -> u32 {
        let own = due.iter().filter(|own| own.body == body);
        own.map(count).sum::<usize>() as u32
    };
    let own: Vec<&Kept<Site>> = sites
        .iter()
        .filter(|kept| kept.record.body == Some(body) && kept.record.state != SiteState::Own)
        .collect();
    let of_site = |site: Id| own.iter().any(|kept| kept.id == site);
    let came: Vec<&Kept<Package>> = packages
        .iter()
        .filter(|kept| kept.record.direction == Direction::In && of_site(kept.record.site))
        .collect();
    let sent = packages.iter().rfind(|kept| {
        kept.record.direction == Direction::Out && kept.record.receiver == Some(body)
    });
    let waiting = held
        .iter()
        .filter(|kept| {
            debug_assert_eq!(kept.record.state, HeldState::Open, "as the condition says");
            came.iter().any(|own| own.id == kept.record.package)
        })
        .count() as u32;
    BodyStatus {
        body,
        code: directory.code(body, *day),
        name: directory.name(body, *day),
        relation,
        sites: own
            .iter()
            .filter(|kept| kept.record.state == SiteState::Known)
            .count() as u32,
        // Of machines of one office the newest package stands for those before it.
        missing: if relation == Relation::Peer {
            Vec::new()
        } else {
            missing(&own, &came)
        },
        came: came.last().map(|kept| results.line(kept)),
        sent: sent.map(|kept| results.line(kept)),
        waiting,
        receipts_due: due(|own| own.taken.len()),
        withdrawals_due: due(|own| own.withdrawn.len()),
    }
}

/// Numbers below the last one of each site that never came.
fn missing(sites: &[&Kept<Site>], came: &[&Kept<Package>]) -> Vec<i64> {
    let mut out = Vec::new();
    for site in sites {
        let numbers: Vec<i64> = came
            .iter()
            .filter(|kept| kept.record.site == site.id)
            .map(|kept| kept.record.number)
            .collect();
        let last = numbers.iter().copied().max().unwrap_or_default();
        // Those of a machine that goes on from another one begin behind the numbers of that one.
        let first = site.record.after + 1;
        out.extend((first..last).filter(|number| !numbers.contains(number)));
    }
    out.sort_unstable();
    out
}
