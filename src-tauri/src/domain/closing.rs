//! Opened periods, campaigns, closing and adjusting entries (kỳ đã mở, đợt cao điểm, chốt số liệu, bút toán điều chỉnh).

use serde::{Deserialize, Serialize};

use super::instant::Day;
use super::record::{Id, flag, records};

/// A period that was opened: its due day is fixed then (kỳ báo cáo đã mở).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodWindow {
    /// Key of the period.
    pub period: String,
    /// First day.
    pub first_day: Day,
    /// Last day.
    pub last_day: Day,
    /// Day by which the report is due.
    pub due_day: Day,
}

/// A named span of days (đợt cao điểm 60, 90, 100 ngày); a period by its key `FIRST..LAST`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campaign {
    /// Name: "90 ngày đêm kích hoạt tài khoản".
    pub name: String,
    /// First day.
    pub first_day: Day,
    /// Last day, inclusive.
    pub last_day: Day,
    /// The document that calls for it, in words.
    pub document: String,
}

/// Whether a closing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingState {
    /// đã chốt
    Closed,
    /// đã mở lại
    Reopened,
}

/// Closing of a period (chốt số liệu). A reopened one stays as it was; closing again makes a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Key of the period.
    pub period: String,
    /// Report set that is frozen; empty for every indicator.
    pub report_set: String,
    /// The body, none for all.
    pub body: Option<Id>,
    /// Last operation whose facts are part of it.
    pub head: i64,
    /// Whether it stands.
    pub state: ClosingState,
    /// Why it was reopened; empty while it stands.
    pub reason: String,
    /// Units that had submitted the whole report set.
    pub submitted: i64,
    /// Units that had to.
    pub expected: i64,
}

/// Control total of an indicator as it was closed (số tổng kiểm soát).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingTotal {
    /// The closing.
    pub closing: Id,
    /// The indicator.
    pub indicator: Id,
    /// Scaled sum over the units; none when no unit had a value.
    pub value: Option<i64>,
    /// Units with a value.
    pub counted: i64,
    /// Units that had to give one.
    pub units: i64,
    /// Made of example figures.
    #[serde(deserialize_with = "flag")]
    pub illustrative: bool,
}

/// What became of an adjusting entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum AdjustmentState {
    /// đề nghị
    Proposed,
    /// đã duyệt: part of the period's figure
    Accepted,
    /// không duyệt
    Rejected,
    /// đã ghi vào số liệu khi kỳ được mở lại: part of the fact itself now
    Posted,
}

/// An adjusting entry of a closed period (bút toán điều chỉnh).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// Key of the closed period.
    pub period: String,
    /// By how much, scaled; never 0.
    pub amount: i64,
    /// The figure as it was typed after closing; none when the difference itself was given.
    pub entered: Option<i64>,
    /// Why.
    pub reason: String,
    /// What became of it.
    pub state: AdjustmentState,
    /// Why it was rejected; empty otherwise.
    pub answer: String,
}

records!(PeriodWindow, Campaign, Closing, ClosingTotal, Adjustment);
