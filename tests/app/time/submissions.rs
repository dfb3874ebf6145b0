//! The matrix unit × period.

use std::collections::BTreeSet;

use chrono::Days;
use proptest::prelude::*;
use serde_json::json;
use so06::domain::indicator::ILLUSTRATIVE;
use so06::domain::period::PeriodKind;
use so06::domain::{Day, Id, Period};
use so06::engine::closing::close_period;
use so06::engine::submissions::{MatrixState, SubmissionMatrix, Wanted, submissions};

use super::small::{Small, fact, small};
use crate::support::{day, open_example};

fn matrix(made: &Small, kind: PeriodKind, as_of: &str) -> SubmissionMatrix {
    let wanted = Wanted {
        kind,
        year: 2024,
        as_of: day(as_of),
        from_row: 0,
        rows: 1_000,
    };
    made.book
        .read(|c| submissions(c, &wanted))
        .expect("a matrix")
}

fn period(key: &str) -> Period {
    Period::parse(key).expect(key)
}

/// State, days late and what was done of a unit in T03, the third column.
fn cell(made: &Small, unit: usize, as_of: &str) -> (MatrixState, Option<u32>, u32) {
    let view = matrix(made, PeriodKind::Month, as_of);
    let row = view
        .rows
        .iter()
        .find(|row| row.body == made.units[unit])
        .expect("a row");
    (
        row.cells[2].state,
        row.cells[2].days_late,
        row.cells[2].done,
    )
}

#[test]
fn a_unit_has_submitted_when_every_indicator_is_there() {
    let mut made = small("2024-03-18", &[(None, None), (None, None)]);
    let march = period("2024-T03");
    assert_eq!(cell(&made, 0, "2024-03-18"), (MatrixState::NotDue, None, 0));
    // The due day is Monday the 18th; the 20th is two working days after it.
    assert_eq!(
        cell(&made, 0, "2024-03-20"),
        (MatrixState::Missing, Some(2), 0)
    );
    made.stock_at(0, day("2024-03-10"), Some(5));
    assert_eq!(
        cell(&made, 0, "2024-03-18"),
        (MatrixState::Partial, None, 1)
    );
    assert_eq!(
        cell(&made, 0, "2024-03-20"),
        (MatrixState::Partial, Some(2), 1)
    );
    // "Chưa phát sinh" is a submission; an example figure is none in a real book.
    let unit = made.units[0];
    let example = fact(
        unit,
        made.flow,
        &march.key(),
        march.last_day(),
        ILLUSTRATIVE,
        Some(1),
    );
    made.enter(&[example]);
    assert_eq!(cell(&made, 0, "2024-03-18").2, 1);
    made.flow_of(0, march, None);
    assert_eq!(cell(&made, 0, "2024-03-18"), (MatrixState::OnTime, None, 2));
    let view = matrix(&made, PeriodKind::Month, "2024-03-18");
    let head = &view.periods[2];
    assert_eq!((head.submitted, head.expected), (Some(1), 2));
    assert_eq!(head.percent.as_deref(), Some("50,00"));
    assert_eq!(
        (view.required, view.total_rows, view.illustrative),
        (2, 2, false)
    );
    // Figures of another period do not count.
    assert_eq!(view.rows[0].cells[1].state, MatrixState::Missing);
}

#[test]
fn lateness_goes_by_the_operation_that_completed_the_set() {
    for (moment, state, late) in [
        ("2024-03-18T23:59:00.000+07:00", MatrixState::OnTime, None),
        ("2024-03-19T00:01:00.000+07:00", MatrixState::Late, Some(1)),
        // Friday the 22nd and Saturday the 23rd are four working days after Monday the 18th alike.
        ("2024-03-23T08:00:00.000+07:00", MatrixState::Late, Some(4)),
    ] {
        let mut made = small("2024-04-30", &[(None, None)]);
        let first = made.stock_at(0, day("2024-03-01"), Some(5));
        made.flow_of(0, period("2024-T03"), Some(7));
        made.set_moments(1, moment);
        let view = matrix(&made, PeriodKind::Month, "2024-04-30");
        let own = &view.rows[0].cells[2];
        assert_eq!((own.state, own.days_late), (state, late), "{moment}");
        assert_eq!(own.on, Some(day(&moment[..10])));
        // A correction later on makes nobody late.
        let corrected = fact(
            made.units[0],
            made.stock,
            "@2024-03-01",
            day("2024-03-01"),
            "don_vi",
            Some(6),
        );
        let corrected = so06::domain::indicator::Fact {
            revision: 2,
            ..corrected
        };
        let operation = so06::store::Operation::new("record_count", json!({ "body": "thử" }));
        made.book
            .transact(operation, |tx| tx.set(first, &corrected))
            .expect("a correction");
        let again = matrix(&made, PeriodKind::Month, "2024-04-30");
        assert_eq!(again.rows[0].cells[2], *own);
    }
}

#[test]
fn months_together_are_a_quarter() {
    let mut made = small("2024-03-18", &[(None, None), (None, None)]);
    made.stock_at(0, day("2024-03-14"), Some(5));
    for month in ["2024-T01", "2024-T02"] {
        made.flow_of(0, period(month), Some(1));
    }
    let state = |made: &Small, unit: usize| {
        matrix(made, PeriodKind::Quarter, "2024-03-18").rows[unit].cells[0].state
    };
    assert_eq!(state(&made, 0), MatrixState::Partial, "March lacks");
    made.flow_of(0, period("2024-T03"), Some(1));
    assert_eq!(state(&made, 0), MatrixState::OnTime);
    made.stock_at(1, day("2023-12-15"), Some(5));
    made.flow_of(1, period("2024-Q1"), Some(3));
    assert_eq!(state(&made, 1), MatrixState::OnTime, "its own figure");
}

#[test]
fn the_example_says_that_its_figures_are_examples() {
    let mut open = open_example();
    let ask = json!({ "kind": "quarter", "year": 2024, "as_of": null, "from_row": 2, "rows": 3 });
    let view = open.ask("submissions", ask);
    assert_eq!(
        (&view["illustrative"], &view["total_rows"]),
        (&json!(true), &json!(8))
    );
    assert_eq!(view["rows"].as_array().map(Vec::len), Some(3));
    assert_eq!(
        (
            &view["periods"][0]["submitted"],
            &view["periods"][0]["percent"]
        ),
        (&json!(8), &json!("100,00"))
    );
    assert_eq!(view["rows"][0]["cells"][0]["state"], "on_time");
    assert_eq!(view["rows"][0]["cells"][0]["on"], "2024-03-14");
    let weeks = open.ask(
        "submissions",
        json!({ "kind": "week", "year": 2024, "as_of": null, "from_row": 0, "rows": 10 }),
    );
    assert_eq!(weeks["periods"].as_array().map(Vec::len), Some(52));
    let refused = open.refusal(
        "submissions",
        json!({ "kind": "decade", "year": 2024, "as_of": null, "from_row": 0, "rows": 1 }),
    );
    assert_eq!(refused.code, "bad_request");
}

#[test]
fn a_unit_that_ends_or_begins_is_blank_where_it_is_not() {
    let ends = Some(day("2024-10-31"));
    let begins = Some(day("2024-11-01"));
    let made = small("2024-12-20", &[(None, ends), (begins, None), (None, None)]);
    let view = matrix(&made, PeriodKind::Month, "2024-12-20");
    let absent = |unit: usize| -> Vec<usize> {
        let cells = &view.rows[unit].cells;
        (0..12)
            .filter(|n| cells[*n].state == MatrixState::Absent)
            .collect()
    };
    // October ends on 14/10, November on 14/11.
    assert_eq!(absent(0), [10, 11]);
    assert_eq!(absent(1), (0..10).collect::<Vec<_>>());
    assert_eq!(absent(2), [] as [usize; 0]);
    assert!(view.periods.iter().all(|p| p.expected == 2));
}

/// Days of 2024, some of them none.
fn some_day() -> impl Strategy<Value = Option<u64>> {
    proptest::option::weighted(0.6, 0_u64..420)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn completeness_never_exceeds_the_whole(
        lives in proptest::collection::vec((some_day(), some_day()), 1..7),
        given in proptest::collection::vec((0_usize..7, 0_u32..14, any::<bool>(), 0_u64..30), 0..60),
        quarter in any::<bool>(), closed in proptest::collection::vec(1_u32..=12, 0..3),
    ) {
        let start = day("2023-12-01");
        let at = |offset: u64| start + Days::new(offset);
        let lives: Vec<(Option<Day>, Option<Day>)> = lives
            .into_iter()
            .map(|(from, to)| match (from.map(at), to.map(at)) {
                (Some(from), Some(to)) if from > to => (Some(to), Some(from)),
                other => other,
            })
            .collect();
        let mut made = small("2025-03-01", &lives);
        let mut told: BTreeSet<(Id, bool, String, Day)> = BTreeSet::new();
        for (unit, month, is_stock, offset) in given {
            let Some(body) = made.units.get(unit).copied() else { continue };
            let own = Period::ReportMonth(2024, month.clamp(1, 12));
            let entry = if is_stock {
                let day = own.days().0 + Days::new(offset);
                (body, true, format!("@{day}"), day)
            } else {
                (body, false, own.key(), own.last_day())
            };
            if told.insert(entry.clone()) {
                let indicator = if is_stock { made.stock } else { made.flow };
                made.enter(&[fact(body, indicator, &entry.2, entry.3, "don_vi", Some(1))]);
            }
        }
        for month in closed {
            // Closing twice is refused; that is no matter here.
            drop(close_period(&mut made.book, Period::ReportMonth(2024, month), None));
        }
        let kind = if quarter { PeriodKind::Quarter } else { PeriodKind::Month };
        let view = matrix(&made, kind, "2025-03-01");
        let periods: Vec<Period> = view.periods.iter().map(|p| Period::parse(&p.period).expect("a key")).collect();
        for (index, (own, head)) in periods.iter().zip(&view.periods).enumerate() {
            let alive = |n: &usize| {
                let (from, to) = lives[*n];
                from.is_none_or(|from| from <= own.last_day()) && to.is_none_or(|to| own.last_day() <= to)
            };
            let has = |body: Id, key: &str| told.iter().any(|e| e.0 == body && !e.1 && e.2 == key);
            let whole = |n: &usize| {
                let body = made.units[*n];
                let stock = told.iter().any(|e| e.0 == body && e.1 && own.contains(e.3));
                let months = own.months();
                let flow = has(body, &own.key())
                    || (!months.is_empty() && months.iter().all(|month| has(body, &month.key())));
                stock && flow
            };
            let expected: Vec<usize> = (0..lives.len()).filter(alive).collect();
            let done = expected.iter().filter(|n| whole(n)).count();
            prop_assert_eq!(head.expected as usize, expected.len());
            prop_assert_eq!(head.submitted, Some(done as u32));
            prop_assert!(head.submitted.unwrap_or(0) <= head.expected);
            for row in &view.rows {
                let n = made.units.iter().position(|id| *id == row.body).expect("a unit");
                prop_assert_eq!(row.cells[index].state == MatrixState::Absent, !expected.contains(&n));
                prop_assert!(row.cells[index].done <= row.cells[index].of || row.cells[index].state == MatrixState::Absent);
            }
        }
    }
}
