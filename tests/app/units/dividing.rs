//! A book whose root closes is divided: nothing is lost, nothing is counted twice.

use so06::domain::body::Extent;
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{ErrorCode, Id, Instant};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::divide::divide_book;
use so06::engine::found;
use so06::store::{Book, query};
use tempfile::TempDir;

use crate::support::{clock, day};

fn count(book: &mut Book, body: Id, on: &str, value: i64) {
    let dictionary = book.read(Dictionary::load).expect("indicators");
    let wanted = RecordCount {
        body,
        indicator: dictionary.resolve("dinh_danh.kich_hoat").expect("it"),
        stated: Stated::AsOf(Instant::end_of(day(on))),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: None,
    };
    record_count(book, &wanted).expect("a figure");
}

#[test]
fn each_successor_gets_what_was_its_predecessors_and_parts_stay_parts() {
    let dir = TempDir::new().expect("a folder");
    let mut book = found::new_book(&dir.path().join("b.so06"), "918", clock("2025-06-30"), "t")
        .expect("a book");
    let d = book.read(Directory::load).expect("bodies");
    for (at, body) in d.units(day("2025-06-30")).into_iter().enumerate() {
        count(&mut book, body, "2025-05-31", 100 + at as i64);
    }
    let out = dir.path().join("chia");
    let early = divide_book(&mut book, day("2025-05-31"), &out).expect_err("it lives on");
    assert_eq!(early.code, ErrorCode::RootNotClosed);
    assert!(!out.exists());
    let division = divide_book(&mut book, day("2025-06-30"), &out).expect("a division");
    let codes: Vec<(&str, u32)> = division
        .parts
        .iter()
        .map(|part| (part.code.as_str(), part.facts))
        .collect();
    // 31178 and 31183 go along to both of their heirs.
    assert_eq!(
        codes,
        [
            ("31120", 1),
            ("31150", 1),
            ("31168", 3),
            ("31174", 3),
            ("31183", 2)
        ]
    );
    assert!(
        division.parts[0].remarks[0].contains("Chỉ một phần"),
        "{:?}",
        division.parts[0].remarks
    );

    let part = Book::open(
        std::path::Path::new(&division.parts[2].path),
        clock("2025-08-01"),
        "t",
    )
    .expect("a book");
    let heir = part.read(Directory::load).expect("bodies");
    assert_eq!(heir.name(heir.root, day("2025-07-01")), "Phường Bình Thủy");
    let facts = part.read(|c| query::facts(c, None)).expect("facts");
    assert_eq!(facts.len(), 3);
    for fact in &facts {
        let link = heir
            .predecessors(heir.root)
            .iter()
            .find(|link| link.body == fact.record.body)
            .expect("a predecessor");
        assert_eq!(
            link.extent == Extent::Part,
            heir.code(link.body, day("2025-06-30")) == "31178"
        );
    }
    assert!(
        part.verify_journal()
            .expect("a journal")
            .broken_row
            .is_none()
    );

    let archive = std::path::Path::new(&division.archive);
    assert!(
        std::fs::metadata(archive)
            .expect("the archive")
            .permissions()
            .readonly()
    );
    let copy = Book::open(archive, clock("2025-08-01"), "t").expect("the archive opens");
    assert_eq!(
        copy.read(|c| query::facts(c, None)).expect("facts").len(),
        8
    );
    let record = std::fs::read(&division.record).expect("the record");
    assert!(record.starts_with(b"%PDF") && record.len() > 10_000);
    // Again into the same folder: refused, and nothing of the first is touched.
    let again = divide_book(&mut book, day("2025-06-30"), &out).expect_err("there is one");
    assert_eq!(again.code, ErrorCode::FileExists);
    assert!(archive.exists() && std::path::Path::new(&division.parts[0].path).exists());
}
