//! Every form of a period, weeks by their anchor, tiling, due days, campaigns.

use chrono::{Datelike, Days};
use proptest::prelude::*;
use serde_json::{Value, json};
use so06::domain::period::PeriodKind;
use so06::domain::{Calendar, Period, PeriodRules};

use crate::support::{Open, day, open_example};

fn period(text: &str) -> Period {
    Period::parse(text).expect(text)
}

fn thursdays() -> PeriodRules {
    PeriodRules {
        week_anchor: 4,
        ..PeriodRules::default()
    }
}

#[test]
fn a_week_is_named_after_the_iso_week_in_which_it_ends() {
    for (key, anchor, first, last) in [
        ("2024-W12", 1, "2024-03-18", "2024-03-24"),
        ("2024-W12", 4, "2024-03-14", "2024-03-20"),
        ("2024-W12", 7, "2024-03-17", "2024-03-23"),
        ("2024-W12", 2, "2024-03-12", "2024-03-18"),
        ("2021-W01", 4, "2020-12-31", "2021-01-06"),
        ("2020-W53", 4, "2020-12-24", "2020-12-30"),
    ] {
        let rules = PeriodRules {
            week_anchor: anchor,
            ..PeriodRules::default()
        };
        let week = Period::parse_with(key, rules).expect(key);
        assert_eq!(week.days(), (day(first), day(last)), "{key} from {anchor}");
        assert_eq!(
            period(&week.key()),
            week,
            "a key means the same without the rule"
        );
    }
    let week = Period::parse_with("2024-W12", thursdays()).expect("a week");
    assert_eq!(week.key(), "2024-W12.4");
    assert_eq!(
        (week.label().as_str(), week.short().as_str()),
        ("Tuần 12/2024", "W12")
    );
    assert_eq!(
        week.previous().days(),
        (day("2024-03-07"), day("2024-03-13"))
    );
    // An explicit weekday goes before the rule.
    assert_eq!(
        Period::parse_with("2024-W12.1", thursdays()).expect("a week"),
        period("2024-W12")
    );
}

#[test]
fn edges_of_the_forms() {
    for (text, first, last) in [
        (" 2024-t03 ", "2024-02-15", "2024-03-14"),
        ("2024-T3", "2024-02-15", "2024-03-14"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-W1", "2024-01-01", "2024-01-07"),
        ("2020-W53", "2020-12-28", "2021-01-03"),
        ("2024-Q4", "2024-09-15", "2024-12-14"),
        ("2024-06-01..2024-06-01", "2024-06-01", "2024-06-01"),
        ("1/6/2024..29/8/2024", "2024-06-01", "2024-08-29"),
        ("2024-T03 ", "2024-02-15", "2024-03-14"),
        ("1900", "1899-12-15", "1900-12-14"),
        ("2199-T12", "2199-11-15", "2199-12-14"),
    ] {
        let own = period(text);
        assert_eq!(own.days(), (day(first), day(last)), "{text}");
        assert_eq!(period(&own.key()), own, "{text}");
    }
    for wrong in [
        "2024-",
        "-2024",
        "+202",
        "2024-T00",
        "2024-T",
        "2024-Q0",
        "2024-W00",
        "2023-W53",
        "2024-W12.0",
        "2024-W12.8",
        "2024-W12.",
        "2024-W.4",
        "2024-W12.04",
        "2024-00",
        "2024-13",
        "2024-003",
        "2024-6",
        "2024-9",
        "2024-12T",
        "1899",
        "2200",
        "2024-02-30..2024-03-01",
        "2024-03-01..",
        "..",
        "2024-03-01..2024-03-02..2024-03-03",
        "٢٠٢٤",
        "2024-é3",
        "2024–T03",
    ] {
        assert!(Period::parse(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn longer_periods_are_tiled_by_shorter_ones() {
    for key in [
        "2024-Q1",
        "2024-6T",
        "2024-6TC",
        "2024-9T",
        "2024",
        "2024-01-01..2024-03-31",
    ] {
        let own = period(key);
        let ways = own.tiles();
        assert!(!ways.is_empty(), "{key}");
        for way in &ways {
            assert!(own.is_tiled_by(way), "{key}: {way:?}");
            let mut other = way.clone();
            other.reverse();
            assert!(own.is_tiled_by(&other), "in any order");
            other.pop();
            assert!(!own.is_tiled_by(&other), "a gap");
            other.extend(way);
            assert!(!own.is_tiled_by(&other), "an overlap");
        }
    }
    assert_eq!(period("2024").tiles().len(), 4);
    assert_eq!(period("2024-01-01..2024-03-31").tiles()[0].len(), 3);
    assert!(period("2024-01-01..2024-03-30").tiles().is_empty());
    assert!(period("2024-T03").tiles().is_empty());
    assert!(!period("2024").is_tiled_by(&[]));
    assert!(!period("2024-Q1").is_tiled_by(&[
        period("2024-01"),
        period("2024-02"),
        period("2024-03")
    ]));
}

#[test]
fn kinds_of_a_year_follow_each_other() {
    for (kind, rules, count) in [
        (PeriodKind::Month, PeriodRules::default(), 12),
        (PeriodKind::Quarter, PeriodRules::default(), 4),
        (PeriodKind::Week, PeriodRules::default(), 52),
        (PeriodKind::Week, thursdays(), 52),
    ] {
        let all = kind.of_year(2024, rules);
        assert_eq!(all.len(), count);
        for pair in all.windows(2) {
            assert_eq!(pair[0].last_day() + Days::new(1), pair[1].days().0);
            assert_eq!(pair[1].previous(), pair[0]);
        }
    }
    assert_eq!(
        PeriodKind::Week.of_year(2020, PeriodRules::default()).len(),
        53
    );
}

proptest! {
    #[test]
    fn every_day_lies_in_one_week(offset in 0_u64..20_000, anchor in 1_u32..=7) {
        let own = day("2000-01-01") + Days::new(offset);
        let week = Period::week_of(own, anchor);
        prop_assert!(week.contains(own));
        prop_assert_eq!(week.days().0.weekday().number_from_monday(), anchor);
        prop_assert!(!week.previous().contains(own));
        prop_assert_eq!(week.previous().last_day() + Days::new(1), week.days().0);
        prop_assert_eq!(Period::parse(&week.key()).expect("its key"), week);
    }

    #[test]
    fn a_due_day_is_a_working_day_after_the_period(month in 1_u32..=12, year in 2020_i32..2030, days in 0_u32..20) {
        let own = Period::ReportMonth(year, month);
        let calendar = Calendar::default().with_due_days(days, []);
        let due = own.due_day(&calendar);
        prop_assert_eq!(calendar.working_days_between(own.last_day(), due), days);
        prop_assert!(days == 0 || calendar.is_working(due));
        let fixed = Calendar::default().with_due_days(days, [(own.key(), day("2020-02-02"))]);
        prop_assert_eq!(own.due_day(&fixed), day("2020-02-02"));
        prop_assert_eq!(own.computed_due_day(&fixed), due);
    }
}

fn closing(open: &mut Open, key: &str) -> Value {
    open.ask("closing", json!({ "period": key }))
}

#[test]
fn a_due_day_is_fixed_when_its_period_opens() {
    let mut open = open_example();
    let rules = |days: u32| json!({ "due_working_days": days, "week_anchor": 4 });
    assert_eq!(closing(&mut open, "2024-T04")["state"], "not_open");
    open.ask("open_period", json!({ "period": "2024-T04" }));
    let opened = closing(&mut open, "2024-T04");
    assert_eq!(
        (&opened["state"], &opened["due_fixed"], &opened["due_day"]),
        (&json!("open"), &json!(true), &json!("2024-04-16"))
    );
    let again = open.reply("open_period", json!({ "period": "2024-T04" }));
    assert_eq!(again["changes"], json!([]), "opening again changes nothing");
    open.ask("set_period_rules", rules(3));
    assert_eq!(
        closing(&mut open, "2024-T04")["due_day"],
        "2024-04-16",
        "it stands"
    );
    assert_eq!(
        closing(&mut open, "2024-T05")["due_day"],
        "2024-05-17",
        "a period that was not opened follows the rule"
    );
    let refix = |period: &str, reason: &str| json!({ "period": period, "reason": reason });
    assert_eq!(
        open.refusal("refix_due_day", refix("2024-T04", " ")).code,
        "reason_needed"
    );
    assert_eq!(
        open.refusal("refix_due_day", refix("2024-T05", "x")).code,
        "period_not_open"
    );
    open.ask("refix_due_day", refix("2024-T04", "Tỉnh gia hạn"));
    assert_eq!(closing(&mut open, "2024-T04")["due_day"], "2024-04-17");
    let journal = open.ask("journal", json!({ "limit": 1 }));
    assert!(
        journal[0]["label"]
            .as_str()
            .expect("a label")
            .contains("Tỉnh gia hạn")
    );
    for (days, anchor) in [(61, 1), (2, 0), (2, 8)] {
        let wrong = json!({ "due_working_days": days, "week_anchor": anchor });
        assert_eq!(
            open.refusal("set_period_rules", wrong).code,
            "bad_period_rules"
        );
    }
    let shown = open.ask("period_rules", json!({}));
    assert_eq!(shown["next_week"], "14/03–20/03/2024");
    let head = open.ask("book", json!({}));
    let keys: Vec<&str> = head["periods"]
        .as_array()
        .expect("periods")
        .iter()
        .filter_map(|p| p["key"].as_str())
        .collect();
    assert!(keys.contains(&"2024-W12.4"), "{keys:?}");
}

#[test]
fn a_campaign_is_a_period() {
    let mut open = open_example();
    let campaign = |name: &str, from: &str, to: &str| json!({ "name": name, "first_day": from, "last_day": to, "document": "KH 15/KH-UBND" });
    let key = open.ask(
        "add_campaign",
        campaign("90 ngày đêm", "2024-02-01", "2024-04-30"),
    );
    assert_eq!(key, "2024-02-01..2024-04-30");
    assert_eq!(
        open.refusal("add_campaign", campaign("khác", "2024-02-01", "2024-04-30"))
            .code,
        "campaign_exists"
    );
    assert_eq!(
        open.refusal("add_campaign", campaign("  ", "2024-02-01", "2024-04-29"))
            .code,
        "reason_needed"
    );
    assert_eq!(
        open.refusal(
            "add_campaign",
            campaign("ngược", "2024-05-01", "2024-04-29")
        )
        .code,
        "bad_period"
    );
    let rules = open.ask("period_rules", json!({}));
    // 30/4 and 1/5 are off: two working days after 30/4 are the 2nd and the 3rd.
    assert_eq!(rules["campaigns"][0]["due_day"], "2024-05-03");
    let view = closing(&mut open, "2024-02-01..2024-04-30");
    assert_eq!(view["period"]["label"], "90 ngày đêm");
    let head = open.ask("book", json!({}));
    assert!(
        head["periods"]
            .as_array()
            .expect("periods")
            .iter()
            .any(|p| p["label"] == "90 ngày đêm")
    );
    let matrix = open.ask(
        "submissions",
        json!({ "kind": "campaign", "year": 2024, "as_of": null, "from_row": 0, "rows": 10 }),
    );
    assert_eq!(matrix["periods"][0]["label"], "90 ngày đêm");
}
