//! Content streams: the operators of pages, written as bytes.
//!
//! printpdf keeps each operator as a value of some hundred bytes and each glyph as another, which takes most of the time
//! and memory of a long paper; so it makes the document and its sheets, and what stands on them is written here.

use std::collections::HashMap;
use std::io::Write as _;

use super::embed::Subsets;
use super::number::{Hundredths, hundredths, push_fine, push_hundredths, push_integer};
use super::squeeze::Squeezer;
use super::structure::{Marked, role_name};
use super::{Sink, utf16};
use crate::report::content::Style;
use crate::report::layout::{Node, Role, Text};

/// Grey of words that are turned across the page: to be seen, not to hide the text.
const FAINT: &[u8] = b".86 g\n";

/// What kind of marked content is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// What is no content: rules, page numbers, repeated heads.
    Artifact,
    /// A part of the structure.
    Part(usize),
}

/// A sheet with its operators, compressed.
pub(super) struct Sheet {
    pub width: f64,
    pub height: f64,
    pub content: Vec<u8>,
}

/// What a sink has drawn.
pub(super) struct Drawn {
    pub sheets: Vec<Sheet>,
    /// Marked content in order.
    pub marked: Vec<Marked>,
    /// Ready for what else is in the file.
    pub squeezer: Squeezer,
}

/// A straight stroke in hundredths of a point, counted from the lower edge.
#[derive(Clone, Copy)]
struct Stroke {
    from: (Hundredths, Hundredths),
    to: (Hundredths, Hundredths),
    width: Hundredths,
}

/// Writes operators and notes which marked content belongs to which part of the structure.
pub(super) struct ContentSink<'a> {
    subsets: &'a Subsets<'a>,
    nodes: &'a [Node],
    squeezer: Squeezer,
    sheets: Vec<Sheet>,
    marked: Vec<Marked>,
    size: Option<(f64, f64)>,
    out: Vec<u8>,
    open: Open,
    next_mark: u32,
    font: Option<(Style, f64)>,
    /// What is added behind letters, in ten-thousandths of a point.
    usual: i64,
    stroke: Option<Hundredths>,
    /// Strokes that are no content; they are drawn last.
    strokes: Vec<Stroke>,
}

impl<'a> ContentSink<'a> {
    pub fn new(subsets: &'a Subsets<'a>, nodes: &'a [Node]) -> Self {
        Self {
            subsets,
            nodes,
            squeezer: Squeezer::new(),
            sheets: Vec::new(),
            marked: Vec::new(),
            size: None,
            out: Vec::new(),
            open: Open::Nothing,
            next_mark: 0,
            font: None,
            usual: 0,
            stroke: None,
            strokes: Vec::new(),
        }
    }

    /// What was drawn.
    pub fn finish(mut self) -> Drawn {
        self.end_page();
        Drawn {
            sheets: self.sheets,
            marked: self.marked,
            squeezer: self.squeezer,
        }
    }

    fn end_page(&mut self) {
        let Some((width, height)) = self.size.take() else {
            return;
        };
        self.close();
        self.draw_strokes();
        let content = self.squeezer.squeeze(&self.out);
        self.out.clear();
        self.sheets.push(Sheet {
            width,
            height,
            content,
        });
    }

    fn height(&self) -> f64 {
        self.size.map_or(0.0, |size| size.1)
    }

    /// A place, counted from the lower left corner.
    fn place(&self, (x, y): (f64, f64)) -> (Hundredths, Hundredths) {
        (hundredths(x), hundredths(self.height() - y))
    }

    fn close(&mut self) {
        if std::mem::replace(&mut self.open, Open::Nothing) != Open::Nothing {
            self.out.extend_from_slice(b"EMC\n");
        }
    }

    /// Whether what is open is a drawing.
    fn drawing(&self) -> bool {
        matches!(self.open, Open::Part(node) if self.nodes.get(node).is_some_and(|own| own.role == Role::Figure))
    }

    /// Opens marked content for a part, or for what is no content.
    fn mark(&mut self, node: Option<usize>) {
        let wanted = node.map_or(Open::Artifact, Open::Part);
        if self.open == wanted {
            return;
        }
        self.close();
        self.open = wanted;
        let Some(node) = node else {
            self.out.extend_from_slice(b"/Artifact BMC\n");
            return;
        };
        let mark = self.next_mark;
        self.next_mark += 1;
        self.marked.push(Marked {
            node,
            page: self.sheets.len(),
            mark,
        });
        let tag = self
            .nodes
            .get(node)
            .map_or("Span", |node| role_name(node.role));
        self.out.push(b'/');
        self.out.extend_from_slice(tag.as_bytes());
        self.out.extend_from_slice(b"<</MCID ");
        push_integer(&mut self.out, u64::from(mark));
        self.out.extend_from_slice(b">>BDC\n");
    }

    /// The letters of one line as a string. What is added behind most of them is said once; blanks are widened one by
    /// one, since word spacing has no effect on fonts with codes of two bytes.
    fn show(&mut self, text: &Text) {
        let numbers = self.subsets.numbers(text.style);
        let usual = usual(text);
        if self.usual != usual {
            self.usual = usual;
            push_fine(&mut self.out, usual);
            self.out.extend_from_slice(b" Tc\n");
        }
        let usual = usual as f64 / 10_000.0;
        let widened = text.glyphs.split_last().is_some_and(|(_, before)| {
            before
                .iter()
                .any(|(_, extra)| tenths(extra - usual, text.size) != 0)
        });
        let out = &mut self.out;
        out.extend_from_slice(if widened { b"[(" } else { b"(" });
        let last = text.glyphs.len().saturating_sub(1);
        for (place, (glyph, extra)) in text.glyphs.iter().enumerate() {
            let number = numbers
                .get(usize::from(glyph.id))
                .copied()
                .unwrap_or_default();
            for byte in number.to_be_bytes() {
                match byte {
                    b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
                    b'\r' => out.extend_from_slice(b"\\r"),
                    _ => out.push(byte),
                }
            }
            let offset = tenths(extra - usual, text.size);
            if offset != 0 && place < last {
                out.push(b')');
                push_hundredths(out, offset * 10);
                out.push(b'(');
            }
        }
        out.extend_from_slice(if widened { b")]TJ\n" } else { b")Tj\n" });
    }

    fn draw(&mut self, stroke: Stroke) {
        for ((x, y), operator) in [(stroke.from, b" m\n"), (stroke.to, b" l\n")] {
            push_hundredths(&mut self.out, x);
            self.out.push(b' ');
            push_hundredths(&mut self.out, y);
            self.out.extend_from_slice(operator);
        }
    }

    fn thickness(&mut self, width: Hundredths) {
        if self.stroke != Some(width) {
            self.stroke = Some(width);
            push_hundredths(&mut self.out, width);
            self.out.extend_from_slice(b" w\n");
        }
    }

    /// Strokes of the sheet that are no content, those of one thickness together; upright ones that go on from row to
    /// row as one.
    fn draw_strokes(&mut self) {
        let strokes = joined(&std::mem::take(&mut self.strokes));
        if strokes.is_empty() {
            return;
        }
        self.mark(None);
        for own in strokes.chunk_by(|a, b| a.width == b.width) {
            self.thickness(own[0].width);
            for stroke in own {
                self.draw(*stroke);
            }
            self.out.extend_from_slice(b"S\n");
        }
        self.close();
    }
}

/// What is added behind most letters of a line, in ten-thousandths of a point; 0 where they differ.
fn usual(text: &Text) -> i64 {
    let (mut most, mut lead) = (0.0, 0);
    for (_, extra) in &text.glyphs {
        if lead == 0 {
            most = *extra;
        }
        lead += if (most - extra).abs() < 1e-6 { 1 } else { -1 };
    }
    let same = text.glyphs.iter().filter(|own| (most - own.1).abs() < 1e-6);
    if same.count() * 2 > text.glyphs.len() {
        (most * 10_000.0).round() as i64
    } else {
        0
    }
}

/// What is added after a glyph, as tenths of a thousandth of the size, towards the left.
fn tenths(extra: f64, size: f64) -> Hundredths {
    if extra == 0.0 {
        0
    } else {
        (-extra * 10_000.0 / size).round() as Hundredths
    }
}

/// Sorted by thickness, and what goes on upright joined.
fn joined(strokes: &[Stroke]) -> Vec<Stroke> {
    let mut out: Vec<Stroke> = Vec::with_capacity(strokes.len());
    let mut upright: HashMap<(Hundredths, Hundredths), usize> = HashMap::new();
    for own in strokes {
        if own.from.0 == own.to.0 {
            let last = upright.entry((own.from.0, own.width)).or_insert(usize::MAX);
            if let Some(before) = out.get_mut(*last).filter(|before| before.to == own.from) {
                before.to = own.to;
                continue;
            }
            *last = out.len();
        }
        out.push(*own);
    }
    out.sort_by_key(|own| own.width);
    out
}

impl Sink for ContentSink<'_> {
    fn begin_page(&mut self, width: f64, height: f64) {
        self.end_page();
        self.size = Some((width, height));
        (self.next_mark, self.font, self.usual, self.stroke) = (0, None, 0, None);
    }

    fn text(&mut self, text: &Text) {
        if text.glyphs.is_empty() {
            return;
        }
        self.mark(text.node);
        let turned = text.turn != 0.0;
        if turned {
            // Turned letters lie on many lines; the words are given as such to those who read them out.
            let words: String = text.glyphs.iter().map(|(glyph, _)| glyph.letter).collect();
            self.out.extend_from_slice(b"/Span<</ActualText<");
            for byte in utf16(&words) {
                let _ = write!(self.out, "{byte:02X}");
            }
            self.out.extend_from_slice(b">>>BDC\n");
            self.out.extend_from_slice(FAINT);
        }
        // Programs that take text over put a blank where a text object ends.
        self.out.extend_from_slice(b"BT\n");
        if self.font != Some((text.style, text.size)) {
            self.font = Some((text.style, text.size));
            self.out.push(b'/');
            self.out
                .extend_from_slice(Subsets::resource(text.style).as_bytes());
            self.out.push(b' ');
            push_hundredths(&mut self.out, hundredths(text.size));
            self.out.extend_from_slice(b" Tf\n");
        }
        let (x, y) = self.place((text.x, text.y));
        if turned {
            let (sin, cos) = text.turn.to_radians().sin_cos();
            for part in [cos, sin, -sin, cos] {
                let _ = write!(self.out, "{} ", (part * 1e5).round() / 1e5);
            }
            push_hundredths(&mut self.out, x);
            self.out.push(b' ');
            push_hundredths(&mut self.out, y);
            self.out.extend_from_slice(b" Tm\n");
        } else {
            push_hundredths(&mut self.out, x);
            self.out.push(b' ');
            push_hundredths(&mut self.out, y);
            self.out.extend_from_slice(b" Td\n");
        }
        self.show(text);
        self.out.extend_from_slice(b"ET\n");
        if turned {
            self.out.extend_from_slice(b"0 g\nEMC\n");
        }
    }

    fn rule(&mut self, from: (f64, f64), to: (f64, f64), width: f64) {
        let stroke = Stroke {
            from: self.place(from),
            to: self.place(to),
            width: hundredths(width),
        };
        // Strokes of a drawing follow its letters and belong to it.
        if self.drawing() {
            self.thickness(stroke.width);
            self.draw(stroke);
            self.out.extend_from_slice(b"S\n");
        } else {
            self.strokes.push(stroke);
        }
    }
}
