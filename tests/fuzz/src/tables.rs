//! What the fuzz targets and the short run of the ordinary tests do with their bytes.

use std::io::{Cursor, Write};

use so06::tabular::{Workbook, read_workbook};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Between the parts of an input; no XML has it.
pub const BETWEEN: u8 = 0xff;

/// Any bytes as a file. What is read must keep the promises of its shape.
pub fn any(bytes: &[u8]) {
    if let Ok(book) = read_workbook(bytes) {
        keeps_its_promises(&book);
    }
}

/// A package whose parts are the pieces of the input, so that what changes is the XML and not its compression. The
/// first byte says which sort; parts that are missing are left out.
pub fn package(input: &[u8]) {
    if let Some(bytes) = packed(input) {
        any(&bytes);
    }
}

/// The file of an input.
pub fn packed(input: &[u8]) -> Option<Vec<u8>> {
    let (sort, rest) = input.split_first()?;
    let names: &[&str] = match sort {
        b'o' => &["content.xml", "META-INF/manifest.xml"],
        b'd' => &["word/document.xml"],
        b'r' => return Some(rest.to_vec()),
        _ => &[
            "xl/workbook.xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "xl/sharedStrings.xml",
            "xl/worksheets/sheet1.xml",
        ],
    };
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in names.iter().zip(rest.split(|byte| *byte == BETWEEN)) {
        zip.start_file(*name, options).ok()?;
        zip.write_all(part).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// Rows and cells ascend, none is blank or out of a table's bounds, numbers are numbers.
pub fn keeps_its_promises(book: &Workbook) {
    for table in &book.tables {
        assert!(
            table
                .rows
                .windows(2)
                .all(|two| two[0].number < two[1].number)
        );
        for row in &table.rows {
            assert!(!row.cells.is_empty() && (1..=1_048_576).contains(&row.number));
            assert!(row.cells.windows(2).all(|two| two[0].0 < two[1].0));
            assert!(row.cells.iter().all(|(column, _)| *column < 16_384));
            for (_, cell) in &row.cells {
                match cell {
                    so06::tabular::Cell::Number(number) => assert!(number.is_finite()),
                    so06::tabular::Cell::Text(text) => {
                        assert!(!text.is_empty() && text.trim() == &**text);
                    }
                    _ => {}
                }
            }
        }
        for merge in &table.merges {
            assert!(merge.rows.0 >= 1 && merge.rows.0 <= merge.rows.1);
            assert!(merge.columns.0 <= merge.columns.1);
        }
    }
}
