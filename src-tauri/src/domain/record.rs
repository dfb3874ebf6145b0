//! What the book keeps. Each kind of record is one struct; the store writes all of them by one mechanism.
//!
//! A record's fields are scalars (numbers, text, days, closed sets of words), so that one row holds one
//! record, the journal holds the same as JSON, and a past state is a filter on from/to sequence.

use serde::{Deserialize, Deserializer, Serialize};

/// Local key of anything the book keeps (khóa nội bộ). What leaves the book carries a UUIDv7 instead.
pub type Id = i64;

/// What is kept by such keys. They are the book's own numbers, which nobody outside of it chooses, so the hash that
/// guards against chosen ones would only cost its time: a screen of a province asks hundreds of thousands of times.
pub type IdMap<V> = rustc_hash::FxHashMap<Id, V>;

/// Which of them are meant, by the same hash.
pub type IdSet = rustc_hash::FxHashSet<Id>;

/// What a screen re-reads after a change.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ts_rs::TS,
)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// The book itself: opened, closed, undone.
    Book,
    /// Bodies and their successions.
    Bodies,
    /// Indicators, their versions, sources, denominators.
    Indicators,
    /// Facts.
    Facts,
    /// Targets.
    Targets,
    /// Plans, tasks, assignments, claims, checklists, evidence.
    Tasks,
    /// Contacts, reminders, commendations.
    Outreach,
    /// Meetings and conclusions.
    Meetings,
    /// Texts and states of reports.
    Reports,
    /// Settings, officers, documents, calendar.
    Settings,
    /// Packages, sites, held rows.
    Exchange,
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Book,
        Self::Bodies,
        Self::Indicators,
        Self::Facts,
        Self::Targets,
        Self::Tasks,
        Self::Outreach,
        Self::Meetings,
        Self::Reports,
        Self::Settings,
        Self::Exchange,
    ];
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $table:literal $change:ident,)*) => {
        /// Every kind of record, which is also a table of the book.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* #[serde(rename = $table)] $name,)* }
        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// The table's name, which is also the name in the journal.
            pub const fn table(self) -> &'static str { match self { $(Self::$name => $table,)* } }
            /// What a screen re-reads when such a record changed.
            pub const fn change(self) -> ChangeKind { match self { $(Self::$name => ChangeKind::$change,)* } }
            /// The kind of that table.
            pub fn of_table(name: &str) -> Option<Self> { match name { $($table => Some(Self::$name),)* _ => None } }
        }
    };
}

kinds! {
    /// cài đặt
    Setting = "setting" Settings,
    /// cán bộ
    Officer = "officer" Settings,
    /// văn bản
    Document = "document" Settings,
    /// ngày nghỉ, ngày làm bù
    CalendarDay = "calendar_day" Settings,
    /// cơ quan, đơn vị
    Body = "body" Bodies,
    /// thuộc tính theo thời gian của đơn vị
    BodyVersion = "body_version" Bodies,
    /// quan hệ kế thừa
    Succession = "succession" Bodies,
    /// tỷ lệ phân chia
    Share = "share" Bodies,
    /// nguồn số liệu
    Source = "source" Indicators,
    /// chỉ tiêu thống kê
    Indicator = "indicator" Indicators,
    /// tên và định nghĩa theo thời gian của chỉ tiêu
    IndicatorVersion = "indicator_version" Indicators,
    /// mẫu số
    Denominator = "denominator" Indicators,
    /// số liệu
    Fact = "fact" Facts,
    /// chỗ ngờ đã chấp nhận
    DoubtAcceptance = "doubt_acceptance" Facts,
    /// cột của mẫu bảng đã nhận
    FormColumn = "form_column" Settings,
    /// chỉ tiêu giao
    Target = "target" Targets,
    /// kế hoạch
    Plan = "plan" Tasks,
    /// nhóm nhiệm vụ
    TaskGroup = "task_group" Tasks,
    /// nhiệm vụ
    Task = "task" Tasks,
    /// phân công
    Assignment = "assignment" Tasks,
    /// báo hoàn thành
    Claim = "claim" Tasks,
    /// lùi hạn
    Extension = "extension" Tasks,
    /// mẫu danh mục việc
    Checklist = "checklist" Tasks,
    /// việc trong danh mục
    ChecklistItem = "checklist_item" Tasks,
    /// đánh dấu đã làm
    Tick = "tick" Tasks,
    /// minh chứng
    Evidence = "evidence" Tasks,
    /// đầu mối liên hệ
    Contact = "contact" Outreach,
    /// đôn đốc
    Reminder = "reminder" Outreach,
    /// việc được đôn đốc
    ReminderItem = "reminder_item" Outreach,
    /// họp giao ban
    Meeting = "meeting" Meetings,
    /// kết luận
    Conclusion = "conclusion" Meetings,
    /// khen thưởng
    Commendation = "commendation" Outreach,
    /// cách xem đã lưu
    SavedView = "saved_view" Settings,
    /// lời văn của báo cáo
    ReportText = "report_text" Reports,
    /// báo cáo đã lập
    Report = "report" Reports,
    /// biểu mẫu của cấp trên
    SuperiorForm = "superior_form" Reports,
    /// ô của biểu mẫu cấp trên
    FormSpot = "form_spot" Reports,
    /// bản đã ký
    SignedCopy = "signed_copy" Reports,
    /// kỳ báo cáo đã mở
    PeriodWindow = "period_window" Facts,
    /// đợt cao điểm
    Campaign = "campaign" Settings,
    /// chốt số liệu
    Closing = "closing" Facts,
    /// số tổng kiểm soát lúc chốt
    ClosingTotal = "closing_total" Facts,
    /// bút toán điều chỉnh
    Adjustment = "adjustment" Facts,
    /// máy
    Site = "site" Exchange,
    /// mã ghi danh
    Enrolment = "enrolment" Exchange,
    /// công nhận trước
    Recognition = "recognition" Exchange,
    /// gói
    Package = "package" Exchange,
    /// biên nhận
    Receipt = "receipt" Exchange,
    /// hỏi lại
    Query = "query" Exchange,
    /// dòng giữ lại
    Held = "held" Exchange,
    /// mốc của máy cùng cơ quan
    PeerMark = "peer_mark" Exchange,
}

impl Kind {
    /// The columns that say which thing a record is (khóa tự nhiên), where they do and never change: two books that
    /// make it make the same thing. Empty for a thing that only its identifier tells from others, as is one whose first
    /// column is empty: an own document has no key. A figure is known by what it is about and has no kept identifier.
    pub const fn natural(self) -> &'static [&'static str] {
        match self {
            Self::Setting | Self::Document | Self::Body | Self::Plan | Self::TaskGroup => &["key"],
            Self::CalendarDay => &["day"],
            Self::Source | Self::Indicator => &["code"],
            Self::BodyVersion => &["body", "from_day"],
            Self::Succession => &["predecessor", "successor", "day"],
            Self::Share => &["succession", "indicator"],
            Self::IndicatorVersion => &["indicator", "from_day"],
            Self::Denominator => &["indicator", "base"],
            Self::DoubtAcceptance => &["fact", "code"],
            Self::FormColumn => &["form", "head"],
            Self::Target => &["body", "indicator", "period", "document", "document_day"],
            Self::Assignment => &["task", "body", "role", "occurrence"],
            Self::Claim => &["assignment"],
            Self::Checklist => &["key", "version"],
            Self::ChecklistItem => &["checklist", "key"],
            Self::Tick => &["assignment", "item"],
            Self::SavedView => &["screen", "name"],
            Self::ReportText => &["report_kind", "period", "subject", "section"],
            Self::SuperiorForm | Self::Recognition => &["fingerprint"],
            Self::FormSpot => &["form", "sheet", "place"],
            Self::PeriodWindow => &["period"],
            Self::Campaign => &["first_day", "last_day"],
            Self::PeerMark => &["site"],
            Self::Query => &["asker", "body", "indicator", "period", "value", "question"],
            Self::Officer
            | Self::Fact
            | Self::Task
            | Self::Extension
            | Self::Evidence
            | Self::Contact
            | Self::Reminder
            | Self::ReminderItem
            | Self::Meeting
            | Self::Conclusion
            | Self::Commendation
            | Self::Report
            | Self::SignedCopy
            | Self::Closing
            | Self::ClosingTotal
            | Self::Adjustment
            | Self::Site
            | Self::Enrolment
            | Self::Package
            | Self::Receipt
            | Self::Held => &[],
        }
    }
}

impl Kind {
    /// The columns that name another thing by its local key.
    pub const fn refs(self) -> &'static [&'static str] {
        match self {
            Self::Setting
            | Self::Officer
            | Self::Document
            | Self::CalendarDay
            | Self::Body
            | Self::Source
            | Self::Checklist
            | Self::SavedView
            | Self::SuperiorForm
            | Self::PeriodWindow
            | Self::Campaign => &[],
            Self::BodyVersion => &["body", "parent", "document"],
            Self::Succession => &["predecessor", "successor", "document"],
            Self::Share => &["succession", "indicator", "document"],
            Self::Indicator => &["numerator", "part_of"],
            Self::IndicatorVersion => &["indicator", "document"],
            Self::Denominator => &["indicator", "base"],
            Self::Fact => &["body", "indicator", "document"],
            Self::DoubtAcceptance => &["fact"],
            Self::FormColumn => &["indicator"],
            Self::Target | Self::Adjustment => &["body", "indicator"],
            Self::Closing | Self::Contact => &["body"],
            Self::ClosingTotal => &["closing", "indicator"],
            Self::Plan | Self::Meeting => &["document"],
            Self::TaskGroup => &["plan"],
            Self::Task => &["plan", "parent", "document", "checklist", "indicator"],
            Self::Assignment => &["task", "body"],
            Self::Claim => &["assignment"],
            Self::Extension => &["task", "assignment", "document"],
            Self::ChecklistItem => &["checklist"],
            Self::Tick => &["assignment", "item"],
            Self::Evidence => &["assignment", "document"],
            Self::Reminder | Self::Commendation => &["body", "document"],
            Self::ReminderItem => &["reminder", "assignment"],
            Self::Conclusion => &["meeting", "task"],
            Self::ReportText => &["subject"],
            Self::Report => &["subject", "replaces"],
            Self::SignedCopy => &["report"],
            Self::FormSpot => &["form", "indicator", "body", "base"],
            Self::Site => &["body", "predecessor"],
            Self::Enrolment | Self::Recognition => &["body", "used_by"],
            Self::Package => &["site", "receiver"],
            Self::Receipt => &["package", "site"],
            Self::Query => &["asker", "body", "indicator"],
            Self::Held => &["package", "thing"],
            Self::PeerMark => &["site", "own"],
        }
    }
}

/// A struct that the store can keep.
pub trait Record: Serialize + for<'de> Deserialize<'de> + Clone + PartialEq {
    /// Its kind.
    const KIND: Kind;
}

macro_rules! records {
    ($($name:ident),* $(,)?) => { $(impl $crate::domain::record::Record for $name {
        const KIND: $crate::domain::record::Kind = $crate::domain::record::Kind::$name;
    })* };
}
pub(crate) use records;

/// SQLite keeps a flag as 0 or 1, JSON as false or true; both are read.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Flag(bool),
        Number(i64),
    }
    Ok(match Either::deserialize(deserializer)? {
        Either::Flag(value) => value,
        Either::Number(value) => value != 0,
    })
}
