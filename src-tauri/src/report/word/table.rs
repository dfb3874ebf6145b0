//! Tables: ruled ones with a head that is repeated, and those that only set things side by side.

use std::fmt::Write as _;

use super::Writer;
use super::paragraph::{Paragraph, framed_run, run};
use super::xml::{Xml, twips};
use crate::report::content::{Align, Column, Row, RowKind, Style, Table};
use crate::report::layout::table::edges;
use crate::report::measure::{CELL_X, LEFT, Sheet, cell_y, small_pitch, table_size};

/// Thickness of the rules.
const RULE: f64 = 0.5;

/// A table with rules. `keep`: something follows that its last row stays with.
pub(super) fn table(writer: &mut Writer<'_>, sheet: Sheet, table: &Table, keep: bool) {
    if table.columns.is_empty() {
        return;
    }
    let edges = edges(&mut writer.shaper, sheet, table);
    let widths: Vec<i64> = edges
        .windows(2)
        .map(|pair| twips(pair[1] - LEFT) - twips(pair[0] - LEFT))
        .collect();
    let grid = Grid {
        widths: &widths,
        columns: &table.columns,
        size: table_size(table.size),
        block: writer
            .shaper
            .width(Style::Regular, table_size(table.size) * THIN, BLOCK),
    };
    let xml = &mut writer.xml;
    xml.raw("<w:tbl>");
    xml.raw(&head_of(&widths, "Bang", &margins(grid.size)));
    let heads = table.columns.iter().map(|column| column.header.clone());
    grid.row(xml, &Row::total(heads), true, true);
    for (place, row) in table.rows.iter().enumerate() {
        let next = table.rows.get(place + 1);
        // A group stays with its first row, a total with the row before it.
        let stays = row.kind == RowKind::Group
            || next.is_some_and(|next| next.kind == RowKind::Total)
            || (keep && next.is_none());
        grid.row(xml, row, false, stays);
    }
    xml.raw("</w:tbl>");
}

struct Grid<'a> {
    widths: &'a [i64],
    columns: &'a [Column],
    size: f64,
    /// Width of a letter of which bars are made, in points.
    block: f64,
}

impl Grid<'_> {
    fn row(&self, xml: &mut Xml, row: &Row, head: bool, stays: bool) {
        // A row of the head bears its mark after that it is not cut.
        let mark = if head { "<w:tblHeader/>" } else { "" };
        xml.raw(&format!("<w:tr><w:trPr><w:cantSplit/>{mark}</w:trPr>"));
        let style = if row.kind == RowKind::Body {
            Style::Regular
        } else {
            Style::Bold
        };
        if row.kind == RowKind::Group {
            let text = row.cells.first().map_or("", |cell| cell.text.as_str());
            let width = self.widths.iter().sum();
            ruled_cell(xml, width, self.widths.len(), |own| {
                self.line(Align::Left, stays).write(own, &[(style, text)]);
            });
        } else {
            for (place, column) in self.columns.iter().enumerate() {
                let text = row.cells.get(place).map_or("", |cell| cell.text.as_str());
                let align = if head { Align::Center } else { column.align };
                ruled_cell(xml, self.widths[place], 1, |own| {
                    let line = self.line(align, stays);
                    match align {
                        Align::Square => line.write_raw(own, &square(style, self.size, text)),
                        Align::Bar { most, mark } => {
                            let room = (self.widths[place] as f64 / 20.0 - 2.0 * CELL_X) * SAFE;
                            let part = |length: u32| {
                                room * f64::from(length.min(most)) / f64::from(most.max(1))
                            };
                            let length = text.trim().parse().map_or(0.0, part);
                            let letters = bar(length, self.block);
                            line.stroke(part(mark)).write_raw(
                                own,
                                &run(Style::Regular, Some(self.size * THIN), &letters),
                            );
                        }
                        _ => line.write(own, &[(style, text)]),
                    }
                });
            }
        }
        xml.raw("</w:tr>");
    }

    fn line(&self, align: Align, stays: bool) -> Paragraph {
        Paragraph::styled("OBang")
            .keep_next_if(stays)
            .pitch(small_pitch(self.size))
            .align(match align {
                Align::Left | Align::Bar { .. } => "left",
                Align::Center | Align::Square => "center",
                Align::Right => "right",
            })
            .size(self.size)
    }
}

/// The letter of which bars are made; every font of offices has it.
const BLOCK: &str = "█";
/// Their size as a part of that of the other letters, so that a bar is thinner than its row.
const THIN: f64 = 0.5;

/// Part of a cell that the longest bar fills: programs round the width of letters, and a bar never takes two lines.
const SAFE: f64 = 0.94;

/// As many letters as a length has room for.
fn bar(length: f64, block: f64) -> String {
    let count = if block > 0.0 { length / block } else { 0.0 };
    BLOCK.repeat(count.floor().max(0.0) as usize)
}

/// A cell of these.
fn ruled_cell(xml: &mut Xml, width: i64, span: usize, inside: impl FnOnce(&mut Xml)) {
    let span = if span > 1 {
        format!(r#"<w:gridSpan w:val="{span}"/>"#)
    } else {
        String::new()
    };
    xml.raw(&format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}<w:vAlign w:val="center"/></w:tcPr>"#
    ));
    inside(xml);
    xml.raw("</w:tc>");
}

/// A square to be ticked: a letter that is one, or a frame about what stands in it.
fn square(style: Style, size: f64, text: &str) -> String {
    match text.trim() {
        "" => run(style, Some(size + 3.0), "□"),
        text => framed_run(style, Some(size), true, &format!("\u{a0}{text}\u{a0}")),
    }
}

/// Sets cells of one row side by side, without rules and without white around them.
pub(super) fn plain_table(
    writer: &mut Writer<'_>,
    widths: &[f64],
    cells: impl FnOnce(&mut Writer<'_>),
) {
    plain_rows(writer, widths, |writer| {
        writer.xml.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        cells(writer);
        writer.xml.raw("</w:tr>");
    });
}

/// Rows of cells side by side, without rules and without white around them.
pub(super) fn plain_rows(
    writer: &mut Writer<'_>,
    widths: &[f64],
    rows: impl FnOnce(&mut Writer<'_>),
) {
    let widths: Vec<i64> = widths.iter().map(|width| twips(*width)).collect();
    writer.xml.raw("<w:tbl>");
    writer.xml.raw(&head_of(&widths, "KhongKe", ""));
    rows(writer);
    writer.xml.raw("</w:tbl>");
}

/// One of these cells; what `inside` writes ends with a paragraph.
pub(super) fn cell(writer: &mut Writer<'_>, width: f64, inside: impl FnOnce(&mut Xml)) {
    let width = twips(width);
    writer.xml.raw(&format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#
    ));
    inside(&mut writer.xml);
    writer.xml.raw("</w:tc>");
}

/// Properties of a table, and its columns.
fn head_of(widths: &[i64], style: &str, margins: &str) -> String {
    let total: i64 = widths.iter().sum();
    let mut out = format!(
        r#"<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{total}" w:type="dxa"/><w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>{margins}<w:tblLook w:val="0000"/></w:tblPr><w:tblGrid>"#
    );
    for width in widths {
        let _ = write!(out, r#"<w:gridCol w:w="{width}"/>"#);
    }
    out.push_str("</w:tblGrid>");
    out
}

/// White between rules and text. Here a row is as high as its text, its white and its rule; the pages lay the rule into
/// the white.
fn margins(size: f64) -> String {
    let (x, y) = (twips(CELL_X), twips(cell_y(size) - RULE / 2.0));
    format!(
        r#"<w:tblCellMar><w:top w:w="{y}" w:type="dxa"/><w:left w:w="{x}" w:type="dxa"/><w:bottom w:w="{y}" w:type="dxa"/><w:right w:w="{x}" w:type="dxa"/></w:tblCellMar>"#
    )
}
