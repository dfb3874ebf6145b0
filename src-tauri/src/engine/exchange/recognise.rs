//! Keys that are recognised before their first package (công nhận khóa trước): by the eight signs that somebody told, or
//! from a package that is looked at and not taken.

use rusqlite::Connection;
use serde_json::json;

use super::package::read_package;
use super::site;
use super::take::{lineage, sender};
use crate::domain::exchange::{Recognition, Site, SiteState};
use crate::domain::instant::parse_day;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::exchange::keys::Fingerprint;
use crate::store::{self, Book, Done, Kept, Operation};

/// A key that is recognised and has not come yet.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct Foretold {
    /// Its number.
    pub id: Id,
    /// The office.
    pub name: String,
    /// Eight signs.
    pub fingerprint: String,
}

/// Keys that are recognised and have not come yet.
pub fn foretold(connection: &Connection, day: Day) -> Result<Vec<Foretold>> {
    let directory = Directory::load(connection)?;
    let kept = store::list::<Recognition>(connection, "used_by IS NULL ORDER BY id", &[])?;
    Ok(kept
        .into_iter()
        .map(|own| Foretold {
            id: own.id,
            name: directory.name(own.record.body, day),
            fingerprint: own.record.fingerprint,
        })
        .collect())
}

fn signs(text: &str) -> Result<String> {
    Fingerprint::parse(text)
        .map(|own| own.to_string())
        .ok_or_else(|| Error::new(ErrorCode::BadFingerprint).with("text", text.trim()))
}

/// Recognises the key of those eight signs for a body: its first package is then taken without a question.
pub fn enrol_site(book: &mut Book, body: Id, fingerprint: &str) -> Result<Done<()>> {
    let fingerprint = signs(fingerprint)?;
    let today = profile::today(book)?;
    let name = book.read(|c| {
        let directory = Directory::load(c)?;
        let name = directory.name(body, today);
        let between = site::relation(&directory, body);
        between.ok_or_else(|| Error::new(ErrorCode::NoWayBetween).with("body", &name))?;
        Ok(name)
    })?;
    book.transact(
        Operation::new("enrol_site", json!({ "body": name })),
        |tx| {
            let known: Vec<Kept<Recognition>> =
                store::list(tx.connection(), "fingerprint = ?1", &[&fingerprint])?;
            let record = Recognition {
                body,
                fingerprint,
                used_by: None,
            };
            match known.first() {
                // It came already, and for the same body: nothing is left to be done.
                Some(own) if own.record.body == body => Ok(()),
                Some(own) => tx.set(own.id, &record),
                None => tx.add(&record).map(drop),
            }
        },
    )
}

/// Recognises the key that signed a package, without taking anything of it. `fingerprint` is what its owner told; where it
/// is given and another one signed, nothing is done.
pub fn enrol_from_package(
    book: &mut Book,
    bytes: &[u8],
    fingerprint: Option<&str>,
) -> Result<Done<Id>> {
    let own = site::own_site(book)?;
    let read = read_package(bytes, Some(&own))?;
    let manifest = &read.manifest;
    let shown = sender::fingerprint(manifest);
    if let Some(told) = fingerprint
        && signs(told)? != shown
    {
        return Err(Error::new(ErrorCode::FingerprintDiffers)
            .with("told", told.trim())
            .with("found", &shown));
    }
    let day = parse_day(manifest.written.get(..10).unwrap_or_default())?;
    let operation = Operation::new("enrol_site", json!({ "body": manifest.site.body.name }));
    book.transact(operation, |tx| {
        let key = manifest.signing_key.hex();
        if let Some(kept) = site::by_key(tx.connection(), &key)? {
            let refused = |code| Err(Error::new(code).with("body", &kept.record.name));
            return match kept.record.state {
                SiteState::Known => Ok(kept.id),
                SiteState::Own => refused(ErrorCode::OwnPackage),
                SiteState::Replaced => refused(ErrorCode::SiteReplaced),
                SiteState::Revoked => refused(ErrorCode::SiteRevoked),
            };
        }
        let directory = Directory::load(tx.connection())?;
        let (body, _) = sender::office(tx.connection(), &directory, manifest)?;
        let record = Site {
            signing_key: key,
            receiving_key: manifest.receiving_key.text(),
            after: sender::numbers_before(manifest),
            ..lineage::known(Some(body), &manifest.site.office, day)
        };
        lineage::add(tx, manifest.site.uid, &record)
    })
}

/// Takes a recognition back that no package has used yet.
pub fn forget_recognition(book: &mut Book, id: Id) -> Result<Done<()>> {
    let no_such = || Error::new(ErrorCode::NoSuchSite).with("id", id);
    let today = profile::today(book)?;
    let name = book.read(|c| {
        let kept = store::get::<Recognition>(c, id)?.ok_or_else(no_such)?;
        Ok(Directory::load(c)?.name(kept.record.body, today))
    })?;
    book.transact(
        Operation::new("forget_recognition", json!({ "body": name })),
        |tx| {
            let kept: Kept<Recognition> = tx.get(id, ErrorCode::NoSuchSite)?;
            if kept.record.used_by.is_some() {
                return Err(no_such());
            }
            tx.end::<Recognition>(id)
        },
    )
}
