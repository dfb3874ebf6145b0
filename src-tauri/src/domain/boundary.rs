//! Boundaries (địa giới): by which day's units a table is shown, and dividing a figure by documented shares.

use serde::{Deserialize, Serialize};

use super::instant::Day;

/// By which boundaries figures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Boundary {
    /// địa giới tại thời điểm báo cáo
    #[default]
    Then,
    /// địa giới hiện nay
    Now,
}

impl Boundary {
    /// `then` or `now`.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "then" => Some(Self::Then),
            "now" => Some(Self::Now),
            _ => None,
        }
    }
}

/// The units by which a table is shown: those of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Territory {
    /// How it was asked for.
    pub boundary: Boundary,
    /// The day whose units are shown.
    pub day: Day,
}

/// A fraction that documents give; never negative, in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };
    /// All of it.
    pub const ONE: Self = Self {
        numerator: 1,
        denominator: 1,
    };

    /// `numerator / denominator`; none below zero or without a denominator.
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        (numerator >= 0 && denominator > 0).then(|| {
            Self {
                numerator: i128::from(numerator),
                denominator: i128::from(denominator),
            }
            .reduced()
        })
    }

    fn reduced(self) -> Self {
        let (mut a, mut b) = (self.numerator, self.denominator);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let common = a.max(1);
        Self {
            numerator: self.numerator / common,
            denominator: self.denominator / common,
        }
    }

    /// The sum; none where the terms grow beyond what can be reckoned exactly.
    pub fn plus(self, other: Self) -> Option<Self> {
        let left = self.numerator.checked_mul(other.denominator)?;
        let right = other.numerator.checked_mul(self.denominator)?;
        Some(
            Self {
                numerator: left.checked_add(right)?,
                denominator: self.denominator.checked_mul(other.denominator)?,
            }
            .reduced(),
        )
    }

    /// Whether it is at most the whole.
    pub const fn within_one(self) -> bool {
        self.numerator <= self.denominator
    }

    /// That much of a value, rounded half up; none where it cannot be reckoned exactly.
    fn of(self, value: i64) -> Option<i64> {
        let product = i128::from(value).checked_mul(self.numerator)?;
        let doubled = product.checked_mul(2)?.checked_add(self.denominator)?;
        i64::try_from(doubled.div_euclid(self.denominator.checked_mul(2)?)).ok()
    }
}

/// The stretch of a whole that passes to one heir. Stretches of all heirs lie end to end, so that the rounded
/// amounts of all of them add up to the whole: no unit is lost and none is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Portion {
    from: Fraction,
    to: Fraction,
}

impl Portion {
    /// From one fraction of the whole to another.
    pub const fn new(from: Fraction, to: Fraction) -> Self {
        Self { from, to }
    }

    /// What of a value passes.
    pub fn of(self, value: i64) -> Option<i64> {
        Some(self.to.of(value)? - self.from.of(value)?)
    }
}
