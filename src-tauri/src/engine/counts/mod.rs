//! Counts: entering facts, the grid of a period, ranking.

mod beside;
mod doubts;
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

pub use doubts::{Accepted, Doubt, Fix, accept_doubt};
pub use figures::{Figure, Figures, Reach, Scope, counting, units_filed};
pub use grid::{
    CellFact, DoubtedFigure, GridQuestion, cell_facts, cell_history, counts, doubted_figures,
    some_cells,
};
pub use import::{Imported, Place, import_targets};
pub use lineage::{Composition, Piece, composition};
pub(in crate::engine) use page::per_day;
pub use page::{
    BaseView, BodyChoice, FunnelStep, IndicatorPage, PageQuestion, SourceFigure, StandingView,
    TargetView, TrendPoint, indicator_page,
};
pub(in crate::engine) use page::{Known, TrendLine, trend_line};
pub(in crate::engine) use ranking::rank_among;
pub use ranking::{Base, RankQuestion, RankRow, Ranking, rank};
pub(in crate::engine) use record::{Admission, Room};
pub use record::{RecordCount, Recorded, Stated, record_block, record_count, record_counts};
pub use standing::{FigureRow, Ratio, Standing, Whole};
pub use targets::{Given, SetTarget, Targets, Version, set_target, set_targets};
pub use views::{
    CellState, CountGrid, FactRevision, GridCell, GridColumn, GridName, GridRow, GridSum,
    OtherFigure, PeriodOption,
};
