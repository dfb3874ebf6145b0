//! Wordings of deadlines, with and without the day of their document.

use so06::domain::deadline::{DeadlineRules, read_deadline};
use so06::domain::{Day, is_far_day};

/// Any text as a deadline: it always says something, its days are in order and of this field.
pub fn deadline(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let last_year = Day::from_ymd_opt(2199, 1, 1).expect("a day");
    for issued in [
        None,
        Day::from_ymd_opt(2024, 2, 29),
        Day::from_ymd_opt(2199, 12, 31),
    ] {
        for stated_day_counts in [false, true] {
            let rules = DeadlineRules {
                stated_day_counts,
                ..DeadlineRules::default()
            };
            let own = read_deadline(&text, issued, &rules);
            if let (Some(first), Some(last)) = (own.first_day, own.last_day) {
                assert!(first <= last || !own.sure, "{text:?}: {first} > {last}");
            }
            let far = |day: Day| is_far_day(&day.to_string());
            // A document of the last year of all gives days of the next one.
            let near = issued.is_none_or(|day| day < last_year);
            for day in [own.first_day, own.last_day, own.stated_day] {
                assert!(!near || !day.is_some_and(far), "{text:?}: {day:?}");
            }
        }
    }
}
