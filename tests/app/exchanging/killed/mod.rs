//! The program is killed at one write after another, while it writes packages and while it takes them: the book is as it
//! was or as it will be, no file is half, and the next try works.

mod acts;

use std::collections::BTreeMap;
use std::fs;

use so06::domain::Period;
use so06::domain::number::{Entry, Qualifier};
use so06::engine::counts::{RecordCount, Stated, record_counts};
use so06::engine::dictionary::Dictionary;
use so06::engine::exchange::{bind_place, settle_place};
use so06::store::Book;
use tempfile::TempDir;

use self::acts::Act;
use super::{body, enter, indicator, package_for, two};
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
        let (district, mut commune) = (both.district, both.commune);
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
            (&district, "district.so06"),
            (&district, "taken.so06"),
            (&commune, "commune.so06"),
        ] {
            book.copy_to(&dir.path().join(name)).expect("a copy");
        }
        let before = Self { dir };
        // Taken by the program itself, so that it is the last step of whoever sits there.
        let taking = before.copied("taken.so06");
        acts::run(taking.path(), "taken.so06", &Act::Takes.words());
        let taken = taking.path().join("taken.so06");
        fs::copy(taken, before.dir.path().join("taken.so06")).expect("a copy");
        before
    }

    /// A machine of its own with the book of that name, noted where it lies, and the package in two places.
    fn copied(&self, name: &str) -> TempDir {
        let dir = TempDir::new().expect("a folder");
        let path = dir.path().join(name);
        fs::copy(self.dir.path().join(name), &path).expect("a copy");
        let mut book = Book::open(&path, clock("2024-03-18"), "Cán bộ").expect("the book opens");
        bind_place(&mut book, &dir.path().join("notes")).expect("a standing");
        settle_place(&mut book, true).expect("it was moved here");
        drop(book);
        for folder in ["ra", "trao đổi"] {
            fs::create_dir(dir.path().join(folder)).expect("a folder");
        }
        let package = self.dir.path().join("gói.so06x");
        for place in ["gói.so06x", "trao đổi/tháng 3.so06x"] {
            fs::copy(&package, dir.path().join(place)).expect("a copy");
        }
        dir
    }
}

/// Every call that writes, by name, with how many of it there are.
fn calls(before: &Before, act: Act) -> BTreeMap<String, usize> {
    let dir = before.copied(act.book());
    let trace = vec!["-e".to_owned(), format!("trace={}", WRITES.join(","))];
    let output = act.traced(dir.path(), &trace);
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
    let output = act.traced(dir.path(), &trace);
    assert!(
        !output.status.success(),
        "{act:?} was to be killed at {name} {at}"
    );
    dir
}

#[test]
fn killed_at_any_write_the_book_is_as_before_or_as_after() {
    let before = Before::make();
    let mut points = Vec::new();
    for act in Act::ALL {
        let calls = calls(&before, act);
        println!("{act:?}: {calls:?}");
        for (name, count) in calls {
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
    assert!(all >= 1_000, "{all} points are too few");
    println!("{} of {all} points", chosen.len());
    for (act, name, at) in chosen {
        let dir = killed(&before, *act, name, *at);
        println!("{act:?} {name} {at}");
        act.judge(dir.path());
    }
}
