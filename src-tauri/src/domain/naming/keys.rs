//! Keys under which spellings of one name meet.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The five marks of tone; the others belong to their letter.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The key under which spellings of one name meet: lower case, the tone at the end of its syllable (so that
/// "Hoà" is "Hòa"), final y as i ("Quý", "Quí"), no apostrophes, hyphens as blanks, no leading zeros.
pub fn exact_key(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut syllable = String::new();
    let mut tone = None;
    let finish = |syllable: &mut String, tone: &mut Option<char>, out: &mut String| {
        if syllable.is_empty() {
            return;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let number = syllable.bytes().all(|b| b.is_ascii_digit());
        let trimmed = if number {
            let rest = syllable.trim_start_matches('0');
            if rest.is_empty() { "0" } else { rest }
        } else {
            syllable.as_str()
        };
        match trimmed.strip_suffix('y') {
            Some(stem) if y_is_i(stem) => {
                out.push_str(stem);
                out.push('i');
            }
            _ => out.push_str(trimmed),
        }
        out.extend(tone.take());
        syllable.clear();
    };
    for c in text.nfd() {
        if TONES.contains(&c) {
            tone = Some(c);
        } else if is_combining_mark(c) {
            syllable.push(c);
        } else if c.is_alphanumeric() {
            syllable.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '’' | '‘' | '`') {
            finish(&mut syllable, &mut tone, &mut out);
        }
    }
    finish(&mut syllable, &mut tone, &mut out);
    out
}

/// Whether a final y after these letters sounds and is also written as i: "ly", "quy", not "thuy", "ay".
fn y_is_i(stem: &str) -> bool {
    stem == "qu"
        || stem
            .chars()
            .next_back()
            .is_some_and(|last| last.is_alphabetic() && !"aeiouăâêôơưy".contains(last))
            && !stem.chars().any(is_combining_mark)
            && !stem.is_empty()
}

/// The key without diacritics and blanks, under which all that may be meant meets: "anthoi". Whatever has one
/// exact key has one loose key.
pub fn loose_key(text: &str) -> String {
    loosened(&exact_key(text))
}

pub(super) fn loosened(exact: &str) -> String {
    exact
        .chars()
        .filter(|c| *c != ' ' && !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// Whether the text has any letter that only Vietnamese writing has: else the marks may have been left out.
pub(super) fn has_marks(text: &str) -> bool {
    text.nfd()
        .any(|c| is_combining_mark(c) || matches!(c, 'đ' | 'Đ'))
}

/// A letter without its marks in lower case.
pub fn base_letter(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let mut letter = c;
    unicode_normalization::char::decompose_canonical(c, |part| {
        if !is_combining_mark(part) {
            letter = part;
        }
    });
    match letter.to_lowercase().next().unwrap_or(letter) {
        'đ' => 'd',
        other => other,
    }
}
