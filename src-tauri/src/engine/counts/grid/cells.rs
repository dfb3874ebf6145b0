//! Single cells of the grid: after an entry, their figures, their history, and those that are doubted.

use super::{GridQuestion, Sheet, counts};
use crate::domain::indicator::{Fact, ILLUSTRATIVE};
use crate::domain::number::decimal;
use crate::domain::{Day, Id, Instant, Period, Result};
use crate::engine::counts::record::Stated;
use crate::engine::counts::{Doubt, FactRevision, GridCell};
use crate::engine::dictionary::Dictionary;
use crate::store::{self, Book, Kept, query};

/// A figure that is doubted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubtedFigure {
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// The figure as written.
    pub text: String,
    /// Doubts about it; those that were accepted too.
    pub doubts: Vec<Doubt>,
}

/// Every figure of a period's grid that is doubted, by unit.
pub fn doubted_figures(book: &Book, period: Period, today: Day) -> Result<Vec<DoubtedFigure>> {
    let question = GridQuestion {
        period,
        today,
        rows: None,
        columns: None,
    };
    let grid = counts(book, &question)?;
    let cells = grid.rows.iter().flat_map(|row| {
        row.cells
            .iter()
            .zip(&grid.columns)
            .map(|(cell, column)| (row.body, column.indicator, cell))
    });
    Ok(cells
        .filter(|(_, _, cell)| !cell.doubts.is_empty())
        .map(|(body, indicator, cell)| DoubtedFigure {
            body,
            indicator,
            text: cell.text.clone(),
            doubts: cell.doubts.clone(),
        })
        .collect())
}

/// Some cells of the grid, after an entry: `(body, indicator)`.
pub fn some_cells(
    book: &Book,
    period: Period,
    today: Day,
    cells: &[(Id, Id)],
) -> Result<Vec<GridCell>> {
    book.read(|connection| {
        let sheet = Sheet::load(connection, &of_cells(period, today), Some(cells))?;
        let own = cells.iter();
        own.map(|(body, indicator)| sheet.cell(connection, *indicator, *body))
            .collect()
    })
}

/// Nothing but cells that are named.
const fn of_cells(period: Period, today: Day) -> GridQuestion {
    GridQuestion {
        period,
        today,
        rows: Some((0, 0)),
        columns: None,
    }
}

/// Everything that ever stood in a cell, newest first.
pub fn cell_history(
    book: &Book,
    body: Id,
    indicator: Id,
    period: Period,
) -> Result<Vec<FactRevision>> {
    book.read(|connection| {
        let dictionary = Dictionary::load(connection)?;
        let stock = dictionary.need(indicator)?.kind.is_stock();
        let (first, last) = period.days();
        let history = query::fact_history(connection, body, indicator, first, last)?;
        // A later day in the same period is another figure, not a correction of this one.
        let shown = history
            .iter()
            .map(|own| (own.fact.record.day, own.fact.record.window.clone()))
            // A month's figure is none of its quarter's cell.
            .filter(|(_, window)| stock || *window == period.key())
            .max();
        let shown = shown.map(|(_, window)| window).unwrap_or_default();
        Ok(history
            .into_iter()
            .filter(|own| own.fact.record.window == shown)
            .map(|own| {
                let fact = own.fact.record;
                let decimals = dictionary
                    .definition(indicator, fact.day)
                    .map_or(0, |d| d.decimals);
                FactRevision {
                    revision: fact.revision,
                    text: fact.value.map(|v| decimal(v, decimals)).unwrap_or_default(),
                    prefix: fact.qualifier.word().to_owned(),
                    state: fact.state,
                    recorded_at: own.moment,
                    officer: own.officer,
                    source: dictionary.source_name(&fact.source),
                    note: fact.note,
                    as_of: fact.day,
                    illustrative: fact.source == ILLUSTRATIVE,
                }
            })
            .collect())
    })
}

/// The figure that stands in a cell of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFact {
    /// The fact.
    pub fact: Id,
    /// The time that it was entered for.
    pub stated: Stated,
    /// Code of its source.
    pub source: String,
}

/// The figures that stand in some cells; none in an empty one.
pub fn cell_facts(
    book: &Book,
    period: Period,
    view_day: Day,
    cells: &[(Id, Id)],
) -> Result<Vec<Option<CellFact>>> {
    book.read(|connection| {
        let sheet = Sheet::load(connection, &of_cells(period, view_day), Some(cells))?;
        let own = cells.iter().map(|(body, indicator)| {
            let Some(point) = sheet.point(*indicator, *body) else {
                return Ok(None);
            };
            let Some(kept) = store::get::<Fact>(connection, point.fact)? else {
                return Ok(None);
            };
            let fact: Kept<Fact> = kept;
            let stated = match fact.record.window.strip_prefix('@') {
                Some(instant) => Stated::AsOf(Instant::parse(instant)?),
                None => Stated::Period(period, view_day),
            };
            Ok(Some(CellFact {
                fact: fact.id,
                stated,
                source: fact.record.source,
            }))
        });
        own.collect()
    })
}
