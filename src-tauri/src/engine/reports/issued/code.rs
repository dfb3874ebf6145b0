//! The code by which a print is found again (mã đối chiếu): eight letters and digits that cannot be confused.

use crate::domain::{Error, ErrorCode, Result};

/// Crockford's digits: neither I, L, O nor U.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Letters of a code, five bits each.
const LENGTH: usize = 8;

/// The code of a digest (hexadecimal): its first forty bits.
pub(super) fn code_of(digest: &str) -> String {
    let bits = u64::from_str_radix(digest.get(..10).unwrap_or_default(), 16).unwrap_or_default();
    (0..LENGTH)
        .rev()
        .map(|place| char::from(DIGITS[(bits >> (5 * place)) as usize & 31]))
        .collect()
}

/// "7K2M-9QXT", as it is printed.
pub fn shown_code(code: &str) -> String {
    crate::report::spoken_code(code)
}

/// A code as it was typed or scanned: small letters, hyphens, blanks and what a camera reads before it do no harm, an
/// O is a 0, an I or L a 1.
///
/// # Errors
/// `bad_report_code` for anything else.
pub fn read_code(text: &str) -> Result<String> {
    let bad = || Error::new(ErrorCode::BadReportCode).with("text", text);
    let upper = text.trim().to_uppercase();
    let plain = upper.strip_prefix("SO06").unwrap_or(&upper);
    let read: String = plain
        .chars()
        .filter(|own| !own.is_whitespace() && !matches!(own, '-' | '–'))
        .map(|own| match own {
            'O' => '0',
            'I' | 'L' => '1',
            own => own,
        })
        .collect();
    let fits = read.len() == LENGTH && read.bytes().all(|own| DIGITS.contains(&own));
    fits.then_some(read).ok_or_else(bad)
}
