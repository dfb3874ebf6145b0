//! Tables that go out of the book: what screens show, as data that any writer takes. Nothing is reckoned here.

mod counts;
mod held;
mod missing;
mod names;
mod ranking;
mod submissions;
mod tasks;

pub use held::held_table;
pub(in crate::engine) use names::brief_name;

use std::path::Path;

use crate::domain::instant::show_day;
use crate::domain::number::{Entry, Qualifier, parse_entry};
use crate::domain::{Boundary, Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::reports::{SavedFile, write_file};
use crate::store::Book;
use crate::tabular::out::{Brief, CellOut, ColumnKind, ColumnOut, FigureOut, TableOut};

/// Which table (bảng nào).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// The grid of a period.
    Counts,
    /// The ranking of the units by an indicator, against targets or another indicator.
    Ranking {
        /// The indicator.
        indicator: Id,
        /// What it is compared with; none for its target.
        base: Option<Id>,
    },
    /// Who has submitted, period by period of a year.
    Submissions,
    /// Who has not sent what in the period.
    Missing,
    /// Tasks with their deadlines.
    Tasks,
}

/// A table that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WantedTable {
    /// Which.
    pub kind: TableKind,
    /// The period.
    pub period: Period,
    /// The day looked at.
    pub today: Day,
    /// By which boundaries.
    pub boundary: Boundary,
}

/// Endings that a table can be saved with.
const ENDINGS: &str = ".xlsx, .csv, .txt, .png";

/// Builds a table.
pub fn table(book: &Book, wanted: &WantedTable) -> Result<TableOut> {
    match wanted.kind {
        TableKind::Counts => counts::table(book, wanted),
        TableKind::Ranking { indicator, base } => ranking::table(book, wanted, indicator, base),
        TableKind::Submissions => submissions::table(book, wanted),
        TableKind::Missing => missing::table(book, wanted),
        TableKind::Tasks => tasks::table(book, wanted),
    }
}

/// Saves a table in the format that the path ends with.
pub fn save_table(path: &Path, table: impl FnOnce() -> Result<TableOut>) -> Result<SavedFile> {
    let ending = path
        .extension()
        .map(|own| own.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    // The ending is looked at first, so that a wrong one is told before anything is read.
    let write: fn(&TableOut) -> Result<Vec<u8>> = match ending.as_str() {
        "xlsx" => TableOut::xlsx,
        "csv" => TableOut::csv,
        "txt" => |table| Ok(format!("{}\n", table.chat()).into_bytes()),
        "png" => TableOut::picture,
        _ => {
            return Err(Error::new(ErrorCode::NoSuchFormat)
                .with("path", path.display())
                .with("known", ENDINGS));
        }
    };
    let bytes = write(&table()?)?;
    write_file(path, &bytes)?;
    Ok(SavedFile {
        path: path.display().to_string(),
        bytes: bytes.len() as u32,
    })
}

fn column(head: &str, kind: ColumnKind, brief: Brief) -> ColumnOut {
    ColumnOut {
        group: String::new(),
        head: head.to_owned(),
        kind,
        brief,
    }
}

/// A figure that a view has written, as a number again.
fn figure(text: &str, prefix: &str, decimals: u8, marked: bool) -> CellOut {
    let qualifier = Qualifier::parse(prefix).unwrap_or_default();
    match parse_entry(text, decimals) {
        Ok(Entry::Value(value, _)) => CellOut::Figure(FigureOut {
            value,
            decimals,
            qualifier,
            marked,
        }),
        Ok(Entry::NoData) => CellOut::NoData,
        Ok(Entry::Empty) => CellOut::Empty,
        // Whatever else a view says stays as it says it.
        Err(_) => CellOut::Text(text.to_owned()),
    }
}

fn optional(text: Option<&String>, decimals: u8) -> CellOut {
    text.map_or(CellOut::Empty, |text| figure(text, "", decimals, false))
}

/// "Sổ mẫu" figures are named as such wherever they go.
fn titled(title: String, illustrative: bool) -> String {
    if illustrative {
        format!("{title} (SỐ LIỆU MINH HỌA)")
    } else {
        title
    }
}

/// "Tính đến hết ngày 14/03/2024": the end of the period, or the day looked at while it runs.
fn until(period: Period, today: Day) -> String {
    let day = period.last_day().min(today);
    format!("Tính đến hết ngày {}", show_day(day))
}

fn boundary_words(boundary: Boundary) -> &'static str {
    match boundary {
        Boundary::Then => "Địa giới tại thời điểm báo cáo",
        Boundary::Now => "Địa giới hiện nay",
    }
}

/// What a table of the book is signed with: the unit whose book it is.
fn root_name(book: &Book, day: Day) -> Result<String> {
    book.read(|connection| {
        let directory = crate::engine::directory::Directory::load(connection)?;
        Ok(directory.name(directory.root, day))
    })
}
