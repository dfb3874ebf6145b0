//! From what was typed to what the engine does: the book, units, the dictionary, small readings.

use serde_json::{Value, json};
use so06::api;
use so06::clock::Clock;
use so06::domain::deadline::{DeadlineKind, DeadlineRules, read_deadline};
use so06::domain::instant::{parse_day, show_day};
use so06::domain::{Day, Error, ErrorCode, Instant, Period, Result};
use so06::engine::{found, profile, undo};
use so06::store::Book;

use crate::args::{Cli, Command, Deadline, Journal};
use crate::output::Output;
use crate::{bodies, dictionary, evidence, figures, meetings, outreach, safety, time, work};

/// Runs one command.
pub fn run(cli: &Cli, out: Output) -> Result<()> {
    let _keys = crate::passphrase::unlock(cli)?;
    match &cli.command {
        Command::New(new) => bodies::make(cli, new, out),
        Command::Bodies(wanted) => bodies::run(cli, wanted, out),
        Command::Indicators(indicators) => dictionary::indicators(cli, indicators, out),
        Command::Documents(documents) => evidence::documents(cli, documents, out),
        Command::Evidence(wanted) => evidence::run(cli, wanted, out),
        Command::Contacts(contacts) => outreach::contacts(cli, contacts, out),
        Command::Remind(wanted) => outreach::remind(cli, wanted, out),
        Command::Meetings(wanted) => meetings::run(cli, wanted, out),
        Command::Commend(wanted) => outreach::commend(cli, wanted, out),
        Command::Settings(settings) => dictionary::settings(cli, settings, out),
        Command::Values(values) => figures::values(cli, values, out),
        Command::Targets(targets) => figures::targets(cli, targets, out),
        Command::Rank(rank) => figures::ranking(cli, rank, out),
        Command::Tasks(tasks) => work::tasks(cli, tasks, out),
        Command::Plans(plans) => crate::plans::plans(cli, plans, out),
        Command::Checklists(wanted) => crate::checklists::checklists(cli, wanted, out),
        Command::Deadline(deadline) => wording(cli, deadline, out),
        Command::Period { period } => period_days(cli, period, out),
        Command::Periods(periods) => time::periods(cli, periods, out),
        Command::Calendar(calendar) => time::calendar(cli, calendar, out),
        Command::Submissions(asked) => time::submissions(cli, asked, out),
        Command::Close(close) => time::close(cli, close, out),
        Command::Closing(closing) => time::closing(cli, closing, out),
        Command::Reopen(reopen) => time::reopen(cli, reopen, out),
        Command::Adjust(adjust) => time::adjust(cli, adjust, out),
        Command::Report(report) => crate::report::report(cli, report, out),
        Command::Reports(wanted) => crate::issued::reports(cli, wanted, out),
        Command::Divide { on, out: folder } => bodies::divide(cli, on, folder, out),
        Command::Table(table) => crate::out::table(cli, table, out),
        Command::Package(wanted) => crate::exchange::packages(cli, wanted, out),
        Command::Query(wanted) => crate::queries::run(cli, wanted, out),
        Command::Keys(wanted) => crate::exchange::keys(cli, wanted, out),
        Command::Folder(wanted) => crate::exchange_folder::folder(cli, wanted, out),
        Command::Form(form) => crate::out::form(cli, form, out),
        Command::Handover(wanted) => crate::handover::run(cli, wanted, out),
        Command::Restore { file, to } => crate::places::restore(cli, file, to, out),
        Command::Backup { to } => safety::backup(cli, to.as_deref(), out),
        Command::Copies(wanted) => safety::copies(cli, wanted, out),
        Command::Doctor { repair_to } => safety::doctor(cli, repair_to.as_deref(), out),
        Command::Export(wanted) => crate::out::export(cli, wanted, out),
        Command::Import(wanted) => crate::out::import(cli, wanted, out),
        Command::Undo | Command::Redo => step(cli, out),
        Command::Journal(journal) => journal_of(cli, journal, out),
        Command::Passphrase(wanted) => crate::passphrase::run(cli, wanted, out),
        Command::Officers(wanted) => crate::officers::run(cli, wanted, out),
        Command::Other(words) => {
            Err(Error::new(ErrorCode::NoSuchCommand).with("command", words.join(" ")))
        }
    }
}

pub fn not_yet(group: &str, words: &[String]) -> Error {
    let command = format!("{group} {}", words.first().map_or("", String::as_str));
    Error::new(ErrorCode::NotYet).with("command", command.trim())
}

pub fn clock(cli: &Cli) -> Result<Clock> {
    cli.now.as_deref().map_or(Ok(Clock::Machine), |text| {
        Instant::parse(text).map(Clock::Fixed)
    })
}

/// The officer named, or the one logged in, for the journal.
pub fn officer(cli: &Cli) -> String {
    let given = cli.officer.trim();
    if !given.is_empty() {
        return given.to_owned();
    }
    ["USER", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .unwrap_or_else(|| "so06".to_owned())
}

pub fn open(cli: &Cli) -> Result<Book> {
    let path = cli
        .book
        .as_deref()
        .ok_or_else(|| Error::new(ErrorCode::NoBook))?;
    let mut book = Book::open(path, clock(cli)?, &officer(cli))?;
    crate::officers::sign_in(cli, &mut book)?;
    crate::places::bind(cli, &mut book)?;
    if let Some(text) = &cli.seen_at {
        book.look_at_moment(Instant::parse(text)?)?;
    }
    Ok(book)
}

pub fn day_or_today(book: &Book, text: Option<&str>) -> Result<Day> {
    text.map_or_else(
        || profile::today(book),
        |text| Ok(Instant::parse(text)?.day),
    )
}

/// The moment looked at: now, or what `--as-of` says; a bare day means its end, unless it is today.
pub fn moment_or_now(book: &Book, text: Option<&str>) -> Result<Instant> {
    let now = profile::now(book)?;
    text.map_or(Ok(now), |text| Ok(now.looking_at(Instant::parse(text)?)))
}

fn wording(cli: &Cli, deadline: &Deadline, out: Output) -> Result<()> {
    let issued = deadline.issued.as_deref().map(parse_day).transpose()?;
    // The book's calendar when there is one; a wording can be read without.
    let calendar = if cli.book.is_some() {
        open(cli)?.read(profile::calendar)?
    } else {
        found::shipped_calendar()?
    };
    let read = read_deadline(
        &deadline.wording,
        issued,
        &DeadlineRules {
            calendar,
            ..DeadlineRules::default()
        },
    );
    let value =
        serde_json::to_value(&read).map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
    out.answer(&value, || {
        let last = read.last_day.map_or_else(
            || "không có ngày cuối".to_owned(),
            |day| format!("ngày cuối {}", show_day(day)),
        );
        let mut lines = vec![format!(
            "{last}{}",
            if read.sure { "" } else { " (cần xem lại)" }
        )];
        lines.extend(
            read.rhythm
                .map(|rhythm| format!("lặp lại: {}", rhythm.words())),
        );
        if read.waits_for_event() {
            let event = read.event.as_deref().unwrap_or("chưa nêu sự kiện");
            let side = if read.kind == DeadlineKind::BeforeDay {
                "trước"
            } else {
                "sau"
            };
            lines.push(match read.length {
                Some(length) => format!("{} {side}: {event}", length.words()),
                None => format!("chờ: {event}"),
            });
        }
        lines
    });
    Ok(())
}

fn period_days(cli: &Cli, text: &str, out: Output) -> Result<()> {
    let (period, calendar) = if cli.book.is_some() {
        let book = open(cli)?;
        (time::period(&book, text)?, book.read(profile::calendar)?)
    } else {
        (Period::parse(text)?, found::shipped_calendar()?)
    };
    let (first, last) = period.days();
    let due = period.due_day(&calendar);
    out.answer(
        &json!({ "first_day": first, "last_day": last, "due_day": due }),
        || {
            vec![format!(
                "{}: {} – {}, gửi trước hết ngày {}",
                period.label(),
                show_day(first),
                show_day(last),
                show_day(due)
            )]
        },
    );
    Ok(())
}

fn step(cli: &Cli, out: Output) -> Result<()> {
    let mut book = open(cli)?;
    let undoing = matches!(cli.command, Command::Undo);
    let done = if undoing {
        undo::undo(&mut book)?
    } else {
        undo::redo(&mut book)?
    };
    let label = api::operation_label(&done.value, out.language);
    out.answer(&json!({ "step": label }), || {
        vec![if undoing {
            format!("Đã hoàn tác: {label}")
        } else {
            format!("Đã làm lại: {label}")
        }]
    });
    Ok(())
}

fn journal_of(cli: &Cli, journal: &Journal, out: Output) -> Result<()> {
    match journal {
        Journal::Other(words) => Err(not_yet("journal", words)),
        Journal::Show { limit } => {
            let entries = open(cli)?.journal(*limit)?;
            let rows: Vec<Value> = entries
                .iter()
                .map(|e| {
                    json!({ "operation": e.seq, "moment": e.moment, "officer": e.officer, "kind": e.kind,
                            "label": api::operation_label(e, out.language), "undoes": e.undoes })
                })
                .collect();
            let lines: Vec<String> = entries
                .iter()
                .map(|e| {
                    format!(
                        "{} {} {}",
                        e.moment,
                        e.officer,
                        api::operation_label(e, out.language)
                    )
                })
                .collect();
            out.answer(&Value::from(rows), || lines);
            Ok(())
        }
        Journal::Verify => safety::verify(cli, out),
        Journal::Redact {
            words,
            reason,
            dry_run,
        } => safety::redact(cli, (words, reason, *dry_run), out),
    }
}
