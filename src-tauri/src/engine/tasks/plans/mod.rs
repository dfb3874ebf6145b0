//! Plans (kế hoạch): made by hand or from a template, and their groups.

mod template;
mod view;

pub use template::{PlanTemplateView, plan_templates};
pub use view::{PlanGroupView, PlanView, plans};

use template::{fill, named};

use chrono::Datelike;
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::json;
use ts_rs::TS;

use crate::domain::book::Document;
use crate::domain::instant::show_day;
use crate::domain::task::{Plan, TaskGroup};
use crate::domain::text::{clean, note_within as text};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::profile;
use crate::store::{self, Book, Done, Kept, Operation};

/// A plan as it is made or changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanDraft {
    /// Title.
    pub title: String,
    /// What its numbers begin with; empty for the next free one.
    pub prefix: String,
    /// The document that gives it.
    pub document: Option<Id>,
    /// First day.
    pub first_day: Option<Day>,
    /// Last day.
    pub last_day: Option<Day>,
    /// Note.
    pub note: String,
}

/// Makes a plan, from a template when one is named (lập kế hoạch).
pub fn make_plan(book: &mut Book, template: Option<&str>, draft: &PlanDraft) -> Result<Done<Id>> {
    let template = template.map(named).transpose()?;
    let today = profile::today(book)?;
    let title = match &template {
        Some(own) if clean(&draft.title).is_empty() => own.title.clone(),
        _ => draft.title.clone(),
    };
    let year = draft.first_day.unwrap_or(today).year();
    let record = book.read(|connection| {
        let plans = store::list::<Plan>(connection, "1 = 1", &[])?;
        let wanted = match &template {
            // Its own, unless a plan has it already.
            Some(own)
                if draft.prefix.trim().is_empty()
                    && !plans.iter().any(|plan| plan.record.prefix == own.prefix) =>
            {
                own.prefix.clone()
            }
            _ => draft.prefix.clone(),
        };
        let key = match &template {
            Some(own) => format!("{}-{year}", own.key),
            None => free_key(&plans),
        };
        if let Some(own) = plans.iter().find(|own| own.record.key == key) {
            return Err(Error::new(ErrorCode::PlanMade).with("plan", &own.record.title));
        }
        checked(
            connection,
            &plans,
            None,
            key,
            PlanDraft {
                title,
                prefix: wanted,
                ..draft.clone()
            },
        )
    })?;
    let operation = Operation::new("make_plan", json!({ "plan": record.title }));
    book.transact(operation, |tx| {
        let plan = tx.add_as(&["plan", &record.key], &record)?;
        if let Some(template) = &template {
            fill(tx, (plan, &record), template, today)?;
        }
        Ok(plan)
    })
}

/// Changes what is said of a plan.
pub fn save_plan(book: &mut Book, id: Id, draft: &PlanDraft) -> Result<Done<()>> {
    let record = book.read(|connection| {
        let plans = store::list::<Plan>(connection, "1 = 1", &[])?;
        let own = plans
            .iter()
            .find(|kept| kept.id == id)
            .ok_or_else(|| Error::new(ErrorCode::NoSuchPlan).with("plan", id))?;
        checked(
            connection,
            &plans,
            Some(id),
            own.record.key.clone(),
            draft.clone(),
        )
    })?;
    let operation = Operation::new("save_plan", json!({ "plan": record.title }));
    book.transact(operation, |tx| tx.set(id, &record))
}

/// Adds a group to a plan, or changes one; gives its key.
pub fn save_group(
    book: &mut Book,
    key: Option<&str>,
    plan: Id,
    letter: &str,
    title: &str,
) -> Result<Done<String>> {
    let title = text("Tên nhóm", title, 1_000)?;
    if title.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "tên nhóm nhiệm vụ"));
    }
    let (plans, groups) = book.read(|c| {
        Ok((
            store::list::<Plan>(c, "1 = 1", &[])?,
            store::list::<TaskGroup>(c, "1 = 1 ORDER BY position", &[])?,
        ))
    })?;
    let own = plans
        .iter()
        .find(|kept| kept.id == plan)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchPlan).with("plan", plan))?;
    let standing = match key {
        Some(key) => Some(
            groups
                .iter()
                .find(|kept| kept.record.key == key && kept.record.plan == Some(plan))
                .ok_or_else(|| Error::new(ErrorCode::NoSuchTaskGroup).with("group", key))?,
        ),
        None => None,
    };
    let record = TaskGroup {
        plan: Some(plan),
        key: standing.map_or_else(
            || free_group(&own.record.key, &groups),
            |kept| kept.record.key.clone(),
        ),
        letter: clean(letter),
        title,
        position: standing.map_or_else(
            || {
                groups
                    .iter()
                    .map(|kept| kept.record.position + 1)
                    .max()
                    .unwrap_or(0)
            },
            |kept| kept.record.position,
        ),
    };
    let operation = Operation::new("save_group", json!({ "group": record.title }));
    book.transact(operation, |tx| {
        match standing {
            Some(kept) => tx.set(kept.id, &record)?,
            None => drop(tx.add(&record)?),
        }
        Ok(record.key)
    })
}

fn taken(plan: &Kept<Plan>) -> Error {
    Error::new(ErrorCode::PlanTaken)
        .with("plan", &plan.record.title)
        .with("prefix", &plan.record.prefix)
}

/// A key that no plan of the book has.
pub(in crate::engine) fn free_key(plans: &[Kept<Plan>]) -> String {
    let mut n = plans.len() + 1;
    loop {
        let key = format!("ke-hoach-{n}");
        if !plans.iter().any(|own| own.record.key == key) {
            return key;
        }
        n += 1;
    }
}

/// A key of a group that no group of the book has.
pub(in crate::engine) fn free_group(plan: &str, groups: &[Kept<TaskGroup>]) -> String {
    let mut n = 1;
    loop {
        let key = format!("{plan}.{n}");
        if !groups.iter().any(|own| own.record.key == key) {
            return key;
        }
        n += 1;
    }
}

/// A prefix that no plan of the book has.
pub(in crate::engine) fn free_prefix(plans: &[Kept<Plan>]) -> String {
    let mut n = 1;
    loop {
        let prefix = if n == 1 {
            "NV".to_owned()
        } else {
            format!("NV{n}")
        };
        if !plans.iter().any(|own| own.record.prefix == prefix) {
            return prefix;
        }
        n += 1;
    }
}

fn checked(
    connection: &Connection,
    plans: &[Kept<Plan>],
    id: Option<Id>,
    key: String,
    draft: PlanDraft,
) -> Result<Plan> {
    let title = text("Tên kế hoạch", &draft.title, 1_000)?;
    if title.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "tên kế hoạch"));
    }
    let prefix = match clean(&draft.prefix) {
        typed if typed.is_empty() => free_prefix(plans),
        typed => typed,
    };
    let same =
        |own: &&Kept<Plan>| Some(own.id) != id && own.record.prefix.eq_ignore_ascii_case(&prefix);
    if let Some(own) = plans.iter().find(same) {
        return Err(taken(own));
    }
    if let (Some(first), Some(last)) = (draft.first_day, draft.last_day)
        && last < first
    {
        return Err(Error::new(ErrorCode::LastBeforeFirst)
            .with("first", show_day(first))
            .with("last", show_day(last)));
    }
    if let Some(document) = draft.document
        && store::get::<Document>(connection, document)?.is_none()
    {
        return Err(Error::new(ErrorCode::NoSuchDocument).with("document", document));
    }
    Ok(Plan {
        key,
        title,
        prefix,
        document: draft.document,
        first_day: draft.first_day,
        last_day: draft.last_day,
        note: text("Ghi chú", &draft.note, 10_000)?,
    })
}
