//! Deadlines day by day, for the calendar.

use std::collections::BTreeMap;

use chrono::Days;
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::board::Board;
use crate::domain::book::CalendarDay;
use crate::domain::instant::show_day;
use crate::domain::{Day, Error, ErrorCode, Id, Result, Timeliness};
use crate::store;

/// Most days that are given at once.
const MOST_DAYS: i64 = 800;

/// Whose deadline it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DueWhat {
    /// Of bodies that were given the task.
    Part,
    /// Of the task here, where its bodies owe it earlier.
    Own,
    /// To the level above.
    Superior,
}

/// What is due on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DueItem {
    /// The task.
    pub task: Id,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Whose deadline.
    pub what: DueWhat,
    /// `HH:MM`, the earliest of what is due; none for the day's end.
    pub last_time: Option<String>,
    /// The most pressing class of the parts that are due.
    pub state: Timeliness,
    /// Parts due that are open.
    pub open: u32,
    /// Parts due.
    pub total: u32,
}

/// A day with its deadlines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DueDay {
    /// The day.
    pub day: Day,
    /// Whether offices rest.
    pub off: bool,
    /// Name of a holiday or of a day that differs from the week's rule.
    pub name: String,
    /// What is due, the most pressing first.
    pub items: Vec<DueItem>,
}

/// Every day from one to another, with what is due on it.
pub fn deadline_days(
    connection: &Connection,
    board: &Board,
    (from, to): (Day, Day),
) -> Result<Vec<DueDay>> {
    if to < from || (to - from).num_days() > MOST_DAYS {
        return Err(Error::new(ErrorCode::LastBeforeFirst)
            .with("first", show_day(from))
            .with("last", show_day(to)));
    }
    let names: BTreeMap<Day, String> = store::list::<CalendarDay>(connection, "1 = 1", &[])?
        .into_iter()
        .map(|kept| (kept.record.day, kept.record.name))
        .collect();
    let mut due = due_items(board);
    let count = (to - from).num_days() as u64;
    Ok((0..=count)
        .map(|offset| {
            let day = from + Days::new(offset);
            let mut items = due.remove(&day).unwrap_or_default();
            items.sort_by(|a, b| (a.state, &a.number, a.what).cmp(&(b.state, &b.number, b.what)));
            DueDay {
                day,
                off: !board.rules.calendar.is_working(day),
                name: names.get(&day).cloned().unwrap_or_default(),
                items,
            }
        })
        .collect())
}

fn due_items(board: &Board) -> BTreeMap<Day, Vec<DueItem>> {
    let mut due: BTreeMap<Day, Vec<DueItem>> = BTreeMap::new();
    for task in board.own() {
        let item = |what, last_time, state, open, total| DueItem {
            task: task.id,
            number: task.record.number.clone(),
            title: task.record.title.clone(),
            what,
            last_time,
            state,
            open,
            total,
        };
        let mut by_day: BTreeMap<Day, (Option<String>, Timeliness, u32, u32)> = BTreeMap::new();
        for part in board.parts(task.id) {
            let Some(day) = part.last_day else { continue };
            let own = by_day.entry(day).or_insert((None, part.state, 0, 0));
            own.0 = earliest(own.0.take(), part.last_time.as_ref());
            own.1 = own.1.min(part.state);
            own.2 += u32::from(part.is_open());
            own.3 += 1;
        }
        let state = board.task_state(task);
        let (last, hour) = board.task_deadline(task);
        if let Some(day) = last.filter(|day| !by_day.contains_key(day)) {
            due.entry(day).or_default().push(item(
                DueWhat::Own,
                hour.map(str::to_owned),
                state,
                0,
                0,
            ));
        }
        if let Some(day) = task.record.superior_day {
            due.entry(day)
                .or_default()
                .push(item(DueWhat::Superior, None, state, 0, 0));
        }
        for (day, (hour, state, open, total)) in by_day {
            due.entry(day)
                .or_default()
                .push(item(DueWhat::Part, hour, state, open, total));
        }
    }
    due
}

/// The earlier of two hours; none is the day's end.
fn earliest(one: Option<String>, other: Option<&String>) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other.clone())),
        (one, other) => one.or_else(|| other.cloned()),
    }
}
