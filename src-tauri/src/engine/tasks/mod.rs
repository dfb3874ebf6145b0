//! Tasks: what is late, what is ticked, what was claimed, confirmed or returned.

mod act;
mod board;
mod bulk;
mod days;
mod detail;
mod draft;
mod extend;
mod give;
mod goals;
mod list;
mod many;
mod matrix;
mod part;
mod plans;
mod save;
mod search;
mod today;

pub(in crate::engine) use act::named;
pub use act::{
    PartKey, claim_completion, confirm_completion, return_completion, tick_item, withdraw_claim,
};
pub use board::Board;
pub use bulk::{Bulk, BulkDeed, BulkOutcome, BulkRefusal, BulkRow, act_on_tasks};
pub use days::{DueDay, DueItem, DueWhat, deadline_days};
pub use detail::{
    AssignmentView, ChecklistItemView, ClaimView, DocumentView, ExtensionView, GoalLack, GoalView,
    TaskDetail, task,
};
pub(in crate::engine) use draft::goal_decimals;
pub use draft::{DeadlineFix, TaskDraft};
pub use extend::{ExtendDeadline, decide_extension, extend_deadline};
pub(in crate::engine) use give::{Parties, assign, take_out};
pub use goals::Goal;
pub(in crate::engine) use list::task_row;
pub use list::{
    AssignmentRow, ClassCount, DeadlineView, PlanHead, TaskGroupView, TaskList, TaskRow,
    assignment_rows, class_counts, lead_names, partner_names, tasks,
};

pub use many::{confirm_parts, set_work_state};
pub use matrix::{MatrixPart, MatrixRow, MatrixUnit, TaskMatrix, task_matrix};
pub use part::Part;
pub use plans::{
    PlanDraft, PlanGroupView, PlanTemplateView, PlanView, make_plan, plan_templates, plans,
    save_group, save_plan,
};
pub use save::{TaskChange, change_tasks, move_task, remove_tasks, save_task, set_event_day};
pub use search::{HitWhere, SearchHit, search_tasks};
pub use today::{AskedExtension, TodayWork, WarningRow, today_work};
