//! Whether an entry would touch a figure that a closing froze.

use std::cmp::Reverse;

use rusqlite::Connection;

use super::accepted;
use crate::domain::closing::Closing;
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::submissions::{Chosen, Gatherer, Item, Moment, moment_key};
use crate::store;

/// A figure of a closed period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrozenFigure {
    /// The closing that froze it.
    pub closing: Id,
    /// The closed period.
    pub period: Period,
    /// The fact that was chosen; none where nothing had come, or where report months were summed.
    pub fact: Option<Id>,
    /// Its scaled value; none for "chưa phát sinh" and where nothing had come.
    pub value: Option<i64>,
    /// Sum of the accepted adjustments.
    pub adjusted: i64,
}

impl FrozenFigure {
    /// The figure that counts: frozen and adjusted.
    pub fn counted(&self) -> i64 {
        self.value.unwrap_or_default() + self.adjusted
    }

    /// Whether there is a figure at all.
    pub fn has_value(&self) -> bool {
        self.value.is_some() || self.adjusted != 0
    }
}

/// What an entry would touch: one figure a closed period. A stock of one day may lie in a closed month and in a
/// closed quarter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The figures, the shortest period first.
    pub figures: Vec<FrozenFigure>,
}

/// A fact that is about to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entering<'a> {
    /// Who it is about.
    pub body: Id,
    /// Of what.
    pub indicator: Id,
    /// `@2024-03-14` for a stock, the key of a period for a flow.
    pub window: &'a str,
    /// Last day it speaks of.
    pub day: Day,
    /// Code of its source.
    pub source: &'a str,
}

/// The closings that stand, read once for many entries.
#[derive(Debug, Default)]
pub struct Guard {
    closings: Vec<(Id, Period, String)>,
}

impl Guard {
    /// Reads them.
    pub fn load(connection: &Connection) -> Result<Self> {
        let mut closings = Vec::new();
        for kept in store::list::<Closing>(connection, "state = 'closed'", &[])? {
            closings.push((
                kept.id,
                Period::parse(&kept.record.period)?,
                kept.record.report_set,
            ));
        }
        closings.sort_by_key(|(id, period, _)| {
            let (first, last) = period.days();
            (last - first, *id)
        });
        Ok(Self { closings })
    }

    /// Nothing is closed.
    pub fn is_empty(&self) -> bool {
        self.closings.is_empty()
    }

    /// Whether a period is closed for an indicator of that group.
    pub fn closes(&self, period: Period, group: &str) -> bool {
        self.closings
            .iter()
            .any(|(_, own, set)| *own == period && (set.is_empty() || set == group))
    }

    /// What an entry would touch; none when it is free. A cross-check beside an official figure touches nothing.
    pub fn check(
        &self,
        connection: &Connection,
        dictionary: &Dictionary,
        entry: &Entering<'_>,
    ) -> Result<Option<Frozen>> {
        let Entering {
            body,
            indicator,
            window,
            day,
            source,
        } = *entry;
        let stock = window.starts_with('@');
        let held = |period: &Period| {
            if stock {
                period.contains(day)
            } else {
                period.key() == window
            }
        };
        let mut held: Vec<&(Id, Period, String)> = self
            .closings
            .iter()
            .filter(|(_, period, _)| held(period))
            .collect();
        if held.is_empty() {
            return Ok(None);
        }
        let own = dictionary
            .get(indicator)
            .ok_or_else(|| Error::new(ErrorCode::NoSuchIndicator).with("indicator", indicator))?;
        held.retain(|(_, _, set)| set.is_empty() || *set == own.group_key);
        let item = Item::of(indicator, own);
        let mut figures = Vec::new();
        for (closing, period, _) in held {
            if figures
                .iter()
                .any(|other: &FrozenFigure| other.period == *period)
            {
                continue;
            }
            let chosen = chosen(connection, &item, *period, body)?;
            let ours = (
                item.rank(source),
                Reverse(if stock {
                    moment_key(window, day)
                } else {
                    Moment::default()
                }),
            );
            let touched = chosen
                .as_ref()
                .is_none_or(|theirs| ours <= (theirs.rank, Reverse(theirs.at)));
            if touched {
                figures.push(figure(
                    connection, *closing, *period, body, indicator, chosen,
                )?);
            }
        }
        Ok((!figures.is_empty()).then_some(Frozen { figures }))
    }
}

fn chosen(
    connection: &Connection,
    item: &Item,
    period: Period,
    body: Id,
) -> Result<Option<Chosen>> {
    let gatherer = Gatherer::new(connection, period.last_day())?;
    let found = gatherer.gather(item, &[period], &[body])?.pop();
    Ok(found
        .and_then(|mut by_body| by_body.remove(&body))
        .map(|found| found.chosen))
}

fn figure(
    connection: &Connection,
    closing: Id,
    period: Period,
    body: Id,
    indicator: Id,
    chosen: Option<Chosen>,
) -> Result<FrozenFigure> {
    let adjusted = accepted(connection, indicator, period)?;
    Ok(FrozenFigure {
        closing,
        period,
        fact: chosen.as_ref().and_then(|chosen| chosen.fact),
        value: chosen.and_then(|chosen| chosen.value),
        adjusted: adjusted.get(&body).copied().unwrap_or_default(),
    })
}

/// The frozen figure of a body in one period; none when that period is not closed for the indicator.
pub(super) fn frozen_in(
    connection: &Connection,
    dictionary: &Dictionary,
    guard: &Guard,
    period: Period,
    (body, indicator): (Id, Id),
) -> Result<Option<FrozenFigure>> {
    let own = dictionary
        .get(indicator)
        .ok_or_else(|| Error::new(ErrorCode::NoSuchIndicator).with("indicator", indicator))?;
    let closing = guard
        .closings
        .iter()
        .find(|(_, other, set)| *other == period && (set.is_empty() || *set == own.group_key));
    let Some((closing, _, _)) = closing else {
        return Ok(None);
    };
    let chosen = chosen(connection, &Item::of(indicator, own), period, body)?;
    figure(connection, *closing, period, body, indicator, chosen).map(Some)
}

/// Whether an entry would touch what a closing froze; such an entry is not written but proposed
/// ([`super::propose_entry`]). For many entries, load a [`Guard`] once.
pub fn guard(
    connection: &Connection,
    body: Id,
    indicator: Id,
    window: &str,
    day: Day,
    source: &str,
) -> Result<Option<Frozen>> {
    let dictionary = Dictionary::load(connection)?;
    let entry = Entering {
        body,
        indicator,
        window,
        day,
        source,
    };
    Guard::load(connection)?.check(connection, &dictionary, &entry)
}
