//! Plans, tasks, assignments, claims of completion, extensions.

use serde::{Deserialize, Serialize};

use super::deadline::Deadline;
use super::instant::Day;
use super::record::{Id, flag, records};
use super::timeliness::WorkState;

/// A plan (kế hoạch): data, not code; Đề án 06 of 2024 is the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// Stable key. A plan from a template has the template's, so that two books never make two of its tasks.
    pub key: String,
    /// Title.
    pub title: String,
    /// What the numbers of its tasks begin with: "NV".
    pub prefix: String,
    /// The document that gives the plan.
    pub document: Option<Id>,
    /// First day of the plan; recurring work is owed from it on.
    pub first_day: Option<Day>,
    /// Last day of the plan; recurring work is owed until it.
    pub last_day: Option<Day>,
    /// Note.
    pub note: String,
}

/// A group of tasks (nhóm nhiệm vụ), in the order in which reports speak of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskGroup {
    /// The plan that has it; none for the five groups of Đề án 06, which indicators have too.
    pub plan: Option<Id>,
    /// Unique in the book: `a`, `b`, `c`, `d`, `dd`.
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
    /// Number as people say it: "NV-024". Unique in the book.
    pub number: String,
    /// The task that it is a part of (nhiệm vụ lớn); never itself, nor one below it.
    pub parent: Option<Id>,
    /// Order among the tasks of its group.
    pub position: i64,
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
    /// The day of that event, entered once it is known.
    pub event_day: Option<Day>,
    /// "N days after": the token of a [`super::deadline::Length`]; empty when the wording has none.
    pub length: String,
    /// What recurring work keeps to: the token of a [`super::deadline::Rhythm`]; empty for work done once.
    pub rhythm: String,
    /// How much earlier units owe it than the district: the token of a length; empty for the same day.
    pub unit_margin: String,
    /// The day on which it is owed to the level above (hạn với cấp trên).
    pub superior_day: Option<Day>,
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
    /// Person in charge here (người theo dõi).
    pub person: String,
    /// Checklist template.
    pub checklist: Option<Id>,
    /// The indicator whose figures close it.
    pub indicator: Option<Id>,
    /// What the figure has to reach, in the indicator's own scale; none for the target given to each unit.
    pub goal: Option<i64>,
    /// Note.
    pub note: String,
}

impl Task {
    /// A task of a plan of which nothing else is said yet.
    pub fn of_plan(plan: Id, number: String) -> Self {
        Self {
            plan,
            number,
            parent: None,
            position: 0,
            group_key: String::new(),
            title: String::new(),
            content: String::new(),
            deliverable: String::new(),
            document: None,
            deadline_text: String::new(),
            deadline_kind: String::new(),
            first_day: None,
            last_day: None,
            last_time: None,
            stated_day: None,
            event: None,
            event_day: None,
            length: String::new(),
            rhythm: String::new(),
            unit_margin: String::new(),
            superior_day: None,
            sure: true,
            lead_text: String::new(),
            partners_text: String::new(),
            watched: false,
            person: String::new(),
            checklist: None,
            indicator: None,
            goal: None,
            note: String::new(),
        }
    }

    /// The task with a deadline as it was read. The day of its event is entered apart.
    #[must_use]
    pub fn with_deadline(self, read: Deadline) -> Self {
        Self {
            deadline_text: read.text,
            deadline_kind: read.kind.token().to_owned(),
            first_day: read.first_day,
            last_day: read.last_day,
            last_time: read.last_time,
            stated_day: read.stated_day,
            event: read.event,
            length: read.length.map_or_else(String::new, |own| own.to_string()),
            rhythm: read.rhythm.map_or_else(String::new, |own| own.to_string()),
            sure: read.sure,
            ..self
        }
    }
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
    /// Key of the occurrence's period. Empty for a task that is done once, and for what recurring work is given
    /// by: the occurrences follow from that one and are kept as rows of their own once something was said of them.
    pub occurrence: String,
    /// Stored work state.
    pub work_state: WorkState,
    /// Own last day, when it differs from the task's.
    pub last_day: Option<Day>,
    /// Note.
    pub note: String,
}

impl Assignment {
    /// A task as it is given to a body, before anything is said of it.
    pub const fn given(task: Id, body: Id, role: Role) -> Self {
        Self {
            task,
            body,
            role,
            occurrence: String::new(),
            work_state: WorkState::Open,
            last_day: None,
            note: String::new(),
        }
    }
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

/// Standing of an extension (xin lùi hạn).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum ExtensionState {
    /// chờ duyệt
    Proposed,
    /// đã duyệt
    Approved,
    /// không duyệt
    Refused,
}

/// A deadline is moved (lùi hạn); approved ones are the history of deadlines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    /// The task.
    pub task: Id,
    /// One assignment, or all of the task.
    pub assignment: Option<Id>,
    /// New last day; none takes the deadline away.
    pub last_day: Option<Day>,
    /// Why.
    pub reason: String,
    /// The document that allows it.
    pub document: Option<Id>,
    /// Standing.
    pub state: ExtensionState,
    /// From when it holds: the day of approval. What was done before goes by the deadline of before.
    pub day: Day,
    /// Answer of who decided.
    pub answer: String,
}

records!(Plan, TaskGroup, Task, Assignment, Claim, Extension);
