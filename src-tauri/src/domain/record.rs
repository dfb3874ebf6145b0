//! What the book keeps. Each kind of record is one struct; the store writes all of them by one mechanism.
//!
//! A record's fields are scalars (numbers, text, days, closed sets of words), so that one row holds one
//! record, the journal holds the same as JSON, and a past state is a filter on from/to sequence.

use serde::{Deserialize, Deserializer, Serialize};

/// Local key of anything the book keeps (khóa nội bộ). What leaves the book carries a UUIDv7 instead.
pub type Id = i64;

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
}

impl ChangeKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
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
