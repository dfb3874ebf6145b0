//! Plans from a template of the catalogue.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::book::Document;
use crate::domain::deadline::read_deadline;
use crate::domain::task::{Plan, Task, TaskGroup};
use crate::domain::text::fold;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::engine::tasks::draft::next_number;
use crate::engine::tasks::give::{Parties, assign};
use crate::store::{self, Tx};

const TEMPLATES: &str = include_str!("../../../../../assets/catalogue/plans.json");

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
pub(super) struct Template {
    pub(super) key: String,
    pub(super) title: String,
    pub(super) prefix: String,
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

pub(super) fn named(key: &str) -> Result<Template> {
    let all = templates()?;
    let known: Vec<&str> = all.iter().map(|own| own.key.as_str()).collect();
    let known = known.join(", ");
    all.into_iter().find(|own| own.key == key).ok_or_else(|| {
        Error::new(ErrorCode::NoSuchPlanTemplate)
            .with("template", key)
            .with("known", known)
    })
}

/// Writes what a template brings. Its tasks are the same things in every book that makes the plan.
pub(super) fn fill(
    tx: &mut Tx<'_>,
    plan: (Id, &Plan),
    template: &Template,
    today: Day,
) -> Result<()> {
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
