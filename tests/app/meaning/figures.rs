//! Published figures go in and come out right.

use proptest::prelude::*;
use so06::domain::Instant;
use so06::domain::number::Percent;
use so06::domain::rank::{RankState, competition_ranks};
use so06::domain::{Boundary, Period};
use so06::engine::counts::{Base, RankQuestion, Scope, SetTarget, rank, set_target};

use super::small::{OFFICIAL, OTHER, Small};
use crate::support::day;

#[test]
fn percentages_are_those_that_were_published() {
    for (part, whole, text) in [
        (109, 2_068, "5,27"),
        (109, 5_908, "1,84"),
        (186_568, 738_291, "25,27"),
        (92_400, 98_000, "94,29"),
        (304_191, 1_497_360, "20,32"),
        (1_325, 2_217, "59,77"),
        (243, 213, "114,08"),
        (3_455, 2_313, "149,37"),
        (99_996, 100_000, "99,99"),
        (100_000, 100_000, "100,00"),
    ] {
        let percent = Percent::of(part, whole).map(Percent::text);
        assert_eq!(percent.as_deref(), Some(text), "{part}/{whole}");
    }
    assert_eq!(Percent::of(3, 0), None);
}

proptest! {
    /// Half up at two decimals in exact arithmetic, and 100 % only when the parts reach it.
    #[test]
    fn a_percentage_is_exact(part in 0_i64..10_000_000_000, whole in 1_i64..10_000_000_000) {
        let own = i128::from(Percent::of(part, whole).expect("a percentage").0);
        let (part, whole) = (i128::from(part), i128::from(whole));
        if part < whole && own == 9_999 {
            prop_assert!(part * 10_000 >= whole * 9_999 - whole / 2 - 1);
        } else {
            // own − ½ ≤ part·10000/whole < own + ½
            prop_assert!((2 * own - 1) * whole <= 20_000 * part && 20_000 * part < (2 * own + 1) * whole);
        }
        prop_assert_eq!(own >= 10_000, part >= whole);
    }

    /// Parts of different decimals give the same percentage as when both are written with the same.
    #[test]
    fn decimals_do_not_change_a_percentage(part in 0_i64..1_000_000, whole in 1_i64..1_000_000, a in 0_u8..5, b in 0_u8..5) {
        let scaled = |value: i64, decimals: u8| value * 10_i64.pow(u32::from(decimals));
        let mixed = Percent::of_scaled((scaled(part, a), a), (scaled(whole, b), b));
        prop_assert_eq!(mixed, Percent::of(part, whole));
    }

    #[test]
    fn ranks_are_one_more_than_how_many_are_better(values in prop::collection::vec(prop::option::of(0_i64..6), 0..12)) {
        let own: Vec<Option<Percent>> = values.iter().map(|v| v.map(Percent)).collect();
        for (rank, value) in competition_ranks(&own).into_iter().zip(&values) {
            let better = value.map(|own| values.iter().flatten().filter(|other| **other > own).count() as u32);
            prop_assert_eq!(rank, better.map(|count| count + 1));
        }
    }
}

#[test]
fn a_ranking_is_uncapped_shares_ranks_and_keeps_stale_and_silent_apart() {
    let mut small = Small::new("2025-03-31");
    let root = small.root;
    let units: Vec<_> = (0..6)
        .map(|n| small.unit(&format!("2{n}"), root, None, None))
        .collect();
    for (index, body) in units.iter().take(5).enumerate() {
        let request = SetTarget {
            body: *body,
            indicator: small.stock,
            period: Period::ReportYear(2025),
            value: 1_000,
            last_day: None,
            central_day: None,
            document: format!("KH {index} ngày 02/01/2025"),
            document_day: None,
        };
        set_target(&mut small.book, &request).expect("a target");
    }
    for (body, when, value) in [
        (0, "2025-03-22T23:00", 1_245),
        (1, "2025-03-22", 700),
        (2, "2025-03-22", 700),
        (3, "2025-03-21", 20),
        (4, "2025-01-10", 999),
    ] {
        small.enter(units[body], when, value, OFFICIAL);
    }
    small.enter(units[5], "2025-03-22", 11, OFFICIAL);
    let scope = |text: &str| Scope {
        period: Period::parse("2025-Q1").expect("a quarter"),
        as_of: Instant::parse(text).expect("an instant"),
    };
    let ask = |text: &str| {
        let question = RankQuestion {
            max_age: Some(30),
            ..RankQuestion::new(small.stock, Base::Target, scope(text))
        };
        let ranking = small.book.read(|c| rank(c, &question)).expect("a ranking");
        ranking
            .rows
            .into_iter()
            .map(|row| (row.code, row.rank, row.percent, row.state))
            .collect::<Vec<_>>()
    };
    let line = |code: &str, rank, percent: Option<&str>, state| {
        (code.to_owned(), rank, percent.map(str::to_owned), state)
    };
    assert_eq!(
        ask("2025-03-22"),
        [
            line("20", Some(1), Some("124,50"), RankState::Ranked),
            line("21", Some(2), Some("70,00"), RankState::Ranked),
            line("22", Some(2), Some("70,00"), RankState::Ranked),
            line("23", Some(4), Some("2,00"), RankState::Ranked),
            line("25", None, None, RankState::NoBase),
            line("24", None, None, RankState::Stale),
        ]
    );
    // To the hour: at 22:00 the figure of 23:00 and those of the day's end were not there.
    let earlier = ask("2025-03-22T22:00");
    assert_eq!(
        earlier[0],
        line("23", Some(1), Some("2,00"), RankState::Ranked)
    );
    assert_eq!(earlier[1], line("24", None, None, RankState::Stale));
    assert!(earlier[2..].iter().all(|row| row.3 == RankState::NoData));
    let at_hour = ask("2025-03-22T23:00");
    assert_eq!(
        at_hour[0],
        line("20", Some(1), Some("124,50"), RankState::Ranked)
    );
}

#[test]
fn another_source_stands_beside_the_official_one_and_never_replaces_it() {
    let mut small = Small::new("2025-03-31");
    let root = small.root;
    let unit = small.unit("2", root, None, None);
    small.enter(unit, "2025-03-20", 100, OFFICIAL);
    small.enter(unit, "2025-03-22", 140, OTHER);
    let as_of = Instant::end_of(day("2025-03-22"));
    let period = Period::parse("2025-Q1").expect("a quarter");
    let standing = small.ask(as_of, period, Boundary::Then, as_of.day, |whole| {
        whole.of_body(small.stock, unit)
    });
    assert_eq!(standing.map(|own| own.value), Some(100));
}
