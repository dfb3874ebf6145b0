//! What an officer decided before a plan goes in.

use std::collections::HashMap;

use super::columns::ColumnRole;
use super::titles::FoundDocument;
use crate::domain::{Day, Id};

/// What an officer decided about one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleChoice {
    /// The column, from 0.
    pub index: u32,
    /// What it holds.
    pub role: ColumnRole,
}

/// What an officer decided about one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RowChoice {
    /// Not to be taken.
    pub leave_out: bool,
    /// Who leads, where that was decided.
    pub leads: Option<Vec<Id>>,
    /// Who takes part, where that was decided.
    pub partners: Option<Vec<Id>>,
    /// The wording of the deadline, corrected.
    pub deadline: Option<String>,
    /// The title, corrected.
    pub title: Option<String>,
    /// The indicator that closes it, taken from what was proposed.
    pub goal: Option<GoalChoice>,
}

/// The indicator that closes a task, as an officer decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalChoice {
    /// The indicator.
    pub indicator: Id,
    /// What it has to reach, as typed; none for what was proposed.
    pub value: Option<String>,
}

/// The plan that tasks go into, as an officer decided it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlanWanted {
    /// A plan of the book; none for a new one.
    pub existing: Option<Id>,
    /// Title of a new one.
    pub title: Option<String>,
    /// What its numbers begin with.
    pub prefix: Option<String>,
    /// Its document.
    pub document: Option<FoundDocument>,
    /// Whether it has none, though one was found.
    pub no_document: bool,
    /// The day of issue, for years that deadlines leave out.
    pub issued: Option<Day>,
}

/// What an officer decided before a plan goes in.
#[derive(Debug, Clone, Default)]
pub struct PlanChoices {
    /// The sheet, by its place.
    pub sheet: Option<usize>,
    /// What columns hold.
    pub columns: Vec<RoleChoice>,
    /// The plan.
    pub plan: Option<PlanWanted>,
    /// Its document, whatever plan it is.
    pub document: Option<FoundDocument>,
    /// The day of issue, whatever plan it is.
    pub issued: Option<Day>,
    /// What was decided about rows, by their place in the file.
    pub rows: HashMap<u32, RowChoice>,
}
