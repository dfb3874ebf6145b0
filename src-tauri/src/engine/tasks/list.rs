//! Tasks as the list shows them.

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::board::Board;
use super::part::Part;
use crate::domain::deadline::DeadlineKind;
use crate::domain::instant::weekday_name;
use crate::domain::task::Task;
use crate::domain::{Day, Id, Result, Timeliness};
use crate::store::{self, Kept};

/// How many tasks are in a class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClassCount {
    /// The class.
    pub state: Timeliness,
    /// How many.
    pub count: u32,
}

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
    /// The day that the wording names.
    pub stated_day: Option<Day>,
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
    /// Key of its group.
    pub group: String,
    /// chủ trì
    pub lead: String,
    /// phối hợp
    pub partners: String,
    /// sản phẩm
    pub deliverable: String,
    /// Number of its document, or what the document is when it has none.
    pub document: String,
    /// Deadline.
    pub deadline: DeadlineView,
    /// Class of the whole task.
    pub state: Timeliness,
    /// Days left, below zero when late; none when done or without deadline.
    pub days_left: Option<i64>,
    /// Assignments that are done.
    pub done: u32,
    /// Assignments.
    pub total: u32,
    /// theo dõi: another level's task.
    pub watched: bool,
}

/// A group with its tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "TaskGroup")]
pub struct TaskGroupView {
    /// Key.
    pub key: String,
    /// Title.
    pub title: String,
    /// Tasks.
    pub tasks: Vec<TaskRow>,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TaskList {
    /// The day looked at.
    pub as_of: Day,
    /// Own tasks; the watched ones are not counted.
    pub total: u32,
    /// Their classes; they add up to the total.
    pub classes: Vec<ClassCount>,
    /// Groups in order.
    pub groups: Vec<TaskGroupView>,
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
    /// The day that the wording names.
    pub stated_day: Option<Day>,
    /// Wording.
    pub deadline_text: String,
}

/// The list as of a day.
pub fn tasks(connection: &Connection, today: Day) -> Result<TaskList> {
    let board = Board::load(connection, today)?;
    let mut groups = Vec::new();
    for group in &board.groups {
        let rows: Vec<TaskRow> = board
            .tasks
            .iter()
            .filter(|kept| kept.record.group_key == group.key)
            .map(|kept| task_row(connection, &board, kept))
            .collect::<Result<_>>()?;
        if !rows.is_empty() {
            groups.push(TaskGroupView {
                key: group.key.clone(),
                title: group.title.clone(),
                tasks: rows,
            });
        }
    }
    Ok(TaskList {
        as_of: today,
        total: board.own().count() as u32,
        classes: class_counts(&board),
        groups,
    })
}

/// Classes of the own tasks, every class once, in order of need.
pub fn class_counts(board: &Board) -> Vec<ClassCount> {
    let states: Vec<Timeliness> = board.own().map(|task| board.task_state(task)).collect();
    Timeliness::ALL
        .into_iter()
        .map(|state| ClassCount {
            state,
            count: states.iter().filter(|own| **own == state).count() as u32,
        })
        .collect()
}

/// Every assignment, the most pressing first.
pub fn assignment_rows(board: &Board) -> Vec<AssignmentRow> {
    let mut rows: Vec<AssignmentRow> = board
        .own()
        .flat_map(|task| board.parts(task.id).iter().map(move |part| (task, part)))
        .map(|(task, part)| AssignmentRow {
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
            stated_day: task.record.stated_day,
            deadline_text: task.record.deadline_text.clone(),
        })
        .collect();
    rows.sort_by(|a, b| {
        (a.state, a.last_day.is_none(), a.last_day, a.assignment).cmp(&(
            b.state,
            b.last_day.is_none(),
            b.last_day,
            b.assignment,
        ))
    });
    rows
}

pub(in crate::engine) fn task_row(
    connection: &Connection,
    board: &Board,
    task: &Kept<Task>,
) -> Result<TaskRow> {
    let own = &task.record;
    let parts: Vec<&Part> = board.standing_parts(task.id).collect();
    let state = board.task_state(task);
    let open = parts
        .iter()
        .filter_map(|part| part.days_left(board.today))
        .min();
    let document = match own.document {
        Some(id) => store::get::<crate::domain::book::Document>(connection, id)?.map(|kept| {
            if kept.record.number.is_empty() {
                kept.record.kind
            } else {
                kept.record.number
            }
        }),
        None => None,
    };
    let pressing = parts
        .iter()
        .filter(|part| !part.state.is_done())
        .filter_map(|part| part.last_day)
        .min();
    let last_day = pressing
        .or_else(|| parts.iter().filter_map(|part| part.last_day).max())
        .or_else(|| board.task_last_day(task));
    Ok(TaskRow {
        id: task.id,
        number: own.number.clone(),
        title: own.title.clone(),
        group: own.group_key.clone(),
        lead: lead_names(board, task),
        partners: partner_names(board, task),
        deliverable: own.deliverable.clone(),
        document: document.unwrap_or_default(),
        deadline: DeadlineView {
            text: own.deadline_text.clone(),
            kind: DeadlineKind::of_token(&own.deadline_kind).unwrap_or(DeadlineKind::Unclear),
            last_day,
            last_time: own.last_time.clone(),
            stated_day: own.stated_day,
            weekday: last_day.map(|day| weekday_name(day).to_owned()),
            sure: own.sure,
        },
        state,
        days_left: open,
        done: parts.iter().filter(|part| part.state.is_done()).count() as u32,
        total: parts.len() as u32,
        watched: own.watched,
    })
}

/// Who leads, in words: "Công an quận; 8 phường".
pub fn lead_names(board: &Board, task: &Kept<Task>) -> String {
    let mut bodies: Vec<Id> = Vec::new();
    for part in board.parts(task.id) {
        if !bodies.contains(&part.body) {
            bodies.push(part.body);
        }
    }
    names_with_units_joined(board, &bodies, &task.record.lead_text)
}

/// Who takes part, in words.
pub fn partner_names(board: &Board, task: &Kept<Task>) -> String {
    names_with_units_joined(board, board.partners(task.id), &task.record.partners_text)
}

/// Names in order; when all units below the root are among them they are said together.
fn names_with_units_joined(board: &Board, bodies: &[Id], text: &str) -> String {
    let units = board.directory.units(board.today);
    let all = !units.is_empty() && units.iter().all(|unit| bodies.contains(unit));
    let mut names: Vec<String> = bodies
        .iter()
        .filter(|body| !(all && units.contains(body)))
        .map(|body| board.directory.name(*body, board.today))
        .collect();
    if all {
        let kind = units
            .first()
            .and_then(|unit| board.directory.version(*unit, board.today))
            .map_or("đơn vị", |v| v.kind.as_str());
        names.push(format!("{} {kind}", units.len()));
    }
    if !text.is_empty() {
        names.push(text.to_owned());
    }
    names.join("; ")
}
