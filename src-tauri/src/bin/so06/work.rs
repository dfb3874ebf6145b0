//! From what was typed to what the engine does: tasks and reports.

use serde_json::{Value, json};
use so06::domain::instant::{parse_day, show_day};
use so06::domain::{Error, ErrorCode, Instant, Period, Result, Timeliness};
use so06::engine::profile;
use so06::engine::reports::{self, ReportKind, ReportRequest};
use so06::engine::tasks::{self as work, Board, PartKey};
use so06::store::Book;

use crate::acts::{day_or_today, not_yet, open};
use crate::args::{Cli, Font, Report, Tasks, Tick};
use crate::output::Output;

/// The assignment that "ID --body B" names.
fn assignment(book: &Book, id: &str, body: &str) -> Result<PartKey> {
    let today = profile::today(book)?;
    book.read(|c| {
        let board = Board::load(c, today)?;
        let task = board.find(id)?;
        let body = board.directory.resolve(body, today)?;
        let part = board.part_of(task, body, None)?;
        Ok(PartKey {
            assignment: part.assignment,
            occurrence: part.occurrence.clone(),
        })
    })
}

pub fn tasks(cli: &Cli, tasks: &Tasks, out: Output) -> Result<()> {
    let mut book = match tasks {
        Tasks::Other(words) => return Err(not_yet("tasks", words)),
        Tasks::Import(asked) => return crate::plan_import::import(cli, asked, out),
        _ => open(cli)?,
    };
    match tasks {
        Tasks::List { state, body, as_of } => {
            return list_tasks(
                &book,
                state.as_deref(),
                body.as_deref(),
                as_of.as_deref(),
                out,
            );
        }
        Tasks::Claim {
            id,
            body,
            day,
            evidence,
        } => {
            let own = assignment(&book, id, body)?;
            work::claim_completion(&mut book, &own, parse_day(day)?, evidence)?;
        }
        Tasks::Confirm { id, body } => {
            let own = assignment(&book, id, body)?;
            work::confirm_completion(&mut book, &own)?;
        }
        Tasks::Return { id, body, reason } => {
            let own = assignment(&book, id, body)?;
            work::return_completion(&mut book, &own, reason)?;
        }
        Tasks::Tick(tick) => tick_item(&mut book, tick, true)?,
        Tasks::Untick(tick) => tick_item(&mut book, tick, false)?,
        Tasks::Import(_) | Tasks::Other(_) => {}
    }
    out.answer(&json!({ "changed": true }), || vec!["Đã ghi.".to_owned()]);
    Ok(())
}

fn tick_item(book: &mut Book, tick: &Tick, done: bool) -> Result<()> {
    let own = assignment(book, &tick.id, &tick.body)?;
    let today = profile::today(book)?;
    let detail = book.read(|c| work::task(c, &tick.id, today))?;
    let item = detail
        .assignments
        .iter()
        .flat_map(|assignment| &assignment.checklist)
        .find(|item| item.position == tick.item)
        .ok_or_else(|| {
            Error::new(ErrorCode::NoSuchItem)
                .with("item", tick.item)
                .with("task", &detail.row.number)
        })?;
    work::tick_item(book, &own, item.item, done, &tick.evidence).map(drop)
}

fn list_tasks(
    book: &Book,
    state: Option<&str>,
    body: Option<&str>,
    as_of: Option<&str>,
    out: Output,
) -> Result<()> {
    let day = day_or_today(book, as_of)?;
    let state = state
        .map(|token| {
            Timeliness::ALL
                .into_iter()
                .find(|own| own.token() == token)
                .ok_or_else(|| {
                    Error::new(ErrorCode::Usage).with("text", format!("--state {token}"))
                })
        })
        .transpose()?;
    let rows = book.read(|c| {
        let board = Board::load(c, day)?;
        let body = body
            .map(|text| board.directory.resolve(text, day))
            .transpose()?;
        let rows = work::assignment_rows(&board);
        Ok(rows
            .into_iter()
            .filter(|row| {
                state.is_none_or(|s| s == row.state) && body.is_none_or(|b| b == row.body)
            })
            .collect::<Vec<_>>())
    })?;
    let value: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({
                "task": row.number, "title": row.title, "body": row.body_name,
                "deadline": { "text": row.deadline_text, "last_day": row.last_day, "stated_day": row.stated_day },
                "state": row.state,
            })
        })
        .collect();
    out.answer(&Value::from(value), || {
        let line = |row: &work::AssignmentRow| {
            let last = row
                .last_day
                .map_or_else(|| "          ".to_owned(), show_day);
            format!(
                "{} {last} {:<26} {:<28} {}",
                row.number,
                row.state.words(),
                row.body_name,
                row.title
            )
        };
        rows.iter().map(line).collect()
    });
    Ok(())
}

pub fn report(cli: &Cli, report: &Report, out: Output) -> Result<()> {
    let kind = ReportKind::parse(&report.kind)?;
    if report.issue
        || report.number.is_some()
        || report.date.is_some()
        || report.body.is_some()
        || report.id.is_some()
    {
        let flag = [
            (report.issue, "--issue"),
            (report.number.is_some(), "--number"),
            (report.date.is_some(), "--date"),
            (report.body.is_some(), "--body"),
        ]
        .into_iter()
        .find(|(given, _)| *given)
        .map_or("--id", |(_, flag)| flag);
        return Err(not_yet("report", &[flag.to_owned()]));
    }
    let Some(path) = &report.out else {
        return Err(Error::new(ErrorCode::Usage).with("text", "report cần --out TỆP.pdf"));
    };
    if !path
        .extension()
        .is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"))
    {
        return Err(not_yet("report", &[format!("--out {}", path.display())]));
    }
    let book = open(cli)?;
    let as_of = report.as_of.as_deref().map(Instant::parse).transpose()?;
    let period = match (&report.period, as_of) {
        (Some(text), _) => crate::time::period(&book, text)?,
        (None, Some(instant)) => Period::at_hand(instant.day, &book.read(profile::calendar)?),
        (None, None) => {
            return Err(
                Error::new(ErrorCode::Usage).with("text", "report cần --period hoặc --as-of")
            );
        }
    };
    let request = ReportRequest {
        kind,
        period,
        as_of,
        system_font: report.font == Font::System,
    };
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
        let first = format!(
            "Đã lập báo cáo {}: {} trang, {} byte, {}",
            period.spoken(),
            saved.pages,
            saved.file.bytes,
            saved.file.path
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
