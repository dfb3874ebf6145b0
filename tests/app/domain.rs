//! Rules of the field.

mod deadline;

use proptest::prelude::*;
use so06::domain::calendar::Calendar;
use so06::domain::instant::{Instant, spell_day};
use so06::domain::number::{Entry, Percent, Qualifier, decimal, parse_entry, signed};
use so06::domain::rank::competition_ranks;
use so06::domain::text::fold;
use so06::domain::timeliness::{Standing, WorkState, classify};
use so06::domain::{ErrorCode, Period, Timeliness};

use crate::support::day;

#[test]
fn report_periods_run_from_the_15th_to_the_14th() {
    for (key, first, last) in [
        ("2024-T03", "2024-02-15", "2024-03-14"),
        ("2024-T01", "2023-12-15", "2024-01-14"),
        ("2024-Q1", "2023-12-15", "2024-03-14"),
        ("2024-6T", "2023-12-15", "2024-06-14"),
        ("2024-6TC", "2024-06-15", "2024-12-14"),
        ("2024-9T", "2023-12-15", "2024-09-14"),
        ("2024", "2023-12-15", "2024-12-14"),
        ("2024-03", "2024-03-01", "2024-03-31"),
        ("2024-W12", "2024-03-18", "2024-03-24"),
        ("2024-01-10..2024-02-03", "2024-01-10", "2024-02-03"),
    ] {
        let period = Period::parse(key).expect(key);
        assert_eq!(period.days(), (day(first), day(last)), "{key}");
        assert_eq!(period.key(), key);
    }
    for wrong in [
        "",
        "2024-T13",
        "2024-Q5",
        "24-Q1",
        "2024-W54",
        "2024-02-03..2024-01-10",
        "2024-3",
        "quý I",
    ] {
        assert_eq!(
            Period::parse(wrong).expect_err(wrong).code,
            ErrorCode::BadPeriod,
            "{wrong}"
        );
    }
}

#[test]
fn a_report_is_due_two_working_days_after_its_period() {
    // 14/03/2024 is a Thursday: Friday, Monday.
    let q1 = Period::parse("2024-Q1").expect("a quarter");
    assert_eq!(q1.due_day(&Calendar::default()), day("2024-03-18"));
    let holiday = Calendar::new([(day("2024-03-15"), false)]);
    assert_eq!(q1.due_day(&holiday), day("2024-03-19"));
    assert_eq!(Period::at_hand(day("2024-03-18"), &Calendar::default()), q1);
    assert_eq!(
        Period::at_hand(day("2024-03-19"), &Calendar::default()).key(),
        "2024-T04"
    );
    assert_eq!(
        Period::at_hand(day("2023-12-20"), &Calendar::default()).key(),
        "2024-T01"
    );
}

proptest! {
    #[test]
    fn periods_follow_each_other_without_a_gap(year in 2000_i32..2100, month in 1_u32..=12) {
        let period = Period::ReportMonth(year, month);
        prop_assert_eq!(period.previous().last_day().succ_opt(), Some(period.days().0));
        prop_assert_eq!(Period::parse(&period.key()).expect("own key"), period);
    }

    #[test]
    fn any_text_is_a_period_or_a_refusal(text in ".{0,24}") {
        if let Ok(period) = Period::parse(&text) {
            prop_assert!(period.days().0 <= period.days().1);
        }
    }

    #[test]
    fn a_number_reads_back_as_it_is_written(value in 0_i64..=1_000_000_000_000, decimals in 0_u8..=2) {
        let written = decimal(value, decimals);
        prop_assert_eq!(parse_entry(&written, decimals).expect("own writing"), Entry::Value(value, Qualifier::Exact));
    }

    #[test]
    fn any_typing_is_an_entry_or_a_refusal(text in "\\PC{0,40}", decimals in 0_u8..=4) {
        drop(parse_entry(&text, decimals));
    }

    #[test]
    fn a_percentage_reaches_100_only_when_the_parts_do(part in 0_i64..1_000_000, whole in 1_i64..1_000_000) {
        let percent = Percent::of(part, whole).expect("a whole above zero");
        prop_assert_eq!(percent.0 >= 10_000, part >= whole);
        let exact = i128::from(part) * 10_000;
        prop_assert!((i128::from(percent.0) * i128::from(whole) - exact).abs() <= i128::from(whole));
    }

    #[test]
    fn every_assignment_has_exactly_one_class(
        work in prop_oneof![Just(WorkState::Open), Just(WorkState::Paused), Just(WorkState::Cancelled)],
        completed in proptest::option::of(0_i64..400), first in proptest::option::of(0_i64..400),
        last in proptest::option::of(0_i64..400), today in 0_i64..400,
    ) {
        let at = |offset: i64| day("2024-01-01") + chrono::Duration::days(offset);
        let standing = Standing {
            work, completed: completed.map(at), first_day: first.map(at), last_day: last.map(at), ..Standing::default()
        };
        let state = classify(standing, at(today));
        prop_assert!(Timeliness::ALL.contains(&state));
        if state == Timeliness::Overdue {
            prop_assert!(last.is_some_and(|last| last < today) && completed.is_none_or(|c| c > today));
        }
    }
}

#[test]
fn figures_are_typed_in_many_ways() {
    let exact = |value| Entry::Value(value, Qualifier::Exact);
    for (typed, decimals, meant) in [
        ("98.000", 0, exact(98_000)),
        ("98000", 0, exact(98_000)),
        (" 98 000 ", 0, exact(98_000)),
        ("98,5", 1, exact(985)),
        ("0", 0, exact(0)),
        ("trên 98.000", 0, Entry::Value(98_000, Qualifier::Tren)),
        ("khoảng 7,25", 2, Entry::Value(725, Qualifier::Khoang)),
        ("x", 0, Entry::NoData),
        ("-", 0, Entry::NoData),
        ("chưa phát sinh", 0, Entry::NoData),
        ("", 0, Entry::Empty),
    ] {
        assert_eq!(parse_entry(typed, decimals).expect(typed), meant, "{typed}");
    }
    for (typed, code) in [
        ("-1", ErrorCode::NegativeValue),
        ("1000000000000000000000000000000", ErrorCode::ValueTooLarge),
        ("mười", ErrorCode::NotANumber),
        ("1.2.3", ErrorCode::NotANumber),
        ("98,55", ErrorCode::TooManyDecimals),
    ] {
        assert_eq!(
            parse_entry(typed, 1).expect_err(typed).code,
            code,
            "{typed}"
        );
    }
}

#[test]
fn percentages_and_ranks() {
    assert_eq!(Percent::of(92_400, 98_000).expect("a base").text(), "94,29");
    assert_eq!(
        Percent::of(12_456, 10_000).expect("a base").text(),
        "124,56"
    );
    assert_eq!(
        Percent::of(99_999, 100_000).expect("a base").text(),
        "99,99"
    );
    assert_eq!(Percent::of(1, 0), None);
    let of = |values: &[i64]| values.iter().map(|v| Some(Percent(*v))).collect::<Vec<_>>();
    assert_eq!(
        competition_ranks(&of(&[50, 90, 90, 20])),
        [Some(3), Some(1), Some(1), Some(4)]
    );
    assert_eq!(
        competition_ranks(&[None, Some(Percent(1))]),
        [None, Some(1)]
    );
    assert_eq!(signed(225, 0), "+225");
    assert_eq!(signed(-1_049, 0), "-1.049");
}

#[test]
fn what_was_done_on_the_stated_day_is_not_called_late() {
    let standing = |completed| Standing {
        completed: Some(day(completed)),
        last_day: Some(day("2024-03-14")),
        stated_day: Some(day("2024-03-15")),
        ..Standing::default()
    };
    assert_eq!(
        classify(standing("2024-03-15"), day("2024-03-20")),
        Timeliness::DoneOnTime
    );
    assert_eq!(
        classify(standing("2024-03-16"), day("2024-03-20")),
        Timeliness::DoneLate
    );
}

#[test]
fn text_is_folded_for_searching() {
    assert_eq!(fold("Thới An Đông"), "thoi an dong");
}

#[test]
fn days_are_spelled_as_the_decree_asks() {
    assert_eq!(spell_day(day("2024-02-05")), "05 tháng 02 năm 2024");
    assert_eq!(spell_day(day("2024-03-14")), "14 tháng 3 năm 2024");
    let noon = Instant::parse("2024-03-31T10:00:00Z").expect("an instant");
    assert_eq!(noon.key(), "2024-03-31T17:00");
    assert!(Instant::parse("31/02/2024").is_err());
}
