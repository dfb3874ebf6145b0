//! End of the document: Nơi nhận in the left half, the signature in the right.

use super::Writer;
use super::paragraph::Paragraph;
use super::table::{cell, plain_table};
use crate::report::content::{Document, Style};
use crate::report::layout::ending::beside;
use crate::report::measure::{ABOVE_END, HALF, PITCH, RECIPIENTS_LABEL, SIGNING, Sheet};
use crate::report::wording::{RECIPIENTS, recipient_lines};

/// Whether there is an end.
pub(super) fn exists(document: &Document) -> bool {
    !document.signature.lines.is_empty()
        || !document.signature.name.trim().is_empty()
        || !recipient_lines(&document.recipients).is_empty()
}

/// Writes it, level with each other and kept on one page.
pub(super) fn ending(writer: &mut Writer<'_>, sheet: Sheet, document: &Document) {
    let half = sheet.measure() * HALF;
    let widths = [sheet.measure() - half, half];
    let gap = Paragraph::gap(ABOVE_END);
    writer.xml.raw(&gap);
    let all = recipient_lines(&document.recipients);
    let (recipients, below) = all.split_at(beside(document, writer.fonts));
    let signature = &document.signature;
    plain_table(writer, &widths, |writer| {
        cell(writer, widths[0], |xml| {
            if all.is_empty() {
                Paragraph::styled("NoiNhan").write(xml, &[]);
                return;
            }
            // The label stands level with the first line of the signature.
            Paragraph::styled("NoiNhan")
                .size(RECIPIENTS_LABEL)
                .pitch(PITCH)
                .write(xml, &[(Style::BoldItalic, RECIPIENTS)]);
            for line in recipients {
                let style = Paragraph::styled("NoiNhan").sides(2.0, widths[0] - half);
                style.write(xml, &[(Style::Regular, line)]);
            }
        });
        cell(writer, widths[1], |xml| {
            for line in &signature.lines {
                Paragraph::styled("ChuKy").write(xml, &[(Style::Regular, line)]);
            }
            let name = signature.name.trim();
            Paragraph::styled("ChuKy")
                .before(SIGNING)
                .write(xml, &[(Style::Regular, name)]);
        });
    });
    // A row that is higher than what is left of a page would leave the text that it belongs to.
    for line in below {
        let style = Paragraph::styled("NoiNhan").sides(2.0, sheet.measure() - half);
        style.write(&mut writer.xml, &[(Style::Regular, line)]);
    }
}
