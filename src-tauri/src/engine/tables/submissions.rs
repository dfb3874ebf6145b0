//! Who has submitted, period by period of the year.

use super::{WantedTable, column, names, root_name, titled};
use crate::domain::instant::show_day;
use crate::domain::period::PeriodKind;
use crate::domain::{Period, Result};
use crate::engine::profile;
use crate::engine::submissions::{
    MatrixCell, MatrixPeriod, MatrixState, SubmissionMatrix, Wanted, submissions,
};
use crate::store::Book;
use crate::tabular::out::{Brief, CellOut, ColumnKind, ColumnOut, RowKind, RowOut, TableOut};

/// The kind of periods that a period is one of.
fn kind_of(period: Period) -> PeriodKind {
    match period {
        Period::Week { .. } => PeriodKind::Week,
        Period::Span(..) => PeriodKind::Campaign,
        Period::ReportMonth(..) | Period::CalendarMonth(..) => PeriodKind::Month,
        _ => PeriodKind::Quarter,
    }
}

pub(super) fn table(book: &Book, wanted: &WantedTable) -> Result<TableOut> {
    let year = profile::year_of(wanted.period.last_day());
    let question = Wanted {
        kind: kind_of(wanted.period),
        year,
        as_of: wanted.today,
        from_row: 0,
        rows: u32::MAX,
    };
    let matrix = book.read(|connection| submissions(connection, &question))?;
    let begun = |own: &&MatrixPeriod| own.first_day <= wanted.today;
    let count = matrix.periods.iter().take_while(begun).count().max(1);
    let key = wanted.period.key();
    let mut columns = vec![column("Đơn vị", ColumnKind::Name, Brief::Main)];
    columns.extend(matrix.periods.iter().take(count).map(|own| ColumnOut {
        group: String::new(),
        head: own.short.clone(),
        kind: ColumnKind::Text,
        // A chat is about the period at hand.
        brief: if own.period == key {
            Brief::Main
        } else {
            Brief::Picture
        },
    }));
    let mut rows: Vec<RowOut> = matrix
        .rows
        .iter()
        .map(|row| RowOut {
            kind: RowKind::Body,
            cells: std::iter::once(names::unit(&row.name))
                .chain(row.cells.iter().take(count).map(cell))
                .collect(),
            brief: true,
        })
        .collect();
    rows.push(total(&matrix, count));
    let root = root_name(book, wanted.today)?;
    Ok(TableOut {
        sheet: "Gửi số".to_owned(),
        title: titled(
            format!("THEO DÕI GỬI SỐ LIỆU {year}, {root}"),
            matrix.illustrative,
        ),
        subtitle: vec![format!(
            "Tính đến hết ngày {}; đủ là {} chỉ tiêu một kỳ.",
            show_day(wanted.today),
            matrix.required
        )],
        columns,
        rows,
        notes: Vec::new(),
        mark: None,
        made: wanted.today,
    })
}

fn cell(cell: &MatrixCell) -> CellOut {
    let late = |words: &str| match cell.days_late {
        Some(days) if days > 0 => format!("{words} {days} ngày"),
        _ => words.to_owned(),
    };
    CellOut::Text(match cell.state {
        MatrixState::OnTime => "đúng hạn".to_owned(),
        MatrixState::Adjusted => "đã gửi, có điều chỉnh".to_owned(),
        MatrixState::Late => late("chậm"),
        MatrixState::Partial => format!("mới có {}/{}", cell.done, cell.of),
        MatrixState::Missing => late("chưa gửi, quá hạn"),
        MatrixState::NotDue => "chưa đến hạn".to_owned(),
        MatrixState::Absent => return CellOut::Empty,
    })
}

fn total(matrix: &SubmissionMatrix, count: usize) -> RowOut {
    let sums = matrix.periods.iter().take(count).map(|own| {
        own.submitted.map_or(CellOut::Empty, |submitted| {
            CellOut::Text(format!("{submitted}/{}", own.expected))
        })
    });
    RowOut {
        kind: RowKind::Total,
        cells: std::iter::once(CellOut::Text("Đã gửi đủ".to_owned()))
            .chain(sums)
            .collect(),
        brief: true,
    }
}
