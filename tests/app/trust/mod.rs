//! Nothing that was entered is lost: copies, restoring, damage, the journal.

mod bytes;
mod copies;
mod damage;
mod encryption;
mod journal;
mod redaction;
mod resources;
mod retention;
mod roles;
mod support_file;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use so06::domain::Id;
use so06::domain::number::{Entry, Qualifier};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::found;
use so06::engine::open_form::export_book;
use so06::store::Book;
use tempfile::TempDir;

use crate::support::{TODAY, clock, day};

/// A small book with some figures, of a commune.
pub struct Small {
    pub dir: TempDir,
    pub path: PathBuf,
    pub book: Book,
}

pub fn small() -> Small {
    let dir = TempDir::new().expect("a folder");
    let path = dir.path().join("sổ phường.so06");
    let mut book =
        found::new_book(&path, "31174@2024-03-01", clock(TODAY), "Cán bộ phường").expect("a book");
    for value in [120, 130, 125] {
        enter(&mut book, value, Some("gọi lại cho tổ dân phố"));
    }
    Small { dir, path, book }
}

/// Types a figure of the book's own body.
pub fn enter(book: &mut Book, value: i64, note: Option<&str>) {
    let root = book.read(Directory::load).expect("a directory").root;
    enter_of(book, root, value, note);
}

/// Types a figure of a body.
pub fn enter_of(book: &mut Book, body: Id, value: i64, note: Option<&str>) {
    let dictionary = book.read(Dictionary::load).expect("a dictionary");
    let code = "dinh_danh.kich_hoat";
    let kept = dictionary
        .all()
        .iter()
        .find(|own| own.record.code == code)
        .expect("the indicator");
    let request = RecordCount {
        body,
        indicator: kept.id,
        stated: Stated::AsOf(so06::domain::Instant::end_of(day("2024-03-15"))),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: note.map(str::to_owned),
    };
    record_count(book, &request).expect("a figure");
}

/// The whole book in open form: every file with its bytes.
pub fn whole(book: &Book) -> BTreeMap<String, Vec<u8>> {
    let dir = TempDir::new().expect("a folder");
    let folder = dir.path().join("mở");
    export_book(book, &folder).expect("an export");
    fs::read_dir(&folder)
        .expect("the folder")
        .map(|entry| {
            let entry = entry.expect("an entry");
            let bytes = fs::read(entry.path()).unwrap_or_default();
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect()
}

/// One file without companions.
pub fn settled(path: &Path) {
    let connection = rusqlite::Connection::open(path).expect("the file");
    connection
        .execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE; PRAGMA journal_mode = WAL;")
        .expect("one file");
}
