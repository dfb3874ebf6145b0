//! Deadlines in words.

mod length;
mod rhythm;
mod timeliness;
mod wordings;

use proptest::prelude::*;
use so06::domain::calendar::Calendar;
use so06::domain::deadline::{DeadlineKind, DeadlineRules, read_deadline};

use crate::support::day;

const WORDINGS: &str = include_str!("../../fixtures/deadlines.tsv");

fn rules() -> DeadlineRules {
    DeadlineRules::default()
}

#[test]
fn wordings_of_real_documents_are_understood() {
    let mut read = 0;
    for line in WORDINGS
        .lines()
        .skip(1)
        .filter(|line| !line.starts_with('#'))
    {
        let [wording, issued, last] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let deadline = read_deadline(wording, Some(day(issued)), &rules());
        assert_eq!(deadline.text, wording);
        match last {
            "?" => assert!(!deadline.sure, "{wording} is doubtful"),
            "-" => assert_eq!(deadline.last_day, None, "{wording}"),
            last => assert_eq!(deadline.last_day, Some(day(last)), "{wording}"),
        }
        read += 1;
    }
    assert!(read >= 48, "only {read} wordings");
}

#[test]
fn the_stated_day_is_kept() {
    let deadline = read_deadline("trước ngày 15/3/2024", None, &rules());
    assert_eq!(deadline.kind, DeadlineKind::BeforeDay);
    assert_eq!(
        (deadline.last_day, deadline.stated_day),
        (Some(day("2024-03-14")), Some(day("2024-03-15")))
    );
    let counted = DeadlineRules {
        stated_day_counts: true,
        ..rules()
    };
    assert_eq!(
        read_deadline("trước ngày 15/3/2024", None, &counted).last_day,
        Some(day("2024-03-15"))
    );
    let hour = read_deadline("trước 17h00 ngày 25/8/2023", None, &rules());
    assert_eq!(
        (hour.last_day, hour.last_time.as_deref()),
        (Some(day("2023-08-25")), Some("17:00"))
    );
}

#[test]
fn the_other_judged_wordings() {
    let last = |text| read_deadline(text, None, &rules()).last_day;
    assert_eq!(
        last("chậm nhất trong tháng 9/2024"),
        Some(day("2024-09-30"))
    );
    assert_eq!(last("trong năm 2025"), Some(day("2025-12-31")));
}

#[test]
fn lengths_count_working_days_and_skip_holidays() {
    let calendar = Calendar::new([(day("2024-04-18"), false)]);
    let rules = DeadlineRules {
        calendar,
        ..rules()
    };
    let last = |text| read_deadline(text, Some(day("2024-04-01")), &rules).last_day;
    // 18/04 is made a holiday here (Giỗ Tổ Hùng Vương), 17/04 is a Wednesday.
    assert_eq!(
        last("17 ngày kể từ ngày 01/4/2024"),
        Some(day("2024-04-19"))
    );
    assert_eq!(
        last("05 ngày làm việc kể từ ngày 01/4/2024"),
        Some(day("2024-04-08"))
    );
    let waiting = read_deadline("20 ngày sau khi Tỉnh ủy ban hành", None, &rules);
    assert_eq!(
        (waiting.kind, waiting.last_day),
        (DeadlineKind::AfterEvent, None)
    );
    assert_eq!(waiting.event.as_deref(), Some("Tỉnh ủy ban hành"));
}

#[test]
fn a_year_left_out_comes_from_the_document() {
    let read = |issued: &str| read_deadline("trước ngày 10/4", Some(day(issued)), &rules());
    assert_eq!(
        (read("2024-03-13").last_day, read("2024-03-13").sure),
        (Some(day("2024-04-09")), true)
    );
    let passed = read("2024-11-20");
    assert_eq!(
        (passed.last_day, passed.sure),
        (Some(day("2025-04-09")), false)
    );
    assert_eq!(
        read_deadline("trước ngày 10/4", None, &rules()).kind,
        DeadlineKind::Unclear
    );
}

#[test]
fn what_is_no_day_is_not_made_one() {
    for wording in [
        "trước ngày 31/2/2024",
        "ngày 45/13/2024",
        "trong tháng 13/2024",
        "?",
        "10^30",
    ] {
        let read = read_deadline(wording, Some(day("2024-01-10")), &rules());
        assert_eq!(
            (read.last_day, read.sure),
            (None, false),
            "{wording}: {read:?}"
        );
    }
    assert_eq!(read_deadline("  ", None, &rules()).kind, DeadlineKind::None);
}

proptest! {
    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,60}") {
        let read = read_deadline(&text, Some(day("2024-01-10")), &rules());
        prop_assert!(read.last_day.is_none() || read.kind != DeadlineKind::Unclear);
    }

    #[test]
    fn a_changed_wording_is_read_without_a_panic(row in 0_usize..48, at in 0_usize..60, put in "[0-9/ .\\-a-zđ]{0,4}") {
        let line = WORDINGS.lines().skip(2).nth(row).unwrap_or_default();
        let mut letters: Vec<char> = line.split('\t').next().unwrap_or_default().chars().collect();
        let at = at.min(letters.len());
        letters.splice(at..at, put.chars());
        let text: String = letters.into_iter().collect();
        let read = read_deadline(&text, Some(day("2024-01-10")), &rules());
        prop_assert_eq!(DeadlineKind::of_token(read.kind.token()), Some(read.kind));
        if let (Some(first), Some(last), true) = (read.first_day, read.last_day, read.sure) {
            prop_assert!(first <= last);
        }
    }
}
