//! Fields of records as words: whose, about what, of when, how much.

use rusqlite::Connection;
use serde_json::Value;

use super::super::names::Fields;
use super::super::take::Judged;
use crate::domain::indicator::{Fact, FactState};
use crate::domain::number::{Qualifier, decimal};
use crate::domain::{Day, Id, Instant, Kind, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store;

/// What words are made from.
pub(in crate::engine::exchange) struct Words<'a> {
    pub(super) connection: &'a Connection,
    pub(super) directory: Directory,
    pub(super) dictionary: Dictionary,
    pub(super) day: Day,
}

impl<'a> Words<'a> {
    pub(in crate::engine::exchange) fn of(connection: &'a Connection, day: Day) -> Result<Self> {
        Ok(Self {
            connection,
            directory: Directory::load(connection)?,
            dictionary: Dictionary::load(connection)?,
            day,
        })
    }

    fn body(&self, fields: &Fields) -> String {
        let id = fields.get("body").and_then(Value::as_i64);
        id.map_or_else(String::new, |id| self.directory.name(id, self.day))
    }

    pub(in crate::engine::exchange) fn indicator(&self, id: Id) -> String {
        self.dictionary
            .definition(id, self.day)
            .map_or_else(String::new, |own| own.short_name.clone())
    }

    /// The thing in words: what it is called, or what it belongs to.
    fn what(&self, fields: &Fields) -> Result<String> {
        if let Some(id) = fields.get("indicator").and_then(Value::as_i64) {
            return Ok(self.indicator(id));
        }
        let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
        let titles = ["title", "name", "text", "reason", "number", "code", "key"];
        if let Some(title) = titles.into_iter().map(text).find(|own| !own.is_empty()) {
            return Ok(title.to_owned());
        }
        for (column, kind) in [("task", Kind::Task), ("assignment", Kind::Assignment)] {
            let Some(id) = fields.get(column).and_then(Value::as_i64) else {
                continue;
            };
            if let Some((_, above)) = store::history(self.connection, kind, id)?
                .into_iter()
                .next()
            {
                return self.what(&above);
            }
        }
        Ok(String::new())
    }

    /// A figure as it is read, a question or its answer; of other things nothing, since their words are many.
    pub(in crate::engine::exchange) fn value(
        &self,
        kind: Option<Kind>,
        fields: Option<&Fields>,
    ) -> String {
        let (Some(kind @ (Kind::Fact | Kind::Query)), Some(fields)) = (kind, fields) else {
            return String::new();
        };
        if kind == Kind::Query {
            let text = |name: &str| fields.get(name).and_then(Value::as_str).unwrap_or_default();
            let said = Some(text("answer")).filter(|own| !own.is_empty());
            return said.unwrap_or_else(|| text("question")).to_owned();
        }
        let Ok(fact) = serde_json::from_value::<Fact>(Value::Object(fields.clone())) else {
            return String::new();
        };
        let decimals = self
            .dictionary
            .definition(fact.indicator, fact.day)
            .map_or(0, |own| own.decimals);
        match (fact.state, fact.value) {
            (FactState::Value, Some(value)) => with_word(fact.qualifier, &decimal(value, decimals)),
            (FactState::NoData, _) => "chưa phát sinh".to_owned(),
            _ => "đã rút".to_owned(),
        }
    }

    pub(in crate::engine::exchange) fn about(
        &self,
        row: &Judged,
    ) -> Result<(String, String, String)> {
        self.about_fields(row.after.as_ref().or(row.before.as_ref()))
    }

    pub(in crate::engine::exchange) fn about_fields(
        &self,
        fields: Option<&Fields>,
    ) -> Result<(String, String, String)> {
        let Some(fields) = fields else {
            return Ok(Default::default());
        };
        let window = fields
            .get("window")
            .and_then(Value::as_str)
            .unwrap_or_default();
        Ok((self.body(fields), self.what(fields)?, spoken(window)))
    }
}

/// "tháng 3/2024", "14/03/2024".
fn spoken(window: &str) -> String {
    match window.strip_prefix('@') {
        Some(moment) => Instant::parse(moment).map_or_else(
            |_| moment.to_owned(),
            |own| own.day.format("%d/%m/%Y").to_string(),
        ),
        None => Period::parse(window).map_or_else(|_| window.to_owned(), Period::spoken),
    }
}

fn with_word(qualifier: Qualifier, number: &str) -> String {
    match qualifier {
        Qualifier::Exact => number.to_owned(),
        Qualifier::Tren => format!("trên {number}"),
        Qualifier::Gan => format!("gần {number}"),
        Qualifier::Khoang => format!("khoảng {number}"),
    }
}
