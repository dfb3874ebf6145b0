//! The small parts that stretches are made of: days, quarters, years.

use chrono::Datelike;

use super::scan::Scan;
use super::token::Token;

/// Day, month, year, one past the last piece, whether it is plain.
pub(super) type DayParts = (u32, u32, Option<i32>, usize, bool);

impl Scan<'_> {
    /// A day that begins with its number, or with its year.
    pub(super) fn day_at(&self, at: usize) -> Option<DayParts> {
        self.numeric_day(at)
            .or_else(|| self.day_from_year(at))
            .or_else(|| self.day_with_month(at))
    }

    /// `15/3`, `15/3/2024`, `05-4-2024`, `15.3.24`.
    fn numeric_day(&self, at: usize) -> Option<DayParts> {
        let pieces = self.pieces;
        let day = pieces.small(at, 31)?;
        let sign = pieces.sign(at + 1).filter(|sign| "/-.".contains(*sign))?;
        let month = pieces.small(at + 2, 12)?;
        let behind = pieces.sign(at + 3);
        if behind == Some(sign)
            && let Some(year) = self.any_year(at + 4)
        {
            return Some((day, month, Some(year), at + 5, true));
        }
        // "15-3/2024" is a day; "01-03/2024" may be three months.
        if behind == Some('/')
            && let Some(year) = self.year_number(at + 4)
        {
            return Some((day, month, Some(year), at + 5, day > 12));
        }
        let (year, end) = self.spoken_year(at + 3);
        Some((day, month, year, end, true))
    }

    /// `2024-03-15`, `2024/3/15`.
    fn day_from_year(&self, at: usize) -> Option<DayParts> {
        let pieces = self.pieces;
        let year = self.year_number(at)?;
        let sign = pieces.sign(at + 1)?;
        let month = pieces.small(at + 2, 12)?;
        let day = (pieces.sign(at + 3) == Some(sign)).then(|| pieces.small(at + 4, 31))??;
        Some((day, month, Some(year), at + 5, true))
    }

    /// "15 tháng 3 năm 2024", "15-thg 3-2024", "15-Mar-24", "15 tháng cuối quý II".
    fn day_with_month(&self, at: usize) -> Option<DayParts> {
        let pieces = self.pieces;
        let day = pieces.small(at, 31)?;
        let mut next = at + 1;
        while pieces.word(next) == Some("cua") || matches!(pieces.sign(next), Some('-' | ',')) {
            next += 1;
        }
        if let Some(month) = self.english(next) {
            let (year, end) = self.year_after(next + 1);
            return Some((day, month, year, end, true));
        }
        if !matches!(pieces.word(next)?, "thang" | "thg" | "th") {
            return None;
        }
        if let Some((month, year, end)) = self.month_of_quarter(next) {
            return Some((day, month, year, end, true));
        }
        let month = pieces.small(next + 1, 12)?;
        let (year, end) = self.year_after(next + 2);
        Some((day, month, year, end, true))
    }

    /// "quý II", "Q.2", "QIV".
    pub(super) fn quarter_at(&self, at: usize) -> Option<(u32, usize)> {
        match self.pieces.word(at)? {
            "qi" => Some((1, at + 1)),
            "qii" => Some((2, at + 1)),
            "qiii" => Some((3, at + 1)),
            "qiv" => Some((4, at + 1)),
            "quy" | "qui" | "q" => {
                let next = if self.pieces.sign(at + 1) == Some('.') {
                    at + 2
                } else {
                    at + 1
                };
                self.numeral(next)
            }
            _ => None,
        }
    }

    /// `II` or `2`.
    pub(super) fn numeral(&self, at: usize) -> Option<(u32, usize)> {
        let quarter = match self.pieces.get(at)? {
            Token::Number(value @ 1..=4, 1..=2) => *value,
            Token::Word { plain, .. } => {
                ["i", "ii", "iii", "iv"]
                    .iter()
                    .position(|roman| roman == plain)? as u32
                    + 1
            }
            _ => return None,
        };
        Some((quarter, at + 1))
    }

    /// A year of four digits.
    pub(super) fn year_number(&self, at: usize) -> Option<i32> {
        match self.pieces.get(at)? {
            Token::Number(value, 4) if (1900..2200).contains(value) => i32::try_from(*value).ok(),
            _ => None,
        }
    }

    /// A year of four digits, or of two: those of this century's first half.
    fn any_year(&self, at: usize) -> Option<i32> {
        self.year_number(at).or_else(|| match self.pieces.get(at)? {
            Token::Number(value @ 20..=49, 2) => i32::try_from(2000 + value).ok(),
            _ => None,
        })
    }

    /// The year alone at a place.
    pub(super) fn year_here(&self, at: usize) -> (Option<i32>, usize) {
        match self.year_number(at) {
            Some(year) => (Some(year), at + 1),
            None => (None, at),
        }
    }

    /// "/2024", "-24", ", năm 2024", "(2024)", "năm nay" or nothing.
    pub(super) fn year_after(&self, at: usize) -> (Option<i32>, usize) {
        if matches!(self.pieces.sign(at), Some('/' | '-' | '.'))
            && let Some(year) = self.any_year(at + 1)
        {
            // "tháng 12/2024/5" and "2024/3" are no years of this month.
            let more = matches!(self.pieces.sign(at + 2), Some('/' | '.'))
                && self.pieces.is_number(at + 3);
            if !more {
                return (Some(year), at + 2);
            }
        }
        let (year, end) = self.year_here(at);
        if year.is_some() && self.pieces.sign(end).is_none() {
            return (year, end);
        }
        self.spoken_year(at)
    }

    fn spoken_year(&self, at: usize) -> (Option<i32>, usize) {
        let mut word = self.pieces.past_comma(at);
        // "Q2, 2024"
        if word > at
            && let (Some(year), end) = self.year_here(word)
            && !matches!(self.pieces.sign(end), Some('/' | '-' | '.'))
        {
            return (Some(year), end);
        }
        if self.pieces.phrase(word, "cua nam").is_some() {
            word += 1;
        }
        if self.pieces.word(word) == Some("nam") {
            if let (Some(year), end) = self.year_here(word + 1) {
                return (Some(year), end);
            }
            if self.pieces.word(word + 1) == Some("nay")
                && let Some(issued) = self.issued
            {
                return (Some(issued.year()), word + 2);
            }
        }
        (None, at)
    }
}
