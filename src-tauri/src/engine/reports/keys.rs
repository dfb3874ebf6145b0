//! Which figure of the book a paper prints (số liệu nào), as text that is kept with what was issued: by it the facts
//! behind a figure are found again, and two papers are compared figure by figure.
//!
//! `measure|what|against|body|window`, for example `percent|dinh_danh.kich_hoat|target|12|2024-Q1@2024-03-14`. `what` is
//! the code of an indicator or the token of a class of tasks, `against` the code of what it is compared with, `body` the
//! body's number in the book (0 for none), `window` the period, and for what is as of a moment that moment behind `@`.

use std::fmt;

use crate::domain::{Id, Instant, Period};
use crate::engine::counts::Scope;
use crate::report::content::Figure;

/// What of a figure is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// The figure that counts (số liệu).
    Value,
    /// What the units' figures add up to (cộng các đơn vị).
    Sum,
    /// In hundredths of a percent (tỷ lệ).
    Percent,
    /// What was asked for (chỉ tiêu giao).
    Target,
    /// What the targets of the units add up to.
    TargetSum,
    /// Difference to the period before (so với kỳ trước).
    Delta,
    /// Difference to the same period a year before (so với cùng kỳ năm trước).
    YearDelta,
    /// Difference to the eve of the campaign that runs (so với đầu đợt cao điểm).
    CampaignDelta,
    /// Place among the units (xếp hạng).
    Rank,
    /// What is left to the target (còn lại).
    Left,
    /// What is needed each working day (bình quân mỗi ngày làm việc).
    Pace,
    /// Number of tasks of a class (số nhiệm vụ).
    Tasks,
    /// The day that a figure speaks of (ngày của số liệu), against the target its last day (hạn), as the number 20240314.
    Day,
}

impl Measure {
    const ALL: [(Self, &'static str); 13] = [
        (Self::Value, "value"),
        (Self::Sum, "sum"),
        (Self::Percent, "percent"),
        (Self::Target, "target"),
        (Self::TargetSum, "target_sum"),
        (Self::Delta, "delta"),
        (Self::YearDelta, "year_delta"),
        (Self::CampaignDelta, "campaign_delta"),
        (Self::Rank, "rank"),
        (Self::Left, "left"),
        (Self::Pace, "pace"),
        (Self::Tasks, "tasks"),
        (Self::Day, "day"),
    ];

    fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(own, _)| *own == self)
            .map_or("", |(_, name)| name)
    }
}

/// What a percentage is measured against when that is the target.
pub(super) const TARGET: &str = "target";

/// The same where it is what the units were given, whatever the whole was given itself.
pub(super) const TARGETS: &str = "targets";

/// Whether it is the target, or the units' targets, that something is measured against.
pub(super) fn is_target(against: &str) -> bool {
    matches!(against, TARGET | TARGETS)
}

/// Which figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FigureKey {
    /// What of it is printed.
    pub measure: Measure,
    /// Code of the indicator, or token of a class of tasks.
    pub what: String,
    /// What it is compared with: code of an indicator, `target`, `targets` of the units, or empty.
    pub against: String,
    /// The body; none for tasks of the whole book.
    pub body: Option<Id>,
    /// When.
    pub window: Window,
}

/// When a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Window {
    /// The period that the paper speaks of.
    pub period: Period,
    /// The moment of a stock or of classes of tasks; none for a flow of the period.
    pub at: Option<Instant>,
}

impl Window {
    /// Of a stock or a flow in a scope.
    pub(super) fn of(scope: Scope, stock: bool) -> Self {
        Self {
            period: scope.period,
            at: stock.then_some(scope.as_of),
        }
    }

    /// What figures of it are read for.
    pub fn scope(self) -> Scope {
        Scope {
            period: self.period,
            as_of: self
                .at
                .unwrap_or_else(|| Instant::end_of(self.period.last_day())),
        }
    }

    /// Whether both are the same moment, or the same period of a flow.
    pub fn same(self, other: Self) -> bool {
        match (self.at, other.at) {
            (Some(own), Some(other)) => own == other,
            (None, None) => self.period == other.period,
            _ => false,
        }
    }
}

impl FigureKey {
    /// Reads what [`fmt::Display`] wrote; none for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let mut fields = text.split('|');
        let mut next = || fields.next();
        let (measure, what, against, body, window) = (next()?, next()?, next()?, next()?, next()?);
        if next().is_some() {
            return None;
        }
        let (measure, _) = Measure::ALL.iter().find(|(_, name)| *name == measure)?;
        let body = match body.parse::<Id>().ok()? {
            0 => None,
            id => Some(id),
        };
        let (period, at) = match window.split_once('@') {
            Some((period, at)) => (period, Some(Instant::parse(at).ok()?)),
            None => (window, None),
        };
        let window = Window {
            period: Period::parse(period).ok()?,
            at,
        };
        Some(Self {
            measure: *measure,
            what: what.to_owned(),
            against: against.to_owned(),
            body,
            window,
        })
    }

    /// The figure that a paper prints under this key.
    pub(super) fn figure(&self, amount: i64, decimals: u8) -> Figure {
        Figure {
            key: self.to_string(),
            amount,
            decimals,
        }
    }
}

impl fmt::Display for FigureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.window.at.map(|at| format!("@{}", at.key()));
        let window = self.window.period.key() + &at.unwrap_or_default();
        write!(
            f,
            "{}|{}|{}|{}|{window}",
            self.measure.name(),
            self.what,
            self.against,
            self.body.unwrap_or_default(),
        )
    }
}
