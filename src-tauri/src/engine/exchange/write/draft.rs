//! What a package takes from the book.

use std::collections::BTreeMap;

use rusqlite::Connection;
use serde_json::Value;

use super::super::gather::{Since, gather};
use super::super::line::{self, Line};
use super::super::peers;
use super::super::policy::Relation;
use super::super::receipt;
use super::super::scope::scope;
use super::super::site::{self, OwnSite};
use crate::domain::exchange::{Package, Site, SiteState};
use crate::domain::indicator::Indicator;
use crate::domain::{Day, Error, ErrorCode, Id, Kind, Period, Result};
use crate::engine::directory::Directory;
use crate::exchange::keys::ReceivingPublicKey;
use crate::exchange::manifest::{
    Acknowledged, Acquaintance, BodyName, EvidenceCount, FORMAT, JournalHead, Manifest,
    PackageKind, Receiver, Sender, Total,
};
use crate::exchange::row::Row;
use crate::exchange::{Digest, Hexed, SiteId, container};
use crate::store::{self, Kept, identity};

/// All that a package needs from the book.
pub(super) struct Draft {
    pub(super) relation: Relation,
    pub(super) receiver_name: String,
    receiver_body: BodyName,
    sender: Sender,
    period: Option<Period>,
    number: i64,
    previous: Option<Digest>,
    units: String,
    head: JournalHead,
    pub(super) rows: Vec<Row>,
    sites: Vec<SiteId>,
    totals: BTreeMap<String, Total>,
    acknowledges: Vec<Acknowledged>,
    pub(super) locks: Vec<ReceivingPublicKey>,
    since: Option<u64>,
    knows: Vec<Acquaintance>,
    lineage: Line,
}

impl Draft {
    pub(super) fn of(
        connection: &Connection,
        own: &OwnSite,
        receiver: Id,
        (period, today): (Option<Period>, Day),
        since: Option<&Since>,
    ) -> Result<Self> {
        let directory = Directory::load(connection)?;
        let day = period.map_or(today, Period::last_day);
        let name = directory.name(receiver, day);
        let relation = site::relation(&directory, receiver)
            .ok_or_else(|| Error::new(ErrorCode::NoWayBetween).with("body", &name))?;
        let body = |id: Id| -> Result<BodyName> {
            Ok(BodyName {
                uid: Hexed(identity::uid(connection, id)?),
                code: directory.code(id, day),
                name: directory.name(id, day),
            })
        };
        let sent: Vec<Kept<Package>> = store::list(
            connection,
            "direction = 'out' AND site = ?1 AND receiver IS ?2 ORDER BY number DESC",
            &[&own.site.id, &receiver],
        )?;
        let last = sent.first();
        let scope = scope(connection, &directory, relation, receiver)?;
        let gathered = gather(connection, &scope, relation, since)?;
        let peer = relation == Relation::Peer;
        let rows = gathered.rows;
        Ok(Self {
            relation,
            receiver_body: body(receiver)?,
            receiver_name: name,
            sender: Sender {
                uid: Hexed(own.uid),
                office: own.site.record.name.clone(),
                body: body(directory.root)?,
            },
            period,
            number: last.map_or(own.site.record.after, |kept| kept.record.number) + 1,
            previous: last.and_then(|kept| Digest::parse(&kept.record.digest)),
            units: units_digest(&rows),
            head: head(connection)?,
            totals: totals(connection, &rows)?,
            rows,
            sites: gathered.sites,
            acknowledges: if peer {
                peers::acknowledged(connection)?
            } else {
                receipt::of_body(connection, receiver)?
            },
            // Whoever is to join has no key yet; the officer carries that one package by hand.
            locks: if peer && since.is_none() {
                Vec::new()
            } else {
                locks(connection, own, receiver)?
            },
            since: since.map(|own| own.after as u64).filter(|own| *own > 0),
            knows: if peer {
                peers::acquaintances(connection)?
            } else {
                Vec::new()
            },
            lineage: line::line(connection, own, directory.root)?,
        })
    }

    /// Its list of contents; `act` is when and who.
    pub(super) fn manifest(
        &self,
        own: &OwnSite,
        enrolment: Option<String>,
        (written, officer): (String, String),
    ) -> Manifest {
        Manifest {
            format: FORMAT.to_owned(),
            version: container::VERSION,
            kind: self.kind(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            site: self.sender.clone(),
            signing_key: own.signing.public(),
            receiving_key: own.receiving.public(),
            receiver: Receiver::Body(self.receiver_body.clone()),
            number: self.number as u64,
            begins: own.site.record.after as u64 + 1,
            previous: self.previous,
            written,
            officer,
            period: self.period.map(Period::key),
            scope: Vec::new(),
            catalogue: String::new(),
            units: self.units.clone(),
            journal: self.head,
            rows: self.counts(),
            totals: self.totals.clone(),
            evidence: EvidenceCount::default(),
            acknowledges: self.acknowledges.clone(),
            enrolment,
            predecessors: self.lineage.predecessors.clone(),
            introduces: self.lineage.introduces.clone(),
            since: self.since,
            knows: self.knows.clone(),
            sites: self.sites.clone(),
        }
    }

    const fn kind(&self) -> PackageKind {
        match self.relation {
            Relation::Above => PackageKind::Report,
            Relation::Below => PackageKind::Assignment,
            Relation::Peer => PackageKind::Peer,
        }
    }

    fn counts(&self) -> BTreeMap<String, u64> {
        let mut out = BTreeMap::new();
        for row in &self.rows {
            *out.entry(row.kind.clone()).or_insert(0) += 1;
        }
        out
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

/// Where the journal stands.
pub(in crate::engine::exchange) fn head(connection: &Connection) -> Result<JournalHead> {
    let (seq, hash) = store::journal::last(connection)?;
    Ok(JournalHead {
        seq: seq as u64,
        hash: Hexed(hash),
    })
}

/// A digest of the units as they are told.
fn units_digest(rows: &[Row]) -> String {
    let units = [Kind::Body, Kind::BodyVersion, Kind::Succession];
    let told: Vec<String> = rows
        .iter()
        .filter(|row| units.iter().any(|kind| kind.table() == row.kind))
        .map(|row| format!("{} {:?}", row.name, row.fields))
        .collect();
    Digest::of(told.join("\n").as_bytes()).to_string()
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
