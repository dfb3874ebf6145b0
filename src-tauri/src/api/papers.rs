//! Handlers of papers: drafts, and what was submitted and issued.

use base64::Engine as _;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::books::{folder, place};
use super::evidence::EvidenceFileView;
use super::requests::{Nothing, requests, strict};
use super::session::{Session, period};
use super::work::unchanged;
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Result};
use crate::engine::letterheads::{self, Letterhead, OfficeProfile};
use crate::engine::profile;
use crate::engine::reports::{
    self, Also, Comparison, FigureChange, FigureSpot, Issue, IssuedReport, NumberHint, QuickReport,
    ReportKind, ReportPreview, ReportRequest, SavedFile, SavedLetters, SignedCopyView,
    SignedReading, Trace, VerifiedCode,
};
use crate::store::Done;

requests! {
    /// A paper; its subject is the meeting, the body that is reminded, or the task; a checklist may come from a template.
    /// One letter may go to several bodies, and tell more than what is late. One may take the place of an issued one.
    ReportOf { kind: String, period: String, as_of: Option<Day>, subject: Option<Id>, body: Option<Id>, filled: Option<bool>, template: Option<String>, #[serde(default)] #[ts(optional)] bodies: Option<Vec<Id>>, #[serde(default)] #[ts(optional)] also: Option<Vec<Also>>, #[serde(default)] #[ts(optional)] replaces: Option<Id>, #[serde(default)] #[ts(optional)] profile: Option<String> }
    /// A letterhead of the office; a new one without a key.
    SaveLetterhead { key: Option<String>, #[serde(deserialize_with = "strict")] letterhead: Letterhead }
    /// A letterhead by its key.
    LetterheadOnly { key: String }
    /// The text of a section, of the paper on that subject.
    WriteReportText { kind: String, period: String, subject: Option<Id>, section: String, text: String }
    /// A paper into a file.
    SaveReport { paper: ReportOf, path: String }
    /// A letter to each of some bodies, into a folder.
    SaveLetters { period: String, as_of: Option<Day>, bodies: Vec<Id>, also: Vec<Also>, folder: String }
    /// A paper that was submitted or issued.
    IssuedOnly { report: Id }
    /// A paper that was submitted, or else a draft.
    ToIssue { report: Option<Id>, paper: Option<ReportOf> }
    /// What văn thư gives it; `clock_seen` once the officer saw that the machine's clock is in doubt.
    IssueReport { report: Option<Id>, paper: Option<ReportOf>, number: u32, day: Day, clock_seen: bool }
    /// What stands behind a figure, now or as an issued paper printed it.
    FigureOf { key: String, report: Option<Id> }
    /// Two papers.
    TwoReports { one: Id, other: Id }
    /// A code as it was typed or scanned.
    CodeTyped { code: String }
    /// A signed file, base64, of a paper.
    SignedOf { report: Id, name: String, bytes: String, note: String }
    /// A signed copy.
    SignedOnly { copy: Id }
    /// The quick report of a paper into a file: .txt, .png.
    SaveQuick { report: Option<Id>, paper: Option<ReportOf>, path: String }
    /// The pages of an issued paper into a file.
    ReprintTo { report: Id, path: String }
}

/// The pages of a paper that was submitted or issued.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct IssuedPages {
    /// The paper.
    pub report: IssuedReport,
    /// Its PDF, base64.
    pub pdf: String,
    /// Where figures of the book stand on the pages.
    pub figures: Vec<FigureSpot>,
}

/// What an officer is offered when a paper is issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IssueOffer {
    /// The series and its next number.
    pub hint: NumberHint,
    /// Today.
    pub day: Day,
}

fn wanted(session: &Session, request: ReportOf) -> Result<ReportRequest> {
    Ok(ReportRequest {
        as_of: request.as_of.map(Instant::end_of),
        subject: request.subject,
        body: request.body,
        filled: request.filled.unwrap_or(false),
        template: request.template,
        bodies: request.bodies.unwrap_or_default(),
        also: request.also.unwrap_or_default(),
        replaces: request.replaces,
        profile: request.profile,
        ..ReportRequest::new(
            ReportKind::parse(&request.kind)?,
            period(session, &request.period)?,
        )
    })
}

pub(super) fn report(session: &mut Session, request: ReportOf) -> Result<Done<ReportPreview>> {
    let wanted = wanted(session, request)?;
    let (preview, sentences) = reports::preview_to_edit(session.book()?, &wanted)?;
    session.sentences = sentences;
    Ok(unchanged(preview))
}

pub(super) fn write_report_text(
    session: &mut Session,
    request: WriteReportText,
) -> Result<Done<()>> {
    let (kind, period) = (
        ReportKind::parse(&request.kind)?,
        period(session, &request.period)?,
    );
    let shown = session.sentences.take();
    let done = reports::write_text_of(
        session.book_mut()?,
        (kind, period, request.subject),
        (&request.section, &request.text),
        shown.as_ref(),
    );
    session.sentences = shown;
    done
}

pub(super) fn save_report(session: &mut Session, request: SaveReport) -> Result<Done<SavedFile>> {
    let wanted = wanted(session, request.paper)?;
    let saved = reports::save(session.book()?, &wanted, &place(session, &request.path)?)?;
    Ok(unchanged(saved.file))
}

pub(super) fn save_letters(
    session: &mut Session,
    request: SaveLetters,
) -> Result<Done<SavedLetters>> {
    let wanted = ReportRequest {
        as_of: request.as_of.map(Instant::end_of),
        also: request.also,
        ..ReportRequest::new(ReportKind::Reminder, period(session, &request.period)?)
    };
    let folder = &folder(session, &request.folder)?;
    reports::save_letters(session.book()?, &wanted, &request.bodies, folder).map(unchanged)
}

pub(super) fn submit_report(session: &mut Session, request: ReportOf) -> Result<Done<Id>> {
    let wanted = wanted(session, request)?;
    reports::submit_report(session.book_mut()?, &wanted)
}

pub(super) fn take_back_report(session: &mut Session, request: IssuedOnly) -> Result<Done<()>> {
    reports::take_back_report(session.book_mut()?, request.report)
}

/// The paper that is meant: one that was submitted, or a draft.
fn meant(
    session: &Session,
    report: Option<Id>,
    paper: Option<ReportOf>,
) -> Result<std::result::Result<Id, ReportRequest>> {
    match (report, paper) {
        (Some(id), None) => Ok(Ok(id)),
        (None, Some(paper)) => wanted(session, paper).map(Err),
        _ => Err(Error::new(ErrorCode::BadRequest).detail("either a report or a paper")),
    }
}

pub(super) fn issue_offer(session: &mut Session, request: ToIssue) -> Result<Done<IssueOffer>> {
    let what = meant(session, request.report, request.paper)?;
    let book = session.book()?;
    let day = profile::today(book)?;
    let hint = reports::number_hint(book, &what, day)?;
    Ok(unchanged(IssueOffer { hint, day }))
}

pub(super) fn issue_report(
    session: &mut Session,
    request: IssueReport,
) -> Result<Done<IssuedReport>> {
    let what = meant(session, request.report, request.paper)?;
    let issue = Issue {
        number: request.number.into(),
        day: request.day,
        clock_seen: request.clock_seen,
    };
    let book = session.book_mut()?;
    let done = reports::issue_report(book, &what, &issue)?;
    Ok(Done {
        value: book.read(|c| reports::issued_report(c, done.value))?,
        changes: done.changes,
    })
}

pub(super) fn issued_reports(session: &mut Session, _: Nothing) -> Result<Done<Vec<IssuedReport>>> {
    Ok(unchanged(session.book()?.read(reports::issued_reports)?))
}

pub(super) fn issued_pages(
    session: &mut Session,
    request: IssuedOnly,
) -> Result<Done<IssuedPages>> {
    let book = session.book()?;
    let pdf = reports::issued_pages(book, request.report)?;
    Ok(unchanged(IssuedPages {
        report: book.read(|c| reports::issued_report(c, request.report))?,
        pdf: base64::engine::general_purpose::STANDARD.encode(pdf),
        figures: reports::issued_spots(book, request.report)?,
    }))
}

pub(super) fn reprint_report(session: &mut Session, request: ReprintTo) -> Result<Done<SavedFile>> {
    let path = &place(session, &request.path)?;
    Ok(unchanged(reports::reprint(
        session.book()?,
        request.report,
        path,
    )?))
}

pub(super) fn quick_report(session: &mut Session, request: ToIssue) -> Result<Done<QuickReport>> {
    let what = meant(session, request.report, request.paper)?;
    reports::quick_report(session.book()?, &what).map(unchanged)
}

pub(super) fn quick_picture(session: &mut Session, request: ToIssue) -> Result<Done<String>> {
    let what = meant(session, request.report, request.paper)?;
    let picture = reports::quick_picture(session.book()?, &what)?;
    Ok(unchanged(
        base64::engine::general_purpose::STANDARD.encode(picture),
    ))
}

pub(super) fn save_quick(session: &mut Session, request: SaveQuick) -> Result<Done<SavedFile>> {
    let what = meant(session, request.report, request.paper)?;
    let path = &place(session, &request.path)?;
    reports::save_quick(session.book()?, &what, path).map(unchanged)
}

pub(super) fn trace_figure(session: &mut Session, request: FigureOf) -> Result<Done<Trace>> {
    let book = session.book_mut()?;
    Ok(unchanged(match request.report {
        Some(id) => reports::trace_issued(book, id, &request.key)?,
        None => reports::trace(book, &request.key, None)?,
    }))
}

pub(super) fn compare_reports(
    session: &mut Session,
    request: TwoReports,
) -> Result<Done<Comparison>> {
    let book = session.book_mut()?;
    reports::compare_reports(book, request.one, request.other).map(unchanged)
}

pub(super) fn changed_since(
    session: &mut Session,
    request: IssuedOnly,
) -> Result<Done<Vec<FigureChange>>> {
    reports::changed_since(session.book_mut()?, request.report).map(unchanged)
}

pub(super) fn verify_code(session: &mut Session, request: CodeTyped) -> Result<Done<VerifiedCode>> {
    reports::verify_code(session.book()?, &request.code).map(unchanged)
}

fn decoded(bytes: &str) -> Result<Vec<u8>> {
    base64::engine::general_purpose::STANDARD
        .decode(bytes.trim())
        .map_err(|error| Error::new(ErrorCode::BadRequest).detail(error))
}

pub(super) fn attach_signed(session: &mut Session, request: SignedOf) -> Result<Done<Id>> {
    let bytes = decoded(&request.bytes)?;
    let book = session.book_mut()?;
    reports::attach_signed(book, request.report, &request.name, &bytes, &request.note)
}

pub(super) fn drop_signed(session: &mut Session, request: SignedOnly) -> Result<Done<()>> {
    reports::drop_signed(session.book_mut()?, request.copy)
}

pub(super) fn signed_copies(
    session: &mut Session,
    request: IssuedOnly,
) -> Result<Done<Vec<SignedCopyView>>> {
    let book = session.book()?;
    Ok(unchanged(
        book.read(|c| reports::copies(c, request.report))?,
    ))
}

pub(super) fn read_signed(
    session: &mut Session,
    request: SignedOnly,
) -> Result<Done<SignedReading>> {
    reports::read_signed(session.book()?, request.copy).map(unchanged)
}

pub(super) fn read_returned(
    session: &mut Session,
    request: SignedOf,
) -> Result<Done<SignedReading>> {
    let bytes = decoded(&request.bytes)?;
    reports::read_returned(session.book()?, request.report, &bytes).map(unchanged)
}

pub(super) fn signed_file(
    session: &mut Session,
    request: SignedOnly,
) -> Result<Done<EvidenceFileView>> {
    let file = reports::signed_file(session.book()?, request.copy)?;
    Ok(unchanged(EvidenceFileView::of(file)))
}

pub(super) fn letterheads(session: &mut Session, _: Nothing) -> Result<Done<Vec<OfficeProfile>>> {
    let book = session.book()?;
    book.read(letterheads::letterheads).map(unchanged)
}

pub(super) fn save_letterhead(
    session: &mut Session,
    request: SaveLetterhead,
) -> Result<Done<String>> {
    let book = session.book_mut()?;
    letterheads::save_letterhead(book, request.key.as_deref(), &request.letterhead)
}

pub(super) fn drop_letterhead(session: &mut Session, request: LetterheadOnly) -> Result<Done<()>> {
    letterheads::drop_letterhead(session.book_mut()?, &request.key)
}
