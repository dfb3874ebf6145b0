//! A task, and a part of one, as a line of a list.

use serde::Serialize;
use ts_rs::TS;

use super::names::{lead_names, leads, partner_names};
use crate::domain::deadline::{DeadlineKind, Rhythm};
use crate::domain::instant::weekday_name;
use crate::domain::task::{ExtensionState, Task};
use crate::domain::{Day, Id, Timeliness};
use crate::engine::tasks::board::Board;
use crate::engine::tasks::part::Part;
use crate::store::Kept;

/// A deadline with its wording.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DeadlineView {
    /// The wording, verbatim; empty when the document gives none.
    pub text: String,
    /// What kind of wording.
    pub kind: DeadlineKind,
    /// Last day in force.
    pub last_day: Option<Day>,
    /// `HH:MM` on it.
    pub last_time: Option<String>,
    /// First day, when there is one.
    pub first_day: Option<Day>,
    /// The day that the wording names.
    pub stated_day: Option<Day>,
    /// Last day of the task here, where its units owe it earlier.
    pub own_day: Option<Day>,
    /// What it is owed to the level above.
    pub superior_day: Option<Day>,
    /// The event that it waits for.
    pub event: Option<String>,
    /// The day of that event.
    pub event_day: Option<Day>,
    /// How it recurs, in words; empty for work done once.
    pub rhythm: String,
    /// Whether it was moved.
    pub moved: bool,
    /// "thứ Năm".
    pub weekday: Option<String>,
    /// False marks a doubtful reading.
    pub sure: bool,
}

/// A task in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TaskRow {
    /// The task.
    pub id: Id,
    /// "NV-024".
    pub number: String,
    /// Title.
    pub title: String,
    /// The plan.
    pub plan: Id,
    /// The task that it is a part of.
    pub parent: Option<Id>,
    /// Key of its group.
    pub group: String,
    /// chủ trì
    pub lead: String,
    /// Bodies that lead.
    pub leads: Vec<Id>,
    /// phối hợp
    pub partners: String,
    /// sản phẩm
    pub deliverable: String,
    /// Number of its document, or what the document is when it has none.
    pub document: String,
    /// The document.
    pub document_id: Option<Id>,
    /// Person in charge here.
    pub person: String,
    /// Deadline.
    pub deadline: DeadlineView,
    /// Class of the whole task.
    pub state: Timeliness,
    /// Class on the day that one compares with; none where the task was not there yet.
    pub was: Option<Timeliness>,
    /// Days left, below zero when late; none when done or without deadline.
    pub days_left: Option<i64>,
    /// Assignments that are done.
    pub done: u32,
    /// Assignments.
    pub total: u32,
    /// Parts that are overdue, those of earlier occurrences too.
    pub overdue: u32,
    /// Claims that wait to be confirmed.
    pub to_confirm: u32,
    /// Whether it recurs.
    pub recurring: bool,
    /// Whether figures close it.
    pub by_numbers: bool,
    /// theo dõi: another level's task.
    pub watched: bool,
}

/// One assignment in a list of what is pressing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AssignmentRow {
    /// The assignment as it was given.
    pub assignment: Id,
    /// Period of the occurrence; empty for work done once.
    pub occurrence: String,
    /// Its task.
    pub task: Id,
    /// Number of the task.
    pub number: String,
    /// Title of the task.
    pub title: String,
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// Class.
    pub state: Timeliness,
    /// Days left, below zero when late.
    pub days_left: Option<i64>,
    /// Last day in force.
    pub last_day: Option<Day>,
    /// `HH:MM` on it.
    pub last_time: Option<String>,
    /// The day that the wording names.
    pub stated_day: Option<Day>,
    /// Wording.
    pub deadline_text: String,
}

/// One part as lists of what is pressing show it.
pub(in crate::engine) fn assignment_row(
    board: &Board,
    task: &Kept<Task>,
    part: &Part,
) -> AssignmentRow {
    AssignmentRow {
        assignment: part.assignment,
        occurrence: part.occurrence.clone(),
        task: task.id,
        number: task.record.number.clone(),
        title: task.record.title.clone(),
        body: part.body,
        body_name: board.directory.name(part.body, board.today),
        state: part.state,
        days_left: part.days_left(board.today),
        last_day: part.last_day,
        last_time: part.last_time.clone(),
        stated_day: part.stated_day,
        deadline_text: task.record.deadline_text.clone(),
    }
}

/// A task as the list shows it.
pub(in crate::engine) fn task_row(board: &Board, task: &Kept<Task>) -> TaskRow {
    let own = &task.record;
    let all = board.parts(task.id);
    let parts: Vec<&Part> = board.standing_parts(task.id).collect();
    let count = |fits: fn(&Part) -> bool| all.iter().filter(|part| fits(part)).count() as u32;
    TaskRow {
        id: task.id,
        number: own.number.clone(),
        title: own.title.clone(),
        plan: own.plan,
        parent: own.parent,
        group: own.group_key.clone(),
        lead: lead_names(board, task),
        leads: leads(board, task),
        partners: partner_names(board, task),
        deliverable: own.deliverable.clone(),
        document: board.document_number(own.document),
        document_id: own.document,
        person: own.person.clone(),
        deadline: deadline_view(board, task, &parts),
        state: board.task_state(task),
        was: None,
        days_left: parts
            .iter()
            .filter_map(|part| part.days_left(board.today))
            .min(),
        done: parts.iter().filter(|part| part.state.is_done()).count() as u32,
        total: parts.len() as u32,
        overdue: count(|part| part.state == Timeliness::Overdue),
        to_confirm: count(Part::waits),
        recurring: !own.rhythm.is_empty(),
        by_numbers: own.indicator.is_some(),
        watched: own.watched,
    }
}

fn deadline_view(board: &Board, task: &Kept<Task>, parts: &[&Part]) -> DeadlineView {
    let own = &task.record;
    let (of_task, hour_of_task) = board.task_deadline(task);
    let due = |part: &&Part| Some((part.last_day?, part.last_time.clone()));
    let pressing = parts
        .iter()
        .filter(|part| !part.state.is_done())
        .filter_map(due)
        // An hour comes before the end of its day.
        .min_by_key(|(day, hour)| (*day, hour.is_none(), hour.clone()));
    let (last_day, last_time) = match pressing.or_else(|| {
        parts
            .iter()
            .filter_map(due)
            .max_by_key(|(day, hour)| (*day, hour.is_none(), hour.clone()))
    }) {
        Some((day, hour)) => (Some(day), hour),
        None => (of_task, hour_of_task.map(str::to_owned)),
    };
    let moved = board
        .extensions(task.id)
        .iter()
        .any(|kept| kept.record.state == ExtensionState::Approved);
    DeadlineView {
        text: own.deadline_text.clone(),
        kind: DeadlineKind::of_token(&own.deadline_kind).unwrap_or(DeadlineKind::Unclear),
        last_day,
        last_time,
        first_day: own.first_day,
        stated_day: own.stated_day,
        own_day: of_task.filter(|day| Some(*day) != last_day),
        superior_day: own.superior_day,
        event: own.event.clone(),
        event_day: own.event_day,
        rhythm: Rhythm::parse(&own.rhythm).map_or_else(String::new, Rhythm::words),
        moved,
        weekday: last_day.map(|day| weekday_name(day).to_owned()),
        sure: own.sure,
    }
}
