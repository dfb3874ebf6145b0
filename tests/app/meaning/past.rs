//! "Seen at" is what was seen then; entering the same twice changes nothing.

use proptest::prelude::*;
use so06::domain::indicator::Fact;
use so06::engine::{found, undo};
use so06::store::{Kept, query};

use super::small::{OFFICIAL, OTHER, Small};
use crate::support::{TODAY, clock};

fn facts(small: &Small) -> Vec<Kept<Fact>> {
    small.book.read(|c| query::facts(c, None)).expect("facts")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn what_is_seen_at_an_operation_is_what_was_seen_then(
        entries in prop::collection::vec((0_usize..3, 1_u32..28, 0_i64..1_000, any::<bool>(), prop::bool::weighted(0.2)), 1..20),
    ) {
        let mut small = Small::new("2024-06-01");
        let root = small.root;
        let units: Vec<_> = (0..3).map(|n| small.unit(&format!("2{n}"), root, None, None)).collect();
        let mut seen = Vec::new();
        for (unit, day, value, official, back) in entries {
            let source = if official { OFFICIAL } else { OTHER };
            let done = small.enter(units[unit], &format!("2024-05-{day:02}"), value, source);
            if back && done.value.changed {
                undo::undo(&mut small.book).expect("an undo");
            }
            let seq = small.book.journal(1).expect("the journal")[0].seq;
            seen.push((seq, facts(&small)));
        }
        for (seq, then) in &seen {
            small.book.look_at(Some(*seq)).expect("a look back");
            prop_assert_eq!(&facts(&small), then);
            prop_assert_eq!(small.book.journal(1).expect("the journal")[0].seq, *seq);
            prop_assert_eq!(small.book.verify_journal().expect("a verdict").broken_at, None);
        }
        small.book.look_at(None).expect("the present");
        prop_assert_eq!(&facts(&small), &seen.last().expect("one").1);
    }

    #[test]
    fn entering_the_same_twice_changes_nothing(value in 0_i64..1_000_000, day in 1_u32..28) {
        let mut small = Small::new("2024-06-01");
        let root = small.root;
        let unit = small.unit("2", root, None, None);
        let when = format!("2024-05-{day:02}");
        prop_assert!(small.enter(unit, &when, value, OFFICIAL).value.changed);
        let (before, head) = (facts(&small), small.book.verify_journal().expect("a verdict"));
        let again = small.enter(unit, &when, value, OFFICIAL);
        prop_assert!(!again.value.changed && again.changes.is_empty());
        prop_assert_eq!(facts(&small), before);
        prop_assert_eq!(small.book.verify_journal().expect("a verdict"), head);
    }
}

#[test]
fn one_cannot_look_back_before_the_book_was_made() {
    let dir = tempfile::TempDir::new().expect("a folder");
    let path = dir.path().join("b.so06");
    let mut book = found::new_book(&path, "918", clock(TODAY), "t").expect("a book");
    let early = so06::domain::Instant::parse("2001-01-01").expect("a day");
    let refused = book.look_at_moment(early).expect_err("no book yet");
    assert_eq!(refused.code, so06::domain::ErrorCode::BeforeTheBook);
    assert_eq!(book.looks_at(), None);
}
