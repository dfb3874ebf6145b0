//! Rhythms: tokens, words, occurrences.

use chrono::{Datelike, NaiveTime, Weekday};
use proptest::prelude::*;
use so06::api::{Language, rhythm_words};
use so06::domain::calendar::Calendar;
use so06::domain::deadline::{
    DeadlineKind, DeadlineRules, Every, Length, LengthUnit, MOST_OCCURRENCES, Rhythm, Spot,
    read_deadline,
};
use so06::domain::period::Period;

use crate::support::day;

fn rules() -> DeadlineRules {
    DeadlineRules::default()
}

fn rhythm(token: &str) -> Rhythm {
    Rhythm::parse(token).expect(token)
}

#[test]
fn tokens_and_words() {
    for (token, words) in [
        ("day", "hằng ngày"),
        ("day@17:00", "hằng ngày, 17:00"),
        ("week", "hằng tuần"),
        ("week:thu@16:00", "hằng tuần, thứ Năm, 16:00"),
        ("week:<fri", "hằng tuần, trước thứ Sáu"),
        ("month:15", "hằng tháng, ngày 15"),
        ("month:<20", "hằng tháng, trước ngày 20"),
        ("month:next-5", "hằng tháng, ngày 5 tháng sau"),
        ("quarter:last-month-15", "hằng quý, ngày 15 tháng cuối quý"),
        (
            "quarter:<next-month-10",
            "hằng quý, trước ngày 10 tháng đầu quý sau",
        ),
        (
            "quarter:+5wd",
            "hằng quý, 5 ngày làm việc sau khi kết thúc quý",
        ),
        (
            "half:last-month-15",
            "6 tháng một lần, ngày 15 tháng 6 và tháng 12",
        ),
        (
            "half:month-3-10",
            "6 tháng một lần, ngày 10 tháng 3 và tháng 9",
        ),
        ("year:<03-15", "hằng năm, trước ngày 15/03"),
        ("year:next-01-15", "hằng năm, ngày 15/01 năm sau"),
    ] {
        assert_eq!(rhythm(token).to_string(), token);
        assert_eq!(rhythm(token).words(), words, "{token}");
    }
    for bad in [
        "",
        "weekly",
        "week:15",
        "month:thu",
        "month:0",
        "month:32",
        "month:15@25:00",
        "quarter:15",
        "year:25-01",
        "quarter:next-month-40",
        "day:+3d",
        "week:+0d",
        "month:+5x",
        "month:<",
        "month:",
        "day:<",
        "week:<thu@16:00",
        "quarter:month-9-1",
        "month:015",
    ] {
        assert_eq!(Rhythm::parse(bad), None, "{bad}");
    }
}

#[test]
fn occurrences_have_the_keys_of_periods() {
    let of = |token: &str, from: &str, to: &str| -> Vec<(String, String)> {
        rhythm(token)
            .occurrences(day(from), day(to), &rules())
            .into_iter()
            .map(|found| (found.period, found.last_day.to_string()))
            .collect()
    };
    let pairs = |list: &[(&str, &str)]| -> Vec<(String, String)> {
        list.iter()
            .map(|(key, last)| ((*key).to_owned(), (*last).to_owned()))
            .collect()
    };
    assert_eq!(
        of("week:thu@16:00", "2024-03-01", "2024-03-20"),
        pairs(&[("2024-W10", "2024-03-07"), ("2024-W11", "2024-03-14")])
    );
    assert_eq!(
        of("month:<20", "2024-01-19", "2024-02-19"),
        pairs(&[("2024-01", "2024-01-19"), ("2024-02", "2024-02-19")])
    );
    // December is due in January, and is found from January on.
    assert_eq!(
        of("month:next-5", "2024-01-01", "2024-02-29"),
        pairs(&[("2023-12", "2024-01-05"), ("2024-01", "2024-02-05")])
    );
    assert_eq!(
        of("month:31", "2024-02-01", "2024-04-30"),
        pairs(&[
            ("2024-02", "2024-02-29"),
            ("2024-03", "2024-03-31"),
            ("2024-04", "2024-04-30")
        ])
    );
    assert_eq!(
        of("quarter:last-month-15", "2024-01-01", "2024-12-31"),
        pairs(&[
            ("2024-01-01..2024-03-31", "2024-03-15"),
            ("2024-04-01..2024-06-30", "2024-06-15"),
            ("2024-07-01..2024-09-30", "2024-09-15"),
            ("2024-10-01..2024-12-31", "2024-12-15"),
        ])
    );
    // 30/06/2024 is a Sunday: five working days later it is Friday.
    assert_eq!(
        of("quarter:+5wd", "2024-06-01", "2024-08-01"),
        pairs(&[("2024-04-01..2024-06-30", "2024-07-05")])
    );
    assert_eq!(
        of("half", "2024-01-01", "2024-12-31"),
        pairs(&[
            ("2024-01-01..2024-06-30", "2024-06-30"),
            ("2024-07-01..2024-12-31", "2024-12-31")
        ])
    );
    assert_eq!(
        of("year:next-01-15", "2024-01-01", "2024-12-31"),
        pairs(&[("2023-01-01..2023-12-31", "2024-01-15")])
    );
    assert_eq!(of("day@17:00", "2024-02-28", "2024-03-01").len(), 3);
}

#[test]
fn the_stated_day_counts_where_the_book_says_so() {
    let counted = DeadlineRules {
        stated_day_counts: true,
        ..rules()
    };
    let last = |rules: &DeadlineRules| {
        let found = rhythm("month:<20").occurrences(day("2024-03-01"), day("2024-03-31"), rules);
        (found[0].last_day, found[0].stated_day)
    };
    assert_eq!(last(&rules()), (day("2024-03-19"), Some(day("2024-03-20"))));
    assert_eq!(last(&counted), (day("2024-03-20"), Some(day("2024-03-20"))));
}

#[test]
fn occurrences_are_limited() {
    let found = rhythm("day").occurrences(day("1990-01-01"), day("2190-01-01"), &rules());
    assert_eq!(found.len(), MOST_OCCURRENCES);
    let far = rhythm("year:+9999d").occurrences(day("2024-01-01"), day("2024-12-31"), &rules());
    assert_eq!(far.len(), 1);
    assert!(
        rhythm("week")
            .occurrences(day("2024-03-02"), day("2024-03-01"), &rules())
            .is_empty()
    );
}

pub(super) fn any_rhythm() -> impl Strategy<Value = Rhythm> {
    let every = prop::sample::select(Every::ALL.to_vec());
    let unit = prop::sample::select(LengthUnit::ALL.to_vec());
    let spot = prop_oneof![
        Just(Spot::End),
        (0_u8..7).prop_map(|n| Spot::Weekday(Weekday::try_from(n).expect("a weekday"))),
        (1_u32..=24, 1_u32..=31).prop_map(|(month, day)| Spot::Day { month, day }),
        (1_u32..200, unit).prop_map(|(count, unit)| Spot::After(Length { count, unit })),
    ];
    let time = proptest::option::of((0_u32..24, 0_u32..60))
        .prop_map(|time| time.and_then(|(hour, minute)| NaiveTime::from_hms_opt(hour, minute, 0)));
    (every, spot, any::<bool>(), time).prop_filter_map(
        "the period has no such day",
        |(every, spot, before, time)| {
            Rhythm::new(every, spot).map(|rhythm| rhythm.before(before).at(time))
        },
    )
}

proptest! {
    #[test]
    fn a_rhythm_is_kept_by_its_token(rhythm in any_rhythm()) {
        prop_assert_eq!(Rhythm::parse(&rhythm.to_string()), Some(rhythm));
        let json = serde_json::to_string(&rhythm).expect("a token");
        prop_assert_eq!(&json, &format!("\"{rhythm}\""));
        prop_assert_eq!(serde_json::from_str::<Rhythm>(&json).expect("a rhythm"), rhythm);
    }

    #[test]
    fn the_window_says_it_in_vietnamese_as_the_papers_do_and_in_english_whole(rhythm in any_rhythm()) {
        prop_assert_eq!(rhythm_words(rhythm, Language::Vietnamese), rhythm.words());
        let english = rhythm_words(rhythm, Language::English);
        prop_assert!(english.starts_with("every ") && !english.contains(['{', '_']), "{}", english);
    }

    #[test]
    fn its_words_are_read_back(rhythm in any_rhythm()) {
        let half = matches!(rhythm.spot(), Spot::Day { .. }) && rhythm.every() == Every::Half;
        let read = read_deadline(&rhythm.words(), Some(day("2024-01-10")), &rules());
        prop_assert_eq!(read.kind, DeadlineKind::Recurring);
        // Two days a year are read, and doubted.
        prop_assert!(half || (read.rhythm == Some(rhythm) && read.sure), "{} read {:?}", rhythm.words(), read);
    }

    #[test]
    fn any_token_is_read_without_a_panic(token in "[a-z]{3,7}(:<?\\+?[a-z0-9-]{0,14})?(@[0-9:]{0,5})?") {
        if let Some(rhythm) = Rhythm::parse(&token) {
            prop_assert_eq!(rhythm.to_string(), token);
        }
    }

    #[test]
    fn occurrences_stand_in_order_and_in_reach(
        rhythm in any_rhythm(), from in 0_i64..1_500, length in 0_i64..900, holidays in prop::collection::vec(0_i64..2_500, 0..20),
    ) {
        let start = day("2023-01-01");
        let (from, to) = (start + chrono::Duration::days(from), start + chrono::Duration::days(from + length));
        let calendar = Calendar::new(holidays.into_iter().map(|offset| (start + chrono::Duration::days(offset), false)));
        let rules = DeadlineRules { calendar, ..DeadlineRules::default() };
        let found = rhythm.occurrences(from, to, &rules);
        for one in &found {
            prop_assert!((from..=to).contains(&one.last_day));
            prop_assert!(one.first_day <= one.last_day);
            let period = Period::parse(&one.period).expect("a key");
            prop_assert_eq!(period.key(), one.period.clone());
            prop_assert!(period.days().0 >= one.first_day);
        }
        for pair in found.windows(2) {
            prop_assert!(pair[0].last_day <= pair[1].last_day);
            prop_assert_ne!(&pair[0].period, &pair[1].period);
        }
        // None is missed: what two halves of the stretch give is what the whole gives.
        let middle = from + chrono::Duration::days(length / 2);
        let mut halves = rhythm.occurrences(from, middle, &rules);
        if middle < to {
            halves.extend(rhythm.occurrences(middle + chrono::Duration::days(1), to, &rules));
        }
        prop_assert_eq!(halves, found);
    }

    #[test]
    fn a_weekday_is_that_weekday(n in 0_u8..7) {
        let weekday = Weekday::try_from(n).expect("a weekday");
        let rhythm = Rhythm::new(Every::Week, Spot::Weekday(weekday)).expect("a week has it");
        for one in rhythm.occurrences(day("2024-01-01"), day("2024-12-31"), &DeadlineRules::default()) {
            prop_assert_eq!(one.last_day.weekday(), weekday);
        }
    }
}
