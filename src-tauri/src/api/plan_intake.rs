//! Handlers of plans that come from elsewhere. What is looked over stays with the session, so that a changed choice
//! does not send it again.

use std::collections::HashMap;

use base64::Engine as _;
use serde::Deserialize;
use ts_rs::TS;

use super::requests::requests;
use super::session::Session;
use super::words;
use super::work::unchanged;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::plan_intake::{
    self, ColumnRole, FoundDocument, GoalChoice, PlanChoices as Choices, PlanDocument, PlanDraft,
    PlanFile, PlanReading, PlanWanted, RoleChoice, RowChoice,
};
use crate::engine::profile;
use crate::store::{Book, Done};

requests! {
    /// What an officer decided that a column holds.
    PlanColumnChoice { index: u32, role: ColumnRole }
    /// The plan that tasks go into: one of the book, or a new one. What is null stays as it was found; a document with
    /// an empty number takes the found one away.
    PlanTarget { existing: Option<Id>, title: Option<String>, prefix: Option<String>, document: Option<PlanDocument>, issued: Option<Day> }
    /// The indicator that closes a task; its goal as typed, or null for what the plan says.
    PlanGoalChoice { indicator: Id, value: Option<String> }
    /// What an officer decided about a row, by its place in the file; what is null stays as it was understood.
    PlanRowChoice { row: u32, leave_out: bool, title: Option<String>, leads: Option<Vec<Id>>, partners: Option<Vec<Id>>, deadline: Option<String>, goal: Option<PlanGoalChoice> }
    /// What an officer decided before a plan goes in.
    PlanChoices { sheet: Option<u32>, columns: Vec<PlanColumnChoice>, plan: Option<PlanTarget>, rows: Vec<PlanRowChoice> }
    /// A file in base64, or text that was pasted; a plan of the book when it is for one.
    LookOverPlan { name: String, bytes: Option<String>, text: Option<String>, plan: Option<Id> }
    /// What was looked over, with choices.
    ReadPlanAgain { choices: PlanChoices }
}

/// What is being looked over.
#[derive(Debug)]
pub struct HeldPlan {
    file: PlanFile,
    /// The last operation of the book when it was shown.
    shown_at: i64,
}

/// Most bytes of a file that are taken.
const MOST_BYTES: usize = 64 << 20;

fn last_operation(book: &Book) -> Result<i64> {
    Ok(book.journal(1)?.first().map_or(0, |entry| entry.seq))
}

fn choices_of(request: PlanChoices) -> Choices {
    let plan = request.plan.map(|own| {
        let none = own
            .document
            .as_ref()
            .is_some_and(|document| document.number.trim().is_empty());
        let document = own
            .document
            .filter(|_| !none)
            .map(|document| FoundDocument {
                kind: document.kind,
                number: document.number,
                day: document.day,
                issuer: document.issuer,
            });
        PlanWanted {
            existing: own.existing,
            title: own.title,
            prefix: own.prefix,
            document,
            no_document: none,
            issued: own.issued,
        }
    });
    let rows = request.rows.into_iter().map(|own| {
        let choice = RowChoice {
            leave_out: own.leave_out,
            leads: own.leads,
            partners: own.partners,
            deadline: own.deadline,
            goal: own.goal.map(|own| GoalChoice {
                indicator: own.indicator,
                value: own.value,
            }),
            title: own.title.filter(|text| !text.trim().is_empty()),
        };
        (own.row, choice)
    });
    Choices {
        sheet: request.sheet.map(|own| own as usize),
        columns: request
            .columns
            .into_iter()
            .map(|own| RoleChoice {
                index: own.index,
                role: own.role,
            })
            .collect(),
        plan,
        rows: rows.collect::<HashMap<_, _>>(),
        ..Choices::default()
    }
}

fn view(session: &Session, draft: &PlanDraft, written: bool) -> Result<PlanReading> {
    let language = session.language;
    let book = session.book()?;
    let today = profile::today(book)?;
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    Ok(PlanReading::of(
        draft,
        (&directory, &dictionary),
        today,
        &|error| words::message(error, language),
        written,
    ))
}

fn held(session: &mut Session) -> Result<HeldPlan> {
    session
        .plan
        .take()
        .ok_or_else(|| Error::new(ErrorCode::NoIntake))
}

fn look(session: &mut Session, choices: &Choices) -> Result<Done<PlanReading>> {
    let held = held(session)?;
    let shown = show(session, &held.file, choices);
    let shown_at = last_operation(session.book()?)?;
    session.plan = Some(HeldPlan { shown_at, ..held });
    shown.map(unchanged)
}

fn show(session: &mut Session, file: &PlanFile, choices: &Choices) -> Result<PlanReading> {
    let draft = plan_intake::read_plan(session.book()?, file, choices)?;
    // While an earlier moment is looked at nothing can be tried; it is shown all the same.
    match plan_intake::rehearse_plan(session.book_mut()?, &draft) {
        Err(error) if error.code != ErrorCode::LookingBack => return Err(error),
        _ => {}
    }
    view(session, &draft, false)
}

pub(super) fn look_over_plan(
    session: &mut Session,
    request: LookOverPlan,
) -> Result<Done<PlanReading>> {
    session.book()?;
    let file = match (request.bytes, request.text) {
        (Some(data), _) => {
            if data.len() / 4 * 3 > MOST_BYTES {
                return Err(Error::new(ErrorCode::FileTooLarge).with("file", &request.name));
            }
            let bytes = base64::engine::general_purpose::STANDARD
                .decode(data)
                .map_err(|e| Error::new(ErrorCode::BadRequest).detail(e))?;
            PlanFile::of_file(&request.name, &bytes)?
        }
        (None, Some(text)) => PlanFile::of_text(&text)?,
        (None, None) => return Err(Error::new(ErrorCode::NoIntake)),
    };
    session.plan = Some(HeldPlan { file, shown_at: 0 });
    let plan = request.plan.map(|id| PlanWanted {
        existing: Some(id),
        ..PlanWanted::default()
    });
    look(
        session,
        &Choices {
            plan,
            ..Choices::default()
        },
    )
}

pub(super) fn read_plan_again(
    session: &mut Session,
    request: ReadPlanAgain,
) -> Result<Done<PlanReading>> {
    look(session, &choices_of(request.choices))
}

pub(super) fn bring_in_plan(
    session: &mut Session,
    request: ReadPlanAgain,
) -> Result<Done<PlanReading>> {
    let choices = choices_of(request.choices);
    let held = held(session)?;
    if held.shown_at != last_operation(session.book()?)? {
        session.plan = Some(held);
        return Err(Error::new(ErrorCode::IntakeChanged));
    }
    let outcome = bring(session, &held.file, &choices);
    let shown_at = last_operation(session.book()?)?;
    session.plan = Some(HeldPlan { shown_at, ..held });
    outcome
}

fn bring(session: &mut Session, file: &PlanFile, choices: &Choices) -> Result<Done<PlanReading>> {
    let draft = plan_intake::read_plan(session.book()?, file, choices)?;
    let done = plan_intake::bring_in_plan(session.book_mut()?, &draft)?;
    let mut reading = view(session, &draft, true)?;
    reading.plan = Some(done.value);
    Ok(Done {
        value: reading,
        changes: done.changes,
    })
}
