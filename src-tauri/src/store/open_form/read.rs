//! Reading a book back from its open form.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use rusqlite::{Connection, params_from_iter};
use sha2::{Digest, Sha256};

use super::row::{self, Misfit};
use super::{FORMAT, HEAD, Head, Shape, TableHead, VERSION, failed, quoted, shapes};
use crate::clock::Clock;
use crate::domain::hex::hex;
use crate::domain::{Error, ErrorCode, Result};
use crate::file;
use crate::store::{Book, migrate, sqlite};

/// A line longer than this is none of ours: SQLite itself holds no larger thing.
const LONGEST_LINE: u64 = 1 << 31;

/// More than `book.json` can ever be.
const LONGEST_HEAD: u64 = 1 << 24;

impl Book {
    /// Makes a book from its open form, beside nothing that exists. Refused, with file and line, is whatever does not
    /// give the very book that was written; then nothing is left behind. `last` does what must be before it has its name.
    pub fn from_open_form(
        folder: &Path,
        path: &Path,
        (clock, officer): (Clock, &str),
        last: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<Self> {
        let head = read_head(folder)?;
        let (book, ()) = Self::create(path, clock, officer, |book| {
            fill(book, folder, &head)?;
            last(book)
        })?;
        Ok(book)
    }
}

fn misfit(code: ErrorCode, file: &str) -> Error {
    // The file is the one to look at, not the book that was to be made.
    Error::new(code).with("file", file).with("path", file)
}

fn read_head(folder: &Path) -> Result<Head> {
    let path = folder.join(HEAD);
    let mut bytes = Vec::new();
    file::open(&path)
        .and_then(|(file, _)| file.take(LONGEST_HEAD).read_to_end(&mut bytes))
        .map_err(failed(&path))?;
    let unreadable = |e: serde_json::Error| misfit(ErrorCode::OpenFormHead, HEAD).detail(e);
    let any: serde_json::Value = serde_json::from_slice(&bytes).map_err(unreadable)?;
    if any["format"] != FORMAT {
        return Err(misfit(ErrorCode::OpenFormHead, HEAD).detail(&any["format"]));
    }
    for (name, known) in [("version", VERSION), ("schema", migrate::CURRENT)] {
        if any[name] != known {
            return Err(misfit(ErrorCode::OpenFormVersion, HEAD)
                .with("version", &any[name])
                .with("known", known)
                .detail(name));
        }
    }
    serde_json::from_value(any).map_err(unreadable)
}

fn fill(book: &mut Book, folder: &Path, head: &Head) -> Result<()> {
    let transaction = book.connection.transaction().map_err(sqlite)?;
    let shapes = shapes(&transaction)?;
    same_tables(&shapes, head)?;
    let mut changed = Vec::new();
    for (shape, table) in shapes.iter().zip(&head.tables) {
        if !read_table(&transaction, folder, shape, table)? {
            changed.push(shape.file());
        }
    }
    // What names a row that is not there: of tables that name themselves this is known only now.
    let mut check = transaction
        .prepare("SELECT \"table\", parent FROM pragma_foreign_key_check")
        .map_err(sqlite)?;
    let dangling: Option<(String, String)> = check
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .and_then(|mut rows| rows.next().transpose())
        .map_err(sqlite)?;
    drop(check);
    if let Some((table, parent)) = dangling {
        let file = format!("{table}.jsonl");
        return Err(misfit(ErrorCode::OpenFormRow, &file)
            .with("line", "-")
            .detail(format!("a row of {parent} that is not there")));
    }
    transaction.commit().map_err(sqlite)?;
    // The file has no name yet: whatever is refused from here on takes it away again.
    let verdict = book.verify_journal()?;
    if let Some(operation) = verdict.broken_at {
        changed.extend(verdict.misfits.into_iter().map(|own| own.table));
        return Err(misfit(ErrorCode::OpenFormChanged, "operation.jsonl")
            .with("line", operation)
            .detail(changed.join(", ")));
    }
    match changed.first() {
        Some(file) => Err(misfit(ErrorCode::OpenFormChanged, file)
            .with("line", "-")
            .detail(changed.join(", "))),
        None => Ok(()),
    }
}

/// The folder holds the tables of this program, no more and no fewer, each with its columns.
fn same_tables(shapes: &[Shape], head: &Head) -> Result<()> {
    let wrong = |name: &str| Err(misfit(ErrorCode::OpenFormHead, HEAD).detail(name));
    for (at, table) in head.tables.iter().enumerate() {
        match shapes.get(at) {
            Some(own) if own.name == table.name && own.columns == table.columns => {}
            _ => return wrong(&table.name),
        }
    }
    match shapes.get(head.tables.len()) {
        Some(own) => wrong(&own.name),
        None => Ok(()),
    }
}

/// Reads one table; says whether its bytes are those that were written.
fn read_table(
    connection: &Connection,
    folder: &Path,
    shape: &Shape,
    table: &TableHead,
) -> Result<bool> {
    let (file, path) = (shape.file(), folder.join(shape.file()));
    let mut reader = BufReader::new(file::open(&path).map_err(failed(&path))?.0);
    connection
        .pragma_update(None, "defer_foreign_keys", shape.names_itself)
        .map_err(sqlite)?;
    let marks: Vec<String> = (1..=shape.columns.len()).map(|n| format!("?{n}")).collect();
    let sql = format!(
        "INSERT INTO main.\"{}\" ({}) VALUES ({})",
        shape.name,
        quoted(shape.columns.iter().map(|own| &own.name)),
        marks.join(", ")
    );
    let mut insert = connection.prepare(&sql).map_err(sqlite)?;
    let mut digest = Sha256::new();
    let (mut line, mut number) = (Vec::new(), 0_u64);
    loop {
        line.clear();
        let read = (&mut reader)
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)
            .map_err(failed(&path))?;
        if read == 0 {
            break;
        }
        number += 1;
        digest.update(&line);
        let at = |code| misfit(code, &file).with("line", number);
        let values = row::read(&line, &shape.columns).map_err(|own| match own {
            Misfit::Unreadable(why) => at(ErrorCode::OpenFormLine).detail(why),
            Misfit::Column(name) => at(ErrorCode::OpenFormColumn).with("column", name),
        })?;
        insert.execute(params_from_iter(values)).map_err(|error| {
            match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::ConstraintViolation) => {
                    at(ErrorCode::OpenFormRow).detail(error)
                }
                _ => sqlite(error),
            }
        })?;
    }
    Ok(number == table.rows && hex(&digest.finalize()) == table.sha256)
}
