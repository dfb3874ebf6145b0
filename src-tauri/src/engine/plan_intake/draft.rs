//! A plan that came, as it was understood.

use super::compare::Same;
use super::goals::Goal;
use super::heads::PlanColumn;
use super::rows::RawKind;
use super::titles::FoundDocument;
use super::units::Parties;
use crate::domain::deadline::Deadline;
use crate::domain::{Day, Error, Id};

/// A row, understood.
#[derive(Debug, Clone)]
pub struct DraftRow {
    pub(super) row: u32,
    pub(super) kind: RawKind,
    pub(super) mark: String,
    pub(super) title: String,
    pub(super) content: String,
    pub(super) group: Option<usize>,
    pub(super) parent: Option<usize>,
    pub(super) lead: Parties,
    pub(super) partners: Parties,
    pub(super) person: String,
    pub(super) deliverable: String,
    pub(super) deadline: Deadline,
    pub(super) note: String,
    pub(super) remarks: Vec<String>,
    pub(super) sure: bool,
    pub(super) error: Option<Error>,
    pub(super) left_out: bool,
    /// Targets that its words name.
    pub(super) goals: Vec<Goal>,
    /// The one that an officer took.
    pub(super) goal: Option<Goal>,
    pub(super) same: Option<Same>,
    /// Whether the table puts it into another group than the book, or below another task.
    pub(super) moves: Moves,
    pub(super) differs: Vec<String>,
    pub(super) number: String,
    /// What its identity follows from.
    pub(super) words: Vec<String>,
}

impl DraftRow {
    /// Whether it goes into the book as a task.
    pub(super) fn goes_in(&self) -> bool {
        matches!(self.kind, RawKind::Task | RawKind::Parent)
            && self.error.is_none()
            && !self.left_out
    }
}

/// Where a table puts a task that the book has elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Moves {
    pub group: bool,
    pub parent: bool,
}

/// A group with the key that it has or gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftGroup {
    pub(super) key: String,
    pub(super) letter: String,
    pub(super) title: String,
    pub(super) known: bool,
}

/// A plan that came, understood.
#[derive(Debug, Clone)]
pub struct PlanDraft {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) sheets: Vec<(String, usize, bool)>,
    pub(super) sheet: usize,
    pub(super) title: String,
    pub(super) document: Option<FoundDocument>,
    pub(super) issued: Option<Day>,
    pub(super) plan: Option<Id>,
    pub(super) plan_key: String,
    pub(super) prefix: String,
    pub(super) columns: Vec<PlanColumn>,
    pub(super) groups: Vec<DraftGroup>,
    pub(super) rows: Vec<DraftRow>,
    pub(super) remarks: Vec<String>,
}
