//! The document that a change of units rests on.

use serde::Deserialize;
use ts_rs::TS;

use crate::domain::book::Document;
use crate::domain::text::clean;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::store::{self, Tx};

/// A document as it is entered beside what it gives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DocumentEntry {
    /// Kind: "Nghị quyết".
    pub kind: String,
    /// Số, ký hiệu: "1192/NQ-UBTVQH15".
    pub number: String,
    /// Day of issue, when it is known.
    pub day: Option<Day>,
    /// Issuer.
    #[serde(default)]
    pub issuer: String,
    /// Trích yếu.
    #[serde(default)]
    pub excerpt: String,
}

/// Refuses an entry that names no document.
pub(super) fn check(entry: &DocumentEntry) -> Result<()> {
    if clean(&entry.number).is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "số, ký hiệu văn bản"));
    }
    Ok(())
}

/// The book's record of the document: the one that is there, else a new one.
pub(super) fn take(tx: &mut Tx<'_>, entry: &DocumentEntry) -> Result<Id> {
    check(entry)?;
    let record = Document {
        key: String::new(),
        kind: clean(&entry.kind),
        number: clean(&entry.number),
        day: entry.day,
        issuer: clean(&entry.issuer),
        excerpt: clean(&entry.excerpt),
    };
    let known = store::list::<Document>(tx.connection(), "number = ?1", &[&record.number])?;
    let same = known.iter().find(|kept| {
        let own = &kept.record;
        own.kind.eq_ignore_ascii_case(&record.kind)
            && (own.day == record.day || record.day.is_none())
    });
    same.map_or_else(|| tx.add(&record), |kept| Ok(kept.id))
}

/// "Nghị quyết 1192/NQ-UBTVQH15 ngày 28/09/2024".
pub(crate) fn title(document: &Document) -> String {
    let mut out = [document.kind.as_str(), document.number.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    if let Some(day) = document.day {
        out.push_str(&format!(" ngày {}", day.format("%d/%m/%Y")));
    }
    if out.is_empty() {
        out.clone_from(&document.excerpt);
    }
    out
}
