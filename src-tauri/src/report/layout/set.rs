//! Setting lines: words of a line become placed glyphs, lines of a part become atoms.

use super::spots::SetFigure;
use super::{Item, Node, Role, Text};
use crate::report::breaking::{Fill, Line, lines, words};
use crate::report::content::{Align, Figure, Style};
use crate::report::fonts::FontSet;
use crate::report::measure::{BODY, GAP, INDENT, LEFT, PITCH, Sheet, TITLE_PART};
use crate::report::shape::{Glyph, Shaper, Substitution, prepare};

/// The smallest thing that a page is filled with. Heights in its items count from its upper edge.
#[derive(Debug, Clone, Default)]
pub(super) struct Atom {
    /// White above it, left out at the head of a page.
    pub before: f64,
    /// Height without `before`.
    pub height: f64,
    /// Whether a page may end before it.
    pub may_break: bool,
    /// Where nothing else is left a page ends before such an atom, rather than anywhere: a second line that should
    /// stay with the signature, a further addressee.
    pub rather: bool,
    /// What it shows.
    pub items: Vec<Item>,
    /// Where the outline leads.
    pub mark: Option<Mark>,
    /// What is drawn too where a page ends after it.
    pub closing: Vec<Item>,
    /// Head of the table that is repeated when a page begins with this atom: height and items.
    pub head: Option<std::rc::Rc<(f64, Vec<Item>)>>,
}

/// A heading for the outline.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub key: Option<String>,
    pub title: String,
    pub depth: usize,
}

/// Where lines are centred.
#[derive(Debug, Clone, Copy)]
pub(super) struct Centred {
    /// Their middle.
    pub middle: f64,
    /// Room from left to right.
    pub measure: f64,
    /// First base line.
    pub y: f64,
    /// From base line to base line.
    pub pitch: f64,
}

/// Sets text and keeps the structure.
pub(super) struct Setter<'a> {
    pub shaper: Shaper<'a>,
    nodes: Vec<Node>,
    /// Figures of the book that were set, where that is asked for.
    pub figures: Option<Vec<SetFigure>>,
}

/// Parts of the size of letters above and below the base line; those of Times New Roman.
const ASCENT: f64 = 0.891;
const DESCENT: f64 = 0.216;

/// Base line inside a line of the given height.
pub(super) fn base_line(height: f64, size: f64) -> f64 {
    (height - (ASCENT + DESCENT) * size) / 2.0 + ASCENT * size
}

impl<'a> Setter<'a> {
    pub fn new(fonts: &'a FontSet, traced: bool) -> Self {
        Self {
            shaper: Shaper::new(fonts),
            nodes: vec![Node {
                role: Role::Document,
                parent: None,
                instead: None,
            }],
            figures: traced.then(Vec::new),
        }
    }

    pub fn finish(self) -> (Vec<Node>, Vec<Substitution>) {
        (self.nodes, self.shaper.substitutions())
    }

    /// A new part of the structure.
    pub fn node(&mut self, role: Role, parent: usize) -> usize {
        self.nodes.push(Node {
            role,
            parent: Some(parent),
            instead: None,
        });
        self.nodes.len() - 1
    }

    /// Notes that the part that was opened last shows a figure of the book.
    pub fn note_figure(&mut self, text: &str, figure: Option<&Figure>) {
        let node = self.nodes.len() - 1;
        if let (Some(known), Some(own)) = (&mut self.figures, figure) {
            known.push(SetFigure {
                node,
                text: text.to_owned(),
                key: own.key.clone(),
            });
        }
    }

    /// What is said instead of a part.
    pub fn say_instead(&mut self, node: usize, words: String) {
        if let Some(node) = self.nodes.get_mut(node) {
            node.instead = Some(words);
        }
    }

    /// Breaks runs of one size into lines.
    pub fn lines(
        &mut self,
        runs: &[(Style, &str)],
        size: f64,
        measure: f64,
        indent: f64,
        fill: Fill,
    ) -> Vec<Line> {
        let words = words(&mut self.shaper, runs, size);
        lines(words, measure, indent, fill)
    }

    /// Places a line with its left end at `x`, its base line at `y`.
    pub fn place(&mut self, line: &Line, x: f64, y: f64, node: Option<usize>) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut open: Option<Text> = None;
        let mut at = x;
        let pieces = line.words.iter().flat_map(|word| &word.pieces);
        let letters: usize = pieces.map(|piece| piece.glyphs.len()).sum();
        for word in &line.words {
            if word.space > 0.0 {
                let wide = word.space + line.stretch;
                if let Some(text) = &mut open
                    && let Some(glyph) = self.shaper.blank(text.style)
                {
                    let extra = wide - glyph.advance * text.size;
                    text.glyphs.push((glyph, extra));
                }
                at += wide;
            }
            for (place, piece) in word.pieces.iter().enumerate() {
                if place > 0 && stands_apart(piece.glyphs.first()) {
                    at += line.track;
                    if let Some(glyph) = open.as_mut().and_then(|text| text.glyphs.last_mut()) {
                        glyph.1 += line.track;
                    }
                }
                let same = open.as_ref().is_some_and(|t| {
                    t.style == piece.style && (t.size - piece.size).abs() < f64::EPSILON
                });
                if !same {
                    items.extend(open.take().map(Item::Text));
                    open = Some(Text {
                        x: at,
                        y,
                        size: piece.size,
                        style: piece.style,
                        glyphs: Vec::with_capacity(letters + line.words.len()),
                        node,
                        turn: 0.0,
                    });
                }
                if let Some(text) = &mut open {
                    for (glyph, own) in piece.glyphs.iter().enumerate() {
                        let next = piece.glyphs.get(glyph + 1);
                        let apart = if stands_apart(next) { line.track } else { 0.0 };
                        text.glyphs.push((*own, apart));
                        at += apart;
                    }
                }
                at += piece.width;
            }
        }
        if let Some(text) = open.as_mut().filter(|_| line.blank_after) {
            // It takes no room, but without it the words of two lines would be read as one.
            if let Some(glyph) = self.shaper.blank(text.style) {
                text.glyphs.push((glyph, -glyph.advance * text.size));
            }
        }
        items.extend(open.map(Item::Text));
        items
    }

    /// One line of text that is not broken, centred on `middle`; gives its width too.
    pub fn centred_line(
        &mut self,
        text: &str,
        style: Style,
        size: f64,
        middle: f64,
        y: f64,
        node: Option<usize>,
    ) -> (Vec<Item>, f64) {
        let lines = self.lines(
            &[(style, text)],
            size,
            f64::INFINITY,
            0.0,
            Fill::Ragged(Align::Left),
        );
        lines.first().map_or_else(
            || (Vec::new(), 0.0),
            |line| {
                (
                    self.place(line, middle - line.width / 2.0, y, node),
                    line.width,
                )
            },
        )
    }

    /// Lines of text centred on a place, the first at its height; gives the height of the last base line too.
    pub fn centred_lines(
        &mut self,
        text: &str,
        (style, size): (Style, f64),
        at: Centred,
        node: usize,
    ) -> (Vec<Item>, f64) {
        let fill = Fill::Ragged(Align::Center);
        let mut items = Vec::new();
        let mut y = at.y;
        let lines = self.lines(&[(style, text)], size, at.measure, 0.0, fill);
        for (number, line) in lines.iter().enumerate() {
            y = at.y + at.pitch * number as f64;
            items.append(&mut self.place(line, at.middle - line.width / 2.0, y, Some(node)));
        }
        (items, y)
    }

    /// A justified paragraph with its first line indented.
    pub fn paragraph(
        &mut self,
        sheet: Sheet,
        role: Role,
        parent: usize,
        runs: &[(Style, &str)],
    ) -> Vec<Atom> {
        let lines = self.lines(runs, BODY, sheet.measure(), INDENT, Fill::Justified);
        if lines.is_empty() {
            return Vec::new();
        }
        let node = self.node(role, parent);
        let count = lines.len();
        let mut atoms = Vec::with_capacity(count);
        for (number, line) in lines.iter().enumerate() {
            let x = LEFT + if number == 0 { INDENT } else { 0.0 };
            atoms.push(Atom {
                before: if number == 0 { GAP } else { 0.0 },
                height: PITCH,
                // Neither one line at the foot of a page nor one at its head.
                may_break: number == 0 || (number >= 2 && count - number >= 2),
                items: self.place(line, x, base_line(PITCH, BODY), Some(node)),
                ..Atom::default()
            });
        }
        atoms
    }

    /// Centred lines that stay together.
    pub fn centred(
        &mut self,
        sheet: Sheet,
        role: Role,
        parent: usize,
        style: Style,
        size: f64,
        text: &str,
    ) -> Vec<Atom> {
        let measure = sheet.measure() * TITLE_PART;
        let lines = self.lines(
            &[(style, text)],
            size,
            measure,
            0.0,
            Fill::Ragged(Align::Center),
        );
        if lines.is_empty() {
            return Vec::new();
        }
        let node = self.node(role, parent);
        lines
            .iter()
            .enumerate()
            .map(|(number, line)| Atom {
                before: if number == 0 { GAP } else { 0.0 },
                height: PITCH,
                may_break: number == 0,
                items: self.place(
                    line,
                    sheet.middle() - line.width / 2.0,
                    base_line(PITCH, size),
                    Some(node),
                ),
                ..Atom::default()
            })
            .collect()
    }

    /// Grey words along the rising diagonal of the sheet.
    pub fn watermark(&mut self, words: &str, width: f64, height: f64) -> Option<Item> {
        let words = prepare(words);
        let lines = self.lines(
            &[(Style::Bold, &*words)],
            1.0,
            f64::INFINITY,
            0.0,
            Fill::Ragged(Align::Left),
        );
        let line = lines.first()?;
        if line.width <= 0.0 {
            return None;
        }
        let angle = height.atan2(width);
        let size = (width.hypot(height) * 0.62 / line.width).min(72.0);
        let half = line.width * size / 2.0;
        // The middle of the letters, not their base line, lies on the diagonal.
        let drop = 0.33 * size;
        let x = width / 2.0 - half * angle.cos() + drop * angle.sin();
        let y = height / 2.0 + half * angle.sin() + drop * angle.cos();
        match self.place(line, x, y, None).into_iter().next()? {
            Item::Text(text) => {
                let glyphs = text
                    .glyphs
                    .into_iter()
                    .map(|(glyph, extra)| (glyph, extra * size))
                    .collect();
                Some(Item::Text(Text {
                    size,
                    glyphs,
                    turn: angle.to_degrees(),
                    ..text
                }))
            }
            Item::Rule { .. } => None,
        }
    }
}

/// Whether a glyph can be set off from the letter before it; a mark stays on its letter.
fn stands_apart(glyph: Option<&Glyph>) -> bool {
    glyph.is_some_and(|own| own.advance > 0.0)
}

/// Moves items down and to the right.
pub(super) fn shift(items: &mut [Item], dx: f64, dy: f64) {
    for item in items {
        match item {
            Item::Text(text) => {
                text.x += dx;
                text.y += dy;
            }
            Item::Rule { from, to, .. } => {
                from.0 += dx;
                to.0 += dx;
                from.1 += dy;
                to.1 += dy;
            }
        }
    }
}

/// A horizontal rule.
pub(super) const fn across(x0: f64, x1: f64, y: f64, width: f64) -> Item {
    Item::Rule {
        from: (x0, y),
        to: (x1, y),
        width,
    }
}
