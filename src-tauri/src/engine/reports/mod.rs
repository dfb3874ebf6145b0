//! Printed papers: what they say follows from the book; what an officer wrote into a section stands beside it.
//!
//! A kind of paper is one variant of [`ReportKind`] and one module that builds a
//! [`crate::report::content::Document`]; laying out, drawing and saving are the same for all. What all of them
//! need (tasks as they stand, letterhead, names, texts) is read once into an `Office`.

mod annexes;
mod build;
mod charts;
mod checklist;
mod commended;
mod conclusion;
mod delivery;
mod delivery_packages;
mod delivery_tables;
mod edited;
mod figure_sentences;
mod findings;
mod flows;
mod groups;
mod handout;
mod handout_rank;
mod handover;
mod handover_tables;
mod invitation;
mod issued;
mod keys;
mod late;
mod material;
mod meeting;
mod next_work;
mod office;
mod overdue;
mod preview;
mod progress;
mod quick;
mod rank_figures;
mod ranked;
mod ranking;
mod reminder;
mod reminder_tables;
mod sentence_texts;
mod sentences;
mod shown;
mod task_report;
mod task_sentences;
mod task_table;
mod texts;
mod trace;
mod unit_report;
mod unit_tables;
mod width;

pub use build::{document, text_of_pages};
pub use findings::{Finding, FindingLevel};
pub use issued::*;
pub use keys::{FigureKey, Measure, Window};
pub(in crate::engine) use preview::write_file;
pub use preview::{
    FigureSpot, ReportPreview, ReportSection, Saved, SavedFile, SavedLetters, preview,
    preview_to_edit, save, save_letters,
};
pub use quick::{
    MOST_LINES, OfPaper, QuickReport, quick_lines, quick_picture, quick_report, quick_table,
    save_quick,
};
pub use sentence_texts::Sentences;
pub use texts::{SectionText, write_report_text, write_text_of};
pub use trace::{Trace, TracePart, TraceRole, trace};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result};
use crate::engine::counts::Scope;
use crate::engine::directory::Directory;
use crate::report::FontChoice;

/// What kind of paper (loại giấy tờ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReportKind {
    /// báo cáo kết quả triển khai, thực hiện
    Progress,
    /// báo cáo xếp hạng các đơn vị theo một chỉ tiêu
    Ranking,
    /// báo cáo tiến độ thực hiện nhiệm vụ
    Tasks,
    /// công văn đôn đốc
    Reminder,
    /// thông báo kết luận
    Conclusion,
    /// giấy mời họp
    Invitation,
    /// tài liệu họp, one page
    Handout,
    /// phiếu theo dõi công việc, to be ticked by hand
    Checklist,
    /// biên bản giao nhận số liệu
    DeliveryRecord,
    /// biên bản bàn giao sổ
    Handover,
}

impl ReportKind {
    const ALL: [Self; 10] = [
        Self::Progress,
        Self::Ranking,
        Self::Tasks,
        Self::Reminder,
        Self::Conclusion,
        Self::Invitation,
        Self::Handout,
        Self::Checklist,
        Self::DeliveryRecord,
        Self::Handover,
    ];

    /// The kind of a name that scripts and the window use.
    pub fn parse(name: &str) -> Result<Self> {
        if let Some(kind) = Self::ALL.into_iter().find(|kind| kind.name() == name) {
            return Ok(kind);
        }
        Err(Error::new(ErrorCode::Usage).with("text", format!("report {name}")))
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Progress => "progress",
            Self::Ranking => "ranking",
            Self::Tasks => "tasks",
            Self::Reminder => "reminder",
            Self::Conclusion => "conclusion",
            Self::Invitation => "invitation",
            Self::Handout => "handout",
            Self::Checklist => "checklist",
            Self::DeliveryRecord => "delivery-record",
            Self::Handover => "handover",
        }
    }

    /// Whether it speaks of a period; else of a day, a meeting or a task.
    pub const fn is_periodic(self) -> bool {
        matches!(self, Self::Progress | Self::Ranking | Self::DeliveryRecord)
    }

    /// Whether it speaks as of the end of its period; what was delivered is told as of the day of delivery.
    pub const fn ends_with_its_period(self) -> bool {
        self.is_periodic() && !matches!(self, Self::DeliveryRecord)
    }

    /// Whether the texts of its sections belong to the body that is reported on.
    const fn texts_of_body(self) -> bool {
        matches!(self, Self::Progress | Self::Tasks)
    }

    /// What the texts of its sections belong to.
    const fn texts_of(self) -> TextsOf {
        match self {
            Self::Progress
            | Self::Tasks
            | Self::Ranking
            | Self::Reminder
            | Self::DeliveryRecord
            | Self::Handover => TextsOf::PeriodAndSubject,
            Self::Conclusion | Self::Invitation | Self::Handout | Self::Checklist => {
                TextsOf::Subject
            }
        }
    }
}

/// What the texts of a paper's sections belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextsOf {
    /// A period and what is reported on in it: a body, an indicator, or the whole. Who was reminded last quarter is
    /// reminded with other words now.
    PeriodAndSubject,
    /// A meeting.
    Subject,
}

/// What a letter that reminds tells beside what is late, each in a part of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Also {
    /// What falls due soon (sắp đến hạn).
    Coming,
    /// What was returned with a question (đã trả lại).
    Returned,
    /// Figures that were not handed in (chưa nộp số liệu).
    Figures,
}

/// Which paper is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportRequest {
    /// Kind.
    pub kind: ReportKind,
    /// Period.
    pub period: Period,
    /// As-of of figures and classes. When none is given: for what speaks of a period its end, or today while it
    /// runs; for what speaks of a meeting that was, its day; else today.
    pub as_of: Option<Instant>,
    /// Whether Times New Roman of the machine is used instead of the embedded letters.
    pub system_font: bool,
    /// The meeting, the body that is reminded or delivers, the task, or the indicator by which is ranked; none for the latest
    /// meeting, for all bodies that are late, and for the main indicator.
    pub subject: Option<Id>,
    /// The body whose checklist is printed, the unit that is reported on, or the body whose units are ranked.
    pub body: Option<Id>,
    /// Whether a checklist shows what was ticked; else it is empty, to be filled by hand.
    pub filled: bool,
    /// Key of a checklist template, printed empty without a task.
    pub template: Option<String>,
    /// Several bodies that are reminded by one letter.
    pub bodies: Vec<Id>,
    /// What that letter tells beside what is late.
    pub also: Vec<Also>,
    /// The issued paper that this one takes the place of (thay thế, đính chính).
    #[serde(default)]
    pub replaces: Option<Id>,
    /// Key or name of the office's letterhead; the usual one where none is said.
    #[serde(default)]
    pub profile: Option<String>,
}

impl ReportRequest {
    /// A paper of a period with the embedded letters.
    pub const fn new(kind: ReportKind, period: Period) -> Self {
        Self {
            kind,
            period,
            as_of: None,
            system_font: false,
            subject: None,
            body: None,
            filled: false,
            template: None,
            bodies: Vec::new(),
            also: Vec::new(),
            replaces: None,
            profile: None,
        }
    }

    /// The letters that it is set in.
    const fn font(&self) -> FontChoice {
        if self.system_font {
            FontChoice::TimesNewRoman
        } else {
            FontChoice::LiberationSerif
        }
    }
}

impl ReportRequest {
    /// The one unit that is reported on; none for the whole book.
    fn unit(&self, directory: &Directory) -> Option<Id> {
        self.body.filter(|body| *body != directory.root)
    }

    /// What the texts of its sections belong to, beside the period.
    const fn texts_subject(&self) -> Option<Id> {
        if self.kind.texts_of_body() {
            self.body
        } else {
            self.subject
        }
    }
}

/// The moment and the period that figures of a paper speak of, and those that they are compared with: the eve of the
/// period.
fn scopes(request: &ReportRequest, as_of: Instant) -> (Scope, Scope) {
    let period = request.period;
    let scope = Scope { period, as_of };
    let before = Scope {
        as_of: Instant::end_of(period.days().0 - chrono::Days::new(1)),
        ..scope.before()
    };
    (scope, before)
}

/// The moment that the paper speaks of.
fn as_of(request: &ReportRequest, today: Day) -> Instant {
    request.as_of.unwrap_or_else(|| {
        Instant::end_of(if request.kind.ends_with_its_period() {
            request.period.last_day().min(today)
        } else {
            today
        })
    })
}
