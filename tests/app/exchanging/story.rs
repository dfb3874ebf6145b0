//! Two weeks without network, a stick with two renamed files, taken in the wrong order.

use so06::domain::exchange::HeldWhy;
use so06::domain::task::Assignment;
use so06::engine::exchange::{Fate, Verdict, decide_held, exchange_status, held_rows};
use so06::engine::undo;
use so06::store::{self, Book};

use super::{body, enter, file, package_for, take, two, value};
use crate::support::day;

const ISSUED: &str = "dinh_danh.ho_so";
const ACTIVATED: &str = "dinh_danh.kich_hoat";

#[test]
fn a_fresh_book_is_that_unit_with_what_it_was_given() {
    let both = two();
    let own = body(&both.commune, "Trà An");
    let above = body(&both.district, "Trà An");
    let given = |book: &Book, body: i64| -> usize {
        let rows: Vec<store::Kept<Assignment>> = book
            .read(|c| store::list(c, "body = ?1", &[&body]))
            .expect("assignments");
        rows.len()
    };
    assert!(
        given(&both.district, above) > 0,
        "the example gives the commune something to do"
    );
    assert_eq!(given(&both.commune, own), given(&both.district, above));
    let verdict = both.commune.verify_journal().expect("a chain");
    assert_eq!(verdict.broken_at, None);
    let name = both
        .commune
        .read(so06::engine::profile::root)
        .expect("a root");
    assert_eq!(name, own);
}

#[test]
fn late_files_in_the_wrong_order_count_once_and_a_corrected_value_is_shown() {
    let mut both = two();
    let (above, own) = (
        body(&both.district, "Trà An"),
        body(&both.commune, "Trà An"),
    );
    enter(&mut both.commune, own, ISSUED, "2024-T01", 100);
    enter(&mut both.commune, own, ACTIVATED, "2024-T01", 70);
    let first = package_for(&mut both.commune, "Quận Bình Thủy");
    assert_eq!(
        take(&mut both.district, &[file("a.so06x", &first)])[0].fate,
        Fate::Taken
    );
    assert_eq!(value(&both.district, above, ISSUED, "2024-T01"), Some(100));

    enter(&mut both.district, above, ISSUED, "2024-T01", 105);
    enter(&mut both.commune, own, ISSUED, "2024-T02", 120);
    let second = package_for(&mut both.commune, "Quận Bình Thủy");
    enter(&mut both.commune, own, ISSUED, "2024-T01", 110);
    enter(&mut both.commune, own, ISSUED, "2024-T02", 125);
    let third = package_for(&mut both.commune, "Quận Bình Thủy");

    let files = [file("mới.tmp", &third), file("Copy (2).so06x", &second)];
    let done = take(&mut both.district, &files);
    assert_eq!((&done[0].fate, &done[1].fate), (&Fate::Taken, &Fate::Taken));
    assert_eq!(done[0].count(|v| *v == Verdict::New), 1);
    assert_eq!(done[0].count(|v| matches!(v, Verdict::Conflict(_))), 1);
    assert_eq!(
        done[1].count(|v| matches!(v, Verdict::New | Verdict::Changed)),
        0
    );
    assert_eq!(value(&both.district, above, ISSUED, "2024-T02"), Some(125));
    assert_eq!(
        value(&both.district, above, ISSUED, "2024-T01"),
        Some(105),
        "kept until somebody decides"
    );

    let again = take(&mut both.district, &files);
    assert!(
        again.iter().all(|own| own.fate == Fate::Already),
        "nothing is counted twice"
    );

    let held = both
        .district
        .read(|c| held_rows(c, false))
        .expect("held rows");
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].held.why, HeldWhy::Conflict);
    let shown = |fields: &Option<serde_json::Map<String, serde_json::Value>>| {
        fields
            .as_ref()
            .and_then(|own| own.get("value"))
            .and_then(serde_json::Value::as_i64)
    };
    assert_eq!(
        (shown(&held[0].ours), shown(&held[0].theirs)),
        (Some(105), Some(110))
    );
    decide_held(&mut both.district, held[0].id, true, "Phường đúng").expect("a decision");
    assert_eq!(value(&both.district, above, ISSUED, "2024-T01"), Some(110));

    let back = package_for(&mut both.district, "Trà An");
    let done = take(&mut both.commune, &[file("giao.so06x", &back)]);
    assert_eq!(done[0].fate, Fate::Taken);
    assert_eq!(
        done[0].count(|v| matches!(v, Verdict::Conflict(_) | Verdict::Refused(_))),
        0
    );
    assert_eq!(value(&both.commune, own, ISSUED, "2024-T01"), Some(110));
    let status = both
        .commune
        .read(|c| exchange_status(c, day("2024-03-18")))
        .expect("a status");
    let sent = status[0].sent.as_ref().expect("what was sent");
    assert_eq!(
        (sent.number, sent.state),
        (3, so06::domain::exchange::PackageState::Acknowledged)
    );
}

#[test]
fn a_lost_package_is_named_and_its_content_is_there() {
    let mut both = two();
    let (above, own) = (
        body(&both.district, "Trà An"),
        body(&both.commune, "Trà An"),
    );
    for (month, amount) in [("2024-T01", 10), ("2024-T02", 20), ("2024-T03", 30)] {
        enter(&mut both.commune, own, ISSUED, month, amount);
        let bytes = package_for(&mut both.commune, "Quận Bình Thủy");
        if month != "2024-T02" {
            take(&mut both.district, &[file("gói.so06x", &bytes)]);
        }
    }
    assert_eq!(value(&both.district, above, ISSUED, "2024-T02"), Some(20));
    let status = both
        .district
        .read(|c| exchange_status(c, day("2024-03-18")))
        .expect("a status");
    let line = status
        .iter()
        .find(|line| line.body == above)
        .expect("its line");
    assert_eq!(line.missing, [2]);
}

#[test]
fn one_step_undoes_a_taking_and_the_same_file_can_be_taken_again() {
    let mut both = two();
    let (above, own) = (
        body(&both.district, "Trà An"),
        body(&both.commune, "Trà An"),
    );
    enter(&mut both.commune, own, ISSUED, "2024-T01", 100);
    let first = package_for(&mut both.commune, "Quận Bình Thủy");
    take(&mut both.district, &[file("a.so06x", &first)]);
    enter(&mut both.commune, own, ISSUED, "2024-T01", 90);
    let second = package_for(&mut both.commune, "Quận Bình Thủy");
    take(&mut both.district, &[file("b.so06x", &second)]);
    assert_eq!(value(&both.district, above, ISSUED, "2024-T01"), Some(90));
    undo::undo(&mut both.district).expect("undone");
    assert_eq!(value(&both.district, above, ISSUED, "2024-T01"), Some(100));
    let done = take(&mut both.district, &[file("b.so06x", &second)]);
    assert_eq!(
        done[0].count(|v| *v == Verdict::Changed),
        1,
        "{:?}",
        done[0].rows
    );
    assert_eq!(value(&both.district, above, ISSUED, "2024-T01"), Some(90));
    undo::undo(&mut both.district).expect("undone");
    undo::redo(&mut both.district).expect("redone");
    assert_eq!(value(&both.district, above, ISSUED, "2024-T01"), Some(90));
}
