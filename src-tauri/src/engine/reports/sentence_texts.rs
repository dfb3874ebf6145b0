//! What an officer wrote for a sentence of figures, by the sentences that she saw.

use super::build::build;
use super::edited::{self, Sentence};
use super::texts::no_section;
use super::{ReportKind, ReportRequest};
use crate::domain::{Id, Period, Result};
use crate::report::content::{Document, Figure};
use crate::store::Book;

/// The sentences of a draft as they were shown, with every figure of it. Words for one of them are kept by these: the
/// numbers in them are those that the officer saw, and the paper need not be made anew to find them.
#[derive(Debug)]
pub struct Sentences {
    of: TextOf,
    all: Vec<Sentence>,
    known: Vec<(String, Figure)>,
}

/// The kind of paper, its period and its subject: what a text belongs to.
pub(super) type TextOf = (ReportKind, Period, Option<Id>);

impl Sentences {
    /// Those of a paper; none of one that is not as of its usual day, or that speaks of one body without texts of its
    /// own.
    pub(super) fn of(
        request: &ReportRequest,
        document: &Document,
        all: Vec<Sentence>,
    ) -> Option<Self> {
        let own_texts = request.body.is_none() || request.kind.texts_of_body();
        let usual = request.as_of.is_none() && own_texts;
        usual.then(|| Self {
            of: (request.kind, request.period, request.texts_subject()),
            all,
            known: edited::all_figures(document),
        })
    }

    /// What is kept of words for one of them.
    fn anchored(&self, section: &str, text: &str) -> Option<String> {
        let own = self.all.iter().rfind(|own| own.section == section)?;
        Some(edited::anchored(own, &self.known, text))
    }
}

/// What is kept of words for a sentence of a paper, by those that were shown or else as the book makes them now.
pub(super) fn anchored(
    book: &Book,
    of: TextOf,
    shown: Option<&Sentences>,
    (section, text): (&str, &str),
) -> Result<String> {
    let shown = shown.filter(|own| own.of == of);
    if let Some(kept) = shown.and_then(|own| own.anchored(section, text)) {
        return Ok(kept);
    }
    let whole = ReportRequest::new(of.0, of.1);
    let request = if of.0.texts_of_body() {
        ReportRequest {
            body: of.2,
            ..whole
        }
    } else {
        ReportRequest {
            subject: of.2,
            ..whole
        }
    };
    let built = build(book, &request)?;
    Sentences::of(&request, &built.paper.document, built.sentences)
        .and_then(|own| own.anchored(section, text))
        .ok_or_else(|| no_section(section))
}
