//! The whole book in open form (dạng mở): one file of JSON lines for every table, readable without this program, and
//! back again to an equal book.
//!
//! The tables and their columns are those that SQLite itself names, so a new kind of record needs nothing here. Rows
//! go out in the order of their keys and tables in the order in which they were made, so that a row never names one
//! that comes later, and equal books give equal bytes. `book.json` says what the folder holds, with a digest of every
//! file; it is written last, so that a folder without it is no open form.

mod read;
mod row;
mod write;

use std::path::Path;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::sqlite;
use crate::domain::{Error, ErrorCode, Result};

/// Says that a folder is a book in open form, and of which make.
const FORMAT: &str = "so06-open";

/// Version of the open form itself; the version of the tables stands beside it.
const VERSION: i64 = 1;

/// What the folder holds.
const HEAD: &str = "book.json";

/// What was written (kết quả xuất dạng mở).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Files.
    pub files: u32,
    /// Bytes of all of them.
    pub bytes: u64,
    /// Rows of all tables.
    pub rows: u64,
}

/// `book.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    format: String,
    version: i64,
    schema: i64,
    tables: Vec<TableHead>,
}

/// A table of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TableHead {
    name: String,
    columns: Vec<Column>,
    rows: u64,
    sha256: String,
}

/// A column with the type that SQLite holds it to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Column {
    name: String,
    #[serde(rename = "type")]
    kind: ColumnKind,
}

/// What a column may hold beside nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum ColumnKind {
    #[serde(rename = "integer")]
    Integer,
    #[serde(rename = "text")]
    Text,
    /// Bytes, written as hexadecimal digits.
    #[serde(rename = "hex")]
    Blob,
}

/// A table as SQLite names it.
struct Shape {
    name: String,
    columns: Vec<Column>,
    /// Columns of its key, in order.
    key: Vec<String>,
    /// Whether its rows name other rows of the same table.
    names_itself: bool,
}

impl Shape {
    fn file(&self) -> String {
        format!("{}.jsonl", self.name)
    }
}

/// Every table of the book in the order in which they were made, but the keys of its site: whoever has a copy must not
/// be able to sign in its name.
fn shapes(connection: &Connection) -> Result<Vec<Shape>> {
    let sql = "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name <> 'secret'
         AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid";
    let mut statement = connection.prepare(sql).map_err(sqlite)?;
    let names: Vec<String> = statement
        .query_map([], |row| row.get(0))
        .and_then(Iterator::collect)
        .map_err(sqlite)?;
    names
        .into_iter()
        .map(|name| shape(connection, name))
        .collect()
}

fn shape(connection: &Connection, name: String) -> Result<Shape> {
    let mut statement = connection
        .prepare("SELECT name, type, pk FROM pragma_table_info(?1, 'main') ORDER BY cid")
        .map_err(sqlite)?;
    let mut rows = statement.query([&name]).map_err(sqlite)?;
    let (mut columns, mut key) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next().map_err(sqlite)? {
        let column: String = row.get(0).map_err(sqlite)?;
        let declared: String = row.get(1).map_err(sqlite)?;
        let place: i64 = row.get(2).map_err(sqlite)?;
        let kind = match declared.as_str() {
            "INTEGER" | "INT" => ColumnKind::Integer,
            "TEXT" => ColumnKind::Text,
            "BLOB" => ColumnKind::Blob,
            other => {
                return Err(Error::new(ErrorCode::Internal).detail(format!(
                    "{name}.{column}: no open form for the type {other}"
                )));
            }
        };
        if place > 0 {
            key.push((place, column.clone()));
        }
        columns.push(Column { name: column, kind });
    }
    key.sort_unstable();
    let names_itself = connection
        .query_row(
            "SELECT count(*) FROM pragma_foreign_key_list(?1, 'main') WHERE \"table\" = ?1",
            [&name],
            |row| row.get::<_, i64>(0),
        )
        .map_err(sqlite)?
        > 0;
    Ok(Shape {
        name,
        columns,
        key: key.into_iter().map(|(_, column)| column).collect(),
        names_itself,
    })
}

fn quoted<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<String> = names.into_iter().map(|own| format!("\"{own}\"")).collect();
    names.join(", ")
}

fn failed(path: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
    move |error| {
        let code = if error.kind() == std::io::ErrorKind::NotFound {
            ErrorCode::NoSuchFile
        } else {
            ErrorCode::IoFailed
        };
        Error::new(code).with("path", path.display()).detail(error)
    }
}
