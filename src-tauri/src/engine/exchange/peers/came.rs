//! What a package of another machine of the office tells of that machine: whether it can be taken, how far it has come.

use rusqlite::{Connection, OptionalExtension};

use super::super::site::OwnSite;
use super::super::take::{Judged, Verdict};
use super::keys::meet_all;
use super::mark;
use crate::domain::exchange::{Package, PeerMark};
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::exchange::manifest::Manifest;
use crate::store::{self, Kept, Tx, sqlite};

/// Refuses a package that goes on from one which never came: its rows may name what only that one had.
pub(in crate::engine::exchange) fn refuse_gap(
    connection: &Connection,
    own: &OwnSite,
    site: Id,
    manifest: &Manifest,
) -> Result<()> {
    let Some(since) = manifest.since else {
        return Ok(());
    };
    let upto: Option<i64> = connection
        .query_row(
            "SELECT max(book_seq) FROM package WHERE to_seq IS NULL AND direction = 'in' AND site = ?1",
            [site],
            |row| row.get(0),
        )
        .map_err(sqlite)?;
    // A machine that joined with a package of ours has told nothing yet, and owes us nothing of what was in there.
    let joined = upto.is_none() && took(connection, own, manifest)?.is_some();
    if joined || upto.is_some_and(|own| own as u64 >= since) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::PeerGap)
        .with("body", &manifest.site.office)
        .with("number", manifest.number))
}

/// Refuses the whole package of a machine whose program tells what this one does not know: machines of one office tell
/// each other changes only, so that a row which is left out would not come again.
pub(in crate::engine::exchange) fn refuse_newer(
    manifest: &Manifest,
    rows: &[Judged],
) -> Result<()> {
    let unknown = [ErrorCode::UnknownRowKind, ErrorCode::UnknownRowField];
    let newer = rows.iter().any(
        |row| matches!(&row.verdict, Verdict::Refused(error) if unknown.contains(&error.code)),
    );
    if !newer {
        return Ok(());
    }
    Err(Error::new(ErrorCode::NewerProgram)
        .with("body", &manifest.site.office)
        .with("program", &manifest.program))
}

/// Keeps what another machine told of itself: how far it has come, and whom it knows.
pub(in crate::engine::exchange) fn came(
    tx: &mut Tx<'_>,
    own: &OwnSite,
    site: Id,
    manifest: &Manifest,
) -> Result<()> {
    let standing = mark(tx.connection(), site)?;
    let number = manifest.number as i64;
    if standing
        .as_ref()
        .is_some_and(|kept| kept.record.number >= number)
    {
        return Ok(());
    }
    let valid = standing
        .as_ref()
        .filter(|kept| kept.record.own == own.site.id);
    let (acknowledged, has) = match took(tx.connection(), own, manifest)? {
        Some(told) => told,
        None => match valid {
            Some(kept) => (kept.record.acknowledged, kept.record.has),
            None => (0, joined_at(tx.connection(), own, site)?),
        },
    };
    let record = PeerMark {
        site,
        own: own.site.id,
        number,
        written: manifest.written.clone(),
        officer: manifest.officer.clone(),
        acknowledged,
        has,
    };
    match standing {
        Some(kept) => tx.set(kept.id, &record)?,
        None => drop(tx.add(&record)?),
    }
    meet_all(tx, manifest)
}

/// The newest of this book's packages that the other one took, with the operation up to which that tells.
fn took(connection: &Connection, own: &OwnSite, manifest: &Manifest) -> Result<Option<(i64, i64)>> {
    let ours = manifest
        .acknowledges
        .iter()
        .filter(|one| one.site.0 == own.uid);
    let mut out: Option<(i64, i64)> = None;
    for told in ours {
        let digest = told.digest.to_string();
        let sent: Vec<Kept<Package>> = store::list(
            connection,
            "digest = ?1 AND direction = 'out' AND site = ?2",
            &[&digest, &own.site.id],
        )?;
        for kept in sent {
            out = out.max(Some((kept.record.number, kept.record.book_seq)));
        }
    }
    Ok(out)
}

/// A book that was made from a package of that machine owes it nothing of what was in there.
pub(super) fn joined_at(connection: &Connection, own: &OwnSite, site: Id) -> Result<i64> {
    if own.site.record.predecessor.is_some() {
        return Ok(0);
    }
    connection
        .query_row(
            "SELECT operation.seq FROM package JOIN operation ON operation.seq = package.from_seq
             WHERE package.site = ?1 AND package.direction = 'in' AND operation.kind = 'receive_package'
             ORDER BY operation.seq LIMIT 1",
            [site],
            |row| row.get(0),
        )
        .optional()
        .map(Option::unwrap_or_default)
        .map_err(sqlite)
}
