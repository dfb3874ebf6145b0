//! Opening what was handed over: the same book, as a machine that takes the place of the old one.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use serde_json::json;

use super::super::begin::{Begin, begin};
use super::super::package::record;
use super::super::place;
use super::{Handover, RECEIVED, day_of, text_of};
use crate::clock::Clock;
use crate::domain::exchange::{Direction, Package, PackageState, Succession};
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::{evidence, profile};
use crate::exchange::archive::Archive;
use crate::exchange::keys::fingerprint;
use crate::exchange::manifest::{Manifest, PackageKind, Receiver};
use crate::exchange::{Hexed, container, crypt};
use crate::store::origin::Epochs;
use crate::store::{self, Book, HANDED_OVER, Operation, cipher, identity};

fn broken(what: &str) -> Error {
    Error::new(ErrorCode::HandoverBroken).with("what", what)
}

/// Makes the book that a file hands over, beside nothing that exists. All of it is looked at before anything is there under
/// its name. `notes` is the folder where this machine notes its books.
pub fn open_handover(
    bytes: &[u8],
    name: &str,
    path: &Path,
    passphrase: &str,
    (clock, officer): (Clock, &str),
    notes: &Path,
) -> Result<Book> {
    let opened = container::open(bytes)?;
    if !opened.encrypted || !crypt::asks_passphrase(opened.payload)? {
        return Err(Error::new(ErrorCode::NotAHandover));
    }
    let zip = crypt::unlock_under(opened.payload, passphrase)?;
    let archive = Archive::open(&zip)?;
    let manifest = archive.manifest()?;
    manifest.signed_by(&opened.sender)?;
    if manifest.kind != PackageKind::Handover || !archive.holds_book() {
        return Err(Error::new(ErrorCode::NotAHandover));
    }
    archive.check()?;
    let handover = Handover {
        officer: manifest.officer.clone(),
        moment: manifest.written.clone(),
        day: day_of(&manifest.written),
        digest: container::digest(bytes).to_string(),
        file: name.to_owned(),
        fingerprint: fingerprint(&manifest.signing_key, &manifest.receiving_key).to_string(),
    };
    // Held until the book is open.
    let mut key = None;
    let (mut book, ()) = evidence::with_files(path, |files| {
        Book::create_from(
            path,
            clock,
            officer,
            |partial| {
                lay(&archive, partial)?;
                key = cipher::unlock(partial, passphrase)?;
                Ok(())
            },
            |book| {
                check(book, &manifest)?;
                receive(book, &manifest, &handover)?;
                lay_evidence(&archive, files)
            },
        )
    })?;
    drop(key);
    place::note_here(&mut book, notes);
    Ok(book)
}

fn lay_evidence(archive: &Archive<'_>, folder: &Path) -> Result<()> {
    for (digest, _) in archive.evidence() {
        if let Some(file) = archive.evidence_bytes(&digest)? {
            evidence::put(folder, &digest.to_string(), &file)?;
        }
    }
    Ok(())
}

/// Writes the book of the archive piece by piece.
fn lay(archive: &Archive<'_>, path: &Path) -> Result<()> {
    let io = |e: std::io::Error| {
        Error::new(ErrorCode::IoFailed)
            .with("path", path.display())
            .detail(e)
    };
    let mut file = fs::File::create(path).map_err(io)?;
    let mut written = Ok(());
    archive.book(|chunk| {
        if written.is_ok() {
            written = file.write_all(chunk);
        }
    })?;
    written.and_then(|()| file.sync_all()).map_err(io)
}

/// The book is the one that the list of contents speaks of, and its chain holds.
fn check(book: &Book, manifest: &Manifest) -> Result<()> {
    if book.verify_journal()?.broken_at.is_some() {
        return Err(broken("nhật ký"));
    }
    book.read(|c| {
        let (seq, hash) = store::journal::last(c)?;
        if seq as u64 != manifest.journal.seq || Hexed(hash) != manifest.journal.hash {
            return Err(broken("đầu nhật ký"));
        }
        let own = Epochs::load(c)?.own().ok_or_else(|| broken("mã máy"))?;
        if identity::uid(c, own)? != manifest.site.uid.0 {
            return Err(broken("mã máy"));
        }
        let site = store::get::<crate::domain::exchange::Site>(c, own)?;
        if site.is_none_or(|kept| kept.record.signing_key != manifest.signing_key.hex()) {
            return Err(broken("khóa"));
        }
        let root = identity::uid(c, profile::root(c)?)?;
        match &manifest.receiver {
            Receiver::Body(body) if body.uid.0 == root => Ok(()),
            _ => Err(broken("đơn vị")),
        }
    })
}

fn receive(book: &mut Book, manifest: &Manifest, handover: &Handover) -> Result<()> {
    let words = json!({
        "body": manifest.site.body.name, "officer": handover.officer, "day": handover.day,
    });
    let digest =
        crate::exchange::Digest::parse(&handover.digest).ok_or_else(|| broken("mã băm"))?;
    book.transact(Operation::new("receive_handover", words), |tx| {
        let own = Epochs::load(tx.connection())?
            .own()
            .ok_or_else(|| broken("mã máy"))?;
        tx.add(&Package {
            receiver: None,
            state: PackageState::Taken,
            ..record(manifest, digest, own, Direction::In)
        })?;
        profile::put(tx, RECEIVED, &text_of(handover)?)?;
        // Handed over once more from a book that was handed over before.
        if profile::text(tx.connection(), HANDED_OVER)?.is_some() {
            profile::put(tx, HANDED_OVER, "")?;
        }
        Ok(())
    })?;
    let reason = format!(
        "Nhận bàn giao từ {} ngày {}.",
        handover.officer, handover.day
    );
    begin(book, &Begin::new(Succession::HandedOver, &reason)).map(drop)
}
