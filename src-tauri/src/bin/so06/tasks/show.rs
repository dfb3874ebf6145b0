//! What is told of tasks: one in full, task × unit, today's work, what was looked for.

use so06::domain::instant::show_day;
use so06::domain::{Day, Result};
use so06::engine::tasks::{self, AssignmentRow, Board, GoalView};
use so06::store::Book;

use super::{board, plan, value};
use crate::acts::moment_or_now;
use crate::output::Output;

/// "16:00 15/03/2024", or the day alone.
pub fn last_words(day: Option<Day>, time: Option<&str>) -> String {
    match (time, day) {
        (_, None) => String::new(),
        (None, Some(day)) => show_day(day),
        (Some(time), Some(day)) => format!("{time} {}", show_day(day)),
    }
}

pub(super) fn show(book: &Book, id: &str, as_of: Option<&str>, out: Output) -> Result<()> {
    let at = moment_or_now(book, as_of)?;
    let detail = book.read(|c| tasks::task(c, id, at))?;
    out.answer(&value(&detail)?, || {
        let row = &detail.row;
        let mut lines = vec![
            format!("{} {}", row.number, row.title),
            format!("  {} · {}", row.state.words(), row.deadline.text),
        ];
        for own in &detail.assignments {
            let last = last_words(own.last_day, own.last_time.as_deref());
            lines.push(format!(
                "  {:<28} {:<10} {last:<16} {}",
                own.body_name,
                own.occurrence,
                own.state.words()
            ));
            lines.extend(own.goal.as_ref().map(goal_words));
        }
        for own in &detail.extensions {
            let to = own
                .last_day
                .map_or_else(|| "không thời hạn".to_owned(), show_day);
            lines.push(format!(
                "  lùi hạn đến {to} {}: {}",
                own.body_name, own.reason
            ));
        }
        lines
    });
    Ok(())
}

/// "    95,00/98,00 %: còn thiếu 72 hồ sơ (hồ sơ trực tuyến) trên 2.400 hồ sơ tiếp nhận, mỗi ngày làm việc 7,2".
fn goal_words(goal: &GoalView) -> String {
    let mut out = format!("    {}/{} {}", goal.value, goal.goal, goal.unit);
    if let Some(since) = goal.reached {
        return format!("{out}: đã đạt từ {}", show_day(since));
    }
    match &goal.lacking {
        Some(own) => {
            let how = if own.down {
                "phải giảm"
            } else {
                "còn thiếu"
            };
            out.push_str(&format!(
                ": {how} {} {} ({}) trên {} {}",
                own.left, own.unit, own.name, own.base, own.base_name
            ));
        }
        None if !goal.left.is_empty() => out.push_str(&format!(": còn {}", goal.left)),
        None => {}
    }
    if let Some(pace) = &goal.pace {
        out.push_str(&format!(", mỗi ngày làm việc {pace}"));
    }
    out
}

pub(super) fn matrix(board: &Board, key: Option<&str>, out: Output) -> Result<()> {
    let plan = key.map(|key| plan(board, key)).transpose()?;
    let matrix = tasks::task_matrix(board, plan);
    out.answer(&value(&matrix)?, || {
        let names: Vec<&str> = matrix.units.iter().map(|own| own.name.as_str()).collect();
        let mut lines = vec![names.join(" | ")];
        for row in &matrix.rows {
            let cells: Vec<&str> = row
                .cells
                .iter()
                .map(|cell| cell.as_ref().map_or("", |own| own.state.words()))
                .collect();
            lines.push(format!(
                "{} {}: {}",
                row.number,
                row.title,
                cells.join(" | ")
            ));
        }
        lines
    });
    Ok(())
}

pub(super) fn today(board: &Board, out: Output) -> Result<()> {
    let work = tasks::today_work(board);
    out.answer(&value(&work)?, || {
        let mut lines = Vec::new();
        let mut part = |title: &str, rows: &[AssignmentRow]| {
            if !rows.is_empty() {
                lines.push(format!("{title}: {}", rows.len()));
                lines.extend(rows.iter().map(|row| {
                    let last = row.last_day.map_or_else(String::new, show_day);
                    format!(
                        "  {} {last} {:<26} {}",
                        row.number, row.body_name, row.title
                    )
                }));
            }
        };
        part("Quá hạn", &work.overdue);
        part("Đến hạn hôm nay", &work.due_today);
        part("Trong tuần này", &work.this_week);
        part("Chờ xác nhận", &work.to_confirm);
        if lines.is_empty() {
            lines.push("Hôm nay không có việc nào đến hạn.".to_owned());
        }
        lines
    });
    Ok(())
}

pub(super) fn search(book: &Book, text: &str, out: Output) -> Result<()> {
    let board = board(book, None)?;
    let hits = book.read(|c| tasks::search_tasks(c, &board, text))?;
    out.answer(&value(&hits)?, || {
        hits.iter()
            .map(|hit| {
                format!(
                    "{} {} {}: {}",
                    hit.number, hit.title, hit.body_name, hit.text
                )
            })
            .collect()
    });
    Ok(())
}
