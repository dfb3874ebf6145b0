//! A task as it is entered or changed.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::board::Board;
use crate::domain::book::Document;
use crate::domain::checklist::Checklist;
use crate::domain::deadline::{Deadline, DeadlineKind, Length, Rhythm, parse_hour, read_deadline};
use crate::domain::indicator::IndicatorKind;
use crate::domain::instant::show_day;
use crate::domain::number::{Entry, decimal, parse_entry};
use crate::domain::record::Record;
use crate::domain::task::{Assignment, Role, Task};
use crate::domain::text::{clean, note_within as text};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::store::{self, Kept};

/// Most characters of a title, and of a longer text.
const MOST_TITLE: usize = 1_000;
const MOST_TEXT: usize = 200_000;
/// Decimals of a goal that is a percentage.
const PERCENT_DECIMALS: u8 = 2;

/// A task as it is entered: everything of it that an officer writes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct TaskDraft {
    /// The plan.
    pub plan: Id,
    /// "NV-024"; empty for the next number of the plan.
    pub number: String,
    /// The task that it is a part of.
    pub parent: Option<Id>,
    /// Key of its group; empty for none.
    pub group: String,
    /// Short title.
    pub title: String,
    /// The document's sentence.
    pub content: String,
    /// Sản phẩm.
    pub deliverable: String,
    /// Source document.
    pub document: Option<Id>,
    /// Wording of the deadline, verbatim.
    pub deadline_text: String,
    /// Day that gives a year which the wording leaves out; that of the document when none is given.
    pub issued: Option<Day>,
    /// What the officer corrected; none takes the wording as it is understood.
    pub deadline: Option<DeadlineFix>,
    /// How much earlier units owe it: "3wd", or empty.
    pub unit_margin: String,
    /// The day on which it is owed to the level above.
    pub superior_day: Option<Day>,
    /// Who leads, in words, beside the bodies.
    pub lead_text: String,
    /// Who takes part, in words, beside the bodies.
    pub partners_text: String,
    /// Bodies that lead: each has a part of its own.
    pub leads: Vec<Id>,
    /// Bodies that take part.
    pub partners: Vec<Id>,
    /// theo dõi: another level's task.
    pub watched: bool,
    /// Person in charge here.
    pub person: String,
    /// Checklist.
    pub checklist: Option<Id>,
    /// The indicator whose figures close it.
    pub indicator: Option<Id>,
    /// What the figure has to reach, as typed; none for the target given to each unit.
    pub goal: Option<String>,
    /// Note.
    pub note: String,
}

/// A deadline as an officer corrected it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeadlineFix {
    /// Kind.
    pub kind: DeadlineKind,
    /// First day.
    pub first_day: Option<Day>,
    /// Last day.
    pub last_day: Option<Day>,
    /// `HH:MM` on it.
    pub last_time: Option<String>,
    /// Token of a rhythm, or empty.
    pub rhythm: String,
    /// Token of a length, or empty.
    pub length: String,
    /// The event that it waits for.
    pub event: Option<String>,
    /// Its day.
    pub event_day: Option<Day>,
}

impl DeadlineFix {
    /// What a wording was understood to say.
    pub fn of(read: &Deadline) -> Self {
        Self {
            kind: read.kind,
            first_day: read.first_day,
            last_day: read.last_day,
            last_time: read.last_time.clone(),
            rhythm: read.rhythm.map(|own| own.to_string()).unwrap_or_default(),
            length: read.length.map(|own| own.to_string()).unwrap_or_default(),
            event: read.event.clone(),
            event_day: None,
        }
    }
}

/// What a draft is checked against.
pub(super) struct Ground<'a> {
    pub(super) connection: &'a Connection,
    pub(super) board: &'a Board,
}

impl Ground<'_> {
    /// The record that a draft makes; `id` is the task that it changes.
    pub(super) fn record(&self, id: Option<Id>, draft: &TaskDraft) -> Result<Task> {
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

    pub(super) fn task(&self, id: Id) -> Result<&Kept<Task>> {
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
    pub(super) fn check_parent(
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

    /// What the wording says, or what the officer said it says; with the day of its event.
    fn deadline(
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

/// A task as its form shows it.
pub(super) fn draft_of(
    connection: &Connection,
    board: &Board,
    task: &Kept<Task>,
) -> Result<TaskDraft> {
    let own = &task.record;
    let mut leads: Vec<Id> = Vec::new();
    for row in store::list::<Assignment>(
        connection,
        "task = ?1 AND occurrence = '' ORDER BY id",
        &[&task.id],
    )? {
        if row.record.role == Role::Lead {
            leads.push(row.record.body);
        }
    }
    let goal = match (own.indicator, own.goal) {
        (Some(indicator), Some(goal)) => {
            let dictionary = Dictionary::load(connection)?;
            Some(decimal(
                goal,
                goal_decimals(&dictionary, indicator, board.today),
            ))
        }
        _ => None,
    };
    Ok(TaskDraft {
        plan: own.plan,
        number: own.number.clone(),
        parent: own.parent,
        group: own.group_key.clone(),
        title: own.title.clone(),
        content: own.content.clone(),
        deliverable: own.deliverable.clone(),
        document: own.document,
        deadline_text: own.deadline_text.clone(),
        issued: None,
        deadline: Some(fix_of(own)),
        unit_margin: own.unit_margin.clone(),
        superior_day: own.superior_day,
        lead_text: own.lead_text.clone(),
        partners_text: own.partners_text.clone(),
        leads,
        partners: board.partners(task.id).to_vec(),
        watched: own.watched,
        person: own.person.clone(),
        checklist: own.checklist,
        indicator: own.indicator,
        goal,
        note: own.note.clone(),
    })
}

/// What is kept of a deadline, as a correction would say it.
pub(super) fn fix_of(task: &Task) -> DeadlineFix {
    DeadlineFix {
        kind: DeadlineKind::of_token(&task.deadline_kind).unwrap_or(DeadlineKind::Unclear),
        first_day: task.first_day,
        last_day: task.last_day,
        last_time: task.last_time.clone(),
        rhythm: task.rhythm.clone(),
        length: task.length.clone(),
        event: task.event.clone(),
        event_day: task.event_day,
    }
}
