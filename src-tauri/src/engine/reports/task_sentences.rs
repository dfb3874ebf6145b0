//! Sentences on how the tasks stand; every number is that of the task list, since both count the same board.

use rusqlite::Connection;

use super::keys::{FigureKey, Measure, Window};
use super::office::Office;
use super::sentences::{Sentence, counted};
use crate::domain::book::Document;
use crate::domain::instant::{show_day, spell_day};
use crate::domain::task::Task;
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id, Result, Timeliness};
use crate::engine::tasks::{Board, Part, class_counts};
use crate::report::content::{Block, Run};
use crate::store::{self, Kept};

/// The class of every task, or of every part that one unit has in them.
pub(super) fn states(board: &Board, unit: Option<Id>) -> Vec<Timeliness> {
    match unit {
        None => board.own().map(|task| board.task_state(task)).collect(),
        Some(unit) => parts_of(board, unit).map(|(_, part)| part.state).collect(),
    }
}

/// The parts that a unit has in our tasks, in their order.
pub(super) fn parts_of(board: &Board, unit: Id) -> impl Iterator<Item = (&Kept<Task>, &Part)> {
    board.own().flat_map(move |task| {
        board
            .standing_parts(task.id)
            .filter(move |part| part.body == unit)
            .map(move |part| (task, part))
    })
}

/// How many tasks there are and how they stand, with the annex that lists them. Classes without a task are left out;
/// those named add up.
pub(super) fn progress(office: &Office, unit: Option<Id>, annex: &str) -> Block {
    let states = states(&office.board, unit);
    if states.is_empty() {
        let who = unit.map_or_else(|| office.root_name(), |unit| office.called(unit));
        return Block::plain(format!(
            "Đến ngày {}, {who} chưa có nhiệm vụ được giao.",
            spell_day(office.as_of.day)
        ));
    }
    let count = |state: Timeliness| states.iter().filter(|own| **own == state).count() as u32;
    let total = states.len() as u32;
    let (on_time, late, free) = (
        count(Timeliness::DoneOnTime),
        count(Timeliness::DoneLate),
        count(Timeliness::DoneNoDeadline),
    );
    let done = on_time + late + free;
    let figure = |class: &str, count: u32| vec![class_figure(office, unit, class, count)];
    let mut parts: Vec<Vec<Run>> = Vec::new();
    if done > 0 {
        let detail = [
            ("đúng hạn ", "done_on_time", on_time),
            ("quá hạn ", "done_late", late),
            ("không quy định thời hạn ", "done_no_deadline", free),
        ]
        .into_iter()
        .filter(|(_, _, n)| *n > 0)
        .map(|(words, class, n)| [vec![Run::plain(words)], figure(class, n)].concat());
        let said = Sentence::default()
            .say("đã hoàn thành ")
            .list([figure("done", done)], "")
            .say(" nhiệm vụ (")
            .list(detail, ", ")
            .say(")");
        parts.push(said.runs());
    } else {
        parts.push(vec![Run::plain("chưa có nhiệm vụ hoàn thành")]);
    }
    for (words, state) in [
        ("đang thực hiện trong hạn", Timeliness::InTime),
        ("sắp đến hạn", Timeliness::DueSoon),
        ("quá hạn chưa hoàn thành", Timeliness::Overdue),
        ("chưa đến thời điểm bắt đầu", Timeliness::NotStarted),
        (
            "đang thực hiện, không quy định thời hạn",
            Timeliness::NoDeadline,
        ),
        ("tạm dừng", Timeliness::Paused),
        ("hủy", Timeliness::Cancelled),
    ] {
        if count(state) > 0 {
            let said = Sentence::default()
                .say(format!("{words} "))
                .list([figure(state.token(), count(state))], "")
                .say(" nhiệm vụ");
            parts.push(said.runs());
        }
    }
    Sentence::default()
        .say("Trong tổng số ")
        .list([figure("all", total)], "")
        .say(" nhiệm vụ được giao: ")
        .list(parts, "; ")
        .say(format!(
            ". {}Chi tiết tại {annex}.",
            unit.map_or_else(|| by_body(office), |_| String::new()),
        ))
        .end("tasks.progress")
}

/// How many tasks are of a class, with the key by which they are found.
pub(super) fn class_figure(office: &Office, unit: Option<Id>, class: &str, count: u32) -> Run {
    let key = FigureKey {
        measure: Measure::Tasks,
        what: class.to_owned(),
        against: String::new(),
        body: unit,
        window: Window {
            period: office.period,
            at: Some(office.as_of),
        },
    };
    Run::figure(counted(count), key.figure(i64::from(count), 0))
}

/// A task given to many is done only when all are; how far they are is said beside it.
fn by_body(office: &Office) -> String {
    let states: Vec<Timeliness> = office
        .board
        .own()
        .flat_map(|task| office.board.standing_parts(task.id))
        .map(|part| part.state)
        .collect();
    let done = states.iter().filter(|state| state.is_done()).count() as u32;
    if states.is_empty() {
        return String::new();
    }
    format!(
        "Tính theo từng đơn vị được phân công, đã hoàn thành {}/{} phần việc. ",
        counted(done),
        states.len()
    )
}

/// Classes in few words, for one line: "24 nhiệm vụ: hoàn thành 5; quá hạn 1; …".
pub(super) fn in_brief(board: &Board) -> String {
    let counts = class_counts(board);
    let total: u32 = counts.iter().map(|own| own.count).sum();
    let said: Vec<String> = counts
        .iter()
        .filter(|own| own.count > 0)
        .map(|own| format!("{}\u{a0}{}", uncapitalise(own.state.words()), own.count))
        .collect();
    if said.is_empty() {
        return "sổ chưa có nhiệm vụ.".to_owned();
    }
    format!("{total} nhiệm vụ; {}.", said.join(", "))
}

/// How the tasks stood when the period before ended.
pub(super) struct Earlier {
    day: Day,
    /// Classes of the tasks that had been given by then.
    states: Vec<Timeliness>,
}

impl Earlier {
    pub(super) fn load(connection: &Connection, day: Day, unit: Option<Id>) -> Result<Self> {
        let board = Board::load(connection, day)?;
        let mut states = Vec::new();
        for task in board.own() {
            if !given_by(connection, &board, task, day)? {
                continue;
            }
            match unit {
                None => states.push(board.task_state(task)),
                Some(unit) => states.extend(
                    board
                        .standing_parts(task.id)
                        .filter(|part| part.body == unit)
                        .map(|part| part.state),
                ),
            }
        }
        Ok(Self { day, states })
    }
}

/// Whether a task had been given on a day, as far as its document or its plan tell; else it is taken to have been.
fn given_by(connection: &Connection, board: &Board, task: &Kept<Task>, day: Day) -> Result<bool> {
    let document = task
        .record
        .document
        .map(|id| store::get::<Document>(connection, id))
        .transpose()?
        .flatten();
    if let Some(issued) = document.and_then(|kept| kept.record.day) {
        return Ok(issued <= day);
    }
    let plan = board
        .plans
        .iter()
        .find(|plan| plan.id == task.record.plan)
        .and_then(|plan| plan.record.first_day);
    Ok(plan.is_none_or(|first| first <= day))
}

/// What changed since the report before: new tasks, and every class that has more or fewer of them.
pub(super) fn since_before(office: &Office, unit: Option<Id>, earlier: &Earlier) -> Option<Block> {
    if earlier.states.is_empty() {
        return None;
    }
    let now = states(&office.board, unit);
    let count = |states: &[Timeliness], class: fn(Timeliness) -> bool| {
        states.iter().filter(|state| class(**state)).count() as i64
    };
    let classes: [(&str, fn(Timeliness) -> bool); 6] = [
        ("đã hoàn thành", Timeliness::is_done),
        ("đang thực hiện trong hạn", |own| {
            own == Timeliness::InTime
        }),
        ("sắp đến hạn", |own| own == Timeliness::DueSoon),
        ("quá hạn chưa hoàn thành", |own| {
            own == Timeliness::Overdue
        }),
        ("không quy định thời hạn", |own| {
            own == Timeliness::NoDeadline
        }),
        ("tạm dừng, hủy", |own| {
            matches!(own, Timeliness::Paused | Timeliness::Cancelled)
        }),
    ];
    let new = now.len().saturating_sub(earlier.states.len()) as u32;
    let given = (new > 0).then(|| format!("có thêm {} nhiệm vụ mới được giao", counted(new)));
    let moved: Vec<String> = classes
        .into_iter()
        .filter_map(|(words, class)| {
            let difference = count(&now, class) - count(&earlier.states, class);
            let amount = counted(u32::try_from(difference.abs()).unwrap_or(u32::MAX));
            match difference {
                0 => None,
                1.. => Some(format!("{words} tăng {amount}")),
                _ => Some(format!("{words} giảm {amount}")),
            }
        })
        .collect();
    let moved = (!moved.is_empty()).then(|| format!("số nhiệm vụ {}", moved.join(", ")));
    let said: Vec<String> = given.into_iter().chain(moved).collect();
    let changes = if said.is_empty() {
        "tiến độ các nhiệm vụ không thay đổi".to_owned()
    } else {
        said.join("; ")
    };
    Some(Block::plain(format!(
        "So với {} (tính đến ngày {}), {changes}.",
        office.width.eve,
        show_day(earlier.day)
    )))
}
