//! The grid of a period: unit × indicators, with what stood before, the target and what was said of each cell.

use std::collections::HashSet;

use rusqlite::Connection;

use super::figures::{Figures, Reach, Scope, counting};
use super::record::Stated;
use super::standing::{Standing, Whole};
use super::targets::Targets;
use super::views::{
    CellState, CountGrid, FactRevision, GridCell, GridColumn, GridRow, GridSum, PeriodOption,
};
use crate::domain::indicator::{Fact, FactState, ILLUSTRATIVE, IndicatorKind};
use crate::domain::number::{Percent, Qualifier, decimal, signed};
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result, Territory};
use crate::engine::closing::Guard;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::series::Point;
use crate::store::{self, Book, Kept, query};

/// What of the grid is wanted.
#[derive(Debug, Clone, Copy)]
pub struct GridQuestion {
    /// The period.
    pub period: Period,
    /// The day looked at.
    pub today: Day,
    /// First row and number of rows of units; all when none is given.
    pub rows: Option<(u32, u32)>,
}

/// Looking a row up costs as much as running past so many.
const FEW: usize = 8;

struct Sheet {
    scope: Scope,
    territory: Territory,
    directory: Directory,
    dictionary: Dictionary,
    figures: Figures,
    before: Figures,
    targets: Targets,
    guard: Guard,
}

impl Sheet {
    /// Reads what the cells of some bodies and indicators need; none: of all units and columns of the grid.
    fn load(
        connection: &Connection,
        question: &GridQuestion,
        cell: Option<(Id, Id)>,
    ) -> Result<Self> {
        let scope = Scope::of(question.period, question.today);
        let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
        let columns = cell.map_or_else(|| dictionary.grid(), |(_, indicator)| vec![indicator]);
        let day = scope.as_of.day;
        let shown: HashSet<Id> = match cell {
            Some((body, _)) => HashSet::from([body]),
            None => directory
                .units(day)
                .into_iter()
                .chain([directory.root])
                .collect(),
        };
        let few: HashSet<Id> = visible(&directory, question, day)
            .into_iter()
            .chain(cell.map(|(body, _)| body))
            .chain([directory.root])
            .flat_map(|body| with_predecessors(&directory, body))
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
                if cell.is_some() {
                    Reach::Only(&few)
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
                if cell.is_some() || few.len() * FEW < shown.len() {
                    Reach::Only(&few)
                } else {
                    Reach::Until(&few)
                },
            )?,
            targets: Targets::load(connection, columns.iter().copied())?,
            guard: Guard::load(connection)?,
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
        Ok(GridCell {
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

/// The units whose rows are wanted.
fn visible(directory: &Directory, question: &GridQuestion, day: Day) -> Vec<Id> {
    let units = directory.units(day);
    match question.rows {
        None => units,
        Some((from, count)) => units
            .into_iter()
            .skip(from as usize)
            .take(count as usize)
            .collect(),
    }
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
        let indicators = sheet.dictionary.grid();
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
        let columns = indicators
            .iter()
            .enumerate()
            .filter_map(|(index, id)| {
                let has_target = rows.iter().any(|row| row.cells[index].target.is_some());
                sheet.column(*id, day, has_target)
            })
            .collect();
        let (sums, illustrative_sums) = indicators
            .iter()
            .map(|id| sheet.sums(*id, &all).into())
            .unzip();
        Ok(CountGrid {
            period: PeriodOption::of(question.period, &calendar),
            columns,
            sums,
            illustrative_sums,
            total_rows: all.len() as u32,
            rows,
        })
    })
}

/// One cell of the grid, after an entry.
pub fn one_cell(
    book: &Book,
    body: Id,
    indicator: Id,
    period: Period,
    today: Day,
) -> Result<GridCell> {
    book.read(|connection| {
        let question = GridQuestion {
            period,
            today,
            rows: Some((0, 0)),
        };
        let sheet = Sheet::load(connection, &question, Some((body, indicator)))?;
        sheet.cell(connection, indicator, body)
    })
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
        if dictionary.get(indicator).is_none() {
            return Err(Error::new(ErrorCode::NoSuchIndicator).with("indicator", indicator));
        }
        let (first, last) = period.days();
        let history = query::fact_history(connection, body, indicator, first, last)?;
        // A later day in the same period is another figure, not a correction of this one.
        let shown = history
            .iter()
            .map(|own| (own.fact.record.day, own.fact.record.window.clone()))
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

/// The time and the source of the figure that stands in a cell; none in an empty one.
pub fn one_fact(
    book: &Book,
    body: Id,
    indicator: Id,
    period: Period,
    view_day: Day,
) -> Result<Option<(Stated, String)>> {
    book.read(|connection| {
        let question = GridQuestion {
            period,
            today: view_day,
            rows: Some((0, 0)),
        };
        let sheet = Sheet::load(connection, &question, Some((body, indicator)))?;
        let Some(point) = sheet.point(indicator, body) else {
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
        Ok(Some((stated, fact.record.source)))
    })
}
