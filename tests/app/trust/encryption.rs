//! A passphrase over the book: nothing of it can be read without, nothing is lost by setting, changing or removing it, and
//! the recovery sheet opens it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use so06::api::{Session, dispatch};
use so06::domain::{Error, ErrorCode};
use so06::engine::doctor::{examine, repair};
use so06::engine::encryption::{
    PassphraseChanged, change_passphrase, recovery_code, save_recovery_sheet,
};
use so06::engine::exchange::{hand_over, open_handover, restore_book};
use so06::engine::safety;
use so06::store::copies::{self, CopyReason};
use so06::store::health::{BookState, look_through};
use so06::store::{Book, cipher};
use tempfile::TempDir;
use unicode_normalization::UnicodeNormalization as _;

use super::{Small, enter, small, whole};
use crate::support::{TODAY, clock, example};

const PASSPHRASE: &str = "Mật khẩu của phường Trà An";
const OTHER: &str = "một mật khẩu khác hẳn";
/// What is looked for in files: words of a note, and a name that every book has.
const MARKS: [&str; 2] = ["gọi lại cho tổ dân phố", "Bình Thủy"];

fn changed(
    book: Book,
    current: &str,
    new: Option<&str>,
) -> Result<(Book, PassphraseChanged), Error> {
    let folders = [safety::folder_of(&book)];
    change_passphrase(book, current, new, &folders).map_err(|(book, error)| {
        assert!(
            book.is_some(),
            "the book of before is given back: {error:?}"
        );
        error
    })
}

/// A small book under [`PASSPHRASE`].
fn encrypted() -> Small {
    let own = small();
    let (book, _) = changed(own.book, "", Some(PASSPHRASE)).expect("encrypted");
    Small { book, ..own }
}

fn open(path: &Path) -> Result<Book, Error> {
    Book::open(path, clock(TODAY), "Cán bộ phường")
}

/// Opens it as a person does who knows what it is locked with.
fn open_with(path: &Path, secret: &str) -> Result<Book, Error> {
    let key = cipher::unlock(path, secret)?;
    assert!(key.is_some(), "it is encrypted");
    open(path)
}

fn holds(bytes: &[u8], mark: &str) -> bool {
    bytes.windows(mark.len()).any(|own| own == mark.as_bytes())
}

/// Every file below a folder, and what this process has open though its name is gone.
fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(files(&path));
        } else {
            let bytes = fs::read(&path).expect("a file");
            out.push((path, bytes));
        }
    }
    out
}

/// Which of the marks stand in which files, the book being worked in: with figures in its log, and a reading that sorts
/// more than fits in memory.
fn seen_in(own: &mut Small, beside: &Path) -> Vec<String> {
    enter(&mut own.book, 4_711, Some(MARKS[0]));
    safety::make_copy(&own.book, CopyReason::ByHand).expect("a copy");
    enter(&mut own.book, 4_712, Some(MARKS[0]));
    let mut out = Vec::new();
    let mut look = |moment: &str| {
        let mut all = files(own.dir.path());
        all.extend(files(beside));
        assert!(
            all.iter()
                .any(|(path, bytes)| path.to_string_lossy().ends_with("-wal") && !bytes.is_empty())
        );
        for (path, bytes) in all {
            for mark in MARKS.iter().filter(|own| holds(&bytes, own)) {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                out.push(format!("{moment}: {mark} in {name}"));
            }
        }
    };
    look("written");
    own.book
        .read(|c| {
            c.execute_batch("PRAGMA temp.cache_size = 10; CREATE TEMP TABLE large AS SELECT a.note, b.kind FROM fact a, journal b, operation c ORDER BY b.kind, a.note;")
                .expect("a large table");
            look("sorted");
            Ok(())
        })
        .expect("a reading");
    out
}

#[test]
fn an_encrypted_book_shows_nothing_in_its_file_its_log_its_copies_and_its_temporary_files() {
    let beside = TempDir::new().expect("a folder");
    // The same looking finds all of it in a plain book.
    let found = seen_in(&mut small(), beside.path());
    for (mark, end) in [(MARKS[0], "so06"), (MARKS[0], "-wal"), (MARKS[1], "so06")] {
        let hit = |own: &String| own.contains(mark) && own.ends_with(end);
        assert!(found.iter().any(hit), "{mark} {end}: {found:?}");
    }
    assert_eq!(
        seen_in(&mut encrypted(), beside.path()),
        Vec::<String>::new()
    );
}

#[test]
fn setting_changing_and_removing_lose_nothing_and_the_copies_follow() {
    let own = small();
    let made = safety::make_copy(&own.book, CopyReason::ByHand)
        .expect("a copy")
        .expect("a file");
    let folder = safety::folder_of(&own.book);
    let copy = folder.join(&made.file);
    let of_copy = whole(&open(&copy).expect("the copy"));
    let secrets = [
        ("", Some(PASSPHRASE)),
        (PASSPHRASE, Some(OTHER)),
        (OTHER, None),
    ];
    let mut book = own.book;
    for (now, new) in secrets {
        let before = whole(&book);
        let (next, done) = changed(book, now, new).expect("changed");
        assert_eq!((done.copies, done.left.len()), (1, 0));
        assert_eq!(next.key().is_some(), new.is_some());
        let (operation, after) = (
            next.read(so06::store::journal::last).expect("a head").0,
            whole(&next),
        );
        // One operation came to it, and nothing else changed.
        let differing: Vec<&String> = after
            .iter()
            .filter(|(name, bytes)| before.get(*name) != Some(bytes))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(differing, ["book.json", "operation.jsonl"], "{operation}");
        assert_eq!(next.verify_journal().expect("a chain").broken_at, None);
        assert_eq!(next.read(|c| Ok(look_through(c))).expect("looked"), []);
        // The copy is of the same key, is the same copy, and stands in the list as it is now.
        let looked = open(&copy).expect("the copy");
        assert!(looked.is_copy());
        assert_eq!(looked.key().is_some(), new.is_some());
        assert_eq!(whole(&looked), of_copy);
        let listed = copies::list(&folder);
        let (bytes, sha256) = copies::digest_of_file(&copy).expect("a digest");
        assert_eq!((listed[0].bytes, &listed[0].sha256), (bytes, &sha256));
        book = next;
    }
    drop(book);
    let names = fs::read_dir(own.dir.path()).expect("the folder").flatten();
    let odd: Vec<String> = names
        .map(|own| own.file_name().to_string_lossy().into_owned())
        .filter(|own| own.contains("dang-ghi"))
        .collect();
    assert_eq!(odd, Vec::<String>::new());
}

#[test]
fn without_what_opens_it_nobody_opens_it() {
    let own = encrypted();
    let (path, book) = (own.path.clone(), own.book);
    let code = recovery_code(&book, PASSPHRASE)
        .expect("a code")
        .to_string();
    let wrong = recovery_code(&book, OTHER).expect_err("refused");
    assert_eq!(wrong.code, ErrorCode::WrongBookPassphrase);
    let expected = whole(&book);
    drop(book);
    let before = fs::read(&path).expect("the file");
    let of = |result: Result<Book, Error>| result.expect_err("refused").code;
    assert_eq!(of(open(&path)), ErrorCode::BookEncrypted);
    for secret in ["", "Mật khẩu của phường Trà an", OTHER] {
        assert_eq!(
            of(open_with(&path, secret)),
            ErrorCode::WrongBookPassphrase,
            "{secret}"
        );
    }
    // Another program finds no database.
    let plain =
        Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a file");
    let read = plain.query_row("SELECT count(*) FROM body", [], |row| row.get::<_, i64>(0));
    let code_of = read.expect_err("no database").sqlite_error_code();
    assert_eq!(code_of, Some(rusqlite::ErrorCode::NotADatabase));
    drop(plain);
    // As another keyboard writes it, with what is easily typed beside it.
    let parts: String = PASSPHRASE.nfd().collect();
    assert_ne!(parts, PASSPHRASE);
    assert_eq!(code.replace(' ', "").len(), 60, "{code}");
    for secret in [
        PASSPHRASE.to_owned(),
        parts,
        format!(" {PASSPHRASE} "),
        code.clone(),
        code.to_lowercase().replace(' ', "-"),
        code.replace(' ', ""),
    ] {
        let opened = open_with(&path, &secret).expect("it opens");
        assert_eq!(whole(&opened), expected);
    }
    // Every sign of the code, mistyped: never another refusal, never a way in.
    let signs: Vec<char> = code.chars().collect();
    for at in (0..signs.len()).filter(|at| signs[*at] != ' ') {
        let mut other = signs.clone();
        other[at] = if other[at] == 'Q' { 'P' } else { 'Q' };
        let typed: String = other.iter().collect();
        let error = cipher::unlock(&path, &typed)
            .map(drop)
            .expect_err("refused")
            .code;
        let known = [
            ErrorCode::RecoveryCodeMisread,
            ErrorCode::WrongBookPassphrase,
        ];
        assert!(known.contains(&error), "{typed}: {error:?}");
        if at > 1 {
            assert_eq!(error, ErrorCode::RecoveryCodeMisread, "{typed}");
            // A whole stretch for each would take long, and says the same.
            if at > 8 {
                break;
            }
        }
    }
    assert_eq!(
        of(open(&path)),
        ErrorCode::BookEncrypted,
        "nobody holds the key any more"
    );
    assert_eq!(
        fs::read(&path).expect("the file"),
        before,
        "looking changes nothing"
    );
}

#[test]
fn what_cannot_be_done_is_refused_and_leaves_the_book_as_it_was() {
    let own = small();
    let short = changed(own.book, "", Some("ngắn quá")).expect_err("refused");
    assert_eq!(short.code, ErrorCode::PassphraseTooShort);
    let book = open(&own.path).expect("the book");
    let nothing = changed(book, "", None).expect_err("refused");
    assert_eq!(nothing.code, ErrorCode::NotEncrypted);
    // Another program has it open.
    let other = Connection::open(&own.path).expect("the file");
    other
        .query_row("SELECT count(*) FROM body", [], |row| row.get::<_, i64>(0))
        .expect("rows");
    let book = open(&own.path).expect("the book");
    let expected = whole(&book);
    let locked = changed(book, "", Some(PASSPHRASE)).expect_err("refused");
    assert_eq!(locked.code, ErrorCode::BookLocked);
    drop(other);
    assert_eq!(whole(&open(&own.path).expect("the book")), expected);
    // The passphrase of now is asked for.
    let own = encrypted();
    let wrong = changed(own.book, OTHER, None).expect_err("refused");
    assert_eq!(wrong.code, ErrorCode::WrongBookPassphrase);
    assert_eq!(
        open(&own.path).expect_err("encrypted").code,
        ErrorCode::BookEncrypted
    );
    let copy = open_with(&own.path, PASSPHRASE).expect("the book");
    safety::make_copy(&copy, CopyReason::ByHand).expect("a copy");
}

#[test]
fn a_copy_of_an_encrypted_book_is_restored_under_its_key_and_one_of_before_comes_under_it() {
    let own = small();
    safety::make_copy(&own.book, CopyReason::ByHand).expect("a copy");
    let folder = safety::folder_of(&own.book);
    let first = folder.join(&copies::list(&folder)[0].file);
    let stick = TempDir::new().expect("a stick");
    let carried = stick.path().join("bản cũ.so06");
    fs::copy(&first, &carried).expect("a copy of before");
    let (book, _) = changed(own.book, "", Some(PASSPHRASE)).expect("encrypted");
    let notes = own.dir.path().join("notes");
    // One that lay elsewhere, in the clear.
    let back = safety::restore_in_place(book, &carried, &notes)
        .map_err(|own| own.1)
        .expect("restored");
    assert!(back.key().is_some());
    let expected = whole(&back);
    safety::make_copy(&back, CopyReason::ByHand).expect("a copy");
    let newest = folder.join(&copies::list(&folder).pop().expect("a copy").file);
    drop(back);
    // On another machine, from the copy alone.
    let to = own.dir.path().join("máy khác.so06");
    let restore = || restore_book(&newest, &to, (clock(TODAY), "t"), &notes);
    assert_eq!(
        restore().expect_err("encrypted").code,
        ErrorCode::BookEncrypted
    );
    assert!(!to.exists());
    let key = cipher::unlock(&newest, PASSPHRASE).expect("its passphrase");
    let other = restore().expect("restored");
    drop(key);
    assert!(other.key().is_some());
    assert_eq!(whole(&other), expected);
    drop(other);
    assert_eq!(
        open(&to).expect_err("encrypted").code,
        ErrorCode::BookEncrypted
    );
}

#[test]
fn a_byte_of_an_encrypted_book_that_turns_over_is_reported_or_leaves_all_equal() {
    let own = encrypted();
    let path = own.path.clone();
    let (expected, key) = (whole(&own.book), own.book.key().cloned());
    drop(own.book);
    let good = fs::read(&path).expect("the book");
    let dir = TempDir::new().expect("a folder");
    let file = dir.path().join("b.so06");
    let (wanted, mut reported, mut equal) = (200, 0, 0);
    for count in 0..wanted {
        // The first bytes one by one, the rest spread.
        let at = if count < 40 {
            count
        } else {
            count * good.len() / wanted
        };
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (count % 8);
        fs::write(&file, &bytes).expect("a file");
        match open(&file) {
            Err(_) => reported += 1,
            Ok(book) => {
                assert_eq!(whole(&book), expected, "byte {at}");
                equal += 1;
            }
        }
        for end in ["-wal", "-shm"] {
            drop(fs::remove_file(dir.path().join(format!("b.so06{end}"))));
        }
    }
    drop(key);
    println!(
        "{wanted} bytes of {} encrypted: {reported} reported, {equal} equal",
        good.len()
    );
    assert!(
        reported > wanted * 9 / 10,
        "{reported} reported, {equal} equal"
    );
}

#[test]
fn a_damaged_encrypted_book_is_known_and_saved_under_its_key() {
    let mut own = encrypted();
    safety::make_copy(&own.book, CopyReason::ByHand).expect("a copy");
    enter(&mut own.book, 150, None);
    let (path, expected, key) = (own.path.clone(), whole(&own.book), own.book.key().cloned());
    drop(own.book);
    let found = examine(&path, clock(TODAY)).expect("examined");
    assert_eq!(
        (found.health.state, found.health.findings.len()),
        (BookState::Whole, 0)
    );
    let good = fs::read(&path).expect("the book");
    let mut hurt = good.clone();
    for page in [20, 21, 22] {
        hurt[page * 4096..(page + 1) * 4096].fill(0x5A);
    }
    fs::write(&path, &hurt).expect("a file");
    assert_eq!(
        open(&path).expect_err("damaged").code,
        ErrorCode::DamagedBook
    );
    let found = examine(&path, clock(TODAY)).expect("examined");
    assert_eq!(found.health.state, BookState::Damaged);
    let to = own.dir.path().join("đã cứu.so06");
    let saved = repair(&path, &to, &[], (clock(TODAY), "t")).expect("saved");
    let book = open(&to).expect("the saved book");
    assert!(book.key().is_some());
    if saved.whole {
        assert_eq!(whole(&book), expected);
    }
    assert_eq!(book.verify_journal().expect("a chain").broken_at, None);
    drop(book);
    assert_eq!(
        fs::read(&path).expect("the book"),
        hurt,
        "the file is left as it is"
    );
    fs::write(&path, &good[..good.len() - 1000]).expect("a file");
    let found = examine(&path, clock(TODAY)).expect("examined");
    assert_eq!(found.health.state, BookState::Truncated);
    drop(key);
    let error = examine(&path, clock(TODAY)).expect_err("encrypted");
    assert_eq!(error.code, ErrorCode::BookEncrypted);
}

#[test]
fn what_is_handed_over_of_an_encrypted_book_is_encrypted_under_the_passphrase_of_the_handover() {
    let mut own = encrypted();
    let notes = own.dir.path().join("notes");
    let file = hand_over(&mut own.book, own.dir.path(), OTHER)
        .expect("handed over")
        .value
        .path;
    let bytes = fs::read(&file).expect("the file");
    drop(own.book);
    let to = own.dir.path().join("người mới.so06");
    let who = (clock(TODAY), "Người mới");
    let wrong = open_handover(&bytes, "b", &to, PASSPHRASE, who, &notes).expect_err("refused");
    assert_eq!(wrong.code, ErrorCode::WrongPassphrase);
    let new = open_handover(&bytes, "b", &to, OTHER, who, &notes).expect("taken over");
    assert!(new.key().is_some());
    assert_eq!(new.verify_journal().expect("a chain").broken_at, None);
    drop(new);
    assert_eq!(
        open(&to).expect_err("encrypted").code,
        ErrorCode::BookEncrypted
    );
    open_with(&to, OTHER).expect("it opens");
    for (path, bytes) in files(own.dir.path()) {
        for mark in MARKS {
            assert!(!holds(&bytes, mark), "{mark} in {}", path.display());
        }
    }
}

#[test]
fn a_book_that_takes_nothing_any_more_is_not_written_anew() {
    let mut own = small();
    hand_over(&mut own.book, own.dir.path(), OTHER).expect("handed over");
    let refused = changed(own.book, "", Some(PASSPHRASE)).expect_err("refused");
    assert_eq!(refused.code, ErrorCode::HandedOver);
    assert!(matches!(cipher::lock_of(&own.path), cipher::Lock::Plain));
    let mut own = small();
    own.book.look_at(Some(2)).expect("the past");
    let refused = changed(own.book, "", Some(PASSPHRASE)).expect_err("refused");
    assert_eq!(refused.code, ErrorCode::LookingBack);
    assert!(matches!(cipher::lock_of(&own.path), cipher::Lock::Plain));
}

#[test]
fn what_an_encrypted_book_is_divided_into_is_encrypted() {
    let made = example();
    let (path, dir) = (made.path.clone(), made.dir);
    let (book, _) = changed(made.book, "", Some(PASSPHRASE)).expect("encrypted");
    drop(book);
    let words = [
        "--now",
        "2025-07-05",
        "divide",
        "--on",
        "2025-06-30",
        "--out",
    ];
    let out = dir.path().join("chia");
    let words: Vec<&str> = words.into_iter().chain(out.to_str()).collect();
    let done = so06(&path, &[("SO06_BOOK_PASSPHRASE", PASSPHRASE)], &words);
    assert_eq!(done.0, Some(0), "{}", done.1);
    let books: Vec<PathBuf> = files(&out)
        .into_iter()
        .map(|own| own.0)
        .filter(|own| own.extension().is_some_and(|end| end == "so06"))
        .collect();
    // Five units that follow, and the archive.
    assert_eq!(books.len(), 6);
    for part in books {
        assert_eq!(
            open(&part).expect_err("encrypted").code,
            ErrorCode::BookEncrypted
        );
        open_with(&part, PASSPHRASE).expect("it opens");
    }
}

fn so06(path: &Path, variables: &[(&str, &str)], words: &[&str]) -> (Option<i32>, Value) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_so06"));
    let notes = path.with_file_name("notes");
    command
        .args(["--json", "--book"])
        .arg(path)
        .args(words)
        .env("SO06_DATA_DIR", &notes)
        .env("SO06_NOTES_DIR", &notes);
    for (name, value) in variables {
        command.env(name, value);
    }
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().expect("the program");
    let value = serde_json::from_slice(&stdout);
    let told = String::from_utf8_lossy(&stderr);
    (
        status.code(),
        value.unwrap_or_else(|_| panic!("no document: {told}")),
    )
}

#[test]
fn scripts_give_the_passphrase_in_a_variable() {
    let own = small();
    let path = own.path.clone();
    drop(own.book);
    let missing = so06(&path, &[], &["passphrase", "set"]);
    assert_eq!(
        (missing.0, &missing.1["error"]["code"]),
        (Some(2), &json!("passphrase_missing"))
    );
    let set = so06(
        &path,
        &[("SO06_NEW_PASSPHRASE", PASSPHRASE)],
        &["passphrase", "set"],
    );
    assert_eq!(set.0, Some(0), "{}", set.1);
    let code = set.1["recovery_code"].as_str().expect("a code").to_owned();
    let refused = so06(&path, &[], &["values", "list"]);
    assert_eq!(
        (refused.0, &refused.1["error"]["code"]),
        (Some(3), &json!("book_encrypted"))
    );
    assert_eq!(so06(&path, &[], &["doctor"]).0, Some(3));
    let now = |secret| [("SO06_BOOK_PASSPHRASE", secret)];
    let wrong = so06(&path, &now(OTHER), &["values", "list"]);
    assert_eq!(
        (wrong.0, &wrong.1["error"]["code"]),
        (Some(1), &json!("wrong_book_passphrase"))
    );
    let (status, listed) = so06(&path, &now(&code), &["values", "list"]);
    assert_eq!(status, Some(0));
    assert!(
        listed.as_array().is_some_and(|own| !own.is_empty()),
        "{listed}"
    );
    assert_eq!(so06(&path, &now(PASSPHRASE), &["doctor"]).0, Some(0));
    let sheet = path.with_file_name("phiếu.pdf");
    let words = [
        "passphrase",
        "sheet",
        "--out",
        sheet.to_str().expect("a path"),
    ];
    assert_eq!(so06(&path, &now(PASSPHRASE), &words).0, Some(0));
    assert!(fs::read(&sheet).expect("the sheet").starts_with(b"%PDF-"));
    assert_eq!(
        so06(&path, &now(PASSPHRASE), &["passphrase", "remove"]).0,
        Some(0)
    );
    assert_eq!(so06(&path, &[], &["values", "list"]).1, listed);
}

#[test]
fn the_window_unlocks_a_file_and_then_reads_it_as_any_other() {
    let own = encrypted();
    let (path, dir) = (own.path.clone(), own.dir.path().to_owned());
    let sheet = dir.join("phiếu.pdf");
    save_recovery_sheet(&own.book, PASSPHRASE, &sheet).expect("a sheet");
    drop(own.book);
    let mut session = Session::new(clock(TODAY), "Cán bộ", dir.join("dữ liệu"), dir.clone());
    let mut ask = |name: &str, request: Value| dispatch(&mut session, name, request);
    let at = path.display().to_string();
    let refused = ask("open_book", json!({ "path": at })).expect_err("encrypted");
    assert_eq!(refused.code, "book_encrypted");
    assert_eq!(
        refused.params.get("path").map(String::as_str),
        Some(at.as_str())
    );
    let wrong = ask("unlock_file", json!({ "path": at, "secret": "sai" })).expect_err("wrong");
    assert_eq!(wrong.code, "wrong_book_passphrase");
    ask("unlock_file", json!({ "path": at, "secret": PASSPHRASE })).expect("unlocked");
    ask("open_book", json!({ "path": at })).expect("open");
    let safety = ask("safety", json!({})).expect("a view")["value"].clone();
    assert_eq!(safety["encrypted"], json!(true));
    let code =
        ask("recovery_code", json!({ "passphrase": PASSPHRASE })).expect("a code")["value"].clone();
    let set = json!({ "current": PASSPHRASE, "passphrase": OTHER });
    let done = ask("set_passphrase", set).expect("changed")["value"].clone();
    assert_ne!(done["code"], code);
    ask("book", json!({})).expect("still open");
    let none = json!({ "current": "sai", "passphrase": null });
    assert_eq!(
        ask("set_passphrase", none).expect_err("refused").code,
        "wrong_book_passphrase"
    );
    ask("book", json!({})).expect("still open");
    ask("close_book", json!({})).expect("closed");
    let again = ask("open_book", json!({ "path": at })).expect_err("encrypted");
    assert_eq!(again.code, "book_encrypted");
}
