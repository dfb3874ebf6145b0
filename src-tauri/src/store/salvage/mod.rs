//! What can still be read of a damaged book goes into a new one (cứu sổ). Rows are read from both ends of each table and,
//! where both ends break off, one by one; what is missing comes from safety copies, which hold the same rows of the same
//! past. When the journal then proves the whole, nothing was lost. Otherwise what hangs in the air is set right, the chain
//! is linked anew, and the book says so in its journal.

mod mend;
mod rows;
mod schema;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use serde_json::json;

use self::rows::{Table, tables};
use super::{Book, Operation, cipher, health, journal, sqlite, verify};
use crate::clock::Clock;
use crate::domain::{ChangeKind, Error, ErrorCode, Kind, Result};

/// What was saved of a table (số dòng cứu được).
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, ts_rs::TS)]
pub struct TableSaved {
    /// Rows that were read from the damaged file.
    pub read: u32,
    /// Rows that safety copies gave.
    pub given: u32,
    /// Rows that the journal tells of and that are nowhere.
    pub lost: u32,
}

/// What came of saving a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Salvaged {
    /// By table.
    pub tables: BTreeMap<String, TableSaved>,
    /// Whether the journal proves that nothing is missing and nothing was changed.
    pub whole: bool,
    /// Operations of which something is missing.
    pub hurt: i64,
    /// The last operation.
    pub last: i64,
    /// Safety copies that gave something.
    pub copies: Vec<PathBuf>,
}

/// Makes a new book at `to` of what can be read of the file at `path`, which stays as it is, and of its safety copies.
pub fn salvage(
    path: &Path,
    to: &Path,
    copies: &[PathBuf],
    (clock, officer): (Clock, &str),
    scratch: &Path,
) -> Result<Salvaged> {
    let copy = scratch.join("so06-cuu.so06");
    health::copy_still(path, &copy)?;
    let key = cipher::key_of(&copy)?;
    // A file that cannot be lent anything is read as far as it goes; pages of an encrypted one are nobody else's.
    if key.is_none() {
        drop(schema::lend(&copy, scratch));
    }
    let made = Book::create_under(to, key, clock, officer, |book| {
        let saved = fill(book, &copy, copies)?;
        if !saved.whole {
            let params = json!({ "hurt": saved.hurt.to_string() });
            book.transact(Operation::new("repair_book", params), |tx| {
                tx.touch(ChangeKind::Book);
                Ok(())
            })?;
        }
        Ok(saved)
    });
    health::remove(&copy);
    Ok(made?.1)
}

fn fill(book: &Book, damaged: &Path, copies: &[PathBuf]) -> Result<Salvaged> {
    let to = &book.connection;
    let sql = |text: &str| to.execute_batch(text).map_err(sqlite);
    sql(
        "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE; CREATE INDEX journal_entity ON journal(entity, seq);",
    )?;
    let tables = tables(to)?;
    let mut saved: BTreeMap<String, TableSaved> = BTreeMap::new();
    let source = cipher::connect(damaged, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    for table in &tables {
        let count = rows::take(&source, to, table, None);
        saved.entry(table.name.clone()).or_default().read = count;
    }
    drop(source);
    let mut gave = Vec::new();
    for copy in copies {
        if give(copy, to, &tables, &mut saved)? {
            gave.push(copy.clone());
        }
    }
    if journal::last(to)?.0 == 0 {
        return Err(Error::new(ErrorCode::NothingSaved));
    }
    rows::end_states(to)?;
    sql("DROP INDEX journal_entity;")?;
    let verdict = verify::verify(to)?;
    let whole = verdict.broken_at.is_none() && !mend::dangles(to)?;
    let mut hurt = 0;
    if !whole {
        for (table, lost) in mend::lost(to)? {
            saved.entry(table).or_default().lost = lost;
        }
        hurt = mend::mend(to)?;
    }
    if crate::store::query::setting(to, "root")?.is_none() {
        return Err(Error::new(ErrorCode::NothingSaved));
    }
    sql("COMMIT; PRAGMA foreign_keys = ON;")?;
    Ok(Salvaged {
        tables: saved,
        whole,
        hurt,
        last: journal::last(to)?.0,
        copies: gave,
    })
}

/// Takes from a safety copy what is missing, where the copy is of the same past; says whether it gave anything.
fn give(
    copy: &Path,
    to: &Connection,
    tables: &[Table],
    saved: &mut BTreeMap<String, TableSaved>,
) -> Result<bool> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY;
    let opened = health::refuse_no_database(copy).and_then(|()| cipher::connect(copy, flags));
    let Ok(source) = opened else {
        return Ok(false);
    };
    // A copy that is damaged itself, or of another form, gives nothing.
    if !verify::verify(&source).is_ok_and(|own| own.broken_at.is_none()) {
        return Ok(false);
    }
    let (last, head) = journal::last(&source)?;
    let known: Option<Vec<u8>> = to
        .query_row("SELECT hash FROM operation WHERE seq = ?1", [last], |row| {
            row.get(0)
        })
        .ok();
    if known.is_some_and(|own| own != head) {
        return Ok(false);
    }
    let mut any = false;
    for table in tables {
        let count = rows::take(&source, to, table, Some(last));
        any |= count > 0;
        saved.entry(table.name.clone()).or_default().given += count;
    }
    Ok(any)
}

/// The kind whose states a table keeps; none for tables of another sort.
fn kind_of(table: &str) -> Option<Kind> {
    Kind::of_table(table)
}
