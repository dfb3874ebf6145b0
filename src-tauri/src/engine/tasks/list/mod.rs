//! Tasks as the list shows them.

mod names;
mod row;

pub use names::{lead_names, partner_names};
pub use row::{AssignmentRow, DeadlineView, TaskRow};
pub(in crate::engine) use row::{assignment_row, task_row};

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::task::{Plan, Task};
use crate::domain::{Day, Id, Instant, Result, Timeliness};
use crate::engine::tasks::board::Board;
use crate::store::Kept;

/// How many tasks are in a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClassCount {
    /// The class.
    pub state: Timeliness,
    /// How many.
    pub count: u32,
}

/// A group with its tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "TaskGroup")]
pub struct TaskGroupView {
    /// Key; empty for tasks without a group.
    pub key: String,
    /// The plan that has it; none for the five groups of Đề án 06.
    pub plan: Option<Id>,
    /// Letter or number as printed; may be empty.
    pub letter: String,
    /// Title.
    pub title: String,
    /// Tasks.
    pub tasks: Vec<TaskRow>,
}

/// A plan at the head of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanHead {
    /// The plan.
    pub id: Id,
    /// Stable key.
    pub key: String,
    /// Title.
    pub title: String,
    /// What its numbers begin with.
    pub prefix: String,
    /// Number of the document that gives it.
    pub document: String,
    /// First day.
    pub first_day: Option<Day>,
    /// Last day.
    pub last_day: Option<Day>,
    /// Own tasks.
    pub total: u32,
    /// Those that are done.
    pub done: u32,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TaskList {
    /// The day looked at.
    pub as_of: Day,
    /// The day that one compares with (so với báo cáo trước).
    pub baseline: Option<Day>,
    /// Own tasks; the watched ones are not counted.
    pub total: u32,
    /// Their classes; they add up to the total.
    pub classes: Vec<ClassCount>,
    /// Their classes on the day that one compares with; empty without one.
    pub baseline_classes: Vec<ClassCount>,
    /// Plans.
    pub plans: Vec<PlanHead>,
    /// Groups in order.
    pub groups: Vec<TaskGroupView>,
}

/// The list as of a moment, compared with an earlier one where that is asked.
pub fn tasks(
    connection: &Connection,
    at: impl Into<Instant>,
    baseline: Option<Day>,
) -> Result<TaskList> {
    let board = Board::load(connection, at)?;
    let today = board.today;
    let before = baseline
        .filter(|day| *day < today)
        .map(|day| Board::load(connection, day))
        .transpose()?;
    let was = |task: &Kept<Task>| {
        let board = before.as_ref()?;
        let own = board.tasks.iter().find(|own| own.id == task.id)?;
        Some(board.task_state(own))
    };
    let row = |task: &Kept<Task>| TaskRow {
        was: was(task),
        ..task_row(&board, task)
    };
    let mut groups: Vec<TaskGroupView> = Vec::new();
    for group in &board.groups {
        let own = |task: &&Kept<Task>| task.record.group_key == group.key;
        groups.push(TaskGroupView {
            key: group.key.clone(),
            plan: group.plan,
            letter: group.letter.clone(),
            title: group.title.clone(),
            tasks: board.tasks.iter().filter(own).map(row).collect(),
        });
    }
    for plan in &board.plans {
        let own = |task: &&Kept<Task>| {
            task.record.plan == plan.id
                && !board
                    .groups
                    .iter()
                    .any(|group| group.key == task.record.group_key)
        };
        groups.push(TaskGroupView {
            key: String::new(),
            plan: Some(plan.id),
            letter: String::new(),
            title: plan.record.title.clone(),
            tasks: board.tasks.iter().filter(own).map(row).collect(),
        });
    }
    groups.retain(|group| !group.tasks.is_empty());
    Ok(TaskList {
        as_of: today,
        baseline: before.as_ref().map(|board| board.today),
        total: board.own().count() as u32,
        classes: class_counts(&board),
        baseline_classes: before.as_ref().map_or_else(Vec::new, class_counts),
        plans: board
            .plans
            .iter()
            .map(|plan| plan_head(&board, plan))
            .collect(),
        groups,
    })
}

fn plan_head(board: &Board, plan: &Kept<Plan>) -> PlanHead {
    let own = || board.own().filter(|task| task.record.plan == plan.id);
    let record = &plan.record;
    PlanHead {
        id: plan.id,
        key: record.key.clone(),
        title: record.title.clone(),
        prefix: record.prefix.clone(),
        document: board.document_number(record.document),
        first_day: record.first_day,
        last_day: record.last_day,
        total: own().count() as u32,
        done: own()
            .filter(|task| board.task_state(task).is_done())
            .count() as u32,
    }
}

/// Classes of the own tasks, every class once, in order of need.
pub fn class_counts(board: &Board) -> Vec<ClassCount> {
    let states: Vec<Timeliness> = board.own().map(|task| board.task_state(task)).collect();
    Timeliness::ALL
        .into_iter()
        .map(|state| ClassCount {
            state,
            count: states.iter().filter(|own| **own == state).count() as u32,
        })
        .collect()
}

/// Every assignment, the most pressing first.
pub fn assignment_rows(board: &Board) -> Vec<AssignmentRow> {
    let mut rows: Vec<AssignmentRow> = board
        .own()
        .flat_map(|task| board.parts(task.id).iter().map(move |part| (task, part)))
        .map(|(task, part)| assignment_row(board, task, part))
        .collect();
    rows.sort_by(|a, b| {
        (a.state, a.last_day.is_none(), a.last_day, a.assignment).cmp(&(
            b.state,
            b.last_day.is_none(),
            b.last_day,
            b.assignment,
        ))
    });
    rows
}
