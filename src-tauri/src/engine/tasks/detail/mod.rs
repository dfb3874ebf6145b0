//! One task with everything that belongs to it.

mod extensions;
mod goal;
mod part;

pub use extensions::ExtensionView;
pub(super) use extensions::extension_views;
pub use goal::{GoalLack, GoalView};
pub use part::{AssignmentView, ChecklistItemView, ClaimView};

use part::Parts;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::book::Document;
use crate::domain::checklist::ChecklistItem;
use crate::domain::instant::Instant;
use crate::domain::{Day, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::tasks::board::Board;
use crate::engine::tasks::draft::{TaskDraft, draft_of};
use crate::engine::tasks::list::{TaskRow, task_row};
use crate::store::{self};

/// The document that gives the task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DocumentView {
    /// "Thông báo số 96/TB-VPCP".
    pub number: String,
    /// Day of issue.
    pub day: Option<Day>,
    /// Issuer.
    pub issuer: String,
    /// Trích yếu.
    pub excerpt: String,
}

/// A task (nhiệm vụ) in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TaskDetail {
    /// As in the list.
    pub row: TaskRow,
    /// Title of its group.
    pub group_title: String,
    /// Source document.
    pub document: Option<DocumentView>,
    /// The document's sentence.
    pub content: String,
    /// Note.
    pub note: String,
    /// As its form shows it.
    pub draft: TaskDraft,
    /// Parts of the bodies.
    pub assignments: Vec<AssignmentView>,
    /// How the deadline moved, the earliest first.
    pub extensions: Vec<ExtensionView>,
}

/// One task as of a moment; by key or number.
pub fn task(connection: &Connection, name: &str, at: impl Into<Instant>) -> Result<TaskDetail> {
    let board = Board::load(connection, at)?;
    let kept = board.find(name)?;
    let own = &kept.record;
    let items = match own.checklist {
        Some(id) => {
            store::list::<ChecklistItem>(connection, "checklist = ?1 ORDER BY position", &[&id])?
        }
        None => Vec::new(),
    };
    let document = own
        .document
        .and_then(|id| board.documents.get(&id))
        .map(document_view);
    let dictionary = match own.indicator {
        Some(_) => Some(Dictionary::load(connection)?),
        None => None,
    };
    let parts = Parts {
        connection,
        board: &board,
        dictionary: dictionary.as_ref(),
        items: &items,
    };
    let assignments = board
        .parts(kept.id)
        .iter()
        .map(|part| parts.view(part))
        .collect::<Result<_>>()?;
    Ok(TaskDetail {
        row: task_row(&board, kept),
        draft: draft_of(connection, &board, kept)?,
        group_title: board
            .groups
            .iter()
            .find(|g| g.key == own.group_key)
            .map(|g| g.title.clone())
            .unwrap_or_default(),
        document,
        content: own.content.clone(),
        note: own.note.clone(),
        assignments,
        extensions: extension_views(&board, kept),
    })
}

fn document_view(document: &Document) -> DocumentView {
    let number = match (document.kind.is_empty(), document.number.is_empty()) {
        (false, false) => format!("{} số {}", document.kind, document.number),
        (false, true) => document.kind.clone(),
        _ => document.number.clone(),
    };
    DocumentView {
        number,
        day: document.day,
        issuer: document.issuer.clone(),
        excerpt: document.excerpt.clone(),
    }
}
