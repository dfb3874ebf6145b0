//! Recurring wordings: how often.

use super::recur::Cycle;
use super::take_all;
use super::token::Pieces;
use crate::domain::deadline::Every;

/// The unit at a place and one past it: "tuần", "6 tháng", "năm"; none where a number makes it a certain one.
pub(super) fn unit_at(pieces: &Pieces, at: usize) -> Option<(Option<Every>, usize)> {
    if let Some(count) = pieces.small(at, 12) {
        let every = match (count, pieces.word(at + 1)?) {
            (6, "thang") => Some(Every::Half),
            (3, "thang") | (1, "quy") => Some(Every::Quarter),
            (12, "thang") | (1, "nam") => Some(Every::Year),
            (1, "thang") => Some(Every::Month),
            (1, "tuan") => Some(Every::Week),
            (1, "ngay") => Some(Every::Day),
            (_, "thang" | "tuan" | "ngay" | "nam" | "quy") => None,
            _ => return None,
        };
        return Some((every, at + 2));
    }
    let every = match pieces.word(at)? {
        "ngay" if pieces.is_said(at, "ngày") => Every::Day,
        "tuan" => Every::Week,
        "thang" => Every::Month,
        "quy" | "qui" => Every::Quarter,
        "nam" => Every::Year,
        _ => return None,
    };
    Some((Some(every), at + 1))
}

/// Whether a number or a quarter's numeral follows, so that a certain one is meant.
pub(super) fn numbered(pieces: &Pieces, at: usize) -> bool {
    pieces.is_number(at) || matches!(pieces.word(at), Some("i" | "ii" | "iii" | "iv" | "nay"))
}

/// "hằng tuần", "mỗi quý", "3 tháng/lần", "định kỳ tháng, quý", "theo quý".
pub(super) fn take_units(pieces: &mut Pieces, cycle: &mut Cycle) {
    for at in 0..pieces.len() {
        if let Some(end) = take_times(pieces, at, cycle) {
            pieces.take(at, end);
            continue;
        }
        let each = match pieces.word(at) {
            Some("hang" | "tung") => true,
            Some("moi") => pieces.is_said(at, "mỗi"),
            Some("dinh") if pieces.word(at + 1) == Some("ky") => {
                let list = if pieces.word(at + 2) == Some("theo") {
                    at + 3
                } else {
                    at + 2
                };
                take_list(pieces, list, cycle);
                false
            }
            Some("theo") => {
                if let Some((Some(every), end)) = unit_at(pieces, at + 1)
                    && !numbered(pieces, end)
                    && !pieces.is_number(at + 1)
                    && !matches!(pieces.word(end), Some("dinh" | "che" | "hoc" | "tai"))
                {
                    cycle.units.push(every);
                    pieces.take(at, end);
                    take_more(pieces, end, cycle);
                }
                false
            }
            _ => false,
        };
        if each && let Some((every, end)) = unit_at(pieces, at + 1) {
            match every {
                Some(every) => cycle.units.push(every),
                None => cycle.odd = true,
            }
            pieces.take(at, end);
            take_more(pieces, end, cycle);
        }
    }
}

/// "1 lần/tháng", "3 tháng/lần", "6 tháng một lần", "hai tuần một lần".
fn take_times(pieces: &Pieces, at: usize, cycle: &mut Cycle) -> Option<usize> {
    if let Some(times) = pieces.small(at, 31)
        && pieces.word(at + 1) == Some("lan")
    {
        let mut next = at + 2;
        while pieces.sign(next) == Some('/')
            || matches!(pieces.word(next), Some("moi" | "tren" | "trong" | "hang"))
        {
            next += 1;
        }
        let (every, end) = unit_at(pieces, next)?;
        match every.filter(|_| times == 1) {
            Some(every) => cycle.units.push(every),
            None => cycle.odd = true,
        }
        return Some(end);
    }
    let (every, mut end) = unit_at(pieces, at)?;
    let counted = pieces.is_number(at);
    if pieces.sign(end) == Some('/') {
        end += 1;
    } else if !counted {
        return None;
    }
    if pieces.small(end, 1).is_some() {
        end += 1;
    }
    if pieces.word(end) != Some("lan") {
        return None;
    }
    match every {
        Some(every) => cycle.units.push(every),
        None => cycle.odd = true,
    }
    Some(end + 1)
}

/// ", quý, năm" behind a unit.
fn take_more(pieces: &mut Pieces, at: usize, cycle: &mut Cycle) {
    let joined = matches!(pieces.sign(at), Some(',' | '/' | '-'))
        || matches!(pieces.word(at), Some("va" | "hoac"));
    if joined && take_list(pieces, at + 1, cycle) {
        pieces.take(at, at + 1);
    }
}

fn take_list(pieces: &mut Pieces, at: usize, cycle: &mut Cycle) -> bool {
    let Some((Some(every), end)) = unit_at(pieces, at) else {
        return false;
    };
    if numbered(pieces, end)
        || matches!(pieces.word(end), Some("dau" | "cuoi" | "lan"))
        || pieces.sign(end) == Some('/') && pieces.word(end + 1) == Some("lan")
    {
        return false;
    }
    cycle.units.push(every);
    pieces.take(at, end);
    take_more(pieces, end, cycle);
    true
}

/// "Tháng, quý, năm", "sơ kết 6 tháng, tổng kết năm": units and nothing else.
pub(super) fn only_units(pieces: &mut Pieces, cycle: &mut Cycle) -> bool {
    let mut trial = pieces.clone();
    take_all(
        &mut trial,
        &["bao cao", "so ket", "tong ket", "danh gia", "ca", "va"],
    );
    let mut units = Vec::new();
    let mut at = 0;
    while at < trial.len() {
        if trial.get(at).is_none() || matches!(trial.sign(at), Some(',' | '/' | '-' | '.')) {
            at += 1;
            continue;
        }
        let Some((Some(every), end)) =
            unit_at(&trial, at).filter(|(_, end)| !numbered(&trial, *end))
        else {
            return false;
        };
        units.push(every);
        at = end;
    }
    if units.len() < 2 {
        return false;
    }
    cycle.units = units;
    cycle.guessed = true;
    let all = pieces.len();
    pieces.take(0, all);
    true
}
