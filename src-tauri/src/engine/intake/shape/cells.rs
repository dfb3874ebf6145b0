//! What a cell or a row is by its looks: a number, a head, a letterhead, numbers of columns.

use crate::engine::intake::heads::words_of;
use crate::engine::intake::names::is_roman;
use crate::engine::intake::number::number_in;
use crate::tabular::{Cell, TableRow};

/// Whether a cell is a number, or a text that is one.
pub fn is_number(cell: &Cell) -> bool {
    match cell {
        Cell::Number(_) | Cell::NoValue => true,
        Cell::Text(text) => number_in(text).is_some_and(|(number, rest)| {
            rest.trim().len() <= number.len().max(4)
                && text.chars().next().is_some_and(|c| c.is_ascii_digit())
        }),
        _ => false,
    }
}

/// A row that numbers the columns: 1, 2, (3)=(2)/(1), A, B.
pub fn numbers_columns(row: &TableRow) -> bool {
    // Nearly all rows are told by their first text.
    let long = |cell: &Cell| match cell {
        Cell::Text(text) => text.len() > 4 && !text.contains('='),
        Cell::Number(number) => *number > 99.0,
        _ => true,
    };
    if row.cells.iter().any(|(_, cell)| long(cell)) {
        return false;
    }
    let mark = |cell: &Cell| {
        let text = cell.text();
        let text = text.trim().trim_matches(['(', ')', '[', ']']);
        let small = text.parse::<u32>().is_ok_and(|number| number <= 99);
        let letter = text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
        small || letter || text.contains('=') && text.chars().any(|c| c.is_ascii_digit())
    };
    let rising = {
        let numbers: Vec<u32> = row
            .cells
            .iter()
            .filter_map(|(_, cell)| cell.text().trim_matches(['(', ')']).parse().ok())
            .collect();
        numbers.len() >= 2
            && numbers
                .windows(2)
                .all(|pair| pair[0] < pair[1] && pair[1] - pair[0] <= 2)
    };
    row.cells.len() >= 2 && rising && row.cells.iter().all(|(_, cell)| mark(cell))
}

/// A row of a head: texts, not numbers.
pub(in crate::engine) fn is_head(row: &TableRow) -> bool {
    let texts = row.cells.iter().filter(|(_, cell)| {
        matches!(cell, Cell::Text(_)) && !is_number(cell) && says_something(cell)
    });
    let numbers = row.cells.iter().filter(|(_, cell)| is_number(cell)).count();
    let texts: Vec<&(u32, Cell)> = texts.collect();
    let group = texts
        .first()
        .is_some_and(|(_, cell)| is_roman(&cell.text()));
    texts.len() >= 2 && numbers * 3 <= texts.len() && !group && !is_letterhead(row)
}

/// Whether a text has more than dashes, as the line below the head of a table in a chat has.
pub(super) fn says_something(cell: &Cell) -> bool {
    cell.text().chars().any(|c| c.is_alphanumeric() || c == '%')
}

/// Rows of a letterhead or of a signature.
pub(super) fn is_letterhead(row: &TableRow) -> bool {
    row.cells.iter().any(|(_, cell)| {
        let text = cell.text();
        if text.len() > 1_000 {
            return false;
        }
        let words = words_of(&text).join(" ");
        [
            "cong hoa xa hoi",
            "doc lap tu do",
            "nguoi lap",
            "thu truong",
        ]
        .iter()
        .any(|mark| words.contains(mark))
    })
}
