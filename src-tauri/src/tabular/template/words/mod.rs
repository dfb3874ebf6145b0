//! A text of Word as XML: where its paragraphs, tables, bookmarks and controls stand, and what can be filled in.

mod reading;
mod writing;

use std::ops::Range;

use super::{Slot, TemplateSheet};
use crate::domain::text::clean;
use crate::tabular::limits::MOST_CHARACTERS;
use crate::tabular::workbook::{Cell, Merge, Table, TableRow};

pub(super) use reading::read_story;

/// Characters of a mark between its braces.
const LONGEST_MARK: usize = 200;

/// A run: where it stands, the format it has, and whether it holds more than text.
#[derive(Debug)]
struct Run {
    range: Range<usize>,
    format: Option<Range<usize>>,
    has_text: bool,
    /// Pictures, fields, notes: what must not go with the text.
    has_more: bool,
}

/// A text within a run: the whole element, and what is written in it.
#[derive(Debug)]
struct Piece {
    element: Range<usize>,
    text: String,
}

/// A paragraph.
#[derive(Debug, Default)]
struct Paragraph {
    range: Range<usize>,
    /// It has no content at all, `<w:p/>`.
    empty: bool,
    /// Where its end tag begins.
    end: usize,
    runs: Vec<Run>,
    pieces: Vec<Piece>,
    /// The format of its mark.
    format: Option<Range<usize>>,
}

/// A cell of a table.
#[derive(Debug)]
struct TextCell {
    row: u32,
    column: u32,
    span: u32,
    content: Range<usize>,
    vertical: Option<bool>,
    has_table: bool,
}

/// A named stretch of text.
#[derive(Debug)]
struct Named {
    name: String,
    range: Range<usize>,
    /// The mark that a control shows a hint and no content.
    hint: Option<Range<usize>>,
}

/// What a part of a document holds.
#[derive(Debug, Default)]
pub(super) struct Story {
    prefix: String,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Vec<TextCell>>,
    named: Vec<Named>,
}

impl Paragraph {
    fn text(&self) -> String {
        self.pieces.iter().map(|own| own.text.as_str()).collect()
    }

    /// Marks `{{name}}` in it: the name, and where each begins and ends in its text.
    fn marks(&self) -> Vec<(String, Range<usize>)> {
        let text = self.text();
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(begin) = text[at..].find("{{").map(|own| at + own) {
            let Some(length) = text[begin..].find("}}") else {
                break;
            };
            let end = begin + length + 2;
            let name = text[begin + 2..end - 2].trim();
            if name.is_empty() || name.chars().count() > LONGEST_MARK || name.contains("{{") {
                at = begin + 2;
                continue;
            }
            out.push((mark_name(name), begin..end));
            at = end;
        }
        out
    }
}

/// A mark by its name, however it is spaced.
fn mark_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    format!("{{{{{}}}}}", clean(&words.join(" ")))
}

impl Story {
    /// Its tables as sheets.
    pub(super) fn sheets(&self) -> Vec<TemplateSheet> {
        self.tables.iter().map(|cells| self.sheet(cells)).collect()
    }

    fn sheet(&self, cells: &[TextCell]) -> TemplateSheet {
        let mut out = TemplateSheet::default();
        let mut running: Vec<Merge> = Vec::new();
        let mut rows: Vec<TableRow> = Vec::new();
        for own in cells {
            let last = own.column + own.span - 1;
            out.size = (out.size.0.max(own.row), out.size.1.max(last + 1));
            if own.has_table {
                out.closed.insert((own.row, own.column));
            }
            let above = running
                .iter_mut()
                .find(|area| area.columns.0 == own.column && area.rows.1 + 1 == own.row);
            if own.vertical == Some(false)
                && let Some(area) = above
            {
                area.rows.1 = own.row;
                continue;
            }
            if own.span > 1 || own.vertical == Some(true) {
                running.push(Merge {
                    rows: (own.row, own.row),
                    columns: (own.column, last),
                });
            }
            let text: String = clean(self.text_in(&own.content).trim())
                .chars()
                .take(MOST_CHARACTERS)
                .collect();
            if text.is_empty() {
                continue;
            }
            let cell = (own.column, Cell::Text(text.into()));
            match rows.last_mut() {
                Some(row) if row.number == own.row => row.cells.push(cell),
                _ => rows.push(TableRow {
                    number: own.row,
                    cells: vec![cell],
                }),
            }
        }
        running.retain(|area| area.rows.0 < area.rows.1 || area.columns.0 < area.columns.1);
        out.table = Table {
            name: String::new(),
            hidden: false,
            rows,
            merges: running,
        };
        out
    }

    fn within<'a>(&'a self, range: &'a Range<usize>) -> impl Iterator<Item = &'a Paragraph> {
        self.paragraphs
            .iter()
            .filter(|own| range.start <= own.range.start && own.range.end <= range.end)
    }

    fn text_in(&self, range: &Range<usize>) -> String {
        let texts: Vec<String> = self.within(range).map(Paragraph::text).collect();
        texts.join("\n")
    }

    /// Its places outside cells, in the order of the text.
    pub(super) fn slots(&self) -> Vec<Slot> {
        let mut out: Vec<(usize, Slot)> = Vec::new();
        for paragraph in &self.paragraphs {
            let around = paragraph.text();
            for (name, place) in paragraph.marks() {
                let slot = Slot {
                    name,
                    text: String::new(),
                    percent_follows: around[place.end..].trim_start().starts_with('%'),
                    around: short(&around),
                };
                out.push((paragraph.range.start + place.start, slot));
            }
        }
        for named in &self.named {
            let around = self.paragraphs.iter().find(|own| {
                own.range.start <= named.range.start && named.range.end <= own.range.end
            });
            let whole = around.map(Paragraph::text);
            let own = self.text_of(&named.range);
            let rest = whole.as_deref().and_then(|whole| whole.split_once(&own));
            let slot = Slot {
                name: named.name.clone(),
                percent_follows: !own.is_empty()
                    && rest.is_some_and(|(_, after)| after.trim_start().starts_with('%')),
                text: short(&own),
                around: short(&whole.unwrap_or(own)),
            };
            out.push((named.range.start, slot));
        }
        out.sort_by_key(|(at, _)| *at);
        out.into_iter().map(|(_, slot)| slot).collect()
    }

    /// The text of the runs in a stretch.
    fn text_of(&self, range: &Range<usize>) -> String {
        let inside =
            |own: &&Piece| range.start <= own.element.start && own.element.end <= range.end;
        let pieces = self.paragraphs.iter().flat_map(|own| &own.pieces);
        pieces.filter(inside).map(|own| own.text.as_str()).collect()
    }
}

/// The beginning of a text, for the eye.
fn short(text: &str) -> String {
    clean(text.trim()).chars().take(300).collect()
}
