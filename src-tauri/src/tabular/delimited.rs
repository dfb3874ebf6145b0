//! Text with cells between tabs, semicolons or commas: what spreadsheets copy and save.

use super::workbook::{Cell, Table, TableRow};
use super::{Line, Sheet};
use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Result};

/// Cells are parted by the first of these that the head has: a comma is also a decimal sign here, so it comes last.
const SIGNS: [u8; 3] = [b'\t', b';', b','];

/// Reads delimited text in UTF-8, with or without a byte order mark. Refused are other encodings and a table without
/// a head.
pub fn read_delimited(bytes: &[u8]) -> Result<Sheet> {
    let bad = |detail: &str| Error::new(ErrorCode::BadInput).detail(detail);
    let text = std::str::from_utf8(bytes)
        .map_err(|_| bad("không phải UTF-8"))?
        .trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let sign = SIGNS
        .into_iter()
        .find(|sign| first.as_bytes().contains(sign))
        .unwrap_or(b'\t');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(sign)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| bad(&e.to_string()))?;
        let number = record.position().map_or(0, |at| line_of(text, at));
        let cells: Vec<String> = record.iter().map(clean).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            lines.push(Line {
                number: u32::try_from(number).unwrap_or(u32::MAX),
                cells,
            });
        }
    }
    if lines.is_empty() {
        return Err(bad("bảng không có dòng nào"));
    }
    let head = lines.remove(0).cells;
    Ok(Sheet { head, rows: lines })
}

/// The same text as a table with places.
pub fn read_text_table(bytes: &[u8]) -> Result<Table> {
    let sheet = read_delimited(bytes)?;
    let row = |number: u32, cells: &[String]| TableRow {
        number,
        cells: (0..)
            .zip(cells)
            .filter(|(_, text)| !text.is_empty())
            .map(|(column, text)| (column, Cell::Text(text.as_str().into())))
            .collect(),
    };
    let head = row(1, &sheet.head);
    let rows = sheet.rows.iter().map(|line| row(line.number, &line.cells));
    Ok(Table {
        rows: std::iter::once(head).chain(rows).collect(),
        ..Table::default()
    })
}

/// The line that a record begins on: blank lines before it belong to its place but not to it.
fn line_of(text: &str, at: &csv::Position) -> u64 {
    let rest = usize::try_from(at.byte())
        .ok()
        .and_then(|byte| text.get(byte..));
    let blank = rest.map_or(0, |rest| {
        let ends = rest.bytes().take_while(|b| matches!(b, b'\n' | b'\r'));
        ends.filter(|b| *b == b'\n').count()
    });
    at.line() + blank as u64
}
