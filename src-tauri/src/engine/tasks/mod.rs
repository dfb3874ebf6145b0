//! Tasks: what is late, what is ticked, what was claimed, confirmed or returned.

mod act;
mod board;
mod detail;
mod list;

pub use act::{claim_completion, confirm_completion, return_completion, tick_item, withdraw_claim};
pub use board::{Board, Part};
pub use detail::{
    AssignmentView, ChecklistItemView, ClaimView, DeadlineStep, DocumentView, TaskDetail, task,
};
pub use list::{
    AssignmentRow, ClassCount, DeadlineView, TaskGroupView, TaskList, TaskRow, assignment_rows,
    class_counts, lead_names, partner_names, tasks,
};
