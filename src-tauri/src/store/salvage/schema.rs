//! Where the tables lie stands in pages of their own, and without these pages nothing can be read though all of it is
//! there. Every book is made by the same steps, so a new one has the same pages at the same places.

use std::fs;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;

use rusqlite::Connection;

use crate::domain::{Error, ErrorCode, Result};
use crate::store::health::Head;
use crate::store::{health, migrate, sqlite};

/// Bytes of a page of a new book.
const PAGE: usize = 4096;
/// Bytes at the beginning of the first page that are of the file and not of its tables.
const HEAD: usize = 100;

/// Lends a damaged file the pages of a new book that say where its tables lie, where its own cannot be read.
pub(super) fn lend(copy: &Path, scratch: &Path) -> Result<()> {
    if readable(copy) {
        return Ok(());
    }
    let model = scratch.join("so06-mau.so06");
    health::remove(&model);
    let pages = pages_of_new(&model)?;
    let done = lay(copy, &model, &pages).map_err(|error| {
        Error::new(ErrorCode::IoFailed)
            .with("path", copy.display())
            .detail(error)
    });
    health::remove(&model);
    done
}

fn readable(path: &Path) -> bool {
    let count = Connection::open(path).and_then(|own| {
        own.query_row(
            "SELECT count(*), max(length(sql)) FROM sqlite_schema",
            [],
            |row| row.get::<_, i64>(0),
        )
    });
    count.is_ok_and(|own| own > 0)
}

/// Makes an empty book and gives the numbers of those pages in it.
fn pages_of_new(model: &Path) -> Result<Vec<u64>> {
    let connection = Connection::open(model).map_err(sqlite)?;
    connection
        .pragma_update(None, "journal_mode", "WAL")
        .map_err(sqlite)?;
    migrate::apply(&connection)?;
    let pages = connection
        .prepare("SELECT pageno FROM dbstat WHERE name = 'sqlite_schema'")
        .and_then(|mut own| {
            own.query_map([], |row| row.get::<_, i64>(0))
                .and_then(Iterator::collect::<rusqlite::Result<Vec<i64>>>)
        })
        .map_err(sqlite)?;
    connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")
        .map_err(sqlite)?;
    Ok(pages
        .into_iter()
        .filter_map(|own| u64::try_from(own).ok())
        .collect())
}

fn lay(copy: &Path, model: &Path, pages: &[u64]) -> std::io::Result<()> {
    let mut from = fs::File::open(model)?;
    let mut to = fs::File::options().read(true).write(true).open(copy)?;
    let length = to.metadata()?.len();
    for page in pages {
        let at = (page - 1) * PAGE as u64;
        if at + PAGE as u64 > length {
            continue;
        }
        let mut bytes = vec![0; PAGE];
        from.seek(SeekFrom::Start(at))?;
        from.read_exact(&mut bytes)?;
        let mut skip = 0;
        if *page == 1 {
            let mut own = [0; HEAD];
            to.seek(SeekFrom::Start(0))?;
            to.read_exact(&mut own)?;
            // Its own head stays where it is one; else the file says anew how long it is.
            if Head::of(&own).is_some() {
                skip = HEAD;
            } else {
                let count = u32::try_from(length / PAGE as u64).unwrap_or(u32::MAX);
                bytes[28..32].copy_from_slice(&count.to_be_bytes());
            }
        }
        to.seek(SeekFrom::Start(at + skip as u64))?;
        to.write_all(&bytes[skip..])?;
    }
    to.sync_all()
}
