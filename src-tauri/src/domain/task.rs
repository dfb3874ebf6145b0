//! Plans, tasks, assignments, claims of completion and checklists.

use serde::{Deserialize, Serialize};

use super::instant::Day;
use super::record::{Id, flag, records};
use super::timeliness::WorkState;

/// A plan (kế hoạch): data, not code; Đề án 06 of 2024 is the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Stable key.
    pub key: String,
    /// Title.
    pub title: String,
}

/// A group of tasks (nhóm nhiệm vụ), in the order in which reports speak of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskGroup {
    /// `a`, `b`, `c`, `d`, `dd`.
    pub key: String,
    /// The letter as printed: "đ".
    pub letter: String,
    /// Title.
    pub title: String,
    /// Order.
    pub position: i64,
}

/// A task (nhiệm vụ) with the wording of its deadline and what was understood of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// The plan.
    pub plan: Id,
    /// Number in the plan: "NV-024".
    pub number: String,
    /// Group key.
    pub group_key: String,
    /// Short title.
    pub title: String,
    /// The document's sentence.
    pub content: String,
    /// Sản phẩm.
    pub deliverable: String,
    /// Source document.
    pub document: Option<Id>,
    /// Wording of the deadline, verbatim; empty when the document gives none.
    pub deadline_text: String,
    /// What kind of wording it is.
    pub deadline_kind: String,
    /// First day, when the wording gives one.
    pub first_day: Option<Day>,
    /// Last day, computed.
    pub last_day: Option<Day>,
    /// `HH:MM`, when the wording gives one.
    pub last_time: Option<String>,
    /// The day that the wording names.
    pub stated_day: Option<Day>,
    /// The event that the wording waits for.
    pub event: Option<String>,
    /// False marks a doubtful reading.
    #[serde(deserialize_with = "flag")]
    pub sure: bool,
    /// Lead in words, when it is not a body of the book.
    pub lead_text: String,
    /// Partners in words.
    pub partners_text: String,
    /// theo dõi: a task of another level, shown but not counted among ours.
    #[serde(deserialize_with = "flag")]
    pub watched: bool,
    /// Checklist template.
    pub checklist: Option<Id>,
    /// Note.
    pub note: String,
}

/// Part of a body in a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// chủ trì
    Lead,
    /// phối hợp
    Partner,
}

/// A task given to a body, per occurrence (phân công). Partners have none of their own to close.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The task.
    pub task: Id,
    /// The body.
    pub body: Id,
    /// Lead or partner.
    pub role: Role,
    /// Key of the occurrence; empty for a task that is done once.
    pub occurrence: String,
    /// Stored work state.
    pub work_state: WorkState,
    /// Own last day, when it differs from the task's.
    pub last_day: Option<Day>,
    /// Note.
    pub note: String,
}

/// Standing of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ClaimStatus {
    /// báo hoàn thành
    Claimed,
    /// đã xác nhận
    Confirmed,
    /// trả lại
    Returned,
}

/// A body says that it is done (báo hoàn thành); the one above confirms or returns it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// The assignment.
    pub assignment: Id,
    /// Day of completion as claimed; lateness goes by it.
    pub day: Day,
    /// Minh chứng.
    pub evidence: String,
    /// Standing.
    pub status: ClaimStatus,
    /// Reason of a return.
    pub note: String,
    /// Who recorded it.
    pub officer: String,
    /// When; a claim recorded more than 3 days after its day is marked.
    pub recorded_at: String,
    /// Example data.
    #[serde(deserialize_with = "flag")]
    pub illustrative: bool,
}

/// A deadline was moved (lịch sử thời hạn).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadlineChange {
    /// The task.
    pub task: Id,
    /// One assignment, or all of the task.
    pub assignment: Option<Id>,
    /// New last day.
    pub last_day: Option<Day>,
    /// New wording.
    pub text: String,
    /// Why.
    pub reason: String,
    /// By which document.
    pub document: String,
}

/// A template of things to do (mẫu danh mục việc), with its version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checklist {
    /// Stable key.
    pub key: String,
    /// Version.
    pub version: i64,
    /// Title.
    pub title: String,
}

/// One thing to do (việc).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistItem {
    /// The template.
    pub checklist: Id,
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

records!(
    Plan,
    TaskGroup,
    Task,
    Assignment,
    Claim,
    DeadlineChange,
    Checklist,
    ChecklistItem,
    Tick
);
