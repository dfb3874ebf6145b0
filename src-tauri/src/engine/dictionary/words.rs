//! What is said of one indicator: its names and definitions by day, kind, source, parts.

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::{Dictionary, score_mention};
use crate::domain::book::Document;
use crate::domain::{Day, Id, Result};
use crate::engine::documents::document_words;
use crate::store;

/// One indicator in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IndicatorWords {
    /// The indicator.
    pub indicator: Id,
    /// Code.
    pub code: String,
    /// Names and definitions, the first one first.
    pub versions: Vec<VersionWords>,
    /// Kind.
    pub kind: String,
    /// Which way is better.
    pub direction: String,
    /// Official source.
    pub source: String,
    /// Who enters it.
    pub entered_at: String,
    /// The indicator that this one may not exceed.
    pub part_of: Option<String>,
    /// Above the line, for a ratio.
    pub numerator: Option<String>,
    /// What it is compared with: "Hồ sơ tiếp nhận (hồ sơ tiếp nhận)".
    pub bases: Vec<String>,
    /// Document of the version that holds.
    pub document: Option<String>,
    /// Where it is scored.
    pub score: Option<String>,
}

/// A version of name and definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct VersionWords {
    /// First day; none for the first version.
    pub from_day: Option<Day>,
    /// Name.
    pub name: String,
    /// Short name.
    pub short_name: String,
    /// Unit of measure.
    pub unit: String,
    /// Decimals.
    pub decimals: u8,
    /// Definition.
    pub definition: String,
}

/// One indicator in words, as of a day.
pub fn indicator_words(connection: &Connection, id: Id, as_of: Day) -> Result<IndicatorWords> {
    let dictionary = Dictionary::load(connection)?;
    let own = dictionary.need(id)?;
    let name = |other: Id| dictionary.name(other, as_of);
    let document = dictionary
        .definition(id, as_of)
        .and_then(|definition| definition.document)
        .map(|document| store::get::<Document>(connection, document))
        .transpose()?
        .flatten()
        .map(|kept| document_words(&kept.record));
    Ok(IndicatorWords {
        indicator: id,
        code: own.code.clone(),
        versions: dictionary
            .versions(id)
            .iter()
            .map(|kept| VersionWords {
                from_day: kept.record.from_day,
                name: kept.record.name.clone(),
                short_name: kept.record.short_name.clone(),
                unit: kept.record.unit.clone(),
                decimals: kept.record.decimals,
                definition: kept.record.definition.clone(),
            })
            .collect(),
        kind: own.kind.words().to_owned(),
        direction: own.direction.words().to_owned(),
        source: dictionary.source_name(&own.source),
        entered_at: own.entered_at.words().to_owned(),
        part_of: own.part_of.map(name),
        numerator: own.numerator.map(name),
        bases: dictionary
            .bases(id)
            .map(|base| format!("{} ({})", name(base.base), base.label))
            .collect(),
        document,
        score: score_mention(&own.code)?,
    })
}
