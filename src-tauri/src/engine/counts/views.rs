//! What the grid shows.

use serde::Serialize;
use ts_rs::TS;

use super::doubts::Doubt;
use crate::domain::indicator::{FactState, IndicatorKind};
use crate::domain::{Calendar, Day, Id, Period};

/// A period to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PeriodOption {
    /// `2024-Q1`.
    pub key: String,
    /// "Quý I/2024".
    pub label: String,
    /// First day.
    pub first_day: Day,
    /// Last day.
    pub last_day: Day,
    /// Day by which the report is due.
    pub due_day: Day,
}

impl PeriodOption {
    /// A period in words.
    pub fn of(period: Period, calendar: &Calendar) -> Self {
        let (first_day, last_day) = period.days();
        Self {
            key: period.key(),
            label: period.label(),
            first_day,
            last_day,
            due_day: period.due_day(calendar),
        }
    }
}

/// A column of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GridColumn {
    /// The indicator.
    pub indicator: Id,
    /// Its code.
    pub code: String,
    /// Short name.
    pub name: String,
    /// Unit of measure.
    pub unit: String,
    /// Kind.
    pub kind: IndicatorKind,
    /// Whether targets are given for it.
    pub has_target: bool,
    /// Decimals.
    pub decimals: u8,
    /// Official source in words.
    pub source: String,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CellState {
    /// trống
    Empty,
    /// A value.
    Value,
    /// chưa phát sinh
    NoData,
    /// The body does not exist in the period.
    Absent,
}

/// A cell of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GridCell {
    /// What it holds.
    pub state: CellState,
    /// The value as written.
    pub text: String,
    /// "trên" or empty.
    pub prefix: String,
    /// The figure before the period.
    pub previous: Option<String>,
    /// Difference to it.
    pub delta: Option<String>,
    /// Whether the difference is below zero.
    pub delta_negative: bool,
    /// Target in force.
    pub target: Option<String>,
    /// Percentage of the target.
    pub percent: Option<String>,
    /// The same in hundredths.
    pub bar: Option<i64>,
    /// Day of the figure.
    pub as_of: Option<Day>,
    /// Source in words.
    pub source: Option<String>,
    /// Note.
    pub note: String,
    /// Example figure.
    pub illustrative: bool,
    /// Whether it may be typed into.
    pub editable: bool,
    /// Whether its period is closed: what is typed becomes a proposed adjusting entry.
    pub closed: bool,
    /// Doubts about the figure; those that were accepted too.
    pub doubts: Vec<Doubt>,
    /// What other sources say of the period (đối soát).
    pub others: Vec<OtherFigure>,
}

/// What another source says (số đối soát).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OtherFigure {
    /// The source in words.
    pub source: String,
    /// Its figure as written.
    pub text: String,
    /// "trên" or empty.
    pub prefix: String,
    /// The figure of the cell less this one.
    pub difference: Option<String>,
    /// Day that it speaks of.
    pub as_of: Day,
}

/// A unit of the grid, whether its row was asked for or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GridName {
    /// The body.
    pub body: Id,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A row of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GridRow {
    /// The body.
    pub body: Id,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The root itself, entered at its own level.
    pub total: bool,
    /// One cell a column that was asked for.
    pub cells: Vec<GridCell>,
}

/// A sum over the units, kept apart from what the root entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GridSum {
    /// The indicator.
    pub indicator: Id,
    /// The sum; none when no unit has a figure.
    pub text: Option<String>,
    /// "trên" or empty.
    pub prefix: String,
    /// Units with a figure.
    pub counted: u32,
    /// Units in all.
    pub of: u32,
    /// Sum of example figures.
    pub illustrative: bool,
}

/// The grid (bảng nhập số theo kỳ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CountGrid {
    /// The period.
    pub period: PeriodOption,
    /// All columns, whether they were asked for or not.
    pub columns: Vec<GridColumn>,
    /// All units in the order of their rows.
    pub names: Vec<GridName>,
    /// First of the rows of units below.
    pub from_row: u32,
    /// First of the columns of the cells below.
    pub from_column: u32,
    /// The root, then the units that were asked for.
    pub rows: Vec<GridRow>,
    /// Units in all.
    pub total_rows: u32,
    /// Sums of official figures, of the columns that were asked for.
    pub sums: Vec<GridSum>,
    /// Sums of example figures; never added to the official ones.
    pub illustrative_sums: Vec<GridSum>,
}

/// One revision in the history of a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FactRevision {
    /// Number of the revision.
    pub revision: i64,
    /// Value as written; empty when there is none.
    pub text: String,
    /// "trên" or empty.
    pub prefix: String,
    /// Value, no data, taken back.
    pub state: FactState,
    /// When.
    pub recorded_at: String,
    /// Who.
    pub officer: String,
    /// Source in words.
    pub source: String,
    /// Note.
    pub note: String,
    /// Day it speaks of.
    pub as_of: Day,
    /// Example figure.
    pub illustrative: bool,
}
