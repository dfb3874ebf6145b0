//! The document of a plan: its number and symbol, its day, who issued it.

use super::super::columns::{holds, lowered, plain, starts};
use super::{FoundDocument, KINDS, is_capitals, is_motto, place_and_day};
use crate::domain::deadline::days_in;

/// "Kèm theo Kế hoạch số 12/KH-UBND ngày 15/01/2026 của UBND xã Công Hải", or the number and the day of a letterhead.
pub(super) fn document_in(lines: &[String]) -> Option<FoundDocument> {
    let mut found: Vec<(u8, FoundDocument)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some((number, from, to)) = symbol_in(line) else {
            continue;
        };
        let before = plain(line.get(..from).unwrap_or_default());
        let after = line.get(to..).unwrap_or_default();
        let mut own = FoundDocument {
            kind: kind_before(&before).unwrap_or_default(),
            ..FoundDocument::default()
        };
        if own.kind.is_empty() {
            own.kind = kind_of_symbol(&number).unwrap_or_default();
        }
        // A day beside the number; in a letterhead it stands in a line of its own.
        own.day = days_in(after).into_iter().next();
        own.issuer = issuer_in(after);
        let attached = holds(&before, "kem theo") || holds(&before, "ban hanh");
        let own_head = starts(&before, "so") && before.len() < 12;
        if own.day.is_none() && own_head {
            own.day = lines.iter().find_map(|line| place_and_day(line));
        }
        if own_head && own.issuer.is_empty() {
            own.issuer = letterhead(&lines[..at]);
        }
        if own.kind.is_empty() && own_head {
            let heads = lines.iter().map(|line| plain(line));
            let kinds = heads.filter_map(|words| KINDS.iter().find(|(own, ..)| *own == words));
            own.kind = kinds
                .map(|(_, name, _)| (*name).to_owned())
                .next()
                .unwrap_or_default();
            if own.kind.is_empty() {
                "Công văn".clone_into(&mut own.kind);
            }
        }
        own.number = number;
        // What it is an annex of goes first, then its own head; what it rests on is no document of its own.
        let basis =
            starts(&before, "can cu") || holds(&before, "thuc hien") || holds(&before, "theo");
        let rank = if attached && !starts(&before, "can cu") {
            0
        } else if own_head {
            1
        } else if basis {
            3
        } else {
            2
        };
        found.push((rank, own));
    }
    found.sort_by_key(|(rank, _)| *rank);
    found
        .into_iter()
        .next()
        .filter(|(rank, _)| *rank < 3)
        .map(|(_, own)| own)
}

/// A number with its symbol, and where it stands: "12/KH-UBND", "96/TB-VPCP", "10/2024/NQ-CP".
pub(super) fn symbol_in(text: &str) -> Option<(String, usize, usize)> {
    let bytes: Vec<(usize, char)> = text.char_indices().collect();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].1.is_ascii_digit()
            || at > 0 && (bytes[at - 1].1.is_alphanumeric() || bytes[at - 1].1 == '/')
        {
            at += 1;
            continue;
        }
        let start = bytes[at].0;
        let end = bytes[at..]
            .iter()
            .find(|(_, c)| !(c.is_alphanumeric() || matches!(c, '/' | '-' | '.' | '&' | '–')))
            .map_or(text.len(), |(own, _)| *own);
        let own = text[start..end].trim_end_matches(['.', '-', '/']);
        let symbol = own.split('/').next_back().unwrap_or_default();
        let first_letter = symbol.chars().next().is_some_and(char::is_uppercase);
        let letters = symbol.chars().filter(|c| c.is_alphabetic()).count();
        if own.contains('/') && first_letter && letters >= 2 && own.len() < 50 {
            return Some((own.to_owned(), start, start + own.len()));
        }
        at = bytes.partition_point(|(place, _)| *place < end).max(at + 1);
    }
    None
}

/// The kind that stands last before a number.
pub(super) fn kind_before(words: &str) -> Option<String> {
    let all = KINDS
        .iter()
        .filter_map(|(own, name, _)| Some((words.rfind(own)?, *name)));
    all.max_by_key(|(at, _)| *at)
        .map(|(_, name)| name.to_owned())
}

pub(super) fn kind_of_symbol(number: &str) -> Option<String> {
    let symbol = number.split('/').next_back()?;
    let first = symbol.split(['-', '–']).next()?;
    let all = KINDS.iter().find(|(.., own)| *own == first);
    all.map(|(_, name, _)| (*name).to_owned())
}

/// "của UBND xã Công Hải)" → "UBND xã Công Hải".
pub(super) fn issuer_in(text: &str) -> String {
    let Some(at) = lowered(text).and_then(|own| own.find("của ")) else {
        return String::new();
    };
    let rest = &text[at + "của ".len()..];
    let end = rest.find([')', ';', '.', ',']).unwrap_or(rest.len());
    let ends = [" về ", " V/v ", " ban hành ", " triển khai "];
    let end = ends
        .iter()
        .filter_map(|own| rest.find(own))
        .min()
        .map_or(end, |own| own.min(end));
    rest[..end].trim().chars().take(120).collect()
}

/// Who stands above the number in a letterhead: the last line in capitals that is no motto.
fn letterhead(lines: &[String]) -> String {
    let mut own = lines.iter().filter(|line| {
        let words = plain(line);
        let kind = KINDS.iter().any(|(own, ..)| starts(&words, own));
        !is_motto(&words)
            && !kind
            && is_capitals(line)
            && symbol_in(line).is_none()
            && words.len() > 3
            && line.chars().count() < 80
    });
    let first = own.next().cloned().unwrap_or_default();
    let second = own.next().cloned().unwrap_or_default();
    // "ỦY BAN NHÂN DÂN" above "XÃ CÔNG HẢI".
    if plain(&first) == "uy ban nhan dan" {
        format!("{first} {second}").trim().to_owned()
    } else if second.is_empty() {
        first
    } else {
        second
    }
}
