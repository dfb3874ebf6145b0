//! Plans as lists show them.

use serde::Serialize;
use ts_rs::TS;

use crate::domain::{Day, Id};
use crate::engine::tasks::board::Board;

/// Plans with their groups, for forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanView {
    /// The plan.
    pub id: Id,
    /// Stable key.
    pub key: String,
    /// Title.
    pub title: String,
    /// What its numbers begin with.
    pub prefix: String,
    /// The document that gives it.
    pub document: Option<Id>,
    /// First day.
    pub first_day: Option<Day>,
    /// Last day.
    pub last_day: Option<Day>,
    /// Note.
    pub note: String,
    /// Its tasks.
    pub tasks: u32,
    /// Groups that its tasks may be in.
    pub groups: Vec<PlanGroupView>,
}

/// A group in a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanGroupView {
    /// Key.
    pub key: String,
    /// Letter or number.
    pub letter: String,
    /// Title.
    pub title: String,
    /// Whether it is the plan's own, and can be changed.
    pub own: bool,
}

/// All plans.
pub fn plans(board: &Board) -> Vec<PlanView> {
    board
        .plans
        .iter()
        .map(|kept| {
            let own = &kept.record;
            let has_own = board.groups.iter().any(|group| group.plan == Some(kept.id));
            PlanView {
                id: kept.id,
                key: own.key.clone(),
                title: own.title.clone(),
                prefix: own.prefix.clone(),
                document: own.document,
                first_day: own.first_day,
                last_day: own.last_day,
                note: own.note.clone(),
                tasks: board
                    .tasks
                    .iter()
                    .filter(|task| task.record.plan == kept.id)
                    .count() as u32,
                groups: board
                    .groups
                    .iter()
                    .filter(|group| match group.plan {
                        Some(plan) => plan == kept.id,
                        // The five groups of Đề án 06 serve plans that have none of their own.
                        None => !has_own,
                    })
                    .map(|group| PlanGroupView {
                        key: group.key.clone(),
                        letter: group.letter.clone(),
                        title: group.title.clone(),
                        own: group.plan.is_some(),
                    })
                    .collect(),
            }
        })
        .collect()
}
