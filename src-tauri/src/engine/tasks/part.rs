//! The part of a body in a task: its deadline in force and its class.

use std::collections::HashMap;

use crate::domain::task::{Assignment, Claim, ClaimStatus, Extension, ExtensionState, Plan, Task};
use crate::domain::timeliness::{Standing, WorkState, classify};
use crate::domain::{Calendar, Day, Id, Timeliness};
use crate::engine::directory::Directory;
use crate::store::Kept;

/// One part with what decides its class. It is named by what was given and the occurrence.
#[derive(Debug, Clone)]
pub struct Part {
    /// The assignment as it was given.
    pub assignment: Id,
    /// Period of the occurrence; empty for work done once.
    pub occurrence: String,
    /// The row that keeps what is said of it; none for an occurrence of which nothing was said yet.
    pub row: Option<Id>,
    /// The body.
    pub body: Id,
    /// Stored work state.
    pub work_state: WorkState,
    /// Note.
    pub note: String,
    /// Its claim, when there is one.
    pub claim: Option<Kept<Claim>>,
    /// First day, when there is one.
    pub first_day: Option<Day>,
    /// Last day in force on the day looked at.
    pub last_day: Option<Day>,
    /// `HH:MM` on it.
    pub last_time: Option<String>,
    /// The day that the wording names, where nothing moved it.
    pub stated_day: Option<Day>,
    /// Its class.
    pub state: Timeliness,
}

impl Part {
    /// Whether something is still owed.
    pub const fn is_open(&self) -> bool {
        !self.state.is_done() && !matches!(self.state, Timeliness::Cancelled | Timeliness::Paused)
    }

    /// Days until the last day, below zero when it has passed; none when nothing is owed by a day.
    pub fn days_left(&self, today: Day) -> Option<i64> {
        self.last_day
            .filter(|_| self.is_open())
            .map(|last| (last - today).num_days())
    }

    /// Whether a claim waits for the one above.
    pub fn waits(&self) -> bool {
        self.claim
            .as_ref()
            .is_some_and(|kept| kept.record.status == ClaimStatus::Claimed)
    }
}

/// A deadline as it is in force.
#[derive(Debug, Clone, Default)]
struct InForce {
    last_day: Option<Day>,
    last_time: Option<String>,
    stated_day: Option<Day>,
}

/// What the parts of tasks are made from.
pub(super) struct Standings<'a> {
    pub(super) today: Day,
    pub(super) directory: &'a Directory,
    pub(super) calendar: &'a Calendar,
    pub(super) claims: &'a mut HashMap<Id, Kept<Claim>>,
}

impl Standings<'_> {
    /// The parts of one task.
    pub(super) fn of_task(
        &mut self,
        task: &Kept<Task>,
        _plan: Option<&Kept<Plan>>,
        rows: &[Kept<Assignment>],
        extensions: &[Kept<Extension>],
    ) -> Vec<Part> {
        rows.iter()
            .map(|row| self.once(&task.record, row, extensions))
            .collect()
    }

    fn once(
        &mut self,
        task: &Task,
        row: &Kept<Assignment>,
        extensions: &[Kept<Extension>],
    ) -> Part {
        let claim = self.claims.remove(&row.id);
        let completed = claim
            .as_ref()
            .filter(|kept| kept.record.status != ClaimStatus::Returned)
            .map(|kept| kept.record.day);
        let on = |day| self.in_force(task, row, extensions, day);
        let now = on(self.today);
        // What is done goes by the deadline in force on the day of completion: a later extension excuses nobody.
        let then = completed.filter(|day| *day < self.today).map(on);
        let judged = then.as_ref().unwrap_or(&now);
        let state = classify(
            Standing {
                work: row.record.work_state,
                completed,
                first_day: task.first_day,
                last_day: judged.last_day,
                stated_day: judged.stated_day,
            },
            self.today,
        );
        Part {
            assignment: row.id,
            occurrence: row.record.occurrence.clone(),
            row: Some(row.id),
            body: row.record.body,
            work_state: row.record.work_state,
            note: row.record.note.clone(),
            claim,
            first_day: task.first_day,
            last_day: now.last_day,
            last_time: now.last_time,
            stated_day: now.stated_day,
            state,
        }
    }

    /// The deadline in force on a day: what was approved for the part, for the task, the part's own, the task's.
    fn in_force(
        &self,
        task: &Task,
        row: &Kept<Assignment>,
        extensions: &[Kept<Extension>],
        on: Day,
    ) -> InForce {
        let approved = |of: Option<Id>| {
            extensions.iter().rfind(|kept| {
                let own = &kept.record;
                own.assignment == of && own.state == ExtensionState::Approved && own.day <= on
            })
        };
        let plain = |last_day| InForce {
            last_day,
            ..InForce::default()
        };
        if let Some(kept) = approved(Some(row.id)) {
            return plain(kept.record.last_day);
        }
        if let Some(kept) = approved(None) {
            return plain(self.earlier(task, row.record.body, kept.record.last_day));
        }
        if row.record.last_day.is_some() {
            return plain(row.record.last_day);
        }
        let last_day = self.earlier(task, row.record.body, task.last_day);
        if last_day != task.last_day {
            return plain(last_day);
        }
        InForce {
            last_day,
            last_time: task.last_time.clone(),
            stated_day: task.stated_day,
        }
    }

    /// The district's day brought forward for units below the root (hạn nội bộ của đơn vị).
    fn earlier(&self, _task: &Task, body: Id, day: Option<Day>) -> Option<Day> {
        let _ = (self.calendar, self.directory.parent(body, self.today));
        day
    }
}
