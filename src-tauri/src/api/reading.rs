//! What was understood of a wording, in the language of who reads it: "hằng tháng, ngày 15", "by Thursday 21/03/2024".

use chrono::{Datelike, Timelike, Weekday};

use super::words::{Language, piece};
use crate::domain::Day;
use crate::domain::deadline::{Deadline, Every, Length, Rhythm, Spot};
use crate::domain::instant::show_day;
use crate::engine::meetings::WordingReading;

/// What a wording was understood to say.
#[derive(Debug, Clone, Copy)]
struct Read<'a> {
    first_day: Option<Day>,
    last_day: Option<Day>,
    last_time: Option<&'a str>,
    event: Option<&'a str>,
    length: Option<Length>,
    rhythm: Option<Rhythm>,
}

/// What a deadline says, beside its wording.
pub(super) fn deadline_words(read: &Deadline, language: Language) -> String {
    words(
        Read {
            first_day: read.first_day,
            last_day: read.last_day,
            last_time: read.last_time.as_deref(),
            event: read.event.as_deref(),
            length: read.length,
            rhythm: read.rhythm,
        },
        language,
    )
}

/// What a wording typed at a meeting says.
pub fn reading_words(read: &WordingReading, language: Language) -> String {
    words(
        Read {
            first_day: read.first_day,
            last_day: read.last_day,
            last_time: read.last_time.as_deref(),
            event: read.event.as_deref(),
            length: Length::parse(&read.length),
            rhythm: Rhythm::parse(&read.rhythm),
        },
        language,
    )
}

fn words(read: Read<'_>, language: Language) -> String {
    let say = |key: &str, params: &[(&str, String)]| piece(key, params, language);
    let mut parts: Vec<String> = Vec::new();
    if let Some(rhythm) = read.rhythm {
        parts.push(rhythm_words(rhythm, language));
    }
    if let Some(first) = read.first_day {
        parts.push(say("from", &[("day", show_day(first))]));
    }
    if let Some(last) = read.last_day {
        let hour = read
            .last_time
            .map_or_else(String::new, |time| format!("{time} "));
        let weekday = weekday(last.weekday(), language);
        let day = format!("{hour}{weekday} {}", show_day(last));
        parts.push(say("until", &[("day", day)]));
    } else if let Some(length) = read.length {
        parts.push(say("after", &[("length", length_words(length, language))]));
    } else if let Some(event) = read.event.filter(|_| read.rhythm.is_none()) {
        parts.push(say("waits", &[("event", event.to_owned())]));
    }
    if parts.is_empty() {
        say("none", &[])
    } else {
        parts.join(", ")
    }
}

fn weekday(weekday: Weekday, language: Language) -> String {
    piece(
        &format!("weekday.{}", weekday.number_from_monday()),
        &[],
        language,
    )
}

fn length_words(length: Length, language: Language) -> String {
    let token = length.to_string();
    let unit = token.trim_start_matches(|c: char| c.is_ascii_digit());
    let count = ("count", length.count.to_string());
    piece(&format!("length.{unit}"), &[count], language)
}

/// How something recurs, in the language of who reads it; in Vietnamese as [`Rhythm::words`] says it.
pub fn rhythm_words(rhythm: Rhythm, language: Language) -> String {
    let say = |key: &str, params: &[(&str, String)]| piece(key, params, language);
    let every = match rhythm.every() {
        Every::Day => "day",
        Every::Week => "week",
        Every::Month => "month",
        Every::Quarter => "quarter",
        Every::Half => "half",
        Every::Year => "year",
    };
    let mut out = say(&format!("every.{every}"), &[]);
    let spot = match rhythm.spot() {
        Spot::End => None,
        Spot::Weekday(own) => Some(weekday(own, language)),
        Spot::Day { month, day } => Some(day_words(rhythm.every(), month, day, language)),
        Spot::After(length) => {
            let length = ("length", length_words(length, language));
            Some(say(&format!("end.{every}"), &[length]))
        }
    };
    if let Some(spot) = spot {
        let said = if rhythm.is_before() {
            say("before", &[("what", spot)])
        } else {
            spot
        };
        out = format!("{out}, {said}");
    }
    match rhythm.time() {
        Some(time) => format!("{out}, {:02}:{:02}", time.hour(), time.minute()),
        None => out,
    }
}

fn day_words(every: Every, month: u32, day: u32, language: Language) -> String {
    let next = month > every.months();
    let padded = |number: u32| format!("{number:02}");
    let (key, day, month, second) = match every {
        Every::Year if next => ("day.year_next", padded(day), padded(month - 12), None),
        Every::Year => ("day.year", padded(day), padded(month), None),
        Every::Half if month + 6 > 12 => {
            ("day.half_next", day.to_string(), month.to_string(), None)
        }
        Every::Half => {
            let second = Some((month + 6).to_string());
            ("day.half", day.to_string(), month.to_string(), second)
        }
        Every::Quarter if next => ("day.quarter_next", day.to_string(), String::new(), None),
        Every::Quarter => {
            let key = ["day.quarter_1", "day.quarter_2", "day.quarter_3"];
            (
                key[(month.max(1) - 1) as usize % 3],
                day.to_string(),
                String::new(),
                None,
            )
        }
        Every::Month if next => ("day.month_next", day.to_string(), String::new(), None),
        Every::Month | Every::Week | Every::Day => {
            ("day.month", day.to_string(), String::new(), None)
        }
    };
    let params = [
        ("day", day),
        ("month", month),
        ("second", second.unwrap_or_default()),
    ];
    piece(key, &params, language)
}
