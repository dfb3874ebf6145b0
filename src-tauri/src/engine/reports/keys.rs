//! Which figure of the book a paper prints (số liệu nào), as text that is kept with what was issued: by it the facts
//! behind a figure are found again, and two papers are compared figure by figure.
//!
//! `measure|what|against|body|window`, for example `percent|dinh_danh.kich_hoat|target|12|@2024-03-14`. `what` is the
//! code of an indicator or the token of a class of tasks, `against` the code of what it is compared with, `body` the
//! body's number in the book (0 for none), `window` a moment (`@…`) for a stock and the period's key for a flow.

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
    /// Place among the units (xếp hạng).
    Rank,
    /// What is left to the target (còn lại).
    Left,
    /// What is needed each working day (bình quân mỗi ngày làm việc).
    Pace,
    /// Number of tasks of a class (số nhiệm vụ).
    Tasks,
}

impl Measure {
    const ALL: [(Self, &'static str); 10] = [
        (Self::Value, "value"),
        (Self::Sum, "sum"),
        (Self::Percent, "percent"),
        (Self::Target, "target"),
        (Self::TargetSum, "target_sum"),
        (Self::Delta, "delta"),
        (Self::Rank, "rank"),
        (Self::Left, "left"),
        (Self::Pace, "pace"),
        (Self::Tasks, "tasks"),
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

/// Which figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FigureKey {
    /// What of it is printed.
    pub measure: Measure,
    /// Code of the indicator, or token of a class of tasks.
    pub what: String,
    /// What it is compared with: code of an indicator, `target`, or empty.
    pub against: String,
    /// The body; none for tasks of the whole book.
    pub body: Option<Id>,
    /// When.
    pub window: Window,
}

/// When a figure is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Window {
    /// A stock or a class of tasks, as of a moment.
    At(String),
    /// A flow of a period, by its key.
    Of(String),
}

impl Window {
    /// Of a stock or a flow in a scope.
    pub(super) fn of(scope: Scope, stock: bool) -> Self {
        if stock {
            Self::at(scope.as_of)
        } else {
            Self::Of(scope.period.key())
        }
    }

    /// A moment.
    pub(super) fn at(instant: Instant) -> Self {
        Self::At(instant.key())
    }

    /// The moment, where it is one.
    pub fn instant(&self) -> Option<Instant> {
        match self {
            Self::At(text) => Instant::parse(text).ok(),
            Self::Of(_) => None,
        }
    }

    /// The period, where it is one.
    pub fn period(&self) -> Option<Period> {
        match self {
            Self::At(_) => None,
            Self::Of(key) => Period::parse(key).ok(),
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
        let window = window.strip_prefix('@').map_or_else(
            || Window::Of(window.to_owned()),
            |moment| Window::At(moment.to_owned()),
        );
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
        let window = match &self.window {
            Window::At(moment) => format!("@{moment}"),
            Window::Of(key) => key.clone(),
        };
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
