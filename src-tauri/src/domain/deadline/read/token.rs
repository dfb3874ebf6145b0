//! The pieces of a wording: words, numbers and signs, each with where it stands in the text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::spell;
use crate::domain::text::fold;

/// A piece of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Value and how many digits it has; `u32::MAX` for a run that is longer than four.
    Number(u32, usize),
    /// Letters, without and with their marks.
    Word { plain: String, said: String },
    /// `/`, `-`, `.`, `:` or `,`.
    Sign(char),
}

/// A token with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) token: Token,
    /// First byte.
    pub(super) from: usize,
    /// One past the last byte.
    pub(super) to: usize,
    /// Understood already.
    pub(super) used: bool,
    /// An hour or a weekday, which may stand between the words before a day.
    pub(super) aside: bool,
}

/// The pieces of a wording, in order. Pieces that are used up are seen by nobody else.
#[derive(Debug, Clone)]
pub(super) struct Pieces {
    all: Vec<Piece>,
    /// Typed without any marks, so that words which differ only by them cannot be told apart.
    bare: bool,
}

impl Pieces {
    /// Splits a text; digits part from letters, so that "T10/2024" and "17h00" fall into pieces.
    pub(super) fn of(text: &str) -> Self {
        let bare = text.is_ascii();
        Self {
            all: spell::numbers(trimmed(split(text)), bare),
            bare,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn all(&self) -> &[Piece] {
        &self.all
    }

    /// A piece that is not used up.
    pub(super) fn get(&self, at: usize) -> Option<&Token> {
        self.all
            .get(at)
            .filter(|piece| !piece.used)
            .map(|piece| &piece.token)
    }

    /// The word at a place, without marks.
    pub(super) fn word(&self, at: usize) -> Option<&str> {
        match self.get(at)? {
            Token::Word { plain, .. } => Some(plain),
            _ => None,
        }
    }

    /// Whether the word at a place is this one with its marks; a text without marks is given the benefit.
    pub(super) fn is_said(&self, at: usize, wanted: &str) -> bool {
        match self.get(at) {
            Some(Token::Word { plain, said }) => {
                said == wanted || (self.bare && *plain == fold(wanted))
            }
            _ => false,
        }
    }

    /// A number of one or two digits, at most `most`.
    pub(super) fn small(&self, at: usize, most: u32) -> Option<u32> {
        match self.get(at)? {
            Token::Number(value, 1..=2) if (1..=most).contains(value) => Some(*value),
            _ => None,
        }
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        matches!(self.get(at), Some(Token::Number(..)))
    }

    pub(super) fn sign(&self, at: usize) -> Option<char> {
        match self.get(at)? {
            Token::Sign(sign) => Some(*sign),
            _ => None,
        }
    }

    /// The end of a phrase of plain words that begins at a place; commas inside are passed over.
    pub(super) fn phrase(&self, at: usize, phrase: &str) -> Option<usize> {
        let mut at = at;
        for (n, wanted) in phrase.split(' ').enumerate() {
            if n > 0 {
                at = self.past_comma(at);
            }
            if self.word(at) != Some(wanted) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// The longest of several phrases that begins at a place.
    pub(super) fn any_phrase(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        phrases
            .iter()
            .filter_map(|phrase| self.phrase(at, phrase))
            .max()
    }

    /// Where one of several phrases first stands: its first piece and one past its last.
    pub(super) fn find(&self, phrases: &[&str]) -> Option<(usize, usize)> {
        (0..self.len()).find_map(|at| Some((at, self.any_phrase(at, phrases)?)))
    }

    /// The place behind a comma, if one stands there.
    pub(super) fn past_comma(&self, at: usize) -> usize {
        if self.sign(at) == Some(',') {
            at + 1
        } else {
            at
        }
    }

    /// Marks the pieces of an hour or of a weekday.
    pub(super) fn take_aside(&mut self, from: usize, to: usize) {
        self.take(from, to);
        for piece in self.all.get_mut(from..to).unwrap_or_default() {
            piece.aside = true;
        }
    }

    /// Whether an hour or a weekday stands at a place.
    pub(super) fn is_aside(&self, at: usize) -> bool {
        self.all.get(at).is_some_and(|piece| piece.aside)
    }

    /// Marks pieces as understood.
    pub(super) fn take(&mut self, from: usize, to: usize) {
        let to = to.min(self.all.len());
        for piece in self.all.get_mut(from..to).unwrap_or_default() {
            piece.used = true;
        }
    }
}

/// Without the bullets and full stops around it.
fn trimmed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    let sign = |piece: &Piece| matches!(piece.token, Token::Sign(_));
    let end = pieces
        .iter()
        .rposition(|piece| !sign(piece))
        .map_or(0, |at| at + 1);
    pieces.truncate(end);
    let start = pieces.iter().position(|piece| !sign(piece)).unwrap_or(0);
    pieces.split_off(start)
}

fn split(text: &str) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut run: Option<(usize, String, bool)> = None;
    let flush = |run: &mut Option<(usize, String, bool)>, to: usize, out: &mut Vec<Piece>| {
        if let Some((from, letters, digits)) = run.take() {
            out.push(piece(from, to, word_or_number(&letters, digits)));
        }
    };
    for (at, original) in text.char_indices() {
        if invisible(original) || is_combining_mark(original) {
            continue;
        }
        // "Ⅱ" is written with letters, full-width digits with digits.
        for c in original.nfkc() {
            if c.is_ascii_digit() || c.is_alphabetic() {
                let digit = c.is_ascii_digit();
                if run.as_ref().is_some_and(|(_, _, digits)| *digits != digit) {
                    flush(&mut run, at, &mut out);
                }
                run.get_or_insert_with(|| (at, String::new(), digit))
                    .1
                    .push(c);
            } else {
                flush(&mut run, at, &mut out);
                if let Some(sign) = sign(c) {
                    out.push(piece(at, at + original.len_utf8(), Token::Sign(sign)));
                }
            }
        }
    }
    flush(&mut run, text.len(), &mut out);
    out
}

fn piece(from: usize, to: usize, token: Token) -> Piece {
    Piece {
        token,
        from,
        to,
        used: false,
        aside: false,
    }
}

fn word_or_number(letters: &str, digits: bool) -> Token {
    if !digits {
        return Token::Word {
            plain: fold(letters),
            said: letters.to_lowercase(),
        };
    }
    // Longer runs are no day, month or year; a value that cannot be one keeps them out.
    let value = if letters.len() <= 4 {
        letters.parse().unwrap_or(u32::MAX)
    } else {
        u32::MAX
    };
    Token::Number(value, letters.len())
}

const fn sign(c: char) -> Option<char> {
    match c {
        '/' | '.' | ':' => Some(c),
        '\u{2044}' | '\u{2215}' | '\\' => Some('/'),
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '→' | '~' | '÷' | '⁓' => Some('-'),
        ',' | ';' | '+' | '&' => Some(','),
        _ => None,
    }
}

/// Soft hyphens of converted texts, and marks of direction or width.
const fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}'
    )
}
