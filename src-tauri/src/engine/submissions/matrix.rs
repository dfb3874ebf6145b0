//! The matrix unit × period.

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::gather::{Gatherer, Item};
use super::{expected, report_set};
use crate::domain::number::Percent;
use crate::domain::period::PeriodKind;
use crate::domain::{Calendar, Day, Id, IdMap, IdSet, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::{closing, periods, profile};

/// The year in which Đề án 06 was issued (Quyết định 06/QĐ-TTg of 06/01/2022): no report is older.
const FIRST_YEAR: i32 = 2022;

/// Facts that are looked through for the totals of periods that are not closed. A province with all its
/// communes reaches it after a few periods; the totals of those before are then not counted.
const MOST_FACTS: usize = 300_000;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// Kind of periods.
    pub kind: PeriodKind,
    /// Year of the periods.
    pub year: i32,
    /// Day looked at.
    pub as_of: Day,
    /// First row, from 0.
    pub from_row: u32,
    /// How many rows.
    pub rows: u32,
}

/// Unit × period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SubmissionMatrix {
    /// Day looked at.
    pub as_of: Day,
    /// Years to choose.
    pub years: Vec<i32>,
    /// Columns.
    pub periods: Vec<MatrixPeriod>,
    /// The rows asked for.
    pub rows: Vec<MatrixRow>,
    /// Rows in all.
    pub total_rows: u32,
    /// Indicators of the report set.
    pub required: u32,
    /// Example figures count as submitted here.
    pub illustrative: bool,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MatrixPeriod {
    /// Key.
    pub period: String,
    /// "Tháng 3/2024".
    pub label: String,
    /// "T3".
    pub short: String,
    /// First day.
    pub first_day: Day,
    /// Last day.
    pub last_day: Day,
    /// Day by which it is due.
    pub due_day: Day,
    /// Whether that day was fixed.
    pub due_fixed: bool,
    /// Whether the period is closed.
    pub closed: bool,
    /// Units that have submitted; none where it was not counted.
    pub submitted: Option<u32>,
    /// Units that have to.
    pub expected: u32,
    /// Percentage of them.
    pub percent: Option<String>,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MatrixRow {
    /// The unit.
    pub body: Id,
    /// Code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// One cell a period.
    pub cells: Vec<MatrixCell>,
}

/// How a unit stands in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MatrixState {
    /// đúng hạn
    OnTime,
    /// quá hạn
    Late,
    /// mới gửi một phần
    Partial,
    /// chưa gửi, đã quá hạn
    Missing,
    /// chưa đến hạn
    NotDue,
    /// đã gửi, có bút toán điều chỉnh
    Adjusted,
    /// không có đơn vị này trong kỳ
    Absent,
}

/// A unit in a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MatrixCell {
    /// How it stands.
    pub state: MatrixState,
    /// Working days after the due day, of the submission or until the day looked at.
    pub days_late: Option<u32>,
    /// Indicators given.
    pub done: u32,
    /// Indicators asked for.
    pub of: u32,
    /// Day of submission.
    pub on: Option<Day>,
}

/// What one unit has given in one period: how many indicators, and when the last of them first came.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::engine) struct Progress {
    /// Indicators given.
    pub(in crate::engine) done: u32,
    last: Option<(i64, Day)>,
}

/// Progress of bodies in each of the periods.
pub(in crate::engine) fn progress(
    gatherer: &Gatherer<'_>,
    set: &[Item],
    periods: &[Period],
    bodies: &[Id],
) -> Result<Vec<IdMap<Progress>>> {
    let mut out: Vec<IdMap<Progress>> = periods.iter().map(|_| IdMap::default()).collect();
    for item in set {
        let given = gatherer.gather(item, periods, bodies)?;
        for (by_body, into) in given.into_iter().zip(&mut out) {
            for (body, found) in by_body {
                let own = into.entry(body).or_default();
                own.done += 1;
                own.last = own.last.max(Some(found.first));
            }
        }
    }
    Ok(out)
}

struct Column {
    period: Period,
    due: Day,
    expected: IdSet,
    adjusted: IdSet,
}

/// The matrix of a kind of periods in a year.
pub fn submissions(connection: &Connection, wanted: &Wanted) -> Result<SubmissionMatrix> {
    let dictionary = Dictionary::load(connection)?;
    let set = report_set(&dictionary, "");
    let directory = Directory::load(connection)?;
    let calendar = profile::calendar(connection)?;
    let mut columns = Vec::new();
    for period in periods::of_kind(connection, wanted.kind, wanted.year)? {
        columns.push(Column {
            period,
            due: period.due_day(&calendar),
            expected: expected(&directory, period.last_day())
                .into_iter()
                .collect(),
            adjusted: closing::adjusted_bodies(connection, period)?,
        });
    }
    let everyone: IdSet = columns
        .iter()
        .flat_map(|column| &column.expected)
        .copied()
        .collect();
    let order: Vec<Id> = directory
        .ever()
        .iter()
        .copied()
        .filter(|body| everyone.contains(body))
        .collect();
    let shown: Vec<Id> = order
        .iter()
        .copied()
        .skip(wanted.from_row as usize)
        .take(wanted.rows as usize)
        .collect();
    let mut gatherer = Gatherer::new(connection, wanted.as_of)?;
    let spans: Vec<Period> = columns.iter().map(|column| column.period).collect();
    let given = progress(&gatherer, &set, &spans, &shown)?;
    let mut rows = Vec::new();
    for body in shown {
        let mut cells = Vec::new();
        for (column, given) in columns.iter().zip(&given) {
            let own = given.get(&body).copied().unwrap_or_default();
            cells.push(cell(
                &mut gatherer,
                column,
                body,
                own,
                set.len() as u32,
                wanted.as_of,
                &calendar,
            )?);
        }
        let day = columns
            .iter()
            .rev()
            .find(|column| column.expected.contains(&body))
            .map_or(wanted.as_of, |column| column.period.last_day());
        let (code, name) = (directory.code(body, day), directory.name(body, day));
        rows.push(MatrixRow {
            body,
            code,
            name,
            cells,
        });
    }
    let this_year = profile::year_of(wanted.as_of).max(wanted.year);
    Ok(SubmissionMatrix {
        as_of: wanted.as_of,
        years: (FIRST_YEAR.min(wanted.year)..=this_year).collect(),
        periods: heads(
            connection,
            &gatherer,
            &columns,
            &set,
            wanted.as_of,
            &calendar,
        )?,
        rows,
        total_rows: order.len() as u32,
        required: set.len() as u32,
        illustrative: gatherer.example,
    })
}

fn cell(
    gatherer: &mut Gatherer<'_>,
    column: &Column,
    body: Id,
    own: Progress,
    of: u32,
    as_of: Day,
    calendar: &Calendar,
) -> Result<MatrixCell> {
    let done = own.done;
    let late = |day: Day| {
        Some(calendar.working_days_between(column.due, day)).filter(|_| day > column.due)
    };
    let of_state = |state, days_late, on| MatrixCell {
        state,
        days_late,
        done,
        of,
        on,
    };
    if !column.expected.contains(&body) {
        return Ok(MatrixCell {
            state: MatrixState::Absent,
            days_late: None,
            done: 0,
            of: 0,
            on: None,
        });
    }
    if of > 0 && done == of {
        let on = own.last.map(|stamp| gatherer.day_of(stamp)).transpose()?;
        let days_late = on.and_then(late);
        let state = if column.adjusted.contains(&body) {
            MatrixState::Adjusted
        } else if on.is_some_and(|on| on > column.due) {
            MatrixState::Late
        } else {
            MatrixState::OnTime
        };
        return Ok(of_state(state, days_late, on));
    }
    if done > 0 {
        return Ok(of_state(MatrixState::Partial, late(as_of), None));
    }
    if of == 0 || as_of <= column.due {
        return Ok(of_state(MatrixState::NotDue, None, None));
    }
    Ok(of_state(MatrixState::Missing, late(as_of), None))
}

/// Heads of the columns with their totals. Those of a closed period were kept when it was closed; the others are
/// counted from the latest back, as far as the number of facts allows.
fn heads(
    connection: &Connection,
    gatherer: &Gatherer<'_>,
    columns: &[Column],
    set: &[Item],
    as_of: Day,
    calendar: &Calendar,
) -> Result<Vec<MatrixPeriod>> {
    let mut left = MOST_FACTS;
    let mut out = Vec::new();
    for column in columns.iter().rev() {
        let (first_day, last_day) = column.period.days();
        let standing = closing::standing(connection, column.period, "")?;
        let windows = 1 + column.period.months().len();
        let cost = column.expected.len() * set.len() * windows;
        let (submitted, expected) = match &standing {
            Some(kept) => (
                Some(kept.record.submitted as u32),
                kept.record.expected as u32,
            ),
            None if first_day > as_of || set.is_empty() => (Some(0), column.expected.len() as u32),
            None if cost <= left => {
                left -= cost;
                let done = complete(gatherer, set, column.period, &column.expected)?;
                (Some(done), column.expected.len() as u32)
            }
            None => (None, column.expected.len() as u32),
        };
        out.push(MatrixPeriod {
            period: column.period.key(),
            label: periods::label(connection, column.period)?,
            short: column.period.short(),
            first_day,
            last_day,
            due_day: column.due,
            due_fixed: calendar.fixed_due_day(&column.period.key()).is_some(),
            closed: standing.is_some(),
            submitted,
            expected,
            percent: submitted
                .and_then(|done| Percent::of(i64::from(done), i64::from(expected)))
                .map(Percent::text),
        });
    }
    out.reverse();
    Ok(out)
}

/// How many of the expected have given the whole set: whoever has given the first n indicators stands at n. Where
/// nobody gets on, nothing more is read, so that an empty period costs one look.
fn complete(
    gatherer: &Gatherer<'_>,
    set: &[Item],
    period: Period,
    expected: &IdSet,
) -> Result<u32> {
    let place = |body: Id| usize::try_from(body).unwrap_or(usize::MAX);
    let size = expected
        .iter()
        .map(|body| place(*body) + 1)
        .max()
        .unwrap_or_default();
    let mut reached: Vec<Option<u32>> = vec![None; size];
    for body in expected {
        reached[place(*body)] = Some(0);
    }
    let mut count = 0;
    for (turn, item) in (0_u32..).zip(set) {
        count = 0;
        gatherer.givers(item, period, |body| {
            if let Some(slot) = reached.get_mut(place(body))
                && *slot == Some(turn)
            {
                *slot = Some(turn + 1);
                count += 1;
            }
        })?;
        if count == 0 {
            break;
        }
    }
    Ok(count)
}
