//! Own indicators (chỉ tiêu riêng của sổ): code `<body code>.<slug>`, checked row by row, all or nothing.

mod check;
mod ground;
mod write;

use serde::Deserialize;
use serde_json::json;

use self::check::{cycles, understand};
use self::ground::Ground;
use crate::domain::indicator::{Direction, EnteredAt, IndicatorKind};
use crate::domain::{Error, Id, Result};
use crate::store::{Book, Done, Operation};

/// An indicator to be added. Others are named by code or name, also those of the same list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct IndicatorEntry {
    /// `918.to_tu_quan`, or the slug alone; made of the name when empty.
    #[serde(default, alias = "slug")]
    pub code: String,
    /// Name.
    pub name: String,
    /// Short name for heads of tables.
    #[serde(default)]
    pub short_name: String,
    /// Kind.
    pub kind: IndicatorKind,
    /// Which way is better.
    #[serde(default = "up")]
    pub direction: Direction,
    /// Unit of measure.
    #[serde(default)]
    pub unit: String,
    /// Decimals, 0–4.
    #[serde(default)]
    pub decimals: u8,
    /// Key of the group of utilities.
    #[serde(default = "last_group")]
    pub group: String,
    /// Code or name of the official source.
    #[serde(default = "own_source")]
    pub source: String,
    /// Who enters it.
    #[serde(default = "any")]
    pub entered_at: EnteredAt,
    /// Definition.
    #[serde(default)]
    pub definition: String,
    /// Above the line, for a ratio.
    #[serde(default)]
    pub numerator: Option<String>,
    /// What it is compared with, the main one first.
    #[serde(default, alias = "denominators")]
    pub bases: Vec<BaseEntry>,
    /// Whether the entry grid shows it.
    #[serde(default)]
    pub in_grid: bool,
}

/// Something that an indicator is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BaseEntry {
    /// Code or name of the base.
    #[serde(alias = "code")]
    pub base: String,
    /// How it is called beside the percentage; its name when empty.
    #[serde(default)]
    pub label: String,
}

const fn up() -> Direction {
    Direction::Up
}
const fn any() -> EnteredAt {
    EnteredAt::Any
}
fn last_group() -> String {
    "dd".to_owned()
}
fn own_source() -> String {
    "don_vi".to_owned()
}

impl IndicatorEntry {
    /// Names of all fields, for those who read files.
    pub const FIELDS: [&'static str; 16] = [
        "code",
        "slug",
        "name",
        "short_name",
        "kind",
        "direction",
        "unit",
        "decimals",
        "group",
        "source",
        "entered_at",
        "definition",
        "numerator",
        "bases",
        "denominators",
        "in_grid",
    ];
}

/// Adds own indicators (thêm chỉ tiêu): all of them, or none and the refusal of every row that does not fit.
/// Rows are counted from 1.
pub fn add_indicators(
    book: &mut Book,
    entries: &[IndicatorEntry],
) -> Result<std::result::Result<Done<Vec<Id>>, Vec<(usize, Error)>>> {
    let ground = Ground::of(book)?;
    let codes: Vec<Result<String>> = entries.iter().map(|entry| ground.code(entry)).collect();
    let mut rows = Vec::new();
    let mut refused = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        match understand(&ground, entries, &codes, index, entry) {
            Ok(row) => rows.push(row),
            Err(error) => refused.push((index + 1, error)),
        }
    }
    if refused.is_empty() {
        refused.extend(cycles(entries, &rows));
    }
    if !refused.is_empty() {
        return Ok(Err(refused));
    }
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.trim()).collect();
    let operation = Operation::new("add_indicator", json!({ "name": names.join(", ") }));
    let position = ground
        .dictionary
        .all()
        .last()
        .map_or(0, |kept| kept.record.position + 1);
    Ok(Ok(book.transact(operation, |tx| {
        write::write(tx, entries, &rows, position)
    })?))
}
