//! Lines of a chat group (tin nhắn báo số): "P. An Thới: KH mức 2: 12.345; thu nhận 23". A unit may stand on a line of
//! its own with its figures below, or one indicator with the units behind it.

use super::heads::{Heads, Meaning, words_of};
use super::names::Names;
use super::number::number_in;
use crate::domain::text::{citizen_number, fold};

/// What was said in a chat.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Talk {
    /// Labels of figures in the order of their first line, each with that line.
    pub labels: Vec<(u32, String)>,
    /// Units and their figures.
    pub lines: Vec<TalkLine>,
    /// Lines with figures that no unit could be found for.
    pub lost: Vec<(u32, String)>,
    /// Lines that hold citizens' numbers; nothing of them is kept.
    pub stopped: Vec<(u32, usize)>,
}

/// What was said of one unit in one line.
#[derive(Debug, PartialEq, Eq)]
pub struct TalkLine {
    /// Its number, from 1.
    pub row: u32,
    /// The unit, as it was written.
    pub name: String,
    /// Labels by their place, and the figures as they were written.
    pub items: Vec<(usize, String)>,
}

/// Words between a unit and its figures that say nothing.
const FILLERS: [&str; 16] = [
    "bao", "cao", "bc", "gui", "xin", "kinh", "da", "a", "chi", "anh", "em", "nhe", "so", "lieu",
    "co", "cap",
];

/// Words before a number that say how exact it is.
const EXACTNESS: [&str; 6] = ["tren", "gan", "khoang", "hon", "tam", "xap xi"];

/// Words that say that nothing arose.
const NOTHING: [&str; 5] = [
    "chua phat sinh so lieu",
    "chua phat sinh",
    "khong phat sinh",
    "chua co so lieu",
    "chua co",
];

/// Reads lines of a chat.
pub fn read_talk(text: &str, names: &Names<'_>, heads: &Heads) -> Talk {
    let mut talk = Talk::default();
    let mut current: Option<String> = None;
    for (index, line) in text.lines().enumerate() {
        let row = index as u32 + 1;
        let line = without_stamp(line);
        if line.is_empty() {
            continue;
        }
        if let Some(run) = citizen_number(line) {
            talk.stopped.push((row, run.len()));
            current = unit_in(line, names).map(|(name, _)| name.to_owned());
            continue;
        }
        if of_one_indicator(&mut talk, row, line, names, heads) {
            continue;
        }
        let (name, rest) = match unit_in(line, names) {
            Some((name, rest)) => (Some(name), rest),
            None => (None, line),
        };
        if name.is_none()
            && let Some(stranger) = stranger_in(line, heads)
        {
            talk.lost.push((row, stranger.to_owned()));
            current = None;
            continue;
        }
        let items: Vec<(String, String)> = items_of(rest)
            .iter()
            .filter_map(|item| label_and_number(item))
            .collect();
        if let Some(name) = name {
            current = Some(name.to_owned());
        }
        if items.is_empty() {
            continue;
        }
        match &current {
            Some(name) => {
                let items = items
                    .into_iter()
                    .map(|(label, number)| (talk.label(row, &label), number))
                    .collect();
                talk.lines.push(TalkLine {
                    row,
                    name: name.clone(),
                    items,
                });
            }
            None => talk.lost.push((row, line.to_owned())),
        }
    }
    talk
}

impl Talk {
    fn label(&mut self, row: u32, label: &str) -> usize {
        let key = words_of(label);
        let known = self.labels.iter().position(|(_, own)| words_of(own) == key);
        known.unwrap_or_else(|| {
            self.labels.push((row, label.trim().to_owned()));
            self.labels.len() - 1
        })
    }
}

/// "Thu nhận: An Thới 23; An Hội 45".
fn of_one_indicator(
    talk: &mut Talk,
    row: u32,
    line: &str,
    names: &Names<'_>,
    heads: &Heads,
) -> bool {
    let Some((label, rest)) = line.split_once(':') else {
        return false;
    };
    let read = heads.read_label(label);
    if read.indicator.is_none()
        || read.meaning != Meaning::Figure
        || unit_in(label, names).is_some()
    {
        return false;
    }
    let mut found = Vec::new();
    for item in items_of(rest) {
        let Some((name, number)) = unit_in(item, names) else {
            return false;
        };
        let number = number.trim_start_matches([':', '=', ' ', '-']);
        found.push((name.to_owned(), number.to_owned()));
    }
    if found.is_empty() {
        return false;
    }
    let at = talk.label(row, label);
    for (name, number) in found {
        talk.lines.push(TalkLine {
            row,
            name,
            items: vec![(at, number)],
        });
    }
    true
}

/// A line without bullets and the stamp of a chat program: "[14:58, 14/03/2024]".
fn without_stamp(line: &str) -> &str {
    let line = line.trim();
    let line = match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((_, rest)) => rest,
        None => line,
    };
    line.trim_start_matches(['-', '+', '*', '•', '·', '–', ' ', '\u{a0}'])
        .trim()
}

/// The unit that a line speaks of, and what follows it. Whoever sent the line may stand before it.
fn unit_in<'a>(line: &'a str, names: &Names<'_>) -> Option<(&'a str, &'a str)> {
    let mut from = 0;
    for _ in 0..3 {
        let rest = line.get(from..)?;
        if let Some(found) = unit_at_start(rest, names) {
            return Some(found);
        }
        from += rest.find(':')? + 1;
    }
    None
}

/// A name before a colon that is neither a unit of the book nor a label, with figures behind it: they are nobody
/// else's.
fn stranger_in<'a>(line: &'a str, heads: &Heads) -> Option<&'a str> {
    let (name, rest) = line.split_once(':')?;
    let read = heads.read_label(name);
    let label = read.indicator.is_some() || read.meaning != Meaning::Unknown;
    let figures = || {
        items_of(rest)
            .iter()
            .any(|item| label_and_number(item).is_some())
    };
    (!label && !name.bytes().any(|b| b.is_ascii_digit()) && figures()).then(|| name.trim())
}

/// The longest run of words at the beginning that is a unit's name.
fn unit_at_start<'a>(text: &'a str, names: &Names<'_>) -> Option<(&'a str, &'a str)> {
    let text = text.trim_start();
    let mut ends: Vec<usize> = Vec::new();
    for (at, c) in text.char_indices() {
        if at > 0 && (c.is_whitespace() || matches!(c, ':' | ';' | '=' | ',' | '-' | '–' | '(')) {
            ends.push(at);
        }
        if ends.len() > 8 || c == ';' {
            break;
        }
    }
    ends.push(text.len());
    for end in ends.into_iter().rev() {
        let name = text[..end].trim();
        let letters = name.chars().any(char::is_alphabetic);
        if letters && name.chars().count() >= 2 && names.knows(name) {
            return Some((name, after_name(&text[end..])));
        }
    }
    None
}

/// What follows a name, without punctuation, remarks in brackets and polite words.
fn after_name(text: &str) -> &str {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([':', '-', '–', ',', '=', ' ', '\u{a0}', '.']);
        if let Some(bracket) = rest.strip_prefix('(') {
            let Some((_, after)) = bracket.split_once(')') else {
                return rest;
            };
            rest = after;
            continue;
        }
        let end = rest
            .find(|c: char| !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let word = fold(&rest[..end]);
        if end > 0 && FILLERS.contains(&word.as_str()) {
            rest = &rest[end..];
            continue;
        }
        return rest;
    }
}

/// Parts of a line, each about one figure.
fn items_of(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let chars: Vec<(usize, char)> = text.char_indices().collect();
    let mut depth = 0_i32;
    for (index, (at, c)) in chars.iter().enumerate() {
        let next = chars.get(index + 1).map(|(_, c)| *c);
        let before = index
            .checked_sub(1)
            .and_then(|index| chars.get(index))
            .map(|(_, c)| *c);
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        let parts = depth <= 0
            && match c {
                ';' | '\t' | '|' => true,
                ',' => next.is_none_or(|c| !c.is_ascii_digit()),
                '.' => {
                    next.is_none_or(char::is_whitespace)
                        && before.is_some_and(|c| c.is_ascii_digit() || c == ')')
                }
                '-' | '–' => {
                    next.is_some_and(char::is_whitespace) && before.is_some_and(char::is_whitespace)
                }
                _ => false,
            };
        if parts {
            out.push(text[start..*at].trim());
            start = at + c.len_utf8();
        }
    }
    out.push(text[start..].trim());
    out.retain(|item| !item.is_empty());
    out
}

/// A label and the figure behind it.
fn label_and_number(item: &str) -> Option<(String, String)> {
    if let Some((label, number)) = item.rsplit_once([':', '=']) {
        let number = number.trim();
        if words_of(label).is_empty() || number.is_empty() {
            return None;
        }
        return Some((label.trim().to_owned(), one_figure(number)));
    }
    let plain = fold(item);
    for words in NOTHING {
        if plain.ends_with(words) {
            // The folded text has a word for each word of the item.
            let count = item.split_whitespace().count() - words.split(' ').count();
            let label: Vec<&str> = item.split_whitespace().take(count).collect();
            return (!label.is_empty()).then(|| (label.join(" "), "chưa phát sinh".to_owned()));
        }
    }
    for (at, c) in item.char_indices() {
        let fresh = item[..at]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || c == '(');
        if !fresh || !c.is_ascii_digit() && !matches!(c, '>' | '~' | '-' | '+') {
            continue;
        }
        let from = item[at..].trim_start_matches(['>', '~', ' ']);
        let Some((_, tail)) = number_in(from) else {
            continue;
        };
        let tail = tail.split(['(', '/']).next().unwrap_or_default();
        if tail.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        let mut label = item[..at].trim().to_owned();
        let mut number = item[at..].to_owned();
        for word in EXACTNESS {
            let own = label
                .split_whitespace()
                .next_back()
                .unwrap_or_default()
                .to_owned();
            if fold(&own) == word {
                label.truncate(label.len() - own.len());
                number = format!("{own} {number}");
                break;
            }
        }
        let label = label.trim().trim_end_matches(['-', '–', ' ']);
        let label = last_words_off(label);
        return (!words_of(&label).is_empty()).then(|| (label, one_figure(&number)));
    }
    None
}

/// "Kích hoạt được 23", "thu nhận là 23", "kích hoạt đạt 23".
fn last_words_off(label: &str) -> String {
    let mut words: Vec<&str> = label.split_whitespace().collect();
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| matches!(fold(word).as_str(), "la" | "duoc" | "dat" | "them"))
    {
        words.pop();
    }
    words.join(" ")
}

/// "23/50" says what was reached and what was to be: the first is the figure.
fn one_figure(number: &str) -> String {
    match number.split_once('/') {
        Some((own, rest))
            if rest.trim_start().starts_with(|c: char| c.is_ascii_digit())
                && number_in(own).is_some() =>
        {
            own.trim().to_owned()
        }
        _ => number.trim().to_owned(),
    }
}
