//! Shipped examples (sổ mẫu): books filled with real tasks and published figures; whatever else is in them is
//! marked as illustrative.

mod data;

use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;

use self::data::{Example, FactData, TaskData};
use super::catalogue;
use super::keys::Keys;
use super::{dictionary, indicators, internal, optional_day, plan, shipped};
use crate::domain::body::{Body, BodyClass, BodyVersion};
use crate::domain::book::ReportText;
use crate::domain::deadline::{DeadlineRules, read_deadline};
use crate::domain::indicator::{Fact, FactState, ILLUSTRATIVE, Target};
use crate::domain::instant::parse_day;
use crate::domain::number::{Entry, parse_entry};
use crate::domain::task::{Assignment, Claim, Plan, Role, Task, TaskGroup};
use crate::domain::timeliness::WorkState;
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result};
use crate::engine::bodies::levels;
use crate::engine::catalogue::{Catalogue, unit_by_code};
use crate::engine::dictionary::Dictionary;
use crate::engine::profile;
use crate::store::Tx;

const BINH_THUY: &str = include_str!("../../../../assets/examples/binh-thuy-2024/book.json");
const CAN_THO: &str = include_str!("../../../../assets/examples/can-tho-2024/book.json");
const NINH_KIEU: &str = include_str!("../../../../assets/examples/ninh-kieu-2024/book.json");

/// Names that `new --example` takes, with their data.
const EXAMPLES: [(&str, &str); 3] = [
    ("binh-thuy-2024", BINH_THUY),
    ("can-tho-2024", CAN_THO),
    ("ninh-kieu-2024", NINH_KIEU),
];

/// Who is named as having entered what an example brings.
const OFFICER: &str = "Sổ mẫu";

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

/// Every example with what it is.
pub fn examples() -> Result<Vec<ExampleInfo>> {
    EXAMPLES
        .iter()
        .map(|(name, text)| {
            let example: Example = shipped("book.json", text)?;
            let title = format!("{} · {}", example.title, example.plan_title());
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
pub(super) fn write(tx: &mut Tx<'_>, name: &str, example: &Example) -> Result<()> {
    let view_day = parse_day(&example.view_day)?;
    let unit = unit_by_code(&example.root, view_day, false)?;
    let mut keys = catalogue::write(tx, unit)?;
    keys.write_documents(tx, &example.documents)?;
    dictionary::write_calendar(tx)?;
    let mut codes = indicators::write_indicators(tx, &mut keys)?;
    let own = &example.indicators;
    indicators::write_list(tx, &keys, own, codes.len(), &mut codes)?;
    plan::write_groups(tx)?;
    write_groups(tx, example)?;
    let checklists = plan::write_checklists(tx)?;
    let root = keys.body(Catalogue::get().units[unit].key)?;
    levels::put(tx, &catalogue::levels(unit, view_day))?;
    profile::put(tx, "root", &root.to_string())?;
    profile::put(tx, "example", name)?;
    profile::put(tx, "plan_title", example.plan_title())?;
    profile::put(tx, "view_day", &view_day.to_string())?;
    profile::put(
        tx,
        "letterhead",
        &serde_json::to_string(&example.letterhead).map_err(internal)?,
    )?;
    let dictionary = Dictionary::load(tx.connection())?;
    let mut filling = Filling {
        tx,
        keys,
        dictionary,
        view_day,
        by_code: HashMap::new(),
    };
    filling.bodies(example, root)?;
    filling.tasks(example, &checklists)?;
    filling.counts(example)?;
    filling.texts(example)
}

/// Groups of tasks that this example has beside the five of Đề án 06.
fn write_groups(tx: &mut Tx<'_>, example: &Example) -> Result<()> {
    for (position, group) in example.groups.iter().enumerate() {
        tx.add(&TaskGroup {
            key: group.key.clone(),
            letter: group.letter.clone(),
            title: group.title.clone(),
            // After those of the catalogue.
            position: 100 + position as i64,
        })?;
    }
    Ok(())
}

struct Filling<'a, 'b> {
    tx: &'a mut Tx<'b>,
    keys: Keys,
    dictionary: Dictionary,
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
                from_day: optional_day(data.from.as_deref())?,
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

    /// A body by its code on the day of the example, by `CODE@DAY`, or by its key.
    fn body(&self, name: &str) -> Result<Id> {
        if let Some(id) = self.by_code.get(name) {
            return Ok(*id);
        }
        let Some((code, day)) = name.split_once('@') else {
            return self.keys.body(name);
        };
        let day = parse_day(day)?;
        let versions =
            crate::store::list::<BodyVersion>(self.tx.connection(), "code = ?1", &[&code])?;
        versions
            .into_iter()
            .find(|kept| kept.record.holds_on(day))
            .map_or_else(|| self.keys.body(name), |kept| Ok(kept.record.body))
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
        let mut plans = HashMap::new();
        for plan in &example.plans {
            let record = Plan {
                key: plan.key.clone(),
                title: plan.full_title.clone(),
            };
            plans.insert(plan.key.as_str(), self.tx.add(&record)?);
        }
        let rules = DeadlineRules {
            calendar: profile::calendar(self.tx.connection())?,
            ..DeadlineRules::default()
        };
        let mut assignments: HashMap<(String, Id), Id> = HashMap::new();
        for data in &example.tasks {
            let plan = match &data.plan {
                Some(key) => plans.get(key.as_str()),
                None => example
                    .plans
                    .first()
                    .and_then(|own| plans.get(own.key.as_str())),
            };
            let plan = *plan.ok_or_else(|| internal(format!("no plan for {}", data.key)))?;
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
            let task = self.task(data, plan, checklist, &rules)?;
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
        self.claims(example, &assignments)
    }

    fn task(
        &mut self,
        data: &TaskData,
        plan: Id,
        checklist: Option<Id>,
        rules: &DeadlineRules,
    ) -> Result<Id> {
        let document = self.keys.document(Some(&data.document))?;
        let issued = match &data.issued {
            Some(day) => Some(parse_day(day)?),
            None => document.and_then(|(_, day)| day),
        };
        let deadline = read_deadline(&data.deadline, issued, rules);
        self.tx.add(&Task {
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
        })
    }

    fn claims(&mut self, example: &Example, assignments: &HashMap<(String, Id), Id>) -> Result<()> {
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
                officer: OFFICER.to_owned(),
                recorded_at: format!("{}T17:00:00+07:00", data.day),
                illustrative: data.illustrative,
            };
            self.tx.add(&claim)?;
        }
        Ok(())
    }

    fn indicator(&self, code: &str) -> Result<Id> {
        self.dictionary
            .by_code(code)
            .ok_or_else(|| internal(format!("no indicator {code}")))
    }

    fn counts(&mut self, example: &Example) -> Result<()> {
        for data in example.facts.iter().chain(&example.facts_of_series()) {
            let fact = self.fact(data)?;
            self.tx.add(&fact)?;
        }
        self.targets(example)
    }

    fn fact(&self, data: &FactData) -> Result<Fact> {
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
        let indicator = self.indicator(&data.indicator)?;
        let decimals = self
            .dictionary
            .definition(indicator, day)
            .map_or(0, |definition| definition.decimals);
        let (state, value, typed) = match data.text.as_deref().map(|t| parse_entry(t, decimals)) {
            Some(entry) => match entry? {
                Entry::Value(value, qualifier) => (FactState::Value, Some(value), Some(qualifier)),
                Entry::NoData => (FactState::NoData, None, None),
                Entry::Empty => return Err(internal("an empty fact")),
            },
            None if data.no_data => (FactState::NoData, None, None),
            None => (FactState::Value, data.value, None),
        };
        debug_assert!(data.source != ILLUSTRATIVE || data.document.is_none());
        Ok(Fact {
            body: self.body(&data.body)?,
            indicator,
            window,
            day,
            source: data.source.clone(),
            state,
            value,
            qualifier: data.qualifier.or(typed).unwrap_or_default(),
            note: data.note.clone(),
            revision: 1,
            document: self
                .keys
                .document(data.document.as_deref())?
                .map(|(id, _)| id),
        })
    }

    fn targets(&mut self, example: &Example) -> Result<()> {
        for data in &example.targets {
            let target = Target {
                body: self.body(&data.body)?,
                indicator: self.indicator(&data.indicator)?,
                period: data.period.clone(),
                value: data.value,
                last_day: optional_day(data.last_day.as_deref())?,
                central_day: None,
                document: data.document.clone().unwrap_or_default(),
                document_day: optional_day(data.document_day.as_deref())?,
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
                period: example.report_period.clone(),
                section,
                text: lines.join("\n"),
            };
            self.tx.add(&text)?;
        }
        Ok(())
    }
}
