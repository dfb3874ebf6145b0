//! The shipped calendar obeys the law that it rests on; officers may change it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Weekday};
use serde_json::{Value, json};
use so06::domain::Day;
use so06::engine::calendar::{import_calendar, read_calendar_file};
use so06::engine::{found, profile};

use crate::support::{day, example, open_example};

const FILE: &str = include_str!("../../../assets/catalogue/calendar.json");

fn weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

struct Year {
    year: i32,
    /// Days off by their names.
    off: BTreeMap<Day, String>,
    /// Days worked, each with the day it stands for.
    worked: BTreeMap<Day, Day>,
}

fn years() -> Vec<Year> {
    let file: Value = serde_json::from_str(FILE).expect("JSON");
    let list = |year: &Value, key: &str| year[key].as_array().expect("a list").clone();
    let at = |entry: &Value, key: &str| day(entry[key].as_str().expect("a day"));
    file["years"]
        .as_array()
        .expect("years")
        .iter()
        .map(|year| Year {
            year: year["year"].as_i64().expect("a year") as i32,
            off: list(year, "holidays")
                .iter()
                .map(|e| {
                    (
                        at(e, "day"),
                        e["name"].as_str().unwrap_or_default().to_owned(),
                    )
                })
                .collect(),
            worked: list(year, "working_days")
                .iter()
                .map(|e| (at(e, "day"), at(e, "swaps")))
                .collect(),
        })
        .collect()
}

#[test]
fn five_years_are_there_and_each_day_says_what_it_rests_on() {
    let own: Vec<i32> = years().iter().map(|year| year.year).collect();
    assert_eq!(own, [2022, 2023, 2024, 2025, 2026]);
    let days = found::shipped_days().expect("days");
    assert!(days.iter().all(|day| !day.document.is_empty() && !day.own));
    let unique: BTreeSet<Day> = days.iter().map(|day| day.day).collect();
    assert_eq!(unique.len(), days.len(), "a day stands once");
    for year in years() {
        assert!(
            year.off
                .keys()
                .chain(year.worked.keys())
                .all(|d| d.year() == year.year)
        );
    }
    let unsure: Vec<String> = days
        .iter()
        .filter(|day| !day.sure)
        .map(|day| day.day.to_string())
        .collect();
    assert_eq!(unsure, ["2026-08-22", "2026-08-31", "2026-11-24"]);
}

#[test]
fn every_swapped_day_has_its_pair() {
    for year in years() {
        for (worked, off) in &year.worked {
            assert!(weekend(*worked), "{worked} is worked though a weekday");
            assert!(!weekend(*off), "{off} is a weekend anyway");
            assert!(year.off[off].contains("hoán đổi"), "{off}");
            assert!(
                (*worked - *off).num_days().abs() <= 14,
                "{worked} is far from {off}"
            );
        }
        let swapped: BTreeSet<Day> = year.worked.values().copied().collect();
        let said: BTreeSet<Day> = year
            .off
            .iter()
            .filter(|(_, name)| name.contains("hoán đổi"))
            .map(|(day, _)| *day)
            .collect();
        assert_eq!(swapped, said, "{}", year.year);
    }
}

/// Điều 112: 1/1, five days of Tết, Giỗ Tổ, 30/4, 1/5, 2/9 with the day beside it. Điều 111: a holiday on the weekly
/// rest day is made up for on the next working day.
#[test]
fn every_holiday_is_there_and_is_made_up_for() {
    for year in years() {
        let named = |part: &str| -> Vec<Day> {
            year.off
                .iter()
                .filter(|(_, name)| name.starts_with(part))
                .map(|(day, _)| *day)
                .collect()
        };
        let on = |month, d| Day::from_ymd_opt(year.year, month, d).expect("a day");
        for fixed in [on(1, 1), on(4, 30), on(5, 1), on(9, 2)] {
            assert!(year.off.contains_key(&fixed), "{fixed}");
        }
        let national = named("Quốc khánh");
        assert_eq!(national.len(), 2, "{}", year.year);
        assert_eq!(national[0] + Days::new(1), national[1]);
        assert_eq!(named("Giỗ Tổ").len(), 1);
        // Tết is one run of days, five of which would have been worked.
        let tet = named("Tết Nguyên đán");
        assert!(
            tet.windows(2).all(|pair| pair[0] + Days::new(1) == pair[1]),
            "{tet:?}"
        );
        assert_eq!(
            tet.iter().filter(|day| !weekend(**day)).count(),
            5,
            "{}",
            year.year
        );
        // As many days off on weekdays as the law gives, and those swapped.
        let culture = usize::from(year.year >= 2026);
        let made = year.off.keys().filter(|day| !weekend(**day)).count();
        assert_eq!(made, 11 + culture + year.worked.len(), "{}", year.year);
        for (off, name) in &year.off {
            if weekend(*off) && !name.starts_with("Tết Nguyên đán") {
                let next = (1..7).map(|n| *off + Days::new(n)).find(|next| {
                    year.off
                        .get(next)
                        .is_some_and(|name| name.starts_with("Nghỉ bù"))
                });
                assert!(next.is_some(), "{off} {name} is not made up for");
            }
        }
    }
}

#[test]
fn known_days() {
    let calendar = found::shipped_calendar().expect("a calendar");
    for off in [
        "2022-01-03",
        "2023-05-03",
        "2024-04-29",
        "2025-05-02",
        "2026-01-02",
        "2026-08-31",
        "2026-04-27",
    ] {
        assert!(!calendar.is_working(day(off)), "{off}");
    }
    for worked in [
        "2024-05-04",
        "2025-04-26",
        "2026-01-10",
        "2026-08-22",
        "2024-05-02",
        "2026-02-23",
    ] {
        assert!(calendar.is_working(day(worked)), "{worked}");
    }
    // Friday 26/4 and two working days: 2/5, 3/5; the 29th to the 1st are off.
    assert_eq!(
        calendar.add_working_days(day("2024-04-26"), 2),
        day("2024-05-03")
    );
    assert_eq!(
        calendar.add_working_days(day("2024-05-03"), 1),
        day("2024-05-04")
    );
}

#[test]
fn a_day_is_changed_and_given_back() {
    let mut open = open_example();
    let of = |open: &mut crate::support::Open, text: &str| {
        let year = open.ask("calendar", json!({ "year": 2024 }));
        year["days"]
            .as_array()
            .expect("days")
            .iter()
            .find(|d| d["day"] == text)
            .cloned()
    };
    let set =
        |working: Value| json!({ "day": "2024-03-15", "working": working, "name": " Hội nghị " });
    let due = |open: &mut crate::support::Open| {
        open.ask("closing", json!({ "period": "2024-Q1" }))["due_day"].clone()
    };
    assert_eq!(due(&mut open), "2024-03-18");
    open.ask("set_calendar_day", set(json!(false)));
    let own = of(&mut open, "2024-03-15").expect("the day");
    assert_eq!(
        (&own["own"], &own["name"], &own["weekday"]),
        (&json!(true), &json!("Hội nghị"), &json!("thứ Sáu"))
    );
    assert_eq!(due(&mut open), "2024-03-19");
    open.ask("set_calendar_day", set(Value::Null));
    assert_eq!(of(&mut open, "2024-03-15"), None);
    assert_eq!(due(&mut open), "2024-03-18");
    open.ask("undo", json!({}));
    assert_eq!(due(&mut open), "2024-03-19");
    let unknown = open.ask("calendar", json!({ "year": 2031 }));
    assert_eq!(
        (&unknown["known"], &unknown["days"]),
        (&json!(false), &json!([]))
    );
    assert_eq!(unknown["years"], json!([2022, 2023, 2024, 2025, 2026]));
}

#[test]
fn a_calendar_file_is_taken_row_by_row() {
    let mut made = example();
    let csv = "\u{feff}Ngày;Làm việc;Tên;Văn bản\n2027-01-01;0;Tết Dương lịch;CV 1\n31/02/2027;0;x;\n2027-01-09;có;Làm bù;\n2027-01-10;chắc;;\n";
    let rows = read_calendar_file(csv).expect("rows");
    let done = import_calendar(&mut made.book, &rows)
        .expect("an import")
        .value;
    assert_eq!((done.accepted, done.unchanged), (2, 0));
    let refused: Vec<(usize, &str, &str)> = done
        .refused
        .iter()
        .map(|row| (row.row, row.column, row.error.code.as_str()))
        .collect();
    assert_eq!(
        refused,
        [(3, "day", "bad_day"), (5, "working", "bad_calendar_row")]
    );
    let calendar = made.book.read(profile::calendar).expect("a calendar");
    assert!(!calendar.is_working(day("2027-01-01")) && calendar.is_working(day("2027-01-09")));
    let before = made.book.journal(1).expect("the journal");
    let again = import_calendar(&mut made.book, &rows)
        .expect("an import")
        .value;
    assert_eq!((again.accepted, again.unchanged), (0, 2));
    assert_eq!(
        made.book.journal(1).expect("the journal"),
        before,
        "nothing is written twice"
    );
    let listed = r#"[{"day": "2027-01-01", "working": 0, "name": "Tết Dương lịch", "document": "CV 1"}, {"day": 5}]"#;
    let rows = read_calendar_file(listed).expect("rows");
    let done = import_calendar(&mut made.book, &rows)
        .expect("an import")
        .value;
    assert_eq!((done.unchanged, done.refused.len()), (1, 1));
    for broken in ["[{", "tên,ngày\n", ""] {
        assert_eq!(
            read_calendar_file(broken).expect_err(broken).code.as_str(),
            "bad_input",
            "{broken}"
        );
    }
}
