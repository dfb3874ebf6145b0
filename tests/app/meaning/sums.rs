//! Sums over any tree, day and source are the sums of the leaves.

use std::collections::HashMap;

use proptest::prelude::*;
use so06::domain::{Boundary, Day, Id, Instant, Period};

use super::small::{OFFICIAL, OTHER, Small};
use crate::support::day;

const FIRST: &str = "2024-01-01";

fn on(offset: u16) -> Day {
    day(FIRST) + chrono::Days::new(u64::from(offset))
}

/// What a plain reckoning gives for the leaves: the latest figure of the source that counts, per leaf.
fn reckon(entries: &[(Id, Day, i64, &'static str)], as_of: Day) -> Option<(i64, u32)> {
    let mut latest: HashMap<(Id, &str), (Day, i64)> = HashMap::new();
    for (leaf, day, value, source) in entries.iter().filter(|entry| entry.1 <= as_of) {
        let slot = latest.entry((*leaf, source)).or_insert((*day, *value));
        if slot.0 <= *day {
            *slot = (*day, *value);
        }
    }
    let leaves: Vec<Id> = {
        let mut all: Vec<Id> = latest.keys().map(|(leaf, _)| *leaf).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let official: Vec<i64> = leaves
        .iter()
        .filter_map(|leaf| latest.get(&(*leaf, OFFICIAL)).map(|own| own.1))
        .collect();
    let chosen: Vec<i64> = if official.is_empty() {
        leaves
            .iter()
            .filter_map(|leaf| latest.get(&(*leaf, OTHER)).map(|own| own.1))
            .collect()
    } else {
        official
    };
    (!chosen.is_empty()).then(|| (chosen.iter().sum(), chosen.len() as u32))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_sum_is_the_sum_of_its_leaves(
        shape in prop::collection::vec(0_usize..4, 1..5),
        entries in prop::collection::vec((0_usize..12, 0_u16..60, 0_i64..100_000, prop::bool::weighted(0.7)), 0..40),
        asked in 0_u16..70,
    ) {
        let mut small = Small::new("2024-06-01");
        let mut leaves = Vec::new();
        let root = small.root;
        for (index, below) in shape.iter().enumerate() {
            let middle = small.unit(&format!("2{index}"), root, None, None);
            for leaf in 0..*below {
                leaves.push(small.unit(&format!("3{index}{leaf}"), middle, None, None));
            }
            if *below == 0 {
                leaves.push(middle);
            }
        }
        let mut told: Vec<(Id, Day, i64, &'static str)> = Vec::new();
        for (leaf, offset, value, official) in entries {
            let (body, when) = (leaves[leaf % leaves.len()], on(offset));
            let source = if official { OFFICIAL } else { OTHER };
            small.enter(body, &when.to_string(), value, source);
            told.retain(|own| (own.0, own.1, own.3) != (body, when, source));
            told.push((body, when, value, source));
        }
        let when = on(asked);
        let sum = small.total(when, Boundary::Then, when);
        let found = sum.map(|own| (own.value, own.summed));
        let wanted = reckon(&told, when).map(|(value, count)| (value, Some((count, leaves.len() as u32))));
        prop_assert_eq!(found, wanted);
    }

    #[test]
    fn a_quarter_is_the_sum_of_its_months_or_nothing(values in prop::collection::vec(prop::option::of(0_i64..10_000), 3)) {
        let mut small = Small::new("2024-06-01");
        let root = small.root;
        let unit = small.unit("2", root, None, None);
        let quarter = Period::parse("2024-Q1").expect("a quarter");
        for (month, value) in quarter.months().into_iter().zip(&values) {
            if let Some(value) = value {
                small.enter_flow(unit, month, *value);
            }
        }
        let as_of = Instant::end_of(quarter.last_day());
        let found = small.ask(as_of, quarter, Boundary::Then, as_of.day, |whole| whole.of_body(small.flow, unit));
        let wanted: Option<i64> = values.iter().copied().collect::<Option<Vec<i64>>>().map(|all| all.iter().sum());
        prop_assert_eq!(found.map(|own| own.value), wanted);
    }
}

#[test]
fn entered_and_summed_stand_side_by_side_and_are_never_added() {
    let mut small = Small::new("2024-06-01");
    let root = small.root;
    let (one, two) = (
        small.unit("2", root, None, None),
        small.unit("3", root, None, None),
    );
    small.enter(one, "2024-03-14", 40, OFFICIAL);
    small.enter(two, "2024-03-14", 50, OFFICIAL);
    small.enter(root, "2024-03-14", 93, OFFICIAL);
    let as_of = Instant::end_of(day("2024-03-14"));
    let period = Period::parse("2024-T03").expect("a month");
    let (entered, summed, standing) =
        small.ask(as_of, period, Boundary::Then, as_of.day, |whole| {
            let value = |own: Option<so06::engine::counts::Standing>| own.map(|own| own.value);
            (
                value(whole.entered(small.stock, root)),
                value(whole.summed(small.stock, root)),
                value(whole.standing(small.stock)),
            )
        });
    assert_eq!((entered, summed, standing), (Some(93), Some(90), Some(93)));
}
