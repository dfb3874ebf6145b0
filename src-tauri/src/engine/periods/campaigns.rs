//! Campaigns (đợt cao điểm): named spans of 60, 90, 100 days, used as periods by their key.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use crate::domain::closing::Campaign;
use crate::domain::instant::show_day;
use crate::domain::text::clean;
use crate::domain::{Calendar, Day, Error, ErrorCode, Period, Result};
use crate::store::{self, Book, Done, Kept, Operation};

/// A campaign with its due day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "Campaign")]
pub struct CampaignView {
    /// Key as a period: `2024-06-01..2024-08-29`.
    pub key: String,
    /// Name.
    pub name: String,
    /// First day.
    pub first_day: Day,
    /// Last day.
    pub last_day: Day,
    /// Day by which its report is due.
    pub due_day: Day,
    /// The document that calls for it.
    pub document: String,
}

fn all(connection: &Connection) -> Result<Vec<Kept<Campaign>>> {
    store::list(connection, "1 = 1 ORDER BY first_day, last_day", &[])
}

fn span(campaign: &Campaign) -> Period {
    Period::Span(campaign.first_day, campaign.last_day)
}

/// Their periods in order of days.
pub(super) fn spans(connection: &Connection) -> Result<Vec<Period>> {
    Ok(all(connection)?
        .iter()
        .map(|kept| span(&kept.record))
        .collect())
}

/// All campaigns in order of days.
pub fn campaigns(connection: &Connection, calendar: &Calendar) -> Result<Vec<CampaignView>> {
    let view = |kept: Kept<Campaign>| {
        let period = span(&kept.record);
        CampaignView {
            key: period.key(),
            name: kept.record.name,
            first_day: kept.record.first_day,
            last_day: kept.record.last_day,
            due_day: period.due_day(calendar),
            document: kept.record.document,
        }
    };
    Ok(all(connection)?.into_iter().map(view).collect())
}

/// What a period is called: a campaign by its own name.
pub(in crate::engine) fn label(connection: &Connection, period: Period) -> Result<String> {
    let Period::Span(first, last) = period else {
        return Ok(period.label());
    };
    let named = store::list::<Campaign>(
        connection,
        "first_day = ?1 AND last_day = ?2",
        &[&first.to_string(), &last.to_string()],
    )?;
    Ok(named
        .into_iter()
        .next()
        .map_or_else(|| period.label(), |kept| kept.record.name))
}

/// Adds a campaign (thêm đợt cao điểm); gives its key as a period.
pub fn add_campaign(
    book: &mut Book,
    name: &str,
    first_day: Day,
    last_day: Day,
    document: &str,
) -> Result<Done<String>> {
    let name = clean(name);
    if name.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "tên đợt"));
    }
    if first_day > last_day {
        let text = format!("{} – {}", show_day(first_day), show_day(last_day));
        return Err(Error::new(ErrorCode::BadPeriod).with("text", text));
    }
    let record = Campaign {
        name,
        first_day,
        last_day,
        document: clean(document),
    };
    let same = |kept: &Kept<Campaign>| span(&kept.record) == span(&record);
    if let Some(kept) = book.read(all)?.iter().find(|kept| same(kept)) {
        return Err(Error::new(ErrorCode::CampaignExists).with("name", &kept.record.name));
    }
    let operation = Operation::new("add_campaign", json!({ "name": record.name }));
    book.transact(operation, |tx| {
        tx.add(&record)?;
        Ok(span(&record).key())
    })
}
