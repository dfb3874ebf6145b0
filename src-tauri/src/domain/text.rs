//! Writing of Vietnamese text: one normal form for comparing, one for storing.

use super::error::{Error, ErrorCode, Result};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Text as it is stored: NFC, outer white space removed, control characters dropped.
pub fn clean(text: &str) -> String {
    text.nfc()
        .filter(|c| !c.is_control() || *c == '\n')
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Text for searching: lower case, no diacritics, `đ` as `d`, single blanks.
pub fn fold(text: &str) -> String {
    let plain: String = text
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// First letter in upper case.
pub fn capitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// First letter in lower case, for a name inside a sentence ("phường An Thới").
pub fn uncapitalise(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// Refuses text that holds the number of a citizen: a run of exactly 9 digits (chứng minh nhân dân) or 12 (căn cước),
/// also one of 12 that begins with 0 and is written in groups. Only counts per unit are kept, no lists of people
/// (Luật 91/2025/QH15). A count of nine digits is told apart by its points: `123.456.789`.
pub fn refuse_citizen_number(text: &str) -> Result<()> {
    match citizen_number(text) {
        Some(run) => Err(Error::new(ErrorCode::CitizenNumber).with("digits", run.len())),
        None => Ok(()),
    }
}

/// A note as it is stored: cleaned, and refused where it holds the number of a citizen.
pub fn clean_note(text: &str) -> Result<String> {
    let note = clean(text);
    refuse_citizen_number(&note)?;
    Ok(note)
}

/// A note that is kept whole or refused: at most so many letters. `what` names it in the refusal.
pub fn note_within(what: &str, text: &str, most: usize) -> Result<String> {
    let length = text.chars().count();
    if length > most {
        return Err(Error::new(ErrorCode::TextTooLong)
            .with("what", what)
            .with("length", length)
            .with("most", most));
    }
    clean_note(text)
}

/// The first such run, without its blanks.
pub fn citizen_number(text: &str) -> Option<String> {
    let joined = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    for word in text.split(|c: char| !joined(c)) {
        // Points between digits make a count of it; one at the end of a sentence does not.
        let run = word.trim_matches(['.', ',']);
        if matches!(run.len(), 9 | 12) && run.bytes().all(|b| b.is_ascii_digit()) {
            return Some(run.to_owned());
        }
    }
    let groups: Vec<&str> = text.split(' ').collect();
    for from in 0..groups.len() {
        let mut run = String::new();
        for group in &groups[from..] {
            if !(3..=4).contains(&group.len()) || !group.bytes().all(|b| b.is_ascii_digit()) {
                break;
            }
            run.push_str(group);
            if run.len() >= 12 {
                break;
            }
        }
        if run.len() == 12 && run.starts_with('0') {
            return Some(run);
        }
    }
    None
}

/// Words after which a list may go on with what differs: "làm sạch dữ liệu hộ tịch, thuế, bảo hiểm".
const JOINTS: [&str; 8] = ["liệu", "về", "cho", "tại", "của", "với", "trong", "lần"];
/// Fewer words are not worth it.
const LEAST_COMMON: usize = 4;

/// Titles one behind the other; what several begin with is said once.
pub fn enumerate_titles(titles: &[&str]) -> String {
    let mut out: Vec<String> = Vec::new();
    let mut rest = titles;
    while let Some(first) = rest.first() {
        let words: Vec<&str> = first.split(' ').collect();
        let common = (LEAST_COMMON..words.len())
            .rev()
            .filter(|count| JOINTS.contains(&words[count - 1]))
            .map(|count| format!("{} ", words[..count].join(" ")))
            .map(|start| {
                let alike = |own: &&&str| {
                    own.strip_prefix(&start)
                        .is_some_and(|end| !end.contains([',', ';', ':', '(', '“']))
                };
                let count = rest.iter().take_while(alike).count();
                (start, count)
            })
            .find(|(_, count)| *count > 1);
        let Some((start, count)) = common else {
            out.push((*first).to_owned());
            rest = &rest[1..];
            continue;
        };
        let ends = rest[..count].iter().map(|own| &own[start.len()..]);
        out.push(format!("{start}{}", ends.collect::<Vec<_>>().join(", ")));
        rest = &rest[count..];
    }
    out.join("; ")
}
