//! Content → pages of placed glyphs and rules. Everything is measured in points from the upper left
//! corner of the sheet; nothing here knows of PDF.
//!
//! First every part is set into *atoms*: lines, rows, the letterhead, the signature, each with a height
//! and a note whether a page may end before it. Then [`paginate`] fills pages with atoms.

mod annex;
pub(super) mod chart;
mod code;
pub(super) mod ending;
pub(super) mod front;
mod paginate;
mod set;
mod small;
mod spots;
pub(super) mod table;

pub use code::spoken_code;
pub use spots::Spot;

use std::fmt::Write as _;

use self::set::{Atom, Setter};
use super::content::{Block, Document, Level, Orientation, Style};
use super::fonts::FontSet;
use super::measure::{BODY, MM, Sheet};
use super::shape::{Glyph, Substitution};

/// A document set on pages.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Sheets in order.
    pub pages: Vec<Page>,
    /// Logical structure, parents before children; the first is the document.
    pub nodes: Vec<Node>,
    /// Headings and annexes in order, for the outline.
    pub bookmarks: Vec<Bookmark>,
    /// Letters that the font does not have.
    pub substitutions: Vec<Substitution>,
    /// Figures of the book that were set, in the order of print; none where nobody asks for their places.
    figures: Vec<spots::SetFigure>,
}

/// A sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
    /// What stands on it, in reading order.
    pub items: Vec<Item>,
}

/// Something placed.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Letters on a base line.
    Text(Text),
    /// A straight stroke.
    Rule {
        /// From, in points.
        from: (f64, f64),
        /// To, in points.
        to: (f64, f64),
        /// Thickness in points.
        width: f64,
    },
}

/// Letters of one style on a base line.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// Left end in points.
    pub x: f64,
    /// Base line in points from the upper edge.
    pub y: f64,
    /// Size in points.
    pub size: f64,
    /// Style.
    pub style: Style,
    /// Each glyph with what is added after its advance, in points.
    pub glyphs: Vec<(Glyph, f64)>,
    /// Its place in the structure; none for what is not content: page numbers, repeated heads.
    pub node: Option<usize>,
    /// Turn in degrees, counter-clockwise, about (x, y); printed grey when it is not 0.
    pub turn: f64,
}

/// A part of the logical structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub role: Role,
    /// The part that it lies in; none for the document.
    pub parent: Option<usize>,
    /// What is said instead of a drawing to those who do not see it.
    pub instead: Option<String>,
}

/// What a part of the structure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The whole.
    Document,
    /// An annex.
    Sect,
    /// Title of the document or of an annex.
    H1,
    /// Heading "I."
    H2,
    /// Heading "1."
    H3,
    /// Paragraph.
    P,
    /// Table.
    Table,
    /// Row.
    Tr,
    /// Cell of the head row.
    Th,
    /// Cell.
    Td,
    /// Drawing.
    Figure,
    /// The line below a drawing.
    Caption,
}

/// A place that the outline leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct Bookmark {
    /// Key of the section, where the content gives one.
    pub key: Option<String>,
    /// Title.
    pub title: String,
    /// Depth, 0 for the outermost.
    pub depth: usize,
    /// Sheet, from 0.
    pub page: usize,
    /// Height on the sheet in points from the upper edge.
    pub y: f64,
}

/// The document among the parts of its structure.
const ROOT: usize = 0;
/// Sets a document on pages.
pub fn layout(document: &Document, fonts: &FontSet) -> Layout {
    set(document, Setter::new(fonts, false))
}

/// The same, with the places of the figures.
pub fn traced(document: &Document, fonts: &FontSet) -> Layout {
    set(document, Setter::new(fonts, true))
}

fn set(document: &Document, mut setter: Setter<'_>) -> Layout {
    let mut pages = Vec::new();
    let mut bookmarks = Vec::new();
    let sheet = Sheet::of(Orientation::Portrait);

    let mut atoms = vec![front::front(&mut setter, sheet, document)];
    atoms.extend(front::addressees(&mut setter, sheet, &document.addressees));
    atoms.extend(blocks(&mut setter, sheet, ROOT, &document.body));
    ending::append(&mut setter, sheet, document, &mut atoms);
    paginate::paginate(&mut setter, sheet, atoms, &mut pages, &mut bookmarks);

    if let (Some(code), Some(last)) = (&document.code, pages.last_mut()) {
        last.items.extend(code::code(&mut setter, sheet, code));
    }

    for annex in &document.annexes {
        let sheet = Sheet::of(annex.orientation);
        let atoms = annex::atoms(&mut setter, sheet, annex, &document.letterhead);
        paginate::paginate(&mut setter, sheet, atoms, &mut pages, &mut bookmarks);
    }
    if let Some(words) = &document.watermark {
        for page in &mut pages {
            if let Some(mark) = setter.watermark(words, page.width, page.height) {
                page.items.insert(0, mark);
            }
        }
    }
    let figures = setter.figures.take().unwrap_or_default();
    let (nodes, substitutions) = setter.finish();
    Layout {
        pages,
        nodes,
        bookmarks,
        substitutions,
        figures,
    }
}

/// Sets blocks one below the other.
fn blocks(setter: &mut Setter<'_>, sheet: Sheet, parent: usize, blocks: &[Block]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    let mut glue = false;
    for (place, block) in blocks.iter().enumerate() {
        let mut own = match block {
            Block::Heading { level, text, key } => {
                heading(setter, sheet, parent, *level, text, key.as_deref())
            }
            Block::Paragraph { runs, .. } => {
                let texts: Vec<(Style, &str)> = runs
                    .iter()
                    .map(|run| (run.style, run.text.as_str()))
                    .collect();
                let own = setter.paragraph(sheet, Role::P, parent, &texts);
                for run in runs.iter().filter(|_| !own.is_empty()) {
                    setter.note_figure(&run.text, run.figure.as_ref());
                }
                own
            }
            Block::Small { runs, size } => small::lines(setter, sheet, parent, runs, *size),
            Block::Table(table) => table::atoms(setter, sheet, parent, table),
            Block::Chart(chart) => chart::atoms(setter, sheet, parent, chart),
            Block::Signatures(signatories) => small::signatures(setter, sheet, parent, signatories),
        };
        if own.is_empty() {
            continue;
        }
        // A heading never stands alone at the foot of a page, nor does a sentence that leads to a table or a list.
        if glue && let Some(first) = own.first_mut() {
            first.may_break = false;
        }
        glue = match block {
            Block::Heading { .. } => true,
            Block::Small { runs, .. } => runs.iter().all(|run| run.style == Style::Bold),
            Block::Paragraph { .. } => {
                let next = blocks.get(place + 1);
                block.leads_on() || matches!(next, Some(Block::Table(_) | Block::Chart(_)))
            }
            _ => false,
        };
        atoms.append(&mut own);
    }
    atoms
}

fn heading(
    setter: &mut Setter<'_>,
    sheet: Sheet,
    parent: usize,
    level: Level,
    text: &str,
    key: Option<&str>,
) -> Vec<Atom> {
    let (role, depth) = match level {
        Level::Part | Level::Section => (Role::H2, 0),
        Level::Subsection => (Role::H3, 1),
    };
    let mut atoms = if level == Level::Part {
        setter.centred(sheet, role, parent, Style::Bold, BODY, text)
    } else {
        setter.paragraph(sheet, role, parent, &[(Style::Bold, text)])
    };
    for atom in atoms.iter_mut().skip(1) {
        atom.may_break = false;
    }
    if let Some(first) = atoms.first_mut() {
        first.mark = Some(set::Mark {
            key: key.map(str::to_owned),
            title: super::shape::prepare(text).into_owned(),
            depth,
        });
    }
    atoms
}

impl Layout {
    /// Where figures of the book stand, in the order of print; for a layout that was [`traced`].
    pub fn spots(&self) -> Vec<Spot> {
        spots::spots(&self.pages, &self.figures)
    }

    /// The layout as text, one placed item a line, for tests: millimetres with two decimals.
    pub fn to_text(&self) -> String {
        let mut out = String::new();
        for (number, page) in self.pages.iter().enumerate() {
            let _ = writeln!(
                out,
                "page {} {:.0}x{:.0}",
                number + 1,
                page.width / MM,
                page.height / MM
            );
            for item in &page.items {
                let _ = match item {
                    Item::Text(text) => {
                        let letters: String =
                            text.glyphs.iter().map(|(glyph, _)| glyph.letter).collect();
                        let style = match text.style {
                            Style::Regular => "regular",
                            Style::Bold => "bold",
                            Style::Italic => "italic",
                            Style::BoldItalic => "bold-italic",
                        };
                        let (x, y) = (text.x / MM, text.y / MM);
                        writeln!(out, "  {x:.2} {y:.2} {style} {} {letters}", text.size)
                    }
                    Item::Rule { from, to, .. } => writeln!(
                        out,
                        "  rule {:.2} {:.2} – {:.2} {:.2}",
                        from.0 / MM,
                        from.1 / MM,
                        to.0 / MM,
                        to.1 / MM
                    ),
                };
            }
        }
        out
    }
}
