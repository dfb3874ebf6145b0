//! From what was typed to the paper that is printed.

use std::path::Path;

use serde_json::{Value, json};
use so06::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::profile;
use so06::engine::reports::{self, Also, OfPaper, ReportKind, ReportRequest};
use so06::engine::tasks::Board;
use so06::store::Book;

use crate::acts::open;
use crate::args::Cli;
use crate::issued;
use crate::output::Output;
use crate::report_args::{AlsoTold, Font, Report};

pub fn report(cli: &Cli, report: &Report, out: Output) -> Result<()> {
    if let Some(act) = &report.act {
        return crate::superior_forms::act(cli, act, out);
    }
    let kind = ReportKind::parse(&report.kind)?;
    if report.submit || report.issue {
        return issued::freeze(cli, kind, report, out);
    }
    if report.quick {
        let book = open(cli)?;
        let request = wanted(&book, kind, report)?;
        return quick(&book, &Err(request), report.out.as_deref(), out);
    }
    let Some(path) = &report.out else {
        return Err(usage("report cần --out TỆP.pdf, TỆP.docx hoặc TỆP.xlsx"));
    };
    let book = open(cli)?;
    let request = wanted(&book, kind, report)?;
    let saved = reports::save(&book, &request, path)?;
    let findings: Vec<Value> = saved
        .findings
        .iter()
        .map(|f| json!({ "level": f.level, "text": f.text }))
        .collect();
    let value = json!({
        "file": saved.file.path, "bytes": saved.file.bytes, "pages": saved.pages,
        "illustrative": saved.illustrative, "findings": findings,
    });
    out.answer(&value, || {
        let what = if kind.ends_with_its_period() {
            format!("báo cáo {}", request.period.spoken())
        } else {
            saved.title.clone()
        };
        let first = format!(
            "Đã lập {what}: {} trang, {} byte, {}",
            saved.pages, saved.file.bytes, saved.file.path
        );
        let warns = saved
            .findings
            .iter()
            .filter(|f| f.level == reports::FindingLevel::Warn);
        std::iter::once(first)
            .chain(warns.map(|f| format!("Lưu ý: {}", f.text)))
            .collect()
    });
    Ok(())
}

/// The quick report of a paper: on the screen, or as text or picture in a file.
pub fn quick(book: &Book, what: &OfPaper, path: Option<&Path>, out: Output) -> Result<()> {
    let told = reports::quick_report(book, what)?;
    let saved = path
        .map(|path| reports::save_quick(book, what, path))
        .transpose()?;
    let file = saved.as_ref();
    let value = json!({
        "title": told.title, "text": told.text, "illustrative": told.illustrative, "figures": told.figures,
        "file": file.map(|own| &own.path), "bytes": file.map(|own| own.bytes),
    });
    out.answer(&value, || match &saved {
        Some(own) => vec![format!(
            "Đã lập báo cáo nhanh: {} byte, {}",
            own.bytes, own.path
        )],
        None => vec![told.text.clone()],
    });
    Ok(())
}

pub fn usage(text: &str) -> Error {
    Error::new(ErrorCode::Usage).with("text", text)
}

/// What of the book the paper is about.
pub fn wanted(book: &Book, kind: ReportKind, report: &Report) -> Result<ReportRequest> {
    let as_of = report.as_of.as_deref().map(Instant::parse).transpose()?;
    let today = profile::today(book)?;
    let day = as_of.map_or(today, |instant| instant.day);
    let period = match &report.period {
        Some(text) => crate::time::period(book, text)?,
        None if kind.is_periodic() && as_of.is_none() => {
            return Err(usage("report cần --period hoặc --as-of"));
        }
        None => Period::at_hand(day, &book.read(profile::calendar)?),
    };
    let mut request = ReportRequest {
        as_of,
        system_font: report.font == Font::System,
        filled: report.filled,
        replaces: report.replaces,
        profile: report.profile.clone(),
        ..ReportRequest::new(kind, period)
    };
    // Without an as-of, a paper on a period of the past speaks of its end, as the progress report does.
    let delivered = kind == ReportKind::DeliveryRecord;
    if as_of.is_none() && report.period.is_some() && !delivered {
        request.as_of = Some(Instant::end_of(period.last_day().min(today)));
    }
    name_subject(book, report, day, &mut request)?;
    Ok(request)
}

/// What `--id` and `--body` name, which depends on the kind.
fn name_subject(book: &Book, report: &Report, day: Day, request: &mut ReportRequest) -> Result<()> {
    let bodies = if report.body.is_empty() {
        Vec::new()
    } else {
        let directory = book.read(Directory::load)?;
        let named = report.body.iter();
        let named = named.map(|text| directory.resolve(text, day));
        named.collect::<Result<Vec<Id>>>()?
    };
    let body = bodies.first().copied();
    if bodies.len() > 1 && request.kind != ReportKind::Reminder {
        return Err(usage(&format!(
            "report {} chỉ nhận một --body",
            report.kind
        )));
    }
    let refuse = |flag: &str| usage(&format!("report {} không nhận {flag}", report.kind));
    match request.kind {
        ReportKind::Ranking => {
            request.body = body;
            let named = report.indicator.as_deref().or(report.id.as_deref());
            let dictionary = book.read(Dictionary::load)?;
            request.subject = named.map(|text| dictionary.resolve(text)).transpose()?;
        }
        ReportKind::Progress | ReportKind::Tasks => {
            if report.id.is_some() {
                return Err(refuse("--id"));
            }
            request.body = body;
        }
        ReportKind::Handover => {
            if report.id.is_some() {
                return Err(refuse("--id"));
            }
            if body.is_some() {
                return Err(refuse("--body"));
            }
        }
        ReportKind::DeliveryRecord => {
            if report.id.is_some() {
                return Err(refuse("--id"));
            }
            request.subject = body;
        }
        ReportKind::Reminder => {
            if report.id.is_some() {
                return Err(refuse("--id"));
            }
            match bodies.as_slice() {
                [only] => request.subject = Some(*only),
                several => request.bodies = several.to_vec(),
            }
            request.also = report.also.iter().map(|own| also(*own)).collect();
        }
        ReportKind::Conclusion | ReportKind::Invitation | ReportKind::Handout => {
            if body.is_some() {
                return Err(refuse("--body"));
            }
            request.subject = report.id.as_deref().map(meeting).transpose()?;
        }
        ReportKind::Checklist => {
            let Some(id) = &report.id else {
                return Err(usage("report checklist cần --id NHIỆM_VỤ hoặc --id MÃ_MẪU"));
            };
            request.body = body;
            let board = book.read(|c| Board::load(c, day))?;
            match board.find(id) {
                Ok(task) => request.subject = Some(task.id),
                Err(_) => request.template = Some(id.trim().to_owned()),
            }
        }
    }
    if !report.also.is_empty() && request.kind != ReportKind::Reminder {
        return Err(refuse("--also"));
    }
    if report.filled && request.kind != ReportKind::Checklist {
        return Err(refuse("--filled"));
    }
    Ok(())
}

const fn also(told: AlsoTold) -> Also {
    match told {
        AlsoTold::Coming => Also::Coming,
        AlsoTold::Returned => Also::Returned,
        AlsoTold::Figures => Also::Figures,
    }
}

fn meeting(text: &str) -> Result<Id> {
    text.trim()
        .parse()
        .map_err(|_| Error::new(ErrorCode::NoSuchMeeting).with("meeting", text))
}
