//! Tasks as the list shows them.

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::board::Board;
use super::part::Part;
use crate::domain::deadline::{DeadlineKind, Rhythm};
use crate::domain::instant::weekday_name;
use crate::domain::task::{ExtensionState, Plan, Task};
use crate::domain::{Day, Id, Instant, Result, Timeliness};
use crate::store::Kept;

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

/// A group with its tasks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "TaskGroup")]
pub struct TaskGroupView {
    /// Key; empty for tasks without a group.
    pub key: String,
    /// The plan that has it; none for the five groups of Đề án 06.
    pub plan: Option<Id>,
    /// Letter or number as printed; may be empty.
    pub letter: String,
    /// Title.
    pub title: String,
    /// Tasks.
    pub tasks: Vec<TaskRow>,
}

/// A plan at the head of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PlanHead {
    /// The plan.
    pub id: Id,
    /// Stable key.
    pub key: String,
    /// Title.
    pub title: String,
    /// What its numbers begin with.
    pub prefix: String,
    /// Number of the document that gives it.
    pub document: String,
    /// First day.
    pub first_day: Option<Day>,
    /// Last day.
    pub last_day: Option<Day>,
    /// Own tasks.
    pub total: u32,
    /// Those that are done.
    pub done: u32,
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TaskList {
    /// The day looked at.
    pub as_of: Day,
    /// The day that one compares with (so với báo cáo trước).
    pub baseline: Option<Day>,
    /// Own tasks; the watched ones are not counted.
    pub total: u32,
    /// Their classes; they add up to the total.
    pub classes: Vec<ClassCount>,
    /// Their classes on the day that one compares with; empty without one.
    pub baseline_classes: Vec<ClassCount>,
    /// Plans.
    pub plans: Vec<PlanHead>,
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
    /// `HH:MM` on it.
    pub last_time: Option<String>,
    /// The day that the wording names.
    pub stated_day: Option<Day>,
    /// Wording.
    pub deadline_text: String,
}

/// The list as of a moment, compared with an earlier one where that is asked.
pub fn tasks(
    connection: &Connection,
    at: impl Into<Instant>,
    baseline: Option<Day>,
) -> Result<TaskList> {
    let board = Board::load(connection, at)?;
    let today = board.today;
    let before = baseline
        .filter(|day| *day < today)
        .map(|day| Board::load(connection, day))
        .transpose()?;
    let was = |task: &Kept<Task>| {
        let board = before.as_ref()?;
        let own = board.tasks.iter().find(|own| own.id == task.id)?;
        Some(board.task_state(own))
    };
    let row = |task: &Kept<Task>| TaskRow {
        was: was(task),
        ..task_row(&board, task)
    };
    let mut groups: Vec<TaskGroupView> = Vec::new();
    for group in &board.groups {
        let own = |task: &&Kept<Task>| task.record.group_key == group.key;
        groups.push(TaskGroupView {
            key: group.key.clone(),
            plan: group.plan,
            letter: group.letter.clone(),
            title: group.title.clone(),
            tasks: board.tasks.iter().filter(own).map(row).collect(),
        });
    }
    for plan in &board.plans {
        let own = |task: &&Kept<Task>| {
            task.record.plan == plan.id
                && !board
                    .groups
                    .iter()
                    .any(|group| group.key == task.record.group_key)
        };
        groups.push(TaskGroupView {
            key: String::new(),
            plan: Some(plan.id),
            letter: String::new(),
            title: plan.record.title.clone(),
            tasks: board.tasks.iter().filter(own).map(row).collect(),
        });
    }
    groups.retain(|group| !group.tasks.is_empty());
    Ok(TaskList {
        as_of: today,
        baseline: before.as_ref().map(|board| board.today),
        total: board.own().count() as u32,
        classes: class_counts(&board),
        baseline_classes: before.as_ref().map_or_else(Vec::new, class_counts),
        plans: board
            .plans
            .iter()
            .map(|plan| plan_head(&board, plan))
            .collect(),
        groups,
    })
}

fn plan_head(board: &Board, plan: &Kept<Plan>) -> PlanHead {
    let own = || board.own().filter(|task| task.record.plan == plan.id);
    let record = &plan.record;
    PlanHead {
        id: plan.id,
        key: record.key.clone(),
        title: record.title.clone(),
        prefix: record.prefix.clone(),
        document: board.document_number(record.document),
        first_day: record.first_day,
        last_day: record.last_day,
        total: own().count() as u32,
        done: own()
            .filter(|task| board.task_state(task).is_done())
            .count() as u32,
    }
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
        .map(|(task, part)| assignment_row(board, task, part))
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

/// Bodies that lead, each once.
fn leads(board: &Board, task: &Kept<Task>) -> Vec<Id> {
    let mut bodies: Vec<Id> = Vec::new();
    for part in board.parts(task.id) {
        if !bodies.contains(&part.body) {
            bodies.push(part.body);
        }
    }
    bodies
}

/// Who leads, in words: "Công an quận; 8 phường".
pub fn lead_names(board: &Board, task: &Kept<Task>) -> String {
    let bodies = leads(board, task);
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
