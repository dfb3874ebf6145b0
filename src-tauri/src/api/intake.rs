//! Handlers of what comes from elsewhere: files, pasted tables, lines of a chat. The file stays with the session, so
//! that a changed choice does not send it again.

use base64::Engine as _;
use serde::Deserialize;
use ts_rs::TS;

use super::requests::requests;
use super::session::{Session, period};
use super::words;
use super::work::unchanged;
use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Id, Instant, Result};
use crate::engine::counts::Stated;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::intake::{
    self, Brought, ColumnChoice, Intake, IntakeView, Meaning, Reading, Speaker, intake_view,
};
use crate::engine::profile;
use crate::store::{Book, Done};

requests! {
    /// What an officer decided about a column.
    ChosenColumn { column: u32, meaning: Meaning, indicator: Option<Id> }
    /// What an officer decided that a name means; none leaves its rows out.
    ChosenBody { text: String, body: Option<Id> }
    /// What an officer decided before it goes in.
    IntakeChoices { sheet: Option<u32>, period: Option<String>, as_of: Option<String>, source: Option<String>, columns: Vec<ChosenColumn>, bodies: Vec<ChosenBody> }
    /// A file in base64, or text that was pasted.
    LookOver { name: String, data: Option<String>, text: Option<String>, choices: IntakeChoices }
    /// What was looked over, with other choices.
    ReadAgain { choices: IntakeChoices }
}

/// What is being looked over.
#[derive(Debug)]
pub struct Held {
    intake: Intake,
    /// The last operation of the book when it was shown.
    shown_at: i64,
}

/// Most bytes of a file that are taken: a spreadsheet of a whole country's units is a tenth of it.
const MOST_BYTES: usize = 64 << 20;

/// The last operation of a book.
fn last_operation(book: &Book) -> Result<i64> {
    Ok(book.journal(1)?.first().map_or(0, |entry| entry.seq))
}

fn choices_of(session: &Session, request: IntakeChoices) -> Result<intake::Choices> {
    let today = profile::today(session.book()?)?;
    let stated = match (&request.as_of, &request.period) {
        (Some(text), _) if !text.is_empty() => Some(Stated::AsOf(Instant::parse(text)?)),
        (_, Some(text)) if !text.is_empty() => Some(Stated::Period(period(session, text)?, today)),
        _ => None,
    };
    Ok(intake::Choices {
        sheet: request.sheet.map(|sheet| sheet as usize),
        stated,
        source: request.source.filter(|source| !source.is_empty()),
        columns: request
            .columns
            .into_iter()
            .map(|own| ColumnChoice {
                column: own.column,
                meaning: own.meaning,
                indicator: own.indicator,
            })
            .collect(),
        bodies: request
            .bodies
            .into_iter()
            .map(|own| (clean(&own.text), own.body))
            .collect(),
    })
}

fn view_of(
    session: &Session,
    intake: &Intake,
    reading: &Reading,
    brought: &Brought,
    how: (Option<&str>, bool),
) -> Result<IntakeView> {
    let language = session.language;
    session.book()?.read(|connection| {
        let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
        let speaker = Speaker {
            directory: &directory,
            dictionary: &dictionary,
            calendar: &profile::calendar(connection)?,
            words: &|error| words::message(error, language),
        };
        Ok(intake_view(&speaker, intake, reading, brought, how))
    })
}

/// Shows what would come of what is held.
fn look(session: &mut Session, request: IntakeChoices) -> Result<Done<IntakeView>> {
    let choices = choices_of(session, request)?;
    let held = session
        .intake
        .take()
        .ok_or_else(|| Error::new(ErrorCode::NoIntake))?;
    let shown = show(session, &held.intake, &choices);
    let shown_at = last_operation(session.book()?)?;
    session.intake = Some(Held { shown_at, ..held });
    shown.map(unchanged)
}

fn show(session: &mut Session, held: &Intake, choices: &intake::Choices) -> Result<IntakeView> {
    let reading = intake::read_intake(session.book()?, held, choices)?;
    let source = choices.source.as_deref();
    let brought = intake::rehearse(session.book_mut()?, &reading, source)?;
    view_of(session, held, &reading, &brought, (source, false))
}

pub(super) fn look_over(session: &mut Session, request: LookOver) -> Result<Done<IntakeView>> {
    session.book()?;
    let intake = match (request.data, request.text) {
        (Some(data), _) => {
            if data.len() / 4 * 3 > MOST_BYTES {
                return Err(Error::new(ErrorCode::FileTooLarge).with("file", &request.name));
            }
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(data)
                .map_err(|e| Error::new(ErrorCode::BadRequest).detail(e))?;
            Intake::of_file(&clean(&request.name), &bytes)?
        }
        (None, Some(text)) => Intake::of_text(&text),
        (None, None) => return Err(Error::new(ErrorCode::NoIntake)),
    };
    session.intake = Some(Held {
        intake,
        shown_at: 0,
    });
    look(session, request.choices)
}

pub(super) fn read_again(session: &mut Session, request: ReadAgain) -> Result<Done<IntakeView>> {
    look(session, request.choices)
}

pub(super) fn bring_in(session: &mut Session, request: ReadAgain) -> Result<Done<IntakeView>> {
    let choices = choices_of(session, request.choices)?;
    let held = session
        .intake
        .take()
        .ok_or_else(|| Error::new(ErrorCode::NoIntake))?;
    if held.shown_at != last_operation(session.book()?)? {
        session.intake = Some(held);
        return Err(Error::new(ErrorCode::IntakeChanged));
    }
    let outcome = bring(session, &held.intake, &choices);
    let shown_at = last_operation(session.book()?)?;
    session.intake = Some(Held { shown_at, ..held });
    outcome
}

fn bring(
    session: &mut Session,
    held: &Intake,
    choices: &intake::Choices,
) -> Result<Done<IntakeView>> {
    let reading = intake::read_intake(session.book()?, held, choices)?;
    let source = choices.source.as_deref();
    // What the officer decided, or let stand though it was no more than likely, is known the next time.
    let decided = !choices.columns.is_empty() || reading.shape.columns.iter().any(|own| !own.sure);
    let name = if held.name.is_empty() {
        "nội dung dán"
    } else {
        held.name.as_str()
    };
    let done = intake::bring_in(session.book_mut()?, (name, &reading), source, decided)?;
    Ok(Done {
        value: view_of(session, held, &reading, &done.value, (source, true))?,
        changes: done.changes,
    })
}
