//! The figures of all bodies in one period, for totals: one run through the index by day, without keeping a text a
//! row, since a country has hundreds of thousands of them.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};

use super::gather::{Gatherer, Item};
use crate::domain::indicator::ILLUSTRATIVE;
use crate::domain::{Day, Id, Period, Result};
use crate::store::sqlite;

/// The figure that stands for a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine) struct Stands {
    /// Rank of its source.
    pub(in crate::engine) rank: u8,
    /// Scaled value; none for "chưa phát sinh".
    pub(in crate::engine) value: Option<i64>,
    /// Day and minute that it speaks of, as text of one length.
    at: [u8; 15],
}

/// Figures by the key of their body.
#[derive(Debug, Default)]
pub(in crate::engine) struct Everyone {
    places: Vec<Option<Stands>>,
}

impl Everyone {
    /// The figure of a body.
    pub(in crate::engine) fn get(&self, body: Id) -> Option<&Stands> {
        self.places.get(usize::try_from(body).ok()?)?.as_ref()
    }

    /// Keeps the better source, then the later moment.
    fn take(&mut self, body: Id, new: Stands) {
        let Ok(place) = usize::try_from(body) else {
            return;
        };
        if place >= self.places.len() {
            self.places.resize(place + 1, None);
        }
        let slot = &mut self.places[place];
        let better =
            slot.is_none_or(|old| new.rank < old.rank || (new.rank == old.rank && new.at > old.at));
        if better {
            *slot = Some(new);
        }
    }

    /// The figures of a longer period from those of its months, where it has none of its own.
    fn fill_from(&mut self, months: &[Self]) {
        let most = months
            .iter()
            .map(|month| month.places.len())
            .max()
            .unwrap_or_default();
        for body in 0..most as Id {
            if self.get(body).is_some() {
                continue;
            }
            let parts: Option<Vec<&Stands>> = months.iter().map(|month| month.get(body)).collect();
            if let Some(sum) = parts.and_then(|parts| together(&parts)) {
                self.take(body, sum);
            }
        }
    }
}

/// Months as one figure; a sum only where every month has a value from the same kind of source.
fn together(parts: &[&Stands]) -> Option<Stands> {
    let rank = parts.iter().map(|part| part.rank).max()?;
    let mixed = rank == 2 && parts.iter().any(|part| part.rank < 2);
    let values: Option<Vec<i64>> = parts.iter().map(|part| part.value).collect();
    Some(Stands {
        rank,
        value: values.filter(|_| !mixed).map(|values| values.iter().sum()),
        at: [0; 15],
    })
}

/// `YYYY-MM-DDHH:MM` of a window; a bare day is its end.
fn moment(day: &str, window: &str) -> [u8; 15] {
    let mut at = *b"0000-00-0024:00";
    // `@YYYY-MM-DDTHH:MM`
    let time = window.as_bytes().get(12..17);
    for (slot, byte) in at.iter_mut().zip(day.bytes().take(10)) {
        *slot = byte;
    }
    if let Some(time) = time.filter(|_| window.starts_with('@')) {
        at[10..].copy_from_slice(time);
    }
    at
}

impl Gatherer<'_> {
    /// The figures of everybody for one indicator in a period.
    pub(in crate::engine) fn everyone(&self, item: &Item, period: Period) -> Result<Everyone> {
        if item.is_stock() {
            return self.run(item, "", period.days());
        }
        let last = period.last_day();
        let mut out = self.run(item, &period.key(), (last, last))?;
        let mut months = Vec::new();
        for month in period.months() {
            let last = month.last_day();
            months.push(self.run(item, &month.key(), (last, last))?);
        }
        out.fill_from(&months);
        Ok(out)
    }

    /// Who has given anything for one indicator in a period: calls `each` for every fact, so that nobody is kept.
    pub(in crate::engine) fn givers(
        &self,
        item: &Item,
        period: Period,
        mut each: impl FnMut(Id),
    ) -> Result<()> {
        if !item.is_stock() && !period.months().is_empty() {
            let all = self.everyone(item, period)?;
            (0..all.places.len() as Id)
                .filter(|body| all.get(*body).is_some())
                .for_each(each);
            return Ok(());
        }
        let (first, last) = period.days();
        let (first, window) = if item.is_stock() {
            (first, String::new())
        } else {
            (last, period.key())
        };
        let sql = "SELECT body FROM fact WHERE indicator = ?1 AND day BETWEEN ?2 AND ?3 AND to_seq IS NULL
                   AND state <> 'withdrawn' AND (?4 = '' OR \"window\" = ?4) AND source <> ?5";
        let left_out = if self.example { "" } else { ILLUSTRATIVE };
        let mut statement = self.connection.prepare_cached(sql).map_err(sqlite)?;
        let mut rows = statement
            .query(params![
                item.id,
                first.to_string(),
                last.to_string(),
                window,
                left_out
            ])
            .map_err(sqlite)?;
        while let Some(row) = rows.next().map_err(sqlite)? {
            each(row.get(0).map_err(sqlite)?);
        }
        Ok(())
    }

    fn run(&self, item: &Item, window: &str, (first, last): (Day, Day)) -> Result<Everyone> {
        let connection: &Connection = self.connection;
        let sql = "SELECT body, day, \"window\", source, value FROM fact
                   WHERE indicator = ?1 AND day BETWEEN ?2 AND ?3 AND to_seq IS NULL
                   AND state <> 'withdrawn' AND (?4 = '' OR \"window\" = ?4)";
        let mut statement = connection.prepare_cached(sql).map_err(sqlite)?;
        let mut rows = statement
            .query(params![
                item.id,
                first.to_string(),
                last.to_string(),
                window
            ])
            .map_err(sqlite)?;
        let mut out = Everyone::default();
        while let Some(row) = rows.next().map_err(sqlite)? {
            let text = |column: usize| -> Result<&str> {
                row.get_ref(column)
                    .and_then(|value| value.as_str().map_err(rusqlite::Error::from))
                    .map_err(sqlite)
            };
            let rank = item.rank(text(3)?);
            if rank == 2 && !self.example {
                continue;
            }
            let value = match row.get_ref(4).map_err(sqlite)? {
                ValueRef::Integer(value) => Some(value),
                _ => None,
            };
            let stands = Stands {
                rank,
                value,
                at: moment(text(1)?, text(2)?),
            };
            out.take(row.get(0).map_err(sqlite)?, stands);
        }
        Ok(out)
    }
}
