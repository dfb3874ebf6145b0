//! Writing a package (xuất gói): what belongs to whom it is for, numbered, signed, and locked where keys are known.

use std::collections::BTreeMap;

use hmac::{Hmac, KeyInit, Mac};
use rusqlite::Connection;
use serde_json::{Value, json};
use sha2::Sha256;

use super::gather::gather;
use super::line::{self, Line};
use super::policy::Relation;
use super::scope::scope;
use super::site::{self, OwnSite};
use crate::domain::exchange::{Direction, Enrolment, Package, PackageState, Site, SiteState};
use crate::domain::hex::{from_hex, hex};
use crate::domain::{Error, ErrorCode, Id, Kind, Period, Result};
use crate::engine::directory::Directory;
use crate::engine::evidence;
use crate::engine::profile;
use crate::exchange::archive::Writer;
use crate::exchange::keys::ReceivingPublicKey;
use crate::exchange::manifest::{
    Acknowledged, BodyName, EvidenceCount, FORMAT, JournalHead, Manifest, PackageKind, Receiver,
    Sender, Total,
};
use crate::exchange::row::{self, Row};
use crate::exchange::{Digest, Hexed, SiteId, container, crypt};
use crate::store::origin::Sites;
use crate::store::{self, Book, Done, Kept, Operation, identity};

/// A package that was written.
#[derive(Debug, Clone)]
pub struct Written {
    /// A name for the file.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// Its list of contents.
    pub manifest: Manifest,
    /// Whether it is locked for its receivers.
    pub locked: bool,
}

/// Writes the next package for a body: for the one above what was done here, for one below what is given to it, for the
/// own body everything.
pub fn write_package(
    book: &mut Book,
    receiver: Id,
    period: Option<Period>,
) -> Result<Done<Written>> {
    let own = site::own_site(book)?;
    let today = profile::today(book)?;
    let random = book.clock.random()?;
    let moment = book.clock.moment();
    let draft = book.read(|c| Draft::of(c, &own, receiver, period, today))?;
    let operation = Operation::new("write_package", json!({ "body": draft.receiver_name }));
    let officer = book.officer.clone();
    let folder = evidence::folder_of(book);
    book.transact(operation, |tx| {
        let secret = match draft.relation {
            Relation::Below => Some(enrolment(tx, receiver, &random)?),
            Relation::Above | Relation::Peer => None,
        };
        let connection = tx.connection();
        let given = draft.enrolment(connection, &own, secret)?;
        let bytes = row::write(&draft.rows)?;
        let manifest = Manifest {
            format: FORMAT.to_owned(),
            version: container::VERSION,
            kind: draft.kind(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            site: draft.sender.clone(),
            signing_key: own.signing.public(),
            receiving_key: own.receiving.public(),
            receiver: Receiver::Body(draft.receiver_body.clone()),
            number: draft.number as u64,
            previous: draft.previous,
            written: moment,
            officer,
            period: period.map(Period::key),
            scope: Vec::new(),
            catalogue: String::new(),
            units: draft.units.clone(),
            journal: draft.head,
            rows: draft.counts(),
            totals: draft.totals.clone(),
            evidence: EvidenceCount::default(),
            acknowledges: draft.acknowledges.clone(),
            enrolment: given,
            predecessors: draft.lineage.predecessors.clone(),
            introduces: draft.lineage.introduces.clone(),
            sites: draft.sites.clone(),
        };
        let mut zip = Writer::new(&manifest.write()?, &bytes)?;
        for digest in draft.files() {
            if let Some(file) = evidence::whole_file(&folder, &digest) {
                zip.evidence(&file)?;
            }
        }
        let zip = zip.finish()?;
        let locked = !draft.locks.is_empty();
        let payload = if locked {
            crypt::lock_for(&zip, &draft.locks)?
        } else {
            zip
        };
        let bytes = container::write(&payload, locked, &own.signing);
        tx.add(&Package {
            site: own.site.id,
            receiver: Some(receiver),
            direction: Direction::Out,
            kind: kind_text(manifest.kind),
            number: draft.number,
            digest: container::digest(&bytes).to_string(),
            previous: draft
                .previous
                .map(|own| own.to_string())
                .unwrap_or_default(),
            period: manifest.period.clone().unwrap_or_default(),
            written: manifest.written.clone(),
            book_seq: manifest.journal.seq as i64,
            head: manifest.journal.hash.to_string(),
            row_count: draft.rows.len() as i64,
            state: PackageState::Sent,
        })?;
        Ok(Written {
            name: manifest.file_name(),
            bytes,
            manifest,
            locked,
        })
    })
}

/// The kind as the book keeps it.
pub(super) fn kind_text(kind: PackageKind) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(text)) => text,
        _ => String::new(),
    }
}

/// The secret by which a body shows who it is: one for each, until somebody has used it.
fn enrolment(tx: &mut store::Tx<'_>, body: Id, random: &[u8]) -> Result<String> {
    let known: Vec<Kept<Enrolment>> =
        store::list(tx.connection(), "body = ?1 AND used_by IS NULL", &[&body])?;
    if let Some(kept) = known.into_iter().next() {
        return Ok(kept.record.secret);
    }
    let secret = hex(&random[..32]);
    tx.add(&Enrolment {
        body,
        secret: secret.clone(),
        used_by: None,
    })?;
    Ok(secret)
}

/// That whoever holds these keys knows the secret.
pub(super) fn proof(secret: &str, signing: &str, receiving: &str) -> Result<String> {
    let bytes = from_hex(secret).unwrap_or_default();
    let mut mac = Hmac::<Sha256>::new_from_slice(&bytes)
        .map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    for part in ["so06-enrolment-1", signing, receiving] {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part.as_bytes());
    }
    Ok(hex(&mac.finalize().into_bytes()))
}

/// All that a package needs from the book.
struct Draft {
    relation: Relation,
    receiver_name: String,
    receiver_body: BodyName,
    sender: Sender,
    number: i64,
    previous: Option<Digest>,
    units: String,
    head: JournalHead,
    rows: Vec<Row>,
    sites: Vec<SiteId>,
    totals: BTreeMap<String, Total>,
    acknowledges: Vec<Acknowledged>,
    locks: Vec<ReceivingPublicKey>,
    lineage: Line,
}

impl Draft {
    fn of(
        connection: &Connection,
        own: &OwnSite,
        receiver: Id,
        period: Option<Period>,
        today: crate::domain::Day,
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
        let gathered = gather(connection, &scope, relation)?;
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
            number: last.map_or(own.site.record.after, |kept| kept.record.number) + 1,
            previous: last.and_then(|kept| Digest::parse(&kept.record.digest)),
            units: units_digest(&rows),
            head: head(connection)?,
            totals: totals(connection, &rows)?,
            rows,
            sites: gathered.sites,
            acknowledges: acknowledged(connection)?,
            locks: locks(connection, own, receiver)?,
            lineage: line::line(connection, own, directory.root)?,
        })
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
    fn files(&self) -> Vec<String> {
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

    /// For one below the secret itself; for the one above the proof, where its package brought a secret.
    fn enrolment(
        &self,
        connection: &Connection,
        own: &OwnSite,
        secret: Option<String>,
    ) -> Result<Option<String>> {
        if secret.is_some() {
            return Ok(secret);
        }
        let given = profile::text(connection, ENROLMENT_SETTING)?;
        given
            .map(|secret| {
                proof(
                    &secret,
                    &own.signing.public().hex(),
                    &own.receiving.public().text(),
                )
            })
            .transpose()
    }
}

/// The setting that holds the secret which the office above gave.
pub(super) const ENROLMENT_SETTING: &str = "enrolment";

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
fn head(connection: &Connection) -> Result<JournalHead> {
    let (seq, hash) = store::journal::last(connection)?;
    Ok(JournalHead {
        seq: seq as u64,
        hash: Hexed(hash),
    })
}

/// What came from other sites and was taken: the last one of each.
fn acknowledged(connection: &Connection) -> Result<Vec<Acknowledged>> {
    let taken: Vec<Kept<Package>> = store::list(
        connection,
        "direction = 'in' AND state = 'taken' ORDER BY site, number",
        &[],
    )?;
    let sites = Sites::load(connection)?;
    Ok(taken
        .iter()
        .filter_map(|kept| {
            Some(Acknowledged {
                site: Hexed(sites.uid(kept.record.site)?),
                number: kept.record.number as u64,
                digest: Digest::parse(&kept.record.digest)?,
            })
        })
        .collect())
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
    for kept in store::list::<crate::domain::indicator::Indicator>(connection, "1 = 1", &[])? {
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
