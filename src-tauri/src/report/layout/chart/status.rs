//! Dải trạng thái: a strip whose parts are told apart by their filling, their counts and a key below.

use super::pen::{Area, Pen};
use crate::report::chart::Share;
use crate::report::content::Align;
use crate::report::measure::CHART_LETTERS as SIZE;

const STRIP: f64 = 22.0;
const KEY: f64 = 9.0;
const KEY_LINE: f64 = 15.0;
/// No part is narrower, however small its share: it must be seen.
const LEAST: f64 = 4.0;

/// Draws it; gives its height.
pub(super) fn draw(pen: &mut Pen<'_, '_>, width: f64, shares: &[Share]) -> f64 {
    let shares: Vec<&Share> = shares.iter().filter(|own| own.count > 0).collect();
    let total: f64 = shares.iter().map(|own| f64::from(own.count)).sum();
    if shares.is_empty() {
        return 0.0;
    }
    let top = SIZE + 4.0;
    let widths = widths(&shares, total, width);
    let mut left = 0.0;
    let mut free = f64::NEG_INFINITY;
    for (own, wide) in shares.iter().zip(widths) {
        let area = Area {
            left,
            top,
            right: left + wide,
            bottom: top + STRIP,
        };
        pen.fill(area, own.tone);
        // A count stands above its part where it has room beside the one before.
        let text = own.count.to_string();
        let half = pen.width(&text, SIZE) / 2.0;
        let middle = (left + wide / 2.0).clamp(half, width - half);
        if middle - half > free {
            pen.say(&text, (middle, SIZE), Align::Center, SIZE);
            free = middle + half + 3.0;
        }
        left += wide;
    }
    key(pen, width, &shares, top + STRIP + 8.0)
}

/// Shares of the width, the least ones widened at the cost of the others.
fn widths(shares: &[&Share], total: f64, width: f64) -> Vec<f64> {
    let raw = shares
        .iter()
        .map(|own| f64::from(own.count) / total * width);
    let widened: Vec<f64> = raw.map(|own| own.max(LEAST)).collect();
    let sum: f64 = widened.iter().sum();
    widened.iter().map(|own| own * width / sum).collect()
}

/// What each filling means, in as many columns as there is room for; gives where it ends.
fn key(pen: &mut Pen<'_, '_>, width: f64, shares: &[&Share], top: f64) -> f64 {
    let texts: Vec<String> = shares.iter().map(|own| own.said()).collect();
    let widest = texts
        .iter()
        .map(|text| pen.width(text, SIZE))
        .fold(0.0, f64::max)
        + 2.0 * KEY
        + 18.0;
    let columns = ((width / widest).floor() as usize).clamp(1, texts.len());
    let columns = texts.len().div_ceil(texts.len().div_ceil(columns));
    let wide = width / columns as f64;
    for (place, (own, text)) in shares.iter().zip(&texts).enumerate() {
        let x = wide * (place % columns) as f64;
        let y = top + KEY_LINE * (place / columns) as f64;
        let area = Area {
            left: x,
            top: y + 2.0,
            right: x + 2.0 * KEY,
            bottom: y + 2.0 + KEY,
        };
        pen.fill(area, own.tone);
        let measure = wide - 2.0 * KEY - 6.0;
        pen.say_lines(
            text,
            (x + 2.0 * KEY + 5.0, y + 10.5),
            Align::Left,
            (SIZE, measure),
        );
    }
    top + KEY_LINE * texts.len().div_ceil(columns) as f64
}
