//! Entering facts (nhập số), one or many in one operation.

use std::collections::HashMap;

use rusqlite::Connection;
use serde_json::json;

use super::beside::{At, Surroundings};
use super::doubts::{self, Doubt, Doubted};
use crate::domain::indicator::{Fact, FactState, ILLUSTRATIVE, Indicator, IndicatorKind};
use crate::domain::number::{Entry, Qualifier};
use crate::domain::text::refuse_citizen_number;
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result};
use crate::engine::closing::{self, Entering, Frozen, Guard};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{Book, Done, Operation, Tx, query};

/// What time a figure speaks of, as said by whoever enters it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stated {
    /// tính đến
    AsOf(Instant),
    /// trong kỳ; a stock is then taken as of the period's end, or of `not_after` when the period still runs.
    Period(Period, Day),
}

/// One fact to be entered.
#[derive(Debug, Clone)]
pub struct RecordCount {
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// The time it speaks of.
    pub stated: Stated,
    /// What was typed, understood.
    pub entry: Entry,
    /// Source code; the indicator's official one when none is given.
    pub source: Option<String>,
    /// Note; the one that stands is kept where none is given.
    pub note: Option<String>,
}

/// What came of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Whether the fact changed.
    pub changed: bool,
    /// Whether it became a proposed adjusting entry of a closed period.
    pub proposed: bool,
    /// Doubts; the figure was kept all the same.
    pub doubts: Vec<Doubt>,
    /// What the body had in the time before.
    pub before: Option<i64>,
    /// What the book held for the same time and source.
    pub stood: Option<Entry>,
}

/// Enters one fact. The same value again changes nothing; another value adds a revision. What arrives for a closed
/// period becomes a proposed adjusting entry.
pub fn record_count(book: &mut Book, request: &RecordCount) -> Result<Done<Recorded>> {
    let room = Room::of(book)?;
    let name = room.directory.name(request.body, stated_day(request));
    let operation = Operation::new("record_count", json!({ "body": name }));
    book.transact(operation, |tx| room.enter(tx, request))
}

/// Enters many facts in one operation: all of them, or none.
pub fn record_counts(book: &mut Book, requests: &[RecordCount]) -> Result<Done<Vec<Recorded>>> {
    let room = Room::of(book)?;
    let operation = Operation::new("record_counts", count(requests.len()));
    book.transact(operation, |tx| {
        requests
            .iter()
            .map(|request| room.enter(tx, request))
            .collect()
    })
}

/// How many figures an operation enters, for its words.
fn count(figures: usize) -> serde_json::Value {
    json!({ "count": figures.to_string() })
}

/// Enters many facts in one operation, each that can be: a refusal because of the input stops no other. A rehearsal
/// keeps nothing.
pub fn record_block(
    book: &mut Book,
    requests: &[RecordCount],
    rehearse: bool,
) -> Result<Done<Vec<Result<Recorded>>>> {
    let room = Room::of(book)?;
    let operation = Operation::new("record_counts", count(requests.len()));
    let act = |tx: &mut Tx<'_>| room.enter_each(tx, requests);
    if rehearse {
        book.rehearse(operation, act)
    } else {
        book.transact(operation, act)
    }
}

fn stated_day(request: &RecordCount) -> Day {
    match request.stated {
        Stated::AsOf(instant) => instant.day,
        Stated::Period(period, _) => period.last_day(),
    }
}

/// Whether a figure from elsewhere may be written.
pub(in crate::engine) enum Admission {
    /// It may.
    Free,
    /// Its period is closed: the difference was proposed.
    Proposed,
    /// Its period is closed, and there is no difference that could be proposed.
    Closed(Error),
}

/// What entering depends on, read once.
pub(in crate::engine) struct Room {
    pub(in crate::engine) directory: Directory,
    pub(in crate::engine) dictionary: Dictionary,
    guard: Guard,
    today: Day,
}

impl Room {
    /// Reads it.
    pub(in crate::engine) fn of(book: &Book) -> Result<Self> {
        let today = profile::today(book)?;
        book.read(|connection| Self::within(connection, today))
    }

    /// Reads it within an operation.
    pub(in crate::engine) fn within(connection: &Connection, today: Day) -> Result<Self> {
        Ok(Self {
            directory: Directory::load(connection)?,
            dictionary: Dictionary::load(connection)?,
            guard: Guard::load(connection)?,
            today,
        })
    }

    /// Enters each that can be.
    pub(in crate::engine) fn enter_each(
        &self,
        tx: &mut Tx<'_>,
        requests: &[RecordCount],
    ) -> Result<Vec<Result<Recorded>>> {
        let mut out = requests
            .iter()
            .map(|request| match self.enter(tx, request) {
                Err(error) if error.code.exit_status() != 1 => Err(error),
                outcome => Ok(outcome),
            })
            .collect::<Result<Vec<_>>>()?;
        self.doubt_copies(requests, &mut out);
        Ok(out)
    }

    /// A column that was copied from last time shows only when it is there as a whole.
    fn doubt_copies(&self, requests: &[RecordCount], outcomes: &mut [Result<Recorded>]) {
        let mut columns: HashMap<(Id, Stated), Vec<(usize, i64, i64)>> = HashMap::new();
        for (index, (request, outcome)) in requests.iter().zip(&*outcomes).enumerate() {
            let (Entry::Value(now, _), Ok(recorded)) = (request.entry, outcome) else {
                continue;
            };
            if let Some(before) = recorded.before {
                let column = columns.entry((request.indicator, request.stated));
                column.or_default().push((index, now, before));
            }
        }
        for ((indicator, _), cells) in columns {
            if !doubts::copied(cells.iter().map(|(_, now, before)| (*now, *before))) {
                continue;
            }
            for (index, now, before) in cells {
                if let (true, Ok(recorded)) = (now == before, &mut outcomes[index]) {
                    let decimals = self.decimals(indicator, stated_day(&requests[index]));
                    recorded.doubts.push(doubts::copied_doubt(now, decimals));
                }
            }
        }
    }

    fn decimals(&self, indicator: Id, day: Day) -> u8 {
        self.dictionary
            .definition(indicator, day)
            .map_or(0, |own| own.decimals)
    }

    /// The source that a fact is kept under, when the book knows it.
    fn source(&self, request: &RecordCount, indicator: &Indicator) -> Result<String> {
        let source = request.source.as_deref().unwrap_or(&indicator.source);
        if self
            .dictionary
            .sources()
            .iter()
            .any(|known| known.code == source)
        {
            Ok(source.to_owned())
        } else {
            Err(Error::new(ErrorCode::NoSuchSource).with("source", source))
        }
    }

    /// The indicator, unless its figures are computed from others.
    fn enterable(&self, request: &RecordCount) -> Result<&Indicator> {
        let indicator = self.dictionary.get(request.indicator).ok_or_else(|| {
            Error::new(ErrorCode::NoSuchIndicator).with("indicator", request.indicator)
        })?;
        if indicator.kind == IndicatorKind::Ratio {
            let name = self
                .dictionary
                .definition(request.indicator, stated_day(request))
                .map(|own| own.name.clone())
                .unwrap_or_default();
            return Err(Error::new(ErrorCode::ComputedIndicator).with("indicator", name));
        }
        Ok(indicator)
    }

    /// Refuses a body that does not exist then; a flow is of all days of its period.
    fn refuse_absent(&self, request: &RecordCount, kind: IndicatorKind, day: Day) -> Result<()> {
        let (born, ended) = self.directory.life(request.body);
        let first = match request.stated {
            Stated::Period(period, _) if !kind.is_stock() => period.days().0,
            _ => day,
        };
        let alive = self.directory.knows(request.body)
            && born.is_none_or(|born| born <= day)
            && ended.is_none_or(|ended| first <= ended);
        if alive {
            return Ok(());
        }
        Err(Error::new(ErrorCode::BodyNotAlive)
            .with("body", self.directory.name(request.body, day))
            .with("day", day.format("%d/%m/%Y")))
    }

    fn enter(&self, tx: &mut Tx<'_>, request: &RecordCount) -> Result<Recorded> {
        let indicator = self.enterable(request)?;
        if let Some(note) = &request.note {
            refuse_citizen_number(note)?;
        }
        let (window, day) = window_of(indicator.kind, request.stated)?;
        self.refuse_absent(request, indicator.kind, day)?;
        let source = self.source(request, indicator)?;
        let entering = Entering {
            body: request.body,
            indicator: request.indicator,
            window: &window,
            day,
            source: &source,
        };
        if let Some(frozen) = self.frozen(tx.connection(), &entering)? {
            return propose(tx, request, &frozen);
        }
        let standing = query::fact_at(
            tx.connection(),
            request.body,
            request.indicator,
            (&window, day),
            &source,
        )?;
        let (state, value, qualifier) = match request.entry {
            Entry::Empty => (FactState::Withdrawn, None, Qualifier::Exact),
            Entry::NoData => (FactState::NoData, None, Qualifier::Exact),
            Entry::Value(value, qualifier) => (FactState::Value, Some(value), qualifier),
        };
        let note = request.note.clone().unwrap_or_else(|| {
            let kept = standing.as_ref().map(|kept| kept.record.note.clone());
            kept.unwrap_or_default()
        });
        let (before, mut found) = match value {
            // Example figures are made up; there is nothing to doubt about them.
            Some(value) if source != ILLUSTRATIVE => {
                let at = At {
                    body: request.body,
                    indicator: request.indicator,
                    window: &window,
                    period: match request.stated {
                        Stated::Period(period, _) => Some(period),
                        Stated::AsOf(_) => None,
                    },
                    day,
                    source: &source,
                };
                self.doubts(tx.connection(), at, indicator.kind, value)?
            }
            _ => (None, Vec::new()),
        };
        let same = match &standing {
            Some(kept) => {
                let fact = &kept.record;
                (fact.state, fact.value, fact.qualifier, fact.note.as_str())
                    == (state, value, qualifier, note.as_str())
            }
            None => state == FactState::Withdrawn,
        };
        if let (Some(kept), Some(value)) = (&standing, value) {
            doubts::mark_accepted(tx.connection(), kept.id, value, &mut found)?;
        }
        if !same {
            let fact = Fact {
                body: request.body,
                indicator: request.indicator,
                window,
                day,
                source,
                state,
                value,
                qualifier,
                note,
                revision: standing.as_ref().map_or(0, |kept| kept.record.revision) + 1,
                document: None,
            };
            match &standing {
                Some(kept) => tx.set(kept.id, &fact)?,
                None => drop(tx.add(&fact)?),
            }
        }
        Ok(Recorded {
            changed: !same,
            proposed: false,
            doubts: found,
            before,
            stood: standing.as_ref().and_then(|kept| entry_of(&kept.record)),
        })
    }

    /// Whether a figure that came in a package may be written: refused like one that is typed, and proposed as an
    /// adjusting entry where its period is closed.
    pub(in crate::engine) fn admit(&self, tx: &mut Tx<'_>, fact: &Fact) -> Result<Admission> {
        let stated = if fact.window.starts_with('@') {
            Stated::AsOf(Instant::end_of(fact.day))
        } else {
            Stated::Period(Period::parse(&fact.window)?, fact.day)
        };
        let request = RecordCount {
            body: fact.body,
            indicator: fact.indicator,
            stated,
            entry: entry_of(fact).unwrap_or(Entry::Empty),
            source: Some(fact.source.clone()),
            note: Some(fact.note.clone()),
        };
        let indicator = self.enterable(&request)?;
        refuse_citizen_number(&fact.note)?;
        self.refuse_absent(&request, indicator.kind, fact.day)?;
        self.source(&request, indicator)?;
        let entering = Entering {
            body: fact.body,
            indicator: fact.indicator,
            window: &fact.window,
            day: fact.day,
            source: &fact.source,
        };
        match self.frozen(tx.connection(), &entering)? {
            None => Ok(Admission::Free),
            Some(frozen) => match propose(tx, &request, &frozen) {
                Ok(_) => Ok(Admission::Proposed),
                Err(error) if error.code == ErrorCode::PeriodClosed => Ok(Admission::Closed(error)),
                Err(error) => Err(error),
            },
        }
    }

    /// What a closing froze and the entry would touch.
    fn frozen(&self, connection: &Connection, entering: &Entering<'_>) -> Result<Option<Frozen>> {
        if self.guard.is_empty() {
            return Ok(None);
        }
        self.guard.check(connection, &self.dictionary, entering)
    }

    /// Doubts that are said at once; none of them keeps the figure out.
    fn doubts(
        &self,
        connection: &Connection,
        at: At<'_>,
        kind: IndicatorKind,
        value: i64,
    ) -> Result<(Option<i64>, Vec<Doubt>)> {
        let surroundings = Surroundings {
            directory: &self.directory,
            dictionary: &self.dictionary,
        };
        let beside = surroundings.of(connection, at)?;
        let doubted = Doubted {
            kind,
            decimals: self.decimals(at.indicator, at.day),
            value,
            period: at.period,
            day: at.day,
            today: self.today,
            dictionary: &self.dictionary,
        };
        Ok((beside.before, doubted.doubts(&beside)))
    }
}

/// What a fact says, as it would be typed; none for one that was taken back.
fn entry_of(fact: &Fact) -> Option<Entry> {
    match (fact.state, fact.value) {
        (FactState::Value, Some(value)) => Some(Entry::Value(value, fact.qualifier)),
        (FactState::NoData, _) => Some(Entry::NoData),
        _ => None,
    }
}

/// Proposes the difference to what a closing froze.
fn propose(tx: &mut Tx<'_>, request: &RecordCount, frozen: &Frozen) -> Result<Recorded> {
    let proposed = !closing::propose_in(
        tx,
        request.body,
        request.indicator,
        frozen,
        request.entry,
        request.note.as_deref().unwrap_or_default(),
    )?
    .is_empty();
    let said = Doubt::new(
        "adjustment_proposed",
        "Kỳ này đã chốt. Số vừa ghi thành bút toán điều chỉnh chờ duyệt ở màn hình Chốt số liệu."
            .to_owned(),
    );
    Ok(Recorded {
        changed: false,
        proposed,
        doubts: proposed.then_some(said).into_iter().collect(),
        before: None,
        stood: None,
    })
}

/// The key under which a fact is kept, and the last day it speaks of.
pub(in crate::engine) fn window_of(kind: IndicatorKind, stated: Stated) -> Result<(String, Day)> {
    match (kind.is_stock(), stated) {
        (true, Stated::AsOf(instant)) => Ok((format!("@{}", instant.key()), instant.day)),
        (true, Stated::Period(period, not_after)) => {
            let day = period.last_day().min(not_after).max(period.days().0);
            Ok((format!("@{day}"), day))
        }
        (false, Stated::Period(period, _)) => Ok((period.key(), period.last_day())),
        (false, Stated::AsOf(instant)) => {
            Err(Error::new(ErrorCode::BadPeriod).with("text", instant.key()))
        }
    }
}
