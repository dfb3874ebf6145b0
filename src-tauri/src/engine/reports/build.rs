//! From the book to what a paper says, for every kind.

use std::collections::HashMap;

use rusqlite::Connection;

use super::edited::{self, Sentence};
use super::findings::{Finding, of_progress};
use super::material::Material;
use super::office::Office;
use super::{
    ReportKind, ReportRequest, as_of, checklist, conclusion, delivery, handout, handover,
    invitation, issued, meeting, progress, ranking, reminder, task_report,
};
use crate::domain::{Instant, Result};
use crate::engine::profile;
use crate::report::content::{Block, Document};
use crate::store::Book;

/// A paper (giấy tờ) before it is laid out.
pub(super) struct Paper {
    pub(super) document: Document,
    /// The words that stand in each section where none were written.
    pub(super) standard: Vec<(&'static str, String)>,
    pub(super) findings: Vec<Finding>,
}

/// A paper with what an officer wrote for it.
pub(super) struct Built {
    pub(super) paper: Paper,
    pub(super) texts: HashMap<String, String>,
    /// What it says of figures, which may be put in other words.
    pub(super) sentences: Vec<Sentence>,
}

/// Builds it from the book as of today.
pub(super) fn build(book: &Book, request: &ReportRequest) -> Result<Built> {
    let now = profile::now(book)?;
    book.read(|connection| build_at(connection, request, now))
}

/// Builds it as the book stands for a connection.
pub(super) fn build_at(
    connection: &Connection,
    request: &ReportRequest,
    now: Instant,
) -> Result<Built> {
    let mut built = of_kind(connection, request, now)?;
    if let Some(replaced) = request.replaces {
        issued::name_replaced(connection, replaced, &mut built.paper.document)?;
    }
    let paper = &mut built.paper;
    built.sentences = edited::apply(&mut paper.document, &built.texts, &mut paper.findings);
    Ok(built)
}

fn of_kind(connection: &Connection, request: &ReportRequest, now: Instant) -> Result<Built> {
    let at = as_of(request, now.day);
    let office = |at| Office::load(connection, request, at, now);
    let (office, paper) = match request.kind {
        ReportKind::Progress => {
            let material = Material::load(connection, request, now)?;
            let paper = Paper {
                document: progress::document(&material),
                standard: Vec::new(),
                findings: of_progress(&material),
            };
            (material.office, paper)
        }
        ReportKind::Ranking => {
            let office = office(at)?;
            let paper = ranking::paper(connection, &office, request)?;
            (office, paper)
        }
        ReportKind::Tasks => {
            let office = office(at)?;
            let paper = task_report::paper(&office, request.unit(&office.board.directory));
            (office, paper)
        }
        ReportKind::Reminder => {
            let office = office(at)?;
            let paper = reminder::paper(connection, &office, request)?;
            (office, paper)
        }
        ReportKind::Conclusion => {
            let sitting = meeting::must(connection, request.subject)?;
            let office = office(at)?;
            let paper = conclusion::paper(&office, &sitting);
            (office, paper)
        }
        ReportKind::Invitation => {
            let sitting = meeting::must(connection, request.subject)?;
            let office = office(at)?;
            let paper = invitation::paper(&office, &sitting);
            (office, paper)
        }
        ReportKind::Handout => {
            let sitting = meeting::find(connection, request.subject)?;
            // A meeting that was is shown as it was.
            let at = match (&sitting, request.as_of) {
                (Some(own), None) => Instant::end_of(own.meeting.day.min(at.day)),
                _ => at,
            };
            let office = office(at)?;
            let paper = handout::paper(connection, &office, sitting.as_ref())?;
            (office, paper)
        }
        ReportKind::DeliveryRecord => {
            let office = office(at)?;
            let paper = delivery::paper(connection, &office, request)?;
            (office, paper)
        }
        ReportKind::Handover => {
            let office = office(at)?;
            let paper = handover::paper(connection, &office)?;
            (office, paper)
        }
        ReportKind::Checklist => {
            let office = office(at)?;
            let paper = checklist::paper(connection, &office, request)?;
            (office, paper)
        }
    };
    Ok(Built {
        paper,
        texts: office.texts,
        sentences: Vec::new(),
    })
}

/// What a paper says as of now (nội dung), before it is laid out.
pub fn document(book: &Book, request: &ReportRequest) -> Result<Document> {
    Ok(build(book, request)?.paper.document)
}

/// The words of a paper from its title on, for tests that compare words and not pages.
pub fn text_of_pages(book: &Book, request: &ReportRequest) -> Result<String> {
    let document = build(book, request)?.paper.document;
    let of_runs = |runs: &[crate::report::content::Run]| -> String {
        runs.iter().map(|run| run.text.as_str()).collect()
    };
    let block = |block: &Block| match block {
        Block::Heading { text, .. } => text.clone(),
        Block::Paragraph { runs, .. } | Block::Small { runs, .. } => of_runs(runs),
        Block::Chart(chart) => chart.spoken(),
        Block::Signatures(all) => all
            .iter()
            .map(|own| own.title.as_str())
            .collect::<Vec<_>>()
            .join("|"),
        Block::Table(table) => table
            .rows
            .iter()
            .map(|row| {
                let cells = row.cells.iter().map(|cell| cell.text.as_str());
                cells.collect::<Vec<_>>().join("|")
            })
            .collect::<Vec<_>>()
            .join("\n"),
    };
    let annexes = document
        .annexes
        .iter()
        .flat_map(|annex| annex.blocks.iter());
    let head = std::iter::once(document.kind_name.clone())
        .chain(document.subject.clone())
        .chain(document.addressees.clone());
    Ok(head
        .chain(document.body.iter().chain(annexes).map(block))
        .chain(document.recipients.clone())
        .filter(|line| !line.is_empty())
        .map(|line| line.replace('\u{a0}', " "))
        .collect::<Vec<_>>()
        .join("\n"))
}
