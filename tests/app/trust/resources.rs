//! The disk is full, reading or writing fails, the folder cannot be written, another program holds the book: a sentence with
//! what to do, nothing lost, and the next try works.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use rusqlite::Connection;
use serde_json::Value;
use so06::engine::directory::Directory;
use so06::engine::doctor::examine;
use so06::store::Book;
use so06::store::cipher::{self, Lock};
use so06::store::note::{self, mark};
use tempfile::TempDir;

use super::{enter, enter_of, settled, small};
use crate::support::{TODAY, clock, day, unlock};

/// Failures of the ordinary test; the long run takes every one (`SO06_FAILURES=all`).
const ORDINARY: usize = 90;

/// Moments at which the drive vanishes from under one act.
const VANISHES: usize = 10;

/// Calls that put something on a disk, with what the system says when it cannot.
const CALLS: [(&str, &str); 8] = [
    ("write", "ENOSPC"),
    ("pwrite64", "ENOSPC"),
    ("ftruncate", "EIO"),
    ("fsync", "EIO"),
    ("fdatasync", "EIO"),
    ("rename", "ENOSPC"),
    ("mkdir", "ENOSPC"),
    ("fallocate", "ENOSPC"),
];

const PASSPHRASE: &str = "mật khẩu của sổ 06";

/// What is done while something fails.
const ACTS: [&[&str]; 7] = [
    &[
        "values",
        "set",
        "--body",
        "Phường An Thới",
        "--indicator",
        "dinh_danh.kich_hoat",
        "--as-of",
        "2024-03-15",
        "--value",
        "15002",
    ],
    &["values", "import", "t.csv", "--as-of", "2024-03-15"],
    &["close", "--period", "2024-T02"],
    &["backup"],
    &["export", "--out", "ra"],
    &["restore", "sao.so06", "--to", "r.so06"],
    &["passphrase", "set"],
];

fn typed(mut command: Command, dir: &Path, words: &[&str]) -> Output {
    command
        .current_dir(dir)
        .env("SO06_DATA_DIR", dir.join("data"))
        .env_remove("SO06_BOOK")
        .env("SO06_BOOK_PASSPHRASE", PASSPHRASE)
        .env("SO06_NEW_PASSPHRASE", PASSPHRASE)
        .args(["--now", TODAY, "--book", "b.so06", "--json"])
        .args(words)
        .output()
        .expect("the program runs")
}

fn plain(dir: &Path, words: &[&str]) -> Output {
    typed(Command::new(env!("CARGO_BIN_EXE_so06")), dir, words)
}

fn traced(dir: &Path, words: &[&str], trace: &str) -> Output {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "calls", "-e", trace]);
    command.arg(env!("CARGO_BIN_EXE_so06"));
    typed(command, dir, words)
}

/// A folder with the example, a table that goes in, and a copy to be restored.
fn machine() -> TempDir {
    let dir = TempDir::new().expect("a folder");
    assert!(
        plain(dir.path(), &["new", "--example", "binh-thuy-2024"])
            .status
            .success()
    );
    settled(&dir.path().join("b.so06"));
    fs::copy(dir.path().join("b.so06"), dir.path().join("sao.so06")).expect("a copy");
    let table = "Đơn vị;dinh_danh.kich_hoat\nPhường An Thới;15001\nPhường Trà An;9001\n";
    fs::write(dir.path().join("t.csv"), table).expect("a table");
    dir
}

fn again(from: &Path) -> TempDir {
    let dir = TempDir::new().expect("a folder");
    for name in ["b.so06", "sao.so06", "t.csv"] {
        fs::copy(from.join(name), dir.path().join(name)).expect("a copy");
    }
    dir
}

/// Where the journal of a book stands; the book must be whole.
fn head(path: &Path) -> (i64, String) {
    unlock(path, PASSPHRASE);
    let book = Book::open(path, clock(TODAY), "t").expect("the book opens");
    assert_eq!(book.verify_journal().expect("a verdict").broken_at, None);
    let mark = book.read(mark).expect("a head");
    (mark.seq, mark.head)
}

fn counted(dir: &Path, words: &[&str]) -> BTreeMap<&'static str, usize> {
    let names: Vec<&str> = CALLS.iter().map(|own| own.0).collect();
    let output = traced(dir, words, &format!("trace={}", names.join(",")));
    assert!(
        output.status.success(),
        "{words:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let log = fs::read_to_string(dir.join("calls")).expect("the calls");
    let mut out = BTreeMap::new();
    for (name, _) in CALLS {
        let count = log
            .lines()
            .filter(|line| {
                line.split_whitespace()
                    .nth(1)
                    .is_some_and(|own| own.starts_with(&format!("{name}(")))
            })
            .count();
        out.insert(name, count);
    }
    out
}

/// Whether what was said is a refusal with a closed code and a sentence.
fn refused_in_words(output: &Output, what: &str) {
    let code = output.status.code();
    assert!(
        matches!(code, Some(1 | 3 | 4)),
        "{what}: {:?}",
        output.status
    );
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(!told.contains("panicked"), "{what}: {told}");
    let value: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let code = value["error"]["code"].as_str().unwrap_or_default();
    // Where the answer itself could not be written, the status and the sentence say it.
    assert!(code != "internal", "{what}: {value} {told}");
    // Where nothing can be written at all, no sentence can either.
    let mute = told.is_empty() && what.contains(": write ");
    assert!(
        mute || told.lines().next().is_some_and(|own| own.ends_with('.')),
        "{what}: {told}"
    );
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "strace lets calls fail")]
fn whatever_write_fails_the_book_is_as_before_or_as_after_and_the_next_try_works() {
    let base = machine();
    let before = head(&base.path().join("b.so06"));
    let mut points = Vec::new();
    for words in ACTS {
        let dir = again(base.path());
        for (name, count) in counted(dir.path(), words) {
            for at in 1..=count {
                points.extend([false, true].map(|lasting| (words, name, at, lasting)));
            }
        }
    }
    let all = points.len();
    let wanted = match std::env::var("SO06_FAILURES").as_deref() {
        Ok("all") => all,
        Ok(count) => count.parse().expect("a number"),
        Err(_) => ORDINARY,
    };
    let count = wanted.min(all);
    println!("{count} of {all} failures");
    assert!(all > 300, "{all}");
    for point in 0..count {
        let (words, name, at, lasting) = points[point * all / count];
        let error = CALLS.iter().find(|own| own.0 == name).expect("a call").1;
        let what = format!(
            "{}: {name} {at}{} {error}",
            words[0],
            if lasting { "+" } else { "" }
        );
        let dir = again(base.path());
        let when = if lasting {
            format!("{at}+")
        } else {
            at.to_string()
        };
        let output = traced(
            dir.path(),
            words,
            &format!("inject={name}:error={error}:when={when}"),
        );
        let done = output.status.success();
        if !done {
            refused_in_words(&output, &what);
        }
        let book = dir.path().join("b.so06");
        let found = head(&book);
        let changes = matches!(words[0], "values" | "close" | "passphrase");
        if !changes || !done && found.0 == before.0 {
            assert_eq!(found, before, "{what}");
        } else {
            assert_eq!(found.0, before.0 + 1, "{what}: done {done}");
        }
        let made = dir.path().join("r.so06");
        if made.exists() {
            head(&made);
            fs::remove_file(&made).expect("the restored one");
        }
        drop(fs::remove_dir_all(dir.path().join("ra")));
        // The disk has room again.
        let next = plain(dir.path(), words);
        let told = String::from_utf8_lossy(&next.stdout);
        let closed = words[0] == "close" && found.0 > before.0 && told.contains("closed");
        assert!(next.status.success() || closed, "{what}, then: {told}");
    }
}

/// Calls that reach a drive, all of which fail once it is gone.
const DRIVE: &str =
    "pread64,pwrite64,write,fsync,fdatasync,ftruncate,fallocate,rename,unlink,mkdir";

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "strace lets calls fail")]
fn a_drive_that_vanishes_loses_nothing_that_was_acknowledged() {
    let base = machine();
    let before = head(&base.path().join("b.so06"));
    let mut tried = 0;
    for words in [ACTS[0], ACTS[1], ACTS[3]] {
        let dir = again(base.path());
        let output = traced(dir.path(), words, &format!("trace={DRIVE}"));
        assert!(output.status.success(), "{words:?}");
        let log = fs::read_to_string(dir.path().join("calls")).expect("the calls");
        let all = log.lines().count();
        assert!(all > 20, "{words:?}: {all}");
        for point in 0..VANISHES {
            let at = 1 + point * all / VANISHES;
            let what = format!(
                "{} {}: gone at {at} of {all}",
                words[0],
                words.get(1).unwrap_or(&"")
            );
            let dir = again(base.path());
            let gone = format!("inject={DRIVE}:error=EIO:when={at}+");
            let output = traced(dir.path(), words, &gone);
            let told = String::from_utf8_lossy(&output.stderr);
            assert!(!told.contains("panicked"), "{what}: {told}");
            assert!(
                output.status.code().is_some(),
                "{what}: {:?}",
                output.status
            );
            // It is there again.
            let found = head(&dir.path().join("b.so06"));
            let changes = words[0] == "values";
            let most = before.0 + i64::from(changes);
            assert!(
                (before.0..=most).contains(&found.0),
                "{what}: {} from {}",
                found.0,
                before.0
            );
            if output.status.success() {
                assert_eq!(found.0, most, "{what}: what was acknowledged");
            }
            let next = plain(dir.path(), words);
            assert!(
                next.status.success(),
                "{what}, then: {}",
                String::from_utf8_lossy(&next.stdout)
            );
            tried += 1;
        }
    }
    println!("{tried} moments at which the drive vanishes");
}

#[cfg(target_os = "linux")]
#[test]
fn the_longest_folder_above_a_book_says_whether_it_lies_on_another_machine() {
    let mounts = "/dev/sda1 / ext4 rw 0 0\n//may-chu/chung /mnt/o\\040chung cifs rw 0 0\n/dev/sdb1 /mnt/o\\040chung/usb vfat rw 0 0\n";
    let far = |path: &str| note::mounted_from_network(Path::new(path), mounts);
    assert!(!far("/home/a/b.so06"));
    assert!(far("/mnt/o chung/b.so06"));
    assert!(!far("/mnt/o chung hai/b.so06"));
    assert!(!far("/mnt/o chung/usb/b.so06"));
}

#[test]
fn a_book_that_another_program_writes_is_waited_for_and_then_named() {
    let dir = machine();
    let path = dir.path().join("b.so06");
    let other = Connection::open(&path).expect("another program");
    other.execute_batch("BEGIN IMMEDIATE").expect("it writes");
    let output = plain(dir.path(), ACTS[0]);
    assert_eq!(output.status.code(), Some(3));
    let value: Value = serde_json::from_slice(&output.stdout).expect("one document");
    assert_eq!(value["error"]["code"], "book_locked");
    other.execute_batch("ROLLBACK").expect("it is done");
    assert!(plain(dir.path(), ACTS[0]).status.success());
}

#[test]
fn two_programs_on_one_book_lose_nothing() {
    let dir = machine();
    let mut children = Vec::new();
    for value in 0..6 {
        let number = (20_000 + value).to_string();
        let mut command = Command::new(env!("CARGO_BIN_EXE_so06"));
        command
            .current_dir(dir.path())
            .env("SO06_DATA_DIR", dir.path().join("data"))
            .args([
                "--book",
                "b.so06",
                "values",
                "set",
                "--body",
                "Phường An Thới",
            ])
            .args([
                "--indicator",
                "dinh_danh.kich_hoat",
                "--as-of",
                "2024-03-16",
                "--value",
            ])
            .arg(number);
        children.push(command.spawn().expect("the program"));
    }
    let before = head(&again(dir.path()).path().join("sao.so06")).0;
    for mut child in children {
        assert!(child.wait().expect("an end").success());
    }
    assert_eq!(head(&dir.path().join("b.so06")).0, before + 6);
}

#[test]
fn looking_at_the_file_of_an_open_book_takes_none_of_its_locks() {
    let dir = machine();
    let path = dir.path().join("b.so06");
    let mut book = Book::open(&path, clock(TODAY), "t").expect("the book");
    enter_any(&mut book, 15_001);
    // Everything that reads the file beside SQLite.
    examine(&path, clock(TODAY)).expect("examined");
    assert!(matches!(cipher::lock_of(&path), Lock::Plain));
    assert!(note::holds(&path, "none").is_some());
    drop(Book::open(&path, clock(TODAY), "t").expect("once more"));
    // Another program wants it for itself: it would give the name to another file, and this one write into none.
    let alone = plain(dir.path(), &["passphrase", "set"]);
    let told: Value = serde_json::from_slice(&alone.stdout).expect("one document");
    assert_eq!(told["error"]["code"], "book_locked", "{told}");
    enter_any(&mut book, 15_777);
    let told = plain(dir.path(), &["values", "list"]);
    let told = String::from_utf8_lossy(&told.stdout);
    assert!(told.contains("15777"), "{told}");
    drop(book);
    // Nothing is kept of it: the file can be had alone again.
    assert!(plain(dir.path(), &["passphrase", "set"]).status.success());
}

fn enter_any(book: &mut Book, value: i64) {
    let directory = book.read(Directory::load).expect("a directory");
    let body = directory
        .resolve("Phường An Thới", day(TODAY))
        .expect("the unit");
    enter_of(book, body, value, None);
}

#[test]
fn a_clock_that_is_wrong_by_years_changes_no_order_and_is_asked_about() {
    let mut own = small();
    enter(&mut own.book, 200, None);
    let last = own.book.journal(1).expect("the journal")[0].seq;
    drop(own.book);
    // The journal was written by a machine whose clock stood in 2031.
    let outside = Connection::open(&own.path).expect("the file");
    outside
        .execute(
            "UPDATE operation SET moment = '2031-01-01T08:00:00.000+07:00' WHERE seq = ?1",
            [last],
        )
        .expect("a change");
    drop(outside);
    let mut book = Book::open(&own.path, clock(TODAY), "t").expect("it opens");
    enter(&mut book, 201, None);
    let all = book.journal(2).expect("the journal");
    assert_eq!(
        (all[0].seq, all[1].seq),
        (last + 1, last),
        "the order is that of the operations"
    );
    // Copies of a day to come are of today and are never thinned away, nor those that are not known to be of this book.
    let folder = own.dir.path().join("c");
    let made = book
        .copy_safely(&folder, so06::store::copies::CopyReason::Closing)
        .expect("a copy")
        .expect("a file");
    fs::remove_file(folder.join("danh-muc.json")).expect("the list");
    let to_come = [
        "sổ 2031-01-01 08.00.00 dong-so.so06",
        "sổ 2031-01-02 08.00.00 dong-so.so06",
    ];
    for name in to_come {
        fs::copy(folder.join(&made.file), folder.join(name)).expect("a file");
    }
    let old = [
        "sổ 2020-01-01 08.00.00 dong-so.so06",
        "sổ 2020-01-01 09.00.00 dong-so.so06",
    ];
    fs::copy(folder.join(&made.file), folder.join(old[0])).expect("a file");
    fs::write(folder.join(old[1]), b"x").expect("a file that does not read");
    so06::store::copies::thin(&folder, &book, TODAY.parse().expect("a day"), u64::MAX)
        .expect("thinned");
    let there = |name: &str| folder.join(name).exists();
    assert!(to_come.iter().all(|name| there(name)));
    assert_eq!(old.map(there), [false, true], "only its own, and old");
}
