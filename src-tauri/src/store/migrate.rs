//! Migrations by `user_version`: each is one transaction, after a backup of what was there.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::copies::{self, CopyReason};
use super::open::{APPLICATION_ID, Book, Place};
use super::sqlite;
use crate::domain::{Error, ErrorCode, Result};

/// In order; `user_version` n means that the first n were applied.
const MIGRATIONS: [&str; 1] = [include_str!("../../migrations/0001_book.sql")];

/// The form that this program writes.
pub(super) const CURRENT: i64 = MIGRATIONS.len() as i64;

/// Brings a book to the current form, or refuses one from a newer program.
pub(super) fn to_current(book: &mut Book) -> Result<()> {
    to_form(book, &MIGRATIONS)
}

/// Brings a book to the form that these steps lead to, after a safety copy of what was there. A step that fails leaves the
/// book at the form before it; a book beyond them is [`ErrorCode::NewerBook`].
pub fn to_form(book: &mut Book, steps: &[&str]) -> Result<()> {
    let (version, known) = (version_of(&book.connection)?, steps.len() as i64);
    if version > known {
        return Err(Error::new(ErrorCode::NewerBook)
            .with("version", version)
            .with("known", known));
    }
    if version == known {
        return Ok(());
    }
    if book.is_copy() {
        return Err(Error::new(ErrorCode::SafetyCopy));
    }
    if let (Place::File(path), true) = (book.place().clone(), version > 0) {
        let folder = copies::folder_beside(&path);
        book.copy_safely(&folder, CopyReason::BeforeMigration)?;
    }
    run(&book.connection, steps)
}

/// Applies what a file lacks, each step as one transaction.
pub(super) fn apply(connection: &Connection) -> Result<()> {
    run(connection, &MIGRATIONS)
}

fn run(connection: &Connection, steps: &[&str]) -> Result<()> {
    let version = version_of(connection)?;
    let steps = steps.iter().enumerate();
    for (index, script) in steps.skip(usize::try_from(version).unwrap_or(0)) {
        let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Exclusive)
            .map_err(sqlite)?;
        transaction.execute_batch(script).map_err(sqlite)?;
        transaction
            .pragma_update(None, "application_id", APPLICATION_ID)
            .map_err(sqlite)?;
        transaction
            .pragma_update(None, "user_version", index as i64 + 1)
            .map_err(sqlite)?;
        transaction.commit().map_err(sqlite)?;
    }
    Ok(())
}

fn version_of(connection: &Connection) -> Result<i64> {
    connection
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .map_err(sqlite)
}
