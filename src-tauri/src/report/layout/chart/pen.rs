//! Strokes, letters and fillings of a drawing.

use crate::report::breaking::Fill;
use crate::report::chart::Tone;
use crate::report::content::{Align, Style};
use crate::report::layout::Item;
use crate::report::layout::set::Setter;

/// Strokes of frames and fillings, in points.
const THIN: f64 = 0.5;
/// From stroke to stroke of a filling, and of a thin one.
const DENSE: f64 = 3.2;
const SPARSE: f64 = 5.0;

/// Draws about an origin; letters come before strokes, so that all of it belongs to one part of the structure.
pub(super) struct Pen<'p, 'f> {
    setter: &'p mut Setter<'f>,
    node: Option<usize>,
    texts: Vec<Item>,
    strokes: Vec<Item>,
}

/// An upright rectangle.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl<'p, 'f> Pen<'p, 'f> {
    pub fn new(setter: &'p mut Setter<'f>, node: Option<usize>) -> Self {
        Self {
            setter,
            node,
            texts: Vec::new(),
            strokes: Vec::new(),
        }
    }

    pub fn finish(mut self) -> Vec<Item> {
        self.texts.append(&mut self.strokes);
        self.texts
    }

    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), width: f64) {
        self.strokes.push(Item::Rule { from, to, width });
    }

    /// A broken stroke: `on` points drawn, `off` points left.
    pub fn broken(&mut self, from: (f64, f64), to: (f64, f64), width: f64, (on, off): (f64, f64)) {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        let at = |part: f64| (from.0 + dx * part / length, from.1 + dy * part / length);
        let mut begun = 0.0;
        while begun < length {
            self.line(at(begun), at((begun + on).min(length)), width);
            begun += on + off;
        }
    }

    pub fn frame(&mut self, area: Area) {
        let Area {
            left,
            top,
            right,
            bottom,
        } = area;
        for (from, to) in [
            ((left, top), (right, top)),
            ((left, bottom), (right, bottom)),
            ((left, top), (left, bottom)),
            ((right, top), (right, bottom)),
        ] {
            self.line(from, to, THIN);
        }
    }

    /// Fills an area and frames it.
    pub fn fill(&mut self, area: Area, tone: Tone) {
        match tone {
            Tone::White => {}
            Tone::Rising => self.slanted(area, DENSE * 1.2, true),
            Tone::Falling => self.slanted(area, SPARSE * 1.5, false),
            Tone::Crossed => {
                self.slanted(area, DENSE, true);
                self.slanted(area, DENSE, false);
            }
            Tone::Sparse => self.slanted(area, SPARSE * 2.4, true),
            Tone::Upright => self.upright(area),
            Tone::Level => self.level(area, None),
            Tone::Dotted => self.level(area, Some((1.0, 3.0))),
            Tone::Squared => {
                self.upright(area);
                self.level(area, None);
            }
            Tone::Black => {
                let y = f64::midpoint(area.top, area.bottom);
                self.line((area.left, y), (area.right, y), area.bottom - area.top);
            }
        }
        self.frame(area);
    }

    fn upright(&mut self, area: Area) {
        let mut x = area.left + SPARSE / 2.0;
        while x < area.right {
            self.line((x, area.top), (x, area.bottom), THIN);
            x += SPARSE;
        }
    }

    fn level(&mut self, area: Area, dots: Option<(f64, f64)>) {
        let mut y = area.top + SPARSE / 2.0;
        while y < area.bottom {
            let (from, to) = ((area.left, y), (area.right, y));
            match dots {
                Some(dots) => self.broken(from, to, 1.0, dots),
                None => self.line(from, to, THIN),
            }
            y += SPARSE;
        }
    }

    /// Strokes at 45 degrees within an area.
    fn slanted(&mut self, area: Area, step: f64, rising: bool) {
        let Area {
            left,
            top,
            right,
            bottom,
        } = area;
        // A stroke is where x + y, or x − y, has one value.
        let sign = if rising { 1.0 } else { -1.0 };
        let ends = [
            left + sign * top,
            right + sign * bottom,
            left + sign * bottom,
            right + sign * top,
        ];
        let least = ends.iter().copied().fold(f64::INFINITY, f64::min);
        let most = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut sum = (least / step).ceil() * step;
        while sum < most {
            let (from, to) = if rising {
                (left.max(sum - bottom), right.min(sum - top))
            } else {
                (left.max(sum + top), right.min(sum + bottom))
            };
            let y = |x: f64| sign * (sum - x);
            if to - from > 0.2 {
                self.line((from, y(from)), (to, y(to)), THIN);
            }
            sum += step;
        }
    }

    /// Width of a text of one line.
    pub fn width(&mut self, text: &str, size: f64) -> f64 {
        let lines = self.setter.lines(
            &[(Style::Regular, text)],
            size,
            f64::INFINITY,
            0.0,
            Fill::Ragged(Align::Left),
        );
        lines.first().map_or(0.0, |line| line.width)
    }

    /// Letters on a base line, to the right of `x`, to its left or about it.
    pub fn say(&mut self, text: &str, (x, y): (f64, f64), align: Align, size: f64) {
        self.say_lines(text, (x, y), align, (size, f64::INFINITY));
    }

    /// Lines of text no wider than `measure`; gives how many.
    pub fn say_lines(
        &mut self,
        text: &str,
        (x, y): (f64, f64),
        align: Align,
        (size, measure): (f64, f64),
    ) -> usize {
        let fill = Fill::Ragged(align);
        let lines = self
            .setter
            .lines(&[(Style::Regular, text)], size, measure, 0.0, fill);
        for (number, line) in lines.iter().enumerate() {
            let left = match align {
                Align::Right => x - line.width,
                Align::Center => x - line.width / 2.0,
                _ => x,
            };
            let y = y + number as f64 * size * 1.15;
            let mut placed = self.setter.place(line, left, y, self.node);
            self.texts.append(&mut placed);
        }
        lines.len()
    }

    /// How many lines a text takes.
    pub fn lines(&mut self, text: &str, (size, measure): (f64, f64)) -> usize {
        let fill = Fill::Ragged(Align::Left);
        self.setter
            .lines(&[(Style::Regular, text)], size, measure, 0.0, fill)
            .len()
    }
}
