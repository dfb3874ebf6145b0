//! Pages whose tables were saved as they are: what many portals name `.xls`.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::above::Above;
use super::build::{Build, Draft, Stop};
use super::limits::MOST_COLUMNS;
use super::refusal;
use super::workbook::Merge;
use crate::domain::Result;

/// Tables within tables are tables of their own, down to this depth; pages lay themselves out by tables.
const DEEPEST: usize = 24;

/// Reads all tables that hold something.
pub(super) fn read(text: &str) -> Result<Build> {
    let mut page = Page::default();
    let mut tag = Opening::default();
    let mut ended = false;
    {
        let hear = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Stop> {
            let done = match event {
                CallbackEvent::OpenStartTag { name } => {
                    tag = Opening::of(name);
                    Ok(())
                }
                CallbackEvent::AttributeName { name } => {
                    tag.attribute.clear();
                    tag.attribute.extend_from_slice(&name[..name.len().min(20)]);
                    Ok(())
                }
                CallbackEvent::AttributeValue { value } => {
                    tag.value(value);
                    Ok(())
                }
                CallbackEvent::CloseStartTag { .. } => page.open(&tag),
                CallbackEvent::EndTag { name } => page.close(name),
                CallbackEvent::String { value } => {
                    page.text(&String::from_utf8_lossy(value));
                    Ok(())
                }
                _ => Ok(()),
            };
            done.err()
        };
        let mut emitter = CallbackEmitter::new(hear);
        emitter.naively_switch_states(true);
        for stop in Tokenizer::new_with_emitter(text, emitter) {
            let stop: std::result::Result<Stop, Infallible> = stop;
            if stop.is_ok() {
                ended = true;
                break;
            }
        }
    }
    while !page.stack.is_empty() {
        let _ = page.end_table();
    }
    if page.build.tables.is_empty() && !ended {
        return Err(refusal::not_a_table("html"));
    }
    Ok(page.build)
}

/// The beginning of an element, as far as tables need it.
#[derive(Debug, Default)]
struct Opening {
    name: Vec<u8>,
    attribute: Vec<u8>,
    columns: u32,
    rows: u32,
}

impl Opening {
    fn of(name: &[u8]) -> Self {
        Self {
            name: name[..name.len().min(20)].to_vec(),
            attribute: Vec::new(),
            columns: 1,
            rows: 1,
        }
    }

    fn value(&mut self, value: &[u8]) {
        let number = || {
            let text = std::str::from_utf8(value).ok()?;
            text.trim().parse::<u32>().ok()
        };
        match self.attribute.as_slice() {
            // Browsers bound them so.
            b"colspan" => self.columns = number().unwrap_or(1).clamp(1, 1_000),
            b"rowspan" => self.rows = number().unwrap_or(1).clamp(1, 65_534),
            _ => {}
        }
    }
}

#[derive(Debug, Default)]
struct Page {
    build: Build,
    above: Above,
    stack: Vec<Table>,
    /// Tables that are too deep.
    deeper: u32,
    /// Text outside cells.
    outside: String,
    /// Text that nobody sees: scripts, styles.
    unseen: bool,
}

#[derive(Debug)]
struct Table {
    draft: Draft,
    row: u32,
    column: u32,
    /// For each column, the last row that a cell above reaches down to.
    until: Vec<u32>,
    cell: Option<Cell>,
}

#[derive(Debug)]
struct Cell {
    rows: u32,
    columns: u32,
    text: String,
}

impl Page {
    fn open(&mut self, tag: &Opening) -> Result<(), Stop> {
        match tag.name.as_slice() {
            b"script" | b"style" | b"title" => self.unseen = true,
            b"table" if self.stack.len() >= DEEPEST => self.deeper += 1,
            b"table" => {
                self.end_block();
                let mut draft = self.build.begin("", false)?;
                let row = self.above.put(&mut self.build, &mut draft)?;
                self.stack.push(Table {
                    draft,
                    row,
                    column: 0,
                    until: Vec::new(),
                    cell: None,
                });
            }
            _ if self.deeper > 0 => {}
            b"tr" => {
                self.end_cell()?;
                if let Some(table) = self.stack.last_mut() {
                    table.row = table.row.saturating_add(1);
                    table.column = 0;
                }
            }
            b"td" | b"th" => {
                self.end_cell()?;
                if let Some(table) = self.stack.last_mut() {
                    table.row = table.row.max(1);
                    table.cell = Some(Cell {
                        rows: tag.rows,
                        columns: tag.columns,
                        text: String::new(),
                    });
                }
            }
            b"br" => self.add('\n'),
            b"p" | b"div" | b"li" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"caption" => {
                self.end_block();
            }
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, name: &[u8]) -> Result<(), Stop> {
        match name {
            b"script" | b"style" | b"title" => self.unseen = false,
            b"table" if self.deeper > 0 => self.deeper -= 1,
            b"table" => return self.end_table(),
            _ if self.deeper > 0 => {}
            b"td" | b"th" | b"tr" => return self.end_cell(),
            b"p" | b"div" | b"li" | b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"caption" => {
                self.end_block();
            }
            _ => {}
        }
        Ok(())
    }

    fn end_table(&mut self) -> Result<(), Stop> {
        let ended = self.end_cell();
        if let Some(table) = self.stack.pop()
            && !table.draft.is_empty()
        {
            self.build.end(table.draft);
        }
        ended
    }

    fn end_cell(&mut self) -> Result<(), Stop> {
        let Some(table) = self.stack.last_mut() else {
            return Ok(());
        };
        let Some(cell) = table.cell.take() else {
            return Ok(());
        };
        let taken = |column: u32| {
            table
                .until
                .get(column as usize)
                .is_some_and(|row| *row >= table.row)
        };
        let mut column = table.column;
        while taken(column) {
            column += 1;
        }
        let (row, last) = (table.row, table.row.saturating_add(cell.rows - 1));
        let end = column.saturating_add(cell.columns).min(MOST_COLUMNS);
        table.column = end;
        if cell.rows > 1 {
            if table.until.len() < end as usize {
                table.until.resize(end as usize, 0);
            }
            for place in column.min(end)..end {
                table.until[place as usize] = last;
            }
        }
        let merge = Merge {
            rows: (row, last),
            columns: (column, end.saturating_sub(1).max(column)),
        };
        table.draft.merge(&mut self.build, merge);
        table
            .draft
            .put_text(&mut self.build, row, column, &cell.text)
    }

    /// Ends a paragraph.
    fn end_block(&mut self) {
        if self.cell().is_some() {
            self.add('\n');
        } else if self.stack.is_empty() {
            self.above.add(&self.outside);
        }
        self.outside.clear();
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.stack.last_mut()?.cell.as_mut()
    }

    fn add(&mut self, sign: char) {
        let in_table = !self.stack.is_empty();
        let text = match self.cell() {
            Some(cell) => &mut cell.text,
            None if in_table => return,
            None => &mut self.outside,
        };
        if text.len() < 64 << 10 && !(sign == '\n' && (text.is_empty() || text.ends_with('\n'))) {
            text.push(sign);
        }
    }

    /// Blanks and ends of lines of the source are one blank.
    fn text(&mut self, text: &str) {
        if self.unseen || self.deeper > 0 {
            return;
        }
        let in_table = !self.stack.is_empty();
        let out = match self.cell() {
            Some(cell) => &mut cell.text,
            None if in_table => return,
            None => &mut self.outside,
        };
        for sign in text.chars() {
            if out.len() >= 64 << 10 {
                return;
            }
            let blank = matches!(sign, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}');
            if !blank {
                out.push(sign);
            } else if !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        }
    }
}
