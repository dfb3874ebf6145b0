//! Where the head of a table of tasks stands, and what its columns hold.

mod headless;
mod settle;

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{ColumnRole, role_of};
use super::gantt;
use super::grid::{Grid, GridCell, GridRow};
use super::marks::Mark;
use crate::domain::deadline::DeadlineRules;
use headless::headless;
use settle::{settle, time_line};

/// A column with what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanColumn {
    /// Its place, from 0.
    pub index: u32,
    /// Its head in one line.
    pub head: String,
    /// What it holds.
    pub role: ColumnRole,
    /// Whether nothing speaks against that.
    pub sure: bool,
}

/// The head of a table.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// Places of its first and last row among the rows; none where the table has none.
    pub rows: Option<(usize, usize)>,
    pub columns: Vec<PlanColumn>,
}

/// Rows among which a head is looked for.
const LOOKED_AT: usize = 400;

/// Rows that are looked at where columns have no head.
const SAMPLE: usize = 60;

impl Head {
    /// The first column of a role.
    pub(super) fn column(&self, role: ColumnRole) -> Option<u32> {
        self.columns
            .iter()
            .find(|own| own.role == role)
            .map(|own| own.index)
    }
}

/// Roles that a row names as a head; each once.
pub(super) fn roles_in(row: &GridRow) -> BTreeMap<&'static str, u32> {
    let mut out = BTreeMap::new();
    for cell in &row.cells {
        if let Some((role, _)) = role_of(&cell.text) {
            out.entry(role.token()).or_insert(cell.column);
        }
    }
    out
}

/// How much a row looks like the head of a table of tasks; 0 for not at all.
pub(super) fn likeness(row: &GridRow) -> usize {
    let roles = roles_in(row);
    let work = ["task", "content", "group"]
        .iter()
        .any(|own| roles.contains_key(own));
    let beside = [
        "lead",
        "partner",
        "deadline",
        "start",
        "end",
        "deliverable",
        "person",
    ];
    let beside = beside
        .iter()
        .filter(|own| roles.contains_key(**own))
        .count();
    let long = row.cells.iter().any(|cell| cell.text.chars().count() > 200);
    if work && beside > 0 && !long {
        roles.len()
    } else {
        0
    }
}

/// The head of a table; none where nothing in it looks like a list of tasks.
pub(super) fn head_of(grid: &Grid, rules: &DeadlineRules) -> Option<Head> {
    let all = grid.rows.iter().take(LOOKED_AT).enumerate();
    let found: Vec<(usize, usize)> = all
        .map(|(at, row)| (likeness(row), at))
        .filter(|(score, _)| *score > 0)
        .collect();
    // The first one that surely is; a row of tasks may hold such words too.
    let best = found.iter().find(|(score, _)| *score >= 3);
    let best = best.or_else(|| {
        found
            .iter()
            .max_by_key(|(score, at)| (*score, std::cmp::Reverse(*at)))
    });
    let found = best.copied();
    let Some((_, anchor)) = found else {
        return headless(grid, rules);
    };
    let (first, last) = extent(grid, anchor);
    let mut columns = columns_of(grid, first, last);
    time_line(&mut columns);
    settle(&mut columns, grid, last);
    Some(Head {
        rows: Some((first, last)),
        columns,
    })
}

/// First and last row of the head around a row of it.
fn extent(grid: &Grid, anchor: usize) -> (usize, usize) {
    let mut first = anchor;
    let merged_down = |row: &GridRow| row.cells.iter().any(|cell| cell.from_above);
    while first > 0 && anchor - first < 2 {
        let above = &grid.rows[first - 1];
        let near = grid.rows[first].number - above.number <= 1;
        if near
            && (merged_down(&grid.rows[first]) || roles_in(above).len() >= 2)
            && above.cells.len() >= 2
        {
            first -= 1;
        } else {
            break;
        }
    }
    let mut last = anchor;
    while last + 1 < grid.rows.len() && last - anchor < 2 {
        let below = &grid.rows[last + 1];
        if goes_on(&grid.rows[last], below) {
            last += 1;
        } else {
            break;
        }
    }
    (first, last)
}

/// Whether a row goes on with the head above it: "Bắt đầu", "Kết thúc" below "Thời gian".
fn goes_on(head: &GridRow, below: &GridRow) -> bool {
    let own: Vec<_> = below.own().collect();
    if own.is_empty() || own.iter().any(|cell| cell.text.chars().count() > 60) {
        return false;
    }
    let under_group = |column: u32| {
        let at = head.cells.iter().rfind(|cell| cell.column <= column);
        at.is_some_and(|cell| cell.column + cell.span > column && cell.span > 1)
            || head.cell(column).is_none()
            || head
                .cells
                .iter()
                .any(|cell| cell.column == column && cell.span == 1)
                && head.cell(column + 1).is_none()
                && below.cell(column + 1).is_some()
    };
    let above = |column: u32| {
        let at = head.cells.iter().rfind(|cell| cell.column <= column);
        at.map_or("", |cell| cell.text.as_str())
    };
    let of_time = |cell: &GridCell| {
        gantt::unit_of(&cell.text).is_some()
            || gantt::bare_unit(above(cell.column), &cell.text).is_some()
    };
    let roles = own
        .iter()
        .filter(|cell| role_of(&cell.text).is_some() || of_time(cell))
        .count();
    roles * 2 >= own.len()
        && own.iter().all(|cell| {
            under_group(cell.column) && (Mark::parse(&cell.text).is_none() || of_time(cell))
        })
}

fn columns_of(grid: &Grid, first: usize, last: usize) -> Vec<PlanColumn> {
    let used: BTreeSet<u32> = grid
        .rows
        .iter()
        .skip(first)
        .take(LOOKED_AT)
        .flat_map(|row| row.cells.iter().map(|cell| cell.column))
        .collect();
    let mut parts: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for (at, row) in grid.rows.iter().enumerate().take(last + 1).skip(first) {
        let mut group: Option<(u32, u32, &str)> = None;
        for column in &used {
            let own = row.cell(*column);
            if let Some(cell) = own {
                group = Some((*column, cell.span, &cell.text));
            }
            // A group's text stands above its first column only.
            let text = own.map(|cell| cell.text.as_str()).or_else(|| {
                let (from, span, text) = group?;
                let below = |column: u32| {
                    grid.rows[at + 1..=last]
                        .iter()
                        .any(|own| own.cell(column).is_some_and(|cell| !cell.from_above))
                };
                let within = from + span > *column;
                let open = at < last && !grid.merges && below(from) && below(*column);
                (within && at < last || open).then_some(text)
            });
            if let Some(text) = text {
                let text = text.replace('\n', " ");
                let list = parts.entry(*column).or_default();
                if list.last() != Some(&text) {
                    list.push(text);
                }
            }
        }
    }
    used.into_iter()
        .map(|index| {
            let texts = parts.remove(&index).unwrap_or_default();
            let found = texts.iter().rev().find_map(|text| role_of(text));
            let (role, sure) = found.unwrap_or((ColumnRole::Unknown, texts.is_empty()));
            PlanColumn {
                index,
                head: texts.join(" / "),
                role,
                sure,
            }
        })
        .collect()
}
