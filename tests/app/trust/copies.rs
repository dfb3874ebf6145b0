//! Copies are made by themselves, read back, restored for trial, and give the same book again.

use std::fs;

use serde_json::json;
use so06::domain::ErrorCode;
use so06::engine::exchange::{Mounts, restore_book};
use so06::engine::safety::{
    self, RehearsalFault, SafetyMemory, keep_safe, keep_safe_at_closing, preview_restore, prove,
    rehearse, restore_in_place,
};
use so06::store::Book;
use so06::store::copies::{self, CopyReason};
use so06::store::scratch;
use tempfile::TempDir;

use super::{Small, enter, small, whole};
use crate::support::{TODAY, clock, open_example};

fn nowhere() -> Mounts {
    Mounts {
        labels: "/nowhere".into(),
        table: "/nowhere".into(),
        shelves: Vec::new(),
        volume: |_| String::new(),
    }
}

fn reasons(own: &Small) -> Vec<CopyReason> {
    let folder = copies::folder_beside(&own.path);
    copies::list(&folder).iter().map(|own| own.reason).collect()
}

#[test]
fn a_restored_copy_is_the_same_book_by_its_full_export() {
    let own = small();
    let made = safety::make_copy(&own.book, CopyReason::ByHand)
        .expect("a copy")
        .expect("a file");
    let copy = safety::folder_of(&own.book).join(&made.file);
    let before = whole(&own.book);
    let to = own.dir.path().join("phục hồi.so06");
    let notes = own.dir.path().join("notes");
    let back = restore_book(&copy, &to, (clock(TODAY), "Người phục hồi"), &notes).expect("a book");
    assert_eq!(whole(&back), before);
    assert!(before.len() > 50, "an export has a file for each table");
    // The copy itself is looked at and never written.
    let bytes = fs::read(&copy).expect("the copy");
    let mut looked = Book::open(&copy, clock(TODAY), "t").expect("it opens");
    assert!(looked.is_copy());
    assert_eq!(whole(&looked), before);
    let refused = looked
        .transact(
            so06::store::Operation::new("record_count", json!({})),
            |_| Ok(()),
        )
        .expect_err("a copy is not worked in");
    assert_eq!(refused.code, ErrorCode::SafetyCopy);
    drop(looked);
    assert_eq!(fs::read(&copy).expect("the copy"), bytes);
}

#[test]
fn one_copy_a_day_and_one_at_closing_where_something_changed() {
    let mut own = small();
    let mut memory = SafetyMemory::default();
    let scratch = own.dir.path().join("scratch");
    fs::create_dir(&scratch).expect("a folder");
    let done = keep_safe(&own.book, &mut memory, &nowhere(), &scratch).expect("kept");
    assert!(done.copied && done.rehearsed);
    let rehearsed = memory.rehearsed.clone().expect("a rehearsal");
    assert!(rehearsed.whole && rehearsed.things > 100, "{rehearsed:?}");
    // The same day again: nothing is due.
    let done = keep_safe(&own.book, &mut memory, &nowhere(), &scratch).expect("kept");
    assert!(!done.copied && !done.rehearsed);
    let done = keep_safe_at_closing(&own.book, &mut memory, &nowhere()).expect("kept");
    assert!(!done.copied, "nothing changed");
    enter(&mut own.book, 140, None);
    let done = keep_safe_at_closing(&own.book, &mut memory, &nowhere()).expect("kept");
    assert!(done.copied);
    assert_eq!(reasons(&own), [CopyReason::Daily, CopyReason::Closing]);
    assert_eq!(
        fs::read_dir(&scratch).expect("the folder").count(),
        0,
        "a trial leaves nothing"
    );
}

#[test]
fn the_second_place_holds_what_is_needed_on_another_machine() {
    let mut own = small();
    let stick = TempDir::new().expect("a stick");
    let mut memory = SafetyMemory::default();
    let beside =
        safety::check_second(&own.book, own.dir.path(), &nowhere()).expect_err("beside the book");
    assert_eq!(beside.code, ErrorCode::SecondBeside);
    memory.second =
        Some(safety::check_second(&own.book, stick.path(), &nowhere()).expect("a place"));
    safety::make_copy(&own.book, CopyReason::ByHand).expect("a copy");
    assert_eq!(safety::carry_out(&own.book, &mut memory, &nowhere()), 1);
    assert_eq!(
        safety::carry_out(&own.book, &mut memory, &nowhere()),
        0,
        "it is there"
    );
    let before = whole(&own.book);
    enter(&mut own.book, 999, None);
    // The laptop is gone; a colleague opens what is on the stick.
    let folder = stick.path().join("sổ phường.so06.sao-luu");
    let list = copies::list(&folder);
    assert_eq!(list.len(), 1);
    let copy = folder.join(&list[0].file);
    let seen = preview_restore(None, &copy).expect("a preview");
    assert_eq!(
        seen.last.map(|own| own.kind),
        Some("record_count".to_owned())
    );
    let to = stick.path().join("máy khác.so06");
    let notes = stick.path().join("notes");
    let back = restore_book(&copy, &to, (clock(TODAY), "Đồng nghiệp"), &notes).expect("a book");
    assert_eq!(whole(&back), before);
    // A stick that is pulled out stops nobody.
    drop(stick);
    assert_eq!(safety::carry_out(&own.book, &mut memory, &nowhere()), 0);
}

#[test]
fn two_books_of_one_name_keep_their_copies_apart_in_one_second_place() {
    let share = TempDir::new().expect("a share");
    let mut all = Vec::new();
    for own in [small(), small()] {
        let mut memory = SafetyMemory::default();
        let second = safety::check_second(&own.book, share.path(), &nowhere());
        memory.second = Some(second.expect("a place"));
        safety::make_copy(&own.book, CopyReason::Daily).expect("a copy");
        assert_eq!(safety::carry_out(&own.book, &mut memory, &nowhere()), 1);
        all.push((own, memory));
    }
    let mut folders = Vec::new();
    for (own, memory) in &mut all {
        let folder = safety::second_folder(&own.book, memory, &nowhere()).expect("reachable");
        assert_eq!(copies::list(&folder).len(), 1, "{}", folder.display());
        let notes = own.dir.path().join("notes");
        let proof = prove(&own.book, &notes, Some(&folder)).expect("a proof");
        assert!(proof.whole(), "{:?}", proof.heads);
        folders.push(folder);
        // The day goes on: a later copy of the same place, and the first one is still the other's only one.
        enter(&mut own.book, 555, None);
        safety::make_copy(&own.book, CopyReason::Closing).expect("a copy");
        assert_eq!(safety::carry_out(&own.book, memory, &nowhere()), 1);
    }
    assert_eq!(folders[0], share.path().join("sổ phường.so06.sao-luu"));
    assert_ne!(folders[0], folders[1]);
    for folder in &folders {
        assert_eq!(copies::list(folder).len(), 2, "{}", folder.display());
    }
}

#[test]
fn copies_of_a_book_that_was_there_before_are_kept_and_prove_nothing() {
    let (gone, own) = (small(), small());
    for reason in [CopyReason::Daily, CopyReason::Closing] {
        safety::make_copy(&gone.book, reason).expect("a copy");
    }
    let folder = safety::folder_of(&own.book);
    fs::rename(safety::folder_of(&gone.book), &folder).expect("its copies");
    // Even the list can be lost: each copy says whose it is.
    for listed in [true, false] {
        if !listed {
            fs::remove_file(folder.join("danh-muc.json")).expect("the list");
        }
        let proof = prove(&own.book, &own.dir.path().join("notes"), None).expect("a proof");
        assert!(proof.whole() && proof.heads.is_empty(), "{:?}", proof.heads);
    }
    let long_after = TODAY.parse::<so06::domain::Day>().expect("a day") + chrono::Months::new(60);
    copies::thin(&folder, &own.book, long_after, 0).expect("thinned");
    assert_eq!(copies::list(&folder).len(), 2, "they are not of this book");
    assert_eq!(
        copies::thin(&folder, &gone.book, long_after, 0).expect("thinned"),
        1,
        "its own, all but the newest"
    );
}

#[test]
fn a_restore_says_what_it_would_lose_and_copies_it_first() {
    let mut own = small();
    let made = safety::make_copy(&own.book, CopyReason::Daily)
        .expect("a copy")
        .expect("a file");
    let copy = safety::folder_of(&own.book).join(&made.file);
    let before = whole(&own.book);
    enter(&mut own.book, 777, None);
    enter(&mut own.book, 778, None);
    let after = whole(&own.book);
    let seen = preview_restore(Some(&own.book), &copy).expect("a preview");
    assert!(seen.own_past);
    assert_eq!((seen.lost.count, seen.lost.figures), (2, 1));
    let (path, dir) = (own.path.clone(), own.dir);
    let book = restore_in_place(own.book, &copy, &dir.path().join("notes")).expect("a book");
    // One line more: that it was restored.
    let journal = book.journal(1).expect("the journal");
    assert_eq!(journal[0].kind, "restore_book");
    let mut now = whole(&book);
    for name in ["operation.jsonl", "book.json"] {
        assert_ne!(now.remove(name), None);
    }
    for (name, bytes) in &now {
        assert_eq!(Some(bytes), before.get(name), "{name}");
    }
    // The branch that gave way is known as such, and is no cut of the journal.
    let proof = prove(&book, &dir.path().join("notes"), None).expect("a proof");
    assert!(proof.whole(), "{:?}", proof.heads);
    // What gave way lies there as a copy.
    let folder = copies::folder_beside(&path);
    let kept = copies::list(&folder);
    let gave_way = kept
        .iter()
        .find(|own| own.reason == CopyReason::BeforeRestore);
    let gave_way = folder.join(&gave_way.expect("a copy of before").file);
    let looked = Book::open(&gave_way, clock(TODAY), "t").expect("it opens");
    assert_eq!(whole(&looked), after);
}

#[test]
fn a_copy_that_was_hurt_is_found_by_the_rehearsal_and_never_restored() {
    let own = small();
    let made = safety::make_copy(&own.book, CopyReason::Daily)
        .expect("a copy")
        .expect("a file");
    let copy = safety::folder_of(&own.book).join(&made.file);
    let mut bytes = fs::read(&copy).expect("the copy");
    let middle = bytes.len() / 2;
    bytes[middle..middle + 4096].fill(0xA5);
    fs::write(&copy, &bytes).expect("a hurt copy");
    let mut memory = SafetyMemory::default();
    let scratch = TempDir::new().expect("a folder");
    let done = rehearse(&own.book, &mut memory, &nowhere(), scratch.path()).expect("a rehearsal");
    assert!(!done.whole && done.fault == Some(RehearsalFault::File));
    assert!(memory.whole_at.is_empty());
    let before = whole(&own.book);
    let (book, _) = restore_in_place(own.book, &copy, &own.dir.path().join("notes"))
        .expect_err("a hurt copy is no book");
    assert_eq!(whole(&book.expect("the book of before")), before);
}

#[test]
fn the_window_sees_its_copies_and_what_they_prove() {
    let mut open = open_example();
    let before = open.ask("safety", json!({}));
    assert_eq!(before["copies"].as_array().map(Vec::len), Some(0));
    assert!(before["unsaved"].as_i64() > Some(0));
    let proof = open.ask("verify_journal", json!({}));
    assert_eq!(
        (&proof["whole"], &proof["proved"]),
        (&json!(true), &json!(0))
    );
    let made = open.ask("make_copy", json!({}));
    assert_eq!(made["copies"][0]["reason"], "tu-lam");
    assert_eq!(made["unsaved"], 0);
    let proof = open.ask("verify_journal", json!({}));
    assert_eq!(
        (&proof["whole"], &proof["unproved"]),
        (&json!(true), &json!(0))
    );
    // Closing the window leaves a copy only where something changed.
    open.restart();
    let copies = open.ask("safety", json!({}))["copies"].clone();
    assert_eq!(copies.as_array().map(Vec::len), Some(1));
}

/// The program as a scheduled task runs it.
fn so06(dir: &std::path::Path, words: &[&str]) -> (Option<i32>, serde_json::Value) {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_so06"))
        .current_dir(dir)
        .env("SO06_DATA_DIR", dir.join("data"))
        .args(["--now", TODAY, "--book", "b.so06", "--json"])
        .args(words)
        .output()
        .expect("the program");
    let value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.code(), value)
}

#[test]
fn the_command_line_copies_previews_restores_and_rehearses() {
    let dir = TempDir::new().expect("a folder");
    let so06 = |words: &[&str]| so06(dir.path(), words);
    assert_eq!(so06(&["new", "--example", "binh-thuy-2024"]).0, Some(0));
    let usb = dir.path().join("usb");
    let (status, made) = so06(&["backup", "--to", "usb"]);
    assert_eq!((status, made["reason"].as_str()), (Some(0), Some("tu-lam")));
    let path = made["path"].as_str().expect("a path").to_owned();
    assert!(usb.join(made["file"].as_str().expect("a name")).exists());
    assert_eq!(so06(&["backup"]).0, Some(0));
    let table = "Đơn vị;dinh_danh.kich_hoat\nPhường An Thới;15001\n";
    fs::write(dir.path().join("t.csv"), table).expect("a table");
    let (status, told) = so06(&["values", "import", "t.csv", "--as-of", "2024-03-15"]);
    assert_eq!(status, Some(0), "{told}");
    let (_, list) = so06(&["copies", "list"]);
    let reasons: Vec<&str> = list
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|own| own["reason"].as_str())
        .collect();
    assert_eq!(
        reasons,
        ["truoc-nhan", "tu-lam"],
        "an import is preceded by a copy"
    );
    let (_, seen) = so06(&["copies", "preview", &path]);
    assert_eq!(
        (seen["own_past"].as_bool(), seen["lost_count"].as_i64()),
        (Some(true), Some(1))
    );
    let (status, tried) = so06(&["copies", "rehearse"]);
    assert_eq!(
        (status, tried["whole"].as_bool()),
        (Some(0), Some(true)),
        "{tried}"
    );
    let (status, proof) = so06(&["journal", "verify"]);
    assert_eq!(
        (status, proof["unproved"].as_i64()),
        (Some(0), Some(1)),
        "{proof}"
    );
    assert_eq!(so06(&["restore", &path, "--to", "r.so06"]).0, Some(0));
}

/// A file that was last written that many hours ago.
fn aged(path: &std::path::Path, hours: u64) {
    fs::write(path, "dở").expect("a file");
    let file = fs::File::options().write(true).open(path).expect("it");
    let now = file.metadata().and_then(|own| own.modified());
    let then = now.expect("a time") - std::time::Duration::from_hours(hours);
    file.set_modified(then).expect("a time");
}

#[test]
fn what_a_cut_left_half_goes_with_the_next_copy() {
    let own = small();
    let folder = copies::folder_beside(&own.path);
    fs::create_dir_all(&folder).expect("a folder");
    let (old, new, other) = (
        folder.join("a 2024-03-01.so06.dang-ghi.dang-tao"),
        folder.join("b 2024-03-02.so06.dang-ghi"),
        folder.join("ghi chú.txt"),
    );
    for (path, hours) in [(&old, 2), (&new, 0), (&other, 900)] {
        aged(path, hours);
    }
    safety::make_copy(&own.book, CopyReason::ByHand).expect("a copy");
    assert!(!old.exists(), "nobody writes it any more");
    assert!(new.exists(), "somebody may be writing it");
    assert!(other.exists(), "not ours");
}

#[test]
fn passing_things_go_after_a_day() {
    let dir = TempDir::new().expect("a folder");
    let at = |name: &str| dir.path().join(name);
    fs::create_dir(at("so06-kham-1-0")).expect("a folder");
    for (name, hours) in [
        ("so06-kham-1-0/x", 30),
        ("so06-dien-tap-1.so06", 30),
        ("so06-dien-tap-2.so06", 1),
        ("của tôi.pdf", 900),
    ] {
        aged(&at(name), hours);
    }
    scratch::sweep_in(dir.path(), std::time::Duration::from_hours(24));
    let mut left: Vec<_> = fs::read_dir(dir.path())
        .expect("a folder")
        .flatten()
        .map(|own| own.file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    // The folder itself was made just now.
    assert_eq!(
        left,
        ["của tôi.pdf", "so06-dien-tap-2.so06", "so06-kham-1-0"]
    );
}
