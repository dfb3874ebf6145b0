//! What comes of one row.

use super::super::names::Fields;
use crate::domain::{Error, Id, Kind};

/// What came of a row (kết quả từng dòng).
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// mới
    New,
    /// thay đổi
    Changed,
    /// đã bỏ
    Ended,
    /// trộn cả hai
    Joined,
    /// đã có
    Same,
    /// cũ hơn số đang có
    Older,
    /// cả hai bên cùng sửa: a person decides; the fields by name
    Conflict(Vec<String>),
    /// kỳ đã chốt: proposed as an adjusting entry
    Closed,
    /// không nhận được
    Refused(Error),
}

/// A row with what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// Its kind; none for one that this program does not know.
    pub kind: Option<Kind>,
    /// The thing here; none where it is not known.
    pub thing: Option<Id>,
    /// The name of the thing outside.
    pub name: String,
    /// What stood here, where the row would change it; none where nothing stood.
    pub before: Option<Fields>,
    /// What the row says, as this book keeps it; none where the thing ended there, or the row is not to be read.
    pub after: Option<Fields>,
    /// What came of it.
    pub verdict: Verdict,
}

impl Verdict {
    /// Whether somebody must look at it.
    pub const fn asks(&self) -> bool {
        matches!(self, Self::Conflict(_) | Self::Closed | Self::Refused(_))
    }

    /// In one word, for programs.
    pub const fn token(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Ended => "ended",
            Self::Joined => "joined",
            Self::Same => "same",
            Self::Older => "older",
            Self::Conflict(_) => "conflict",
            Self::Closed => "closed",
            Self::Refused(_) => "refused",
        }
    }

    /// Whether nothing is to be seen of it.
    pub const fn is_quiet(&self) -> bool {
        matches!(self, Self::Same | Self::Older)
    }
}
