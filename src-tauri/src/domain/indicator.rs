//! Indicators (chỉ tiêu thống kê), their sources, facts and targets.

use serde::{Deserialize, Serialize};

use super::instant::Day;
use super::number::Qualifier;
use super::record::{Id, flag, records};

/// The source of example figures: never summed with others, never issued (số liệu minh họa).
pub const ILLUSTRATIVE: &str = "minh_hoa";

/// How values of an indicator behave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorKind {
    /// lũy kế: stands at a day
    Stock,
    /// trong kỳ: flows in a period
    Flow,
    /// tỷ lệ: ratio of two others
    Ratio,
    /// chỉ số: an index without parts
    Index,
    /// có, không
    YesNo,
}

impl IndicatorKind {
    /// Whether a figure has an as-of day rather than a period.
    pub const fn is_stock(self) -> bool {
        matches!(self, Self::Stock | Self::YesNo)
    }

    /// Whether figures of several bodies may be added: never those of an index, a ratio or a yes.
    pub const fn is_summable(self) -> bool {
        matches!(self, Self::Stock | Self::Flow)
    }

    /// The kind in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Stock => "lũy kế",
            Self::Flow => "trong kỳ",
            Self::Ratio => "tỷ lệ của hai chỉ tiêu",
            Self::Index => "chỉ số không có thành phần",
            Self::YesNo => "có/không",
        }
    }
}

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// cao hơn là tốt
    Up,
    /// thấp hơn là tốt
    Down,
}

impl Direction {
    /// The direction in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Up => "cao hơn là tốt",
            Self::Down => "thấp hơn là tốt",
        }
    }
}

/// At which level the official figure is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum EnteredAt {
    /// By each unit; the figure above is their sum.
    Unit,
    /// By the root itself.
    Root,
    /// At any level; entered and summed stand side by side.
    Any,
}

impl EnteredAt {
    /// Who enters, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unit => "từng đơn vị nhập",
            Self::Root => "đơn vị giữ sổ nhập",
            Self::Any => "cấp nào có số thì nhập",
        }
    }
}

/// Where figures come from (nguồn số liệu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Code: `cong_an`.
    pub code: String,
    /// Name: "Công an".
    pub name: String,
    /// Whether its figures may be summed; false for the illustrative one.
    #[serde(deserialize_with = "flag")]
    pub summable: bool,
}

/// An indicator (chỉ tiêu thống kê).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Indicator {
    /// Code: `dinh_danh.kich_hoat`; own ones `<body>.<slug>`.
    pub code: String,
    /// Kind.
    pub kind: IndicatorKind,
    /// Which way is better.
    pub direction: Direction,
    /// Group of utilities.
    pub group_key: String,
    /// Code of the official source.
    pub source: String,
    /// Level of the official figure.
    pub entered_at: EnteredAt,
    /// For a ratio: the indicator above the line.
    pub numerator: Option<Id>,
    /// An indicator of the same kind that this one is a part of and may not exceed.
    pub part_of: Option<Id>,
    /// Whether the entry grid shows it at first.
    #[serde(deserialize_with = "flag")]
    pub in_grid: bool,
    /// Order in lists.
    pub position: i64,
}

impl Indicator {
    /// Whether it is the book's own: its code begins with that of an administrative unit, which is digits.
    pub fn is_own(&self) -> bool {
        self.code.split_once('.').is_some_and(|(body, _)| {
            !body.is_empty() && body.bytes().all(|digit| digit.is_ascii_digit())
        })
    }
}

/// Name and definition from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorVersion {
    /// The indicator.
    pub indicator: Id,
    /// First day; none for the first version.
    pub from_day: Option<Day>,
    /// Name.
    pub name: String,
    /// Short name for heads of tables.
    pub short_name: String,
    /// Unit of measure: "hồ sơ".
    pub unit: String,
    /// Decimals, 0–4.
    pub decimals: u8,
    /// Definition.
    pub definition: String,
    /// Document that the definition rests on.
    pub document: Option<Id>,
}

/// What an indicator is compared with (mẫu số); there may be several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denominator {
    /// The indicator.
    pub indicator: Id,
    /// The base.
    pub base: Id,
    /// How the base is called beside the percentage: "hồ sơ tiếp nhận".
    pub label: String,
    /// Order, the main one first.
    pub position: i64,
}

/// What stands for a body, indicator, window and source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum FactState {
    /// A value.
    Value,
    /// chưa phát sinh số liệu: said to have none; not zero.
    NoData,
    /// Taken back.
    Withdrawn,
}

/// One revision of a fact (số liệu). A correction adds a revision; nothing is overwritten. Who entered it and
/// when are those of the operation that gave it this state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Who it is about.
    pub body: Id,
    /// Of what.
    pub indicator: Id,
    /// `@2024-02-22` or `@2024-02-22T23:00` for a stock, the key of a period for a flow.
    pub window: String,
    /// Last day it speaks of; orders figures in time.
    pub day: Day,
    /// Code of its source.
    pub source: String,
    /// Value, no data or taken back.
    pub state: FactState,
    /// Value scaled by the indicator's decimals.
    pub value: Option<i64>,
    /// trên, gần, khoảng
    pub qualifier: Qualifier,
    /// Note; never names of citizens.
    pub note: String,
    /// 1 for the first entry, 2 for the first correction …
    pub revision: i64,
    /// Document it rests on.
    pub document: Option<Id>,
}

/// A target given to a body (chỉ tiêu giao), with its document; a newer document gives a newer version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// Key of the period it is for: "2024".
    pub period: String,
    /// Scaled value.
    pub value: i64,
    /// Last day by which it is to be reached; none for the period's own.
    pub last_day: Option<Day>,
    /// The deadline of the authority above, where it is another one (hạn của cấp trên).
    pub central_day: Option<Day>,
    /// The document in words.
    pub document: String,
    /// Day of the document; the version in force is the latest not after the figure's as-of.
    pub document_day: Option<Day>,
    /// Example data.
    #[serde(deserialize_with = "flag")]
    pub illustrative: bool,
}

/// A doubt that an officer accepted (chấp nhận chỗ ngờ). It holds while the figure keeps that value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoubtAcceptance {
    /// The figure.
    pub fact: Id,
    /// Code of the doubt.
    pub code: String,
    /// The value that was accepted, scaled.
    pub value: i64,
    /// Why.
    pub reason: String,
}

/// What a column of a table means (ý nghĩa cột), kept so that the next file of the same form is understood at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormColumn {
    /// The form: a digest of its heads.
    pub form: String,
    /// The head of the column, folded.
    pub head: String,
    /// The meaning: `figure`, `target`, …
    pub meaning: String,
    /// The indicator, where the meaning has one.
    pub indicator: Option<Id>,
}

records!(
    Source,
    Indicator,
    IndicatorVersion,
    Denominator,
    Fact,
    DoubtAcceptance,
    FormColumn,
    Target
);
