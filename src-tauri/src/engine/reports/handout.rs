//! One page for those who sit at the meeting (tài liệu họp): how the units stand, what is late, what changed.

use rusqlite::Connection;

use super::build::Paper;
use super::findings::{Finding, ok, warn};
use super::late::{Late, last_day, late, standing};
use super::meeting::Sitting;
use super::office::Office;
use super::sentences::counted;
use super::task_sentences::in_brief;
use crate::domain::instant::{show_day, spell_day};
use crate::domain::number::Percent;
use crate::domain::{Day, Id, Result, Timeliness};
use crate::engine::tasks::Board;
use crate::report::content::{
    Align, Block, Column, Document, Form, Row, RowKind, Run, Style, Table,
};
use crate::report::{FontChoice, FontSet, layout};

/// Size of letters in the tables.
const SIZE: f64 = 10.5;
/// Size of lines beside them.
const LINES: f64 = 12.0;
/// Columns of units side by side.
const SIDE_BY_SIDE: usize = 2;
/// Days back that changes are told of where no meeting was before.
const WEEK: u64 = 7;

/// How many rows of each table there is room for.
#[derive(Debug, Clone, Copy)]
struct Room {
    units: usize,
    late: usize,
    changes: usize,
}

/// What changed of one part.
struct Change {
    number: String,
    title: String,
    body: Id,
    from: Timeliness,
    to: Timeliness,
}

/// The sheet that fits on one page: rows are left out, and counted, until it does.
pub(super) fn paper(
    connection: &Connection,
    office: &Office,
    sitting: Option<&Sitting>,
) -> Result<Paper> {
    let since = sitting
        .and_then(|own| own.previous)
        .unwrap_or_else(|| office.as_of.day - chrono::Days::new(WEEK));
    let before = Board::load(connection, since)?;
    let changes = changes(office, &before);
    let fonts = FontSet::load(FontChoice::LiberationSerif)?;
    let late_rows: usize = late(office, None).iter().map(|own| own.items.len()).sum();
    let mut room = Room {
        units: standing(&office.board).len(),
        late: late_rows.min(60),
        changes: changes.len().min(40),
    };
    room.units = room.units.min(80);
    loop {
        let document = document(office, sitting, since, &changes, room);
        let least = room.units <= 8 && room.late <= 4 && room.changes <= 2;
        if least || layout(&document, &fonts).pages.len() <= 1 {
            return Ok(Paper {
                findings: findings(office, sitting, late_rows, room),
                document,
                standard: vec![("remarks", String::new())],
            });
        }
        // What changed gives way first, then units that are not late, then what is late.
        if room.changes > 4 {
            room.changes -= 1;
        } else if room.units > 24 {
            room.units -= SIDE_BY_SIDE;
        } else if room.late > 8 {
            room.late -= 1;
        } else if room.changes > 2 {
            room.changes -= 1;
        } else if room.units > 8 {
            room.units -= SIDE_BY_SIDE;
        } else {
            room.late = room.late.saturating_sub(1).max(4);
        }
    }
}

fn document(
    office: &Office,
    sitting: Option<&Sitting>,
    since: Day,
    changes: &[Change],
    room: Room,
) -> Document {
    let event = sitting.map_or_else(|| "họp giao ban".to_owned(), Sitting::name);
    let mut body = vec![small(&[
        ("Tiến độ chung: ", Style::Bold),
        (&in_brief(&office.board), Style::Regular),
    ])];
    let heading = |text: String| small(&[(text.as_str(), Style::Bold)]);
    let units = standing(&office.board);
    if !units.is_empty() {
        body.push(heading("1. Kết quả của từng cơ quan, đơn vị".to_owned()));
        body.push(Block::Table(unit_table(office, room.units)));
        if units.len() > room.units {
            body.push(small(&[(
                &format!("… và {} đơn vị khác.", units.len() - room.units),
                Style::Italic,
            )]));
        }
    }
    let bodies = late(office, None);
    let mut items: Vec<(Id, &Late<'_>)> = bodies
        .iter()
        .flat_map(|own| own.items.iter().map(|item| (own.body, item)))
        .collect();
    items.sort_by_key(|(_, item)| std::cmp::Reverse(item.days));
    body.push(heading(format!(
        "2. Việc quá hạn chưa hoàn thành ({})",
        items.len()
    )));
    if items.is_empty() {
        body.push(small(&[("Không có.", Style::Regular)]));
    } else {
        body.push(Block::Table(late_table(office, &items, room.late)));
    }
    body.push(heading(format!(
        "3. Thay đổi so với {} ({})",
        show_day(since),
        changes.len()
    )));
    if changes.is_empty() {
        body.push(small(&[("Không có.", Style::Regular)]));
    } else {
        body.push(Block::Table(change_table(office, changes, room.changes)));
    }
    let remarks: Vec<&str> = office.lines("remarks").collect();
    if !remarks.is_empty() {
        body.push(heading("4. Nội dung xin ý kiến".to_owned()));
        body.extend(remarks.iter().map(|line| small(&[(*line, Style::Regular)])));
    }
    let title = format!(
        "Tình hình thực hiện {}, tính đến ngày {}",
        office.work(),
        show_day(office.as_of.day)
    );
    let paper = office.paper(Form::Sheet, String::new());
    Document {
        title: format!("Tài liệu {event}: {title}"),
        kind_name: format!("TÀI LIỆU {}", event.to_uppercase()),
        subject: vec![title],
        letterhead: crate::report::content::Letterhead {
            day: Some(sitting.map_or(office.as_of.day, |own| own.meeting.day)),
            ..paper.letterhead.clone()
        },
        body,
        ..paper
    }
}

fn small(runs: &[(&str, Style)]) -> Block {
    Block::Small {
        runs: runs
            .iter()
            .map(|(text, style)| Run {
                text: (*text).to_owned(),
                style: *style,
                provenance: None,
            })
            .collect(),
        size: LINES,
    }
}

/// Units in two columns side by side; those with the most overdue first where not all fit.
fn unit_table(office: &Office, most: usize) -> Table {
    let mut units = standing(&office.board);
    if units.len() > most {
        units.sort_by_key(|own| std::cmp::Reverse(own.overdue));
        units.truncate(most);
    }
    let deep = units.len().div_ceil(SIDE_BY_SIDE);
    let cells = |place: usize| -> Vec<String> {
        units.get(place).map_or_else(
            || vec![String::new(); 4],
            |own| {
                let percent = Percent::of(i64::from(own.done), i64::from(own.total));
                vec![
                    office.brief(own.body),
                    format!("{}/{}", own.done, own.total),
                    percent.map(Percent::text).unwrap_or_default(),
                    if own.overdue == 0 {
                        "-".to_owned()
                    } else {
                        own.overdue.to_string()
                    },
                ]
            },
        )
    };
    let columns = (0..SIDE_BY_SIDE)
        .flat_map(|_| {
            [
                Column::new("Đơn vị", 20.0, Align::Left),
                Column::new("Xong", 7.0, Align::Center),
                Column::new("Tỷ lệ (%)", 8.0, Align::Right),
                Column::new("Quá hạn", 7.0, Align::Center),
            ]
        })
        .collect();
    let rows = (0..deep)
        .map(|place| Row {
            kind: RowKind::Body,
            cells: (0..SIDE_BY_SIDE)
                .flat_map(|side| cells(place + side * deep))
                .collect(),
        })
        .collect();
    Table {
        columns,
        rows,
        size: SIZE,
    }
}

fn late_table(office: &Office, items: &[(Id, &Late<'_>)], most: usize) -> Table {
    let mut rows: Vec<Row> = items
        .iter()
        .take(most)
        .map(|(body, item)| {
            Row::body([
                item.task.record.number.clone(),
                item.task.record.title.clone(),
                office.brief(*body),
                last_day(item.part),
                item.days.to_string(),
            ])
        })
        .collect();
    more(&mut rows, items.len(), most);
    Table {
        columns: vec![
            Column::new("Số", 8.0, Align::Center),
            Column::new("Nhiệm vụ", 36.0, Align::Left),
            Column::new("Đơn vị", 22.0, Align::Left),
            Column::new("Hạn", 11.0, Align::Center),
            Column::new("Quá hạn (ngày)", 9.0, Align::Center),
        ],
        rows,
        size: SIZE,
    }
}

/// "và n việc khác", where not everything fits.
fn more(rows: &mut Vec<Row>, count: usize, most: usize) {
    if count > most {
        rows.push(Row::group(format!("… và {} việc khác", count - most)));
    }
}

/// Parts whose class changed since a day; those that became late first, then what was done.
fn changes(office: &Office, before: &Board) -> Vec<Change> {
    let mut out = Vec::new();
    for task in office.board.own() {
        for part in office.board.parts(task.id) {
            let earlier = before
                .parts(task.id)
                .iter()
                .find(|own| own.assignment == part.assignment && own.occurrence == part.occurrence);
            if let Some(earlier) = earlier.filter(|own| own.state != part.state) {
                out.push(Change {
                    number: task.record.number.clone(),
                    title: task.record.title.clone(),
                    body: part.body,
                    from: earlier.state,
                    to: part.state,
                });
            }
        }
    }
    out.sort_by_key(|own| (own.to != Timeliness::Overdue, !own.to.is_done(), own.to));
    out
}

fn change_table(office: &Office, changes: &[Change], most: usize) -> Table {
    let mut rows: Vec<Row> = changes
        .iter()
        .take(most)
        .map(|own| {
            Row::body([
                own.number.clone(),
                own.title.clone(),
                office.brief(own.body),
                format!("{} → {}", brief(own.from), brief(own.to)),
            ])
        })
        .collect();
    more(&mut rows, changes.len(), most);
    Table {
        columns: vec![
            Column::new("Số", 8.0, Align::Center),
            Column::new("Nhiệm vụ", 32.0, Align::Left),
            Column::new("Đơn vị", 22.0, Align::Left),
            Column::new("Thay đổi", 26.0, Align::Left),
        ],
        rows,
        size: SIZE,
    }
}

/// A class in few words.
const fn brief(state: Timeliness) -> &'static str {
    match state {
        Timeliness::Overdue => "quá hạn",
        Timeliness::DueSoon => "sắp đến hạn",
        Timeliness::InTime => "trong hạn",
        Timeliness::NotStarted => "chưa bắt đầu",
        Timeliness::NoDeadline => "không thời hạn",
        Timeliness::DoneOnTime => "xong đúng hạn",
        Timeliness::DoneLate => "xong, quá hạn",
        Timeliness::DoneNoDeadline => "xong",
        Timeliness::Paused => "tạm dừng",
        Timeliness::Cancelled => "hủy",
    }
}

fn findings(
    office: &Office,
    sitting: Option<&Sitting>,
    late_rows: usize,
    room: Room,
) -> Vec<Finding> {
    let mut out = vec![ok(format!(
        "Tính đến ngày {}: {} việc quá hạn.",
        spell_day(office.as_of.day),
        counted(late_rows as u32)
    ))];
    if late_rows > room.late {
        out.push(warn(format!(
            "Trang chỉ đủ chỗ cho {} việc quá hạn; các việc khác xem ở danh mục nhiệm vụ.",
            room.late
        )));
    }
    if sitting.is_none() {
        out.push(warn(
            "Sổ chưa có phiên họp nào; tài liệu lấy theo ngày đang xem.",
        ));
    }
    out
}
