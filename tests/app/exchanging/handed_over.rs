//! A book is handed over to a new officer or machine: all of it, under a passphrase; the old one knows.

use std::fs;
use std::path::PathBuf;

use so06::domain::Period;
use so06::domain::exchange::{SiteState, Succession};
use so06::engine::exchange::{
    Fate, hand_over, handed_over, held_rows, open_handover, received, resume_book, sites,
};
use so06::engine::reports::{self, ReportKind, ReportRequest};
use so06::engine::{profile, undo};
use so06::exchange::{container, crypt};
use so06::store::Book;

use super::restored::{Above, ISSUED, noted, open_at, own, sent};
use super::{body, enter, file, take, value};
use crate::support::clock;

const PASSPHRASE: &str = "mật khẩu bàn giao 06";

struct Handed {
    both: Above,
    old: Book,
    file: PathBuf,
    bytes: Vec<u8>,
}

/// The commune's book, which has sent one package, handed over into a file.
fn handed() -> Handed {
    let (mut both, mut old, _) = noted();
    let dir = both.dir.path().to_owned();
    let unit = body(&old, "Trà An");
    enter(&mut old, unit, ISSUED, "2024-T01", 100);
    let bytes = sent(&mut old).1;
    assert_eq!(
        take(&mut both.district, &[file("1", &bytes)])[0].fate,
        Fate::Taken
    );
    enter(&mut old, unit, ISSUED, "2024-T02", 120);
    let done = hand_over(&mut old, &dir, PASSPHRASE)
        .expect("handed over")
        .value;
    let bytes = fs::read(&done.path).expect("the file");
    assert_eq!(done.bytes, bytes.len() as u64);
    assert_eq!(done.handover.digest, container::digest(&bytes).to_string());
    Handed {
        file: done.path,
        both,
        old,
        bytes,
    }
}

impl Handed {
    fn open(&self, name: &str, passphrase: &str) -> so06::domain::Result<Book> {
        let path = self.both.dir.path().join(name);
        open_handover(
            &self.bytes,
            "bàn giao.so06x",
            &path,
            passphrase,
            (clock("2024-03-18"), "Người mới"),
            &self.both.dir.path().join("máy mới"),
        )
    }
}

#[test]
fn the_new_officer_has_the_whole_book_and_its_machine_takes_the_place_of_the_old_one() {
    let mut made = handed();
    let mut new = made.open("mới.so06", PASSPHRASE).expect("a book");
    let unit = body(&new, "Trà An");
    assert_eq!(value(&new, unit, ISSUED, "2024-T02"), Some(120));
    assert_eq!(new.verify_journal().expect("a chain").broken_at, None);
    let from = new
        .read(received)
        .expect("a reading")
        .expect("it knows from whom");
    assert_eq!(from.officer, "Cán bộ phường");
    assert_eq!(new.read(handed_over).expect("a reading"), None);
    let site = own(&new);
    assert_eq!(site.succession, Succession::HandedOver);
    assert_ne!(site.signing_key, own(&made.old).signing_key);
    let entries = new.journal(3).expect("a journal");
    assert!(entries.iter().any(|own| own.kind == "receive_handover"));
    undo::undo(&mut new).expect_err("a handover is not undone");

    enter(&mut new, unit, ISSUED, "2024-T01", 101);
    let (number, bytes) = sent(&mut new);
    assert!(number > 1, "no number is used twice");
    let done = take(&mut made.both.district, &[file("mới", &bytes)]);
    assert_eq!(done[0].fate, Fate::Taken);
    let told = done[0]
        .lineage
        .succeeds
        .clone()
        .expect("it says whom it follows");
    assert_eq!((told.how, told.holds), (Succession::HandedOver, true));
    let above = body(&made.both.district, "Trà An");
    assert_eq!(
        value(&made.both.district, above, ISSUED, "2024-T01"),
        Some(101)
    );
    let known = made.both.district.read(sites).expect("sites");
    let states: Vec<SiteState> = known.iter().map(|own| own.site.state).collect();
    assert!(
        states.contains(&SiteState::Replaced),
        "the old machine is heard no more"
    );
    drop(new);
    let path = made.both.dir.path().join("mới.so06");
    let (_, standing) = open_at(&path, &made.both.dir.path().join("máy mới"));
    assert_eq!(standing, so06::engine::exchange::Standing::Same);
}

#[test]
fn the_old_book_refuses_to_be_written_in_until_it_is_taken_up_again_with_a_reason() {
    let mut made = handed();
    let about = made
        .old
        .read(handed_over)
        .expect("a reading")
        .expect("it knows");
    assert_eq!(about.officer, "Cán bộ phường");
    let unit = body(&made.old, "Trà An");
    let above = body(&made.old, "Quận Bình Thủy");
    let refused = so06::engine::exchange::write_package(&mut made.old, above, None)
        .expect_err("nothing goes out");
    assert_eq!(refused.code.as_str(), "handed_over");
    assert!(!refused.params[0].1.is_empty(), "the day is said");
    let refused = undo::undo(&mut made.old).expect_err("nothing is undone");
    assert!(["handed_over", "nothing_to_undo"].contains(&refused.code.as_str()));
    let before = value(&made.old, unit, ISSUED, "2024-T02");

    let refused = resume_book(&mut made.old, "  ").expect_err("a reason is needed");
    assert_eq!(refused.code.as_str(), "reason_missing");
    resume_book(&mut made.old, "Máy mới hỏng, chờ sửa").expect("taken up");
    assert_eq!(value(&made.old, unit, ISSUED, "2024-T02"), before);
    enter(&mut made.old, unit, ISSUED, "2024-T02", 125);
    assert_eq!(own(&made.old).succession, Succession::Resumed);
    let again = resume_book(&mut made.old, "lần nữa").expect_err("it was not handed over");
    assert_eq!(again.code.as_str(), "not_handed_over");

    let bytes = sent(&mut made.old).1;
    let done = take(&mut made.both.district, &[file("cũ", &bytes)]);
    assert_eq!(
        done[0].fate,
        Fate::Taken,
        "nobody had followed the old one yet"
    );
    let told = done[0]
        .lineage
        .succeeds
        .clone()
        .expect("it says what it is");
    assert_eq!(told.how, Succession::Resumed);
    assert_eq!(told.reason, "Máy mới hỏng, chờ sửa");
}

#[test]
fn one_that_is_taken_up_after_another_followed_waits_for_a_person() {
    let mut made = handed();
    let mut new = made.open("mới.so06", PASSPHRASE).expect("a book");
    let bytes = sent(&mut new).1;
    assert_eq!(
        take(&mut made.both.district, &[file("mới", &bytes)])[0].fate,
        Fate::Taken
    );
    resume_book(&mut made.old, "Dùng tạm").expect("taken up");
    let unit = body(&made.old, "Trà An");
    enter(&mut made.old, unit, ISSUED, "2024-T01", 777);
    let bytes = sent(&mut made.old).1;
    let done = take(&mut made.both.district, &[file("cũ", &bytes)]);
    assert_eq!(done[0].fate, Fate::Quarantined);
    let told = done[0]
        .lineage
        .succeeds
        .clone()
        .expect("it is told what it is");
    assert!(!told.holds);
    assert_eq!(told.how, Succession::Resumed);
}

#[test]
fn what_the_old_one_wrote_before_is_taken_however_late_it_comes() {
    let (mut both, mut old, _) = noted();
    let unit = body(&old, "Trà An");
    enter(&mut old, unit, ISSUED, "2024-T01", 100);
    let first = sent(&mut old).1;
    let late = sent(&mut old).1;
    let done = hand_over(&mut old, both.dir.path(), PASSPHRASE)
        .expect("handed over")
        .value;
    let bytes = fs::read(done.path).expect("the file");
    let to = both.dir.path().join("mới.so06");
    let who = (clock("2024-03-18"), "Người mới");
    let mut new = open_handover(
        &bytes,
        "b",
        &to,
        PASSPHRASE,
        who,
        &both.dir.path().join("m"),
    )
    .expect("a book");
    take(&mut both.district, &[file("1", &first)]);
    let third = sent(&mut new).1;
    assert_eq!(
        take(&mut both.district, &[file("3", &third)])[0].fate,
        Fate::Taken
    );
    assert_eq!(
        take(&mut both.district, &[file("2", &late)])[0].fate,
        Fate::Taken
    );
    assert_eq!(
        both.district
            .read(|c| held_rows(c, false))
            .expect("rows")
            .len(),
        0
    );
}

#[test]
fn a_wrong_passphrase_a_cut_file_and_a_changed_one_are_refused_and_leave_nothing() {
    let made = handed();
    let refused = |bytes: &[u8], passphrase: &str| {
        let path = made.both.dir.path().join("không.so06");
        let who = (clock("2024-03-18"), "Người mới");
        let notes = made.both.dir.path().join("máy mới");
        let error = open_handover(bytes, "b", &path, passphrase, who, &notes).expect_err("refused");
        assert!(!path.exists(), "nothing is left of it");
        let begun = fs::read_dir(made.both.dir.path()).expect("a folder");
        let begun = begun.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
        assert!(!begun.into_iter().any(|name| name.contains("dang-tao")));
        error.code.as_str().to_owned()
    };
    assert_eq!(
        refused(&made.bytes, "mật khẩu khác hẳn"),
        "wrong_passphrase"
    );
    assert_eq!(refused(&made.bytes, ""), "wrong_passphrase");
    for cut in [0, 5, 50, 300, made.bytes.len() / 2, made.bytes.len() - 1] {
        assert_eq!(refused(&made.bytes[..cut], PASSPHRASE), "package_cut_off");
    }
    for at in [60, 400, made.bytes.len() / 2, made.bytes.len() - 3] {
        let mut changed = made.bytes.clone();
        changed[at] ^= 1;
        assert_eq!(refused(&changed, PASSPHRASE), "package_damaged");
    }
    assert_eq!(
        refused(b"PK\x03\x04 kh\xc3\xb4ng ph\xe1\xba\xa3i", PASSPHRASE),
        "not_a_package"
    );
    made.open("được.so06", PASSPHRASE)
        .expect("the right one opens");
    let twice = made
        .open("được.so06", PASSPHRASE)
        .expect_err("beside nothing that is there");
    assert_eq!(twice.code.as_str(), "file_exists");
}

#[test]
fn a_handover_is_no_package_and_a_package_is_no_handover() {
    let mut made = handed();
    let done = take(&mut made.both.district, &[file("bàn giao", &made.bytes)]);
    let Fate::Refused(error) = &done[0].fate else {
        panic!("{:?}", done[0].fate);
    };
    assert_eq!(error.code.as_str(), "handover_here");
    let below = body(&made.both.district, "Trà An");
    let package = so06::engine::exchange::write_package(&mut made.both.district, below, None)
        .expect("a package")
        .value;
    let path = made.both.dir.path().join("không.so06");
    let who = (clock("2024-03-18"), "Người mới");
    let notes = made.both.dir.path().join("m");
    let error = open_handover(&package.bytes, "b", &path, PASSPHRASE, who, &notes)
        .expect_err("it hands nothing over");
    assert_eq!(error.code.as_str(), "not_a_handover");
    let short = hand_over(&mut made.old, made.both.dir.path(), "ngắn quá").expect_err("too short");
    assert_eq!(short.code.as_str(), "passphrase_too_short");
}

#[test]
fn nobody_can_put_another_book_under_the_list_of_contents() {
    let made = handed();
    let opened = container::open(&made.bytes).expect("a container");
    let zip = crypt::unlock_under(opened.payload, PASSPHRASE).expect("unlocked");
    let archive = so06::exchange::archive::Archive::open(&zip).expect("an archive");
    assert!(archive.holds_book());
    archive.rows().expect_err("it has no rows");
    let manifest = archive.manifest_bytes().expect("a manifest");
    let other = made.both.dir.path().join("khác.so06");
    made.both.district.copy_to(&other).expect("another book");
    let mut source = fs::File::open(&other).expect("a file");
    let size = source.metadata().expect("a size").len();
    let zip = so06::exchange::archive::Writer::of_book(&manifest, &mut source, size)
        .and_then(so06::exchange::archive::Writer::finish)
        .expect("a zip");
    let payload = crypt::lock_under(&zip, PASSPHRASE).expect("locked");
    let key = so06::exchange::keys::SigningKey::from_random(&[7; 32]);
    let forged = container::write(&payload, true, &key);
    let path = made.both.dir.path().join("không.so06");
    let who = (clock("2024-03-18"), "Người mới");
    let notes = made.both.dir.path().join("m");
    let error = open_handover(&forged, "b", &path, PASSPHRASE, who, &notes).expect_err("forged");
    assert_eq!(error.code.as_str(), "package_sender_differs");
}

#[test]
fn it_can_be_handed_over_once_more_where_the_stick_was_lost() {
    let mut made = handed();
    let again = made.both.dir.path().join("lần hai.so06x");
    hand_over(&mut made.old, &again, PASSPHRASE).expect("handed over again");
    made.bytes = fs::read(&again).expect("the file");
    let mut new = made.open("hai.so06", PASSPHRASE).expect("a book");
    let unit = body(&new, "Trà An");
    enter(&mut new, unit, ISSUED, "2024-T01", 102);
    assert!(made.file.exists());
}

#[test]
fn the_minute_names_what_is_handed_over_and_the_digest_of_the_file() {
    let made = handed();
    let period = Period::at_hand(
        profile::today(&made.old).expect("a day"),
        &made.old.read(profile::calendar).expect("a calendar"),
    );
    let request = ReportRequest::new(ReportKind::Handover, period);
    let text = reports::text_of_pages(&made.old, &request).expect("a minute");
    let digest = container::digest(&made.bytes).to_string();
    assert!(text.contains(&digest[..8]), "{text}");
    for words in [
        "BIÊN BẢN",
        "Bên giao",
        "Bên nhận",
        "Nhiệm vụ chưa hoàn thành",
        "Mã đối chiếu khóa",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let path = made.both.dir.path().join("biên bản.pdf");
    reports::save(&made.old, &request, &path)
        .expect("a file, although nothing is written any more");
    assert!(fs::metadata(path).expect("a file").len() > 10_000);
}
