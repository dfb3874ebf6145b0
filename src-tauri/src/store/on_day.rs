//! Days as a book keeps them, read digit by digit: a screen of a province reads a hundred thousand.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};

use crate::domain::Day;

/// A day as SQLite keeps it: `YYYY-MM-DD`.
pub(crate) struct OnDay(pub(crate) Day);

impl FromSql for OnDay {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let text = value.as_str()?;
        plain(text.as_bytes())
            .or_else(|| text.parse().ok())
            .map(Self)
            .ok_or(FromSqlError::InvalidType)
    }
}

/// The day of ten characters; none for whatever is written otherwise.
fn plain(bytes: &[u8]) -> Option<Day> {
    let digits = |span: std::ops::Range<usize>| {
        bytes.get(span)?.iter().try_fold(0_u32, |sum, b| {
            b.is_ascii_digit().then(|| sum * 10 + u32::from(b - b'0'))
        })
    };
    if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
        return None;
    }
    Day::from_ymd_opt(
        i32::try_from(digits(0..4)?).ok()?,
        digits(5..7)?,
        digits(8..10)?,
    )
}
