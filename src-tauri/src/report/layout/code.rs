//! The code by which a print is found again, in the lower margin of the last page of the text: for the eye and for a
//! camera. It is no part of what Decree 30 prescribes and no content.

use qrcode::{Color, EcLevel, QrCode};

use super::Item;
use super::set::{Setter, across};
use crate::report::breaking::Fill;
use crate::report::content::{Align, Style};
use crate::report::measure::{BOTTOM, LEFT, MM, Sheet};

/// Side of the square: a module is half a millimetre, which cameras of telephones read.
const SIDE: f64 = 12.0 * MM;
/// Below the text, above what printers cannot reach.
const BELOW: f64 = 3.0 * MM;
/// Letters beside it.
const SIZE: f64 = 8.0;
const BESIDE: f64 = 2.0 * MM;

/// What a camera reads: "SO06-7K2M9QXT".
const PREFIX: &str = "SO06-";

/// "7K2M-9QXT".
pub fn spoken_code(code: &str) -> String {
    match code.split_at_checked(code.len() / 2) {
        Some((first, last)) if code.is_ascii() => format!("{first}-{last}"),
        _ => code.to_owned(),
    }
}

/// The code at the foot of a sheet.
pub(super) fn code(setter: &mut Setter<'_>, sheet: Sheet, code: &str) -> Vec<Item> {
    let top = sheet.height - BOTTOM + BELOW;
    let mut items = squares(code, LEFT, top);
    let words = format!("Mã đối chiếu: {}", spoken_code(code));
    let lines = setter.lines(
        &[(Style::Regular, &words)],
        SIZE,
        f64::INFINITY,
        0.0,
        Fill::Ragged(Align::Left),
    );
    for line in &lines {
        let y = top + SIDE / 2.0 + SIZE / 3.0;
        items.append(&mut setter.place(line, LEFT + SIDE + BESIDE, y, None));
    }
    items
}

/// Each run of black modules as one stroke; nothing where the text does not fit a code.
fn squares(code: &str, left: f64, top: f64) -> Vec<Item> {
    let text = format!("{PREFIX}{code}");
    let Ok(qr) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return Vec::new();
    };
    let width = qr.width();
    let module = SIDE / width as f64;
    let colors = qr.to_colors();
    let mut out = Vec::new();
    for (row, line) in colors.chunks(width).enumerate() {
        let y = top + (row as f64 + 0.5) * module;
        let mut from = 0;
        while from < width {
            let dark = line[from..].iter().take_while(|own| **own == Color::Dark);
            let count = dark.count();
            if count > 0 {
                let x = left + from as f64 * module;
                out.push(across(x, x + count as f64 * module, y, module));
            }
            from += count.max(1);
        }
    }
    out
}
