//! Books of earlier programs: brought to the form of this one, or left as they were.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use so06::domain::ErrorCode;
use so06::store::Book;
use so06::store::copies::{self, CopyReason};
use so06::store::migrate::to_form;
use so06::store::note::mark;
use tempfile::TempDir;

use crate::support::{TODAY, clock};
use crate::trust::{enter, small};

/// The form that books have today.
const FIRST: &str = include_str!("../../src-tauri/migrations/0001_book.sql");

fn version(path: &Path) -> i64 {
    let connection = Connection::open(path).expect("the file");
    connection
        .query_row("PRAGMA user_version", [], |row| row.get(0))
        .expect("its form")
}

fn tables(path: &Path, name: &str) -> i64 {
    let connection = Connection::open(path).expect("the file");
    connection
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = ?1",
            [name],
            |row| row.get(0),
        )
        .expect("a count")
}

#[test]
fn a_book_of_an_earlier_form_is_copied_and_brought_to_the_new_one() {
    let mut own = small();
    let before = own.book.read(mark).expect("a head");
    let step = "CREATE TABLE weather(day TEXT PRIMARY KEY, rain INTEGER NOT NULL) STRICT;";
    to_form(&mut own.book, &[FIRST, step]).expect("the new form");
    assert_eq!((version(&own.path), tables(&own.path, "weather")), (2, 1));
    let after = own.book.read(mark).expect("a head");
    assert_eq!((after.seq, after.head), (before.seq, before.head.clone()));
    let verdict = own.book.verify_journal().expect("a verdict");
    assert_eq!(verdict.broken_at, None);
    // What was there before can be had again.
    let folder = copies::folder_beside(&own.path);
    let kept = copies::list(&folder);
    let copy = kept
        .iter()
        .find(|copy| copy.reason == CopyReason::BeforeMigration);
    let copy = copy.expect("a copy of what was there");
    assert_eq!((copy.operation, &copy.head), (before.seq, &before.head));
    assert_eq!(version(&folder.join(&copy.file)), 1);
    // The program before it refuses the book and leaves it alone.
    drop(own.book);
    let refused = Book::open(&own.path, clock(TODAY), "t").expect_err("a newer book");
    assert_eq!(refused.code, ErrorCode::NewerBook);
}

#[test]
fn a_step_that_fails_leaves_the_book_as_it_was() {
    let mut own = small();
    let step = "CREATE TABLE weather(day TEXT) STRICT; INSERT INTO nowhere VALUES (1);";
    to_form(&mut own.book, &[FIRST, step]).expect_err("no such table");
    assert_eq!((version(&own.path), tables(&own.path, "weather")), (1, 0));
    enter(&mut own.book, 131, None);
    let verdict = own.book.verify_journal().expect("a verdict");
    assert_eq!(verdict.broken_at, None);
}

/// Released versions, as CHANGELOG.md heads them: `## 0.1.0, 2027-01-15`.
fn released() -> BTreeSet<String> {
    let text = fs::read_to_string(root().join("CHANGELOG.md")).expect("the changes");
    let heads = text.lines().filter_map(|line| line.strip_prefix("## "));
    heads
        .filter_map(|head| {
            let (version, day) = head.split_once(", ")?;
            day.starts_with("20").then(|| version.to_owned())
        })
        .collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// `tests/fixtures/books/VERSION/` holds a book that this version wrote, `so.so06`, and how many operations its journal has,
/// `operations.txt`. Every version that was released has one, and each opens and reads as it was written.
#[test]
fn a_book_of_every_released_version_opens() {
    let folder = root().join("tests/fixtures/books");
    let kept: BTreeSet<String> = fs::read_dir(&folder)
        .into_iter()
        .flatten()
        .flatten()
        .map(|own| own.file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(kept, released());
    for own in kept {
        let dir = TempDir::new().expect("a folder");
        let path = dir.path().join("so.so06");
        fs::copy(folder.join(&own).join("so.so06"), &path).expect("a copy");
        let told = fs::read_to_string(folder.join(&own).join("operations.txt")).expect("a count");
        let book = Book::open(&path, clock(TODAY), "t").expect("it opens");
        let verdict = book.verify_journal().expect("a verdict");
        assert!(verdict.misfits.is_empty(), "{own}: {:?}", verdict.misfits);
        let seq = book.read(mark).expect("a head").seq;
        assert_eq!(told.trim(), seq.to_string(), "{own}");
    }
}
