//! A plan goes into the book: first to see whether it can, then in one operation.

use std::collections::{HashMap, HashSet};

use serde_json::json;

use super::compare::Same;
use super::draft::{DraftRow, PlanDraft};
use crate::domain::book::Document;
use crate::domain::task::{Plan, Task, TaskGroup};
use crate::domain::text::clean;
use crate::domain::{Id, Result};
use crate::engine::safety;
use crate::engine::tasks::{Parties, assign};
use crate::store::copies::CopyReason;
use crate::store::{self, Book, Done, Operation, Tx};

/// Tries whether a plan can go in, and keeps nothing.
pub fn rehearse_plan(book: &mut Book, draft: &PlanDraft) -> Result<Id> {
    Ok(book
        .rehearse(operation(draft), |tx| write(tx, draft))?
        .value)
}

/// Takes a plan in, in one operation; gives the plan. What the book has already stays as it is.
pub fn bring_in_plan(book: &mut Book, draft: &PlanDraft) -> Result<Done<Id>> {
    safety::copy_before(book, CopyReason::BeforeImport)?;
    book.transact(operation(draft), |tx| write(tx, draft))
}

fn operation(draft: &PlanDraft) -> Operation {
    let count = draft
        .rows
        .iter()
        .filter(|own| own.goes_in() && !own.unchanged())
        .count();
    Operation::new(
        "import_plan",
        json!({ "plan": draft.title, "count": count.to_string() }),
    )
}

fn write(tx: &mut Tx<'_>, draft: &PlanDraft) -> Result<Id> {
    let adds = draft
        .rows
        .iter()
        .any(|row| row.goes_in() && !row.unchanged());
    if let Some(plan) = draft.plan.filter(|_| !adds) {
        return Ok(plan);
    }
    let document = document(tx, draft)?;
    let plan = plan(tx, draft, document)?;
    groups(tx, draft, plan)?;
    let tasks: i64 = store::list::<Task>(tx.connection(), "plan = ?1", &[&plan])?
        .iter()
        .map(|kept| kept.record.position + 1)
        .max()
        .unwrap_or(0);
    let mut ids: HashMap<usize, Id> = HashMap::new();
    let mut position = tasks;
    for (at, row) in draft.rows.iter().enumerate() {
        if let Some(same) = &row.same {
            ids.insert(at, same.id);
        }
        if !row.goes_in() || row.unchanged() {
            continue;
        }
        let parent = row.parent.and_then(|own| ids.get(&own)).copied();
        let group = row
            .group
            .and_then(|own| draft.groups.get(own))
            .map_or("", |own| own.key.as_str());
        let place = Place {
            plan,
            document,
            parent,
            group,
            position,
        };
        let id = if let Some(same) = &row.same {
            let place = Place {
                parent: above(tx, same.id, place.parent)?,
                ..place
            };
            tx.set(same.id, &changed(row, same, &place))?;
            same.id
        } else {
            position += 1;
            let words: Vec<&str> = row.words.iter().map(String::as_str).collect();
            tx.add_as(&words, &fresh(row, &place))?
        };
        ids.insert(at, id);
        // Whoever did something of it keeps its part, though the plan no longer names it.
        let parties = Parties {
            leads: &row.lead.bodies,
            partners: &row.partners.bodies,
        };
        assign(tx, id, parties)?;
    }
    Ok(plan)
}

/// The document of the plan: the one that is there, else a new one.
fn document(tx: &mut Tx<'_>, draft: &PlanDraft) -> Result<Option<Id>> {
    let Some(own) = draft
        .document
        .as_ref()
        .filter(|own| !clean(&own.number).is_empty())
    else {
        return Ok(None);
    };
    let record = Document {
        key: String::new(),
        kind: clean(&own.kind),
        number: clean(&own.number),
        day: own.day,
        issuer: clean(&own.issuer),
        excerpt: clean(&draft.title),
    };
    let known = store::list::<Document>(tx.connection(), "number = ?1", &[&record.number])?;
    let same = known
        .iter()
        .find(|kept| kept.record.day == record.day || record.day.is_none());
    if let Some(kept) = same {
        return Ok(Some(kept.id));
    }
    let day = record.day.map(|own| own.to_string()).unwrap_or_default();
    let words = ["document", record.number.as_str(), day.as_str()];
    tx.add_as(&words, &record).map(Some)
}

fn plan(tx: &mut Tx<'_>, draft: &PlanDraft, document: Option<Id>) -> Result<Id> {
    if let Some(id) = draft.plan {
        let kept = tx.get::<Plan>(id, crate::domain::ErrorCode::NoSuchPlan)?;
        if kept.record.document.is_none() && document.is_some() {
            tx.set(
                id,
                &Plan {
                    document,
                    ..kept.record
                },
            )?;
        }
        return Ok(id);
    }
    let record = Plan {
        key: draft.plan_key.clone(),
        title: draft.title.clone(),
        prefix: draft.prefix.clone(),
        document,
        first_day: draft.issued,
        last_day: None,
        note: String::new(),
    };
    tx.add_as(&["plan", &draft.plan_key], &record)
}

/// Writes the groups that tasks go into and the plan does not have.
fn groups(tx: &mut Tx<'_>, draft: &PlanDraft, plan: Id) -> Result<()> {
    let kept = store::list::<TaskGroup>(tx.connection(), "1 = 1", &[])?;
    let mut position = kept
        .iter()
        .map(|own| own.record.position + 1)
        .max()
        .unwrap_or(0);
    for (at, group) in draft.groups.iter().enumerate() {
        let used = draft
            .rows
            .iter()
            .any(|row| row.group == Some(at) && row.goes_in() && !row.unchanged());
        if group.known || !used {
            continue;
        }
        let record = TaskGroup {
            plan: Some(plan),
            key: group.key.clone(),
            letter: group.letter.clone(),
            title: group.title.clone(),
            position,
        };
        position += 1;
        tx.add_as(&["task_group", &group.key], &record)?;
    }
    Ok(())
}

/// Where a task stands.
struct Place<'a> {
    plan: Id,
    document: Option<Id>,
    parent: Option<Id>,
    group: &'a str,
    position: i64,
}

/// The task that another one is to stand below, unless it stands below that one itself.
fn above(tx: &Tx<'_>, task: Id, parent: Option<Id>) -> Result<Option<Id>> {
    let (mut at, mut seen) = (parent, HashSet::new());
    while let Some(own) = at.filter(|own| seen.insert(*own)) {
        if own == task {
            return Ok(None);
        }
        at = tx
            .get::<Task>(own, crate::domain::ErrorCode::NoSuchTask)?
            .record
            .parent;
    }
    Ok(parent)
}

fn fresh(row: &DraftRow, place: &Place<'_>) -> Task {
    let task = Task {
        parent: place.parent,
        position: place.position,
        group_key: place.group.to_owned(),
        title: row.title.clone(),
        content: row.content.clone(),
        deliverable: row.deliverable.clone(),
        document: place.document,
        lead_text: row.lead.text.clone(),
        partners_text: row.partners.text.clone(),
        person: row.person.clone(),
        indicator: row.goal.as_ref().map(|own| own.indicator),
        goal: row.goal.as_ref().map(|own| own.value),
        note: row.note.clone(),
        ..Task::of_plan(place.plan, row.number.clone())
    };
    task.with_deadline(row.deadline.clone())
}

/// A task of the book with what the plan says otherwise. A wording that is the same keeps what was understood of it, and
/// what an officer corrected.
fn changed(row: &DraftRow, same: &Same, place: &Place<'_>) -> Task {
    let mut task = same.task.clone();
    task.title.clone_from(&row.title);
    if !row.content.is_empty() {
        task.content.clone_from(&row.content);
    }
    task.deliverable.clone_from(&row.deliverable);
    if !row.person.is_empty() {
        task.person.clone_from(&row.person);
    }
    if !row.note.is_empty() {
        task.note.clone_from(&row.note);
    }
    task.lead_text.clone_from(&row.lead.text);
    task.partners_text.clone_from(&row.partners.text);
    task.document = task.document.or(place.document);
    if row.moves.group {
        place.group.clone_into(&mut task.group_key);
    }
    if row.moves.parent {
        task.parent = place.parent;
    }
    if let Some(goal) = &row.goal {
        (task.indicator, task.goal) = (Some(goal.indicator), Some(goal.value));
    }
    if task.deadline_text != row.deadline.text {
        task.event_day = None;
        return task.with_deadline(row.deadline.clone());
    }
    task
}
