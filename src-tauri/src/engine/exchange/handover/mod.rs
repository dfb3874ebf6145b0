//! Handing a book over to a new officer or machine (bàn giao): all of it in one file under a passphrase, opened elsewhere
//! as a machine that takes the place of this one. The old book knows that, and is written in no more.

mod open;
mod resume;
mod write;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use open::open_handover;
pub use resume::resume_book;
pub use write::{HandoverFile, hand_over};

use crate::domain::Result;
use crate::engine::profile;
use crate::store::HANDED_OVER;

/// The setting that says from whom a book was received.
pub(super) const RECEIVED: &str = "received_from";

/// A handover as both books keep it (lần bàn giao).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Handover {
    /// Who handed over.
    pub officer: String,
    /// When, by the machine there.
    pub moment: String,
    /// The day of it, as it is shown: DD/MM/YYYY.
    pub day: String,
    /// SHA-256 of the file.
    pub digest: String,
    /// Name of the file.
    pub file: String,
    /// Eight characters of the machine that handed over.
    pub fingerprint: String,
}

fn read(connection: &Connection, key: &str) -> Result<Option<Handover>> {
    let text = profile::text(connection, key)?.unwrap_or_default();
    Ok(serde_json::from_str(&text).ok())
}

/// How this book was handed over; none for one that is worked in.
pub fn handed_over(connection: &Connection) -> Result<Option<Handover>> {
    read(connection, HANDED_OVER)
}

/// How this book was received; none for one that was not.
pub fn received(connection: &Connection) -> Result<Option<Handover>> {
    read(connection, RECEIVED)
}

/// DD/MM/YYYY of a moment.
fn day_of(moment: &str) -> String {
    let parts: Vec<&str> = moment.get(..10).unwrap_or_default().split('-').collect();
    match parts[..] {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => moment.to_owned(),
    }
}

fn text_of(own: &Handover) -> Result<String> {
    serde_json::to_string(own)
        .map_err(|e| crate::domain::Error::new(crate::domain::ErrorCode::Internal).detail(e))
}
