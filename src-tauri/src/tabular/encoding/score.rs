//! How well a text reads as Vietnamese.

use std::borrow::Cow;

use super::syllable::is_syllable;

/// What speaks for a reading of a text and what against it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// Words with marks that can be syllables.
    pub good: u32,
    /// Words with marks, or signs within words, that cannot be.
    pub bad: u32,
}

impl Score {
    /// What both come to. Names of other peoples are words that cannot be, so these weigh no more.
    pub const fn sum(self) -> i64 {
        self.good as i64 - self.bad as i64
    }
}

/// Signs of Latin-1 that are no letters, but stand for letters in TCVN3.
const fn is_odd(sign: char) -> bool {
    matches!(sign, '\u{80}'..='\u{bf}' | '×' | '÷')
}

/// Scores the words of a text that have more than ASCII.
pub fn score(text: &str) -> Score {
    let mut out = Score::default();
    let no_word = |c: char| !(c.is_alphabetic() || is_odd(c) || is_mark(c));
    for word in text.split(no_word) {
        if word.is_ascii() {
            continue;
        }
        let letters = word.chars().any(char::is_alphabetic);
        if letters && is_syllable(word) {
            out.good += 1;
        } else if letters {
            out.bad += 1;
        }
    }
    out
}

/// The text without odd signs that stand alone: these may be a multiplication sign or quotation marks.
pub fn without_lone_signs(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_odd) {
        return Cow::Borrowed(text);
    }
    let in_word = |c: char| c.is_alphabetic() || is_odd(c);
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let after = signs.peek().copied().unwrap_or(' ');
        let alone = is_odd(sign) && !in_word(before) && !in_word(after);
        out.push(if alone { ' ' } else { sign });
        before = sign;
    }
    Cow::Owned(out)
}

fn is_mark(sign: char) -> bool {
    unicode_normalization::char::is_combining_mark(sign)
}
