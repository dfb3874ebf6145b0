//! Reports: what is said → pages → a PDF that can be printed, signed and kept (PDF/A-2b).
//!
//! Three steps, each a value that can be looked at:
//!
//! 1. **Content** ([`content`]). The engine builds a [`content::Document`] from the book: letterhead,
//!    headings, paragraphs with the source of each figure, tables, signature, annexes.
//! 2. **Layout** ([`layout()`]). Words become glyphs ([`shape`]), broken into lines of even
//!    blanks ([`breaking`]), stacked and cut into pages by the measures of Decree 30/2020/NĐ-CP,
//!    Phụ lục I. The result is plain data in points; [`Layout::to_text`] prints it for tests.
//! 3. **PDF** (`pdf`). A small sink draws on the sheets that printpdf makes; what printpdf leaves out or gets
//!    wrong is repaired behind it.
//!
//! Equal content gives equal bytes: nothing here reads a clock, a counter or the system, except
//! [`FontSet::load`] when the office has chosen Times New Roman. Text may come as NFC or NFD.
//!
//! ```
//! use so06::domain::error::Result;
//! use so06::report::{Document, FontChoice, FontSet, render};
//!
//! fn describe(document: &Document) -> Result<String> {
//!     let fonts = FontSet::load(FontChoice::LiberationSerif)?;
//!     let report = render(document, &fonts)?;
//!     Ok(format!("{} trang, {} byte", report.pages, report.pdf.len()))
//! }
//! ```

mod breaking;
pub mod chart;
pub mod content;
mod fonts;
mod justify;
mod layout;
mod measure;
mod names;
mod pdf;
mod shape;
mod word;
pub mod wording;
mod xlsx;

pub use content::Document;
pub use fonts::{FontChoice, FontSet};
pub use layout::{
    Bookmark, Item, Layout, Node, Page, Role, Spot, Text, layout, spoken_code, traced,
};
pub use shape::{Glyph, Shaped, Shaper, Substitution};
pub use skrifa::outline::OutlinePen as Pen;
pub use word::word;
pub use xlsx::{workbook, workbook_bytes};

use crate::domain::error::Result;

/// A finished report.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// Number of sheets.
    pub pages: usize,
    /// Where each heading and annex stands.
    pub sections: Vec<Section>,
    /// Letters that the font does not have; each is printed as an empty box. Usually none.
    pub substitutions: Vec<Substitution>,
}

/// A heading or an annex (mục) and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Key that the content gave it.
    pub key: Option<String>,
    /// Title as printed.
    pub title: String,
    /// Sheet in the file, from 1.
    pub page: usize,
}

/// Texts within a drawing in the order in which pages hold them, for comparing with pages that came back.
pub fn drawn_texts(
    chart: &chart::Chart,
    orientation: content::Orientation,
    fonts: &FontSet,
) -> Vec<String> {
    let sheet = measure::Sheet::of(orientation);
    let drawn = layout::chart::drawing(fonts, sheet, chart);
    let texts = drawn.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text.glyphs.iter().map(|own| own.0.letter).collect()),
        Item::Rule { .. } => None,
    });
    texts.collect()
}

/// Sets a document and writes it. Errors: [`crate::domain::error::ErrorCode::BrokenFont`] when a face
/// cannot be subset, [`crate::domain::error::ErrorCode::ReportFailed`] when the file cannot be written.
pub fn render(document: &Document, fonts: &FontSet) -> Result<Rendered> {
    finish(document, &layout(document, fonts), fonts)
}

/// The same for a screen, with the places of the figures. Errors: as those of [`render`].
pub fn render_traced(document: &Document, fonts: &FontSet) -> Result<(Rendered, Vec<Spot>)> {
    let layout = traced(document, fonts);
    let spots = layout.spots();
    Ok((finish(document, &layout, fonts)?, spots))
}

fn finish(document: &Document, layout: &Layout, fonts: &FontSet) -> Result<Rendered> {
    let pdf = pdf::write(document, layout, fonts)?;
    let sections = layout
        .bookmarks
        .iter()
        .map(|mark| Section {
            key: mark.key.clone(),
            title: mark.title.clone(),
            page: mark.page + 1,
        })
        .collect();
    Ok(Rendered {
        pdf,
        pages: layout.pages.len(),
        sections,
        substitutions: layout.substitutions.clone(),
    })
}
