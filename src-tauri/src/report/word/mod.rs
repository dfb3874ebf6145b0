//! Content → a Word document (.docx), for the one who corrects a draft: real styles, headings and tables, the measures
//! of Decree 30, heads that are repeated, annexes as sections with their own numbers.
//!
//! It says what the pages of [`super::layout()`] say, in the same order and with the same measures; where pages end is
//! left to Word. Equal content gives equal bytes. No library is used: those that write Word documents cannot repeat
//! the head of a table or number sections, and what is needed here is a few kinds of paragraphs and one of tables.
//! Parts of an element stand in the order of the schema (ECMA-376, Part 1), since Word offers to repair others.

mod blocks;
mod ending;
mod front;
mod paragraph;
mod parts;
mod picture;
mod table;
mod xml;

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, System, ZipWriter};

use super::content::{Annex, Document, Letterhead, Orientation, Style};
use super::fonts::FontSet;
use super::measure::{BOTTOM, GAP, LEFT, MM, NUMBER_LINE, RIGHT, Sheet, TOP};
use super::shape::Shaper;
use super::wording::annex_head;
use crate::domain::{Error, ErrorCode, Result};
use paragraph::Paragraph;
use xml::{Xml, twips};

/// What is written to, and what measures letters.
struct Writer<'a> {
    xml: Xml,
    shaper: Shaper<'a>,
    fonts: &'a FontSet,
    /// Drawings in order, each a file of its own.
    pictures: Vec<Vec<u8>>,
}

/// Writes a document for Word. Letters that the font of the pages does not have stay as they are: Word takes them from
/// another font. Error: [`ErrorCode::ReportFailed`] when the file cannot be put together.
pub fn word(document: &Document, fonts: &FontSet) -> Result<Vec<u8>> {
    let mut writer = Writer {
        xml: Xml::default(),
        shaper: Shaper::new(fonts),
        fonts,
        pictures: Vec::new(),
    };
    body(&mut writer, document);
    let body = writer.xml.finish();
    pack(document, &body, &writer.pictures)
        .map_err(|e| Error::new(ErrorCode::ReportFailed).detail(e))
}

fn body(writer: &mut Writer<'_>, document: &Document) {
    let sheet = Sheet::of(Orientation::Portrait);
    front::front(writer, sheet, document);
    let ends = ending::exists(document);
    blocks::blocks(writer, sheet, &document.body, ends);
    if ends {
        ending::ending(writer, sheet, document);
    }
    let mut open = sheet;
    for annex in &document.annexes {
        // A section ends in the paragraph that closes it.
        close(writer, open);
        open = Sheet::of(annex.orientation);
        annex_blocks(writer, open, annex, &document.letterhead);
    }
    // The last section stands at the end of the body; a table before it asks for a paragraph.
    Paragraph::tiny().write(&mut writer.xml, &[]);
    let section = section(open);
    writer.xml.raw(&section);
}

fn annex_blocks(writer: &mut Writer<'_>, sheet: Sheet, annex: &Annex, letterhead: &Letterhead) {
    let head = annex_head(annex, letterhead);
    for (place, (style, text)) in [
        (Style::Bold, &head.label),
        (Style::Bold, &head.title),
        (Style::Italic, &head.reference),
    ]
    .into_iter()
    .enumerate()
    {
        if !text.is_empty() {
            let named = if place == 0 { "PhuLuc" } else { "TenPhuLuc" };
            Paragraph::styled(named)
                .keep_next()
                .write(&mut writer.xml, &[(style, text)]);
        }
    }
    writer.xml.raw(&Paragraph::gap(GAP));
    blocks::blocks(writer, sheet, &annex.blocks, false);
}

/// Ends a section in a paragraph that takes no room.
fn close(writer: &mut Writer<'_>, sheet: Sheet) {
    let section = section(sheet);
    Paragraph::tiny()
        .with_section(section)
        .write(&mut writer.xml, &[]);
}

/// Paper, margins, and numbers of pages that begin with 1 and are not shown on the first
/// (Phụ lục I, Mục I; Mục II.10 for annexes).
fn section(sheet: Sheet) -> String {
    let lying = if sheet.width > sheet.height {
        r#" w:orient="landscape""#
    } else {
        ""
    };
    // The number's letters begin above its base line.
    let header = NUMBER_LINE - 4.4 * MM;
    format!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/><w:type w:val="nextPage"/><w:pgSz w:w="{}" w:h="{}"{lying}/><w:pgMar w:top="{}" w:right="{}" w:bottom="{}" w:left="{}" w:header="{}" w:footer="{}" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>"#,
        twips(sheet.width),
        twips(sheet.height),
        twips(TOP),
        twips(RIGHT),
        twips(BOTTOM),
        twips(LEFT),
        twips(header),
        twips(10.0 * MM),
    )
}

/// Puts the parts into a package. Times of parts are those of the format's beginning, so that bytes are equal,
/// and the system is always the same one.
fn pack(
    document: &Document,
    body: &str,
    pictures: &[Vec<u8>],
) -> std::result::Result<Vec<u8>, zip::result::ZipError> {
    let options = SimpleFileOptions::default()
        .system(System::Unix)
        .last_modified_time(DateTime::default());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts::parts(document, body, pictures.len()) {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    for (place, picture) in pictures.iter().enumerate() {
        zip.start_file(format!("word/{}", parts::picture_name(place)), options)?;
        zip.write_all(picture)?;
    }
    Ok(zip.finish()?.into_inner())
}
