//! A book whose root closes is divided: nothing is lost, nothing is counted twice.

use so06::domain::body::Extent;
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{ErrorCode, Id, Instant};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::divide::divide_book;
use so06::engine::evidence::{AttachEvidence, attach_evidence, check_evidence, folder_of};
use so06::engine::found;
use so06::engine::tasks::{Board, PartKey};
use so06::store::{Book, query};
use tempfile::TempDir;

use crate::support::{TODAY, clock, day, example};

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
            .broken_at
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

#[test]
fn evidence_goes_with_the_tasks_into_the_archive_and_what_is_lacking_is_told() {
    let mut made = example();
    let part = made
        .book
        .read(|c| {
            let board = Board::load(c, day(TODAY))?;
            let body = board.directory.resolve("Thới An Đông", day(TODAY))?;
            let part = board.part_of(board.find("NV-001")?, body, None)?;
            Ok(PartKey {
                assignment: part.assignment,
                occurrence: part.occurrence.clone(),
            })
        })
        .expect("a part");
    for (name, bytes) in [
        ("bien-ban.txt", "một"),
        ("anh.jpg", "hai"),
        ("so.txt", "ba"),
    ] {
        let file = AttachEvidence {
            name: name.to_owned(),
            bytes: bytes.as_bytes().to_vec(),
            ..AttachEvidence::default()
        };
        attach_evidence(&mut made.book, &part, &file).expect("attached");
    }
    // One is lost, one is no longer what was attached.
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder_of(&made.book))
        .expect("a folder")
        .flatten()
    {
        files.extend(std::fs::read_dir(entry.path()).expect("a folder").flatten());
    }
    let holds = |text: &str| {
        let own = files.iter().map(std::fs::DirEntry::path);
        own.into_iter()
            .find(|path| std::fs::read(path).is_ok_and(|own| own == text.as_bytes()))
            .expect("a file")
    };
    std::fs::remove_file(holds("hai")).expect("lost");
    std::fs::write(holds("ba"), "khác").expect("changed");
    let dir = TempDir::new().expect("a folder");
    let out = dir.path().join("chia");
    let division = divide_book(&mut made.book, day("2025-06-30"), &out).expect("a division");
    assert_eq!(division.evidence.files, 1);
    assert_eq!(division.evidence.missing, ["anh.jpg"]);
    assert_eq!(division.evidence.changed, ["so.txt"]);
    let archive = std::path::Path::new(&division.archive);
    let copy = Book::open(archive, clock("2025-08-01"), "t").expect("the archive opens");
    assert_eq!(
        folder_of(&copy).display().to_string(),
        division.evidence.folder
    );
    let check = check_evidence(&copy, day("2025-08-01")).expect("a check");
    assert_eq!(check.files, 1);
    let lacking: Vec<&str> = check.missing.iter().map(|own| own.name.as_str()).collect();
    assert_eq!(lacking, ["anh.jpg", "so.txt"]);
    assert!(check.changed.is_empty() && check.strangers.is_empty());
}
