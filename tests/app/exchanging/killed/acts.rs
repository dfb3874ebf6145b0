//! What the program does while it is killed, and what must hold afterwards.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rusqlite::Connection;
use so06::domain::ErrorCode;
use so06::domain::exchange::{Direction, Package};
use so06::domain::indicator::Fact;
use so06::engine::exchange::{
    Fate, Standing, UNFINISHED, bind_place, hand_over, handed_over, read_package, resume_book,
    senders_of, write_receipt,
};
use so06::exchange::container;
use so06::store::{self, Book};

use super::super::{body, file, package_for, take};
use super::{MONTHS, codes};
use crate::support::clock;

const PASSPHRASE: &str = "mật khẩu bàn giao 06";

/// Something that the program does with a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A package is written.
    Writes,
    /// One is taken.
    Takes,
    /// A taking is taken back.
    TakesBack,
    /// A receipt is written.
    Receipts,
    /// A pass over the exchange folder.
    Syncs,
    /// The book is handed over.
    HandsOver,
}

/// Runs the program as it is typed on a machine, without anybody ending it.
pub fn run(dir: &Path, book: &str, words: &[&str]) {
    let output = typed(Command::new(program()), dir, book, words);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{words:?}: {told}");
}

const fn program() -> &'static str {
    env!("CARGO_BIN_EXE_so06")
}

fn typed(mut command: Command, dir: &Path, book: &str, words: &[&str]) -> Output {
    command
        .current_dir(dir)
        .env("SO06_DATA_DIR", dir.join("data"))
        .env("SO06_NOTES_DIR", dir.join("notes"))
        .env("SO06_PASSPHRASE", PASSPHRASE)
        .args(["--now", "2024-03-18", "--book", book])
        .args(words);
    command.output().expect("the program runs")
}

impl Act {
    pub const ALL: [Self; 6] = [
        Self::Writes,
        Self::Takes,
        Self::TakesBack,
        Self::Receipts,
        Self::Syncs,
        Self::HandsOver,
    ];

    /// The book that it is done with.
    pub const fn book(self) -> &'static str {
        match self {
            Self::Writes | Self::HandsOver => "commune.so06",
            Self::Takes | Self::Syncs => "district.so06",
            Self::TakesBack | Self::Receipts => "taken.so06",
        }
    }

    /// How it is typed.
    pub fn words(self) -> Vec<&'static str> {
        match self {
            Self::Writes => vec!["package", "export", "--to", "Quận Bình Thủy", "--out", "ra"],
            Self::Takes => vec!["package", "import", "gói.so06x"],
            Self::TakesBack => vec!["undo"],
            Self::Receipts => vec!["package", "receipt", "--out", "ra"],
            Self::Syncs => vec!["folder", "sync", "trao đổi"],
            Self::HandsOver => vec!["handover", "export", "--out", "ra"],
        }
    }

    /// Does it under strace, which counts the calls or kills the program at one of them.
    pub fn traced(self, dir: &Path, trace: &[String]) -> Output {
        let mut command = Command::new("strace");
        command.args(["-qq", "-o", "calls"]).args(trace);
        command.arg(program());
        typed(command, dir, self.book(), &self.words())
    }

    /// Whether the book is as before or as after, and whether it can be done now.
    pub fn judge(self, dir: &Path) {
        let mut book = self.opened(dir);
        let (before, after) = match self {
            Self::Writes => return written(&mut book, dir),
            Self::Receipts => return receipted(&mut book, dir),
            Self::HandsOver => return handed(&mut book, dir),
            Self::Takes | Self::Syncs => ((0, 0), (all(&book), 1)),
            Self::TakesBack => ((all(&book), 1), (0, 0)),
        };
        let found = taken(&book);
        assert!(found == before || found == after, "{found:?}");
        if self == Self::TakesBack {
            if found == before {
                drop(book);
                run(dir, self.book(), &["undo"]);
                book = self.opened(dir);
            }
            assert_eq!(taken(&book), after);
        }
        let there = taken(&book) == (all(&book), 1);
        if self == Self::Syncs {
            drop(book);
            run(dir, self.book(), &self.words());
            book = self.opened(dir);
        }
        let bytes = fs::read(dir.join("gói.so06x")).expect("the package");
        let fate = take(&mut book, &[file("gói", &bytes)]).remove(0).fate;
        let known = there || self == Self::Syncs;
        assert_eq!(fate, if known { Fate::Already } else { Fate::Taken });
        assert_eq!(taken(&book), (all(&book), 1));
    }

    /// The book, whole and at its place.
    fn opened(self, dir: &Path) -> Book {
        let path = dir.join(self.book());
        let connection = Connection::open(&path).expect("the file opens");
        let verdict: String = connection
            .query_row("PRAGMA integrity_check", [], |row| row.get(0))
            .expect("a verdict");
        assert_eq!(verdict, "ok");
        drop(connection);
        let mut book = Book::open(&path, clock("2024-03-18"), "Cán bộ").expect("the book opens");
        assert_eq!(book.verify_journal().expect("a verdict").broken_at, None);
        let standing = bind_place(&mut book, &dir.join("notes")).expect("a standing");
        assert_eq!(standing, Standing::Same, "it is no copy of another one");
        book
    }
}

fn packages(book: &Book, direction: Direction) -> Vec<Package> {
    let all: Vec<store::Kept<Package>> = book
        .read(|c| store::list(c, "1 = 1 ORDER BY number", &[]))
        .expect("packages");
    all.into_iter()
        .map(|kept| kept.record)
        .filter(|own| own.direction == direction)
        .collect()
}

/// How many figures the package brings.
fn all(book: &Book) -> usize {
    codes(book).len() * MONTHS.len()
}

/// How many figures of the commune are there, and how many packages came.
fn taken(book: &Book) -> (usize, usize) {
    let unit = body(book, "Trà An");
    let facts: Vec<store::Kept<Fact>> = book
        .read(|c| store::list(c, "body = ?1 AND source <> 'minh_hoa'", &[&unit]))
        .expect("facts");
    (facts.len(), packages(book, Direction::In).len())
}

/// Files that bear the name of a package; what could not be finished bears another one.
fn finished(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder");
    let paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry").path())
        .collect();
    let is = |path: &Path, ending: &str| {
        let name = path.file_name().expect("a name").to_string_lossy();
        name.ends_with(ending)
    };
    for path in &paths {
        assert!(
            is(path, ".so06x") || is(path, UNFINISHED),
            "{}",
            path.display()
        );
    }
    paths
        .into_iter()
        .filter(|path| is(path, ".so06x"))
        .collect()
}

/// Whatever lies there is whole, and the book knows that it wrote it.
fn refuse_unknown(book: &Book, dir: &Path) {
    let sent = packages(book, Direction::Out);
    for path in finished(&dir.join("ra")) {
        let bytes = fs::read(&path).expect("a file");
        let digest = container::digest(&bytes).to_string();
        read_package(&bytes, None).map_or_else(
            |error| assert_eq!(error.code, ErrorCode::PackageNotForUs),
            drop,
        );
        assert!(sent.iter().any(|own| own.digest == digest));
    }
}

/// The numbers of what was sent to each follow each other.
fn refuse_used_twice(book: &Book) {
    let sent = packages(book, Direction::Out);
    let mut to: Vec<_> = sent.iter().map(|own| (own.receiver, own.number)).collect();
    to.sort_unstable();
    for (at, (receiver, number)) in to.iter().enumerate() {
        let before = to[..at].iter().filter(|own| own.0 == *receiver).count();
        assert_eq!(*number, before as i64 + 1, "no number is used twice");
    }
}

fn written(book: &mut Book, dir: &Path) {
    let sent = packages(book, Direction::Out).len();
    assert!(sent == 1 || sent == 2, "{sent} packages");
    refuse_unknown(book, dir);
    package_for(book, "Quận Bình Thủy");
    refuse_used_twice(book);
    assert_eq!(packages(book, Direction::Out).len(), sent + 1);
}

fn receipted(book: &mut Book, dir: &Path) {
    assert_eq!(taken(book), (all(book), 1), "what came stays");
    refuse_unknown(book, dir);
    let unit = body(book, "Trà An");
    let sites = book.read(|c| senders_of(c, unit)).expect("senders");
    assert_eq!(sites.len(), 1);
    write_receipt(book, sites[0]).expect("a receipt");
    refuse_used_twice(book);
}

fn handed(book: &mut Book, dir: &Path) {
    let told = book.read(handed_over).expect("a reading");
    for path in finished(&dir.join("ra")) {
        let bytes = fs::read(&path).expect("a file");
        let digest = container::digest(&bytes).to_string();
        let told = told
            .as_ref()
            .expect("the book knows that it was handed over");
        assert_eq!(told.digest, digest);
    }
    hand_over(book, &dir.join("ra"), PASSPHRASE).expect("it is handed over now");
    resume_book(book, "Máy mới chưa dùng được").expect("and taken up again");
}
