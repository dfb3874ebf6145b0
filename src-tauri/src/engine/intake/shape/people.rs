//! Lists of people are no figures by unit.

use std::collections::{BTreeSet, HashMap};

use super::cells::says_something;
use super::looked_at;
use crate::domain::text::citizen_number;
use crate::engine::intake::heads::words_of;
use crate::tabular::{Cell, Table};

/// Whether a table lists people: most of its rows hold a citizen's number in the same column. Such a table is never
/// taken, not even its other columns.
pub fn lists_people(table: &Table) -> bool {
    let mut counts: HashMap<u32, (usize, usize)> = HashMap::new();
    let mut named: BTreeSet<u32> = BTreeSet::new();
    for row in looked_at(table) {
        for (column, cell) in &row.cells {
            let own = counts.entry(*column).or_default();
            match cell {
                Cell::Text(text) if citizen_number(text).is_some() => own.0 += 1,
                Cell::Number(number) if number.fract() == 0.0 && (1e7..1e12).contains(number) => {
                    own.1 += 1;
                }
                Cell::Text(text) if names_citizens(text) => {
                    named.insert(*column);
                }
                _ => {}
            }
        }
    }
    let rows = |column: u32| {
        let cells = looked_at(table).filter_map(|row| row.cell(column));
        cells.filter(|cell| says_something(cell)).count()
    };
    counts.into_iter().any(|(column, (runs, long))| {
        let found = if named.contains(&column) {
            runs + long
        } else {
            runs
        };
        found >= 2 && found * 2 >= rows(column)
    })
}

/// Whether a head says that numbers of citizens stand below it.
fn names_citizens(text: &str) -> bool {
    if text.len() > 120 {
        return false;
    }
    let words = words_of(text).join(" ");
    let says = |mark: &&str| {
        words == **mark
            || words.starts_with(&format!("{mark} "))
            || words.ends_with(&format!(" {mark}"))
    };
    words.len() <= 60
        && [
            "cccd",
            "cmnd",
            "can cuoc",
            "dinh danh ca nhan",
            "so dinh danh",
            "cmt",
            "giay to",
        ]
        .iter()
        .any(says)
}
