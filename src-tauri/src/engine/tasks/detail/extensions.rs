//! How a deadline moved.

use super::document_view;
use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;

use crate::domain::task::{ExtensionState, Task};
use crate::domain::{Day, Id};
use crate::engine::tasks::board::Board;
use crate::store::Kept;

/// One move of a deadline: asked for, approved or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "Extension")]
pub struct ExtensionView {
    /// The extension.
    pub id: Id,
    /// For one assignment only.
    pub assignment: Option<Id>,
    /// The body of that assignment; empty for all of the task.
    pub body_name: String,
    /// The last day that it moved.
    pub previous: Option<Day>,
    /// The last day that it gives.
    pub last_day: Option<Day>,
    /// Why.
    pub reason: String,
    /// By which document.
    pub document: String,
    /// Standing.
    pub state: ExtensionState,
    /// From when it holds.
    pub day: Day,
    /// Answer of who decided.
    pub answer: String,
}

/// The extensions of a task with what each of them moved.
pub(in crate::engine::tasks) fn extension_views(
    board: &Board,
    task: &Kept<Task>,
) -> Vec<ExtensionView> {
    let mut of_task = task.record.last_day;
    let mut of_part: HashMap<Id, Option<Day>> = HashMap::new();
    let mut out = Vec::new();
    for kept in board.extensions(task.id) {
        let own = &kept.record;
        let part = own.assignment.and_then(|id| {
            board
                .parts(task.id)
                .iter()
                .find(|part| part.row == Some(id))
        });
        let previous = match own.assignment {
            Some(id) => of_part.get(&id).copied().unwrap_or(of_task),
            None => of_task,
        };
        if own.state == ExtensionState::Approved {
            match own.assignment {
                Some(id) => drop(of_part.insert(id, own.last_day)),
                None => of_task = own.last_day,
            }
        }
        let document = own.document.and_then(|id| board.documents.get(&id));
        out.push(ExtensionView {
            id: kept.id,
            assignment: own.assignment,
            body_name: part.map_or_else(String::new, |part| {
                board.directory.name(part.body, board.today)
            }),
            previous,
            last_day: own.last_day,
            reason: own.reason.clone(),
            document: document.map_or_else(String::new, |own| document_view(own).number),
            state: own.state,
            day: own.day,
            answer: own.answer.clone(),
        });
    }
    out
}
