//! How a machine that nobody called about is known: by the one before it, by another one of its office, by eight signs
//! that were told.

use std::fs;
use std::path::Path;

use so06::domain::exchange::{SiteState, Succession};
use so06::engine::exchange::{
    Choices, Fate, bind_place, change_site, enrol_from_package, enrol_site, foretold,
    forget_recognition, renew_site, settle_place, sites, take_packages,
};
use so06::exchange::keys::{ReceivingKey, SigningKey};
use so06::exchange::manifest::Manifest;
use so06::exchange::succession::{Introduced, Predecessor};
use so06::exchange::{archive, container};
use so06::progress::Progress;
use so06::store::Book;

use super::restored::{Desk, ISSUED, copied, noted, open_at, own, sent};
use super::{body, enter, file, take, two, value};
use crate::support::clock;

/// A package with another list of contents, signed by the given key: what somebody with that key could write.
fn rewritten(bytes: &[u8], key: &SigningKey, change: impl FnOnce(&mut Manifest)) -> Vec<u8> {
    let opened = container::open(bytes).expect("a container");
    assert!(!opened.encrypted, "only an open one can be rewritten");
    let archive = archive::Archive::open(opened.payload).expect("an archive");
    let mut manifest = archive.manifest().expect("a manifest");
    change(&mut manifest);
    let rows = archive.rows().expect("rows");
    let zip = archive::write(&manifest.write().expect("bytes"), &rows, &[]).expect("a zip");
    container::write(&zip, false, key)
}

fn keys(seed: u8) -> (SigningKey, ReceivingKey) {
    let receiving = ReceivingKey::from_random(&[seed; 32]).expect("a key");
    (SigningKey::from_random(&[seed; 32]), receiving)
}

fn state_of(book: &Book, key: &str) -> Option<SiteState> {
    let all = book.read(sites).expect("sites");
    all.into_iter()
        .find(|own| own.site.signing_key == key)
        .map(|own| own.site.state)
}

#[test]
fn a_line_of_several_machines_is_followed_back_to_the_known_one() {
    let mut both = two();
    let mut book = both.commune;
    let first = own_after(&mut book);
    let bytes = sent(&mut book).1;
    assert_eq!(
        take(&mut both.district, &[file("2", &bytes)])[0].fate,
        Fate::Taken
    );
    renew_site(&mut book, "Phục hồi lần một").expect("a second machine");
    let (second, late) = (own(&book), sent(&mut book));
    renew_site(&mut book, "Phục hồi lần hai").expect("a third one");
    let unit = body(&book, "Trà An");
    enter(&mut book, unit, ISSUED, "2024-T01", 100);
    let (number, bytes) = sent(&mut book);
    assert_eq!((late.0, number), (3, 4), "numbers go on along the line");
    let done = take(&mut both.district, &[file("3", &bytes)]);
    assert_eq!(done[0].fate, Fate::Taken);
    assert_eq!(state_of(&both.district, &first), Some(SiteState::Replaced));
    assert_eq!(
        state_of(&both.district, &second.signing_key),
        Some(SiteState::Replaced)
    );
    let done = take(&mut both.district, &[file("2", &late.1)]);
    assert_eq!(
        done[0].fate,
        Fate::Taken,
        "what the one between wrote comes late"
    );
}

/// The key of the site that a book has once it has sent something.
fn own_after(book: &mut Book) -> String {
    sent(book);
    own(book).signing_key
}

#[test]
fn a_forged_line_is_believed_by_nobody() {
    let mut both = two();
    let genuine = unlocked(&mut both.commune);
    take(&mut both.district, &[file("1", &genuine)]);
    let known = container::open(&genuine).expect("a container").sender;
    let archive = container::open(&genuine).expect("a container");
    let archive = archive::Archive::open(archive.payload).expect("an archive");
    let before = archive.manifest().expect("a manifest");
    let (thief, receiving) = keys(9);
    let forged = rewritten(&genuine, &thief, |manifest| {
        manifest.signing_key = thief.public();
        manifest.receiving_key = receiving.public();
        manifest.site.uid.0[0] ^= 1;
        manifest.number = 2;
        manifest.enrolment = None;
        manifest.predecessors = vec![Predecessor {
            site: before.site.uid,
            signing_key: known,
            receiving_key: before.receiving_key.clone(),
            last: 1,
            replaces: true,
            how: "restored".to_owned(),
            reason: "tôi đây".to_owned(),
            proof: "ab".repeat(64),
        }];
    });
    let done = take(&mut both.district, &[file("giả", &forged)]);
    assert_eq!(done[0].fate, Fate::Quarantined);
    assert_eq!(
        done[0].lineage.succeeds, None,
        "nothing is told that is not proven"
    );
    assert_eq!(
        state_of(&both.district, &known.hex()),
        Some(SiteState::Known)
    );
}

#[test]
fn a_proof_for_one_machine_is_none_for_another() {
    let mut both = two();
    let mut book = both.commune;
    let first = sent(&mut book).1;
    take(&mut both.district, &[file("1", &first)]);
    renew_site(&mut book, "Phục hồi").expect("another machine");
    // Open, so that it can be rewritten: nobody's key is known to the copy that writes it.
    let genuine = unlocked(&mut book);
    let (thief, receiving) = keys(5);
    for replaces in [true, false] {
        let forged = rewritten(&genuine, &thief, |manifest| {
            manifest.signing_key = thief.public();
            manifest.receiving_key = receiving.public();
            manifest.site.uid.0[3] ^= 1;
            manifest.enrolment = None;
            manifest.predecessors[0].replaces = replaces;
        });
        assert_eq!(
            take(&mut both.district, &[file("giả", &forged)])[0].fate,
            Fate::Quarantined
        );
    }
}

/// The key that a book signs with, read from its file as whoever holds the file could.
fn signing_key(book: &Book) -> SigningKey {
    let connection = rusqlite::Connection::open(book.path()).expect("the file");
    let seed: [u8; 32] = connection
        .query_row(
            "SELECT bytes FROM secret WHERE name = 'signing'",
            [],
            |row| row.get(0),
        )
        .expect("a key");
    SigningKey::from_random(&seed)
}

/// A package of the book that is not locked: the district's key is replaced, so there is none to lock for.
fn unlocked(book: &mut Book) -> Vec<u8> {
    let all = book.read(sites).expect("sites");
    for site in all {
        let known = site.site.state == SiteState::Known;
        if known && site.site.body != Some(body(book, "Trà An")) {
            change_site(book, site.id, SiteState::Replaced, "để thử").expect("replaced");
        }
    }
    sent(book).1
}

#[test]
fn a_revoked_machine_neither_speaks_nor_hands_its_place_on() {
    let mut both = two();
    let mut book = both.commune;
    let first = sent(&mut book).1;
    take(&mut both.district, &[file("1", &first)]);
    let all = both.district.read(sites).expect("sites");
    let known = all
        .iter()
        .find(|own| own.site.state == SiteState::Known)
        .expect("the commune");
    let id = known.id;
    change_site(&mut both.district, id, SiteState::Revoked, "Mất máy").expect("revoked");
    let second = sent(&mut book).1;
    let code = |fate: &Fate| match fate {
        Fate::Refused(error) => error.code.as_str().to_owned(),
        other => format!("{other:?}"),
    };
    assert_eq!(
        code(&take(&mut both.district, &[file("2", &second)])[0].fate),
        "site_revoked"
    );
    renew_site(&mut book, "Phục hồi").expect("another machine");
    let third = sent(&mut book).1;
    let done = take(&mut both.district, &[file("3", &third)]);
    assert_eq!(code(&done[0].fate), "predecessor_revoked");
    let choices = Choices {
        recognise: vec![done[0].fingerprint.clone()],
        accept_mass: false,
    };
    let done = take_packages(
        &mut both.district,
        &[file("3", &third)],
        &choices,
        &Progress::default(),
    )
    .expect("taken");
    assert_eq!(
        done.value[0].fate,
        Fate::Taken,
        "once somebody called, it is another matter"
    );
}

#[test]
fn a_known_machine_vouches_for_another_one_of_its_office() {
    let (mut both, mut first, Desk { notes, .. }) = noted();
    let bytes = sent(&mut first).1;
    take(&mut both.district, &[file("1", &bytes)]);
    let copy = copied(&first, &both.dir.path().join("máy hai.so06"));
    let (mut second, _) = open_at(&copy, &notes);
    let unit = body(&second, "Trà An");
    enter(&mut second, unit, ISSUED, "2024-T01", 50);
    // The second one tells the first one of itself, as machines of one office do.
    let peer = so06::engine::exchange::write_package(&mut second, unit, None).expect("a package");
    let done = take(&mut first, &[file("đồng bộ", &peer.value.bytes)]);
    assert_eq!(
        done[0].fate,
        Fate::Taken,
        "the first one knows its copy by its own signature"
    );
    let bytes = sent(&mut first).1;
    let done = take(&mut both.district, &[file("2", &bytes)]);
    assert_eq!(done[0].lineage.introduced.len(), 1);
    assert!(done[0].lineage.introduced[0].holds);
    let key = own(&second).signing_key;
    assert_eq!(state_of(&both.district, &key), Some(SiteState::Known));
}

#[test]
fn nobody_vouches_for_a_machine_of_another_office() {
    let mut both = two();
    let genuine = unlocked(&mut both.commune);
    let district = body(&both.district, "Quận Bình Thủy");
    let other = both
        .district
        .read(|c| so06::store::identity::uid(c, district))
        .expect("an identity");
    let seed = signing_key(&both.commune);
    let (stranger, receiving) = keys(3);
    let introduces = |body: [u8; 16]| {
        vec![Introduced {
            site: so06::exchange::Hexed([4; 16]),
            body: so06::exchange::Hexed(body),
            signing_key: stranger.public(),
            receiving_key: receiving.public(),
        }]
    };
    let bytes = rewritten(&genuine, &seed, |manifest| {
        manifest.introduces = introduces(other);
    });
    let done = take(&mut both.district, &[file("1", &bytes)]);
    assert_eq!(done[0].fate, Fate::Taken, "its own figures are taken");
    assert!(!done[0].lineage.introduced[0].holds);
    assert_eq!(state_of(&both.district, &stranger.public().hex()), None);
}

#[test]
fn an_introduction_in_the_same_batch_is_enough_whatever_the_order() {
    let (mut both, mut first, _) = noted();
    sent(&mut first);
    let carried = copied(&first, &both.dir.path().join("usb.so06"));
    let mut second = Book::open(&carried, clock("2024-03-18"), "Máy hai").expect("a book");
    bind_place(&mut second, &both.dir.path().join("máy khác")).expect("a standing");
    settle_place(&mut second, false).expect("a copy");
    let unit = body(&second, "Trà An");
    enter(&mut second, unit, ISSUED, "2024-T01", 60);
    let (one, two) = (sent(&mut first), sent(&mut second));
    let files = [file("hai", &two.1), file("một", &one.1)];
    let done = take(&mut both.district, &files);
    assert_eq!((&done[0].fate, &done[1].fate), (&Fate::Taken, &Fate::Taken));
    let above = body(&both.district, "Trà An");
    assert_eq!(value(&both.district, above, ISSUED, "2024-T01"), Some(60));
}

#[test]
fn a_key_is_recognised_by_its_signs_before_its_package_comes() {
    let mut both = two();
    let mut book = both.commune;
    let first = sent(&mut book).1;
    take(&mut both.district, &[file("1", &first)]);
    let folder = both.dir.path().join("mở");
    so06::engine::open_form::export_book(&book, &folder).expect("the open form");
    let mut again = imported(&folder, &both.dir.path().join("lại.so06"));
    let bytes = sent(&mut again).1;
    let done = take(&mut both.district, &[file("2", &bytes)]);
    assert_eq!(done[0].fate, Fate::Quarantined);
    let signs = done[0].fingerprint.clone();
    let unit = body(&both.district, "Trà An");
    let refused = enrol_site(&mut both.district, unit, "0000-1111").expect_err("no signs");
    assert_eq!(refused.code.as_str(), "bad_fingerprint");
    let other = body(&both.district, "Trà Nóc");
    enrol_site(&mut both.district, other, &signs).expect("told for another unit");
    let done = take(&mut both.district, &[file("2", &bytes)]);
    assert_eq!(done[0].fate, Fate::Quarantined, "it is not that unit's");
    enrol_site(
        &mut both.district,
        unit,
        &signs.to_lowercase().replace('-', " "),
    )
    .expect("told");
    let day = crate::support::day("2024-03-18");
    assert_eq!(
        both.district
            .read(|c| foretold(c, day))
            .expect("a list")
            .len(),
        1
    );
    let done = take(&mut both.district, &[file("2", &bytes)]);
    assert_eq!(done[0].fate, Fate::Taken);
    assert_eq!(
        both.district
            .read(|c| foretold(c, day))
            .expect("a list")
            .len(),
        0
    );

    enrol_site(&mut both.district, unit, "ABCD-EFGH").expect("told");
    let told = both.district.read(|c| foretold(c, day)).expect("a list");
    forget_recognition(&mut both.district, told[0].id).expect("taken back");
    assert_eq!(
        both.district
            .read(|c| foretold(c, day))
            .expect("a list")
            .len(),
        0
    );
}

fn imported(folder: &Path, path: &Path) -> Book {
    so06::engine::open_form::import_book(folder, path, clock("2024-03-18"), "Cán bộ")
        .expect("a book from its open form")
}

#[test]
fn a_key_is_recognised_from_a_package_of_which_nothing_is_taken() {
    let mut both = two();
    let mut book = both.commune;
    let first = sent(&mut book).1;
    take(&mut both.district, &[file("1", &first)]);
    let folder = both.dir.path().join("mở");
    so06::engine::open_form::export_book(&book, &folder).expect("the open form");
    let mut again = imported(&folder, &both.dir.path().join("lại.so06"));
    let unit = body(&again, "Trà An");
    enter(&mut again, unit, ISSUED, "2024-T01", 70);
    let bytes = sent(&mut again).1;
    let refused = enrol_from_package(&mut both.district, &bytes, Some("ABCD-EFGH"))
        .expect_err("another key than was told");
    assert_eq!(refused.code.as_str(), "fingerprint_differs");
    enrol_from_package(&mut both.district, &bytes, None).expect("recognised");
    let above = body(&both.district, "Trà An");
    assert_eq!(
        value(&both.district, above, ISSUED, "2024-T01"),
        None,
        "nothing is taken"
    );
    assert_eq!(
        take(&mut both.district, &[file("2", &bytes)])[0].fate,
        Fate::Taken
    );
    assert_eq!(value(&both.district, above, ISSUED, "2024-T01"), Some(70));
}

#[test]
fn two_heirs_of_one_backup_are_for_a_person_to_tell_apart() {
    let (mut both, mut book, _) = noted();
    let first = sent(&mut book).1;
    take(&mut both.district, &[file("1", &first)]);
    let backup = copied(&book, &both.dir.path().join("sao.so06"));
    drop(book);
    let mut heirs = Vec::new();
    for name in ["một.so06", "hai.so06"] {
        let to = both.dir.path().join(name);
        fs::copy(&backup, &to).expect("a copy");
        let mut heir = Book::open(&to, clock("2024-03-18"), "Cán bộ").expect("a book");
        renew_site(&mut heir, "Phục hồi").expect("another machine");
        assert_eq!(own(&heir).succession, Succession::Restored);
        heirs.push(sent(&mut heir).1);
    }
    assert_eq!(
        take(&mut both.district, &[file("2", &heirs[0])])[0].fate,
        Fate::Taken
    );
    let done = take(&mut both.district, &[file("3", &heirs[1])]);
    assert_eq!(done[0].fate, Fate::Quarantined);
    assert!(!done[0].lineage.succeeds.clone().expect("it is told").holds);
}
