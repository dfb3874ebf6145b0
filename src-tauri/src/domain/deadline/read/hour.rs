//! Hours: "17h00", "16 giờ 30 phút", "17:00", "4 giờ chiều".

use super::token::{Pieces, Token};

/// An hour of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hour {
    /// Where it stood.
    pub(super) at: usize,
    /// 0–24.
    pub(super) of_day: u32,
    /// 0–59.
    pub(super) minute: u32,
}

impl Hour {
    /// `HH:MM`; the end of a day is its last minute.
    pub(super) fn text(&self) -> String {
        if self.of_day == 24 {
            "23:59".to_owned()
        } else {
            format!("{:02}:{:02}", self.of_day, self.minute)
        }
    }

    /// Whether it is the very beginning of the day.
    pub(super) const fn is_midnight(&self) -> bool {
        self.of_day == 0 && self.minute == 0
    }
}

/// Takes all hours out of the pieces, so that their numbers are no days.
pub(super) fn take_hours(pieces: &mut Pieces) -> Vec<Hour> {
    let mut out = Vec::new();
    for at in 0..pieces.len() {
        if let Some((mut hour, mut end)) = hour_at(pieces, at) {
            if let Some((shift, past)) = part_of_day(pieces, end, hour.of_day) {
                hour.of_day += shift;
                end = past;
            }
            pieces.take_aside(at, end);
            out.push(hour);
        }
    }
    out
}

fn hour_at(pieces: &Pieces, at: usize) -> Option<(Hour, usize)> {
    let &Token::Number(hour @ 0..=24, 1..=2) = pieces.get(at)? else {
        return None;
    };
    let found = |minute, end| {
        Some((
            Hour {
                at,
                of_day: hour,
                minute,
            },
            end,
        ))
    };
    if pieces.sign(at + 1) == Some(':') {
        let &Token::Number(minute @ 0..=59, 2) = pieces.get(at + 2)? else {
            return None;
        };
        let seconds = pieces.sign(at + 3) == Some(':')
            && matches!(pieces.get(at + 4), Some(Token::Number(0..=59, 2)));
        return found(minute, if seconds { at + 5 } else { at + 3 });
    }
    if !matches!(pieces.word(at + 1)?, "h" | "gio" | "g") {
        return None;
    }
    let (minute, end) = match pieces.get(at + 2) {
        // "17 giờ 25/8" names a day, not minutes.
        Some(&Token::Number(minute @ 0..=59, 1..=2))
            if !(matches!(pieces.sign(at + 3), Some('/' | '-' | '.'))
                && pieces.is_number(at + 4)) =>
        {
            let end = at + 3;
            let named = matches!(pieces.word(end), Some("phut" | "p" | "ph"));
            (minute, if named { end + 1 } else { end })
        }
        _ => (0, at + 2),
    };
    (!is_length(pieces, at, end)).then(|| found(minute, end))?
}

/// "trong 24 giờ", "trong vòng 48h", "72 giờ kể từ …" say how long, not when.
fn is_length(pieces: &Pieces, at: usize, end: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| pieces.word(at));
    let behind = pieces.past_comma(end);
    let a_day = pieces.is_number(behind)
        || (pieces.word(behind) == Some("ngay") && pieces.is_number(behind + 1));
    (matches!(before, Some("trong" | "vong" | "sau" | "qua" | "han")) && !a_day)
        || pieces
            .any_phrase(
                behind,
                &["ke tu", "sau khi", "lam viec", "tu khi", "tinh tu"],
            )
            .is_some()
}

/// "4 giờ chiều" is 16:00.
fn part_of_day(pieces: &Pieces, at: usize, hour: u32) -> Option<(u32, usize)> {
    let shift = match pieces.word(at)? {
        "sang" if hour < 12 => 0,
        "trua" if (10..=13).contains(&hour) => 0,
        "chieu" if (1..=6).contains(&hour) => 12,
        "chieu" if (12..=18).contains(&hour) => 0,
        "toi" | "dem" if (6..=11).contains(&hour) => 12,
        "toi" | "dem" if (18..=24).contains(&hour) => 0,
        _ => return None,
    };
    Some((shift, at + 1))
}
