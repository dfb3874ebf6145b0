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
    push_decimal(out, value, 100);
}

/// Ten-thousandths: what is added behind every letter of a line.
pub(super) fn push_fine(out: &mut Vec<u8>, value: i64) {
    push_decimal(out, value, 10_000);
}

fn push_decimal(out: &mut Vec<u8>, value: i64, one: u64) {
    if value < 0 {
        out.push(b'-');
    }
    let (whole, mut part) = (value.unsigned_abs() / one, value.unsigned_abs() % one);
    if whole > 0 || part == 0 {
        push_integer(out, whole);
    }
    if part > 0 {
        out.push(b'.');
    }
    let mut digit = one / 10;
    while part > 0 {
        out.push(b'0' + (part / digit) as u8);
        part %= digit;
        digit /= 10;
    }
}
