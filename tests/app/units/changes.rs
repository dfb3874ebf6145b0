//! Changes of units that officers enter: one mechanism, whole or not at all, journalled, undone by one step.

use proptest::prelude::*;
use so06::domain::body::{BodyClass, Extent};
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{ErrorCode, Id};
use so06::engine::bodies::{
    AddBody, BegunUnit, ChangeUnits, DocumentEntry, FromUnit, RenamedUnit, SetShare, TellDay,
    add_body, change_units, set_share, tell_day,
};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::{found, undo};
use so06::store::Book;
use tempfile::TempDir;

use crate::support::{clock, day};

struct Made {
    _dir: TempDir,
    book: Book,
}

fn made(root: &str, now: &str) -> Made {
    let dir = TempDir::new().expect("a folder");
    let book = found::new_book(&dir.path().join("b.so06"), root, clock(now), "t").expect("a book");
    Made { _dir: dir, book }
}

fn bodies(book: &Book) -> Directory {
    book.read(Directory::load).expect("bodies")
}

fn at(book: &Book, text: &str, on: &str) -> Id {
    bodies(book)
        .resolve(text, day(on))
        .unwrap_or_else(|e| panic!("{text} on {on}: {e}"))
}

fn document() -> DocumentEntry {
    DocumentEntry {
        kind: "Nghị quyết".to_owned(),
        number: "1/NQ-HĐND".to_owned(),
        day: Some(day("2024-11-20")),
        ..DocumentEntry::default()
    }
}

fn unit(code: &str, name: &str, from: &[(Id, Extent)]) -> BegunUnit {
    BegunUnit {
        code: code.to_owned(),
        name: name.to_owned(),
        kind: "phường".to_owned(),
        parent: None,
        from: from
            .iter()
            .map(|(body, extent)| FromUnit {
                body: *body,
                extent: *extent,
            })
            .collect(),
    }
}

fn change(on: &str, begun: Vec<BegunUnit>) -> ChangeUnits {
    ChangeUnits {
        day: day(on),
        document: document(),
        begun,
        renamed: Vec::new(),
        ended: Vec::new(),
    }
}

fn renamed(on: &str, body: Id, name: &str) -> ChangeUnits {
    let one = RenamedUnit {
        body,
        code: None,
        name: Some(name.to_owned()),
        kind: None,
        parent: None,
    };
    ChangeUnits {
        renamed: vec![one],
        ..change(on, Vec::new())
    }
}

fn refused(book: &mut Book, wanted: &ChangeUnits) -> ErrorCode {
    let before = book
        .read(so06::store::query::last_moment)
        .expect("a moment");
    let rows = book.verify_journal().expect("a journal").rows;
    let error = change_units(book, wanted).expect_err("a refusal");
    assert_eq!(
        book.verify_journal().expect("a journal").rows,
        rows,
        "nothing is written"
    );
    assert_eq!(
        book.read(so06::store::query::last_moment)
            .expect("a moment"),
        before
    );
    error.code
}

#[test]
fn a_merger_ends_its_units_and_takes_over_what_was_to_come() {
    let mut m = made("918", "2024-12-10");
    let (tra_an, tra_noc) = (
        at(&m.book, "31169", "2024-11-30"),
        at(&m.book, "31171", "2024-11-30"),
    );
    let wanted = change(
        "2024-12-01",
        vec![unit(
            "31171",
            "Trà Nóc",
            &[(tra_an, Extent::Whole), (tra_noc, Extent::Whole)],
        )],
    );
    let done = change_units(&mut m.book, &wanted).expect("a merger");
    let new = done.value.begun[0];
    assert!(
        done.value
            .text
            .contains("Phường Trà Nóc (31171) từ toàn bộ"),
        "{}",
        done.value.text
    );
    let d = bodies(&m.book);
    assert_eq!(d.leaves(d.root, day("2024-11-30")).len(), 8);
    assert_eq!(d.leaves(d.root, day("2024-12-01")).len(), 7);
    assert!(!d.alive(tra_noc, day("2024-12-01")) && d.alive(new, day("2024-12-01")));
    assert_eq!(d.resolve("31171", day("2024-12-01")).expect("one"), new);
    assert_eq!(
        d.resolve("31171@2024-11-30", day("2024-12-10"))
            .expect("one"),
        tra_noc
    );
    assert_eq!(
        d.life(new),
        (Some(day("2024-12-01")), Some(day("2025-06-30"))),
        "the quận's end is its end"
    );
    let heirs: Vec<String> = d
        .successors(new)
        .iter()
        .map(|link| format!("{} {:?}", d.code(link.body, link.day), link.extent))
        .collect();
    assert_eq!(heirs, ["31174 Whole"]);
    assert_eq!(
        d.successors(tra_an).len(),
        1,
        "the old succession is the new unit's now"
    );

    // Entered again it is refused; one step takes it back whole.
    assert_eq!(refused(&mut m.book, &wanted), ErrorCode::BodyNotAlive);
    undo::undo(&mut m.book).expect("undo");
    let d = bodies(&m.book);
    assert_eq!(d.leaves(d.root, day("2024-12-01")).len(), 8);
    assert!(!d.knows(new) || d.versions(new).is_empty());
    assert_eq!(d.successors(tra_an).len(), 1);
    undo::redo(&mut m.book).expect("redo");
    assert_eq!(bodies(&m.book).leaves(d.root, day("2024-12-01")).len(), 7);
    assert!(
        m.book
            .verify_journal()
            .expect("a journal")
            .broken_at
            .is_none()
    );
}

#[test]
fn a_part_leaves_the_rest_alive_or_not_as_it_is_said() {
    let mut m = made("918", "2024-12-10");
    let (one, other) = (
        at(&m.book, "31177", "2024-11-30"),
        at(&m.book, "31178", "2024-11-30"),
    );
    let part = |ended: Vec<Id>| ChangeUnits {
        ended,
        ..change(
            "2024-12-01",
            vec![unit(
                "31900",
                "Mới",
                &[(one, Extent::Part), (other, Extent::Part)],
            )],
        )
    };
    let lives = change_units(&mut m.book, &part(Vec::new())).expect("parts");
    let d = bodies(&m.book);
    assert_eq!(d.leaves(d.root, day("2024-12-01")).len(), 9);
    assert!(
        d.predecessors(lives.value.begun[0])
            .iter()
            .all(|link| link.extent == Extent::Part)
    );
    undo::undo(&mut m.book).expect("undo");
    // 31178 is divided later on, and which part of it goes where nobody has said.
    assert_eq!(
        refused(&mut m.book, &part(vec![other])),
        ErrorCode::LaterChange
    );
    change_units(&mut m.book, &part(vec![one])).expect("one ends");
    let d = bodies(&m.book);
    assert_eq!(d.leaves(d.root, day("2024-12-01")).len(), 8);
    assert!(!d.alive(one, day("2024-12-01")) && d.alive(other, day("2024-12-01")));
}

#[test]
fn renaming_and_transfer_keep_the_identity() {
    let mut m = made("92@2024-01-01", "2024-12-10");
    let an_thoi = at(&m.book, "31177", "2024-11-30");
    change_units(&mut m.book, &renamed("2024-12-01", an_thoi, "An Thới Mới")).expect("a renaming");
    let d = bodies(&m.book);
    assert_eq!(d.name(an_thoi, day("2024-11-30")), "Phường An Thới");
    assert_eq!(d.name(an_thoi, day("2024-12-01")), "Phường An Thới Mới");
    assert_eq!(
        d.resolve("phường An Thới", day("2024-12-05"))
            .expect("the old name"),
        an_thoi
    );
    assert_eq!(
        refused(&mut m.book, &renamed("2024-12-01", an_thoi, "An Thới Mới")),
        ErrorCode::NothingChanges
    );

    let (from, to) = (
        at(&m.book, "918", "2024-12-01"),
        at(&m.book, "916", "2024-12-01"),
    );
    let move_to = |parent: Id| ChangeUnits {
        renamed: vec![RenamedUnit {
            body: an_thoi,
            code: None,
            name: None,
            kind: None,
            parent: Some(parent),
        }],
        ..change("2025-01-01", Vec::new())
    };
    change_units(&mut m.book, &move_to(to)).expect("a transfer");
    let d = bodies(&m.book);
    assert_eq!(d.parent(an_thoi, day("2024-12-31")), Some(from));
    assert_eq!(d.parent(an_thoi, day("2025-01-01")), Some(to));
    assert_eq!(
        d.leaves(from, day("2025-01-01")).len() + 1,
        d.leaves(from, day("2024-12-31")).len()
    );
    assert_eq!(
        d.leaves(d.root, day("2025-01-01")).len(),
        d.leaves(d.root, day("2024-12-31")).len()
    );
    let into_itself = ChangeUnits {
        renamed: vec![RenamedUnit {
            body: to,
            code: None,
            name: None,
            kind: None,
            parent: Some(an_thoi),
        }],
        ..change("2025-02-01", Vec::new())
    };
    assert_eq!(refused(&mut m.book, &into_itself), ErrorCode::ParentLoop);
}

#[test]
fn what_cannot_be_is_refused_and_leaves_no_trace() {
    let mut m = made("918", "2024-12-10");
    let book = &mut m.book;
    let (a, b) = (
        at(book, "31168", "2024-11-30"),
        at(book, "31169", "2024-11-30"),
    );
    let whole = Extent::Whole;
    assert_eq!(
        refused(book, &change("2024-12-01", Vec::new())),
        ErrorCode::NothingChanges
    );
    assert_eq!(
        refused(
            book,
            &change("2024-12-01", vec![unit("31177", "X", &[(a, whole)])])
        ),
        ErrorCode::CodeTaken
    );
    assert_eq!(
        refused(
            book,
            &change("2024-12-01", vec![unit("1", "", &[(a, whole)])])
        ),
        ErrorCode::ReasonNeeded
    );
    assert_eq!(
        refused(
            book,
            &change("2024-12-01", vec![unit("3@1", "X", &[(a, whole)])])
        ),
        ErrorCode::BadCode
    );
    assert_eq!(
        refused(
            book,
            &change(
                "2024-12-01",
                vec![
                    unit("77", "X", &[(a, whole)]),
                    unit("78", "Y", &[(a, whole)])
                ]
            )
        ),
        ErrorCode::WholeOnce
    );
    assert_eq!(
        refused(
            book,
            &change(
                "2024-12-01",
                vec![unit("77", "X", &[(a, whole), (a, Extent::Part)])]
            )
        ),
        ErrorCode::WholeOnce
    );
    assert_eq!(
        refused(
            book,
            &change("2024-12-01", vec![unit("77", "X", &[(999_999, whole)])])
        ),
        ErrorCode::NoSuchBody
    );
    assert_eq!(
        refused(
            book,
            &change("2025-08-01", vec![unit("77", "X", &[(b, whole)])])
        ),
        ErrorCode::BodyNotAlive
    );
    let nameless = ChangeUnits {
        document: DocumentEntry::default(),
        ..renamed("2024-12-01", a, "Z")
    };
    assert_eq!(refused(book, &nameless), ErrorCode::ReasonNeeded);
    let root_ends = ChangeUnits {
        ended: vec![bodies(book).root],
        ..change("2024-12-01", Vec::new())
    };
    assert_eq!(refused(book, &root_ends), ErrorCode::OrphanBodies);
    let gone = ChangeUnits {
        ended: vec![a],
        ..change("2024-12-01", Vec::new())
    };
    assert_eq!(refused(book, &gone), ErrorCode::LaterChange);
    let unborn = change(
        "2020-01-01",
        vec![unit(
            "77",
            "X",
            &[(at(book, "31168@2025-07-01", "2025-07-01"), whole)],
        )],
    );
    assert_eq!(refused(book, &unborn), ErrorCode::BodyNotAlive);
}

fn count(book: &mut Book, body: Id, on: &str, value: i64) {
    let dictionary = book.read(Dictionary::load).expect("indicators");
    let wanted = RecordCount {
        body,
        indicator: dictionary.resolve("dinh_danh.kich_hoat").expect("it"),
        stated: Stated::AsOf(so06::domain::Instant::end_of(day(on))),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: None,
    };
    record_count(book, &wanted).expect("a figure");
}

#[test]
fn figures_after_the_day_stay_with_the_code_or_are_asked_for() {
    let mut m = made("918", "2024-12-20");
    let (tra_an, tra_noc) = (
        at(&m.book, "31169", "2024-11-30"),
        at(&m.book, "31171", "2024-11-30"),
    );
    count(&mut m.book, tra_noc, "2024-11-30", 100);
    count(&mut m.book, tra_noc, "2024-12-15", 110);
    let wanted = change(
        "2024-12-01",
        vec![unit(
            "31171",
            "Trà Nóc",
            &[(tra_an, Extent::Whole), (tra_noc, Extent::Whole)],
        )],
    );
    let new = change_units(&mut m.book, &wanted)
        .expect("a merger")
        .value
        .begun[0];
    let facts = m
        .book
        .read(|c| so06::store::query::facts(c, None))
        .expect("facts");
    let of = |body: Id| facts.iter().filter(|kept| kept.record.body == body).count();
    assert_eq!((of(tra_noc), of(new)), (1, 1));
    undo::undo(&mut m.book).expect("undo");
    count(&mut m.book, tra_an, "2024-12-15", 5);
    assert_eq!(refused(&mut m.book, &wanted), ErrorCode::FactsAfter);
}

#[test]
fn own_bodies_follow_their_unit_and_have_codes_of_their_own() {
    let mut m = made("918", "2024-12-10");
    let (tra_an, tra_noc) = (
        at(&m.book, "31169", "2024-11-30"),
        at(&m.book, "31171", "2024-11-30"),
    );
    let group = |code: &str, parent: Id| AddBody {
        code: code.to_owned(),
        name: "1".to_owned(),
        kind: "khu vực".to_owned(),
        short_name: String::new(),
        class: BodyClass::Territory,
        parent,
        from_day: None,
    };
    let kv = add_body(&mut m.book, &group("31169-KV1", tra_an))
        .expect("a khu vực")
        .value;
    assert_eq!(
        add_body(&mut m.book, &group("31169-kv1", tra_noc))
            .expect_err("taken")
            .code,
        ErrorCode::CodeTaken
    );
    assert_eq!(
        add_body(&mut m.book, &group("A B", tra_noc))
            .expect_err("bad")
            .code,
        ErrorCode::BadCode
    );
    let d = bodies(&m.book);
    assert_eq!(d.leaves(tra_an, day("2024-11-30")), [kv]);
    assert_eq!(
        d.resolve("KV 1, P. Trà An", day("2024-11-30")).expect("it"),
        kv
    );
    let wanted = change(
        "2024-12-01",
        vec![unit(
            "31171",
            "Trà Nóc",
            &[(tra_an, Extent::Whole), (tra_noc, Extent::Whole)],
        )],
    );
    let new = change_units(&mut m.book, &wanted)
        .expect("a merger")
        .value
        .begun[0];
    let d = bodies(&m.book);
    assert_eq!(d.parent(kv, day("2024-11-30")), Some(tra_an));
    assert_eq!(d.parent(kv, day("2024-12-01")), Some(new));
}

#[test]
fn a_share_needs_its_document_and_never_makes_more_than_the_whole() {
    let mut m = made("918", "2025-08-01");
    let d = bodies(&m.book);
    let divided = at(&m.book, "31178@2025-06-30", "2025-08-01");
    let links = d.successors(divided).to_vec();
    assert_eq!(links.len(), 2);
    let share = |succession: Id, numerator: i64, denominator: i64| SetShare {
        succession,
        indicator: None,
        numerator,
        denominator,
        document: document(),
    };
    let nameless = SetShare {
        document: DocumentEntry::default(),
        ..share(links[0].id, 1, 2)
    };
    assert_eq!(
        set_share(&mut m.book, &nameless)
            .expect_err("no document")
            .code,
        ErrorCode::ReasonNeeded
    );
    assert!(
        !set_share(&mut m.book, &share(links[0].id, 330, 12_345))
            .expect("a share")
            .changes
            .is_empty()
    );
    let again = set_share(&mut m.book, &share(links[0].id, 330, 12_345)).expect("the same");
    assert!(again.changes.is_empty(), "the same again changes nothing");
    assert_eq!(
        set_share(&mut m.book, &share(links[1].id, 12_100, 12_345))
            .expect_err("too much")
            .code,
        ErrorCode::SharesOverWhole
    );
    set_share(&mut m.book, &share(links[1].id, 12_015, 12_345)).expect("the rest");
    for (n, d) in [(-1, 2), (1, 0), (3, 2)] {
        assert_eq!(
            set_share(&mut m.book, &share(links[0].id, n, d))
                .expect_err("bad")
                .code,
            ErrorCode::BadShare
        );
    }
    let whole = d.successors(at(&m.book, "31177@2025-06-30", "2025-08-01"))[0].id;
    assert_eq!(
        set_share(&mut m.book, &share(whole, 1, 2))
            .expect_err("whole")
            .code,
        ErrorCode::BadShare
    );
    let d = bodies(&m.book);
    let own = d.successors(divided)[0].share(7).expect("that of all");
    assert_eq!((own.numerator, own.denominator), (330, 12_345));
}

#[test]
fn a_day_that_was_not_known_is_told_once() {
    // 00181: of 2023 under one name, of 2025 under another; between them nobody tells the day.
    let mut m = made("006@2023-12-31", "2025-01-15");
    let body = at(&m.book, "00181", "2024-01-01");
    let d = bodies(&m.book);
    assert_eq!(d.versions(body).len(), 2);
    assert!(!d.versions(body)[1].record.from_sure && !d.versions(body)[0].record.to_sure);
    let told = |on: &str| TellDay {
        succession: None,
        body,
        day: day(on),
        document: document(),
    };
    assert_eq!(
        tell_day(&mut m.book, &told("2025-04-01"))
            .expect_err("too late")
            .code,
        ErrorCode::BadToldDay
    );
    tell_day(&mut m.book, &told("2025-01-01")).expect("told");
    let d = bodies(&m.book);
    let versions = d.versions(body);
    assert_eq!(versions[0].record.to_day, Some(day("2024-12-31")));
    assert_eq!(versions[1].record.from_day, Some(day("2025-01-01")));
    assert!(
        versions[0].record.to_sure
            && versions[1].record.from_sure
            && versions[1].record.document.is_some()
    );
    assert_eq!(
        tell_day(&mut m.book, &told("2025-01-01"))
            .expect_err("known")
            .code,
        ErrorCode::BadToldDay
    );
}

#[test]
fn a_predecessor_that_the_sources_do_not_tell_can_be_entered() {
    // A phường that ended between the snapshots went into its neighbour, which kept its code.
    let mut m = made("006@2023-12-31", "2025-02-15");
    let d = bodies(&m.book);
    let gone = d
        .ever()
        .iter()
        .copied()
        .find(|body| {
            d.versions(*body).last().is_some_and(|v| !v.record.to_sure)
                && d.successors(*body).is_empty()
        })
        .expect("an end of unknown day");
    let keeps = at(&m.book, "00181", "2024-01-01");
    let later = d.successors(keeps).to_vec();
    let wanted = change(
        "2025-01-01",
        vec![unit(
            "00181",
            "Văn Miếu Quốc Tử Giám",
            &[(keeps, Extent::Whole), (gone, Extent::Whole)],
        )],
    );
    let new = change_units(&mut m.book, &wanted)
        .expect("a merger")
        .value
        .begun[0];
    let d = bodies(&m.book);
    assert_eq!(d.life(gone).1, Some(day("2024-12-31")));
    assert!(d.versions(gone).last().expect("one").record.to_sure);
    assert_eq!(
        d.life(new),
        (Some(day("2025-01-01")), Some(day("2025-06-30")))
    );
    assert_eq!(
        d.versions(new).len(),
        1,
        "the same words under an unsure day are one state"
    );
    assert_eq!(d.successors(new).len(), later.len());
    assert_eq!(d.predecessors(new).len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Whole mergers never lose or make a unit: whoever is alive before is alive after, or has an heir that is.
    #[test]
    fn mergers_never_lose_a_unit(groups in prop::collection::vec(0_usize..4, 8), start in 0_u32..150) {
        let mut m = made("918", "2024-06-01");
        let d = bodies(&m.book);
        let first = day("2024-01-02") + chrono::Days::new(u64::from(start));
        let units = d.units(first);
        let mut begun = Vec::new();
        for group in 1..4 {
            let own: Vec<(Id, Extent)> = units.iter().zip(&groups).filter(|(_, g)| **g == group).map(|(u, _)| (*u, Extent::Whole)).collect();
            if own.len() > 1 {
                begun.push(unit(&format!("3199{group}"), &format!("Mới {group}"), &own));
            }
        }
        prop_assume!(!begun.is_empty());
        let gone: usize = begun.iter().map(|unit| unit.from.len()).sum();
        let made_units = begun.len();
        let wanted = ChangeUnits { day: first, ..change("2024-01-02", begun) };
        change_units(&mut m.book, &wanted).expect("mergers");
        let after = bodies(&m.book);
        prop_assert_eq!(after.leaves(after.root, first).len(), units.len() - gone + made_units);
        for body in units {
            let heirs = after.successors(body).iter().filter(|link| link.day == first && after.alive(link.body, first)).count();
            prop_assert_eq!(usize::from(after.alive(body, first)) + heirs, 1);
        }
        // Each leaf of the last day has exactly the heirs that the catalogue gives the quận's units.
        let last = day("2025-06-30");
        for body in after.leaves(after.root, last) {
            prop_assert!(!after.successors(body).is_empty());
            let parts = after.successors(body).iter().filter(|link| link.extent == Extent::Part).count();
            prop_assert!(parts == 0 || parts == after.successors(body).len());
        }
        undo::undo(&mut m.book).expect("undo");
        let back = bodies(&m.book);
        prop_assert_eq!(back.leaves(back.root, first), d.leaves(d.root, first));
    }
}
