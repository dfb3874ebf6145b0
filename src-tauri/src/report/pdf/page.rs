//! Pages drawn with printpdf.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, DictItem, FontId, Greyscale, Line, LinePoint, Mm, Op, PdfFontHandle, PdfPage,
    Point, Pt, TextItem, TextMatrix,
};

use super::Sink;
use super::embed::Subsets;
use super::structure::{Marked, role_name};
use crate::report::content::Style;
use crate::report::layout::{Node, Role, Text};

/// Grey of words that are turned across the page: to be seen, not to hide the text.
const FAINT: f32 = 0.86;

/// What kind of marked content is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// What is no content: rules, page numbers, repeated heads.
    Artifact,
    /// A part of the structure.
    Part(usize),
}

/// Collects printpdf's operations and which marked content belongs to which part of the structure.
pub(super) struct PrintpdfSink<'a> {
    subsets: &'a Subsets<'a>,
    nodes: &'a [Node],
    pages: Vec<PdfPage>,
    marked: Vec<Marked>,
    height: f64,
    open: Open,
    next_mark: i64,
    font: Option<(Style, f64)>,
    stroke: Option<f64>,
}

impl<'a> PrintpdfSink<'a> {
    pub fn new(subsets: &'a Subsets<'a>, nodes: &'a [Node]) -> Self {
        Self {
            subsets,
            nodes,
            pages: Vec::new(),
            marked: Vec::new(),
            height: 0.0,
            open: Open::Nothing,
            next_mark: 0,
            font: None,
            stroke: None,
        }
    }

    /// The pages, and their marked content in order.
    pub fn finish(mut self) -> (Vec<PdfPage>, Vec<Marked>) {
        self.close();
        (self.pages, self.marked)
    }

    fn push(&mut self, op: Op) {
        if let Some(page) = self.pages.last_mut() {
            page.ops.push(op);
        }
    }

    fn close(&mut self) {
        if std::mem::replace(&mut self.open, Open::Nothing) != Open::Nothing {
            self.push(Op::EndMarkedContent);
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
            self.push(Op::BeginMarkedContent {
                tag: "Artifact".to_owned(),
            });
            return;
        };
        let mark = self.next_mark;
        self.next_mark += 1;
        self.marked.push(Marked {
            node,
            page: self.pages.len().saturating_sub(1),
            mark,
        });
        let tag = self
            .nodes
            .get(node)
            .map_or("Span", |node| role_name(node.role));
        self.push(Op::BeginMarkedContentWithProperties {
            tag: tag.to_owned(),
            properties: DictItem::Dict {
                map: BTreeMap::from([("MCID".to_owned(), DictItem::Int(mark))]),
            },
        });
    }
}

impl Sink for PrintpdfSink<'_> {
    fn begin_page(&mut self, width: f64, height: f64) {
        self.close();
        self.pages.push(PdfPage::new(
            Mm::from(Pt(exact(width))),
            Mm::from(Pt(exact(height))),
            Vec::new(),
        ));
        (self.height, self.next_mark, self.font, self.stroke) = (height, 0, None, None);
    }

    fn text(&mut self, text: &Text) {
        if text.glyphs.is_empty() {
            return;
        }
        self.mark(text.node);
        let turned = text.turn != 0.0;
        let grey = |level| Op::SetFillColor {
            col: Color::Greyscale(Greyscale {
                percent: level,
                icc_profile: None,
            }),
        };
        if turned {
            // Turned letters lie on many lines; the words are given as such to those who read them out.
            let words: String = text.glyphs.iter().map(|(glyph, _)| glyph.letter).collect();
            let data = super::utf16(&words);
            self.push(Op::BeginMarkedContentWithProperties {
                tag: "Span".to_owned(),
                properties: DictItem::Dict {
                    map: BTreeMap::from([(
                        "ActualText".to_owned(),
                        DictItem::String {
                            data,
                            literal: false,
                        },
                    )]),
                },
            });
            self.push(grey(FAINT));
        }
        self.push(Op::StartTextSection);
        if self.font != Some((text.style, text.size)) {
            self.font = Some((text.style, text.size));
            let font = PdfFontHandle::External(FontId(Subsets::resource(text.style).to_owned()));
            self.push(Op::SetFont {
                font,
                size: Pt(exact(text.size)),
            });
        }
        let (x, y) = (exact(text.x), exact(self.height - text.y));
        if turned {
            let (sin, cos) = text.turn.to_radians().sin_cos();
            let part = |value: f64| (value * 1e5).round() as f32 / 1e5;
            let matrix = TextMatrix::Raw([part(cos), part(sin), part(-sin), part(cos), x, y]);
            self.push(Op::SetTextMatrix { matrix });
        } else {
            self.push(Op::SetTextCursor {
                pos: Point { x: Pt(x), y: Pt(y) },
            });
        }
        let glyphs = text
            .glyphs
            .iter()
            .map(|(glyph, extra)| {
                // Blanks are widened one by one: word spacing has no effect on fonts with two-byte codes.
                let offset = if *extra == 0.0 {
                    0.0
                } else {
                    exact(-extra * 1000.0 / text.size)
                };
                Codepoint::new(self.subsets.glyph(text.style, glyph.id), offset)
            })
            .collect();
        self.push(Op::ShowText {
            items: vec![TextItem::GlyphIds(glyphs)],
        });
        self.push(Op::EndTextSection);
        if turned {
            self.push(grey(0.0));
            self.push(Op::EndMarkedContent);
        }
    }

    fn rule(&mut self, from: (f64, f64), to: (f64, f64), width: f64) {
        // Strokes of a drawing follow its letters and belong to it.
        if !self.drawing() {
            self.mark(None);
        }
        if self.stroke != Some(width) {
            self.stroke = Some(width);
            self.push(Op::SetOutlineThickness {
                pt: Pt(exact(width)),
            });
        }
        let points = [from, to].map(|(x, y)| LinePoint {
            p: Point {
                x: Pt(exact(x)),
                y: Pt(exact(self.height - y)),
            },
            bezier: false,
        });
        self.push(Op::DrawLine {
            line: Line {
                points: points.to_vec(),
                is_closed: false,
            },
        });
    }
}

/// Three decimals are finer than any printer and keep the file small.
fn exact(value: f64) -> f32 {
    ((value * 1000.0).round() / 1000.0) as f32
}
