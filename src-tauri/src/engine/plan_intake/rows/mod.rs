//! What the rows of a table are: groups, tasks, parts of tasks, what goes on from the row above, what is nothing.

mod groups;
mod tells;
mod walk;

pub(super) use tells::is_blank;

use super::columns::ColumnRole;
use super::gantt::{Gantt, Marked};
use super::grid::Grid;
use super::heads::Head;
use super::marks::Mark;
use walk::Walk;

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawKind {
    Group,
    Parent,
    Task,
    Skipped,
    Refused,
}

/// A row as it was found, in texts.
#[derive(Debug, Clone)]
pub(super) struct Raw {
    pub row: u32,
    pub kind: RawKind,
    pub mark: Option<Mark>,
    pub written_mark: String,
    pub title: String,
    pub content: String,
    /// Its group, by place.
    pub group: Option<usize>,
    /// The task that it is a part of, by place among the rows.
    pub parent: Option<usize>,
    pub lead: String,
    pub partners: String,
    pub person: String,
    pub deliverable: String,
    pub deadline: String,
    /// What the marks of a time line say, beside a deadline in words.
    pub marked: Option<Marked>,
    pub basis: String,
    pub note: String,
    pub remarks: Vec<String>,
    /// Whether the remarks are doubts.
    pub doubtful: bool,
}

impl Raw {
    pub(super) fn new(row: u32, kind: RawKind) -> Self {
        Self {
            row,
            kind,
            mark: None,
            written_mark: String::new(),
            title: String::new(),
            content: String::new(),
            group: None,
            parent: None,
            lead: String::new(),
            partners: String::new(),
            person: String::new(),
            deliverable: String::new(),
            deadline: String::new(),
            marked: None,
            basis: String::new(),
            note: String::new(),
            remarks: Vec::new(),
            doubtful: false,
        }
    }

    pub(super) fn is_task(&self) -> bool {
        matches!(self.kind, RawKind::Task | RawKind::Parent)
    }

    /// Says what an officer has to look at.
    pub(super) fn doubt(&mut self, words: impl Into<String>) {
        self.remarks.push(words.into());
        self.doubtful = true;
    }

    /// Whether it tells more than its title.
    fn has_more(&self) -> bool {
        [
            &self.lead,
            &self.partners,
            &self.deliverable,
            &self.deadline,
            &self.person,
        ]
        .iter()
        .any(|own| !own.is_empty())
    }
}

/// A group of tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawGroup {
    /// As it is numbered: "I", "A.II".
    pub letter: String,
    /// Title.
    pub title: String,
    /// Its row in the file.
    pub row: u32,
}

/// Rows of a table, understood.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_field_names)] // rows is what they are
pub(super) struct Rows {
    pub rows: Vec<Raw>,
    pub groups: Vec<RawGroup>,
    /// What is to be said of all of it.
    pub remarks: Vec<String>,
}

/// Rows that are taken at most.
pub(super) const MOST_ROWS: usize = 20_000;

/// Reads the rows below a head.
pub(super) fn rows_of(grid: &Grid, head: &Head) -> Rows {
    let mut walk = Walk {
        head,
        grid,
        out: Rows::default(),
        outer: None,
        group: None,
        ended: false,
        ordinals: ordinals(grid, head),
        gantt: Gantt::of(&head.columns),
    };
    let from = head.rows.map_or(0, |(_, last)| last + 1);
    if let Some((first, _)) = head.rows.filter(|(first, _)| *first > 0) {
        walk.title_above(&grid.rows[first - 1]);
    }
    for at in from..grid.rows.len().min(from + MOST_ROWS) {
        walk.row(at);
    }
    let (mut out, gantt) = (walk.out, walk.gantt);
    settle(&mut out, grid.pasted);
    if !gantt.is_empty() {
        uncoloured(&mut out, &gantt);
    }
    out
}

/// Where months stand and nothing is marked, colours tell the time, which no file of tables says here.
fn uncoloured(out: &mut Rows, gantt: &Gantt) {
    let blank = |own: &&mut Raw| own.kind == RawKind::Task && own.deadline.is_empty();
    let tasks = out.rows.iter().filter(|own| own.kind == RawKind::Task);
    let timed = tasks.filter(|own| !own.deadline.is_empty()).count();
    if timed == 0 {
        out.remarks.push(format!(
            "Bảng có các cột thời gian ({}) nhưng không ô nào có dấu: màu tô của ô không đọc được. Hãy đánh dấu x trong tệp rồi nhập lại, hoặc nhập thời hạn cho từng dòng.",
            gantt.words()
        ));
    }
    for own in out.rows.iter_mut().filter(blank) {
        own.doubt("Không có dấu ở các cột thời gian; màu tô không đọc được. Hãy nhập thời hạn.");
    }
}

/// Whether most rows of tasks bear a number.
fn ordinals(grid: &Grid, head: &Head) -> bool {
    let (Some(ordinal), Some(task)) = (
        head.column(ColumnRole::Ordinal),
        head.column(ColumnRole::Task),
    ) else {
        return false;
    };
    let from = head.rows.map_or(0, |(_, last)| last + 1);
    let (mut all, mut with) = (0, 0);
    for row in grid
        .rows
        .iter()
        .skip(from)
        .take(1_000)
        .filter(|row| row.cells.len() > 1)
    {
        if row.cell(task).is_some_and(|cell| !cell.from_above) {
            all += 1;
            with += usize::from(row.cell(ordinal).is_some());
        }
    }
    with * 2 >= all
}

/// What is below what, and which rows are only heads of others.
fn settle(out: &mut Rows, pasted: bool) {
    let mut stack: Vec<(Vec<u32>, usize)> = Vec::new();
    let mut last_number: Option<usize> = None;
    let mut group = None;
    for at in 0..out.rows.len() {
        if out.rows[at].group != group || out.rows[at].kind == RawKind::Group {
            group = out.rows[at].group;
            stack.clear();
            last_number = None;
        }
        if !out.rows[at].is_task() {
            continue;
        }
        let parent = match &out.rows[at].mark {
            Some(Mark::Dotted(parts)) => {
                let parts = parts.clone();
                while stack
                    .last()
                    .is_some_and(|(own, _)| !(own.len() < parts.len() && parts.starts_with(own)))
                {
                    stack.pop();
                }
                let parent = stack.last().map(|(_, at)| *at);
                stack.push((parts, at));
                last_number = Some(at);
                parent
            }
            Some(Mark::Bullet | Mark::Small(_)) => last_number,
            _ => {
                last_number = None;
                None
            }
        };
        if let Some(parent) = parent {
            out.rows[at].parent = Some(parent);
            out.rows[parent].kind = RawKind::Parent;
        }
    }
    inherit(out, pasted);
}

/// Parts have the lead and the deadline of what they are parts of, where they name none; in what was pasted a blank
/// may have been merged.
fn inherit(out: &mut Rows, pasted: bool) {
    let mut above: Option<usize> = None;
    for at in 0..out.rows.len() {
        if !out.rows[at].is_task() {
            above = None;
            continue;
        }
        if let Some(parent) = out.rows[at].parent {
            let (lead, partners, deadline) = {
                let own = &out.rows[parent];
                (own.lead.clone(), own.partners.clone(), own.deadline.clone())
            };
            let own = &mut out.rows[at];
            if own.lead.is_empty() && !lead.is_empty() {
                own.lead = lead;
                if own.partners.is_empty() {
                    own.partners = partners;
                }
                own.remarks
                    .push("Đơn vị chủ trì lấy theo nhiệm vụ lớn.".to_owned());
            }
            if own.deadline.is_empty() && !deadline.is_empty() {
                own.deadline = deadline;
                own.remarks
                    .push("Thời hạn lấy theo nhiệm vụ lớn.".to_owned());
            }
        }
        let together = above.is_some_and(|before| out.rows[before].parent == out.rows[at].parent);
        if pasted
            && together
            && out.rows[at].kind == RawKind::Task
            && out.rows[at].lead.is_empty()
            && let Some(before) = above
            && !out.rows[before].lead.is_empty()
        {
            let (lead, deadline) = (
                out.rows[before].lead.clone(),
                out.rows[before].deadline.clone(),
            );
            let own = &mut out.rows[at];
            own.lead = lead;
            own.doubt("Ô chủ trì trống khi dán: lấy theo dòng trên. Hãy xem lại.");
            if own.deadline.is_empty() && !deadline.is_empty() {
                own.deadline = deadline;
                own.doubt("Ô thời hạn trống khi dán: lấy theo dòng trên. Hãy xem lại.");
            }
        }
        above = Some(at);
    }
}
