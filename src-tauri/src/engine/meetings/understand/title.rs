//! What is to be done: the sentence without who and until when.

use std::ops::Range;

use super::words::Sentence;
use crate::domain::text::{capitalise, fold};

/// Letters of a title at most.
const LONGEST: usize = 200;

/// Words before the matter that say nothing of it.
const BEFORE: [&str; 16] = [
    "giao cho",
    "giao",
    "yeu cau",
    "de nghi",
    "phan cong",
    "thong nhat",
    "ubnd",
    "chu tri",
    "phai",
    "can",
    "thi",
    "co trach nhiem",
    "va",
    "dong chi",
    "chiu trach nhiem",
    "cho",
];

/// Words after it that lead over to who or until when.
const AFTER: [&str; 9] = [
    "hoan thanh",
    "xong",
    "han",
    "thoi han",
    "va",
    "den",
    "voi",
    "trong",
    "la",
];

/// The title; the whole sentence where nothing else is left, or where it needs all its words ("các phường chưa nộp").
pub(super) fn of(sentence: &Sentence, cuts: &[Range<usize>], whole: bool) -> String {
    let cuts: Vec<&Range<usize>> = if whole {
        cuts.last().into_iter().filter(|_| cuts.len() > 1).collect()
    } else {
        cuts.iter().collect()
    };
    let mut left = String::new();
    for (at, c) in sentence.text.char_indices() {
        if cuts.iter().any(|cut| cut.contains(&at)) {
            if !left.ends_with('\u{0}') {
                left.push('\u{0}');
            }
        } else {
            left.push(c);
        }
    }
    let said: Vec<String> = left
        .split('\u{0}')
        .map(|piece| {
            piece
                .trim_matches([',', ';', ':', '.', ' ', '-', '(', ')'])
                .to_owned()
        })
        .filter(|piece| !piece.is_empty())
        .collect();
    let mut title = bare(&said.join(" "));
    if !title.contains(char::is_alphanumeric) {
        title = bare(&sentence.text);
    }
    if title.is_empty() {
        title.clone_from(&sentence.text);
    }
    capitalise(&shortened(&title))
}

/// Without fillers at its ends.
fn bare(text: &str) -> String {
    let mut rest = text.trim();
    loop {
        let words: Vec<&str> = rest.split(' ').collect();
        let front = BEFORE.iter().find(|filler| {
            let count = filler.split(' ').count();
            words.len() > count && fold(&words[..count].join(" ")) == **filler
        });
        if let Some(filler) = front {
            let count = filler.split(' ').count();
            let skipped: usize = words[..count].iter().map(|word| word.len() + 1).sum();
            rest = rest[skipped..].trim_start_matches([',', ';', ':', ' ', '-']);
            continue;
        }
        let back = AFTER.iter().find(|filler| {
            let count = filler.split(' ').count();
            words.len() > count && fold(&words[words.len() - count..].join(" ")) == **filler
        });
        let Some(filler) = back else {
            return rest.to_owned();
        };
        let count = filler.split(' ').count();
        let skipped: usize = words[words.len() - count..]
            .iter()
            .map(|word| word.len() + 1)
            .sum();
        rest = rest[..rest.len() - skipped].trim_end_matches([',', ';', ':', ' ', '-']);
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let at = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", cut[..at].trim_end_matches([',', ';', ' ']))
}
