//! Whether the machine's clock can be believed before something is issued.

use crate::clock::Clock;
use crate::domain::instant::{parse_day, show_day};
use crate::domain::{Day, Error, ErrorCode, Result};
use crate::store::{Book, query};

/// So many days after the last entry the clock is in doubt.
const LONG_AFTER: i64 = 400;

/// Whether a clock fits a book by the day of its last entry: not before it, and not more than 400 days after it.
pub fn clock_fits(today: Day, last: Day) -> bool {
    (0..=LONG_AFTER).contains(&(today - last).num_days())
}

/// Refuses when now is before the day of the last entry, or more than 400 days after it: a laptop whose battery is
/// flat says 2010. A moment that was given is believed.
pub(super) fn believe(book: &Book) -> Result<()> {
    let Clock::Machine = book.clock else {
        return Ok(());
    };
    let today = book.clock.now().day;
    let last = book.read(query::last_moment)?;
    let Some(last) = last.and_then(|own| parse_day(own.get(..10)?).ok()) else {
        return Ok(());
    };
    if clock_fits(today, last) {
        return Ok(());
    }
    Err(Error::new(ErrorCode::ClockInDoubt)
        .with("today", show_day(today))
        .with("last", show_day(last)))
}
