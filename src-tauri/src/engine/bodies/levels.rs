//! The levels of a book and what they are called (cấp của sổ): a setting, since a book may be that of a
//! province, a district or a commune, and levels come and go.

use rusqlite::Connection;

use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::profile;
use crate::store::Tx;

const KEY: &str = "levels";

/// Most levels that a book may have.
const MOST: usize = 6;

/// Labels of the levels, the root's first: `["quận", "phường, xã"]`.
pub fn levels(connection: &Connection) -> Result<Vec<String>> {
    Ok(profile::text(connection, KEY)?
        .and_then(|value| serde_json::from_str(&value).ok())
        .unwrap_or_default())
}

/// Reads labels as they are typed: `quận/phường, xã`, or a JSON list.
pub fn read(text: &str) -> Result<Vec<String>> {
    let typed: Vec<String> = if text.trim_start().starts_with('[') {
        serde_json::from_str(text).map_err(|e| {
            Error::new(ErrorCode::BadLevels)
                .with("text", text)
                .detail(e)
        })?
    } else {
        text.split('/').map(str::to_owned).collect()
    };
    let labels: Vec<String> = typed.iter().map(|label| clean(label)).collect();
    if labels.len() < 2 || labels.len() > MOST || labels.iter().any(String::is_empty) {
        return Err(Error::new(ErrorCode::BadLevels).with("text", text));
    }
    Ok(labels)
}

pub(crate) fn put(tx: &mut Tx<'_>, labels: &[String]) -> Result<()> {
    let value =
        serde_json::to_string(labels).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    profile::put(tx, KEY, &value)
}
