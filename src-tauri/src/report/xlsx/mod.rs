//! Content → a workbook of Excel (.xlsx), for the one who reckons on: what the pages say in wrapped lines on the first
//! sheet, each table on a sheet of its own with numbers as numbers.
//!
//! A total is a SUM and a percentage a quotient where the printed figure is exactly that; else the figure stays as it
//! is printed, so that what a program recalculates is what the paper says. Equal content gives equal bytes.

mod bytes;
mod look;
mod number;
mod table;
mod text;

use std::collections::{HashMap, HashSet};

use chrono::Datelike;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use super::content::{Annex, Block, Document, Orientation, Table};
use super::fonts::FontSet;
use super::measure::{BOTTOM, LEFT, RIGHT, TOP};
use super::shape::Shaper;
use super::wording::annex_head;
use crate::domain::{Error, ErrorCode, Result};
use look::Looks;

pub use bytes::workbook_bytes;

/// A sheet of A4.
const A4: u8 = 9;
/// Points in an inch.
const INCH: f64 = 72.0;
/// Points of one unit of a column's width: a digit of the workbook's own letters.
const COLUMN_UNIT: f64 = 5.25;
/// Letters that a sheet's name may have.
const NAME: usize = 31;

/// Writes a document as a workbook. Error: [`ErrorCode::ReportFailed`] when the file cannot be put together.
pub fn workbook(document: &Document, fonts: &FontSet) -> Result<Vec<u8>> {
    write(document, fonts).map_err(|e| Error::new(ErrorCode::ReportFailed).detail(e))
}

/// What writes and measures.
struct Writer<'a> {
    looks: Looks,
    shaper: Shaper<'a>,
}

/// A table with what stands above it on its sheet.
struct Sheet<'a> {
    name: String,
    orientation: Orientation,
    /// The lines of the annex's head; none for a table of the text.
    head: Vec<String>,
    /// Blocks between the table before and this one.
    above: Vec<&'a Block>,
    /// None where an annex ends without a table.
    table: Option<&'a Table>,
}

fn write(document: &Document, fonts: &FontSet) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = document.created.day;
    let made = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&document.title)
            .set_author(&document.author)
            .set_keywords(document.keywords.join(", "))
            .set_creation_datetime(&made),
    );
    let mut writer = Writer {
        looks: Looks::default(),
        shaper: Shaper::new(fonts),
    };
    let (sheets, places) = sheets(document);
    text::write(&mut writer, workbook.add_worksheet(), document, &places)?;
    for own in &sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(&own.name)?;
        table::write(&mut writer, sheet, own, document.watermark.as_deref())?;
    }
    workbook_bytes(&mut workbook)
}

/// The sheets behind the text, and the names of those of the text's own tables by the place of their block.
fn sheets(document: &Document) -> (Vec<Sheet<'_>>, HashMap<usize, String>) {
    let mut out = Vec::new();
    let mut places = HashMap::new();
    let tables = |blocks: &[Block]| {
        let is_table = |block: &&Block| matches!(block, Block::Table(_));
        blocks.iter().filter(is_table).count()
    };
    let several = tables(&document.body) > 1;
    for (place, block) in document.body.iter().enumerate() {
        if let Block::Table(table) = block {
            let name = if several {
                format!("Bảng {}", places.len() + 1)
            } else {
                "Bảng".to_owned()
            };
            places.insert(place, name.clone());
            out.push(Sheet {
                name,
                orientation: Orientation::Portrait,
                head: Vec::new(),
                above: Vec::new(),
                table: Some(table),
            });
        }
    }
    for annex in &document.annexes {
        out.extend(of_annex(annex, document, tables(&annex.blocks) > 1));
    }
    apart(&mut out);
    (out, places)
}

/// No two sheets may bear one name, whatever the annexes are called.
fn apart(sheets: &mut [Sheet<'_>]) {
    let mut known = HashSet::from(["văn bản".to_owned()]);
    for own in sheets {
        let plain = own.name.clone();
        let mut number = 2;
        while !known.insert(own.name.to_lowercase()) {
            let more = format!(" ({number})");
            let room = NAME - more.chars().count();
            own.name = plain.chars().take(room).collect::<String>() + &more;
            number += 1;
        }
    }
}

fn of_annex<'a>(annex: &'a Annex, document: &Document, several: bool) -> Vec<Sheet<'a>> {
    let head = annex_head(annex, &document.letterhead);
    let mut lines = vec![head.label.clone(), head.title, head.reference];
    lines.retain(|line| !line.is_empty());
    // Each table with what stands before it; what stands behind the last one has a sheet without a table.
    let mut parts: Vec<(Vec<&Block>, Option<&Table>)> = Vec::new();
    let mut above: Vec<&Block> = Vec::new();
    for block in &annex.blocks {
        match block {
            Block::Table(table) => parts.push((std::mem::take(&mut above), Some(table))),
            other => above.push(other),
        }
    }
    if parts.is_empty() || !above.is_empty() {
        parts.push((above, None));
    }
    let label = head.label;
    parts
        .into_iter()
        .enumerate()
        .map(|(place, (above, table))| Sheet {
            name: sheet_name(&if several {
                format!("{label} - {}", place + 1)
            } else {
                label.clone()
            }),
            orientation: annex.orientation,
            head: if place == 0 {
                std::mem::take(&mut lines)
            } else {
                Vec::new()
            },
            above,
            table,
        })
        .collect()
}

/// Excel knows signs that a sheet's name may not have.
fn sheet_name(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''))
        .take(NAME)
        .collect()
}

/// Paper, margins of Decree 30, a number on each page, and what is to be known of a draft with example figures.
fn page(sheet: &mut Worksheet, orientation: Orientation, watermark: Option<&str>) {
    sheet.set_paper_size(A4);
    if orientation == Orientation::Landscape {
        sheet.set_landscape();
    }
    let inches = |points: f64| points / INCH;
    sheet.set_margins(
        inches(LEFT),
        inches(RIGHT),
        inches(TOP),
        inches(BOTTOM),
        0.4,
        0.3,
    );
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_first_page_number(1);
    let mark = watermark.map_or_else(String::new, |words| {
        format!("&L&\"Times New Roman,Bold\"&12{words}")
    });
    sheet.set_header(format!("{mark}&C&\"Times New Roman,Regular\"&13&P"));
    sheet.set_screen_gridlines(false);
}

/// Height of a row that holds as many lines of a size.
fn height(lines: usize, size: f64) -> f64 {
    const MOST: f64 = 409.0;
    (lines.max(1) as f64 * size * 1.3 + 4.0).min(MOST)
}
