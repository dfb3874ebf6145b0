//! One page for those who sit at the meeting (tài liệu họp): how the units stand, what is late, what changed.

use rusqlite::Connection;

use super::build::Paper;
use super::charts;
use super::findings::{Finding, ok, warn};
use super::handout_rank as by_rank;
use super::late::{last_day, late, standing};
use super::meeting::Sitting;
use super::office::{Headings, Office, WATERMARK};
use super::ranked::{ranked, without};
use super::sentences::{counted, named_or_more};
use super::task_sentences::in_brief;
use crate::domain::instant::{show_day, spell_day};
use crate::domain::number::Percent;
use crate::domain::{Day, Id, Result, Timeliness};
use crate::engine::counts::Ranking;
use crate::engine::meetings::main_ranking;
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
/// More bodies than this are not all named in a cell.
const MOST_NAMES: usize = 4;
/// Letters of a title.
const LONGEST_TITLE: usize = 110;
/// Days back that changes are told of where no meeting was before.
const WEEK: u64 = 7;

/// How many rows of each table there is room for.
#[derive(Debug, Clone, Copy)]
struct Room {
    units: usize,
    ranked: usize,
    late: usize,
    changes: usize,
    /// Whether there is room for the strip of the tasks' classes.
    strip: bool,
}

/// What changed of a task, of the same kind at some bodies.
struct Change {
    task: Id,
    number: String,
    title: String,
    bodies: Vec<Id>,
    from: Timeliness,
    to: Timeliness,
}

/// A task that is late at some bodies since the same day.
struct LateTask {
    task: Id,
    number: String,
    title: String,
    bodies: Vec<Id>,
    last_day: String,
    days: i64,
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
    let ranking = main_ranking(connection, &office.board)?;
    let fonts = FontSet::load(FontChoice::LiberationSerif)?;
    let late_rows = late_tasks(office).len();
    let ranked = ranking.as_ref().map_or(0, |own| ranked(own).len());
    let mut room = Room {
        units: standing(&office.board).len().min(80),
        ranked: ranked.min(80),
        late: late_rows.min(60),
        changes: changes.len().min(40),
        strip: true,
    };
    loop {
        let told = Told {
            since,
            changes: &changes,
            ranking: ranking.as_ref(),
        };
        let document = document(office, sitting, &told, room);
        let fits = layout(&document, &fonts).pages.len() <= 1;
        let Some(less) = room.less().filter(|_| !fits) else {
            let mut findings = findings(office, sitting, late_rows, room);
            if !fits {
                findings.push(warn(
                    "Nội dung xin ý kiến quá dài, tài liệu không còn nằm trong một trang.",
                ));
            }
            return Ok(Paper {
                document,
                standard: vec![("remarks", String::new())],
                findings,
            });
        };
        room = less;
    }
}

impl Room {
    /// Down to which rows give way in turn: what changed first, then units, then what is late, and again.
    const FLOORS: [Self; 3] = [
        Self {
            changes: 6,
            units: 24,
            ranked: 24,
            late: 12,
            strip: true,
        },
        Self {
            changes: 2,
            units: 14,
            ranked: 12,
            late: 4,
            strip: false,
        },
        Self {
            changes: 1,
            units: 2,
            ranked: 4,
            late: 1,
            strip: false,
        },
    ];

    /// A row less of one of the tables; none when nothing is left to give way.
    fn less(self) -> Option<Self> {
        for floor in Self::FLOORS {
            if self.strip && !floor.strip {
                return Some(Self {
                    strip: false,
                    ..self
                });
            }
            if self.changes > floor.changes {
                return Some(Self {
                    changes: self.changes - 1,
                    ..self
                });
            }
            if self.units > floor.units {
                let units = self.units.saturating_sub(SIDE_BY_SIDE).max(floor.units);
                return Some(Self { units, ..self });
            }
            if self.ranked > floor.ranked {
                let ranked = self.ranked.saturating_sub(SIDE_BY_SIDE).max(floor.ranked);
                return Some(Self { ranked, ..self });
            }
            if self.late > floor.late {
                return Some(Self {
                    late: self.late - 1,
                    ..self
                });
            }
        }
        None
    }
}

/// What the page tells beside the board itself.
struct Told<'a> {
    since: Day,
    changes: &'a [Change],
    ranking: Option<&'a Ranking>,
}

fn document(office: &Office, sitting: Option<&Sitting>, told: &Told<'_>, room: Room) -> Document {
    let Told { since, changes, .. } = told;
    let event = sitting.map_or_else(|| "họp giao ban".to_owned(), Sitting::name);
    let mut body = vec![small(&[
        ("Tiến độ chung: ", Style::Bold),
        (&in_brief(&office.board), Style::Regular),
    ])];
    if room.strip {
        body.extend(charts::blocks(charts::status(office).into_iter().collect()));
    }
    let mut headings = Headings::default();
    let mut heading = |text: &str| small(&[(&headings.next(text), Style::Bold)]);
    let units = standing(&office.board);
    if !units.is_empty() {
        body.push(heading("Kết quả của từng cơ quan, đơn vị"));
        body.push(Block::Table(unit_table(office, room.units)));
        if units.len() > room.units {
            body.push(small(&[(
                &format!("… và {} đơn vị khác.", units.len() - room.units),
                Style::Italic,
            )]));
        }
    }
    if let Some(ranking) = told.ranking {
        body.push(heading(&by_rank::heading(office, ranking)));
        if room.ranked > 0 {
            let table = by_rank::table(office, ranking, room.ranked, SIZE);
            body.push(Block::Table(table));
        }
        let without = without(office, ranking);
        body.extend(without.iter().map(|line| small(&[(line, Style::Italic)])));
    }
    let tasks = late_tasks(office);
    let parts: usize = tasks.iter().map(|own| own.bodies.len()).sum();
    body.push(heading(&format!(
        "Việc quá hạn chưa hoàn thành ({} nhiệm vụ, {parts} phần việc)",
        tasks.len()
    )));
    if tasks.is_empty() {
        body.push(small(&[("Không có.", Style::Regular)]));
    } else {
        body.push(Block::Table(late_table(office, &tasks, room.late)));
    }
    body.push(heading(&format!(
        "Thay đổi so với {} ({})",
        show_day(*since),
        changes.len()
    )));
    if changes.is_empty() {
        body.push(small(&[("Không có.", Style::Regular)]));
    } else {
        body.push(Block::Table(change_table(office, changes, room.changes)));
    }
    let remarks: Vec<&str> = office.lines("remarks").collect();
    if !remarks.is_empty() {
        body.push(heading("Nội dung xin ý kiến"));
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
        watermark: paper.watermark.clone().or_else(|| {
            let example = told.ranking.is_some_and(|own| own.illustrative);
            example.then(|| WATERMARK.to_owned())
        }),
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
                figure: None,
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
                .map(Into::into)
                .collect(),
        })
        .collect();
    Table {
        columns,
        rows,
        size: SIZE,
    }
}

/// What is late, the same task at several bodies once; the longest overdue first.
fn late_tasks(office: &Office) -> Vec<LateTask> {
    let mut out: Vec<LateTask> = Vec::new();
    for own in late(office, &[]) {
        for item in &own.items {
            let same = out
                .iter_mut()
                .find(|known| known.task == item.task.id && known.days == item.days);
            match same {
                Some(known) => known.bodies.push(own.body),
                None => out.push(LateTask {
                    task: item.task.id,
                    number: item.task.record.number.clone(),
                    title: item.task.record.title.clone(),
                    bodies: vec![own.body],
                    last_day: last_day(item.part),
                    days: item.days,
                }),
            }
        }
    }
    out.sort_by_key(|own| {
        (
            std::cmp::Reverse(own.days),
            std::cmp::Reverse(own.bodies.len()),
        )
    });
    out
}

/// Bodies in a cell: all units together as "8 phường", the others by name.
fn brief_names(office: &Office, bodies: &[Id]) -> String {
    let units = office.board.directory.units(office.as_of.day);
    let all = units.len() > 1 && units.iter().all(|unit| bodies.contains(unit));
    let mut names: Vec<String> = bodies
        .iter()
        .filter(|body| !(all && units.contains(body)))
        .map(|body| office.brief(*body))
        .collect();
    if all {
        names.push(format!("{} {}", units.len(), office.unit_kind()));
    }
    named_or_more(names, MOST_NAMES)
}

/// A title that does not fill the page by itself.
fn brief_title(title: &str) -> String {
    if title.chars().count() <= LONGEST_TITLE {
        return title.to_owned();
    }
    let cut: String = title.chars().take(LONGEST_TITLE).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    format!("{whole} …")
}

fn late_table(office: &Office, tasks: &[LateTask], most: usize) -> Table {
    let mut rows: Vec<Row> = tasks
        .iter()
        .take(most)
        .map(|own| {
            Row::body([
                own.number.clone(),
                brief_title(&own.title),
                brief_names(office, &own.bodies),
                own.last_day.clone(),
                own.days.to_string(),
            ])
        })
        .collect();
    more(&mut rows, tasks.len(), most);
    Table {
        columns: vec![
            Column::new("Số", 8.0, Align::Center),
            Column::new("Nhiệm vụ", 34.0, Align::Left),
            Column::new("Đơn vị", 24.0, Align::Left),
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
            let Some(earlier) = earlier.filter(|own| own.state != part.state) else {
                continue;
            };
            let same = out.iter_mut().find(|own: &&mut Change| {
                own.task == task.id && own.from == earlier.state && own.to == part.state
            });
            match same {
                Some(known) => known.bodies.push(part.body),
                None => out.push(Change {
                    task: task.id,
                    number: task.record.number.clone(),
                    title: task.record.title.clone(),
                    bodies: vec![part.body],
                    from: earlier.state,
                    to: part.state,
                }),
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
                brief_title(&own.title),
                brief_names(office, &own.bodies),
                format!("{} → {}", brief(own.from), brief(own.to)),
            ])
        })
        .collect();
    more(&mut rows, changes.len(), most);
    Table {
        columns: vec![
            Column::new("Số", 8.0, Align::Center),
            Column::new("Nhiệm vụ", 30.0, Align::Left),
            Column::new("Đơn vị", 26.0, Align::Left),
            Column::new("Thay đổi", 22.0, Align::Left),
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
        "Tính đến ngày {}: {} nhiệm vụ quá hạn.",
        spell_day(office.as_of.day),
        counted(late_rows as u32)
    ))];
    if late_rows > room.late {
        out.push(warn(format!(
            "Trang chỉ đủ chỗ cho {} nhiệm vụ quá hạn; các nhiệm vụ khác xem ở danh mục nhiệm vụ.",
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
