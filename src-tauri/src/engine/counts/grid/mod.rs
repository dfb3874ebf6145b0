//! The grid of a period: unit × indicators, with what stood before, the target and what was said of each cell.

mod cells;
mod side;

use std::cell::RefCell;
use std::collections::HashMap;

use rusqlite::Connection;

pub use cells::{CellFact, DoubtedFigure, cell_facts, cell_history, doubted_figures, some_cells};

use super::figures::{Figures, Reach, Scope, counting};
use super::standing::{Standing, Whole};
use super::targets::Targets;
use super::views::{
    CellState, CountGrid, GridCell, GridColumn, GridName, GridRow, GridSum, PeriodOption,
};
use crate::domain::indicator::{FactState, ILLUSTRATIVE, IndicatorKind};
use crate::domain::number::{Percent, Qualifier, decimal, signed};
use crate::domain::{Day, Id, IdSet, Instant, Period, Result, Territory};
use crate::engine::closing::Guard;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::series::Point;
use crate::store::{Book, query};

/// What of the grid is wanted.
#[derive(Debug, Clone, Copy)]
pub struct GridQuestion {
    /// The period.
    pub period: Period,
    /// The day looked at.
    pub today: Day,
    /// First row and number of rows of units; all when none is given.
    pub rows: Option<(u32, u32)>,
    /// First column and number of columns; all when none is given.
    pub columns: Option<(u32, u32)>,
}

/// Looking a row up costs as much as running past so many.
const FEW: usize = 8;

struct Sheet {
    today: Day,
    scope: Scope,
    territory: Territory,
    directory: Directory,
    dictionary: Dictionary,
    figures: Figures,
    before: Figures,
    targets: Targets,
    guard: Guard,
    copied: RefCell<HashMap<Id, bool>>,
}

/// Units by which a copied column is told.
const SAMPLE: usize = 48;

impl Sheet {
    /// Reads what the cells of some bodies and indicators need; none: of all units and columns of the grid.
    fn load(
        connection: &Connection,
        question: &GridQuestion,
        cells: Option<&[(Id, Id)]>,
    ) -> Result<Self> {
        let scope = Scope::of(question.period, question.today);
        let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
        let mut columns: Vec<Id> = match cells {
            Some(cells) => cells.iter().map(|(_, indicator)| *indicator).collect(),
            None => window(dictionary.grid(), question.columns),
        };
        columns.sort_unstable();
        columns.dedup();
        let day = scope.as_of.day;
        let shown: IdSet = match cells {
            Some(cells) => cells.iter().map(|(body, _)| *body).collect(),
            None => directory
                .units(day)
                .into_iter()
                .chain([directory.root])
                .collect(),
        };
        let few: IdSet = visible(&directory, question, day)
            .into_iter()
            .chain(cells.into_iter().flatten().map(|(body, _)| *body))
            .chain([directory.root])
            .flat_map(|body| with_predecessors(&directory, body))
            .collect();
        // Whether a column was copied is told by the same units, however few cells are asked for.
        let with_sample: IdSet = directory
            .units(day)
            .into_iter()
            .take(SAMPLE)
            .chain(few.iter().copied())
            .collect();
        let load = |scope, reach| {
            Figures::load(
                connection,
                &dictionary,
                columns.iter().copied(),
                scope,
                reach,
            )
        };
        Ok(Self {
            figures: load(
                scope,
                if cells.is_some() {
                    Reach::Only(&with_sample)
                } else {
                    Reach::Until(&shown)
                },
            )?,
            before: load(
                Scope {
                    // A stock is compared with what stood before the period began.
                    as_of: Instant::end_of(question.period.days().0 - chrono::Days::new(1)),
                    period: question.period.previous(),
                },
                // A few rows are looked up one by one, many are met on one run.
                if cells.is_some() || few.len() * FEW < shown.len() {
                    Reach::Only(&few)
                } else {
                    Reach::Until(&few)
                },
            )?,
            targets: Targets::load(connection, columns.iter().copied())?,
            guard: Guard::load(connection)?,
            copied: RefCell::default(),
            today: question.today,
            scope,
            territory: Territory {
                boundary: crate::domain::Boundary::Then,
                day,
            },
            directory,
            dictionary,
        })
    }

    /// The figure that stands in a cell: of a stock one of the period itself.
    fn point(&self, indicator: Id, body: Id) -> Option<&Point> {
        let own = self.dictionary.get(indicator)?;
        if own.kind.is_stock() {
            let first = self.scope.period.days().0;
            let points = self.figures.sources(indicator, body);
            counting(points.iter().filter(|p| p.day >= first), &own.source)
        } else {
            let period = self.scope.period;
            self.figures.flow(indicator, body, period, &own.source)
        }
    }

    /// Whether the period is closed for the indicator: what is typed becomes a proposed adjusting entry.
    fn closes(&self, indicator: Id) -> bool {
        let group = self
            .dictionary
            .get(indicator)
            .map(|own| own.group_key.as_str());
        self.guard
            .closes(self.scope.period, group.unwrap_or_default())
    }

    fn decimals(&self, indicator: Id) -> u8 {
        self.dictionary
            .definition(indicator, self.scope.as_of.day)
            .map_or(0, |own| own.decimals)
    }

    /// The figure before the period, of the body or of its whole predecessors together.
    fn earlier(&self, indicator: Id, body: Id) -> Option<Standing> {
        let whole = Whole {
            directory: &self.directory,
            dictionary: &self.dictionary,
            figures: &self.before,
            territory: self.territory,
        };
        whole.of_body(indicator, body)
    }

    fn alive(&self, indicator: Id, body: Id) -> bool {
        let stock = self
            .dictionary
            .get(indicator)
            .is_none_or(|own| own.kind.is_stock());
        let (born, ended) = self.directory.life(body);
        let day = self.scope.as_of.day;
        let first = if stock {
            day
        } else {
            self.scope.period.days().0
        };
        born.is_none_or(|born| born <= day) && ended.is_none_or(|ended| first <= ended)
    }

    fn cell(&self, connection: &Connection, indicator: Id, body: Id) -> Result<GridCell> {
        let decimals = self.decimals(indicator);
        let alive = self.alive(indicator, body);
        let point = self.point(indicator, body);
        let note = match point {
            Some(point) => query::note_of(connection, point.fact)?,
            None => String::new(),
        };
        let illustrative = point.is_some_and(|point| &*point.source == ILLUSTRATIVE);
        let target = self
            .targets
            .given(&self.directory, indicator, body, self.scope.as_of.day);
        let value = point.and_then(|point| point.value);
        let previous = self
            .earlier(indicator, body)
            .filter(|own| point.is_none() || own.illustrative() == illustrative)
            .map(|own| own.value);
        let difference = value.zip(previous).map(|(now, then)| now - then);
        let percent = value
            .zip(target.as_ref().map(|own| own.value))
            .and_then(|(value, target)| Percent::of(value, target));
        let doubts = match point {
            Some(point) => self.doubts(connection, indicator, point)?,
            None => Vec::new(),
        };
        Ok(GridCell {
            doubts,
            others: self.others(indicator, body, point),
            state: match (alive, point.map(Point::state)) {
                (false, _) => CellState::Absent,
                (true, Some(FactState::Value)) => CellState::Value,
                (true, Some(FactState::NoData)) => CellState::NoData,
                (true, _) => CellState::Empty,
            },
            text: value.map(|own| decimal(own, decimals)).unwrap_or_default(),
            prefix: point
                .map(|own| own.qualifier.word().to_owned())
                .unwrap_or_default(),
            previous: previous.map(|own| decimal(own, decimals)),
            delta: difference.map(|own| signed(own, decimals)),
            delta_negative: difference.is_some_and(|own| own < 0),
            target: target.as_ref().map(|own| decimal(own.value, decimals)),
            percent: percent.map(Percent::text),
            bar: percent.map(|own| own.0),
            as_of: point.map(|own| own.day),
            source: point.map(|own| self.dictionary.source_name(&own.source)),
            note,
            illustrative,
            editable: alive,
            closed: self.closes(indicator),
        })
    }

    /// Sums of a column over all units: official figures, and apart from them example ones.
    fn sums(&self, indicator: Id, units: &[Id]) -> [GridSum; 2] {
        let mut sums = [Sum::default(), Sum::default()];
        for point in units.iter().filter_map(|body| self.point(indicator, *body)) {
            if &*point.source == ILLUSTRATIVE {
                sums[1].add(point);
            } else if self.dictionary.summable(&point.source) {
                sums[0].add(point);
            }
        }
        // An index or a percentage has no sum.
        let kind = self.dictionary.get(indicator).map(|own| own.kind);
        let summable = kind.is_some_and(|kind| kind != IndicatorKind::Index);
        let decimals = self.decimals(indicator);
        let view = |sum: &Sum, illustrative: bool| GridSum {
            indicator,
            text: (summable && sum.counted > 0).then(|| decimal(sum.value, decimals)),
            prefix: sum.qualifier.word().to_owned(),
            counted: sum.counted,
            of: units.len() as u32,
            illustrative,
        };
        [view(&sums[0], false), view(&sums[1], true)]
    }

    fn column(&self, id: Id, day: Day, has_target: bool) -> Option<GridColumn> {
        let indicator = self.dictionary.get(id)?;
        let definition = self.dictionary.definition(id, day)?;
        let short = if definition.short_name.is_empty() {
            &definition.name
        } else {
            &definition.short_name
        };
        Some(GridColumn {
            indicator: id,
            code: indicator.code.clone(),
            name: short.clone(),
            unit: definition.unit.clone(),
            kind: indicator.kind,
            has_target,
            decimals: definition.decimals,
            source: self.dictionary.source_name(&indicator.source),
        })
    }
}

/// A sum that grows figure by figure.
#[derive(Debug, Default)]
struct Sum {
    value: i64,
    counted: u32,
    qualifier: Qualifier,
}

impl Sum {
    fn add(&mut self, point: &Point) {
        if let Some(value) = point.value {
            self.value = self.value.saturating_add(value);
            self.counted += 1;
            self.qualifier = self.qualifier.of_sum(point.qualifier);
        }
    }
}

/// A part of a list; all of it when none is asked for.
fn window<T>(all: Vec<T>, part: Option<(u32, u32)>) -> Vec<T> {
    match part {
        None => all,
        Some((from, count)) => all
            .into_iter()
            .skip(from as usize)
            .take(count as usize)
            .collect(),
    }
}

/// The units whose rows are wanted.
fn visible(directory: &Directory, question: &GridQuestion, day: Day) -> Vec<Id> {
    window(directory.units(day), question.rows)
}

fn with_predecessors(directory: &Directory, body: Id) -> Vec<Id> {
    let mut out = vec![body];
    let mut at = 0;
    while at < out.len() {
        for link in directory.predecessors(out[at]) {
            if !out.contains(&link.body) {
                out.push(link.body);
            }
        }
        at += 1;
    }
    out
}

/// The grid of a period as of the day looked at.
pub fn counts(book: &Book, question: &GridQuestion) -> Result<CountGrid> {
    book.read(|connection| {
        let sheet = Sheet::load(connection, question, None)?;
        let calendar = crate::engine::profile::calendar(connection)?;
        let heads = sheet.dictionary.grid();
        let indicators = window(heads.clone(), question.columns);
        let day = sheet.scope.as_of.day;
        let row = |body: Id, total: bool| -> Result<GridRow> {
            Ok(GridRow {
                body,
                code: sheet.directory.code(body, day),
                name: sheet.directory.name(body, day),
                total,
                cells: indicators
                    .iter()
                    .map(|indicator| sheet.cell(connection, *indicator, body))
                    .collect::<Result<_>>()?,
            })
        };
        let all = sheet.directory.units(day);
        let mut rows = vec![row(sheet.directory.root, true)?];
        for body in visible(&sheet.directory, question, day) {
            rows.push(row(body, false)?);
        }
        let targeted = query::indicators_with_targets(connection)?;
        let columns = heads
            .iter()
            .filter_map(|id| sheet.column(*id, day, targeted.contains(id)))
            .collect();
        let names = all
            .iter()
            .map(|body| GridName {
                body: *body,
                code: sheet.directory.code(*body, day),
                name: sheet.directory.name(*body, day),
            })
            .collect();
        let (sums, illustrative_sums) = indicators
            .iter()
            .map(|id| sheet.sums(*id, &all).into())
            .unzip();
        Ok(CountGrid {
            period: PeriodOption::of(question.period, &calendar),
            columns,
            names,
            from_row: question.rows.map_or(0, |(from, _)| from),
            from_column: question.columns.map_or(0, |(from, _)| from),
            sums,
            illustrative_sums,
            total_rows: all.len() as u32,
            rows,
        })
    })
}
