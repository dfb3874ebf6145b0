//! Handlers of the work in an open book.

use std::collections::HashSet;

use super::requests::{JournalWanted, Nothing, OfPeriod};
use super::session::{Session, period};
use super::views::{JournalRow, StepDone};
use super::words;
use crate::domain::Result;
use crate::engine::overview::{self, Overview};
use crate::engine::undo as steps;
use crate::store::Done;

pub(super) fn unchanged<T>(value: T) -> Done<T> {
    Done {
        value,
        changes: Vec::new(),
    }
}

pub(super) fn overview(session: &mut Session, request: OfPeriod) -> Result<Done<Overview>> {
    let (period, at) = (
        period(session, &request.period)?,
        session.moment(request.as_of)?,
    );
    let boundary = session.boundary;
    Ok(unchanged(session.book()?.read(|connection| {
        overview::overview(connection, period, at, boundary)
    })?))
}

pub(super) fn undo(session: &mut Session, _: Nothing) -> Result<Done<StepDone>> {
    let language = session.language;
    let done = steps::undo(session.book_mut()?)?;
    Ok(Done {
        value: StepDone {
            label: words::operation_label(&done.value, language),
        },
        changes: done.changes,
    })
}

pub(super) fn redo(session: &mut Session, _: Nothing) -> Result<Done<StepDone>> {
    let language = session.language;
    let done = steps::redo(session.book_mut()?)?;
    Ok(Done {
        value: StepDone {
            label: words::operation_label(&done.value, language),
        },
        changes: done.changes,
    })
}

/// Most rows that are given at once.
const MOST_ROWS: u32 = 1_000;

pub(super) fn journal(
    session: &mut Session,
    request: JournalWanted,
) -> Result<Done<Vec<JournalRow>>> {
    let entries = session.book()?.journal(request.limit.min(MOST_ROWS))?;
    // An undo takes its step back until a redo takes the undo back.
    let redone: HashSet<i64> = entries.iter().filter_map(|entry| entry.redoes).collect();
    let undone: HashSet<i64> = entries
        .iter()
        .filter(|entry| !redone.contains(&entry.seq))
        .filter_map(|entry| entry.undoes)
        .collect();
    let rows = entries
        .iter()
        .map(|entry| JournalRow {
            operation: entry.seq,
            moment: entry.moment.clone(),
            officer: entry.officer.clone(),
            label: words::operation_label(entry, session.language),
            undone: undone.contains(&entry.seq),
        })
        .collect();
    Ok(unchanged(rows))
}
