//! A file that came to be filled (biểu mẫu): a workbook or a document whose cells, bookmarks, controls and marks get
//! figures, and of which nothing else changes.
//!
//! The parts of the file are changed in place as texts. What is not written is copied as it is packed, so formats,
//! formulas, merged areas, other sheets, headers and pictures stay byte for byte; a library that reads a workbook and
//! writes it anew would lose some of that.

mod calc;
mod docx;
mod markup;
mod sheet;
mod words;
mod xlsx;

use std::collections::{BTreeMap, HashMap, HashSet};

use super::limits::MOST_BYTES;
use super::sniff::{Sort, sniff};
use super::workbook::{Merge, Table, column_letters};
use super::xlsx::place;
use super::{read_workbook, refusal};
use crate::domain::{Day, Error, ErrorCode, Result};

/// What a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TemplateKind {
    /// Excel since 2007.
    Xlsx,
    /// Word since 2007.
    Docx,
}

/// How a cell shows a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellFormat {
    /// As it is.
    #[default]
    Plain,
    /// A fraction as a percentage.
    Percent,
    /// A serial number as a day.
    Day,
}

/// A formula that stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormulaKind {
    /// Of this cell alone.
    Own,
    /// Others take theirs from it; it can never be overwritten.
    Shared,
}

/// A sheet of a workbook, or a table of a document.
#[derive(Debug, Clone, Default)]
pub struct TemplateSheet {
    /// What it holds.
    pub table: Table,
    /// Cells with formulas.
    pub formulas: HashMap<(u32, u32), FormulaKind>,
    /// Cells that show numbers otherwise than as they are.
    formats: HashMap<(u32, u32), CellFormat>,
    /// Formats of whole rows, and of columns from a first to a last.
    row_formats: HashMap<u32, CellFormat>,
    column_formats: Vec<(u32, u32, CellFormat)>,
    /// Rows and columns that the file lays out, also where they hold nothing.
    pub size: (u32, u32),
    merged: Merged,
    /// Cells of a document that cannot be filled, since tables stand within them.
    closed: HashSet<(u32, u32)>,
    /// Its part in the package.
    part: String,
}

/// Merged areas by the rows that they lie in, so that a file of a hundred thousand of them is no trap.
#[derive(Debug, Clone, Default)]
struct Merged {
    by_row: HashMap<u32, Vec<Merge>>,
    /// Those of very many rows.
    tall: Vec<Merge>,
}

impl Merged {
    /// Rows of an area beyond which it is tall, tall ones that are looked at, and rows of all others together.
    const TALL: u32 = 500;
    const MOST_TALL: usize = 50;
    const MOST_ROWS: usize = 400_000;

    fn of(merges: &[Merge]) -> Self {
        let mut out = Self::default();
        let mut rows = 0;
        for merge in merges {
            if merge.rows.1 - merge.rows.0 >= Self::TALL {
                if out.tall.len() < Self::MOST_TALL {
                    out.tall.push(*merge);
                }
                continue;
            }
            for row in merge.rows.0..=merge.rows.1 {
                rows += 1;
                let of_row = out.by_row.entry(row).or_default();
                if rows <= Self::MOST_ROWS && of_row.len() < 1_000 {
                    of_row.push(*merge);
                }
            }
            if rows > Self::MOST_ROWS {
                break;
            }
        }
        out
    }
}

/// A place outside cells: a bookmark, a control or a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot {
    /// "{{name}}", "#bookmark", "@tag".
    pub name: String,
    /// What stands there now.
    pub text: String,
    /// The paragraph around it.
    pub around: String,
    /// Whether a percent sign follows it.
    pub percent_follows: bool,
}

/// Where something is written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// A cell: the sheet by its place, the row from 1, the column from 0.
    Cell(usize, u32, u32),
    /// A slot by its name.
    Slot(String),
}

/// What is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// Nothing: what stood there goes.
    Empty,
    /// A scaled number with its decimals, and how a text writes it.
    Number(i64, u8, String),
    /// A text.
    Text(String),
    /// A day, and how a text writes it.
    Day(Day, String),
}

/// A form, opened.
#[derive(Debug)]
pub struct Template {
    kind: TemplateKind,
    bytes: Vec<u8>,
    /// Sheets of the workbook, or tables of the document.
    pub sheets: Vec<TemplateSheet>,
    /// Places outside cells.
    pub slots: Vec<Slot>,
    /// Ending that the filled file must have.
    ending: &'static str,
}

impl Template {
    /// Opens a form by its bytes, whatever it is called.
    pub fn open(bytes: Vec<u8>) -> Result<Self> {
        if bytes.len() > MOST_BYTES {
            return Err(ErrorCode::FileTooLarge.into());
        }
        let other = |error: Error| match error.code {
            ErrorCode::NotATable => {
                Error::new(ErrorCode::NotATemplate).with("what", sort_words(&error.detail))
            }
            _ => error,
        };
        let (kind, sheets, slots, ending) = match sniff(&bytes).map_err(other)? {
            Sort::Xlsx(mut package, book) => {
                package.unlocked(&book)?;
                let tables = read_workbook(&bytes)?.tables;
                let sheets = xlsx::sheets(&mut package, &book, tables)?;
                let macros = package.any(|name| name.ends_with("vbaproject.bin"));
                let ending = if macros { "xlsm" } else { "xlsx" };
                (TemplateKind::Xlsx, sheets, Vec::new(), ending)
            }
            Sort::Docx(mut package) => {
                let (sheets, slots) = docx::read(&mut package)?;
                let macros = package.any(|name| name.ends_with("vbaproject.bin"));
                let ending = if macros { "docm" } else { "docx" };
                (TemplateKind::Docx, sheets, slots, ending)
            }
            Sort::Xls(_) => return Err(not_a_template("Excel 97–2003 (.xls)")),
            Sort::Xml2003(..) => return Err(not_a_template("Excel XML 2003")),
            Sort::Ods(_) | Sort::FlatOds(..) => {
                return Err(not_a_template("LibreOffice (.ods, .odt)"));
            }
            Sort::Html(..) => return Err(not_a_template("trang web")),
            Sort::Text(..) => return Err(not_a_template("văn bản thường")),
        };
        let mut sheets = sheets;
        for sheet in &mut sheets {
            sheet.merged = Merged::of(&sheet.table.merges);
        }
        Ok(Self {
            kind,
            bytes,
            sheets,
            slots,
            ending,
        })
    }

    /// What it is.
    pub const fn kind(&self) -> TemplateKind {
        self.kind
    }

    /// Ending that the filled file must have: that of the form, whatever it was called.
    pub const fn ending(&self) -> &'static str {
        self.ending
    }

    /// The form with these places filled.
    pub fn filled(&self, writings: &BTreeMap<Place, Written>) -> Result<Vec<u8>> {
        match self.kind {
            TemplateKind::Xlsx => xlsx::fill(&self.bytes, &self.sheets, writings),
            TemplateKind::Docx => docx::fill(&self.bytes, writings),
        }
    }

    /// How a cell shows numbers.
    pub fn format(&self, sheet: usize, row: u32, column: u32) -> CellFormat {
        let Some(sheet) = self.sheets.get(sheet) else {
            return CellFormat::Plain;
        };
        let of_column = || {
            let mut all = sheet.column_formats.iter();
            let own = all.find(|(first, last, _)| (*first..=*last).contains(&column));
            own.map(|(.., format)| *format)
        };
        let own = sheet.formats.get(&(row, column)).copied();
        own.or_else(|| sheet.row_formats.get(&row).copied())
            .or_else(of_column)
            .unwrap_or_default()
    }
}

impl TemplateSheet {
    /// The cell that a merged area keeps its content in, where the cell is another one of that area.
    pub fn merged_into(&self, row: u32, column: u32) -> Option<(u32, u32)> {
        let merge = self.merged_area(row, column)?;
        let first = (merge.rows.0, merge.columns.0);
        (first != (row, column)).then_some(first)
    }

    /// The merged area that a cell lies in.
    pub fn merged_area(&self, row: u32, column: u32) -> Option<Merge> {
        let of_row = self.merged.by_row.get(&row).map_or(&[][..], Vec::as_slice);
        let mut all = of_row.iter().chain(&self.merged.tall);
        let holds = |merge: &&Merge| {
            (merge.rows.0..=merge.rows.1).contains(&row)
                && (merge.columns.0..=merge.columns.1).contains(&column)
        };
        all.find(holds).copied()
    }

    /// Whether it can be filled: of a document only cells that are there, and that hold no table.
    pub fn takes(&self, kind: TemplateKind, row: u32, column: u32) -> bool {
        match kind {
            TemplateKind::Xlsx => true,
            TemplateKind::Docx => {
                row <= self.size.0 && column < self.size.1 && !self.closed.contains(&(row, column))
            }
        }
    }
}

/// "C7".
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{row}", column_letters(column))
}

/// Row and column of "C7" or "$C$7".
pub fn cell_at(text: &str) -> Option<(u32, u32)> {
    place(text.trim())
}

fn not_a_template(what: &str) -> Error {
    Error::new(ErrorCode::NotATemplate).with("what", what)
}

/// What a file that is none of tables seems to be, in words.
fn sort_words(what: &str) -> &str {
    match what {
        "doc" => "Word 97–2003 (.doc)",
        "xlsb" => "Excel nhị phân (.xlsb)",
        "blank" => "tệp trống",
        "pdf" => "PDF",
        "png" | "jpeg" | "gif" | "bmp" => "ảnh",
        _ => "loại khác",
    }
}

/// A part that the package names but does not hold.
fn missing(part: &str) -> Error {
    refusal::broken(&format!("{part} is missing"))
}
