//! A package that changes more than packages do: somebody should ask the unit first (thay đổi lớn).

use rusqlite::Connection;
use serde_json::Value;

use super::super::names::Fields;
use super::super::scope::ever_inside;
use super::sender::Sender;
use super::verdict::{Judged, Verdict};
use crate::domain::closing::Closing;
use crate::domain::indicator::Fact;
use crate::domain::{Error, ErrorCode, Kind, Period, Result};
use crate::engine::directory::Directory;
use crate::exchange::manifest::Manifest;
use crate::store;

/// Of the closed figures of a unit, one in so many may change without a question.
const ONE_IN: usize = 5;

/// Refuses rows that change more than a fifth of the unit's closed figures, or that let a figure fall to zero.
pub(super) fn refuse(
    connection: &Connection,
    directory: &Directory,
    sender: &Sender,
    manifest: &Manifest,
    rows: &[Judged],
) -> Result<()> {
    let figures = rows.iter().filter(|row| row.kind == Some(Kind::Fact));
    let changed = figures
        .clone()
        .filter(|row| row.verdict == Verdict::Closed && row.before.is_some())
        .count();
    let zero = figures.filter(|row| falls(row)).count();
    let closed = closed(connection, directory, sender)?;
    if changed * ONE_IN <= closed && zero == 0 {
        return Ok(());
    }
    Err(Error::new(ErrorCode::MassChange)
        .with("body", &manifest.site.body.name)
        .with("changed", changed)
        .with("closed", closed)
        .with("zero", zero))
}

fn falls(row: &Judged) -> bool {
    let value = |fields: &Option<Fields>| {
        fields
            .as_ref()
            .and_then(|own| own.get("value"))
            .and_then(Value::as_i64)
    };
    !row.verdict.is_quiet()
        && value(&row.before).is_some_and(|own| own > 0)
        && value(&row.after) == Some(0)
}

/// How many figures of the sender's unit lie in closed periods.
fn closed(connection: &Connection, directory: &Directory, sender: &Sender) -> Result<usize> {
    let periods = store::list::<Closing>(connection, "state = 'closed'", &[])?
        .into_iter()
        .map(|kept| Period::parse(&kept.record.period))
        .collect::<Result<Vec<_>>>()?;
    if periods.is_empty() {
        return Ok(0);
    }
    let mut out = 0;
    for body in ever_inside(directory, sender.body) {
        let facts: Vec<store::Kept<Fact>> =
            store::list(connection, "body = ?1 AND source <> 'minh_hoa'", &[&body])?;
        out += facts
            .iter()
            .filter(|kept| {
                let fact = &kept.record;
                periods.iter().any(|period| {
                    if fact.window.starts_with('@') {
                        period.contains(fact.day)
                    } else {
                        period.key() == fact.window
                    }
                })
            })
            .count();
    }
    Ok(out)
}
