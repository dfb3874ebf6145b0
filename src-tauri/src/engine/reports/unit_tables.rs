//! Tables of the report on one unit: its figures with what they are compared with, and its tasks.

use super::annexes::without_empty_column;
use super::figure_sentences::compared_cells;
use super::groups::groups;
use super::late::wording;
use super::material::Material;
use super::office::Office;
use super::task_sentences::parts_of;
use crate::domain::Id;
use crate::domain::Timeliness;
use crate::domain::instant::show_day;
use crate::engine::tasks::{Part, partner_names};
use crate::report::content::{Align, Cell, Column, Row, Table};

/// One row a figure that the unit has, by groups of utilities.
pub(super) fn figures(m: &Material) -> Table {
    let before = format!("So với {}", m.office.width.before);
    let columns = vec![
        Column::new("STT", 4.5, Align::Center),
        Column::new("Chỉ tiêu", 28.0, Align::Left),
        Column::new("Đơn vị tính", 9.0, Align::Left),
        Column::new("Tính đến", 10.5, Align::Center),
        Column::new("Kết quả", 10.0, Align::Right),
        Column::new(BASE, 10.0, Align::Right),
        Column::new(PERCENT, 9.0, Align::Right),
        Column::new(before.clone(), 11.0, Align::Right),
        Column::new(TARGET, 10.0, Align::Right),
        Column::new(LEFT, 9.0, Align::Right),
        Column::new(RANK, 8.0, Align::Center),
    ];
    let mut rows = Vec::new();
    let mut number = 0;
    for group in &m.office.board.groups {
        let mut own = Vec::new();
        let all = m.dictionary.all().iter();
        for kept in all.filter(|kept| kept.record.group_key == group.key) {
            let Some(cells) = compared_cells(m, kept) else {
                continue;
            };
            number += 1;
            let head: Cell = number.to_string().into();
            own.push(Row::body(std::iter::once(head).chain(cells)));
        }
        if !own.is_empty() {
            rows.push(Row::group(group.title.clone()));
            rows.append(&mut own);
        }
    }
    let mut table = Table {
        columns,
        rows,
        size: 11.0,
    };
    for header in [BASE, PERCENT, &before, TARGET, LEFT, RANK] {
        table = without_empty_column(table, header);
    }
    table
}

const BASE: &str = "Số để so";
const PERCENT: &str = "Tỷ lệ (%)";
const TARGET: &str = "Chỉ tiêu giao";
const LEFT: &str = "Còn lại";
const RANK: &str = "Xếp hạng";

/// The parts that a unit has in our tasks, by groups.
pub(super) fn tasks(office: &Office, unit: Id) -> Table {
    let columns = vec![
        Column::new("STT", 4.5, Align::Center),
        Column::new("Nội dung nhiệm vụ", 34.0, Align::Left),
        Column::new(PARTNERS, 18.0, Align::Left),
        Column::new("Thời hạn", 17.0, Align::Left),
        Column::new("Kết quả", 15.0, Align::Left),
        Column::new("Đánh giá", 14.0, Align::Left),
    ];
    let board = &office.board;
    let mut rows = Vec::new();
    let mut number = 0;
    for group in groups(board) {
        let mut own = Vec::new();
        for (task, part) in parts_of(board, unit) {
            if !group.holds(&task.record) {
                continue;
            }
            number += 1;
            let deadline = match (wording(&task.record, part), part.last_day) {
                (text, None) if text.is_empty() => "Không quy định".to_owned(),
                (text, None) => text,
                (text, Some(day)) if text.is_empty() => show_day(day),
                (text, Some(day)) => format!("{text} ({})", show_day(day)),
            };
            own.push(Row::body([
                number.to_string(),
                task.record.title.clone(),
                partner_names(board, task),
                deadline,
                result(part),
                part.state.words().to_owned(),
            ]));
        }
        if !own.is_empty() {
            rows.push(Row::group(group.title));
            rows.append(&mut own);
        }
    }
    let table = Table {
        columns,
        rows,
        size: 11.0,
    };
    without_empty_column(table, PARTNERS)
}

const PARTNERS: &str = "Phối hợp";

fn result(part: &Part) -> String {
    match (&part.claim, part.state.is_done()) {
        (Some(claim), true) => format!("Hoàn thành ngày {}", show_day(claim.record.day)),
        (None, true) => "Hoàn thành".to_owned(),
        _ if part.state == Timeliness::Overdue => "Chưa hoàn thành".to_owned(),
        _ => "Đang thực hiện".to_owned(),
    }
}
