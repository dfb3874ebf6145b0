//! A body's part in a task, in full.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::goal::{GoalView, goal_view};
use crate::domain::checklist::{ChecklistItem, Tick};
use crate::domain::instant::Instant;
use crate::domain::outreach::{Reminder, ReminderItem};
use crate::domain::task::{Claim, ClaimStatus};
use crate::domain::timeliness::WorkState;
use crate::domain::{Day, Id, Period, Result, Timeliness};
use crate::engine::dictionary::Dictionary;
use crate::engine::evidence::{EvidenceView, evidence_at};
use crate::engine::tasks::board::Board;
use crate::engine::tasks::part::Part;
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

/// What the parts of one task are shown with.
pub(super) struct Parts<'a> {
    pub(super) connection: &'a Connection,
    pub(super) board: &'a Board,
    pub(super) dictionary: Option<&'a Dictionary>,
    pub(super) items: &'a [Kept<ChecklistItem>],
}

impl Parts<'_> {
    pub(super) fn view(&self, part: &Part) -> Result<AssignmentView> {
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
                .and_then(|goal| Some(goal_view(self.board, part, goal, self.dictionary?))),
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
