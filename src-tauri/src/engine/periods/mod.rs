//! Periods of a book: its rules, opened periods with their fixed due days, campaigns.

mod campaigns;
mod open;
mod rules;

pub(in crate::engine) use campaigns::label;
pub use campaigns::{CampaignView, add_campaign, campaigns};
pub(in crate::engine) use open::window_of;
pub use open::{open_period, refix_due_day};
pub use rules::{PeriodRulesView, period_rules, set_period_rules};

use rusqlite::Connection;

use crate::domain::closing::PeriodWindow;
use crate::domain::period::PeriodKind;
use crate::domain::{Calendar, Day, Period, Result};
use crate::engine::counts::PeriodOption;
use crate::engine::profile;
use crate::store::{self, Kept};

/// A period as it was written, by the rules of the book.
pub fn parse(connection: &Connection, text: &str) -> Result<Period> {
    Period::parse_with(text, profile::period_rules(connection)?)
}

/// The record of a period that was opened.
pub fn window(connection: &Connection, period: Period) -> Result<Option<Kept<PeriodWindow>>> {
    Ok(store::list(connection, "period = ?1", &[&period.key()])?.pop())
}

/// The periods of a kind in a year; campaigns that touch it.
pub fn of_kind(connection: &Connection, kind: PeriodKind, year: i32) -> Result<Vec<Period>> {
    if kind != PeriodKind::Campaign {
        return Ok(kind.of_year(year, profile::period_rules(connection)?));
    }
    let touches = |day: Day| profile::year_of(day) == year;
    Ok(campaigns::spans(connection)?
        .into_iter()
        .filter(|period| {
            let (first, last) = period.days();
            touches(first) || touches(last)
        })
        .collect())
}

/// What a window offers to choose from on a day: the report periods of its year, the week that runs with the
/// three before it, and all campaigns by their names.
pub fn offered(
    connection: &Connection,
    today: Day,
    calendar: &Calendar,
) -> Result<Vec<PeriodOption>> {
    let rules = profile::period_rules(connection)?;
    let mut periods = Period::of_year(profile::year_of(today));
    let mut week = Period::week_of(today, rules.week_anchor);
    for _ in 0..4 {
        periods.push(week);
        week = week.previous();
    }
    periods.extend(campaigns::spans(connection)?);
    periods
        .into_iter()
        .map(|period| option(connection, period, calendar))
        .collect()
}

/// A period to choose, a campaign by its name.
pub fn option(
    connection: &Connection,
    period: Period,
    calendar: &Calendar,
) -> Result<PeriodOption> {
    Ok(PeriodOption {
        label: label(connection, period)?,
        ..PeriodOption::of(period, calendar)
    })
}
