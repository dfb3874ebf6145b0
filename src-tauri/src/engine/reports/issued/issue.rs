//! From the draft to the file of văn thư: submitted, taken back, issued.

use rusqlite::Connection;
use serde_json::json;

use super::clock;
use super::freeze::{Frozen, freeze, thawed};
use crate::domain::book::{Report, ReportState};
use crate::domain::instant::{show_day, spell_day};
use crate::domain::text::capitalise;
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Result};
use crate::engine::profile;
use crate::engine::reports::{ReportRequest, as_of, document, preview};
use crate::report::content::{Block, Document, Form};
use crate::store::{self, Book, Done, Kept, Operation, Tx};

/// What văn thư gives a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Issue {
    /// Number in the series of its symbol and year, from 1.
    pub number: i64,
    /// Day of issue.
    pub day: Day,
    /// The officer saw that the machine's clock is in doubt, and goes on.
    pub clock_seen: bool,
}

/// Submits a paper for signature (trình ký): what it says is frozen as the book says it now.
pub fn submit_report(book: &mut Book, request: &ReportRequest) -> Result<Done<Id>> {
    let title = title(book, request)?;
    let now = profile::now(book)?;
    book.transact(
        Operation::new("submit_report", json!({ "title": title })),
        |tx| {
            let record = frozen_now(tx, request, now)?;
            tx.add(&record)
        },
    )
}

/// Takes a paper that was submitted back to the draft (thu hồi về nháp).
pub fn take_back_report(book: &mut Book, id: Id) -> Result<Done<()>> {
    let kept = book.read(|c| report(c, id))?;
    let words = json!({ "title": kept.record.title });
    book.transact(Operation::new("take_back_report", words), |tx| {
        let kept = submitted(tx.connection(), id)?;
        tx.end::<Report>(kept.id)
    })
}

/// Issues a paper (ban hành): one that was submitted as it was submitted, or a draft as the book says it now.
///
/// # Errors
/// A number that the series of the year already has, a day before that of the figures, example figures, a paper that
/// has no number (a sheet to work on), a clock in doubt that the officer did not see.
pub fn issue_report(
    book: &mut Book,
    what: &std::result::Result<Id, ReportRequest>,
    issue: &Issue,
) -> Result<Done<Id>> {
    if !issue.clock_seen {
        clock::believe(book)?;
    }
    let title = match what {
        Ok(id) => book.read(|c| submitted(c, *id))?.record.title,
        Err(request) => title(book, request)?,
    };
    let now = profile::now(book)?;
    let words = json!({ "title": title, "number": issue.number, "day": show_day(issue.day) });
    book.transact(Operation::new("issue_report", words), |tx| {
        let (id, record) = match what {
            Ok(id) => {
                let kept = submitted(tx.connection(), *id)?;
                (Some(kept.id), kept.record)
            }
            Err(request) => (None, frozen_now(tx, request, now)?),
        };
        let record = numbered(tx, record, issue)?;
        match id {
            Some(id) => tx.set(id, &record).map(|()| id),
            None => tx.add(&record),
        }
    })
}

fn title(book: &Book, request: &ReportRequest) -> Result<String> {
    Ok(document(book, request)?.title)
}

/// The paper as the book says it now, before it has a number.
fn frozen_now(tx: &mut Tx<'_>, request: &ReportRequest, now: Instant) -> Result<Report> {
    let at = as_of(request, now.day);
    // What is kept says which moment it speaks of, also where it was asked for without one.
    let request = ReportRequest {
        as_of: Some(at),
        ..request.clone()
    };
    let drawn = preview::draw_at(tx.connection(), &request, now, false)?;
    let document = drawn.document;
    if document.form == Form::Sheet {
        return Err(Error::new(ErrorCode::SheetNotIssued).with("title", &document.title));
    }
    if document.watermark.is_some() {
        return Err(Error::new(ErrorCode::IllustrativeNotIssued).with("title", &document.title));
    }
    let (title, symbol) = (
        document.title.clone(),
        document.letterhead.symbol.trim().to_owned(),
    );
    let Frozen {
        content,
        pages,
        page_count,
        code,
    } = freeze(tx, document, &request)?;
    let of = "code = ?1";
    if let Some(same) = store::list::<Report>(tx.connection(), of, &[&code])?.first() {
        return Err(Error::new(ErrorCode::ReportSubmitted)
            .with("title", &title)
            .with("id", same.id));
    }
    Ok(Report {
        report_kind: request.kind.name().to_owned(),
        period: request.period.key(),
        subject: request.subject,
        request: serde_json::to_string(&request)
            .map_err(|error| Error::new(ErrorCode::Internal).detail(error))?,
        title,
        as_of: at.key(),
        state: ReportState::Submitted,
        number: None,
        symbol,
        day: None,
        book_seq: tx.seq(),
        content,
        pages,
        page_count,
        code,
        replaces: request.replaces,
    })
}

/// The same paper with number and day.
fn numbered(tx: &mut Tx<'_>, record: Report, issue: &Issue) -> Result<Report> {
    if issue.number < 1 {
        return Err(Error::new(ErrorCode::BadReportNumber).with("number", issue.number));
    }
    let at = Instant::parse(&record.as_of)?;
    if issue.day < at.day {
        return Err(Error::new(ErrorCode::ReportDayEarly)
            .with("day", show_day(issue.day))
            .with("as_of", show_day(at.day)));
    }
    free_number(tx.connection(), &record.symbol, issue)?;
    let mut document = thawed(tx.connection(), &record)?;
    document.letterhead.number = Some(issue.number.to_string());
    document.letterhead.day = Some(issue.day);
    document.created = Instant::end_of(issue.day);
    let request = request_of(&record)?;
    let Frozen {
        content,
        pages,
        page_count,
        code,
    } = freeze(tx, document, &request)?;
    Ok(Report {
        state: ReportState::Issued,
        number: Some(issue.number),
        day: Some(issue.day),
        content,
        pages,
        page_count,
        code,
        ..record
    })
}

/// What was asked for when it was frozen.
pub(super) fn request_of(record: &Report) -> Result<ReportRequest> {
    serde_json::from_str(&record.request)
        .map_err(|error| Error::new(ErrorCode::DamagedBook).detail(error))
}

fn free_number(connection: &Connection, symbol: &str, issue: &Issue) -> Result<()> {
    let year = issue.day.format("%Y").to_string();
    let of = "symbol = ?1 AND substr(day, 1, 4) = ?2 AND number = ?3";
    let taken = store::list::<Report>(connection, of, &[&symbol, &year, &issue.number])?;
    match taken.first() {
        None => Ok(()),
        Some(kept) => Err(Error::new(ErrorCode::ReportNumberTaken)
            .with("number", issue.number)
            .with("symbol", symbol)
            .with("title", &kept.record.title)
            .with("next", super::list::highest(connection, symbol, &year)? + 1)),
    }
}

/// A paper that was submitted or issued.
pub(super) fn report(connection: &Connection, id: Id) -> Result<Kept<Report>> {
    store::get::<Report>(connection, id)?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchReport).with("report", id))
}

fn submitted(connection: &Connection, id: Id) -> Result<Kept<Report>> {
    let kept = report(connection, id)?;
    match kept.record.state {
        ReportState::Submitted => Ok(kept),
        ReportState::Issued => {
            Err(Error::new(ErrorCode::ReportIssued).with("title", &kept.record.title))
        }
    }
}

/// Says in a paper which issued one it takes the place of: "Báo cáo này thay thế Báo cáo số 05/BC-UBND ngày …".
pub(in crate::engine::reports) fn name_replaced(
    connection: &Connection,
    id: Id,
    document: &mut Document,
) -> Result<()> {
    let kept = report(connection, id)?;
    let old = &kept.record;
    let (Some(number), Some(day)) = (old.number, old.day) else {
        return Err(Error::new(ErrorCode::ReportNotIssued).with("title", &old.title));
    };
    let again = store::list::<Report>(connection, "replaces = ?1", &[&id])?;
    let later = again
        .iter()
        .find(|own| own.record.state == ReportState::Issued);
    if let Some(later) = later {
        return Err(Error::new(ErrorCode::ReportReplaced)
            .with("title", &old.title)
            .with("later", &later.record.title)
            .with("id", later.id));
    }
    let kind = match document.form {
        Form::Letter => "Công văn".to_owned(),
        Form::Report | Form::Minutes | Form::Sheet => {
            capitalise(&document.kind_name.to_lowercase())
        }
    };
    let said = Block::plain(format!(
        "{kind} này thay thế {kind} số {number:02}/{} ngày {} của {}.",
        old.symbol,
        spell_day(day),
        document.author,
    ));
    let last = document
        .body
        .iter()
        .rposition(|block| matches!(block, Block::Paragraph { .. }));
    document.body.insert(last.unwrap_or_default(), said);
    Ok(())
}
