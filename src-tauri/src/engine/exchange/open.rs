//! A fresh book from the package of the office above (lập sổ từ gói cấp trên giao).

use std::path::Path;

use serde_json::json;

use super::enrol::{ENROLMENT_SETTING, PEER_SETTING};
use super::package::{Read, read_package, record};
use super::peers;
use super::policy::Relation;
use super::receipt;
use super::take::sender::{Sender, numbers_before};
use super::take::{From, lineage, sites, take_rows};
use crate::clock::Clock;
use crate::domain::exchange::{Direction, Site};
use crate::domain::instant::parse_day;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::{evidence, forms, found, profile};
use crate::exchange::manifest::{Manifest, PackageKind, Receiver};
use crate::progress::Progress;
use crate::store::{Book, Operation, identity};

/// Makes the book of the body that the package is for: one below the sender, or another machine of its office.
pub fn new_from_package(path: &Path, bytes: &[u8], clock: Clock, officer: &str) -> Result<Book> {
    let read = read_package(bytes, None)?;
    let whole = read.manifest.since.is_none() && read.manifest.enrolment.is_some();
    match read.manifest.kind {
        PackageKind::Assignment => {}
        PackageKind::Peer if whole => {}
        _ => return Err(Error::new(ErrorCode::NotAnAssignment)),
    }
    let (book, ()) = evidence::with_files(path, |files| {
        Book::create(path, clock, officer, |book| {
            fill(book, &read)?;
            let mut all = read.evidence.iter();
            all.try_for_each(|(digest, file)| evidence::put(files, &digest.to_string(), file))
        })
    })?;
    Ok(book)
}

fn fill(book: &mut Book, read: &Read) -> Result<()> {
    let manifest = &read.manifest;
    let Receiver::Body(receiver) = &manifest.receiver else {
        return Err(Error::new(ErrorCode::NotAnAssignment));
    };
    let day = parse_day(manifest.written.get(..10).unwrap_or_default())?;
    let peer = manifest.kind == PackageKind::Peer;
    let (key, today) = (forms::make_key(book.clock)?, book.clock.today());
    let operation = Operation::new("receive_package", json!({ "body": manifest.site.office }));
    let done = book.transact(operation, |tx| {
        let site = sites(tx, &[manifest.site.uid])?;
        let site = *site
            .first()
            .ok_or_else(|| Error::new(ErrorCode::Internal))?;
        let package = tx.add(&record(manifest, read.digest, site, Direction::In))?;
        // The root is known once the units are there, and the directory asks for one.
        let sender = Sender {
            site,
            body: 0,
            relation: if peer {
                Relation::Peer
            } else {
                Relation::Above
            },
        };
        let from = From {
            package,
            sender: &sender,
            directory: None,
            room: None,
        };
        let rows = take_rows(tx, read, &from, &Progress::default())?;
        if peer {
            peers::refuse_newer(manifest, &rows)?;
        }
        receipt::keep(tx, package, &rows)?;
        let root = identity::by_uid(tx.connection(), &receiver.uid.0)?
            .ok_or_else(|| Error::new(ErrorCode::NotAnAssignment))?;
        profile::put(tx, "root", &root.to_string())?;
        if let Some(secret) = &manifest.enrolment {
            let setting = if peer {
                PEER_SETTING
            } else {
                ENROLMENT_SETTING
            };
            profile::put(tx, setting, secret)?;
        }
        if !peer {
            // Another machine of the office has brought its own.
            profile::put(tx, forms::KEY_SETTING, &key)?;
            found::dress(tx, &receiver.code, today)?;
        }
        let directory = Directory::load(tx.connection())?;
        if !directory.knows(root) {
            // Something must be there to enter figures for; units that only a newer program reads are none.
            peers::refuse_newer(manifest, &rows)?;
            return Err(Error::new(ErrorCode::NotAnAssignment));
        }
        let above = identity::by_uid(tx.connection(), &manifest.site.body.uid.0)?;
        tx.set(site, &sender_record(manifest, above, day))?;
        if let Some(above) = above {
            lineage::introduce(tx, manifest, above, day)?;
        }
        peers::meet_all(tx, manifest)?;
        Ok(())
    })?;
    Ok(done.value)
}

fn sender_record(manifest: &Manifest, body: Option<Id>, day: Day) -> Site {
    Site {
        signing_key: manifest.signing_key.hex(),
        receiving_key: manifest.receiving_key.text(),
        after: numbers_before(manifest),
        ..lineage::known(body, &manifest.site.office, day)
    }
}
