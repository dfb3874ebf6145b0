//! What the journal proves (kiểm tra nhật ký): that it fits itself, and that it goes on from what is known of it outside:
//! safety copies, the note of this machine, packages that others have acknowledged. A chain that somebody wrote anew as a
//! whole fits itself; only a head that lies elsewhere shows it. So it is also said from where on nothing is proved.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::Path;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::folder_of;
use super::restore::RESTORE;
use crate::domain::Result;
use crate::domain::hex::hex;
use crate::store::note::{Note, own_uid};
use crate::store::{Book, Verdict, copies, sqlite};

/// Where a head is known from (nguồn đối chiếu).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HeadSource {
    /// bản sao lưu
    Copy,
    /// dấu ngoài sổ của máy này
    Note,
    /// gói đã được nơi nhận báo lại
    Receipt,
}

/// A head of the journal that is known outside the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KnownHead {
    /// From where.
    pub source: HeadSource,
    /// The operation; numbers.
    #[ts(type = "number")]
    pub operation: i64,
    /// Whether the book has been there.
    pub fits: bool,
    /// Whether the book ends before it: the end was cut off, or the book is an older copy.
    pub beyond: bool,
}

/// What was found, and how far it reaches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The journal against the book.
    pub verdict: Verdict,
    /// Every head that is known, the newest of each source that fits, and all that do not.
    pub heads: Vec<KnownHead>,
    /// The newest operation that a head outside proves; 0 where there is none.
    pub proved: i64,
}

impl Proof {
    /// Whether nothing contradicts the journal.
    pub fn whole(&self) -> bool {
        self.verdict.broken_at.is_none() && self.heads.iter().all(|own| own.fits)
    }

    /// Operations at the end that nothing outside proves yet.
    pub const fn unproved(&self) -> i64 {
        self.verdict.last - self.proved
    }
}

/// Reckons the journal anew and holds it against what is known outside.
pub fn prove(book: &Book, notes: &Path, second: Option<&Path>) -> Result<Proof> {
    let verdict = book.verify_journal()?;
    let mut known: Vec<(HeadSource, i64, String)> = Vec::new();
    let folders = [Some(folder_of(book)), second.map(Path::to_owned)];
    for folder in folders.into_iter().flatten() {
        let copies = copies::list_of(&folder, book)?.into_iter();
        known.extend(copies.map(|own| (HeadSource::Copy, own.operation, own.head)));
    }
    let noted = book
        .read(own_uid)?
        .and_then(|site| Note::read(notes, &site));
    let marks = noted.map(|own| own.marks).unwrap_or_default();
    known.extend(
        marks
            .into_iter()
            .map(|own| (HeadSource::Note, own.seq, own.head)),
    );
    known.extend(book.read(acknowledged)?);
    let left = book.read(left_branches)?;
    let mut heads = Vec::new();
    for (source, operation, head) in known {
        // A copy that does not read has no head.
        if operation == 0 || head.is_empty() {
            continue;
        }
        let here = book.read(|c| hash_at(c, operation))?;
        let gave_way = left.iter().any(|own| own.contains(&operation));
        if here.as_deref() != Some(&head) && gave_way {
            continue;
        }
        heads.push(KnownHead {
            source,
            operation,
            fits: here.as_deref() == Some(&head),
            beyond: operation > verdict.last,
        });
    }
    let proved = heads
        .iter()
        .filter(|own| own.fits)
        .map(|own| own.operation)
        .max();
    heads.sort_by_key(|own| (own.fits, own.source, -own.operation));
    let mut told = BTreeSet::new();
    heads.retain(|own| !own.fits || told.insert(own.source));
    Ok(Proof {
        verdict,
        heads,
        proved: proved.unwrap_or_default(),
    })
}

/// Operations of branches that a restore left behind, as the journal tells of them.
fn left_branches(connection: &Connection) -> Result<Vec<RangeInclusive<i64>>> {
    let texts: Vec<String> = connection
        .prepare_cached("SELECT params FROM operation WHERE kind = ?1")
        .and_then(|mut own| {
            own.query_map([RESTORE], |row| row.get(0))
                .and_then(Iterator::collect)
        })
        .map_err(sqlite)?;
    Ok(texts
        .iter()
        .filter_map(|text| {
            let params: serde_json::Value = serde_json::from_str(text).ok()?;
            Some(params["base"].as_i64()? + 1..=params["left"].as_i64()?)
        })
        .collect())
}

fn hash_at(connection: &Connection, operation: i64) -> Result<Option<String>> {
    use rusqlite::OptionalExtension as _;
    let hash: Option<Vec<u8>> = connection
        .prepare_cached("SELECT hash FROM operation WHERE seq = ?1")
        .and_then(|mut own| own.query_row([operation], |row| row.get(0)).optional())
        .map_err(sqlite)?;
    Ok(hash.map(|own| hex(&own)))
}

/// Heads in packages of this book that their receivers have acknowledged.
fn acknowledged(connection: &Connection) -> Result<Vec<(HeadSource, i64, String)>> {
    connection
        .prepare_cached(
            "SELECT DISTINCT package.book_seq, package.head FROM package JOIN receipt ON receipt.package = package.id
             WHERE package.to_seq IS NULL AND package.direction = 'out' AND receipt.site IS NOT NULL",
        )
        .and_then(|mut own| {
            own.query_map([], |row| Ok((HeadSource::Receipt, row.get(0)?, row.get(1)?)))
                .and_then(Iterator::collect)
        })
        .map_err(sqlite)
}
