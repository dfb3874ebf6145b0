//! Which copies are kept: a table, and a year of days.

use std::collections::BTreeSet;

use chrono::{Datelike, Duration, NaiveDateTime, NaiveTime};
use so06::domain::Day;
use so06::domain::retention::{ALWAYS, CopyAt, kept};

use crate::support::day;

fn at(day: Day, hour: u32, minute: u32) -> NaiveDateTime {
    day.and_time(NaiveTime::from_hms_opt(hour, minute, 0).expect("a time"))
}

fn copy(text: &str, hour: u32) -> CopyAt {
    CopyAt {
        moment: at(day(text), hour, 0),
        bytes: 10,
    }
}

#[test]
fn today_is_kept_whole_and_older_spans_keep_their_last() {
    let copies = [
        copy("2024-03-18", 8),
        copy("2024-03-18", 9),
        copy("2024-03-17", 8),
        copy("2024-03-17", 16),
        copy("2024-02-18", 9), // 29 days
        copy("2024-02-16", 9), // 31 days, a Friday; the Sunday of its week is there
        copy("2024-01-03", 9), // the week's last
        copy("2024-01-02", 9),
        copy("2023-11-30", 9), // the month's last
        copy("2023-11-02", 9),
        copy("2021-04-30", 9), // within three years
        copy("2021-02-26", 9), // before
        copy("2024-05-01", 9), // a clock that went ahead
    ];
    let expected = [
        true, true, false, true, true, false, true, false, true, false, true, false, true,
    ];
    assert_eq!(kept(&copies, day("2024-03-18"), u64::MAX), expected);
}

#[test]
fn a_bound_takes_the_crowded_hours_of_today_first_then_the_oldest() {
    let copies = [
        copy("2023-11-30", 9),
        copy("2024-03-17", 9),
        CopyAt {
            moment: at(day("2024-03-18"), 8, 1),
            bytes: 10,
        },
        CopyAt {
            moment: at(day("2024-03-18"), 8, 30),
            bytes: 10,
        },
        copy("2024-03-18", 9),
        copy("2024-03-18", 10),
    ];
    let today = day("2024-03-18");
    assert_eq!(
        kept(&copies, today, 50),
        [true, true, false, true, true, true]
    );
    assert_eq!(
        kept(&copies, today, 40),
        [false, true, false, true, true, true]
    );
    let least: Vec<bool> = kept(&copies, today, 0);
    assert_eq!(least, [false, false, false, true, true, true]);
    assert_eq!(least.iter().filter(|own| **own).count(), ALWAYS);
}

/// What the rule says, written down once more and another way: by the day alone.
fn wanted(made: &BTreeSet<Day>, today: Day) -> BTreeSet<Day> {
    let last_of = |same: &dyn Fn(Day) -> bool, own: Day| {
        // Nothing later of the same span was ever made up to now.
        !made
            .iter()
            .any(|other| *other > own && *other <= today && same(*other))
    };
    made.iter()
        .copied()
        .filter(|own| *own <= today)
        .filter(|own| {
            let age = (today - *own).num_days();
            let week = own.iso_week();
            let month = (own.year(), own.month());
            age <= 30
                || age <= 91 && last_of(&|other| other.iso_week() == week, *own)
                || last_of(&|other| (other.year(), other.month()) == month, *own)
        })
        .collect()
}

#[test]
fn a_year_of_days_keeps_the_right_set_on_every_one_of_them() {
    // The office works from Monday to Friday, makes three copies a day, and is closed over Tết.
    let first = day("2024-01-01");
    let mut there: Vec<CopyAt> = Vec::new();
    let mut made = BTreeSet::new();
    for today in (0..366).map(|count| first + Duration::days(count)) {
        let closed = (day("2024-02-08")..=day("2024-02-14")).contains(&today);
        if today.weekday().number_from_monday() <= 5 && !closed {
            made.insert(today);
            there.extend([8, 11, 16].map(|hour| CopyAt {
                moment: at(today, hour, 0),
                bytes: 1,
            }));
        }
        let keep = kept(&there, today, u64::MAX);
        let mut own = keep.iter();
        there.retain(|_| *own.next().expect("as many"));
        let days: BTreeSet<Day> = there.iter().map(|own| own.moment.date()).collect();
        // A week's last day may have gone for its month's sake, or its month's for its week's: what was once taken away
        // does not come back, so the days that are there are those that are wanted of what was still there.
        assert_eq!(days, wanted(&days, today), "{today}");
        let of_today = there
            .iter()
            .filter(|own| own.moment.date() == today)
            .count();
        assert_eq!(
            of_today,
            if made.contains(&today) { 3 } else { 0 },
            "{today}"
        );
        let others = there.len() - of_today;
        assert_eq!(
            others,
            days.iter().filter(|own| **own != today).count(),
            "{today}: one a day"
        );
    }
    let days: Vec<String> = there
        .iter()
        .map(|own| own.moment.format("%Y-%m-%d %H").to_string())
        .collect();
    // The last of each month up to a quarter ago, of each week up to 30 days ago, of each day since.
    let expected = include_str!("year.txt");
    assert_eq!(days.join("\n") + "\n", expected);
}
