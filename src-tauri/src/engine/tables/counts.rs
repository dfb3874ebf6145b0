//! The grid of a period: unit × indicators, with what stood before, the target and its percentage where there is one.

use super::{WantedTable, boundary_words, figure, names, optional, root_name, titled, until};
use crate::domain::Result;
use crate::domain::text::fold;
use crate::engine::counts::{
    self, CellState, CountGrid, GridCell, GridColumn, GridQuestion, GridRow, GridSum,
};
use crate::store::Book;
use crate::tabular::out::{Brief, CellOut, ColumnKind, ColumnOut, RowKind, RowOut, TableOut};

/// Which columns of an indicator stand in the table.
struct Shown<'a> {
    column: &'a GridColumn,
    previous: bool,
    target: bool,
}

pub(super) fn table(book: &Book, wanted: &WantedTable) -> Result<TableOut> {
    let question = GridQuestion {
        period: wanted.period,
        today: wanted.today,
        rows: None,
        columns: None,
    };
    let grid = counts::counts(book, &question)?;
    let root = root_name(book, wanted.period.last_day())?;
    let shown = shown(&grid);
    let cells = || grid.rows.iter().flat_map(|row| &row.cells);
    let has = |cell: &GridCell| cell.state == CellState::Value;
    let illustrative = cells().any(|cell| has(cell) && cell.illustrative);
    // Where both kinds stand side by side, each example figure is marked.
    let mixed = illustrative && cells().any(|cell| has(cell) && !cell.illustrative);
    let mut rows: Vec<RowOut> = Vec::new();
    for row in &grid.rows {
        let empty = row
            .cells
            .iter()
            .all(|own| matches!(own.state, CellState::Empty | CellState::Absent));
        if !(row.total && empty) {
            rows.push(row_out(row, &shown, mixed));
        }
    }
    rows.extend(total(&grid.sums, &shown, "Tổng các đơn vị"));
    rows.extend(total(
        &grid.illustrative_sums,
        &shown,
        "Tổng số liệu minh họa",
    ));
    Ok(TableOut {
        sheet: "Số liệu".to_owned(),
        title: titled(
            format!("SỐ LIỆU {}, {root}", grid.period.label),
            illustrative,
        ),
        subtitle: vec![format!(
            "{}. {}.",
            until(wanted.period, wanted.today),
            boundary_words(crate::domain::Boundary::Then)
        )],
        columns: columns(&shown),
        rows,
        notes: notes(&grid, &shown),
        mark: mixed.then(|| "* Số liệu minh họa.".to_owned()),
        made: wanted.today,
    })
}

fn shown(grid: &CountGrid) -> Vec<Shown<'_>> {
    let any = |at: usize, has: fn(&GridCell) -> bool| {
        let mut cells = grid.rows.iter().filter_map(|row| row.cells.get(at));
        cells.any(has)
    };
    let columns = grid.columns.iter().enumerate();
    columns
        .map(|(at, column)| Shown {
            column,
            previous: any(at, |cell| cell.previous.is_some()),
            target: column.has_target && any(at, |cell| cell.target.is_some()),
        })
        .collect()
}

fn columns(shown: &[Shown<'_>]) -> Vec<ColumnOut> {
    let mut out = vec![super::column("Đơn vị", ColumnKind::Name, Brief::Main)];
    for own in shown {
        let unit = match own.column.unit.as_str() {
            "" => String::new(),
            // "Hồ sơ thu nhận" says itself that files are counted.
            unit if fold(&own.column.name).contains(&fold(unit)) => String::new(),
            unit => format!(" ({unit})"),
        };
        let mut put = |head: &str, kind, brief| {
            out.push(ColumnOut {
                group: format!("{}{unit}", own.column.name),
                head: head.to_owned(),
                kind,
                brief,
            });
        };
        put("Kỳ này", ColumnKind::Figure, Brief::Main);
        if own.previous {
            put("Kỳ trước", ColumnKind::Figure, Brief::Left);
        }
        if own.target {
            put("Chỉ tiêu", ColumnKind::Figure, Brief::Left);
            put("Đạt (%)", ColumnKind::Percent, Brief::Aside);
        }
    }
    out
}

fn row_out(row: &GridRow, shown: &[Shown<'_>], mixed: bool) -> RowOut {
    let name = if row.total {
        CellOut::Text(format!("{} (nhập ở cấp này)", row.name))
    } else {
        names::unit(&row.name)
    };
    let mut cells = vec![name];
    for (own, cell) in shown.iter().zip(&row.cells) {
        let decimals = own.column.decimals;
        cells.push(match cell.state {
            CellState::Value => {
                let marked = mixed && cell.illustrative;
                figure(&cell.text, &cell.prefix, decimals, marked)
            }
            CellState::NoData => CellOut::NoData,
            CellState::Empty | CellState::Absent => CellOut::Empty,
        });
        if own.previous {
            // The figure before is of the same kind as the one it stands beside.
            let marked = mixed && cell.illustrative && cell.state == CellState::Value;
            cells.push(match &cell.previous {
                Some(text) => figure(text, "", decimals, marked),
                None => CellOut::Empty,
            });
        }
        if own.target {
            cells.push(optional(cell.target.as_ref(), decimals));
            cells.push(optional(cell.percent.as_ref(), 2));
        }
    }
    RowOut {
        kind: RowKind::Body,
        cells,
        brief: true,
    }
}

/// The row of sums; none where nothing was summed.
fn total(sums: &[GridSum], shown: &[Shown<'_>], name: &str) -> Option<RowOut> {
    sums.iter().find(|own| own.text.is_some())?;
    let mut cells = vec![CellOut::Text(name.to_owned())];
    for own in shown {
        let sum = sums
            .iter()
            .find(|sum| sum.indicator == own.column.indicator);
        let text = sum.and_then(|sum| Some((sum.text.as_ref()?, &sum.prefix)));
        cells.push(text.map_or(CellOut::Empty, |(text, prefix)| {
            figure(text, prefix, own.column.decimals, false)
        }));
        let others = usize::from(own.previous) + 2 * usize::from(own.target);
        cells.extend((0..others).map(|_| CellOut::Empty));
    }
    Some(RowOut {
        kind: RowKind::Total,
        cells,
        brief: true,
    })
}

/// Sums that do not have every unit in them, and where the figures come from.
fn notes(grid: &CountGrid, shown: &[Shown<'_>]) -> Vec<String> {
    let mut out = Vec::new();
    for own in shown {
        let id = own.column.indicator;
        let counted: u32 = [&grid.sums, &grid.illustrative_sums]
            .into_iter()
            .filter_map(|sums| sums.iter().find(|sum| sum.indicator == id))
            .map(|sum| sum.counted)
            .sum();
        let of = grid.total_rows;
        if counted > 0 && counted < of {
            out.push(format!(
                "{}: tổng của {counted}/{of} đơn vị có số.",
                own.column.name
            ));
        }
    }
    let mut sources: Vec<(&str, Vec<&str>)> = Vec::new();
    for own in shown {
        let source = own.column.source.as_str();
        match sources.iter_mut().find(|(name, _)| *name == source) {
            Some((_, names)) => names.push(&own.column.name),
            None => sources.push((source, vec![&own.column.name])),
        }
    }
    if let [(source, _)] = sources.as_slice() {
        out.push(format!("Nguồn: {source}."));
    } else {
        for (source, names) in sources {
            out.push(format!("Nguồn {source}: {}.", names.join(", ")));
        }
    }
    out
}
