//! The rules of periods: shown and set.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::campaigns::{CampaignView, campaigns};
use crate::domain::instant::show_day;
use crate::domain::period::FIRST_DAY;
use crate::domain::{Day, Error, ErrorCode, Period, PeriodRules, Result};
use crate::engine::profile;
use crate::store::{Book, Done, Operation};

/// Most working days that an office may give itself for a report.
const MOST_DUE_DAYS: u32 = 60;

/// The rules with an example of each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PeriodRules")]
pub struct PeriodRulesView {
    /// Day of the month on which report months begin.
    pub first_day: u32,
    /// Working days from the last day of a period to its due day.
    pub due_working_days: u32,
    /// Weekday on which weeks begin: 1 Monday … 7 Sunday.
    pub week_anchor: u32,
    /// The week that holds the day looked at: "14/03–20/03/2024".
    pub next_week: String,
    /// Campaigns.
    pub campaigns: Vec<CampaignView>,
}

/// The rules of the book, looked at from a day.
pub fn period_rules(connection: &Connection, today: Day) -> Result<PeriodRulesView> {
    let rules = profile::period_rules(connection)?;
    let calendar = profile::calendar(connection)?;
    let (first, last) = Period::week_of(today, rules.week_anchor).days();
    Ok(PeriodRulesView {
        first_day: FIRST_DAY,
        due_working_days: rules.due_working_days,
        week_anchor: rules.week_anchor,
        next_week: format!("{}–{}", first.format("%d/%m"), show_day(last)),
        campaigns: campaigns(connection, &calendar)?,
    })
}

/// Sets the rules (đổi quy tắc kỳ). Due days that were fixed and weeks whose figures are kept stay as they are.
pub fn set_period_rules(book: &mut Book, rules: PeriodRules) -> Result<Done<()>> {
    let refuse = |text: String| Err(Error::new(ErrorCode::BadPeriodRules).with("text", text));
    if rules.due_working_days > MOST_DUE_DAYS {
        return refuse(format!("hạn gửi {} ngày làm việc", rules.due_working_days));
    }
    if !(1..=7).contains(&rules.week_anchor) {
        return refuse(format!("tuần bắt đầu từ ngày thứ {}", rules.week_anchor));
    }
    if book.read(profile::period_rules)? == rules {
        return Ok(Done {
            value: (),
            changes: Vec::new(),
        });
    }
    book.transact(Operation::new("set_period_rules", json!({})), |tx| {
        profile::put(tx, "due_working_days", &rules.due_working_days.to_string())?;
        profile::put(tx, "week_anchor", &rules.week_anchor.to_string())
    })
}
