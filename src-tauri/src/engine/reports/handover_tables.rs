//! Tables of the record of a book that is handed over.

use rusqlite::Connection;

use super::handover::{Record, counts};
use crate::domain::exchange::HeldWhy;
use crate::domain::indicator::IndicatorKind;
use crate::domain::instant::{parse_day, show_day};
use crate::domain::number::decimal;
use crate::domain::{Day, Id, Result, Timeliness};
use crate::engine::dictionary::Dictionary;
use crate::engine::tasks::lead_names;
use crate::report::content::{Align, Column, Row, Table};
use crate::store::sqlite;

/// What the figures of one indicator come to, by which both sides compare.
pub(super) struct Sum {
    name: String,
    unit: String,
    pub(super) count: i64,
    units: i64,
    last: String,
    total: String,
}

/// The figures of each indicator, in the order of the dictionary; made-up ones are nobody's to hand over.
pub(super) fn sums(connection: &Connection, dictionary: &Dictionary, day: Day) -> Result<Vec<Sum>> {
    let rows: Vec<(Id, i64, i64, String, i64)> = connection
        .prepare(
            "SELECT indicator, count(*), count(DISTINCT body), max(day), coalesce(sum(value), 0) FROM fact
             WHERE to_seq IS NULL AND state <> 'withdrawn' AND source <> 'minh_hoa' GROUP BY indicator",
        )
        .and_then(|mut s| {
            s.query_map([], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })
            .and_then(Iterator::collect)
        })
        .map_err(sqlite)?;
    let mut out = Vec::new();
    for kept in dictionary.all() {
        let Some((_, count, units, last, sum)) = rows.iter().find(|own| own.0 == kept.id) else {
            continue;
        };
        let definition = dictionary.definition(kept.id, day);
        let decimals = definition.map_or(0, |own| own.decimals);
        let adds = kept.record.kind != IndicatorKind::Index;
        out.push(Sum {
            name: dictionary.name(kept.id, day),
            unit: definition.map(|own| own.unit.clone()).unwrap_or_default(),
            count: *count,
            units: *units,
            last: parse_day(last).map_or_else(|_| last.clone(), show_day),
            total: if adds {
                decimal(*sum, decimals)
            } else {
                String::new()
            },
        });
    }
    Ok(out)
}

/// How the task at that place among the own ones stands.
pub(super) fn state(own: &Record<'_>, place: usize) -> Timeliness {
    let board = &own.office.board;
    let task = board.own().nth(place);
    task.map_or(Timeliness::NoDeadline, |task| board.task_state(task))
}

/// What is handed over, in numbers.
pub(super) fn summary(own: &Record<'_>) -> Table {
    let rows = counts(own).into_iter().enumerate();
    Table {
        columns: vec![
            Column::new("STT", 8.0, Align::Center),
            Column::new("Nội dung", 50.0, Align::Left),
            Column::new("Số lượng", 18.0, Align::Right),
            Column::new("Chi tiết", 20.0, Align::Left),
        ],
        rows: rows
            .map(|(at, (words, count, note))| {
                Row::body([
                    (at + 1).to_string(),
                    words.to_owned(),
                    decimal(count, 0),
                    note,
                ])
            })
            .collect(),
        size: 12.0,
    }
}

/// The figures of each indicator with their control total.
pub(super) fn figures(own: &Record<'_>) -> Table {
    let rows = own.figures.iter().enumerate();
    Table {
        columns: vec![
            Column::new("STT", 7.0, Align::Center),
            Column::new("Chỉ tiêu", 40.0, Align::Left),
            Column::new("Đơn vị tính", 14.0, Align::Center),
            Column::new("Số đơn vị", 10.0, Align::Right),
            Column::new("Số dòng", 10.0, Align::Right),
            Column::new("Mới nhất", 15.0, Align::Center),
            Column::new("Tổng kiểm tra", 20.0, Align::Right),
        ],
        rows: rows
            .map(|(at, sum)| {
                Row::body([
                    (at + 1).to_string(),
                    sum.name.clone(),
                    sum.unit.clone(),
                    decimal(sum.units, 0),
                    decimal(sum.count, 0),
                    sum.last.clone(),
                    sum.total.clone(),
                ])
            })
            .collect(),
        size: 11.0,
    }
}

/// What is still to be done, with its deadline.
pub(super) fn tasks(own: &Record<'_>) -> Table {
    let board = &own.office.board;
    let open = board
        .own()
        .enumerate()
        .filter(|(place, _)| own.open.contains(place));
    let rows = open.enumerate().map(|(at, (_, task))| {
        let last = board.task_last_day(task);
        let deadline = match (task.record.deadline_text.as_str(), last) {
            ("", None) => "Không quy định".to_owned(),
            (text, None) => text.to_owned(),
            ("", Some(day)) => show_day(day),
            (text, Some(day)) => format!("{text} ({})", show_day(day)),
        };
        Row::body([
            (at + 1).to_string(),
            task.record.number.clone(),
            task.record.title.clone(),
            lead_names(board, task),
            deadline,
            board.task_state(task).words().to_owned(),
        ])
    });
    Table {
        columns: vec![
            Column::new("STT", 5.0, Align::Center),
            Column::new("Số", 9.0, Align::Center),
            Column::new("Nội dung nhiệm vụ", 40.0, Align::Left),
            Column::new("Chủ trì", 22.0, Align::Left),
            Column::new("Thời hạn", 20.0, Align::Left),
            Column::new("Đánh giá", 13.0, Align::Left),
        ],
        rows: rows.collect(),
        size: 11.0,
    }
}

/// Rows of packages that wait for a person.
pub(super) fn held(own: &Record<'_>) -> Table {
    let rows = own.held.iter().enumerate().map(|(at, row)| {
        let why = match row.why {
            HeldWhy::Conflict => "Hai bên cùng sửa",
            HeldWhy::Closed => "Kỳ đã chốt",
            HeldWhy::Refused => "Không nhận được",
        };
        Row::body([
            (at + 1).to_string(),
            format!("{} (gói số {})", row.sender, row.package),
            row.body.clone(),
            row.what.clone(),
            row.time.clone(),
            row.ours.clone(),
            row.theirs.clone(),
            why.to_owned(),
        ])
    });
    Table {
        columns: vec![
            Column::new("STT", 5.0, Align::Center),
            Column::new("Bên gửi", 20.0, Align::Left),
            Column::new("Đơn vị", 18.0, Align::Left),
            Column::new("Nội dung", 26.0, Align::Left),
            Column::new("Thời gian", 15.0, Align::Left),
            Column::new("Trong sổ", 12.0, Align::Right),
            Column::new("Bên gửi đưa", 12.0, Align::Right),
            Column::new("Lý do", 16.0, Align::Left),
        ],
        rows: rows.collect(),
        size: 11.0,
    }
}
