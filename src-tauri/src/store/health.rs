//! What state a file is in (tình trạng tệp sổ), told without writing to it: the first bytes are looked at, then a copy in a
//! scratch folder is given to SQLite and held against the schema and the journal.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::cipher::{self, Lock};
use super::migrate::{self, CURRENT};
use super::open::{APPLICATION_ID, COPY_ID};
use super::verify::{self, Misfit};
use super::{journal, sqlite};
use crate::domain::{Error, ErrorCode, Result};
use crate::file;

/// Most findings of SQLite that are told.
const MOST: usize = 20;
/// Bytes of the head that tell what a file is.
const HEAD: usize = 100;
/// Most bytes of a file that is copied to be looked into: many times the largest book.
pub(super) const LARGEST: u64 = 4 << 30;
/// Bytes of a page of an encrypted book.
const ENCRYPTED_PAGE: u64 = 4096;
/// Times that a file is copied again because another program wrote it meanwhile.
const TRIES: usize = 5;

/// What a file is (kết luận).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum BookState {
    /// nguyên vẹn
    Whole,
    /// tệp trống
    Empty,
    /// không phải sổ
    NotABook,
    /// mới hơn chương trình
    Newer,
    /// bị cắt cụt
    Truncated,
    /// hỏng
    Damaged,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The file is shorter than it says: bytes there are, bytes there should be.
    Short(u64, u64),
    /// What SQLite says of pages, rows and constraints.
    Pages(String),
    /// A table or index is not what this program made.
    Schema(String),
    /// Rows of a table name others that are not there.
    Dangling(String, i64),
    /// The journal and the book differ.
    Journal(Misfit),
    /// The journal could not be read to its end.
    Unreadable(String),
}

/// The state of a file with all that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// The verdict.
    pub state: BookState,
    /// Whether it is a safety copy.
    pub copy: bool,
    /// Bytes of the file.
    pub bytes: u64,
    /// The version of its form; 0 where that cannot be read.
    pub version: i64,
    /// What was found.
    pub findings: Vec<Finding>,
    /// The last operation; 0 where that cannot be read.
    pub operation: i64,
    /// Its moment.
    pub moment: String,
}

impl Health {
    const fn of(state: BookState, bytes: u64) -> Self {
        Self {
            state,
            copy: false,
            bytes,
            version: 0,
            findings: Vec::new(),
            operation: 0,
            moment: String::new(),
        }
    }
}

/// What the first bytes of an SQLite file say.
pub(super) struct Head {
    pub(super) application: i32,
    version: i64,
    page: u64,
    /// Pages, where the head is sure of them.
    pages: Option<u64>,
}

impl Head {
    /// Reads it; none for what is no SQLite file.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        if !bytes.starts_with(b"SQLite format 3\0") {
            return None;
        }
        let word = |at: usize| {
            let own: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
            Some(u32::from_be_bytes(own))
        };
        let page = u16::from_be_bytes(bytes.get(16..18)?.try_into().ok()?);
        Some(Self {
            application: i32::from_be_bytes(bytes.get(68..72)?.try_into().ok()?),
            version: i64::from(word(60)?),
            page: if page == 1 { 65_536 } else { u64::from(page) },
            pages: (word(24)? == word(92)?).then_some(u64::from(word(28)?)),
        })
    }

    /// Bytes that the file should have; none where the head does not know.
    pub(super) fn wanted(&self) -> Option<u64> {
        self.pages.map(|pages| pages * self.page)
    }
}

/// The file of the log beside a book.
pub(super) fn log_of(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// The file beside a book with what its pages were before they are written in place, for as long as that is not done.
pub(super) fn undo_of(path: &Path) -> PathBuf {
    beside(path, "-journal")
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Whether a log, or pages of before, with something in them would still bring what the file itself lacks.
pub(super) fn has_more(path: &Path) -> bool {
    let with = |own: PathBuf| fs::metadata(own).is_ok_and(|own| own.len() > 0);
    with(log_of(path)) || with(undo_of(path))
}

/// Refuses what SQLite must not be given: it reads from whatever it is told, and some files of the system let nobody go.
pub(super) fn refuse_no_database(path: &Path) -> Result<()> {
    let (_, length) = file::open(path).map_err(|error| file::refusal(path, error))?;
    if length < HEAD as u64 {
        return Err(Error::new(ErrorCode::NotABook).with("path", path.display()));
    }
    Ok(())
}

/// Looks at a file without writing to it. `scratch` is a folder for the copy that SQLite is given.
pub fn examine(path: &Path, scratch: &Path) -> Result<Health> {
    let failed = |error| file::refusal(path, error);
    let (opened, bytes) = file::open(path).map_err(failed)?;
    if bytes == 0 {
        return Ok(Health::of(BookState::Empty, 0));
    }
    let mut head = Vec::new();
    opened
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(failed)?;
    let own = match cipher::lock_by(&head) {
        Lock::Plain => Head::of(&head),
        Lock::Known(_) => return examine_encrypted(path, bytes, scratch),
        Lock::Unknown => {
            return Err(Error::new(ErrorCode::BookEncrypted).with("path", path.display()));
        }
    };
    let Some(own) = own else {
        let begun = head.starts_with(b"SQLite format 3\0") || cipher::begins_encrypted(&head);
        let state = match begun {
            true if head.len() < HEAD => BookState::Truncated,
            true => BookState::Damaged,
            false => BookState::NotABook,
        };
        return Ok(Health::of(state, bytes));
    };
    if ![APPLICATION_ID, COPY_ID].contains(&own.application) {
        return Ok(Health::of(BookState::NotABook, bytes));
    }
    let mut health = Health::of(BookState::Whole, bytes);
    health.copy = own.application == COPY_ID;
    health.version = own.version;
    if own.version > CURRENT {
        health.state = BookState::Newer;
        return Ok(health);
    }
    let copy = scratch.join("so06-kham.so06");
    copy_still(path, &copy)?;
    if let Some(wanted) = own
        .wanted()
        .filter(|wanted| *wanted > bytes && !has_more(path))
    {
        health.state = BookState::Truncated;
        health.findings.push(Finding::Short(bytes, wanted));
    }
    ask_sqlite(&copy, &mut health);
    remove(&copy);
    if health.state == BookState::Whole && !health.findings.is_empty() {
        health.state = BookState::Damaged;
    }
    Ok(health)
}

/// The same of an encrypted file whose key is held. How long it should be stands under the key too, so one that was cut off
/// within a page shows as such, and any other as damaged.
fn examine_encrypted(path: &Path, bytes: u64, scratch: &Path) -> Result<Health> {
    let mut health = Health::of(BookState::Whole, bytes);
    let copy = scratch.join("so06-kham.so06");
    copy_still(path, &copy)?;
    let number = |pragma: &str| {
        let own = cipher::connect(&copy, OpenFlags::SQLITE_OPEN_READ_WRITE).ok()?;
        own.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0))
            .ok()
    };
    let mark = number("application_id");
    health.copy = mark == Some(i64::from(COPY_ID));
    health.version = number("user_version").unwrap_or_default();
    let known = [APPLICATION_ID, COPY_ID].map(i64::from);
    if mark.is_some_and(|own| !known.contains(&own)) {
        health.state = BookState::NotABook;
    } else if health.version > CURRENT {
        health.state = BookState::Newer;
    } else {
        ask_sqlite(&copy, &mut health);
        if !bytes.is_multiple_of(ENCRYPTED_PAGE) {
            health.state = BookState::Truncated;
        } else if !health.findings.is_empty() {
            health.state = BookState::Damaged;
        }
    }
    remove(&copy);
    Ok(health)
}

/// Copies a file and its log as they stand together: when another program writes them meanwhile, once more.
pub(super) fn copy_still(path: &Path, to: &Path) -> Result<()> {
    let state = || {
        let of = |path: &Path| {
            let own = fs::metadata(path).ok()?;
            Some((own.len(), own.modified().ok()))
        };
        [path.to_owned(), log_of(path), undo_of(path)].map(|own| of(&own))
    };
    for _ in 0..TRIES {
        let before = state();
        remove(to);
        file::copy(path, to, LARGEST).map_err(|error| file::refusal(path, error))?;
        for (own, beside) in before[1..].iter().zip([log_of, undo_of]) {
            if own.is_some() {
                // It is gone when the other program closed the book just now.
                drop(file::copy(&beside(path), &beside(to), LARGEST));
            }
        }
        if state() == before {
            return Ok(());
        }
    }
    Err(Error::new(ErrorCode::BookLocked).with("path", path.display()))
}

/// A copy of a file to be looked into elsewhere.
pub fn copy_aside(path: &Path, to: &Path) -> Result<()> {
    copy_still(path, to)
}

/// Takes a scratch book away.
pub(super) fn remove(path: &Path) {
    super::open::remove_book_files(path);
}

fn ask_sqlite(copy: &Path, health: &mut Health) {
    let connection = match cipher::connect(copy, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Ok(own) => own,
        Err(error) => return health.findings.push(Finding::Pages(error.detail)),
    };
    health.findings.extend(look_through(&connection));
    if let Ok((operation, _)) = journal::last(&connection) {
        health.operation = operation;
        let sql = "SELECT moment FROM operation WHERE seq = ?1";
        health.moment = connection
            .query_row(sql, [operation], |row| row.get(0))
            .unwrap_or_default();
    }
}

/// Everything that does not fit in a book that is open: pages, schema, references, journal.
pub fn look_through(connection: &Connection) -> Vec<Finding> {
    let mut out = Vec::new();
    match pages(connection) {
        Ok(found) => out.extend(found.into_iter().map(Finding::Pages)),
        Err(error) => out.push(Finding::Pages(error.to_string())),
    }
    match schema(connection) {
        Ok(found) => out.extend(found),
        Err(error) => out.push(Finding::Pages(error.detail)),
    }
    match dangling(connection) {
        Ok(found) => out.extend(found),
        Err(error) => out.push(Finding::Pages(error.to_string())),
    }
    match verify::verify(connection) {
        Ok(verdict) => out.extend(verdict.misfits.into_iter().map(Finding::Journal)),
        Err(error) => out.push(Finding::Unreadable(error.detail)),
    }
    out
}

/// What SQLite finds in pages, rows, constraints and indexes.
fn pages(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("PRAGMA integrity_check({MOST})"))?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let all: Vec<String> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(all.into_iter().filter(|own| own != "ok").collect())
}

/// Refuses a book whose tables or columns bear names that are no text any more: rusqlite gives up the whole program over the
/// name of such a column.
pub(super) fn refuse_garbled_names(connection: &Connection) -> Result<()> {
    let sql = "SELECT name || char(10) || coalesce(sql, '') FROM main.sqlite_schema";
    let texts = connection.prepare(sql).and_then(|mut own| {
        own.query_map([], |row| {
            let text = row.get_ref(0)?.as_bytes_or_null()?;
            Ok(std::str::from_utf8(text.unwrap_or_default()).is_ok())
        })?
        .collect::<rusqlite::Result<Vec<bool>>>()
    });
    if texts.map_err(sqlite)?.into_iter().all(|own| own) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::DamagedBook).detail("a name in sqlite_schema is no text"))
}

/// Tables and indexes that are not those of this program.
fn schema(connection: &Connection) -> Result<Vec<Finding>> {
    let sql = "SELECT name, coalesce(sql, '') FROM main.sqlite_schema ORDER BY name";
    let of = |connection: &Connection| -> Result<Vec<(String, String)>> {
        connection
            .prepare(sql)
            .and_then(|mut own| {
                own.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
                    .and_then(Iterator::collect)
            })
            .map_err(sqlite)
    };
    let wanted = Connection::open_in_memory().map_err(sqlite)?;
    migrate::apply(&wanted)?;
    let (wanted, found) = (of(&wanted)?, of(connection)?);
    let odd = found.iter().filter(|own| !wanted.contains(own));
    let lost = wanted.iter().filter(|own| !found.contains(own));
    let mut names: Vec<String> = odd.chain(lost).map(|own| own.0.clone()).collect();
    names.sort_unstable();
    names.dedup();
    Ok(names.into_iter().map(Finding::Schema).collect())
}

fn dangling(connection: &Connection) -> rusqlite::Result<Vec<Finding>> {
    let mut statement = connection.prepare(
        "SELECT \"table\", count(*) FROM pragma_foreign_key_check GROUP BY 1 ORDER BY 1",
    )?;
    let rows = statement.query_map([], |row| Ok(Finding::Dangling(row.get(0)?, row.get(1)?)))?;
    rows.collect()
}
