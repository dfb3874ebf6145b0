//! Tables without a head: columns by what they hold.

use std::collections::BTreeSet;

use super::super::columns::{ColumnRole, plain};
use super::super::grid::{Grid, GridRow};
use super::super::marks::Mark;
use super::{Head, PlanColumn, SAMPLE};
use crate::domain::deadline::{DeadlineKind, DeadlineRules, read_deadline};

/// Columns of a table without a head, by what they hold; all of it doubtful.
pub(super) fn headless(grid: &Grid, rules: &DeadlineRules) -> Option<Head> {
    let rows: Vec<&GridRow> = grid
        .rows
        .iter()
        .filter(|row| row.cells.len() >= 3)
        .take(SAMPLE)
        .collect();
    if rows.is_empty() {
        return None;
    }
    let used: BTreeSet<u32> = rows
        .iter()
        .flat_map(|row| row.cells.iter().map(|cell| cell.column))
        .collect();
    let texts = |column: u32| {
        rows.iter()
            .filter_map(move |row| row.cell(column))
            .map(|cell| cell.text.as_str())
    };
    let share = |column: u32, test: &dyn Fn(&str) -> bool| {
        let (mut all, mut fit) = (0, 0);
        for text in texts(column) {
            all += 1;
            fit += usize::from(test(text));
        }
        all > 0 && fit * 3 >= all * 2
    };
    let timed = |text: &str| {
        let kind = read_deadline(text, crate::domain::Day::from_ymd_opt(2_000, 1, 1), rules).kind;
        text.chars().count() < 80
            && !matches!(kind, DeadlineKind::Unclear | DeadlineKind::None)
            && Mark::parse(text).is_none()
    };
    let deadline = used
        .iter()
        .rev()
        .copied()
        .find(|column| share(*column, &timed))?;
    let ordinal = used
        .iter()
        .copied()
        .find(|column| share(*column, &|text| Mark::parse(text).is_some()));
    let length = |column: u32| {
        texts(column)
            .map(|text| text.chars().count())
            .sum::<usize>()
    };
    let task = used
        .iter()
        .copied()
        .filter(|column| *column != deadline && Some(*column) != ordinal)
        .max_by_key(|column| length(*column))?;
    let of_office = |text: &str| {
        OFFICES
            .iter()
            .any(|own| super::super::columns::starts(&plain(text), own))
    };
    let mut leads = used.iter().copied().filter(|column| {
        *column != task
            && *column != deadline
            && Some(*column) != ordinal
            && share(*column, &of_office)
    });
    let (lead, partner) = (leads.next(), leads.next());
    let columns = used.iter().map(|index| {
        let role = match Some(*index) {
            own if own == Some(task) => ColumnRole::Task,
            own if own == Some(deadline) => ColumnRole::Deadline,
            own if own == ordinal => ColumnRole::Ordinal,
            own if own == lead => ColumnRole::Lead,
            own if own == partner => ColumnRole::Partner,
            _ => ColumnRole::Unknown,
        };
        PlanColumn {
            index: *index,
            head: String::new(),
            role,
            sure: role == ColumnRole::Ordinal,
        }
    });
    Some(Head {
        rows: None,
        columns: columns.collect(),
    })
}

/// Words with which names of offices begin.
const OFFICES: [&str; 27] = [
    "ubnd",
    "uy ban",
    "phong",
    "van phong",
    "vp",
    "cong an",
    "ca",
    "so",
    "ban",
    "bcd",
    "hoi",
    "doan",
    "mttq",
    "trung tam",
    "tram",
    "cac",
    "phuong",
    "xa",
    "thi tran",
    "to",
    "bo phan",
    "dang uy",
    "quan uy",
    "huyen uy",
    "truong",
    "chi cuc",
    "bao hiem",
];
