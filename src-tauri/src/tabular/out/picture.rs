//! A table as a picture for a phone: large letters of the shipped fonts, a light ground, no column that a phone has no
//! room for.

mod canvas;
mod layout;

use self::canvas::{Canvas, Ink};
use self::layout::{Aligned, Layout, Line};
use super::{ColumnKind, RowKind, TableOut};
use crate::domain::{Error, ErrorCode, Result};
use crate::report::FontSet;

/// Longest side of a picture, in pixels; what is longer nobody can read in a chat.
const LONGEST: f32 = 12_000.0;

/// Most pixels of a picture.
const MOST: f32 = 40_000_000.0;

pub(super) fn draw(table: &TableOut) -> Result<Vec<u8>> {
    let fonts = FontSet::load(crate::report::FontChoice::LiberationSerif)?;
    let layout = Layout::of(table, &fonts);
    let (width, height) = (layout.width, layout.height);
    if width > LONGEST || height > LONGEST || width * height > MOST {
        return Err(Error::new(ErrorCode::TableTooLarge)
            .with("rows", table.rows.len())
            .with("columns", table.columns.len()));
    }
    let mut canvas = Canvas::new(width, height, &fonts)?;
    for (line, at) in &layout.top {
        put(&mut canvas, line, *at, layout.inner);
    }
    for cell in &layout.cells {
        if let Some(ground) = cell.ground {
            canvas.fill(cell.place, ground);
        }
        canvas.frame(cell.place, Ink::Ruling);
        let (x, y, width, height) = cell.place;
        let free = (height - cell.lines.iter().map(|line| line.height).sum::<f32>()) / 2.0;
        let mut top = y + free;
        for line in &cell.lines {
            put(
                &mut canvas,
                line,
                (x + layout::PAD, top),
                width - 2.0 * layout::PAD,
            );
            top += line.height;
        }
    }
    for (line, at) in &layout.bottom {
        put(&mut canvas, line, *at, layout.inner);
    }
    canvas.png()
}

/// Writes a line into a width.
fn put(canvas: &mut Canvas<'_>, line: &Line, (x, top): (f32, f32), width: f32) {
    let free = (width - line.width).max(0.0);
    let x = match line.aligned {
        Aligned::Left => x,
        Aligned::Middle => x + free / 2.0,
        Aligned::Right => x + free,
    };
    // Where letters stand within their line, as their ascent asks for.
    let baseline = top + line.height / 2.0 + line.size * 0.34;
    canvas.write(&line.text, line.style, line.size, line.ink, (x, baseline));
}

const fn aligned(kind: ColumnKind) -> Aligned {
    match kind {
        ColumnKind::Name | ColumnKind::Text => Aligned::Left,
        ColumnKind::Ordinal | ColumnKind::Day => Aligned::Middle,
        ColumnKind::Figure | ColumnKind::Percent => Aligned::Right,
    }
}

const fn ground(kind: RowKind) -> Option<Ink> {
    match kind {
        RowKind::Body => None,
        RowKind::Group | RowKind::Total => Some(Ink::Sunken),
    }
}
