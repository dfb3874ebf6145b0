//! What an officer has before her today (việc hôm nay).

use chrono::{Datelike, Days};
use serde::Serialize;
use ts_rs::TS;

use super::board::Board;
use super::detail::{ExtensionView, extension_views};
use super::list::{AssignmentRow, TaskRow, assignment_row, task_row};
use crate::domain::deadline::DeadlineKind;
use crate::domain::task::{ExtensionState, Task};
use crate::domain::timeliness::{Warning, warning};
use crate::domain::{Day, Id, Timeliness};
use crate::store::Kept;

/// A deadline of which one is warned today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WarningRow {
    /// Whose.
    pub row: AssignmentRow,
    /// Days before: 7, 3, 1, or 0 on the last day.
    pub days: u32,
}

/// An extension that waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct AskedExtension {
    /// The task.
    pub task: Id,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// What is asked.
    pub extension: ExtensionView,
}

/// What an officer has before her today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TodayWork {
    /// The day.
    pub day: Day,
    /// Late.
    pub overdue: Vec<AssignmentRow>,
    /// Due today.
    pub due_today: Vec<AssignmentRow>,
    /// Due later until Sunday.
    pub this_week: Vec<AssignmentRow>,
    /// Warnings 7, 3 and 1 days before, and on the day.
    pub warnings: Vec<WarningRow>,
    /// Said to be done, not yet confirmed or returned.
    pub to_confirm: Vec<AssignmentRow>,
    /// Extensions asked for.
    pub extensions: Vec<AskedExtension>,
    /// Wordings that wait for the day of an event.
    pub waiting: Vec<TaskRow>,
    /// Wordings that were understood doubtfully or not.
    pub unsure: Vec<TaskRow>,
}

/// What is to be done today, from all plans.
pub fn today_work(board: &Board) -> TodayWork {
    let today = board.today;
    let sunday = today + Days::new(6 - u64::from(today.weekday().num_days_from_monday()));
    let mut out = TodayWork {
        day: today,
        overdue: Vec::new(),
        due_today: Vec::new(),
        this_week: Vec::new(),
        warnings: Vec::new(),
        to_confirm: Vec::new(),
        extensions: Vec::new(),
        waiting: Vec::new(),
        unsure: Vec::new(),
    };
    for task in board.own() {
        for part in board.parts(task.id) {
            let row = || assignment_row(board, task, part);
            if part.waits() {
                out.to_confirm.push(row());
            }
            let Some(last) = part.last_day.filter(|_| part.is_open()) else {
                continue;
            };
            if part.state == Timeliness::Overdue {
                out.overdue.push(row());
            } else if last == today {
                out.due_today.push(row());
            } else if last <= sunday {
                out.this_week.push(row());
            }
            let late = part.state == Timeliness::Overdue;
            if let Some(found) = warning(last, today, &board.rules.calendar).filter(|_| !late) {
                let days = match found {
                    Warning::DueToday => 0,
                    Warning::OneDay => 1,
                    Warning::ThreeDays => 3,
                    Warning::SevenDays => 7,
                };
                out.warnings.push(WarningRow { row: row(), days });
            }
        }
        let asked = extension_views(board, task)
            .into_iter()
            .filter(|own| own.state == ExtensionState::Proposed);
        out.extensions.extend(asked.map(|extension| AskedExtension {
            task: task.id,
            number: task.record.number.clone(),
            title: task.record.title.clone(),
            extension,
        }));
        let open = !board.task_state(task).is_done();
        if open && waits_for_event(task) {
            out.waiting.push(task_row(board, task));
        }
        if open && !task.record.sure {
            out.unsure.push(task_row(board, task));
        }
    }
    for rows in [&mut out.overdue, &mut out.due_today, &mut out.this_week] {
        rows.sort_by(|a, b| {
            (
                a.last_day,
                a.last_time.is_none(),
                &a.last_time,
                &a.number,
                a.body,
            )
                .cmp(&(
                    b.last_day,
                    b.last_time.is_none(),
                    &b.last_time,
                    &b.number,
                    b.body,
                ))
        });
    }
    out.warnings.sort_by_key(|own| own.days);
    out
}

/// Whether the deadline of a task begins to run with an event whose day nobody entered.
fn waits_for_event(task: &Kept<Task>) -> bool {
    let own = &task.record;
    let kind = DeadlineKind::of_token(&own.deadline_kind);
    own.event_day.is_none()
        && own.last_day.is_none()
        && (!own.length.is_empty() || kind == Some(DeadlineKind::AfterEvent))
}
