//! Where everything stands in a picture, in pixels.

use super::canvas::{Ink, Place};
use super::{aligned, ground};
use crate::report::content::Style;
use crate::report::{FontSet, Shaper};
use crate::tabular::out::{Brief, CellOut, ColumnKind, ColumnOut, RowKind, RowOut, TableOut, head};

/// Blank beside a text in its cell.
pub(super) const PAD: f32 = 16.0;

/// Blank around everything.
const MARGIN: f32 = 36.0;

/// Sizes of letters: title, lines beside it, cells.
const TITLE: f32 = 38.0;
const LINE: f32 = 26.0;
const CELL: f32 = 30.0;

/// Widest that a column of text gets before it is wrapped.
const WIDEST: f32 = 560.0;

/// Narrowest picture, so that a title has room.
const NARROWEST: f32 = 840.0;

/// What no data looks like.
const NO_DATA: &str = "-";

/// How a line stands in its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aligned {
    Left,
    Middle,
    Right,
}

/// A line of text.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) size: f32,
    pub(super) style: Style,
    pub(super) ink: Ink,
    pub(super) aligned: Aligned,
}

/// A cell with its lines.
#[derive(Debug)]
pub(super) struct Boxed {
    pub(super) place: Place,
    pub(super) ground: Option<Ink>,
    pub(super) lines: Vec<Line>,
}

/// The whole picture.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) width: f32,
    pub(super) height: f32,
    /// Width between the margins.
    pub(super) inner: f32,
    pub(super) top: Vec<(Line, (f32, f32))>,
    pub(super) cells: Vec<Boxed>,
    pub(super) bottom: Vec<(Line, (f32, f32))>,
}

/// How a text is set.
#[derive(Clone, Copy)]
struct Set {
    style: Style,
    size: f32,
    ink: Ink,
    aligned: Aligned,
}

impl Layout {
    pub(super) fn of(table: &TableOut, fonts: &FontSet) -> Self {
        let mut setter = Setter {
            shaper: Shaper::new(fonts),
        };
        let shown: Vec<usize> = (0..table.columns.len())
            .filter(|at| {
                let own = &table.columns[*at];
                own.brief != Brief::Left
            })
            .collect();
        let columns: Vec<&ColumnOut> = shown.iter().map(|at| &table.columns[*at]).collect();
        let mut widths = setter.widths(table, &shown, &columns);
        let sum: f32 = widths.iter().sum();
        if sum < NARROWEST {
            // The names take what is left over.
            let at = columns.iter().position(|own| own.kind == ColumnKind::Name);
            if let Some(own) = at.and_then(|at| widths.get_mut(at)) {
                *own += NARROWEST - sum;
            }
        }
        let inner = widths.iter().sum::<f32>().max(NARROWEST);
        let mut y = MARGIN;
        let top = setter.top(table, inner, &mut y);
        y += 18.0;
        let mut cells = setter.head(&columns, &widths, &mut y);
        for row in &table.rows {
            cells.extend(setter.row(row, &shown, &columns, &widths, &mut y));
        }
        y += 12.0;
        let bottom = setter.bottom(table, inner, &mut y);
        Self {
            width: inner + 2.0 * MARGIN,
            height: y + MARGIN,
            inner,
            top,
            cells,
            bottom,
        }
    }
}

struct Setter<'a> {
    shaper: Shaper<'a>,
}

impl Setter<'_> {
    fn width(&mut self, text: &str, style: Style, size: f32) -> f32 {
        self.shaper.width(style, f64::from(size), text) as f32
    }

    /// Lines of a text that are no wider than `most`, but for a word that is.
    fn lines(&mut self, text: &str, set: Set, most: f32) -> Vec<Line> {
        let mut out: Vec<String> = Vec::new();
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in paragraph.split_whitespace() {
                let longer = if line.is_empty() {
                    word.to_owned()
                } else {
                    format!("{line} {word}")
                };
                if !line.is_empty() && self.width(&longer, set.style, set.size) > most {
                    out.push(std::mem::replace(&mut line, word.to_owned()));
                } else {
                    line = longer;
                }
            }
            out.push(line);
        }
        out.into_iter()
            .map(|text| Line {
                width: self.width(&text, set.style, set.size),
                height: set.size * 1.3,
                size: set.size,
                style: set.style,
                ink: set.ink,
                aligned: set.aligned,
                text,
            })
            .collect()
    }

    fn widths(&mut self, table: &TableOut, shown: &[usize], columns: &[&ColumnOut]) -> Vec<f32> {
        let mut out: Vec<f32> = Vec::new();
        for (at, column) in shown.iter().zip(columns) {
            let mut widest = 60.0_f32;
            for row in table.rows.iter().filter(|own| own.kind != RowKind::Group) {
                if let Some(cell) = row.cells.get(*at) {
                    let text = cell.brief(NO_DATA);
                    widest = widest.max(self.width(&text, style(row.kind), CELL));
                }
            }
            let word = self.longest_word(&column.head);
            out.push(widest.min(WIDEST).max(word) + 2.0 * PAD + 2.0);
        }
        let (cells, _) = head(columns);
        for cell in cells {
            // A head is at most two lines where it can be.
            let whole = self.width(&cell.text, Style::Bold, CELL) / 2.0;
            let need = self.longest_word(&cell.text).max(whole.min(WIDEST)) + 2.0 * PAD + 2.0;
            let (from, to) = (cell.columns.0 as usize, cell.columns.1 as usize);
            let have: f32 = out[from..=to].iter().sum();
            if have < need {
                let more = (need - have) / (to - from + 1) as f32;
                for own in &mut out[from..=to] {
                    *own += more;
                }
            }
        }
        out
    }

    fn longest_word(&mut self, text: &str) -> f32 {
        let words = text.split_whitespace();
        words.fold(0.0, |most, word| {
            most.max(self.width(word, Style::Bold, CELL))
        })
    }

    fn stack(&mut self, text: &str, set: Set, inner: f32, y: &mut f32) -> Vec<(Line, (f32, f32))> {
        let mut out = Vec::new();
        for line in self.lines(text, set, inner) {
            let at = (MARGIN, *y);
            *y += line.height;
            out.push((line, at));
        }
        out
    }

    fn top(&mut self, table: &TableOut, inner: f32, y: &mut f32) -> Vec<(Line, (f32, f32))> {
        let title = Set {
            style: Style::Bold,
            size: TITLE,
            ink: Ink::Strong,
            aligned: Aligned::Left,
        };
        let mut out = self.stack(&table.title, title, inner, y);
        *y += 6.0;
        for text in &table.subtitle {
            out.extend(self.stack(text, small(), inner, y));
        }
        out
    }

    fn bottom(&mut self, table: &TableOut, inner: f32, y: &mut f32) -> Vec<(Line, (f32, f32))> {
        let mut out = Vec::new();
        for text in table.below() {
            out.extend(self.stack(text, small(), inner, y));
        }
        out
    }

    fn head(&mut self, columns: &[&ColumnOut], widths: &[f32], y: &mut f32) -> Vec<Boxed> {
        let (cells, rows) = head(columns);
        let set = Set {
            style: Style::Bold,
            size: CELL,
            ink: Ink::Strong,
            aligned: Aligned::Middle,
        };
        let across = |from: u32, to: u32| widths[from as usize..=to as usize].iter().sum::<f32>();
        let set_cells: Vec<_> = cells
            .into_iter()
            .map(|own| {
                let width = across(own.columns.0, own.columns.1);
                let lines = self.lines(&own.text, set, width - 2.0 * PAD);
                (own, width, lines)
            })
            .collect();
        let mut heights = vec![0.0_f32; rows as usize];
        let tall = |lines: &[Line]| lines.iter().map(|own| own.height).sum::<f32>() + PAD;
        for (own, _, lines) in set_cells
            .iter()
            .filter(|(own, ..)| own.rows.0 == own.rows.1)
        {
            let row = &mut heights[own.rows.0 as usize];
            *row = row.max(tall(lines));
        }
        for (_, _, lines) in set_cells.iter().filter(|(own, ..)| own.rows.0 < own.rows.1) {
            let more = tall(lines) - heights.iter().sum::<f32>();
            if let Some(last) = heights.last_mut().filter(|_| more > 0.0) {
                *last += more;
            }
        }
        let start = *y;
        *y += heights.iter().sum::<f32>();
        set_cells
            .into_iter()
            .map(|(own, width, lines)| {
                let left: f32 = widths[..own.columns.0 as usize].iter().sum();
                let (top, bottom) = (own.rows.0 as usize, own.rows.1 as usize);
                let above: f32 = heights[..top].iter().sum();
                let height: f32 = heights[top..=bottom].iter().sum();
                Boxed {
                    place: (MARGIN + left, start + above, width, height),
                    ground: Some(Ink::Sunken),
                    lines,
                }
            })
            .collect()
    }

    fn row(
        &mut self,
        row: &RowOut,
        shown: &[usize],
        columns: &[&ColumnOut],
        widths: &[f32],
        y: &mut f32,
    ) -> Vec<Boxed> {
        let mut set_cells: Vec<(f32, f32, Vec<Line>)> = Vec::new();
        let mut left = MARGIN;
        if row.kind == RowKind::Group {
            let width: f32 = widths.iter().sum();
            let text = row.cells.first().map(|own| own.brief(NO_DATA));
            let set = cell_set(row.kind, Aligned::Left);
            let lines = self.lines(&text.unwrap_or_default(), set, width - 2.0 * PAD);
            set_cells.push((left, width, lines));
        } else {
            for ((at, column), width) in shown.iter().zip(columns).zip(widths) {
                let cell = row.cells.get(*at).unwrap_or(&CellOut::Empty);
                let set = cell_set(row.kind, aligned(column.kind));
                let lines = self.lines(&cell.brief(NO_DATA), set, width - 2.0 * PAD);
                set_cells.push((left, *width, lines));
                left += width;
            }
        }
        let tall = |lines: &[Line]| lines.iter().map(|own| own.height).sum::<f32>();
        let height = set_cells
            .iter()
            .map(|(_, _, lines)| tall(lines))
            .fold(CELL * 1.3, f32::max)
            + PAD;
        let top = *y;
        *y += height;
        set_cells
            .into_iter()
            .map(|(left, width, lines)| Boxed {
                place: (left, top, width, height),
                ground: ground(row.kind),
                lines,
            })
            .collect()
    }
}

const fn small() -> Set {
    Set {
        style: Style::Regular,
        size: LINE,
        ink: Ink::Soft,
        aligned: Aligned::Left,
    }
}

const fn cell_set(kind: RowKind, aligned: Aligned) -> Set {
    Set {
        style: style(kind),
        size: CELL,
        ink: Ink::Strong,
        aligned,
    }
}

const fn style(kind: RowKind) -> Style {
    match kind {
        RowKind::Body => Style::Regular,
        RowKind::Group | RowKind::Total => Style::Bold,
    }
}
