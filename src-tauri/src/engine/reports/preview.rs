//! Drawing a report: for the screen, with what was found while checking it, and into a file.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde::Serialize;
use ts_rs::TS;

use super::material::Material;
use super::texts::{SectionText, section_texts};
use super::{ReportKind, ReportRequest, progress};
use crate::domain::instant::show_day;
use crate::domain::rank::RankState;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::profile;
use crate::engine::tasks::class_counts;
use crate::report::content::{Block, Document};
use crate::report::{FontChoice, FontSet, Rendered, render};
use crate::store::Book;

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

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FindingLevel {
    /// As it should be.
    Ok,
    /// To be looked at before it is signed.
    Warn,
}

/// Something found while the report was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Finding {
    /// Level.
    pub level: FindingLevel,
    /// In words.
    pub text: String,
}

/// A drawn report with what belongs to it (xem trước).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
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
    /// The file.
    pub file: SavedFile,
    /// Pages.
    pub pages: u32,
    /// Whether it holds example figures.
    pub illustrative: bool,
    /// What was found.
    pub findings: Vec<Finding>,
}

struct Drawn {
    document: Document,
    rendered: Rendered,
    texts: Vec<SectionText>,
    findings: Vec<Finding>,
}

fn draw(book: &Book, request: &ReportRequest) -> Result<Drawn> {
    let today = profile::today(book)?;
    let (document, texts, mut findings) = book.read(|connection| {
        let material = Material::load(connection, request, today)?;
        let document = match request.kind {
            ReportKind::Progress => progress::document(&material, today),
        };
        Ok((
            document,
            section_texts(&material.texts),
            findings(&material),
        ))
    })?;
    let choice = if request.system_font {
        FontChoice::TimesNewRoman
    } else {
        FontChoice::LiberationSerif
    };
    let rendered = render(&document, &FontSet::load(choice)?)?;
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
        document,
        rendered,
        texts,
        findings,
    })
}

/// Draws the report for the screen.
pub fn preview(book: &Book, request: &ReportRequest) -> Result<ReportPreview> {
    let drawn = draw(book, request)?;
    let empty = |key: &str| {
        drawn
            .texts
            .iter()
            .any(|text| text.section == key && text.text.is_empty())
    };
    Ok(ReportPreview {
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
        texts: drawn.texts,
        findings: drawn.findings,
    })
}

/// Writes the report to a file: beside it first, then by name, so that a file half written is never seen.
pub fn save(book: &Book, request: &ReportRequest, path: &Path) -> Result<Saved> {
    let drawn = draw(book, request)?;
    write_file(path, &drawn.rendered.pdf)?;
    Ok(Saved {
        file: SavedFile {
            path: path.display().to_string(),
            bytes: drawn.rendered.pdf.len() as u32,
        },
        pages: drawn.rendered.pages as u32,
        illustrative: drawn.document.watermark.is_some(),
        findings: drawn.findings,
    })
}

/// The running text of a report, for tests that compare words and not pages.
pub fn text_of_pages(book: &Book, request: &ReportRequest) -> Result<String> {
    let today = profile::today(book)?;
    let document = book.read(|connection| {
        Ok(progress::document(
            &Material::load(connection, request, today)?,
            today,
        ))
    })?;
    let block = |block: &Block| match block {
        Block::Heading { text, .. } => text.clone(),
        Block::Paragraph { runs } => runs.iter().map(|run| run.text.as_str()).collect(),
        Block::Table(table) => table
            .rows
            .iter()
            .map(|row| row.cells.join("|"))
            .collect::<Vec<_>>()
            .join("\n"),
    };
    let annexes = document
        .annexes
        .iter()
        .flat_map(|annex| annex.blocks.iter());
    Ok(document
        .body
        .iter()
        .chain(annexes)
        .map(block)
        .collect::<Vec<_>>()
        .join("\n"))
}

pub(in crate::engine) fn write_file(path: &Path, bytes: &[u8]) -> Result<()> {
    let failed = |e: std::io::Error| {
        let code = match e.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
                ErrorCode::ReadOnly
            }
            _ => ErrorCode::IoFailed,
        };
        Error::new(code).with("path", path.display()).detail(e)
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".dang-ghi");
    let partial = path.with_file_name(name);
    let written = fs::File::create(&partial).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written
        .and_then(|()| fs::rename(&partial, path))
        .map_err(|e| {
            drop(fs::remove_file(&partial));
            failed(e)
        })
}

fn ok(text: impl Into<String>) -> Finding {
    Finding {
        level: FindingLevel::Ok,
        text: text.into(),
    }
}

fn warn(text: impl Into<String>) -> Finding {
    Finding {
        level: FindingLevel::Warn,
        text: text.into(),
    }
}

/// What the one who signs should know first.
fn findings(m: &Material) -> Vec<Finding> {
    let mut out = Vec::new();
    if m.illustrative() {
        out.push(warn("Báo cáo có số liệu minh họa của sổ mẫu; bản in mang dòng chữ chìm và không ban hành được."));
    }
    let whole = m.whole();
    let old: Vec<String> = m
        .dictionary
        .grid()
        .into_iter()
        .filter_map(|id| whole.standing(id).map(|standing| (id, standing)))
        .filter(|(_, standing)| standing.day < m.period.days().1 && standing.summed.is_none())
        .filter_map(|(id, standing)| {
            let name = &m.dictionary.definition(id, standing.day)?.name;
            Some(format!("{name} ({})", show_day(standing.day)))
        })
        .collect();
    if !old.is_empty() {
        out.push(warn(format!(
            "Số liệu có ngày trước khi kết thúc kỳ: {}.",
            old.join("; ")
        )));
    }
    if let Some(ranking) = &m.ranking {
        let missing = ranking
            .rows
            .iter()
            .filter(|row| row.state == RankState::NoData)
            .count();
        out.push(if missing == 0 {
            ok(format!(
                "Đủ số liệu của {}/{} đơn vị.",
                ranking.total, ranking.total
            ))
        } else {
            warn(format!(
                "{missing}/{} đơn vị chưa có số liệu.",
                ranking.total
            ))
        });
    }
    let doubtful: Vec<&str> = m
        .board
        .own()
        .filter(|task| !task.record.sure)
        .map(|task| task.record.number.as_str())
        .collect();
    if !doubtful.is_empty() {
        out.push(warn(format!(
            "Thời hạn cần xem lại: {}.",
            doubtful.join(", ")
        )));
    }
    let counts = class_counts(&m.board);
    let sum: u32 = counts.iter().map(|count| count.count).sum();
    out.push(ok(format!(
        "Các loại tiến độ cộng lại bằng tổng số {sum} nhiệm vụ."
    )));
    out.push(ok("Số và ngày để trống, văn thư ghi sau khi ký."));
    out
}
