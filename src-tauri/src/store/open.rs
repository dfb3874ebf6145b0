//! Opening and making a book.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::note::Noting;
use super::{migrate, sqlite, whole_file};
use crate::clock::Clock;
use crate::domain::{Error, ErrorCode, Result};

/// "S006" in ASCII: tells a book from any other SQLite file.
pub(super) const APPLICATION_ID: i32 = 0x5330_3036;

/// How long a second program waits for the first one's write.
const BUSY: Duration = Duration::from_secs(5);

/// An open book (sổ).
#[derive(Debug)]
pub struct Book {
    pub(super) connection: Connection,
    /// The operation after which the book is looked at; none for as it is.
    pub(super) seen: Option<i64>,
    place: Place,
    /// Whether what concerns exchange is noted outside.
    pub noting: Noting,
    /// Where the time comes from.
    pub clock: Clock,
    /// Who works in it; written into the journal.
    pub officer: String,
}

/// Where a book lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file.
    File(PathBuf),
    /// Memory only, for tests and trial runs.
    Memory,
}

impl Book {
    /// Opens a book for reading and writing; a book of an older form is migrated after a backup.
    pub fn open(path: &Path, clock: Clock, officer: &str) -> Result<Self> {
        if !path.exists() {
            return Err(Error::new(ErrorCode::NoSuchFile).with("path", path.display()));
        }
        Self::refuse_foreign_file(path)?;
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|e| named(sqlite(e), path))?;
        Self::prepare(&connection).map_err(|e| named(e, path))?;
        let mut book = Self {
            connection,
            seen: None,
            place: Place::File(path.to_owned()),
            noting: Noting::Nowhere,
            clock,
            officer: officer.to_owned(),
        };
        migrate::to_current(&mut book).map_err(|e| named(e, path))?;
        Ok(book)
    }

    /// Makes a new, empty book. `fill` writes its first content; when it fails nothing is left behind.
    pub fn create<T>(
        path: &Path,
        clock: Clock,
        officer: &str,
        fill: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<(Self, T)> {
        if path.exists() {
            return Err(Error::new(ErrorCode::FileExists).with("path", path.display()));
        }
        let partial = partial_name(path);
        remove_book_files(&partial);
        let made = Self::create_at(&partial, clock, officer);
        Self::finish(path, &partial, made, fill, (clock, officer))
    }

    /// Makes a book of a file that `lay` puts there: a copy, what was handed over. `fill` looks at it and writes what must
    /// be; when one of them fails nothing is left behind.
    pub fn create_from<T>(
        path: &Path,
        clock: Clock,
        officer: &str,
        lay: impl FnOnce(&Path) -> Result<()>,
        fill: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<(Self, T)> {
        if path.exists() {
            return Err(Error::new(ErrorCode::FileExists).with("path", path.display()));
        }
        let partial = partial_name(path);
        remove_book_files(&partial);
        let made = lay(&partial).and_then(|()| Self::open(&partial, clock, officer));
        Self::finish(path, &partial, made, fill, (clock, officer))
    }

    /// Fills a book that has no name yet and gives it its name.
    fn finish<T>(
        path: &Path,
        partial: &Path,
        made: Result<Self>,
        fill: impl FnOnce(&mut Self) -> Result<T>,
        (clock, officer): (Clock, &str),
    ) -> Result<(Self, T)> {
        let made = made.and_then(|mut book| {
            let value = fill(&mut book)?;
            // One file, complete and closed, before it gets its name.
            book.connection
                .pragma_update(None, "wal_checkpoint", "TRUNCATE")
                .map_err(sqlite)?;
            Ok(value)
        });
        let value = match made {
            Ok(value) => value,
            Err(error) => {
                remove_book_files(partial);
                return Err(named(error, path));
            }
        };
        whole_file::name(partial, path).map_err(|e| {
            remove_book_files(partial);
            Error::new(ErrorCode::IoFailed)
                .with("path", path.display())
                .detail(e)
        })?;
        Ok((Self::open(path, clock, officer)?, value))
    }

    /// A book in memory.
    pub fn in_memory(clock: Clock, officer: &str) -> Result<Self> {
        let connection = Connection::open_in_memory().map_err(sqlite)?;
        Self::prepare(&connection)?;
        let mut book = Self {
            connection,
            seen: None,
            place: Place::Memory,
            noting: Noting::Nowhere,
            clock,
            officer: officer.to_owned(),
        };
        migrate::to_current(&mut book)?;
        Ok(book)
    }

    fn create_at(path: &Path, clock: Clock, officer: &str) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(sqlite)?;
        Self::prepare(&connection)?;
        let mut book = Self {
            connection,
            seen: None,
            place: Place::File(path.to_owned()),
            noting: Noting::Nowhere,
            clock,
            officer: officer.to_owned(),
        };
        migrate::to_current(&mut book)?;
        Ok(book)
    }

    fn prepare(connection: &Connection) -> Result<()> {
        connection.busy_timeout(BUSY).map_err(sqlite)?;
        connection.set_prepared_statement_cache_capacity(128);
        // A statement is planned once and not anew for every value that is bound to it.
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .map_err(sqlite)?;
        if connection.is_readonly(rusqlite::MAIN_DB).map_err(sqlite)? {
            // An archive: nothing will be written, so nothing needs a log.
            return connection
                .execute_batch("PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;")
                .map_err(sqlite);
        }
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -131072;")
            .map_err(sqlite)
    }

    /// Looks at the first bytes without SQLite, so that a foreign file is never touched.
    pub(super) fn refuse_foreign_file(path: &Path) -> Result<()> {
        use std::io::Read;
        let mut head = [0_u8; 100];
        let io = |e: std::io::Error| {
            Error::new(ErrorCode::IoFailed)
                .with("path", path.display())
                .detail(e)
        };
        let mut file = fs::File::open(path).map_err(io)?;
        let not_a_book = || Error::new(ErrorCode::NotABook).with("path", path.display());
        file.read_exact(&mut head).map_err(|_| not_a_book())?;
        let id = i32::from_be_bytes([head[68], head[69], head[70], head[71]]);
        if !head.starts_with(b"SQLite format 3\0") || id != APPLICATION_ID {
            return Err(not_a_book());
        }
        Ok(())
    }

    /// Whether it can only be read.
    pub fn is_archive(&self) -> Result<bool> {
        self.connection
            .is_readonly(rusqlite::MAIN_DB)
            .map_err(sqlite)
    }

    /// Where it lies.
    pub const fn place(&self) -> &Place {
        &self.place
    }

    /// Path for showing; empty for a book in memory.
    pub fn path(&self) -> &Path {
        match &self.place {
            Place::File(path) => path,
            Place::Memory => Path::new(""),
        }
    }

    /// Runs a reading use case on one unchanging state of the book.
    pub fn read<T>(&self, view: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        // A reading within a reading sees what that one sees.
        if !self.connection.is_autocommit() {
            return view(&self.connection);
        }
        let transaction =
            rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)
                .map_err(sqlite)?;
        view(&transaction)
    }
}

fn named(error: Error, path: &Path) -> Error {
    if error.params.iter().any(|(name, _)| name == "path") {
        error
    } else {
        error.with("path", path.display())
    }
}

pub(super) fn partial_name(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".dang-tao");
    path.with_file_name(name)
}

/// Removes an unfinished book; what is not there need not be removed.
pub(super) fn remove_book_files(path: &Path) {
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        drop(fs::remove_file(PathBuf::from(name)));
    }
}
