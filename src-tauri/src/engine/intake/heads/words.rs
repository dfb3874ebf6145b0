//! What the words of a head tell by themselves: a role, a turn to the contrary, nothing.

use super::Meaning;
use super::shipped::shipped;
use crate::domain::text::fold;

/// Words that turn a head to the contrary, or to a part: "chưa kích hoạt", "tiếp nhận trực tiếp". A phrase without
/// them is not meant.
pub(super) fn turns_in(words: &[String]) -> Vec<&'static Vec<String>> {
    let turning = shipped().turning.iter();
    turning.filter(|turn| holds(words, turn)).collect()
}

/// Whether words stand in others, one after the other.
pub(super) fn holds(words: &[String], own: &[String]) -> bool {
    words.windows(own.len().max(1)).any(|window| window == own)
}

/// Words without marks and without those that tell nothing; all of them where nothing would be left.
pub(super) fn bare(words: &[String]) -> Vec<String> {
    let known = shipped();
    let long: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < long.len() {
        let two = long
            .get(at..at + 2)
            .is_some_and(|pair| known.left_out.contains(pair));
        if two {
            at += 2;
        } else if known.left_out.contains(&long[at..=at]) {
            at += 1;
        } else {
            out.push(long[at].clone());
            at += 1;
        }
    }
    if out.is_empty() { long } else { out }
}

/// The role that words tell, and the words beside it.
pub(super) fn role_of(words: &[String]) -> (Option<Meaning>, Vec<String>) {
    // Where no marks were written, they may have been left out.
    let marked = words.iter().any(|word| fold(word) != *word);
    for role in &shipped().roles {
        let phrase = if marked { &role.exact } else { &role.plain };
        let named = matches!(
            role.meaning,
            Meaning::Body | Meaning::Code | Meaning::Ordinal | Meaning::Note | Meaning::Ignored
        );
        if named {
            // Such a word is a role only by itself: "đơn vị" is, "đơn vị tính" is not.
            if words == phrase.as_slice() {
                return (Some(role.meaning), Vec::new());
            }
            continue;
        }
        let place = words
            .windows(phrase.len().max(1))
            .position(|window| window == phrase.as_slice());
        if let Some(at) = place.filter(|at| *at == 0 || at + phrase.len() == words.len()) {
            let mut rest = words[..at].to_vec();
            rest.extend_from_slice(&words[at + phrase.len()..]);
            return (Some(role.meaning), rest);
        }
    }
    (None, words.to_vec())
}

/// Units of measure and formulas in brackets are no part of a name: "Hồ sơ (hồ sơ)", "(5)=(4)/(3)".
pub(super) fn without_brackets(text: &str) -> String {
    let (mut out, mut depth) = (String::with_capacity(text.len()), 0_u32);
    for c in text.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    if out.trim().is_empty() {
        text.to_owned()
    } else {
        out
    }
}
