//! The task that a conclusion becomes: in a plan of its own, given to its bodies in the same operation.

use rusqlite::Connection;

use crate::domain::deadline::Deadline;
use crate::domain::task::{Assignment, Plan, Task, TaskGroup};
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::tasks;
use crate::store::{self, Kept, Tx};

/// Key of the plan of conclusions.
pub const PLAN_KEY: &str = "giao-ban";

/// What the numbers of its tasks begin with.
pub const PREFIX: &str = "KL";

const TITLE: &str = "Kết luận giao ban";

/// What a task is to say.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub(super) title: String,
    pub(super) content: String,
    pub(super) deadline: Deadline,
    pub(super) parent: Option<Id>,
    pub(super) document: Option<Id>,
    pub(super) lead_text: String,
    pub(super) bodies: Vec<Id>,
    pub(super) partners: Vec<Id>,
}

impl Given {
    fn parties(&self) -> tasks::Parties<'_> {
        tasks::Parties {
            leads: &self.bodies,
            partners: &self.partners,
        }
    }
}

/// The plan of conclusions and its group, made on first use; two books make the same.
fn plan(tx: &mut Tx<'_>) -> Result<Id> {
    let kept = store::list::<Plan>(tx.connection(), "key = ?1", &[&PLAN_KEY])?.pop();
    let id = match kept {
        Some(kept) => kept.id,
        None => tx.add_as(
            &["plan", PLAN_KEY],
            &Plan {
                key: PLAN_KEY.to_owned(),
                title: TITLE.to_owned(),
                prefix: PREFIX.to_owned(),
                document: None,
                first_day: None,
                last_day: None,
                note: String::new(),
            },
        )?,
    };
    let groups = store::list::<TaskGroup>(tx.connection(), "1 = 1 ORDER BY position", &[])?;
    if !groups.iter().any(|own| own.record.key == PLAN_KEY) {
        let last = groups.last().map_or(0, |own| own.record.position);
        tx.add_as(
            &["task_group", PLAN_KEY],
            &TaskGroup {
                plan: Some(id),
                key: PLAN_KEY.to_owned(),
                letter: String::new(),
                title: TITLE.to_owned(),
                position: last + 1,
            },
        )?;
    }
    Ok(id)
}

/// The next free number: "KL-007".
fn number(connection: &Connection) -> Result<String> {
    let own = "number LIKE 'KL-%'";
    let used = store::list::<Task>(connection, own, &[])?;
    let last = used
        .iter()
        .filter_map(|kept| kept.record.number.split_once('-')?.1.parse::<u32>().ok())
        .max();
    Ok(format!("{PREFIX}-{:03}", last.unwrap_or(0) + 1))
}

/// Makes the task and gives it to its bodies.
pub(super) fn give(tx: &mut Tx<'_>, given: &Given) -> Result<Id> {
    let plan = plan(tx)?;
    let last = store::list::<Task>(
        tx.connection(),
        "plan = ?1 ORDER BY position DESC",
        &[&plan],
    )?;
    let blank = Task {
        position: last.first().map_or(0, |kept| kept.record.position + 1),
        group_key: PLAN_KEY.to_owned(),
        ..Task::of_plan(plan, number(tx.connection())?)
    };
    let task = tx.add(&told(given, blank))?;
    tasks::assign(tx, task, given.parties())?;
    Ok(task)
}

/// The task with what the conclusion says.
fn told(given: &Given, task: Task) -> Task {
    let mut read = given.deadline.clone();
    // A first day after the last one is a misreading; the last day is what binds.
    read.first_day = read
        .first_day
        .filter(|first| read.last_day.is_none_or(|last| *first <= last));
    Task {
        title: given.title.clone(),
        content: given.content.clone(),
        parent: given.parent,
        document: given.document,
        lead_text: given.lead_text.clone(),
        ..task
    }
    .with_deadline(read)
}

/// Gives the task its new words and bodies. A body that has worked on it stays, and the change is refused.
pub(super) fn change(tx: &mut Tx<'_>, task: &Kept<Task>, given: &Given) -> Result<()> {
    tx.set(task.id, &told(given, task.record.clone()))?;
    let kept = tasks::assign(tx, task.id, given.parties())?;
    kept.first().map_or(Ok(()), |row| refuse(tx, task, row))
}

/// Takes the task out with what belongs to it. What was worked on is refused.
pub(super) fn take_out(tx: &mut Tx<'_>, task: &Kept<Task>) -> Result<()> {
    let kept = tasks::take_out(tx, task)?;
    kept.map_or(Ok(()), |row| refuse(tx, task, &row))
}

/// Refuses to take a task from a body that did something of it.
fn refuse(tx: &Tx<'_>, task: &Kept<Task>, row: &Kept<Assignment>) -> Result<()> {
    let directory = Directory::load(tx.connection())?;
    let day = task.record.last_day.unwrap_or(crate::domain::Day::MAX);
    Err(Error::new(ErrorCode::ConclusionWorked)
        .with("task", &task.record.number)
        .with("body", directory.name(row.record.body, day)))
}
