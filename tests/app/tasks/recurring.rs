//! Recurring work: occurrences follow from the rhythm and keep what was said of each.

use so06::domain::timeliness::Timeliness;
use so06::engine::tasks::{self, PartKey};
use so06::store::{Book, identity};

use super::Office;
use crate::support::{TODAY, clock, day};

fn weekly(office: &mut Office, units: usize) -> i64 {
    let units = office.units()[..units].to_vec();
    office.weekly(&units)
}

#[test]
fn occurrences_are_owed_one_by_one_and_keep_their_state() {
    let mut office = Office::new();
    let task = weekly(&mut office, 2);
    let keys = |office: &Office, on: &str| -> Vec<(String, Timeliness)> {
        office
            .board_on(on)
            .parts(task)
            .iter()
            .filter(|part| part.body == office.units()[0])
            .map(|part| (part.occurrence.clone(), part.state))
            .collect()
    };
    let seen = keys(&office, TODAY);
    // Thursdays from 01/03 on: 07/03 and 14/03 have passed, 21/03 comes next.
    assert_eq!(seen.len(), 3, "{seen:?}");
    assert_eq!(
        seen.iter().map(|(_, state)| *state).collect::<Vec<_>>(),
        [
            Timeliness::Overdue,
            Timeliness::Overdue,
            Timeliness::DueSoon
        ]
    );
    assert_eq!(
        keys(&office, "2024-03-22").len(),
        4,
        "the next one appears by itself"
    );
    let first = office.part(task, 0);
    tasks::claim_completion(office.book(), &first, day("2024-03-07"), "BC 01").expect("claimed");
    tasks::confirm_completion(office.book(), &first).expect("confirmed");
    let after = keys(&office, TODAY);
    assert_eq!(after[0].1, Timeliness::DoneOnTime);
    assert_eq!(after[1].1, Timeliness::Overdue);
    let row = office.detail(task).row;
    assert_eq!(
        (row.done, row.total),
        (0, 5),
        "the latest ones, and the two earlier that are open"
    );
    assert!(row.recurring && !row.deadline.rhythm.is_empty());
}

#[test]
fn two_books_make_the_same_occurrence() {
    let mut office = Office::new();
    let task = weekly(&mut office, 2);
    let part = office.part(task, 1);
    let copy = office.made.dir.path().join("bản sao.so06");
    let path = office.made.path.clone();
    // The other book is a copy of the file, as it comes to another machine.
    office.made.book = Book::in_memory(clock(TODAY), "t").expect("a book");
    std::fs::copy(&path, &copy).expect("a copy");
    let claimed = |path: &std::path::Path, part: &PartKey| -> [u8; 16] {
        let mut book = Book::open(path, clock(TODAY), "Cán bộ").expect("the book");
        tasks::claim_completion(&mut book, part, day("2024-03-14"), "").expect("a claim");
        book.read(|c| {
            let board = tasks::Board::load(c, day(TODAY))?;
            let own = board
                .parts(task)
                .iter()
                .find(|own| own.assignment == part.assignment && own.occurrence == part.occurrence);
            identity::uid(c, own.and_then(|own| own.row).expect("a row"))
        })
        .expect("an identifier")
    };
    let other = PartKey {
        occurrence: part.occurrence.clone(),
        ..part.clone()
    };
    assert_eq!(claimed(&path, &part), claimed(&copy, &other));
}

#[test]
fn an_occurrence_that_is_not_owed_is_refused() {
    let mut office = Office::new();
    let task = weekly(&mut office, 1);
    let part = PartKey {
        occurrence: "2031-W12".to_owned(),
        ..office.part(task, 0)
    };
    let refused = tasks::claim_completion(office.book(), &part, day("2024-03-14"), "");
    assert_eq!(
        refused.expect_err("not owed").code,
        so06::domain::ErrorCode::NoSuchAssignment
    );
}
