//! Handlers of the calendar, periods, submissions and closing.

use serde::Deserialize;
use ts_rs::TS;

use super::requests::{Nothing, requests};
use super::session::{Session, period};
use super::words;
use crate::domain::period::PeriodKind;
use crate::domain::{Day, Error, ErrorCode, Id, PeriodRules, Result};
use crate::engine::calendar::CalendarYear;
use crate::engine::closing::{Adjusting, ClosingView};
use crate::engine::periods::PeriodRulesView;
use crate::engine::submissions::{SubmissionMatrix, Wanted};
use crate::engine::{closing as closings, periods};
use crate::store::Done;

requests! {
    /// A year of the calendar.
    CalendarOf { year: i32 }
    /// Whether offices work on a day; none gives it back to the week's rule.
    SetCalendarDay { day: Day, working: Option<bool>, name: String }
    /// The rules of periods.
    SetPeriodRules { due_working_days: u32, week_anchor: u32 }
    /// A campaign.
    AddCampaign { name: String, first_day: Day, last_day: Day, document: String }
    /// The matrix of a kind of periods in a year, by rows.
    SubmissionsOf { kind: PeriodKind, year: i32, as_of: Option<Day>, from_row: u32, rows: u32 }
    /// One period.
    PeriodOnly { period: String }
    /// One period, with a reason.
    PeriodBecause { period: String, reason: String }
    /// A period to be closed for a report set; every indicator when none is named.
    ClosePeriod { period: String, report_set: Option<String> }
    /// An adjusting entry as it was typed.
    ProposeAdjustment { body: Id, indicator: Id, period: String, by: String, reason: String }
    /// One adjusting entry.
    AdjustmentOnly { adjustment: Id }
    /// One adjusting entry, with a reason.
    AdjustmentBecause { adjustment: Id, reason: String }
}

/// Most rows of the matrix that are given at once.
const MOST_ROWS: u32 = 500;

fn unchanged<T>(value: T) -> Done<T> {
    Done {
        value,
        changes: Vec::new(),
    }
}

fn nothing<T>(done: Done<T>) -> Done<()> {
    Done {
        value: (),
        changes: done.changes,
    }
}

/// Years of this field, as days have them.
fn known_year(year: i32) -> Result<i32> {
    if (1900..2200).contains(&year) {
        return Ok(year);
    }
    Err(Error::new(ErrorCode::BadPeriod).with("text", year))
}

pub(super) fn calendar(session: &mut Session, request: CalendarOf) -> Result<Done<CalendarYear>> {
    let year = known_year(request.year)?;
    Ok(unchanged(session.book()?.read(|connection| {
        crate::engine::calendar::calendar(connection, year)
    })?))
}

pub(super) fn set_calendar_day(session: &mut Session, request: SetCalendarDay) -> Result<Done<()>> {
    crate::engine::calendar::set_calendar_day(
        session.book_mut()?,
        request.day,
        request.working,
        &request.name,
    )
}

pub(super) fn period_rules(session: &mut Session, _: Nothing) -> Result<Done<PeriodRulesView>> {
    let today = session.day(None)?;
    Ok(unchanged(session.book()?.read(|connection| {
        periods::period_rules(connection, today)
    })?))
}

pub(super) fn set_period_rules(session: &mut Session, request: SetPeriodRules) -> Result<Done<()>> {
    let rules = PeriodRules {
        due_working_days: request.due_working_days,
        week_anchor: request.week_anchor,
    };
    periods::set_period_rules(session.book_mut()?, rules)
}

pub(super) fn add_campaign(session: &mut Session, request: AddCampaign) -> Result<Done<String>> {
    periods::add_campaign(
        session.book_mut()?,
        &request.name,
        request.first_day,
        request.last_day,
        &request.document,
    )
}

pub(super) fn open_period(session: &mut Session, request: PeriodOnly) -> Result<Done<()>> {
    let period = period(session, &request.period)?;
    periods::open_period(session.book_mut()?, period)
}

pub(super) fn refix_due_day(session: &mut Session, request: PeriodBecause) -> Result<Done<()>> {
    let period = period(session, &request.period)?;
    periods::refix_due_day(session.book_mut()?, period, &request.reason)
}

pub(super) fn submissions(
    session: &mut Session,
    request: SubmissionsOf,
) -> Result<Done<SubmissionMatrix>> {
    let wanted = Wanted {
        kind: request.kind,
        year: known_year(request.year)?,
        as_of: session.day(request.as_of)?,
        from_row: request.from_row,
        rows: request.rows.min(MOST_ROWS),
    };
    Ok(unchanged(session.book()?.read(|connection| {
        crate::engine::submissions::submissions(connection, &wanted)
    })?))
}

pub(super) fn closing(session: &mut Session, request: PeriodOnly) -> Result<Done<ClosingView>> {
    let period = period(session, &request.period)?;
    let (mut view, blocked) = closings::closing(session.book()?, period)?;
    view.blocked = blocked.map(|error| words::message(&error, session.language));
    Ok(unchanged(view))
}

pub(super) fn close_period(session: &mut Session, request: ClosePeriod) -> Result<Done<()>> {
    let period = period(session, &request.period)?;
    closings::close_period(session.book_mut()?, period, request.report_set.as_deref()).map(nothing)
}

pub(super) fn reopen_period(session: &mut Session, request: PeriodBecause) -> Result<Done<()>> {
    let period = period(session, &request.period)?;
    closings::reopen_period(session.book_mut()?, period, &request.reason)
}

pub(super) fn propose_adjustment(
    session: &mut Session,
    request: ProposeAdjustment,
) -> Result<Done<()>> {
    let wanted = Adjusting {
        body: request.body,
        indicator: request.indicator,
        period: period(session, &request.period)?,
        by: request.by,
        reason: request.reason,
        accepted: false,
    };
    closings::propose(session.book_mut()?, &wanted).map(nothing)
}

pub(super) fn accept_adjustment(
    session: &mut Session,
    request: AdjustmentOnly,
) -> Result<Done<()>> {
    closings::accept_adjustment(session.book_mut()?, request.adjustment)
}

pub(super) fn reject_adjustment(
    session: &mut Session,
    request: AdjustmentBecause,
) -> Result<Done<()>> {
    closings::reject_adjustment(session.book_mut()?, request.adjustment, &request.reason)
}
