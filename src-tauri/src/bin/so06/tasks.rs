//! From what was typed to what the engine does: tasks, plans, checklists.

use std::io::Read;

use serde_json::{Value, json};
use so06::domain::deadline::days_in;
use so06::domain::instant::{parse_day, show_day};
use so06::domain::task::ExtensionState;
use so06::domain::timeliness::WorkState;
use so06::domain::{Day, Error, ErrorCode, Id, Result};
use so06::engine::checklists::{self, ChecklistDraft};
use so06::engine::dictionary::Dictionary;
use so06::engine::documents::{NewDocument, add_document, find_documents};
use so06::engine::tasks::{self, AssignmentRow, Board, ExtendDeadline, PartKey, TaskDraft};
use so06::store::Book;

use crate::acts::{moment_or_now, open};
use crate::args::Cli;
use crate::output::Output;
use crate::task_args::{Checklists, Entry, Extend, Part, Plans, TaskActs, Verdict};

fn done(out: Output) {
    out.answer(&json!({ "changed": true }), || vec!["Đã ghi.".to_owned()]);
}

fn value(own: impl serde::Serialize) -> Result<Value> {
    serde_json::to_value(own).map_err(|e| Error::new(ErrorCode::Internal).detail(e))
}

fn day(text: Option<&str>) -> Result<Option<Day>> {
    text.map(parse_day).transpose()
}

/// "16:00 15/03/2024", or the day alone.
pub fn last_words(day: Option<Day>, time: Option<&str>) -> String {
    match (time, day) {
        (_, None) => String::new(),
        (None, Some(day)) => show_day(day),
        (Some(time), Some(day)) => format!("{time} {}", show_day(day)),
    }
}

fn board(book: &Book, as_of: Option<&str>) -> Result<Board> {
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
        TaskActs::Add(entry) => return add(&mut book, entry, out),
        TaskActs::Show { id, as_of } => return show(&book, id, as_of.as_deref(), out),
        TaskActs::Extend(asked) => extend(&mut book, asked)?,
        TaskActs::Decide {
            id,
            body,
            verdict,
            answer,
            day,
        } => decide(
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
            return matrix(&board(&book, as_of.as_deref())?, plan.as_deref(), out);
        }
        TaskActs::Today { as_of } => return today(&board(&book, as_of.as_deref())?, out),
        TaskActs::Search { text } => return search(&book, &text.join(" "), out),
    }
    done(out);
    Ok(())
}

fn state(book: &mut Book, own: &Part, state: WorkState) -> Result<()> {
    // What was stopped is no longer open: it is found by its body alone.
    let key = part(book, &own.id, &own.body, own.occurrence.as_deref())?;
    tasks::set_work_state(book, &[key], state, &own.note).map(drop)
}

fn add(book: &mut Book, entry: &Entry, out: Output) -> Result<()> {
    let board = board(book, None)?;
    let id = entry
        .id
        .as_ref()
        .map(|id| board.find(id).map(|own| own.id))
        .transpose()?;
    let standing = match &entry.id {
        Some(id) => Some(book.read(|c| tasks::task(c, id, board.today))?.draft),
        None => None,
    };
    let draft = drafted(book, &board, entry, standing)?;
    let id = tasks::save_task(book, id, &draft)?.value;
    let detail = book.read(|c| tasks::task(c, &id.to_string(), board.today))?;
    let row = &detail.row;
    out.answer(
        &json!({ "task": row.number, "title": row.title, "deadline": value(&row.deadline)? }),
        || vec![format!("{} {}", row.number, row.title)],
    );
    Ok(())
}

fn drafted(
    book: &Book,
    board: &Board,
    entry: &Entry,
    standing: Option<TaskDraft>,
) -> Result<TaskDraft> {
    let mut draft = standing.unwrap_or_default();
    let put = |to: &mut String, given: &Option<String>| {
        if let Some(text) = given {
            text.clone_into(to);
        }
    };
    if let Some(key) = &entry.plan {
        draft.plan = plan(board, key)?;
    } else if draft.plan == 0 {
        let first = board.plans.first();
        draft.plan = first
            .map(|own| own.id)
            .ok_or_else(|| Error::new(ErrorCode::NoSuchPlan).with("plan", ""))?;
    }
    put(&mut draft.number, &entry.number);
    put(&mut draft.group, &entry.group);
    put(&mut draft.title, &entry.title);
    put(&mut draft.content, &entry.content);
    put(&mut draft.deliverable, &entry.deliverable);
    put(&mut draft.unit_margin, &entry.unit_margin);
    put(&mut draft.person, &entry.person);
    put(&mut draft.note, &entry.note);
    if let Some(text) = &entry.deadline {
        text.clone_into(&mut draft.deadline_text);
        draft.deadline = None;
    }
    draft.issued = day(entry.issued.as_deref())?;
    if let Some(id) = &entry.parent {
        draft.parent = Some(board.find(id)?.id);
    }
    if let Some(number) = &entry.document {
        draft.document = Some(document(book, number)?);
    }
    if entry.superior_day.is_some() {
        draft.superior_day = day(entry.superior_day.as_deref())?;
    }
    if !entry.lead.is_empty() {
        draft.leads = bodies(board, &entry.lead)?;
    }
    if !entry.partner.is_empty() {
        draft.partners = bodies(board, &entry.partner)?;
    }
    if let Some(key) = &entry.checklist {
        let all = book.read(checklists::checklists)?;
        let own = all.iter().find(|own| own.key == *key && own.latest);
        let own =
            own.ok_or_else(|| Error::new(ErrorCode::NoSuchChecklist).with("checklist", key))?;
        draft.checklist = Some(own.id);
    }
    if let Some(text) = &entry.indicator {
        draft.indicator = Some(book.read(Dictionary::load)?.resolve(text)?);
    }
    if entry.goal.is_some() {
        draft.goal.clone_from(&entry.goal);
    }
    Ok(draft)
}

fn bodies(board: &Board, names: &[String]) -> Result<Vec<Id>> {
    let mut out = Vec::new();
    for name in names {
        if name == "*" {
            out.extend(board.directory.units(board.today));
        } else {
            out.push(board.directory.resolve(name, board.today)?);
        }
    }
    Ok(out)
}

fn plan(board: &Board, key: &str) -> Result<Id> {
    board
        .plans
        .iter()
        .find(|own| own.record.key == key || own.record.prefix == key || own.id.to_string() == key)
        .map(|own| own.id)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchPlan).with("plan", key))
}

fn show(book: &Book, id: &str, as_of: Option<&str>, out: Output) -> Result<()> {
    let at = moment_or_now(book, as_of)?;
    let detail = book.read(|c| tasks::task(c, id, at))?;
    out.answer(&value(&detail)?, || {
        let row = &detail.row;
        let mut lines = vec![
            format!("{} {}", row.number, row.title),
            format!("  {} · {}", row.state.words(), row.deadline.text),
        ];
        for own in &detail.assignments {
            let last = last_words(own.last_day, own.last_time.as_deref());
            lines.push(format!(
                "  {:<28} {:<10} {last:<16} {}",
                own.body_name,
                own.occurrence,
                own.state.words()
            ));
        }
        for own in &detail.extensions {
            let to = own
                .last_day
                .map_or_else(|| "không thời hạn".to_owned(), show_day);
            lines.push(format!(
                "  lùi hạn đến {to} {}: {}",
                own.body_name, own.reason
            ));
        }
        lines
    });
    Ok(())
}

fn extend(book: &mut Book, asked: &Extend) -> Result<()> {
    let task = board(book, None)?.find(&asked.id)?.id;
    let own = asked
        .body
        .as_ref()
        .map(|body| part(book, &asked.id, body, asked.occurrence.as_deref()))
        .transpose()?;
    let document = match asked.document.trim() {
        "" => None,
        text => Some(document_or_new(book, text)?),
    };
    let request = ExtendDeadline {
        task,
        part: own,
        last_day: day(Some(&asked.to))?,
        reason: asked.reason.clone(),
        document,
        state: if asked.propose {
            ExtensionState::Proposed
        } else {
            ExtensionState::Approved
        },
    };
    tasks::extend_deadline(book, &request).map(drop)
}

fn decide(
    book: &mut Book,
    id: &str,
    body: Option<&str>,
    (verdict, answer, on): (Verdict, &str, Option<&str>),
) -> Result<()> {
    let board = board(book, None)?;
    let task = board.find(id)?;
    let body = body
        .map(|text| board.directory.resolve(text, board.today))
        .transpose()?;
    let row = |body: Id| {
        let own = board
            .parts(task.id)
            .iter()
            .filter(move |part| part.body == body);
        own.filter_map(|part| part.row).collect::<Vec<_>>()
    };
    let asked = board.extensions(task.id).iter().rfind(|kept| {
        kept.record.state == ExtensionState::Proposed
            && match body {
                Some(body) => kept
                    .record
                    .assignment
                    .is_some_and(|id| row(body).contains(&id)),
                None => kept.record.assignment.is_none(),
            }
    });
    let asked = asked.ok_or_else(|| Error::new(ErrorCode::NoSuchExtension))?;
    let on = day(on)?.unwrap_or(board.today);
    tasks::decide_extension(book, asked.id, verdict == Verdict::Approve, answer, on).map(drop)
}

fn matrix(board: &Board, key: Option<&str>, out: Output) -> Result<()> {
    let plan = key.map(|key| plan(board, key)).transpose()?;
    let matrix = tasks::task_matrix(board, plan);
    out.answer(&value(&matrix)?, || {
        let names: Vec<&str> = matrix.units.iter().map(|own| own.name.as_str()).collect();
        let mut lines = vec![names.join(" | ")];
        for row in &matrix.rows {
            let cells: Vec<&str> = row
                .cells
                .iter()
                .map(|cell| cell.as_ref().map_or("", |own| own.state.words()))
                .collect();
            lines.push(format!(
                "{} {}: {}",
                row.number,
                row.title,
                cells.join(" | ")
            ));
        }
        lines
    });
    Ok(())
}

fn today(board: &Board, out: Output) -> Result<()> {
    let work = tasks::today_work(board);
    out.answer(&value(&work)?, || {
        let mut lines = Vec::new();
        let mut part = |title: &str, rows: &[AssignmentRow]| {
            if !rows.is_empty() {
                lines.push(format!("{title}: {}", rows.len()));
                lines.extend(rows.iter().map(|row| {
                    let last = row.last_day.map_or_else(String::new, show_day);
                    format!(
                        "  {} {last} {:<26} {}",
                        row.number, row.body_name, row.title
                    )
                }));
            }
        };
        part("Quá hạn", &work.overdue);
        part("Đến hạn hôm nay", &work.due_today);
        part("Trong tuần này", &work.this_week);
        part("Chờ xác nhận", &work.to_confirm);
        if lines.is_empty() {
            lines.push("Hôm nay không có việc nào đến hạn.".to_owned());
        }
        lines
    });
    Ok(())
}

fn search(book: &Book, text: &str, out: Output) -> Result<()> {
    let board = board(book, None)?;
    let hits = book.read(|c| tasks::search_tasks(c, &board, text))?;
    out.answer(&value(&hits)?, || {
        hits.iter()
            .map(|hit| {
                format!(
                    "{} {} {}: {}",
                    hit.number, hit.title, hit.body_name, hit.text
                )
            })
            .collect()
    });
    Ok(())
}

pub fn plans(cli: &Cli, wanted: &Plans, out: Output) -> Result<()> {
    if matches!(wanted, Plans::Templates) {
        let all = tasks::plan_templates()?;
        out.answer(&value(&all)?, || {
            let line = |own: &tasks::PlanTemplateView| {
                format!("{:<24} {:>3} nhiệm vụ  {}", own.key, own.tasks, own.title)
            };
            all.iter().map(line).collect()
        });
        return Ok(());
    }
    let mut book = open(cli)?;
    match wanted {
        Plans::List | Plans::Templates => {
            let all = tasks::plans(&board(&book, None)?);
            out.answer(&value(&all)?, || {
                let line = |own: &tasks::PlanView| {
                    format!(
                        "{:<24} {:<5} {:>4} {}",
                        own.key, own.prefix, own.tasks, own.title
                    )
                };
                all.iter().map(line).collect()
            });
            return Ok(());
        }
        Plans::Make {
            template,
            title,
            prefix,
            document: number,
            from,
            to,
        } => {
            let draft = tasks::PlanDraft {
                title: title.clone(),
                prefix: prefix.clone(),
                document: number
                    .as_ref()
                    .map(|own| document(&book, own))
                    .transpose()?,
                first_day: day(from.as_deref())?,
                last_day: day(to.as_deref())?,
                note: String::new(),
            };
            tasks::make_plan(&mut book, template.as_deref(), &draft)?;
        }
        Plans::Group {
            plan: key,
            title,
            letter,
        } => {
            let plan = plan(&board(&book, None)?, key)?;
            tasks::save_group(&mut book, None, plan, letter, title)?;
        }
    }
    done(out);
    Ok(())
}

pub fn checklists(cli: &Cli, wanted: &Checklists, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    match wanted {
        Checklists::List => {
            let all = book.read(checklists::checklists)?;
            out.answer(&value(&all)?, || {
                let line = |own: &checklists::ChecklistView| {
                    let (items, used) = (own.items.len(), own.used);
                    format!(
                        "{} bản {}: {items} việc, {used} nhiệm vụ  {}",
                        own.key, own.version, own.title
                    )
                };
                all.iter().map(line).collect()
            });
            return Ok(());
        }
        Checklists::Add { file } => {
            let draft: ChecklistDraft = serde_json::from_str(&text_of(file)?).map_err(|e| {
                Error::new(ErrorCode::BadInput)
                    .with("text", file.display())
                    .detail(e)
            })?;
            checklists::save_checklist(&mut book, &draft)?;
        }
        Checklists::Renew { id } => {
            let board = board(&book, None)?;
            let task = board.find(id)?;
            let all = book.read(checklists::checklists)?;
            let own = all.iter().find(|own| Some(own.id) == task.record.checklist);
            let latest = own
                .and_then(|own| all.iter().find(|next| next.key == own.key && next.latest))
                .ok_or_else(|| Error::new(ErrorCode::NoSuchChecklist).with("checklist", ""))?;
            let (task, latest) = (task.id, latest.id);
            let taken = checklists::use_checklist_version(&mut book, task, latest)?.value;
            out.answer(&value(&taken)?, || {
                vec![format!(
                    "Giữ {} đánh dấu; bỏ: {}",
                    taken.kept,
                    taken.dropped.join("; ")
                )]
            });
            return Ok(());
        }
    }
    done(out);
    Ok(())
}

fn text_of(path: &std::path::Path) -> Result<String> {
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_string(&mut text).map(drop)
    } else {
        std::fs::read_to_string(path).map(|own| text = own)
    };
    read.map_err(|e| {
        let code = if e.kind() == std::io::ErrorKind::NotFound {
            ErrorCode::NoSuchFile
        } else {
            ErrorCode::IoFailed
        };
        Error::new(code).with("path", path.display()).detail(e)
    })?;
    Ok(text)
}
