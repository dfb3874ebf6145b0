//! Shipped examples: a book filled with real tasks and two true counts; everything else in it is marked
//! as illustrative.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::catalogue;
use super::keys::{DocumentData, Keys};
use super::{dictionary, indicators, internal, optional_day, plan, shipped};
use crate::domain::body::{Body, BodyClass, BodyVersion};
use crate::domain::book::ReportText;
use crate::domain::deadline::{DeadlineRules, read_deadline};
use crate::domain::indicator::{Fact, FactState, ILLUSTRATIVE, Target};
use crate::domain::instant::parse_day;
use crate::domain::number::Qualifier;
use crate::domain::task::{Assignment, Claim, ClaimStatus, Plan, Role, Task};
use crate::domain::timeliness::WorkState;
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result};
use crate::engine::bodies::levels;
use crate::engine::catalogue::{Catalogue, unit_by_code};
use crate::engine::profile::{self, Letterhead};
use crate::store::Tx;

const BINH_THUY: &str = include_str!("../../../../assets/examples/binh-thuy-2024/book.json");

/// Names that `new --example` takes, with their data.
const EXAMPLES: [(&str, &str); 1] = [("binh-thuy-2024", BINH_THUY)];

/// An example that is shipped (sổ mẫu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ExampleInfo {
    /// What `new_example` takes.
    pub name: String,
    /// Title.
    pub title: String,
    /// What is true in it and what is not.
    pub description: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Example {
    pub(super) title: String,
    notice: String,
    plan: PlanData,
    root: String,
    view_day: String,
    letterhead: Letterhead,
    bodies: Vec<BodyData>,
    documents: Vec<DocumentData>,
    tasks: Vec<TaskData>,
    claims: Vec<ClaimData>,
    facts: Vec<FactData>,
    targets: Vec<TargetData>,
    report_texts: Vec<TextData>,
}

#[derive(Debug, Deserialize)]
struct PlanData {
    key: String,
    title: String,
    full_title: String,
}

#[derive(Debug, Deserialize)]
struct BodyData {
    key: String,
    code: String,
    name: String,
    short_name: String,
    kind: String,
    parent: String,
}

#[derive(Debug, Deserialize)]
struct TaskData {
    key: String,
    number: String,
    group: String,
    title: String,
    content: String,
    deliverable: String,
    document: String,
    deadline: String,
    lead: Vec<String>,
    partners: Vec<String>,
    watched: bool,
    lead_text: String,
    partners_text: String,
    checklist: Option<String>,
    note: String,
}

#[derive(Debug, Deserialize)]
struct ClaimData {
    task: String,
    body: String,
    day: String,
    evidence: String,
    status: ClaimStatus,
    illustrative: bool,
}

#[derive(Debug, Deserialize)]
struct FactData {
    body: String,
    indicator: String,
    as_of: Option<String>,
    period: Option<String>,
    value: Option<i64>,
    no_data: bool,
    qualifier: Option<Qualifier>,
    source: String,
    note: String,
    document: Option<String>,
}

#[derive(Debug, Deserialize)]
struct TargetData {
    body: String,
    indicator: String,
    period: String,
    value: i64,
    last_day: Option<String>,
    document: Option<String>,
    illustrative: bool,
}

#[derive(Debug, Deserialize)]
struct TextData {
    section: String,
    text: String,
}

/// Every example with what it is.
pub fn examples() -> Result<Vec<ExampleInfo>> {
    EXAMPLES
        .iter()
        .map(|(name, text)| {
            let example: Example = shipped("book.json", text)?;
            let title = format!("{} · {}", example.title, example.plan.title);
            Ok(ExampleInfo {
                name: (*name).to_owned(),
                title,
                description: example.notice,
            })
        })
        .collect()
}

/// One example by its name.
pub(super) fn named(name: &str) -> Result<Example> {
    let known = EXAMPLES
        .iter()
        .map(|(name, _)| *name)
        .collect::<Vec<_>>()
        .join(", ");
    let (_, text) = EXAMPLES
        .iter()
        .find(|(own, _)| *own == name)
        .ok_or_else(|| {
            Error::new(ErrorCode::NoSuchExample)
                .with("name", name)
                .with("known", known)
        })?;
    shipped("book.json", text)
}

/// Writes all of an example into a new book.
pub(super) fn write(tx: &mut Tx<'_>, example: &Example) -> Result<()> {
    let view_day = parse_day(&example.view_day)?;
    let unit = unit_by_code(&example.root, view_day, false)?;
    let mut keys = catalogue::write(tx, unit)?;
    keys.write_documents(tx, &example.documents)?;
    dictionary::write_calendar(tx)?;
    let indicators = indicators::write_indicators(tx, &mut keys)?;
    plan::write_groups(tx)?;
    let checklists = plan::write_checklists(tx)?;
    let root = keys.body(Catalogue::get().units[unit].key)?;
    levels::put(tx, &catalogue::levels(unit, view_day))?;
    profile::put(tx, "root", &root.to_string())?;
    profile::put(tx, "plan_title", &example.plan.title)?;
    profile::put(tx, "view_day", &view_day.to_string())?;
    profile::put(
        tx,
        "letterhead",
        &serde_json::to_string(&example.letterhead).map_err(internal)?,
    )?;
    let mut filling = Filling {
        tx,
        keys,
        indicators,
        view_day,
        by_code: HashMap::new(),
    };
    filling.bodies(example, root)?;
    filling.tasks(example, &checklists)?;
    filling.counts(example)?;
    filling.texts(example)
}

struct Filling<'a, 'b> {
    tx: &'a mut Tx<'b>,
    keys: Keys,
    indicators: HashMap<String, Id>,
    view_day: Day,
    by_code: HashMap<String, Id>,
}

impl Filling<'_, '_> {
    fn bodies(&mut self, example: &Example, root: Id) -> Result<()> {
        self.by_code.insert(example.root.clone(), root);
        let versions = crate::store::list::<BodyVersion>(
            self.tx.connection(),
            "1 = 1 ORDER BY position",
            &[],
        )?;
        for kept in versions
            .into_iter()
            .filter(|kept| kept.record.holds_on(self.view_day))
        {
            self.by_code.insert(kept.record.code, kept.record.body);
        }
        for (position, data) in example.bodies.iter().enumerate() {
            let id = self.tx.add(&Body {
                key: data.key.clone(),
                class: BodyClass::Organization,
            })?;
            self.keys.add_body(&data.key, id);
            let parent = self.body(&data.parent)?;
            self.tx.add(&BodyVersion {
                body: id,
                from_day: None,
                to_day: None,
                code: data.code.clone(),
                name: data.name.clone(),
                kind: data.kind.clone(),
                short_name: data.short_name.clone(),
                parent: Some(parent),
                // After all units of the catalogue.
                position: 10_000 + position as i64,
                from_sure: true,
                to_sure: true,
                document: None,
            })?;
        }
        Ok(())
    }

    /// A body by its code on the day of the example, or by its key.
    fn body(&self, name: &str) -> Result<Id> {
        self.by_code
            .get(name)
            .copied()
            .map_or_else(|| self.keys.body(name), Ok)
    }

    /// Bodies that a list of keys means; `phuong:*` is every unit below the root, in order of code.
    fn bodies_of(&self, names: &[String], root: &str) -> Result<Vec<Id>> {
        let root = self.body(root)?;
        let mut out = Vec::new();
        for name in names {
            if name == "phuong:*" {
                let sql = "parent = ?1 ORDER BY position";
                let versions =
                    crate::store::list::<BodyVersion>(self.tx.connection(), sql, &[&root])?;
                let territories = self.by_code.values().copied().collect::<Vec<_>>();
                out.extend(
                    versions
                        .into_iter()
                        .filter(|kept| {
                            kept.record.holds_on(self.view_day)
                                && territories.contains(&kept.record.body)
                        })
                        .map(|kept| kept.record.body),
                );
            } else {
                out.push(self.body(name)?);
            }
        }
        Ok(out)
    }

    fn tasks(&mut self, example: &Example, checklists: &HashMap<String, Id>) -> Result<()> {
        let plan = self.tx.add(&Plan {
            key: example.plan.key.clone(),
            title: example.plan.full_title.clone(),
        })?;
        let rules = DeadlineRules {
            calendar: profile::calendar(self.tx.connection())?,
            ..DeadlineRules::default()
        };
        let mut assignments: HashMap<(String, Id), Id> = HashMap::new();
        for data in &example.tasks {
            let document = self.keys.document(Some(&data.document))?;
            let deadline = read_deadline(&data.deadline, document.and_then(|(_, day)| day), &rules);
            let checklist = data
                .checklist
                .as_ref()
                .map(|key| {
                    checklists
                        .get(key)
                        .copied()
                        .ok_or_else(|| internal(format!("no checklist {key}")))
                })
                .transpose()?;
            let task = self.tx.add(&Task {
                plan,
                number: data.number.clone(),
                group_key: data.group.clone(),
                title: data.title.clone(),
                content: data.content.clone(),
                deliverable: data.deliverable.clone(),
                document: document.map(|(id, _)| id),
                deadline_text: deadline.text,
                deadline_kind: deadline.kind.token().to_owned(),
                first_day: deadline.first_day,
                last_day: deadline.last_day,
                last_time: deadline.last_time,
                stated_day: deadline.stated_day,
                event: deadline.event,
                sure: deadline.sure,
                lead_text: data.lead_text.clone(),
                partners_text: data.partners_text.clone(),
                watched: data.watched,
                checklist,
                note: data.note.clone(),
            })?;
            for (names, role) in [(&data.lead, Role::Lead), (&data.partners, Role::Partner)] {
                for body in self.bodies_of(names, &example.root)? {
                    let id = self.tx.add(&Assignment {
                        task,
                        body,
                        role,
                        occurrence: String::new(),
                        work_state: WorkState::Open,
                        last_day: None,
                        note: String::new(),
                    })?;
                    if role == Role::Lead {
                        assignments.insert((data.key.clone(), body), id);
                    }
                }
            }
        }
        for data in &example.claims {
            let body = self.body(&data.body)?;
            let assignment = assignments
                .get(&(data.task.clone(), body))
                .copied()
                .ok_or_else(|| {
                    internal(format!("{} is not assigned to {}", data.task, data.body))
                })?;
            let claim = Claim {
                assignment,
                day: parse_day(&data.day)?,
                evidence: data.evidence.clone(),
                status: data.status,
                note: String::new(),
                officer: "Sổ mẫu".to_owned(),
                recorded_at: format!("{}T17:00:00+07:00", data.day),
                illustrative: data.illustrative,
            };
            self.tx.add(&claim)?;
        }
        Ok(())
    }

    fn indicator(&self, code: &str) -> Result<Id> {
        self.indicators
            .get(code)
            .copied()
            .ok_or_else(|| internal(format!("no indicator {code}")))
    }

    fn counts(&mut self, example: &Example) -> Result<()> {
        for data in &example.facts {
            let (window, day) = match (&data.as_of, &data.period) {
                (Some(as_of), _) => {
                    let instant = Instant::parse(as_of)?;
                    (format!("@{}", instant.key()), instant.day)
                }
                (None, Some(period)) => {
                    let period = Period::parse(period)?;
                    (period.key(), period.last_day())
                }
                (None, None) => return Err(internal("a fact without a time")),
            };
            let fact = Fact {
                body: self.body(&data.body)?,
                indicator: self.indicator(&data.indicator)?,
                window,
                day,
                source: data.source.clone(),
                state: if data.no_data {
                    FactState::NoData
                } else {
                    FactState::Value
                },
                value: data.value,
                qualifier: data.qualifier.unwrap_or_default(),
                note: data.note.clone(),
                revision: 1,
                document: self
                    .keys
                    .document(data.document.as_deref())?
                    .map(|(id, _)| id),
            };
            debug_assert!(fact.source != ILLUSTRATIVE || fact.document.is_none());
            self.tx.add(&fact)?;
        }
        for data in &example.targets {
            let target = Target {
                body: self.body(&data.body)?,
                indicator: self.indicator(&data.indicator)?,
                period: data.period.clone(),
                value: data.value,
                last_day: optional_day(data.last_day.as_deref())?,
                central_day: None,
                document: data.document.clone().unwrap_or_default(),
                document_day: None,
                illustrative: data.illustrative,
            };
            self.tx.add(&target)?;
        }
        Ok(())
    }

    /// Texts of one section are joined; a paragraph is a line.
    fn texts(&mut self, example: &Example) -> Result<()> {
        let mut sections: Vec<(String, Vec<&str>)> = Vec::new();
        for data in &example.report_texts {
            match sections
                .iter_mut()
                .find(|(section, _)| *section == data.section)
            {
                Some((_, lines)) => lines.push(&data.text),
                None => sections.push((data.section.clone(), vec![&data.text])),
            }
        }
        for (section, lines) in sections {
            let text = ReportText {
                report_kind: "progress".to_owned(),
                period: "2024-Q1".to_owned(),
                section,
                text: lines.join("\n"),
            };
            self.tx.add(&text)?;
        }
        Ok(())
    }
}
