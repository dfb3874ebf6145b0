//! The deadline of a draft: as its wording is understood, or as the officer corrected it.

use super::TaskDraft;
use super::ground::Ground;
use crate::domain::book::Document;
use crate::domain::deadline::{Deadline, Length, Rhythm, parse_hour, read_deadline};
use crate::domain::instant::show_day;
use crate::domain::task::Task;
use crate::domain::text::clean;
use crate::domain::{Day, Error, ErrorCode, Result};
use crate::store::{self, Kept};

impl Ground<'_> {
    /// What the wording says, or what the officer said it says; with the day of its event.
    pub(super) fn deadline(
        &self,
        standing: Option<&Kept<Task>>,
        draft: &TaskDraft,
    ) -> Result<(Deadline, Option<Day>)> {
        let issued = match (draft.issued, draft.document) {
            (Some(day), _) => Some(day),
            (None, Some(id)) => {
                store::get::<Document>(self.connection, id)?.and_then(|kept| kept.record.day)
            }
            (None, None) => None,
        };
        let rules = &self.board.rules;
        let read = read_deadline(&draft.deadline_text, issued, rules);
        let Some(fix) = &draft.deadline else {
            let event_day = standing
                .filter(|own| own.record.event.is_some() && own.record.event == read.event)
                .and_then(|own| own.record.event_day);
            let read = match event_day {
                Some(day) => read.with_event_day(day, rules),
                None => read,
            };
            return ordered(read).map(|read| (read, event_day));
        };
        let same_day = read.last_day == fix.last_day;
        let made = Deadline {
            kind: fix.kind,
            text: read.text.clone(),
            first_day: fix.first_day,
            last_day: fix.last_day,
            last_time: fix.last_time.as_deref().map(hour).transpose()?,
            stated_day: read.stated_day.filter(|_| same_day),
            event: fix
                .event
                .as_deref()
                .map(clean)
                .filter(|own| !own.is_empty()),
            length: token(&fix.length, Length::parse, ErrorCode::BadLength)?,
            rhythm: token(&fix.rhythm, Rhythm::parse, ErrorCode::BadRhythm)?,
            sure: true,
        };
        let made = match fix.event_day.filter(|_| made.last_day.is_none()) {
            Some(day) => made.with_event_day(day, rules),
            None => made,
        };
        ordered(made).map(|made| (made, fix.event_day))
    }
}

fn token<T>(text: &str, parse: fn(&str) -> Option<T>, code: ErrorCode) -> Result<Option<T>> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    parse(text)
        .map(Some)
        .ok_or_else(|| Error::new(code).with("text", text))
}

fn hour(text: &str) -> Result<String> {
    parse_hour(text.trim())
        .map(|time| time.format("%H:%M").to_string())
        .ok_or_else(|| Error::new(ErrorCode::BadTime).with("text", text))
}

/// A last day never lies before the first.
fn ordered(deadline: Deadline) -> Result<Deadline> {
    match (deadline.first_day, deadline.last_day) {
        (Some(first), Some(last)) if last < first => Err(Error::new(ErrorCode::LastBeforeFirst)
            .with("first", show_day(first))
            .with("last", show_day(last))),
        _ => Ok(deadline),
    }
}
