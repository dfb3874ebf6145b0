//! Entering facts (nhập số), one or many in one operation.

use rusqlite::Connection;
use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::figures::counting;
use super::import::entering;
use super::lineage;
use crate::domain::indicator::{Fact, FactState, Indicator, IndicatorKind};
use crate::domain::number::{Entry, Qualifier, decimal};
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result};
use crate::engine::closing::{self, Entering, Frozen, Guard};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::series::{self, Point};
use crate::store::{Book, Done, Operation, Tx, query};

/// What time a figure speaks of, as said by whoever enters it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Note.
    pub note: String,
}

/// A doubt about what was entered; it was kept all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Warning {
    /// Code of the doubt.
    pub code: String,
    /// The doubt in words, with its figures.
    pub text: String,
}

/// What came of an entry.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// Whether the fact changed.
    pub changed: bool,
    /// Whether it became a proposed adjusting entry of a closed period.
    pub proposed: bool,
    /// Doubts.
    pub warnings: Vec<Warning>,
}

/// Enters one fact. The same value again changes nothing; another value adds a revision. What arrives for a closed
/// period becomes a proposed adjusting entry.
pub fn record_count(book: &mut Book, request: &RecordCount) -> Result<Done<Recorded>> {
    let room = book.read(Room::load)?;
    let name = room.directory.name(request.body, stated_day(request));
    let operation = Operation::new("record_count", json!({ "body": name }));
    book.transact(operation, |tx| room.enter(tx, request))
}

/// Enters many facts in one operation: all of them, or none.
pub fn record_counts(book: &mut Book, requests: &[RecordCount]) -> Result<Done<Vec<Recorded>>> {
    let room = book.read(Room::load)?;
    book.transact(entering(requests.len()), |tx| {
        requests
            .iter()
            .map(|request| room.enter(tx, request))
            .collect()
    })
}

/// Enters many facts in one operation, each that can be: a refusal because of the input stops no other. A rehearsal
/// keeps nothing.
pub(in crate::engine) fn record_each(
    book: &mut Book,
    requests: &[RecordCount],
    rehearse: bool,
) -> Result<Done<Vec<Result<Recorded>>>> {
    let room = book.read(Room::load)?;
    let act = |tx: &mut Tx<'_>| {
        requests
            .iter()
            .map(|request| match room.enter(tx, request) {
                Err(error) if error.code.exit_status() != 1 => Err(error),
                outcome => Ok(outcome),
            })
            .collect()
    };
    let operation = entering(requests.len());
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

/// Earlier figures of one body that are looked at to find the one that counts.
const ENOUGH: usize = 8;

/// What entering depends on, read once.
struct Room {
    directory: Directory,
    dictionary: Dictionary,
    guard: Guard,
}

impl Room {
    fn load(connection: &Connection) -> Result<Self> {
        Ok(Self {
            directory: Directory::load(connection)?,
            dictionary: Dictionary::load(connection)?,
            guard: Guard::load(connection)?,
        })
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
        let warnings = self.doubts(tx.connection(), request, indicator.kind, day)?;
        let same = match &standing {
            Some(kept) => {
                let fact = &kept.record;
                (fact.state, fact.value, fact.qualifier, fact.note.as_str())
                    == (state, value, qualifier, request.note.as_str())
            }
            None => state == FactState::Withdrawn,
        };
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
                note: request.note.clone(),
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
            warnings,
        })
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
        request: &RecordCount,
        kind: IndicatorKind,
        day: Day,
    ) -> Result<Vec<Warning>> {
        let mut out = Vec::new();
        if has_citizen_number(&request.note) {
            out.push(Warning { code: "citizen_number".into(), text: "Ghi chú có dãy 9 hoặc 12 chữ số. Sổ không giữ số định danh của công dân; hãy xóa dãy số này.".into() });
        }
        let Entry::Value(value, _) = request.entry else {
            return Ok(out);
        };
        let Some(before) = self
            .figure_before(connection, request, kind, day)?
            .filter(|before| *before > 0)
        else {
            return Ok(out);
        };
        let decimals = self
            .dictionary
            .definition(request.indicator, day)
            .map_or(0, |own| own.decimals);
        out.extend(compare(kind, value, before, decimals));
        Ok(out)
    }

    /// What the body, or before it its whole predecessors together, had in the time before.
    fn figure_before(
        &self,
        connection: &Connection,
        request: &RecordCount,
        kind: IndicatorKind,
        day: Day,
    ) -> Result<Option<i64>> {
        let (window, last) = match request.stated {
            Stated::Period(period, _) if !kind.is_stock() => {
                let previous = period.previous();
                (Some(previous.key()), previous.last_day())
            }
            _ => (None, day - chrono::Days::new(1)),
        };
        let official = self
            .dictionary
            .get(request.indicator)
            .map_or("", |own| own.source.as_str());
        let figure = |body: Id| -> Result<Option<i64>> {
            let first = if window.is_some() { last } else { Day::MIN };
            let mut points: Vec<Point> = Vec::new();
            let span = (first, last);
            series::back_of_body(connection, request.indicator, body, span, |point, key| {
                if window.as_ref().is_some_and(|wanted| wanted != key) {
                    return true;
                }
                // An official figure of a day's end decides: nothing that is read later is better.
                let decides = *point.source == *official && point.minute == series::END_OF_DAY;
                points.push(point);
                !decides && points.len() < ENOUGH
            })?;
            Ok(counting(&points, official).and_then(|point| point.value))
        };
        if self
            .directory
            .life(request.body)
            .0
            .is_none_or(|born| born <= last)
        {
            return figure(request.body);
        }
        let composition = lineage::composition(
            &self.directory,
            request.body,
            request.indicator,
            (last, last),
        );
        if !composition.complete() {
            return Ok(None);
        }
        let mut sum = 0_i64;
        for piece in &composition.pieces {
            let Some(part) = figure(piece.body)?.and_then(|value| piece.of(value)) else {
                return Ok(None);
            };
            sum = sum.saturating_add(part);
        }
        Ok(Some(sum))
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
        &request.note,
    )?
    .is_empty();
    let said = Warning {
        code: "adjustment_proposed".to_owned(),
        text: "Kỳ này đã chốt. Số vừa ghi thành bút toán điều chỉnh chờ duyệt ở màn hình Chốt số liệu."
            .to_owned(),
    };
    Ok(Recorded {
        changed: false,
        proposed,
        warnings: proposed.then_some(said).into_iter().collect(),
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

/// Doubts about a figure beside the one before it.
fn compare(kind: IndicatorKind, value: i64, before: i64, decimals: u8) -> Option<Warning> {
    let (now, then) = (decimal(value, decimals), decimal(before, decimals));
    let (code, text) = if value >= before.saturating_mul(8) {
        let times = value / before;
        let text =
            format!("{now} gấp khoảng {times} lần kỳ trước ({then}). Có thể thừa một chữ số 0.");
        ("grown_tenfold", text)
    } else if value.saturating_mul(8) <= before {
        (
            "shrunk_tenfold",
            format!(
                "{now} chỉ bằng một phần nhỏ của kỳ trước ({then}). Có thể thiếu chữ số, hoặc đã nhập số trong kỳ vào cột lũy kế."
            ),
        )
    } else if kind == IndicatorKind::Stock && value < before {
        (
            "stock_fell",
            format!(
                "{now} nhỏ hơn kỳ trước ({then}). Số lũy kế thường không giảm; hãy xem lại hoặc ghi lý do vào ghi chú."
            ),
        )
    } else {
        return None;
    };
    Some(Warning {
        code: code.to_owned(),
        text,
    })
}

/// A run of exactly 9 or 12 digits: the old and the new number of a citizen.
fn has_citizen_number(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|run| matches!(run.len(), 9 | 12))
}
