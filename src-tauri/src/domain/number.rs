//! Numbers of the field: scaled integers, percentages from their parts, and how both are written.
//!
//! There is no floating point here: a percentage that decides whether a target is met compares integers.

use serde::{Deserialize, Serialize};

use super::error::{Error, ErrorCode, Result};

/// The largest value a book keeps, before scaling: 10^15. It leaves room to multiply by 10^4 in `i128`.
pub const LARGEST: i64 = 1_000_000_000_000_000;

/// What is said about how exact a figure is (từ chỉ mức độ).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, ts_rs::TS)]
#[serde(rename_all = "snake_case")]
pub enum Qualifier {
    /// The figure itself.
    #[default]
    Exact,
    /// "trên": more than the figure.
    Tren,
    /// "gần": a little less than the figure.
    Gan,
    /// "khoảng": about the figure.
    Khoang,
}

impl Qualifier {
    /// The word before the figure, empty for an exact one.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exact => "",
            Self::Tren => "trên",
            Self::Gan => "gần",
            Self::Khoang => "khoảng",
        }
    }

    /// Reads the word or its plain form (`tren`, `gan`, `khoang`).
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "" | "exact" => Some(Self::Exact),
            "trên" | "tren" | "hơn" | "hon" => Some(Self::Tren),
            "gần" | "gan" => Some(Self::Gan),
            "khoảng" | "khoang" => Some(Self::Khoang),
            _ => None,
        }
    }

    /// The qualifier of a sum: trên + exact = trên, trên + gần = khoảng.
    #[must_use]
    pub fn of_sum(self, other: Self) -> Self {
        match (self, other) {
            (Self::Exact, q) | (q, Self::Exact) => q,
            (a, b) if a == b => a,
            _ => Self::Khoang,
        }
    }

    /// The qualifier of a ratio: any qualified part makes it "khoảng".
    #[must_use]
    pub fn of_ratio(self, other: Self) -> Self {
        if self == Self::Exact && other == Self::Exact {
            Self::Exact
        } else {
            Self::Khoang
        }
    }
}

/// Hundredths of a percent: 12456 is 124,56 %. Uncapped, since registration does not depend on residence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub i64);

impl Percent {
    /// The percentage of `part` in `whole`, rounded half up to two decimals; `None` without a whole.
    /// 100 % is given only when the parts reach it: 99,996 % reads 99,99 %.
    pub fn of(part: i64, whole: i64) -> Option<Self> {
        Self::of_scaled((part, 0), (whole, 0))
    }

    /// The same for parts of different decimals: 10^`decimals` of each is one unit.
    pub fn of_scaled(
        (part, part_decimals): (i64, u8),
        (whole, whole_decimals): (i64, u8),
    ) -> Option<Self> {
        if whole <= 0 {
            return None;
        }
        let scale = |value: i64, own: u8, other: u8| {
            i128::from(value) * 10_i128.pow(u32::from(other.saturating_sub(own).min(4)))
        };
        let part = scale(part, part_decimals, whole_decimals);
        let whole = scale(whole, whole_decimals, part_decimals);
        let rounded = (part * 20_000 + whole).div_euclid(2 * whole);
        let honest = if part < whole {
            rounded.min(9_999)
        } else {
            rounded
        };
        i64::try_from(honest).ok().map(Self)
    }

    /// `124,56`.
    pub fn text(self) -> String {
        decimal(self.0, 2)
    }
}

/// Writes a scaled integer in Vietnamese style: `.` for thousands, `,` for decimals, `-` before it.
pub fn decimal(value: i64, decimals: u8) -> String {
    let scale = 10_u64.pow(u32::from(decimals.min(4)));
    let absolute = value.unsigned_abs();
    let whole = group_thousands(absolute / scale);
    let sign = if value < 0 { "-" } else { "" };
    if decimals == 0 {
        return format!("{sign}{whole}");
    }
    let width = usize::from(decimals.min(4));
    format!("{sign}{whole},{:0width$}", absolute % scale)
}

/// The difference with its sign: `+225`, `-49`, `0`.
pub fn signed(value: i64, decimals: u8) -> String {
    if value > 0 {
        format!("+{}", decimal(value, decimals))
    } else {
        decimal(value, decimals)
    }
}

fn group_thousands(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// A figure as an officer types it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entry {
    /// Nothing: takes the figure back.
    Empty,
    /// "chưa phát sinh số liệu": said to have no data, which is not zero.
    NoData,
    /// A value scaled by the indicator's decimals.
    Value(i64, Qualifier),
}

/// Reads what was typed: `98.000`, `98000`, `98 000`, `98,5`, `trên 98.000`, `x`, `-`, `chưa phát sinh`.
pub fn parse_entry(text: &str, decimals: u8) -> Result<Entry> {
    let typed = text.trim();
    let lower = typed.to_lowercase();
    match lower.as_str() {
        "" => return Ok(Entry::Empty),
        "x" | "-" | "–" | "—" | "chưa phát sinh" | "chưa phát sinh số liệu" | "chua phat sinh" =>
        {
            return Ok(Entry::NoData);
        }
        _ => {}
    }
    let (qualifier, number) = match lower.split_once(char::is_whitespace) {
        Some((word, rest)) => match Qualifier::parse(word) {
            Some(qualifier) => (qualifier, rest.trim().to_owned()),
            None => (Qualifier::Exact, lower.clone()),
        },
        None => (Qualifier::Exact, lower.clone()),
    };
    Ok(Entry::Value(
        parse_scaled(&number, decimals, typed)?,
        qualifier,
    ))
}

fn parse_scaled(number: &str, decimals: u8, typed: &str) -> Result<i64> {
    let not_a_number = || Error::new(ErrorCode::NotANumber).with("text", typed);
    let compact: String = number.chars().filter(|c| !c.is_whitespace()).collect();
    let (negative, digits) = match compact.strip_prefix(['-', '−']) {
        Some(rest) => (true, rest.to_owned()),
        None => (false, compact),
    };
    let (whole, fraction) = split_decimal(&digits).ok_or_else(not_a_number)?;
    if negative {
        return Err(Error::new(ErrorCode::NegativeValue).with("text", typed));
    }
    let meaningful = fraction.trim_end_matches('0');
    if meaningful.len() > usize::from(decimals) {
        return Err(Error::new(ErrorCode::TooManyDecimals)
            .with("text", typed)
            .with("decimals", decimals));
    }
    let too_large = || Error::new(ErrorCode::ValueTooLarge).with("text", typed);
    let whole: i64 = if whole.len() > 16 {
        Err(too_large())
    } else {
        whole.parse().map_err(|_| not_a_number())
    }?;
    if whole > LARGEST {
        return Err(too_large());
    }
    let mut value = i128::from(whole);
    for position in 0..usize::from(decimals) {
        let digit = meaningful
            .as_bytes()
            .get(position)
            .map_or(0, |b| i128::from(b - b'0'));
        value = value * 10 + digit;
    }
    i64::try_from(value).map_err(|_| too_large())
}

/// Splits into whole and fraction digits. A single separator followed by exactly three digits groups
/// thousands when it is a dot ("98.000"); a comma always starts decimals; several of one kind group.
fn split_decimal(text: &str) -> Option<(String, String)> {
    let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if plain(text) {
        return Some((
            text.trim_start_matches('0').to_owned().into_nonempty(),
            String::new(),
        ));
    }
    let (whole, fraction) = match text.rsplit_once(',') {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    if !fraction.is_empty() && !plain(fraction) || text.ends_with(',') {
        return None;
    }
    let mut groups = whole.split('.');
    let first = groups.next()?;
    if !plain(first) {
        return None;
    }
    let rest: Vec<&str> = groups.collect();
    if rest.iter().any(|group| group.len() != 3 || !plain(group))
        || (!rest.is_empty() && first.len() > 3)
    {
        return None;
    }
    let joined = format!("{first}{}", rest.concat());
    Some((
        joined.trim_start_matches('0').to_owned().into_nonempty(),
        fraction.to_owned(),
    ))
}

trait NonEmpty {
    fn into_nonempty(self) -> String;
}
impl NonEmpty for String {
    fn into_nonempty(self) -> String {
        if self.is_empty() {
            "0".to_owned()
        } else {
            self
        }
    }
}
