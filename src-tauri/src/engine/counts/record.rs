//! Entering one fact (nhập số).

use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::figures::Figures;
use crate::domain::indicator::{Fact, FactState, IndicatorKind};
use crate::domain::number::{Entry, Qualifier, decimal};
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::store::{Book, Done, Operation, query};

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
    /// Whether the book changed.
    pub changed: bool,
    /// Doubts.
    pub warnings: Vec<Warning>,
}

/// Enters one fact. The same value again changes nothing; another value adds a revision.
pub fn record_count(book: &mut Book, request: &RecordCount) -> Result<Done<Recorded>> {
    let (directory, dictionary) = book.read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))?;
    let indicator = dictionary.get(request.indicator).ok_or_else(|| {
        Error::new(ErrorCode::NoSuchIndicator).with("indicator", request.indicator)
    })?;
    let kind = indicator.kind;
    if kind == IndicatorKind::Ratio {
        let name = dictionary
            .definition(request.indicator, book.clock.today())
            .map(|d| d.name.clone())
            .unwrap_or_default();
        return Err(Error::new(ErrorCode::ComputedIndicator).with("indicator", name));
    }
    let (window, day) = window_of(kind, request.stated)?;
    if !directory.alive(request.body, day) {
        return Err(Error::new(ErrorCode::BodyNotAlive)
            .with("body", directory.name(request.body, day))
            .with("day", day.format("%d/%m/%Y")));
    }
    let source = request
        .source
        .clone()
        .unwrap_or_else(|| indicator.source.clone());
    if !dictionary
        .sources()
        .iter()
        .any(|known| known.code == source)
    {
        return Err(Error::new(ErrorCode::NoSuchSource).with("source", source));
    }
    let warnings = doubts(book, request, &dictionary, kind, day)?;
    let name = directory.name(request.body, day);
    let operation = Operation::new("record_count", json!({ "body": name }));
    let standing =
        book.read(|c| query::fact_at(c, request.body, request.indicator, &window, &source))?;
    let (state, value, qualifier) = match request.entry {
        Entry::Empty => (FactState::Withdrawn, None, Qualifier::Exact),
        Entry::NoData => (FactState::NoData, None, Qualifier::Exact),
        Entry::Value(value, qualifier) => (FactState::Value, Some(value), qualifier),
    };
    let same = match &standing {
        Some(kept) => {
            let fact = &kept.record;
            (fact.state, fact.value, fact.qualifier, fact.note.as_str())
                == (state, value, qualifier, request.note.as_str())
        }
        None => state == FactState::Withdrawn,
    };
    if same {
        return Ok(Done {
            value: Recorded {
                changed: false,
                warnings,
            },
            changes: Vec::new(),
        });
    }
    book.transact(operation, |tx| {
        let fact = Fact {
            body: request.body,
            indicator: request.indicator,
            window: window.clone(),
            day,
            source: source.clone(),
            state,
            value,
            qualifier,
            note: request.note.clone(),
            officer: tx.officer().to_owned(),
            recorded_at: tx.moment().to_owned(),
            revision: standing.as_ref().map_or(0, |kept| kept.record.revision) + 1,
            document: None,
        };
        match &standing {
            Some(kept) => tx.set(kept.id, &fact)?,
            None => drop(tx.add(&fact)?),
        }
        Ok(Recorded {
            changed: true,
            warnings,
        })
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

/// Doubts that are said at once; none of them keeps the figure out.
fn doubts(
    book: &Book,
    request: &RecordCount,
    dictionary: &Dictionary,
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
    let decimals = dictionary
        .definition(request.indicator, day)
        .map_or(0, |d| d.decimals);
    let figures = book.read(|c| Figures::load(c, day))?;
    let before = match request.stated {
        Stated::Period(period, _) if !kind.is_stock() => {
            figures.flow(request.indicator, request.body, period.previous())
        }
        _ => figures.stock(
            request.indicator,
            request.body,
            None,
            Instant::end_of(day - chrono::Days::new(1)),
        ),
    };
    let Some(before) = before
        .and_then(|kept| kept.record.value)
        .filter(|before| *before > 0)
    else {
        return Ok(out);
    };
    let (now, then) = (decimal(value, decimals), decimal(before, decimals));
    if value >= before.saturating_mul(8) {
        out.push(Warning {
            code: "grown_tenfold".into(),
            text: format!(
                "{now} gấp khoảng {} lần kỳ trước ({then}). Có thể thừa một chữ số 0.",
                value / before
            ),
        });
    } else if value.saturating_mul(8) <= before {
        out.push(Warning { code: "shrunk_tenfold".into(), text: format!("{now} chỉ bằng một phần nhỏ của kỳ trước ({then}). Có thể thiếu chữ số, hoặc đã nhập số trong kỳ vào cột lũy kế.") });
    } else if kind == IndicatorKind::Stock && value < before {
        out.push(Warning { code: "stock_fell".into(), text: format!("{now} nhỏ hơn kỳ trước ({then}). Số lũy kế thường không giảm; hãy xem lại hoặc ghi lý do vào ghi chú.") });
    }
    Ok(out)
}

/// A run of exactly 9 or 12 digits: the old and the new number of a citizen.
fn has_citizen_number(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit())
        .any(|run| matches!(run.len(), 9 | 12))
}
