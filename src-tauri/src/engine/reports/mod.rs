//! Reports: what they say follows from the book; what an officer wrote into a section stands beside it.
//!
//! A kind of report is one variant of [`ReportKind`] and one module that builds a
//! [`crate::report::content::Document`]; laying out, drawing and saving are the same for all.

mod annexes;
mod material;
mod preview;
mod progress;
mod sentences;
mod texts;

pub(in crate::engine) use preview::write_file;
pub use preview::{
    Finding, FindingLevel, ReportPreview, ReportSection, Saved, SavedFile, preview, save,
    text_of_pages,
};
pub use texts::{SectionText, write_report_text};

use crate::domain::{Error, ErrorCode, Instant, Period, Result};

/// What kind of report (loại báo cáo).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportKind {
    /// báo cáo kết quả triển khai, thực hiện
    Progress,
}

impl ReportKind {
    /// The kind of a name that scripts and the window use.
    pub fn parse(name: &str) -> Result<Self> {
        match name {
            "progress" => Ok(Self::Progress),
            "ranking" | "tasks" | "reminder" | "checklist" | "conclusion" | "delivery-record" => {
                Err(Error::new(ErrorCode::NotYet).with("command", format!("report {name}")))
            }
            _ => Err(Error::new(ErrorCode::Usage).with("text", format!("report {name}"))),
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Progress => "progress",
        }
    }
}

/// Which report is wanted.
#[derive(Debug, Clone, Copy)]
pub struct ReportRequest {
    /// Kind.
    pub kind: ReportKind,
    /// Period.
    pub period: Period,
    /// As-of of figures and classes; the period's end, or today while it runs, when none is given.
    pub as_of: Option<Instant>,
    /// Whether Times New Roman of the machine is used instead of the embedded letters.
    pub system_font: bool,
}
