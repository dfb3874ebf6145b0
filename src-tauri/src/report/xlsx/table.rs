//! The sheet of one table: its head repeated on each page and kept in sight, groups over the whole width, formulas.

use rust_xlsxwriter::{
    ConditionalFormatDataBar, ConditionalFormatDataBarDirection, ConditionalFormatType, Formula,
    Worksheet, XlsxError, column_number_to_name,
};

use super::look::{Across, Look};
use super::number::{Follows, Number, follows, numbers};
use super::{COLUMN_UNIT, Sheet, Writer, height, page};
use crate::report::content::{Align, Block, Row, RowKind, Style, Table};
use crate::report::measure::{Sheet as Paper, table_size};

type Done = Result<(), XlsxError>;

pub(super) fn write(
    writer: &mut Writer<'_>,
    sheet: &mut Worksheet,
    own: &Sheet<'_>,
    watermark: Option<&str>,
) -> Done {
    page(sheet, own.orientation, watermark);
    let measure = Paper::of(own.orientation).measure();
    let columns = own.table.map_or(1, |table| table.columns.len().max(1));
    let widths = widths(own.table, measure);
    for (at, width) in widths.iter().enumerate() {
        sheet.set_column_width(at as u16, width / COLUMN_UNIT)?;
    }
    let mut above = Above {
        writer,
        sheet,
        last: columns as u16 - 1,
        measure,
        row: 0,
    };
    for (place, line) in own.head.iter().enumerate() {
        let style = if place < 2 {
            Style::Bold
        } else {
            Style::Italic
        };
        above.line(line, Look::new(style, 13.0, Across::Center))?;
    }
    for block in &own.above {
        above.block(block)?;
    }
    let first = above.row + u32::from(above.row > 0);
    let Some(table) = own.table else {
        let last = first.saturating_sub(1);
        sheet.set_print_area(0, 0, last, columns as u16 - 1)?;
        return Ok(());
    };
    let last = rows(writer, sheet, table, &widths, first)?;
    sheet.set_repeat_rows(first, first)?;
    sheet.set_freeze_panes(first + 1, 0)?;
    sheet.set_print_area(0, 0, last, columns as u16 - 1)?;
    Ok(())
}

/// Widths of the columns in points, as the pages share them out.
fn widths(table: Option<&Table>, measure: f64) -> Vec<f64> {
    let Some(table) = table else {
        return vec![measure];
    };
    let all: f64 = table.columns.iter().map(|own| own.weight).sum();
    let share = |weight: f64| measure * weight / all.max(f64::EPSILON);
    table
        .columns
        .iter()
        .map(|own| share(own.weight).max(20.0))
        .collect()
}

/// What stands above a table.
struct Above<'w, 's, 'f> {
    writer: &'w mut Writer<'f>,
    sheet: &'s mut Worksheet,
    last: u16,
    measure: f64,
    row: u32,
}

impl Above<'_, '_, '_> {
    fn line(&mut self, text: &str, look: Look) -> Done {
        let size = f64::from(look.size) / 2.0;
        let lines = lines(self.writer, look.style, size, text, self.measure);
        let format = self.writer.looks.format(look);
        if self.last == 0 {
            self.sheet
                .write_string_with_format(self.row, 0, text, &format)?;
        } else {
            self.sheet
                .merge_range(self.row, 0, self.row, self.last, text, &format)?;
        }
        self.sheet.set_row_height(self.row, height(lines, size))?;
        self.row += 1;
        Ok(())
    }

    fn block(&mut self, block: &Block) -> Done {
        match block {
            Block::Heading { text, .. } => {
                self.line(text, Look::new(Style::Bold, 13.0, Across::Left))
            }
            Block::Paragraph { runs, .. } | Block::Small { runs, .. } => {
                let text: String = runs.iter().map(|run| run.text.as_str()).collect();
                self.line(&text, Look::new(Style::Regular, 13.0, Across::Left))
            }
            Block::Chart(chart) => self.line(
                &chart.spoken(),
                Look::new(Style::Italic, 12.0, Across::Left),
            ),
            Block::Table(_) | Block::Signatures(_) => Ok(()),
        }
    }
}

/// Lines that a text takes in a width.
pub(super) fn lines(
    writer: &mut Writer<'_>,
    style: Style,
    size: f64,
    text: &str,
    width: f64,
) -> usize {
    // Excel breaks lines a little earlier than the pages do.
    const ROOM: f64 = 0.94;
    let room = (width * ROOM).max(size);
    let blank = writer.shaper.width(style, size, " ");
    let mut count = 1;
    let mut at = 0.0;
    for word in text.split([' ', '\n']) {
        let own = writer.shaper.width(style, size, word);
        if at > 0.0 && at + blank + own > room {
            count += 1;
            at = 0.0;
        }
        // A word that is wider than the cell is broken.
        count += (own / room) as usize;
        at += if at > 0.0 { blank + own } else { own };
    }
    count
}

/// Head and rows; the last row that was written.
fn rows(
    writer: &mut Writer<'_>,
    sheet: &mut Worksheet,
    table: &Table,
    widths: &[f64],
    first: u32,
) -> Result<u32, XlsxError> {
    let size = table_size(table.size);
    let head = writer
        .looks
        .format(Look::new(Style::Bold, size, Across::Center).ruled());
    let mut most = 1;
    for (at, (column, width)) in table.columns.iter().zip(widths).enumerate() {
        sheet.write_string_with_format(first, at as u16, &column.header, &head)?;
        most = most.max(lines(
            writer,
            Style::Bold,
            size,
            &column.header,
            width - 6.0,
        ));
    }
    sheet.set_row_height(first, height(most, size))?;
    let numbers = numbers(table);
    let follows = follows(table, &numbers);
    let body = table.rows.iter().position(|row| row.kind == RowKind::Body);
    let mut at = first;
    for (place, row) in table.rows.iter().enumerate() {
        at += 1;
        let style = match row.kind {
            RowKind::Body => Style::Regular,
            RowKind::Group | RowKind::Total => Style::Bold,
        };
        let heights = row_height(writer, row, style, size, widths);
        sheet.set_row_height(at, heights)?;
        if row.kind == RowKind::Group {
            group(writer, sheet, table, row, (at, size))?;
            continue;
        }
        for (column, own) in table.columns.iter().enumerate() {
            let number = numbers[place].get(column).and_then(Option::as_ref);
            let text = row.cells.get(column).map_or("", |cell| cell.text.as_str());
            let look = Look::new(style, size, own.align.into()).ruled();
            let to = (at, column as u16);
            let Some(number) = number else {
                let format = writer.looks.format(look);
                sheet.write_string_with_format(to.0, to.1, text, &format)?;
                continue;
            };
            let bar = matches!(own.align, Align::Bar { .. });
            let look = look.number(if bar {
                "0.00".to_owned()
            } else {
                number.format()
            });
            let format = writer.looks.format(look);
            let value = if bar {
                number.value() / 100.0
            } else {
                number.value()
            };
            let formula = follows[place]
                .get(column)
                .copied()
                .flatten()
                .filter(|_| !bar)
                .map(|own| {
                    formula(
                        own,
                        to,
                        first + 1 + body.unwrap_or(0) as u32,
                        place,
                        table,
                        first,
                    )
                });
            match formula {
                Some(text) => {
                    let formula = Formula::new(text).set_result(shown(number));
                    sheet.write_formula_with_format(to.0, to.1, formula, &format)?;
                }
                None => {
                    sheet.write_number_with_format(to.0, to.1, value, &format)?;
                }
            }
        }
    }
    for (at_column, own) in table.columns.iter().enumerate() {
        if let Align::Bar { most, .. } = own.align {
            let bar = ConditionalFormatDataBar::new()
                .set_minimum(ConditionalFormatType::Number, 0)
                .set_maximum(ConditionalFormatType::Number, f64::from(most) / 100.0)
                .set_fill_color("#404040")
                .set_solid_fill(true)
                .set_direction(ConditionalFormatDataBarDirection::LeftToRight)
                .set_bar_only(true);
            sheet.add_conditional_format(
                first + 1,
                at_column as u16,
                at.max(first + 1),
                at_column as u16,
                &bar,
            )?;
        }
    }
    Ok(at)
}

/// The value of a formula as Excel keeps it beside it.
fn shown(number: &Number) -> String {
    let value = number.value();
    format!("{value:.*}", usize::from(number.decimals))
}

/// `SUM(D3:D10)`, `ROUND(D3/C3*100,2)`.
fn formula(
    own: Follows,
    (row, column): (u32, u16),
    first_body: u32,
    place: usize,
    table: &Table,
    head: u32,
) -> String {
    let name = |column: usize| column_number_to_name(column as u16);
    match own {
        Follows::Sum => {
            let last = table.rows[..place]
                .iter()
                .rposition(|row| row.kind == RowKind::Body)
                .unwrap_or(0);
            let letter = name(usize::from(column));
            format!(
                "=SUM({letter}{}:{letter}{})",
                first_body + 1,
                head + 1 + last as u32 + 1
            )
        }
        Follows::Percent(part, base) => {
            let row = row + 1;
            format!("=ROUND({}{row}/{}{row}*100,2)", name(part), name(base))
        }
    }
}

fn row_height(writer: &mut Writer<'_>, row: &Row, style: Style, size: f64, widths: &[f64]) -> f64 {
    let all: f64 = widths.iter().sum();
    let most = row
        .cells
        .iter()
        .zip(widths)
        .map(|(cell, width)| {
            let width = if row.kind == RowKind::Group {
                all
            } else {
                *width
            };
            lines(writer, style, size, &cell.text, width - 6.0)
        })
        .max();
    height(most.unwrap_or(1), size)
}

/// The name of a group over the whole width.
fn group(
    writer: &mut Writer<'_>,
    sheet: &mut Worksheet,
    table: &Table,
    row: &Row,
    (at, size): (u32, f64),
) -> Done {
    let look = Look::new(Style::Bold, size, Across::Left).ruled();
    let format = writer.looks.format(look);
    let text = row.cells.first().map_or("", |cell| cell.text.as_str());
    let last = table.columns.len().saturating_sub(1) as u16;
    if last == 0 {
        sheet.write_string_with_format(at, 0, text, &format)?;
    } else {
        sheet.merge_range(at, 0, at, last, text, &format)?;
    }
    Ok(())
}
