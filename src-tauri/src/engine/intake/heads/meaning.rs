//! What a column is, and what was found of its head.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::domain::Id;

/// What a column of a table is (vai trò của cột).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Meaning {
    /// tên đơn vị
    Body,
    /// mã đơn vị
    Code,
    /// số thứ tự
    Ordinal,
    /// Figures of an indicator.
    Figure,
    /// chỉ tiêu giao: held against the book's
    Target,
    /// tỷ lệ: held against its parts
    Percent,
    /// số kỳ trước: held against the book's
    Previous,
    /// tăng trong kỳ, beside a cumulative figure
    Increase,
    /// ghi chú
    Note,
    /// Nothing of this book.
    Ignored,
    /// Numbers that nobody knows the meaning of.
    Unknown,
}

impl Meaning {
    /// The word under which it is kept and asked for.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Code => "code",
            Self::Ordinal => "ordinal",
            Self::Figure => "figure",
            Self::Target => "target",
            Self::Percent => "percent",
            Self::Previous => "previous",
            Self::Increase => "increase",
            Self::Note => "note",
            Self::Ignored => "ignored",
            Self::Unknown => "unknown",
        }
    }

    /// Reads such a word.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::from(text)).ok()
    }
}

/// What a head was found to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadMeaning {
    /// The role of the column.
    pub meaning: Meaning,
    /// Its indicator; for a role without one none.
    pub indicator: Option<Id>,
    /// Whether nothing speaks against it.
    pub sure: bool,
    /// Indicators that it may mean, the likeliest first.
    pub candidates: Vec<Id>,
}
