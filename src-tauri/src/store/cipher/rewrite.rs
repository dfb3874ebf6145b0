//! A book under another key: every page is written anew into another file, which then takes the name. Changing keys in
//! place would leave a book of two keys when the power goes off.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use super::{BookKey, connect, connect_under, far, key_of};
use crate::domain::{Error, ErrorCode, Result};
use crate::store::whole_file::{self, UNFINISHED};
use crate::store::{journal, sqlite};

/// A path as the address that SQLite reads: signs with a meaning of their own are written as numbers. None for a path that
/// is no text.
pub(in crate::store) fn address(path: &Path, query: &str) -> Option<Zeroizing<String>> {
    let path = far(path);
    let plain = path.to_str()?;
    if plain.starts_with(r"\\?\") {
        // Nothing is read into such a path: its strokes are not turned.
        let escaped = escaped(plain).replace('\\', "%5c");
        return Some(Zeroizing::new(format!("file:{escaped}{query}")));
    }
    let plain = plain.replace('\\', if cfg!(windows) { "/" } else { "\\" });
    // A share begins with two strokes, and what follows two strokes would be taken for a machine. A disk of Windows is
    // written behind a stroke, and a path from here as it is.
    let rooted = match plain.as_str() {
        share if share.starts_with("//") => format!("//{share}"),
        disk if cfg!(windows) && disk.get(1..2) == Some(":") => format!("/{disk}"),
        plain => plain.to_owned(),
    };
    let escaped = escaped(&rooted);
    Some(Zeroizing::new(format!("file:{escaped}{query}")))
}

fn escaped(path: &str) -> String {
    path.replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23")
}

/// Copies page by page into a new file under the same key: one file without companions.
pub(in crate::store) fn lay_pages(
    from: &Connection,
    to: &Path,
    key: Option<&BookKey>,
) -> Result<()> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut copy = connect_under(to, flags, key)?;
    let backup = Backup::new(from, &mut copy).map_err(sqlite)?;
    // All at once: whoever writes meanwhile waits, and nothing is begun again.
    if backup.step(-1).map_err(sqlite)? != StepResult::Done {
        return Err(Error::new(ErrorCode::BookLocked));
    }
    drop(backup);
    copy.pragma_update(None, "journal_mode", "DELETE")
        .map_err(sqlite)
}

/// Writes what a connection reads into a new file under another key, or under none: one file without companions.
pub(in crate::store) fn lay_anew(
    from: &Connection,
    to: &Path,
    key: Option<&BookKey>,
) -> Result<()> {
    let query = key.map_or_else(
        || Zeroizing::new("?key=&reserve=0".to_owned()),
        BookKey::query,
    );
    let failed = || Error::new(ErrorCode::IoFailed).with("path", to.display());
    let address = address(to, &query).ok_or_else(failed)?;
    // What SQLite says of a failed statement names the address, and that the key.
    from.execute("VACUUM INTO ?1", [address.as_str()])
        .map(drop)
        .map_err(|e| {
            Error::new(sqlite(e).code)
                .with("path", to.display())
                .detail("VACUUM INTO")
        })
}

/// Copies a book that nobody has open, or that is open here, to a new file under a key, or under none.
pub fn lay(from: &Path, to: &Path, key: Option<&BookKey>) -> Result<()> {
    let source = connect(from, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let own = key_of(from)?;
    if own.as_deref().map(BookKey::salt) == key.map(BookKey::salt) {
        lay_pages(&source, to, key)?;
    } else {
        lay_anew(&source, to, key)?;
    }
    settle(&source, to, key).inspect_err(|_| drop(fs::remove_file(to)))
}

/// The new file reads as the old one, and is on the disk.
fn settle(source: &Connection, to: &Path, key: Option<&BookKey>) -> Result<()> {
    let differs = |what: &str| {
        Error::new(ErrorCode::IoFailed)
            .with("path", to.display())
            .detail(what)
    };
    let laid = connect_under(to, OpenFlags::SQLITE_OPEN_READ_ONLY, key)?;
    let check: String = laid
        .pragma_query_value(None, "quick_check", |row| row.get(0))
        .map_err(sqlite)?;
    if check != "ok" {
        return Err(differs(&check));
    }
    for pragma in ["application_id", "user_version"] {
        let of =
            |own: &Connection| own.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
        if of(source).map_err(sqlite)? != of(&laid).map_err(sqlite)? {
            return Err(differs(pragma));
        }
    }
    if journal::last(source)? != journal::last(&laid)? {
        return Err(differs("journal"));
    }
    drop(laid);
    fs::File::options()
        .write(true)
        .open(to)
        .and_then(|own| own.sync_all())
        .map_err(differs_io(to))
}

fn differs_io(path: &Path) -> impl Fn(std::io::Error) -> Error {
    move |error| {
        Error::new(ErrorCode::IoFailed)
            .with("path", path.display())
            .detail(error)
    }
}

/// Writes a book or a safety copy, which nobody has open, anew under a key, or under none, in its own place. Before or
/// after, never between: whoever is stopped has the file under the old key.
pub fn rewrite(path: &Path, key: Option<&BookKey>) -> Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(UNFINISHED);
    let unfinished = PathBuf::from(name);
    // One that a crash left.
    drop(fs::remove_file(&unfinished));
    let source = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Alone from here on: another program that has it open would go on writing into what is no book any more.
    let alone = source
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT;")
        .map_err(sqlite);
    alone.map_err(|e| e.with("path", path.display()))?;
    let laid = lay_anew(&source, &unfinished, key).and_then(|()| settle(&source, &unfinished, key));
    // Windows gives no name away that is open.
    let source = if cfg!(windows) {
        drop(source);
        None
    } else {
        Some(source)
    };
    let named = laid.and_then(|()| whole_file::name(&unfinished, path).map_err(differs_io(path)));
    drop(source);
    named.inspect_err(|_| drop(fs::remove_file(&unfinished)))
}
