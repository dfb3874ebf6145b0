//! Drawing a report: for the screen, with what was found while checking it, and into a file.

use std::path::Path;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::build::{Paper, build_at};
use super::edited::Sentence;
use super::findings::{Finding, ok, warn};
use super::keys::FigureKey;
use super::sentence_texts::Sentences;
use super::texts::{SectionText, section_texts};
use super::trace::Words;
use super::{ReportKind, ReportRequest};
use crate::domain::text::fold;
use crate::domain::{Error, ErrorCode, Id, Instant, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::report::content::{Document, Form};
use crate::report::{FontChoice, FontSet, Rendered, Spot, render, render_traced, word, workbook};
use crate::store::{Book, whole_file};

/// A section of the drawn report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReportSection {
    /// Key.
    pub key: String,
    /// Title.
    pub title: String,
    /// Page on which it begins, from 1.
    pub page: u32,
    /// Whether an officer's text is missing.
    pub empty: bool,
}

/// A drawn report with what belongs to it (xem trước).
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ReportPreview {
    /// Title.
    pub title: String,
    /// The PDF, base64.
    pub pdf: String,
    /// Pages.
    pub pages: u32,
    /// Whether it holds example figures.
    pub illustrative: bool,
    /// Sections with their pages.
    pub sections: Vec<ReportSection>,
    /// Texts to be written.
    pub texts: Vec<SectionText>,
    /// What was found.
    pub findings: Vec<Finding>,
    /// Where figures of the book stand on the pages.
    pub figures: Vec<FigureSpot>,
}

/// A figure on a page of the preview (số liệu trên trang).
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct FigureSpot {
    /// Key by which what stands behind it is asked for.
    pub key: String,
    /// Which figure it is.
    pub label: String,
    /// Its text.
    pub text: String,
    /// Page, from 1.
    pub page: u32,
    /// Left edge in points.
    pub x: f64,
    /// Upper edge in points.
    pub y: f64,
    /// Width in points.
    pub width: f64,
    /// Height in points.
    pub height: f64,
}

/// A written file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SavedFile {
    /// Where it lies.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u32,
}

/// What was saved, for scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Title of the paper.
    pub title: String,
    /// The file.
    pub file: SavedFile,
    /// Pages.
    pub pages: u32,
    /// Whether it holds example figures.
    pub illustrative: bool,
    /// What was found.
    pub findings: Vec<Finding>,
}

pub(super) struct Drawn {
    pub(super) document: Document,
    pub(super) rendered: Rendered,
    spots: Vec<Spot>,
    texts: Vec<SectionText>,
    sentences: Vec<Sentence>,
    findings: Vec<Finding>,
}

fn draw(book: &Book, request: &ReportRequest, traced: bool) -> Result<Drawn> {
    let now = profile::now(book)?;
    book.read(|connection| draw_at(connection, request, now, traced))
}

/// Draws it as the book stands for a connection; with the places of its figures when it is `traced`.
pub(super) fn draw_at(
    connection: &Connection,
    request: &ReportRequest,
    now: Instant,
    traced: bool,
) -> Result<Drawn> {
    let built = build_at(connection, request, now)?;
    let Paper {
        document,
        standard,
        mut findings,
    } = built.paper;
    match document.form {
        Form::Sheet => {}
        Form::Minutes => findings.push(ok(
            "Số, giờ, ngày và họ tên người ký để trống, ghi khi giao nhận.",
        )),
        Form::Report | Form::Letter => {
            findings.push(ok("Số và ngày để trống, văn thư ghi sau khi ký."));
        }
    }
    let fonts = FontSet::load(request.font())?;
    let (rendered, spots) = if traced {
        render_traced(&document, &fonts)?
    } else {
        (render(&document, &fonts)?, Vec::new())
    };
    if !rendered.substitutions.is_empty() {
        let letters: Vec<String> = rendered
            .substitutions
            .iter()
            .map(|own| own.letter.to_string())
            .collect();
        findings.push(warn(format!(
            "Phông chữ không có các ký tự: {}. Chúng được in thành ô trống.",
            letters.join(" ")
        )));
    }
    Ok(Drawn {
        texts: section_texts(request.kind, &built.texts, &standard, &built.sentences),
        sentences: built.sentences,
        document,
        rendered,
        spots,
        findings,
    })
}

/// Draws the report for the screen.
pub fn preview(book: &Book, request: &ReportRequest) -> Result<ReportPreview> {
    preview_to_edit(book, request).map(|own| own.0)
}

/// Draws the report for the screen, with its sentences for those who put them in other words.
pub fn preview_to_edit(
    book: &Book,
    request: &ReportRequest,
) -> Result<(ReportPreview, Option<Sentences>)> {
    let drawn = draw(book, request, true)?;
    let sentences = Sentences::of(request, &drawn.document, drawn.sentences);
    let empty = |key: &str| {
        drawn
            .texts
            .iter()
            .any(|text| text.section == key && text.text.is_empty())
    };
    let preview = ReportPreview {
        title: drawn.document.title.clone(),
        pages: drawn.rendered.pages as u32,
        illustrative: drawn.document.watermark.is_some(),
        sections: drawn
            .rendered
            .sections
            .iter()
            .enumerate()
            .map(|(index, section)| {
                // What no officer writes into, such as an annex, is named by its place.
                let key = section
                    .key
                    .clone()
                    .unwrap_or_else(|| format!("place.{index}"));
                ReportSection {
                    empty: empty(&key),
                    key,
                    title: section.title.clone(),
                    page: section.page as u32,
                }
            })
            .collect(),
        pdf: base64::Engine::encode(
            &base64::engine::general_purpose::STANDARD,
            &drawn.rendered.pdf,
        ),
        figures: placed(book, drawn.spots)?,
        texts: drawn.texts,
        findings: drawn.findings,
    };
    Ok((preview, sentences))
}

/// The figures of pages with what they are called.
pub(super) fn placed(book: &Book, spots: Vec<Spot>) -> Result<Vec<FigureSpot>> {
    let words = book.read(Words::load)?;
    let placed = spots.into_iter().filter_map(|own| {
        let key = FigureKey::parse(&own.key)?;
        Some(FigureSpot {
            label: words.label(&key),
            key: own.key,
            text: own.text,
            page: own.page as u32 + 1,
            x: own.x,
            y: own.y,
            width: own.width,
            height: own.height,
        })
    });
    Ok(placed.collect())
}

/// Format of a file that a paper is saved in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    /// Pages to be printed and signed.
    Pdf,
    /// A draft to be corrected in Word.
    Word,
    /// A workbook to reckon on with.
    Excel,
}

/// Endings that a paper can be saved with.
const ENDINGS: &str = ".pdf, .docx, .xlsx";

impl Format {
    fn of(path: &Path) -> Result<Self> {
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        match ending.to_lowercase().as_str() {
            "pdf" => Ok(Self::Pdf),
            "docx" => Ok(Self::Word),
            "xlsx" => Ok(Self::Excel),
            _ => Err(Error::new(ErrorCode::NoSuchFormat)
                .with("path", path.display())
                .with("known", ENDINGS)),
        }
    }
}

/// Writes the report to a file in the format that the path ends with: beside it first, then by name, so that a file
/// half written is never seen.
pub fn save(book: &Book, request: &ReportRequest, path: &Path) -> Result<Saved> {
    let format = Format::of(path)?;
    let drawn = draw(book, request, false)?;
    let fonts = || FontSet::load(FontChoice::LiberationSerif);
    let bytes = match format {
        Format::Pdf => drawn.rendered.pdf,
        Format::Word => word(&drawn.document, &fonts()?)?,
        Format::Excel => workbook(&drawn.document, &fonts()?)?,
    };
    write_file(path, &bytes)?;
    Ok(Saved {
        title: drawn.document.title.clone(),
        file: SavedFile {
            path: path.display().to_string(),
            bytes: bytes.len() as u32,
        },
        pages: drawn.rendered.pages as u32,
        illustrative: drawn.document.watermark.is_some(),
        findings: drawn.findings,
    })
}

/// Letters that were written one by one (mỗi đơn vị một công văn).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct SavedLetters {
    /// The files, in the order of the book.
    pub files: Vec<SavedFile>,
    /// Names of bodies for whom there was nothing to write.
    pub skipped: Vec<String>,
}

/// Writes a letter to each of some bodies into a folder: "2024-03-18-don-doc-phuong-an-thoi.pdf". A body that the
/// letter would say nothing to is named and left out; when that is all of them, it is refused.
pub fn save_letters(
    book: &Book,
    request: &ReportRequest,
    bodies: &[Id],
    folder: &Path,
) -> Result<SavedLetters> {
    let today = profile::today(book)?;
    let day = request.as_of.map_or(today, |own| own.day);
    let directory = book.read(Directory::load)?;
    let mut out = SavedLetters::default();
    let mut refused = None;
    for body in bodies {
        let one = ReportRequest {
            kind: ReportKind::Reminder,
            subject: Some(*body),
            bodies: Vec::new(),
            ..request.clone()
        };
        let name = directory.name(*body, day);
        let slug = fold(&name).replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        match save(
            book,
            &one,
            &folder.join(format!("{day}-don-doc-{slug}.pdf")),
        ) {
            Ok(saved) => out.files.push(saved.file),
            Err(error) if error.code == ErrorCode::NothingLate => {
                out.skipped.push(name);
                refused = Some(error);
            }
            Err(error) => return Err(error),
        }
    }
    match refused.filter(|_| out.files.is_empty()) {
        Some(error) => Err(error),
        None => Ok(out),
    }
}

pub(in crate::engine) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    whole_file::put(path, bytes).map_err(|error| whole_file::refusal(path, error))
}
