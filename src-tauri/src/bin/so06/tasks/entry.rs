//! A task as it is typed.

use serde_json::json;
use so06::domain::{Error, ErrorCode, Id, Result};
use so06::engine::checklists;
use so06::engine::dictionary::Dictionary;
use so06::engine::tasks::{self, Board, TaskDraft};
use so06::store::Book;

use super::{board, day, document, plan, value};
use crate::output::Output;
use crate::task_args::Entry;

pub(super) fn add(book: &mut Book, entry: &Entry, out: Output) -> Result<()> {
    let board = board(book, None)?;
    let id = entry
        .id
        .as_ref()
        .map(|id| board.find(id).map(|own| own.id))
        .transpose()?;
    let standing = match &entry.id {
        Some(id) => Some(book.read(|c| tasks::task(c, id, board.today))?.draft),
        None => None,
    };
    let draft = drafted(book, &board, entry, standing)?;
    let id = tasks::save_task(book, id, &draft)?.value;
    let detail = book.read(|c| tasks::task(c, &id.to_string(), board.today))?;
    let row = &detail.row;
    out.answer(
        &json!({ "task": row.number, "title": row.title, "deadline": value(&row.deadline)? }),
        || vec![format!("{} {}", row.number, row.title)],
    );
    Ok(())
}

fn drafted(
    book: &Book,
    board: &Board,
    entry: &Entry,
    standing: Option<TaskDraft>,
) -> Result<TaskDraft> {
    let mut draft = standing.unwrap_or_default();
    let put = |to: &mut String, given: &Option<String>| {
        if let Some(text) = given {
            text.clone_into(to);
        }
    };
    if let Some(key) = &entry.plan {
        draft.plan = plan(board, key)?;
    } else if draft.plan == 0 {
        let first = board.plans.first();
        draft.plan = first
            .map(|own| own.id)
            .ok_or_else(|| Error::new(ErrorCode::NoSuchPlan).with("plan", ""))?;
    }
    put(&mut draft.number, &entry.number);
    put(&mut draft.group, &entry.group);
    put(&mut draft.title, &entry.title);
    put(&mut draft.content, &entry.content);
    put(&mut draft.deliverable, &entry.deliverable);
    put(&mut draft.unit_margin, &entry.unit_margin);
    put(&mut draft.person, &entry.person);
    put(&mut draft.note, &entry.note);
    if let Some(text) = &entry.deadline {
        text.clone_into(&mut draft.deadline_text);
        draft.deadline = None;
    }
    draft.issued = day(entry.issued.as_deref())?;
    if let Some(id) = &entry.parent {
        draft.parent = Some(board.find(id)?.id);
    }
    if let Some(number) = &entry.document {
        draft.document = Some(document(book, number)?);
    }
    if entry.superior_day.is_some() {
        draft.superior_day = day(entry.superior_day.as_deref())?;
    }
    if !entry.lead.is_empty() {
        draft.leads = bodies(board, &entry.lead)?;
    }
    if !entry.partner.is_empty() {
        draft.partners = bodies(board, &entry.partner)?;
    }
    if let Some(key) = &entry.checklist {
        let all = book.read(checklists::checklists)?;
        let own = all.iter().find(|own| own.key == *key && own.latest);
        let own =
            own.ok_or_else(|| Error::new(ErrorCode::NoSuchChecklist).with("checklist", key))?;
        draft.checklist = Some(own.id);
    }
    if let Some(text) = &entry.indicator {
        draft.indicator = Some(book.read(Dictionary::load)?.resolve(text)?);
    }
    if entry.goal.is_some() {
        draft.goal.clone_from(&entry.goal);
    }
    Ok(draft)
}

pub(super) fn bodies(board: &Board, names: &[String]) -> Result<Vec<Id>> {
    let mut out = Vec::new();
    for name in names {
        if name == "*" {
            out.extend(board.directory.units(board.today));
        } else {
            out.push(board.directory.resolve(name, board.today)?);
        }
    }
    Ok(out)
}
