//! Opening a period fixes its due day; computing it anew is an act of its own, with a reason.

use serde_json::json;

use super::{campaigns::label, window};
use crate::domain::closing::PeriodWindow;
use crate::domain::instant::show_day;
use crate::domain::text::clean_note;
use crate::domain::{Calendar, Error, ErrorCode, Period, Result};
use crate::engine::profile;
use crate::store::{Book, Done, Operation};

/// The record of a period as the calendar gives it now.
pub(in crate::engine) fn window_of(period: Period, calendar: &Calendar) -> PeriodWindow {
    let (first_day, last_day) = period.days();
    PeriodWindow {
        period: period.key(),
        first_day,
        last_day,
        due_day: period.computed_due_day(calendar),
    }
}

/// Opens a period (mở kỳ): from now on its due day stands, whatever the calendar says later. Opening it again
/// changes nothing.
pub fn open_period(book: &mut Book, period: Period) -> Result<Done<()>> {
    let (standing, name, calendar) =
        book.read(|c| Ok((window(c, period)?, label(c, period)?, profile::calendar(c)?)))?;
    if standing.is_some() {
        return Ok(Done {
            value: (),
            changes: Vec::new(),
        });
    }
    let operation = Operation::new("open_period", json!({ "period": name }));
    book.transact(operation, |tx| {
        tx.add(&window_of(period, &calendar)).map(drop)
    })
}

/// Computes the due day of an opened period anew (tính lại hạn gửi), with the calendar and rules of today.
pub fn refix_due_day(book: &mut Book, period: Period, reason: &str) -> Result<Done<()>> {
    let reason = clean_note(reason)?;
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "lý do tính lại hạn gửi"));
    }
    let (standing, name, calendar) =
        book.read(|c| Ok((window(c, period)?, label(c, period)?, profile::calendar(c)?)))?;
    let standing =
        standing.ok_or_else(|| Error::new(ErrorCode::PeriodNotOpen).with("period", &name))?;
    let anew = window_of(period, &calendar);
    if anew == standing.record {
        return Ok(Done {
            value: (),
            changes: Vec::new(),
        });
    }
    let params = json!({
        "period": name, "reason": reason,
        "before": show_day(standing.record.due_day), "after": show_day(anew.due_day),
    });
    book.transact(Operation::new("refix_due_day", params), |tx| {
        tx.set(standing.id, &anew)
    })
}
