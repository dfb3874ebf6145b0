//! The first sheet: what the pages say, from the letterhead to Nơi nhận, in the order in which it is read.

use std::collections::HashMap;

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use super::look::{Across, Look};
use super::table::lines;
use super::{COLUMN_UNIT, Writer, height, page};
use crate::report::content::{Block, Document, Form, Level, Orientation, Run, Style};
use crate::report::measure::Sheet as Paper;
use crate::report::wording::{
    MOTTO, RECIPIENTS, STATE, about_line, addressee_lines, date_line, number_line, recipient_lines,
};

/// Part of the width that the left column has; the right one holds Quốc hiệu and who signs.
const LEFT_PART: f64 = 0.4;
/// Size of the text.
const SIZE: f64 = 13.0;
/// Lines that a row has room for: Excel gives none more than 409 points.
const MOST_LINES: usize = 22;

type Done = Result<(), XlsxError>;

struct Page<'w, 's, 'f> {
    writer: &'w mut Writer<'f>,
    sheet: &'s mut Worksheet,
    widths: [f64; 2],
    row: u32,
}

pub(super) fn write(
    writer: &mut Writer<'_>,
    sheet: &mut Worksheet,
    document: &Document,
    tables: &HashMap<usize, String>,
) -> Done {
    sheet.set_name("Văn bản")?;
    page(sheet, Orientation::Portrait, document.watermark.as_deref());
    let measure = Paper::of(Orientation::Portrait).measure();
    let widths = [measure * LEFT_PART, measure * (1.0 - LEFT_PART)];
    for (at, width) in widths.iter().enumerate() {
        sheet.set_column_width(at as u16, width / COLUMN_UNIT)?;
    }
    let mut own = Page {
        writer,
        sheet,
        widths,
        row: 0,
    };
    if let Some(words) = &document.watermark {
        own.across(words, Look::new(Style::Bold, SIZE, Across::Center))?;
    }
    own.front(document)?;
    for (place, block) in document.body.iter().enumerate() {
        own.block(block, tables.get(&place).map(String::as_str))?;
    }
    own.ending(document)?;
    let last = own.row.saturating_sub(1);
    sheet.set_print_area(0, 0, last, 1)?;
    Ok(())
}

impl Page<'_, '_, '_> {
    /// A text over both columns; one that is too long for a row goes on in the next.
    fn across(&mut self, text: &str, look: Look) -> Done {
        let size = f64::from(look.size) / 2.0;
        let width = self.widths[0] + self.widths[1];
        for part in self.parts(text, look.style, size, width) {
            let count = lines(self.writer, look.style, size, &part, width);
            let format = self.writer.looks.format(look.clone());
            self.sheet
                .merge_range(self.row, 0, self.row, 1, &part, &format)?;
            self.sheet.set_row_height(self.row, height(count, size))?;
            self.row += 1;
        }
        Ok(())
    }

    fn parts(&mut self, text: &str, style: Style, size: f64, width: f64) -> Vec<String> {
        if lines(self.writer, style, size, text, width) <= MOST_LINES {
            return vec![text.to_owned()];
        }
        let mut out = Vec::new();
        let mut part = String::new();
        for word in text.split(' ') {
            let longer = format!("{part} {word}");
            if !part.is_empty() && lines(self.writer, style, size, &longer, width) > MOST_LINES {
                out.push(std::mem::replace(&mut part, word.to_owned()));
            } else {
                longer.trim_start().clone_into(&mut part);
            }
        }
        out.push(part);
        out
    }

    /// A row with a text on each side.
    fn both(&mut self, left: (&str, Look), right: (&str, Look)) -> Done {
        let mut most = 0.0_f64;
        for (column, (text, look)) in [left, right].into_iter().enumerate() {
            let size = f64::from(look.size) / 2.0;
            let count = lines(self.writer, look.style, size, text, self.widths[column]);
            most = most.max(height(count, size));
            let format = self.writer.looks.format(look);
            self.sheet
                .write_string_with_format(self.row, column as u16, text, &format)?;
        }
        self.sheet.set_row_height(self.row, most)?;
        self.row += 1;
        Ok(())
    }

    fn front(&mut self, document: &Document) -> Done {
        let head = &document.letterhead;
        let look = |style, size| Look::new(style, size, Across::Center);
        let agencies = head
            .superior
            .iter()
            .map(|text| (text.as_str(), Style::Regular))
            .chain(head.issuer.iter().map(|text| (text.as_str(), Style::Bold)));
        let mut left: Vec<(String, Look)> = agencies
            .map(|(text, style)| (text.to_owned(), look(style, 12.0)))
            .collect();
        let mut right: Vec<(String, Look)> = Vec::new();
        if document.form == Form::Sheet {
            right.push((date_line(head), look(Style::Italic, SIZE)));
        } else {
            right.push((STATE.to_owned(), look(Style::Bold, 12.0)));
            right.push((MOTTO.to_owned(), look(Style::Bold, SIZE)));
            let deep = left.len().max(right.len());
            left.resize(deep, (String::new(), look(Style::Regular, SIZE)));
            right.resize(deep, (String::new(), look(Style::Regular, SIZE)));
            left.push((number_line(head), look(Style::Regular, SIZE)));
            if document.form != Form::Minutes {
                right.push((date_line(head), look(Style::Italic, SIZE)));
            }
            if document.form == Form::Letter {
                left.push((about_line(&document.subject), look(Style::Regular, 12.0)));
            }
        }
        let deep = left.len().max(right.len());
        left.resize(deep, (String::new(), look(Style::Regular, SIZE)));
        right.resize(deep, (String::new(), look(Style::Regular, SIZE)));
        for ((a, la), (b, lb)) in left.into_iter().zip(right) {
            self.both((&a, la), (&b, lb))?;
        }
        self.row += 1;
        if document.form != Form::Letter {
            for text in std::iter::once(&document.kind_name)
                .chain(&document.subject)
                .filter(|text| !text.trim().is_empty())
            {
                self.across(text, look(Style::Bold, SIZE))?;
            }
            self.row += 1;
        }
        for line in addressee_lines(&document.addressees) {
            self.across(&line, look(Style::Regular, SIZE))?;
        }
        Ok(())
    }

    fn block(&mut self, block: &Block, table: Option<&str>) -> Done {
        match block {
            Block::Heading { level, text, .. } => {
                let across = match level {
                    Level::Part => Across::Center,
                    _ => Across::Left,
                };
                self.across(text, Look::new(Style::Bold, SIZE, across))
            }
            Block::Paragraph { runs, .. } => self.across(
                &joined(runs),
                Look::new(Style::Regular, SIZE, Across::Justified),
            ),
            Block::Small { runs, size } => self.across(
                &joined(runs),
                Look::new(Style::Regular, *size, Across::Left),
            ),
            Block::Table(_) => self.link(table.unwrap_or_default()),
            Block::Signatures(all) => {
                let of = |at: usize| all.get(at);
                let title = Look::new(Style::Bold, SIZE, Across::Center);
                let note = Look::new(Style::Italic, 12.0, Across::Center);
                let text = |at: usize, which: fn(&crate::report::content::Signatory) -> &str| {
                    of(at).map_or("", which)
                };
                for at in (0..all.len()).step_by(2) {
                    self.row += 1;
                    let (a, b) = (text(at, |own| &own.title), text(at + 1, |own| &own.title));
                    self.both((a, title.clone()), (b, title.clone()))?;
                    let (a, b) = (text(at, |own| &own.note), text(at + 1, |own| &own.note));
                    self.both((a, note.clone()), (b, note.clone()))?;
                    self.row += 3;
                }
                Ok(())
            }
            // What is drawn on pages is told in cells.
            Block::Chart(chart) => self.across(
                &chart.spoken(),
                Look::new(Style::Italic, 12.0, Across::Left),
            ),
        }
    }

    /// Where a table of the text stands.
    fn link(&mut self, name: &str) -> Done {
        let look = Look::new(Style::Italic, SIZE, Across::Left).indent(1);
        let format = self.writer.looks.format(look);
        let text = format!("(Bảng số liệu ở trang tính “{name}”)");
        let url = Url::new(format!("internal:'{name}'!A1")).set_text(text);
        self.sheet
            .write_url_with_format(self.row, 0, url, &format)?;
        self.sheet.set_row_height(self.row, height(2, SIZE))?;
        self.row += 1;
        Ok(())
    }

    fn ending(&mut self, document: &Document) -> Done {
        let signature = &document.signature;
        let recipients = recipient_lines(&document.recipients);
        if recipients.is_empty() && signature.lines.is_empty() && signature.name.trim().is_empty() {
            return Ok(());
        }
        self.row += 1;
        let mut left: Vec<(String, Look)> = Vec::new();
        if !recipients.is_empty() {
            let label = Look::new(Style::BoldItalic, 12.0, Across::Left);
            left.push((RECIPIENTS.to_owned(), label));
        }
        let item = Look::new(Style::Regular, 11.0, Across::Left);
        left.extend(recipients.into_iter().map(|text| (text, item.clone())));
        let bold = Look::new(Style::Bold, SIZE, Across::Center);
        let mut right: Vec<(String, Look)> = signature
            .lines
            .iter()
            .map(|text| (text.clone(), bold.clone()))
            .collect();
        // Room for the hand.
        let named = right.len() + 4;
        right.resize(named, (String::new(), bold.clone()));
        right.push((signature.name.clone(), bold.clone()));
        let deep = left.len().max(right.len());
        left.resize(deep, (String::new(), item));
        right.resize(deep, (String::new(), bold));
        for ((a, la), (b, lb)) in left.into_iter().zip(right) {
            self.both((&a, la), (&b, lb))?;
        }
        Ok(())
    }
}

fn joined(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}
