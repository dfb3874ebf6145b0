//! What stands beside a figure: what was there before it, its own history, other sources, and what it is part of.

use rusqlite::Connection;

use super::figures::counting;
use super::lineage;
use crate::domain::indicator::{ILLUSTRATIVE, IndicatorKind};
use crate::domain::{Day, Id, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::series::{self, Point};

/// Earlier figures of one body that are looked at to find the one that counts.
const ENOUGH: usize = 8;

/// Rows that are read at most: those of other windows lie between.
const MOST: usize = 48;

/// Indicators that tell how many people live in a unit, the better one first.
const POPULATION: [&str; 2] = ["dan_so.thuong_tru", "dan_so.quy_mo"];

/// The place of a figure in time.
#[derive(Debug, Clone, Copy)]
pub struct At<'a> {
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// The key under which the figure is kept.
    pub window: &'a str,
    /// The period, where the figure was entered for one.
    pub period: Option<Period>,
    /// The last day that it speaks of.
    pub day: Day,
    /// Its source.
    pub source: &'a str,
}

/// What stands beside a figure (số để so).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    /// What the body, or before it its whole predecessors together, had in the time before.
    pub before: Option<i64>,
    /// The body's own earlier figures of one source, the latest first: of a flow those of the periods before.
    pub earlier: Vec<i64>,
    /// What other sources say of the same time.
    pub others: Vec<Point>,
    /// People who live there, where the indicator is measured by them.
    pub population: Option<i64>,
    /// The figure of what it is a part of.
    pub whole: Option<(Id, i64)>,
}

/// What is needed to look beside figures.
#[derive(Debug, Clone, Copy)]
pub struct Surroundings<'a> {
    /// Units.
    pub directory: &'a Directory,
    /// Indicators.
    pub dictionary: &'a Dictionary,
}

impl Surroundings<'_> {
    /// Reads what stands beside a figure.
    pub fn of(&self, connection: &Connection, at: At<'_>) -> Result<Beside> {
        let Some(indicator) = self.dictionary.get(at.indicator) else {
            return Ok(Beside::default());
        };
        let windows = windows_before(indicator.kind, at.period);
        let (before, earlier, others) = history(connection, at, &windows, &indicator.source)?;
        let last = if indicator.kind.is_stock() {
            at.day - chrono::Days::new(1)
        } else {
            at.period.map_or(at.day, |own| own.previous().last_day())
        };
        let born = self.directory.life(at.body).0;
        let before = if born.is_none_or(|born| born <= last) {
            before
        } else {
            self.of_predecessors(connection, at, &windows, last)?
        };
        Ok(Beside {
            before,
            earlier,
            others,
            population: self.population(connection, at)?,
            whole: match indicator.part_of {
                Some(whole) => self
                    .same_time(connection, at, whole)?
                    .map(|value| (whole, value)),
                None => None,
            },
        })
    }

    fn of_predecessors(
        &self,
        connection: &Connection,
        at: At<'_>,
        windows: &[String],
        last: Day,
    ) -> Result<Option<i64>> {
        let composition = lineage::composition(self.directory, at.body, at.indicator, (last, last));
        if !composition.complete() {
            return Ok(None);
        }
        let official = self
            .dictionary
            .get(at.indicator)
            .map_or("", |own| own.source.as_str());
        let mut sum = 0_i64;
        for piece in &composition.pieces {
            let of_piece = At {
                body: piece.body,
                ..at
            };
            let (before, ..) = history(connection, of_piece, windows, official)?;
            let Some(part) = before.and_then(|value| piece.of(value)) else {
                return Ok(None);
            };
            sum = sum.saturating_add(part);
        }
        Ok(Some(sum))
    }

    /// People who live there, for what is measured by them.
    fn population(&self, connection: &Connection, at: At<'_>) -> Result<Option<i64>> {
        for code in POPULATION {
            let Some(people) = self.dictionary.by_code(code) else {
                continue;
            };
            if self
                .dictionary
                .bases(at.indicator)
                .all(|base| base.base != people)
            {
                continue;
            }
            let mut points = Vec::new();
            let span = (Day::MIN, at.day);
            series::back_of_body(connection, people, at.body, span, |point, _| {
                points.push(point);
                points.len() < ENOUGH
            })?;
            let official = self
                .dictionary
                .get(people)
                .map_or("", |own| own.source.as_str());
            if let Some(found) = counting(&points, official).and_then(|point| point.value) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// Another indicator's figure of the same time.
    fn same_time(&self, connection: &Connection, at: At<'_>, other: Id) -> Result<Option<i64>> {
        let official = self
            .dictionary
            .get(other)
            .map_or("", |own| own.source.as_str());
        let mut points = Vec::new();
        let span = (at.day, at.day);
        series::back_of_body(connection, other, at.body, span, |point, key| {
            if key == at.window {
                points.push(point);
            }
            points.len() < ENOUGH
        })?;
        Ok(counting(&points, official).and_then(|point| point.value))
    }
}

/// Keys of the periods before, the nearest first; none for a stock, which looks back by days.
fn windows_before(kind: IndicatorKind, period: Option<Period>) -> Vec<String> {
    let Some(period) = period.filter(|_| !kind.is_stock()) else {
        return Vec::new();
    };
    let mut out = Vec::with_capacity(ENOUGH);
    let mut own = period;
    for _ in 0..ENOUGH {
        own = own.previous();
        out.push(own.key());
    }
    out
}

/// The figure before, earlier ones of the same source, and other sources' of the same time, in one run.
fn history(
    connection: &Connection,
    at: At<'_>,
    windows: &[String],
    official: &str,
) -> Result<(Option<i64>, Vec<i64>, Vec<Point>)> {
    let stock = windows.is_empty();
    let (mut earlier, mut others): (Vec<(usize, Point)>, Vec<Point>) = (Vec::new(), Vec::new());
    let (span, mut seen) = ((Day::MIN, at.day), 0);
    series::back_of_body(connection, at.indicator, at.body, span, |point, key| {
        seen += 1;
        if key == at.window {
            if *point.source != *at.source && *point.source != *ILLUSTRATIVE {
                others.push(point);
            }
        } else if stock && point.day < at.day {
            earlier.push((0, point));
        } else if let Some(back) = windows.iter().position(|window| window == key) {
            earlier.push((back, point));
        }
        seen < MOST && earlier.len() < ENOUGH
    })?;
    let nearest = earlier.iter().filter(|(back, _)| *back == 0);
    let chosen = counting(nearest.map(|(_, point)| point), official);
    let before = chosen.and_then(|point| point.value);
    // A history is of one source: that of the figure before, else that of the figure itself.
    let source = chosen.map_or(at.source, |point| &*point.source);
    let own = earlier.iter().filter(|(_, point)| *point.source == *source);
    let own = own.filter_map(|(_, point)| point.value).collect();
    Ok((before, own, others))
}
