//! What a chat program and habit put around a line: stamps, bullets, days and hours.

use crate::domain::text::fold;

/// Words before a day that go with it.
const BEFORE_DAYS: [&str; 11] = [
    "tinh", "den", "ngay", "thang", "nam", "het", "luc", "hoi", "tu", "gio", "vao",
];

/// A line without bullets and the stamp of a chat program: "[14:58, 14/03/2024]".
pub(super) fn without_stamp(line: &str) -> &str {
    let line = line.trim();
    let line = match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((_, rest)) => rest,
        None => line,
    };
    line.trim_start_matches(['-', '+', '*', '•', '·', '–', '@', ' ', '\u{a0}'])
        .trim()
}

/// A line without its days and hours: their numbers are no figures.
pub(in super::super) fn without_days(line: &str) -> String {
    let words: Vec<&str> = line
        .split([' ', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let Some(taken) = day_at(&words[at..], out.last().map(String::as_str)) else {
            out.push(words[at].to_owned());
            at += 1;
            continue;
        };
        while out
            .last()
            .is_some_and(|word| BEFORE_DAYS.contains(&fold(word).as_str()))
        {
            out.pop();
        }
        // A sign behind the day still parts what stands around it.
        let last = words[at + taken - 1];
        if let Some(sign) = last
            .chars()
            .next_back()
            .filter(|c| matches!(c, ':' | ';' | ','))
        {
            out.push(sign.to_string());
        }
        at += taken;
    }
    out.join(" ")
}

/// How many words at the beginning are a day, an hour, a month with its year, or a year.
fn day_at(words: &[&str], before: Option<&str>) -> Option<usize> {
    let before = before.map(fold).unwrap_or_default();
    let core = |word: &str| {
        word.trim_matches(['[', ']', '(', ')', ',', ';', ':', '.'])
            .to_owned()
    };
    let own = core(words.first()?);
    let parts: Vec<Option<u32>> = own
        .split(['/', '-', '.'])
        .map(|part| part.parse().ok())
        .collect();
    let numbers: Vec<u32> = parts.iter().copied().flatten().collect();
    let slashed = own.contains(['/', '-']);
    let is_year = |number: u32| (1_990..2_200).contains(&number);
    let follows_day = matches!(before.as_str(), "ngay" | "den" | "thang" | "hom" | "tu");
    match (numbers.as_slice(), numbers.len() == parts.len()) {
        ([day, month, year], true)
            if *day <= 31 && *month <= 12 && (is_year(*year) || slashed && *year < 100) =>
        {
            return Some(1);
        }
        ([month, year], true) if slashed && *month <= 12 && is_year(*year) => return Some(1),
        ([day, month], true) if slashed && follows_day && *day <= 31 && *month <= 12 => {
            return Some(1);
        }
        ([month], true) if before == "thang" && *month <= 12 => {
            let year = words.get(1).is_some_and(|word| fold(word) == "nam");
            return if year {
                Some(3.min(words.len()))
            } else {
                words.first()?.ends_with(':').then_some(1)
            };
        }
        ([year], true) if before == "nam" && is_year(*year) => return Some(1),
        _ => {}
    }
    let (hour, minute) = own.split_once(['h', ':'])?;
    let is_clock = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    let minutes = minute.len() == 2 || minute.is_empty() && own.ends_with('h');
    (!hour.is_empty() && is_clock(hour) && is_clock(minute) && minutes).then_some(1)
}
