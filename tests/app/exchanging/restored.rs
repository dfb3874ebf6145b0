//! A book that is put back from an older copy, copied, or moved: what was noted outside of it tells which.

use std::fs;
use std::path::{Path, PathBuf};

use so06::domain::exchange::{Site, SiteState, Succession};
use so06::engine::exchange::{
    Choices, Fate, Standing, bind_place, exchange_status, restore_book, settle_place, sites,
    take_packages, write_package,
};
use so06::engine::open_form;
use so06::progress::Progress;
use so06::store::Book;
use so06::store::note::Noting;
use tempfile::TempDir;

use super::{Two, body, enter, file, take, two, value};
use crate::support::clock;

pub const ISSUED: &str = "dinh_danh.ho_so";

/// A book at a path, held against the notes of a machine.
pub fn open_at(path: &Path, notes: &Path) -> (Book, Standing) {
    let mut book = Book::open(path, clock("2024-03-18"), "Cán bộ phường").expect("a book");
    let standing = bind_place(&mut book, notes).expect("a standing");
    (book, standing)
}

/// Where the book of a commune lies, and where its machine notes what it told.
pub struct Desk {
    pub path: PathBuf,
    pub notes: PathBuf,
}

/// What stands above a commune.
pub struct Above {
    pub dir: TempDir,
    pub district: Book,
}

/// A district, and the book of its commune as the machine holds it that notes it.
pub fn noted() -> (Above, Book, Desk) {
    let Two {
        dir,
        district,
        commune,
    } = two();
    let desk = Desk {
        path: commune.path().to_owned(),
        notes: dir.path().join("may"),
    };
    drop(commune);
    let (book, _) = open_at(&desk.path, &desk.notes);
    (Above { dir, district }, book, desk)
}

/// The number and the bytes of the next package upwards.
pub fn sent(book: &mut Book) -> (u64, Vec<u8>) {
    let above = body(book, "Quận Bình Thủy");
    let package = write_package(book, above, None).expect("a package").value;
    (package.manifest.number, package.bytes)
}

pub fn own(book: &Book) -> Site {
    let all = book.read(sites).expect("sites");
    let own = all.into_iter().find(|one| one.site.state == SiteState::Own);
    own.expect("a site of its own").site
}

/// A file under another name, as a copying of files makes it.
pub fn copied(book: &Book, to: &Path) -> PathBuf {
    book.copy_to(to).expect("a copy");
    to.to_owned()
}

#[test]
fn nothing_is_asked_of_a_book_that_never_met_another() {
    let both = two();
    let notes = both.dir.path().join("may");
    let (book, standing) = open_at(both.commune.path(), &notes);
    assert_eq!(standing, Standing::Alone);
    assert!(!notes.exists(), "and nothing is noted of it");
    let copy = copied(&book, &both.dir.path().join("khác.so06"));
    assert_eq!(open_at(&copy, &notes).1, Standing::Alone);
}

#[test]
fn the_book_that_was_closed_is_found_again_and_noted_anew() {
    let (_above, mut book, Desk { path, notes }) = noted();
    assert_eq!(sent(&mut book).0, 1);
    let site = own(&book);
    assert_eq!(fs::read_dir(&notes).expect("notes").count(), 1);
    drop(book);
    let (mut book, standing) = open_at(&path, &notes);
    assert_eq!(standing, Standing::Same);
    assert_eq!(sent(&mut book).0, 2);
    assert_eq!(own(&book), site);
}

#[test]
fn an_older_backup_becomes_another_machine_and_uses_no_number_twice() {
    let (mut both, mut book, Desk { path, notes }) = noted();
    let unit = body(&book, "Trà An");
    enter(&mut book, unit, ISSUED, "2024-T01", 100);
    let first = sent(&mut book).1;
    let backup = copied(&book, &both.dir.path().join("sao lưu.so06"));
    enter(&mut book, unit, ISSUED, "2024-T02", 120);
    let (number, second) = sent(&mut book);
    assert_eq!(number, 2);
    for bytes in [&first, &second] {
        assert_eq!(
            take(&mut both.district, &[file("a", bytes)])[0].fate,
            Fate::Taken
        );
    }
    let before = own(&book);
    drop(book);
    fs::remove_file(&path).expect("the disk was lost");
    fs::rename(&backup, &path).expect("the backup is put in its place");

    let (mut book, standing) = open_at(&path, &notes);
    assert_eq!(standing, Standing::Older);
    let site = own(&book);
    assert_ne!(site.signing_key, before.signing_key);
    assert_eq!(site.succession, Succession::Restored);
    assert_eq!(site.after, 2, "the note knew of the second package");
    enter(&mut book, unit, ISSUED, "2024-T01", 111);
    let (number, third) = sent(&mut book);
    assert_eq!(number, 3);

    let done = take(&mut both.district, &[file("b", &third)]);
    assert_eq!(done[0].fate, Fate::Taken, "nobody has to call anyone");
    let told = done[0]
        .lineage
        .succeeds
        .clone()
        .expect("it says whom it follows");
    assert!(told.holds);
    assert_eq!((told.how, told.last), (Succession::Restored, 2));
    let above = body(&both.district, "Trà An");
    assert_eq!(value(&both.district, above, ISSUED, "2024-T01"), Some(111));
    assert_eq!(
        value(&both.district, above, ISSUED, "2024-T02"),
        Some(120),
        "nothing is lost"
    );
    let day = so06::engine::profile::today(&both.district).expect("a day");
    let status = both
        .district
        .read(|c| exchange_status(c, day))
        .expect("a status");
    let unit = status
        .iter()
        .find(|own| own.body == above)
        .expect("the unit");
    assert_eq!(
        unit.missing,
        Vec::<i64>::new(),
        "no gap where the numbers go on"
    );
    drop(book);
    assert_eq!(open_at(&path, &notes).1, Standing::Same);
}

#[test]
fn a_copy_beside_its_book_is_a_machine_of_its_own_and_both_reach_the_district() {
    let (mut both, mut first, Desk { notes, .. }) = noted();
    let unit = body(&first, "Trà An");
    enter(&mut first, unit, ISSUED, "2024-T01", 100);
    let bytes = sent(&mut first).1;
    assert_eq!(
        take(&mut both.district, &[file("1", &bytes)])[0].fate,
        Fate::Taken
    );
    let copy = copied(&first, &both.dir.path().join("máy hai.so06"));

    let (mut second, standing) = open_at(&copy, &notes);
    assert!(matches!(standing, Standing::Copied { .. }), "{standing:?}");
    assert_ne!(own(&second).signing_key, own(&first).signing_key);
    enter(&mut first, unit, ISSUED, "2024-T01", 101);
    enter(&mut second, unit, ISSUED, "2024-T02", 120);
    enter(&mut second, unit, ISSUED, "2024-T01", 102);
    let (one, two) = (sent(&mut first), sent(&mut second));
    let done = take(
        &mut both.district,
        &[file("hai", &two.1), file("một", &one.1)],
    );
    assert_eq!((&done[0].fate, &done[1].fate), (&Fate::Taken, &Fate::Taken));
    let above = body(&both.district, "Trà An");
    assert_eq!(value(&both.district, above, ISSUED, "2024-T02"), Some(120));
    let held = both
        .district
        .read(|c| so06::engine::exchange::held_rows(c, false))
        .expect("held rows");
    assert_eq!(
        held.len(),
        1,
        "two that changed one figure are shown to a person"
    );
    let known = both.district.read(sites).expect("sites");
    let known = known
        .iter()
        .filter(|own| own.site.state == SiteState::Known);
    assert_eq!(known.count(), 2, "both go on");
}

#[test]
fn a_book_that_was_moved_stays_the_machine_that_it_was_once_that_is_said() {
    let (both, mut book, Desk { path, notes }) = noted();
    sent(&mut book);
    let site = own(&book);
    drop(book);
    let moved = both.dir.path().join("thư mục mới.so06");
    fs::rename(&path, &moved).expect("the file is moved");

    let (mut book, standing) = open_at(&moved, &notes);
    assert!(matches!(standing, Standing::Unsure { from: Some(_) }));
    let above = body(&book, "Quận Bình Thủy");
    let refused = write_package(&mut book, above, None).expect_err("it is not known whose it is");
    assert_eq!(refused.code.as_str(), "site_unsure");
    settle_place(&mut book, true).expect("moved");
    assert_eq!(own(&book), site);
    assert_eq!(sent(&mut book).0, 2);
    drop(book);
    assert_eq!(open_at(&moved, &notes).1, Standing::Same);
}

#[test]
fn a_book_that_came_to_another_machine_can_be_said_to_be_a_copy() {
    let (mut both, mut book, _) = noted();
    let bytes = sent(&mut book).1;
    take(&mut both.district, &[file("1", &bytes)]);
    let carried = copied(&book, &both.dir.path().join("usb.so06"));
    let elsewhere = both.dir.path().join("máy khác");
    let (mut copy, standing) = open_at(&carried, &elsewhere);
    assert_eq!(standing, Standing::Unsure { from: None });
    settle_place(&mut copy, false).expect("a copy");
    assert_eq!(own(&copy).succession, Succession::Copied);
    let bytes = sent(&mut copy).1;
    assert_eq!(
        take(&mut both.district, &[file("2", &bytes)])[0].fate,
        Fate::Taken
    );
    let bytes = sent(&mut book).1;
    assert_eq!(
        take(&mut both.district, &[file("3", &bytes)])[0].fate,
        Fate::Taken
    );
}

#[test]
fn another_branch_at_the_same_place_is_another_machine_from_where_they_part() {
    let (mut both, mut book, Desk { path, notes }) = noted();
    let unit = body(&book, "Trà An");
    enter(&mut book, unit, ISSUED, "2024-T01", 100);
    let first = sent(&mut book).1;
    let twin = copied(&book, &both.dir.path().join("bản hai.so06"));
    enter(&mut book, unit, ISSUED, "2024-T01", 105);
    let second = sent(&mut book).1;
    drop(book);
    // Worked on where nobody notes anything, further than the first one came.
    let mut other = Book::open(&twin, clock("2024-03-18"), "Cán bộ").expect("a book");
    for value in [200, 201, 202, 203] {
        enter(&mut other, unit, ISSUED, "2024-T01", value);
    }
    drop(other);
    fs::remove_file(&path).expect("away");
    fs::rename(&twin, &path).expect("in its place");
    let (mut book, standing) = open_at(&path, &notes);
    assert_eq!(standing, Standing::Older);
    let third = sent(&mut book).1;
    for bytes in [&first, &second] {
        take(&mut both.district, &[file("a", bytes)]);
    }
    let done = take(&mut both.district, &[file("b", &third)]);
    assert_eq!(done[0].fate, Fate::Taken);
    let held = both
        .district
        .read(|c| so06::engine::exchange::held_rows(c, false))
        .expect("held rows");
    assert_eq!(
        held.len(),
        1,
        "105 and 203 both stand until somebody decides"
    );
}

#[test]
fn what_comes_back_by_restore_or_from_the_open_form_is_another_machine() {
    let (mut both, mut book, Desk { notes, .. }) = noted();
    let bytes = sent(&mut book).1;
    take(&mut both.district, &[file("1", &bytes)]);
    let before = own(&book);
    let backup = copied(&book, &both.dir.path().join("sao lưu.so06"));
    let folder = both.dir.path().join("mở");
    open_form::export_book(&book, &folder).expect("the open form");
    let text: String = fs::read_dir(&folder)
        .expect("a folder")
        .filter_map(|entry| fs::read_to_string(entry.expect("an entry").path()).ok())
        .collect();
    assert!(!folder.join("secret.jsonl").exists() && !text.contains("\"secret\",\"columns\""));

    let back = both.dir.path().join("phục hồi.so06");
    let mut restored = restore_book(&backup, &back, (clock("2024-03-18"), "Cán bộ"), &notes)
        .expect("a book that is put back");
    assert_eq!(
        own(&restored).succession,
        Succession::Copied,
        "its book is still there"
    );
    let bytes = sent(&mut restored).1;
    assert_eq!(
        take(&mut both.district, &[file("2", &bytes)])[0].fate,
        Fate::Taken
    );

    let made = both.dir.path().join("từ dạng mở.so06");
    let mut imported = open_form::import_book(&folder, &made, clock("2024-03-18"), "Cán bộ")
        .expect("a book from its open form");
    let site = own(&imported);
    assert_ne!(site.signing_key, before.signing_key);
    assert_eq!(site.proof, "", "it has no key to prove anything with");
    let bytes = sent(&mut imported).1;
    let done = take(&mut both.district, &[file("3", &bytes)]);
    assert_eq!(done[0].fate, Fate::Quarantined, "so somebody has to call");
    let choices = Choices {
        recognise: vec![done[0].fingerprint.clone()],
        accept_mass: false,
    };
    let done = take_packages(
        &mut both.district,
        &[file("3", &bytes)],
        &choices,
        &Progress::default(),
    )
    .expect("a taking");
    assert_eq!(done.value[0].fate, Fate::Taken);
}

#[test]
fn where_nothing_can_be_noted_nothing_is_exchanged_and_it_is_said() {
    let both = two();
    let notes = both.dir.path().join("may");
    fs::write(&notes, "a file where the folder should be").expect("a file");
    let path = both.commune.path().to_owned();
    drop(both.commune);
    let (mut book, standing) = open_at(&path, &notes);
    assert_eq!(standing, Standing::Alone);
    let above = body(&book, "Quận Bình Thủy");
    let refused = write_package(&mut book, above, None).expect_err("nothing can be noted");
    assert_eq!(refused.code.as_str(), "notes_unwritable");
    drop(book);
    let (mut book, standing) = open_at(&path, &notes);
    assert_eq!(standing, Standing::Unsure { from: None });
    let refused = settle_place(&mut book, true).expect_err("still");
    assert_eq!(refused.code.as_str(), "notes_unwritable");
    assert!(matches!(book.noting, Noting::Unsure(_)));
    fs::remove_file(&notes).expect("the hindrance is gone");
    settle_place(&mut book, true).expect("noted");
    assert_eq!(sent(&mut book).0, 1);
}

#[test]
fn a_note_that_is_torn_or_foreign_is_none() {
    let (_above, mut book, Desk { path, notes }) = noted();
    sent(&mut book);
    drop(book);
    let note = fs::read_dir(&notes)
        .expect("notes")
        .next()
        .expect("a note")
        .expect("an entry")
        .path();
    let text = fs::read_to_string(&note).expect("a note");
    for torn in ["", "{", &text[..text.len() / 2], "null", "[1]"] {
        fs::write(&note, torn).expect("a torn note");
        assert_eq!(
            open_at(&path, &notes).1,
            Standing::Unsure { from: None },
            "{torn}"
        );
    }
    fs::write(&note, text).expect("the note");
    assert_eq!(open_at(&path, &notes).1, Standing::Same);
}
