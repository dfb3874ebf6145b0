//! What packages cost: one commune's year written and taken, and a province's year taken in one go.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant as Stopwatch;

use so06::domain::number::{Entry, Qualifier};
use so06::domain::{Id, Period};
use so06::engine::counts::{RecordCount, Stated, record_counts};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::exchange::{
    Choices, Fate, Incoming, new_from_package, packages_in, take_packages, write_package,
};
use so06::progress::Progress;
use so06::store::Book;

use crate::books::{self, clock};
use crate::measure::{Row, line};

const MONTHS: usize = 12;
const YEAR: i32 = 2025;

/// A commune's year is written and taken; then 12 packages of each of so many communes at once.
pub fn packages(dir: &Path, communes: usize) -> Vec<Row> {
    let path = dir.join("province.so06");
    let mut province = books::empty(&path, communes);
    let folder = dir.join("packages");
    fs::create_dir(&folder).expect("a folder");
    let units: Vec<Id> = province
        .read(Directory::load)
        .map(|own| own.leaves(own.root, day()))
        .expect("units");
    let mut rows = Vec::new();
    let mut size = 0;
    for (at, unit) in units.iter().enumerate() {
        let own = dir.join(format!("{at}.so06"));
        let mut commune = opened(&mut province, *unit, &own);
        for month in 1..=MONTHS {
            month_of(&mut commune, month);
            let bytes = written(&mut commune);
            size += bytes.len() as u64;
            fs::write(folder.join(format!("{at}-{month}.so06x")), bytes).expect("a file");
        }
        if at == 0 {
            rows.push(line("one commune's year, written", 100, || {
                drop(written(&mut commune));
            }));
            let bytes = written(&mut commune);
            rows.push(Row::new(
                "its size",
                &format!("{} KB", bytes.len() / 1000),
                "",
            ));
            rows.push(taken_once(dir, &path, &bytes));
        }
        drop(commune);
        fs::remove_file(&own).expect("the commune's book");
    }
    drop(province);
    rows.push(taken_all(&path, &folder, units.len() * MONTHS, size));
    rows
}

fn day() -> so06::domain::Day {
    clock().today()
}

/// The book that a commune opens from the package of its province.
fn opened(province: &mut Book, unit: Id, path: &Path) -> Book {
    let package = write_package(province, unit, None)
        .expect("a package")
        .value;
    new_from_package(path, &package.bytes, clock(), "xã").expect("a book")
}

fn above(book: &Book) -> Id {
    let directory = book.read(Directory::load).expect("a directory");
    directory
        .parent(directory.root, day())
        .expect("the office above")
}

fn written(book: &mut Book) -> Vec<u8> {
    let above = above(book);
    write_package(book, above, None)
        .expect("a package")
        .value
        .bytes
}

/// Every indicator of the grid for a month.
fn month_of(book: &mut Book, month: usize) {
    let period = Period::parse(&format!("{YEAR}-T{month:02}")).expect("a month");
    let (directory, dictionary) = book
        .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
        .expect("a reading");
    let requests: Vec<RecordCount> = dictionary
        .grid()
        .iter()
        .enumerate()
        .map(|(at, indicator)| RecordCount {
            body: directory.root,
            indicator: *indicator,
            stated: Stated::Period(period, period.last_day()),
            entry: Entry::Value((100 * month + at) as i64, Qualifier::Exact),
            source: None,
            note: None,
        })
        .collect();
    record_counts(book, &requests).expect("figures");
}

/// The same year taken into a fresh copy of the province's book each time.
fn taken_once(dir: &Path, province: &Path, bytes: &[u8]) -> Row {
    let files = [Incoming::of("gói", bytes)];
    let copies: Vec<PathBuf> = (0..8)
        .map(|at| {
            let copy = dir.join(format!("copy-{at}.so06"));
            let book = Book::open(province, clock(), "tỉnh").expect("the book");
            book.copy_to(&copy).expect("a copy");
            copy
        })
        .collect();
    let mut books = copies
        .iter()
        .map(|copy| Book::open(copy, clock(), "tỉnh").expect("a copy"))
        .collect::<Vec<_>>()
        .into_iter();
    let row = line("and taken, with a safety copy", 150, || {
        let mut book = books.next().expect("a copy for each run");
        let done = take_packages(&mut book, &files, &Choices::default(), &Progress::default())
            .expect("a taking");
        assert_eq!(done.value[0].fate, Fate::Taken);
    });
    for copy in copies {
        drop(fs::remove_file(copy));
    }
    row
}

/// All packages in one go, in a process of their own, so that its memory can be told.
fn taken_all(book: &Path, folder: &Path, count: usize, size: u64) -> Row {
    let output = Command::new(std::env::current_exe().expect("this program"))
        .arg("--take")
        .args([book, folder])
        .output()
        .expect("a process");
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut parts = words.split_whitespace();
    let mut next = || parts.next().and_then(|own| own.parse::<f64>().ok());
    let (Some(taken), Some(seconds), Some(memory)) = (next(), next(), next()) else {
        panic!("{words}{}", String::from_utf8_lossy(&output.stderr));
    };
    assert_eq!(taken as usize, count, "every package is taken");
    let kept = if seconds <= 60.0 && memory <= 300.0 {
        "kept"
    } else {
        "MISSED"
    };
    eprintln!("{count} packages: {seconds:.1} s, {memory:.0} MB");
    Row::new(
        &format!(
            "{count} packages of {:.0} MB taken in one go",
            size as f64 / 1e6
        ),
        &format!("{seconds:.1} s, {memory:.0} MB"),
        &format!("at most 60 s, 300 MB: {kept}"),
    )
}

/// What [`taken_all`] starts: says how many were taken, in how many seconds, with how many megabytes at most.
pub fn take(book: &Path, folder: &Path) {
    let files = packages_in(folder).expect("packages");
    let mut book = Book::open(book, clock(), "tỉnh").expect("the book");
    let begun = Stopwatch::now();
    let done = take_packages(&mut book, &files, &Choices::default(), &Progress::default())
        .expect("a taking");
    let seconds = begun.elapsed().as_secs_f64();
    let taken = done.value.iter().filter(|own| own.fate == Fate::Taken);
    println!("{} {seconds} {}", taken.count(), peak());
}

/// Megabytes that this process had at most; 0 where the system does not say it.
fn peak() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|own| own.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|own| own.split_whitespace().next()?.parse::<f64>().ok());
    kilobytes.unwrap_or_default() / 1024.0
}
