//! Rows of cells as texts, merged areas written out, whatever they came in.

use std::collections::HashMap;

use crate::tabular::{Cell, Table};

/// A cell.
#[derive(Debug, Clone)]
pub(super) struct GridCell {
    pub column: u32,
    pub text: String,
    /// A number as the file keeps it.
    pub number: Option<f64>,
    /// Columns that it spans.
    pub span: u32,
    /// The text stands in a row above and was merged down to here.
    pub from_above: bool,
}

/// A row.
#[derive(Debug, Clone)]
pub(super) struct GridRow {
    /// Its place in the file, from 1.
    pub number: u32,
    pub cells: Vec<GridCell>,
}

/// A table.
#[derive(Debug, Clone, Default)]
pub(super) struct Grid {
    pub rows: Vec<GridRow>,
    /// Whether the file says which cells are merged.
    pub merges: bool,
    /// Whether cells were pasted: what was merged is lost.
    pub pasted: bool,
}

/// Cells that merged areas are written out into, at most.
const MOST_FILLED: usize = 200_000;

impl GridRow {
    pub(super) fn cell(&self, column: u32) -> Option<&GridCell> {
        let at = self.cells.binary_search_by_key(&column, |own| own.column);
        at.ok().map(|index| &self.cells[index])
    }

    /// The text of a column; empty where there is none.
    pub(super) fn text(&self, column: u32) -> &str {
        self.cell(column).map_or("", |own| own.text.as_str())
    }

    /// Cells whose text stands in this row.
    pub(super) fn own(&self) -> impl Iterator<Item = &GridCell> {
        self.cells.iter().filter(|cell| !cell.from_above)
    }
}

impl Grid {
    /// A table with its merged areas written out.
    pub(super) fn of(table: &Table, pasted: bool) -> Self {
        let mut spans: HashMap<(u32, u32), u32> = HashMap::new();
        let mut filled: HashMap<u32, Vec<GridCell>> = HashMap::new();
        let mut count = 0;
        for merge in &table.merges {
            let (row, column) = (merge.rows.0, merge.columns.0);
            let span = merge.columns.1.saturating_sub(column) + 1;
            spans.insert((row, column), span);
            let Some(cell) = table.row(row).and_then(|own| own.cell(column)) else {
                continue;
            };
            let from = table.rows.partition_point(|own| own.number <= row);
            let below = table.rows[from..].iter();
            for own in below.take_while(|own| own.number <= merge.rows.1) {
                count += 1;
                if count > MOST_FILLED {
                    break;
                }
                let copy = GridCell {
                    from_above: true,
                    span,
                    ..cell_of(column, cell)
                };
                filled.entry(own.number).or_default().push(copy);
            }
        }
        let rows = table.rows.iter().map(|row| {
            let own = row.cells.iter().map(|(column, cell)| GridCell {
                span: spans.get(&(row.number, *column)).copied().unwrap_or(1),
                ..cell_of(*column, cell)
            });
            let mut cells: Vec<GridCell> = own.filter(|own| !own.text.is_empty()).collect();
            for copy in filled.remove(&row.number).unwrap_or_default() {
                if cells.iter().all(|own| own.column != copy.column) {
                    cells.push(copy);
                }
            }
            cells.sort_by_key(|own| own.column);
            GridRow {
                number: row.number,
                cells,
            }
        });
        Self {
            rows: rows.filter(|row| !row.cells.is_empty()).collect(),
            merges: !table.merges.is_empty(),
            pasted,
        }
    }

    /// Puts another table below.
    pub(super) fn add(&mut self, other: Self) {
        let by = self.rows.last().map_or(0, |row| row.number);
        self.merges |= other.merges;
        self.rows.extend(other.rows.into_iter().map(|row| GridRow {
            number: row.number + by,
            ..row
        }));
    }
}

fn cell_of(column: u32, cell: &Cell) -> GridCell {
    let text = cell.text().replace('⏎', "\n");
    let lines = text
        .split('\n')
        .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|line| !line.is_empty());
    GridCell {
        column,
        text: lines.collect::<Vec<_>>().join("\n"),
        number: match cell {
            Cell::Number(number) => Some(*number),
            _ => None,
        },
        span: 1,
        from_above: false,
    }
}
