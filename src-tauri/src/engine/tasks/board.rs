//! All tasks with their parts as they stand on a day: the one reading that lists, reports, reminders and
//! meetings go through.

use std::collections::HashMap;

use rusqlite::Connection;

use super::goals::goals;
use super::part::{Part, Standings, hour};
use crate::domain::book::Document;
use crate::domain::deadline::DeadlineRules;
use crate::domain::task::{
    Assignment, Claim, Extension, ExtensionState, Plan, Role, Task, TaskGroup,
};
use crate::domain::timeliness::{Standing, classify, passed};
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Result, Timeliness};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{self, Kept};

/// Everything about tasks that lists, reports and checks ask for.
#[derive(Debug)]
pub struct Board {
    /// The day looked at.
    pub today: Day,
    /// The moment looked at; a bare day means its end.
    pub now: Instant,
    /// Bodies.
    pub directory: Directory,
    /// What the office reads deadlines by.
    pub rules: DeadlineRules,
    /// Plans.
    pub plans: Vec<Kept<Plan>>,
    /// Documents.
    pub documents: HashMap<Id, Document>,
    /// Groups in order.
    pub groups: Vec<TaskGroup>,
    /// Tasks in the order of plans, places and numbers.
    pub tasks: Vec<Kept<Task>>,
    parts: HashMap<Id, Vec<Part>>,
    partners: HashMap<Id, Vec<Id>>,
    extensions: HashMap<Id, Vec<Kept<Extension>>>,
}

impl Board {
    /// Reads it as of a moment.
    pub fn load(connection: &Connection, at: impl Into<Instant>) -> Result<Self> {
        let now = at.into();
        let today = now.day;
        let directory = Directory::load(connection)?;
        let rules = profile::deadline_rules(connection)?;
        let born = birth_days(connection)?;
        let plans = store::list::<Plan>(connection, "1 = 1 ORDER BY id", &[])?;
        let tasks = store::list::<Task>(connection, "1 = 1 ORDER BY plan, position, number", &[])?;
        let mut extensions: HashMap<Id, Vec<Kept<Extension>>> = HashMap::new();
        for kept in store::list::<Extension>(connection, "1 = 1 ORDER BY day, id", &[])? {
            extensions.entry(kept.record.task).or_default().push(kept);
        }
        let (given, mut partners) = assignments(connection)?;
        let mut claims: HashMap<Id, Kept<Claim>> = store::list::<Claim>(connection, "1 = 1", &[])?
            .into_iter()
            .map(|kept| (kept.record.assignment, kept))
            .collect();
        let goals = goals(connection, &directory, &tasks, &given, today)?;
        let mut standings = Standings {
            now,
            goals: &goals,
            rules: &rules,
            claims: &mut claims,
            units: directory.units(today).into_iter().collect(),
        };
        let mut parts = HashMap::new();
        for task in &tasks {
            let Some(own) = given.get(&task.id) else {
                continue;
            };
            let moved = extensions.get(&task.id).map_or(&[][..], Vec::as_slice);
            let plan = plans.iter().find(|plan| plan.id == task.record.plan);
            let since = since(&task.record, plan, born.get(&task.id).copied());
            parts.insert(task.id, standings.of_task(task, since, plan, own, moved));
        }
        for bodies in partners.values_mut() {
            bodies.dedup();
        }
        Ok(Self {
            today,
            now,
            rules,
            plans,
            documents: store::list::<Document>(connection, "1 = 1", &[])?
                .into_iter()
                .map(|kept| (kept.id, kept.record))
                .collect(),
            groups: store::list::<TaskGroup>(connection, "1 = 1 ORDER BY position, id", &[])?
                .into_iter()
                .map(|k| k.record)
                .collect(),
            tasks,
            parts,
            partners,
            extensions,
            directory,
        })
    }

    /// Parts of a task: one a body for work done once, one a body and occurrence for recurring work, the
    /// earliest occurrences first.
    pub fn parts(&self, task: Id) -> &[Part] {
        self.parts.get(&task).map_or(&[], Vec::as_slice)
    }

    /// The parts that count now: for recurring work those of the latest occurrence, and earlier ones that are
    /// still open.
    pub fn standing_parts(&self, task: Id) -> impl Iterator<Item = &Part> {
        let parts = self.parts(task);
        let latest = parts.last().map(|part| part.occurrence.as_str());
        parts
            .iter()
            .filter(move |part| Some(part.occurrence.as_str()) == latest || part.is_open())
    }

    /// Number of a document, or what it is when it has none; empty without one.
    pub fn document_number(&self, id: Option<Id>) -> String {
        let document = id.and_then(|id| self.documents.get(&id));
        document.map_or_else(String::new, |own| {
            if own.number.is_empty() {
                own.kind.clone()
            } else {
                own.number.clone()
            }
        })
    }

    /// Partners of a task.
    pub fn partners(&self, task: Id) -> &[Id] {
        self.partners.get(&task).map_or(&[], Vec::as_slice)
    }

    /// How the deadline was moved, asked to be moved, or refused to be moved.
    pub fn extensions(&self, task: Id) -> &[Kept<Extension>] {
        self.extensions.get(&task).map_or(&[], Vec::as_slice)
    }

    /// The last day of the task itself in force, and its hour: what was approved for all of it, else its own.
    pub fn task_deadline<'a>(&self, task: &'a Kept<Task>) -> (Option<Day>, Option<&'a str>) {
        let moved = self.extensions(task.id).iter().rfind(|kept| {
            let own = &kept.record;
            own.assignment.is_none()
                && own.state == ExtensionState::Approved
                && own.day <= self.today
        });
        match moved {
            Some(kept) => (kept.record.last_day, None),
            None => (task.record.last_day, task.record.last_time.as_deref()),
        }
    }

    /// The last day of the task itself in force.
    pub fn task_last_day(&self, task: &Kept<Task>) -> Option<Day> {
        self.task_deadline(task).0
    }

    /// A task by its key, or by its number as people say it ("NV-024").
    pub fn find(&self, name: &str) -> Result<&Kept<Task>> {
        let wanted = name.trim();
        self.tasks
            .iter()
            .find(|kept| {
                kept.record.number.eq_ignore_ascii_case(wanted) || kept.id.to_string() == wanted
            })
            .ok_or_else(|| Error::new(ErrorCode::NoSuchTask).with("task", name))
    }

    /// The part of a body in a task. Without an occurrence of recurring work: the earliest that is open, else
    /// the latest.
    pub fn part_of(&self, task: &Kept<Task>, body: Id, occurrence: Option<&str>) -> Result<&Part> {
        let own = || self.parts(task.id).iter().filter(|part| part.body == body);
        match occurrence {
            Some(key) => own().find(|part| part.occurrence == key),
            None => own()
                .find(|part| part.is_open())
                .or_else(|| own().next_back()),
        }
        .ok_or_else(|| {
            Error::new(ErrorCode::NoSuchAssignment)
                .with("task", &task.record.number)
                .with("body", self.directory.name(body, self.today))
        })
    }

    /// Class of a whole task: the most pressing of its parts; done only when all that count now are done. A task
    /// of another level that is only watched is never called late: it is not ours to do.
    pub fn task_state(&self, task: &Kept<Task>) -> Timeliness {
        let own = &task.record;
        let states: Vec<Timeliness> = self
            .standing_parts(task.id)
            .map(|part| part.state)
            .collect();
        let active = || {
            states
                .iter()
                .copied()
                .filter(|s| !matches!(s, Timeliness::Cancelled | Timeliness::Paused))
        };
        if let Some(open) = active().filter(|state| !state.is_done()).min() {
            return open;
        }
        if let Some(done) = active().max() {
            return done; // late before on time: one late part makes the whole late
        }
        if let Some(rest) = states.iter().copied().min() {
            return rest;
        }
        let (last_day, last_time) = self.task_deadline(task);
        let last_time = hour(last_time);
        let standing = Standing {
            first_day: own.first_day,
            last_day: last_day.filter(|last| !own.watched || !passed(*last, last_time, self.now)),
            stated_day: own.stated_day,
            last_time,
            ..Standing::default()
        };
        match classify(standing, self.now) {
            Timeliness::DueSoon if own.watched => Timeliness::InTime,
            state => state,
        }
    }

    /// Tasks that are ours: counted, and in the report's sentences.
    pub fn own(&self) -> impl Iterator<Item = &Kept<Task>> {
        self.tasks.iter().filter(|kept| !kept.record.watched)
    }
}

/// From when recurring work is owed: the task's first day, the plan's, or the day on which it was entered.
fn since(task: &Task, plan: Option<&Kept<Plan>>, born: Option<Day>) -> Option<Day> {
    task.first_day
        .or_else(|| plan.and_then(|kept| kept.record.first_day))
        .or(born)
}

/// The days on which recurring tasks were entered.
fn birth_days(connection: &Connection) -> Result<HashMap<Id, Day>> {
    store::query::birth_days(connection, "task", "rhythm <> ''")
}

/// Assignments of bodies that lead, by task, and partners by task.
type Assigned = (HashMap<Id, Vec<Kept<Assignment>>>, HashMap<Id, Vec<Id>>);

fn assignments(connection: &Connection) -> Result<Assigned> {
    let (mut given, mut partners) = Assigned::default();
    for kept in store::list::<Assignment>(connection, "1 = 1 ORDER BY id", &[])? {
        let task = kept.record.task;
        if kept.record.role == Role::Partner {
            partners.entry(task).or_default().push(kept.record.body);
        } else {
            given.entry(task).or_default().push(kept);
        }
    }
    Ok((given, partners))
}
