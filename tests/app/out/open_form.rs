//! The whole book in open form and back.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use rusqlite::Connection;
use rusqlite::types::Value;
use so06::domain::ErrorCode;
use so06::domain::number::{Entry, Qualifier};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::exchange::write_package;
use so06::engine::open_form::{export_book, import_book};
use so06::engine::undo;
use so06::store::Book;
use tempfile::TempDir;

use crate::support::{TODAY, clock, day, example, open_example};

fn bytes_of(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| {
            let entry = entry.expect("an entry");
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// Every row of every table, read past the program.
fn rows_of(path: &Path) -> BTreeMap<String, Vec<Vec<Value>>> {
    let connection = Connection::open(path).expect("the book");
    let names: Vec<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .and_then(|mut s| s.query_map([], |r| r.get(0))?.collect())
        .expect("tables");
    names
        .into_iter()
        .map(|name| {
            let mut statement = connection
                .prepare(&format!("SELECT * FROM \"{name}\" ORDER BY 1, 2"))
                .expect("a table");
            let width = statement.column_count();
            let rows = statement
                .query_map([], |row| (0..width).map(|at| row.get(at)).collect())
                .and_then(Iterator::collect)
                .expect("rows");
            (name, rows)
        })
        .collect()
}

fn import(folder: &Path, path: &Path) -> so06::domain::Result<Book> {
    import_book(folder, path, clock(TODAY), "Người nhập")
}

fn enter(book: &mut Book, unit: usize, column: usize, value: i64) {
    let (directory, dictionary) = book
        .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
        .expect("a reading");
    let at = day("2024-03-10");
    let (units, grid) = (directory.units(at), dictionary.grid());
    let request = RecordCount {
        body: units[unit % units.len()],
        indicator: grid[column % grid.len()],
        stated: Stated::AsOf(so06::domain::Instant::parse("2024-03-10").expect("an instant")),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: Some("Ghi chú “có dấu” \u{1F4CB}\n\t\\ cuối".to_owned()),
    };
    // Computed indicators refuse; that is no matter here.
    drop(record_count(book, &request));
}

#[test]
fn a_book_goes_out_and_comes_back_equal() {
    let mut made = example();
    // Every kind of column: bytes, keys of its own, texts with anything in them.
    let connection = Connection::open(&made.path).expect("the book");
    connection
        .execute_batch(
            "INSERT INTO content VALUES ('2da45f2cd1f9c8e69a67abf7a6b26c282533d0a7686787a9533265418680d4d2', 'pdf', x'00ff10'),
             ('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'pdf', x'');",
        )
        .expect("rows of the other tables");
    drop(connection);
    for n in 0..5 {
        enter(&mut made.book, n, n, 100 + n as i64);
    }
    undo::undo(&mut made.book).expect("a step");
    let receiver = made
        .book
        .read(Directory::load)
        .and_then(|own| own.resolve("Trà An", day("2024-03-10")))
        .expect("a body");
    write_package(&mut made.book, receiver, None).expect("a package");
    let dir = made.dir.path();
    let (first, second) = (dir.join("ra"), dir.join("ra lần hai"));
    let done = export_book(&made.book, &first).expect("an export");
    let written = bytes_of(&first);
    assert_eq!(written.len() as u32, done.files);
    assert_eq!(
        written.values().map(|own| own.len() as u64).sum::<u64>(),
        done.bytes
    );
    let copy = dir.join("bản lập lại.so06");
    // As it was written; that one which met others then becomes a machine of its own is tried with exchange.
    let who = (clock(TODAY), "Cán bộ");
    let book = Book::from_open_form(&first, &copy, who, |_| Ok(())).expect("a book");
    assert_eq!(book.verify_journal().expect("a verdict").broken_at, None);
    assert_eq!(
        book.verify_journal().expect("a verdict"),
        made.book.verify_journal().expect("a verdict")
    );
    export_book(&book, &second).expect("an export");
    assert_eq!(written, bytes_of(&second), "equal books give equal bytes");
    drop(book);
    let (own, back) = (rows_of(&made.path), rows_of(&copy));
    assert!(own["fact"].len() > 100 && own["content"].len() == 2);
    assert!(own["package"].len() == 1 && own["epoch"].len() == 1);
    assert_eq!(own.len(), back.len());
    assert!(
        own["secret"].len() == 2 && back["secret"].is_empty(),
        "keys stay in their file"
    );
    for (table, rows) in own.iter().filter(|(table, _)| *table != "secret") {
        assert_eq!(rows, &back[table], "{table}");
    }
}

#[test]
fn nothing_is_written_over_and_nothing_is_left_of_a_failure() {
    let made = example();
    let dir = made.dir.path();
    let folder = dir.join("ra");
    export_book(&made.book, &folder).expect("an export");
    let again = export_book(&made.book, &folder).expect_err("something is there");
    assert_eq!(again.code, ErrorCode::FileExists);
    let over = import(&folder, &made.path).expect_err("a book is there");
    assert_eq!(over.code, ErrorCode::FileExists);
    let nowhere = export_book(&made.book, Path::new("/proc/ra")).expect_err("no place");
    assert_eq!(nowhere.code.exit_status(), 4);
    let none = import(&dir.join("không có"), &dir.join("mới.so06")).expect_err("no folder");
    assert_eq!(none.code, ErrorCode::NoSuchFile);
    assert!(!dir.join("mới.so06").exists());
}

/// Spoils a copy of the export and gives the refusal.
fn spoiled(whole: &Path, spoil: impl FnOnce(&Path)) -> so06::domain::Error {
    let dir = TempDir::new().expect("a folder");
    for (name, bytes) in bytes_of(whole) {
        fs::write(dir.path().join(name), bytes).expect("a copy");
    }
    spoil(dir.path());
    let place = TempDir::new().expect("a folder");
    let refused = import(dir.path(), &place.path().join("mới.so06")).expect_err("a refusal");
    let left = fs::read_dir(place.path()).expect("the folder").count();
    assert_eq!(left, 0, "nothing is left behind: {refused:?}");
    refused
}

fn edit(file: PathBuf, change: impl FnOnce(&mut Vec<String>)) {
    let text = fs::read_to_string(&file).expect("a file");
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    change(&mut lines);
    fs::write(file, lines.concat()).expect("a file");
}

fn param<'a>(error: &'a so06::domain::Error, name: &str) -> &'a str {
    let own = error.params.iter().find(|(own, _)| own == name);
    own.map_or("", |(_, value)| value)
}

#[test]
fn what_is_not_as_it_was_written_is_refused_with_its_place() {
    let made = example();
    let whole = made.dir.path().join("ra");
    export_book(&made.book, &whole).expect("an export");
    let said = |refused: &so06::domain::Error| {
        (
            refused.code,
            param(refused, "file").to_owned(),
            param(refused, "line").to_owned(),
        )
    };
    let fact = |n: &str, code| (code, "fact.jsonl".to_owned(), n.to_owned());

    let missing = spoiled(&whole, |dir| {
        fs::remove_file(dir.join("task.jsonl")).expect("a file");
    });
    assert_eq!(missing.code, ErrorCode::NoSuchFile);
    assert!(param(&missing, "path").ends_with("task.jsonl"));

    let broken = spoiled(&whole, |dir| {
        edit(dir.join("fact.jsonl"), |lines| lines[4].truncate(20));
    });
    assert_eq!(said(&broken), fact("5", ErrorCode::OpenFormLine));

    let unknown = spoiled(&whole, |dir| {
        edit(dir.join("fact.jsonl"), |lines| {
            lines[2] = lines[2].replacen('{', "{\"them\":1,", 1);
        });
    });
    assert_eq!(said(&unknown), fact("3", ErrorCode::OpenFormColumn));
    assert_eq!(param(&unknown, "column"), "them");

    let doubled = spoiled(&whole, |dir| {
        edit(dir.join("fact.jsonl"), |lines| {
            let line = lines[6].clone();
            lines.insert(7, line);
        });
    });
    assert_eq!(said(&doubled), fact("8", ErrorCode::OpenFormRow));

    let nowhere = spoiled(&whole, |dir| {
        edit(dir.join("fact.jsonl"), |lines| {
            let id = lines[3].find("\"body\":").expect("a body") + 7;
            lines[3].insert_str(id, "99999");
        });
    });
    assert_eq!(said(&nowhere), fact("4", ErrorCode::OpenFormRow));

    let another = spoiled(&whole, |dir| {
        edit(dir.join("fact.jsonl"), |lines| {
            let at = lines[5].find("\"note\":\"").expect("a note") + 8;
            lines[5].insert_str(at, "sửa ");
        });
    });
    assert_eq!(another.code, ErrorCode::OpenFormChanged);
    assert_eq!(param(&another, "file"), "operation.jsonl");
    assert!(param(&another, "line").parse::<u64>().is_ok_and(|n| n >= 1));
    assert!(another.detail.contains("fact.jsonl"));

    let fewer = spoiled(&whole, |dir| {
        edit(dir.join("calendar_day.jsonl"), |lines| drop(lines.pop()));
    });
    assert_eq!(fewer.code, ErrorCode::OpenFormChanged);

    for (from, to, code) in [
        (
            "\"version\": 1",
            "\"version\": 2",
            ErrorCode::OpenFormVersion,
        ),
        (
            "\"schema\": 1",
            "\"schema\": 99",
            ErrorCode::OpenFormVersion,
        ),
        ("so06-open", "other", ErrorCode::OpenFormHead),
        (
            "\"name\": \"salt\"",
            "\"name\": \"muối\"",
            ErrorCode::OpenFormHead,
        ),
        (
            "\"name\": \"fact\"",
            "\"name\": \"../fact\"",
            ErrorCode::OpenFormHead,
        ),
    ] {
        let refused = spoiled(&whole, |dir| {
            let path = dir.join("book.json");
            let text = fs::read_to_string(&path).expect("the head");
            assert!(text.contains(from), "{from}");
            fs::write(path, text.replacen(from, to, 1)).expect("the head");
        });
        assert_eq!(refused.code, code, "{from} → {to}");
    }
    let none = spoiled(&whole, |dir| {
        fs::remove_file(dir.join("book.json")).expect("a file");
    });
    assert_eq!(none.code, ErrorCode::NoSuchFile);
}

#[test]
fn whatever_byte_is_changed_no_other_book_comes_of_it() {
    let made = example();
    let whole = made.dir.path().join("ra");
    export_book(&made.book, &whole).expect("an export");
    let files: Vec<(String, Vec<u8>)> = bytes_of(&whole)
        .into_iter()
        .filter(|(name, bytes)| !bytes.is_empty() && name != "DOC-TOI.txt" && name != "book.json")
        .collect();
    assert!(files.len() > 15);
    let mut runner = TestRunner::new(Config {
        cases: 24,
        failure_persistence: None,
        ..Config::default()
    });
    let spot = (0..files.len(), any::<prop::sample::Index>(), any::<u8>());
    runner
        .run(&spot, |(file, at, byte)| {
            let (name, bytes) = &files[file];
            let at = at.index(bytes.len());
            prop_assume!(bytes[at] != byte);
            let refused = spoiled(&whole, |dir| {
                let mut other = bytes.clone();
                other[at] = byte;
                fs::write(dir.join(name), other).expect("a file");
            });
            prop_assert_eq!(refused.code.exit_status(), 1);
            Ok(())
        })
        .expect("every change is found");
}

#[test]
fn any_book_comes_back_equal() {
    let mut runner = TestRunner::new(Config {
        cases: 6,
        failure_persistence: None,
        ..Config::default()
    });
    let steps = prop::collection::vec(
        (0..20_usize, 0..20_usize, 0..1_000_000_i64, any::<bool>()),
        1..25,
    );
    runner
        .run(&steps, |steps| {
            let mut made = example();
            for (unit, column, value, back) in steps {
                enter(&mut made.book, unit, column, value);
                if back {
                    drop(undo::undo(&mut made.book));
                }
            }
            let dir = made.dir.path();
            export_book(&made.book, &dir.join("a")).expect("an export");
            let book = import(&dir.join("a"), &dir.join("b.so06")).expect("a book");
            export_book(&book, &dir.join("b")).expect("an export");
            prop_assert_eq!(bytes_of(&dir.join("a")), bytes_of(&dir.join("b")));
            Ok(())
        })
        .expect("equal books");
}

#[test]
fn the_window_exports_and_imports_by_commands() {
    let mut open = open_example();
    let done = open.ask("export_book", serde_json::json!({ "folder": "ra" }));
    assert!(done["files"].as_u64().expect("a number") > 20);
    let folder = open.session.books_dir().join("ra").display().to_string();
    let head = open.ask(
        "import_book",
        serde_json::json!({ "folder": folder, "path": "lập lại.so06" }),
    );
    assert!(
        head["path"]
            .as_str()
            .expect("a path")
            .ends_with("lập lại.so06")
    );
    let refused = open.refusal(
        "import_book",
        serde_json::json!({ "folder": folder, "path": "lập lại.so06" }),
    );
    assert_eq!(refused.code, "file_exists");
}
