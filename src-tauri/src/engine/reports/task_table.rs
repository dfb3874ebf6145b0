//! The table of all tasks, as reports have it in an annex.

use super::groups::groups;
use super::office::Office;
use crate::domain::Timeliness;
use crate::domain::instant::show_day;
use crate::engine::tasks::{Part, lead_names, partner_names};
use crate::report::content::{Align, Column, Row, Table};

/// All own tasks by group.
pub(super) fn task_table(office: &Office) -> Table {
    let columns = vec![
        Column::new("STT", 4.5, Align::Center),
        Column::new("Nội dung nhiệm vụ", 27.0, Align::Left),
        Column::new("Chủ trì", 20.0, Align::Left),
        Column::new("Phối hợp", 18.0, Align::Left),
        Column::new("Thời hạn", 16.0, Align::Left),
        Column::new("Kết quả", 12.0, Align::Left),
        Column::new("Đánh giá", 13.0, Align::Left),
    ];
    let mut rows = Vec::new();
    let mut number = 0;
    for group in groups(&office.board) {
        let tasks: Vec<_> = office
            .board
            .own()
            .filter(|task| group.holds(&task.record))
            .collect();
        if tasks.is_empty() {
            continue;
        }
        rows.push(Row::group(group.title));
        for task in tasks {
            number += 1;
            let parts: Vec<&Part> = office.board.standing_parts(task.id).collect();
            let last = parts.iter().filter_map(|part| part.last_day).min();
            let deadline = match (task.record.deadline_text.as_str(), last) {
                ("", None) => "Không quy định".to_owned(),
                (text, None) => text.to_owned(),
                ("", Some(day)) => show_day(day),
                (text, Some(day)) => format!("{text} ({})", show_day(day)),
            };
            rows.push(Row::body([
                number.to_string(),
                task.record.title.clone(),
                lead_names(&office.board, task),
                partner_names(&office.board, task),
                deadline,
                result(&parts),
                office.board.task_state(task).words().to_owned(),
            ]));
        }
    }
    Table {
        columns,
        rows,
        size: 11.0,
    }
}

/// How many of the bodies are done, or the day when it is one body only.
fn result(parts: &[&Part]) -> String {
    let done = parts.iter().filter(|part| part.state.is_done()).count();
    match parts {
        [] => String::new(),
        [only] => match (&only.claim, only.state.is_done()) {
            (Some(claim), true) => format!("Hoàn thành ngày {}", show_day(claim.record.day)),
            _ if only.state == Timeliness::Overdue => "Chưa hoàn thành".to_owned(),
            _ => "Đang thực hiện".to_owned(),
        },
        several if done == 0 => format!("0/{} đơn vị hoàn thành", several.len()),
        several => format!("{done}/{} đơn vị hoàn thành", several.len()),
    }
}
