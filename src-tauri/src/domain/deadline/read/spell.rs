//! Numbers in letters: "mười lăm ngày", "sáu tháng đầu năm", "quý hai".

use super::token::{Piece, Token};
use crate::domain::text::fold;

const DIGITS: [(&str, u32); 14] = [
    ("một", 1),
    ("mốt", 1),
    ("hai", 2),
    ("ba", 3),
    ("bốn", 4),
    ("tư", 4),
    ("năm", 5),
    ("lăm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("bẩy", 7),
    ("tám", 8),
    ("chín", 9),
    ("mười", 10),
];

/// Words that a number in letters counts.
const COUNTED: [&str; 5] = ["ngày", "tuần", "tháng", "năm", "lần"];

/// Puts numbers in the place of words that stand before something counted, or behind "tháng" or "quý".
pub(super) fn numbers(pieces: Vec<Piece>, bare: bool) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        if let Some((value, end)) = number_at(&pieces, at, out.last(), bare) {
            out.push(Piece {
                token: Token::Number(value, 2),
                to: pieces[end - 1].to,
                ..pieces[at].clone()
            });
            at = end;
        } else {
            out.push(pieces[at].clone());
            at += 1;
        }
    }
    out
}

fn number_at(
    pieces: &[Piece],
    at: usize,
    previous: Option<&Piece>,
    bare: bool,
) -> Option<(u32, usize)> {
    let digit = |at: usize| digit(pieces.get(at)?, bare);
    let first = digit(at)?;
    let ten = pieces
        .get(at + 1)
        .is_some_and(|piece| is(piece, "mươi", bare));
    let (value, end) = match (first, ten) {
        (10, _) => match digit(at + 1).filter(|unit| *unit < 10) {
            // "mười năm" is ten years unless something counted follows.
            Some(unit) if counted(pieces.get(at + 2), bare) => (10 + unit, at + 2),
            _ => (10, at + 1),
        },
        (tens, true) => match digit(at + 2).filter(|unit| *unit < 10) {
            Some(unit) if counted(pieces.get(at + 3), bare) => (tens * 10 + unit, at + 3),
            _ => (tens * 10, at + 2),
        },
        (unit, false) => (unit, at + 1),
    };
    let behind = previous.is_some_and(|piece| is(piece, "tháng", bare) || is(piece, "quý", bare));
    let next = pieces.get(end);
    // "tháng một lần" is no January.
    if behind && !next.is_some_and(|piece| is(piece, "lần", bare)) {
        // "tháng mười hai", "tháng mười một".
        if value == 10
            && let Some(unit) = digit(end).filter(|unit| *unit <= 2)
        {
            return Some((10 + unit, end + 1));
        }
        // "tháng năm 2024" leaves open which month it is.
        let year = next.is_some_and(|piece| matches!(piece.token, Token::Number(_, 4)));
        return (value <= 12 && !(value == 5 && year)).then_some((value, end));
    }
    counted(next, bare).then_some((value, end))
}

fn digit(piece: &Piece, bare: bool) -> Option<u32> {
    DIGITS
        .iter()
        .find(|(word, _)| is(piece, word, bare && !matches!(*word, "sáu" | "năm" | "tư")))
        .map(|(_, value)| *value)
}

fn counted(piece: Option<&Piece>, bare: bool) -> bool {
    piece.is_some_and(|piece| COUNTED.iter().any(|word| is(piece, word, bare)))
}

fn is(piece: &Piece, word: &str, bare: bool) -> bool {
    match &piece.token {
        Token::Word { plain, said } => said == word || (bare && *plain == fold(word)),
        _ => false,
    }
}
