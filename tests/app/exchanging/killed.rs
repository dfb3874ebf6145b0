//! The program is killed at one write after another, while it writes a package and while it takes one: the book is as
//! it was or as it will be, no file is half, and the next try works.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rusqlite::Connection;
use so06::domain::Period;
use so06::domain::exchange::{Direction, Package};
use so06::domain::indicator::Fact;
use so06::domain::number::{Entry, Qualifier};
use so06::engine::counts::{RecordCount, Stated, record_counts};
use so06::engine::dictionary::Dictionary;
use so06::engine::exchange::{Fate, read_package};
use so06::store::{self, Book};
use tempfile::TempDir;

use super::{body, enter, file, indicator, package_for, take, two};
use crate::support::clock;

/// Points of the ordinary test; the long run takes every one (`SO06_KILLS=all`).
const ORDINARY: usize = 50;

/// What puts anything on a disk.
const WRITES: [&str; 8] = [
    "write",
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "rename",
    "unlink",
    "fchmod",
];

const MONTHS: [&str; 12] = [
    "2023-T04", "2023-T05", "2023-T06", "2023-T07", "2023-T08", "2023-T09", "2023-T10", "2023-T11",
    "2023-T12", "2024-T01", "2024-T02", "2024-T03",
];
/// Indicators of each month: enough that a taking writes some hundred times.
const CODES: usize = 60;

/// The first indicators of the grid.
fn codes(book: &Book) -> Vec<String> {
    let dictionary = book.read(Dictionary::load).expect("a dictionary");
    let grid = dictionary.grid();
    let first = grid.iter().filter_map(|id| dictionary.get(*id));
    first.take(CODES).map(|own| own.code.clone()).collect()
}

/// Books and a package as they are before anything happens.
struct Before {
    dir: TempDir,
}

impl Before {
    fn make() -> Self {
        let both = two();
        let (mut district, mut commune) = (both.district, both.commune);
        let own = body(&commune, "Trà An");
        let codes = codes(&commune);
        let cells = MONTHS
            .iter()
            .flat_map(|month| codes.iter().map(move |code| (code, month)));
        let requests: Vec<RecordCount> = cells
            .map(|(code, month)| {
                let period = Period::parse(month).expect("a period");
                RecordCount {
                    body: own,
                    indicator: indicator(&commune, code),
                    stated: Stated::Period(period, period.last_day()),
                    entry: Entry::Value(10, Qualifier::Exact),
                    source: None,
                    note: None,
                }
            })
            .collect();
        record_counts(&mut commune, &requests).expect("figures");
        let dir = TempDir::new().expect("a folder");
        let package = package_for(&mut commune, "Quận Bình Thủy");
        fs::write(dir.path().join("gói.so06x"), package).expect("a file");
        enter(&mut commune, own, &codes[0], MONTHS[0], 77);
        for (book, name) in [
            (&mut district, "district.so06"),
            (&mut commune, "commune.so06"),
        ] {
            book.copy_to(&dir.path().join(name)).expect("a copy");
        }
        Self { dir }
    }

    /// A place of its own with the book of that name and the package.
    fn copied(&self, name: &str) -> TempDir {
        let dir = TempDir::new().expect("a folder");
        for own in [name, "gói.so06x"] {
            fs::copy(self.dir.path().join(own), dir.path().join(own)).expect("a copy");
        }
        fs::create_dir(dir.path().join("ra")).expect("a folder");
        dir
    }
}

/// One of the two things that the program does while it is killed.
#[derive(Clone, Copy, Debug)]
enum Act {
    Writes,
    Takes,
}

impl Act {
    const fn book(self) -> &'static str {
        match self {
            Self::Writes => "commune.so06",
            Self::Takes => "district.so06",
        }
    }

    fn command(self, dir: &Path, trace: &[String]) -> Command {
        let mut command = Command::new("strace");
        command
            .current_dir(dir)
            .args(["-qq", "-o", "calls"])
            .args(trace);
        command.env("SO06_DATA_DIR", dir.join("data"));
        command.arg(env!("CARGO_BIN_EXE_so06")).args([
            "--now",
            "2024-03-18",
            "--book",
            self.book(),
        ]);
        match self {
            Self::Writes => {
                command.args(["package", "export", "--to", "Quận Bình Thủy", "--out", "ra"])
            }
            Self::Takes => command.args(["package", "import", "gói.so06x"]),
        };
        command
    }
}

/// Every call that writes, by name, with how many of it there are.
fn calls(before: &Before, act: Act) -> BTreeMap<String, usize> {
    let dir = before.copied(act.book());
    let trace = vec!["-e".to_owned(), format!("trace={}", WRITES.join(","))];
    let output = act
        .command(dir.path(), &trace)
        .output()
        .expect("strace runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut out = BTreeMap::new();
    let log = fs::read_to_string(dir.path().join("calls")).expect("the calls");
    for line in log.lines() {
        if let Some((name, _)) = line.split_once('(') {
            *out.entry(name.to_owned()).or_insert(0) += 1;
        }
    }
    out
}

fn killed(before: &Before, act: Act, name: &str, at: usize) -> TempDir {
    let dir = before.copied(act.book());
    let trace = vec![
        "-e".to_owned(),
        format!("inject={name}:signal=KILL:when={at}"),
    ];
    let output = act
        .command(dir.path(), &trace)
        .output()
        .expect("strace runs");
    assert!(
        !output.status.success(),
        "{act:?} was to be killed at {name} {at}"
    );
    dir
}

fn opened(dir: &Path, act: Act) -> Book {
    let path = dir.join(act.book());
    let connection = Connection::open(&path).expect("the file opens");
    let verdict: String = connection
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .expect("a verdict");
    assert_eq!(verdict, "ok");
    drop(connection);
    let book = Book::open(&path, clock("2024-03-18"), "Cán bộ").expect("the book opens");
    assert_eq!(book.verify_journal().expect("a verdict").broken_row, None);
    book
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

/// Files that bear the name of a package; what could not be finished bears another one.
fn finished(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .filter(|path| path.extension().is_some_and(|own| own == "so06x"))
        .collect()
}

fn written(dir: &Path) {
    let mut book = opened(dir, Act::Writes);
    let sent = packages(&book, Direction::Out);
    assert!(
        sent.len() == 1 || sent.len() == 2,
        "{} packages",
        sent.len()
    );
    for path in finished(&dir.join("ra")) {
        let bytes = fs::read(&path).expect("a file");
        let digest = so06::exchange::container::digest(&bytes).to_string();
        read_package(&bytes, None).map_or_else(
            |error| assert_eq!(error.code, so06::domain::ErrorCode::PackageNotForUs),
            drop,
        );
        assert!(
            sent.iter().any(|own| own.digest == digest),
            "the book knows what lies there"
        );
    }
    package_for(&mut book, "Quận Bình Thủy");
    let after = packages(&book, Direction::Out);
    let numbers: Vec<i64> = after.iter().map(|own| own.number).collect();
    let wanted: Vec<i64> = (1..=after.len() as i64).collect();
    assert_eq!(numbers, wanted, "no number is used twice");
}

fn taken(dir: &Path) {
    let mut book = opened(dir, Act::Takes);
    let own = body(&book, "Trà An");
    let there = |book: &Book| -> usize {
        let own: Vec<store::Kept<Fact>> = book
            .read(|c| store::list(c, "body = ?1 AND source <> 'minh_hoa'", &[&own]))
            .expect("facts");
        own.len()
    };
    let (before, came) = (there(&book), packages(&book, Direction::In).len());
    let all = codes(&book).len() * MONTHS.len();
    assert!(
        (before, came) == (0, 0) || (before, came) == (all, 1),
        "{before} figures, {came} packages"
    );
    let bytes = fs::read(dir.join("gói.so06x")).expect("the package");
    let fate = take(&mut book, &[file("gói", &bytes)]).remove(0).fate;
    assert_eq!(
        fate,
        if came == 0 {
            Fate::Taken
        } else {
            Fate::Already
        }
    );
    assert_eq!(
        (there(&book), packages(&book, Direction::In).len()),
        (all, 1)
    );
}

#[test]
fn killed_at_any_write_the_book_is_as_before_or_as_after() {
    let before = Before::make();
    let mut points = Vec::new();
    for act in [Act::Writes, Act::Takes] {
        for (name, count) in calls(&before, act) {
            points.extend((1..=count).map(|at| (act, name.clone(), at)));
        }
    }
    let all = points.len();
    let wanted = match std::env::var("SO06_KILLS").as_deref() {
        Ok("all") => all,
        Ok(count) => count.parse().expect("a number"),
        Err(_) => ORDINARY,
    };
    let chosen: Vec<_> = (0..wanted.min(all))
        .map(|at| &points[at * all / wanted.min(all)])
        .collect();
    assert!(all >= 500, "{all} points are too few");
    println!("{} of {all} points", chosen.len());
    for (act, name, at) in chosen {
        let dir = killed(&before, *act, name, *at);
        match act {
            Act::Writes => written(dir.path()),
            Act::Takes => taken(dir.path()),
        }
    }
}
