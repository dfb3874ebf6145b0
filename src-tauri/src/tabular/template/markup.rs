//! XML with the places of its tags, so that some of it can be changed and the rest stays as it is.

use std::ops::Range;

use crate::domain::{Error, ErrorCode, Result};
use crate::tabular::limits::{MOST_DEPTH, MOST_MARKUP};
use crate::tabular::refusal;
use crate::tabular::xml::{Piece, Tag, local, measure};

/// What stands at a place.
pub(super) enum Mark<'a> {
    /// An element begins; whether it ends at once.
    Open(Tag<'a>, bool),
    /// An element ends.
    Close(&'a str),
    /// Text.
    Text,
    /// Comments, instructions, declarations.
    Other,
}

/// Goes through a document.
pub(super) struct Marks<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl<'a> Marks<'a> {
    pub(super) const fn of(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
        }
    }

    /// The next mark with its place; none at the end. A document that breaks off cannot be changed in place.
    pub(super) fn next(&mut self) -> Result<Option<(Range<usize>, Mark<'a>)>> {
        let rest = &self.text[self.at..];
        if rest.is_empty() {
            return if self.depth == 0 {
                Ok(None)
            } else {
                Err(refusal::broken(&"the document breaks off"))
            };
        }
        let (piece, length) = measure(rest.as_bytes());
        let length = match (piece, length) {
            (_, Some(length)) => length,
            (Piece::Text, None) => rest.len(),
            _ => return Err(refusal::broken(&"a tag does not end")),
        };
        if length > MOST_MARKUP && piece != Piece::Text {
            return Err(ErrorCode::FileTooLarge.into());
        }
        let range = self.at..self.at + length;
        self.at = range.end;
        let written = &rest[..length];
        let mark = match piece {
            Piece::Text | Piece::Raw => Mark::Text,
            Piece::Other => Mark::Other,
            Piece::Close => {
                self.depth = self.depth.saturating_sub(1);
                Mark::Close(local(written[2..length - 1].trim_ascii()))
            }
            Piece::Open => {
                let content = &written[1..length - 1];
                let (content, empty) = match content.strip_suffix('/') {
                    Some(content) => (content, true),
                    None => (content, false),
                };
                self.depth += usize::from(!empty);
                if self.depth > MOST_DEPTH {
                    return Err(refusal::broken(&"elements within elements without end"));
                }
                Mark::Open(Tag::of(content), empty)
            }
        };
        Ok(Some((range, mark)))
    }
}

/// Changes of a text, each a stretch and what stands in its place.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    pub(super) fn put(&mut self, range: Range<usize>, with: impl Into<String>) {
        self.0.push((range, with.into()));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changed text. Two changes of one stretch contradict each other.
    pub(super) fn apply(mut self, text: &str) -> Result<String> {
        self.0.sort_by_key(|(range, _)| (range.start, range.end));
        let more: usize = self.0.iter().map(|(_, with)| with.len()).sum();
        let mut out = String::with_capacity(text.len() + more);
        let mut at = 0;
        for (range, with) in &self.0 {
            if range.start < at {
                return Err(Error::new(ErrorCode::SpotsOverlap));
            }
            out.push_str(&text[at..range.start]);
            out.push_str(with);
            at = range.end;
        }
        out.push_str(&text[at..]);
        Ok(out)
    }
}

/// The prefix with which an element is written, with its colon: "x:" of `<x:row`.
pub(super) fn prefix_of<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    let written = text[range.clone()].trim_start_matches(['<', '/']);
    let end = written.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'));
    let name = &written[..end.unwrap_or(written.len())];
    name.find(':').map_or("", |colon| &name[..=colon])
}

/// A text as XML writes it; signs that XML cannot hold are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// Attributes as they are written, without some of them.
pub(super) fn attributes_without(tag: &Tag<'_>, names: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = tag.attributes();
    while let Some(equal) = rest.find('=') {
        let (name, after) = (&rest[..equal], rest[equal + 1..].trim_ascii_start());
        let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
            break;
        };
        let Some(end) = after[1..].find(quote) else {
            break;
        };
        let name = name.trim_ascii();
        if !names.contains(&name) {
            out.push(' ');
            out.push_str(name);
            out.push('=');
            out.push_str(&after[..end + 2]);
        }
        rest = &after[end + 2..];
    }
    out
}
