//! The book's own records: settings, officers, documents, days of the calendar, texts and states of reports.

use serde::{Deserialize, Serialize};

use super::instant::Day;
use super::record::{Id, flag, records};

/// One setting (cài đặt) as text or JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// Name, for example `root` or `letterhead`.
    pub key: String,
    /// Value, JSON where it has parts.
    pub value: String,
}

/// A person who works in the book (cán bộ); named in the journal and as signatory only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Officer {
    /// Name as it is to be shown.
    pub name: String,
    /// Post (chức vụ).
    pub post: String,
}

/// A document that gives tasks, targets or changes of units (văn bản).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Stable key among shipped data; empty for own documents.
    pub key: String,
    /// Kind (loại văn bản): "Thông báo".
    pub kind: String,
    /// Số, ký hiệu: "96/TB-VPCP".
    pub number: String,
    /// Day of issue.
    pub day: Option<Day>,
    /// Issuer (cơ quan ban hành).
    pub issuer: String,
    /// Trích yếu.
    pub excerpt: String,
}

/// A day that differs from the week's rule (ngày nghỉ lễ, ngày làm bù).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDay {
    /// The day.
    pub day: Day,
    /// Whether offices work on it.
    #[serde(deserialize_with = "flag")]
    pub working: bool,
    /// Its name.
    pub name: String,
}

/// What an officer wrote into a section of a report (lời văn); kept per kind and period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportText {
    /// Kind of report, `progress`.
    pub report_kind: String,
    /// Key of the period; empty for a text that serves every period until it is written anew.
    pub period: String,
    /// Section key.
    pub section: String,
    /// The text; paragraphs are separated by line ends.
    pub text: String,
}

/// State of a report (trạng thái báo cáo).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// nháp
    Draft,
    /// trình ký
    Submitted,
    /// ban hành
    Issued,
}

/// A report that was issued or is on its way (báo cáo). The PDF bytes lie beside it in `report_file`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Kind of report.
    pub report_kind: String,
    /// Key of the period.
    pub period: String,
    /// As-of of its figures.
    pub as_of: String,
    /// State.
    pub state: ReportState,
    /// Number in its series; none before văn thư gives it.
    pub number: Option<i64>,
    /// Symbol: "BC-UBND".
    pub symbol: String,
    /// Day of issue.
    pub day: Option<Day>,
    /// SHA-256 of the PDF bytes.
    pub digest: String,
}

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

/// Closing of a period for a body (chốt số liệu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// Key of the period.
    pub period: String,
    /// Report set that is frozen.
    pub report_set: String,
    /// The body, none for all.
    pub body: Option<Id>,
    /// Last operation whose facts are part of it.
    pub head: i64,
}

/// A proposed or accepted adjusting entry after closing (bút toán điều chỉnh).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Adjustment {
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// Key of the closed period.
    pub period: String,
    /// By how much, scaled.
    pub amount: i64,
    /// Why.
    pub reason: String,
    /// Whether it was accepted.
    #[serde(deserialize_with = "flag")]
    pub accepted: bool,
}

records!(
    Setting,
    Officer,
    Document,
    CalendarDay,
    ReportText,
    Report,
    PeriodWindow,
    Closing,
    Adjustment
);
