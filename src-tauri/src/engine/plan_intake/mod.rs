//! Plans of tasks that come from elsewhere (nhập kế hoạch): tables of offices in any format, pasted tables, lines.
//!
//! What came is read into a [`PlanDraft`]: where the table stands, what its columns and rows are, which bodies are
//! named, what its deadlines say. Nothing is written before an officer saw it; then it is one operation, which one undo
//! takes back. The same plan again changes nothing.

mod choices;
mod columns;
mod compare;
mod draft;
mod enter;
mod gantt;
mod goals;
mod grid;
mod heads;
mod lines;
mod marks;
mod read;
mod rows;
mod source;
mod titles;
mod understand;
mod units;
mod view;
mod words;

pub use choices::{GoalChoice, PlanChoices, PlanWanted, RoleChoice, RowChoice};
pub use columns::ColumnRole;
pub use draft::PlanDraft;
pub use enter::{bring_in_plan, rehearse_plan};
pub use read::read_plan;
pub use source::PlanFile;
pub use titles::FoundDocument;
pub use view::{
    PlanBody, PlanColumnView, PlanCounts, PlanDeadline, PlanDocument, PlanGoal, PlanGroupView,
    PlanParties, PlanReading, PlanRowRole, PlanRowView, PlanSheet, PlanState,
};
pub use words::deadline_words;
