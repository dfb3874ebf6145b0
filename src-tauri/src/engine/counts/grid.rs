//! The grid of a period: unit × indicators, with what stood before, the target and what was said of each cell.

use rusqlite::Connection;

use super::figures::Figures;
use super::record::Stated;
use super::targets::Targets;
use super::views::{
    CellState, CountGrid, FactRevision, GridCell, GridColumn, GridRow, GridSum, PeriodOption,
};
use crate::domain::indicator::{Fact, FactState, ILLUSTRATIVE, IndicatorKind};
use crate::domain::number::{Percent, Qualifier, decimal, signed};
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::{Book, Kept, query};

struct Sheet {
    period: Period,
    as_of: Instant,
    directory: Directory,
    dictionary: Dictionary,
    figures: Figures,
    targets: Targets,
}

impl Sheet {
    fn load(connection: &Connection, period: Period, view_day: Day) -> Result<Self> {
        let as_of = Instant::end_of(period.last_day().min(view_day).max(period.days().0));
        Ok(Self {
            period,
            as_of,
            directory: Directory::load(connection)?,
            dictionary: Dictionary::load(connection)?,
            figures: Figures::load(connection, period.last_day())?,
            targets: Targets::load(connection)?,
        })
    }

    fn fact(&self, indicator: Id, kind: IndicatorKind, body: Id) -> Option<&Kept<Fact>> {
        if kind.is_stock() {
            self.figures
                .stock(indicator, body, Some(self.period.days().0), self.as_of)
        } else {
            self.figures.flow(indicator, body, self.period)
        }
    }

    fn before(
        &self,
        indicator: Id,
        kind: IndicatorKind,
        body: Id,
        illustrative: bool,
    ) -> Option<&Fact> {
        let kept = if kind.is_stock() {
            let day = self.period.days().0 - chrono::Days::new(1);
            self.figures
                .stock(indicator, body, None, Instant::end_of(day))
        } else {
            self.figures.flow(indicator, body, self.period.previous())
        };
        kept.map(|kept| &kept.record)
            .filter(|fact| (fact.source == ILLUSTRATIVE) == illustrative)
    }

    fn cell(&self, indicator: Id, body: Id) -> GridCell {
        let kind = self
            .dictionary
            .get(indicator)
            .map_or(IndicatorKind::Stock, |i| i.kind);
        let decimals = self
            .dictionary
            .definition(indicator, self.as_of.day)
            .map_or(0, |d| d.decimals);
        let alive = self.directory.alive(body, self.as_of.day);
        let fact = self.fact(indicator, kind, body).map(|kept| &kept.record);
        let illustrative = fact.is_some_and(|fact| fact.source == ILLUSTRATIVE);
        let target = self.targets.in_force(indicator, body, self.as_of.day);
        let value = fact.and_then(|fact| fact.value);
        let previous = match fact {
            Some(_) => self.before(indicator, kind, body, illustrative),
            None => self
                .before(indicator, kind, body, false)
                .or_else(|| self.before(indicator, kind, body, true)),
        }
        .and_then(|fact| fact.value);
        let difference = value.zip(previous).map(|(now, then)| now - then);
        let percent = value
            .zip(target.map(|t| t.value))
            .and_then(|(v, t)| Percent::of(v, t));
        GridCell {
            state: match (alive, fact.map(|f| f.state)) {
                (false, _) => CellState::Absent,
                (true, Some(FactState::Value)) => CellState::Value,
                (true, Some(FactState::NoData)) => CellState::NoData,
                (true, _) => CellState::Empty,
            },
            text: value.map(|v| decimal(v, decimals)).unwrap_or_default(),
            prefix: fact
                .map(|f| f.qualifier.word().to_owned())
                .unwrap_or_default(),
            previous: previous.map(|v| decimal(v, decimals)),
            delta: difference.map(|d| signed(d, decimals)),
            delta_negative: difference.is_some_and(|d| d < 0),
            target: target.map(|t| decimal(t.value, decimals)),
            percent: percent.map(Percent::text),
            bar: percent.map(|p| p.0),
            as_of: fact.map(|f| f.day),
            source: fact.map(|f| self.dictionary.source_name(&f.source)),
            note: fact.map(|f| f.note.clone()).unwrap_or_default(),
            illustrative,
            editable: alive,
            revision: fact.map_or(0, |f| f.revision),
            value,
            qualifier: fact.map_or(Qualifier::Exact, |f| f.qualifier),
            summable: fact.is_some_and(|f| self.dictionary.summable(&f.source)),
        }
    }

    fn sum(&self, indicator: Id, index: usize, units: &[GridRow], illustrative: bool) -> GridSum {
        let decimals = self
            .dictionary
            .definition(indicator, self.as_of.day)
            .map_or(0, |d| d.decimals);
        let parts: Vec<(i64, Qualifier)> = units
            .iter()
            .filter_map(|row| row.cells.get(index))
            .filter(|cell| {
                if illustrative {
                    cell.illustrative
                } else {
                    cell.summable
                }
            })
            .filter_map(|cell| cell.value.map(|value| (value, cell.qualifier)))
            .collect();
        let qualifier = parts
            .iter()
            .fold(Qualifier::Exact, |all, (_, own)| all.of_sum(*own));
        GridSum {
            indicator,
            text: (!parts.is_empty())
                .then(|| decimal(parts.iter().map(|(value, _)| value).sum(), decimals)),
            prefix: qualifier.word().to_owned(),
            counted: parts.len() as u32,
            of: units.len() as u32,
            illustrative,
        }
    }
}

/// The grid of a period as of the day looked at.
pub fn counts(book: &Book, period: Period, view_day: Day) -> Result<CountGrid> {
    book.read(|connection| {
        let sheet = Sheet::load(connection, period, view_day)?;
        let calendar = crate::engine::profile::calendar(connection)?;
        let indicators = sheet.dictionary.grid();
        let day = sheet.as_of.day;
        let row = |body: Id, total: bool| GridRow {
            body,
            code: sheet.directory.code(body, day),
            name: sheet.directory.name(body, day),
            total,
            cells: indicators
                .iter()
                .map(|indicator| sheet.cell(*indicator, body))
                .collect(),
        };
        let units: Vec<GridRow> = sheet
            .directory
            .units(day)
            .into_iter()
            .map(|body| row(body, false))
            .collect();
        let root = row(sheet.directory.root, true);
        let columns = indicators
            .iter()
            .enumerate()
            .filter_map(|(index, id)| {
                let indicator = sheet.dictionary.get(*id)?;
                let definition = sheet.dictionary.definition(*id, day)?;
                let short = if definition.short_name.is_empty() {
                    &definition.name
                } else {
                    &definition.short_name
                };
                Some(GridColumn {
                    indicator: *id,
                    code: indicator.code.clone(),
                    name: short.clone(),
                    unit: definition.unit.clone(),
                    kind: indicator.kind,
                    has_target: units
                        .iter()
                        .chain([&root])
                        .any(|row| row.cells[index].target.is_some()),
                    decimals: definition.decimals,
                    source: sheet.dictionary.source_name(&indicator.source),
                })
            })
            .collect();
        let sums = |illustrative: bool| {
            indicators
                .iter()
                .enumerate()
                .map(|(index, id)| sheet.sum(*id, index, &units, illustrative))
                .collect()
        };
        let (sums, illustrative_sums) = (sums(false), sums(true));
        let mut rows = vec![root];
        rows.extend(units);
        Ok(CountGrid {
            period: PeriodOption::of(period, &calendar),
            columns,
            rows,
            sums,
            illustrative_sums,
        })
    })
}

/// One cell of the grid, after an entry.
pub fn one_cell(
    book: &Book,
    body: Id,
    indicator: Id,
    period: Period,
    view_day: Day,
) -> Result<GridCell> {
    book.read(|connection| Ok(Sheet::load(connection, period, view_day)?.cell(indicator, body)))
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
            .map(|kept| (kept.record.day, kept.record.window.clone()))
            .max();
        let shown = shown.map(|(_, window)| window).unwrap_or_default();
        Ok(history
            .into_iter()
            .filter(|kept| kept.record.window == shown)
            .map(|kept| {
                let fact = kept.record;
                let decimals = dictionary
                    .definition(indicator, fact.day)
                    .map_or(0, |d| d.decimals);
                FactRevision {
                    revision: fact.revision,
                    text: fact.value.map(|v| decimal(v, decimals)).unwrap_or_default(),
                    prefix: fact.qualifier.word().to_owned(),
                    state: fact.state,
                    recorded_at: fact.recorded_at,
                    officer: fact.officer,
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
        let sheet = Sheet::load(connection, period, view_day)?;
        let kind = sheet
            .dictionary
            .get(indicator)
            .map_or(IndicatorKind::Stock, |i| i.kind);
        let Some(kept) = sheet.fact(indicator, kind, body) else {
            return Ok(None);
        };
        let fact = &kept.record;
        let stated = match fact.window.strip_prefix('@') {
            Some(instant) => Stated::AsOf(Instant::parse(instant)?),
            None => Stated::Period(period, view_day),
        };
        Ok(Some((stated, fact.source.clone())))
    })
}
