//! Handlers that look at a file which may be damaged, and save what can be saved of it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::books;
use super::requests::{PathOnly, requests};
use super::safety::misfit_words;
use super::session::Session;
use super::words::{Language, piece};
use super::work::unchanged;
use crate::domain::Result;
use crate::engine::doctor::{self, Examined};
use crate::store::Done;
use crate::store::health::{BookState, Finding};
use crate::store::salvage::Salvaged;

requests! {
    /// A damaged book, the file of a new one, and safety copies that lie elsewhere.
    RepairBook { path: String, to: String, copies: Vec<String> }
}

/// The state of a file (kết quả khám sổ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct HealthView {
    /// The file.
    pub path: String,
    /// The verdict.
    pub state: BookState,
    /// The verdict as a sentence with what to do.
    pub text: String,
    /// Whether it is a safety copy.
    pub copy: bool,
    /// Size of the file.
    #[ts(type = "number")]
    pub bytes: u64,
    /// What was found.
    pub findings: Vec<FindingRow>,
    /// The last operation; 0 where that cannot be read.
    #[ts(type = "number")]
    pub operation: i64,
    /// Its moment; empty where that cannot be read.
    pub moment: String,
    /// Safety copies beside it, the newest first.
    pub copies: Vec<String>,
}

/// Something that was found of a file (điều phát hiện), each once with how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FindingRow {
    /// In words.
    pub text: String,
    /// How often: one broken page is told by many complaints.
    pub count: u32,
    /// What SQLite and the readers say, in their words, for support.
    pub details: Vec<String>,
}

/// What was saved of a table, by its name in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SavedRow {
    /// The table.
    pub table: String,
    /// Rows that were read from the damaged file.
    pub read: u32,
    /// Rows that safety copies gave.
    pub given: u32,
    /// Rows that are nowhere.
    pub lost: u32,
}

/// What came of saving a book (kết quả cứu sổ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct RepairView {
    /// The new book.
    pub path: String,
    /// Whether the journal proves that nothing is missing.
    pub whole: bool,
    /// As a sentence.
    pub text: String,
    /// Operations of which something is missing.
    #[ts(type = "number")]
    pub hurt: i64,
    /// By table, those with something in them.
    pub tables: Vec<SavedRow>,
    /// Safety copies that gave something.
    pub copies: Vec<String>,
}

pub(super) fn examine_book(session: &mut Session, request: PathOnly) -> Result<Done<HealthView>> {
    let path = books::place(session, &request.path)?;
    let found = doctor::examine(&path, session.clock)?;
    let copies = found.copies.iter().map(|own| own.display().to_string());
    Ok(unchanged(HealthView {
        path: path.display().to_string(),
        state: found.health.state,
        text: state_words(found.health.state, session.language),
        copy: found.health.copy,
        bytes: found.health.bytes,
        findings: finding_words(&found, session.language),
        operation: found.health.operation,
        moment: found.health.moment.clone(),
        copies: copies.collect(),
    }))
}

pub(super) fn repair_book(session: &mut Session, request: RepairBook) -> Result<Done<RepairView>> {
    let path = books::place(session, &request.path)?;
    let to = books::place(session, &request.to)?;
    let more = request
        .copies
        .iter()
        .map(|own| books::place(session, own))
        .collect::<Result<Vec<PathBuf>>>()?;
    let saved = doctor::repair(&path, &to, &more, (session.clock, &session.officer))?;
    let language = session.language;
    Ok(unchanged(RepairView {
        path: to.display().to_string(),
        whole: saved.whole,
        text: saved_words(&saved, language),
        hurt: saved.hurt,
        tables: saved
            .tables
            .iter()
            .filter(|(_, own)| own.read + own.given + own.lost > 0)
            .map(|(table, own)| SavedRow {
                table: table_words(table, language),
                read: own.read,
                given: own.given,
                lost: own.lost,
            })
            .collect(),
        copies: saved
            .copies
            .iter()
            .map(|own| own.display().to_string())
            .collect(),
    }))
}

/// A verdict as a sentence with what to do.
pub fn state_words(state: BookState, language: Language) -> String {
    let word = match state {
        BookState::Whole => "doctor.whole",
        BookState::Empty => "doctor.empty",
        BookState::NotABook => "doctor.not_a_book",
        BookState::Newer => "doctor.newer",
        BookState::Truncated => "doctor.truncated",
        BookState::Damaged => "doctor.damaged",
    };
    piece(word, &[], language)
}

/// What was found, in words.
pub fn finding_words(found: &Examined, language: Language) -> Vec<FindingRow> {
    let mut out: Vec<FindingRow> = Vec::new();
    for own in &found.health.findings {
        let (text, detail) = finding(own, language);
        let known = out.iter().position(|row| row.text == text);
        let at = known.unwrap_or_else(|| {
            out.push(FindingRow {
                text,
                count: 0,
                details: Vec::new(),
            });
            out.len() - 1
        });
        out[at].count += 1;
        out[at].details.extend(detail.map(str::to_owned));
    }
    if found.evidence_missing > 0 {
        let params = [("count", found.evidence_missing.to_string())];
        out.push(FindingRow {
            text: piece("doctor.evidence", &params, language),
            count: 1,
            details: Vec::new(),
        });
    }
    out
}

/// In words, and in those of whoever found it.
fn finding(own: &Finding, language: Language) -> (String, Option<&str>) {
    let text = |word: &str, params: &[(&str, String)]| piece(word, params, language);
    match own {
        Finding::Short(bytes, wanted) => {
            let params = [("bytes", bytes.to_string()), ("wanted", wanted.to_string())];
            (text("doctor.short", &params), None)
        }
        Finding::Pages(detail) => (text("doctor.pages", &[]), Some(detail)),
        Finding::Schema(name) => (text("doctor.schema", &[("name", name.clone())]), None),
        Finding::Dangling(table, count) => {
            let params = [
                ("table", table_words(table, language)),
                ("count", count.to_string()),
            ];
            (text("doctor.dangling", &params), None)
        }
        Finding::Journal(own) => {
            let table = table_words(&own.table, language);
            let words = misfit_words(own.what, &table, own.operation, language);
            (words, None)
        }
        Finding::Unreadable(detail) => (text("doctor.unreadable", &[]), Some(detail)),
    }
}

/// What came of saving, as a sentence.
pub fn saved_words(saved: &Salvaged, language: Language) -> String {
    let word = if saved.whole {
        "doctor.saved_whole"
    } else {
        "doctor.saved_part"
    };
    let params = [
        ("hurt", saved.hurt.to_string()),
        ("last", saved.last.to_string()),
    ];
    piece(word, &params, language)
}

/// What a table of the book is called.
pub fn table_words(table: &str, language: Language) -> String {
    let key = format!("table.{table}");
    let own = piece(&key, &[], language);
    if own == key { table.to_owned() } else { own }
}
