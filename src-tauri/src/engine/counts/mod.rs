//! Counts: entering facts, the grid of a period, ranking.

mod figures;
mod grid;
mod ranking;
mod record;
mod standing;
mod targets;
mod views;

pub use figures::{Figure, Figures};
pub use grid::{cell_history, counts, one_cell, one_fact};
pub use ranking::{Base, RankRow, Ranking, rank};
pub use record::{RecordCount, Recorded, Stated, Warning, record_count};
pub use standing::{FigureRow, Ratio, Standing, Whole};
pub use targets::{SetTarget, Targets, set_target};
pub use views::{
    CellState, CountGrid, FactRevision, GridCell, GridColumn, GridRow, GridSum, PeriodOption,
};
