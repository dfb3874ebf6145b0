//! What cells look like: each look is made into a format once.

use std::collections::HashMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::report::content::{Align, Style};

/// Letters of the decree.
const FACE: &str = "Times New Roman";

/// What a cell looks like.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Look {
    pub(super) style: Style,
    /// Half points.
    pub(super) size: u8,
    pub(super) across: Across,
    /// Thin rules around it.
    pub(super) ruled: bool,
    /// Format of its number; empty for a text.
    pub(super) number: String,
    /// Levels by which it is set in.
    pub(super) indent: u8,
}

/// How a cell's lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Across {
    Left,
    Center,
    Right,
    Justified,
}

impl From<Align> for Across {
    fn from(align: Align) -> Self {
        match align {
            Align::Center | Align::Square => Self::Center,
            Align::Right | Align::Bar { .. } => Self::Right,
            Align::Left => Self::Left,
        }
    }
}

impl Look {
    /// Letters of a size in points.
    pub(super) fn new(style: Style, size: f64, across: Across) -> Self {
        Self {
            style,
            size: (size * 2.0).round() as u8,
            across,
            ruled: false,
            number: String::new(),
            indent: 0,
        }
    }

    pub(super) fn ruled(mut self) -> Self {
        self.ruled = true;
        self
    }

    pub(super) fn number(mut self, format: String) -> Self {
        self.number = format;
        self
    }

    pub(super) fn indent(mut self, levels: u8) -> Self {
        self.indent = levels;
        self
    }

    fn format(&self) -> Format {
        let mut out = Format::new()
            .set_font_name(FACE)
            .set_font_size(f64::from(self.size) / 2.0)
            .set_text_wrap()
            .set_align(match self.across {
                Across::Left => FormatAlign::Left,
                Across::Center => FormatAlign::Center,
                Across::Right => FormatAlign::Right,
                Across::Justified => FormatAlign::Justify,
            })
            .set_align(if self.ruled {
                FormatAlign::VerticalCenter
            } else {
                FormatAlign::Top
            });
        if matches!(self.style, Style::Bold | Style::BoldItalic) {
            out = out.set_bold();
        }
        if matches!(self.style, Style::Italic | Style::BoldItalic) {
            out = out.set_italic();
        }
        if self.ruled {
            out = out.set_border(FormatBorder::Thin);
        }
        if !self.number.is_empty() {
            out = out.set_num_format(&self.number);
        }
        if self.indent > 0 {
            out = out.set_indent(self.indent);
        }
        out
    }
}

/// Formats that were made.
#[derive(Default)]
pub(super) struct Looks(HashMap<Look, Format>);

impl Looks {
    pub(super) fn format(&mut self, look: Look) -> Format {
        if let Some(format) = self.0.get(&look) {
            return format.clone();
        }
        let format = look.format();
        self.0.insert(look, format.clone());
        format
    }
}
