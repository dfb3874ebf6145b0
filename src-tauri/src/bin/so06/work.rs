//! From what was typed to what the engine does: tasks.

use serde_json::{Value, json};
use so06::domain::instant::parse_day;
use so06::domain::{Error, ErrorCode, Result, Timeliness};
use so06::engine::profile;
use so06::engine::tasks::{self as work, Board, PartKey};
use so06::store::Book;

use crate::acts::{moment_or_now, not_yet, open};
use crate::args::{Cli, Tasks, Tick};
use crate::output::Output;
use crate::tasks::{last_words, part};

pub fn tasks(cli: &Cli, tasks: &Tasks, out: Output) -> Result<()> {
    let mut book = match tasks {
        Tasks::Other(words) => return Err(not_yet("tasks", words)),
        Tasks::Acts(act) => return crate::tasks::acts(cli, act, out),
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
            occurrence,
        } => {
            let own = part(&book, id, body, occurrence.as_deref())?;
            work::claim_completion(&mut book, &own, parse_day(day)?, evidence)?;
        }
        Tasks::Confirm {
            id,
            body,
            occurrence,
        } => {
            let own = claimed(&book, id, body, occurrence.as_deref())?;
            work::confirm_completion(&mut book, &own)?;
        }
        Tasks::Return {
            id,
            body,
            reason,
            occurrence,
        } => {
            let own = claimed(&book, id, body, occurrence.as_deref())?;
            work::return_completion(&mut book, &own, reason)?;
        }
        Tasks::Tick(tick) => tick_item(&mut book, tick, true)?,
        Tasks::Untick(tick) => tick_item(&mut book, tick, false)?,
        Tasks::Acts(_) | Tasks::Import(_) | Tasks::Other(_) => {}
    }
    out.answer(&json!({ "changed": true }), || vec!["Đã ghi.".to_owned()]);
    Ok(())
}

/// The part whose claim is meant: the one that was named, else the earliest that waits for an answer.
fn claimed(book: &Book, id: &str, body: &str, occurrence: Option<&str>) -> Result<PartKey> {
    if occurrence.is_some() {
        return part(book, id, body, occurrence);
    }
    let now = profile::now(book)?;
    let board = book.read(|c| Board::load(c, now))?;
    let task = board.find(id)?;
    let wanted = board.directory.resolve(body, now.day)?;
    let waiting = board
        .parts(task.id)
        .iter()
        .find(|own| own.body == wanted && own.waits());
    match waiting {
        Some(own) => Ok(PartKey {
            assignment: own.assignment,
            occurrence: own.occurrence.clone(),
        }),
        None => part(book, id, body, None),
    }
}

fn tick_item(book: &mut Book, tick: &Tick, done: bool) -> Result<()> {
    let own = part(book, &tick.id, &tick.body, tick.occurrence.as_deref())?;
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
    let at = moment_or_now(book, as_of)?;
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
        let board = Board::load(c, at)?;
        let body = body
            .map(|text| board.directory.resolve(text, at.day))
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
                "task": row.number, "title": row.title, "body": row.body_name, "occurrence": row.occurrence,
                "deadline": { "text": row.deadline_text, "last_day": row.last_day, "last_time": row.last_time, "stated_day": row.stated_day },
                "state": row.state,
            })
        })
        .collect();
    out.answer(&Value::from(value), || {
        let line = |row: &work::AssignmentRow| {
            let last = last_words(row.last_day, row.last_time.as_deref());
            format!(
                "{} {last:<16} {:<26} {:<28} {}",
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
