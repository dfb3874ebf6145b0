//! Finding days, months, quarters and years among the pieces of a wording.

use chrono::Datelike;

use super::stretch::{Found, Join, Stretch};
use super::token::{Pieces, Token};
use crate::domain::instant::Day;

/// Years that a number of four digits alone can name.
const BARE_YEARS: std::ops::Range<i32> = 2015..2061;

/// All stretches, in order, none overlapping. `issued` gives "tháng này" and "trong năm" their meaning.
pub(super) fn stretches(pieces: &Pieces, issued: Option<Day>) -> Vec<Found> {
    let scan = Scan { pieces, issued };
    let mut out: Vec<Found> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let more = scan.at(at);
        match more.last() {
            Some(last) => {
                at = last.end;
                out.extend(more);
            }
            None => at += 1,
        }
    }
    out
}

pub(super) struct Scan<'a> {
    pub(super) pieces: &'a Pieces,
    pub(super) issued: Option<Day>,
}

/// Stretch, year, one past its last piece, whether it is plain.
pub(super) type Named = (Stretch, Option<i32>, usize, bool);

impl Scan<'_> {
    /// The stretch that begins at a place, with those that are listed behind it: "tháng 5-6/2024" has two.
    fn at(&self, at: usize) -> Vec<Found> {
        if let Some(days) = self.days_of_one_month(at) {
            return days;
        }
        let Some((stretch, year, end, sure)) = self.named(at) else {
            return Vec::new();
        };
        let mut out = vec![Found {
            stretch,
            year,
            start: at,
            end,
            join: Join::Apart,
            sure,
        }];
        while let Some(next) = out.last().and_then(|last| self.listed(last)) {
            out.push(next);
        }
        // "quý II, III năm 2024": the year stands once, at the end.
        let year = out.last().and_then(|last| last.year);
        if out.len() > 1 {
            for found in &mut out {
                found.year = found.year.or(year);
            }
        }
        out
    }

    fn named(&self, at: usize) -> Option<Named> {
        let pieces = self.pieces;
        if pieces.is_number(at) {
            return self
                .day_at(at)
                .map(|(day, month, year, end, sure)| (Stretch::Day(day, month), year, end, sure))
                .or_else(|| self.part_of_year(at))
                .or_else(|| self.month_with_year(at))
                .or_else(|| self.bare_year(at));
        }
        match pieces.word(at)? {
            "ngay" => {
                let (day, month, year, end, sure) = self.day_at(at + 1)?;
                Some((Stretch::Day(day, month), year, end, sure))
            }
            "thang" | "t" | "th" | "thg" => self.month(at),
            "quy" | "qui" | "q" | "qi" | "qii" | "qiii" | "qiv" => self.quarter(at),
            "nam" => self.year(at),
            _ => self.english_month(at),
        }
    }

    /// "01-15/3/2024", "từ ngày 1 đến ngày 15 tháng 3", "20, 21/3": the month stands with the last day only.
    fn days_of_one_month(&self, at: usize) -> Option<Vec<Found>> {
        let pieces = self.pieces;
        let number = if pieces.word(at) == Some("ngay") {
            at + 1
        } else {
            at
        };
        let day = pieces.small(number, 31)?;
        let (join, next) = self.joined(number + 1)?;
        let next = if pieces.word(next) == Some("ngay") {
            next + 1
        } else {
            next
        };
        // "1-3 - 5-4" and "15-3-2024" are days with their months.
        if pieces.sign(number + 1) == Some('-') && pieces.sign(next + 1) == Some('-') {
            return None;
        }
        let (last, month, year, end, sure) = self.day_at(next)?;
        let found = |day, start, end, join| Found {
            stretch: Stretch::Day(day, month),
            year,
            start,
            end,
            join,
            sure,
        };
        Some(vec![
            found(day, at, number + 1, Join::Apart),
            found(last, next, end, join),
        ])
    }

    /// What joins the next of a list, and where that begins.
    fn joined(&self, at: usize) -> Option<(Join, usize)> {
        match self.pieces.get(at)? {
            Token::Sign('-') => Some((Join::Range, at + 1)),
            Token::Sign(',') => Some((Join::List, at + 1)),
            Token::Word { plain, .. } if plain == "den" => {
                let next = if self.pieces.word(at + 1) == Some("het") {
                    at + 2
                } else {
                    at + 1
                };
                Some((Join::Range, next))
            }
            Token::Word { plain, .. } if plain == "va" => Some((Join::List, at + 1)),
            _ => None,
        }
    }

    /// What follows in a list without its own word: "tháng 5, 6", "quý III - IV", "năm 2024-2025".
    fn listed(&self, last: &Found) -> Option<Found> {
        let (join, at) = self.joined(last.end)?;
        let (stretch, year, end) = match last.stretch {
            Stretch::Month(_) if self.day_at(at).is_none() => {
                let month = self.pieces.small(at, 12)?;
                let (year, end) = self.year_after(at + 1);
                (Stretch::Month(month), year, end)
            }
            Stretch::Quarter(_) if self.day_at(at).is_none() => {
                let (quarter, end) = self.numeral(at)?;
                let (year, end) = self.year_after(end);
                (Stretch::Quarter(quarter), year, end)
            }
            Stretch::Year if !matches!(self.pieces.sign(at + 1), Some('/' | '.')) => {
                let year = self.year_number(at)?;
                (Stretch::Year, Some(year), at + 1)
            }
            _ => return None,
        };
        Some(Found {
            stretch,
            year,
            start: at,
            end,
            join,
            sure: true,
        })
    }

    /// "6 tháng đầu năm 2024", "9 tháng đầu năm", "3 tháng cuối năm".
    fn part_of_year(&self, at: usize) -> Option<Named> {
        let count = self.pieces.small(at, 11)?;
        let end = self.pieces.phrase(at + 1, "thang dau nam");
        let (first, end) = match end {
            Some(end) => (1, end),
            None => (13 - count, self.pieces.phrase(at + 1, "thang cuoi nam")?),
        };
        let (year, end) = self.year_here(end);
        Some((Stretch::Months(first, count), year, end, true))
    }

    /// "12/2024", "03-2024".
    fn month_with_year(&self, at: usize) -> Option<Named> {
        let month = self.pieces.small(at, 12)?;
        let sign = self
            .pieces
            .sign(at + 1)
            .filter(|sign| "/-.".contains(*sign))?;
        let year = self.year_number(at + 2)?;
        let before = at.checked_sub(1);
        let part_of_more = before.is_some_and(|at| matches!(self.pieces.sign(at), Some('/' | '.')))
            || matches!(
                before.and_then(|at| self.pieces.word(at)),
                Some("quy" | "qui" | "q" | "tuan" | "so" | "lan")
            );
        let more_follows = self.pieces.sign(at + 3) == Some(sign) && self.pieces.is_number(at + 4);
        (!part_of_more && !more_follows).then_some((
            Stretch::Month(month),
            Some(year),
            at + 3,
            true,
        ))
    }

    fn bare_year(&self, at: usize) -> Option<Named> {
        let year = self
            .year_number(at)
            .filter(|year| BARE_YEARS.contains(year))?;
        let signed = |at: Option<usize>| {
            at.is_some_and(|at| matches!(self.pieces.sign(at), Some('/' | '.')))
        };
        let more = signed(Some(at + 1)) && at + 2 < self.pieces.len();
        let alone = !(more || signed(at.checked_sub(1)));
        alone.then_some((Stretch::Year, Some(year), at + 1, true))
    }

    /// "tháng 3/2024", "T3", "tháng này", "tháng cuối quý II".
    fn month(&self, at: usize) -> Option<Named> {
        let pieces = self.pieces;
        let number = if pieces.sign(at + 1) == Some('.') {
            at + 2
        } else {
            at + 1
        };
        if let Some(month) = pieces
            .small(number, 12)
            .filter(|_| pieces.word(number + 1) != Some("lan"))
        {
            let (year, end) = self.year_after(number + 1);
            return Some((Stretch::Month(month), year, end, true));
        }
        if pieces.word(at) != Some("thang") {
            return None;
        }
        if let Some((month, year, end)) = self.month_of_quarter(at) {
            return Some((Stretch::Month(month), year, end, true));
        }
        let (shift, end, sure) = self.this_or_next(at)?;
        let day = self
            .issued?
            .with_day(1)?
            .checked_add_months(chrono::Months::new(shift))?;
        Some((Stretch::Month(day.month()), Some(day.year()), end, sure))
    }

    /// "tháng cuối quý II/2024": its month.
    pub(super) fn month_of_quarter(&self, at: usize) -> Option<(u32, Option<i32>, usize)> {
        let pieces = self.pieces;
        pieces.phrase(at, "thang")?;
        let offset = match pieces.word(at + 1)? {
            "dau" => 0,
            "giua" => 1,
            "cuoi" => 2,
            _ => return None,
        };
        let mut next = at + 2;
        while matches!(pieces.word(next), Some("cung" | "tien" | "cua")) {
            next += 1;
        }
        let (quarter, end) = self.quarter_at(next)?;
        let (year, end) = self.year_after(end);
        Some((quarter * 3 - 2 + offset, year, end))
    }

    /// "quý II/2024", "quý này".
    fn quarter(&self, at: usize) -> Option<Named> {
        if let Some((quarter, end)) = self.quarter_at(at) {
            let (year, end) = self.year_after(end);
            return Some((Stretch::Quarter(quarter), year, end, true));
        }
        let (shift, end, sure) = self.this_or_next(at)?;
        let months = chrono::Months::new(shift * 3);
        let day = self.issued?.with_day(1)?.checked_add_months(months)?;
        Some((
            Stretch::Quarter(day.month0() / 3 + 1),
            Some(day.year()),
            end,
            sure,
        ))
    }

    /// "Mar-24", "Mar 2024".
    fn english_month(&self, at: usize) -> Option<Named> {
        let month = self.english(at)?;
        let (year, end) = self.year_after(at + 1);
        let (year, end) = if year.is_some() {
            (year, end)
        } else {
            self.year_here(at + 1)
        };
        Some((Stretch::Month(month), Some(year?), end, false))
    }

    /// The number of an English month as spreadsheets write it; "máy" is none.
    pub(super) fn english(&self, at: usize) -> Option<u32> {
        let word = self
            .pieces
            .word(at)
            .filter(|word| self.pieces.is_said(at, word))?;
        [
            "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
        ]
        .iter()
        .position(|name| *name == word)
        .map(|n| n as u32 + 1)
    }
}
