//! The score rule of Quyết định 766/QĐ-TTg: full points from the threshold on, a share of them below it.
//! Integers only; what is missing has no points, which is not the same as zero.

/// An exact share of a whole, never rounded before it is scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    part: i128,
    whole: i128,
}

impl Share {
    /// `part` of `whole`; `None` without a whole.
    pub fn of(part: i64, whole: i64) -> Option<Self> {
        (whole > 0 && part >= 0).then(|| Self {
            part: i128::from(part),
            whole: i128::from(whole),
        })
    }

    /// A published percentage without parts, scaled by its decimals: 6150 with 2 is 61,50 %.
    pub fn of_percent(value: i64, decimals: u8) -> Option<Self> {
        let scale = 10_i64.checked_pow(u32::from(decimals))?.checked_mul(100)?;
        Self::of(value, scale)
    }

    /// This share times another (nhân hệ số). `None` beyond what integers hold.
    pub fn times(self, other: Self) -> Option<Self> {
        Some(Self {
            part: self.part.checked_mul(other.part)?,
            whole: self.whole.checked_mul(other.whole)?,
        })
    }

    /// What is left of 100 % after these shares; never below zero.
    pub fn rest(shares: &[Self]) -> Option<Self> {
        let mut left = Self { part: 1, whole: 1 };
        for share in shares {
            let whole = left.whole.checked_mul(share.whole)?;
            let taken = share.part.checked_mul(left.whole)?;
            let part = left.part.checked_mul(share.whole)?.checked_sub(taken)?;
            left = Self { part, whole };
        }
        Some(Self {
            part: left.part.max(0),
            whole: left.whole,
        })
    }

    /// Hundredths of a percent, rounded half up.
    pub fn hundredths(self) -> Option<i64> {
        let doubled = self.part.checked_mul(20_000)?.checked_add(self.whole)?;
        i64::try_from(doubled / self.whole.checked_mul(2)?).ok()
    }
}

/// Points in hundredths, rounded half up: `max` when the share reaches the threshold, else
/// share / threshold × `max`. `max` is in hundredths of a point, `threshold` in hundredths of a percent.
/// `None` when there is no threshold above zero or the numbers are beyond what integers hold.
pub fn score_points(share: Share, threshold: i64, max: i64) -> Option<i64> {
    if threshold <= 0 || max < 0 {
        return None;
    }
    let (threshold, max) = (i128::from(threshold), i128::from(max));
    let reached = share.part.checked_mul(10_000)?;
    let needed = share.whole.checked_mul(threshold)?;
    if reached >= needed {
        return i64::try_from(max).ok();
    }
    let doubled = reached
        .checked_mul(max)?
        .checked_mul(2)?
        .checked_add(needed)?;
    i64::try_from(doubled / needed.checked_mul(2)?).ok()
}
