//! Deadlines that are drawn: columns of months, quarters or weeks with marks in the cells (sơ đồ Gantt).

use super::columns::plain;
use super::grid::GridRow;
use super::heads::PlanColumn;
use super::marks::roman;
use super::rows::is_blank;
use crate::domain::Day;
use crate::domain::deadline::days_in;
use chrono::{Datelike, Days};

/// Columns that a table has at least, so that they are taken for a time line.
pub(super) const LEAST: usize = 3;

/// What a column of the time line stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Month(u32),
    Quarter(u32),
    Week(u32),
}

impl Unit {
    /// Days that it has at most.
    const fn days(self) -> i64 {
        match self {
            Self::Month(_) => 31,
            Self::Quarter(_) => 92,
            Self::Week(_) => 7,
        }
    }

    fn words(self) -> String {
        const ROMAN: [&str; 5] = ["", "I", "II", "III", "IV"];
        match self {
            Self::Month(own) => format!("tháng {own}"),
            Self::Quarter(own) => format!("quý {}", ROMAN[own.min(4) as usize]),
            Self::Week(own) => format!("tuần {own}"),
        }
    }
}

/// What the head of a column says: "T1", "Tháng 4/2024", "Quý II", "Q3", "Tuần 2 (08/4-14/4)".
pub(super) fn unit_of(head: &str) -> Option<Unit> {
    let words = plain(head);
    let mut parts = words.split(' ');
    let first = parts.next()?;
    let second = parts.next();
    // "t1", "q2": the letters and the number in one word.
    let letters: String = first.chars().take_while(|c| c.is_alphabetic()).collect();
    let digits = &first[letters.len()..];
    let (kind, number, left) = if digits.is_empty() {
        (letters.as_str(), second?, parts.next())
    } else {
        (letters.as_str(), digits, second)
    };
    let value = number
        .parse::<u32>()
        .ok()
        .or_else(|| roman(&number.to_uppercase()))?;
    // "Tháng 4/2024" names its year; anything else behind it is another head: "Tháng 1 đầu năm".
    let year = left.is_none_or(|own| own == "nam" || own.len() == 4 && own.parse::<u32>().is_ok());
    let own = match kind {
        "t" | "th" | "thang" if (1..=12).contains(&value) => Unit::Month(value),
        "q" | "quy" | "qui" if (1..=4).contains(&value) => Unit::Quarter(value),
        "tuan" | "w" | "week" if (1..=53).contains(&value) => Unit::Week(value),
        _ => return None,
    };
    (year || matches!(own, Unit::Week(_))).then_some(own)
}

/// The year that a head names: "Năm 2024 / T1", "T1/2024".
fn year_of(head: &str) -> Option<i32> {
    let words = plain(head);
    let mut years = words.split(' ').filter_map(|own| own.parse::<i32>().ok());
    years.find(|own| (2_000..2_100).contains(own))
}

/// A column of the time line.
#[derive(Debug, Clone)]
struct Slot {
    column: u32,
    unit: Unit,
    year: Option<i32>,
    /// The month that a week stands below.
    month: Option<u32>,
    /// The days that its head names.
    days: Option<(String, String)>,
}

/// The time line of a table.
#[derive(Debug, Clone, Default)]
pub(super) struct Gantt {
    slots: Vec<Slot>,
}

/// What the marks of a row say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Marked {
    /// As a deadline is worded.
    pub wording: String,
    /// Days that the last column has at most.
    pub days: i64,
    /// What is written in the cells, where it is more than a sign.
    pub written: String,
    /// What an officer has to look at.
    pub doubts: Vec<String>,
}

impl Gantt {
    /// The time line among the columns; empty where there is none.
    pub(super) fn of(columns: &[PlanColumn]) -> Self {
        let periods = columns
            .iter()
            .filter(|own| own.role == super::columns::ColumnRole::Period);
        let slots = periods.filter_map(|own| {
            let (above, last) = own.head.rsplit_once(" / ").unwrap_or(("", &own.head));
            let unit = unit_of(last).or_else(|| bare_unit(above, last))?;
            let month = match (unit, unit_of(above)) {
                (Unit::Week(_), Some(Unit::Month(month))) => Some(month),
                _ => None,
            };
            Some(Slot {
                column: own.index,
                unit,
                year: year_of(&own.head),
                month,
                days: days_of(&own.head),
            })
        });
        Self {
            slots: slots.collect(),
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// First and last head of the line: "tháng 1 … tháng 12".
    pub(super) fn words(&self) -> String {
        match (self.slots.first(), self.slots.last()) {
            (Some(first), Some(last)) => format!("{} … {}", first.unit.words(), last.unit.words()),
            _ => String::new(),
        }
    }

    /// What the marks of a row say; none where it has none.
    pub(super) fn marked(&self, row: &GridRow) -> Option<Marked> {
        let covered = |slot: &Slot| {
            let own = row.cells.iter().find(|cell| {
                !cell.from_above
                    && cell.column <= slot.column
                    && slot.column < cell.column + cell.span
            });
            own.map(|cell| cell.text.as_str())
                .filter(|text| !is_blank_mark(text))
        };
        let at: Vec<(usize, &str)> = self
            .slots
            .iter()
            .enumerate()
            .filter_map(|(at, slot)| Some((at, covered(slot)?)))
            .collect();
        let (from, to) = (at.first()?.0, at.last()?.0);
        let mut out = self.worded(from, to);
        if to - from + 1 > at.len() {
            let names: Vec<String> = at
                .iter()
                .map(|(own, _)| self.slots[*own].unit.words())
                .collect();
            out.doubts.push(format!(
                "Các mốc không liền nhau: {}. Lấy từ mốc đầu đến mốc cuối. Hãy xem lại.",
                names.join(", ")
            ));
        }
        // A day in the last cell says more than its column.
        if let Some((_, text)) = at.last()
            && let Some(day) = day_in(text)
        {
            out.wording = day;
        }
        let texts: Vec<String> = at
            .iter()
            .filter(|(_, text)| !is_sign(text))
            .map(|(own, text)| {
                format!(
                    "{}: {}",
                    self.slots[*own].unit.words(),
                    text.replace('\n', " ")
                )
            })
            .collect();
        out.written = texts.join("; ");
        Some(out)
    }

    fn worded(&self, from: usize, to: usize) -> Marked {
        let (first, last) = (&self.slots[from], &self.slots[to]);
        let mut out = Marked {
            days: last.unit.days(),
            ..Marked::default()
        };
        if let (Unit::Week(_), Unit::Week(_)) = (first.unit, last.unit) {
            return weeks(first, last, out);
        }
        let name = |slot: &Slot, year: Option<i32>| match year {
            Some(year) => format!("{} năm {year}", slot.unit.words()),
            None => slot.unit.words(),
        };
        out.wording = if from == to {
            format!("trong {}", name(last, last.year))
        } else if first.year == last.year {
            format!("từ {} đến {}", name(first, None), name(last, last.year))
        } else {
            format!(
                "từ {} đến {}",
                name(first, first.year),
                name(last, last.year)
            )
        };
        out
    }
}

/// "1" below "Tháng", "II" below "Quý".
pub(super) fn bare_unit(above: &str, text: &str) -> Option<Unit> {
    let words = plain(above);
    let kind = ["thang", "quy", "tuan"]
        .into_iter()
        .find(|own| words.split(' ').any(|word| word == *own))?;
    unit_of(&format!("{kind} {text}"))
}

/// Weeks are told by the days of their heads, else by the month that they stand below.
fn weeks(first: &Slot, last: &Slot, mut out: Marked) -> Marked {
    if let (Some((from, _)), Some((_, to))) = (&first.days, &last.days) {
        out.wording = format!("từ ngày {from} đến ngày {to}");
        return out;
    }
    let edge = |slot: &Slot, end: bool| {
        let (Unit::Week(week), Some(month)) = (slot.unit, slot.month) else {
            return None;
        };
        let year = slot.year.unwrap_or(2_023);
        let day = match (week, end) {
            (1..=4, false) => week * 7 - 6,
            (1..=3, true) => week * 7,
            (5, false) => 29,
            (4 | 5, true) => {
                let next = Day::from_ymd_opt(year + i32::from(month == 12), month % 12 + 1, 1)?;
                next.checked_sub_days(Days::new(1))?.day()
            }
            _ => return None,
        };
        let year = slot.year.map_or_else(String::new, |own| format!("/{own}"));
        Some(format!("{day:02}/{month}{year}"))
    };
    if let (Some(from), Some(to)) = (edge(first, false), edge(last, true)) {
        out.wording = format!("từ ngày {from} đến ngày {to}");
        out.doubts.push(format!(
            "Cột tuần không ghi ngày: hiểu là {}. Hãy xem lại.",
            out.wording
        ));
    } else {
        out.wording = if first.column == last.column {
            last.unit.words()
        } else {
            format!("từ {} đến {}", first.unit.words(), last.unit.words())
        };
        out.doubts
            .push("Cột tuần không ghi ngày: hãy nhập thời hạn.".to_owned());
    }
    out
}

/// "(01/4-07/4)", "từ 01/4/2024 đến 07/4/2024" in a head, as they are written.
fn days_of(head: &str) -> Option<(String, String)> {
    let signs = |c: char| !(c.is_ascii_digit() || c == '/' || c == '.');
    let all: Vec<&str> = head
        .split(signs)
        .map(|own| own.trim_matches(['/', '.']))
        .filter(|own| own.split(['/', '.']).count() >= 2 && !own.is_empty())
        .collect();
    match all.as_slice() {
        [from, to] => Some(((*from).to_owned(), (*to).to_owned())),
        _ => None,
    }
}

/// A day that is written in a cell: "15/3".
fn day_in(text: &str) -> Option<String> {
    let own = text.trim().trim_start_matches("ngày ").trim();
    let parts: Vec<&str> = own.split('/').collect();
    let numbers = parts.iter().all(|part| part.parse::<u32>().is_ok());
    (numbers && (2..=3).contains(&parts.len()) || !days_in(own).is_empty()).then(|| own.to_owned())
}

/// Whether a cell has no mark.
fn is_blank_mark(text: &str) -> bool {
    let sign = text.trim();
    sign.is_empty()
        || matches!(sign, "-" | "–" | "0" | "0%" | ".")
        || is_blank(sign) && sign.chars().any(char::is_alphanumeric)
}

/// Whether a mark is only a sign.
fn is_sign(text: &str) -> bool {
    let text = text.trim();
    !text.chars().any(char::is_alphanumeric)
        || matches!(
            text,
            "x" | "X" | "v" | "V" | "o" | "O" | "1" | "xx" | "XX" | "ü" | "P"
        )
}
