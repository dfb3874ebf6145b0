//! What a body still owes, and the text that tells it.

use std::collections::HashMap;

use chrono::{Days, NaiveTime};
use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::contacts::{ContactView, contact_views};
use super::kept::{LastReminder, last_reminders};
use super::missing::Lacking;
use super::words::reminder_text;
use crate::domain::task::{ClaimStatus, Task};
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result, Timeliness};
use crate::engine::submissions::{Unsent, unsent};
use crate::engine::tasks::{Board, Part};
use crate::store::Kept;

/// The hour by which an answer is asked for, on the next working day, when nobody says another.
const ANSWER_HOUR: u32 = 16;

/// Who is to be reminded of what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReminderQuestion {
    /// Bodies; none for all who owe something.
    pub bodies: Vec<Id>,
    /// Days ahead within which what is due is told as well; 0 for what is late only.
    pub horizon: u32,
    /// Until when an answer is asked for; 16:00 of the next working day when nobody says another.
    pub until: Option<Instant>,
    /// Whether results that were returned are told although they are not due yet.
    pub returned: bool,
    /// Whether figures that were not handed in are told.
    pub figures: bool,
}

impl Default for ReminderQuestion {
    /// Everybody, of what is late, was returned or was not handed in.
    fn default() -> Self {
        Self {
            bodies: Vec::new(),
            horizon: 0,
            until: None,
            returned: true,
            figures: true,
        }
    }
}

/// One thing that is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ReminderItem")]
pub struct ReminderItemView {
    /// The assignment as it was given.
    pub assignment: Id,
    /// Period of the occurrence; empty for work done once.
    pub occurrence: String,
    /// "tháng 3 năm 2024"; empty for work done once.
    pub occurrence_name: String,
    /// Its task.
    pub task: Id,
    /// Number of the task.
    pub number: String,
    /// Title of the task.
    pub title: String,
    /// Wording of the deadline, verbatim, while nothing moved it.
    pub deadline_text: String,
    /// Last day in force.
    pub last_day: Option<Day>,
    /// `HH:MM` on it.
    pub last_time: Option<String>,
    /// The day that the wording names.
    pub stated_day: Option<Day>,
    /// The last day before it was moved.
    pub moved_from: Option<Day>,
    /// Days left, below zero when late.
    pub days_left: Option<i64>,
    /// Class.
    pub state: Timeliness,
    /// What was asked when its result was returned, which may be empty; none for what was not returned.
    pub returned: Option<String>,
    /// What is missing, one sentence each.
    pub missing: Vec<String>,
}

impl ReminderItemView {
    /// Whether it is said to be late: not on the day that the wording names, which many offices take for the last,
    /// unless it names an hour of it.
    pub(super) fn is_reproached(&self, day: Day) -> bool {
        self.state == Timeliness::Overdue
            && (self.last_time.is_some() || self.stated_day.is_none_or(|stated| stated < day))
    }
}

/// A reminder as it may be sent (nội dung đôn đốc).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReminderDraft {
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// Ready for a chat message.
    pub text: String,
    /// What is owed, the most pressing first.
    pub items: Vec<ReminderItemView>,
    /// Periods whose figures were not handed in, the earliest due first.
    pub figures: Vec<Unsent>,
    /// Whom one turns to there.
    pub contacts: Vec<ContactView>,
    /// When and how it was reminded last.
    pub last: Option<LastReminder>,
}

/// Reminders for those who owe something on a day, in the order of bodies.
pub fn reminder_drafts(
    connection: &Connection,
    question: &ReminderQuestion,
    at: impl Into<Instant>,
) -> Result<Vec<ReminderDraft>> {
    let board = Board::load(connection, at)?;
    let day = board.today;
    let stranger = question
        .bodies
        .iter()
        .find(|body| !board.directory.knows(**body));
    if let Some(body) = stranger {
        return Err(Error::new(ErrorCode::NoSuchBody)
            .with("body", body)
            .with("day", day.format("%d/%m/%Y")));
    }
    let lacking = Lacking::load(connection, &board)?;
    let contacts = contact_views(connection, &board.directory, day)?;
    let last = last_reminders(connection, day)?;
    let until = until(question, &board);
    let mut owed = owed(&board, question, &lacking);
    let mut figures = unsent_figures(connection, question, &board)?;
    let mut drafts = Vec::new();
    for body in board.directory.ever() {
        let items = owed.remove(body).unwrap_or_default();
        let figures = figures.remove(body).unwrap_or_default();
        if items.is_empty() && figures.is_empty() {
            continue;
        }
        drafts.push(ReminderDraft {
            body: *body,
            body_name: board.directory.name(*body, day),
            text: reminder_text(&board.directory, *body, (&items, &figures), day, until),
            items,
            figures,
            contacts: contacts
                .iter()
                .filter(|own| own.body == *body)
                .cloned()
                .collect(),
            last: last.get(body).cloned(),
        });
    }
    Ok(drafts)
}

/// Until when an answer is asked for.
pub(super) fn until(question: &ReminderQuestion, board: &Board) -> Instant {
    question.until.unwrap_or_else(|| Instant {
        day: board.rules.calendar.add_working_days(board.today, 1),
        time: NaiveTime::from_hms_opt(ANSWER_HOUR, 0, 0),
    })
}

/// Figures that were not handed in and are late, or due within the days asked for.
fn unsent_figures(
    connection: &Connection,
    question: &ReminderQuestion,
    board: &Board,
) -> Result<HashMap<Id, Vec<Unsent>>> {
    if !question.figures {
        return Ok(HashMap::new());
    }
    let today = board.today;
    let until = match question.horizon {
        0 => today.pred_opt().unwrap_or(today),
        days => today + Days::new(u64::from(days)),
    };
    let mut out = unsent(connection, &board.directory, today, until)?;
    out.retain(|body, _| question.bodies.is_empty() || question.bodies.contains(body));
    Ok(out)
}

/// What bodies owe: what is late, and what is due within some days, the earliest first.
fn owed(
    board: &Board,
    question: &ReminderQuestion,
    lacking: &Lacking,
) -> HashMap<Id, Vec<ReminderItemView>> {
    let mut out: HashMap<Id, Vec<ReminderItemView>> = HashMap::new();
    for task in board.own() {
        for part in board.parts(task.id) {
            let asked = question.bodies.is_empty() || question.bodies.contains(&part.body);
            if asked && is_due(part, board.today, question) {
                let item = item(board, task, part, lacking);
                out.entry(part.body).or_default().push(item);
            }
        }
    }
    for items in out.values_mut() {
        items.sort_by(|a, b| {
            let key = |own: &ReminderItemView| (own.last_day, own.state);
            key(a)
                .cmp(&key(b))
                .then_with(|| a.number.cmp(&b.number))
                .then_with(|| a.occurrence.cmp(&b.occurrence))
        });
    }
    out
}

fn is_due(part: &Part, today: Day, question: &ReminderQuestion) -> bool {
    part.is_open()
        && (part.state == Timeliness::Overdue
            || question.returned && returned(part).is_some()
            || question.horizon > 0
                && part.state != Timeliness::NotStarted
                && part
                    .days_left(today)
                    .is_some_and(|left| left <= i64::from(question.horizon)))
}

/// What was asked when the result of a part was returned.
fn returned(part: &Part) -> Option<&str> {
    part.claim
        .as_ref()
        .filter(|kept| kept.record.status == ClaimStatus::Returned)
        .map(|kept| kept.record.note.trim())
}

fn item(board: &Board, task: &Kept<Task>, part: &Part, lacking: &Lacking) -> ReminderItemView {
    let own = &task.record;
    let recurring = !part.occurrence.is_empty();
    // A deadline that was moved is no longer what the wording says.
    let moved = !recurring && own.last_day.is_some() && part.last_day > own.last_day;
    let as_worded = recurring || part.last_day == own.last_day;
    ReminderItemView {
        assignment: part.assignment,
        occurrence: part.occurrence.clone(),
        occurrence_name: if recurring {
            Period::parse(&part.occurrence).map_or_else(|_| String::new(), Period::spoken)
        } else {
            String::new()
        },
        task: task.id,
        number: own.number.clone(),
        title: own.title.clone(),
        deadline_text: if as_worded {
            own.deadline_text.clone()
        } else {
            String::new()
        },
        last_day: part.last_day,
        last_time: part.last_time.clone(),
        stated_day: part.stated_day,
        moved_from: own.last_day.filter(|_| moved),
        days_left: part.days_left(board.today),
        state: part.state,
        returned: returned(part).map(str::to_owned),
        missing: lacking.of(task, part),
    }
}
