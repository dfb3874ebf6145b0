//! Published percentages: whether one can come from its parts, how sources write "more than", and what part one
//! needs.
//!
//! Sources round, and sources cut off: "hơn 149,3%" stands for 149,37. A percentage is in doubt only when it
//! lies outside what rounding or cutting of the parts and of the percentage itself allows.

use super::number::{Percent, Qualifier, decimal};

/// Most decimals of a published percentage: it is kept in hundredths.
const MOST_DECIMALS: u8 = 2;

/// What a written count may stand for: doubled bounds, so that halves are whole numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    low: i128,
    high: i128,
}

impl Span {
    /// A count that is what it says.
    pub const fn exact(value: i64) -> Self {
        let doubled = value as i128 * 2;
        Self {
            low: doubled,
            high: doubled,
        }
    }

    /// A measured value, rounded to its last digit: 1,99 km² is 1,985 to 1,995.
    pub const fn rounded(value: i64) -> Self {
        let doubled = value as i128 * 2;
        Self {
            low: doubled - 1,
            high: doubled + 1,
        }
    }

    /// A count with the word before it: "trên 98.000" is 98.000 up to the next figure of that roundness.
    pub fn of(value: i64, qualifier: Qualifier) -> Self {
        let (value, step) = (i128::from(value), roundness(value));
        let (low, high) = match qualifier {
            Qualifier::Exact => (value, value),
            Qualifier::Tren => (value, value + step),
            Qualifier::Gan => (value - step, value),
            Qualifier::Khoang => (value - step, value + step),
        };
        Self {
            low: (low * 2).max(0),
            high: high * 2,
        }
    }
}

/// The value of the last digit that is not a zero: 1.000 for 98.000, 1 for 243.
fn roundness(value: i64) -> i128 {
    let mut step: i128 = 1;
    let mut rest = value.unsigned_abs();
    while rest >= 10 && rest.is_multiple_of(10) {
        rest /= 10;
        step *= 10;
    }
    step
}

/// Whether a published percentage cannot come from these parts. `published` is in hundredths of a percent,
/// `decimals` says how many were printed (0–2): "24,37" is 2437 and 2, "114" is 11400 and 0.
/// Without a whole there is nothing to compare, so there is no doubt either.
pub fn percent_doubt(part: i64, whole: i64, published: i64, decimals: u8) -> bool {
    percent_doubt_of(Span::exact(part), Span::exact(whole), published, decimals)
}

/// The same for parts that were rounded or carry a word ("trên 92.400 / trên 98.000").
pub fn percent_doubt_of(part: Span, whole: Span, published: i64, decimals: u8) -> bool {
    if whole.high <= 0 {
        return false;
    }
    let unit = 10_i128.pow(u32::from(MOST_DECIMALS - decimals.min(MOST_DECIMALS)));
    // Rounded half up: p − u/2 ≤ x < p + u/2. Cut off: p ≤ x < p + u.
    let (lowest, beyond) = (
        i128::from(published) * 2 - unit,
        i128::from(published) + unit,
    );
    let highest_ratio_is_below = part.high * 10_000 * 2 < lowest * whole.low.max(1);
    let lowest_ratio_is_beyond = part.low * 10_000 >= beyond * whole.high;
    highest_ratio_is_below || lowest_ratio_is_beyond
}

/// The percentage as sources write "hơn x%": cut off at `decimals` (0–2), and whether something was cut.
/// 243/213 gives ("114", true), 50/100 gives ("50", false). `None` without a whole.
pub fn percent_above(part: i64, whole: i64, decimals: u8) -> Option<(String, bool)> {
    if whole <= 0 || part < 0 {
        return None;
    }
    let decimals = decimals.min(MOST_DECIMALS);
    let scaled = i128::from(part) * 100 * 10_i128.pow(u32::from(decimals));
    let cut = i64::try_from(scaled / i128::from(whole)).ok()?;
    Some((decimal(cut, decimals), scaled % i128::from(whole) != 0))
}

/// The part that a percentage needs: of those at which it is `goal` or more the least, or of those at which it is
/// `goal` or less the greatest. Counted as percentages are shown, so that what is said to be reached is. `None` without
/// a whole, or where no part of it does.
pub fn part_for(
    goal: Percent,
    (whole, whole_decimals): (i64, u8),
    part_decimals: u8,
    up: bool,
) -> Option<i64> {
    let of = |part: i64| Percent::of_scaled((part, part_decimals), (whole, whole_decimals));
    let meets = |part: i64| of(part).is_some_and(|own| if up { own >= goal } else { own <= goal });
    if whole <= 0 || goal.0 < 0 {
        return None;
    }
    // One above what the bare quotient asks: rounding moves the answer by less than that.
    let power = |decimals: u8| 10_i128.pow(u32::from(decimals.min(4)));
    let quotient = i128::from(goal.0) * i128::from(whole) * power(part_decimals)
        / (10_000 * power(whole_decimals));
    // Rounding half up moves a percentage by at most half a hundredth.
    let slack = i128::from(whole) * power(part_decimals) / (10_000 * power(whole_decimals)) + 2;
    let bound = |value: i128| i64::try_from(value.max(0)).ok();
    let (mut low, mut high) = (bound(quotient - slack)?, bound(quotient + slack)?);
    // A percentage grows with its part: the place where it turns lies between the two.
    if up {
        if !meets(high) {
            return None;
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if meets(middle) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
    } else {
        if !meets(low) {
            return None;
        }
        while low < high {
            let middle = low + (high - low + 1) / 2;
            if meets(middle) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
    }
    Some(low)
}
