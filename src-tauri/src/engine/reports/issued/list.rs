//! The book of papers that went out (sổ văn bản đi).

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::code::{read_code, shown_code};
use super::issue::{report, request_of};
use crate::domain::book::{Report, ReportState};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::reports::{Also, ReportRequest, document};
use crate::store::{self, Book, Kept};

/// A paper that was submitted or issued (văn bản trình ký, đã ban hành).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IssuedReport {
    /// The paper.
    pub id: Id,
    /// Kind, `progress`.
    pub kind: String,
    /// Title.
    pub title: String,
    /// Key of the period.
    pub period: String,
    /// As-of of its figures.
    pub as_of: String,
    /// The meeting, body, task or indicator that it is about.
    pub subject: Option<Id>,
    /// The body that it is limited to.
    pub body: Option<Id>,
    /// The bodies of one letter to several.
    pub bodies: Vec<Id>,
    /// What that letter tells beside what is late.
    pub also: Vec<Also>,
    /// Key of the letterhead that was chosen; none for the usual one.
    pub profile: Option<String>,
    /// State.
    pub state: ReportState,
    /// "05/BC-UBND"; only the symbol before it has a number.
    pub number: String,
    /// Day of issue.
    pub day: Option<Day>,
    /// Pages.
    pub pages: u32,
    /// "7K2M-9QXT".
    pub code: String,
    /// The issued paper that it takes the place of.
    pub replaces: Option<Id>,
    /// The one that took its place.
    pub replaced_by: Option<Id>,
    /// The issued one before it (báo cáo trước): the one that it replaces, else the last of the same kind about the
    /// same thing.
    pub previous: Option<Id>,
}

/// All of them, the latest first; those that wait for signature before those that were issued.
pub fn issued_reports(connection: &Connection) -> Result<Vec<IssuedReport>> {
    let order = "1 = 1 ORDER BY state DESC, day DESC, number DESC, id DESC";
    let kept = store::list::<Report>(connection, order, &[])?;
    let requests = kept
        .iter()
        .map(|own| request_of(&own.record))
        .collect::<Result<Vec<_>>>()?;
    let all: Vec<Asked<'_>> = kept.iter().zip(requests).collect();
    Ok(all.iter().map(|own| row(own, &all)).collect())
}

/// A paper with what was asked for.
type Asked<'a> = (&'a Kept<Report>, ReportRequest);

fn row((kept, request): &Asked<'_>, all: &[Asked<'_>]) -> IssuedReport {
    let own = &kept.record;
    let later = all.iter().map(|(later, _)| later).find(|later| {
        later.record.replaces == Some(kept.id) && later.record.state == ReportState::Issued
    });
    let about = |of: &ReportRequest| (of.kind, of.subject, of.body, of.bodies.clone());
    let before = all.iter().filter(|(other, asked)| {
        other.record.state == ReportState::Issued
            && other.record.book_seq < own.book_seq
            && about(asked) == about(request)
    });
    let before = before.max_by_key(|(other, _)| other.record.book_seq);
    IssuedReport {
        id: kept.id,
        kind: own.report_kind.clone(),
        title: own.title.clone(),
        period: own.period.clone(),
        as_of: own.as_of.clone(),
        subject: own.subject,
        body: request.body,
        bodies: request.bodies.clone(),
        also: request.also.clone(),
        profile: request.profile.clone(),
        state: own.state,
        number: own.number.map_or_else(
            || own.symbol.clone(),
            |number| format!("{number:02}/{}", own.symbol),
        ),
        day: own.day,
        pages: u32::try_from(own.page_count).unwrap_or_default(),
        code: shown_code(&own.code),
        replaces: own.replaces,
        replaced_by: later.map(|later| later.id),
        previous: own.replaces.or(before.map(|(other, _)| other.id)),
    }
}

/// One of them.
pub fn issued_report(connection: &Connection, id: Id) -> Result<IssuedReport> {
    issued_reports(connection)?
        .into_iter()
        .find(|own| own.id == id)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchReport).with("report", id))
}

/// The one that a printed code stands for.
pub(super) fn by_code(connection: &Connection, code: &str) -> Result<Kept<Report>> {
    let code = read_code(code)?;
    store::list::<Report>(connection, "code = ?1", &[&code])?
        .pop()
        .ok_or_else(|| Error::new(ErrorCode::NoSuchReportCode).with("code", shown_code(&code)))
}

/// The number that follows the highest one of a series that the book knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct NumberHint {
    /// Symbol of the series.
    pub symbol: String,
    /// The number.
    #[ts(type = "number")]
    pub next: i64,
}

/// The next number for a paper that was submitted, or for a draft, on a day; văn thư may give another, since the book
/// knows its own papers only.
pub fn number_hint(
    book: &Book,
    what: &std::result::Result<Id, ReportRequest>,
    day: Day,
) -> Result<NumberHint> {
    let symbol = match what {
        Ok(id) => book.read(|c| report(c, *id))?.record.symbol,
        Err(request) => document(book, request)?.letterhead.symbol.trim().to_owned(),
    };
    let year = day.format("%Y").to_string();
    Ok(NumberHint {
        next: book.read(|c| highest(c, &symbol, &year))? + 1,
        symbol,
    })
}

/// The highest number of a symbol in a year; 0 where there is none.
pub(super) fn highest(connection: &Connection, symbol: &str, year: &str) -> Result<i64> {
    let of = "symbol = ?1 AND substr(day, 1, 4) = ?2 ORDER BY number DESC LIMIT 1";
    let kept = store::list::<Report>(connection, of, &[&symbol, &year])?;
    Ok(kept.first().and_then(|own| own.record.number).unwrap_or(0))
}
