//! What an officer does to an assignment.

use rusqlite::{Connection, ToSql};
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use super::board::Board;
use crate::domain::body::Body;
use crate::domain::checklist::{ChecklistItem, Tick};
use crate::domain::hex::hex;
use crate::domain::task::{Assignment, Claim, ClaimStatus, Task};
use crate::domain::text::clean_note;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{self, Book, Done, Kept, Operation, Tx};

/// How a part is named everywhere: what was given, and the period of the occurrence; empty for work done once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PartKey {
    /// The assignment as it was given.
    pub assignment: Id,
    /// Period of the occurrence.
    #[serde(default)]
    pub occurrence: String,
}

impl From<Id> for PartKey {
    fn from(assignment: Id) -> Self {
        Self {
            assignment,
            occurrence: String::new(),
        }
    }
}

/// The row of a part: the one that is there, or what makes one.
pub(super) struct PartRow {
    task: Id,
    /// What was given.
    given: Assignment,
    /// Period of the occurrence.
    occurrence: String,
    /// What the body is called in every book: its key, or its identifier where it has none.
    body_key: String,
    /// The row that keeps what is said of the part.
    pub(super) row: Option<Id>,
}

impl PartRow {
    /// Of what was given, for one of its occurrences.
    pub(super) fn of(
        connection: &Connection,
        given: Assignment,
        occurrence: &str,
        row: Option<Id>,
    ) -> Result<Self> {
        let key = store::get::<Body>(connection, given.body)?
            .map(|kept| kept.record.key)
            .filter(|key| !key.is_empty());
        let body_key = match key {
            Some(key) => key,
            None => hex(&store::identity::uid(connection, given.body)?),
        };
        Ok(Self {
            task: given.task,
            given,
            occurrence: occurrence.to_owned(),
            body_key,
            row,
        })
    }

    /// The row; made when nothing was said of the occurrence yet. Two books that make it for the same task, body and
    /// period make the same thing.
    pub(super) fn open(&self, tx: &mut Tx<'_>) -> Result<Id> {
        if let Some(row) = self.row {
            return Ok(row);
        }
        let task = hex(&store::identity::uid(tx.connection(), self.task)?);
        let words = [
            "occurrence",
            &task,
            &self.body_key,
            "lead",
            &self.occurrence,
        ];
        let record = Assignment {
            occurrence: self.occurrence.clone(),
            last_day: None,
            note: String::new(),
            ..self.given.clone()
        };
        tx.add_as(&words, &record)
    }

    /// The claim that was made of it.
    pub(super) fn claim(&self, connection: &Connection) -> Result<Option<Kept<Claim>>> {
        match self.row {
            Some(row) => Ok(store::list::<Claim>(connection, "assignment = ?1", &[&row])?.pop()),
            None => Ok(None),
        }
    }
}

/// A part as it is acted upon.
pub(in crate::engine) struct Named {
    /// The task.
    pub(in crate::engine) task: Kept<Task>,
    /// Its row.
    pub(super) part: PartRow,
    /// Words for the journal.
    pub(in crate::engine) words: serde_json::Value,
}

impl Named {
    /// The row of the part; made when nothing was said of the occurrence yet.
    pub(in crate::engine) fn open(&self, tx: &mut Tx<'_>) -> Result<Id> {
        self.part.open(tx)
    }
}

/// Finds a part, and the words for the journal.
pub(in crate::engine) fn named(book: &Book, part: &PartKey) -> Result<Named> {
    book.read(|connection| {
        let missing = || {
            Error::new(ErrorCode::NoSuchAssignment)
                .with("task", "")
                .with("body", part.assignment)
        };
        let given = store::get::<Assignment>(connection, part.assignment)?.ok_or_else(missing)?;
        let task = store::get::<Task>(connection, given.record.task)?.ok_or_else(missing)?;
        let day = profile::today(book)?;
        let row = if given.record.occurrence == part.occurrence {
            Some(given.id)
        } else {
            let own = "task = ?1 AND body = ?2 AND role = 'lead' AND occurrence = ?3";
            let of = [
                &given.record.task as &dyn ToSql,
                &given.record.body,
                &part.occurrence,
            ];
            let kept = store::list::<Assignment>(connection, own, &of)?.pop();
            if kept.is_none() {
                let board = Board::load(connection, day)?;
                let known = board.parts(task.id).iter().any(|own| {
                    (own.assignment, &own.occurrence) == (part.assignment, &part.occurrence)
                });
                if !known {
                    return Err(missing());
                }
            }
            kept.map(|kept| kept.id)
        };
        let directory = Directory::load(connection)?;
        let mut words = json!({
            "task": task.record.number, "body": directory.name(given.record.body, day),
        });
        if !part.occurrence.is_empty() {
            words["occurrence"] = part.occurrence.clone().into();
        }
        Ok(Named {
            task,
            part: PartRow::of(connection, given.record, &part.occurrence, row)?,
            words,
        })
    })
}

/// Ticks or unticks one thing of the checklist (đánh dấu việc đã làm).
pub fn tick_item(
    book: &mut Book,
    part: &PartKey,
    item: Id,
    done: bool,
    evidence: &str,
) -> Result<Done<()>> {
    let named = named(book, part)?;
    let today = profile::today(book)?;
    let known = book.read(|c| store::get::<ChecklistItem>(c, item))?;
    let Some(known) =
        known.filter(|known| Some(known.record.checklist) == named.task.record.checklist)
    else {
        return Err(Error::new(ErrorCode::NoSuchItem)
            .with("item", item)
            .with("task", named.task.record.number));
    };
    let mut words = named.words.clone();
    words["item"] = known.record.title.into();
    let standing = match named.part.row {
        Some(row) => book
            .read(|c| store::list::<Tick>(c, "assignment = ?1 AND item = ?2", &[&row, &item]))?
            .pop(),
        None => None,
    };
    if !done && standing.is_none() {
        return Ok(Done {
            value: (),
            changes: Vec::new(),
        });
    }
    book.transact(
        Operation::new(if done { "tick_item" } else { "untick_item" }, words),
        |tx| match (done, standing) {
            (false, Some(kept)) => tx.end::<Tick>(kept.id),
            (false, None) => Ok(()),
            (true, standing) => {
                let tick = Tick {
                    assignment: named.open(tx)?,
                    item,
                    day: standing.as_ref().map_or(today, |kept| kept.record.day),
                    officer: tx.officer().to_owned(),
                    evidence: clean_note(evidence)?,
                };
                match standing {
                    Some(kept) => tx.set(kept.id, &tick),
                    None => tx.add(&tick).map(drop),
                }
            }
        },
    )
}

/// A body says that it is done (báo hoàn thành). A day after today is refused.
pub fn claim_completion(
    book: &mut Book,
    part: &PartKey,
    day: Day,
    evidence: &str,
) -> Result<Done<()>> {
    let named = named(book, part)?;
    let today = profile::today(book)?;
    if day > today {
        return Err(Error::new(ErrorCode::DayInFuture)
            .with("day", day.format("%d/%m/%Y"))
            .with("today", today.format("%d/%m/%Y")));
    }
    let standing = book.read(|c| named.part.claim(c))?;
    let operation = Operation::new("claim_completion", named.words.clone());
    book.transact(operation, |tx| {
        let row = named.open(tx)?;
        let claim = claimed(tx, row, day, &clean_note(evidence)?);
        match &standing {
            Some(kept) => tx.set(kept.id, &claim),
            None => tx.add(&claim).map(drop),
        }
    })
}

/// A claim as it is made now.
pub(super) fn claimed(tx: &Tx<'_>, assignment: Id, day: Day, evidence: &str) -> Claim {
    Claim {
        assignment,
        day,
        evidence: evidence.to_owned(),
        status: ClaimStatus::Claimed,
        note: String::new(),
        officer: tx.officer().to_owned(),
        recorded_at: tx.moment().to_owned(),
        illustrative: false,
    }
}

/// Takes a claim back (rút lại).
pub fn withdraw_claim(book: &mut Book, part: &PartKey) -> Result<Done<()>> {
    change(book, part, "withdraw_claim", |_| Ok(None))
}

/// The one above agrees (xác nhận).
pub fn confirm_completion(book: &mut Book, part: &PartKey) -> Result<Done<()>> {
    change(book, part, "confirm_completion", |claim| {
        Ok(Some(Claim {
            status: ClaimStatus::Confirmed,
            note: String::new(),
            ..claim
        }))
    })
}

/// The one above does not agree and says why (trả lại).
pub fn return_completion(book: &mut Book, part: &PartKey, reason: &str) -> Result<Done<()>> {
    let reason = clean_note(reason)?;
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "lý do trả lại"));
    }
    change(book, part, "return_completion", |claim| {
        Ok(Some(Claim {
            status: ClaimStatus::Returned,
            note: reason.clone(),
            ..claim
        }))
    })
}

fn change(
    book: &mut Book,
    part: &PartKey,
    kind: &'static str,
    to: impl FnOnce(Claim) -> Result<Option<Claim>>,
) -> Result<Done<()>> {
    let named = named(book, part)?;
    let standing = book.read(|c| named.part.claim(c))?.ok_or_else(|| {
        let word = |key: &str| named.words[key].as_str().unwrap_or_default().to_owned();
        Error::new(ErrorCode::NoClaim)
            .with("task", word("task"))
            .with("body", word("body"))
    })?;
    book.transact(Operation::new(kind, named.words), |tx| {
        match to(standing.record)? {
            Some(claim) => tx.set(standing.id, &claim),
            None => tx.end::<Claim>(standing.id),
        }
    })
}
