//! Long work as another thread sees it: these two commands are answered while the session is busy.

use serde::Serialize;
use serde_json::{Value, json};
use ts_rs::TS;

use super::requests::Nothing;
use super::session::Session;
use super::work::unchanged;
use crate::domain::Result;
use crate::progress::Progress;
use crate::store::Done;

/// How far the work at hand has come (tiến độ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct WorkProgress {
    /// Steps that are done.
    pub done: u32,
    /// Of how many; 0 while nothing runs.
    pub total: u32,
}

impl WorkProgress {
    fn of(progress: &Progress) -> Self {
        let (done, total) = progress.now();
        Self { done, total }
    }
}

/// Answers what can be answered without the session, which may be busy; none for every other command.
pub fn aside(progress: &Progress, name: &str) -> Option<Value> {
    let value = match name {
        "work_progress" => json!(WorkProgress::of(progress)),
        "end_work" => {
            progress.end();
            Value::Null
        }
        _ => return None,
    };
    Some(json!({ "value": value, "changes": [] }))
}

pub(super) fn work_progress(session: &mut Session, _: Nothing) -> Result<Done<WorkProgress>> {
    Ok(unchanged(WorkProgress::of(&session.progress)))
}

pub(super) fn end_work(session: &mut Session, _: Nothing) -> Result<Done<()>> {
    session.progress.end();
    Ok(unchanged(()))
}
