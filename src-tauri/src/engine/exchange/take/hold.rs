//! Rows that wait for a person: each once, with why, until somebody decides or a newer state overtakes them.

use serde_json::Value;

use super::super::names::Fields;
use super::row::Taking;
use crate::domain::exchange::{Held, HeldState, HeldWhy};
use crate::domain::seen::Seen;
use crate::domain::{Error, Id, Result};
use crate::exchange::row::Row;
use crate::store::origin;
use crate::store::{self, Tx};

impl Taking<'_> {
    /// Keeps a row that a person must look at; the same one once, however often it comes.
    pub(super) fn hold(
        &self,
        tx: &mut Tx<'_>,
        row: &Row,
        thing: Option<Id>,
        why: HeldWhy,
        error: Option<&Error>,
    ) -> Result<()> {
        if self.held(tx, row, why)? {
            return Ok(());
        }
        let vector = self.words(row);
        if let Ok(seen) = self.seen(row) {
            pass(tx, &row.name, &seen)?;
        }
        let fields = row
            .fields
            .as_ref()
            .map(|own| Value::Object(own.clone()).to_string());
        tx.add(&Held {
            package: self.package,
            kind: row.kind.clone(),
            name: row.name.clone(),
            thing,
            fields: fields.unwrap_or_default(),
            vector,
            officer: row.officer.clone(),
            moment: row.moment.clone(),
            why,
            code: error
                .map(|own| own.code.as_str().to_owned())
                .unwrap_or_default(),
            about: error.map(about).unwrap_or_default(),
            state: HeldState::Open,
            answer: String::new(),
        })
        .map(drop)
    }

    fn words(&self, row: &Row) -> String {
        let seen = self.seen(row).map(|own| origin::words(&own));
        seen.unwrap_or_default()
    }

    /// Whether the same row waits already, or was decided.
    pub(super) fn held(&self, tx: &Tx<'_>, row: &Row, why: HeldWhy) -> Result<bool> {
        let known: Vec<store::Kept<Held>> =
            store::list(tx.connection(), "name = ?1", &[&row.name])?;
        let vector = self.words(row);
        Ok(known
            .iter()
            .any(|kept| kept.record.vector == vector && kept.record.why == why))
    }
}

/// What waited for a person and is overtaken by a state that has seen it needs nobody any more.
pub(super) fn pass(tx: &mut Tx<'_>, name: &str, seen: &Seen<Id>) -> Result<()> {
    let open: Vec<store::Kept<Held>> =
        store::list(tx.connection(), "name = ?1 AND state = 'open'", &[&name])?;
    for kept in open {
        if seen.covers(&origin::parse(&kept.record.vector)?) {
            let passed = Held {
                state: HeldState::Passed,
                ..kept.record
            };
            tx.set(kept.id, &passed)?;
        }
    }
    Ok(())
}

/// The parameters of a refusal for its words, JSON.
fn about(error: &Error) -> String {
    let params = error.params.iter();
    let params: Fields = params
        .map(|(name, value)| (name.clone(), Value::from(value.clone())))
        .collect();
    Value::Object(params).to_string()
}
