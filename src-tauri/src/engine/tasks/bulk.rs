//! What is done to many tasks at once: one operation, one step to undo, and word of every task.
//!
//! A task is done whole or left as it was, with its reason; one that is refused never stops the others.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::act::{PartRow, claimed};
use super::board::Board;
use super::extend::{known_document, movable, reason_of};
use super::many::{confirm, note_of, stand};
use super::part::Part;
use crate::domain::instant::show_day;
use crate::domain::task::{Assignment, Claim, ClaimStatus, Extension, ExtensionState, Task};
use crate::domain::text::clean_note;
use crate::domain::timeliness::WorkState;
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Result};
use crate::engine::profile;
use crate::store::{self, Book, Done, Kept, Operation, Tx};

/// What is done to each of many tasks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum BulkDeed {
    /// What is open is said to be done on a day (báo hoàn thành).
    Claim {
        /// The day of completion.
        day: Day,
        /// Evidence.
        evidence: String,
    },
    /// What was said to be done is confirmed (xác nhận).
    Confirm,
    /// The deadline is moved (lùi hạn).
    Extend {
        /// New last day; none takes the deadline away.
        last_day: Option<Day>,
        /// Why.
        reason: String,
        /// The document that allows it.
        document: Option<Id>,
        /// Only asked for, or approved at once.
        state: ExtensionState,
    },
    /// What is open is paused or cancelled, or what was is resumed (tạm dừng, hủy, làm tiếp).
    Stand {
        /// To which state.
        state: WorkState,
        /// Note.
        note: String,
    },
}

/// Tasks with what is done to them.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Bulk {
    /// The tasks.
    pub tasks: Vec<Id>,
    /// Only the parts of these bodies; none for all. A deadline is then moved for them alone.
    pub bodies: Vec<Id>,
    /// What is done.
    pub deed: BulkDeed,
}

/// A task to which something was done, or nothing had to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BulkRow {
    /// The task.
    pub task: Id,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Parts that it was done to; none for the task as a whole.
    pub parts: u32,
}

/// A task to which it could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BulkRefusal {
    /// The task.
    pub task: Id,
    /// Its number; its id where the book has no such task.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Why.
    #[serde(skip)]
    #[ts(skip)]
    pub why: Error,
    /// Why, in words.
    pub words: String,
}

/// What came of it, each task in one of the three.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct BulkOutcome {
    /// Done.
    pub done: Vec<BulkRow>,
    /// As they were: there was nothing to do.
    pub unchanged: Vec<BulkRow>,
    /// As they were: it could not be done.
    pub refused: Vec<BulkRefusal>,
}

/// What is written for one task.
enum Work {
    /// An extension of the whole task.
    Whole(Id),
    /// Something for parts of it.
    Parts(Id, Vec<(PartRow, Option<Kept<Claim>>)>),
}

/// Does one thing to many tasks (làm với nhiều nhiệm vụ).
pub fn act_on_tasks(book: &mut Book, bulk: &Bulk) -> Result<Done<BulkOutcome>> {
    let now = profile::now(book)?;
    let deed = checked(book, &bulk.deed, now)?;
    let (outcome, work) = book.read(|connection| {
        let board = Board::load(connection, now)?;
        Sorting {
            connection,
            board: &board,
            bodies: &bulk.bodies,
            deed: &deed,
        }
        .sort(&bulk.tasks)
    })?;
    if work.is_empty() {
        return Ok(Done {
            value: outcome,
            changes: Vec::new(),
        });
    }
    let parts: u32 = outcome.done.iter().map(|row| row.parts).sum();
    let (kind, count) = match deed {
        BulkDeed::Claim { .. } => ("claim_parts", parts),
        BulkDeed::Confirm => ("confirm_parts", parts),
        BulkDeed::Stand { .. } => ("set_work_state", parts),
        BulkDeed::Extend { .. } => ("extend_deadlines", outcome.done.len() as u32),
    };
    let operation = Operation::new(kind, json!({ "count": count }));
    let done = book.transact(operation, |tx| {
        work.into_iter()
            .try_for_each(|own| write(tx, own, &deed, now.day))
    })?;
    Ok(Done {
        value: outcome,
        changes: done.changes,
    })
}

/// The deed with its texts as they are kept; refused as a whole where it could be done to no task.
fn checked(book: &Book, deed: &BulkDeed, now: Instant) -> Result<BulkDeed> {
    Ok(match deed {
        BulkDeed::Claim { day, evidence } => {
            if *day > now.day {
                return Err(Error::new(ErrorCode::DayInFuture)
                    .with("day", show_day(*day))
                    .with("today", show_day(now.day)));
            }
            BulkDeed::Claim {
                day: *day,
                evidence: clean_note(evidence)?,
            }
        }
        BulkDeed::Confirm => BulkDeed::Confirm,
        BulkDeed::Extend {
            last_day,
            reason,
            document,
            state,
        } => {
            known_document(book, *document)?;
            BulkDeed::Extend {
                last_day: *last_day,
                reason: reason_of(reason)?,
                document: *document,
                state: *state,
            }
        }
        BulkDeed::Stand { state, note } => BulkDeed::Stand {
            state: *state,
            note: note_of(note)?,
        },
    })
}

/// Sorts tasks by what will come of each.
struct Sorting<'a> {
    connection: &'a Connection,
    board: &'a Board,
    bodies: &'a [Id],
    deed: &'a BulkDeed,
}

impl Sorting<'_> {
    fn sort(&self, tasks: &[Id]) -> Result<(BulkOutcome, Vec<Work>)> {
        let (mut outcome, mut work) = (BulkOutcome::default(), Vec::new());
        let mut seen: Vec<Id> = Vec::new();
        for id in tasks {
            if seen.contains(id) {
                continue;
            }
            seen.push(*id);
            let Some(task) = self.board.tasks.iter().find(|kept| kept.id == *id) else {
                let why = Error::new(ErrorCode::NoSuchTask).with("task", id);
                outcome.refused.push(refusal(*id, &id.to_string(), "", why));
                continue;
            };
            let own = &task.record;
            let row = |parts: u32| BulkRow {
                task: *id,
                number: own.number.clone(),
                title: own.title.clone(),
                parts,
            };
            match self.wanted(task)? {
                Ok(None) => outcome.unchanged.push(row(0)),
                Ok(Some(own)) => {
                    outcome.done.push(row(match &own {
                        Work::Whole(_) => 0,
                        Work::Parts(_, parts) => parts.len() as u32,
                    }));
                    work.push(own);
                }
                Err(why) => {
                    let why = refusal(*id, &own.number, &own.title, why);
                    outcome.refused.push(why);
                }
            }
        }
        Ok((outcome, work))
    }

    /// What is to be written for a task: none when it is as wanted already, or why it cannot be.
    fn wanted(&self, task: &Kept<Task>) -> Result<std::result::Result<Option<Work>, Error>> {
        let own = &task.record;
        let parts: Vec<&Part> = self
            .board
            .parts(task.id)
            .iter()
            .filter(|part| self.bodies.is_empty() || self.bodies.contains(&part.body))
            .collect();
        if let (Some(body), true) = (self.bodies.first(), parts.is_empty()) {
            return Ok(Err(Error::new(ErrorCode::NoSuchAssignment)
                .with("task", &own.number)
                .with("body", self.board.directory.name(*body, self.board.today))));
        }
        if let BulkDeed::Extend { last_day, .. } = self.deed {
            // One day cannot be that of every occurrence.
            if let Err(why) = movable(own, true, *last_day) {
                return Ok(Err(why));
            }
            if self.bodies.is_empty() {
                let same = self.board.task_last_day(task) == *last_day;
                return Ok(Ok((!same).then_some(Work::Whole(task.id))));
            }
        }
        let mut rows = Vec::new();
        for part in parts.into_iter().filter(|part| self.concerns(part)) {
            let given = store::get::<Assignment>(self.connection, part.assignment)?;
            let Some(given) = given else { continue };
            let row = PartRow::of(self.connection, given.record, &part.occurrence, part.row)?;
            rows.push((row, part.claim.clone()));
        }
        Ok(Ok((!rows.is_empty()).then_some(Work::Parts(task.id, rows))))
    }

    /// Whether a part is other than the deed wants it to be.
    fn concerns(&self, part: &Part) -> bool {
        let status = part.claim.as_ref().map(|kept| kept.record.status);
        match self.deed {
            BulkDeed::Claim { .. } => {
                part.is_open() && matches!(status, None | Some(ClaimStatus::Returned))
            }
            BulkDeed::Confirm => status == Some(ClaimStatus::Claimed),
            BulkDeed::Extend { last_day, .. } => part.last_day != *last_day,
            BulkDeed::Stand { state, .. } if *state == WorkState::Open => {
                part.work_state != WorkState::Open
            }
            BulkDeed::Stand { .. } => part.work_state == WorkState::Open && part.is_open(),
        }
    }
}

fn refusal(task: Id, number: &str, title: &str, why: Error) -> BulkRefusal {
    BulkRefusal {
        task,
        number: number.to_owned(),
        title: title.to_owned(),
        why,
        words: String::new(),
    }
}

fn write(tx: &mut Tx<'_>, work: Work, deed: &BulkDeed, today: Day) -> Result<()> {
    match work {
        Work::Whole(task) => extend(tx, (task, None), deed, today),
        Work::Parts(task, parts) => {
            for (part, claim) in parts {
                let row = part.open(tx)?;
                match deed {
                    BulkDeed::Claim { day, evidence } => {
                        let made = claimed(tx, row, *day, evidence);
                        match claim {
                            Some(kept) => tx.set(kept.id, &made)?,
                            None => drop(tx.add(&made)?),
                        }
                    }
                    BulkDeed::Confirm => claim.map_or(Ok(()), |kept| confirm(tx, kept))?,
                    BulkDeed::Extend { .. } => extend(tx, (task, Some(row)), deed, today)?,
                    BulkDeed::Stand { state, note } => stand(tx, row, *state, note)?,
                }
            }
            Ok(())
        }
    }
}

fn extend(
    tx: &mut Tx<'_>,
    (task, assignment): (Id, Option<Id>),
    deed: &BulkDeed,
    today: Day,
) -> Result<()> {
    let BulkDeed::Extend {
        last_day,
        reason,
        document,
        state,
    } = deed
    else {
        return Ok(());
    };
    tx.add(&Extension {
        task,
        assignment,
        last_day: *last_day,
        reason: reason.clone(),
        document: *document,
        state: *state,
        day: today,
        answer: String::new(),
    })
    .map(drop)
}
