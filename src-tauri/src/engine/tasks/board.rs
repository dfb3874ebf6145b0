//! All tasks with their assignments as they stand on a day.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::domain::task::{Assignment, Claim, ClaimStatus, DeadlineChange, Role, Task, TaskGroup};
use crate::domain::timeliness::{Standing, WorkState, classify};
use crate::domain::{Day, Error, ErrorCode, Id, Result, Timeliness};
use crate::engine::directory::Directory;
use crate::store::{self, Kept};

/// One assignment with what decides its class.
#[derive(Debug, Clone)]
pub struct Part {
    /// The assignment.
    pub assignment: Kept<Assignment>,
    /// Its claim, when there is one.
    pub claim: Option<Kept<Claim>>,
    /// Last day in force: its own, or the task's.
    pub last_day: Option<Day>,
    /// Its class.
    pub state: Timeliness,
}

/// Everything about tasks that lists, reports and checks ask for.
#[derive(Debug)]
pub struct Board {
    /// The day looked at.
    pub today: Day,
    /// Bodies.
    pub directory: Directory,
    /// Groups in order.
    pub groups: Vec<TaskGroup>,
    /// Tasks in order of their numbers.
    pub tasks: Vec<Kept<Task>>,
    parts: HashMap<Id, Vec<Part>>,
    partners: HashMap<Id, Vec<Id>>,
    changes: HashMap<Id, Vec<DeadlineChange>>,
}

impl Board {
    /// Reads it.
    pub fn load(connection: &Connection, today: Day) -> Result<Self> {
        let tasks = store::list::<Task>(connection, "1 = 1 ORDER BY number", &[])?;
        let mut claims: HashMap<Id, Kept<Claim>> = store::list::<Claim>(connection, "1 = 1", &[])?
            .into_iter()
            .map(|kept| (kept.record.assignment, kept))
            .collect();
        let mut changes: HashMap<Id, Vec<DeadlineChange>> = HashMap::new();
        for kept in store::list::<DeadlineChange>(connection, "1 = 1 ORDER BY from_seq", &[])? {
            changes
                .entry(kept.record.task)
                .or_default()
                .push(kept.record);
        }
        let by_id: HashMap<Id, &Task> = tasks.iter().map(|kept| (kept.id, &kept.record)).collect();
        let (mut parts, mut partners): (HashMap<Id, Vec<Part>>, HashMap<Id, Vec<Id>>) =
            (HashMap::new(), HashMap::new());
        for assignment in store::list::<Assignment>(connection, "1 = 1 ORDER BY id", &[])? {
            let Some(task) = by_id.get(&assignment.record.task) else {
                continue;
            };
            if assignment.record.role == Role::Partner {
                partners
                    .entry(assignment.record.task)
                    .or_default()
                    .push(assignment.record.body);
                continue;
            }
            let claim = claims.remove(&assignment.id);
            let own_changes = changes
                .get(&assignment.record.task)
                .map_or(&[][..], Vec::as_slice);
            let part = stand(task, assignment, claim, own_changes, today);
            parts
                .entry(part.assignment.record.task)
                .or_default()
                .push(part);
        }
        Ok(Self {
            today,
            directory: Directory::load(connection)?,
            groups: store::list::<TaskGroup>(connection, "1 = 1 ORDER BY position", &[])?
                .into_iter()
                .map(|k| k.record)
                .collect(),
            tasks,
            parts,
            partners,
            changes,
        })
    }

    /// Assignments of a task, in order of assignment.
    pub fn parts(&self, task: Id) -> &[Part] {
        self.parts.get(&task).map_or(&[], Vec::as_slice)
    }

    /// Partners of a task.
    pub fn partners(&self, task: Id) -> &[Id] {
        self.partners.get(&task).map_or(&[], Vec::as_slice)
    }

    /// How the deadline moved.
    pub fn changes(&self, task: Id) -> &[DeadlineChange] {
        self.changes.get(&task).map_or(&[], Vec::as_slice)
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

    /// The assignment of a task to a body.
    pub fn part_of(&self, task: &Kept<Task>, body: Id) -> Result<&Part> {
        self.parts(task.id)
            .iter()
            .find(|part| part.assignment.record.body == body)
            .ok_or_else(|| {
                Error::new(ErrorCode::NoSuchAssignment)
                    .with("task", &task.record.number)
                    .with("body", self.directory.name(body, self.today))
            })
    }

    /// Class of a whole task: the most pressing of its assignments; done only when all are done. A task of
    /// another level that is only watched is never called late: it is not ours to do.
    pub fn task_state(&self, task: &Kept<Task>) -> Timeliness {
        let own = &task.record;
        let states: Vec<Timeliness> = self.parts(task.id).iter().map(|part| part.state).collect();
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
        let standing = Standing {
            first_day: own.first_day,
            last_day: own
                .last_day
                .filter(|last| !own.watched || *last >= self.today),
            stated_day: own.stated_day,
            ..Standing::default()
        };
        match classify(standing, self.today) {
            Timeliness::DueSoon if own.watched => Timeliness::InTime,
            state => state,
        }
    }

    /// Tasks that are ours: counted, and in the report's sentences.
    pub fn own(&self) -> impl Iterator<Item = &Kept<Task>> {
        self.tasks.iter().filter(|kept| !kept.record.watched)
    }
}

fn stand(
    task: &Task,
    assignment: Kept<Assignment>,
    claim: Option<Kept<Claim>>,
    changes: &[DeadlineChange],
    today: Day,
) -> Part {
    let moved = changes
        .iter()
        .rev()
        .find(|change| change.assignment.is_none_or(|id| id == assignment.id));
    let own = assignment.record.last_day;
    let last_day = moved.map_or(own.or(task.last_day), |change| change.last_day);
    // The day that the first wording named excuses nobody once the deadline was moved.
    let stated_day = if moved.is_some() || own.is_some() {
        None
    } else {
        task.stated_day
    };
    let completed = claim
        .as_ref()
        .filter(|kept| kept.record.status != ClaimStatus::Returned)
        .map(|kept| kept.record.day);
    let work: WorkState = assignment.record.work_state;
    let state = classify(
        Standing {
            work,
            completed,
            first_day: task.first_day,
            last_day,
            stated_day,
            ..Standing::default()
        },
        today,
    );
    Part {
        assignment,
        claim,
        last_day,
        state,
    }
}
