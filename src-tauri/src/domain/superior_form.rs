//! The superior level's own form (biểu mẫu của cấp trên): which of its places is which figure, remembered from one
//! week to the next.

use serde::{Deserialize, Serialize};

use super::record::{Id, flag, records};

/// What is written into a place of a form (nội dung ô).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SpotWhat {
    /// số liệu
    Value,
    /// tỷ lệ: of the target, or of another indicator
    Percent,
    /// tăng, giảm: against the period before, or the beginning of the year
    Delta,
    /// chỉ tiêu giao
    Target,
    /// thứ hạng
    Rank,
    /// ngày của số liệu
    AsOf,
    /// tên kỳ
    Period,
    /// tên đơn vị
    Unit,
    /// để nguyên: an officer said that nothing belongs there
    Skip,
}

impl SpotWhat {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::Value,
        Self::Percent,
        Self::Delta,
        Self::Target,
        Self::Rank,
        Self::AsOf,
        Self::Period,
        Self::Unit,
        Self::Skip,
    ];

    /// The word under which it is kept and asked for.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Value => "value",
            Self::Percent => "percent",
            Self::Delta => "delta",
            Self::Target => "target",
            Self::Rank => "rank",
            Self::AsOf => "as_of",
            Self::Period => "period",
            Self::Unit => "unit",
            Self::Skip => "skip",
        }
    }

    /// Reads such a word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.as_str() == text)
    }

    /// Whether it is of an indicator.
    pub const fn of_indicator(self) -> bool {
        !matches!(self, Self::AsOf | Self::Period | Self::Unit | Self::Skip)
    }

    /// The same in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Value => "số liệu",
            Self::Percent => "tỷ lệ",
            Self::Delta => "tăng, giảm",
            Self::Target => "chỉ tiêu giao",
            Self::Rank => "thứ hạng",
            Self::AsOf => "ngày của số liệu",
            Self::Period => "tên kỳ",
            Self::Unit => "tên đơn vị",
            Self::Skip => "để nguyên",
        }
    }
}

/// Of which time (thời gian của ô).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum SpotWindow {
    /// kỳ này: the period at hand, a stock as of the day asked for
    #[default]
    Current,
    /// kỳ trước: the period before, a stock as of the eve of the period
    Previous,
    /// từ đầu năm: the sum of the periods since the beginning of the year; of a stock what came since then
    Year,
}

impl SpotWindow {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Current, Self::Previous, Self::Year];

    /// The word under which it is kept and asked for.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Previous => "previous",
            Self::Year => "year",
        }
    }

    /// Reads such a word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|own| own.as_str() == text)
    }

    /// The same in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Current => "kỳ này",
            Self::Previous => "kỳ trước",
            Self::Year => "từ đầu năm",
        }
    }
}

/// A form that was mapped once (biểu mẫu đã nhớ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuperiorForm {
    /// Name of the file when it was mapped last.
    pub name: String,
    /// Digest of its labels and structure, without figures and days.
    pub fingerprint: String,
    /// Its labels, one a line, by which a changed form is known again.
    pub labels: String,
    /// What stands where the book says "chưa phát sinh"; empty for nothing.
    pub no_data: String,
}

/// What belongs into one place of a form (ô của biểu mẫu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormSpot {
    /// The form.
    pub form: Id,
    /// Place of the sheet or table among all of them.
    pub sheet: i64,
    /// Its name without days and numbers.
    pub sheet_name: String,
    /// The cell, "C7"; or "{{name}}", "#bookmark", "@tag of a control".
    pub place: String,
    /// The label of its row, by which it is found again when it moved.
    pub row_label: String,
    /// The head of its column.
    pub head_label: String,
    /// What is written there.
    pub what: SpotWhat,
    /// Of which indicator.
    pub indicator: Option<Id>,
    /// Of which body; none for the sum over all units.
    pub body: Option<Id>,
    /// What a percentage or a rank is against; none for the target.
    pub base: Option<Id>,
    /// Of which time.
    pub window: SpotWindow,
    /// The words around it, with `{}` where it stands; empty for none.
    pub pattern: String,
    /// Whether a formula that stands there is overwritten.
    #[serde(deserialize_with = "flag")]
    pub over_formula: bool,
}

records!(SuperiorForm, FormSpot);
