//! What a report says (nội dung báo cáo), as data: no fonts, no positions, no files.
//!
//! The engine builds a [`Document`] from the book; [`super::layout`] turns it into pages. The same tree
//! can be compared with an earlier one or written in another format, so nothing here knows of paper.
//! Text is plain; it is brought to NFC when it is laid out, and a line end inside a string is a blank.
//! What was issued is kept as this tree, so a field that is added later has a default.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::chart::Chart;
use crate::domain::instant::{Day, Instant};

/// A whole document with its annexes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Title for the file's properties and the reader's window (tên tài liệu).
    pub title: String,
    /// Which arrangement of Decree 30 applies.
    pub form: Form,
    /// Head of the first page (phần đầu văn bản).
    pub letterhead: Letterhead,
    /// Name of the kind in capitals (tên loại văn bản): "BÁO CÁO".
    pub kind_name: String,
    /// Trích yếu, one string per line; a long line is broken by itself.
    pub subject: Vec<String>,
    /// Kính gửi; empty when nobody is addressed. No final punctuation: it is set by the number of addressees.
    pub addressees: Vec<String>,
    /// Phần nội dung.
    pub body: Vec<Block>,
    /// Who signs (thẩm quyền, chức vụ, họ tên người ký).
    pub signature: Signature,
    /// Nơi nhận, each without dash and final punctuation: "Như trên", "Lưu: VT, CAQ".
    pub recipients: Vec<String>,
    /// Phụ lục, in order.
    pub annexes: Vec<Annex>,
    /// By what a print is found again: eight letters and digits, printed small at the end with a code for cameras.
    /// Decree 30 has no place for it, so it is printed by choice of the office only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Grey words across each page, for example "SỐ LIỆU MINH HỌA"; none on what is to be signed.
    pub watermark: Option<String>,
    /// Who made the file, for its properties; usually the issuing body.
    pub author: String,
    /// Key words for the file's properties.
    pub keywords: Vec<String>,
    /// Moment that stands in the file's properties; an input, so that equal content gives equal bytes.
    pub created: Instant,
}

impl Document {
    /// Every block, those of annexes behind those of the text.
    pub fn blocks(&self) -> impl Iterator<Item = &Block> {
        let annexes = self.annexes.iter().flat_map(|annex| annex.blocks.iter());
        self.body.iter().chain(annexes)
    }

    /// Every figure of the book that is printed, with its text, in the order of print.
    pub fn figures(&self) -> impl Iterator<Item = (Cow<'_, str>, &Figure)> {
        self.blocks().flat_map(Block::figures)
    }
}

/// Arrangement of the first page (thể thức).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Văn bản có tên loại: báo cáo, kế hoạch, thông báo, giấy mời.
    Report,
    /// Công văn: no name of a kind; what it is about stands after "V/v" under the number.
    Letter,
    /// Biên bản: its text says where and when, so no place and day stand in the head; both sides sign side by side,
    /// and Nơi nhận stands below them.
    Minutes,
    /// A sheet to work on (phiếu, tài liệu họp): it is no document of Decree 30, so it bears neither Quốc hiệu
    /// nor a number, only who made it, where and when.
    Sheet,
}

/// Head of the first page: who issues, under which number, where and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letterhead {
    /// Cơ quan chủ quản trực tiếp, in capitals, not bold; empty where the issuer prints none.
    pub superior: Vec<String>,
    /// Cơ quan ban hành, in capitals, bold.
    pub issuer: Vec<String>,
    /// Số; none prints a blank, since văn thư gives it after signature (Decree 30, Điều 15).
    pub number: Option<String>,
    /// Ký hiệu: "BC-UBND".
    pub symbol: String,
    /// Địa danh: "Bình Thủy".
    pub place: String,
    /// Day of issue; none prints blanks for day and month.
    pub day: Option<Day>,
    /// Year of the blank date.
    pub year: i32,
}

/// Who signs (phần ký), centred in the right half.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signature {
    /// Capital lines: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH".
    pub lines: Vec<String>,
    /// Họ và tên; empty leaves room only.
    pub name: String,
}

/// An annex (phụ lục); starts on its own page and counts its own pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Annex {
    /// Roman number: "I"; empty when there is one annex only.
    pub number: String,
    /// Title, printed in capitals.
    pub title: String,
    /// The document that it belongs to, which the line under its title names with number and day.
    pub reference: Option<Reference>,
    /// How the sheet lies.
    pub orientation: Orientation,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// What the line under an annex's title names beside number and day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Kind of the document: "Báo cáo".
    pub document: String,
    /// Who issues it: "Ủy ban nhân dân quận Bình Thủy".
    pub issuer: String,
}

/// How the sheet lies (chiều trang).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Orientation {
    /// Khổ đứng.
    Portrait,
    /// Khổ ngang.
    Landscape,
}

/// One part of the running text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A heading (đề mục).
    Heading {
        /// Its rank.
        level: Level,
        /// Text with its number: "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI".
        text: String,
        /// Key by which the engine finds the section again.
        key: Option<String>,
    },
    /// A paragraph (đoạn văn), justified, first line indented.
    Paragraph {
        /// Key under which an officer's own words for it are kept; none for what is not written from figures.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
        /// Its text in pieces; their texts are joined without anything between.
        runs: Vec<Run>,
    },
    /// Lines in smaller type without indent, as sheets to work on have them. A last piece of nothing but dots is
    /// led to the end of the line.
    Small {
        /// Their text in pieces.
        runs: Vec<Run>,
        /// Size of letters in points, 10–14; outside it is brought to the nearer end.
        size: f64,
    },
    /// A table (bảng).
    Table(Table),
    /// A drawing (biểu đồ), never cut.
    Chart(Chart),
    /// Who signs a sheet or minutes, side by side, each with room for the hand.
    Signatures(Vec<Signatory>),
}

impl Block {
    /// Its figures of the book with their texts.
    pub fn figures(&self) -> Vec<(Cow<'_, str>, &Figure)> {
        match self {
            Self::Paragraph { runs, .. } | Self::Small { runs, .. } => runs
                .iter()
                .filter_map(|run| Some((Cow::from(&run.text), run.figure.as_ref()?)))
                .collect(),
            Self::Table(table) => table
                .rows
                .iter()
                .flat_map(|row| &row.cells)
                .filter_map(|cell| Some((Cow::from(&cell.text), cell.figure.as_ref()?)))
                .collect(),
            Self::Chart(chart) => chart.figures(),
            Self::Heading { .. } | Self::Signatures(_) => Vec::new(),
        }
    }

    /// Whether it is a paragraph that leads to what follows: "… như sau:".
    pub fn leads_on(&self) -> bool {
        matches!(self, Self::Paragraph { runs, .. }
            if runs.last().is_some_and(|run| run.text.trim_end().ends_with(':')))
    }

    /// A paragraph of one plain piece.
    pub fn plain(text: impl Into<String>) -> Self {
        Self::Paragraph {
            key: None,
            runs: vec![Run::plain(text)],
        }
    }
}

/// One who signs a sheet or minutes (người ký).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signatory {
    /// Who: "NGƯỜI THỰC HIỆN".
    pub title: String,
    /// What is asked, in italics: "(Ký, ghi rõ họ tên)".
    pub note: String,
}

/// Rank of a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// "Phần I" with its title: bold, centred.
    Part,
    /// "I. …": bold, in capitals as given.
    Section,
    /// "1. …": bold.
    Subsection,
}

/// A piece of a paragraph in one style.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// How it is set.
    pub style: Style,
    /// The figure of the book that the text shows, for tracing and comparing; not printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
}

/// A figure of the book (số liệu) as a paper prints it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// Which figure it is; the engine finds by it what stands behind it.
    pub key: String,
    /// Its amount, scaled by its decimals.
    pub amount: i64,
    /// Decimals, 0–4.
    pub decimals: u8,
}

impl Run {
    /// Upright text without a source.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// A figure of the book.
    pub fn figure(text: impl Into<String>, figure: Figure) -> Self {
        Self {
            text: text.into(),
            style: Style::Regular,
            figure: Some(figure),
        }
    }
}

/// Style of letters (kiểu chữ).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub enum Style {
    /// đứng
    #[default]
    Regular,
    /// đứng, đậm
    Bold,
    /// nghiêng
    Italic,
    /// nghiêng, đậm
    BoldItalic,
}

/// A table (bảng) with a head row that is repeated on each page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Columns from left to right.
    pub columns: Vec<Column>,
    /// Rows from top to bottom.
    pub rows: Vec<Row>,
    /// Size of letters in points, 8–14; outside it is brought to the nearer end.
    pub size: f64,
}

/// A column of a table (cột).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Column {
    /// Text of the head row.
    pub header: String,
    /// Share of the width relative to the other columns; above 0.
    pub weight: f64,
    /// How its cells stand.
    pub align: Align,
}

impl Column {
    /// A column.
    pub fn new(header: impl Into<String>, weight: f64, align: Align) -> Self {
        Self {
            header: header.into(),
            weight,
            align,
        }
    }
}

/// How a cell's lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// canh trái
    Left,
    /// canh giữa
    Center,
    /// canh phải
    Right,
    /// A square to be ticked by hand (ô đánh dấu); what the cell says stands inside it.
    Square,
    /// A bar (thanh ngang) from the left edge; what the cell says is its length as a whole number and is not printed.
    /// It is drawn in black alone, so that any printer shows it.
    Bar {
        /// Length that fills the cell; above 0.
        most: u32,
        /// Length at which a stroke stands in every row.
        mark: u32,
    },
}

/// A row of a table (dòng).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// What the row is.
    pub kind: RowKind,
    /// Cells from left to right; what is missing is empty, what is too much is left out.
    /// A group row shows its first cell over the whole width.
    pub cells: Vec<Cell>,
}

/// A cell of a table (ô).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cell {
    /// What is printed.
    pub text: String,
    /// The figure of the book that it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
}

impl Cell {
    /// A cell that shows a figure of the book.
    pub fn figure(text: impl Into<String>, figure: Figure) -> Self {
        Self {
            text: text.into(),
            figure: Some(figure),
        }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self { text, figure: None }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl Row {
    /// A row of data.
    pub fn body(cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        Self {
            kind: RowKind::Body,
            cells: cells.into_iter().map(Into::into).collect(),
        }
    }

    /// A row that names the group of the rows below.
    pub fn group(text: impl Into<Cell>) -> Self {
        Self {
            kind: RowKind::Group,
            cells: vec![text.into()],
        }
    }

    /// The closing row.
    pub fn total(cells: impl IntoIterator<Item = impl Into<Cell>>) -> Self {
        Self {
            kind: RowKind::Total,
            cells: cells.into_iter().map(Into::into).collect(),
        }
    }
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// dòng số liệu
    Body,
    /// dòng tên nhóm: bold, over the whole width, kept with the row below
    Group,
    /// dòng tổng cộng: bold, kept with the row above
    Total,
}
