//! Plans (kế hoạch): made by hand or from a template, and their groups.

use chrono::Datelike;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::board::Board;
use super::draft::next_number;
use super::give::{Parties, assign};
use crate::domain::book::Document;
use crate::domain::deadline::read_deadline;
use crate::domain::instant::show_day;
use crate::domain::task::{Plan, Task, TaskGroup};
use crate::domain::text::{clean, fold, note_within as text};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{self, Book, Done, Kept, Operation, Tx};

const TEMPLATES: &str = include_str!("../../../../assets/catalogue/plans.json");

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

/// A template of plans, as one chooses it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanTemplateView {
    /// Key.
    pub key: String,
    /// Title.
    pub title: String,
    /// What it rests on.
    pub source: String,
    /// How many tasks it brings.
    pub tasks: u32,
}

#[derive(Debug, Deserialize)]
struct TemplateFile {
    templates: Vec<Template>,
}

#[derive(Debug, Deserialize)]
struct Template {
    key: String,
    title: String,
    prefix: String,
    source: String,
    #[serde(default)]
    groups: Vec<TemplateGroup>,
    tasks: Vec<TemplateTask>,
}

#[derive(Debug, Deserialize)]
struct TemplateGroup {
    key: String,
    letter: String,
    title: String,
}

#[derive(Debug, Deserialize)]
struct TemplateTask {
    group: String,
    title: String,
    #[serde(default)]
    lead: String,
    #[serde(default)]
    partners: String,
    #[serde(default)]
    deliverable: String,
    #[serde(default)]
    deadline: String,
    #[serde(default)]
    checklist: Option<String>,
}

fn templates() -> Result<Vec<Template>> {
    serde_json::from_str::<TemplateFile>(TEMPLATES)
        .map(|file| file.templates)
        .map_err(|e| Error::new(ErrorCode::Internal).detail(format!("plans.json: {e}")))
}

/// The templates that are shipped.
pub fn plan_templates() -> Result<Vec<PlanTemplateView>> {
    Ok(templates()?
        .into_iter()
        .map(|own| PlanTemplateView {
            tasks: own.tasks.len() as u32,
            key: own.key,
            title: own.title,
            source: own.source,
        })
        .collect())
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
            Some(own) if draft.prefix.trim().is_empty() => own.prefix.clone(),
            _ => draft.prefix.clone(),
        };
        let key = match &template {
            Some(own) => format!("{}-{year}", own.key),
            None => free_key(&plans),
        };
        if let Some(own) = plans.iter().find(|own| own.record.key == key) {
            return Err(taken(own));
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

fn named(key: &str) -> Result<Template> {
    let all = templates()?;
    let known: Vec<&str> = all.iter().map(|own| own.key.as_str()).collect();
    let known = known.join(", ");
    all.into_iter().find(|own| own.key == key).ok_or_else(|| {
        Error::new(ErrorCode::NoSuchPlanTemplate)
            .with("template", key)
            .with("known", known)
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

/// Writes what a template brings. Its tasks are the same things in every book that makes the plan.
fn fill(tx: &mut Tx<'_>, plan: (Id, &Plan), template: &Template, today: Day) -> Result<()> {
    let (plan, own) = plan;
    let issued = match own.document {
        Some(id) => store::get::<Document>(tx.connection(), id)?.and_then(|kept| kept.record.day),
        None => None,
    }
    .or(own.first_day)
    .unwrap_or(today);
    let rules = profile::deadline_rules(tx.connection())?;
    let directory = Directory::load(tx.connection())?;
    let checklists = store::list::<crate::domain::checklist::Checklist>(
        tx.connection(),
        "1 = 1 ORDER BY version",
        &[],
    )?;
    for (position, group) in template.groups.iter().enumerate() {
        tx.add(&TaskGroup {
            plan: Some(plan),
            key: format!("{}.{}", own.key, group.key),
            letter: group.letter.clone(),
            title: group.title.clone(),
            position: 1_000 + position as i64,
        })?;
    }
    let mut numbers: Vec<String> = Vec::new();
    for (position, data) in template.tasks.iter().enumerate() {
        let number = next_number(&own.prefix, numbers.iter().map(String::as_str));
        numbers.push(number.clone());
        let group = if template.groups.iter().any(|group| group.key == data.group) {
            format!("{}.{}", own.key, data.group)
        } else {
            data.group.clone()
        };
        let leads = bodies(&directory, &data.lead, today);
        let partners = bodies(&directory, &data.partners, today);
        let checklist = data.checklist.as_ref().and_then(|key| {
            checklists
                .iter()
                .rfind(|kept| kept.record.key == *key)
                .map(|kept| kept.id)
        });
        let deadline = read_deadline(&data.deadline, Some(issued), &rules);
        let task = Task {
            position: position as i64,
            group_key: group,
            title: data.title.clone(),
            deliverable: data.deliverable.clone(),
            document: own.document,
            lead_text: if leads.is_empty() {
                data.lead.clone()
            } else {
                String::new()
            },
            partners_text: if partners.is_empty() {
                data.partners.clone()
            } else {
                String::new()
            },
            checklist,
            ..Task::of_plan(plan, number)
        }
        .with_deadline(deadline);
        let id = tx.add_as(&["task", &own.key, &(position + 1).to_string()], &task)?;
        let parties = Parties {
            leads: &leads,
            partners: &partners,
        };
        assign(tx, id, parties)?;
    }
    Ok(())
}

/// Bodies that a template names: `*` is every unit below the root, `@` the root itself, else a name.
fn bodies(directory: &Directory, named: &str, today: Day) -> Vec<Id> {
    match fold(named).as_str() {
        "" => Vec::new(),
        "*" => directory.units(today),
        "@" => vec![directory.root],
        _ => directory.resolve(named, today).into_iter().collect(),
    }
}

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
