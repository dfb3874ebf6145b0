//! Outlines of letters and plain grounds on a picture.

use std::collections::HashMap;

use tiny_skia::{FillRule, Paint, Path, PathBuilder, Pixmap, Rect, Transform};

use crate::domain::{Error, ErrorCode, Result};
use crate::report::content::Style;
use crate::report::{FontSet, Pen, Shaper};

/// Colours of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Titles and figures.
    Strong,
    /// What stands around them.
    Soft,
    /// Lines between cells.
    Ruling,
    /// Ground of heads, groups and totals.
    Sunken,
}

impl Ink {
    fn paint(self) -> Paint<'static> {
        let mut paint = Paint::default();
        let (r, g, b) = match self {
            Self::Strong => (0x14, 0x18, 0x1F),
            Self::Soft => (0x44, 0x4D, 0x5A),
            Self::Ruling => (0xC3, 0xCA, 0xD3),
            Self::Sunken => (0xEE, 0xF1, 0xF5),
        };
        paint.set_color_rgba8(r, g, b, 255);
        paint.anti_alias = true;
        paint
    }
}

/// A place: left, top, width, height.
pub(super) type Place = (f32, f32, f32, f32);

/// A picture that is being drawn.
pub(super) struct Canvas<'a> {
    pixmap: Pixmap,
    fonts: &'a FontSet,
    shaper: Shaper<'a>,
    letters: HashMap<(Style, u16), Option<Path>>,
}

impl<'a> Canvas<'a> {
    pub(super) fn new(width: f32, height: f32, fonts: &'a FontSet) -> Result<Self> {
        let mut pixmap = Pixmap::new(width.ceil() as u32, height.ceil() as u32)
            .ok_or_else(|| Error::new(ErrorCode::Internal).detail("a picture without a size"))?;
        pixmap.fill(tiny_skia::Color::WHITE);
        Ok(Self {
            pixmap,
            fonts,
            shaper: Shaper::new(fonts),
            letters: HashMap::new(),
        })
    }

    pub(super) fn fill(&mut self, (x, y, width, height): Place, ink: Ink) {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            self.pixmap
                .fill_rect(rect, &ink.paint(), Transform::identity(), None);
        }
    }

    /// A line of two pixels around a place; neighbours share theirs.
    pub(super) fn frame(&mut self, (x, y, width, height): Place, ink: Ink) {
        for side in [
            (x - 1.0, y - 1.0, width + 2.0, 2.0),
            (x - 1.0, y + height - 1.0, width + 2.0, 2.0),
            (x - 1.0, y - 1.0, 2.0, height + 2.0),
            (x + width - 1.0, y - 1.0, 2.0, height + 2.0),
        ] {
            self.fill(side, ink);
        }
    }

    pub(super) fn write(
        &mut self,
        text: &str,
        style: Style,
        size: f32,
        ink: Ink,
        (x, baseline): (f32, f32),
    ) {
        let shaped = self.shaper.shape(style, text);
        let paint = ink.paint();
        let mut at = x;
        for glyph in shaped.glyphs.iter() {
            let fonts = self.fonts;
            let path = self
                .letters
                .entry((style, glyph.id))
                .or_insert_with(|| outline(fonts, style, glyph.id));
            if let Some(path) = path {
                let place = Transform::from_row(size, 0.0, 0.0, -size, at, baseline);
                self.pixmap
                    .fill_path(path, &paint, FillRule::Winding, place, None);
            }
            at += glyph.advance as f32 * size;
        }
    }

    pub(super) fn png(&self) -> Result<Vec<u8>> {
        self.pixmap
            .encode_png()
            .map_err(|e| Error::new(ErrorCode::IoFailed).detail(e))
    }
}

fn outline(fonts: &FontSet, style: Style, glyph: u16) -> Option<Path> {
    struct Drawing(PathBuilder);
    impl Pen for Drawing {
        fn move_to(&mut self, x: f32, y: f32) {
            self.0.move_to(x, y);
        }
        fn line_to(&mut self, x: f32, y: f32) {
            self.0.line_to(x, y);
        }
        fn quad_to(&mut self, cx0: f32, cy0: f32, x: f32, y: f32) {
            self.0.quad_to(cx0, cy0, x, y);
        }
        fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
            self.0.cubic_to(cx0, cy0, cx1, cy1, x, y);
        }
        fn close(&mut self) {
            self.0.close();
        }
    }
    let mut drawing = Drawing(PathBuilder::new());
    fonts.outline(style, glyph, &mut drawing);
    drawing.0.finish()
}
