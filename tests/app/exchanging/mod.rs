//! Books that exchange packages: the officer's story, and whatever can happen to files on the way.

mod by_command;
mod carried;
mod folder;
mod handed_over;
mod histories;
#[cfg(target_os = "linux")]
mod killed;
mod kinds;
mod peers;
mod queries;
mod receipts;
mod restored;
mod shown;
mod story;
mod succession;
mod versions;

use std::path::Path;

use so06::domain::body::Extent;
use so06::domain::indicator::{Fact, FactState};
use so06::domain::number::{Entry, Qualifier};
use so06::domain::task::Task;
use so06::domain::{Id, Kind, Period};
use so06::engine::bodies::{BegunUnit, ChangeUnits, DocumentEntry, FromUnit, change_units};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::exchange::{
    Choices, Fate, Incoming, Outcome, look_over, new_from_package, take_packages, write_package,
};
use so06::engine::found;
use so06::progress::Progress;
use so06::store::{self, Book, Operation, identity};
use tempfile::TempDir;

use crate::support::{clock, day};

/// A district and one of its communes, each with a book of its own.
pub struct Two {
    pub dir: TempDir,
    pub district: Book,
    pub commune: Book,
}

/// The district's example, and the book that a commune opened from its package.
pub fn two() -> Two {
    let dir = TempDir::new().expect("a folder");
    let mut district = found::new_example(
        &dir.path().join("quận.so06"),
        "binh-thuy-2024",
        clock("2024-03-18"),
        "Cán bộ quận",
    )
    .expect("the district's book");
    let commune = open_for(&mut district, &dir.path().join("trà an.so06"), "Trà An");
    Two {
        dir,
        district,
        commune,
    }
}

/// The same without any figure.
pub fn bare() -> Two {
    let dir = TempDir::new().expect("a folder");
    let path = dir.path().join("quận.so06");
    let mut district = found_district(&path);
    let commune = open_for(&mut district, &dir.path().join("trà an.so06"), "Trà An");
    Two {
        dir,
        district,
        commune,
    }
}

/// The book of quận Bình Thủy without any figure.
pub fn found_district(path: &Path) -> Book {
    let founding = found::Founding {
        root: "918@2024-03-18".to_owned(),
        levels: Vec::new(),
    };
    found::found_book(path, &founding, clock("2024-03-18"), "Cán bộ quận")
        .expect("the district's book")
}

/// The book of a commune, opened from the package that its district wrote for it.
pub fn open_for(district: &mut Book, path: &Path, name: &str) -> Book {
    let receiver = body(district, name);
    let package = write_package(district, receiver, None)
        .expect("a package for the commune")
        .value;
    new_from_package(path, &package.bytes, clock("2024-03-18"), "Cán bộ phường")
        .expect("the commune's book")
}

/// The next package of a book for that body.
pub fn package_for(book: &mut Book, to: &str) -> Vec<u8> {
    let receiver = body(book, to);
    write_package(book, receiver, None)
        .expect("a package")
        .value
        .bytes
}

pub fn body(book: &Book, name: &str) -> Id {
    book.read(Directory::load)
        .expect("a directory")
        .resolve(name, day("2024-03-18"))
        .expect("a body")
}

pub fn indicator(book: &Book, code: &str) -> Id {
    book.read(Dictionary::load)
        .expect("a dictionary")
        .by_code(code)
        .expect("an indicator")
}

/// Units of the book are one from 20/02/2024 on, as a resolution says.
pub fn merge_into(book: &mut Book, name: &str, of: &[Id]) -> so06::domain::Result<()> {
    let change = ChangeUnits {
        day: day("2024-02-20"),
        document: DocumentEntry {
            kind: "Nghị quyết".to_owned(),
            number: "01/NQ-HĐND".to_owned(),
            day: Some(day("2024-02-01")),
            issuer: String::new(),
            excerpt: String::new(),
        },
        begun: vec![BegunUnit {
            code: "99001".to_owned(),
            name: name.to_owned(),
            kind: "phường".to_owned(),
            parent: None,
            from: of
                .iter()
                .map(|body| FromUnit {
                    body: *body,
                    extent: Extent::Whole,
                })
                .collect(),
        }],
        renamed: Vec::new(),
        ended: Vec::new(),
    };
    change_units(book, &change).map(drop)
}

/// Enters a figure of a report month.
pub fn enter(book: &mut Book, body: Id, code: &str, period: &str, value: i64) {
    let period = Period::parse(period).expect("a period");
    let request = RecordCount {
        body,
        indicator: indicator(book, code),
        stated: Stated::Period(period, period.last_day()),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: None,
    };
    record_count(book, &request).expect("an entry");
}

/// The value that a book holds for a report month; none where it holds nothing.
pub fn value(book: &Book, body: Id, code: &str, period: &str) -> Option<i64> {
    let period = Period::parse(period).expect("a period");
    let (indicator, last) = (indicator(book, code), period.last_day().to_string());
    let facts: Vec<store::Kept<Fact>> = book
        .read(|c| {
            store::list(
                c,
                "body = ?1 AND indicator = ?2 AND day = ?3 AND source <> 'minh_hoa'",
                &[&body, &indicator, &last],
            )
        })
        .expect("facts");
    facts
        .into_iter()
        .find(|kept| kept.record.state == FactState::Value)
        .and_then(|kept| kept.record.value)
}

pub fn file(name: &str, bytes: &[u8]) -> Incoming {
    Incoming::of(name, bytes)
}

/// Takes files and gives what became of each.
pub fn take(book: &mut Book, files: &[Incoming]) -> Vec<Outcome> {
    let (choices, progress) = (Choices::default(), Progress::default());
    let seen = look_over(book, files, &choices, &progress).expect("a preview");
    let done = take_packages(book, files, &choices, &progress).expect("a taking");
    let fates = |all: &[Outcome]| -> Vec<Fate> { all.iter().map(|own| own.fate.clone()).collect() };
    assert_eq!(
        fates(&seen),
        fates(&done.value),
        "the preview told what would come of it"
    );
    for (seen, done) in seen.iter().zip(&done.value) {
        let verdicts =
            |own: &Outcome| -> Vec<_> { own.rows.iter().map(|row| row.verdict.clone()).collect() };
        assert_eq!(
            verdicts(seen),
            verdicts(done),
            "and so it did for every row"
        );
    }
    done.value
}

/// What holds of a kind, each thing and whatever it names by their names outside; columns that mean something in one book
/// only are left out.
pub fn rows_outside(book: &Book, kind: Kind) -> Vec<String> {
    book.read(|c| {
        let sql = format!("SELECT * FROM \"{}\" WHERE to_seq IS NULL", kind.table());
        let mut statement = c.prepare(&sql).expect("a table");
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut rows = statement.query([]).expect("rows");
        let mut out = Vec::new();
        while let Some(row) = rows.next().expect("a row") {
            let id: Id = row.get("id").expect("a key");
            let mut words = vec![kind.table().to_owned(), identity::name(c, id)?];
            for name in names.iter().map(String::as_str) {
                if ["id", "from_seq", "to_seq", "head"].contains(&name) {
                    continue;
                }
                let value: rusqlite::types::Value = row.get(name).expect("a value");
                words.push(match value {
                    rusqlite::types::Value::Integer(id) if kind.refs().contains(&name) => {
                        identity::name(c, id)?
                    }
                    other => format!("{name}={other:?}"),
                });
            }
            out.push(words.join(" "));
        }
        Ok(out)
    })
    .expect("rows")
}

/// Changes the task of that name as a screen does.
pub fn change_task(book: &mut Book, name: &str, change: impl FnOnce(&mut Task)) {
    let id = book
        .read(|c| identity::by_name(c, name))
        .expect("a reading")
        .expect("the task");
    let kept = book
        .read(|c| store::get::<Task>(c, id))
        .expect("a reading")
        .expect("the task");
    let mut task = kept.record;
    change(&mut task);
    book.transact(Operation::new("save_task", serde_json::json!({})), |tx| {
        tx.set(id, &task)
    })
    .expect("a change");
}
