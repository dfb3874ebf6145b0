//! Opening and making a book.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::cipher::{self, BookKey, Lock};
use super::guard::Signed;
use super::health::{Head, has_more, log_of, refuse_garbled_names, undo_of};
use super::note::{Noting, on_network};
use super::{migrate, sqlite, whole_file};
use crate::clock::Clock;
use crate::domain::{Error, ErrorCode, Result};
use crate::file::{self, Hold};

/// "S006" in ASCII: tells a book from any other SQLite file.
pub(super) const APPLICATION_ID: i32 = 0x5330_3036;

/// "S00C": a safety copy. It is looked at and restored, never worked in.
pub(super) const COPY_ID: i32 = 0x5330_3043;

/// How long a second program waits for the first one's write.
const BUSY: Duration = Duration::from_secs(5);

/// An open book (sổ).
#[derive(Debug)]
pub struct Book {
    pub(super) connection: Connection,
    /// The operation after which the book is looked at; none for as it is.
    pub(super) seen: Option<i64>,
    place: Place,
    /// Whether the file is a safety copy.
    copy: bool,
    /// What the file is encrypted with; none for a plain one.
    key: Option<Arc<BookKey>>,
    /// Keeps others in this process from taking away its locks; behind the connection, which goes first.
    _hold: Hold,
    /// Whether a reading or writing found it damaged: nothing more is written then.
    pub(super) damaged: std::cell::Cell<bool>,
    /// Whether what concerns exchange is noted outside.
    pub noting: Noting,
    /// Where the time comes from.
    pub clock: Clock,
    /// Who works in it; written into the journal.
    pub officer: String,
    /// Who has shown a PIN; nobody in a book without officers.
    pub signed: Option<Signed>,
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
        let key = cipher::key_of(path)?;
        take_back(path, key.as_deref());
        let copy = Self::refuse_foreign_file(path)? == COPY_ID;
        let access = if copy {
            OpenFlags::SQLITE_OPEN_READ_ONLY
        } else {
            OpenFlags::SQLITE_OPEN_READ_WRITE
        };
        refuse_damaged(path, key.as_deref()).map_err(|e| named(e, path))?;
        let made = Self::at(path, access, key, (clock, officer)).map(|own| Self { copy, ..own });
        let mut book = made.map_err(|e| named(e, path))?;
        migrate::to_current(&mut book).map_err(|e| named(e, path))?;
        Ok(book)
    }

    /// A connection to the file as a book that nobody has looked at yet.
    fn at(
        path: &Path,
        access: OpenFlags,
        key: Option<Arc<BookKey>>,
        (clock, officer): (Clock, &str),
    ) -> Result<Self> {
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        // A file that is not there yet is not locked either.
        let hold = Hold::of(path);
        let connection = cipher::connect_under(path, flags, key.as_deref())?;
        let place = Place::File(path.to_owned());
        let own = Self::of(connection, place, key, (clock, officer))?;
        Ok(Self { _hold: hold, ..own })
    }

    fn of(
        connection: Connection,
        place: Place,
        key: Option<Arc<BookKey>>,
        (clock, officer): (Clock, &str),
    ) -> Result<Self> {
        Self::prepare(&connection)?;
        Ok(Self {
            connection,
            seen: None,
            place,
            copy: false,
            key,
            _hold: Hold::none(),
            damaged: std::cell::Cell::default(),
            noting: Noting::Nowhere,
            clock,
            officer: officer.to_owned(),
            signed: None,
        })
    }

    /// Makes a new, empty book. `fill` writes its first content; when it fails nothing is left behind.
    pub fn create<T>(
        path: &Path,
        clock: Clock,
        officer: &str,
        fill: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<(Self, T)> {
        Self::create_under(path, None, clock, officer, fill)
    }

    /// Makes a new, empty book under a key, as [`Book::create`].
    pub fn create_under<T>(
        path: &Path,
        key: Option<Arc<BookKey>>,
        clock: Clock,
        officer: &str,
        fill: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<(Self, T)> {
        if path.exists() {
            return Err(Error::new(ErrorCode::FileExists).with("path", path.display()));
        }
        let partial = partial_name(path);
        remove_book_files(&partial);
        let access = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
        let made = Self::at(&partial, access, key, (clock, officer)).and_then(|mut own| {
            migrate::to_current(&mut own)?;
            Ok(own)
        });
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
            whole_file::refusal(path, e)
        })?;
        Ok((Self::open(path, clock, officer)?, value))
    }

    /// A book in memory.
    pub fn in_memory(clock: Clock, officer: &str) -> Result<Self> {
        let connection = Connection::open_in_memory().map_err(sqlite)?;
        let mut book = Self::of(connection, Place::Memory, None, (clock, officer))?;
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

    /// Looks at the first bytes without SQLite, so that a foreign file is never touched; those of an encrypted book are looked
    /// at through its key. Gives the mark: of a book, or of a safety copy.
    pub(super) fn refuse_foreign_file(path: &Path) -> Result<i32> {
        use std::io::Read;
        let mut bytes = [0_u8; 100];
        let (mut file, length) = file::open(path).map_err(|e| file::refusal(path, e))?;
        let not_a_book = || Error::new(ErrorCode::NotABook).with("path", path.display());
        file.read_exact(&mut bytes).map_err(|_| not_a_book())?;
        match cipher::lock_by(&bytes) {
            Lock::Plain => {}
            Lock::Known(key) => return mark_of_encrypted(path, &key).map_err(|e| named(e, path)),
            Lock::Unknown => {
                return Err(Error::new(ErrorCode::BookEncrypted).with("path", path.display()));
            }
        }
        let head = Head::of(&bytes).ok_or_else(not_a_book)?;
        if ![APPLICATION_ID, COPY_ID].contains(&head.application) {
            return Err(not_a_book());
        }
        // What a log would still bring is not missing.
        if head.wanted().is_some_and(|wanted| wanted > length) && !has_more(path) {
            return Err(Error::new(ErrorCode::DamagedBook)
                .with("path", path.display())
                .detail("the file is shorter than it says"));
        }
        Ok(head.application)
    }

    /// Whether it can only be read.
    pub fn is_archive(&self) -> Result<bool> {
        self.connection
            .is_readonly(rusqlite::MAIN_DB)
            .map_err(sqlite)
    }

    /// Whether it is a safety copy.
    pub const fn is_copy(&self) -> bool {
        self.copy
    }

    /// What it is encrypted with; none for a plain one.
    pub const fn key(&self) -> Option<&Arc<BookKey>> {
        self.key.as_ref()
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
            return self.watched(view(&self.connection));
        }
        let transaction =
            rusqlite::Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)
                .map_err(sqlite)?;
        self.watched(view(&transaction))
    }

    /// Remembers that something was found damaged.
    pub(super) fn watched<T>(&self, result: Result<T>) -> Result<T> {
        if let Err(error) = &result
            && error.code == ErrorCode::DamagedBook
        {
            self.damaged.set(true);
        }
        result
    }
}

/// Takes back what was cut short while pages of a book were written in place, which only happens where its file is written
/// anew: until that is done nothing of it can be looked at. A connection that may write does so when it first reads; what
/// keeps it from that is said by whatever comes next.
fn take_back(path: &Path, key: Option<&BookKey>) {
    let first_of = |path: &Path| {
        use std::io::Read as _;
        let mut bytes = [0_u8; 100];
        let read = file::open(path).and_then(|(mut own, _)| own.read_exact(&mut bytes));
        read.ok().map(|()| bytes)
    };
    // One that begins with zeros is done with.
    if first_of(&undo_of(path)).is_none_or(|own| own[0] == 0) {
        return;
    }
    // Not a file of others.
    let own = first_of(path).is_some_and(|own| match cipher::lock_by(&own) {
        Lock::Plain => {
            Head::of(&own).is_some_and(|head| [APPLICATION_ID, COPY_ID].contains(&head.application))
        }
        Lock::Known(_) => true,
        Lock::Unknown => false,
    });
    if !own {
        return;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if let Ok(connection) = cipher::connect_under(path, flags, key) {
        // A log beside it is left as it is, whatever else is found.
        drop(connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true));
        drop(connection.busy_timeout(BUSY));
        drop(connection.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())));
    }
}

/// Largest book whose pages are looked through at every opening. Larger ones are looked through with the copy of each
/// day, since nobody waits a second for a book to open.
const LOOKED_THROUGH: u64 = 64 * 1024 * 1024;

/// The mark of an encrypted file whose key is held.
fn mark_of_encrypted(path: &Path, key: &BookKey) -> Result<i32> {
    let mark: i32 = still(path, Some(key))?
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .map_err(|error| match sqlite(error) {
            // The passphrase fits, so the page is not what it was.
            own if own.code == ErrorCode::NotABook => Error {
                code: ErrorCode::DamagedBook,
                ..own
            },
            own => own,
        })?;
    if ![APPLICATION_ID, COPY_ID].contains(&mark) {
        return Err(Error::new(ErrorCode::NotABook));
    }
    Ok(mark)
}

/// Refuses a book whose pages do not hang together, before anything is written to it or laid beside it.
fn refuse_damaged(path: &Path, key: Option<&BookKey>) -> Result<()> {
    let connection = still(path, key)?;
    // Another program that writes just now is waited for, as ever.
    connection.busy_timeout(BUSY).map_err(sqlite)?;
    // Its log is left as it is whatever is found.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)
        .map_err(sqlite)?;
    let small = fs::metadata(path).is_ok_and(|own| own.len() <= LOOKED_THROUGH);
    let whole = || {
        if !small {
            return Ok("ok".to_owned());
        }
        connection
            .query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
            .map_err(sqlite)
    };
    match refuse_garbled_names(&connection).and_then(|()| whole()) {
        Ok(own) if own != "ok" => Err(Error::new(ErrorCode::DamagedBook).detail(own)),
        Err(error) if error.code == ErrorCode::DamagedBook => Err(error),
        // What else keeps it from being read says so when it is opened.
        _ => Ok(()),
    }
}

/// A connection that only looks. A book without a log, which nobody has open, is looked at without one being laid beside it.
fn still(path: &Path, key: Option<&BookKey>) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let alone = !log_of(path).exists();
    let address = cipher::address(path, "?immutable=1");
    // Whether somebody on another machine has it open is not seen from here.
    match address.filter(|_| alone && !on_network(path)) {
        Some(own) => {
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            cipher::connect_under(own.as_str(), flags, key)
        }
        None => cipher::connect_under(path, flags, key),
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
