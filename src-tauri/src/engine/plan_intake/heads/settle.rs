//! Which column has which role, where several could have it.

use super::super::columns::{ColumnRole, plain};
use super::super::gantt;
use super::super::grid::Grid;
use super::super::marks::Mark;
use super::{LOOKED_AT, PlanColumn, SAMPLE};

/// Columns of months, quarters or weeks: several of them are a time line, whatever stands above them.
pub(super) fn time_line(columns: &mut [PlanColumn]) {
    let is_time = |own: &PlanColumn| {
        let (above, last) = own.head.rsplit_once(" / ").unwrap_or(("", &own.head));
        gantt::unit_of(last).is_some() || gantt::bare_unit(above, last).is_some()
    };
    let at: Vec<usize> = (0..columns.len())
        .filter(|at| is_time(&columns[*at]))
        .collect();
    if at.len() >= gantt::LEAST {
        for own in at {
            (columns[own].role, columns[own].sure) = (ColumnRole::Period, true);
        }
    }
}

/// Gives every role to one column, and decides what stands beside it.
pub(super) fn settle(columns: &mut [PlanColumn], grid: &Grid, last: usize) {
    let places = |columns: &[PlanColumn], role: ColumnRole| -> Vec<usize> {
        let all = columns.iter().enumerate();
        all.filter(|(_, own)| own.role == role)
            .map(|(at, _)| at)
            .collect()
    };
    // Two columns of work: the outer one groups, or the inner one tells more.
    let work = places(columns, ColumnRole::Task);
    if let [first, second, rest @ ..] = work.as_slice() {
        let blank = |at: usize| {
            let column = columns[at].index;
            let rows = grid.rows.iter().skip(last + 1).take(LOOKED_AT);
            rows.filter(|row| {
                row.cells.len() > 2 && row.cell(column).is_none_or(|cell| cell.from_above)
            })
            .count()
        };
        let (outer, inner) = (blank(*first), blank(*second));
        if outer > inner {
            columns[*first].role = ColumnRole::Group;
        } else {
            columns[*second].role = ColumnRole::Content;
        }
        for at in rest {
            columns[*at].role = ColumnRole::Content;
        }
    }
    if places(columns, ColumnRole::Task).is_empty() {
        let other = columns
            .iter()
            .position(|own| own.role == ColumnRole::Content);
        let other = other.or_else(|| columns.iter().position(|own| own.role == ColumnRole::Group));
        if let Some(at) = other {
            columns[at].role = ColumnRole::Task;
        }
    }
    // Of two columns of time one may tell how far it is.
    let time = places(columns, ColumnRole::Deadline);
    let best = time.iter().copied().find(|at| columns[*at].sure);
    for at in &time {
        if *at != best.unwrap_or(time[0]) {
            let progress = plain(&columns[*at].head).contains("tien do");
            columns[*at].role = if progress {
                ColumnRole::Note
            } else {
                ColumnRole::Unknown
            };
            columns[*at].sure = false;
        }
    }
    if time.len() == 1 {
        columns[time[0]].sure = true;
    }
    // "Hoàn thành" alone is a deadline.
    let (from, to) = (
        places(columns, ColumnRole::Start),
        places(columns, ColumnRole::End),
    );
    if from.is_empty() && time.is_empty() {
        for at in to {
            columns[at].role = ColumnRole::Deadline;
        }
    }
    let leads = places(columns, ColumnRole::Lead);
    let sure = leads.iter().copied().find(|at| columns[*at].sure);
    for at in &leads {
        if *at != sure.unwrap_or(leads[0]) {
            columns[*at].role = ColumnRole::Unknown;
            columns[*at].sure = false;
        }
    }
    if leads.len() == 1 {
        columns[leads[0]].sure = true;
    }
    for role in [
        ColumnRole::Ordinal,
        ColumnRole::Partner,
        ColumnRole::Person,
        ColumnRole::Basis,
        ColumnRole::Group,
    ] {
        for at in places(columns, role).into_iter().skip(1) {
            columns[at].role = ColumnRole::Unknown;
            columns[at].sure = false;
        }
    }
    // Two columns of results: the surer one is the deliverable, the other a note.
    let results = places(columns, ColumnRole::Deliverable);
    if results.len() > 1 {
        let best = results
            .iter()
            .copied()
            .find(|at| columns[*at].sure)
            .unwrap_or(results[0]);
        for at in results.into_iter().filter(|at| *at != best) {
            columns[at].role = ColumnRole::Note;
            columns[at].sure = false;
        }
    }
    // A column of small numbers without a head before the tasks.
    if places(columns, ColumnRole::Ordinal).is_empty()
        && let Some(task) = columns.iter().position(|own| own.role == ColumnRole::Task)
        && let Some(own) = columns[..task]
            .iter_mut()
            .rfind(|own| own.role == ColumnRole::Unknown)
    {
        let rows = grid.rows.iter().skip(last + 1).take(SAMPLE);
        let cells: Vec<bool> = rows
            .filter_map(|row| row.cell(own.index))
            .map(|cell| Mark::parse(&cell.text).is_some())
            .collect();
        if !cells.is_empty() && cells.iter().filter(|own| **own).count() * 3 >= cells.len() * 2 {
            (own.role, own.sure) = (ColumnRole::Ordinal, own.head.is_empty());
        }
    }
}
