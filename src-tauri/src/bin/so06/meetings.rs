//! Meetings on the command line.

use serde_json::json;
use so06::domain::instant::{parse_day, show_day};
use so06::domain::{Error, ErrorCode, Id, Result};
use so06::engine::documents::resolve_document;
use so06::engine::meetings::{self, ConclusionEntry, ConclusionReading, MeetingEntry};
use so06::engine::profile;
use so06::engine::tasks::Board;
use so06::store::Book;

use crate::acts::open;
use crate::args::Cli;
use crate::output::Output;
use crate::outreach::{body_of, changed, value_of};
use crate::outreach_args::{ConclusionOf, MeetingOf, Meetings};

pub fn run(cli: &Cli, wanted: &Meetings, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    match wanted {
        Meetings::List => {
            let own = book.read(meetings::meetings)?;
            out.answer(&value_of(&own)?, || {
                let line = |own: &meetings::MeetingHead| {
                    format!(
                        "{:>5} {} {:<5} {} ({} kết luận) {}",
                        own.id,
                        show_day(own.day),
                        own.time,
                        own.title,
                        own.conclusions,
                        own.document
                    )
                };
                own.iter().map(line).collect()
            });
            Ok(())
        }
        Meetings::Add(meeting) => add(&mut book, meeting, out),
        Meetings::Show { id } => show(&book, *id, out),
        Meetings::Board { id, as_of } => board(&book, *id, as_of.as_deref(), out),
        Meetings::Conclude {
            id,
            text,
            choices,
            dry_run,
        } => {
            if *dry_run {
                let day = profile::today(&book)?;
                let typed = (text.as_str(), choices.deadline.as_deref());
                let mut read = book.read(|c| meetings::read_conclusion(c, *id, typed, day))?;
                read.deadline.words = so06::api::reading_words(&read.deadline, out.language);
                out.answer(&value_of(&read)?, || understood(&read));
                return Ok(());
            }
            let entry = entry(&book, text, choices)?;
            let done = meetings::conclude(&mut book, *id, &entry)?;
            let now = profile::now(&book)?;
            let shown = book.read(|c| meetings::meeting(c, *id, now))?;
            let own = shown.conclusions.iter().find(|own| own.id == done.value);
            let number = own
                .and_then(|own| own.task.as_ref())
                .map(|own| own.number.clone());
            let value = json!({ "id": done.value, "task": number, "changed": true });
            out.answer(&value, || {
                vec![match &number {
                    Some(number) => format!("Đã ghi kết luận số {}: {number}.", done.value),
                    None => format!("Đã ghi kết luận số {}, không giao việc.", done.value),
                }]
            });
            Ok(())
        }
        Meetings::Change { id, text, choices } => {
            let entry = entry(&book, text, choices)?;
            let done = meetings::change_conclusion(&mut book, *id, &entry)?;
            changed(out, *id, !done.changes.is_empty());
            Ok(())
        }
        Meetings::Drop { id } => {
            meetings::drop_conclusion(&mut book, *id)?;
            changed(out, *id, true);
            Ok(())
        }
        Meetings::Sign { id, document } => {
            let document = book.read(|c| resolve_document(c, document))?;
            let done = meetings::sign_conclusions(&mut book, *id, document)?;
            changed(out, *id, !done.changes.is_empty());
            Ok(())
        }
        Meetings::Lists { id } => {
            let now = profile::now(&book)?;
            let own = book.read(|c| meetings::conclusion_lists(c, *id, now))?;
            out.answer(&value_of(&own)?, || {
                let texts: Vec<String> = own.iter().map(|own| own.text.clone()).collect();
                vec![texts.join("\n\n")]
            });
            Ok(())
        }
    }
}

fn add(book: &mut Book, meeting: &MeetingOf, out: Output) -> Result<()> {
    let entry = MeetingEntry {
        day: parse_day(&meeting.day)?,
        time: meeting.time.clone(),
        title: meeting.title.clone(),
        place: meeting.place.clone(),
        chair: meeting.chair.clone(),
        invited: meeting.invited.clone(),
        agenda: meeting.agenda.clone(),
    };
    let done = meetings::save_meeting(book, None, &entry)?;
    changed(out, done.value, true);
    Ok(())
}

/// The choices that go before what is understood.
fn entry(book: &Book, text: &str, choices: &ConclusionOf) -> Result<ConclusionEntry> {
    let today = profile::today(book)?;
    let bodies = |names: &[String]| -> Result<Option<Vec<Id>>> {
        if names.is_empty() {
            return Ok(None);
        }
        let ids = names.iter().map(|name| body_of(book, name, today));
        ids.collect::<Result<_>>().map(Some)
    };
    let parent = match choices.parent.as_deref() {
        None => None,
        Some("none") => Some(0),
        Some(name) => Some(book.read(|c| Ok(Board::load(c, today)?.find(name)?.id))?),
    };
    Ok(ConclusionEntry {
        text: text.to_owned(),
        bodies: bodies(&choices.body)?,
        partners: bodies(&choices.partner)?,
        deadline_text: choices.deadline.clone(),
        parent,
    })
}

fn understood(read: &ConclusionReading) -> Vec<String> {
    let names = |bodies: &[meetings::NamedBody]| {
        let names: Vec<&str> = bodies.iter().map(|own| own.name.as_str()).collect();
        names.join("; ")
    };
    let who = if read.lead_text.is_empty() {
        names(&read.bodies)
    } else {
        read.lead_text.clone()
    };
    let parent = read.parent.as_ref();
    let mut lines = vec![
        format!("Việc: {}", read.title),
        format!("Đơn vị: {who}"),
        format!("Thời hạn: {}", read.deadline.words),
    ];
    if !read.partners.is_empty() {
        lines.push(format!("Phối hợp: {}", names(&read.partners)));
    }
    if let Some(own) = parent {
        lines.push(format!("Thuộc: {} {}", own.number, own.title));
    }
    if !read.sure {
        lines.push("Chưa chắc: hãy xem lại.".to_owned());
    }
    lines
}

fn show(book: &Book, id: Id, out: Output) -> Result<()> {
    let now = profile::now(book)?;
    let own = book.read(|c| meetings::meeting(c, id, now))?;
    out.answer(&value_of(&own)?, || {
        let mut lines = vec![format!("{} {} {}", show_day(own.day), own.time, own.title)];
        for (n, conclusion) in (1..).zip(&own.conclusions) {
            let task = conclusion.task.as_ref().map_or_else(String::new, |task| {
                format!(
                    " → {} {} {}",
                    task.number,
                    conclusion.bodies,
                    task.state.words()
                )
            });
            lines.push(format!(
                "{n}. [{}] {}{task}",
                conclusion.id, conclusion.text
            ));
        }
        if !own.document.is_empty() {
            lines.push(own.document.clone());
        }
        lines
    });
    Ok(())
}

fn board(book: &Book, id: Option<Id>, as_of: Option<&str>, out: Output) -> Result<()> {
    let now = profile::now(book)?;
    let as_of = as_of
        .map(|text| parse_day(text).map_err(|_| Error::new(ErrorCode::BadDay).with("text", text)))
        .transpose()?;
    let own = book.read(|c| meetings::meeting_board(c, id, as_of, now))?;
    out.answer(&value_of(&own)?, || {
        let mut lines = vec![format!("Tính đến ngày {}", show_day(own.day))];
        for late in &own.late {
            let numbers: Vec<&str> = late.overdue.iter().map(|row| row.number.as_str()).collect();
            lines.push(format!(
                "Quá hạn: {} ({})",
                late.body_name,
                numbers.join(", ")
            ));
        }
        for row in &own.standing {
            let rank = row
                .rank
                .map_or_else(|| "-".to_owned(), |rank| rank.to_string());
            lines.push(format!(
                "{rank:>3} {:<40} đúng hạn {}/{} {}, quá hạn {}",
                row.body_name, row.on_time, row.owed, row.percent, row.overdue
            ));
        }
        for change in &own.changes {
            lines.push(format!(
                "{} {}: {} → {}",
                change.number,
                change.body_name,
                change.from.words(),
                change.to.words()
            ));
        }
        lines
    });
    Ok(())
}
