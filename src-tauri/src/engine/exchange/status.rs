//! What came, what is missing, what was acknowledged (tình hình gửi nhận).

use rusqlite::Connection;

use super::policy::Relation;
use super::site;
use crate::domain::exchange::{Direction, Held, HeldState, Package, PackageState, Site, SiteState};
use crate::domain::{Day, Id, Result};
use crate::engine::directory::Directory;
use crate::store::{self, Kept};

/// A package as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct SentPackage {
    /// Its number.
    pub number: i64,
    /// When it was written.
    pub written: String,
    /// Period that it was written for.
    pub period: String,
    /// What became of it.
    pub state: PackageState,
}

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
    pub came: Option<SentPackage>,
    /// Numbers that never came although a later one did.
    pub missing: Vec<i64>,
    /// The last package that was written for it.
    pub sent: Option<SentPackage>,
    /// Rows of its packages that wait for a person.
    pub waiting: u32,
}

/// Every body that packages go to or come from.
pub fn exchange_status(connection: &Connection, day: Day) -> Result<Vec<BodyStatus>> {
    let directory = Directory::load(connection)?;
    let sites = store::list::<Site>(connection, "1 = 1", &[])?;
    let packages = store::list::<Package>(connection, "1 = 1 ORDER BY number", &[])?;
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
    let mut out = Vec::new();
    for body in bodies {
        let Some(relation) = site::relation(&directory, body) else {
            continue;
        };
        out.push(of(
            &directory, body, relation, day, &sites, &packages, &held,
        ));
    }
    out.retain(|own| own.relation != Relation::Peer || own.sent.is_some() || own.came.is_some());
    Ok(out)
}

fn of(
    directory: &Directory,
    body: Id,
    relation: Relation,
    day: Day,
    sites: &[Kept<Site>],
    packages: &[Kept<Package>],
    held: &[Kept<Held>],
) -> BodyStatus {
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
        code: directory.code(body, day),
        name: directory.name(body, day),
        relation,
        sites: own
            .iter()
            .filter(|kept| kept.record.state == SiteState::Known)
            .count() as u32,
        missing: missing(&own, &came),
        came: came.last().map(|kept| view(&kept.record)),
        sent: sent.map(|kept| view(&kept.record)),
        waiting,
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

fn view(package: &Package) -> SentPackage {
    SentPackage {
        number: package.number,
        written: package.written.clone(),
        period: package.period.clone(),
        state: package.state,
    }
}
