//! One task with everything that belongs to it.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::board::Board;
use super::draft::{TaskDraft, draft_of};
use super::goals::Goal;
use super::list::{TaskRow, task_row};
use super::part::Part;
use crate::domain::book::Document;
use crate::domain::checklist::{ChecklistItem, Tick};
use crate::domain::indicator::IndicatorKind;
use crate::domain::instant::Instant;
use crate::domain::number::decimal;
use crate::domain::outreach::{Reminder, ReminderItem};
use crate::domain::task::{Claim, ClaimStatus, ExtensionState, Task};
use crate::domain::timeliness::WorkState;
use crate::domain::{Day, Id, Period, Result, Timeliness};
use crate::engine::counts::per_day;
use crate::engine::dictionary::Dictionary;
use crate::engine::evidence::{EvidenceView, evidence_at};
use crate::store::{self, Kept};

/// A claim recorded more days than this after its day is marked (ghi muộn).
const LATE_RECORD_DAYS: i64 = 3;

/// A claim of completion (báo hoàn thành).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ClaimView {
    /// Day of completion as claimed.
    pub day: Day,
    /// Evidence.
    pub evidence: String,
    /// Who recorded it.
    pub officer: String,
    /// When.
    pub recorded_at: String,
    /// Standing.
    pub status: ClaimStatus,
    /// Reason of a return.
    pub note: String,
    /// Recorded long after its day.
    pub late_record: bool,
    /// Example data.
    pub illustrative: bool,
}

/// One thing to do and whether the body did it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ChecklistItem")]
pub struct ChecklistItemView {
    /// The item.
    pub item: Id,
    /// Its number, as people say it.
    pub position: i64,
    /// Title.
    pub title: String,
    /// Group inside the template.
    pub group: Option<String>,
    /// Ticked.
    pub done: bool,
    /// Day.
    pub day: Option<Day>,
    /// Who.
    pub officer: Option<String>,
    /// Evidence.
    pub evidence: Option<String>,
}

/// A body's part in the task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "Assignment")]
pub struct AssignmentView {
    /// The assignment as it was given.
    pub id: Id,
    /// Period of the occurrence; empty for work done once.
    pub occurrence: String,
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// Class.
    pub state: Timeliness,
    /// Last day in force.
    pub last_day: Option<Day>,
    /// `HH:MM` on it.
    pub last_time: Option<String>,
    /// Days left, below zero when late.
    pub days_left: Option<i64>,
    /// The occurrence in words: "tháng 3/2024"; empty for work done once.
    pub occurrence_name: String,
    /// Stored work state.
    pub work_state: WorkState,
    /// Note.
    pub note: String,
    /// Claim of completion.
    pub claim: Option<ClaimView>,
    /// What its figure has to reach.
    pub goal: Option<GoalView>,
    /// What proves it.
    pub evidence: Vec<EvidenceView>,
    /// The last day on which the body was reminded of it.
    pub reminded: Option<Day>,
    /// Things to do.
    pub checklist: Vec<ChecklistItemView>,
    /// How many are ticked.
    pub ticked: u32,
}

/// What a figure has to reach, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GoalView {
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub name: String,
    /// The figure; empty before one is there.
    pub value: String,
    /// What is to be reached; empty where the body was given no target.
    pub goal: String,
    /// What is left; empty once it is reached.
    pub left: String,
    /// What each working day until the last one needs; of a percentage, above its line.
    pub pace: Option<String>,
    /// Of a percentage: what is lacking above its line.
    pub lacking: Option<GoalLack>,
    /// Day that the figure speaks of.
    pub as_of: Option<Day>,
    /// Day since which it is reached.
    pub reached: Option<Day>,
    /// "%", "tài khoản".
    pub unit: String,
    /// Example figures.
    pub illustrative: bool,
}

/// What a percentage lacks above its line, with what stands below it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct GoalLack {
    /// What is counted above the line.
    pub name: String,
    /// How much more of it is needed, or less.
    pub left: String,
    /// "hồ sơ".
    pub unit: String,
    /// Whether it has to fall.
    pub down: bool,
    /// What stands below the line.
    pub base: String,
    /// How that is called.
    pub base_name: String,
}

/// The document that gives the task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DocumentView {
    /// "Thông báo số 96/TB-VPCP".
    pub number: String,
    /// Day of issue.
    pub day: Option<Day>,
    /// Issuer.
    pub issuer: String,
    /// Trích yếu.
    pub excerpt: String,
}

/// One move of a deadline: asked for, approved or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "Extension")]
pub struct ExtensionView {
    /// The extension.
    pub id: Id,
    /// For one assignment only.
    pub assignment: Option<Id>,
    /// The body of that assignment; empty for all of the task.
    pub body_name: String,
    /// The last day that it moved.
    pub previous: Option<Day>,
    /// The last day that it gives.
    pub last_day: Option<Day>,
    /// Why.
    pub reason: String,
    /// By which document.
    pub document: String,
    /// Standing.
    pub state: ExtensionState,
    /// From when it holds.
    pub day: Day,
    /// Answer of who decided.
    pub answer: String,
}

/// A task (nhiệm vụ) in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct TaskDetail {
    /// As in the list.
    pub row: TaskRow,
    /// Title of its group.
    pub group_title: String,
    /// Source document.
    pub document: Option<DocumentView>,
    /// The document's sentence.
    pub content: String,
    /// Note.
    pub note: String,
    /// As its form shows it.
    pub draft: TaskDraft,
    /// Parts of the bodies.
    pub assignments: Vec<AssignmentView>,
    /// How the deadline moved, the earliest first.
    pub extensions: Vec<ExtensionView>,
}

/// One task as of a moment; by key or number.
pub fn task(connection: &Connection, name: &str, at: impl Into<Instant>) -> Result<TaskDetail> {
    let board = Board::load(connection, at)?;
    let kept = board.find(name)?;
    let own = &kept.record;
    let items = match own.checklist {
        Some(id) => {
            store::list::<ChecklistItem>(connection, "checklist = ?1 ORDER BY position", &[&id])?
        }
        None => Vec::new(),
    };
    let document = own
        .document
        .and_then(|id| board.documents.get(&id))
        .map(document_view);
    let dictionary = match own.indicator {
        Some(_) => Some(Dictionary::load(connection)?),
        None => None,
    };
    let parts = Parts {
        connection,
        board: &board,
        dictionary: dictionary.as_ref(),
        items: &items,
    };
    let assignments = board
        .parts(kept.id)
        .iter()
        .map(|part| parts.view(part))
        .collect::<Result<_>>()?;
    Ok(TaskDetail {
        row: task_row(&board, kept),
        draft: draft_of(connection, &board, kept)?,
        group_title: board
            .groups
            .iter()
            .find(|g| g.key == own.group_key)
            .map(|g| g.title.clone())
            .unwrap_or_default(),
        document,
        content: own.content.clone(),
        note: own.note.clone(),
        assignments,
        extensions: extension_views(&board, kept),
    })
}

/// The extensions of a task with what each of them moved.
pub(super) fn extension_views(board: &Board, task: &Kept<Task>) -> Vec<ExtensionView> {
    let mut of_task = task.record.last_day;
    let mut of_part: HashMap<Id, Option<Day>> = HashMap::new();
    let mut out = Vec::new();
    for kept in board.extensions(task.id) {
        let own = &kept.record;
        let part = own.assignment.and_then(|id| {
            board
                .parts(task.id)
                .iter()
                .find(|part| part.row == Some(id))
        });
        let previous = match own.assignment {
            Some(id) => of_part.get(&id).copied().unwrap_or(of_task),
            None => of_task,
        };
        if own.state == ExtensionState::Approved {
            match own.assignment {
                Some(id) => drop(of_part.insert(id, own.last_day)),
                None => of_task = own.last_day,
            }
        }
        let document = own.document.and_then(|id| board.documents.get(&id));
        out.push(ExtensionView {
            id: kept.id,
            assignment: own.assignment,
            body_name: part.map_or_else(String::new, |part| {
                board.directory.name(part.body, board.today)
            }),
            previous,
            last_day: own.last_day,
            reason: own.reason.clone(),
            document: document.map_or_else(String::new, |own| document_view(own).number),
            state: own.state,
            day: own.day,
            answer: own.answer.clone(),
        });
    }
    out
}

fn document_view(document: &Document) -> DocumentView {
    let number = match (document.kind.is_empty(), document.number.is_empty()) {
        (false, false) => format!("{} số {}", document.kind, document.number),
        (false, true) => document.kind.clone(),
        _ => document.number.clone(),
    };
    DocumentView {
        number,
        day: document.day,
        issuer: document.issuer.clone(),
        excerpt: document.excerpt.clone(),
    }
}

/// What the parts of one task are shown with.
struct Parts<'a> {
    connection: &'a Connection,
    board: &'a Board,
    dictionary: Option<&'a Dictionary>,
    items: &'a [Kept<ChecklistItem>],
}

impl Parts<'_> {
    fn view(&self, part: &Part) -> Result<AssignmentView> {
        let checklist = self.checklist(part)?;
        Ok(AssignmentView {
            id: part.assignment,
            occurrence: part.occurrence.clone(),
            occurrence_name: Period::parse(&part.occurrence)
                .map_or_else(|_| part.occurrence.clone(), Period::spoken),
            body: part.body,
            body_name: self.board.directory.name(part.body, self.board.today),
            state: part.state,
            work_state: part.work_state,
            note: part.note.clone(),
            days_left: part.days_left(self.board.today),
            last_day: part.last_day,
            last_time: part.last_time.clone(),
            claim: part.claim.as_ref().map(|kept| claim_view(&kept.record)),
            goal: part
                .goal
                .as_ref()
                .and_then(|goal| Some(self.goal(part, goal, self.dictionary?))),
            evidence: self.evidence(part)?,
            reminded: self.reminded(part)?,
            ticked: checklist.iter().filter(|item| item.done).count() as u32,
            checklist,
        })
    }

    fn checklist(&self, part: &Part) -> Result<Vec<ChecklistItemView>> {
        let ticks: HashMap<Id, Tick> = match part.row {
            Some(row) => store::list::<Tick>(self.connection, "assignment = ?1", &[&row])?
                .into_iter()
                .map(|kept| (kept.record.item, kept.record))
                .collect(),
            None => HashMap::new(),
        };
        Ok(self
            .items
            .iter()
            .map(|kept| {
                let tick = ticks.get(&kept.id);
                ChecklistItemView {
                    item: kept.id,
                    position: kept.record.position,
                    title: kept.record.title.clone(),
                    group: kept.record.group_title.clone(),
                    done: tick.is_some(),
                    day: tick.map(|tick| tick.day),
                    officer: tick.map(|tick| tick.officer.clone()),
                    evidence: tick
                        .map(|tick| tick.evidence.clone())
                        .filter(|text| !text.is_empty()),
                }
            })
            .collect())
    }

    fn evidence(&self, part: &Part) -> Result<Vec<EvidenceView>> {
        let Some(row) = part.row else {
            return Ok(Vec::new());
        };
        evidence_at(self.connection, row)
    }

    fn reminded(&self, part: &Part) -> Result<Option<Day>> {
        let of = "assignment = ?1 AND occurrence = ?2";
        let mut last = None;
        for kept in
            store::list::<ReminderItem>(self.connection, of, &[&part.assignment, &part.occurrence])?
        {
            let reminder = store::get::<Reminder>(self.connection, kept.record.reminder)?;
            last = last.max(reminder.map(|own| own.record.day));
        }
        Ok(last)
    }

    fn goal(&self, part: &Part, goal: &Goal, dictionary: &Dictionary) -> GoalView {
        let today = self.board.today;
        let shown = |value: Option<i64>| {
            value.map_or_else(String::new, |value| decimal(value, goal.decimals))
        };
        let ratio = dictionary
            .get(goal.indicator)
            .is_some_and(|own| own.kind == IndicatorKind::Ratio);
        let left = goal.left();
        let days = part
            .last_day
            .map(|last| i64::from(self.board.rules.calendar.working_days_between(today, last)));
        let short = goal.shortfall.as_ref();
        // So many points of a percentage a day mean nothing; so many of what is counted do.
        let per = if ratio {
            short.map(|own| (own.left, own.decimals))
        } else {
            left.map(|left| (left, goal.decimals))
        };
        let unit_of = |indicator: Id| {
            dictionary
                .definition(indicator, today)
                .map_or_else(String::new, |own| own.unit.clone())
        };
        GoalView {
            indicator: goal.indicator,
            name: dictionary.name(goal.indicator, today),
            value: shown(goal.value),
            goal: shown(goal.goal),
            left: shown(left),
            pace: per
                .zip(days.filter(|days| *days > 0))
                .map(|((left, decimals), days)| per_day(left, decimals, days)),
            lacking: short.map(|own| GoalLack {
                name: dictionary.name(own.part, today),
                left: decimal(own.left, own.decimals),
                unit: unit_of(own.part),
                down: own.down,
                base: decimal(own.base, own.base_decimals),
                base_name: own.base_name.clone(),
            }),
            as_of: goal.as_of,
            reached: goal.reached,
            unit: if ratio {
                "%".to_owned()
            } else {
                unit_of(goal.indicator)
            },
            illustrative: goal.illustrative,
        }
    }
}

fn claim_view(claim: &Claim) -> ClaimView {
    let recorded = Instant::parse(claim.recorded_at.as_str()).map(|instant| instant.day);
    ClaimView {
        day: claim.day,
        evidence: claim.evidence.clone(),
        officer: claim.officer.clone(),
        recorded_at: claim.recorded_at.clone(),
        status: claim.status,
        note: claim.note.clone(),
        late_record: recorded.is_ok_and(|day| (day - claim.day).num_days() > LATE_RECORD_DAYS),
        illustrative: claim.illustrative,
    }
}
