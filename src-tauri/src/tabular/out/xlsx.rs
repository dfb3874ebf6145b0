//! A workbook of Excel: real numbers whose words are part of their format, so that "trên 98.000" can be reckoned with.

use std::collections::HashMap;

use chrono::Datelike;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{CellOut, ColumnKind, ColumnOut, FigureOut, NO_DATA, RowKind, RowOut, TableOut, head};
use crate::domain::number::Qualifier;
use crate::domain::{Day, Error, ErrorCode, Result};
use crate::report::workbook_bytes;

const GREY: u32 = 0x00EC_EFF3;

/// Widest a column gets, in letters; longer texts are wrapped.
const WIDEST: usize = 46;

/// Columns beyond which a sheet lies on its side.
const UPRIGHT: usize = 6;

/// Rows that a sheet of Excel has, less those above and below the table.
const MOST_ROWS: usize = 1_048_000;

pub(super) fn write(table: &TableOut) -> Result<Vec<u8>> {
    if table.rows.len() > MOST_ROWS {
        return Err(Error::new(ErrorCode::TableTooLarge)
            .with("rows", table.rows.len())
            .with("columns", table.columns.len()));
    }
    let failed = |e: XlsxError| Error::new(ErrorCode::IoFailed).detail(e);
    let mut workbook = Workbook::new();
    let made = date(table.made).map_err(failed)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&table.title)
            .set_author("Sổ 06")
            .set_creation_datetime(&made),
    );
    let sheet = workbook.add_worksheet();
    Writer {
        table,
        sheet,
        formats: HashMap::new(),
        widths: Vec::new(),
    }
    .write()
    .map_err(failed)?;
    workbook_bytes(&mut workbook).map_err(failed)
}

fn date(day: Day) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)
}

/// What a cell looks like.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Look {
    Title,
    Line,
    Head,
    Text(RowKind),
    Middle(RowKind),
    Day(RowKind),
    Figure(RowKind, u8, Qualifier, bool),
}

struct Writer<'a> {
    table: &'a TableOut,
    sheet: &'a mut Worksheet,
    formats: HashMap<Look, Format>,
    /// Letters that each column has room for.
    widths: Vec<usize>,
}

impl Writer<'_> {
    fn write(mut self) -> Result<(), XlsxError> {
        let name: String = self.table.sheet.chars().take(31).collect();
        self.sheet.set_name(name)?;
        self.widths()?;
        let table = self.table;
        let mut row = 0;
        for (at, text) in table.above().enumerate() {
            let look = if at == 0 { Look::Title } else { Look::Line };
            self.across(row, text, look)?;
            row += 1;
        }
        row += u32::from(row > 0);
        let first = row;
        row = self.head(first)?;
        self.sheet.set_freeze_panes(row, self.frozen())?;
        self.sheet.set_repeat_rows(first, row - 1)?;
        for own in &table.rows {
            if own.kind == RowKind::Group {
                let text = own.cells.first().map(|own| own.text(NO_DATA));
                self.across(row, &text.unwrap_or_default(), Look::Text(RowKind::Group))?;
                self.sheet.set_row_height(row, 20)?;
            } else {
                for (column, cell) in (0..).zip(&own.cells) {
                    self.cell(row, column, own.kind, cell)?;
                }
                let lines = self.lines(own);
                self.sheet.set_row_height(row, 4.0 + 16.0 * lines as f64)?;
            }
            row += 1;
        }
        row += 1;
        for text in table.below() {
            self.across(row, text, Look::Line)?;
            row += 1;
        }
        self.page()
    }

    fn page(&mut self) -> Result<(), XlsxError> {
        self.sheet.set_paper_size(9);
        if self.table.columns.len() > UPRIGHT {
            self.sheet.set_landscape();
        }
        self.sheet.set_print_fit_to_pages(1, 0);
        self.sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
        self.sheet.set_footer("&L&A&RTrang &P/&N");
        Ok(())
    }

    /// Columns that stay in sight: up to the name of the row.
    fn frozen(&self) -> u16 {
        let at = self
            .table
            .columns
            .iter()
            .position(|own| own.kind == ColumnKind::Name);
        at.map_or(0, |at| at as u16 + 1)
    }

    fn widths(&mut self) -> Result<(), XlsxError> {
        let table = self.table;
        for (at, column) in table.columns.iter().enumerate() {
            let cells = table.rows.iter().filter(|row| row.kind != RowKind::Group);
            let longest = cells
                .filter_map(|row| row.cells.get(at))
                .map(|own| own.text(NO_DATA).chars().count())
                .max()
                .unwrap_or(0);
            let word = column
                .head
                .split(' ')
                .map(|word| word.chars().count())
                .max();
            let width = longest
                .max(word.unwrap_or(0))
                .max(least(column))
                .min(WIDEST);
            self.widths.push(width);
            self.sheet.set_column_width(at as u16, width as f64 + 2.0)?;
        }
        Ok(())
    }

    /// Lines that the longest text of a row takes.
    fn lines(&self, row: &RowOut) -> usize {
        let cells = row.cells.iter().zip(&self.widths);
        cells
            .map(|(cell, width)| cell.text(NO_DATA).chars().count().div_ceil((*width).max(1)))
            .max()
            .map_or(1, |most| most.max(1))
    }

    /// A text over the whole width.
    fn across(&mut self, row: u32, text: &str, look: Look) -> Result<(), XlsxError> {
        let format = self.format(look);
        let last = self.table.columns.len().saturating_sub(1) as u16;
        if last == 0 {
            self.sheet.write_string_with_format(row, 0, text, &format)?;
        } else {
            self.sheet.merge_range(row, 0, row, last, text, &format)?;
        }
        Ok(())
    }

    fn head(&mut self, first: u32) -> Result<u32, XlsxError> {
        let columns: Vec<&ColumnOut> = self.table.columns.iter().collect();
        let (cells, rows) = head(&columns);
        let format = self.format(Look::Head);
        for own in cells {
            let (top, bottom) = (first + own.rows.0, first + own.rows.1);
            let (left, right) = (own.columns.0 as u16, own.columns.1 as u16);
            if (top, left) == (bottom, right) {
                self.sheet
                    .write_string_with_format(top, left, &own.text, &format)?;
            } else {
                self.sheet
                    .merge_range(top, left, bottom, right, &own.text, &format)?;
            }
        }
        for row in first..first + rows {
            self.sheet.set_row_height(row, 36)?;
        }
        Ok(first + rows)
    }

    fn cell(
        &mut self,
        row: u32,
        column: u16,
        kind: RowKind,
        cell: &CellOut,
    ) -> Result<(), XlsxError> {
        let middle = matches!(
            self.table
                .columns
                .get(usize::from(column))
                .map(|own| own.kind),
            Some(ColumnKind::Ordinal)
        );
        match cell {
            CellOut::Figure(own) => {
                let look = Look::Figure(kind, own.decimals, own.qualifier, own.marked);
                let format = self.format(look);
                self.sheet
                    .write_number_with_format(row, column, number(own), &format)?;
            }
            CellOut::Day(day) => {
                let format = self.format(Look::Day(kind));
                self.sheet
                    .write_datetime_with_format(row, column, date(*day)?, &format)?;
            }
            CellOut::Empty => {
                let format = self.format(Look::Text(kind));
                self.sheet.write_blank(row, column, &format)?;
            }
            other => {
                let look = if middle || *other == CellOut::NoData {
                    Look::Middle(kind)
                } else {
                    Look::Text(kind)
                };
                let format = self.format(look);
                // Always a text, whatever it begins with.
                self.sheet
                    .write_string_with_format(row, column, other.text(NO_DATA), &format)?;
            }
        }
        Ok(())
    }

    fn format(&mut self, look: Look) -> Format {
        self.formats
            .entry(look)
            .or_insert_with(|| format(look))
            .clone()
    }
}

fn least(column: &ColumnOut) -> usize {
    match column.kind {
        ColumnKind::Ordinal => 4,
        ColumnKind::Name => 18,
        ColumnKind::Text | ColumnKind::Figure | ColumnKind::Day => 10,
        ColumnKind::Percent => 8,
    }
}

fn number(own: &FigureOut) -> f64 {
    own.value as f64 / 10_f64.powi(i32::from(own.decimals))
}

fn format(look: Look) -> Format {
    let base = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(12)
        .set_align(FormatAlign::VerticalCenter);
    let row = |kind: RowKind| {
        let own = base.clone().set_border(FormatBorder::Thin);
        match kind {
            RowKind::Body => own,
            RowKind::Group | RowKind::Total => own.set_bold().set_background_color(GREY),
        }
    };
    match look {
        Look::Title => base
            .set_bold()
            .set_font_size(14)
            .set_align(FormatAlign::Center),
        Look::Line => base.set_italic().set_text_wrap(),
        Look::Head => row(RowKind::Total)
            .set_text_wrap()
            .set_align(FormatAlign::Center),
        Look::Text(kind) => row(kind).set_text_wrap(),
        Look::Middle(kind) => row(kind).set_align(FormatAlign::Center),
        Look::Day(kind) => row(kind)
            .set_num_format("dd/mm/yyyy")
            .set_align(FormatAlign::Center),
        Look::Figure(kind, decimals, qualifier, marked) => {
            row(kind).set_num_format(number_format(decimals, qualifier, marked))
        }
    }
}

/// Excel shows the signs of the machine for "," and "." here, so one format is right in every language.
fn number_format(decimals: u8, qualifier: Qualifier, marked: bool) -> String {
    let digits = match decimals {
        0 => "#,##0".to_owned(),
        more => format!("#,##0.{}", "0".repeat(usize::from(more))),
    };
    let word = match qualifier.word() {
        "" => String::new(),
        word => format!("\"{word} \""),
    };
    let mark = if marked { "\"*\"" } else { "" };
    format!("{word}{digits}{mark}")
}
