//! Task × unit: where each part stands.

use serde::Serialize;
use ts_rs::TS;

use super::board::Board;
use super::part::Part;
use crate::domain::{Id, Timeliness};

/// A body at the head of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MatrixUnit {
    /// The body.
    pub id: Id,
    /// Its short name.
    pub name: String,
}

/// One part in its cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MatrixPart {
    /// The assignment as it was given.
    pub assignment: Id,
    /// Period of the occurrence that is shown: the earliest open, else the latest.
    pub occurrence: String,
    /// Its class.
    pub state: Timeliness,
    /// Days left.
    pub days_left: Option<i64>,
    /// Occurrences that are overdue.
    pub overdue: u32,
    /// Whether a claim waits to be confirmed.
    pub claimed: bool,
}

/// A row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "TaskMatrixRow")]
pub struct MatrixRow {
    /// The task.
    pub task: Id,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Key of its group.
    pub group: String,
    /// One a unit, in their order.
    pub cells: Vec<Option<MatrixPart>>,
}

/// Task × unit (nhiệm vụ × đơn vị).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TaskMatrix {
    /// Units below the root first, then the others that have work.
    pub units: Vec<MatrixUnit>,
    /// Tasks that somebody has to do.
    pub rows: Vec<MatrixRow>,
}

/// The matrix of all plans, or of one.
pub fn task_matrix(board: &Board, plan: Option<Id>) -> TaskMatrix {
    let tasks: Vec<_> = board
        .own()
        .filter(|task| plan.is_none_or(|plan| plan == task.record.plan))
        .filter(|task| !board.parts(task.id).is_empty())
        .collect();
    let mut bodies = board.directory.units(board.today);
    for task in &tasks {
        for part in board.parts(task.id) {
            if !bodies.contains(&part.body) {
                bodies.push(part.body);
            }
        }
    }
    bodies.retain(|body| {
        tasks
            .iter()
            .any(|task| board.parts(task.id).iter().any(|part| part.body == *body))
    });
    let rows = tasks
        .iter()
        .map(|task| MatrixRow {
            task: task.id,
            number: task.record.number.clone(),
            title: task.record.title.clone(),
            group: task.record.group_key.clone(),
            cells: bodies
                .iter()
                .map(|body| cell(board, board.parts(task.id), *body))
                .collect(),
        })
        .collect();
    TaskMatrix {
        units: bodies
            .iter()
            .map(|body| MatrixUnit {
                id: *body,
                name: board.directory.short_name(*body, board.today),
            })
            .collect(),
        rows,
    }
}

fn cell(board: &Board, parts: &[Part], body: Id) -> Option<MatrixPart> {
    let own = || parts.iter().filter(|part| part.body == body);
    let shown = own()
        .find(|part| part.is_open())
        .or_else(|| own().next_back())?;
    Some(MatrixPart {
        assignment: shown.assignment,
        occurrence: shown.occurrence.clone(),
        state: shown.state,
        days_left: shown.days_left(board.today),
        overdue: own()
            .filter(|part| part.state == Timeliness::Overdue)
            .count() as u32,
        claimed: own().any(Part::waits),
    })
}
