//! Tables are built cell by cell, within the limits, whatever order a file has them in.

use unicode_normalization::{IsNormalized, is_nfc_quick};

use super::limits::{
    MOST_CELLS, MOST_CHARACTERS, MOST_COLUMNS, MOST_MERGES, MOST_REMARKS, MOST_ROWS, MOST_TABLES,
    MOST_TEXT,
};
use super::workbook::{Cell, Merge, Remark, RemarkKind, Table, TableRow};
use crate::domain::text::clean;

/// Why reading ends before the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// Everything that is wanted was read.
    Done,
    /// The limits are reached; the remark is made.
    Full,
    /// The file breaks here; whoever knows the place makes the remark.
    Broken,
}

/// What was read of a file so far.
#[derive(Debug, Default)]
pub(super) struct Build {
    /// Finished tables.
    pub tables: Vec<Table>,
    /// What could not be read.
    pub remarks: Vec<Remark>,
    cells: usize,
    text: usize,
    merges: usize,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Draft {
    table: Table,
    /// The row that cells come for.
    row: Vec<(u32, Cell)>,
    number: u32,
    /// Rows or cells came out of order.
    shuffled: bool,
}

impl Build {
    /// Begins a table.
    pub(super) fn begin(&mut self, name: &str, hidden: bool) -> Result<Draft, Stop> {
        if self.tables.len() >= MOST_TABLES {
            self.remark(name, 0, RemarkKind::TooMany);
            return Err(Stop::Full);
        }
        let name: String = clean(name).chars().take(200).collect();
        self.text += name.len();
        let table = Table {
            name,
            hidden,
            ..Table::default()
        };
        Ok(Draft {
            table,
            ..Draft::default()
        })
    }

    /// Ends a table.
    pub(super) fn end(&mut self, draft: Draft) {
        self.tables.push(draft.finish());
    }

    /// Says what could not be read.
    pub(super) fn remark(&mut self, table: &str, row: u32, kind: RemarkKind) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(Remark {
                table: table.to_owned(),
                row,
                kind,
            });
        }
    }

    fn take(&mut self, draft: &Draft, row: u32, cells: usize, text: usize) -> Result<(), Stop> {
        self.cells += cells;
        self.text += text;
        if self.cells > MOST_CELLS || self.text > MOST_TEXT {
            self.remark(&draft.table.name, row, RemarkKind::TooMany);
            return Err(Stop::Full);
        }
        Ok(())
    }
}

impl Draft {
    /// Name of the table.
    pub(super) fn name(&self) -> &str {
        &self.table.name
    }

    /// Its last row that something was put into.
    pub(super) fn last_row(&self) -> u32 {
        self.number
    }

    /// Whether nothing was put into it.
    pub(super) fn is_empty(&self) -> bool {
        self.table.rows.is_empty() && self.row.is_empty()
    }

    /// Puts a cell. Rows count from 1. Places that no table has are left out with a remark.
    pub(super) fn put(
        &mut self,
        build: &mut Build,
        row: u32,
        column: u32,
        cell: Cell,
    ) -> Result<(), Stop> {
        if row == 0 || row > MOST_ROWS || column >= MOST_COLUMNS {
            build.remark(&self.table.name, row, RemarkKind::Broken);
            return Ok(());
        }
        let text = match &cell {
            Cell::Text(text) | Cell::Fault(text) => text.len(),
            _ => 0,
        };
        let fresh = row != self.number;
        build.take(self, row, 1 + usize::from(fresh), text)?;
        if fresh {
            self.close_row();
            self.shuffled |= row < self.number;
            self.number = row;
        }
        self.shuffled |= self.row.last().is_some_and(|(last, _)| *last >= column);
        self.row.push((column, cell));
        Ok(())
    }

    /// Puts a shared text, given with whether it was cut; a number that no text has is told, and its cell has no value.
    pub(super) fn put_shared(
        &mut self,
        build: &mut Build,
        (row, column): (u32, u32),
        shared: Option<(&str, bool)>,
    ) -> Result<(), Stop> {
        let cell = match shared {
            Some(("", _)) => return Ok(()),
            Some((text, cut)) => {
                if cut {
                    build.remark(self.name(), row, RemarkKind::LongText);
                }
                Cell::Text(text.into())
            }
            None => {
                build.remark(self.name(), row, RemarkKind::Broken);
                Cell::NoValue
            }
        };
        self.put(build, row, column, cell)
    }

    /// Puts a text, tidied and cut; a blank one is no cell.
    pub(super) fn put_text(
        &mut self,
        build: &mut Build,
        row: u32,
        column: u32,
        text: &str,
    ) -> Result<(), Stop> {
        let (text, cut) = tidy(text);
        if text.is_empty() {
            return Ok(());
        }
        if cut {
            build.remark(&self.table.name, row, RemarkKind::LongText);
        }
        self.put(build, row, column, Cell::Text(text))
    }

    /// Adds a merged area; one of a single cell is none.
    pub(super) fn merge(&mut self, build: &mut Build, merge: Merge) {
        let single = merge.rows.0 == merge.rows.1 && merge.columns.0 == merge.columns.1;
        let ordered = merge.rows.0 <= merge.rows.1 && merge.columns.0 <= merge.columns.1;
        let within = (1..=MOST_ROWS).contains(&merge.rows.0) && merge.columns.0 < MOST_COLUMNS;
        if single || !ordered || !within || build.merges >= MOST_MERGES {
            return;
        }
        build.merges += 1;
        self.table.merges.push(Merge {
            rows: (merge.rows.0, merge.rows.1.min(MOST_ROWS)),
            columns: (merge.columns.0, merge.columns.1.min(MOST_COLUMNS - 1)),
        });
    }

    fn close_row(&mut self) {
        if !self.row.is_empty() {
            // A vector of exactly this size: a sheet may have a million rows of one cell. Most rows are as long as the
            // one before them.
            let next = Vec::with_capacity(self.row.len());
            let mut cells = std::mem::replace(&mut self.row, next);
            cells.shrink_to_fit();
            self.table.rows.push(TableRow {
                number: self.number,
                cells,
            });
        }
    }

    fn finish(mut self) -> Table {
        self.close_row();
        if self.shuffled {
            self.table.rows = sorted(std::mem::take(&mut self.table.rows));
        }
        self.table
    }
}

/// Rows and cells in their order. Of two cells in one place the later holds.
fn sorted(mut rows: Vec<TableRow>) -> Vec<TableRow> {
    rows.sort_by_key(|row| row.number);
    let mut out: Vec<TableRow> = Vec::with_capacity(rows.len());
    for row in rows {
        match out.last_mut() {
            Some(last) if last.number == row.number => last.cells.extend(row.cells),
            _ => out.push(row),
        }
    }
    for row in &mut out {
        row.cells.sort_by_key(|(column, _)| *column);
        row.cells.dedup_by(|later, kept| {
            let same = later.0 == kept.0;
            if same {
                std::mem::swap(&mut later.1, &mut kept.1);
            }
            same
        });
    }
    out
}

/// A text as cells keep it, and whether it was cut.
pub(super) fn tidy(text: &str) -> (Box<str>, bool) {
    let trimmed = text.trim();
    let plain = trimmed.len() <= MOST_CHARACTERS
        && !trimmed.contains(|c: char| c.is_control() && c != '\n')
        && is_nfc_quick(trimmed.chars()) == IsNormalized::Yes;
    if plain {
        return (trimmed.into(), false);
    }
    // Marks of one letter may follow each other without end; what is cut first need not be composed.
    let end = trimmed
        .char_indices()
        .nth(MOST_CHARACTERS)
        .map_or(trimmed.len(), |(at, _)| at);
    (clean(&trimmed[..end]).into(), end < trimmed.len())
}
