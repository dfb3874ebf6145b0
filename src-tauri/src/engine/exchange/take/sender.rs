//! Who a package comes from, and whether it is taken from that one.

use rusqlite::Connection;

use super::super::enrol::proof;
use super::super::package::Read;
use super::super::policy::Relation;
use super::super::site;
use super::Choices;
use super::lineage::{self, Line, Lineage};
use crate::domain::exchange::{Enrolment, Package, Recognition, Site, SiteState};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::exchange::keys;
use crate::exchange::manifest::{Manifest, PackageKind, Receiver};
use crate::store::origin::Epochs;
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

/// The sender of a package, and what it tells of its line. One that proves the secret of its body is enrolled; so is one
/// that goes on from a known one, one that a known one vouched for, and one whose key was recognised.
pub(super) fn of(
    tx: &mut Tx<'_>,
    directory: &Directory,
    read: &Read,
    choices: &Choices,
    lineage: &mut Lineage,
) -> Result<Standing> {
    let manifest = &read.manifest;
    let day = crate::domain::instant::parse_day(manifest.written.get(..10).unwrap_or_default())?;
    let key = read.sender.hex();
    let known = site::by_key(tx.connection(), &key)?;
    let heard = known.as_ref().map(|kept| kept.record.state);
    let standing = match known {
        Some(kept) => {
            let number = manifest.number;
            let again = kept.clone();
            let sender = self::known(tx.connection(), directory, kept, number)?;
            remember(tx, again, (manifest, day), lineage)?;
            Standing::Known(sender)
        }
        None => stranger(tx, directory, (manifest, key, day), choices, lineage)?,
    };
    if let Standing::Known(sender) = &standing
        && heard.is_none_or(|state| state == SiteState::Known)
    {
        lineage.introduced = lineage::introduce(tx, manifest, sender.body, day)?;
    }
    Ok(standing)
}

/// One that another machine vouched for says itself whom it goes on from, and where its numbers begin.
fn remember(
    tx: &mut Tx<'_>,
    kept: Kept<Site>,
    (manifest, day): (&Manifest, Day),
    lineage: &mut Lineage,
) -> Result<()> {
    let own = &kept.record;
    let after = numbers_before(manifest);
    if own.state != SiteState::Known || own.predecessor.is_some() || own.after == after {
        return Ok(());
    }
    let line = match own.body {
        Some(body) => Line::find(tx.connection(), manifest, body)?,
        None => None,
    };
    if let Some(line) = line.filter(Line::holds) {
        lineage.succeeds = line.told();
        return line.keep(tx, kept.id, day);
    }
    let record = Site {
        after,
        ..kept.record
    };
    tx.set(kept.id, &record)
}

/// The number behind which those of a machine begin, as it says.
pub(in crate::engine::exchange) fn numbers_before(manifest: &Manifest) -> i64 {
    i64::try_from(manifest.begins.saturating_sub(1)).unwrap_or(i64::MAX)
}

/// One whose key this book never saw.
fn stranger(
    tx: &mut Tx<'_>,
    directory: &Directory,
    (manifest, key, day): (&Manifest, String, Day),
    choices: &Choices,
    lineage: &mut Lineage,
) -> Result<Standing> {
    let (body, relation) = office(tx.connection(), directory, manifest)?;
    let enrolled = proven(tx.connection(), body, manifest)?;
    let foretold = foretold(tx.connection(), body, manifest)?;
    let recognised = foretold.is_some() || choices.recognises(&key, &fingerprint(manifest));
    let line = Line::find(tx.connection(), manifest, body)?;
    lineage.succeeds = line.as_ref().and_then(Line::told);
    let follows = line.as_ref().is_some_and(Line::holds);
    if enrolled.is_none() && !recognised && !follows {
        if let Some(line) = &line {
            line.refuse_revoked()?;
        }
        return Ok(Standing::Unknown);
    }
    let record = Site {
        signing_key: key,
        receiving_key: manifest.receiving_key.text(),
        after: numbers_before(manifest),
        ..lineage::known(Some(body), &manifest.site.office, day)
    };
    let id = lineage::add(tx, manifest.site.uid, &record)?;
    if let Some(line) = line.filter(|own| own.holds() || recognised) {
        line.keep(tx, id, day)?;
    }
    if let Some(kept) = enrolled {
        let used = Enrolment {
            used_by: Some(id),
            ..kept.record
        };
        tx.set(kept.id, &used)?;
    }
    if let Some(kept) = foretold {
        let used = Recognition {
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

/// The body that a package says it comes from, and how that one stands to this book.
pub(in crate::engine::exchange) fn office(
    connection: &Connection,
    directory: &Directory,
    manifest: &Manifest,
) -> Result<(Id, Relation)> {
    let name = &manifest.site.body.name;
    let body = identity::by_uid(connection, &manifest.site.body.uid.0)?
        .ok_or_else(|| Error::new(ErrorCode::SenderUnknown).with("body", name))?;
    let relation = site::relation(directory, body)
        .ok_or_else(|| Error::new(ErrorCode::NoWayBetween).with("body", name))?;
    Ok((body, relation))
}

/// That somebody recognised the key before its first package came.
fn foretold(
    connection: &Connection,
    body: Id,
    manifest: &Manifest,
) -> Result<Option<Kept<Recognition>>> {
    Ok(store::list(
        connection,
        "body = ?1 AND fingerprint = ?2 AND used_by IS NULL",
        &[&body, &fingerprint(manifest)],
    )?
    .pop())
}

/// A known sender. What a machine wrote before another one took its place is still taken, however late it comes.
fn known(
    connection: &Connection,
    directory: &Directory,
    kept: Kept<Site>,
    number: u64,
) -> Result<Sender> {
    let refused = |code| Error::new(code).with("body", &kept.record.name);
    match kept.record.state {
        SiteState::Known => {}
        SiteState::Replaced if lineage::written_before(connection, kept.id, number)? => {}
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
        "kind NOT IN ('receipt', 'handover') AND ?3 = ?3"
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
