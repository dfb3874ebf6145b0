//! Reports: content → pages → PDF.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot go on without fails the test"
)]
#![allow(clippy::float_cmp, reason = "sizes are set, not computed")]

mod about;
mod asked;
mod bare;
mod charts;
mod delivery;
mod differing;
mod edited;
mod file;
mod fonts;
mod given;
pub mod issued;
mod keys;
mod letterheads;
mod many;
mod matrix;
mod pages;
mod papers;
mod periodic;
mod program;
mod quick;
mod returned;
pub mod sample;
mod sheets;
mod signed;
mod tables;
mod traced;
mod trees;
mod unit_paper;
mod widths;
mod word;
mod written;
mod xlsx;

use chrono::NaiveDate;
use so06::domain::instant::Instant;
use so06::report::content::{Block, Document, Form, Letterhead, Signature};
use so06::report::{FontChoice, FontSet, Item, Layout, Page, Text};

/// The built-in fonts.
fn fonts() -> FontSet {
    FontSet::load(FontChoice::LiberationSerif).unwrap()
}

/// A document that says nothing.
fn empty() -> Document {
    Document {
        title: String::new(),
        form: Form::Report,
        letterhead: Letterhead {
            superior: Vec::new(),
            issuer: Vec::new(),
            number: None,
            symbol: String::new(),
            place: String::new(),
            day: None,
            year: 2024,
        },
        kind_name: String::new(),
        subject: Vec::new(),
        addressees: Vec::new(),
        body: Vec::new(),
        signature: Signature::default(),
        recipients: Vec::new(),
        annexes: Vec::new(),
        code: None,
        watermark: None,
        author: String::new(),
        keywords: Vec::new(),
        created: Instant::end_of(NaiveDate::from_ymd_opt(2024, 3, 31).unwrap()),
    }
}

/// A document with a body only.
fn with_body(body: Vec<Block>) -> Document {
    Document { body, ..empty() }
}

/// The texts of a page in reading order.
fn texts(page: &Page) -> impl Iterator<Item = &Text> {
    page.items.iter().filter_map(|item| match item {
        Item::Text(text) => Some(text),
        Item::Rule { .. } => None,
    })
}

/// The letters of a text.
fn letters(text: &Text) -> String {
    text.glyphs.iter().map(|(glyph, _)| glyph.letter).collect()
}

/// Right end of a text in points.
fn right_end(text: &Text) -> f64 {
    text.x
        + text
            .glyphs
            .iter()
            .map(|(glyph, extra)| glyph.advance * text.size + extra)
            .sum::<f64>()
}

/// All letters of a layout, one text a line.
fn all_letters(layout: &Layout) -> Vec<String> {
    layout
        .pages
        .iter()
        .flat_map(|page| texts(page).map(letters))
        .collect()
}

const MM: f64 = 72.0 / 25.4;
