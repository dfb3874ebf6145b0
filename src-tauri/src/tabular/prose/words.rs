//! All words of a document in reading order, tables row by row: of a Word document, or of a PDF that has letters and is
//! no picture.

use lopdf::Document as Pdf;

use super::{Passage, read_passages};
use crate::domain::Result;
use crate::tabular::above::MOST as MOST_ABOVE;
use crate::tabular::read_workbook;

/// Pages of a PDF that are read.
const MOST_PAGES: usize = 2_000;
/// Bytes of one page's content, unpacked.
const MOST_PAGE: usize = 32 << 20;

/// The words of a document, page by page; those of a Word document are one page. None where it has none that can be
/// read: a picture of a page, another format.
///
/// # Errors
/// A Word document that is broken or encrypted is refused as a table from it would be.
pub fn read_words(bytes: &[u8]) -> Result<Option<Vec<Vec<String>>>> {
    use unicode_normalization::UnicodeNormalization;
    let texts = if bytes.starts_with(b"%PDF-") {
        of_pdf(bytes)
    } else {
        of_word(bytes)?.map(|text| vec![text])
    };
    let words = |text: String| -> Vec<String> {
        let nfc: String = text.nfc().collect();
        nfc.split_whitespace().map(str::to_owned).collect()
    };
    let pages = texts.map(|texts| texts.into_iter().map(words).collect());
    Ok(pages.filter(|pages: &Vec<Vec<String>>| pages.iter().any(|page| !page.is_empty())))
}

fn of_word(bytes: &[u8]) -> Result<Option<String>> {
    let Some(passages) = read_passages(bytes)? else {
        return Ok(None);
    };
    let tables = read_workbook(bytes)?.tables;
    let mut out = String::new();
    // Paragraphs that the reading of tables puts over the table that follows.
    let mut above = 0;
    for passage in passages {
        match passage {
            Passage::Paragraph(text) => {
                above += usize::from(!text.trim().is_empty());
                out.push_str(&text);
            }
            Passage::Table(place) => {
                let rows = tables.get(place).into_iter().flat_map(|table| &table.rows);
                let rows = rows.skip(above.min(MOST_ABOVE));
                above = 0;
                for (_, cell) in rows.flat_map(|row| &row.cells) {
                    out.push_str(&cell.text());
                    out.push(' ');
                }
            }
        }
        out.push('\n');
    }
    Ok(Some(out))
}

/// A reader of foreign files must not bring the program down: what it cannot read has no words.
fn of_pdf(bytes: &[u8]) -> Option<Vec<String>> {
    let read = std::panic::catch_unwind(|| {
        let pdf = Pdf::load_mem(bytes).ok()?;
        let pages = pdf.get_pages().into_keys().take(MOST_PAGES);
        let text = |page| pdf.extract_text_with_limit(&[page], MOST_PAGE).ok();
        Some(pages.filter_map(text).collect())
    });
    read.ok().flatten()
}
