//! Delimited text that Excel opens right where Vietnamese is set.
//!
//! Cells are parted by a semicolon: Excel parts them by the list separator of the machine, and where the decimal sign
//! is a comma, as in Vietnamese, it takes the semicolon even if the machine names the comma for both. Numbers are bare
//! digits with a comma before decimals, so that they are numbers there. The text is UTF-8 with a byte order mark, since
//! Excel takes a file without one for a text of the machine's old encoding.

use super::{CellOut, ColumnOut, FigureOut, NO_DATA, RowKind, TableOut};
use crate::domain::{Error, ErrorCode, Result};

/// What parts the cells.
pub const SEPARATOR: u8 = b';';

/// What the file begins with.
pub const BOM: &str = "\u{feff}";

pub(super) fn write(table: &TableOut) -> Result<Vec<u8>> {
    let failed = |e: csv::Error| Error::new(ErrorCode::IoFailed).detail(e);
    let mut out = csv::WriterBuilder::new()
        .delimiter(SEPARATOR)
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(BOM.as_bytes().to_vec());
    for line in table.above() {
        out.write_record([guarded(line)]).map_err(failed)?;
    }
    out.write_record(table.columns.iter().map(|own| guarded(&head(own))))
        .map_err(failed)?;
    for row in &table.rows {
        let cells = row.cells.iter().map(cell);
        let missing = table.columns.len().saturating_sub(row.cells.len());
        let rest = if row.kind == RowKind::Group {
            0
        } else {
            missing
        };
        out.write_record(cells.chain((0..rest).map(|_| String::new())))
            .map_err(failed)?;
    }
    for line in &table.notes {
        out.write_record([guarded(line)]).map_err(failed)?;
    }
    out.into_inner()
        .map_err(|e| Error::new(ErrorCode::IoFailed).detail(e))
}

/// One head a column, since a text has no cells over several.
fn head(column: &ColumnOut) -> String {
    match (column.group.as_str(), column.head.as_str()) {
        ("", head) => head.to_owned(),
        (group, "") => group.to_owned(),
        (group, head) => format!("{group}: {head}"),
    }
}

fn cell(cell: &CellOut) -> String {
    match cell {
        CellOut::Figure(own) => {
            let bare = FigureOut {
                marked: false,
                ..*own
            };
            // A number below zero begins with its sign and stays a number.
            bare.text().replace('.', "")
        }
        other => guarded(&other.text(NO_DATA)),
    }
}

/// A text that a spreadsheet might take for a formula stays a text.
pub fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}
