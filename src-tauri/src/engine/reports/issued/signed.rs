//! The signed copy of a paper (bản đã ký): the file that came back, by its digest, and what it says otherwise than the
//! paper that was frozen.
//!
//! A lead corrects in Word, a scan is signed in ink. What can be read is compared word by word with what was frozen;
//! changed numbers are told first, since they no longer agree with the book.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use ts_rs::TS;

use super::freeze::thawed;
use super::issue::report;
use super::running::{Running, without_running};
use crate::domain::book::{Report, SignedCopy};
use crate::domain::text::clean_note;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::evidence::{EvidenceFile, digest_of, file_name, lay, read_file};
use crate::report::content::{Block, Document, Orientation};
use crate::report::wording;
use crate::report::{FontChoice, FontSet, drawn_texts};
use crate::store::{self, Book, Done, Operation};
use crate::tabular::read_words;

/// A signed copy as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedCopyView {
    /// The copy.
    pub id: Id,
    /// Name of the file.
    pub name: String,
    /// Bytes.
    #[ts(type = "number")]
    pub size: i64,
    /// SHA-256 of the file.
    pub digest: String,
    /// Note.
    pub note: String,
}

/// A place where the signed copy says something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedDifference {
    /// As it was frozen; empty where words were added.
    pub before: String,
    /// As the copy says it; empty where words were left out.
    pub after: String,
    /// The words before it, for those who look for it.
    pub context: String,
    /// Whether a number is part of it.
    pub number: bool,
}

/// What a signed copy says beside what was frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SignedReading {
    /// Whether words could be read; not of a scan.
    pub readable: bool,
    /// Whether it is the same paper at all: most words of the frozen one are found.
    pub same_paper: bool,
    /// Numbers that differ first, then words.
    pub differences: Vec<SignedDifference>,
}

/// Words before a difference that are shown.
const CONTEXT: usize = 6;
/// Differences that are listed.
const MOST: usize = 200;

/// Attaches the file of a signed paper (đính kèm bản đã ký). The same bytes again are the copy that is there.
///
/// # Errors
/// An empty file, one larger than the book takes, a paper that was not submitted.
pub fn attach_signed(
    book: &mut Book,
    id: Id,
    name: &str,
    bytes: &[u8],
    note: &str,
) -> Result<Done<Id>> {
    if bytes.is_empty() {
        return Err(Error::new(ErrorCode::NothingAttached));
    }
    let kept = book.read(|c| report(c, id))?;
    let record = SignedCopy {
        report: id,
        digest: digest_of(bytes),
        name: file_name(book, name, bytes)?,
        size: bytes.len() as i64,
        note: clean_note(note)?,
    };
    let words = json!({ "title": kept.record.title, "name": record.name });
    let write = |tx: &mut store::Tx<'_>| {
        let there = copies(tx.connection(), id)?;
        match there.iter().find(|own| own.digest == record.digest) {
            Some(own) => Ok(own.id),
            None => tx.add(&record),
        }
    };
    // A book that cannot be written refuses before a file is laid beside it.
    book.rehearse(Operation::new("attach_signed", words.clone()), write)?;
    lay(book, &record.digest, bytes)?;
    book.transact(Operation::new("attach_signed", words), write)
}

/// Takes a signed copy from its paper (bỏ bản đã ký). Its file stays.
pub fn drop_signed(book: &mut Book, id: Id) -> Result<Done<()>> {
    let kept = book.read(|c| copy(c, id))?;
    let of = book.read(|c| report(c, kept.report))?;
    let words = json!({ "title": of.record.title, "name": kept.name });
    book.transact(Operation::new("drop_signed", words), |tx| {
        tx.end::<SignedCopy>(id)
    })
}

fn copy(connection: &Connection, id: Id) -> Result<SignedCopy> {
    let kept = store::get::<SignedCopy>(connection, id)?;
    kept.map(|kept| kept.record)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchEvidence).with("evidence", id))
}

/// The signed copies of a paper, in the order in which they came.
pub fn copies(connection: &Connection, id: Id) -> Result<Vec<SignedCopyView>> {
    let kept = store::list::<SignedCopy>(connection, "report = ?1 ORDER BY id", &[&id])?;
    let view = |own: store::Kept<SignedCopy>| SignedCopyView {
        id: own.id,
        name: own.record.name,
        size: own.record.size,
        digest: own.record.digest,
        note: own.record.note,
    };
    Ok(kept.into_iter().map(view).collect())
}

/// The file of a signed copy, checked against its digest.
pub fn signed_file(book: &Book, id: Id) -> Result<EvidenceFile> {
    let own = book.read(|c| copy(c, id))?;
    read_file(book, own.name, &own.digest)
}

/// What a signed copy says otherwise.
pub fn read_signed(book: &Book, id: Id) -> Result<SignedReading> {
    let own = book.read(|c| copy(c, id))?;
    let file = read_file(book, own.name, &own.digest)?;
    let kept = book.read(|c| report(c, own.report))?;
    compare_file(book, &kept.record, &file.bytes)
}

/// What a file that came back says otherwise than a frozen paper, before it is attached.
pub fn read_returned(book: &Book, id: Id, bytes: &[u8]) -> Result<SignedReading> {
    let kept = book.read(|c| report(c, id))?;
    compare_file(book, &kept.record, bytes)
}

fn compare_file(book: &Book, record: &Report, bytes: &[u8]) -> Result<SignedReading> {
    // What no reader takes has no words: a picture, a file of another program.
    let words = read_words(bytes).unwrap_or(None);
    let document = book.read(|c| thawed(c, record))?;
    Ok(words.map_or_else(
        || SignedReading {
            readable: false,
            same_paper: false,
            differences: Vec::new(),
        },
        |words| {
            // In Word a drawing is a picture, on pages its words stand among the others.
            let pages = bytes.starts_with(b"%PDF");
            let said = without_running(words, &Running::of(&document));
            differing(&frozen_words(&document, pages), &said)
        },
    ))
}

/// The words of a paper in the order in which both writers print them.
fn frozen_words(document: &Document, pages: bool) -> Vec<String> {
    let fonts = pages
        .then(|| FontSet::load(FontChoice::LiberationSerif).ok())
        .flatten();
    let head = &document.letterhead;
    let mut texts: Vec<String> = head.superior.clone();
    texts.extend(head.issuer.clone());
    texts.extend([
        wording::STATE.to_owned(),
        wording::MOTTO.to_owned(),
        wording::number_line(head),
        wording::date_line(head),
        document.kind_name.clone(),
    ]);
    texts.extend(document.subject.clone());
    texts.extend(wording::addressee_lines(&document.addressees));
    texts.extend(
        document
            .body
            .iter()
            .flat_map(|own| of_block(own, Orientation::Portrait, fonts.as_ref())),
    );
    texts.push(wording::RECIPIENTS.to_owned());
    texts.extend(wording::recipient_lines(&document.recipients));
    texts.extend(document.signature.lines.clone());
    texts.push(document.signature.name.clone());
    for annex in &document.annexes {
        let own = wording::annex_head(annex, head);
        texts.extend([own.label, own.title, own.reference]);
        let lies = annex.orientation;
        texts.extend(
            annex
                .blocks
                .iter()
                .flat_map(|own| of_block(own, lies, fonts.as_ref())),
        );
    }
    let words = texts.iter().flat_map(|text| text.split_whitespace());
    words.map(str::to_owned).collect()
}

fn of_block(block: &Block, lies: Orientation, fonts: Option<&FontSet>) -> Vec<String> {
    match block {
        Block::Heading { text, .. } => vec![text.clone()],
        Block::Paragraph { runs, .. } | Block::Small { runs, .. } => {
            vec![runs.iter().map(|run| run.text.as_str()).collect()]
        }
        Block::Table(table) => {
            let heads = table.columns.iter().map(|own| own.header.clone());
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            heads.chain(cells.map(|cell| cell.text.clone())).collect()
        }
        Block::Chart(chart) => {
            let drawn = fonts.map(|fonts| drawn_texts(chart, lies, fonts));
            let mut texts = drawn.unwrap_or_default();
            texts.push(chart.caption.clone());
            texts
        }
        Block::Signatures(_) => Vec::new(),
    }
}

/// The number in a word, without what closes a sentence around it.
fn core(word: &str) -> &str {
    word.trim_matches(|own: char| !own.is_alphanumeric() && own != '%')
}

fn is_number(word: &str) -> bool {
    core(word).contains(|own: char| own.is_ascii_digit())
}

fn differing(frozen: &[String], copy: &[String]) -> SignedReading {
    let before: Vec<&str> = frozen.iter().map(|own| core(own)).collect();
    let after: Vec<&str> = copy.iter().map(|own| core(own)).collect();
    let ops = capture_diff_slices(Algorithm::Myers, &before, &after);
    let mut same = 0;
    let mut out = Vec::new();
    for op in &ops {
        if let DiffOp::Equal { len, .. } = op {
            same += len;
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        let (was, now) = (frozen[old.clone()].join(" "), copy[new].join(" "));
        // Another program ends a line within "29-3-2024", or in a head that is narrow.
        if joined(&was) == joined(&now) {
            continue;
        }
        let number = frozen[old.clone()].iter().any(|own| is_number(own)) || is_number_in(&now);
        out.push(SignedDifference {
            context: frozen[old.start.saturating_sub(CONTEXT)..old.start].join(" "),
            before: was,
            after: now,
            number,
        });
    }
    out.sort_by_key(|own| !own.number);
    out.truncate(MOST);
    SignedReading {
        readable: true,
        same_paper: same * 2 > frozen.len(),
        differences: out,
    }
}

/// Without blanks, but for those between two digits: they part numbers.
fn joined(text: &str) -> String {
    let mut out = String::new();
    let digit = |own: Option<char>| own.is_some_and(|own| own.is_ascii_digit());
    for word in text.split_whitespace() {
        if digit(out.chars().next_back()) && digit(word.chars().next()) {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

fn is_number_in(text: &str) -> bool {
    text.split_whitespace().any(is_number)
}
