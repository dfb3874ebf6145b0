//! What the preview shows of a plan before it goes in, and after.

mod build;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::columns::ColumnRole;
use crate::domain::deadline::DeadlineKind;
use crate::domain::{Day, Id};

/// A sheet to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanSheet {
    /// Its place.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Rows that hold something.
    pub rows: u32,
    /// Whether it is the one shown.
    pub chosen: bool,
    /// Whether it is hidden in the file.
    pub hidden: bool,
}

/// The document of a plan, as found or as decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PlanDocument {
    /// Kind: "Kế hoạch".
    pub kind: String,
    /// Số, ký hiệu.
    pub number: String,
    /// Day of issue.
    pub day: Option<Day>,
    /// Issuer.
    pub issuer: String,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PlanColumn")]
pub struct PlanColumnView {
    /// Its place, from 0.
    pub index: u32,
    /// Its head in one line.
    pub head: String,
    /// What it holds.
    pub role: ColumnRole,
    /// Whether nothing speaks against that.
    pub sure: bool,
}

/// A group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PlanGroup")]
pub struct PlanGroupView {
    /// The key that it has or gets.
    pub key: String,
    /// As it is numbered: "I".
    pub letter: String,
    /// Title.
    pub title: String,
    /// Whether the book has it already.
    pub known: bool,
    /// How many tasks it gets.
    pub tasks: u32,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanRowRole {
    /// nhiệm vụ
    Task,
    /// nhóm
    Group,
    /// nhiệm vụ lớn
    Parent,
    /// không phải nhiệm vụ
    Skipped,
    /// không nhận
    Refused,
}

/// What comes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanState {
    /// A new task.
    New,
    /// The book has it, and says otherwise.
    Changed,
    /// The book has it.
    Unchanged,
    /// Left out by the officer.
    LeftOut,
    /// No task, or refused.
    None,
}

/// A body that is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanBody {
    /// The body.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// Whom a cell names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanParties {
    /// Bodies of the book.
    pub bodies: Vec<PlanBody>,
    /// What names none, as it was written.
    pub text: String,
}

/// A wording with what was understood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanDeadline {
    /// The wording.
    pub text: String,
    /// Its kind.
    pub kind: DeadlineKind,
    /// "chậm nhất thứ Năm 14/03/2024".
    pub words: String,
    /// Last day.
    pub last_day: Option<Day>,
    /// First day.
    pub first_day: Option<Day>,
    /// Whether the reading is not doubtful.
    pub sure: bool,
}

/// An indicator that closes a task once it reaches a goal (đích bằng số).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanGoal {
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub name: String,
    /// What is to be reached: "98".
    pub goal: String,
    /// Unit of the indicator.
    pub unit: String,
    /// The words of the plan that say it.
    pub words: String,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "PlanRow")]
pub struct PlanRowView {
    /// Its place in the file, from 1.
    pub row: u32,
    /// What it is.
    pub role: PlanRowRole,
    /// What comes of it.
    pub state: PlanState,
    /// As it is numbered in the file.
    pub mark: String,
    /// The number that the task has or gets.
    pub number: String,
    /// Title.
    pub title: String,
    /// The whole sentence, where the title is its beginning.
    pub content: String,
    /// Key of its group.
    pub group: Option<String>,
    /// The row of the task that it is a part of.
    pub parent: Option<u32>,
    /// Who leads.
    pub lead: PlanParties,
    /// Who takes part.
    pub partners: PlanParties,
    /// Person in charge.
    pub person: String,
    /// Sản phẩm.
    pub deliverable: String,
    /// Its deadline.
    pub deadline: PlanDeadline,
    /// Targets that its words name, to be taken or not; several where it is not clear which one.
    pub goals: Vec<PlanGoal>,
    /// The one that was taken.
    pub goal: Option<PlanGoal>,
    /// The number of the task that the book has already.
    pub same_as: Option<String>,
    /// What that one says otherwise.
    pub differs: Vec<String>,
    /// Sentences about it.
    pub remarks: Vec<String>,
    /// Whether nothing of it is doubtful.
    pub sure: bool,
}

/// How many of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct PlanCounts {
    /// Tasks, new ones and those of the book.
    pub tasks: u32,
    /// New ones.
    pub new: u32,
    /// Those that the book says otherwise.
    pub changed: u32,
    /// Those that the book has.
    pub unchanged: u32,
    /// Rows that cannot go in.
    pub refused: u32,
    /// Tasks with doubts.
    pub unsure: u32,
    /// Tasks that the officer leaves out.
    pub left_out: u32,
}

/// A plan that came, before or after it went in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanReading {
    /// Name of the file; empty for pasted text.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// Sheets; none where there is nothing to choose.
    pub sheets: Vec<PlanSheet>,
    /// Title of the plan.
    pub title: String,
    /// Its document.
    pub document: Option<PlanDocument>,
    /// The day that years left out are taken from.
    pub issued: Option<Day>,
    /// The plan of the book that it is.
    pub plan: Option<Id>,
    /// What numbers of its tasks begin with.
    pub prefix: String,
    /// Columns; none where it came as lines.
    pub columns: Vec<PlanColumnView>,
    /// Groups.
    pub groups: Vec<PlanGroupView>,
    /// Rows in the order of the file.
    pub rows: Vec<PlanRowView>,
    /// What of the file could not be read, and what is to be looked at.
    pub remarks: Vec<String>,
    /// How many of what.
    pub counts: PlanCounts,
    /// Whether it is in the book.
    pub written: bool,
}
