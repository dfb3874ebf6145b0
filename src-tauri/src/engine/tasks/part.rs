//! The part of a body in a task: its deadline in force and its class.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveTime};

use super::goals::{Goal, Goals};
use crate::domain::deadline::{DeadlineRules, Length, Occurrence, Rhythm, parse_hour};
use crate::domain::task::{Assignment, Claim, ClaimStatus, Extension, ExtensionState, Plan, Task};
use crate::domain::timeliness::{Standing, WorkState, classify, passed};
use crate::domain::{Day, Id, Instant, Timeliness};
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
    /// What its figure has to reach, for work that is closed by numbers.
    pub goal: Option<Goal>,
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
    pub(super) now: Instant,
    pub(super) goals: &'a Goals,
    pub(super) rules: &'a DeadlineRules,
    /// Units right below the root: what is owed earlier, they owe.
    pub(super) units: HashSet<Id>,
    /// Claims by the row that they are of.
    pub(super) claims: &'a mut HashMap<Id, Kept<Claim>>,
}

/// What one part is made from.
struct Made<'a> {
    id: Id,
    task: &'a Task,
    /// What was given.
    given: &'a Kept<Assignment>,
    /// The row of the part itself.
    row: Option<&'a Kept<Assignment>>,
    occurrence: Option<&'a Occurrence>,
    extensions: &'a [Kept<Extension>],
}

/// No more occurrences of a task than this are shown for a body: those before are history.
const MOST_SHOWN: usize = 120;

impl Standings<'_> {
    /// The parts of one task.
    pub(super) fn of_task(
        &mut self,
        task: &Kept<Task>,
        since: Option<Day>,
        plan: Option<&Kept<Plan>>,
        rows: &[Kept<Assignment>],
        extensions: &[Kept<Extension>],
    ) -> Vec<Part> {
        let id = task.id;
        let task = &task.record;
        let made = |given, row, occurrence| Made {
            id,
            task,
            given,
            row,
            occurrence,
            extensions,
        };
        let Some(rhythm) = Rhythm::parse(&task.rhythm) else {
            return rows
                .iter()
                .map(|row| self.part(&made(row, Some(row), None)))
                .collect();
        };
        let due = self.occurrences(rhythm, since, plan, task.last_day);
        let mut out = Vec::new();
        for occurrence in &due {
            for given in rows.iter().filter(|row| row.record.occurrence.is_empty()) {
                let row = rows.iter().find(|row| {
                    row.record.body == given.record.body
                        && row.record.occurrence == occurrence.period
                });
                out.push(self.part(&made(given, row, Some(occurrence))));
            }
        }
        out
    }

    /// The occurrences that are owed by now, and the one that comes next.
    fn occurrences(
        &self,
        rhythm: Rhythm,
        since: Option<Day>,
        plan: Option<&Kept<Plan>>,
        last: Option<Day>,
    ) -> Vec<Occurrence> {
        let first = since.unwrap_or(self.now.day).min(self.now.day);
        let horizon = self.now.day + Days::new(HORIZON);
        let end = last
            .or_else(|| plan.and_then(|kept| kept.record.last_day))
            .map_or(horizon, |last| last.min(horizon));
        let mut due = rhythm.occurrences(first, end, self.rules);
        let owed = due
            .iter()
            .position(|own| !passed(own.last_day, hour(own.last_time.as_deref()), self.now))
            .map_or(due.len(), |next| next + 1);
        due.truncate(owed);
        due.split_off(due.len().saturating_sub(MOST_SHOWN))
    }

    fn part(&mut self, made: &Made<'_>) -> Part {
        let claim = made.row.and_then(|row| self.claims.remove(&row.id));
        let goal = self.goals.get(&(made.id, made.given.record.body)).cloned();
        let said = claim
            .as_ref()
            .filter(|kept| kept.record.status != ClaimStatus::Returned)
            .map(|kept| kept.record.day);
        // Numbers close and open the work again by themselves; until they do, what was said holds.
        let completed = goal.as_ref().and_then(|own| own.reached).or(said);
        let now = self.in_force(made, self.now.day);
        // What is done goes by the deadline in force on the day of completion: a later extension excuses nobody.
        let then = completed
            .filter(|day| *day < self.now.day)
            .map(|day| self.in_force(made, day));
        let judged = then.as_ref().unwrap_or(&now);
        let own = made.row.unwrap_or(made.given);
        let given = made.given.record.work_state;
        let work_state = if given == WorkState::Open {
            own.record.work_state
        } else {
            given
        };
        let first_day = made
            .occurrence
            .map_or(made.task.first_day, |own| Some(own.first_day));
        let state = classify(
            Standing {
                work: work_state,
                completed,
                first_day,
                last_day: judged.last_day,
                stated_day: judged.stated_day,
                last_time: hour(judged.last_time.as_deref()),
            },
            self.now,
        );
        Part {
            assignment: made.given.id,
            occurrence: made
                .occurrence
                .map_or_else(String::new, |own| own.period.clone()),
            row: made.row.map(|row| row.id),
            body: made.given.record.body,
            work_state,
            note: own.record.note.clone(),
            claim,
            first_day,
            last_day: now.last_day,
            last_time: now.last_time,
            stated_day: now.stated_day,
            goal,
            state,
        }
    }

    /// The deadline in force on a day: what was approved for the part, for the task, the part's own, that of the
    /// occurrence, the task's.
    fn in_force(&self, made: &Made<'_>, on: Day) -> InForce {
        let approved = |of: Option<Id>| {
            made.extensions.iter().rfind(|kept| {
                let own = &kept.record;
                own.assignment == of && own.state == ExtensionState::Approved && own.day <= on
            })
        };
        let plain = |last_day| InForce {
            last_day,
            ..InForce::default()
        };
        if let Some(kept) = made.row.and_then(|row| approved(Some(row.id))) {
            return plain(kept.record.last_day);
        }
        if let Some(kept) = approved(None) {
            return plain(self.earlier(made, kept.record.last_day));
        }
        if let Some(own) = made.row.and_then(|row| row.record.last_day) {
            return plain(Some(own));
        }
        let whole = match made.occurrence {
            Some(own) => InForce {
                last_day: Some(own.last_day),
                last_time: own.last_time.clone(),
                stated_day: own.stated_day,
            },
            None => InForce {
                last_day: made.task.last_day,
                last_time: made.task.last_time.clone(),
                stated_day: made.task.stated_day,
            },
        };
        let earlier = self.earlier(made, whole.last_day);
        if earlier == whole.last_day {
            whole
        } else {
            plain(earlier)
        }
    }

    /// The district's day brought forward for units below the root (hạn nội bộ của đơn vị).
    fn earlier(&self, made: &Made<'_>, day: Option<Day>) -> Option<Day> {
        let margin = Length::parse(&made.task.unit_margin)
            .filter(|_| self.units.contains(&made.given.record.body));
        match (margin, day) {
            (Some(margin), Some(day)) => Some(margin.before(day, &self.rules.calendar)),
            _ => day,
        }
    }
}

/// Days ahead within which the next occurrence is looked for: a year, and some.
const HORIZON: u64 = 400;

/// The hour of a deadline as it is kept.
pub(super) fn hour(text: Option<&str>) -> Option<NaiveTime> {
    parse_hour(text?)
}
