//! Classes for any clock, the hour on the last day, warnings.

use chrono::{Duration, NaiveTime};
use proptest::prelude::*;
use so06::domain::calendar::Calendar;
use so06::domain::instant::{Day, Instant};
use so06::domain::timeliness::{
    SOON_DAYS, Standing, Timeliness, Warning, WorkState, classify, warning,
};

use crate::support::day;

fn hour(text: &str) -> Option<NaiveTime> {
    so06::domain::deadline::parse_hour(text)
}

fn moment(text: &str) -> Instant {
    Instant::parse(text).expect(text)
}

#[test]
fn after_its_hour_it_is_overdue() {
    let standing = Standing {
        last_day: Some(day("2024-03-15")),
        last_time: hour("17:00"),
        ..Standing::default()
    };
    for (now, class) in [
        ("2024-03-15", Timeliness::Overdue),
        ("2024-03-15T17:00", Timeliness::DueSoon),
        ("2024-03-15T17:01", Timeliness::Overdue),
        ("2024-03-14T23:59", Timeliness::DueSoon),
        ("2024-03-16", Timeliness::Overdue),
        ("2024-03-07T23:00", Timeliness::InTime),
    ] {
        assert_eq!(classify(standing, moment(now)), class, "{now}");
    }
    let done = Standing {
        completed: Some(day("2024-03-15")),
        ..standing
    };
    // A claim names a day only: what was done on the day itself is no reproach.
    assert_eq!(
        classify(done, moment("2024-03-15T18:00")),
        Timeliness::DoneOnTime
    );
    let whole_day = Standing {
        last_time: None,
        ..standing
    };
    assert_eq!(
        classify(whole_day, moment("2024-03-15T23:59")),
        Timeliness::DueSoon
    );
}

#[test]
fn warnings_come_7_3_and_1_days_before_on_working_days() {
    // Giỗ Tổ Hùng Vương, Thursday 18/04/2024.
    let calendar = Calendar::new([(day("2024-04-18"), false)]);
    let all = |last: &str| -> Vec<(String, Warning)> {
        day("2024-04-01")
            .iter_days()
            .take(60)
            .filter_map(|today| Some((today.to_string(), warning(day(last), today, &calendar)?)))
            .collect()
    };
    let expect = |list: &[(&str, Warning)]| -> Vec<(String, Warning)> {
        list.iter()
            .map(|(day, warning)| ((*day).to_owned(), *warning))
            .collect()
    };
    assert_eq!(
        all("2024-04-26"),
        expect(&[
            ("2024-04-19", Warning::SevenDays),
            ("2024-04-23", Warning::ThreeDays),
            ("2024-04-25", Warning::OneDay),
            ("2024-04-26", Warning::DueToday),
        ])
    );
    // 7 days before is the holiday.
    assert_eq!(
        all("2024-04-25")[0],
        ("2024-04-17".to_owned(), Warning::SevenDays)
    );
    // Due on a Monday: 1 and 3 days before fall on one Friday, which gives the nearer.
    assert_eq!(
        all("2024-04-29"),
        expect(&[
            ("2024-04-22", Warning::SevenDays),
            ("2024-04-26", Warning::OneDay),
            ("2024-04-29", Warning::DueToday),
        ])
    );
}

fn any_day() -> impl Strategy<Value = Day> {
    (0_i64..500).prop_map(|offset| day("2024-01-01") + Duration::days(offset))
}

fn any_time() -> impl Strategy<Value = Option<NaiveTime>> {
    proptest::option::of((0_u32..24, 0_u32..60))
        .prop_map(|time| time.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0)))
}

fn any_standing() -> impl Strategy<Value = Standing> {
    (
        prop_oneof![
            Just(WorkState::Open),
            Just(WorkState::Paused),
            Just(WorkState::Cancelled)
        ],
        proptest::option::of(any_day()),
        proptest::option::of(any_day()),
        proptest::option::of(any_day()),
        proptest::option::of(any_day()),
        any_time(),
    )
        .prop_map(
            |(work, completed, first_day, last_day, stated_day, last_time)| Standing {
                work,
                completed,
                first_day,
                last_day,
                stated_day,
                last_time,
            },
        )
}

/// What each class means, said apart from the rule that derives it.
fn fits(class: Timeliness, standing: &Standing, now: Instant) -> bool {
    let open = standing.work == WorkState::Open;
    let done = open && standing.completed.is_some_and(|day| day <= now.day);
    let late = standing.last_day.is_some_and(|last| {
        let excused = standing.stated_day.unwrap_or(last).max(last);
        standing.completed.is_some_and(|day| day > excused)
    });
    let over = standing.last_day.is_some_and(|last| {
        now.day > last
            || (now.day == last
                && standing
                    .last_time
                    .is_some_and(|due| now.time.is_none_or(|time| time > due)))
    });
    let waiting = open && !done && !over;
    let started = standing.first_day.is_none_or(|first| first <= now.day);
    let near = standing
        .last_day
        .is_some_and(|last| (last - now.day).num_days() <= SOON_DAYS as i64);
    match class {
        Timeliness::Cancelled => standing.work == WorkState::Cancelled,
        Timeliness::Paused => standing.work == WorkState::Paused,
        Timeliness::DoneNoDeadline => done && standing.last_day.is_none(),
        Timeliness::DoneLate => done && standing.last_day.is_some() && late,
        Timeliness::DoneOnTime => done && standing.last_day.is_some() && !late,
        Timeliness::Overdue => open && !done && over,
        Timeliness::NotStarted => waiting && !started,
        Timeliness::DueSoon => waiting && started && near,
        Timeliness::InTime => waiting && started && standing.last_day.is_some() && !near,
        Timeliness::NoDeadline => waiting && started && standing.last_day.is_none(),
    }
}

proptest! {
    #[test]
    fn exactly_one_class_fits(standing in any_standing(), today in any_day(), time in any_time()) {
        let now = Instant { day: today, time };
        let fitting: Vec<Timeliness> = Timeliness::ALL.into_iter().filter(|class| fits(*class, &standing, now)).collect();
        prop_assert_eq!(fitting, vec![classify(standing, now)]);
        // A bare day is its end: what was seen in its last moment is seen of it ever after.
        let last_moment = Instant { day: today, time: NaiveTime::from_hms_opt(23, 59, 59) };
        prop_assert_eq!(classify(standing, today), classify(standing, last_moment));
        // Within a day nothing that is late becomes less so.
        if classify(standing, now) == Timeliness::Overdue {
            prop_assert_eq!(classify(standing, today), Timeliness::Overdue);
        }
    }

    #[test]
    fn classes_add_up(standings in prop::collection::vec(any_standing(), 0..40), today in any_day(), time in any_time()) {
        let now = Instant { day: today, time };
        let total: usize = Timeliness::ALL.into_iter()
            .map(|class| standings.iter().filter(|standing| classify(**standing, now) == class).count())
            .sum();
        prop_assert_eq!(total, standings.len());
    }

    #[test]
    fn every_deadline_is_warned_of_before_it_passes(last in any_day(), holidays in prop::collection::vec(0_i64..500, 0..30)) {
        let start = day("2024-01-01");
        let calendar = Calendar::new(holidays.into_iter().map(|n| (start + Duration::days(n), false)));
        let days: Vec<(Day, Warning)> = (last - Duration::days(60)).iter_days().take(90)
            .filter_map(|today| Some((today, warning(last, today, &calendar)?)))
            .collect();
        prop_assert!(days.iter().all(|(today, warning)| (last - *today).num_days() >= warning.days() as i64));
        prop_assert!(days.iter().all(|(today, warning)| *warning == Warning::DueToday || calendar.is_working(*today)));
        prop_assert_eq!(days.last().map(|(today, warning)| (*today, *warning)), Some((last, Warning::DueToday)));
        prop_assert!(days.iter().any(|(_, warning)| *warning == Warning::OneDay));
    }
}
