//! Lengths and the day of their event.

use proptest::prelude::*;
use so06::domain::calendar::Calendar;
use so06::domain::deadline::{DeadlineKind, DeadlineRules, Length, LengthUnit, read_deadline};

use crate::support::day;

fn length(token: &str) -> Length {
    Length::parse(token).expect(token)
}

#[test]
fn tokens_of_lengths() {
    for (token, words) in [
        ("20d", "20 ngày"),
        ("10wd", "10 ngày làm việc"),
        ("2w", "2 tuần"),
        ("3m", "3 tháng"),
    ] {
        assert_eq!(length(token).to_string(), token);
        assert_eq!(length(token).words(), words);
    }
    for bad in [
        "",
        "d",
        "0d",
        "10",
        "10x",
        "-3d",
        "3 d",
        "03d",
        "10000d",
        "99999999999d",
        "3D",
    ] {
        assert_eq!(Length::parse(bad), None, "{bad}");
    }
}

#[test]
fn a_length_begins_the_day_after_and_ends_on_a_working_day() {
    // 18/04/2024, Giỗ Tổ Hùng Vương, is a Thursday.
    let calendar = Calendar::new([(day("2024-04-18"), false)]);
    for (token, event, last) in [
        ("17d", "2024-04-01", "2024-04-19"),
        ("5wd", "2024-04-12", "2024-04-22"),
        ("1d", "2024-04-12", "2024-04-15"),
        ("2w", "2024-04-04", "2024-04-19"),
        ("1m", "2024-01-31", "2024-02-29"),
        ("12m", "2024-02-29", "2025-02-28"),
    ] {
        assert_eq!(
            length(token).after(day(event), &calendar),
            day(last),
            "{token} after {event}"
        );
    }
    for (token, until, last) in [
        ("3wd", "2024-04-19", "2024-04-15"),
        ("5d", "2024-04-19", "2024-04-12"),
        ("1d", "2024-04-19", "2024-04-17"),
        ("1m", "2024-03-31", "2024-02-29"),
    ] {
        assert_eq!(
            length(token).before(day(until), &calendar),
            day(last),
            "{token} before {until}"
        );
    }
}

#[test]
fn the_day_of_the_event_is_entered_later() {
    let rules = DeadlineRules::default();
    let waiting = read_deadline(
        "20 ngày sau khi Tỉnh ủy ban hành",
        Some(day("2026-07-20")),
        &rules,
    );
    assert!(waiting.waits_for_event());
    assert_eq!(waiting.length, Length::parse("20d"));
    let known = waiting.with_event_day(day("2026-08-03"), &rules);
    // The 23rd is a Sunday.
    assert_eq!(
        (known.kind, known.last_day),
        (DeadlineKind::AfterEvent, Some(day("2026-08-24")))
    );
    assert_eq!(known.text, waiting.text);
    let open = read_deadline("Sau khi có hướng dẫn", None, &rules)
        .with_event_day(day("2026-08-03"), &rules);
    assert_eq!(
        (open.first_day, open.last_day),
        (Some(day("2026-08-03")), None)
    );
    let before = read_deadline("trước kỳ họp 10 ngày", None, &rules);
    assert_eq!(
        (before.kind, before.length),
        (DeadlineKind::BeforeDay, Length::parse("10d"))
    );
    assert_eq!(
        before.with_event_day(day("2026-07-15"), &rules).last_day,
        Some(day("2026-07-03")),
        "the 5th is a Sunday"
    );
    let eve = read_deadline("trước kỳ họp", None, &rules).with_event_day(day("2026-07-15"), &rules);
    assert_eq!(eve.last_day, Some(day("2026-07-14")));
    // A day that the wording names is not moved by an event.
    let fixed = read_deadline("trước ngày 15/3/2024", None, &rules);
    assert!(!fixed.waits_for_event());
    assert_eq!(fixed.with_event_day(day("2024-05-01"), &rules), fixed);
}

proptest! {
    #[test]
    fn lengths_are_kept_and_end_on_working_days(
        count in 1_u32..=9_999, unit in prop::sample::select(LengthUnit::ALL.to_vec()), offset in 0_i64..3_000,
        holidays in prop::collection::vec(0_i64..3_500, 0..30),
    ) {
        let length = Length { count, unit };
        prop_assert_eq!(Length::parse(&length.to_string()), Some(length));
        let start = day("2020-01-01");
        let calendar = Calendar::new(holidays.into_iter().map(|n| (start + chrono::Duration::days(n), false)));
        let event = start + chrono::Duration::days(offset);
        let (after, before) = (length.after(event, &calendar), length.before(event, &calendar));
        prop_assert!(before < event && event < after);
        prop_assert!(calendar.is_working(after) && calendar.is_working(before));
        if unit == LengthUnit::WorkingDay {
            prop_assert_eq!(calendar.working_days_between(event, after), count);
        }
    }
}
