//! Bytes to text: by their mark, by their zeros, as UTF-8, else by what reads best as Vietnamese.

use std::borrow::Cow;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use unicode_normalization::UnicodeNormalization;

use super::{Old, score};

/// Bytes that are looked at to tell an encoding.
const LOOKED_AT: usize = 256 << 10;

/// The text, and how it was written where that is not UTF-8. A text in an old font's encoding comes as the Western
/// European letters that its bytes stand for; `repair` does the rest, cell by cell.
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Option<&'static str>) {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return (text_of(rest), None);
    }
    let utf16 = match bytes {
        [0xff, 0xfe, rest @ ..] => Some((UTF_16LE, rest)),
        [0xfe, 0xff, rest @ ..] => Some((UTF_16BE, rest)),
        _ => without_mark(bytes).map(|encoding| (encoding, bytes)),
    };
    if let Some((encoding, rest)) = utf16 {
        let text = encoding.decode_without_bom_handling(rest).0;
        return (text, Some("utf-16"));
    }
    if mostly_utf8(bytes) {
        return (text_of(bytes), None);
    }
    let sample = &bytes[..bytes.len().min(LOOKED_AT)];
    let western = from_western(sample);
    let modern: String = from_1258(sample).nfc().collect();
    let old = Old::ALL.map(|own| score(&own.read(&western)).sum());
    let best = score(&modern).sum();
    if best > 0 && old.iter().all(|own| *own < best) {
        return (Cow::Owned(from_1258(bytes)), Some("windows-1258"));
    }
    (Cow::Owned(from_western(bytes)), None)
}

fn text_of(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn from_1258(bytes: &[u8]) -> String {
    WINDOWS_1258
        .decode_without_bom_handling(bytes)
        .0
        .into_owned()
}

/// Bytes as Western European letters.
pub fn from_western(bytes: &[u8]) -> String {
    WINDOWS_1252
        .decode_without_bom_handling(bytes)
        .0
        .into_owned()
}

/// UTF-16 without its mark: zeros stand in every second place.
fn without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let pairs = sample.chunks_exact(2).len();
    if pairs < 4 {
        return None;
    }
    let zeros = |place: usize| {
        let own = sample.chunks_exact(2).filter(|pair| pair[place] == 0);
        own.count()
    };
    let (high, low) = (zeros(1), zeros(0));
    // Vietnamese letters beyond Latin-1 have 01 or 1E there; digits, blanks and ends of lines always have zeros.
    if high * 4 > pairs && low * 20 <= pairs {
        Some(UTF_16LE)
    } else if low * 4 > pairs && high * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether the bytes are UTF-8 but for a few broken places, as a cut file has at its end.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut broken) = (0usize, 0usize);
    let mut rest = bytes;
    loop {
        let (valid, next) = match std::str::from_utf8(rest) {
            Ok(text) => (text, None),
            Err(error) => {
                let (valid, after) = rest.split_at(error.valid_up_to());
                let skipped = error.error_len().unwrap_or(after.len());
                (
                    std::str::from_utf8(valid).unwrap_or_default(),
                    Some(&after[skipped..]),
                )
            }
        };
        letters += valid.bytes().filter(|byte| *byte >= 0xc0).count();
        let Some(next) = next else {
            return broken == 0 || letters > 10 * broken;
        };
        broken += 1;
        // So broken from the start that it is something else.
        if broken > 1_000 && broken > letters {
            return false;
        }
        rest = next;
    }
}
