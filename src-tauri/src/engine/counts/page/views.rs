//! What an indicator's page shows; every text is ready to be read.

use serde::Serialize;
use ts_rs::TS;

use super::super::figures::Figure;
use super::super::ranking::Ranking;
use crate::domain::indicator::{Direction, IndicatorKind};
use crate::domain::{Boundary, Day, Id};

/// An indicator's page (trang chỉ tiêu).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IndicatorPage {
    /// The indicator.
    pub indicator: Id,
    /// Its code.
    pub code: String,
    /// Its name on the day.
    pub name: String,
    /// Unit of measure.
    pub unit: String,
    /// Kind.
    pub kind: IndicatorKind,
    /// Which way is better.
    pub direction: Direction,
    /// Definition in force.
    pub definition: String,
    /// Since when the definition holds.
    pub since: Option<Day>,
    /// Whose page it is.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// Key of the period.
    pub period: String,
    /// The day looked at.
    pub as_of: Day,
    /// By which boundaries.
    pub boundary: Boundary,
    /// The figure that counts.
    pub standing: StandingView,
    /// What the body entered itself.
    pub entered: Option<Figure>,
    /// The sum of its units.
    pub summed: Option<Figure>,
    /// "7/8 đơn vị".
    pub counted: Option<String>,
    /// Entered less summed.
    pub difference: Option<String>,
    /// Percentages of the target and of every denominator.
    pub bases: Vec<BaseView>,
    /// The target in force.
    pub target: Option<TargetView>,
    /// A target of a later document.
    pub newer_target: Option<TargetView>,
    /// All versions.
    pub targets: Vec<TargetView>,
    /// Sources side by side (đối soát).
    pub sources: Vec<SourceFigure>,
    /// Stages of the funnel that the indicator belongs to.
    pub funnel: Vec<FunnelStep>,
    /// Twelve periods.
    pub trend: Vec<TrendPoint>,
    /// Units against the chosen base.
    pub ranking: Ranking,
    /// Bodies to choose from.
    pub bodies: Vec<BodyChoice>,
    /// What can and cannot be said.
    pub remarks: Vec<String>,
}

/// The figure that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StandingView {
    /// The figure.
    pub figure: Option<Figure>,
    /// "cộng 8/8 đơn vị".
    pub how: String,
    /// Difference to the figure before the period.
    pub delta: Option<String>,
    /// "so với 14/02/2024".
    pub delta_of: Option<String>,
    /// Whether a part of an earlier unit cannot be told.
    pub partial: bool,
}

/// A percentage against a base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BaseView {
    /// `target` or the code of the base.
    pub key: String,
    /// "chỉ tiêu giao".
    pub label: String,
    /// The base as shown.
    pub base: String,
    /// "124,56".
    pub percent: Option<String>,
    /// "khoảng" or empty.
    pub prefix: String,
    /// Hundredths of a percent.
    pub bar: Option<i64>,
    /// "7/8 đơn vị" that have both figures.
    pub counted: Option<String>,
    /// Whether a target is reached.
    pub met: Option<bool>,
}

/// A target with what is left of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TargetView {
    /// As shown.
    pub value: String,
    /// Key of its period.
    pub period: String,
    /// "Năm 2024".
    pub period_label: String,
    /// Last day by which it is to be reached.
    pub last_day: Day,
    /// Deadline of the authority above.
    pub central_day: Option<Day>,
    /// The document.
    pub document: String,
    /// Its day.
    pub document_day: Option<Day>,
    /// Whether the figure is compared with it.
    pub in_force: bool,
    /// Whether its document is later than the day looked at.
    pub newer: bool,
    /// "cộng chỉ tiêu của 4 đơn vị trước sắp xếp".
    pub how: Option<String>,
    /// Example data.
    pub illustrative: bool,
    /// "62,30".
    pub percent: Option<String>,
    /// What is left, as shown; none when it is met.
    pub left: Option<String>,
    /// Working days that are left.
    pub days_left: Option<u32>,
    /// What each of them needs: "12,4".
    pub pace: Option<String>,
    /// Working days to the deadline above.
    pub central_days_left: Option<u32>,
    /// What each of those needs.
    pub central_pace: Option<String>,
    /// Whether it is reached.
    pub met: bool,
}

/// What one source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SourceFigure {
    /// Its code.
    pub source: String,
    /// Its name.
    pub name: String,
    /// Whether the indicator names it as official.
    pub official: bool,
    /// Its figure.
    pub figure: Option<Figure>,
    /// "7/8 đơn vị" when it is summed.
    pub counted: Option<String>,
    /// Difference to the official figure.
    pub difference: Option<String>,
    /// The same in percent of the official figure.
    pub percent: Option<String>,
}

/// A stage of the funnel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FunnelStep {
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub name: String,
    /// The figure.
    pub figure: Option<Figure>,
    /// Percentage of the stage before.
    pub percent: Option<String>,
    /// Thousandths of the widest stage.
    pub bar: Option<i64>,
}

/// A period of the trend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TrendPoint {
    /// Key of the period.
    pub period: String,
    /// "Tháng 3/2024".
    pub label: String,
    /// Its last day.
    pub last_day: Day,
    /// The figure as shown.
    pub text: Option<String>,
    /// The scaled value.
    pub value: Option<i64>,
    /// The scaled target in force.
    pub target: Option<i64>,
    /// chưa phát sinh
    pub no_data: bool,
    /// "7/8 đơn vị", "cộng 4 đơn vị trước sắp xếp".
    pub counted: Option<String>,
    /// What changed in it: "sắp xếp: nhập 4 đơn vị".
    pub mark: Option<String>,
    /// Whether a part cannot be told.
    pub partial: bool,
}

/// A body to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BodyChoice {
    /// The body.
    pub body: Id,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whether it exists on the day shown.
    pub alive: bool,
}
