//! Closing, what comes after it, reopening.

use chrono::Days;
use proptest::prelude::*;
use serde_json::{Value, json};
use so06::domain::closing::AdjustmentState;
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{ErrorCode, Id, Period};
use so06::engine::closing::{
    Adjusting, ClosingView, Frozen, accept_adjustment, accepted, close_period, closing, guard,
    propose, propose_entry, reject_adjustment, reopen_period,
};
use so06::engine::undo;

use super::small::{Small, small};
use crate::support::{Open, day, open_example};

fn march() -> Period {
    Period::parse("2024-T03").expect("a period")
}

/// Three units; in T03 the first two have 100 and 200 as of 10/03 and 7 and 8 in the month, the third has nothing.
fn filled() -> Small {
    let mut made = small("2024-03-18", &[(None, None), (None, None), (None, None)]);
    for (unit, value) in [(0, 100), (1, 200)] {
        made.stock_at(unit, day("2024-03-10"), Some(value));
        made.flow_of(unit, march(), Some(7 + unit as i64));
    }
    made
}

fn closed() -> Small {
    let mut made = filled();
    close_period(&mut made.book, march(), None).expect("a closing");
    made
}

fn view(made: &Small) -> ClosingView {
    closing(&made.book, march()).expect("a view").0
}

fn touched(made: &Small, unit: usize, indicator: Id, window: &str, on: &str) -> Option<Frozen> {
    let body = made.units[unit];
    made.book
        .read(|c| guard(c, body, indicator, window, day(on), "don_vi"))
        .expect("a guard")
}

fn stock_touched(made: &Small, unit: usize, window: &str) -> bool {
    touched(made, unit, made.stock, window, &window[1..11]).is_some()
}

fn value(value: i64) -> Entry {
    Entry::Value(value, Qualifier::Exact)
}

#[test]
fn closing_freezes_what_was_chosen_and_leaves_other_windows_open() {
    let made = closed();
    let view = view(&made);
    assert_eq!(
        (view.state, view.submitted, view.expected),
        ("closed", 2, 3)
    );
    assert_eq!(
        (view.missing.len(), view.missing[0].done, view.missing[0].of),
        (1, 0, 2)
    );
    assert!(view.warnings[0].starts_with("1/3 đơn vị"));
    let texts: Vec<(&str, &str, Option<&str>)> = view
        .totals
        .iter()
        .map(|t| {
            (
                t.counted.as_str(),
                t.text.as_str(),
                t.closed_text.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        texts,
        [("2/3", "300", Some("300")), ("2/3", "15", Some("15"))]
    );
    assert!(view.due_fixed && view.closed_by.as_deref() == Some("t"));
    // The chosen fact, and what would be chosen in its place.
    assert!(stock_touched(&made, 0, "@2024-03-10"));
    assert!(stock_touched(&made, 0, "@2024-03-14"));
    assert!(stock_touched(&made, 0, "@2024-03-11T08:00"));
    assert!(
        !stock_touched(&made, 0, "@2024-03-10T08:00"),
        "an hour before the chosen end of day"
    );
    assert!(
        !stock_touched(&made, 0, "@2024-03-09"),
        "an earlier day of the period"
    );
    assert!(!stock_touched(&made, 0, "@2024-03-15"), "the period after");
    assert!(
        stock_touched(&made, 2, "@2024-02-15"),
        "anything where nothing had come"
    );
    assert!(touched(&made, 0, made.flow, "2024-T03", "2024-03-14").is_some());
    for (window, last) in [
        ("2024-T04", "2024-04-14"),
        ("2024-Q1", "2024-03-14"),
        ("2024-03", "2024-03-31"),
    ] {
        assert_eq!(touched(&made, 0, made.flow, window, last), None, "{window}");
    }
    // A cross-check stands beside the official figure and touches nothing.
    let beside = made
        .book
        .read(|c| {
            guard(
                c,
                made.units[0],
                made.stock,
                "@2024-03-14",
                day("2024-03-14"),
                "khac",
            )
        })
        .expect("a guard");
    assert_eq!(beside, None);
}

#[test]
fn a_stock_may_be_held_by_a_month_and_a_quarter() {
    let mut made = closed();
    let quarter = Period::parse("2024-Q1").expect("a quarter");
    close_period(&mut made.book, quarter, None).expect("a closing");
    let frozen = touched(&made, 0, made.stock, "@2024-03-14", "2024-03-14").expect("frozen");
    let periods: Vec<String> = frozen.figures.iter().map(|f| f.period.key()).collect();
    assert_eq!(periods, ["2024-T03", "2024-Q1"]);
    let (body, stock) = (made.units[0], made.stock);
    let ids = propose_entry(&mut made.book, body, stock, &frozen, value(120), "")
        .expect("proposals")
        .value;
    assert_eq!(ids.len(), 2);
    for id in ids {
        accept_adjustment(&mut made.book, id).expect("an acceptance");
    }
    // Reopening the month writes nothing into a fact that the quarter still holds.
    reopen_period(&mut made.book, march(), "Sai số").expect("a reopening");
    assert_eq!(view(&made).totals[0].text, "320");
    let view = closing(&made.book, quarter).expect("a view").0;
    assert_eq!(
        (
            view.totals[0].text.as_str(),
            view.totals[0].difference.as_deref()
        ),
        ("320", None)
    );
    reopen_period(&mut made.book, quarter, "Sai số").expect("a reopening");
    let view = closing(&made.book, quarter).expect("a view").0;
    assert_eq!(view.totals[0].text, "320");
}

#[test]
fn what_comes_after_closing_is_proposed_and_counts_when_accepted() {
    let mut made = closed();
    let (body, stock) = (made.units[0], made.stock);
    let frozen = touched(&made, 0, stock, "@2024-03-14", "2024-03-14").expect("frozen");
    let enter = |made: &mut Small, frozen: &Frozen, entry: Entry| {
        propose_entry(&mut made.book, body, stock, frozen, entry, "Gửi muộn").map(|done| done.value)
    };
    let ids = enter(&mut made, &frozen, value(120)).expect("a proposal");
    assert_eq!(
        enter(&mut made, &frozen, value(120)).expect("the same"),
        [] as [Id; 0],
        "twice is once"
    );
    assert_eq!(
        enter(&mut made, &frozen, value(130)).expect("another"),
        ids,
        "another typing replaces it"
    );
    let seen = view(&made);
    let own = &seen.adjustments[0];
    assert_eq!(
        (
            own.amount.as_str(),
            own.before.as_str(),
            own.after.as_str(),
            own.proposed_value.as_deref()
        ),
        ("+30", "100", "130", Some("130"))
    );
    assert!(!own.accepted && seen.warnings.iter().any(|w| w.contains("chờ duyệt")));
    assert_eq!(seen.totals[0].text, "300", "a proposal counts nothing");
    accept_adjustment(&mut made.book, ids[0]).expect("an acceptance");
    let sums = made
        .book
        .read(|c| accepted(c, stock, march()))
        .expect("sums");
    assert_eq!(sums.get(&body), Some(&30));
    let total = view(&made).totals.remove(0);
    assert_eq!(
        (
            total.text.as_str(),
            total.closed_text.as_deref(),
            total.adjusted.as_deref(),
            total.difference
        ),
        ("330", Some("300"), Some("+30"), None)
    );
    for act in [
        accept_adjustment(&mut made.book, ids[0]),
        reject_adjustment(&mut made.book, ids[0], "x"),
    ] {
        assert_eq!(act.expect_err("settled").code, ErrorCode::AdjustmentSettled);
    }
    // Typing the figure that counts proposes nothing.
    let frozen = touched(&made, 0, stock, "@2024-03-14", "2024-03-14").expect("frozen");
    assert_eq!(frozen.figures[0].counted(), 130);
    assert_eq!(
        enter(&mut made, &frozen, value(130)).expect("nothing"),
        [] as [Id; 0]
    );
    for entry in [
        Entry::NoData,
        Entry::Empty,
        Entry::Value(5, Qualifier::Tren),
    ] {
        assert_eq!(
            enter(&mut made, &frozen, entry)
                .expect_err("no difference")
                .code,
            ErrorCode::PeriodClosed
        );
    }
}

#[test]
fn adjusting_entries_by_a_difference() {
    let mut made = closed();
    let wanted = |made: &Small, unit: usize, by: &str, reason: &str| Adjusting {
        body: made.units[unit],
        indicator: made.stock,
        period: march(),
        by: by.to_owned(),
        reason: reason.to_owned(),
        accepted: true,
    };
    for (by, reason, code) in [
        ("+12", " ", ErrorCode::ReasonNeeded),
        ("0", "x", ErrorCode::NothingToAdjust),
        ("-0", "x", ErrorCode::NothingToAdjust),
        ("-101", "x", ErrorCode::AdjustmentBelowZero),
        ("mười", "x", ErrorCode::NotANumber),
        ("", "x", ErrorCode::NotANumber),
        ("x", "x", ErrorCode::NotANumber),
        ("--5", "x", ErrorCode::NegativeValue),
        ("+1,5", "x", ErrorCode::TooManyDecimals),
    ] {
        let asked = wanted(&made, 0, by, reason);
        assert_eq!(
            propose(&mut made.book, &asked).expect_err(by).code,
            code,
            "{by}"
        );
    }
    let mut open_one = wanted(&made, 0, "+1", "x");
    open_one.period = Period::parse("2024-T02").expect("a period");
    assert_eq!(
        propose(&mut made.book, &open_one).expect_err("open").code,
        ErrorCode::PeriodNotClosed
    );
    let asked = wanted(&made, 0, "−1.00", "x");
    assert!(
        propose(&mut made.book, &asked).is_err(),
        "1.00 is no writing of a whole number"
    );
    let asked = wanted(&made, 0, "-30", "Trùng hồ sơ");
    propose(&mut made.book, &asked).expect("an entry");
    let asked = wanted(&made, 2, "12", "Gửi muộn");
    propose(&mut made.book, &asked).expect("an entry");
    assert_eq!(view(&made).totals[0].text, "282");
    let mut waits = wanted(&made, 1, "+5", "Chờ");
    waits.accepted = false;
    let id = propose(&mut made.book, &waits).expect("a proposal").value;
    assert_eq!(
        reject_adjustment(&mut made.book, id, "")
            .expect_err("why")
            .code,
        ErrorCode::ReasonNeeded
    );
    reject_adjustment(&mut made.book, id, "Không có căn cứ").expect("a rejection");
    let seen = view(&made);
    let own = seen
        .adjustments
        .iter()
        .find(|a| a.adjustment == id)
        .expect("it stays");
    assert_eq!(
        (own.state, own.answer.as_deref()),
        (AdjustmentState::Rejected, Some("Không có căn cứ"))
    );
    assert_eq!(seen.totals[0].text, "282");
    assert_eq!(
        accept_adjustment(&mut made.book, 999)
            .expect_err("none")
            .code,
        ErrorCode::NoSuchAdjustment
    );
}

#[test]
fn reopening_is_visible_keeps_the_totals_and_closing_again_is_new() {
    let mut made = closed();
    let asked = Adjusting {
        body: made.units[0],
        indicator: made.stock,
        period: march(),
        by: "+20".to_owned(),
        reason: "Bổ sung".to_owned(),
        accepted: true,
    };
    propose(&mut made.book, &asked).expect("an entry");
    let late = Adjusting {
        body: made.units[2],
        by: "+40".to_owned(),
        ..asked.clone()
    };
    propose(&mut made.book, &late).expect("an entry");
    assert_eq!(
        reopen_period(&mut made.book, march(), "")
            .expect_err("why")
            .code,
        ErrorCode::ReasonNeeded
    );
    reopen_period(&mut made.book, march(), "Sai đơn vị").expect("a reopening");
    let seen = view(&made);
    assert_eq!(
        (
            seen.state,
            seen.totals[0].text.as_str(),
            seen.totals[0].counted.as_str()
        ),
        ("open", "360", "3/3")
    );
    assert_eq!(
        (seen.reopenings.len(), seen.reopenings[0].reason.as_str()),
        (1, "Sai đơn vị")
    );
    assert!(
        seen.adjustments
            .iter()
            .all(|a| a.state == AdjustmentState::Posted)
    );
    assert_eq!(
        (
            seen.adjustments[0].before.as_str(),
            seen.adjustments[0].after.as_str()
        ),
        ("100", "120")
    );
    assert!(
        made.book
            .read(|c| accepted(c, asked.indicator, march()))
            .expect("sums")
            .is_empty()
    );
    assert!(!stock_touched(&made, 0, "@2024-03-10"), "it is open");
    assert_eq!(
        undo::undo(&mut made.book).expect_err("final").code,
        ErrorCode::NothingToUndo
    );
    assert_eq!(
        reopen_period(&mut made.book, march(), "x")
            .expect_err("open")
            .code,
        ErrorCode::PeriodNotClosed
    );
    made.stock_at(1, day("2024-03-14"), Some(250));
    close_period(&mut made.book, march(), None).expect("closed again");
    let seen = view(&made);
    assert_eq!((seen.state, seen.reopenings.len()), ("closed", 1));
    assert_eq!(
        (
            seen.totals[0].closed_text.as_deref(),
            seen.totals[0].difference.as_deref()
        ),
        (Some("410"), None)
    );
    assert_eq!(
        made.book.verify_journal().expect("a verdict").broken_at,
        None
    );
}

#[test]
fn the_past_shows_what_was_closed_and_sent_then() {
    let mut made = closed();
    let seq = made.book.journal(1).expect("the journal")[0].seq;
    reopen_period(&mut made.book, march(), "Sai số").expect("a reopening");
    made.stock_at(2, day("2024-03-14"), Some(1));
    made.flow_of(2, march(), Some(1));
    assert_eq!((view(&made).state, view(&made).submitted), ("open", 3));
    made.book.look_at(Some(seq)).expect("a look back");
    let then = view(&made);
    assert_eq!(
        (then.state, then.submitted, then.totals[0].text.as_str()),
        ("closed", 2, "300")
    );
    assert!(then.reopenings.is_empty());
    made.book.look_at(Some(seq - 1)).expect("a look back");
    assert_eq!(view(&made).state, "not_open");
    let refused =
        close_period(&mut made.book, march(), None).expect_err("nothing is written there");
    assert_eq!(refused.code.as_str(), "looking_back");
    made.book.look_at(None).expect("today");
    assert_eq!(view(&made).submitted, 3);
}

#[test]
fn later_drift_shows() {
    let mut made = closed();
    // Nothing should write so; whatever does shows.
    made.stock_at(0, day("2024-03-12"), Some(101));
    let total = view(&made).totals.remove(0);
    assert_eq!(
        (
            total.closed_text.as_deref(),
            total.text.as_str(),
            total.difference.as_deref()
        ),
        (Some("300"), "301", Some("+1"))
    );
}

#[test]
fn what_keeps_a_period_from_being_closed() {
    let mut made = filled();
    let code = |made: &mut Small, key: &str, set: Option<&str>| {
        close_period(&mut made.book, Period::parse(key).expect(key), set)
            .expect_err(key)
            .code
    };
    assert_eq!(code(&mut made, "2024-T04", None), ErrorCode::PeriodNotEnded);
    assert_eq!(
        code(&mut made, "2024-03-01..2024-03-18", None),
        ErrorCode::PeriodNotEnded,
        "its last day runs"
    );
    assert_eq!(
        code(&mut made, "2024-T03", Some("z")),
        ErrorCode::NoSuchReportSet
    );
    for doubtful in [
        "2999-01-01T08:00:00.000+07:00",
        "2020-01-01T08:00:00.000+07:00",
    ] {
        made.set_moments(0, doubtful);
        assert_eq!(
            code(&mut made, "2024-T03", None),
            ErrorCode::ClockDoubtful,
            "{doubtful}"
        );
        let (_, blocked) = closing(&made.book, march()).expect("a view");
        assert_eq!(
            blocked.map(|error| error.code),
            Some(ErrorCode::ClockDoubtful)
        );
    }
    let now = made.book.clock.moment();
    made.set_moments(0, &now);
    close_period(&mut made.book, march(), Some("a")).expect("a group alone");
    assert!(stock_touched(&made, 0, "@2024-03-10"));
    assert_eq!(
        code(&mut made, "2024-T03", Some("a")),
        ErrorCode::PeriodClosed
    );
    close_period(&mut made.book, march(), Some("all")).expect("all");
    assert_eq!(
        code(&mut made, "2024-T03", Some("a")),
        ErrorCode::PeriodClosed,
        "all holds it"
    );
}

#[test]
fn the_window_closes_adjusts_and_reopens() {
    let mut open = open_example();
    let of = |open: &mut Open| open.ask("closing", json!({ "period": "2024-T03" }));
    let blocked = open.ask("closing", json!({ "period": "2024-T04" }))["blocked"].clone();
    assert!(
        blocked.as_str().expect("a sentence").contains("14/04/2024"),
        "{blocked}"
    );
    let before = of(&mut open);
    assert_eq!(
        (&before["state"], &before["blocked"]),
        (&json!("not_open"), &Value::Null)
    );
    open.ask(
        "close_period",
        json!({ "period": "2024-T03", "report_set": null }),
    );
    let view = of(&mut open);
    let total = view["totals"][0].clone();
    let unit = open.ask(
        "submissions",
        json!({ "kind": "month", "year": 2024, "as_of": null, "from_row": 0, "rows": 1 }),
    )["rows"][0]["body"]
        .clone();
    let asked = json!({ "body": unit, "indicator": total["indicator"], "period": "2024-T03", "by": "+12", "reason": "Gửi muộn" });
    open.ask("propose_adjustment", asked);
    let id = of(&mut open)["adjustments"][0]["adjustment"].clone();
    open.ask("accept_adjustment", json!({ "adjustment": id }));
    let matrix = open.ask(
        "submissions",
        json!({ "kind": "month", "year": 2024, "as_of": null, "from_row": 0, "rows": 1 }),
    );
    assert_eq!(matrix["rows"][0]["cells"][2]["state"], "adjusted");
    assert_eq!(matrix["periods"][2]["closed"], true);
    assert_eq!(of(&mut open)["totals"][0]["adjusted"], "+12");
    open.restart();
    open.ask(
        "reopen_period",
        json!({ "period": "2024-T03", "reason": "Sai số" }),
    );
    assert_eq!(of(&mut open)["reopenings"][0]["reason"], "Sai số");
    let labels: Vec<String> = open
        .ask("journal", json!({ "limit": 3 }))
        .as_array()
        .expect("rows")
        .iter()
        .filter_map(|row| row["label"].as_str().map(str::to_owned))
        .collect();
    assert!(
        labels[0].contains("mở lại")
            && labels[1].contains("duyệt điều chỉnh")
            && labels[2].contains("đề nghị"),
        "{labels:?}"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn reopening_changes_no_total(
        values in proptest::collection::vec(proptest::option::of(0_i64..1_000), 1..6),
        entries in proptest::collection::vec((0_usize..6, -400_i64..400, any::<bool>(), any::<bool>()), 0..12),
    ) {
        let lives = vec![(None, None); values.len()];
        let mut made = small("2024-03-18", &lives);
        for (unit, value) in values.iter().enumerate() {
            if let Some(value) = value {
                made.stock_at(unit, march().days().0 + Days::new(unit as u64), Some(*value));
                made.flow_of(unit, march(), Some(*value));
            }
        }
        close_period(&mut made.book, march(), None).expect("a closing");
        let mut kept = 0;
        for (unit, by, stock, at_once) in entries {
            let Some(body) = made.units.get(unit).copied() else { continue };
            let asked = Adjusting {
                body, indicator: if stock { made.stock } else { made.flow }, period: march(),
                by: format!("{by:+}"), reason: "thử".to_owned(), accepted: at_once,
            };
            let done = propose(&mut made.book, &asked);
            if stock && at_once && done.is_ok() {
                kept += by;
            }
        }
        let before = view(&made);
        let sum: i64 = values.iter().flatten().sum::<i64>() + kept;
        let said: i64 = before.totals[0].text.replace('.', "").parse().unwrap_or(0);
        prop_assert_eq!(said, sum);
        prop_assert!(before.totals.iter().all(|total| total.difference.is_none()));
        reopen_period(&mut made.book, march(), "thử").expect("a reopening");
        let after = view(&made);
        for (a, b) in before.totals.iter().zip(&after.totals) {
            let number = |text: &str| text.replace('.', "").parse::<i64>().unwrap_or(0);
            prop_assert_eq!(number(&a.text), number(&b.text));
        }
    }
}
