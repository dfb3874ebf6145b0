//! A part of a text of Word is read: what begins and ends where.

use std::ops::Range;

use super::super::markup::{Mark, Marks, prefix_of};
use super::{Named, Paragraph, Piece, Run, Story, TextCell};
use crate::domain::Result;
use crate::tabular::limits::{MOST_CELLS, MOST_COLUMNS, MOST_TABLES};
use crate::tabular::xml::{Tag, unescaped};

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
pub(in crate::tabular::template) fn read_story(text: &str) -> Result<Story> {
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
