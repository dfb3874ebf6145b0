//! The book as a file: opening, refusing, keeping, the chain, the past.

use std::fs;

use rusqlite::Connection;
use so06::domain::indicator::{FactState, IndicatorKind};
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{ErrorCode, Instant, Kind};
use so06::engine::counts::{RecordCount, Recorded, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::{found, undo};
use so06::store::{Book, query};
use tempfile::TempDir;

use crate::support::{TODAY, clock, example};

#[test]
fn what_is_no_book_is_refused_and_not_touched() {
    let dir = TempDir::new().expect("a folder");
    let other = dir.path().join("other.so06");
    Connection::open(&other)
        .and_then(|c| c.execute_batch("CREATE TABLE t (a)"))
        .expect("a foreign database");
    let short = dir.path().join("short.so06");
    fs::write(&short, "chưa phải sổ").expect("a file");
    let empty = dir.path().join("empty.so06");
    fs::write(&empty, "").expect("a file");
    for path in [&other, &short, &empty] {
        let before = fs::read(path).expect("the file");
        let refused = Book::open(path, clock(TODAY), "t").expect_err("no book");
        assert_eq!(refused.code, ErrorCode::NotABook);
        assert_eq!(fs::read(path).expect("the file"), before);
    }
    assert_eq!(
        fs::read_dir(dir.path()).expect("the folder").count(),
        3,
        "nothing is left beside them"
    );
    let missing =
        Book::open(&dir.path().join("none.so06"), clock(TODAY), "t").expect_err("no file");
    assert_eq!(missing.code, ErrorCode::NoSuchFile);
}

#[test]
fn a_newer_book_is_refused_and_not_touched() {
    let made = example();
    let (path, dir) = (made.path.clone(), made.dir);
    drop(made.book);
    let connection = Connection::open(&path).expect("the file");
    connection
        .pragma_update(None, "user_version", 999)
        .expect("a newer version");
    connection
        .pragma_update(None, "journal_mode", "DELETE")
        .expect("one file");
    drop(connection);
    let before = fs::read(&path).expect("the file");
    let refused = Book::open(&path, clock(TODAY), "t").expect_err("a newer book");
    assert_eq!(
        (refused.code, refused.code.exit_status()),
        (ErrorCode::NewerBook, 3)
    );
    let after = fs::read(&path).expect("the file");
    assert_eq!(before.len(), after.len());
    assert_eq!(
        Connection::open(&path)
            .and_then(|c| c.query_row("PRAGMA user_version", [], |r| r.get::<_, i64>(0)))
            .ok(),
        Some(999)
    );
    drop(dir);
}

#[test]
fn a_book_is_made_whole_or_not_at_all() {
    let dir = TempDir::new().expect("a folder");
    let path = dir.path().join("b.so06");
    let refused = found::new_book(&path, "99999", clock(TODAY), "t").expect_err("no such unit");
    assert_eq!(refused.code, ErrorCode::NoSuchRoot);
    assert_eq!(fs::read_dir(dir.path()).expect("the folder").count(), 0);
    found::new_book(&path, "918", clock(TODAY), "t").expect("a book of Bình Thủy");
    let again = found::new_book(&path, "918", clock(TODAY), "t").expect_err("it exists");
    assert_eq!(again.code, ErrorCode::FileExists);
    // A folder where nothing can be made, also for an administrator.
    let nowhere = found::new_book(
        std::path::Path::new("/proc/sổ.so06"),
        "918",
        clock(TODAY),
        "t",
    )
    .expect_err("no place");
    assert_eq!(
        (nowhere.code, nowhere.code.exit_status()),
        (ErrorCode::ReadOnly, 4)
    );
}

#[test]
fn sqlite_itself_finds_the_book_sound_and_the_schema_holds_every_kind() {
    let made = example();
    made.book
        .read(|c| {
            let text: String = c
                .query_row("PRAGMA integrity_check", [], |r| r.get(0))
                .expect("a check");
            assert_eq!(text, "ok");
            let foreign = c
                .prepare("PRAGMA foreign_key_check")
                .expect("a check")
                .query([])
                .expect("rows")
                .next()
                .expect("a row")
                .is_some();
            assert!(!foreign, "a key points nowhere");
            for kind in Kind::ALL {
                let sql = format!(
                    "SELECT count(*) FROM \"{}\" WHERE from_seq > 0",
                    kind.table()
                );
                c.query_row(&sql, [], |r| r.get::<_, i64>(0))
                    .unwrap_or_else(|e| panic!("{}: {e}", kind.table()));
            }
            Ok(())
        })
        .expect("a reading");
}

fn entry(book: &Book, value: i64) -> RecordCount {
    let (directory, dictionary) = book
        .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
        .expect("a reading");
    RecordCount {
        body: directory
            .resolve("31168", crate::support::day(TODAY))
            .expect("Phường Bình Thủy"),
        indicator: dictionary
            .resolve("dinh_danh.kich_hoat")
            .expect("the indicator"),
        stated: Stated::AsOf(Instant::parse("2024-03-15").expect("a day")),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: None,
    }
}

fn enter(book: &mut Book, value: i64) -> so06::domain::Result<so06::store::Done<Recorded>> {
    let request = entry(book, value);
    record_count(book, &request)
}

#[test]
fn a_correction_adds_a_revision_and_the_past_stays() {
    let mut made = example();
    let first = entry(&made.book, 12_600);
    record_count(&mut made.book, &first).expect("an entry");
    let seq = made.book.journal(1).expect("the journal")[0].seq;
    enter(&mut made.book, 12_700).expect("a correction");
    let before = made.book.journal(1).expect("the journal")[0].seq;
    let same = enter(&mut made.book, 12_700).expect("the same again");
    assert!(!same.value.changed && same.changes.is_empty());
    assert_eq!(
        made.book.journal(1).expect("the journal")[0].seq,
        before,
        "what changes nothing leaves no trace"
    );
    let mut seen = |at: Option<i64>| {
        made.book.look_at(at).expect("a look back");
        let facts = made.book.read(|c| query::facts(c, None)).expect("facts");
        let own = facts
            .into_iter()
            .find(|f| f.record.window == "@2024-03-15" && f.record.body == first.body);
        own.map(|fact| (fact.record.value, fact.record.revision))
    };
    assert_eq!(seen(Some(seq)), Some((Some(12_600), 1)));
    assert_eq!(seen(None), Some((Some(12_700), 2)));
    assert_eq!(seen(Some(seq - 1)), None);
    let refused = enter(&mut made.book, 12_800).expect_err("one looks back");
    assert_eq!(refused.code, ErrorCode::LookingBack);
    made.book.look_at(None).expect("the present");
    enter(&mut made.book, 12_800).expect("an entry");
}

#[test]
fn undo_puts_back_and_redo_does_again_and_both_are_journalled() {
    let mut made = example();
    let before = made.book.journal(1_000).expect("the journal").len();
    enter(&mut made.book, 12_600).expect("an entry");
    undo::undo(&mut made.book).expect("an undo");
    assert!(undo::steps(&made.book).expect("steps").redo.is_some());
    assert_eq!(
        undo::undo(&mut made.book)
            .expect_err("founding is final")
            .code,
        ErrorCode::NothingToUndo
    );
    undo::redo(&mut made.book).expect("a redo");
    assert_eq!(
        undo::redo(&mut made.book).expect_err("nothing left").code,
        ErrorCode::NothingToRedo
    );
    assert_eq!(
        made.book.journal(1_000).expect("the journal").len(),
        before + 3
    );
    let verdict = made.book.verify_journal().expect("a verdict");
    assert_eq!(verdict.broken_at, None);
}

#[test]
fn the_chain_shows_a_changed_a_deleted_and_a_swapped_row() {
    for (what, sql) in [
        (
            "changed",
            "UPDATE fact SET value = 98001 WHERE value = 98000",
        ),
        (
            "ended",
            "UPDATE claim SET to_seq = 1 WHERE id = (SELECT max(id) FROM claim)",
        ),
        ("deleted", "DELETE FROM journal WHERE n = 100"),
        (
            "swapped",
            "UPDATE journal SET entity = (SELECT entity FROM journal WHERE n = 51) WHERE n = 50",
        ),
        (
            "renamed",
            "UPDATE operation SET officer = 'người khác' WHERE seq = 1",
        ),
        (
            "reworded",
            "UPDATE operation SET params = '{}' WHERE seq = 1",
        ),
    ] {
        let made = example();
        assert_eq!(
            made.book.verify_journal().expect("a verdict").broken_at,
            None
        );
        let path = made.path.clone();
        drop(made.book);
        let changed = Connection::open(&path)
            .and_then(|c| c.execute(sql, []))
            .expect("a change from outside");
        assert!(changed > 0, "{what}");
        let book = Book::open(&path, clock(TODAY), "t").expect("it opens");
        assert!(
            book.verify_journal()
                .expect("a verdict")
                .broken_at
                .is_some(),
            "{what} is not seen"
        );
    }
}

#[test]
fn no_data_is_not_zero_and_a_ratio_is_not_entered() {
    let mut made = example();
    let mut request = entry(&made.book, 0);
    request.entry = Entry::NoData;
    record_count(&mut made.book, &request).expect("no data");
    let facts = made.book.read(|c| query::facts(c, None)).expect("facts");
    let own = facts
        .iter()
        .find(|f| f.record.window == "@2024-03-15")
        .expect("the fact");
    assert_eq!(
        (own.record.state, own.record.value),
        (FactState::NoData, None)
    );
    let dictionary = made.book.read(Dictionary::load).expect("the dictionary");
    let ratio = dictionary
        .all()
        .iter()
        .find(|kept| kept.record.kind == IndicatorKind::Ratio)
        .expect("a ratio");
    request.indicator = ratio.id;
    assert_eq!(
        record_count(&mut made.book, &request)
            .expect_err("computed")
            .code,
        ErrorCode::ComputedIndicator
    );
}
