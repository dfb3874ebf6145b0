//! Conclusions are set down while they are spoken: one sentence, one operation, one task with unit and deadline.

use rusqlite::Connection;
use serde_json::json;

use super::task::{self, Given};
use super::understand::{read_wording, understand};
use super::view::{conclusions_of, known, task_of};
use crate::domain::meeting::{Conclusion, Meeting};
use crate::domain::task::{Assignment, Role, Task};
use crate::domain::text::{clean_note, note_within};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::documents;
use crate::engine::profile;
use crate::engine::tasks::Board;
use crate::store::{self, Book, Done, Kept, Operation};

/// Longest conclusion, in letters.
const LONGEST: usize = 4_000;

/// A conclusion as it is entered. What is left out is taken as it is understood.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConclusionEntry {
    /// What was said.
    pub text: String,
    /// Who is to do it.
    pub bodies: Option<Vec<Id>>,
    /// Who takes part.
    pub partners: Option<Vec<Id>>,
    /// Wording of the deadline; empty for none.
    pub deadline_text: Option<String>,
    /// The task that it belongs to; 0 for none.
    pub parent: Option<Id>,
}

/// What stands in the place of what an entry leaves out.
struct Ground {
    given: Given,
    /// Neither bodies, nor words for them, nor a deadline: something said, and nothing to do.
    nothing_to_do: bool,
}

fn clean_text(text: &str) -> Result<String> {
    let text = note_within("Kết luận", text, LONGEST)?;
    if text.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "nội dung kết luận"));
    }
    Ok(text)
}

/// What an entry says, checked against the book.
fn ground(
    connection: &Connection,
    meeting: &Meeting,
    entry: &ConclusionEntry,
    text: &str,
    own: Option<Id>,
    today: Day,
) -> Result<Ground> {
    let board = Board::load(connection, today)?;
    let read = understand(&board, text, meeting.day);
    let said = entry.bodies.is_some();
    let bodies = entry.bodies.clone().unwrap_or(read.bodies);
    let partners = entry.partners.clone().unwrap_or(read.partners);
    for body in bodies.iter().chain(&partners) {
        if !board.directory.alive(*body, today) {
            return Err(Error::new(ErrorCode::BodyNotAlive)
                .with("body", board.directory.name(*body, today))
                .with("day", today.format("%d/%m/%Y")));
        }
    }
    let parent = match entry.parent {
        Some(0) => None,
        Some(id) => Some(id),
        None => read.parent,
    };
    let parent = parent.filter(|id| Some(*id) != own);
    if let Some(id) = parent {
        if task_of(&board, id).is_none() {
            return Err(Error::new(ErrorCode::NoSuchTask).with("task", id));
        }
        refuse_loop(&board, own, id)?;
    }
    let deadline = match &entry.deadline_text {
        Some(wording) => read_wording(&clean_note(wording)?, meeting.day, &board.rules),
        None => read.deadline,
    };
    let lead_text = if said { String::new() } else { read.lead_text };
    Ok(Ground {
        nothing_to_do: bodies.is_empty() && lead_text.is_empty() && deadline.text.is_empty(),
        given: Given {
            title: read.title,
            content: text.to_owned(),
            deadline,
            parent,
            document: meeting.document,
            lead_text,
            partners: partners
                .into_iter()
                .filter(|body| !bodies.contains(body))
                .collect(),
            bodies,
        },
    })
}

/// A task never lies below itself.
fn refuse_loop(board: &Board, own: Option<Id>, parent: Id) -> Result<()> {
    let Some(own) = own else {
        return Ok(());
    };
    let mut above = Some(parent);
    let mut seen = Vec::new();
    while let Some(id) = above.filter(|id| !seen.contains(id)) {
        seen.push(id);
        let number =
            |id: Id| task_of(board, id).map_or_else(String::new, |kept| kept.record.number.clone());
        if id == own {
            return Err(Error::new(ErrorCode::TaskLoop)
                .with("task", number(own))
                .with("parent", number(parent)));
        }
        above = task_of(board, id).and_then(|kept| kept.record.parent);
    }
    Ok(())
}

/// What the words of an operation say of a conclusion.
fn brief(text: &str) -> String {
    let mut short: String = text.chars().take(80).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short.replace('\n', " ")
}

/// Sets down a conclusion and makes its task with units and deadline (ghi kết luận). Where nobody is to do anything
/// by any day, no task is made.
pub fn conclude(book: &mut Book, meeting: Id, entry: &ConclusionEntry) -> Result<Done<Id>> {
    let today = profile::today(book)?;
    let text = clean_text(&entry.text)?;
    let (ground, position) = book.read(|c| {
        let own = known(c, meeting)?.record;
        let last = conclusions_of(c, meeting)?
            .last()
            .map_or(0, |kept| kept.record.position);
        Ok((ground(c, &own, entry, &text, None, today)?, last + 1))
    })?;
    let words = json!({ "text": brief(&text) });
    book.transact(Operation::new("conclude", words), |tx| {
        let task = if ground.nothing_to_do {
            None
        } else {
            Some(task::give(tx, &ground.given)?)
        };
        tx.add(&Conclusion {
            meeting,
            position,
            text,
            task,
        })
    })
}

/// Changes a conclusion and its task (sửa kết luận). What is left out stays as it is while the text stays, and is
/// understood anew when the text changes.
pub fn change_conclusion(book: &mut Book, id: Id, entry: &ConclusionEntry) -> Result<Done<()>> {
    let today = profile::today(book)?;
    let text = clean_text(&entry.text)?;
    let (kept, standing, ground) = book.read(|c| {
        let kept = conclusion(c, id)?;
        let meeting = known(c, kept.record.meeting)?.record;
        let standing = task_at(c, &kept)?;
        let mut entry = entry.clone();
        if let Some(task) = &standing
            && kept.record.text == text
        {
            keep(c, task, &mut entry)?;
        }
        let own = standing.as_ref().map(|task| task.id);
        let ground = ground(c, &meeting, &entry, &text, own, today)?;
        Ok((kept, standing, ground))
    })?;
    let words = json!({ "text": brief(&text) });
    book.transact(Operation::new("change_conclusion", words), |tx| {
        let task = match (standing, ground.nothing_to_do) {
            (Some(task), false) => {
                task::change(tx, &task, &ground.given)?;
                Some(task.id)
            }
            (Some(task), true) => {
                task::take_out(tx, &task)?;
                None
            }
            (None, false) => Some(task::give(tx, &ground.given)?),
            (None, true) => None,
        };
        let record = Conclusion {
            text,
            task,
            ..kept.record
        };
        tx.set(kept.id, &record)
    })
}

/// What an entry leaves out stays as the task has it.
fn keep(connection: &Connection, task: &Kept<Task>, entry: &mut ConclusionEntry) -> Result<()> {
    let of = "task = ?1 AND occurrence = '' ORDER BY id";
    let rows = store::list::<Assignment>(connection, of, &[&task.id])?;
    let bodies = |role: Role| {
        let own = rows.iter().filter(|row| row.record.role == role);
        own.map(|row| row.record.body).collect::<Vec<Id>>()
    };
    entry.bodies.get_or_insert_with(|| bodies(Role::Lead));
    entry.partners.get_or_insert_with(|| bodies(Role::Partner));
    entry
        .deadline_text
        .get_or_insert_with(|| task.record.deadline_text.clone());
    entry.parent.get_or_insert(task.record.parent.unwrap_or(0));
    Ok(())
}

/// Drops a conclusion with its task (bỏ kết luận). Refused where a body has worked on it.
pub fn drop_conclusion(book: &mut Book, id: Id) -> Result<Done<()>> {
    let (kept, task) = book.read(|c| {
        let kept = conclusion(c, id)?;
        let task = task_at(c, &kept)?;
        Ok((kept, task))
    })?;
    let words = json!({ "text": brief(&kept.record.text) });
    book.transact(Operation::new("drop_conclusion", words), |tx| {
        if let Some(task) = &task {
            task::take_out(tx, task)?;
        }
        tx.end::<Conclusion>(id)
    })
}

/// Puts a conclusion before another one of its meeting, or last (đổi thứ tự kết luận).
pub fn move_conclusion(book: &mut Book, id: Id, before: Option<Id>) -> Result<Done<()>> {
    let (kept, mut all) = book.read(|c| {
        let kept = conclusion(c, id)?;
        let all = conclusions_of(c, kept.record.meeting)?;
        Ok((kept, all))
    })?;
    let words = json!({ "text": brief(&kept.record.text) });
    all.retain(|own| own.id != id);
    let at = match before {
        Some(before) if before != id => all
            .iter()
            .position(|own| own.id == before)
            .ok_or_else(|| Error::new(ErrorCode::NoSuchConclusion).with("conclusion", before))?,
        Some(_) => {
            return Ok(Done {
                value: (),
                changes: Vec::new(),
            });
        }
        None => all.len(),
    };
    all.insert(at, kept);
    book.transact(Operation::new("move_conclusion", words), |tx| {
        for (position, own) in (1..).zip(all) {
            let record = Conclusion {
                position,
                ..own.record
            };
            tx.set(own.id, &record)?;
        }
        Ok(())
    })
}

/// The signed thông báo kết luận: it becomes the document of the meeting and of all its tasks (ký kết luận).
pub fn sign_conclusions(book: &mut Book, meeting: Id, document: Id) -> Result<Done<()>> {
    let (kept, tasks, words) = book.read(|c| {
        let kept = known(c, meeting)?;
        let mut tasks = Vec::new();
        for own in conclusions_of(c, meeting)? {
            tasks.extend(task_at(c, &own)?);
        }
        let document = documents::known(c, document)?;
        let words = json!({
            "title": kept.record.title,
            "document": documents::document_words(&document.record),
        });
        Ok((kept, tasks, words))
    })?;
    book.transact(Operation::new("sign_conclusions", words), |tx| {
        for own in tasks {
            let record = Task {
                document: Some(document),
                ..own.record
            };
            tx.set(own.id, &record)?;
        }
        let record = Meeting {
            document: Some(document),
            ..kept.record
        };
        tx.set(kept.id, &record)
    })
}

fn conclusion(connection: &Connection, id: Id) -> Result<Kept<Conclusion>> {
    store::get::<Conclusion>(connection, id)?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchConclusion).with("conclusion", id))
}

/// The task of a conclusion, as long as it is there.
fn task_at(connection: &Connection, kept: &Kept<Conclusion>) -> Result<Option<Kept<Task>>> {
    match kept.record.task {
        Some(id) => store::get(connection, id),
        None => Ok(None),
    }
}
