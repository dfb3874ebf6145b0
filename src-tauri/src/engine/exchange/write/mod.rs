//! Writing a package (xuất gói): what belongs to whom it is for, numbered, signed, and locked where keys are known.

mod draft;

use serde_json::json;

use self::draft::Draft;
use super::enrol::{enrolment, given};
use super::gather::Since;
use super::package::record;
use super::policy::Relation;
use super::site::{self, OwnSite};
use crate::domain::exchange::{Direction, Package};
use crate::domain::{Id, Period, Result};
use crate::engine::evidence;
use crate::engine::profile;
use crate::exchange::archive::Writer;
use crate::exchange::keys::ReceivingPublicKey;
use crate::exchange::manifest::Manifest;
use crate::exchange::row;
use crate::exchange::{container, crypt};
use crate::store::{Book, Done, Operation, Tx};

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

/// Writes the next package for a body: for the one above what was done here, for one below what is given to it; for the
/// own body everything, with which another machine of the office joins.
pub fn write_package(
    book: &mut Book,
    receiver: Id,
    period: Option<Period>,
) -> Result<Done<Written>> {
    write(book, receiver, period, WRITING, None)
}

/// The same without being a step of the officer who happens to sit here: what the exchange folder sends by itself.
pub(super) fn write_quietly(
    book: &mut Book,
    receiver: Id,
    since: Option<&Since>,
) -> Result<Done<Written>> {
    write(book, receiver, None, SENDING, since)
}

/// What the operation is called when an officer writes a package.
const WRITING: &str = "write_package";
/// The same where the exchange folder sends it by itself.
const SENDING: &str = "send_package";

fn write(
    book: &mut Book,
    receiver: Id,
    period: Option<Period>,
    name: &'static str,
    since: Option<&Since>,
) -> Result<Done<Written>> {
    let own = site::own_site(book)?;
    let today = profile::today(book)?;
    let random = book.clock.random()?;
    let act = (book.clock.moment(), book.officer.clone());
    let draft = book.read(|c| Draft::of(c, &own, receiver, (period, today), since, act))?;
    let operation = Operation::new(name, json!({ "body": draft.receiver_name }));
    let folder = evidence::folder_of(book);
    book.transact(operation, |tx| {
        let secret = match draft.relation {
            Relation::Below => Some(enrolment(tx, receiver, &random)?),
            Relation::Peer if since.is_none() => Some(enrolment(tx, receiver, &random)?),
            Relation::Above | Relation::Peer => None,
        };
        let given = given(tx.connection(), &own, draft.relation, secret)?;
        let manifest = draft.manifest(given);
        let bytes = row::write(&draft.rows)?;
        let mut zip = Writer::new(&manifest.write()?, &bytes)?;
        for digest in draft.files() {
            if let Some(file) = evidence::whole_file(&folder, &digest) {
                zip.evidence(&file)?;
            }
        }
        seal(tx, &own, receiver, manifest, zip.finish()?, &draft.locks)
    })
}

/// Locks for those who are to read it, where their keys are known, signs, and keeps that it was written for `receiver`.
pub(super) fn seal(
    tx: &mut Tx<'_>,
    own: &OwnSite,
    receiver: Id,
    manifest: Manifest,
    zip: Vec<u8>,
    locks: &[ReceivingPublicKey],
) -> Result<Written> {
    let locked = !locks.is_empty();
    let payload = if locked {
        crypt::lock_for(&zip, locks)?
    } else {
        zip
    };
    let bytes = container::write(&payload, locked, &own.signing);
    let digest = container::digest(&bytes);
    tx.add(&Package {
        receiver: Some(receiver),
        ..record(&manifest, digest, own.site.id, Direction::Out)
    })?;
    Ok(Written {
        name: manifest.file_name(),
        bytes,
        manifest,
        locked,
    })
}
