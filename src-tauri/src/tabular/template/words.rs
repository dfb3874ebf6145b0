//! A text of Word as XML: where its paragraphs, runs, tables, bookmarks and controls stand.

use std::ops::Range;

use super::markup::{Edits, Mark, Marks, attributes_without, escaped, prefix_of};
use super::{Slot, TemplateSheet};
use crate::domain::Result;
use crate::domain::text::clean;
use crate::tabular::limits::{MOST_CELLS, MOST_CHARACTERS, MOST_COLUMNS, MOST_TABLES};
use crate::tabular::workbook::{Cell, Merge, Table, TableRow};
use crate::tabular::xml::{Tag, unescaped};

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

/// An element that is open while a part is read.
enum Open {
    Paragraph(Paragraph),
    Run(Run),
    Text(Range<usize>),
    Format(usize),
    Properties,
    Table,
    Cell(TextCell),
    Control {
        name: Option<String>,
        hint: Option<Range<usize>>,
        content: Range<usize>,
    },
    Content,
    Other,
}

#[derive(Default)]
struct Reader {
    story: Story,
    open: Vec<Open>,
    bookmarks: Vec<(String, String, usize)>,
    /// Tables within each other; only the outermost has cells to be filled.
    depth: usize,
    row: u32,
    column: u32,
    cells: usize,
}

/// Reads a part.
pub(super) fn read_story(text: &str) -> Result<Story> {
    let mut reader = Reader::default();
    let mut marks = Marks::of(text);
    let mut begun = 0;
    while let Some((range, mark)) = marks.next()? {
        match mark {
            Mark::Open(tag, empty) => {
                if matches!(tag.name(), "document" | "hdr" | "ftr") && begun == 0 {
                    begun = range.end;
                    prefix_of(text, &range).clone_into(&mut reader.story.prefix);
                }
                reader.begin(&tag, &range);
                if empty {
                    reader.end(&range, text, true);
                }
            }
            Mark::Close(_) => reader.end(&range, text, false),
            Mark::Text | Mark::Other => {}
        }
    }
    Ok(reader.story)
}

impl Reader {
    fn begin(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        let own = match tag.name() {
            "p" => Open::Paragraph(Paragraph {
                range: range.clone(),
                ..Paragraph::default()
            }),
            "r" => Open::Run(Run {
                range: range.clone(),
                format: None,
                has_text: false,
                has_more: false,
            }),
            "rPr" => Open::Format(range.start),
            "pPr" => Open::Properties,
            "t" => Open::Text(range.clone()),
            "tbl" => {
                self.begin_table();
                Open::Table
            }
            "tr" if self.depth == 1 => {
                (self.row, self.column) = (self.row + 1, 0);
                Open::Other
            }
            "tc" if self.depth == 1 => Open::Cell(TextCell {
                row: self.row,
                column: self.column,
                span: 1,
                content: range.end..range.end,
                vertical: None,
                has_table: false,
            }),
            "sdt" => Open::Control {
                name: None,
                hint: None,
                content: 0..0,
            },
            "sdtContent" => {
                self.control(|_, _, content| *content = range.end..range.end);
                Open::Content
            }
            name => {
                self.note(name, tag, range);
                Open::Other
            }
        };
        self.open.push(own);
    }

    fn begin_table(&mut self) {
        self.depth += 1;
        if self.depth > 1 {
            for own in &mut self.open {
                if let Open::Cell(cell) = own {
                    cell.has_table = true;
                }
            }
        } else if self.story.tables.len() < MOST_TABLES {
            self.story.tables.push(Vec::new());
            (self.row, self.column) = (0, 0);
        }
    }

    /// Changes the innermost control.
    fn control(
        &mut self,
        change: impl FnOnce(&mut Option<String>, &mut Option<Range<usize>>, &mut Range<usize>),
    ) {
        let last = self.open.iter_mut().rev().find_map(|own| match own {
            Open::Control {
                name,
                hint,
                content,
            } => Some((name, hint, content)),
            _ => None,
        });
        if let Some((name, hint, content)) = last {
            change(name, hint, content);
        }
    }

    /// What small elements say of those around them.
    fn note(&mut self, name: &str, tag: &Tag<'_>, range: &Range<usize>) {
        let count = || tag.number("val").unwrap_or(0).min(MOST_COLUMNS);
        match name {
            "tag" => self.control(|own, _, _| *own = tag.attribute("val")),
            "showingPlcHdr" => self.control(|_, hint, _| *hint = Some(range.clone())),
            "gridBefore" if self.depth == 1 => {
                self.column = self.column.saturating_add(count()).min(MOST_COLUMNS);
            }
            "gridSpan" | "vMerge" if self.depth == 1 => {
                if let Some(Open::Cell(cell)) = self
                    .open
                    .iter_mut()
                    .rev()
                    .find(|own| matches!(own, Open::Cell(_)))
                {
                    if name == "gridSpan" {
                        cell.span = count().max(1);
                    } else {
                        let begins = tag.attribute("val").as_deref() == Some("restart");
                        cell.vertical = Some(begins);
                    }
                }
            }
            "bookmarkStart" => {
                let read = |name: &str| tag.attribute(name).unwrap_or_default();
                let name = read("name");
                // Word's own bookmarks begin with a line.
                if !name.is_empty() && !name.starts_with('_') && self.bookmarks.len() < 10_000 {
                    self.bookmarks.push((read("id"), name, range.end));
                }
            }
            "bookmarkEnd" => {
                let id = tag.attribute("id").unwrap_or_default();
                if let Some(at) = self.bookmarks.iter().position(|(own, ..)| *own == id) {
                    let (_, name, begin) = self.bookmarks.swap_remove(at);
                    self.story.named.push(Named {
                        name: format!("#{name}"),
                        range: begin..range.start,
                        hint: None,
                    });
                }
            }
            "tab" | "br" | "cr" | "noBreakHyphen" | "sym" => self.run(|run| run.has_text = true),
            "drawing" | "pict" | "object" | "fldChar" | "instrText" | "footnoteReference"
            | "endnoteReference" | "commentReference" => self.run(|run| run.has_more = true),
            _ => {}
        }
    }

    fn run(&mut self, change: impl FnOnce(&mut Run)) {
        let last = self.open.iter_mut().rev().find_map(|own| match own {
            Open::Run(run) => Some(run),
            _ => None,
        });
        if let Some(run) = last {
            change(run);
        }
    }

    fn paragraph(&mut self) -> Option<&mut Paragraph> {
        self.open.iter_mut().rev().find_map(|own| match own {
            Open::Paragraph(paragraph) => Some(paragraph),
            _ => None,
        })
    }

    fn end(&mut self, range: &Range<usize>, text: &str, empty: bool) {
        match self.open.pop() {
            Some(Open::Paragraph(mut paragraph)) => {
                paragraph.end = range.start;
                paragraph.range.end = range.end;
                paragraph.empty = empty;
                self.story.paragraphs.push(paragraph);
            }
            Some(Open::Run(mut run)) => {
                run.range.end = range.end;
                if let Some(paragraph) = self.paragraph() {
                    paragraph.runs.push(run);
                }
            }
            Some(Open::Text(begin)) => {
                let content = if empty {
                    ""
                } else {
                    &text[begin.end..range.start]
                };
                let piece = Piece {
                    element: begin.start..range.end,
                    text: unescaped(content).into_owned(),
                };
                self.run(|run| run.has_text = true);
                if let Some(paragraph) = self.paragraph() {
                    paragraph.pieces.push(piece);
                }
            }
            Some(Open::Format(begin)) => self.format(begin..range.end),
            Some(Open::Table) => self.depth = self.depth.saturating_sub(1),
            Some(Open::Cell(mut cell)) => {
                cell.content.end = range.start;
                self.column = cell.column.saturating_add(cell.span).min(MOST_COLUMNS);
                self.cells += 1;
                if self.cells <= MOST_CELLS
                    && !empty
                    && let Some(table) = self.story.tables.last_mut()
                {
                    table.push(cell);
                }
            }
            Some(Open::Content) => {
                let end = range.start;
                self.control(|_, _, content| content.end = end.max(content.start));
            }
            Some(Open::Control {
                name: Some(name),
                hint,
                content,
            }) if !name.is_empty() && content.start > 0 => self.story.named.push(Named {
                name: format!("@{name}"),
                range: content,
                hint,
            }),
            _ => {}
        }
    }

    /// A format belongs to the run or the mark of the paragraph that it stands in.
    fn format(&mut self, range: Range<usize>) {
        match self.open.last_mut() {
            Some(Open::Run(run)) => run.format = Some(range),
            Some(Open::Properties) => {
                if let Some(paragraph) = self.paragraph() {
                    paragraph.format = Some(range);
                }
            }
            _ => {}
        }
    }
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

    /// Writes a cell of a table.
    pub(super) fn write_cell(
        &self,
        text: &str,
        (table, row, column): (usize, u32, u32),
        words: &str,
        edits: &mut Edits,
    ) {
        let cells = self.tables.get(table).map_or(&[][..], Vec::as_slice);
        let own = cells
            .iter()
            .find(|own| own.row == row && own.column == column && !own.has_table);
        if let Some(cell) = own {
            self.replace(text, &cell.content, None, words, edits);
        }
    }

    /// Writes a bookmark or a control.
    pub(super) fn write_slot(&self, text: &str, name: &str, words: &str, edits: &mut Edits) {
        for named in self.named.iter().filter(|own| own.name == name) {
            if let Some(hint) = &named.hint {
                edits.put(hint.clone(), "");
            }
            let plain = named.hint.is_some();
            self.replace(text, &named.range, Some(plain), words, edits);
        }
    }

    /// Puts words in the place of the text of a stretch: the first run keeps its format, the others lose their text.
    /// `slot` says that the stretch need not hold a paragraph, and whether what stands in it is a hint with a format
    /// of its own.
    fn replace(
        &self,
        text: &str,
        range: &Range<usize>,
        slot: Option<bool>,
        words: &str,
        edits: &mut Edits,
    ) {
        let inside = |own: &Range<usize>| range.start <= own.start && own.end <= range.end;
        let runs: Vec<&Run> = self
            .paragraphs
            .iter()
            .flat_map(|own| &own.runs)
            .filter(|run| inside(&run.range) && run.has_text && !run.has_more)
            .collect();
        let hinted = slot == Some(true);
        if let Some((first, rest)) = runs.split_first() {
            let format = first.format.clone().filter(|_| !hinted);
            edits.put(first.range.clone(), self.run(text, format, words));
            for run in rest {
                edits.put(run.range.clone(), "");
            }
            return;
        }
        if words.is_empty() {
            return;
        }
        let paragraph = self.within(range).next();
        match paragraph {
            Some(own) if own.empty => {
                let p = &self.prefix;
                let run = self.run(text, None, words);
                let kept = whole_tag(text, &own.range);
                edits.put(own.range.clone(), format!("<{p}p{kept}>{run}</{p}p>"));
            }
            Some(own) => {
                let run = self.run(text, own.format.clone(), words);
                edits.put(own.end..own.end, run);
            }
            None if slot.is_some() => {
                let around = self
                    .paragraphs
                    .iter()
                    .find(|own| inside_of(&own.range, range));
                let format = around.and_then(|own| {
                    let before = own
                        .runs
                        .iter()
                        .rev()
                        .find(|run| run.range.end <= range.start);
                    before.map_or_else(|| own.format.clone(), |run| run.format.clone())
                });
                edits.put(range.start..range.start, self.run(text, format, words));
            }
            None => {}
        }
    }

    /// A run with a format that stands elsewhere in the text.
    fn run(&self, text: &str, format: Option<Range<usize>>, words: &str) -> String {
        let p = &self.prefix;
        let format = format.map_or("", |range| &text[range]);
        let words = escaped(words);
        format!("<{p}r>{format}<{p}t xml:space=\"preserve\">{words}</{p}t></{p}r>")
    }

    /// Writes marks, which may be split over runs: what is written stands where the mark begins.
    pub(super) fn write_marks(&self, text: &str, marks: &[(&str, &str)], edits: &mut Edits) {
        for paragraph in &self.paragraphs {
            let wanted: Vec<(Range<usize>, &str)> = paragraph
                .marks()
                .into_iter()
                .filter_map(|(name, place)| {
                    let (_, words) = marks.iter().find(|(own, _)| **own == name)?;
                    Some((place, *words))
                })
                .collect();
            if wanted.is_empty() {
                continue;
            }
            let mut begin = 0;
            for piece in &paragraph.pieces {
                let own = begin..begin + piece.text.len();
                begin = own.end;
                if let Some(changed) = changed(&piece.text, &own, &wanted) {
                    let tag = whole_tag(text, &piece.element);
                    let tag = if tag.contains("xml:space") {
                        tag
                    } else {
                        format!("{tag} xml:space=\"preserve\"")
                    };
                    let p = prefix_of(text, &piece.element);
                    let words = escaped(&changed);
                    edits.put(piece.element.clone(), format!("<{p}t{tag}>{words}</{p}t>"));
                }
            }
        }
    }
}

/// A piece of a paragraph's text with the marks in it written; none where it has no part of any.
fn changed(piece: &str, own: &Range<usize>, wanted: &[(Range<usize>, &str)]) -> Option<String> {
    let mut out = String::new();
    let (mut at, mut any) = (own.start, false);
    for (place, words) in wanted {
        if place.end <= own.start || own.end <= place.start {
            continue;
        }
        any = true;
        let (from, to) = (place.start.max(own.start), place.end.min(own.end));
        out.push_str(&piece[at - own.start..from - own.start]);
        if place.start >= own.start {
            out.push_str(words);
        }
        at = to;
    }
    out.push_str(&piece[at - own.start..]);
    any.then_some(out)
}

/// Whether a stretch lies in another one.
fn inside_of(outer: &Range<usize>, own: &Range<usize>) -> bool {
    outer.start <= own.start && own.end <= outer.end
}

/// Attributes of the tag that an element begins with.
fn whole_tag(text: &str, element: &Range<usize>) -> String {
    let mut marks = Marks::of(&text[element.clone()]);
    match marks.next() {
        Ok(Some((_, Mark::Open(tag, _)))) => attributes_without(&tag, &[]),
        _ => String::new(),
    }
}

/// The beginning of a text, for the eye.
fn short(text: &str) -> String {
    clean(text.trim()).chars().take(300).collect()
}
