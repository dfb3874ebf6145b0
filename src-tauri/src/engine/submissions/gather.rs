//! What bodies have given for an indicator in periods: when it came first, and which figure stands.

use std::collections::HashMap;

use chrono::Days;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::domain::indicator::{ILLUSTRATIVE, Indicator};
use crate::domain::instant::parse_day;
use crate::domain::{Day, Id, IdMap, Period, Result};
use crate::engine::profile;
use crate::store::{OnDay, sqlite};

/// An indicator as it is gathered.
#[derive(Debug, Clone)]
pub(in crate::engine) struct Item {
    /// The indicator.
    pub(in crate::engine) id: Id,
    stock: bool,
    source: String,
}

impl Item {
    /// An indicator of the dictionary.
    pub(in crate::engine) fn of(id: Id, indicator: &Indicator) -> Self {
        Self {
            id,
            stock: indicator.kind.is_stock(),
            source: indicator.source.clone(),
        }
    }

    /// Whether its figures have an as-of day.
    pub(super) const fn is_stock(&self) -> bool {
        self.stock
    }

    /// How much a source counts: 0 the official one, 1 a cross-check, 2 an illustration. Lower goes before.
    pub(in crate::engine) fn rank(&self, source: &str) -> u8 {
        match source {
            ILLUSTRATIVE => 2,
            own if own == self.source => 0,
            _ => 1,
        }
    }
}

/// The figure that stands for a body in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::engine) struct Chosen {
    /// Rank of its source.
    pub(in crate::engine) rank: u8,
    /// Orders stocks in time; a bare day is the end of that day.
    pub(in crate::engine) at: Moment,
    /// The fact; none where months were summed.
    pub(in crate::engine) fact: Option<Id>,
    /// Scaled value; none for "chưa phát sinh".
    pub(in crate::engine) value: Option<i64>,
}

/// When the first figure came: operation, and the day it speaks of.
type Stamp = (i64, Day);

/// What a body has given for an indicator in a period.
#[derive(Debug, Clone)]
pub(in crate::engine) struct Found {
    /// When the first figure came.
    pub(in crate::engine) first: Stamp,
    /// The figure that stands.
    pub(in crate::engine) chosen: Chosen,
}

/// Found figures by body.
pub(in crate::engine) type ByBody = IdMap<Found>;

/// Reads facts of a book for the matrix and for closing.
#[derive(Debug)]
pub(in crate::engine) struct Gatherer<'a> {
    pub(super) connection: &'a Connection,
    /// An example book: its illustrative figures count, and those it was founded with came on their own day.
    pub(in crate::engine) example: bool,
    founding: i64,
    not_after: Day,
    days: IdMap<Day>,
}

/// A day and the minute of it that a stock speaks of; a bare day comes after every hour of that day.
pub(in crate::engine) type Moment = (Day, u16);

/// The moment of a stock's window.
pub(in crate::engine) fn moment_key(window: &str, day: Day) -> Moment {
    (day, crate::store::series::minute(window))
}

struct Given<'a> {
    body: Id,
    window: &'a str,
    first: Stamp,
    chosen: Chosen,
}

impl<'a> Gatherer<'a> {
    /// Looks at the book from a day.
    pub(in crate::engine) fn new(connection: &'a Connection, not_after: Day) -> Result<Self> {
        // The founding is the first operation of its kind; nothing behind it is looked at.
        let founding = connection
            .prepare_cached(
                "SELECT seq FROM operation WHERE kind = 'found_book' ORDER BY seq LIMIT 1",
            )
            .and_then(|mut statement| statement.query_row([], |row| row.get(0)).optional())
            .map_err(sqlite)?
            .unwrap_or_default();
        Ok(Self {
            connection,
            example: profile::view_day(connection)?.is_some(),
            founding,
            not_after,
            days: IdMap::default(),
        })
    }

    /// Whether an operation is the founding of an example, whose figures nobody typed.
    pub(super) const fn of_founding(&self, seq: i64) -> bool {
        self.example && seq <= self.founding
    }

    /// The day on which something came.
    pub(in crate::engine) fn day_of(&mut self, (seq, own): Stamp) -> Result<Day> {
        if self.of_founding(seq) {
            return Ok(own);
        }
        if let Some(day) = self.days.get(&seq) {
            return Ok(*day);
        }
        let moment: String = self
            .connection
            .prepare_cached("SELECT moment FROM operation WHERE seq = ?1")
            .and_then(|mut statement| statement.query_row([seq], |row| row.get(0)))
            .map_err(sqlite)?;
        let day = moment
            .get(..10)
            .and_then(|text| parse_day(text).ok())
            .unwrap_or(own)
            .min(self.not_after);
        self.days.insert(seq, day);
        Ok(day)
    }

    /// What some bodies have given for one indicator in each of the periods.
    pub(in crate::engine) fn gather(
        &self,
        item: &Item,
        periods: &[Period],
        bodies: &[Id],
    ) -> Result<Vec<ByBody>> {
        if item.stock {
            self.stocks(item, periods, bodies)
        } else {
            self.flows(item, periods, bodies)
        }
    }

    fn stocks(&self, item: &Item, periods: &[Period], bodies: &[Id]) -> Result<Vec<ByBody>> {
        let mut out: Vec<ByBody> = periods.iter().map(|_| IdMap::default()).collect();
        let days: Vec<(Day, Day)> = periods.iter().map(|period| period.days()).collect();
        let (Some(first), Some(last)) = (
            days.iter().map(|(first, _)| *first).min(),
            days.iter().map(|(_, last)| *last).max(),
        ) else {
            return Ok(out);
        };
        let upper = format!("@{}", last + Days::new(1));
        let condition = "f.\"window\" >= ?2 AND f.\"window\" < ?3";
        self.each(
            item,
            condition,
            (&format!("@{first}"), &upper),
            (first, last),
            bodies,
            |given| {
                let day = given.first.1;
                for ((from, to), by_body) in days.iter().zip(&mut out) {
                    if *from <= day && day <= *to {
                        take(by_body, given.body, given.first, given.chosen.clone());
                    }
                }
            },
        )?;
        Ok(out)
    }

    fn flows(&self, item: &Item, periods: &[Period], bodies: &[Id]) -> Result<Vec<ByBody>> {
        let mut keys: Vec<String> = Vec::new();
        for period in periods {
            keys.push(period.key());
            keys.extend(period.months().into_iter().map(Period::key));
        }
        let last_days = periods.iter().map(|period| period.last_day());
        let first_days = periods.iter().map(|period| period.days().0);
        let (Some(first), Some(last)) = (first_days.min(), last_days.max()) else {
            return Ok(Vec::new());
        };
        let mut windows: HashMap<String, ByBody> = HashMap::new();
        let list = serde_json::to_string(&keys).unwrap_or_default();
        let condition = "f.\"window\" IN (SELECT value FROM json_each(?2)) AND ?3 = ''";
        self.each(
            item,
            condition,
            (&list, ""),
            (first, last),
            bodies,
            |given| {
                let by_body = match windows.get_mut(given.window) {
                    Some(by_body) => by_body,
                    None => windows.entry(given.window.to_owned()).or_default(),
                };
                take(by_body, given.body, given.first, given.chosen);
            },
        )?;
        Ok(periods
            .iter()
            .map(|period| of_flow(&windows, *period))
            .collect())
    }

    fn each(
        &self,
        item: &Item,
        condition: &str,
        (a, b): (&str, &str),
        (first, last): (Day, Day),
        bodies: &[Id],
        mut act: impl FnMut(Given<'_>),
    ) -> Result<()> {
        // The first state of a fact is that of the operation in which it was born; most have one revision only.
        let sql = format!(
            "SELECT f.body, f.\"window\", f.day, f.source, f.value,
               CASE WHEN f.revision = 1 THEN f.from_seq ELSE (SELECT born FROM entity WHERE id = f.id) END, f.id
             FROM fact f
             WHERE f.to_seq IS NULL AND f.indicator = ?1 AND {condition} AND f.state <> 'withdrawn'
               AND f.body IN (SELECT value FROM json_each(?4)) AND f.day >= ?5 AND f.day <= ?6"
        );
        let list = serde_json::to_string(bodies).unwrap_or_default();
        let mut statement = self.connection.prepare_cached(&sql).map_err(sqlite)?;
        let mut rows = statement
            .query(params![
                item.id,
                a,
                b,
                list,
                first.to_string(),
                last.to_string()
            ])
            .map_err(sqlite)?;
        while let Some(row) = rows.next().map_err(sqlite)? {
            let given = read(item, row).map_err(sqlite)?;
            if given.chosen.rank < 2 || self.example {
                act(given);
            }
        }
        Ok(())
    }
}

fn read<'a>(item: &Item, row: &'a Row<'_>) -> rusqlite::Result<Given<'a>> {
    let window = row.get_ref(1)?.as_str()?;
    let day = row.get(2).map_or(Day::MIN, |OnDay(day)| day);
    Ok(Given {
        body: row.get(0)?,
        first: (row.get(5)?, day),
        chosen: Chosen {
            rank: item.rank(row.get_ref(3)?.as_str()?),
            at: if item.stock {
                moment_key(window, day)
            } else {
                Moment::default()
            },
            fact: row.get(6)?,
            value: row.get(4)?,
        },
        window,
    })
}

/// Keeps the earliest coming and the figure that stands: the better source, then the later moment.
fn take(by_body: &mut ByBody, body: Id, first: Stamp, chosen: Chosen) {
    match by_body.get_mut(&body) {
        None => drop(by_body.insert(body, Found { first, chosen })),
        Some(found) => {
            found.first = found.first.min(first);
            let better = (chosen.rank, std::cmp::Reverse(chosen.at))
                < (found.chosen.rank, std::cmp::Reverse(found.chosen.at));
            if better {
                found.chosen = chosen;
            }
        }
    }
}

/// The flow of a period by body: its own figure, or all of its report months together.
fn of_flow(windows: &HashMap<String, ByBody>, period: Period) -> ByBody {
    let mut out = windows.get(&period.key()).cloned().unwrap_or_default();
    let months: Vec<Option<&ByBody>> = period
        .months()
        .into_iter()
        .map(|month| windows.get(&month.key()))
        .collect();
    let Some(Some(opening)) = months.first() else {
        return out;
    };
    for body in opening.keys().filter(|body| {
        !windows
            .get(&period.key())
            .is_some_and(|own| own.contains_key(body))
    }) {
        let parts: Option<Vec<&Found>> = months
            .iter()
            .map(|month| month.and_then(|own| own.get(body)))
            .collect();
        if let Some(found) = parts.and_then(|parts| together(&parts)) {
            out.insert(*body, found);
        }
    }
    out
}

/// Months as one figure. Their values are summed only where every month has one, from the same kind of source.
fn together(parts: &[&Found]) -> Option<Found> {
    let first = parts.iter().map(|part| part.first).max()?;
    let rank = parts.iter().map(|part| part.chosen.rank).max()?;
    let mixed = rank == 2 && parts.iter().any(|part| part.chosen.rank < 2);
    let values: Option<Vec<i64>> = parts.iter().map(|part| part.chosen.value).collect();
    let value = values.filter(|_| !mixed).map(|values| values.iter().sum());
    Some(Found {
        first,
        chosen: Chosen {
            rank,
            at: Moment::default(),
            fact: None,
            value,
        },
    })
}
