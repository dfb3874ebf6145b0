//! Lists of bodies in one cell, and what parts them.

use super::super::columns::{holds, lowered, plain};
use super::super::marks::Mark;

/// Pieces of a list with their places: between commas, slashes, "và".
pub(super) fn atoms(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut from, mut depth) = (0, 0_u32);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let width = c.len_utf8();
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let parted = depth == 0 && matches!(c, ',' | '/' | '+');
        let and = depth == 0 && (text[at..].starts_with(" và ") || text[at..].starts_with(" Và "));
        let counted = c == '/'
            && text[..at].ends_with(|c: char| c.is_ascii_digit())
            && text[at + 1..].starts_with(|c: char| c.is_ascii_digit());
        if parted && !counted || and {
            out.push((from, at));
            let skip = if and { " và ".len() } else { width };
            from = at + skip;
            at += skip;
            continue;
        }
        at += width;
    }
    out.push((from, text.len()));
    out.retain(|(from, to)| text[*from..*to].chars().any(char::is_alphanumeric));
    out
}

/// A name without bullets, labels and points at its ends.
pub(super) fn bare(text: &str) -> &str {
    let mut rest = text.trim();
    if let Some((Mark::Bullet | Mark::Dotted(_) | Mark::Small(_), after)) = Mark::split(rest)
        && !after.is_empty()
    {
        rest = after;
    }
    for label in [
        "chủ trì:",
        "cơ quan chủ trì:",
        "đơn vị chủ trì:",
        "phối hợp:",
        "đơn vị phối hợp:",
        "cơ quan phối hợp:",
        "thực hiện:",
        "giao ",
    ] {
        let end = rest
            .char_indices()
            .nth(label.chars().count())
            .map_or(rest.len(), |(at, _)| at);
        if rest[..end].to_lowercase() == label {
            rest = rest[end..].trim();
        }
    }
    rest.trim()
        .trim_end_matches(['.', ',', ';', ':', '*'])
        .trim()
}

/// Parts a cell into who leads and who takes part.
pub(in crate::engine::plan_intake) fn split_partners(text: &str) -> (String, String) {
    let Some(lower) = lowered(text) else {
        return (text.to_owned(), String::new());
    };
    let Some(at) = lower.find("phối hợp") else {
        let lead = cut(text, &[" chủ trì", " chịu trách nhiệm"]);
        return (lead, String::new());
    };
    let before = text[..at]
        .trim_end()
        .trim_end_matches([',', ';', ':', '-', '('])
        .trim_end();
    let after = text[at + "phối hợp".len()..].trim_start();
    let after = ["với", "cùng", "thực hiện", "các đơn vị:", ":"]
        .iter()
        .fold(after, |own, word| {
            own.strip_prefix(word).unwrap_or(own).trim_start()
        });
    let before = cut(before, &[" chủ trì", " là đầu mối"]);
    let labels = ["đơn vị", "cơ quan"];
    let before = labels.iter().fold(before, |own, word| {
        let end = own.len().saturating_sub(word.len());
        // "… Cơ quan phối hợp:" begins the next part.
        match own.get(end..) {
            Some(last) if last.to_lowercase() == *word && own.len() > word.len() => own[..end]
                .trim_end()
                .trim_end_matches([',', ';'])
                .to_owned(),
            _ => own,
        }
    });
    (before, after.trim_end_matches(')').to_owned())
}

pub(super) fn cut(text: &str, words: &[&str]) -> String {
    let lower = lowered(text).unwrap_or_default();
    let ends = words.iter().filter_map(|own| lower.find(own));
    match ends.min() {
        Some(at) if !text[at..].contains(':') => text[..at].trim().trim_end_matches(',').to_owned(),
        _ => text.to_owned(),
    }
}

/// Whether a text says "phối hợp".
pub(in crate::engine::plan_intake) fn names_partners(text: &str) -> bool {
    holds(&plain(text), "phoi hop")
}
