//! Tasks: what is late, what is ticked, what was claimed, confirmed or returned.

mod act;
mod board;
mod detail;
mod list;
mod part;

pub(in crate::engine) use act::named;
pub use act::{
    PartKey, claim_completion, confirm_completion, return_completion, tick_item, withdraw_claim,
};
pub use board::Board;
pub use detail::{
    AssignmentView, ChecklistItemView, ClaimView, DocumentView, ExtensionView, TaskDetail, task,
};
pub(in crate::engine) use list::task_row;
pub use list::{
    AssignmentRow, ClassCount, DeadlineView, TaskGroupView, TaskList, TaskRow, assignment_rows,
    class_counts, lead_names, partner_names, tasks,
};
pub use part::Part;
