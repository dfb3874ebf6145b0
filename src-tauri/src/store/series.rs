//! Facts as roll-ups, rankings and trends need them: a few scalars each, read in one run through an index.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{NaiveTime, Timelike};
use rusqlite::{Connection, Row, ToSql, params};

use super::{OnDay, sqlite};
use crate::domain::indicator::FactState;
use crate::domain::number::Qualifier;
use crate::domain::{Day, Error, ErrorCode, Id, IdMap, IdSet, Instant, Result};

/// Minute of the day that a bare day stands for: its end.
pub const END_OF_DAY: u16 = 24 * 60;

/// A fact that holds, without what only a person reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The fact.
    pub fact: Id,
    /// Who it is about.
    pub body: Id,
    /// Last day it speaks of.
    pub day: Day,
    /// Minute of that day; 1440 for its end.
    pub minute: u16,
    /// Code of its source.
    pub source: Arc<str>,
    /// The value scaled by the indicator's decimals; none for "chưa phát sinh số liệu".
    pub value: Option<i64>,
    /// trên, gần, khoảng
    pub qualifier: Qualifier,
}

impl Point {
    /// Value or "no data".
    pub const fn state(&self) -> FactState {
        if self.value.is_some() {
            FactState::Value
        } else {
            FactState::NoData
        }
    }

    /// The as-of that it speaks of.
    pub fn as_of(&self) -> Instant {
        Instant {
            day: self.day,
            time: NaiveTime::from_hms_opt(
                u32::from(self.minute) / 60,
                u32::from(self.minute) % 60,
                0,
            ),
        }
    }

    fn not_after(&self, as_of: Instant) -> bool {
        self.day < as_of.day
            || self.day == as_of.day && self.minute <= as_of.time.map_or(END_OF_DAY, minute_of)
    }
}

fn minute_of(time: NaiveTime) -> u16 {
    u16::try_from(time.hour() * 60 + time.minute()).unwrap_or(END_OF_DAY)
}

/// Length of `@YYYY-MM-DD`.
const BARE: usize = 11;

/// The minute that a window names: that of `@DAYTHH:MM`, else the end of the day.
pub fn minute(window: &str) -> u16 {
    if window.len() <= BARE || !window.starts_with('@') {
        return END_OF_DAY;
    }
    window
        .get(BARE + 1..)
        .and_then(|time| NaiveTime::parse_from_str(time, "%H:%M").ok())
        .map_or(END_OF_DAY, minute_of)
}

/// Reads rows of the columns below. Days and sources repeat, so each is read once while it does.
struct Reader {
    day: (String, Day),
    sources: Vec<Arc<str>>,
}

const COLUMNS: &str = "id, body, day, source, \"window\", value, qualifier";

impl Reader {
    fn new() -> Self {
        Self {
            day: (String::new(), Day::MIN),
            sources: Vec::new(),
        }
    }

    fn point(&mut self, row: &Row<'_>) -> Result<Point> {
        let text = |index: usize| {
            row.get_ref(index)
                .map_err(sqlite)?
                .as_str()
                .map_err(|e| Error::new(ErrorCode::DamagedBook).detail(e))
        };
        let day = text(2)?;
        if day != self.day.0 {
            let OnDay(read) = row
                .get(2)
                .map_err(|e| Error::new(ErrorCode::DamagedBook).detail(e))?;
            self.day = (day.to_owned(), read);
        }
        let source = text(3)?;
        let known = self.sources.iter().find(|known| ***known == *source);
        let source = if let Some(known) = known {
            Arc::clone(known)
        } else {
            let fresh: Arc<str> = source.into();
            self.sources.push(Arc::clone(&fresh));
            fresh
        };
        Ok(Point {
            fact: row.get(0).map_err(sqlite)?,
            body: row.get(1).map_err(sqlite)?,
            day: self.day.1,
            minute: minute(text(4)?),
            source,
            value: row.get(5).map_err(sqlite)?,
            qualifier: match text(6)? {
                "tren" => Qualifier::Tren,
                "gan" => Qualifier::Gan,
                "khoang" => Qualifier::Khoang,
                _ => Qualifier::Exact,
            },
        })
    }
}

/// Runs through the facts of an indicator that satisfy a condition, until `each` says that it is enough.
fn run(
    connection: &Connection,
    condition: &str,
    params: &[&dyn ToSql],
    mut each: impl FnMut(Point) -> bool,
) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS} FROM fact WHERE indicator = ?1 AND to_seq IS NULL AND state <> 'withdrawn' AND {condition}"
    );
    let mut statement = connection.prepare_cached(&sql).map_err(sqlite)?;
    let mut rows = statement.query(params).map_err(sqlite)?;
    let mut reader = Reader::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        if !each(reader.point(row)?) {
            break;
        }
    }
    Ok(())
}

/// Indicators that any fact of the book was ever about, withdrawn and later ones too: one look into an index for each.
pub fn indicators(connection: &Connection) -> Result<IdSet> {
    // The table itself, whatever view of the past lies over it: only that would not be done by single looks.
    const SQL: &str = "WITH RECURSIVE told(id) AS (
            SELECT min(indicator) FROM main.fact
            UNION ALL
            SELECT (SELECT min(indicator) FROM main.fact WHERE indicator > told.id) FROM told WHERE told.id IS NOT NULL)
        SELECT id FROM told WHERE id IS NOT NULL";
    let mut statement = connection.prepare_cached(SQL).map_err(sqlite)?;
    let rows = statement.query_map([], |row| row.get(0)).map_err(sqlite)?;
    rows.collect::<rusqlite::Result<_>>().map_err(sqlite)
}

/// How far back the latest facts are looked for.
#[derive(Debug, Clone, Copy)]
pub enum Depth<'a> {
    /// All there are: the latest of every body and source.
    All,
    /// Until each of these bodies has one from this source, or all it has was read; what other sources said earlier is
    /// left out.
    Until(&'a IdSet, &'a str),
    /// These bodies alone, each looked up by itself; for the few rows that a screen shows.
    Only(&'a IdSet),
}

/// Facts of one body that are looked at to find the latest of each source where no source is asked for.
const LAST: usize = 8;

/// Rows that are run through for each wanted body before the rest are looked up one by one.
const PATIENCE: usize = 2;

/// Mark of a body that is still looked for.
const WANTED: usize = 0;

/// Mark of one that was found.
const FOUND: usize = 1;

/// Looking one body up costs about as much as running through so many rows.
const LOOK_UP: usize = 8;

/// The latest fact of every body and source whose as-of is not after `as_of`.
pub fn latest(
    connection: &Connection,
    indicator: Id,
    as_of: Instant,
    depth: Depth<'_>,
) -> Result<Vec<Point>> {
    let mut found = Latest {
        as_of,
        first: Marks::default(),
        others: IdMap::default(),
        points: Vec::new(),
    };
    match depth {
        Depth::Only(bodies) => {
            found.one_by_one(connection, indicator, bodies.iter().copied(), None)?;
        }
        Depth::All => run_back(connection, indicator, as_of.day, |point| {
            found.keep(point);
            true
        })?,
        Depth::Until(wanted, source) => {
            let mut asked = Marks::default();
            for body in wanted {
                asked.set(*body, WANTED);
            }
            let mut missing = wanted.len();
            // Rows that were read, rows of the day before, the day, and whether there may be more.
            let (mut seen, mut of_day, mut last, mut more) = (0_usize, 0_usize, Day::MAX, false);
            let most = PATIENCE * (wanted.len() + 64);
            run_back(connection, indicator, as_of.day, |point| {
                // All facts of one day are read, whatever the order within it.
                if point.day < last {
                    if missing == 0 || missing * LOOK_UP < of_day || seen > most {
                        more = missing > 0;
                        return false;
                    }
                    (last, of_day) = (point.day, 0);
                }
                seen += 1;
                of_day += 1;
                if *point.source == *source
                    && asked.get(point.body) == Some(WANTED)
                    && point.not_after(as_of)
                {
                    asked.set(point.body, FOUND);
                    missing -= 1;
                }
                found.keep(point);
                true
            })?;
            if more {
                let left = wanted.iter().copied();
                let left = left.filter(|body| asked.get(*body) == Some(WANTED));
                found.one_by_one(connection, indicator, left, Some(source))?;
            }
        }
    }
    Ok(found.points)
}

/// Runs through all bodies' facts from a day backwards.
fn run_back(
    connection: &Connection,
    indicator: Id,
    last: Day,
    each: impl FnMut(Point) -> bool,
) -> Result<()> {
    let last = last.to_string();
    run(
        connection,
        "day <= ?2 ORDER BY day DESC",
        &[&indicator, &last],
        each,
    )
}

/// Marks by the key of a body. Keys are small integers, so that a list is quicker than a table of hashes.
#[derive(Default)]
struct Marks(Vec<u32>);

impl Marks {
    fn get(&self, body: Id) -> Option<usize> {
        let mark = *self.0.get(usize::try_from(body).ok()?)?;
        (mark > 0).then(|| mark as usize - 1)
    }

    fn set(&mut self, body: Id, place: usize) {
        let (Ok(at), Ok(mark)) = (usize::try_from(body), u32::try_from(place + 1)) else {
            return;
        };
        if at >= self.0.len() {
            self.0.resize((at + 1).next_power_of_two(), 0);
        }
        self.0[at] = mark;
    }
}

/// The latest of each body and source that was met. Nearly all bodies have one source, so that only the others
/// need a list of their own.
struct Latest {
    as_of: Instant,
    first: Marks,
    others: IdMap<Vec<usize>>,
    points: Vec<Point>,
}

impl Latest {
    fn keep(&mut self, point: Point) {
        if !point.not_after(self.as_of) {
            return;
        }
        let next = self.points.len();
        let Some(place) = self.first.get(point.body) else {
            self.first.set(point.body, next);
            self.points.push(point);
            return;
        };
        let same = |place: &usize| self.points[*place].source == point.source;
        let others = self.others.get(&point.body).into_iter().flatten();
        let known = std::iter::once(&place)
            .chain(others)
            .copied()
            .find(|at| same(at));
        if let Some(known) = known {
            let own = &mut self.points[known];
            if (own.day, own.minute) < (point.day, point.minute) {
                *own = point;
            }
        } else {
            self.others.entry(point.body).or_default().push(next);
            self.points.push(point);
        }
    }

    fn one_by_one(
        &mut self,
        connection: &Connection,
        indicator: Id,
        bodies: impl Iterator<Item = Id>,
        source: Option<&str>,
    ) -> Result<()> {
        for body in bodies {
            let span = (Day::MIN, self.as_of.day);
            let mut seen = 0;
            let mut settled = None;
            back_of_body(connection, indicator, body, span, |point, _| {
                seen += 1;
                // All facts of one day are read here, too: its hours come before its end.
                if settled.is_some_and(|day| point.day < day) {
                    return false;
                }
                if source.is_some_and(|own| *point.source == *own && point.not_after(self.as_of)) {
                    settled = Some(point.day);
                }
                self.keep(point);
                source.is_some() || seen < LAST
            })?;
        }
        Ok(())
    }
}

/// The facts of one period, whose key and last day are given.
pub fn of_window(
    connection: &Connection,
    indicator: Id,
    window: &str,
    last_day: Day,
) -> Result<Vec<Point>> {
    let mut out = Vec::new();
    run(
        connection,
        "day = ?2 AND \"window\" = ?3",
        &[&indicator, &last_day.to_string(), &window],
        |point| {
            out.push(point);
            true
        },
    )?;
    Ok(out)
}

/// The same of a few bodies, each looked up by itself.
pub fn of_window_among(
    connection: &Connection,
    indicator: Id,
    (window, last_day): (&str, Day),
    bodies: impl IntoIterator<Item = Id>,
) -> Result<Vec<Point>> {
    let mut out = Vec::new();
    for body in bodies {
        let span = (last_day, last_day);
        back_of_body(connection, indicator, body, span, |point, key| {
            if key == window {
                out.push(point);
            }
            true
        })?;
    }
    Ok(out)
}

/// The latest facts of one body whose last day lies in a span, the latest first; `each` says when it is enough.
pub fn back_of_body(
    connection: &Connection,
    indicator: Id,
    body: Id,
    (first, last): (Day, Day),
    mut each: impl FnMut(Point, &str) -> bool,
) -> Result<()> {
    const SQL: &str = "SELECT id, body, day, source, \"window\", value, qualifier FROM fact
         WHERE indicator = ?1 AND body = ?2 AND day BETWEEN ?3 AND ?4 AND to_seq IS NULL
         AND state <> 'withdrawn' ORDER BY day DESC";
    let mut statement = connection.prepare_cached(SQL).map_err(sqlite)?;
    let mut rows = statement
        .query(params![indicator, body, key_of(first), key_of(last)])
        .map_err(sqlite)?;
    let mut reader = Reader::new();
    while let Some(row) = rows.next().map_err(sqlite)? {
        let point = reader.point(row)?;
        let window = row.get_ref(4).map_err(sqlite)?;
        let window = window
            .as_str()
            .map_err(|e| Error::new(ErrorCode::DamagedBook).detail(e))?;
        if !each(point, window) {
            break;
        }
    }
    Ok(())
}

/// The days of which one of some indicators has a fact, none after one, the latest first.
pub fn days_of(
    connection: &Connection,
    indicators: impl IntoIterator<Item = Id>,
    last: Day,
) -> Result<Vec<Day>> {
    const SQL: &str = "SELECT DISTINCT day FROM fact
         WHERE indicator = ?1 AND day <= ?2 AND to_seq IS NULL AND state <> 'withdrawn'";
    let mut statement = connection.prepare_cached(SQL).map_err(sqlite)?;
    let mut days = BTreeSet::new();
    for indicator in indicators {
        let mut rows = statement
            .query(params![indicator, key_of(last)])
            .map_err(sqlite)?;
        while let Some(row) = rows.next().map_err(sqlite)? {
            let OnDay(day) = row
                .get(0)
                .map_err(|e| Error::new(ErrorCode::DamagedBook).detail(e))?;
            days.insert(day);
        }
    }
    Ok(days.into_iter().rev().collect())
}

/// A day as SQLite compares it; the earliest and the latest that there are stand outside the calendar's four digits.
fn key_of(day: Day) -> String {
    if day == Day::MIN {
        String::new()
    } else {
        day.to_string()
    }
}

/// How many indicators of a set each body has a value or "no data" for in a period: a stock by its day, a flow by
/// the period's key. `illustrative` is the source that counts only where it is asked for.
pub fn filed(
    connection: &Connection,
    indicators: &[(Id, bool)],
    window: &str,
    (first, last): (Day, Day),
    illustrative: Option<&str>,
) -> Result<IdMap<u32>> {
    let mut out: IdMap<u32> = IdMap::default();
    let sql = "SELECT DISTINCT body FROM fact WHERE indicator = ?1 AND day BETWEEN ?2 AND ?3 AND to_seq IS NULL
               AND state <> 'withdrawn' AND (?4 OR \"window\" = ?5) AND (?6 OR source <> ?7)";
    let mut statement = connection.prepare_cached(sql).map_err(sqlite)?;
    for (indicator, stock) in indicators {
        let from = if *stock { first } else { last };
        let mut rows = statement
            .query(params![
                indicator,
                from.to_string(),
                last.to_string(),
                stock,
                window,
                illustrative.is_none(),
                illustrative.unwrap_or_default()
            ])
            .map_err(sqlite)?;
        while let Some(row) = rows.next().map_err(sqlite)? {
            *out.entry(row.get(0).map_err(sqlite)?).or_default() += 1;
        }
    }
    Ok(out)
}
