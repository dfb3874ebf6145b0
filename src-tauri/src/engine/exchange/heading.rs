//! What stands at the head of every package, whatever it is for: who writes, for whom, its number, where the book stands.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::line;
use super::site::OwnSite;
use crate::domain::{Day, Id, Result};
use crate::engine::directory::Directory;
use crate::exchange::manifest::{
    BodyName, EvidenceCount, FORMAT, JournalHead, Manifest, PackageKind, Receiver, Sender,
};
use crate::exchange::{Digest, Hexed, container};
use crate::store::{self, identity};

/// What differs from one package to the next.
pub(super) struct Heading {
    pub(super) kind: PackageKind,
    pub(super) receiver: Receiver,
    pub(super) number: i64,
    pub(super) previous: Option<Digest>,
    /// The day whose names and codes are told.
    pub(super) day: Day,
    /// When, and who.
    pub(super) act: (String, String),
}

impl Heading {
    /// The list of contents of a package that carries nothing yet.
    pub(super) fn manifest(
        self,
        connection: &Connection,
        own: &OwnSite,
        directory: &Directory,
    ) -> Result<Manifest> {
        let lineage = line::line(connection, own, directory.root)?;
        let (written, officer) = self.act;
        Ok(Manifest {
            format: FORMAT.to_owned(),
            version: container::VERSION,
            kind: self.kind,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            site: Sender {
                uid: Hexed(own.uid),
                office: own.site.record.name.clone(),
                body: body_name(connection, directory, directory.root, self.day)?,
            },
            signing_key: own.signing.public(),
            receiving_key: own.receiving.public(),
            receiver: self.receiver,
            number: self.number as u64,
            begins: own.site.record.after as u64 + 1,
            previous: self.previous,
            written,
            officer,
            period: None,
            scope: None,
            catalogue: None,
            units: None,
            journal: head(connection)?,
            rows: BTreeMap::new(),
            totals: BTreeMap::new(),
            evidence: EvidenceCount::default(),
            acknowledges: Vec::new(),
            enrolment: None,
            since: None,
            knows: Vec::new(),
            predecessors: lineage.predecessors,
            introduces: lineage.introduces,
            sites: Vec::new(),
        })
    }
}

/// A body as a package names it.
pub(super) fn body_name(
    connection: &Connection,
    directory: &Directory,
    body: Id,
    day: Day,
) -> Result<BodyName> {
    Ok(BodyName {
        uid: Hexed(identity::uid(connection, body)?),
        code: directory.code(body, day),
        name: directory.name(body, day),
    })
}

/// Where the journal stands.
fn head(connection: &Connection) -> Result<JournalHead> {
    let (seq, hash) = store::journal::last(connection)?;
    Ok(JournalHead {
        seq: seq as u64,
        hash: Hexed(hash),
    })
}
