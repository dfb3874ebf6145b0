//! What a package takes from the book.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::Value;

use super::super::gather::{Since, gather};
use super::super::heading::{Heading, body_name};
use super::super::peers;
use super::super::policy::Relation;
use super::super::receipt;
use super::super::scope::scope;
use super::super::site::{self, OwnSite};
use super::super::version;
use crate::domain::exchange::{Package, Site, SiteState};
use crate::domain::indicator::Indicator;
use crate::domain::{Day, Error, ErrorCode, Id, Kind, Period, Result};
use crate::engine::directory::Directory;
use crate::exchange::Digest;
use crate::exchange::keys::ReceivingPublicKey;
use crate::exchange::manifest::{BodyName, Manifest, PackageKind, Receiver, Scope, Total};
use crate::exchange::row::Row;
use crate::store::{self, Kept, identity};

/// All that a package needs from the book.
pub(super) struct Draft {
    pub(super) relation: Relation,
    pub(super) receiver_name: String,
    pub(super) rows: Vec<Row>,
    pub(super) locks: Vec<ReceivingPublicKey>,
    manifest: Manifest,
}

impl Draft {
    /// What is to be told to a body; `act` is when, and who.
    pub(super) fn of(
        connection: &Connection,
        own: &OwnSite,
        receiver: Id,
        (period, today): (Option<Period>, Day),
        since: Option<&Since>,
        act: (String, String),
    ) -> Result<Self> {
        let directory = Directory::load(connection)?;
        let day = period.map_or(today, Period::last_day);
        let receiver_name = directory.name(receiver, day);
        let relation = site::relation(&directory, receiver)
            .ok_or_else(|| Error::new(ErrorCode::NoWayBetween).with("body", &receiver_name))?;
        let body = |id: Id| body_name(connection, &directory, id, day);
        let sent: Vec<Kept<Package>> = store::list(
            connection,
            "direction = 'out' AND site = ?1 AND receiver IS ?2 ORDER BY number DESC",
            &[&own.site.id, &receiver],
        )?;
        let last = sent.first();
        let heading = Heading {
            kind: kind(relation),
            receiver: Receiver::Body(body(receiver)?),
            number: last.map_or(own.site.record.after, |kept| kept.record.number) + 1,
            previous: last.and_then(|kept| Digest::parse(&kept.record.digest)),
            day,
            act,
        };
        let scope = scope(connection, &directory, relation, receiver)?;
        let gathered = gather(connection, &scope, relation, since)?;
        let rows = gathered.rows;
        let peer = relation == Relation::Peer;
        let about = match relation {
            Relation::Above | Relation::Peer => directory.root,
            Relation::Below => receiver,
        };
        let versions = match relation {
            Relation::Above => Some(version::of_given(connection)?),
            Relation::Below => Some(version::of_rows(&rows)),
            // Machines of one office tell each other what they change.
            Relation::Peer => None,
        };
        let manifest = Manifest {
            period: period.map(Period::key),
            scope: Some(spoken_of(body(about)?, &rows)),
            catalogue: versions.map(|own| own.catalogue),
            units: versions.map(|own| own.units),
            rows: counts(&rows),
            totals: totals(connection, &rows)?,
            acknowledges: if peer {
                peers::acknowledged(connection)?
            } else {
                receipt::of_body(connection, receiver)?
            },
            since: since.map(|own| own.after as u64).filter(|own| *own > 0),
            knows: if peer {
                peers::acquaintances(connection)?
            } else {
                Vec::new()
            },
            sites: gathered.sites,
            ..heading.manifest(connection, own, &directory)?
        };
        Ok(Self {
            relation,
            receiver_name,
            rows,
            // Whoever is to join has no key yet; the officer carries that one package by hand.
            locks: if peer && since.is_none() {
                Vec::new()
            } else {
                locks(connection, own, receiver)?
            },
            manifest,
        })
    }

    /// Its list of contents.
    pub(super) fn manifest(&self, enrolment: Option<String>) -> Manifest {
        Manifest {
            enrolment,
            ..self.manifest.clone()
        }
    }

    /// Digests of the files of evidence.
    pub(super) fn files(&self) -> Vec<String> {
        let of = |row: &Row| {
            let fields = row.fields.as_ref()?;
            let digest = fields.get("digest")?.as_str()?;
            (row.kind == Kind::Evidence.table() && !digest.is_empty()).then(|| digest.to_owned())
        };
        let mut out: Vec<String> = self.rows.iter().filter_map(of).collect();
        out.sort_unstable();
        out.dedup();
        out
    }
}

/// Keys of those who are to read it, the own one among them; none while one of them is not known.
fn locks(connection: &Connection, own: &OwnSite, receiver: Id) -> Result<Vec<ReceivingPublicKey>> {
    let sites: Vec<Kept<Site>> = store::list(
        connection,
        "body = ?1 AND state = 'known' AND receiving_key <> ''",
        &[&receiver],
    )?;
    if sites.is_empty() {
        return Ok(Vec::new());
    }
    let mut out = vec![own.receiving.public()];
    for kept in sites {
        debug_assert_eq!(kept.record.state, SiteState::Known, "as the condition says");
        out.push(kept.record.receiving_key.parse()?);
    }
    Ok(out)
}

const fn kind(relation: Relation) -> PackageKind {
    match relation {
        Relation::Above => PackageKind::Report,
        Relation::Below => PackageKind::Assignment,
        Relation::Peer => PackageKind::Peer,
    }
}

fn counts(rows: &[Row]) -> BTreeMap<String, u64> {
    let mut out = BTreeMap::new();
    for row in rows {
        *out.entry(row.kind.clone()).or_insert(0) += 1;
    }
    out
}

/// The body that a package speaks of, with the days of its figures.
fn spoken_of(body: BodyName, rows: &[Row]) -> Scope {
    let figures = rows.iter().filter(|row| row.kind == Kind::Fact.table());
    let fields = figures.filter_map(|row| row.fields.as_ref());
    let days = fields.filter_map(|fields| fields.get("day")?.as_str());
    let (first, last) = (days.clone().min(), days.max());
    Scope {
        body,
        first: first.map(str::to_owned),
        last: last.map(str::to_owned),
    }
}

/// Count and sum of the figures of each indicator.
fn totals(connection: &Connection, rows: &[Row]) -> Result<BTreeMap<String, Total>> {
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    for kept in store::list::<Indicator>(connection, "1 = 1", &[])? {
        codes.insert(identity::name(connection, kept.id)?, kept.record.code);
    }
    let mut out: BTreeMap<String, Total> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.kind == Kind::Fact.table()) {
        let Some(fields) = &row.fields else { continue };
        let name = fields.get("indicator").and_then(Value::as_str);
        let Some(code) = name.and_then(|name| codes.get(name)) else {
            continue;
        };
        if let Some(value) = fields.get("value").and_then(Value::as_i64) {
            let total = out.entry(code.clone()).or_default();
            total.count += 1;
            total.sum += i128::from(value);
        }
    }
    Ok(out)
}
