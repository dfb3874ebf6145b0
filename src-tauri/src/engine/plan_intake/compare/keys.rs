//! What a plan is called by: its key, and what its numbers begin with.

use super::super::draft::PlanDraft;
use super::Book;
use crate::domain::Day;
use crate::domain::naming::{exact_key, loose_key};

/// A key that follows from the document, else from the title.
pub(super) fn key_of(draft: &PlanDraft) -> String {
    let year = |day: Option<Day>| {
        day.map(|own| own.format("%Y").to_string())
            .unwrap_or_default()
    };
    let text = match draft.document.as_ref().filter(|own| !own.number.is_empty()) {
        Some(own) => format!("{} {}", own.number, year(own.day)),
        None => draft.title.clone(),
    };
    let words: Vec<String> = exact_key(&text)
        .split(' ')
        .map(loose_key)
        .filter(|word| !word.is_empty())
        .collect();
    let key: String = words.join("-").chars().take(80).collect();
    if key.is_empty() {
        "ke-hoach".to_owned()
    } else {
        key
    }
}

pub(super) fn free_key(key: &str, book: &Book) -> String {
    let taken = |key: &str| book.plans.iter().any(|kept| kept.record.key == key);
    if !taken(key) {
        return key.to_owned();
    }
    (2..u32::MAX)
        .map(|n| format!("{key}-{n}"))
        .find(|own| !taken(own))
        .unwrap_or_default()
}

/// A prefix as numbers bear it: letters and digits.
pub(super) fn prefix_of(text: &str) -> String {
    let own: String = text
        .trim()
        .chars()
        .filter(|c| c.is_alphanumeric() || *c == '-')
        .take(12)
        .collect();
    own.trim_matches('-').to_uppercase()
}

/// "KH12" of "12/KH-UBND"; "KH" of a plan without a number.
pub(super) fn prefix_of_document(draft: &PlanDraft) -> String {
    let Some(own) = draft.document.as_ref().filter(|own| !own.number.is_empty()) else {
        return "KH".to_owned();
    };
    let (number, symbol) = own
        .number
        .split_once('/')
        .unwrap_or((own.number.as_str(), "KH"));
    let symbol = symbol.rsplit('/').next().unwrap_or(symbol);
    let kind: String = symbol
        .split(['-', '–'])
        .next()
        .unwrap_or("KH")
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    prefix_of(&format!("{kind}{number}"))
}

pub(super) fn free_prefix(prefix: &str, book: &Book) -> String {
    let taken = |prefix: &str| {
        let begins = format!("{prefix}-");
        book.plans.iter().any(|kept| kept.record.prefix == prefix)
            || book
                .tasks
                .iter()
                .any(|kept| kept.record.number.starts_with(&begins))
    };
    if !taken(prefix) {
        return prefix.to_owned();
    }
    let between = if prefix.ends_with(|c: char| c.is_ascii_digit()) {
        "B"
    } else {
        ""
    };
    (2..u32::MAX)
        .map(|n| format!("{prefix}{between}{n}"))
        .find(|own| !taken(own))
        .unwrap_or_default()
}
