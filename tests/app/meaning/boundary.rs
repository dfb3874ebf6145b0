//! Boundaries: then and now agree where successions are whole; what is divided is never guessed; shares add up.

use proptest::prelude::*;
use so06::domain::body::Extent;
use so06::domain::boundary::{Fraction, Portion};
use so06::domain::{Boundary, Day, Id, Instant, Period};
use so06::engine::counts::{Targets, composition};

use super::small::{OFFICIAL, Small, add_body, end_body, follow, share};
use crate::support::day;

fn month(number: u32) -> Day {
    Day::from_ymd_opt(2024, number, 1).expect("a day")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Units are merged at random, each time two or three that are alive; every unit that is alive at the end of
    /// a month has a figure of that day.
    #[test]
    fn then_and_now_agree_where_all_successions_are_whole(
        count in 4_usize..9,
        mergers in prop::collection::vec((2_u32..12, 0_usize..8, 2_usize..4), 0..4),
        seed in 0_i64..1_000,
    ) {
        let mut small = Small::new("2024-12-31");
        let root = small.root;
        let mut alive: Vec<Id> = (0..count).map(|n| small.unit(&format!("2{n}"), root, None, None)).collect();
        let mut mergers = mergers;
        mergers.sort_unstable();
        let mut done: Vec<u32> = Vec::new();
        let mut next = 0;
        for number in 1..=12_u32 {
            for (when, at, size) in mergers.iter().filter(|merger| merger.0 == number) {
                if alive.len() <= *size || done.contains(when) {
                    continue;
                }
                let start = at % (alive.len() - size);
                let gone: Vec<Id> = alive.drain(start..start + size).collect();
                next += 1;
                alive.push(small.merge(&format!("9{next}"), &gone, month(*when)));
                done.push(*when);
            }
            let last = (month(number) + chrono::Months::new(1)).pred_opt().expect("a day");
            for (index, body) in alive.clone().into_iter().enumerate() {
                let value = seed + i64::from(number) * 100 + index as i64;
                small.enter(body, &last.to_string(), value, OFFICIAL);
            }
        }
        let today = day("2024-12-31");
        for number in 1..=12_u32 {
            let last = (month(number) + chrono::Months::new(1)).pred_opt().expect("a day");
            let (then, now) = (small.total(last, Boundary::Then, today), small.total(last, Boundary::Now, today));
            prop_assert_eq!(then.map(|own| own.value), now.as_ref().map(|own| own.value), "at the end of month {}", number);
            let (counted, of) = now.and_then(|own| own.summed).expect("a sum");
            prop_assert!(counted == of && of as usize == alive.len());
        }
    }

    /// However a whole is divided, the rounded portions add up to it.
    #[test]
    fn shares_never_lose_or_make_a_unit(value in 0_i64..1_000_000_000, parts in prop::collection::vec(0_i64..50, 1..6)) {
        let whole: i64 = parts.iter().sum();
        prop_assume!(whole > 0);
        let mut from = Fraction::ZERO;
        let mut sum = 0;
        for part in &parts {
            let to = from.plus(Fraction::new(*part, whole).expect("a fraction")).expect("a sum");
            let own = Portion::new(from, to).of(value).expect("a part");
            prop_assert!(own >= 0);
            // No portion is off by a whole unit.
            let exact = i128::from(value) * i128::from(*part);
            prop_assert!((i128::from(own) * i128::from(whole) - exact).abs() <= i128::from(whole));
            sum += own;
            from = to;
        }
        prop_assert_eq!(sum, value);
    }
}

/// A unit that is divided between two: known only with a document.
fn divided(shares: &[(i64, i64)]) -> (Small, Id, [Id; 2]) {
    let mut small = Small::new("2025-12-31");
    let root = small.root;
    let (old, other) = (
        small.unit("2", root, None, None),
        small.unit("3", root, None, None),
    );
    small.enter(old, "2025-06-30", 1_001, OFFICIAL);
    small.enter(other, "2025-06-30", 500, OFFICIAL);
    let when = day("2025-07-01");
    let directory = small.directory();
    let heirs = small.act(|tx| {
        end_body(tx, &directory, old, when)?;
        end_body(tx, &directory, other, when)?;
        let one = add_body(tx, "8", Some(root), Some(when), None)?;
        let two = add_body(tx, "9", Some(root), Some(when), None)?;
        for (heir, own) in [one, two].into_iter().zip([shares.first(), shares.get(1)]) {
            let link = follow(tx, old, heir, when, Extent::Part)?;
            if let Some((numerator, denominator)) = own {
                share(tx, link, *numerator, *denominator)?;
            }
        }
        follow(tx, other, two, when, Extent::Whole)?;
        Ok([one, two])
    });
    (small, old, heirs)
}

fn before(small: &Small, body: Id) -> Option<i64> {
    let as_of = Instant::end_of(day("2025-06-30"));
    let period = Period::Span(as_of.day, as_of.day);
    let today = day("2025-12-31");
    small.ask(as_of, period, Boundary::Now, today, |whole| {
        whole.of_body(small.stock, body).map(|own| own.value)
    })
}

#[test]
fn a_part_without_a_document_is_never_guessed() {
    let (small, old, [one, two]) = divided(&[]);
    assert_eq!((before(&small, one), before(&small, two)), (None, None));
    let last = day("2025-06-30");
    let made = composition(&small.directory(), two, small.stock, (last, last));
    assert_eq!(made.unknown, [old]);
    assert_eq!(made.pieces.len(), 1, "the whole predecessor is known");
}

#[test]
fn a_documented_share_divides_without_loss_and_what_is_left_goes_to_the_last_heir() {
    let (small, _, [one, two]) = divided(&[(1, 3)]);
    let (first, second) = (before(&small, one), before(&small, two));
    assert_eq!(first, Some(334), "1.001 / 3 rounded half up");
    assert_eq!(second, Some(1_001 - 334 + 500));
    let today = day("2025-12-31");
    let total = |boundary| {
        small
            .total(day("2025-06-30"), boundary, today)
            .map(|own| own.value)
    };
    assert_eq!(total(Boundary::Then), Some(1_501));
    assert_eq!(total(Boundary::Now), Some(1_501));
}

#[test]
fn shares_beyond_the_whole_are_not_used() {
    let (small, _, [one, two]) = divided(&[(2, 3), (2, 3)]);
    assert_eq!((before(&small, one), before(&small, two)), (None, None));
}

#[test]
fn targets_of_whole_predecessors_add_up_until_they_are_given_anew() {
    use so06::engine::counts::{SetTarget, set_target};
    let mut small = Small::new("2024-12-31");
    let root = small.root;
    let old: Vec<Id> = (0..4)
        .map(|n| small.unit(&format!("2{n}"), root, None, None))
        .collect();
    let give = |small: &mut Small, body, value, document: &str| {
        let request = SetTarget {
            body,
            indicator: small.stock,
            period: Period::ReportYear(2024),
            value,
            last_day: None,
            central_day: None,
            document: document.to_owned(),
            document_day: None,
        };
        set_target(&mut small.book, &request).expect("a target");
    };
    for (index, body) in old.iter().enumerate() {
        give(
            &mut small,
            *body,
            100 * (index as i64 + 1),
            "QĐ 1/QĐ-UBND ngày 05/01/2024",
        );
    }
    let heir = small.merge("9", &old, day("2024-11-01"));
    let given = |small: &Small, when: &str| {
        let directory = small.directory();
        let targets = small
            .book
            .read(|c| Targets::load(c, [small.stock]))
            .expect("targets");
        let own = targets.given(&directory, small.stock, heir, day(when));
        let newer = targets.newer(small.stock, heir, day(when)).is_some();
        (own.map(|own| (own.value, own.pieces)), newer)
    };
    assert_eq!(given(&small, "2024-12-01"), (Some((1_000, 4)), false));
    give(&mut small, heir, 1_200, "QĐ 9/QĐ-UBND ngày 10/12/2024");
    assert_eq!(
        given(&small, "2024-12-01"),
        (Some((1_000, 4)), true),
        "the newer one stands beside it"
    );
    assert_eq!(given(&small, "2024-12-11"), (Some((1_200, 1)), false));
}
