//! The quick report (báo cáo nhanh): the figures of a paper as lines for a chat and as a picture for a phone, before
//! the paper itself has gone round.
//!
//! It is read from the paper's content and from nothing else: a draft's from what the book says now, an issued
//! paper's from what was frozen. Each number is a figure of the paper with its key; the words around it are those of
//! the book's dictionary, and what officers wrote is taken over as it stands.

mod chat;
mod figures;
mod line;
mod names;
mod picture;
mod places;
mod read;
mod units;

use std::path::Path;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use self::read::Reading;
use super::build::build_at;
use super::issued::{ShownFigure, frozen};
use super::keys::FigureKey;
use super::preview::write_file;
use super::trace::Words;
use super::width::Width;
use super::{ReportKind, ReportRequest, SavedFile, as_of};
use crate::domain::instant::show_day;
use crate::domain::text::capitalise;
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::report::content::{Document, Run};
use crate::store::Book;
use crate::tabular::out::TableOut;

/// A paper that was submitted or issued, or a draft.
pub type OfPaper = std::result::Result<Id, ReportRequest>;

/// The figures of a paper for a chat (báo cáo nhanh).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct QuickReport {
    /// Its first line.
    pub title: String,
    /// Lines for a chat.
    pub text: String,
    /// Whether it holds example figures.
    pub illustrative: bool,
    /// The figures that it says, in its order.
    pub figures: Vec<ShownFigure>,
}

/// Endings that it can be saved with.
const ENDINGS: &str = ".txt, .png";

/// Most lines of a chat text; what is longer nobody reads there.
pub const MOST_LINES: usize = 25;

/// The lines of a paper for a chat, each in pieces of which the numbers are figures.
pub fn quick_lines(book: &Book, what: &OfPaper) -> Result<Vec<Vec<Run>>> {
    let now = profile::now(book)?;
    book.read(|connection| Ok(chat::lines(&Quick::load(connection, now, what)?)))
}

/// The text of a paper for a chat with its figures.
pub fn quick_report(book: &Book, what: &OfPaper) -> Result<QuickReport> {
    let now = profile::now(book)?;
    book.read(|connection| {
        let quick = Quick::load(connection, now, what)?;
        let lines = chat::lines(&quick);
        let words = Words::load(connection)?;
        let figures = lines.iter().flatten().filter_map(|run| {
            let key = run.figure.as_ref()?.key.clone();
            Some(ShownFigure {
                label: words.label(&FigureKey::parse(&key)?),
                text: run.text.clone(),
                key,
            })
        });
        Ok(QuickReport {
            title: quick.title(),
            illustrative: quick.document.watermark.is_some(),
            figures: figures.collect(),
            text: line::text(&lines),
        })
    })
}

/// The same figures as a table for a picture.
pub fn quick_table(book: &Book, what: &OfPaper) -> Result<TableOut> {
    let now = profile::now(book)?;
    book.read(|connection| Ok(picture::table(&Quick::load(connection, now, what)?)))
}

/// The same figures as a picture (PNG).
pub fn quick_picture(book: &Book, what: &OfPaper) -> Result<Vec<u8>> {
    quick_table(book, what)?.picture()
}

/// Saves text or picture by the ending of the path.
pub fn save_quick(book: &Book, what: &OfPaper, path: &Path) -> Result<SavedFile> {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let bytes = match ending.to_lowercase().as_str() {
        "txt" => format!("{}\n", quick_report(book, what)?.text).into_bytes(),
        "png" => quick_picture(book, what)?,
        _ => {
            return Err(Error::new(ErrorCode::NoSuchFormat)
                .with("path", path.display())
                .with("known", ENDINGS));
        }
    };
    write_file(path, &bytes)?;
    Ok(SavedFile {
        path: path.display().to_string(),
        bytes: bytes.len() as u32,
    })
}

/// A paper, and what its figures are called.
struct Quick {
    kind: ReportKind,
    document: Document,
    /// What its figures say, by what they are.
    reading: Reading,
    dictionary: Dictionary,
    directory: Directory,
    /// The body that is reported on.
    body: Id,
    /// The day that it speaks of.
    day: Day,
    width: Width,
    today: Day,
}

impl Quick {
    fn load(connection: &Connection, now: Instant, what: &OfPaper) -> Result<Self> {
        let (request, document) = match what {
            Ok(id) => frozen(connection, *id)?,
            Err(request) => {
                told_quickly(request.kind)?;
                let built = build_at(connection, request, now)?;
                (request.clone(), built.paper.document)
            }
        };
        told_quickly(request.kind)?;
        let directory = Directory::load(connection)?;
        // The figures of a ranking are those of the whole book, also where only some units are ranked.
        let body = match request.kind {
            ReportKind::Ranking => directory.root,
            _ => request.body.unwrap_or(directory.root),
        };
        Ok(Self {
            kind: request.kind,
            reading: Reading::of(&document, body),
            document,
            dictionary: Dictionary::load(connection)?,
            directory,
            body,
            day: as_of(&request, now.day).day,
            width: Width::load(connection, request.period)?,
            today: now.day,
        })
    }

    /// "BÁO CÁO NHANH ĐỀ ÁN 06 - QUẬN BÌNH THỦY".
    fn title(&self) -> String {
        let about = match self.kind {
            ReportKind::Ranking => "xếp hạng",
            ReportKind::Tasks => "tiến độ nhiệm vụ",
            _ => "Đề án 06",
        };
        let name = self.directory.name(self.body, self.day);
        let example = match &self.document.watermark {
            Some(words) => format!(" ({words})"),
            None => String::new(),
        };
        format!("BÁO CÁO NHANH {about} - {name}").to_uppercase() + &example
    }

    /// "Quý I năm 2024, số liệu tính đến 14/03/2024; tăng, giảm so với quý IV năm 2023".
    fn when(&self) -> String {
        let until = format!("tính đến {}", show_day(self.day));
        let said = match self.kind {
            ReportKind::Progress => {
                format!("{}, số liệu {until}", capitalise(&self.width.title))
            }
            // "Xếp hạng tài khoản đã kích hoạt so với chỉ tiêu giao", as its annex is called.
            ReportKind::Ranking => match self.document.annexes.first() {
                Some(annex) => format!("{}, {until}", annex.title),
                None => capitalise(&until),
            },
            _ => capitalise(&until),
        };
        if self.reading.compares() {
            format!("{said}; tăng, giảm so với {}", self.width.before)
        } else {
            said
        }
    }

    /// "Theo Báo cáo số 05/BC-UBND ngày 20/03/2024"; nothing before văn thư gave it a number.
    fn source(&self) -> Option<String> {
        let head = &self.document.letterhead;
        let (number, day) = (head.number.as_ref()?, head.day?);
        let kind = capitalise(&self.document.kind_name.to_lowercase());
        Some(format!(
            "Theo {kind} số {number:0>2}/{} ngày {}.",
            head.symbol,
            show_day(day)
        ))
    }
}

/// Letters, minutes and sheets say no figures that a group would want in short.
fn told_quickly(kind: ReportKind) -> Result<()> {
    match kind {
        ReportKind::Progress | ReportKind::Ranking | ReportKind::Tasks => Ok(()),
        _ => Err(Error::new(ErrorCode::NoQuickReport).with("kind", kind.name())),
    }
}
