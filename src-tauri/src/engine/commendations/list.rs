//! Commendations as they are listed and printed.

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::merit::{Commendation, CommendationState};
use crate::domain::{Day, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::documents;
use crate::store;

/// A commendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CommendationView {
    /// The commendation.
    pub id: Id,
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// "Giấy khen".
    pub form: String,
    /// How many.
    #[ts(type = "number")]
    pub number: i64,
    /// Proposed or decided.
    pub state: CommendationState,
    /// Day of the decision, or of the proposal.
    pub day: Day,
    /// The decision.
    pub document_id: Option<Id>,
    /// The decision in words; empty without one.
    pub document: String,
    /// For what.
    pub reason: String,
}

/// All commendations, the latest first.
pub fn commendations(connection: &Connection) -> Result<Vec<CommendationView>> {
    let directory = Directory::load(connection)?;
    store::list::<Commendation>(connection, "1 = 1 ORDER BY day DESC, id", &[])?
        .into_iter()
        .map(|kept| {
            let own = kept.record;
            let document = own.document.map(|id| documents::known(connection, id));
            Ok(CommendationView {
                id: kept.id,
                body: own.body,
                body_name: directory.name(own.body, own.day),
                form: own.form,
                number: own.number,
                state: own.state,
                day: own.day,
                document_id: own.document,
                document: document
                    .transpose()?
                    .map(|kept| documents::document_words(&kept.record))
                    .unwrap_or_default(),
                reason: own.reason,
            })
        })
        .collect()
}
