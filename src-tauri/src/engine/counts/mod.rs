//! Counts: entering facts, the grid of a period, ranking.

mod figures;
mod grid;
mod import;
mod lineage;
mod page;
mod ranking;
mod record;
mod standing;
mod targets;
mod views;

pub use figures::{Figure, Figures, Reach, Scope, counting, units_filed};
pub use grid::{GridQuestion, cell_history, counts, one_cell, one_fact};
pub use import::{ImportFigures, Imported, Place, import_figures, import_targets};
pub use lineage::{Composition, Piece, composition};
pub use page::{
    BaseView, BodyChoice, FunnelStep, IndicatorPage, PageQuestion, SourceFigure, StandingView,
    TargetView, TrendPoint, indicator_page,
};
pub use ranking::{Base, RankQuestion, RankRow, Ranking, rank};
pub(in crate::engine) use record::record_each;
pub use record::{RecordCount, Recorded, Stated, Warning, record_count, record_counts};
pub use standing::{FigureRow, Ratio, Standing, Whole};
pub use targets::{Given, SetTarget, Targets, Version, set_target, set_targets};
pub use views::{
    CellState, CountGrid, FactRevision, GridCell, GridColumn, GridRow, GridSum, PeriodOption,
};
