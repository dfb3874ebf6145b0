//! What a draft is checked against, and the record that it makes.

use rusqlite::Connection;

use super::TaskDraft;
use crate::domain::book::Document;
use crate::domain::checklist::Checklist;
use crate::domain::deadline::Length;
use crate::domain::indicator::IndicatorKind;
use crate::domain::instant::show_day;
use crate::domain::number::{Entry, parse_entry};
use crate::domain::record::Record;
use crate::domain::task::Task;
use crate::domain::text::{clean, note_within as text};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::tasks::board::Board;
use crate::store::{self, Kept};

/// Most characters of a title, and of a longer text.
const MOST_TITLE: usize = 1_000;
const MOST_TEXT: usize = 200_000;
/// Decimals of a goal that is a percentage.
const PERCENT_DECIMALS: u8 = 2;

/// What a draft is checked against.
pub(in crate::engine::tasks) struct Ground<'a> {
    pub(in crate::engine::tasks) connection: &'a Connection,
    pub(in crate::engine::tasks) board: &'a Board,
}

impl Ground<'_> {
    /// The record that a draft makes; `id` is the task that it changes.
    pub(in crate::engine::tasks) fn record(
        &self,
        id: Option<Id>,
        draft: &TaskDraft,
    ) -> Result<Task> {
        let standing = id.map(|id| self.task(id)).transpose()?;
        let plan = self
            .board
            .plans
            .iter()
            .find(|kept| kept.id == draft.plan)
            .ok_or_else(|| Error::new(ErrorCode::NoSuchPlan).with("plan", draft.plan))?;
        let title = text("Tên nhiệm vụ", &draft.title, MOST_TITLE)?;
        if title.is_empty() {
            return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "tên nhiệm vụ"));
        }
        let number = self.number(id, &plan.record.prefix, &draft.number)?;
        self.check_parent(id, &number, draft.parent)?;
        self.check_group(draft)?;
        self.check_bodies(draft)?;
        self.there::<Document>(draft.document, ErrorCode::NoSuchDocument, "document")?;
        self.there::<Checklist>(draft.checklist, ErrorCode::NoSuchChecklist, "checklist")?;
        let (deadline, event_day) = self.deadline(standing, draft)?;
        if !draft.unit_margin.is_empty() && Length::parse(&draft.unit_margin).is_none() {
            return Err(Error::new(ErrorCode::BadLength).with("text", &draft.unit_margin));
        }
        let position = match standing.filter(|own| own.record.group_key == draft.group) {
            Some(own) => own.record.position,
            None => self
                .board
                .tasks
                .iter()
                .map(|own| own.record.position + 1)
                .max()
                .unwrap_or(0),
        };
        Ok(Task {
            plan: draft.plan,
            number,
            parent: draft.parent,
            position,
            group_key: draft.group.clone(),
            title,
            content: text("Nội dung", &draft.content, MOST_TEXT)?,
            deliverable: text("Sản phẩm", &draft.deliverable, MOST_TEXT)?,
            document: draft.document,
            deadline_text: text("Thời hạn", &draft.deadline_text, MOST_TITLE)?,
            deadline_kind: deadline.kind.token().to_owned(),
            first_day: deadline.first_day,
            last_day: deadline.last_day,
            last_time: deadline.last_time,
            stated_day: deadline.stated_day,
            event: deadline.event,
            event_day,
            length: deadline
                .length
                .map(|own| own.to_string())
                .unwrap_or_default(),
            rhythm: deadline
                .rhythm
                .map(|own| own.to_string())
                .unwrap_or_default(),
            unit_margin: draft.unit_margin.clone(),
            superior_day: draft.superior_day,
            sure: deadline.sure,
            lead_text: text("Chủ trì", &draft.lead_text, MOST_TITLE)?,
            partners_text: text("Phối hợp", &draft.partners_text, MOST_TITLE)?,
            watched: draft.watched,
            person: text("Người theo dõi", &draft.person, MOST_TITLE)?,
            checklist: draft.checklist,
            indicator: draft.indicator,
            goal: self.goal(draft)?,
            note: text("Ghi chú", &draft.note, MOST_TEXT)?,
        })
    }

    pub(in crate::engine::tasks) fn task(&self, id: Id) -> Result<&Kept<Task>> {
        self.board
            .tasks
            .iter()
            .find(|kept| kept.id == id)
            .ok_or_else(|| Error::new(ErrorCode::NoSuchTask).with("task", id))
    }

    fn there<R: Record>(&self, id: Option<Id>, missing: ErrorCode, what: &str) -> Result<()> {
        match id {
            Some(id) if store::get::<R>(self.connection, id)?.is_none() => {
                Err(Error::new(missing).with(what, id))
            }
            _ => Ok(()),
        }
    }

    /// The number that was typed, or the next one of the plan.
    fn number(&self, id: Option<Id>, prefix: &str, typed: &str) -> Result<String> {
        let typed = clean(typed);
        if typed.is_empty() {
            return Ok(next_number(
                prefix,
                self.board
                    .tasks
                    .iter()
                    .map(|own| own.record.number.as_str()),
            ));
        }
        let taken = self
            .board
            .tasks
            .iter()
            .find(|own| Some(own.id) != id && own.record.number.eq_ignore_ascii_case(&typed));
        match taken {
            Some(own) => Err(Error::new(ErrorCode::NumberTaken)
                .with("number", typed)
                .with("title", &own.record.title)),
            None => Ok(typed),
        }
    }

    /// A task is never a part of itself, nor of what lies below it.
    pub(in crate::engine::tasks) fn check_parent(
        &self,
        id: Option<Id>,
        number: &str,
        parent: Option<Id>,
    ) -> Result<()> {
        let mut above = parent;
        // As many steps as there are tasks: a book that came from elsewhere may hold a loop already.
        for _ in 0..=self.board.tasks.len() {
            let Some(next) = above else { return Ok(()) };
            let task = self.task(next)?;
            if Some(next) == id {
                let parent = parent.map(|id| self.task(id)).transpose()?;
                return Err(Error::new(ErrorCode::TaskLoop)
                    .with("task", number)
                    .with("parent", parent.map_or("", |own| &own.record.number)));
            }
            above = task.record.parent;
        }
        Err(Error::new(ErrorCode::TaskLoop)
            .with("task", number)
            .with("parent", number))
    }

    fn check_group(&self, draft: &TaskDraft) -> Result<()> {
        let known = draft.group.is_empty()
            || self.board.groups.iter().any(|group| {
                group.key == draft.group && group.plan.is_none_or(|plan| plan == draft.plan)
            });
        if known {
            Ok(())
        } else {
            Err(Error::new(ErrorCode::NoSuchTaskGroup).with("group", &draft.group))
        }
    }

    /// Whoever is given work has to be there today.
    fn check_bodies(&self, draft: &TaskDraft) -> Result<()> {
        let (directory, today) = (&self.board.directory, self.board.today);
        for body in draft.leads.iter().chain(&draft.partners) {
            if !directory.knows(*body) {
                return Err(Error::new(ErrorCode::NoSuchBody)
                    .with("body", body)
                    .with("day", show_day(today)));
            }
            if !directory.alive(*body, today) {
                let name = directory
                    .any_version(*body, today)
                    .map_or_else(|| body.to_string(), |own| own.name.clone());
                return Err(Error::new(ErrorCode::BodyNotAlive)
                    .with("body", name)
                    .with("day", show_day(today)));
            }
        }
        Ok(())
    }

    fn goal(&self, draft: &TaskDraft) -> Result<Option<i64>> {
        let Some(indicator) = draft.indicator else {
            return Ok(None);
        };
        let dictionary = Dictionary::load(self.connection)?;
        dictionary.need(indicator)?;
        let Some(typed) = draft
            .goal
            .as_deref()
            .map(str::trim)
            .filter(|own| !own.is_empty())
        else {
            return Ok(None);
        };
        let decimals = goal_decimals(&dictionary, indicator, self.board.today);
        match parse_entry(typed.trim_end_matches('%').trim(), decimals)? {
            Entry::Value(value, _) => Ok(Some(value)),
            _ => Err(Error::new(ErrorCode::NotANumber).with("text", typed)),
        }
    }
}

/// Decimals in which the goal of an indicator is kept: two for a percentage.
pub(in crate::engine) fn goal_decimals(dictionary: &Dictionary, indicator: Id, day: Day) -> u8 {
    let ratio = dictionary
        .get(indicator)
        .is_some_and(|own| own.kind == IndicatorKind::Ratio);
    if ratio {
        PERCENT_DECIMALS
    } else {
        dictionary
            .definition(indicator, day)
            .map_or(0, |own| own.decimals)
    }
}

/// The number after the highest of a prefix: "NV-025".
pub(in crate::engine) fn next_number<'a>(
    prefix: &str,
    numbers: impl Iterator<Item = &'a str>,
) -> String {
    let last = numbers
        .filter_map(|number| {
            number
                .strip_prefix(prefix)?
                .strip_prefix('-')?
                .parse::<u32>()
                .ok()
        })
        .max()
        .unwrap_or(0);
    format!("{prefix}-{:03}", last + 1)
}
