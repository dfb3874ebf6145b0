//! Any single byte of the file that turns over leaves everything reading equal, or is reported.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};
use so06::domain::ErrorCode;
use so06::store::Book;
use so06::store::health::look_through;
use tempfile::TempDir;

use super::{settled, small};
use crate::support::{TODAY, clock};

/// Bytes of the ordinary test; the long run takes more (`SO06_BYTES`).
const ORDINARY: usize = 800;

fn opened(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(format!("file:{}?immutable=1", path.display()), flags)
}

/// Every row of every table of the book.
fn rows(connection: &Connection) -> rusqlite::Result<Vec<Vec<Value>>> {
    let names: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut out = Vec::new();
    for name in names {
        let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\" NOT INDEXED"))?;
        let width = statement.column_count();
        let all = statement.query_map([], |row| (0..width).map(|at| row.get(at)).collect())?;
        for row in all {
            out.push(row?);
        }
    }
    Ok(out)
}

/// A sound book as one file, with what stands in it.
struct Good {
    bytes: Vec<u8>,
    rows: Vec<Vec<Value>>,
    /// The folder and the file in it that is changed.
    _dir: TempDir,
    file: PathBuf,
}

fn good() -> Good {
    let own = small();
    let path = own.path.clone();
    drop(own.book);
    settled(&path);
    let bytes = fs::read(&path).expect("the book");
    let dir = TempDir::new().expect("a folder");
    let file = dir.path().join("b.so06");
    fs::write(&file, &bytes).expect("a file");
    let connection = opened(&file).expect("the book");
    assert_eq!(look_through(&connection), []);
    let rows = rows(&connection).expect("rows");
    Good {
        bytes,
        rows,
        _dir: dir,
        file,
    }
}

#[test]
fn a_byte_that_turns_over_is_reported_or_leaves_all_rows_equal() {
    let Good {
        bytes: good,
        rows: expected,
        file,
        ..
    } = &good();
    let wanted: usize = std::env::var("SO06_BYTES")
        .map_or(ORDINARY, |own| own.parse().expect("a number"))
        .min(good.len());
    let (mut reported, mut equal) = (0, 0);
    let mut bytes = good.clone();
    for count in 0..wanted {
        // Spread over the file, each with another bit.
        let at = count * good.len() / wanted;
        bytes[at] ^= 1 << (count % 8);
        fs::write(file, &bytes).expect("a file");
        let found = opened(file).map_or(true, |connection| !look_through(&connection).is_empty());
        if found {
            reported += 1;
        } else {
            let rows = opened(file).and_then(|connection| rows(&connection));
            assert!(
                rows.is_ok_and(|own| own == *expected),
                "byte {at}, bit {}: rows differ and nobody says so",
                count % 8
            );
            equal += 1;
        }
        bytes[at] = good[at];
    }
    println!(
        "{wanted} bytes of {}: {reported} reported, {equal} equal",
        good.len()
    );
    assert!(reported > 0 && equal > 0);
}

/// How a table begins in the schema.
const TABLE: &[u8] = b"CREATE TABLE ";

/// A letter of a column's name that is none any more must not end the program.
#[test]
fn a_column_whose_name_is_no_text_is_damage() {
    let Good {
        bytes: good,
        rows: expected,
        file,
        ..
    } = &good();
    let mut tables = 0;
    for at in 0..good.len() - TABLE.len() {
        if !good[at..].starts_with(TABLE) {
            continue;
        }
        let inner = good[at..]
            .iter()
            .position(|own| *own == b'(')
            .expect("its columns");
        let first = good[at + inner..].iter().position(u8::is_ascii_alphabetic);
        let mut bytes = good.clone();
        bytes[at + inner + first.expect("a column")] ^= 0x80;
        fs::write(file, &bytes).expect("a file");
        let connection = opened(file).expect("a connection");
        if look_through(&connection).is_empty() {
            // Left over of a page that was written anew: nobody reads it.
            assert_eq!(rows(&connection).expect("rows"), *expected);
            continue;
        }
        drop(connection);
        let refused = Book::open(file, clock(TODAY), "t").map(drop);
        assert_eq!(
            refused.map_err(|own| own.code),
            Err(ErrorCode::DamagedBook),
            "the table at {at}"
        );
        assert_eq!(fs::read(file).expect("the file"), bytes);
        tables += 1;
    }
    assert!(tables > 20, "{tables}");
}
