//! What units have handed in for a period, figure by figure (số liệu đã giao): what stands, when it came first and who
//! entered it.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};

use super::gather::{Found, Gatherer, Item};
use super::{expected, report_set};
use crate::domain::indicator::Fact;
use crate::domain::number::Qualifier;
use crate::domain::{Calendar, Day, Id, Period, Result};
use crate::engine::closing;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::{self, Kept, origin, sqlite};

/// A figure as it was handed in (số liệu đã giao).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::engine) struct HandedFigure {
    /// Scaled value with accepted adjustments; none for "chưa phát sinh".
    pub(in crate::engine) value: Option<i64>,
    /// How exact.
    pub(in crate::engine) qualifier: Qualifier,
    /// Last day it speaks of.
    pub(in crate::engine) day: Day,
    /// Day on which this figure came.
    pub(in crate::engine) on: Day,
    /// Day on which the first figure for the period came: a later one makes nobody late.
    pub(in crate::engine) first: Day,
    /// Who entered it; empty for what an example was founded with.
    pub(in crate::engine) officer: String,
    /// The package that brought it; none for one that was entered here.
    pub(in crate::engine) package: Option<Id>,
    /// Whether it is an example figure.
    pub(in crate::engine) illustrative: bool,
    /// What was accepted after the period was closed, scaled.
    pub(in crate::engine) adjusted: i64,
}

/// What one unit has handed in.
#[derive(Debug, Clone)]
pub(in crate::engine) struct Handed {
    /// The unit.
    pub(in crate::engine) body: Id,
    /// One place an indicator of the set; none where nothing came.
    pub(in crate::engine) figures: Vec<Option<HandedFigure>>,
}

impl Handed {
    /// The figures that came.
    pub(in crate::engine) fn given(&self) -> impl Iterator<Item = &HandedFigure> {
        self.figures.iter().flatten()
    }

    /// The first and the last day on which something came for the first time.
    pub(in crate::engine) fn days(&self) -> Option<(Day, Day)> {
        let days = || self.given().map(|figure| figure.first);
        days().min().zip(days().max())
    }

    /// Who entered it, each once, in the order of the set.
    pub(in crate::engine) fn officers(&self) -> Vec<&str> {
        let mut out: Vec<&str> = Vec::new();
        for figure in self.given() {
            if !figure.officer.is_empty() && !out.contains(&figure.officer.as_str()) {
                out.push(&figure.officer);
            }
        }
        out
    }
}

/// What came for a period.
#[derive(Debug, Clone)]
pub(in crate::engine) struct Delivery {
    /// The indicators that are asked for, in the order of the dictionary.
    pub(in crate::engine) indicators: Vec<Id>,
    /// The units, in the order of the tree.
    pub(in crate::engine) units: Vec<Handed>,
    /// Day by which it is due.
    pub(in crate::engine) due: Day,
    /// Whether the period is closed.
    pub(in crate::engine) closed: bool,
}

/// What came from one unit, or from all that have to hand in. A unit that does not have to gives none.
pub(in crate::engine) fn handed(
    connection: &Connection,
    (directory, dictionary, calendar): (&Directory, &Dictionary, &Calendar),
    period: Period,
    only: Option<Id>,
    today: Day,
) -> Result<Delivery> {
    let set = report_set(dictionary, "");
    let mut bodies = expected(directory, period.last_day());
    bodies.retain(|body| only.is_none_or(|own| own == *body));
    let mut reader = Reader {
        connection,
        gatherer: Gatherer::new(connection, today)?,
        officers: HashMap::new(),
        period,
    };
    let mut units: Vec<Handed> = bodies
        .iter()
        .map(|body| Handed {
            body: *body,
            figures: Vec::with_capacity(set.len()),
        })
        .collect();
    for item in &set {
        let found = reader.gatherer.gather(item, &[period], &bodies)?.pop();
        let found = found.unwrap_or_default();
        let accepted = closing::accepted(connection, item.id, period)?;
        for unit in &mut units {
            let own = found.get(&unit.body);
            let adjusted = accepted.get(&unit.body).copied().unwrap_or_default();
            unit.figures.push(
                own.map(|found| reader.figure(item, found, adjusted))
                    .transpose()?,
            );
        }
    }
    Ok(Delivery {
        indicators: set.iter().map(|item| item.id).collect(),
        units,
        due: period.due_day(calendar),
        closed: closing::standing(connection, period, "")?.is_some(),
    })
}

struct Reader<'a> {
    connection: &'a Connection,
    gatherer: Gatherer<'a>,
    officers: HashMap<i64, String>,
    period: Period,
}

impl Reader<'_> {
    fn figure(&mut self, item: &Item, found: &Found, adjusted: i64) -> Result<HandedFigure> {
        let fact = match found.chosen.fact {
            Some(id) => store::get::<Fact>(self.connection, id)?,
            None => None,
        };
        let day = fact.as_ref().map(|kept| kept.record.day);
        let came = match &fact {
            Some(kept) => (self.born(kept)?, kept.record.day),
            None => found.first,
        };
        let brought = match &fact {
            Some(kept) => origin::given(self.connection, kept.id, kept.from_seq)?,
            None => None,
        };
        let brought = brought
            .map(|(_, own)| own)
            .filter(|own| own.package.is_some());
        Ok(HandedFigure {
            value: found.chosen.value.map(|value| value + adjusted),
            qualifier: fact.map_or(Qualifier::Exact, |kept| kept.record.qualifier),
            day: day
                .filter(|_| item.is_stock())
                .unwrap_or_else(|| self.period.last_day()),
            on: self.gatherer.day_of(came)?,
            first: self.gatherer.day_of(found.first)?,
            officer: match &brought {
                Some(own) => own.officer.clone(),
                None => self.officer(came.0)?,
            },
            package: brought.and_then(|own| own.package),
            illustrative: found.chosen.rank == 2,
            adjusted,
        })
    }

    /// The operation in which a fact was first entered; a correction does not change who handed it in.
    fn born(&self, fact: &Kept<Fact>) -> Result<i64> {
        if fact.record.revision == 1 {
            return Ok(fact.from_seq);
        }
        self.connection
            .prepare_cached("SELECT born FROM entity WHERE id = ?1")
            .and_then(|mut statement| statement.query_row([fact.id], |row| row.get(0)))
            .map_err(sqlite)
    }

    fn officer(&mut self, seq: i64) -> Result<String> {
        if self.gatherer.of_founding(seq) {
            return Ok(String::new());
        }
        if let Some(name) = self.officers.get(&seq) {
            return Ok(name.clone());
        }
        let name: Option<String> = self
            .connection
            .prepare_cached("SELECT officer FROM operation WHERE seq = ?1")
            .and_then(|mut statement| statement.query_row([seq], |row| row.get(0)).optional())
            .map_err(sqlite)?;
        let name = name.unwrap_or_default();
        self.officers.insert(seq, name.clone());
        Ok(name)
    }
}
