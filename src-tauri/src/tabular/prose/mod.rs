//! The running text of a Word document, for who wants more of it than its tables: every paragraph with the number that
//! Word gives it, and where tables stand between them.

mod numbering;
mod words;

pub use words::read_words;

use super::build::Stop;
use super::package::Package;
use super::sniff::{Sort, sniff};
use super::xml::{Sink, Tag};
use crate::domain::Result;
use crate::domain::text::clean;
use numbering::{Counters, Numbering};

/// A passage of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passage {
    /// A paragraph; a tab within it stays one.
    Paragraph(String),
    /// A table, by its place among the tables.
    Table(usize),
}

/// Passages that are kept.
const MOST: usize = 20_000;

/// Bytes of text that are kept.
const MOST_TEXT: usize = 4 << 20;

/// Bytes of one paragraph.
const LONGEST: usize = 64 << 10;

/// The passages of a Word document in their order; none of what is no such document. What is broken further on is read
/// as far as it goes.
pub fn read_passages(bytes: &[u8]) -> Result<Option<Vec<Passage>>> {
    let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| match sniff(bytes) {
        Ok(Sort::Docx(mut package)) => Ok(Some(read(&mut package))),
        Ok(_) => Ok(None),
        Err(error) => Err(error),
    }));
    // The last net, as for tables.
    read.unwrap_or(Ok(None))
}

fn read(package: &mut Package<'_>) -> Vec<Passage> {
    let mut prose = Prose {
        numbering: Numbering::read(package),
        ..Prose::default()
    };
    // Broken and full mean the same here: what was read is what there is.
    let _ = package.read("word/document.xml", &mut prose);
    prose.passages
}

#[derive(Debug, Default)]
struct Prose {
    passages: Vec<Passage>,
    numbering: Numbering,
    counters: Counters,
    /// Tables within which it stands.
    depth: u32,
    tables: usize,
    /// Copies for older programs.
    fallback: u32,
    text: String,
    in_text: bool,
    kept: usize,
    /// List, level and style of the paragraph.
    list: Option<u32>,
    level: Option<usize>,
    style: Option<String>,
}

impl Prose {
    fn add(&mut self, text: &str) {
        if self.fallback == 0 && self.depth == 0 && self.text.len() < LONGEST {
            self.text.push_str(text);
        }
    }

    fn end_paragraph(&mut self) -> Result<(), Stop> {
        let (list, level, style) = (self.list.take(), self.level.take(), self.style.take());
        if self.depth > 0 {
            return Ok(());
        }
        let text = std::mem::take(&mut self.text);
        let parts: Vec<String> = text.split('\t').map(clean).collect();
        let text = parts.join("\t");
        let text = text.trim_matches(['\t', ' ']);
        if text.is_empty() {
            return Ok(());
        }
        let place = self.numbering.place(list, level, style.as_deref());
        let mark = place.and_then(|(list, level)| self.counters.next(&self.numbering, list, level));
        let text = mark.map_or_else(|| text.to_owned(), |mark| format!("{mark} {text}"));
        self.kept += text.len();
        if self.passages.len() >= MOST || self.kept > MOST_TEXT {
            return Err(Stop::Full);
        }
        self.passages.push(Passage::Paragraph(text));
        Ok(())
    }
}

impl Sink for Prose {
    fn open(&mut self, tag: &Tag<'_>) -> Result<(), Stop> {
        match tag.name() {
            "Fallback" => self.fallback += 1,
            _ if self.fallback > 0 => {}
            "tbl" => {
                if self.depth == 0 {
                    self.text.clear();
                    self.passages.push(Passage::Table(self.tables));
                    self.tables += 1;
                }
                self.depth += 1;
            }
            "t" => self.in_text = true,
            "tab" if self.depth == 0 && !self.text.is_empty() => self.add("\t"),
            "br" | "cr" => self.add(" "),
            "noBreakHyphen" => self.add("-"),
            "ilvl" => self.level = tag.number("val").map(|own| own as usize),
            "numId" => self.list = tag.number("val"),
            "pStyle" => self.style = tag.attribute("val"),
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &str) -> Result<(), Stop> {
        match name {
            "Fallback" => self.fallback = self.fallback.saturating_sub(1),
            _ if self.fallback > 0 => {}
            "tbl" => self.depth = self.depth.saturating_sub(1),
            "t" => self.in_text = false,
            "p" => return self.end_paragraph(),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), Stop> {
        if self.in_text {
            self.add(text);
        }
        Ok(())
    }
}
