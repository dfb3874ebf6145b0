//! The parts of a chat line, and the figures in each.

use super::super::number::number_in;
use super::Heads;
use crate::domain::text::fold;

/// A figure with the words before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub label: String,
    pub written: String,
}

/// Words before a number that say how exact it is.
const EXACTNESS: [&str; 7] = ["tren", "gan", "khoang", "hon", "tam", "xap xi", "chung"];

/// Words between a label and its number.
const BETWEEN: [&str; 5] = ["la", "dat", "duoc", "co", "them"];

/// Words that say that nothing arose.
const NOTHING: [&str; 9] = [
    "chua phat sinh so lieu",
    "khong phat sinh so lieu",
    "chua phat sinh",
    "khong phat sinh",
    "chua co so lieu",
    "khong co so lieu",
    "chua co",
    "kps",
    "khong co",
];

/// Words behind a number that make it larger.
const LARGER: [&str; 6] = ["trieu", "nghin", "ngan", "ty", "ti", "%"];

/// Parts of a line, each about one figure or a few.
pub(super) fn items_of(text: &str) -> Vec<&str> {
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
        if depth <= 0 && parts_at(*c, before, next) {
            out.push(text[start..*at].trim());
            start = at + c.len_utf8();
        }
    }
    out.push(text[start..].trim());
    out.retain(|item| !item.is_empty());
    out
}

fn parts_at(c: char, before: Option<char>, next: Option<char>) -> bool {
    match c {
        ';' | '\t' | '|' => true,
        ',' => next.is_none_or(|c| !c.is_ascii_digit()) || before.is_some_and(char::is_whitespace),
        '.' => {
            next.is_none_or(char::is_whitespace)
                && before.is_some_and(|c| c.is_ascii_digit() || c == ')')
        }
        '-' | '–' => {
            next.is_some_and(char::is_whitespace) && before.is_some_and(char::is_whitespace)
        }
        _ => false,
    }
}

/// The figures of a part of a line, each with the words before it.
pub(super) fn figures_of(item: &str, heads: &Heads) -> Vec<Figure> {
    let places = places_of(item, heads);
    if places.is_empty() {
        return nothing_in(item).into_iter().collect();
    }
    let mut out = Vec::new();
    let mut from = 0;
    for (start, end) in places {
        // It was taken with the one before: "15/02,2", or stands in brackets behind it.
        if start < from {
            continue;
        }
        let (label, word) = without_exactness(&item[from..start]);
        let number = with_larger(&item[start..], end - start);
        let written = match word {
            Some(word) => format!("{word} {number}"),
            None => number.to_owned(),
        };
        out.push(Figure {
            label: label.trim().to_owned(),
            written,
        });
        from = start + number.len();
        // "23/50" says what was reached and what was to be: the first is the figure.
        if let Some(rest) = item[from..].trim_start().strip_prefix('/') {
            let rest = rest.trim_start();
            let over = number_in(rest).map_or(0, |(number, _)| number.len());
            from = item.len() - rest.len() + over;
        }
        from += bracket_at(&item[from..]);
    }
    out
}

/// Length of a remark in brackets at the beginning.
fn bracket_at(text: &str) -> usize {
    let rest = text.trim_start();
    if rest.starts_with('(') {
        let end = rest.find(')').map_or(rest.len(), |at| at + 1);
        text.len() - rest.len() + end
    } else {
        0
    }
}

/// Where figures begin and end: numbers outside brackets that are no part of a label ("mức 2") and stand behind no
/// slash.
fn places_of(item: &str, heads: &Heads) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    let (mut depth, mut skip) = (0_i32, 0);
    for (at, c) in item.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        let before = item[..at].trim_end();
        let fresh = item[..at]
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || matches!(c, ':' | '=' | ','));
        let begins = c.is_ascii_digit() || matches!(c, '>' | '≥' | '~' | '≈' | '<' | '-' | '+');
        if at < skip || depth > 0 || !fresh || !begins || before.ends_with('/') {
            continue;
        }
        let from = item[at..].trim_start_matches(['>', '≥', '=', '~', '≈', '<', ' ']);
        if let Some((number, _)) = number_in(from) {
            let end = item.len() - from.len() + number.len();
            all.push((at, end));
            skip = end;
        }
    }
    let kept = all.iter().enumerate().filter(|(index, (start, end))| {
        let next = all.get(index + 1).map(|(start, _)| *start);
        !of_label(item, (*start, *end), next, heads)
    });
    kept.map(|(_, place)| *place).collect()
}

/// Whether a number is the end of a label: nothing but small words stands between it and the next number.
fn of_label(item: &str, (start, end): (usize, usize), next: Option<usize>, heads: &Heads) -> bool {
    let between = item
        .get(end..next.unwrap_or(item.len()))
        .unwrap_or_default();
    let level = matches!(&item[start..end], "1" | "2");
    if next.is_none() {
        // "Mức 2: chưa phát sinh", and "mức 2" alone.
        let before = item[..start]
            .split_whitespace()
            .next_back()
            .unwrap_or_default();
        return level && fold(before) == "muc";
    }
    let plain = fold(between.trim_matches([' ', ':', '=', '\u{a0}', ',']));
    let small = |word: &str| BETWEEN.contains(&word) || EXACTNESS.contains(&word);
    if between.contains('/') {
        return false;
    }
    if plain.split(' ').all(|word| word.is_empty() || small(word)) {
        return true;
    }
    // "KH mức 2 VNeID 12.345": the words on both sides are one label.
    let whole = item[..next.unwrap_or(end)].trim_end_matches([' ', ':', '=']);
    level && heads.read_label(whole).sure && heads.read_label(whole).indicator.is_some()
}

/// A number with "triệu" or "%" behind it, or with letters that are written together with it.
fn with_larger(text: &str, end: usize) -> &str {
    let rest = &text[end..];
    let glued = rest
        .find(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '(' | ')' | '.' | ':'))
        .unwrap_or(rest.len());
    if glued > 0 {
        return &text[..end + glued];
    }
    let blank = rest.len() - rest.trim_start().len();
    let word = rest.split_whitespace().next().unwrap_or_default();
    if LARGER.contains(&fold(word.trim_matches([',', ';', '.'])).as_str()) {
        &text[..end + blank + word.len()]
    } else {
        &text[..end]
    }
}

/// The number at the beginning of what stands behind a name.
pub(super) fn plain_number(text: &str) -> &str {
    let text = text.trim();
    let from = text.trim_start_matches(['>', '≥', '=', '~', '≈', '<', ' ']);
    match number_in(from) {
        Some((number, _)) => with_larger(text, text.len() - from.len() + number.len()),
        None => text,
    }
}

/// A label without the word before the number that says how exact it is.
fn without_exactness(label: &str) -> (&str, Option<&str>) {
    let label = label.trim_end();
    let word = label.split_whitespace().next_back().unwrap_or_default();
    if EXACTNESS.contains(&fold(word).as_str()) {
        (&label[..label.len() - word.len()], Some(word))
    } else {
        (label, None)
    }
}

/// "Hồ sơ quá hạn chưa phát sinh", "chưa phát sinh hồ sơ quá hạn", "quá hạn: x".
fn nothing_in(item: &str) -> Option<Figure> {
    let figure = |label: &str| Figure {
        label: label.trim().to_owned(),
        written: "chưa phát sinh".to_owned(),
    };
    if let Some((label, rest)) = item.rsplit_once([':', '=']) {
        let rest = fold(rest.trim());
        let none = NOTHING.contains(&rest.as_str())
            || matches!(rest.as_str(), "-" | "x" | "khong" | "ko" | "–");
        if none {
            return Some(figure(label));
        }
    }
    let plain = fold(item);
    let words: Vec<&str> = item.split_whitespace().collect();
    for nothing in NOTHING {
        // The folded text has a word for each word of the item.
        let count = nothing.split(' ').count();
        if count > words.len() || plain.split_whitespace().count() != words.len() {
            continue;
        }
        if plain.ends_with(nothing) {
            return Some(figure(&words[..words.len() - count].join(" ")));
        }
        if plain.starts_with(nothing) {
            return Some(figure(&words[count..].join(" ")));
        }
    }
    None
}
