//! The funnel of electronic identification, a setting of the book: stages in order, with their levels.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::profile;
use crate::store::Tx;

/// One stage of the funnel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FunnelStage {
    /// The indicator.
    pub indicator: Id,
    /// Levels that it is made of (mức 1, mức 2).
    pub levels: Vec<Id>,
}

/// The same by codes, as the catalogue and the setting hold it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::engine) struct FunnelData {
    step: String,
    levels: Vec<String>,
}

const KEY: &str = "funnel";

/// Writes the funnel of a new book.
pub(in crate::engine) fn write_funnel(tx: &mut Tx<'_>, stages: &[FunnelData]) -> Result<()> {
    let value =
        serde_json::to_string(stages).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    profile::put(tx, KEY, &value)
}

/// Stages whose indicators the book has; a book without the setting has no funnel.
pub(super) fn read(
    connection: &Connection,
    by_code: &HashMap<String, Id>,
) -> Result<Vec<FunnelStage>> {
    let Some(text) = profile::text(connection, KEY)? else {
        return Ok(Vec::new());
    };
    let data: Vec<FunnelData> = serde_json::from_str(&text)
        .map_err(|e| Error::new(ErrorCode::DamagedBook).detail(format!("setting {KEY}: {e}")))?;
    let of = |code: &String| by_code.get(code).copied();
    Ok(data
        .iter()
        .filter_map(|stage| {
            Some(FunnelStage {
                indicator: of(&stage.step)?,
                levels: stage.levels.iter().filter_map(of).collect(),
            })
        })
        .collect())
}
