//! Numbers of a file, written without a detour over floating point.

/// A length in hundredths of a point: finer than any printer.
pub(super) type Hundredths = i64;

/// The nearest hundredth.
pub(super) fn hundredths(value: f64) -> Hundredths {
    (value * 100.0).round() as Hundredths
}

/// Decimal digits.
pub(super) fn push_integer(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0; 20];
    let mut from = digits.len();
    loop {
        from -= 1;
        digits[from] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[from..]);
}

/// `12.5`, `-.75`, `3`: as short as it can be said.
pub(super) fn push_hundredths(out: &mut Vec<u8>, value: Hundredths) {
    if value < 0 {
        out.push(b'-');
    }
    let (whole, part) = (value.unsigned_abs() / 100, value.unsigned_abs() % 100);
    if whole > 0 || part == 0 {
        push_integer(out, whole);
    }
    if part > 0 {
        out.push(b'.');
        out.push(b'0' + (part / 10) as u8);
        if part % 10 > 0 {
            out.push(b'0' + (part % 10) as u8);
        }
    }
}
