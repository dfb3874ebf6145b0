//! The time that a file says it speaks of: "tính đến 17h00 ngày 14/3/2024", "tháng 3 năm 2024", "quý I/2024".

use chrono::NaiveTime;

use crate::domain::text::fold;
use crate::domain::{Day, Instant, Period};
use crate::engine::counts::Stated;

/// A time found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FoundTime {
    /// tính đến
    AsOf(Instant),
    /// trong kỳ
    Period(Period),
}

impl FoundTime {
    /// First and last day that it may speak of.
    pub fn days(self) -> (Day, Day) {
        match self {
            Self::AsOf(instant) => (instant.day, instant.day),
            Self::Period(period) => period.days(),
        }
    }
}

/// How well a time that was found fits the one that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Another time.
    Apart,
    /// A part of it, or more than it.
    Partly,
    /// None is told.
    Untold,
    /// Just that time.
    Just,
}

impl FoundTime {
    /// How well it fits. "Tháng 3" is the report month for one who asks for that, and the calendar's for others.
    pub fn fit(self, asked: Stated) -> Fit {
        let between = |(from, to): (Day, Day), (first, last): (Day, Day)| match () {
            () if (from, to) == (first, last) => Fit::Just,
            () if from > last || to < first => Fit::Apart,
            () => Fit::Partly,
        };
        match (self, asked) {
            (Self::AsOf(own), Stated::AsOf(other)) => {
                between((own.day, own.day), (other.day, other.day))
            }
            (Self::AsOf(own), Stated::Period(period, _)) => {
                match between((own.day, own.day), period.days()) {
                    Fit::Partly if own.day == period.last_day() => Fit::Just,
                    other => other,
                }
            }
            (Self::Period(own), Stated::AsOf(other)) => {
                let day = (other.day, other.day);
                let ends = own.last_day() == other.day || by_calendar(own).1 == other.day;
                match between(own.days(), day).max(between(by_calendar(own), day)) {
                    Fit::Partly if ends => Fit::Just,
                    found => found,
                }
            }
            (Self::Period(own), Stated::Period(period, _)) => match (own, period) {
                (
                    Period::Week { year, week, .. },
                    Period::Week {
                        year: y, week: w, ..
                    },
                ) if (year, week) == (y, w) => Fit::Just,
                (_, Period::CalendarMonth(..) | Period::Span(..) | Period::Week { .. }) => {
                    between(by_calendar(own), period.days())
                }
                _ => between(own.days(), period.days()),
            },
        }
    }
}

/// The days of a report period by the calendar: of "tháng 3" 01/03–31/03.
fn by_calendar(period: Period) -> (Day, Day) {
    let months = |year: i32, from: u32, to: u32| {
        let first = Day::from_ymd_opt(year, from, 1)?;
        let last = Day::from_ymd_opt(year, to, 1)?
            .checked_add_months(chrono::Months::new(1))?
            .pred_opt()?;
        Some((first, last))
    };
    let days = match period {
        Period::ReportMonth(year, month) => months(year, month, month),
        Period::ReportQuarter(year, quarter) => months(year, quarter * 3 - 2, quarter * 3),
        Period::FirstHalf(year) => months(year, 1, 6),
        Period::SecondHalf(year) => months(year, 7, 12),
        Period::NineMonths(year) => months(year, 1, 9),
        Period::ReportYear(year) => months(year, 1, 12),
        _ => None,
    };
    days.unwrap_or_else(|| period.days())
}

/// Words and numbers of a text, without marks; `/`, `-` and `.` stay where they join numbers.
fn tokens(text: &str) -> Vec<String> {
    let plain = fold(text);
    let mut out = Vec::new();
    let mut own = String::new();
    let chars: Vec<char> = plain.chars().collect();
    for (at, c) in chars.iter().enumerate() {
        let digit = |index: Option<usize>| {
            index
                .and_then(|index| chars.get(index))
                .is_some_and(char::is_ascii_digit)
        };
        let joins =
            matches!(c, '/' | '-' | '.' | ':') && digit(at.checked_sub(1)) && digit(Some(at + 1));
        let roman =
            *c == '/' && own.chars().all(|c| matches!(c, 'i' | 'v' | 'x')) && !own.is_empty();
        if c.is_alphanumeric() || joins || roman {
            own.push(*c);
        } else if !own.is_empty() {
            out.push(std::mem::take(&mut own));
        }
    }
    if !own.is_empty() {
        out.push(own);
    }
    out
}

fn numbers(token: &str) -> Vec<u32> {
    token
        .split(['/', '-', '.'])
        .map_while(|part| part.parse().ok())
        .collect()
}

fn year_of(number: u32) -> Option<i32> {
    let year = if number < 100 { number + 2_000 } else { number };
    (1_990..2_200).contains(&year).then_some(year as i32)
}

/// A day at the beginning of tokens: `14/3/2024`, `14-3`, `14 tháng 3 năm 2024`; how many tokens it takes.
fn day_at(tokens: &[String], year: Option<i32>) -> Option<(Day, usize)> {
    let first = numbers(tokens.first()?);
    let (day, month, own, taken) = match first.as_slice() {
        [day, month, own] => (*day, *month, year_of(*own), 1),
        [day, month] => (*day, *month, None, 1),
        [day] if tokens.get(1).is_some_and(|word| word == "thang") => {
            let month = numbers(tokens.get(2)?);
            match (month.as_slice(), tokens.get(3).map(String::as_str)) {
                ([month], Some("nam")) => {
                    (*day, *month, year_of(*numbers(tokens.get(4)?).first()?), 5)
                }
                ([month, own], _) => (*day, *month, year_of(*own), 3),
                ([month], _) => (*day, *month, None, 3),
                _ => return None,
            }
        }
        _ => return None,
    };
    let day = Day::from_ymd_opt(own.or(year)?, month, day)?;
    Some((day, taken))
}

/// An hour: `17h00`, `17h`, `17:00`, `17 giờ`.
fn hour_of(token: &str) -> Option<NaiveTime> {
    let (hour, minute) = token.split_once(['h', ':'])?;
    let minute = if minute.is_empty() { "0" } else { minute };
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// The last year that a text names.
fn year_in(tokens: &[String]) -> Option<i32> {
    tokens
        .iter()
        .rev()
        .flat_map(|token| numbers(token).into_iter().rev())
        .find(|number| (1_990..2_200).contains(number))
        .and_then(year_of)
}

fn roman(text: &str) -> Option<u32> {
    match text {
        "i" => Some(1),
        "ii" => Some(2),
        "iii" => Some(3),
        "iv" => Some(4),
        other => other.parse().ok().filter(|number| (1..=4).contains(number)),
    }
}

/// The time that a text names; `year` is taken where it names none.
pub fn time_in(text: &str, year: i32) -> Option<FoundTime> {
    // A text of pages is no title.
    if text.len() > 2_000 {
        return None;
    }
    let tokens = tokens(text);
    let of_text = year_in(&tokens);
    let at = |index: usize| tokens.get(index).map_or("", String::as_str);
    // A span says both ends.
    for from in 0..tokens.len() {
        if at(from) != "tu" {
            continue;
        }
        let start = from + 1 + usize::from(at(from + 1) == "ngay");
        let Some((first, taken)) = tokens
            .get(start..)
            .and_then(|rest| day_at(rest, of_text.or(Some(year))))
        else {
            continue;
        };
        let mut next = start + taken;
        while matches!(at(next), "den" | "ngay" | "het") {
            next += 1;
        }
        if let Some((last, _)) = tokens
            .get(next..)
            .and_then(|rest| day_at(rest, of_text.or(Some(year))))
            && first <= last
        {
            return Some(FoundTime::Period(Period::Span(first, last)));
        }
    }
    for index in 0..tokens.len() {
        if at(index) != "den" {
            continue;
        }
        let mut next = index + 1;
        let mut hour = None;
        while matches!(
            at(next),
            "ngay" | "het" | "luc" | "gio" | "phut" | "thoi" | "diem"
        ) || hour_of(at(next)).is_some()
        {
            hour = hour.or_else(|| hour_of(at(next)));
            next += 1;
        }
        if let Some((day, _)) = tokens
            .get(next..)
            .and_then(|rest| day_at(rest, of_text.or(Some(year))))
        {
            return Some(FoundTime::AsOf(Instant { day, time: hour }));
        }
    }
    period_in(&tokens, of_text, year)
}

/// The time that the name of a sheet or a file tells, also "T3", "T03.2024", "Q1", "Quy1". A day in it is as often the
/// day on which it was written as the one that it speaks of, and of a file it is none.
pub fn time_of_name(text: &str, year: i32, days: bool) -> Option<FoundTime> {
    let spaced: String = text
        .chars()
        .map(|c| if c == '_' { ' ' } else { c })
        .collect();
    let found = time_in(&spaced, year).or_else(|| {
        let tokens = tokens(&spaced);
        let of_text = year_in(&tokens).unwrap_or(year);
        tokens.iter().find_map(|token| {
            let at = token.find(|c: char| c.is_ascii_digit())?;
            let (word, rest) = token.split_at(at);
            let parts = numbers(rest);
            let own = parts
                .get(1)
                .and_then(|own| year_of(*own))
                .unwrap_or(of_text);
            let first = *parts.first()?;
            match word {
                "t" | "thang" | "th" if (1..=12).contains(&first) => {
                    Some(FoundTime::Period(Period::ReportMonth(own, first)))
                }
                "q" | "quy" if (1..=4).contains(&first) => {
                    Some(FoundTime::Period(Period::ReportQuarter(own, first)))
                }
                _ => None,
            }
        })
    });
    found.filter(|time| days || matches!(time, FoundTime::Period(_)))
}

fn period_in(tokens: &[String], of_text: Option<i32>, year: i32) -> Option<FoundTime> {
    let at = |index: usize| tokens.get(index).map_or("", String::as_str);
    for index in 0..tokens.len() {
        let parts = numbers(at(index + 1));
        match at(index) {
            "thang" => {
                if let Some(month) = parts.first().filter(|month| (1..=12).contains(*month)) {
                    let own = parts.get(1).and_then(|number| year_of(*number));
                    let own = own.or(of_text).unwrap_or(year);
                    let spoken_of = parts.len() <= 2
                        && (parts.len() == 2
                            || at(index + 2) == "nam"
                            || tokens.len() <= 4
                            || of_text.is_some());
                    // "14 tháng 3" is a day, "Đề án 06 tháng 3" is not.
                    let numbered = index > 1 && matches!(at(index - 2), "an" | "da" | "so");
                    let of_a_day = index > 0 && !numbered && numbers(at(index - 1)).len() == 1;
                    if spoken_of && !of_a_day {
                        return Some(FoundTime::Period(Period::ReportMonth(own, *month)));
                    }
                }
            }
            "quy" => {
                let (number, own) = at(index + 1).split_once('/').unwrap_or((at(index + 1), ""));
                if let Some(quarter) = roman(number) {
                    let own = own
                        .parse()
                        .ok()
                        .and_then(year_of)
                        .or(of_text)
                        .unwrap_or(year);
                    return Some(FoundTime::Period(Period::ReportQuarter(own, quarter)));
                }
            }
            "tuan" => {
                if let Some(week) = parts.first().filter(|week| (1..=53).contains(*week)) {
                    let own = parts
                        .get(1)
                        .and_then(|number| year_of(*number))
                        .or(of_text)
                        .unwrap_or(year);
                    if let Some(period) = Period::week(own, *week, 1) {
                        return Some(FoundTime::Period(period));
                    }
                }
            }
            _ => {}
        }
        if at(index + 1) == "thang" {
            let own = of_text.unwrap_or(year);
            match (at(index), at(index + 2), at(index + 3)) {
                ("6" | "sau" | "06", "dau", _) => {
                    return Some(FoundTime::Period(Period::FirstHalf(own)));
                }
                ("6" | "sau" | "06", "cuoi", _) => {
                    return Some(FoundTime::Period(Period::SecondHalf(own)));
                }
                ("9" | "chin" | "09", _, _) if at(index + 2) != "nam" || index > 0 => {
                    return Some(FoundTime::Period(Period::NineMonths(own)));
                }
                _ => {}
            }
        }
    }
    // A day by itself, as the name of a sheet or a file often is.
    let alone = tokens.iter().enumerate().find_map(|(index, token)| {
        (numbers(token).len() == 3)
            .then(|| day_at(&tokens[index..], None))
            .flatten()
    });
    if let Some((day, _)) = alone {
        return Some(FoundTime::AsOf(Instant::end_of(day)));
    }
    let only_year = tokens.windows(2).find_map(|pair| {
        (pair[0] == "nam")
            .then(|| pair[1].parse().ok().and_then(year_of))
            .flatten()
    });
    only_year.map(|own| FoundTime::Period(Period::ReportYear(own)))
}

/// The part of a head that speaks of no time: "Kích hoạt đến 31/3/2024", "Tháng 3"; none where nothing else is left.
pub fn without_time(head: &str) -> Option<String> {
    let tokens = tokens(head);
    let short = tokens.len() <= 4
        && tokens
            .iter()
            .any(|token| token.bytes().any(|b| b.is_ascii_digit()));
    let quarter = tokens.len() <= 4 && tokens.first().is_some_and(|word| word == "quy");
    let names_time = tokens.first().is_some_and(|word| {
        let letters =
            word.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '/' | '.' | '-'));
        matches!(letters, "thang" | "quy" | "nam" | "tuan" | "t" | "q" | "")
    });
    if (short || quarter) && names_time && time_of_name(head, 2_000, true).is_some() {
        return None;
    }
    let rest = super::chat::without_days(head);
    Some(if rest.trim().is_empty() {
        head.to_owned()
    } else {
        rest
    })
}
