//! What is late, by body, with what is missing of it.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use super::office::Office;
use crate::domain::book::Document;
use crate::domain::checklist::{ChecklistItem, Tick};
use crate::domain::instant::{show_day, spell_day};
use crate::domain::number::decimal;
use crate::domain::task::{ClaimStatus, Task};
use crate::domain::text::uncapitalise;
use crate::domain::{Id, Period, Result, Timeliness};
use crate::engine::tasks::{Board, Goal, Part};
use crate::store::{self, Kept};

/// A body with what it owes.
pub(super) struct LateBody<'a> {
    pub(super) body: Id,
    pub(super) items: Vec<Late<'a>>,
}

/// One late part.
pub(super) struct Late<'a> {
    pub(super) task: &'a Kept<Task>,
    pub(super) part: &'a Part,
    /// Calendar days since the last day, below zero before it.
    pub(super) days: i64,
}

/// Bodies that are late, in the order of the book; only those named, or all when none is.
pub(super) fn late<'a>(office: &'a Office, only: &[Id]) -> Vec<LateBody<'a>> {
    owing(office, only, |part| part.state == Timeliness::Overdue)
}

/// Bodies with the parts of them that are meant and have a last day, the earliest first.
pub(super) fn owing<'a>(
    office: &'a Office,
    only: &[Id],
    meant: impl Fn(&Part) -> bool,
) -> Vec<LateBody<'a>> {
    let board = &office.board;
    let mut out: Vec<LateBody<'a>> = Vec::new();
    for task in board.own() {
        for part in board.parts(task.id) {
            let named = only.is_empty() || only.contains(&part.body);
            if !named || !meant(part) {
                continue;
            }
            let item = Late {
                task,
                part,
                days: part
                    .last_day
                    .map_or(0, |last| (office.as_of.day - last).num_days()),
            };
            match out.iter_mut().find(|own| own.body == part.body) {
                Some(own) => own.items.push(item),
                None => out.push(LateBody {
                    body: part.body,
                    items: vec![item],
                }),
            }
        }
    }
    in_order(office, &mut out, |own| own.body);
    for own in &mut out {
        own.items.sort_by_key(|item| std::cmp::Reverse(item.days));
    }
    out
}

/// Sorts what is of bodies into the order of the book.
pub(super) fn in_order<T>(office: &Office, all: &mut [T], body: impl Fn(&T) -> Id) {
    let order: HashMap<Id, usize> = office
        .board
        .directory
        .all(office.as_of.day)
        .into_iter()
        .enumerate()
        .map(|(place, body)| (body, place))
        .collect();
    all.sort_by_key(|own| order.get(&body(own)).copied().unwrap_or(usize::MAX));
}

/// What was asked when the result of a part was returned, which may be empty.
pub(super) fn returned(part: &Part) -> Option<&str> {
    part.claim
        .as_ref()
        .filter(|kept| kept.record.status == ClaimStatus::Returned)
        .map(|kept| kept.record.note.trim())
}

/// "trước ngày 15/3/2024", with the period of an occurrence: "thường xuyên (tháng 3 năm 2024)".
pub(super) fn wording(task: &Task, part: &Part) -> String {
    let occurrence =
        Period::parse(&part.occurrence).map_or_else(|_| part.occurrence.clone(), Period::spoken);
    match (task.deadline_text.trim(), occurrence.as_str()) {
        ("", "") => "Không quy định".to_owned(),
        (text, "") => text.to_owned(),
        ("", occurrence) => occurrence.to_owned(),
        (text, occurrence) => format!("{text} ({occurrence})"),
    }
}

/// "14/03/2024", "trước 17:00 ngày …" where the hour counts.
pub(super) fn last_day(part: &Part) -> String {
    match (&part.last_time, part.last_day) {
        (_, None) => String::new(),
        (None, Some(day)) => show_day(day),
        (Some(time), Some(day)) => format!("{time} {}", show_day(day)),
    }
}

/// What the sources of some tasks are.
pub(super) struct Sources {
    documents: HashMap<Id, Document>,
}

impl Sources {
    pub(super) fn read(connection: &Connection) -> Result<Self> {
        let documents = store::list::<Document>(connection, "1 = 1", &[])?;
        Ok(Self {
            documents: documents
                .into_iter()
                .map(|kept| (kept.id, kept.record))
                .collect(),
        })
    }

    /// The document of a task, when it has a number by which it can be named.
    pub(super) fn of(&self, task: &Task) -> Option<&Document> {
        self.documents
            .get(&task.document?)
            .filter(|document| !document.number.is_empty())
    }

    /// "Thông báo số 96/TB-VPCP ngày 13 tháng 3 năm 2024 của Văn phòng Chính phủ; …", each once, in the order of
    /// the tasks; empty when none has a number.
    pub(super) fn cited<'a>(&self, tasks: impl Iterator<Item = &'a Task>) -> String {
        let mut seen: HashSet<Id> = HashSet::new();
        let mut documents: Vec<&Document> = Vec::new();
        for task in tasks {
            if let (Some(document), Some(id)) = (self.of(task), task.document)
                && seen.insert(id)
            {
                documents.push(document);
            }
        }
        let alone = documents.len() == 1;
        documents
            .into_iter()
            .map(|document| cite(document, alone))
            .collect::<Vec<_>>()
            .join("; ")
    }
}

/// A document as running text names it.
fn cite(document: &Document, with_excerpt: bool) -> String {
    let mut out = format!("{} số {}", document.kind, document.number);
    if let Some(day) = document.day {
        out = format!("{out} ngày {}", spell_day(day));
    }
    if !document.issuer.is_empty() {
        out = format!("{out} của {}", document.issuer);
    }
    if with_excerpt && !document.excerpt.is_empty() {
        let excerpt = uncapitalise(document.excerpt.trim());
        let link = if excerpt.starts_with("về ") {
            ""
        } else {
            "về "
        };
        out = format!("{out} {link}{excerpt}");
    }
    out
}

/// No more things than this are named; the rest is counted.
const NAMED: usize = 3;

/// What is missing of late parts: things not ticked, what was returned, else the deliverable.
pub(super) struct Missing {
    items: HashMap<Id, Vec<Kept<ChecklistItem>>>,
    ticks: HashSet<(Id, Id)>,
}

impl Missing {
    pub(super) fn read(connection: &Connection) -> Result<Self> {
        let mut items: HashMap<Id, Vec<Kept<ChecklistItem>>> = HashMap::new();
        for kept in
            store::list::<ChecklistItem>(connection, "1 = 1 ORDER BY checklist, position", &[])?
        {
            items.entry(kept.record.checklist).or_default().push(kept);
        }
        let ticks = store::list::<Tick>(connection, "1 = 1", &[])?
            .into_iter()
            .map(|kept| (kept.record.assignment, kept.record.item))
            .collect();
        Ok(Self { items, ticks })
    }

    /// What is missing of one part.
    pub(super) fn of(&self, task: &Task, part: &Part) -> String {
        match returned(part) {
            Some("") => return "Kết quả đã bị trả lại".to_owned(),
            Some(note) => return format!("Kết quả bị trả lại: {note}"),
            None => {}
        }
        if let Some(goal) = part.goal.as_ref().filter(|own| own.left().is_some()) {
            return to_go(goal);
        }
        let open: Vec<&str> = task
            .checklist
            .and_then(|id| self.items.get(&id))
            .into_iter()
            .flatten()
            .filter(|item| {
                part.row
                    .is_none_or(|row| !self.ticks.contains(&(row, item.id)))
            })
            .map(|item| item.record.title.as_str())
            .collect();
        if open.is_empty() {
            return if task.deliverable.is_empty() {
                "Kết quả thực hiện".to_owned()
            } else {
                task.deliverable.clone()
            };
        }
        let named: Vec<&str> = open.iter().take(NAMED).copied().collect();
        match open.len() - named.len() {
            0 => named.join("; "),
            more => format!("{}; và {more} việc khác", named.join("; ")),
        }
    }
}

/// How far the figure is that closes the work: "Mới đạt 1.234/2.068, còn thiếu 834".
fn to_go(goal: &Goal) -> String {
    let shown = |value: Option<i64>| {
        value.map_or_else(|| "…".to_owned(), |value| decimal(value, goal.decimals))
    };
    let left = shown(goal.left());
    match goal.value {
        Some(_) => format!(
            "Mới đạt {}/{}, còn thiếu {left}",
            shown(goal.value),
            shown(goal.goal)
        ),
        None => format!("Chưa có số liệu; phải đạt {}", shown(goal.goal)),
    }
}

/// Every body that leads something, with how many parts it has, how many are done and how many late.
pub(super) struct Standing {
    pub(super) body: Id,
    pub(super) total: u32,
    pub(super) done: u32,
    pub(super) overdue: u32,
}

/// How the bodies stand, in the order of the book.
pub(super) fn standing(board: &Board) -> Vec<Standing> {
    let mut by_body: HashMap<Id, Standing> = HashMap::new();
    for part in board
        .own()
        .flat_map(|task| board.standing_parts(task.id))
        .filter(|part| part.state != Timeliness::Cancelled)
    {
        let own = by_body.entry(part.body).or_insert(Standing {
            body: part.body,
            total: 0,
            done: 0,
            overdue: 0,
        });
        own.total += 1;
        own.done += u32::from(part.state.is_done());
        own.overdue += u32::from(part.state == Timeliness::Overdue);
    }
    let mut out: Vec<Standing> = board
        .directory
        .all(board.today)
        .into_iter()
        .filter_map(|body| by_body.remove(&body))
        .collect();
    let mut rest: Vec<Standing> = by_body.into_values().collect();
    rest.sort_by_key(|own| own.body);
    out.append(&mut rest);
    out
}
