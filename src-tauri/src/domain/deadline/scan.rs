//! Finding days, months, quarters and years in a wording.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::super::instant::Day;
use super::super::text::fold;

/// A piece of a folded wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits: value and how many there are.
    Number(u32, usize),
    /// Letters.
    Word(String),
    /// `/`, `-` or `.` between others.
    Sign(char),
}

/// Splits a wording; digits part from letters, so that "T10/2024" and "17h00" fall into pieces.
pub(super) fn tokens(wording: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut run = String::new();
    let mut digits = false;
    let flush = |run: &mut String, digits: bool, out: &mut Vec<Token>| {
        if run.is_empty() {
            return;
        }
        // Longer runs are no day, month or year; a value that cannot be one keeps them out.
        let token = if digits {
            Token::Number(
                if run.len() <= 4 {
                    run.parse().unwrap_or(u32::MAX)
                } else {
                    u32::MAX
                },
                run.len(),
            )
        } else {
            Token::Word(run.clone())
        };
        out.push(token);
        run.clear();
    };
    for c in fold(wording).chars() {
        if c.is_ascii_digit() || c.is_alphabetic() {
            if c.is_ascii_digit() != digits {
                flush(&mut run, digits, &mut out);
                digits = c.is_ascii_digit();
            }
            run.push(c);
        } else {
            flush(&mut run, digits, &mut out);
            match c {
                '/' | '.' => out.push(Token::Sign(c)),
                '-' | '–' | '—' => out.push(Token::Sign('-')),
                _ => {}
            }
        }
    }
    flush(&mut run, digits, &mut out);
    out
}

/// What stretch of time a piece names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Day and month.
    Day(u32, u32),
    /// tháng
    Month(u32),
    /// quý
    Quarter(u32),
    /// 1: 6 tháng đầu năm; 2: 6 tháng cuối năm
    Half(u32),
    /// giữa năm
    Midyear,
    /// năm
    Year,
}

/// A stretch with where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) stretch: Stretch,
    /// Year, when the wording gives it.
    pub(super) year: Option<i32>,
    /// First token.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
}

impl Found {
    /// First and last day in `year`; none when there is no such day.
    pub(super) fn days(&self, year: i32) -> Option<(Day, Day)> {
        let months = |first: u32, count: u32| {
            let from = NaiveDate::from_ymd_opt(year, first, 1)?;
            Some((
                from,
                from.checked_add_months(Months::new(count))?
                    .checked_sub_days(Days::new(1))?,
            ))
        };
        match self.stretch {
            Stretch::Day(day, month) => {
                NaiveDate::from_ymd_opt(year, month, day).map(|day| (day, day))
            }
            Stretch::Month(month) => months(month, 1),
            Stretch::Quarter(quarter) => months(quarter * 3 - 2, 3),
            Stretch::Half(half) => months(half * 6 - 5, 6),
            Stretch::Midyear => NaiveDate::from_ymd_opt(year, 6, 30).map(|day| (day, day)),
            Stretch::Year => months(1, 12),
        }
    }

    /// The year that is meant when none is written: that of the document; the next one when the stretch
    /// would have passed already, which is a guess.
    pub(super) fn year_from(&self, issued: Option<Day>) -> Option<(i32, bool)> {
        if let Some(year) = self.year {
            return Some((year, true));
        }
        let issued = issued?;
        let (_, last) = self.days(issued.year())?;
        Some(if last < issued {
            (issued.year() + 1, false)
        } else {
            (issued.year(), true)
        })
    }
}

/// All stretches, in order, none overlapping.
pub(super) fn stretches(tokens: &[Token]) -> Vec<Found> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match stretch_at(tokens, at) {
            Some(found) => {
                at = found.end;
                out.push(found);
            }
            None => at += 1,
        }
    }
    out
}

fn stretch_at(tokens: &[Token], at: usize) -> Option<Found> {
    let scan = Scan { tokens };
    let found = |stretch, year, end| {
        Some(Found {
            stretch,
            year,
            start: at,
            end,
        })
    };
    if let Some((day, month, year, end)) = scan.numeric_day(at) {
        return found(Stretch::Day(day, month), year, end);
    }
    match scan.word(at)? {
        "ngay" => {
            if let Some((day, month, year, end)) = scan.numeric_day(at + 1) {
                return found(Stretch::Day(day, month), year, end);
            }
            let day = scan.small(at + 1, 31)?;
            let month = (scan.word(at + 2)? == "thang").then(|| scan.small(at + 3, 12))??;
            let (year, end) = scan.year_after(at + 4);
            found(Stretch::Day(day, month), year, end)
        }
        "thang" | "t" => {
            let month = scan.small(at + 1, 12)?;
            // "thang 6 dau nam" does not exist; "6 thang" is read at its number.
            let (year, end) = scan.year_after(at + 2);
            found(Stretch::Month(month), year, end)
        }
        "quy" => {
            let quarter = scan.quarter(at + 1)?;
            let (year, end) = scan.year_after(at + 2);
            found(Stretch::Quarter(quarter), year, end)
        }
        word @ ("dau" | "cuoi")
            if scan.word(at + 1) == Some("nam") && scan.months_before(at, 6) =>
        {
            let (year, end) = scan.bare_year(at + 2);
            let half = if word == "dau" { 1 } else { 2 };
            Some(Found {
                stretch: Stretch::Half(half),
                year,
                start: at - 2,
                end,
            })
        }
        "giua" if scan.word(at + 1) == Some("nam") => {
            let (year, end) = scan.bare_year(at + 2);
            found(Stretch::Midyear, year, end)
        }
        "cuoi" if scan.word(at + 1) == Some("nam") => {
            let (year, end) = scan.bare_year(at + 2);
            found(Stretch::Year, year, end)
        }
        "nam" | "doan" => {
            let (year, end) = scan.bare_year(at + 1);
            found(Stretch::Year, Some(year?), end)
        }
        _ => None,
    }
    // A year that stands alone after "-" or "den" ends a range that "nam" or "giai doan" began.
}

/// The year alone at a place: "giai đoạn 2022 - 2025".
pub(super) fn lone_year(tokens: &[Token], at: usize) -> Option<(i32, usize)> {
    let scan = Scan { tokens };
    match scan.bare_year(at) {
        (Some(year), end) => Some((year, end)),
        _ => None,
    }
}

struct Scan<'a> {
    tokens: &'a [Token],
}

impl<'a> Scan<'a> {
    fn word(&self, at: usize) -> Option<&'a str> {
        match self.tokens.get(at)? {
            Token::Word(word) => Some(word.as_str()),
            _ => None,
        }
    }

    fn small(&self, at: usize, most: u32) -> Option<u32> {
        match self.tokens.get(at)? {
            Token::Number(value, 1..=2) if (1..=most).contains(value) => Some(*value),
            _ => None,
        }
    }

    fn sign(&self, at: usize) -> Option<char> {
        match self.tokens.get(at)? {
            Token::Sign(sign) => Some(*sign),
            _ => None,
        }
    }

    fn bare_year(&self, at: usize) -> (Option<i32>, usize) {
        match self.tokens.get(at) {
            Some(Token::Number(value, 4)) if (1900..2200).contains(value) => {
                (i32::try_from(*value).ok(), at + 1)
            }
            _ => (None, at),
        }
    }

    /// "/2024", "năm 2024" or nothing.
    fn year_after(&self, at: usize) -> (Option<i32>, usize) {
        if (self.sign(at).is_some() || self.word(at) == Some("nam"))
            && let (Some(year), end) = self.bare_year(at + 1)
        {
            return (Some(year), end);
        }
        (None, at)
    }

    /// `15/3`, `15/3/2024`, `05-4-2024`, `15.3.2024`.
    fn numeric_day(&self, at: usize) -> Option<(u32, u32, Option<i32>, usize)> {
        let day = self.small(at, 31)?;
        let sign = self.sign(at + 1)?;
        let month = self.small(at + 2, 12)?;
        if self.sign(at + 3) == Some(sign)
            && let (Some(year), end) = self.bare_year(at + 4)
        {
            return Some((day, month, Some(year), end));
        }
        let (year, end) = if self.word(at + 3) == Some("nam") {
            self.year_after(at + 3)
        } else {
            (None, at + 3)
        };
        Some((day, month, year, end))
    }

    fn quarter(&self, at: usize) -> Option<u32> {
        match self.tokens.get(at)? {
            Token::Number(value @ 1..=4, _) => Some(*value),
            Token::Word(word) => ["i", "ii", "iii", "iv"]
                .iter()
                .position(|roman| roman == word)
                .map(|n| n as u32 + 1),
            _ => None,
        }
    }

    /// Whether "`count` tháng" stands right before.
    fn months_before(&self, at: usize, count: u32) -> bool {
        at >= 2
            && self.word(at - 1) == Some("thang")
            && matches!(self.tokens.get(at - 2), Some(Token::Number(value, _)) if *value == count)
    }
}
