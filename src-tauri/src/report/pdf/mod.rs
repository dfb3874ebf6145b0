//! Laid-out pages → a PDF/A-2b file of PDF 1.7, tagged, with an outline; equal input gives equal bytes.
//!
//! [`printpdf`] makes the document and its sheets. It stands behind the [`Sink`], since what it leaves out is
//! added behind it too ([`repair`]): what stands on the sheets, exact widths, subset fonts, identifiers from the
//! content, PDF/A's metadata, structure and outline.

mod embed;
mod file;
mod icc;
mod number;
mod page;
mod repair;
mod squeeze;
mod structure;
mod xmp;

use crate::domain::error::Result;
use crate::domain::instant::Instant;
use crate::report::content::Document;
use crate::report::fonts::FontSet;
use crate::report::layout::{Item, Layout, Text};

/// What draws pages. Heights count from the upper edge, all measures are points.
pub(super) trait Sink {
    /// Begins a sheet of that size.
    fn begin_page(&mut self, width: f64, height: f64);
    /// Letters on a base line.
    fn text(&mut self, text: &Text);
    /// A straight stroke.
    fn rule(&mut self, from: (f64, f64), to: (f64, f64), width: f64);
}

/// What the file says about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Properties {
    pub title: String,
    pub author: String,
    pub subject: String,
    pub keywords: String,
    pub created: Instant,
}

impl Properties {
    fn of(document: &Document) -> Self {
        let text = |text: &str| {
            super::shape::prepare(text)
                .replace('\u{a0}', " ")
                .trim()
                .to_owned()
        };
        Self {
            title: text(&document.title),
            author: text(&document.author),
            subject: text(&document.subject.join(" ")),
            keywords: text(&document.keywords.join(", ")),
            created: document.created,
        }
    }
}

/// Writes the file.
pub(super) fn write(document: &Document, layout: &Layout, fonts: &FontSet) -> Result<Vec<u8>> {
    let subsets = embed::Subsets::of(layout, fonts)?;
    let mut sink = page::ContentSink::new(&subsets, &layout.nodes);
    draw(layout, &mut sink);
    repair::finish(sink.finish(), layout, &subsets, &Properties::of(document))
}

/// Draws a layout on any sink.
fn draw(layout: &Layout, sink: &mut impl Sink) {
    for page in &layout.pages {
        sink.begin_page(page.width, page.height);
        for item in &page.items {
            match item {
                Item::Text(text) => sink.text(text),
                Item::Rule { from, to, width } => sink.rule(*from, *to, *width),
            }
        }
    }
}

/// A text string of PDF: UTF-16 with its mark.
fn utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(u16::to_be_bytes));
    bytes
}
