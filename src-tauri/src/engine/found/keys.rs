//! Keys of shipped data, and what they became in the book.

use std::collections::HashMap;

use serde::Deserialize;

use super::optional_day;
use crate::domain::book::Document;
use crate::domain::{Day, Id, Result};
use crate::store::Tx;

/// A document of shipped data.
#[derive(Debug, Deserialize)]
pub(super) struct DocumentData {
    pub(super) key: String,
    #[serde(default)]
    kind: String,
    number: Option<String>,
    day: Option<String>,
    issuer: String,
    excerpt: Option<String>,
}

/// Keys of shipped data to keys of the book.
#[derive(Debug, Default)]
pub(super) struct Keys {
    bodies: HashMap<String, Id>,
    documents: HashMap<String, (Id, Option<Day>)>,
}

impl Keys {
    pub(super) fn body(&self, key: &str) -> Result<Id> {
        self.bodies
            .get(key)
            .copied()
            .ok_or_else(|| super::internal(format!("no body {key}")))
    }

    pub(super) fn add_body(&mut self, key: &str, id: Id) {
        self.bodies.insert(key.to_owned(), id);
    }

    pub(super) fn known_document(&self, key: &str) -> Option<Id> {
        self.documents.get(key).map(|(id, _)| *id)
    }

    pub(super) fn add_document(&mut self, key: &str, id: Id, day: Option<Day>) {
        self.documents.insert(key.to_owned(), (id, day));
    }

    pub(super) fn document(&self, key: Option<&str>) -> Result<Option<(Id, Option<Day>)>> {
        key.map(|key| {
            self.documents
                .get(key)
                .copied()
                .ok_or_else(|| super::internal(format!("no document {key}")))
        })
        .transpose()
    }

    pub(super) fn write_documents(
        &mut self,
        tx: &mut Tx<'_>,
        documents: &[DocumentData],
    ) -> Result<()> {
        for data in documents {
            if self.documents.contains_key(&data.key) {
                continue;
            }
            let day = optional_day(data.day.as_deref())?;
            let record = Document {
                key: data.key.clone(),
                kind: data.kind.clone(),
                number: data.number.clone().unwrap_or_default(),
                day,
                issuer: data.issuer.clone(),
                excerpt: data.excerpt.clone().unwrap_or_default(),
            };
            let id = tx.add(&record)?;
            self.documents.insert(data.key.clone(), (id, day));
        }
        Ok(())
    }
}
