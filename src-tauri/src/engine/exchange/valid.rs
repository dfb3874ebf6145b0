//! Fields that came from elsewhere, held against the record that they are to be.

use serde_json::Value;

use super::names::Fields;
use crate::domain::body::{Body, BodyVersion, Share, Succession};
use crate::domain::book::{
    CalendarDay, Document, Officer, Report, ReportText, Setting, SignedCopy,
};
use crate::domain::checklist::{Checklist, ChecklistItem, Tick};
use crate::domain::closing::{Adjustment, Campaign, Closing, ClosingTotal, PeriodWindow};
use crate::domain::exchange::{Enrolment, Held, Package, PeerMark, Receipt, Recognition, Site};
use crate::domain::indicator::{
    Denominator, DoubtAcceptance, Fact, FormColumn, Indicator, IndicatorVersion, Source, Target,
};
use crate::domain::meeting::{Conclusion, Meeting};
use crate::domain::merit::{Commendation, Evidence, SavedView};
use crate::domain::outreach::{Contact, Reminder, ReminderItem};
use crate::domain::query::Query;
use crate::domain::superior_form::{FormSpot, SuperiorForm};
use crate::domain::task::{Assignment, Claim, Extension, Plan, Task, TaskGroup};
use crate::domain::{Error, ErrorCode, Kind, Record, Result};

macro_rules! by_kind {
    ($kind:expr, $fields:expr; $($name:ident)*) => {
        match $kind { $(Kind::$name => held_against::<$name>($fields),)* }
    };
}

/// The fields as the table keeps them. Refused when they are no record of that kind, or hold a field that only a newer
/// program knows: without it the row would go on from here as if it had never been there.
pub(super) fn known(kind: Kind, fields: Fields) -> Result<Fields> {
    by_kind!(kind, fields;
        Setting Officer Document CalendarDay Body BodyVersion Succession Share Source Indicator IndicatorVersion
        Denominator Fact DoubtAcceptance FormColumn Target Plan TaskGroup Task Assignment Claim Extension Checklist
        ChecklistItem Tick Evidence Contact Reminder ReminderItem Meeting Conclusion Commendation SavedView ReportText
        Report SuperiorForm FormSpot SignedCopy PeriodWindow Campaign Closing ClosingTotal Adjustment Site Enrolment
        Recognition Package Receipt Query Held PeerMark)
}

fn held_against<R: Record>(fields: Fields) -> Result<Fields> {
    let refused = |detail: &dyn std::fmt::Display| {
        Error::new(ErrorCode::UnreadableRow)
            .with("kind", R::KIND.table())
            .detail(detail)
    };
    let names: Vec<String> = fields.keys().cloned().collect();
    let record: R = serde_json::from_value(Value::Object(fields)).map_err(|e| refused(&e))?;
    match serde_json::to_value(&record) {
        Ok(Value::Object(fields)) => {
            match names.into_iter().find(|own| !fields.contains_key(own)) {
                Some(name) => Err(Error::new(ErrorCode::UnknownRowField)
                    .with("kind", R::KIND.table())
                    .with("field", name)),
                None => Ok(fields.into_iter().map(plain).collect()),
            }
        }
        Ok(other) => Err(refused(&other)),
        Err(error) => Err(refused(&error)),
    }
}

/// A flag as the table keeps it.
fn plain((name, value): (String, Value)) -> (String, Value) {
    match value {
        Value::Bool(flag) => (name, Value::from(i64::from(flag))),
        other => (name, other),
    }
}
