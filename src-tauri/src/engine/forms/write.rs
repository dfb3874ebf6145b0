//! A form as an Excel file.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Formula, IgnoreError, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::content::{Answer, Content, Style, column};
use super::seal::{Seal, plain};
use super::{HIDDEN, MARK, VERSION, cell_name, line};
use crate::domain::hex::hex;
use crate::domain::{Day, Error, ErrorCode, Result};
use crate::report::workbook_bytes;

/// Widths of the columns, in letters.
const WIDTHS: [f64; 8] = [5.0, 46.0, 12.0, 27.0, 14.0, 14.0, 18.0, 28.0];

/// The yellow of a cell to be filled.
const YELLOW: u32 = 0x00FF_F2CC;

/// The grey of a head.
const GREY: u32 = 0x00EC_EFF3;

pub(super) fn failed(error: XlsxError) -> Error {
    Error::new(ErrorCode::IoFailed).detail(error)
}

/// The bytes of a form that was made on a day, with the lines of its hidden sheet.
pub(super) fn file(content: &Content, seal: &Seal, issued: &str, day: Day) -> Result<Vec<u8>> {
    let lines = lines(content, seal, issued);
    let mut workbook = Workbook::new();
    properties(&mut workbook, content, day).map_err(failed)?;
    sheet(workbook.add_worksheet(), content).map_err(failed)?;
    hidden(workbook.add_worksheet(), &lines).map_err(failed)?;
    workbook_bytes(&mut workbook).map_err(failed)
}

fn properties(workbook: &mut Workbook, content: &Content, day: Day) -> Result<(), XlsxError> {
    use chrono::Datelike;
    let made = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
    let title = format!("{}, {}", content.body_name, content.period.label());
    workbook.set_properties(
        &DocProperties::new()
            .set_title(title)
            .set_author("Sổ 06")
            .set_creation_datetime(&made),
    );
    Ok(())
}

/// The lines of the hidden sheet, the seal last.
fn lines(content: &Content, seal: &Seal, issued: &str) -> Vec<Vec<String>> {
    let mut out: Vec<Vec<String>> = vec![
        vec![MARK.to_owned(), VERSION.to_string()],
        vec![line::BOOK.to_owned(), seal.book()],
        vec![
            line::BODY.to_owned(),
            hex(&content.body),
            content.body_code.clone(),
        ],
        vec![line::PERIOD.to_owned(), content.period.key()],
        vec![line::ISSUED.to_owned(), issued.to_owned()],
        vec![line::SHEET.to_owned(), content.sheet.clone()],
    ];
    out.extend(content.answers.iter().map(|own| {
        vec![
            line::ANSWER.to_owned(),
            own.row.to_string(),
            column::ANSWER.to_string(),
            column::NOTE.to_string(),
            hex(&own.indicator),
            own.code.clone(),
        ]
    }));
    out.extend(content.locked.iter().map(|own| {
        vec![
            line::LOCKED.to_owned(),
            own.row.to_string(),
            own.column.to_string(),
            seal.cell(own.row, own.column, &plain(&own.text)),
        ]
    }));
    let sealed = seal.lines(&out);
    out.push(vec![line::SEAL.to_owned(), sealed]);
    out
}

fn hidden(sheet: &mut Worksheet, lines: &[Vec<String>]) -> Result<(), XlsxError> {
    sheet.set_name(HIDDEN)?;
    for (row, cells) in (0..).zip(lines) {
        for (column, text) in (0..).zip(cells) {
            sheet.write_string(row, column, text)?;
        }
    }
    sheet.set_very_hidden(true);
    sheet.protect();
    Ok(())
}

fn format(style: Style) -> Format {
    let base = Format::new()
        .set_font_name("Times New Roman")
        .set_font_size(12)
        .set_align(FormatAlign::VerticalCenter);
    let boxed = |own: Format| own.set_border(FormatBorder::Thin).set_text_wrap();
    match style {
        Style::Title => base
            .set_bold()
            .set_font_size(14)
            .set_align(FormatAlign::Center),
        Style::Line => base,
        Style::Guide => base.set_italic().set_text_wrap(),
        Style::Head => boxed(base)
            .set_bold()
            .set_background_color(GREY)
            .set_align(FormatAlign::Center),
        Style::Ordinal | Style::Middle => boxed(base).set_align(FormatAlign::Center),
        Style::Name => boxed(base),
        Style::Figure => boxed(base).set_align(FormatAlign::Right),
        Style::Signature => base.set_bold().set_align(FormatAlign::Center),
    }
}

fn sheet(sheet: &mut Worksheet, content: &Content) -> Result<(), XlsxError> {
    sheet.set_name(&content.sheet)?;
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    for own in &content.locked {
        let (row, first, last) = (own.row - 1, own.column as u16, own.last as u16);
        let format = format(own.style);
        if first == last {
            sheet.write_string_with_format(row, first, &own.text, &format)?;
            // A number that is not to be reckoned with is a text here, and Excel need not wonder.
            sheet.ignore_error(row, first, IgnoreError::NumberStoredAsText)?;
        } else {
            sheet.merge_range(row, first, row, last, &own.text, &format)?;
        }
        if own.style == Style::Guide {
            sheet.set_row_height(row, 50)?;
        }
    }
    sheet.set_row_height(content.head - 1, 34)?;
    for answer in &content.answers {
        let lines = answer.name.chars().count().div_ceil(WIDTHS[1] as usize - 2);
        sheet.set_row_height(answer.row - 1, 20.0 * lines.max(1) as f64)?;
        open_cells(sheet, answer)?;
    }
    signing(sheet, content)?;
    sheet.set_freeze_panes(content.head, 2)?;
    sheet.set_paper_size(9).set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(content.head - 1, content.head - 1)?;
    sheet.set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    sheet.set_footer("&L&A&RTrang &P/&N");
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// The two cells of a row that may be written into.
fn open_cells(sheet: &mut Worksheet, answer: &Answer) -> Result<(), XlsxError> {
    let number = match answer.decimals {
        0 => "#,##0".to_owned(),
        more => format!("#,##0.{}", "0".repeat(usize::from(more))),
    };
    let open = format(Style::Figure)
        .set_background_color(YELLOW)
        .set_unlocked();
    let row = answer.row - 1;
    sheet.write_blank(
        row,
        column::ANSWER as u16,
        &open.clone().set_num_format(number),
    )?;
    let note = format(Style::Name).set_unlocked();
    sheet.write_blank(row, column::NOTE as u16, &note)?;
    let rule = validation(answer)?;
    sheet.add_data_validation(
        row,
        column::ANSWER as u16,
        row,
        column::ANSWER as u16,
        &rule,
    )?;
    Ok(())
}

/// What may be written: a number that is not below zero with the decimals of the indicator, x, or a number with a word.
fn validation(answer: &Answer) -> Result<DataValidation, XlsxError> {
    let cell = cell_name(column::ANSWER, answer.row);
    let fits = format!(
        "AND(ISNUMBER({cell}),{cell}>=0,ROUND({cell},{})={cell})",
        answer.decimals
    );
    let rule = format!(
        "=OR({fits},{cell}=\"x\",LEFT({cell},4)=\"trên\",LEFT({cell},3)=\"gần\",LEFT({cell},6)=\"khoảng\")"
    );
    let kind = match answer.decimals {
        0 => "Số nguyên, từ 0 trở lên".to_owned(),
        more => format!("Số từ 0 trở lên, nhiều nhất {more} chữ số thập phân"),
    };
    let unit = if answer.unit.is_empty() {
        String::new()
    } else {
        format!(" ({})", answer.unit)
    };
    let help = format!("{kind}{unit}. Ghi x nếu chưa phát sinh số liệu.");
    let wrong = format!(
        "{kind}; ghi x nếu chưa phát sinh số liệu, hoặc “trên …”, “gần …”, “khoảng …” rồi đến số."
    );
    DataValidation::new()
        .allow_custom(Formula::new(rule))
        .ignore_blank(true)
        .set_input_title(cut(&answer.name, 32))?
        .set_input_message(cut(&help, 255))?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("Số liệu chưa đúng")?
        .set_error_message(cut(&wrong, 255))
}

/// At most so many letters, as Excel allows.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most - 1).collect();
    format!("{}…", kept.trim_end())
}

/// Where the unit writes its day and signs: open cells that nobody reads back.
fn signing(sheet: &mut Worksheet, content: &Content) -> Result<(), XlsxError> {
    let open = format(Style::Signature).set_unlocked();
    let (row, first, last) = (
        content.signed - 1,
        column::PREVIOUS as u16,
        column::NOTE as u16,
    );
    let day = "........., ngày ..... tháng ..... năm ........";
    sheet.merge_range(
        row - 1,
        first,
        row - 1,
        last,
        day,
        &open.clone().set_italic(),
    )?;
    for below in 1..=4 {
        sheet.write_blank(row + below, column::NAME as u16, &open)?;
        sheet.merge_range(row + below, first, row + below, last, "", &open)?;
    }
    Ok(())
}
