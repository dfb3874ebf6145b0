//! Recurring wordings: the months of a period, and the month after it.

use super::recur::Cycle;
use super::token::Pieces;
use crate::domain::deadline::Every;

/// "tháng cuối quý", "tháng đầu quý sau".
#[derive(Debug, Clone, Copy)]
pub(super) struct MonthOf {
    /// Of which period.
    pub(super) every: Every,
    /// Counted from its first month.
    pub(super) month: u32,
    /// Where it stood.
    pub(super) at: usize,
}

/// "tháng cuối (của) (mỗi) quý", "tháng đầu tiên của quý sau"; of a certain quarter it is none.
pub(super) fn take_month_of(pieces: &mut Pieces, cycle: &mut Cycle) -> Option<MonthOf> {
    let (at, end, every, month) = (0..pieces.len()).find_map(|at| month_of_at(pieces, at))?;
    match every {
        Some(every) => cycle.units.push(every),
        None => cycle.odd = true,
    }
    pieces.take(at, end);
    Some(MonthOf {
        every: every?,
        month,
        at,
    })
}

fn month_of_at(pieces: &Pieces, at: usize) -> Option<(usize, usize, Option<Every>, u32)> {
    pieces.phrase(at, "thang")?;
    let place = pieces
        .word(at + 1)
        .filter(|word| matches!(*word, "dau" | "giua" | "cuoi"))?;
    let mut next = at + 2;
    while matches!(pieces.word(next), Some("cung" | "tien" | "cua")) {
        next += 1;
    }
    let each = matches!(pieces.word(next), Some("moi" | "hang" | "tung"));
    if each {
        next += 1;
    }
    let every = match pieces.word(next)? {
        "quy" | "qui" => Some(Every::Quarter),
        "nam" if each => Some(Every::Year),
        "ky" => None,
        _ => return None,
    };
    let mut end = next + 1;
    if pieces.is_number(end) || matches!(pieces.word(end), Some("i" | "ii" | "iii" | "iv" | "nay"))
    {
        return None;
    }
    let following = pieces.any_phrase(
        end,
        &[
            "sau lien ke",
            "sau",
            "tiep theo",
            "ke tiep",
            "lien ke",
            "tiep",
        ],
    );
    end = following.unwrap_or(end);
    let months = every.map_or(1, Every::months);
    let month = match (place, following.is_some()) {
        ("dau", false) => 1,
        ("giua", false) => 2,
        ("cuoi", false) => months,
        ("dau", true) => months + 1,
        _ => return Some((at, end, None, 1)),
    };
    Some((at, end, every, month))
}

/// "ngày 5 của tháng sau": the month after; by itself it is only understood to recur.
pub(super) fn take_next_month(pieces: &mut Pieces, cycle: &mut Cycle) -> bool {
    let found = pieces.find(&[
        "thang sau lien ke",
        "thang lien ke sau",
        "thang lien ke",
        "thang ke tiep",
        "thang tiep theo",
        "thang lien sau",
        "thang ke sau",
        "thang sau",
    ]);
    let Some((at, end)) = found else {
        return false;
    };
    let mut day = at;
    while day > 0 && matches!(pieces.word(day - 1), Some("cua" | "vao")) {
        day -= 1;
    }
    // "06 tháng sau khi …" is a length; "ngày 06 tháng sau" is a day.
    let named = day < at
        || matches!(
            day.checked_sub(2).and_then(|at| pieces.word(at)),
            Some("ngay" | "truoc" | "nhat" | "vao" | "la" | "den")
        );
    if day == 0 || !pieces.is_number(day - 1) || !named || pieces.word(end) == Some("khi") {
        return false;
    }
    if cycle.units.is_empty() {
        cycle.units.push(Every::Month);
        cycle.guessed = true;
    }
    pieces.take(at, end);
    true
}
