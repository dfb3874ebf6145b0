//! What is noted outside the book (dấu ngoài sổ): where the book of a site lies and how far it has told of itself, in a
//! small file per site in a folder of the program's own.
//!
//! A file can be put back from an old copy, or be copied and worked on twice; nothing within it tells so. The note does:
//! a book that has less than was noted is an older one, and one that lies elsewhere was moved or copied. The note is
//! written after whatever concerns exchange, before a package becomes a file. Losing it loses no figure.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::{Book, Place, cipher, sqlite, whole_file};
use crate::domain::hex::hex;
use crate::domain::{Error, ErrorCode, Result};
use crate::file;

mod here;

#[cfg(target_os = "linux")]
pub use here::mounted_from_network;
pub use here::{Whereabouts, on_network, volume_of};

/// Heads of the journal that are kept, the latest ones.
const MOST_MARKS: usize = 64;

/// Bytes that a note has at most; a longer file is none.
const MOST_BYTES: u64 = 1 << 20;

/// Whether what concerns exchange is noted outside the book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Noting {
    /// Nobody said where: books in memory, trial runs.
    #[default]
    Nowhere,
    /// In that folder.
    In(PathBuf),
    /// Whether the book was moved or copied must be said first; until then nothing is exchanged.
    Unsure(PathBuf),
}

/// Where the journal stood at some moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The last operation.
    pub seq: i64,
    /// The hash of the journal there.
    pub head: String,
}

/// The note of a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The site.
    pub site: String,
    /// Where its book lay.
    #[serde(flatten)]
    pub place: Whereabouts,
    /// Where its journal stood, the latest last.
    pub marks: Vec<Mark>,
    /// The highest number of a package per receiver.
    pub numbers: BTreeMap<String, i64>,
}

impl Note {
    /// Reads the note of a site; none where there is none, or where it cannot be read.
    pub fn read(folder: &Path, site: &str) -> Option<Self> {
        let path = file(folder, site);
        let own: Self = serde_json::from_slice(&file::read(&path, MOST_BYTES).ok()?).ok()?;
        (own.site == site && !own.marks.is_empty()).then_some(own)
    }

    /// The latest mark.
    pub fn last(&self) -> Option<&Mark> {
        self.marks.last()
    }

    /// The highest number of any package.
    pub fn highest(&self) -> i64 {
        self.numbers.values().copied().max().unwrap_or_default()
    }

    fn write(&self, folder: &Path) -> std::io::Result<()> {
        whole_file::make_folder(folder)?;
        whole_file::put(&file(folder, &self.site), &serde_json::to_vec_pretty(self)?)
    }
}

fn file(folder: &Path, site: &str) -> PathBuf {
    folder.join(format!("{site}.json"))
}

/// The identity of the site that the book is now; none before it first met another.
pub fn own_uid(connection: &Connection) -> Result<Option<String>> {
    connection
        .prepare_cached(
            "SELECT uid FROM entity WHERE id = (SELECT site FROM epoch ORDER BY from_seq DESC LIMIT 1)",
        )
        .and_then(|mut s| s.query_row([], |row| row.get::<_, [u8; 16]>(0)).optional())
        .map(|uid| uid.map(|own| hex(&own)))
        .map_err(sqlite)
}

/// Where the journal stands.
pub fn mark(connection: &Connection) -> Result<Mark> {
    let (seq, head) = super::journal::last(connection)?;
    Ok(Mark {
        seq,
        head: hex(&head),
    })
}

/// Whether the book has been where a mark says.
pub fn has_been(connection: &Connection, mark: &Mark) -> Result<bool> {
    let hash: Option<Vec<u8>> = connection
        .prepare_cached("SELECT hash FROM operation WHERE seq = ?1")
        .and_then(|mut s| s.query_row([mark.seq], |row| row.get(0)).optional())
        .map_err(sqlite)?;
    Ok(hash.is_some_and(|own| hex(&own) == mark.head))
}

/// The highest number per receiver among the packages that went out.
fn numbers(connection: &Connection) -> Result<BTreeMap<String, i64>> {
    connection
        .prepare_cached(
            "SELECT coalesce(lower(hex(entity.uid)), ''), max(package.number) FROM package
             LEFT JOIN entity ON entity.id = package.receiver
             WHERE package.to_seq IS NULL AND direction = 'out' GROUP BY package.receiver",
        )
        .and_then(|mut s| {
            s.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                .and_then(Iterator::collect)
        })
        .map_err(sqlite)
}

/// Whether the book at `path` is, or has been, that site. None where that cannot be said.
pub fn holds(path: &Path, site: &str) -> Option<bool> {
    if !path.exists() {
        return Some(false);
    }
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    super::health::refuse_no_database(path).ok()?;
    let connection = cipher::connect(path, flags).ok()?;
    connection
        .query_row(
            "SELECT count(*) FROM epoch JOIN entity ON entity.id = epoch.site WHERE lower(hex(entity.uid)) = ?1",
            [site],
            |row| row.get::<_, i64>(0),
        )
        .ok()
        .map(|count| count > 0)
}

/// Whether notes can be written to a folder: asked before a book becomes another site, since one that could not be noted
/// would become another one with every opening.
pub fn writable(folder: &Path) -> Result<()> {
    let probe = folder.join(format!(
        "thu-{}{}",
        std::process::id(),
        whole_file::UNFINISHED
    ));
    let tried = whole_file::make_folder(folder).and_then(|()| fs::write(&probe, b"so06"));
    drop(fs::remove_file(&probe));
    tried.map_err(|e| unwritable(folder, e))
}

fn unwritable(folder: &Path, error: std::io::Error) -> Error {
    Error::new(ErrorCode::NotesUnwritable)
        .with("path", folder.display())
        .detail(error)
}

impl Book {
    /// Notes outside where the book lies and how far it has told of itself. Nothing is written before it met another.
    pub fn note(&self) -> Result<()> {
        let (Noting::In(folder), Place::File(path)) = (&self.noting, self.place()) else {
            return Ok(());
        };
        let Some((site, mark, told)) = self.read(|c| {
            let site = own_uid(c)?;
            site.map(|site| Ok((site, mark(c)?, numbers(c)?)))
                .transpose()
        })?
        else {
            return Ok(());
        };
        let before = Note::read(folder, &site);
        let (mut marks, mut numbers) =
            before.map_or_else(Default::default, |own| (own.marks, own.numbers));
        for (receiver, number) in told {
            let own = numbers.entry(receiver).or_insert(number);
            *own = number.max(*own);
        }
        marks.retain(|own| own.seq < mark.seq);
        marks.push(mark);
        let surplus = marks.len().saturating_sub(MOST_MARKS);
        marks.drain(..surplus);
        let note = Note {
            site,
            place: Whereabouts::of(path, folder),
            marks,
            numbers,
        };
        note.write(folder).map_err(|e| unwritable(folder, e))
    }
}
