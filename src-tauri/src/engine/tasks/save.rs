//! Entering, changing, moving and removing tasks.

use serde::Deserialize;
use serde_json::json;
use ts_rs::TS;

use super::board::Board;
use super::draft::{Ground, TaskDraft, draft_of, fix_of};
use super::give::{Parties, assign, take_out};
use crate::domain::deadline::{Deadline, Length, Rhythm};
use crate::domain::task::Task;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::profile;
use crate::store::{self, Book, Done, Kept, Operation, Tx};

/// Enters a task, or changes one (ghi nhiệm vụ).
pub fn save_task(book: &mut Book, id: Option<Id>, draft: &TaskDraft) -> Result<Done<Id>> {
    let today = profile::today(book)?;
    let record = book.read(|connection| {
        let board = Board::load(connection, today)?;
        Ground {
            connection,
            board: &board,
        }
        .record(id, draft)
    })?;
    let operation = Operation::new("save_task", json!({ "task": record.number }));
    book.transact(operation, |tx| {
        let id = match id {
            Some(id) => {
                tx.set(id, &record)?;
                id
            }
            None => tx.add(&record)?,
        };
        give(tx, id, &record.number, draft)?;
        Ok(id)
    })
}

/// Gives a task to exactly the bodies of its draft. Who did something of it is not taken off.
fn give(tx: &mut Tx<'_>, task: Id, number: &str, draft: &TaskDraft) -> Result<()> {
    let parties = Parties {
        leads: &draft.leads,
        partners: &draft.partners,
    };
    if assign(tx, task, parties)?.is_empty() {
        Ok(())
    } else {
        Err(Error::new(ErrorCode::TaskTouched).with("task", number))
    }
}

/// Removes tasks of which nothing was done yet (xóa nhiệm vụ); their parts become parts of what is above.
pub fn remove_tasks(book: &mut Book, tasks: &[Id]) -> Result<Done<()>> {
    let operation = Operation::new("remove_tasks", json!({ "count": tasks.len() }));
    book.transact(operation, |tx| {
        for id in tasks {
            let task: Kept<Task> = tx.get(*id, ErrorCode::NoSuchTask)?;
            if take_out(tx, &task)?.is_some() {
                return Err(Error::new(ErrorCode::TaskTouched).with("task", task.record.number));
            }
        }
        Ok(())
    })
}

/// Moves a task to a group, before another task of it or to its end.
pub fn move_task(book: &mut Book, id: Id, group: &str, before: Option<Id>) -> Result<Done<()>> {
    let today = profile::today(book)?;
    let board = book.read(|c| Board::load(c, today))?;
    let task = board
        .tasks
        .iter()
        .find(|kept| kept.id == id)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchTask).with("task", id))?;
    let known = group.is_empty()
        || board
            .groups
            .iter()
            .any(|own| own.key == group && own.plan.is_none_or(|plan| plan == task.record.plan));
    if !known {
        return Err(Error::new(ErrorCode::NoSuchTaskGroup).with("group", group));
    }
    let mut order: Vec<&Kept<Task>> = board
        .tasks
        .iter()
        .filter(|own| own.id != id && own.record.plan == task.record.plan)
        .collect();
    let place = before
        .and_then(|before| order.iter().position(|own| own.id == before))
        .or_else(|| {
            order
                .iter()
                .rposition(|own| own.record.group_key == group)
                .map(|at| at + 1)
        })
        .unwrap_or(order.len());
    order.insert(place, task);
    let operation = Operation::new("move_task", json!({ "task": task.record.number }));
    book.transact(operation, |tx| {
        for (position, own) in order.iter().enumerate() {
            let mut record = own.record.clone();
            record.position = position as i64;
            if own.id == id {
                group.clone_into(&mut record.group_key);
            }
            tx.set(own.id, &record)?;
        }
        Ok(())
    })
}

/// What is changed in many tasks at once; what is none stays.
#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct TaskChange {
    /// Group.
    pub group: Option<String>,
    /// Plan.
    pub plan: Option<Id>,
    /// Person in charge.
    pub person: Option<String>,
    /// How much earlier units owe it.
    pub unit_margin: Option<String>,
    /// The day owed to the level above.
    pub superior_day: Option<Day>,
    /// Source document.
    pub document: Option<Id>,
    /// Checklist.
    pub checklist: Option<Id>,
    /// Bodies that lead from now on, beside those that do.
    pub add_leads: Vec<Id>,
    /// Only watched, or ours.
    pub watched: Option<bool>,
}

/// Changes many tasks in one operation: all of them, or none.
pub fn change_tasks(book: &mut Book, tasks: &[Id], change: &TaskChange) -> Result<Done<()>> {
    let today = profile::today(book)?;
    let drafts = book.read(|connection| {
        let board = Board::load(connection, today)?;
        let ground = Ground {
            connection,
            board: &board,
        };
        tasks
            .iter()
            .map(|id| {
                let mut draft = draft_of(connection, &board, ground.task(*id)?)?;
                apply(&mut draft, change);
                let made = ground.record(Some(*id), &draft)?;
                Ok((
                    *id,
                    draft,
                    Task {
                        sure: ground.task(*id)?.record.sure,
                        ..made
                    },
                ))
            })
            .collect::<Result<Vec<_>>>()
    })?;
    let operation = Operation::new("change_tasks", json!({ "count": tasks.len() }));
    book.transact(operation, |tx| {
        for (id, draft, record) in &drafts {
            tx.set(*id, record)?;
            give(tx, *id, &record.number, draft)?;
        }
        Ok(())
    })
}

fn apply(draft: &mut TaskDraft, change: &TaskChange) {
    let TaskChange {
        group,
        plan,
        person,
        unit_margin,
        superior_day,
        document,
        checklist,
        add_leads,
        watched,
    } = change.clone();
    draft.group = group.unwrap_or(std::mem::take(&mut draft.group));
    draft.plan = plan.unwrap_or(draft.plan);
    draft.person = person.unwrap_or(std::mem::take(&mut draft.person));
    draft.unit_margin = unit_margin.unwrap_or(std::mem::take(&mut draft.unit_margin));
    draft.superior_day = superior_day.or(draft.superior_day);
    draft.document = document.or(draft.document);
    draft.checklist = checklist.or(draft.checklist);
    draft.watched = watched.unwrap_or(draft.watched);
    for body in add_leads {
        if !draft.leads.contains(&body) {
            draft.leads.push(body);
        }
    }
}

/// Enters the day of the event that a wording waits for; the last day follows from it. None takes it away.
pub fn set_event_day(book: &mut Book, task: Id, day: Option<Day>) -> Result<Done<()>> {
    let kept = book
        .read(|c| store::get::<Task>(c, task))?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchTask).with("task", task))?;
    let own = kept.record;
    if own.event.is_none() && own.length.is_empty() {
        return Err(Error::new(ErrorCode::NoEvent).with("task", own.number));
    }
    let rules = book.read(profile::deadline_rules)?;
    let fix = fix_of(&own);
    let waiting = Deadline {
        kind: fix.kind,
        text: own.deadline_text.clone(),
        first_day: None,
        last_day: None,
        last_time: own.last_time.clone(),
        stated_day: None,
        event: own.event.clone(),
        length: Length::parse(&own.length),
        rhythm: Rhythm::parse(&own.rhythm),
        sure: true,
    };
    let made = match day {
        Some(day) => waiting.with_event_day(day, &rules),
        None => waiting,
    };
    let record = Task {
        first_day: made.first_day,
        last_day: made.last_day,
        event_day: day,
        ..own
    };
    let operation = Operation::new("set_event_day", json!({ "task": record.number }));
    book.transact(operation, |tx| tx.set(task, &record))
}
