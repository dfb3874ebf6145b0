//! Rows that wait for a person, as they are shown.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use super::super::held::held_rows;
use super::super::names::Fields;
use super::{Refusal, Words};
use crate::domain::exchange::{Held, HeldState, HeldWhy};
use crate::domain::{Day, Error, ErrorCode, Id, Kind, Result};

/// A held row as it is shown (dòng giữ lại).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HeldView {
    /// Its number.
    pub id: Id,
    /// `conflict`, `closed`, `refused`.
    pub why: HeldWhy,
    /// Whether it waits.
    pub state: HeldState,
    /// Table of its kind.
    pub kind: String,
    /// The unit that it speaks of; empty for none.
    pub body: String,
    /// The indicator, the task, the thing in words.
    pub what: String,
    /// The time that a figure speaks of; empty for none.
    pub time: String,
    /// What stands here.
    pub ours: String,
    /// What came.
    pub theirs: String,
    /// Who sent it.
    pub sender: String,
    /// Number of the package.
    pub package: i64,
    /// Who made it there.
    pub officer: String,
    /// When, there.
    pub moment: String,
    /// Why it is refused; none where it is not.
    pub refusal: Option<Refusal>,
    /// A word with the decision.
    pub answer: String,
    /// The figure that the row speaks of, for a question to its unit; none for other things.
    pub figure: Option<FigureAt>,
}

/// A figure by what it is about (số liệu nào).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FigureAt {
    /// The unit.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// Key of its period; empty for a stock, which speaks of a day.
    pub period: String,
}

impl FigureAt {
    fn of(kind: Option<Kind>, fields: Option<&Fields>) -> Option<Self> {
        let fields = fields.filter(|_| kind == Some(Kind::Fact))?;
        let window = fields.get("window").and_then(Value::as_str)?;
        Some(Self {
            body: fields.get("body").and_then(Value::as_i64)?,
            indicator: fields.get("indicator").and_then(Value::as_i64)?,
            period: window.strip_prefix('@').map_or(window, |_| "").to_owned(),
        })
    }
}

/// Rows that wait, or all that ever did, as they are shown.
pub fn held_views(connection: &Connection, all: bool, day: Day) -> Result<Vec<HeldView>> {
    let words = Words::of(connection, day)?;
    let rows = held_rows(connection, all)?;
    rows.into_iter()
        .map(|own| {
            let kind = Kind::of_table(&own.held.kind);
            let (body, what, time) =
                words.about_fields(own.theirs.as_ref().or(own.ours.as_ref()))?;
            Ok(HeldView {
                id: own.id,
                why: own.held.why,
                state: own.held.state,
                ours: words.value(kind, own.ours.as_ref()),
                theirs: words.value(kind, own.theirs.as_ref()),
                refusal: refusal(&own.held),
                figure: FigureAt::of(kind, own.theirs.as_ref().or(own.ours.as_ref())),
                kind: own.held.kind,
                body,
                what,
                time,
                sender: own.sender,
                package: own.package,
                officer: own.held.officer,
                moment: own.held.moment,
                answer: own.held.answer,
            })
        })
        .collect()
}

/// The refusal that a held row keeps.
fn refusal(held: &Held) -> Option<Refusal> {
    let code: ErrorCode = serde_json::from_value(Value::from(held.code.clone())).ok()?;
    let mut error = Error::new(code);
    if let Ok(Value::Object(params)) = serde_json::from_str(&held.about) {
        for (name, value) in params {
            error = error.with(&name, value.as_str().unwrap_or_default());
        }
    }
    Some(Refusal::of(&error))
}
