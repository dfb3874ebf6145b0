//! Checklists (danh mục việc): templates with versions, their items, and what was ticked.

use serde::{Deserialize, Serialize};

use super::instant::Day;
use super::record::{Id, records};

/// A template of things to do (mẫu danh mục việc), with its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Stable key.
    pub key: String,
    /// Version.
    pub version: i64,
    /// Title.
    pub title: String,
    /// What it rests on, in words; empty when nothing.
    pub source: String,
}

/// One thing to do (việc).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// The template.
    pub checklist: Id,
    /// Stable key among the versions of the template: ticks go along with it.
    pub key: String,
    /// Order, which is also the number that people say.
    pub position: i64,
    /// Title.
    pub title: String,
    /// Group inside the template.
    pub group_title: Option<String>,
}

/// A thing was done by a body (đánh dấu đã làm): who, when, evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// The assignment.
    pub assignment: Id,
    /// The item.
    pub item: Id,
    /// Day.
    pub day: Day,
    /// Who.
    pub officer: String,
    /// Evidence.
    pub evidence: String,
}

records!(Checklist, ChecklistItem, Tick);
