//! A package that came, read and held against its own words; nothing of it is in the book yet.

use std::borrow::Cow;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::file::UNFINISHED;
use super::site::OwnSite;
use crate::domain::exchange::{Direction, Package, PackageState};
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::exchange::archive::{Archive, MOST_BYTES};
use crate::exchange::keys::PublicKey;
use crate::exchange::manifest::{Manifest, PackageKind};
use crate::exchange::row::{self, Row, RowFault};
use crate::exchange::{Digest, container, crypt};
use crate::file;

/// A file that came (tệp đến). Its name is for showing only: it is never trusted.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Its name.
    pub name: String,
    source: Source,
}

#[derive(Debug, Clone)]
enum Source {
    Bytes(Vec<u8>),
    File(PathBuf),
}

impl Incoming {
    /// A file whose bytes are at hand.
    pub fn of(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            source: Source::Bytes(bytes.to_vec()),
        }
    }

    /// A file of a folder, read when its turn comes: a thousand of them do not lie in memory at once.
    pub fn at(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default();
        Self {
            name: name.to_string_lossy().into_owned(),
            source: Source::File(path.to_owned()),
        }
    }

    /// Its bytes.
    pub fn bytes(&self) -> Result<Cow<'_, [u8]>> {
        match &self.source {
            Source::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Source::File(path) => file::read(path, MOST_BYTES)
                .map(Cow::Owned)
                .map_err(|error| file::refusal(path, error)),
        }
    }
}

/// Every package of a folder by its first bytes, in the order of their names.
pub fn packages_in(folder: &Path) -> Result<Vec<Incoming>> {
    let failed = |e: std::io::Error| {
        Error::new(ErrorCode::IoFailed)
            .with("path", folder.display())
            .detail(e)
    };
    let mut paths = fs::read_dir(folder)
        .map_err(failed)?
        .map(|entry| entry.map(|own| own.path()))
        .collect::<std::io::Result<Vec<PathBuf>>>()
        .map_err(failed)?;
    paths.sort();
    paths.retain(|path| begins(path));
    Ok(paths.iter().map(|path| Incoming::at(path)).collect())
}

/// Whether a file begins as a package does; one that is still being written does not count.
fn begins(path: &Path) -> bool {
    let mut head = [0; 8];
    let unfinished = path.to_string_lossy().ends_with(UNFINISHED);
    let mut read = || file::open(path)?.0.read_exact(&mut head);
    !unfinished && read().is_ok() && container::begins(&head)
}

/// A package that is unlocked and whose sender signed it.
#[derive(Debug)]
pub struct Unsealed<'a> {
    /// Digest of the whole file.
    pub digest: Digest,
    /// Who signed it.
    pub sender: PublicKey,
    /// Its list of contents.
    pub manifest: Manifest,
    payload: Cow<'a, [u8]>,
}

impl<'a> Unsealed<'a> {
    /// Unlocks a package that is not locked, or that is locked for this book.
    pub fn of(bytes: &'a [u8], own: Option<&OwnSite>) -> Result<Self> {
        let opened = container::open(bytes)?;
        let payload = if opened.encrypted {
            if crypt::asks_passphrase(opened.payload)? {
                return Err(Error::new(ErrorCode::HandoverHere));
            }
            let keys: Vec<_> = own
                .into_iter()
                .flat_map(|own| [&own.receiving].into_iter().chain(&own.earlier).cloned())
                .collect();
            Cow::Owned(crypt::unlock_with(opened.payload, &keys)?)
        } else {
            Cow::Borrowed(opened.payload)
        };
        let archive = Archive::open(&payload)?;
        let manifest = archive.manifest()?;
        manifest.signed_by(&opened.sender)?;
        if archive.holds_book() || manifest.kind == PackageKind::Handover {
            return Err(Error::new(ErrorCode::HandoverHere));
        }
        Ok(Self {
            digest: container::digest(bytes),
            sender: opened.sender,
            manifest,
            payload,
        })
    }

    /// All that it holds.
    pub fn read(self) -> Result<Read> {
        let archive = Archive::open(&self.payload)?;
        archive.check()?;
        let rows = archive.rows()?;
        let rows = row::read(&rows, self.manifest.sites.len()).collect();
        let mut evidence = Vec::new();
        for (digest, _) in archive.evidence() {
            if let Some(file) = archive.evidence_bytes(&digest)? {
                evidence.push((digest, file));
            }
        }
        Ok(Read {
            digest: self.digest,
            sender: self.sender,
            manifest: self.manifest,
            rows,
            evidence,
        })
    }
}

/// What a package holds.
#[derive(Debug)]
pub struct Read {
    /// Digest of the whole file.
    pub digest: Digest,
    /// Who signed it.
    pub sender: PublicKey,
    /// Its list of contents.
    pub manifest: Manifest,
    /// Its rows; a line that cannot be read stops none of the others.
    pub rows: Vec<std::result::Result<Row, RowFault>>,
    /// Files of evidence with their digests.
    pub evidence: Vec<(Digest, Vec<u8>)>,
}

/// Reads a package that is not locked, or that is locked for this book.
pub fn read_package(bytes: &[u8], own: Option<&OwnSite>) -> Result<Read> {
    Unsealed::of(bytes, own)?.read()
}

/// The kind as the book keeps it.
pub(super) fn kind_text(kind: PackageKind) -> String {
    match serde_json::to_value(kind) {
        Ok(Value::String(text)) => text,
        _ => String::new(),
    }
}

/// What the book keeps of a package that `site` wrote; nobody in particular is its receiver.
pub(super) fn record(
    manifest: &Manifest,
    digest: Digest,
    site: Id,
    direction: Direction,
) -> Package {
    Package {
        site,
        receiver: None,
        direction,
        kind: kind_text(manifest.kind),
        number: manifest.number as i64,
        digest: digest.to_string(),
        previous: manifest
            .previous
            .map(|own| own.to_string())
            .unwrap_or_default(),
        period: manifest.period.clone().unwrap_or_default(),
        written: manifest.written.clone(),
        book_seq: manifest.journal.seq as i64,
        head: manifest.journal.hash.to_string(),
        row_count: manifest.rows.values().sum::<u64>() as i64,
        state: match direction {
            Direction::In => PackageState::Taken,
            Direction::Out => PackageState::Sent,
        },
    }
}
