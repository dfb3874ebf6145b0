//! What an officer does to an assignment.

use serde_json::json;

use crate::domain::task::{Assignment, ChecklistItem, Claim, ClaimStatus, Task, Tick};
use crate::domain::text::clean_note;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{self, Book, Done, Kept, Operation};

struct Named {
    task: Kept<Task>,
    words: serde_json::Value,
}

/// The assignment's task, and the words for the journal.
fn named(book: &Book, assignment: Id) -> Result<Named> {
    book.read(|connection| {
        let missing = || {
            Error::new(ErrorCode::NoSuchAssignment)
                .with("task", "")
                .with("body", assignment)
        };
        let own = store::get::<Assignment>(connection, assignment)?.ok_or_else(missing)?;
        let task = store::get::<Task>(connection, own.record.task)?.ok_or_else(missing)?;
        let day = profile::view_day(connection)?.unwrap_or_else(|| book.clock.today());
        let body = Directory::load(connection)?.name(own.record.body, day);
        let words = json!({ "task": task.record.number, "body": body });
        Ok(Named { task, words })
    })
}

fn claim_of(connection: &rusqlite::Connection, assignment: Id) -> Result<Option<Kept<Claim>>> {
    Ok(store::list::<Claim>(connection, "assignment = ?1", &[&assignment])?.pop())
}

/// Ticks or unticks one thing of the checklist (đánh dấu việc đã làm).
pub fn tick_item(
    book: &mut Book,
    assignment: Id,
    item: Id,
    done: bool,
    evidence: &str,
) -> Result<Done<()>> {
    let named = named(book, assignment)?;
    let today = profile::today(book)?;
    let known = book.read(|c| store::get::<ChecklistItem>(c, item))?;
    let Some(known) =
        known.filter(|known| Some(known.record.checklist) == named.task.record.checklist)
    else {
        return Err(Error::new(ErrorCode::NoSuchItem)
            .with("item", item)
            .with("task", named.task.record.number));
    };
    let mut words = named.words;
    words["item"] = known.record.title.into();
    let standing = book
        .read(|c| store::list::<Tick>(c, "assignment = ?1 AND item = ?2", &[&assignment, &item]))?
        .pop();
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
                    assignment,
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
    assignment: Id,
    day: Day,
    evidence: &str,
) -> Result<Done<()>> {
    let named = named(book, assignment)?;
    let today = profile::today(book)?;
    if day > today {
        return Err(Error::new(ErrorCode::DayInFuture)
            .with("day", day.format("%d/%m/%Y"))
            .with("today", today.format("%d/%m/%Y")));
    }
    let standing = book.read(|c| claim_of(c, assignment))?;
    book.transact(Operation::new("claim_completion", named.words), |tx| {
        let claim = Claim {
            assignment,
            day,
            evidence: clean_note(evidence)?,
            status: ClaimStatus::Claimed,
            note: String::new(),
            officer: tx.officer().to_owned(),
            recorded_at: tx.moment().to_owned(),
            illustrative: false,
        };
        match &standing {
            Some(kept) => tx.set(kept.id, &claim),
            None => tx.add(&claim).map(drop),
        }
    })
}

/// Takes a claim back (rút lại).
pub fn withdraw_claim(book: &mut Book, assignment: Id) -> Result<Done<()>> {
    change(book, assignment, "withdraw_claim", |_| Ok(None))
}

/// The one above agrees (xác nhận).
pub fn confirm_completion(book: &mut Book, assignment: Id) -> Result<Done<()>> {
    change(book, assignment, "confirm_completion", |claim| {
        Ok(Some(Claim {
            status: ClaimStatus::Confirmed,
            note: String::new(),
            ..claim
        }))
    })
}

/// The one above does not agree and says why (trả lại).
pub fn return_completion(book: &mut Book, assignment: Id, reason: &str) -> Result<Done<()>> {
    let reason = clean_note(reason)?;
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "lý do trả lại"));
    }
    change(book, assignment, "return_completion", |claim| {
        Ok(Some(Claim {
            status: ClaimStatus::Returned,
            note: reason.clone(),
            ..claim
        }))
    })
}

fn change(
    book: &mut Book,
    assignment: Id,
    kind: &'static str,
    to: impl FnOnce(Claim) -> Result<Option<Claim>>,
) -> Result<Done<()>> {
    let named = named(book, assignment)?;
    let standing = book.read(|c| claim_of(c, assignment))?.ok_or_else(|| {
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
