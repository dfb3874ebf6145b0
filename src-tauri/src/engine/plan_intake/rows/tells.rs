//! What cells and rows tell by themselves: blanks, times, totals, signatures.

use super::super::columns::{plain, starts};
use super::super::grid::GridRow;
use super::super::marks::Mark;
use super::Raw;
use crate::engine::intake::numbers_columns;
use crate::tabular::{Cell, TableRow};

/// A cell that says nothing.
pub(in crate::engine::plan_intake) fn is_blank(text: &str) -> bool {
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    inner.is_empty()
        || text.chars().count() < 14
            && matches!(
                plain(inner).as_str(),
                "trong" | "khong" | "khong co" | "bo trong" | "0"
            )
}

/// A time as it is written: a number may be a month, a day of Excel's own counting, or a year.
pub(super) fn written_time(text: &str, number: Option<f64>, head: &str) -> String {
    let Some(number) = number else {
        return text.to_owned();
    };
    let whole = number.fract() == 0.0;
    if whole && (1.0..=12.0).contains(&number) && plain(head).contains("thang") {
        return format!("tháng {number}");
    }
    if whole && (1.0..=12.0).contains(&number) {
        return format!("tháng {number}");
    }
    if whole && (36_526.0..73_050.0).contains(&number) {
        let first = crate::domain::Day::from_ymd_opt(1899, 12, 30);
        let day = first.and_then(|own| own.checked_add_days(chrono::Days::new(number as u64)));
        return day.map_or_else(|| text.to_owned(), |day| day.format("%d/%m/%Y").to_string());
    }
    text.to_owned()
}

pub(super) fn wide(row: &GridRow) -> bool {
    row.own().any(|cell| cell.span > 2)
}

pub(super) fn is_capitals(text: &str) -> bool {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    letters.len() >= 4 && letters.iter().all(|c| c.is_uppercase())
}

/// A row that numbers the columns.
pub(super) fn numbers(row: &GridRow) -> bool {
    let cells = row
        .cells
        .iter()
        .map(|cell| (cell.column, Cell::Text(cell.text.as_str().into())));
    row.cells.len() >= 3
        && row.cells.iter().all(|cell| cell.text.len() <= 8)
        && numbers_columns(&TableRow {
            number: row.number,
            cells: cells.collect(),
        })
}

/// The line below the head of a table in plain text.
pub(super) fn is_line(row: &GridRow) -> bool {
    row.cells
        .iter()
        .all(|cell| !cell.text.chars().any(char::is_alphanumeric))
}

pub(super) fn is_total(text: &str) -> bool {
    let words = plain(text);
    ["tong cong", "tong so", "cong"].contains(&words.as_str()) || words.starts_with("tong cong")
}

/// Words below a table.
pub(super) fn ends_table(first: &str, raw: &Raw, own: usize) -> bool {
    let words = plain(first);
    let begins = |all: &[&str]| all.iter().any(|mark| starts(&words, mark));
    let signed = begins(&[
        "noi nhan",
        "tm",
        "kt",
        "tl",
        "tuq",
        "nguoi lap",
        "nguoi tong hop",
        "thu truong",
        "chu tich",
        "pho chu tich",
        "truong phong",
        "danh sach nay",
        "bieu nay",
        "danh muc nay",
        "an dinh danh sach",
        "bang nay",
        "ghi chu",
        "luu y",
        "tong hop co",
    ]);
    signed && raw.deadline.is_empty() && own <= 3 && !matches!(raw.mark, Some(Mark::Dotted(_)))
}
