//! A checklist on paper (phiếu theo dõi công việc): empty to be filled by hand, or as it stands.

use std::collections::HashMap;

use rusqlite::Connection;

use super::ReportRequest;
use super::build::Paper;
use super::findings::{Finding, ok, warn};
use super::late::{Sources, last_day, wording};
use super::office::Office;
use crate::domain::checklist::{Checklist, ChecklistItem, Tick};
use crate::domain::instant::show_day;
use crate::domain::task::Task;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::tasks::Part;
use crate::report::content::{
    Align, Block, Column, Document, Form, Row, Run, Signatory, Style, Table,
};
use crate::report::{FontChoice, FontSet, layout};
use crate::store::{self, Kept};

/// How the table may be set, the first first: size of letters, and shares of what is to be done and of the evidence.
const FILLED: [(f64, f64, f64); 5] = [
    (12.0, 40.0, 30.0),
    (11.5, 40.0, 30.0),
    (11.0, 41.0, 29.0),
    (10.5, 43.0, 28.0),
    (10.0, 44.0, 28.0),
];
/// The same for a form to be written on by hand, whose columns have the width that a hand needs.
const EMPTY: [(f64, f64, f64); 4] = [
    (12.0, 58.0, 14.5),
    (11.5, 58.0, 14.5),
    (11.0, 58.0, 14.5),
    (10.5, 58.0, 14.5),
];
/// Pages that a checklist should not exceed.
const PAGES: usize = 2;
/// Size of the lines above it.
const LINES: f64 = 13.0;
/// Dots to be written on by hand.
const BY_HAND: &str =
    "........................................................................................";

pub(super) fn paper(
    connection: &Connection,
    office: &Office,
    request: &ReportRequest,
) -> Result<Paper> {
    match (request.subject, &request.template) {
        (Some(id), _) => of_task(connection, office, id, request),
        (None, Some(key)) => of_template(connection, office, key),
        (None, None) => Err(Error::new(ErrorCode::NoSuchChecklist).with("checklist", "")),
    }
}

fn of_task(
    connection: &Connection,
    office: &Office,
    id: Id,
    request: &ReportRequest,
) -> Result<Paper> {
    let task = office.board.find(&id.to_string())?;
    let own = &task.record;
    let checklist = match own.checklist {
        Some(id) => store::get::<Checklist>(connection, id)?,
        None => None,
    }
    .ok_or_else(|| Error::new(ErrorCode::TaskWithoutChecklist).with("task", &own.number))?;
    let part = part(office, task, request)?;
    let ticks = match part.and_then(|part| part.row).filter(|_| request.filled) {
        Some(row) => store::list::<Tick>(connection, "assignment = ?1", &[&row])?
            .into_iter()
            .map(|kept| (kept.record.item, kept.record))
            .collect(),
        None => HashMap::new(),
    };
    let unit = part.map_or_else(
        || BY_HAND.to_owned(),
        |part| office.board.directory.name(part.body, office.as_of.day),
    );
    let mut lines = vec![
        ("Nhiệm vụ", format!("{} - {}", own.number, own.title)),
        ("Đơn vị thực hiện", unit),
    ];
    let basis = Sources::read(connection)?.of(own).map(|document| {
        let day = document
            .day
            .map_or_else(String::new, |day| format!(" ngày {}", show_day(day)));
        format!(
            "{} số {}{day} của {}",
            document.kind, document.number, document.issuer
        )
    });
    lines.extend(basis.map(|text| ("Văn bản giao", text)));
    if !own.deliverable.is_empty() {
        lines.push(("Sản phẩm", own.deliverable.clone()));
    }
    lines.push(("Thời hạn", deadline(own, part)));
    draw(
        connection,
        office,
        &checklist,
        lines,
        &ticks,
        request.filled,
    )
}

fn deadline(task: &Task, part: Option<&Part>) -> String {
    let Some(part) = part else {
        return match (task.deadline_text.as_str(), task.last_day) {
            ("", None) => "Không quy định".to_owned(),
            (text, None) => text.to_owned(),
            ("", Some(day)) => show_day(day),
            (text, Some(day)) => format!("{text} ({})", show_day(day)),
        };
    };
    match last_day(part).as_str() {
        "" => wording(task, part),
        day => format!("{} (ngày cuối {day})", wording(task, part)),
    }
}

/// The part of the body that is asked for; the only one where none is named. An empty form needs none.
fn part<'a>(
    office: &'a Office,
    task: &Kept<Task>,
    request: &ReportRequest,
) -> Result<Option<&'a Part>> {
    if let Some(body) = request.body {
        let task = office.board.find(&task.id.to_string())?;
        return office.board.part_of(task, body, None).map(Some);
    }
    let mut standing = office.board.standing_parts(task.id);
    match (standing.next(), standing.next()) {
        (Some(only), None) => Ok(Some(only)),
        _ if request.filled => {
            Err(Error::new(ErrorCode::BodyNeeded).with("task", &task.record.number))
        }
        _ => Ok(None),
    }
}

/// The newest version of a template.
fn of_template(connection: &Connection, office: &Office, key: &str) -> Result<Paper> {
    let newest = store::list::<Checklist>(connection, "key = ?1 ORDER BY version", &[&key])?
        .pop()
        .ok_or_else(|| Error::new(ErrorCode::NoSuchChecklist).with("checklist", key))?;
    let lines = vec![
        ("Nhiệm vụ", BY_HAND.to_owned()),
        ("Đơn vị thực hiện", BY_HAND.to_owned()),
        ("Thời hạn", BY_HAND.to_owned()),
    ];
    draw(connection, office, &newest, lines, &HashMap::new(), false)
}

fn draw(
    connection: &Connection,
    office: &Office,
    checklist: &Kept<Checklist>,
    lines: Vec<(&'static str, String)>,
    ticks: &HashMap<Id, Tick>,
    filled: bool,
) -> Result<Paper> {
    let items = store::list::<ChecklistItem>(
        connection,
        "checklist = ?1 ORDER BY position",
        &[&checklist.id],
    )?;
    let ways: &[_] = if filled { &FILLED } else { &EMPTY };
    let sheet = |way: &(f64, f64, f64)| {
        document(
            office,
            (&checklist.record, &items),
            &lines,
            (ticks, filled),
            *way,
        )
    };
    let fonts = FontSet::load(FontChoice::LiberationSerif)?;
    let short = ways
        .iter()
        .map(sheet)
        .find(|own| layout(own, &fonts).pages.len() <= PAGES);
    Ok(Paper {
        document: short.unwrap_or_else(|| sheet(&ways[0])),
        standard: Vec::new(),
        findings: findings(&items, ticks, filled),
    })
}

/// The sheet with its table set in one way.
fn document(
    office: &Office,
    (own, items): (&Checklist, &[Kept<ChecklistItem>]),
    lines: &[(&'static str, String)],
    (ticks, filled): (&HashMap<Id, Tick>, bool),
    way: (f64, f64, f64),
) -> Document {
    let mut body: Vec<Block> = lines
        .iter()
        .map(|(label, text)| line(label, text))
        .collect();
    if !own.source.is_empty() {
        body.push(line("Căn cứ danh mục", &own.source));
    }
    body.push(Block::Table(table(items, ticks, filled, way)));
    body.push(line("Ghi chú", BY_HAND));
    if !filled {
        body.push(Block::Small {
            runs: vec![Run::plain(BY_HAND)],
            size: LINES,
        });
    }
    body.push(Block::Signatures(
        ["NGƯỜI THỰC HIỆN", "NGƯỜI KIỂM TRA"]
            .map(|title| Signatory {
                title: title.to_owned(),
                note: "(Ký, ghi rõ họ tên)".to_owned(),
            })
            .to_vec(),
    ));
    let paper = office.paper(Form::Sheet, String::new());
    Document {
        title: format!("Phiếu theo dõi công việc: {}", own.title),
        kind_name: "PHIẾU THEO DÕI CÔNG VIỆC".to_owned(),
        subject: vec![own.title.clone()],
        letterhead: crate::report::content::Letterhead {
            day: filled.then_some(office.as_of.day),
            ..paper.letterhead.clone()
        },
        body,
        // An empty form holds nothing that could be taken for a result.
        watermark: paper.watermark.clone().filter(|_| filled),
        ..paper
    }
}

fn line(label: &str, text: &str) -> Block {
    Block::Small {
        runs: vec![
            Run {
                text: format!("{label}: "),
                style: Style::Bold,
                figure: None,
            },
            Run::plain(text),
        ],
        size: LINES,
    }
}

fn table(
    items: &[Kept<ChecklistItem>],
    ticks: &HashMap<Id, Tick>,
    filled: bool,
    (size, what, evidence): (f64, f64, f64),
) -> Table {
    let mut rows = Vec::new();
    let mut group: Option<&str> = None;
    for kept in items {
        let own = &kept.record;
        let title = own.group_title.as_deref().filter(|title| !title.is_empty());
        if title != group
            && let Some(title) = title
        {
            rows.push(Row::group(title));
        }
        group = title;
        let tick = ticks.get(&kept.id);
        let shown = |text: fn(&Tick) -> String| tick.map(text).unwrap_or_default();
        let mut cells = vec![
            own.position.to_string(),
            shown(|_| "x".to_owned()),
            own.title.clone(),
        ];
        if filled {
            cells.push(shown(|tick| {
                format!("{}, {}", show_day(tick.day), tick.officer)
            }));
        } else {
            cells.extend([String::new(), String::new()]);
        }
        cells.push(shown(|tick| tick.evidence.clone()));
        rows.push(Row::body(cells));
    }
    let mut columns = vec![
        Column::new("STT", 4.5, Align::Center),
        Column::new("Xong", 6.0, Align::Square),
        Column::new("Nội dung công việc", what, Align::Left),
    ];
    // What is typed is told in one place; a hand wants room of its own for the day.
    if filled {
        columns.push(Column::new("Ngày, người thực hiện", 15.0, Align::Left));
    } else {
        columns.push(Column::new("Ngày", 10.0, Align::Center));
        columns.push(Column::new("Người thực hiện", 14.5, Align::Left));
    }
    columns.push(Column::new("Minh chứng", evidence, Align::Left));
    Table {
        columns,
        rows,
        size,
    }
}

fn findings(
    items: &[Kept<ChecklistItem>],
    ticks: &HashMap<Id, Tick>,
    filled: bool,
) -> Vec<Finding> {
    if items.is_empty() {
        return vec![warn("Danh mục chưa có việc nào.")];
    }
    let done = items
        .iter()
        .filter(|item| ticks.contains_key(&item.id))
        .count();
    vec![ok(if filled {
        format!("Đã làm {done}/{} việc.", items.len())
    } else {
        format!("Phiếu trống, {} việc.", items.len())
    })]
}
