//! Writing of Vietnamese text: one normal form for comparing, one for storing.

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

/// Words of kind before a name, folded.
const PREFIXES: [&str; 18] = [
    "ubnd ",
    "phuong ",
    "thi tran ",
    "thi xa ",
    "xa ",
    "quan ",
    "huyen ",
    "thanh pho ",
    "tinh ",
    "p. ",
    "p.",
    "x. ",
    "x.",
    "tt. ",
    "tt.",
    "q. ",
    "q.",
    "tp. ",
];

/// A written body name for matching: folded, with the prefixes of kind removed (P., Phường, X., TT., Q., H., TP.).
pub fn fold_body_name(text: &str) -> String {
    let folded = fold(text);
    let mut rest = folded.as_str();
    while let Some(shorter) = PREFIXES.iter().find_map(|prefix| rest.strip_prefix(prefix)) {
        if shorter.trim().is_empty() {
            break;
        }
        rest = shorter.trim_start();
    }
    rest.to_owned()
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
