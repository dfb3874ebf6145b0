//! Who a package comes from, and whether it is taken from that one.

use rusqlite::Connection;

use super::super::enrol::proof;
use super::super::package::Read;
use super::super::policy::Relation;
use super::super::site;
use super::Choices;
use crate::domain::exchange::{Enrolment, Package, Site, SiteState};
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::exchange::keys;
use crate::exchange::manifest::{Manifest, PackageKind, Receiver};
use crate::store::origin::{Epochs, Sites};
use crate::store::{self, Kept, Tx, identity};

/// A sender whose packages are taken.
pub(in crate::engine::exchange) struct Sender {
    pub(in crate::engine::exchange) site: Id,
    pub(in crate::engine::exchange) body: Id,
    pub(in crate::engine::exchange) relation: Relation,
}

pub(super) enum Standing {
    Known(Sender),
    /// Nobody has recognised its key.
    Unknown,
}

/// Eight characters that two people compare over the phone.
pub fn fingerprint(manifest: &Manifest) -> String {
    keys::fingerprint(&manifest.signing_key, &manifest.receiving_key).to_string()
}

/// The sender of a package. One that proves the secret of its body is enrolled; one whose key was recognised, too.
pub(super) fn of(
    tx: &mut Tx<'_>,
    directory: &Directory,
    read: &Read,
    choices: &Choices,
) -> Result<Standing> {
    let key = read.sender.hex();
    if let Some(kept) = site::by_key(tx.connection(), &key)? {
        return known(directory, kept).map(Standing::Known);
    }
    let manifest = &read.manifest;
    let day = crate::domain::instant::parse_day(manifest.written.get(..10).unwrap_or_default())?;
    let body = identity::by_uid(tx.connection(), &manifest.site.body.uid.0)?;
    let body = body.ok_or_else(|| {
        Error::new(ErrorCode::SenderUnknown).with("body", &manifest.site.body.name)
    })?;
    let relation = site::relation(directory, body).ok_or_else(|| {
        Error::new(ErrorCode::NoWayBetween).with("body", &manifest.site.body.name)
    })?;
    let enrolled = proven(tx.connection(), body, manifest)?;
    if enrolled.is_none() && !choices.recognises(&key, &fingerprint(manifest)) {
        return Ok(Standing::Unknown);
    }
    let uid = manifest.site.uid;
    let sites = Sites::load(tx.connection())?;
    let record = Site {
        body: Some(body),
        name: manifest.site.office.clone(),
        signing_key: key,
        receiving_key: manifest.receiving_key.text(),
        state: SiteState::Known,
        predecessor: None,
        reason: String::new(),
        day,
    };
    let id = match sites.id(&uid.0) {
        Some(id) => {
            if let Some(kept) = store::get::<Site>(tx.connection(), id)? {
                // One site, two keys: its owner must say so, or somebody else speaks in its name.
                return Err(Error::new(ErrorCode::SiteKeyDiffers).with("body", kept.record.name));
            }
            tx.set(id, &record)?;
            id
        }
        None => tx.add_with(uid.0, &record)?,
    };
    if let Some(kept) = enrolled {
        let used = Enrolment {
            used_by: Some(id),
            ..kept.record
        };
        tx.set(kept.id, &used)?;
    }
    Ok(Standing::Known(Sender {
        site: id,
        body,
        relation,
    }))
}

fn known(directory: &Directory, kept: Kept<Site>) -> Result<Sender> {
    let refused = |code| Error::new(code).with("body", &kept.record.name);
    match kept.record.state {
        SiteState::Known => {}
        SiteState::Own => return Err(refused(ErrorCode::OwnPackage)),
        SiteState::Replaced => return Err(refused(ErrorCode::SiteReplaced)),
        SiteState::Revoked => return Err(refused(ErrorCode::SiteRevoked)),
    }
    let body = kept
        .record
        .body
        .ok_or_else(|| refused(ErrorCode::SenderUnknown))?;
    let relation =
        site::relation(directory, body).ok_or_else(|| refused(ErrorCode::NoWayBetween))?;
    Ok(Sender {
        site: kept.id,
        body,
        relation,
    })
}

/// The secret of that body that the manifest proves.
fn proven(
    connection: &Connection,
    body: Id,
    manifest: &Manifest,
) -> Result<Option<Kept<Enrolment>>> {
    let Some(given) = &manifest.enrolment else {
        return Ok(None);
    };
    let (signing, receiving) = (manifest.signing_key.hex(), manifest.receiving_key.text());
    for kept in store::list::<Enrolment>(connection, "body = ?1 AND used_by IS NULL", &[&body])? {
        if proof(&kept.record.secret, &signing, &receiving)? == *given {
            return Ok(Some(kept));
        }
    }
    Ok(None)
}

/// Whom of this book a package is for: its body, or one of the sites that it is or was. A package for somebody else is
/// not taken, whoever carries it here.
pub(super) fn receiver(
    connection: &Connection,
    directory: &Directory,
    manifest: &Manifest,
) -> Result<Id> {
    match &manifest.receiver {
        Receiver::Body(body) => {
            if identity::by_uid(connection, &body.uid.0)? == Some(directory.root) {
                return Ok(directory.root);
            }
            Err(Error::new(ErrorCode::PackageForOther).with("body", &body.name))
        }
        Receiver::Site(site) => {
            let known = identity::by_uid(connection, &site.0)?;
            let own = Epochs::load(connection)?
                .sites()
                .find(|own| known == Some(*own));
            own.ok_or_else(|| {
                let office = &manifest.site.body.name;
                Error::new(ErrorCode::PackageForOtherSite).with("body", office)
            })
        }
    }
}

/// Two packages of one number: the sender's book was copied, and two work under one identity. Receipts for a site have
/// numbers of their own.
pub(super) fn refuse_second_of_number(
    connection: &Connection,
    site: Id,
    receiver: Id,
    read: &Read,
) -> Result<()> {
    let number = read.manifest.number as i64;
    let stream = if read.manifest.kind == PackageKind::Receipt {
        "kind = 'receipt' AND receiver = ?3"
    } else {
        "kind <> 'receipt' AND ?3 = ?3"
    };
    let same: Vec<Kept<Package>> = store::list(
        connection,
        &format!("site = ?1 AND number = ?2 AND direction = 'in' AND {stream}"),
        &[&site, &number, &receiver],
    )?;
    if same.is_empty() {
        return Ok(());
    }
    Err(Error::new(ErrorCode::PackageNumberTwice)
        .with("number", number)
        .with("body", &read.manifest.site.body.name))
}

/// A receipt says what became of packages, and nothing else.
pub(super) fn refuse_rows_of_receipt(read: &Read) -> Result<()> {
    let manifest = &read.manifest;
    if manifest.kind != PackageKind::Receipt || read.rows.is_empty() {
        return Ok(());
    }
    Err(Error::new(ErrorCode::ReceiptWithRows).with("body", &manifest.site.body.name))
}
