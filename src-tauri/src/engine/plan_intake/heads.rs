//! Where the head of a table of tasks stands, and what its columns hold.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{ColumnRole, plain, role_of};
use super::gantt;
use super::grid::{Grid, GridCell, GridRow};
use super::marks::Mark;
use crate::domain::deadline::{DeadlineKind, DeadlineRules, read_deadline};

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

/// Columns of months, quarters or weeks: several of them are a time line, whatever stands above them.
fn time_line(columns: &mut [PlanColumn]) {
    let is_time = |own: &PlanColumn| {
        let (above, last) = own.head.rsplit_once(" / ").unwrap_or(("", &own.head));
        gantt::unit_of(last).is_some() || gantt::bare_unit(above, last).is_some()
    };
    let at: Vec<usize> = (0..columns.len())
        .filter(|at| is_time(&columns[*at]))
        .collect();
    if at.len() >= gantt::LEAST {
        for own in at {
            (columns[own].role, columns[own].sure) = (ColumnRole::Period, true);
        }
    }
}

/// Gives every role to one column, and decides what stands beside it.
fn settle(columns: &mut [PlanColumn], grid: &Grid, last: usize) {
    let places = |columns: &[PlanColumn], role: ColumnRole| -> Vec<usize> {
        let all = columns.iter().enumerate();
        all.filter(|(_, own)| own.role == role)
            .map(|(at, _)| at)
            .collect()
    };
    // Two columns of work: the outer one groups, or the inner one tells more.
    let work = places(columns, ColumnRole::Task);
    if let [first, second, rest @ ..] = work.as_slice() {
        let blank = |at: usize| {
            let column = columns[at].index;
            let rows = grid.rows.iter().skip(last + 1).take(LOOKED_AT);
            rows.filter(|row| {
                row.cells.len() > 2 && row.cell(column).is_none_or(|cell| cell.from_above)
            })
            .count()
        };
        let (outer, inner) = (blank(*first), blank(*second));
        if outer > inner {
            columns[*first].role = ColumnRole::Group;
        } else {
            columns[*second].role = ColumnRole::Content;
        }
        for at in rest {
            columns[*at].role = ColumnRole::Content;
        }
    }
    if places(columns, ColumnRole::Task).is_empty() {
        let other = columns
            .iter()
            .position(|own| own.role == ColumnRole::Content);
        let other = other.or_else(|| columns.iter().position(|own| own.role == ColumnRole::Group));
        if let Some(at) = other {
            columns[at].role = ColumnRole::Task;
        }
    }
    // Of two columns of time one may tell how far it is.
    let time = places(columns, ColumnRole::Deadline);
    let best = time.iter().copied().find(|at| columns[*at].sure);
    for at in &time {
        if *at != best.unwrap_or(time[0]) {
            let progress = plain(&columns[*at].head).contains("tien do");
            columns[*at].role = if progress {
                ColumnRole::Note
            } else {
                ColumnRole::Unknown
            };
            columns[*at].sure = false;
        }
    }
    if time.len() == 1 {
        columns[time[0]].sure = true;
    }
    // "Hoàn thành" alone is a deadline.
    let (from, to) = (
        places(columns, ColumnRole::Start),
        places(columns, ColumnRole::End),
    );
    if from.is_empty() && time.is_empty() {
        for at in to {
            columns[at].role = ColumnRole::Deadline;
        }
    }
    let leads = places(columns, ColumnRole::Lead);
    let sure = leads.iter().copied().find(|at| columns[*at].sure);
    for at in &leads {
        if *at != sure.unwrap_or(leads[0]) {
            columns[*at].role = ColumnRole::Unknown;
            columns[*at].sure = false;
        }
    }
    if leads.len() == 1 {
        columns[leads[0]].sure = true;
    }
    for role in [
        ColumnRole::Ordinal,
        ColumnRole::Partner,
        ColumnRole::Person,
        ColumnRole::Basis,
        ColumnRole::Group,
    ] {
        for at in places(columns, role).into_iter().skip(1) {
            columns[at].role = ColumnRole::Unknown;
            columns[at].sure = false;
        }
    }
    // Two columns of results: the surer one is the deliverable, the other a note.
    let results = places(columns, ColumnRole::Deliverable);
    if results.len() > 1 {
        let best = results
            .iter()
            .copied()
            .find(|at| columns[*at].sure)
            .unwrap_or(results[0]);
        for at in results.into_iter().filter(|at| *at != best) {
            columns[at].role = ColumnRole::Note;
            columns[at].sure = false;
        }
    }
    // A column of small numbers without a head before the tasks.
    if places(columns, ColumnRole::Ordinal).is_empty()
        && let Some(task) = columns.iter().position(|own| own.role == ColumnRole::Task)
        && let Some(own) = columns[..task]
            .iter_mut()
            .rfind(|own| own.role == ColumnRole::Unknown)
    {
        let rows = grid.rows.iter().skip(last + 1).take(SAMPLE);
        let cells: Vec<bool> = rows
            .filter_map(|row| row.cell(own.index))
            .map(|cell| Mark::parse(&cell.text).is_some())
            .collect();
        if !cells.is_empty() && cells.iter().filter(|own| **own).count() * 3 >= cells.len() * 2 {
            (own.role, own.sure) = (ColumnRole::Ordinal, own.head.is_empty());
        }
    }
}

/// Columns of a table without a head, by what they hold; all of it doubtful.
fn headless(grid: &Grid, rules: &DeadlineRules) -> Option<Head> {
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
            .any(|own| super::columns::starts(&plain(text), own))
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
