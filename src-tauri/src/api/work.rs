//! Handlers of the work in an open book.

use std::collections::HashSet;
use std::path::Path;

use super::requests::{
    JournalWanted, Nothing, OfPeriod, ReportOf, SaveLetters, SaveReport, WriteReportText,
};
use super::session::{Session, period};
use super::views::{JournalRow, StepDone};
use super::words;
use crate::domain::{Instant, Result};
use crate::engine::overview::{self, Overview};
use crate::engine::reports::{
    self, ReportKind, ReportPreview, ReportRequest, SavedFile, SavedLetters,
};
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

fn wanted(session: &Session, request: ReportOf) -> Result<ReportRequest> {
    Ok(ReportRequest {
        kind: ReportKind::parse(&request.kind)?,
        period: period(session, &request.period)?,
        as_of: request.as_of.map(Instant::end_of),
        system_font: false,
        subject: request.subject,
        body: request.body,
        filled: request.filled.unwrap_or(false),
        template: request.template,
        bodies: request.bodies.unwrap_or_default(),
        also: request.also.unwrap_or_default(),
    })
}

pub(super) fn report(session: &mut Session, request: ReportOf) -> Result<Done<ReportPreview>> {
    let wanted = wanted(session, request)?;
    Ok(unchanged(reports::preview(session.book()?, &wanted)?))
}

pub(super) fn write_report_text(
    session: &mut Session,
    request: WriteReportText,
) -> Result<Done<()>> {
    let (kind, period) = (
        ReportKind::parse(&request.kind)?,
        period(session, &request.period)?,
    );
    reports::write_report_text(
        session.book_mut()?,
        (kind, period, request.subject),
        &request.section,
        &request.text,
    )
}

pub(super) fn save_report(session: &mut Session, request: SaveReport) -> Result<Done<SavedFile>> {
    let path = request.path;
    let wanted = wanted(
        session,
        ReportOf {
            kind: request.kind,
            period: request.period,
            as_of: request.as_of,
            subject: request.subject,
            body: request.body,
            filled: request.filled,
            template: request.template,
            bodies: request.bodies,
            also: request.also,
        },
    )?;
    let saved = reports::save(session.book()?, &wanted, Path::new(path.trim()))?;
    Ok(unchanged(saved.file))
}

pub(super) fn save_letters(
    session: &mut Session,
    request: SaveLetters,
) -> Result<Done<SavedLetters>> {
    let wanted = ReportRequest {
        as_of: request.as_of.map(Instant::end_of),
        also: request.also,
        ..ReportRequest::new(ReportKind::Reminder, period(session, &request.period)?)
    };
    let folder = Path::new(request.folder.trim());
    reports::save_letters(session.book()?, &wanted, &request.bodies, folder).map(unchanged)
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
