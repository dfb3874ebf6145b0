//! Where each figure of the book stands on the pages, so that a screen can show what is behind it.

use std::collections::HashMap;

use super::{Item, Page, Text};
use crate::report::shape::prepare;

/// A figure that was set: the part of the structure that it stands in, its text, its key.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SetFigure {
    pub node: usize,
    pub text: String,
    pub key: String,
}

/// A figure on a sheet (chỗ của một số). One that goes on in the next line has two places.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Key of the figure.
    pub key: String,
    /// Its text.
    pub text: String,
    /// Sheet, from 0.
    pub page: usize,
    /// Left edge in points.
    pub x: f64,
    /// Upper edge in points from that of the sheet.
    pub y: f64,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
}

/// A letter of a part of the structure with its place.
struct Placed {
    letter: char,
    page: usize,
    x: f64,
    /// Base line.
    y: f64,
    advance: f64,
    size: f64,
}

/// Height of a figure above its base line, and its depth below, as parts of its size.
const ABOVE: f64 = 0.75;
const BELOW: f64 = 0.25;

/// The places of figures. Those of one part stand in it in the order in which they were set.
pub(super) fn spots(pages: &[Page], figures: &[SetFigure]) -> Vec<Spot> {
    let mut letters: HashMap<usize, Vec<Placed>> =
        figures.iter().map(|own| (own.node, Vec::new())).collect();
    for (page, sheet) in pages.iter().enumerate() {
        for item in &sheet.items {
            if let Item::Text(text) = item
                && let Some(known) = text.node.and_then(|node| letters.get_mut(&node))
            {
                known.extend(of_text(text, page));
            }
        }
    }
    let mut read: HashMap<usize, usize> = HashMap::new();
    let mut out = Vec::new();
    for own in figures {
        let wanted: Vec<char> = prepare(&own.text).trim().chars().collect();
        let known = &letters[&own.node];
        let from = read.entry(own.node).or_default();
        let Some(place) = find(&known[*from..], &wanted).map(|place| *from + place) else {
            continue;
        };
        *from = place + wanted.len();
        out.extend(boxes(own, &known[place..place + wanted.len()]));
    }
    out
}

fn of_text(text: &Text, page: usize) -> impl Iterator<Item = Placed> {
    let mut x = text.x;
    text.glyphs.iter().map(move |(glyph, extra)| {
        let advance = glyph.advance * text.size + extra;
        let placed = Placed {
            letter: glyph.letter,
            page,
            x,
            y: text.y,
            advance,
            size: text.size,
        };
        x += advance;
        placed
    })
}

/// A blank is any blank: those that must not be broken are set as others.
fn find(letters: &[Placed], wanted: &[char]) -> Option<usize> {
    let same = |own: &Placed, letter: char| {
        own.letter == letter || own.letter.is_whitespace() && letter.is_whitespace()
    };
    if wanted.is_empty() || letters.len() < wanted.len() {
        return None;
    }
    (0..=letters.len() - wanted.len()).find(|place| {
        let own = letters[*place..].iter().zip(wanted);
        own.clone().all(|(own, letter)| same(own, *letter))
    })
}

/// One box a line.
fn boxes(own: &SetFigure, letters: &[Placed]) -> Vec<Spot> {
    let lines = letters.chunk_by(|a, b| a.page == b.page && (a.y - b.y).abs() < 0.1);
    lines
        .filter_map(|line| {
            let (first, last) = (line.first()?, line.last()?);
            Some(Spot {
                key: own.key.clone(),
                text: own.text.clone(),
                page: first.page,
                x: first.x,
                y: first.y - ABOVE * first.size,
                width: last.x + last.advance.max(0.0) - first.x,
                height: (ABOVE + BELOW) * first.size,
            })
        })
        .collect()
}
