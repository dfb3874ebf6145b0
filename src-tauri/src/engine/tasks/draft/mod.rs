//! A task as it is entered or changed.

mod deadline;
mod ground;

pub(super) use ground::Ground;
pub(in crate::engine) use ground::goal_decimals;
pub(in crate::engine) use ground::next_number;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::deadline::{Deadline, DeadlineKind};
use crate::domain::number::decimal;
use crate::domain::task::{Assignment, Role, Task};
use crate::domain::{Day, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::tasks::board::Board;
use crate::store::{self, Kept};

/// A task as it is entered: everything of it that an officer writes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TaskDraft {
    /// The plan.
    pub plan: Id,
    /// "NV-024"; empty for the next number of the plan.
    pub number: String,
    /// The task that it is a part of.
    pub parent: Option<Id>,
    /// Key of its group; empty for none.
    pub group: String,
    /// Short title.
    pub title: String,
    /// The document's sentence.
    pub content: String,
    /// Sản phẩm.
    pub deliverable: String,
    /// Source document.
    pub document: Option<Id>,
    /// Wording of the deadline, verbatim.
    pub deadline_text: String,
    /// Day that gives a year which the wording leaves out; that of the document when none is given.
    pub issued: Option<Day>,
    /// What the officer corrected; none takes the wording as it is understood.
    pub deadline: Option<DeadlineFix>,
    /// How much earlier units owe it: "3wd", or empty.
    pub unit_margin: String,
    /// The day on which it is owed to the level above.
    pub superior_day: Option<Day>,
    /// Who leads, in words, beside the bodies.
    pub lead_text: String,
    /// Who takes part, in words, beside the bodies.
    pub partners_text: String,
    /// Bodies that lead: each has a part of its own.
    pub leads: Vec<Id>,
    /// Bodies that take part.
    pub partners: Vec<Id>,
    /// theo dõi: another level's task.
    pub watched: bool,
    /// Person in charge here.
    pub person: String,
    /// Checklist.
    pub checklist: Option<Id>,
    /// The indicator whose figures close it.
    pub indicator: Option<Id>,
    /// What the figure has to reach, as typed; none for the target given to each unit.
    pub goal: Option<String>,
    /// Note.
    pub note: String,
}

/// A deadline as an officer corrected it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeadlineFix {
    /// Kind.
    pub kind: DeadlineKind,
    /// First day.
    pub first_day: Option<Day>,
    /// Last day.
    pub last_day: Option<Day>,
    /// `HH:MM` on it.
    pub last_time: Option<String>,
    /// Token of a rhythm, or empty.
    pub rhythm: String,
    /// Token of a length, or empty.
    pub length: String,
    /// The event that it waits for.
    pub event: Option<String>,
    /// Its day.
    pub event_day: Option<Day>,
}

impl DeadlineFix {
    /// What a wording was understood to say.
    pub fn of(read: &Deadline) -> Self {
        Self {
            kind: read.kind,
            first_day: read.first_day,
            last_day: read.last_day,
            last_time: read.last_time.clone(),
            rhythm: read.rhythm.map(|own| own.to_string()).unwrap_or_default(),
            length: read.length.map(|own| own.to_string()).unwrap_or_default(),
            event: read.event.clone(),
            event_day: None,
        }
    }
}

/// A task as its form shows it.
pub(super) fn draft_of(
    connection: &Connection,
    board: &Board,
    task: &Kept<Task>,
) -> Result<TaskDraft> {
    let own = &task.record;
    let mut leads: Vec<Id> = Vec::new();
    for row in store::list::<Assignment>(
        connection,
        "task = ?1 AND occurrence = '' ORDER BY id",
        &[&task.id],
    )? {
        if row.record.role == Role::Lead {
            leads.push(row.record.body);
        }
    }
    let goal = match (own.indicator, own.goal) {
        (Some(indicator), Some(goal)) => {
            let dictionary = Dictionary::load(connection)?;
            Some(decimal(
                goal,
                goal_decimals(&dictionary, indicator, board.today),
            ))
        }
        _ => None,
    };
    Ok(TaskDraft {
        plan: own.plan,
        number: own.number.clone(),
        parent: own.parent,
        group: own.group_key.clone(),
        title: own.title.clone(),
        content: own.content.clone(),
        deliverable: own.deliverable.clone(),
        document: own.document,
        deadline_text: own.deadline_text.clone(),
        issued: None,
        deadline: Some(fix_of(own)),
        unit_margin: own.unit_margin.clone(),
        superior_day: own.superior_day,
        lead_text: own.lead_text.clone(),
        partners_text: own.partners_text.clone(),
        leads,
        partners: board.partners(task.id).to_vec(),
        watched: own.watched,
        person: own.person.clone(),
        checklist: own.checklist,
        indicator: own.indicator,
        goal,
        note: own.note.clone(),
    })
}

/// What is kept of a deadline, as a correction would say it.
pub(super) fn fix_of(task: &Task) -> DeadlineFix {
    DeadlineFix {
        kind: DeadlineKind::of_token(&task.deadline_kind).unwrap_or(DeadlineKind::Unclear),
        first_day: task.first_day,
        last_day: task.last_day,
        last_time: task.last_time.clone(),
        rhythm: task.rhythm.clone(),
        length: task.length.clone(),
        event: task.event.clone(),
        event_day: task.event_day,
    }
}
