//! Phễu: stages one below the other, each as wide as its amount, joined by slanting strokes.

use super::pen::{Area, Pen};
use crate::report::chart::{Stage, Tone};
use crate::report::content::Align;
use crate::report::measure::CHART_LETTERS as SIZE;

const STAGE: f64 = 20.0;
const BETWEEN: f64 = 9.0;
/// Parts of the width that names and figures take.
const NAMES: f64 = 0.34;
const FIGURES: f64 = 0.26;

/// Draws it; gives its height.
pub(super) fn draw(pen: &mut Pen<'_, '_>, width: f64, stages: &[Stage]) -> f64 {
    let most = stages
        .iter()
        .map(|own| own.amount)
        .max()
        .unwrap_or(0)
        .max(1);
    let (from, room) = (width * NAMES, width * (1.0 - NAMES - FIGURES));
    let middle = from + room / 2.0;
    let mut top = 0.0;
    let mut before: Option<(f64, f64)> = None;
    for own in stages {
        let names = width * NAMES - 8.0;
        let figures = width * FIGURES - 8.0;
        let lines = pen
            .lines(&own.name, (SIZE, names))
            .max(pen.lines(&own.text, (SIZE, figures)));
        let high = (lines as f64 * SIZE * 1.15 + 6.0).max(STAGE);
        let half = (own.amount.max(0) as f64 / most as f64 * room / 2.0).max(0.5);
        if let Some((foot, wide)) = before {
            for side in [-1.0, 1.0] {
                pen.line(
                    (middle + side * wide, foot),
                    (middle + side * half, top),
                    0.5,
                );
            }
        }
        let area = Area {
            left: middle - half,
            top,
            right: middle + half,
            bottom: top + high,
        };
        pen.fill(area, Tone::Rising);
        for (text, x, measure) in [
            (&own.name, 0.0, names),
            (&own.text, width * (1.0 - FIGURES) + 8.0, figures),
        ] {
            let lines = pen.lines(text, (SIZE, measure)) as f64;
            let y = top + (high - lines * SIZE * 1.15) / 2.0 + SIZE * 0.92;
            pen.say_lines(text, (x, y), Align::Left, (SIZE, measure));
        }
        before = Some((top + high, half));
        top += high + BETWEEN;
    }
    (top - BETWEEN).max(0.0)
}
