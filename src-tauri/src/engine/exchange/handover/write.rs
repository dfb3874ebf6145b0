//! Writing the file that hands a book over.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::super::file;
use super::super::heading::{Heading, body_name};
use super::super::package::record;
use super::super::site::{self, OwnSite};
use super::{Handover, day_of, text_of};
use crate::domain::exchange::{Direction, Package};
use crate::domain::{Error, ErrorCode, Result, passphrase};
use crate::engine::directory::Directory;
use crate::engine::{evidence, profile};
use crate::exchange::archive::Writer;
use crate::exchange::manifest::{Manifest, PackageKind, Receiver};
use crate::exchange::{container, crypt};
use crate::store::{self, Book, Done, HANDED_OVER, Kept, Operation, cipher, query, whole_file};

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandoverFile {
    /// The file.
    pub path: PathBuf,
    /// Its bytes.
    pub bytes: u64,
    /// Files of evidence in it.
    pub evidence: u32,
    /// What the book keeps of it.
    pub handover: Handover,
}

/// Hands the book over: writes all of it, with its evidence and its keys, into a file under a passphrase, and keeps that it
/// was handed over. A book that was handed over before can be handed over again, as it was then.
pub fn hand_over(book: &mut Book, out: &Path, secret: &str) -> Result<Done<HandoverFile>> {
    passphrase::refuse_short(secret)?;
    let own = site::own_site(book)?;
    let copy = copy_of(book, secret)?;
    let zipped = manifest(book, &own).and_then(|own| Ok((zip(book, &own, &copy)?, own)));
    drop(fs::remove_file(&copy));
    let ((zip, count), manifest) = zipped?;
    let payload = crypt::lock_under(&zip, secret)?;
    drop(zip);
    let bytes = container::write(&payload, true, &own.signing);
    drop(payload);
    let path = if out.is_dir() {
        out.join(manifest.file_name())
    } else {
        out.to_owned()
    };
    let digest = container::digest(&bytes);
    let name = path.file_name().unwrap_or_default();
    let handover = Handover {
        officer: manifest.officer.clone(),
        moment: manifest.written.clone(),
        day: day_of(&manifest.written),
        digest: digest.to_string(),
        file: name.to_string_lossy().into_owned(),
        fingerprint: super::super::take::sender::fingerprint(&manifest),
    };
    let failed = |error| file::failed(&path, error);
    let unfinished = whole_file::lay(&path, &bytes).map_err(failed)?;
    let kept = book.transact(
        Operation::new("hand_over", json!({ "body": manifest.site.body.name })),
        |tx| {
            tx.add(&Package {
                receiver: None,
                ..record(&manifest, digest, own.site.id, Direction::Out)
            })?;
            profile::put(tx, HANDED_OVER, &text_of(&handover)?)
        },
    );
    let done = match kept {
        Ok(done) => done,
        Err(error) => {
            unfinished.forget();
            return Err(error);
        }
    };
    unfinished.finish().map_err(failed)?;
    Ok(Done {
        value: HandoverFile {
            path,
            bytes: bytes.len() as u64,
            evidence: count,
            handover,
        },
        changes: done.changes,
    })
}

/// A copy of the book as it stands, beside it: where it lies already, and on no stick. One of an encrypted book goes under the
/// passphrase of the handover, so that who takes it over needs no other, and it lies in the clear on neither machine.
fn copy_of(book: &Book, secret: &str) -> Result<PathBuf> {
    let mut name = book.path().as_os_str().to_owned();
    name.push(file::UNFINISHED);
    let path = PathBuf::from(name);
    drop(fs::remove_file(&path));
    if book.key().is_some() {
        book.copy_under(&path, &*cipher::new_key(secret, book.clock)?)?;
    } else {
        book.copy_to(&path)?;
    }
    Ok(path)
}

fn zip(book: &Book, manifest: &Manifest, copy: &Path) -> Result<(Vec<u8>, u32)> {
    let io = |e: std::io::Error| {
        Error::new(ErrorCode::IoFailed)
            .with("path", copy.display())
            .detail(e)
    };
    let size = fs::metadata(copy).map_err(io)?.len();
    let mut copied = fs::File::open(copy).map_err(io)?;
    let mut zip = Writer::of_book(&manifest.write()?, &mut copied, size)?;
    let folder = evidence::folder_of(book);
    let mut digests = book.read(query::evidence_digests)?;
    digests.sort_unstable();
    digests.dedup();
    let mut count = 0;
    for digest in digests {
        if let Some(file) = evidence::whole_file(&folder, &digest) {
            zip.evidence(&file)?;
            count += 1;
        }
    }
    Ok((zip.finish()?, count))
}

fn manifest(book: &Book, own: &OwnSite) -> Result<Manifest> {
    let day = profile::today(book)?;
    let act = (book.clock.moment(), book.officer.clone());
    book.read(|c| {
        let directory = Directory::load(c)?;
        let before: Vec<Kept<Package>> = store::list(
            c,
            "direction = 'out' AND kind = 'handover' AND site = ?1",
            &[&own.site.id],
        )?;
        let heading = Heading {
            kind: PackageKind::Handover,
            receiver: Receiver::Body(body_name(c, &directory, directory.root, day)?),
            number: before.len() as i64 + 1,
            previous: None,
            day,
            act,
        };
        heading.manifest(c, own, &directory)
    })
}
