//! Whom a line speaks of.

use super::figures::{figures_of, items_of};
use super::labels::is_filler;
use super::{Heads, Meaning, Names};

/// The unit that a line speaks of, and what follows it. Whoever sent the line, and polite words, may stand before it.
pub(super) fn unit_in<'a>(line: &'a str, names: &Names<'_>) -> Option<(&'a str, &'a str)> {
    let mut from = 0;
    for _ in 0..3 {
        let rest = line.get(from..)?;
        if let Some(found) = unit_after_words(rest, names) {
            return Some(found);
        }
        from += rest.find(':')? + 1;
    }
    None
}

/// The unit at the beginning, or after words that say nothing.
fn unit_after_words<'a>(text: &'a str, names: &Names<'_>) -> Option<(&'a str, &'a str)> {
    let mut rest = text.trim_start();
    loop {
        if let Some(found) = unit_at_start(rest, names) {
            return Some(found);
        }
        let end = rest.find(|c: char| !c.is_alphanumeric())?;
        if end == 0 || !is_filler(&rest[..end]) {
            return None;
        }
        rest = rest[end..].trim_start_matches([' ', ',', '.', '\u{a0}', '-']);
    }
}

/// A name before a colon that is neither a unit of the book nor a label, with figures behind it: they are nobody
/// else's.
pub(super) fn stranger_in<'a>(line: &'a str, heads: &Heads) -> Option<&'a str> {
    let (name, rest) = line.split_once(':')?;
    let read = heads.read_label(name);
    let label = read.indicator.is_some() || read.meaning != Meaning::Unknown;
    let figures = || {
        items_of(rest)
            .iter()
            .any(|item| !figures_of(item, heads).is_empty())
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
        rest = rest.trim_start_matches([':', '-', '–', ',', '=', ';', ' ', '\u{a0}', '.']);
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
        if end > 0 && is_filler(&rest[..end]) {
            rest = &rest[end..];
            continue;
        }
        return rest;
    }
}
