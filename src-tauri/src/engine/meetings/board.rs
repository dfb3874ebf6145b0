//! What a meeting looks at: who is late, how bodies stand beside each other, what changed since the last meeting.

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::view::{known, meetings};
use crate::domain::number::Percent;
use crate::domain::{Boundary, Day, Id, Instant, Period, Result, Timeliness};
use crate::engine::counts::{Base, RankQuestion, Ranking, Scope, rank};
use crate::engine::dictionary::Dictionary;
use crate::engine::overview::MAIN_INDICATOR;
use crate::engine::profile;
use crate::engine::tasks::{AssignmentRow, Board, Part, assignment_rows};

/// A body that is late with something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LateBody {
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// What is late, the longest first.
    pub overdue: Vec<AssignmentRow>,
}

/// How a body stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "MeetingStanding")]
pub struct StandingRow {
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// Parts that it has, without paused and cancelled ones.
    pub total: u32,
    /// Done, in time or not.
    pub done: u32,
    /// Done in time, or done without a deadline.
    pub on_time: u32,
    /// Late and not done.
    pub overdue: u32,
    /// Done or late: what was to be done by the day looked at. The percentage is that of `on_time` in it.
    pub owed: u32,
    /// "66,67"; empty where nothing was to be done yet.
    pub percent: String,
    /// 1, 2, 2, 4 by that share, compared as fractions; none where nothing was to be done yet.
    pub rank: Option<u32>,
    /// Late and not done at the meeting before.
    pub was_overdue: u32,
}

/// A part whose class is another than at the meeting before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct StandingChange {
    /// The task.
    pub task: Id,
    /// The assignment as it was given.
    pub assignment: Id,
    /// Period of the occurrence; empty for work done once.
    pub occurrence: String,
    /// Number of the task.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The body.
    pub body: Id,
    /// Its name.
    pub body_name: String,
    /// Class on the day of the meeting before.
    pub from: Timeliness,
    /// Class now.
    pub to: Timeliness,
}

/// What a meeting looks at (bảng giao ban).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MeetingBoard {
    /// The day looked at.
    pub day: Day,
    /// Day of the meeting before, which changes are told against.
    pub previous: Option<Day>,
    /// Who is late, the longest list first.
    pub late: Vec<LateBody>,
    /// Bodies by rank.
    pub standing: Vec<StandingRow>,
    /// Changes, what became late first.
    pub changes: Vec<StandingChange>,
    /// Units by the main indicator; none without a figure.
    pub indicator: Option<Ranking>,
}

/// The board of a meeting, or of the day; a meeting that is over is looked at from its own day.
pub fn meeting_board(
    connection: &Connection,
    id: Option<Id>,
    as_of: Option<Day>,
    now: impl Into<Instant>,
) -> Result<MeetingBoard> {
    let now = now.into();
    let own = id.map(|id| known(connection, id)).transpose()?;
    let day = as_of.unwrap_or_else(|| {
        own.as_ref()
            .map_or(now.day, |own| own.record.day.min(now.day))
    });
    let previous = meetings(connection)?
        .into_iter()
        .find(|head| Some(head.id) != id && head.day < day)
        .map(|head| head.day);
    let board = Board::load(connection, now.looking_at(day))?;
    let before = previous
        .map(|day| Board::load(connection, day))
        .transpose()?;
    Ok(MeetingBoard {
        day,
        previous,
        late: late(&board),
        standing: standing(&board, before.as_ref()),
        changes: before.map_or_else(Vec::new, |before| changes(&board, &before)),
        indicator: main_ranking(connection, &board)?,
    })
}

fn late(board: &Board) -> Vec<LateBody> {
    let mut out: Vec<LateBody> = Vec::new();
    for row in assignment_rows(board) {
        if row.state != Timeliness::Overdue {
            continue;
        }
        match out.iter_mut().find(|own| own.body == row.body) {
            Some(own) => own.overdue.push(row),
            None => out.push(LateBody {
                body: row.body,
                body_name: row.body_name.clone(),
                overdue: vec![row],
            }),
        }
    }
    out.sort_by_key(|own| std::cmp::Reverse(own.overdue.len()));
    out
}

/// Every part of our own tasks.
fn parts(board: &Board) -> impl Iterator<Item = &Part> {
    board.own().flat_map(|task| board.parts(task.id))
}

fn standing(board: &Board, before: Option<&Board>) -> Vec<StandingRow> {
    let mut was: HashMap<Id, u32> = HashMap::new();
    for part in before.into_iter().flat_map(parts) {
        if part.state == Timeliness::Overdue {
            *was.entry(part.body).or_default() += 1;
        }
    }
    let mut rows: HashMap<Id, StandingRow> = HashMap::new();
    for part in parts(board) {
        let row = rows.entry(part.body).or_insert_with(|| StandingRow {
            body: part.body,
            body_name: board.directory.name(part.body, board.today),
            total: 0,
            done: 0,
            on_time: 0,
            overdue: 0,
            owed: 0,
            percent: String::new(),
            rank: None,
            was_overdue: was.get(&part.body).copied().unwrap_or_default(),
        });
        let counts = !matches!(part.state, Timeliness::Paused | Timeliness::Cancelled);
        row.total += u32::from(counts);
        row.done += u32::from(part.state.is_done());
        row.on_time += u32::from(matches!(
            part.state,
            Timeliness::DoneOnTime | Timeliness::DoneNoDeadline
        ));
        row.overdue += u32::from(part.state == Timeliness::Overdue);
    }
    // In the order of bodies, so that equal ones always stand in the same.
    let order = board.directory.ever().iter();
    let mut rows: Vec<StandingRow> = order.filter_map(|body| rows.remove(body)).collect();
    rank_by_share(&mut rows);
    rows.sort_by_key(|row| row.rank.unwrap_or(u32::MAX));
    rows
}

/// Competition ranks by `on_time` in `owed`: fractions are compared as they are, not as rounded percentages.
fn rank_by_share(rows: &mut [StandingRow]) {
    for row in rows.iter_mut() {
        row.owed = row.done + row.overdue;
        row.percent = Percent::of(i64::from(row.on_time), i64::from(row.owed))
            .map_or_else(String::new, Percent::text);
    }
    let shares: Vec<(u64, u64)> = rows
        .iter()
        .map(|row| (u64::from(row.on_time), u64::from(row.owed)))
        .collect();
    for row in rows.iter_mut().filter(|row| row.owed > 0) {
        let (part, whole) = (u64::from(row.on_time), u64::from(row.owed));
        let better = shares
            .iter()
            .filter(|(other, of)| *of > 0 && other * whole > part * of);
        row.rank = Some(better.count() as u32 + 1);
    }
}

/// What became late first, then what was done, then the rest in order of need.
fn changes(board: &Board, before: &Board) -> Vec<StandingChange> {
    let was: HashMap<(Id, &str), Timeliness> = parts(before)
        .map(|part| ((part.assignment, part.occurrence.as_str()), part.state))
        .collect();
    let mut out = Vec::new();
    for task in board.own() {
        for part in board.parts(task.id) {
            let key = (part.assignment, part.occurrence.as_str());
            // An occurrence that was not owed yet had not begun.
            let from = was.get(&key).copied().unwrap_or(Timeliness::NotStarted);
            if from == part.state {
                continue;
            }
            out.push(StandingChange {
                task: task.id,
                assignment: part.assignment,
                occurrence: part.occurrence.clone(),
                number: task.record.number.clone(),
                title: task.record.title.clone(),
                body: part.body,
                body_name: board.directory.name(part.body, board.today),
                from,
                to: part.state,
            });
        }
    }
    out.sort_by_key(|own| match own.to {
        Timeliness::Overdue => (0, own.to),
        to if to.is_done() => (1, to),
        to => (2, to),
    });
    out
}

/// Units by the main indicator as of the board's day; none while no unit has a figure.
pub(in crate::engine) fn main_ranking(
    connection: &Connection,
    board: &Board,
) -> Result<Option<Ranking>> {
    let Some(id) = Dictionary::load(connection)?.by_code(MAIN_INDICATOR) else {
        return Ok(None);
    };
    let day = board.today;
    let period = Period::at_hand(day, &profile::calendar(connection)?);
    let scope = Scope {
        period,
        as_of: Instant::end_of(day),
    };
    let question = RankQuestion {
        territory: board.directory.territory(Boundary::Then, day, day),
        ..RankQuestion::new(id, Base::Target, scope)
    };
    let ranking = rank(connection, &question)?;
    Ok((ranking.submitted > 0).then_some(ranking))
}
