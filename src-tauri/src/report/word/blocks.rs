//! The running text: headings, paragraphs, smaller lines, tables, who signs a sheet.

use super::paragraph::{Paragraph, letters, run};
use super::table::{cell, plain_table};
use super::{Writer, picture, table};
use crate::report::content::{Block, Level, Run, Signatory, Style};
use crate::report::measure::{
    ABOVE_TABLE, SIGNATORY_NOTE, SIGNATORY_ROOM, Sheet, small_pitch, small_size,
};

/// Writes blocks one below the other. `keep_last`: something follows that the last one stays with.
pub(super) fn blocks(writer: &mut Writer<'_>, sheet: Sheet, blocks: &[Block], keep_last: bool) {
    for (place, block) in blocks.iter().enumerate() {
        let keep = match blocks.get(place + 1) {
            None => keep_last,
            // A sentence stays with the table or the list that it leads to.
            Some(next) => block.leads_on() || matches!(next, Block::Table(_) | Block::Chart(_)),
        };
        // White above a table belongs to what stands before it; Word joins tables that nothing parts.
        if matches!(block, Block::Table(_) | Block::Signatures(_)) {
            writer.xml.raw(&Paragraph::gap(ABOVE_TABLE));
        }
        match block {
            Block::Heading { level, text, .. } => heading(writer, *level, text),
            Block::Paragraph { runs, .. } => {
                Paragraph::styled("NoiDung")
                    .keep_next_if(keep)
                    .write(&mut writer.xml, &pieces(runs));
            }
            Block::Small { runs, size } => small(writer, sheet, runs, small_size(*size)),
            Block::Chart(own) => picture::chart(writer, sheet, own),
            Block::Table(own) => table::table(writer, sheet, own, keep),
            Block::Signatures(signatories) => signatures(writer, sheet, signatories),
        }
    }
}

fn pieces(runs: &[Run]) -> Vec<(Style, &str)> {
    runs.iter()
        .map(|run| (run.style, run.text.as_str()))
        .collect()
}

fn heading(writer: &mut Writer<'_>, level: Level, text: &str) {
    let style = match level {
        Level::Part => "Phan",
        Level::Section => "Heading1",
        Level::Subsection => "Heading2",
    };
    Paragraph::styled(style).write(&mut writer.xml, &[(Style::Regular, text)]);
}

/// Lines in smaller type; a last piece of dots becomes a tab that dots lead to the end of the line.
fn small(writer: &mut Writer<'_>, sheet: Sheet, runs: &[Run], size: f64) {
    let paragraph = Paragraph::styled("DongNho")
        .keep_next_if(runs.iter().all(|run| run.style == Style::Bold))
        .pitch(small_pitch(size))
        .size(size);
    let mut parts = pieces(runs);
    let dotted = parts
        .last()
        .is_some_and(|(_, text)| !text.is_empty() && text.chars().all(|c| c == '.'));
    if !dotted {
        paragraph.write(&mut writer.xml, &parts);
        return;
    }
    parts.pop();
    let mut all: String = parts
        .iter()
        .map(|(style, text)| run(*style, Some(size), text))
        .collect();
    all.push_str(&format!(
        "<w:r>{}<w:tab/></w:r>",
        letters(Style::Regular, Some(size), false)
    ));
    paragraph
        .leader(sheet.measure())
        .align("left")
        .write_raw(&mut writer.xml, &all);
}

/// Who signs a sheet, side by side.
fn signatures(writer: &mut Writer<'_>, sheet: Sheet, signatories: &[Signatory]) {
    if signatories.is_empty() {
        return;
    }
    let width = sheet.measure() / signatories.len() as f64;
    let widths = vec![width; signatories.len()];
    plain_table(writer, &widths, |writer| {
        for signatory in signatories {
            cell(writer, width, |xml| {
                Paragraph::styled("ChuKy").write(xml, &[(Style::Regular, &signatory.title)]);
                Paragraph::styled("ChuKy")
                    .size(SIGNATORY_NOTE)
                    .after(SIGNATORY_ROOM)
                    .write_raw(xml, &note(&signatory.note));
            });
        }
    });
}

/// What is asked of one who signs: in italics and not bold, although the line's style is.
fn note(text: &str) -> String {
    let text = super::xml::text(text);
    if text.is_empty() {
        return text;
    }
    let size = super::xml::half_points(SIGNATORY_NOTE);
    format!(
        r#"<w:r><w:rPr><w:b w:val="0"/><w:bCs w:val="0"/><w:i/><w:iCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>"#
    )
}
