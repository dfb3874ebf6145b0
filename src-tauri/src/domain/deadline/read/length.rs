//! Lengths in a wording: "20 ngày", "10 ngày làm việc", "nửa tháng".

use super::token::{Pieces, Token};
use crate::domain::deadline::{Length, LengthUnit};

/// A length with where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stated {
    /// None where it counts hours.
    pub(super) length: Option<Length>,
    /// False for "3-5 ngày", of which the longer is taken.
    pub(super) plain: bool,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Takes the first length out of the pieces.
pub(super) fn take_length(pieces: &mut Pieces) -> Option<Stated> {
    let found = (0..pieces.len()).find_map(|at| length_at(pieces, at))?;
    pieces.take(found.start, found.end);
    Some(found)
}

fn length_at(pieces: &Pieces, at: usize) -> Option<Stated> {
    if let Some(end) = pieces.phrase(at, "nua thang") {
        // Bộ luật Dân sự Điều 146: half a month is fifteen days. "nửa tháng 5" is none.
        return (!pieces.is_number(end)).then_some(Stated {
            length: Some(Length {
                count: 15,
                unit: LengthUnit::Day,
            }),
            plain: true,
            start: at,
            end,
        });
    }
    let Token::Number(_, 1..=3) = *pieces.get(at)? else {
        return None;
    };
    let before = at.checked_sub(1);
    let named = matches!(
        before.and_then(|at| pieces.word(at)),
        Some("ngay" | "thang" | "quy" | "qui" | "thu" | "so" | "lan" | "t" | "q")
    );
    let signed = matches!(
        before.and_then(|at| pieces.sign(at)),
        Some('/' | '-' | '.' | ':')
    );
    if named || signed {
        return None;
    }
    if pieces.sign(at + 1) == Some('-') {
        let longer = counted_at(pieces, at + 2)?;
        return Some(Stated {
            start: at,
            plain: false,
            ..longer
        });
    }
    counted_at(pieces, at)
}

/// A number with what it counts.
fn counted_at(pieces: &Pieces, at: usize) -> Option<Stated> {
    let Token::Number(count @ 1..=999, 1..=3) = *pieces.get(at)? else {
        return None;
    };
    let unit = at + 1;
    // "3 ngày 15" and "2 năm 2024" count nothing; nor do "6 tháng đầu năm" and "10 ngày đầu tháng 5".
    let more = pieces.is_number(unit + 1)
        || matches!(
            pieces.word(unit + 1),
            Some("dau" | "cuoi" | "chap" | "gieng" | "am")
        );
    if more {
        return None;
    }
    let counted = |count: u32, kind, end| {
        Some(Stated {
            length: Some(Length { count, unit: kind }),
            plain: true,
            start: at,
            end,
        })
    };
    match pieces.word(unit)? {
        "ngay" => match pieces.phrase(unit + 1, "lam viec") {
            Some(end) => counted(count, LengthUnit::WorkingDay, end),
            None => counted(count, LengthUnit::Day, unit + 1),
        },
        "tuan" => counted(count, LengthUnit::Week, unit + 1),
        "thang" => counted(count, LengthUnit::Month, unit + 1),
        "quy" if count <= 8 => counted(count * 3, LengthUnit::Month, unit + 1),
        "nam" if count <= 20 => counted(count * 12, LengthUnit::Month, unit + 1),
        "gio" | "h" => Some(Stated {
            length: None,
            plain: true,
            start: at,
            end: pieces.phrase(unit + 1, "lam viec").unwrap_or(unit + 1),
        }),
        _ => None,
    }
}
