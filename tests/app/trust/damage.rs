//! A damaged book is recognised, never written to, and saved into a new one as far as it goes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use so06::api::{Session, dispatch};
use so06::domain::ErrorCode;
use so06::engine::doctor::{examine, repair};
use so06::engine::safety;
use so06::store::Book;
use so06::store::copies::CopyReason;
use so06::store::health::BookState;
use tempfile::TempDir;

use super::{enter, settled, small, whole};
use crate::support::{TODAY, clock, example};

const PAGE: usize = 4096;

fn doctor(path: &Path) -> (Option<i32>, Value, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_so06"))
        .arg("--json")
        .arg("--book")
        .arg(path)
        .arg("doctor")
        .output()
        .expect("the program");
    let value = serde_json::from_slice(&output.stdout).expect("one document");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), value, told)
}

/// A book as one file, and its bytes.
fn bytes_of(path: &Path) -> Vec<u8> {
    settled(path);
    for name in ["-wal", "-shm"] {
        let mut own = path.as_os_str().to_owned();
        own.push(name);
        drop(fs::remove_file(own));
    }
    fs::read(path).expect("the file")
}

#[test]
fn a_plain_verdict_an_exit_status_and_the_file_untouched() {
    let made = example();
    let (path, dir) = (made.path.clone(), made.dir);
    drop(made.book);
    let good = bytes_of(&path);
    let mut overwritten = good.clone();
    for page in [9, 40, 41, 120] {
        overwritten[page * PAGE..(page + 1) * PAGE].fill(0x5A);
    }
    let mut newer = good.clone();
    newer[60..64].copy_from_slice(&99_u32.to_be_bytes());
    let mut other = good.clone();
    other[68..72].copy_from_slice(&[0; 4]);
    let cases: [(&str, Vec<u8>, i32, &str); 8] = [
        ("nguyên vẹn", good.clone(), 0, "whole"),
        ("trống", Vec::new(), 1, "not_a_book"),
        (
            "văn bản",
            "Kính gửi: UBND quận".repeat(40).into_bytes(),
            1,
            "not_a_book",
        ),
        ("cơ sở dữ liệu khác", other, 1, "not_a_book"),
        (
            "cụt nửa",
            good[..good.len() / 2].to_vec(),
            3,
            "damaged_book",
        ),
        (
            "cụt giữa trang",
            good[..good.len() - 1000].to_vec(),
            3,
            "damaged_book",
        ),
        ("trang bị ghi đè", overwritten, 3, "damaged_book"),
        ("mới hơn", newer, 3, "newer_book"),
    ];
    for (name, bytes, status, code) in cases {
        let file = dir.path().join(format!("{name}.so06"));
        fs::write(&file, &bytes).expect("a file");
        let before = fs::read_dir(dir.path()).expect("the folder").count();
        let (found, value, told) = doctor(&file);
        assert_eq!(found, Some(status), "{name}: {value} {told}");
        if status == 0 {
            assert_eq!(value["state"], code, "{value}");
        } else {
            assert_eq!(value["error"]["code"], code, "{value}");
            assert!(told.lines().count() >= 2, "{name}: a plain verdict: {told}");
        }
        assert_eq!(
            fs::read(&file).expect("the file"),
            bytes,
            "{name} was touched"
        );
        let after = fs::read_dir(dir.path()).expect("the folder").count();
        assert_eq!(after, before, "{name}: nothing is left beside it");
    }
}

#[test]
fn a_damaged_book_is_refused_at_opening_and_not_written() {
    let own = small();
    let path = own.path.clone();
    drop(own.book);
    let mut bytes = bytes_of(&path);
    let middle = bytes.len() / PAGE / 3 * PAGE;
    bytes[middle..middle + PAGE].fill(0x5A);
    fs::write(&path, &bytes).expect("a hurt book");
    let refused = Book::open(&path, clock(TODAY), "t").expect_err("damaged");
    assert_eq!(refused.code, ErrorCode::DamagedBook, "{refused:?}");
    assert_eq!(fs::read(&path).expect("the file"), bytes);
    for name in ["-wal", "-shm"] {
        let mut beside = path.as_os_str().to_owned();
        beside.push(name);
        assert!(!PathBuf::from(beside).exists(), "{name} was laid beside it");
    }
    fs::write(&path, &bytes[..bytes.len() - PAGE]).expect("a short book");
    let refused = Book::open(&path, clock(TODAY), "t").expect_err("cut short");
    assert_eq!(refused.code, ErrorCode::DamagedBook);
    // The window says so, examines it and saves it.
    let folder = own.dir.path().to_owned();
    let mut session = Session::new(clock(TODAY), "Cán bộ", folder.clone(), folder);
    let request = json!({ "path": path });
    let refused = dispatch(&mut session, "open_book", request.clone()).expect_err("damaged");
    assert_eq!(refused.code, "damaged_book");
    let seen = dispatch(&mut session, "examine_book", request).expect("a verdict");
    assert_eq!(seen["value"]["state"], "truncated");
}

/// Fills pages of a file with rubbish.
fn hurt(path: &Path, pages: &[usize]) -> Vec<u8> {
    let mut bytes = bytes_of(path);
    for page in pages {
        let at = page * PAGE;
        bytes[at..at + PAGE].fill(0xC3);
    }
    fs::write(path, &bytes).expect("a hurt book");
    bytes
}

fn repaired(path: &Path, dir: &TempDir, name: &str) -> (so06::store::salvage::Salvaged, PathBuf) {
    let to = dir.path().join(name);
    let saved = repair(path, &to, &[], (clock(TODAY), "Người cứu")).expect("saved");
    (saved, to)
}

#[test]
fn with_a_copy_beside_it_nothing_is_lost_whatever_page_is_hurt() {
    let own = small();
    let before = whole(&own.book);
    safety::make_copy(&own.book, CopyReason::Closing).expect("a copy");
    let (path, dir) = (own.path.clone(), own.dir);
    drop(own.book);
    let good = bytes_of(&path);
    let pages = good.len() / PAGE;
    for (count, page) in (1..pages).step_by(pages / 12).enumerate() {
        let bytes = hurt(&path, &[page]);
        let examined = examine(&path, clock(TODAY)).expect("a verdict");
        if examined.health.state == BookState::Whole {
            // A page that nothing stands in.
            fs::write(&path, &good).expect("the book");
            continue;
        }
        let (saved, to) = repaired(&path, &dir, &format!("cứu {count}.so06"));
        assert!(saved.whole, "page {page}: {saved:?}");
        let back = Book::open(&to, clock(TODAY), "t").expect("it opens");
        assert_eq!(whole(&back), before, "page {page}");
        assert_eq!(
            fs::read(&path).expect("the file"),
            bytes,
            "the hurt file stays as it is"
        );
        fs::write(&path, &good).expect("the book");
    }
    let none = repair(
        &path,
        &dir.path().join("không.so06"),
        &[],
        (clock(TODAY), "t"),
    )
    .expect_err("nothing to repair");
    assert_eq!(none.code, ErrorCode::NothingToRepair);
}

#[test]
fn without_a_copy_what_can_be_read_goes_on_as_a_book() {
    let own = small();
    let (path, dir) = (own.path.clone(), own.dir);
    drop(own.book);
    let good = bytes_of(&path);
    let pages = good.len() / PAGE;
    let (mut saved_some, mut tried) = (0, 0);
    for page in (1..pages).step_by(pages / 12) {
        hurt(&path, &[page]);
        if examine(&path, clock(TODAY))
            .expect("a verdict")
            .health
            .state
            == BookState::Whole
        {
            fs::write(&path, &good).expect("the book");
            continue;
        }
        tried += 1;
        let to = dir.path().join(format!("cứu {page}.so06"));
        match repair(&path, &to, &[], (clock(TODAY), "Người cứu")) {
            Ok(saved) => {
                saved_some += 1;
                let mut back = Book::open(&to, clock(TODAY), "t").expect("it opens");
                let verdict = back.verify_journal().expect("a verdict");
                assert_eq!(
                    verdict.broken_at, None,
                    "page {page}: {verdict:?} {saved:?}"
                );
                if !saved.whole {
                    assert_eq!(back.journal(1).expect("the journal")[0].kind, "repair_book");
                }
                enter(&mut back, 4321, None);
            }
            Err(error) => {
                assert_eq!(
                    error.code,
                    ErrorCode::NothingSaved,
                    "page {page}: {error:?}"
                );
                assert!(!to.exists());
            }
        }
        fs::write(&path, &good).expect("the book");
    }
    println!("{saved_some} of {tried} hurt books go on without a copy");
    assert!(
        tried >= 6 && saved_some * 2 >= tried,
        "{saved_some} of {tried}"
    );
}
