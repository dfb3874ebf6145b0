//! Head of the first page: letterhead, kind, trích yếu, Kính gửi.

use super::Writer;
use super::paragraph::Paragraph;
use super::table::{cell, plain_rows};
use super::xml::Xml;
use crate::report::breaking::{Fill, Line, lines, words};
use crate::report::content::{Align, Document, Form, Letterhead, Style};
use crate::report::layout::front::addressed;
use crate::report::measure::{
    BODY, CAPITALS, Columns, GAP, HEAD_PITCH, PITCH, RULE_DROP, SHORT_RULE, SMALL, SUBJECT_PART,
    Sheet,
};
use crate::report::shape::Shaper;
use crate::report::wording::{MOTTO, STATE, about_line, date_line, number_line};

/// From the foot of a line of the letterhead, which reaches below its base line, down to the rule.
const DROP: f64 = RULE_DROP - 3.5;

/// Everything above the text.
pub(super) fn front(writer: &mut Writer<'_>, sheet: Sheet, document: &Document) {
    let columns = Columns::of(sheet);
    letterhead(writer, sheet, columns, document);
    titles(writer, sheet, document);
    let set = addressed(&mut writer.shaper, sheet, &document.addressees);
    for (place, own) in set.iter().enumerate() {
        Paragraph::styled("KinhGui")
            .before(if place == 0 { GAP } else { 2.0 })
            .sides(own.left, 0.0)
            .write(&mut writer.xml, &[(Style::Regular, &own.text)]);
    }
    writer.xml.raw(&Paragraph::gap(8.0));
}

/// Lines that a centred text is broken into, as the pages have them; Word would fill the first one.
struct Broken {
    lines: Vec<String>,
    widest: f64,
    last: f64,
}

fn broken(shaper: &mut Shaper<'_>, style: Style, size: f64, text: &str, measure: f64) -> Broken {
    let words = words(shaper, &[(style, text)], size);
    let lines = lines(words, measure, 0.0, Fill::Ragged(Align::Center));
    Broken {
        widest: lines.iter().map(|line| line.width).fold(0.0, f64::max),
        last: lines.last().map_or(0.0, |line| line.width),
        lines: lines.iter().map(Line::text).collect(),
    }
}

/// Two columns without rules: agencies and Quốc hiệu, below them number and date.
fn letterhead(writer: &mut Writer<'_>, sheet: Sheet, columns: Columns, document: &Document) {
    let head = &document.letterhead;
    let widths = [sheet.measure() - columns.right_width, columns.right_width];
    // Lines of the left column are centred on what the gutter leaves.
    let gutter = widths[0] - columns.left_width;
    let mut agencies = Vec::new();
    for (texts, style) in [
        (&head.superior, Style::Regular),
        (&head.issuer, Style::Bold),
    ] {
        for text in texts {
            let width = columns.left_width;
            agencies.push((
                style,
                broken(&mut writer.shaper, style, CAPITALS, text, width),
            ));
        }
    }
    let under = agencies.last().map_or(0.0, |(_, own)| own.last);
    let motto = writer.shaper.width(Style::Bold, SMALL, MOTTO);
    let agencies = |xml: &mut Xml| {
        for (style, own) in &agencies {
            line(CAPITALS, gutter).write_lines(xml, *style, &own.lines);
        }
        if head.issuer.is_empty() {
            line(CAPITALS, gutter).write(xml, &[]);
        } else {
            let rule = Paragraph::rule(columns.left_width, gutter, under * SHORT_RULE, DROP);
            rule.write(xml, &[]);
        }
    };
    let about = if document.form == Form::Letter {
        let (text, width) = (about_line(&document.subject), columns.left_width);
        broken(&mut writer.shaper, Style::Regular, CAPITALS, &text, width).lines
    } else {
        Vec::new()
    };
    plain_rows(writer, &widths, |writer| {
        writer.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        cell(writer, widths[0], agencies);
        cell(writer, widths[1], |xml| {
            if document.form == Form::Sheet {
                line(SMALL, 0.0).write(xml, &[(Style::Italic, &date_line(head))]);
                return;
            }
            line(CAPITALS, 0.0).write(xml, &[(Style::Bold, STATE)]);
            line(SMALL, 0.0).write(xml, &[(Style::Bold, MOTTO)]);
            Paragraph::rule(columns.right_width, 0.0, motto, DROP).write(xml, &[]);
        });
        writer.xml.raw("</w:tr>");
        if document.form != Form::Sheet {
            writer.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            let date = match document.form {
                Form::Minutes => String::new(),
                _ => date_line(head),
            };
            number_and_date(writer, widths, gutter, (head, &date), &about);
            writer.xml.raw("</w:tr>");
        }
    });
}

fn number_and_date(
    writer: &mut Writer<'_>,
    widths: [f64; 2],
    gutter: f64,
    (head, date): (&Letterhead, &str),
    about: &[String],
) {
    cell(writer, widths[0], |xml| {
        line(SMALL, gutter)
            .before(GAP)
            .write(xml, &[(Style::Regular, &number_line(head))]);
        if !about.is_empty() {
            line(CAPITALS, gutter)
                .before(GAP)
                .write_lines(xml, Style::Regular, about);
        }
    });
    cell(writer, widths[1], |xml| {
        line(SMALL, 0.0)
            .before(GAP)
            .write(xml, &[(Style::Italic, date)]);
    });
}

/// A line of the letterhead.
fn line(size: f64, right: f64) -> Paragraph {
    Paragraph::styled("DauVanBan")
        .pitch(HEAD_PITCH)
        .sides(0.0, right)
        .size(size)
}

/// Name of the kind and trích yếu with the rule below; a công văn has them under its number.
fn titles(writer: &mut Writer<'_>, sheet: Sheet, document: &Document) {
    if document.form == Form::Letter {
        return;
    }
    let kind = document.kind_name.trim();
    if !kind.is_empty() {
        Paragraph::styled("Title")
            .before(PITCH)
            .write(&mut writer.xml, &[(Style::Regular, kind)]);
    }
    let measure = sheet.measure() * SUBJECT_PART;
    let mut longest = 0.0_f64;
    for text in &document.subject {
        let own = broken(&mut writer.shaper, Style::Bold, BODY, text, measure);
        longest = longest.max(own.widest);
        Paragraph::styled("TrichYeu").write_lines(&mut writer.xml, Style::Regular, &own.lines);
    }
    if longest > 0.0 {
        let rule = Paragraph::rule(sheet.measure(), 0.0, longest * SHORT_RULE, DROP);
        rule.write(&mut writer.xml, &[]);
    }
}
