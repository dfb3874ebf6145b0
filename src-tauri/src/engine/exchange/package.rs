//! A package that came, read and held against its own words; nothing of it is in the book yet.

use serde_json::Value;

use super::site::OwnSite;
use crate::domain::exchange::{Direction, Package, PackageState};
use crate::domain::{Id, Result};
use crate::exchange::archive::Archive;
use crate::exchange::keys::PublicKey;
use crate::exchange::manifest::{Manifest, PackageKind};
use crate::exchange::row::{self, Row, RowFault};
use crate::exchange::{Digest, container, crypt};

/// A file that came (tệp đến).
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Its name, for showing only: it is never trusted.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What it holds.
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
    let opened = container::open(bytes)?;
    let unlocked;
    let payload = if opened.encrypted {
        let keys: Vec<_> = own
            .into_iter()
            .flat_map(|own| [&own.receiving].into_iter().chain(&own.earlier).cloned())
            .collect();
        unlocked = crypt::unlock_with(opened.payload, &keys)?;
        &unlocked
    } else {
        opened.payload
    };
    let archive = Archive::open(payload)?;
    let manifest = archive.manifest()?;
    manifest.signed_by(&opened.sender)?;
    archive.check()?;
    let rows = archive.rows()?;
    let rows = row::read(&rows, manifest.sites.len()).collect();
    let mut evidence = Vec::new();
    for (digest, _) in archive.evidence() {
        if let Some(file) = archive.evidence_bytes(&digest)? {
            evidence.push((digest, file));
        }
    }
    Ok(Read {
        digest: container::digest(bytes),
        sender: opened.sender,
        manifest,
        rows,
        evidence,
    })
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
