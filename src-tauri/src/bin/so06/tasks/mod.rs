//! From what was typed to what the engine does: tasks.

mod bulk;
mod entry;
mod extend;
mod show;

use serde_json::{Value, json};
use so06::domain::deadline::days_in;
use so06::domain::instant::parse_day;
use so06::domain::timeliness::WorkState;
use so06::domain::{Day, Error, ErrorCode, Id, Result};
use so06::engine::documents::{NewDocument, add_document, find_documents};
use so06::engine::tasks::{self, Board, PartKey};
use so06::store::Book;

pub use show::last_words;

use crate::acts::{moment_or_now, open};
use crate::args::Cli;
use crate::output::Output;
use crate::task_args::{Part, TaskActs};

pub fn done(out: Output) {
    out.answer(&json!({ "changed": true }), || vec!["Đã ghi.".to_owned()]);
}

pub fn value(own: impl serde::Serialize) -> Result<Value> {
    serde_json::to_value(own).map_err(|e| Error::new(ErrorCode::Internal).detail(e))
}

pub fn day(text: Option<&str>) -> Result<Option<Day>> {
    text.map(parse_day).transpose()
}

pub fn board(book: &Book, as_of: Option<&str>) -> Result<Board> {
    let at = moment_or_now(book, as_of)?;
    book.read(|c| Board::load(c, at))
}

/// The part that "ID --body B [--occurrence K]" names.
pub fn part(book: &Book, id: &str, body: &str, occurrence: Option<&str>) -> Result<PartKey> {
    let board = board(book, None)?;
    let task = board.find(id)?;
    let body = board.directory.resolve(body, board.today)?;
    let part = board.part_of(task, body, occurrence)?;
    Ok(PartKey {
        assignment: part.assignment,
        occurrence: part.occurrence.clone(),
    })
}

/// A document by its number or words.
pub fn document(book: &Book, text: &str) -> Result<Id> {
    let found = book.read(|c| find_documents(c, text))?;
    match found.as_slice() {
        [only] => Ok(only.id),
        _ => Err(Error::new(ErrorCode::NoSuchDocument).with("document", text)),
    }
}

/// A document by its number or words; one that the book does not have is entered as it is written:
/// "Công văn số 12/UBND-VP ngày 15/3/2024".
pub fn document_or_new(book: &mut Book, text: &str) -> Result<Id> {
    if let Ok(known) = document(book, text) {
        return Ok(known);
    }
    let written = text.trim();
    let kind = written
        .split_once(" số ")
        .map_or("Văn bản", |(kind, _)| kind.trim());
    let number = written
        .split(|c: char| c.is_whitespace() || c == ',')
        .find(|word| word.contains('/') && word.chars().any(char::is_alphabetic))
        .unwrap_or_default();
    let entry = NewDocument {
        kind: kind.to_owned(),
        number: number.to_owned(),
        day: days_in(written).first().copied(),
        issuer: String::new(),
        excerpt: if number.is_empty() {
            written.to_owned()
        } else {
            String::new()
        },
    };
    Ok(add_document(book, &entry)?.value)
}

pub fn acts(cli: &Cli, act: &TaskActs, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    match act {
        TaskActs::Add(entry) => return entry::add(&mut book, entry, out),
        TaskActs::Show { id, as_of } => return show::show(&book, id, as_of.as_deref(), out),
        TaskActs::Many(asked) => return bulk::many(&mut book, asked, out),
        TaskActs::Extend(asked) => extend::extend(&mut book, asked)?,
        TaskActs::Decide {
            id,
            body,
            verdict,
            answer,
            day,
        } => extend::decide(
            &mut book,
            id,
            body.as_deref(),
            (*verdict, answer, day.as_deref()),
        )?,
        TaskActs::Event { id, day: on } => {
            let task = board(&book, None)?.find(id)?.id;
            tasks::set_event_day(&mut book, task, day(on.as_deref())?)?;
        }
        TaskActs::Pause(own) => state(&mut book, own, WorkState::Paused)?,
        TaskActs::Resume(own) => state(&mut book, own, WorkState::Open)?,
        TaskActs::Cancel(own) => state(&mut book, own, WorkState::Cancelled)?,
        TaskActs::Remove { ids } => {
            let board = board(&book, None)?;
            let ids = ids
                .iter()
                .map(|id| board.find(id).map(|own| own.id))
                .collect::<Result<Vec<_>>>()?;
            tasks::remove_tasks(&mut book, &ids)?;
        }
        TaskActs::Matrix { plan, as_of } => {
            return show::matrix(&board(&book, as_of.as_deref())?, plan.as_deref(), out);
        }
        TaskActs::Today { as_of } => return show::today(&board(&book, as_of.as_deref())?, out),
        TaskActs::Search { text } => return show::search(&book, &text.join(" "), out),
    }
    done(out);
    Ok(())
}

fn state(book: &mut Book, own: &Part, state: WorkState) -> Result<()> {
    // What was stopped is no longer open: it is found by its body alone.
    let key = part(book, &own.id, &own.body, own.occurrence.as_deref())?;
    tasks::set_work_state(book, &[key], state, &own.note).map(drop)
}

/// A plan by its key, the prefix of its numbers, or its id.
pub fn plan(board: &Board, key: &str) -> Result<Id> {
    board
        .plans
        .iter()
        .find(|own| own.record.key == key || own.record.prefix == key || own.id.to_string() == key)
        .map(|own| own.id)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchPlan).with("plan", key))
}
