//! What stands in a form: locked texts with their places, and the cells to be filled. Writing and sealing go by the
//! same list.

use rusqlite::Connection;

use crate::domain::indicator::IndicatorKind;
use crate::domain::instant::show_day;
use crate::domain::text::capitalise;
use crate::domain::{Calendar, Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::counts::{self, GridCell, GridQuestion, PeriodOption};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::submissions::report_set;
use crate::engine::{periods, profile};
use crate::store::{Book, identity};

/// Columns of the sheet.
pub(super) mod column {
    pub(in super::super) const ORDINAL: u32 = 0;
    pub(in super::super) const NAME: u32 = 1;
    pub(in super::super) const UNIT: u32 = 2;
    pub(in super::super) const MEANING: u32 = 3;
    pub(in super::super) const PREVIOUS: u32 = 4;
    pub(in super::super) const TARGET: u32 = 5;
    pub(in super::super) const ANSWER: u32 = 6;
    pub(in super::super) const NOTE: u32 = 7;
}

/// How a locked text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    Line,
    Guide,
    Head,
    Ordinal,
    Name,
    Middle,
    Figure,
    Signature,
}

/// A locked text; its last column where it spans several.
#[derive(Debug, Clone)]
pub(super) struct Locked {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) last: u32,
    pub(super) text: String,
    pub(super) style: Style,
}

/// A cell to be filled.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    pub(super) row: u32,
    pub(super) indicator: [u8; 16],
    pub(super) code: String,
    pub(super) name: String,
    pub(super) unit: String,
    pub(super) decimals: u8,
}

/// A form.
#[derive(Debug, Clone)]
pub(super) struct Content {
    pub(super) body: [u8; 16],
    pub(super) body_code: String,
    pub(super) body_name: String,
    pub(super) period: Period,
    pub(super) sheet: String,
    pub(super) locked: Vec<Locked>,
    pub(super) answers: Vec<Answer>,
    /// Row of the head of the table.
    pub(super) head: u32,
    /// Row below which the unit signs.
    pub(super) signed: u32,
}

/// What the forms of a period have in common.
pub(super) struct Room {
    pub(super) directory: Directory,
    dictionary: Dictionary,
    calendar: Calendar,
    grid: counts::CountGrid,
    period: Period,
    label: String,
    today: Day,
    example: bool,
}

impl Room {
    pub(super) fn load(book: &Book, period: Period) -> Result<Self> {
        let today = profile::today(book)?;
        let grid = counts::counts(
            book,
            &GridQuestion {
                period,
                today,
                rows: None,
                columns: None,
            },
        )?;
        book.read(|connection| {
            Ok(Self {
                directory: Directory::load(connection)?,
                dictionary: Dictionary::load(connection)?,
                calendar: profile::calendar(connection)?,
                label: periods::label(connection, period)?,
                example: profile::view_day(connection)?.is_some(),
                grid,
                period,
                today,
            })
        })
    }

    /// Cells of a body for some indicators: those that the grid of the period shows; of a body below the units they are
    /// looked up.
    fn cells(&self, book: &Book, body: Id, indicators: &[Id]) -> Result<Vec<GridCell>> {
        let Some(row) = self.grid.rows.iter().find(|row| row.body == body) else {
            let places: Vec<(Id, Id)> = indicators.iter().map(|own| (body, *own)).collect();
            return counts::some_cells(book, self.period, self.today, &places);
        };
        let shown = |indicator: &Id| {
            let mut columns = self.grid.columns.iter();
            let at = columns.position(|own| own.indicator == *indicator);
            at.and_then(|at| row.cells.get(at)).cloned()
        };
        let cells = indicators.iter().map(shown);
        // The report set is part of the grid.
        cells
            .collect::<Option<_>>()
            .ok_or_else(|| Error::new(ErrorCode::Internal).detail("no column of the grid"))
    }

    /// The form of a unit.
    pub(super) fn form(&self, book: &Book, body: Id) -> Result<Content> {
        let day = self.period.last_day();
        if !self.directory.knows(body) || !self.directory.alive(body, day) {
            return Err(Error::new(ErrorCode::BodyNotAlive)
                .with("body", self.directory.name(body, day))
                .with("day", show_day(day)));
        }
        let set = report_set(&self.dictionary, "");
        let indicators: Vec<Id> = set.iter().map(|item| item.id).collect();
        let cells = self.cells(book, body, &indicators)?;
        let rows: Vec<(Id, GridCell)> = indicators.into_iter().zip(cells).collect();
        book.read(|connection| self.lay_out(connection, body, day, &rows))
    }

    fn lay_out(
        &self,
        connection: &Connection,
        body: Id,
        day: Day,
        rows: &[(Id, GridCell)],
    ) -> Result<Content> {
        let mut sheet = Laying::default();
        self.heading(&mut sheet, body, day);
        let head = sheet.row;
        sheet.head();
        let mut answers = Vec::new();
        for (at, (indicator, cell)) in rows.iter().enumerate() {
            let answer = self.row(&mut sheet, connection, at + 1, (*indicator, day), cell)?;
            answers.push(answer);
        }
        sheet.row += 2;
        let signed = sheet.row;
        for (column, last, text) in [
            (column::NAME, column::NAME, "NGƯỜI LẬP BIỂU"),
            (column::PREVIOUS, column::NOTE, "THỦ TRƯỞNG ĐƠN VỊ"),
        ] {
            sheet.put(column, last, text.to_owned(), Style::Signature);
        }
        Ok(Content {
            body: identity::uid(connection, body)?,
            body_code: self.directory.code(body, day),
            body_name: self.directory.name(body, day),
            period: self.period,
            sheet: "Biểu số liệu".to_owned(),
            locked: sheet.locked,
            answers,
            head,
            signed,
        })
    }

    fn heading(&self, sheet: &mut Laying, body: Id, day: Day) {
        let option = PeriodOption::of(self.period, &self.calendar);
        let (first, last) = self.period.days();
        let root = self.directory.root;
        let mut lines = vec![
            (Style::Title, "BIỂU THU THẬP SỐ LIỆU ĐỀ ÁN 06".to_owned()),
            (
                Style::Line,
                format!(
                    "Đơn vị báo cáo: {} (mã {})",
                    self.directory.name(body, day),
                    self.directory.code(body, day)
                ),
            ),
            (
                Style::Line,
                format!(
                    "Kỳ báo cáo: {} (từ {} đến hết {})",
                    self.label,
                    show_day(first),
                    show_day(last)
                ),
            ),
            (
                Style::Line,
                format!(
                    "Nơi nhận: {}. Hạn gửi: hết ngày {}",
                    self.directory.name(root, day),
                    show_day(option.due_day)
                ),
            ),
            (
                Style::Guide,
                "Chỉ ghi vào các ô màu vàng: số liệu là số không âm; ghi x nếu chưa phát sinh số liệu; để trống nếu chưa có; \
                 được ghi “trên 98.000”, “gần …”, “khoảng …”. Các ô khác đã khóa và niêm phong: sửa chữ, chuyển dòng, thêm \
                 hoặc xóa dòng thì biểu không nhận lại được. Lưu tệp rồi gửi lại chính tệp này."
                    .to_owned(),
            ),
        ];
        if self.example {
            lines.push((
                Style::Line,
                "Sổ mẫu: số kỳ trước và chỉ tiêu giao có thể là số liệu minh họa.".to_owned(),
            ));
        }
        for (style, text) in lines {
            sheet.put(column::ORDINAL, column::NOTE, text, style);
            sheet.row += 1;
        }
        sheet.row += 1;
    }

    fn row(
        &self,
        sheet: &mut Laying,
        connection: &Connection,
        ordinal: usize,
        (indicator, day): (Id, Day),
        cell: &GridCell,
    ) -> Result<Answer> {
        let own = self.dictionary.need(indicator)?;
        let definition = self.dictionary.definition(indicator, day);
        let unit = definition.map_or("", |own| own.unit.as_str());
        let name = self.dictionary.name(indicator, day);
        let meaning = match own.kind {
            IndicatorKind::Flow => "Phát sinh trong kỳ".to_owned(),
            IndicatorKind::YesNo => "1 là có, 0 là không".to_owned(),
            _ => format!("Lũy kế, có đến {}", show_day(day)),
        };
        let text = |own: &Option<String>| own.clone().unwrap_or_default();
        for (column, text, style) in [
            (column::ORDINAL, ordinal.to_string(), Style::Ordinal),
            (column::NAME, capitalise(&name), Style::Name),
            (column::UNIT, unit.to_owned(), Style::Middle),
            (column::MEANING, meaning, Style::Middle),
            (column::PREVIOUS, text(&cell.previous), Style::Figure),
            (column::TARGET, text(&cell.target), Style::Figure),
        ] {
            sheet.put(column, column, text, style);
        }
        let answer = Answer {
            row: sheet.row,
            indicator: identity::uid(connection, indicator)?,
            code: own.code.clone(),
            name,
            unit: unit.to_owned(),
            decimals: definition.map_or(0, |own| own.decimals),
        };
        sheet.row += 1;
        Ok(answer)
    }
}

/// A sheet that is being laid out, row by row from 1.
struct Laying {
    row: u32,
    locked: Vec<Locked>,
}

impl Default for Laying {
    fn default() -> Self {
        Self {
            row: 1,
            locked: Vec::new(),
        }
    }
}

impl Laying {
    fn put(&mut self, column: u32, last: u32, text: String, style: Style) {
        self.locked.push(Locked {
            row: self.row,
            column,
            last,
            text,
            style,
        });
    }

    fn head(&mut self) {
        for (column, text) in [
            (column::ORDINAL, "STT"),
            (column::NAME, "Chỉ tiêu"),
            (column::UNIT, "Đơn vị tính"),
            (column::MEANING, "Cách ghi"),
            (column::PREVIOUS, "Số trước kỳ này"),
            (column::TARGET, "Chỉ tiêu giao"),
            (column::ANSWER, "SỐ LIỆU KỲ NÀY"),
            (column::NOTE, "Ghi chú"),
        ] {
            self.put(column, column, text.to_owned(), Style::Head);
        }
        self.row += 1;
    }
}
