//! Plans, tasks, assignments and claims of an example.

use std::collections::HashMap;

use super::data::{Example, TaskData};
use super::{Filling, OFFICER};
use crate::domain::deadline::{DeadlineRules, read_deadline};
use crate::domain::instant::parse_day;
use crate::domain::task::{Assignment, Claim, Plan, Role, Task};
use crate::domain::{Id, Result};
use crate::engine::found::internal;
use crate::engine::profile;

impl Filling<'_, '_> {
    pub(super) fn tasks(
        &mut self,
        example: &Example,
        checklists: &HashMap<String, Id>,
    ) -> Result<()> {
        let mut plans = HashMap::new();
        for plan in &example.plans {
            let record = Plan {
                key: plan.key.clone(),
                title: plan.full_title.clone(),
                prefix: "NV".to_owned(),
                document: self
                    .keys
                    .document(plan.document.as_deref())?
                    .map(|(id, _)| id),
                first_day: None,
                last_day: None,
                note: String::new(),
            };
            plans.insert(plan.key.as_str(), self.tx.add(&record)?);
        }
        let rules = profile::deadline_rules(self.tx.connection())?;
        let mut assignments: HashMap<(String, Id), Id> = HashMap::new();
        for (position, data) in example.tasks.iter().enumerate() {
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
            let task = self.task(data, position as i64, (plan, checklist), &rules)?;
            for (names, role) in [(&data.lead, Role::Lead), (&data.partners, Role::Partner)] {
                for body in self.bodies_of(names, &example.root)? {
                    let id = self.tx.add(&Assignment::given(task, body, role))?;
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
        position: i64,
        (plan, checklist): (Id, Option<Id>),
        rules: &DeadlineRules,
    ) -> Result<Id> {
        let document = self.keys.document(Some(&data.document))?;
        let issued = match &data.issued {
            Some(day) => Some(parse_day(day)?),
            None => document.and_then(|(_, day)| day),
        };
        let deadline = read_deadline(&data.deadline, issued, rules);
        let task = Task {
            position,
            group_key: data.group.clone(),
            title: data.title.clone(),
            content: data.content.clone(),
            deliverable: data.deliverable.clone(),
            document: document.map(|(id, _)| id),
            lead_text: data.lead_text.clone(),
            partners_text: data.partners_text.clone(),
            watched: data.watched,
            checklist,
            note: data.note.clone(),
            ..Task::of_plan(plan, data.number.clone())
        };
        self.tx.add(&task.with_deadline(deadline))
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
}
