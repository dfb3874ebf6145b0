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
    /// Role (vai trò).
    pub role: super::access::Role,
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
    /// Whether it was compared with an announcement.
    #[serde(deserialize_with = "flag")]
    pub sure: bool,
    /// The announcement or the rule in words; empty when there is none.
    pub document: String,
    /// Entered in this book rather than shipped.
    #[serde(deserialize_with = "flag")]
    pub own: bool,
}

/// What an officer wrote into a section of a report (lời văn); kept per kind, period and what the paper is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportText {
    /// Kind of report, `progress`.
    pub report_kind: String,
    /// Key of the period; empty for a text that serves every period until it is written anew.
    pub period: String,
    /// The meeting or the body that the paper is about; none for one that is about the whole office.
    pub subject: Option<Id>,
    /// Section key.
    pub section: String,
    /// The text; paragraphs are separated by line ends.
    pub text: String,
}

/// State of a paper that left the draft (trạng thái văn bản). A draft is what the book says at any moment and is not
/// kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "IssuedState")]
pub enum ReportState {
    /// trình ký: what it says is frozen, number and day are not given yet.
    Submitted,
    /// ban hành
    Issued,
}

/// A paper that was submitted or issued (văn bản trình ký, đã ban hành). What it says and its pages are kept by their
/// digests, so a reprint gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Kind of paper, `progress`.
    pub report_kind: String,
    /// Key of the period.
    pub period: String,
    /// The meeting, body, task or indicator that it is about.
    pub subject: Option<Id>,
    /// Everything that was asked for, as JSON.
    pub request: String,
    /// Title.
    pub title: String,
    /// As-of of its figures.
    pub as_of: String,
    /// State.
    pub state: ReportState,
    /// Number in the series of its symbol and year; none before văn thư gives it.
    pub number: Option<i64>,
    /// Symbol: "BC-UBND".
    pub symbol: String,
    /// Day of issue.
    pub day: Option<Day>,
    /// The operation after which the book said this.
    pub book_seq: i64,
    /// Digest of what it says.
    pub content: String,
    /// Digest of its pages.
    pub pages: String,
    /// How many pages.
    pub page_count: i64,
    /// The code by which a print is found again: eight characters.
    pub code: String,
    /// The issued paper that it takes the place of.
    pub replaces: Option<Id>,
}

/// The signed copy of a paper (bản đã ký). Its file lies where evidence lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedCopy {
    /// The paper.
    pub report: Id,
    /// SHA-256 of the file.
    pub digest: String,
    /// Name of the file.
    pub name: String,
    /// Bytes.
    pub size: i64,
    /// Note.
    pub note: String,
}

records!(
    Setting,
    Officer,
    Document,
    CalendarDay,
    ReportText,
    Report,
    SignedCopy
);
