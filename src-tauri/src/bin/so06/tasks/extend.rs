//! Deadlines that are moved.

use so06::domain::task::ExtensionState;
use so06::domain::{Error, ErrorCode, Id, Result};
use so06::engine::tasks::{self, ExtendDeadline};
use so06::store::Book;

use super::{board, day, document_or_new, part};
use crate::task_args::{Extend, Verdict};

pub(super) fn extend(book: &mut Book, asked: &Extend) -> Result<()> {
    let task = board(book, None)?.find(&asked.id)?.id;
    let own = asked
        .body
        .as_ref()
        .map(|body| part(book, &asked.id, body, asked.occurrence.as_deref()))
        .transpose()?;
    let document = match asked.document.trim() {
        "" => None,
        text => Some(document_or_new(book, text)?),
    };
    let request = ExtendDeadline {
        task,
        part: own,
        last_day: day(Some(&asked.to))?,
        reason: asked.reason.clone(),
        document,
        state: if asked.propose {
            ExtensionState::Proposed
        } else {
            ExtensionState::Approved
        },
    };
    tasks::extend_deadline(book, &request).map(drop)
}

pub(super) fn decide(
    book: &mut Book,
    id: &str,
    body: Option<&str>,
    (verdict, answer, on): (Verdict, &str, Option<&str>),
) -> Result<()> {
    let board = board(book, None)?;
    let task = board.find(id)?;
    let body = body
        .map(|text| board.directory.resolve(text, board.today))
        .transpose()?;
    let row = |body: Id| {
        let own = board
            .parts(task.id)
            .iter()
            .filter(move |part| part.body == body);
        own.filter_map(|part| part.row).collect::<Vec<_>>()
    };
    let asked = board.extensions(task.id).iter().rfind(|kept| {
        kept.record.state == ExtensionState::Proposed
            && match body {
                Some(body) => kept
                    .record
                    .assignment
                    .is_some_and(|id| row(body).contains(&id)),
                None => kept.record.assignment.is_none(),
            }
    });
    let asked = asked.ok_or_else(|| Error::new(ErrorCode::NoSuchExtension))?;
    let on = day(on)?.unwrap_or(board.today);
    tasks::decide_extension(book, asked.id, verdict == Verdict::Approve, answer, on).map(drop)
}
