//! Evidence of what was done (minh chứng), commendations (khen thưởng), and views that an officer keeps.

use serde::{Deserialize, Serialize};

use super::instant::Day;
use super::record::{Id, records};

/// Evidence of an assignment (minh chứng): a document, a file, or both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The assignment.
    pub assignment: Id,
    /// The document.
    pub document: Option<Id>,
    /// SHA-256 of the file's bytes in hex; empty without a file. The file lies in the folder beside the book.
    pub digest: String,
    /// Name of the file as it came.
    pub name: String,
    /// Bytes of the file.
    pub size: i64,
    /// Note.
    pub note: String,
}

/// Standing of a commendation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum CommendationState {
    /// đề nghị
    Proposed,
    /// đã quyết định
    Decided,
}

/// A commendation (khen thưởng): a body and how many giấy khen went to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commendation {
    /// The body.
    pub body: Id,
    /// Form: "Giấy khen", "Bằng khen".
    pub form: String,
    /// How many, at least 1.
    pub number: i64,
    /// Standing.
    pub state: CommendationState,
    /// Day of the decision, or of the proposal.
    pub day: Day,
    /// The decision.
    pub document: Option<Id>,
    /// For what.
    pub reason: String,
}

/// A view of a list that an officer keeps (cách xem đã lưu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Which list: `tasks`.
    pub screen: String,
    /// Name.
    pub name: String,
    /// Filters, grouping and order as JSON; the window's own words.
    pub spec: String,
    /// Order.
    pub position: i64,
}

records!(Evidence, Commendation, SavedView);
