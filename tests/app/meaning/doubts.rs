//! Doubts: each in words, with the way out where there is one; none about ordinary figures; accepted with a reason.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{ErrorCode, Id, Period};
use so06::engine::counts::{
    self, Doubt, RecordCount, Stated, accept_doubt, doubted_figures, record_block, record_count,
};
use so06::engine::undo;

use super::small::{OFFICIAL, OTHER, Small};
use crate::support::day;

const TODAY: &str = "2024-06-20";

fn month(month: u32) -> Period {
    Period::ReportMonth(2024, month)
}

fn book(units: usize) -> (Small, Vec<Id>) {
    let mut small = Small::new(TODAY);
    let root = small.root;
    let units = (0..units)
        .map(|index| small.unit(&format!("{}", 21 + index), root, None, None))
        .collect();
    (small, units)
}

/// Codes of the doubts and the entries that would set them right.
fn told(doubts: &[Doubt]) -> Vec<(&str, Option<&str>)> {
    doubts
        .iter()
        .map(|own| {
            let fix = own.fix.as_ref().map(|fix| fix.entry.as_str());
            (own.code.as_str(), fix)
        })
        .collect()
}

/// A stock after a history of 10.000 that grows by about a hundred a month.
fn stock(value: i64) -> Vec<Doubt> {
    let (mut small, units) = book(1);
    for (index, earlier) in [10_000, 10_090, 10_210, 10_300, 10_405]
        .into_iter()
        .enumerate()
    {
        let doubts = small.enter(
            units[0],
            &format!("2024-0{}-14", index + 1),
            earlier,
            OFFICIAL,
        );
        assert_eq!(doubts.value.doubts, [], "{earlier}");
    }
    small
        .enter(units[0], "2024-06-14", value, OFFICIAL)
        .value
        .doubts
}

#[test]
fn a_stock_is_held_against_its_history() {
    assert_eq!(told(&stock(10_510)), []);
    assert_eq!(
        told(&stock(10_405)),
        [],
        "nothing new is no doubt of one unit"
    );
    assert_eq!(told(&stock(105_100)), [("tenfold", Some("10.510"))]);
    assert_eq!(told(&stock(1_051_000)), [("tenfold", Some("10.510"))]);
    assert_eq!(told(&stock(10_510_000)), [("tenfold", Some("10.510"))]);
    assert_eq!(told(&stock(1_051)), [("tenfold", Some("10.510"))]);
    assert_eq!(told(&stock(110)), [("new_as_cumulative", Some("10.515"))]);
    assert_eq!(told(&stock(10_300)), [("stock_fell", None)]);
    assert_eq!(told(&stock(14_000)), [("outlier", None)]);
    let text = &stock(110)[0].text;
    assert!(text.contains("110") && text.contains("10.405"), "{text}");
}

/// A flow after five months of about a hundred.
fn flow(value: i64) -> Vec<Doubt> {
    let (mut small, units) = book(1);
    for (index, earlier) in [98, 105, 110, 96, 102].into_iter().enumerate() {
        let doubts = small.enter_flow(units[0], month(index as u32 + 1), earlier);
        assert_eq!(doubts.value.doubts, [], "{earlier}");
    }
    small.enter_flow(units[0], month(6), value).value.doubts
}

#[test]
fn a_flow_is_held_against_its_history() {
    assert_eq!(told(&flow(104)), []);
    assert_eq!(told(&flow(0)), [], "nothing came in: that may be");
    // 98 + 105 + 110 + 96 + 102 and 104 more; the last four and 7 more.
    assert_eq!(told(&flow(615)), [("cumulative_as_new", Some("104"))]);
    assert_eq!(told(&flow(1_040)), [("tenfold", Some("104"))]);
    assert_eq!(told(&flow(10)), [("tenfold", Some("100"))]);
    assert_eq!(told(&flow(420)), [("cumulative_as_new", Some("7"))]);
}

#[test]
fn a_figure_of_another_source_and_a_time_to_come_are_said() {
    let (mut small, units) = book(1);
    small.enter(units[0], "2024-05-14", 500, OTHER);
    let own = small.enter(units[0], "2024-05-14", 480, OFFICIAL);
    assert_eq!(
        told(&own.value.doubts),
        [("differs_from_source", Some("500"))]
    );
    let same = small.enter(units[0], "2024-05-14", 500, OFFICIAL);
    assert_eq!(same.value.doubts, []);
    let later = small.enter(units[0], "2024-07-14", 510, OFFICIAL);
    assert_eq!(told(&later.value.doubts), [("future_period", None)]);
    let later = small.enter_flow(units[0], month(8), 5);
    assert_eq!(told(&later.value.doubts), [("future_period", None)]);
}

fn block(small: &Small, units: &[Id], values: &[i64]) -> Vec<RecordCount> {
    let stated = Stated::Period(month(6), day(TODAY));
    let own = units.iter().zip(values);
    own.map(|(body, value)| RecordCount {
        body: *body,
        indicator: small.flow,
        stated,
        entry: Entry::Value(*value, Qualifier::Exact),
        source: None,
        note: None,
    })
    .collect()
}

#[test]
fn a_column_copied_from_last_time_is_doubted_as_a_whole() {
    let (mut small, units) = book(6);
    let before = [120, 87, 203, 55, 98, 141];
    for (unit, value) in units.iter().zip(before) {
        small.enter_flow(*unit, month(5), value);
    }
    let mut copied = before;
    copied[5] = 150;
    let requests = block(&small, &units, &copied);
    let done = record_block(&mut small.book, &requests, false)
        .expect("a block")
        .value;
    let codes: Vec<Vec<(&str, Option<&str>)>> = done
        .iter()
        .map(|own| told(&own.as_ref().expect("an entry").doubts))
        .collect();
    for own in &codes[..5] {
        assert_eq!(own, &[("copied_column", None)]);
    }
    assert_eq!(codes[5], []);
    // The grid says the same of figures that stand there.
    let seen = doubted_figures(&small.book, month(6), day(TODAY)).expect("doubts");
    assert_eq!(seen.len(), 5);
    let fresh = block(&small, &units, &[121, 90, 210, 60, 100, 150]);
    let done = record_block(&mut small.book, &fresh, false)
        .expect("a block")
        .value;
    assert!(
        done.iter()
            .all(|own| own.as_ref().is_ok_and(|own| own.doubts.is_empty()))
    );
}

#[test]
fn an_accepted_doubt_keeps_its_reason_until_the_figure_changes() {
    let (mut small, units) = book(1);
    small.enter(units[0], "2024-05-14", 500, OFFICIAL);
    small.enter(units[0], "2024-06-14", 480, OFFICIAL);
    let place = [(units[0], small.stock)];
    let cell = |small: &Small| {
        let cells = counts::some_cells(&small.book, month(6), day(TODAY), &place);
        cells.expect("a cell").remove(0)
    };
    let fact = counts::cell_facts(&small.book, month(6), day(TODAY), &place).expect("facts");
    let fact = fact[0].clone().expect("a figure").fact;
    assert_eq!(told(&cell(&small).doubts), [("stock_fell", None)]);
    let none = accept_doubt(&mut small.book, fact, "stock_fell", "  ").expect_err("a reason");
    assert_eq!(none.code, ErrorCode::ReasonNeeded);
    let stopped = accept_doubt(&mut small.book, fact, "stock_fell", "theo 079203001234");
    assert_eq!(
        stopped.expect_err("no citizen's number").code,
        ErrorCode::CitizenNumber
    );
    accept_doubt(&mut small.book, fact, "stock_fell", "loại hồ sơ trùng").expect("accepted");
    let kept = cell(&small).doubts[0].accepted.clone().expect("accepted");
    assert_eq!(kept.reason, "loại hồ sơ trùng");
    undo::undo(&mut small.book).expect("one step");
    assert_eq!(cell(&small).doubts[0].accepted, None);
    undo::redo(&mut small.book).expect("one step");
    assert!(cell(&small).doubts[0].accepted.is_some());
    small.enter(units[0], "2024-06-14", 470, OFFICIAL);
    assert_eq!(
        cell(&small).doubts[0].accepted,
        None,
        "another figure is another doubt"
    );
}

#[test]
fn a_note_never_holds_a_citizens_number() {
    let (mut small, units) = book(1);
    let mut note = |text: &str| {
        let request = RecordCount {
            body: units[0],
            indicator: small.stock,
            stated: Stated::Period(month(5), day(TODAY)),
            entry: Entry::Value(5, Qualifier::Exact),
            source: None,
            note: Some(text.to_owned()),
        };
        record_count(&mut small.book, &request).map_err(|error| error.code)
    };
    for text in [
        "CCCD 079203001234",
        "cmnd:361234567.",
        "0792 0300 1234",
        "số 079 203 001 234",
    ] {
        assert_eq!(
            note(text).expect_err("a number of a citizen"),
            ErrorCode::CitizenNumber,
            "{text}"
        );
    }
    for text in [
        "theo 12.345.678 hồ sơ",
        "điện thoại 0912345678",
        "361.234.567 đồng",
        "QĐ 1234/2024",
    ] {
        assert!(note(text).is_ok(), "{text}");
    }
}

#[test]
fn ordinary_growth_is_never_doubted() {
    let history = proptest::collection::vec(80_i64..=120, 4..9);
    let mut runner = TestRunner::new(Config::with_cases(48));
    runner
        .run(&(history, 500_i64..50_000), |(steps, start)| {
            let (mut small, units) = book(1);
            let mut value = start;
            for (index, step) in steps.iter().enumerate() {
                value += step;
                let month = month(index as u32 + 1);
                let stock = small.enter(
                    units[0],
                    &month.last_day().min(day(TODAY)).to_string(),
                    value,
                    OFFICIAL,
                );
                if month.last_day() < day(TODAY) {
                    prop_assert_eq!(stock.value.doubts, vec![]);
                    let flow = small.enter_flow(units[0], month, *step);
                    prop_assert_eq!(flow.value.doubts, vec![]);
                }
            }
            Ok(())
        })
        .expect("no doubt");
}
