//! Adjusting entries by a difference: proposed, accepted, rejected.

use rusqlite::Connection;
use serde_json::json;

use super::guard::{Guard, frozen_in};
use super::view::{AdjustmentView, Words};
use crate::domain::closing::{Adjustment, AdjustmentState};
use crate::domain::indicator::IndicatorKind;
use crate::domain::number::{Entry, Qualifier, decimal, parse_entry, signed};
use crate::domain::text::clean_note;
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::periods;
use crate::store::{self, Book, Done, Kept, Operation};

/// An adjusting entry as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adjusting {
    /// The body.
    pub body: Id,
    /// The indicator.
    pub indicator: Id,
    /// The closed period.
    pub period: Period,
    /// "+12", "-3" as typed.
    pub by: String,
    /// Why.
    pub reason: String,
    /// Whether it counts at once, or waits for acceptance.
    pub accepted: bool,
}

/// What was typed as a difference, scaled.
fn read_difference(text: &str, decimals: u8) -> Result<i64> {
    let typed = text.trim();
    let (sign, rest) = match typed.strip_prefix(['-', '−', '–']) {
        Some(rest) => (-1, rest),
        None => (1, typed.strip_prefix('+').unwrap_or(typed)),
    };
    match parse_entry(rest, decimals)? {
        Entry::Value(0, _) => Err(Error::new(ErrorCode::NothingToAdjust)),
        Entry::Value(value, Qualifier::Exact) => Ok(sign * value),
        _ => Err(Error::new(ErrorCode::NotANumber).with("text", text)),
    }
}

/// Proposes an adjusting entry of a closed period (bút toán điều chỉnh), or makes it at once.
pub fn propose(book: &mut Book, wanted: &Adjusting) -> Result<Done<Id>> {
    let reason = clean_note(&wanted.reason)?;
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "lý do điều chỉnh"));
    }
    let last = wanted.period.last_day();
    let (frozen, directory, dictionary, name) = book.read(|c| {
        let (guard, dictionary) = (Guard::load(c)?, Dictionary::load(c)?);
        let place = (wanted.body, wanted.indicator);
        Ok((
            frozen_in(c, &dictionary, &guard, wanted.period, place)?,
            Directory::load(c)?,
            dictionary,
            periods::label(c, wanted.period)?,
        ))
    })?;
    let definition = dictionary
        .definition(wanted.indicator, last)
        .ok_or_else(|| {
            Error::new(ErrorCode::NoSuchIndicator).with("indicator", wanted.indicator)
        })?;
    if dictionary
        .get(wanted.indicator)
        .is_some_and(|own| own.kind == IndicatorKind::Ratio)
    {
        return Err(Error::new(ErrorCode::ComputedIndicator).with("indicator", &definition.name));
    }
    let body = directory.name(wanted.body, last);
    let frozen =
        frozen.ok_or_else(|| Error::new(ErrorCode::PeriodNotClosed).with("period", &name))?;
    if !frozen.has_value() && !directory.alive(wanted.body, last) {
        return Err(Error::new(ErrorCode::BodyNotAlive)
            .with("body", body)
            .with("day", last.format("%d/%m/%Y")));
    }
    let amount = read_difference(&wanted.by, definition.decimals)?;
    refuse_below_zero(&body, frozen.counted(), amount, definition.decimals)?;
    let record = Adjustment {
        body: wanted.body,
        indicator: wanted.indicator,
        period: wanted.period.key(),
        amount,
        entered: None,
        reason,
        state: if wanted.accepted {
            AdjustmentState::Accepted
        } else {
            AdjustmentState::Proposed
        },
        answer: String::new(),
    };
    let kind = if wanted.accepted {
        "adjust"
    } else {
        "propose_adjustment"
    };
    book.transact(
        Operation::new(kind, json!({ "body": body, "period": name })),
        |tx| tx.add(&record),
    )
}

fn refuse_below_zero(body: &str, before: i64, amount: i64, decimals: u8) -> Result<()> {
    if before.saturating_add(amount) >= 0 {
        return Ok(());
    }
    Err(Error::new(ErrorCode::AdjustmentBelowZero)
        .with("body", body)
        .with("before", decimal(before, decimals))
        .with("amount", signed(amount, decimals)))
}

/// An entry that still waits, with what its words need.
fn waiting(book: &Book, id: Id) -> Result<(Kept<Adjustment>, serde_json::Value, Period, String)> {
    let kept: Kept<Adjustment> = book
        .read(|c| store::get(c, id))?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchAdjustment).with("adjustment", id))?;
    if kept.record.state != AdjustmentState::Proposed {
        return Err(Error::new(ErrorCode::AdjustmentSettled).with("adjustment", id));
    }
    let period = Period::parse(&kept.record.period)?;
    let (body, name) = book.read(|c| {
        Ok((
            Directory::load(c)?.name(kept.record.body, period.last_day()),
            periods::label(c, period)?,
        ))
    })?;
    Ok((kept, json!({ "body": body, "period": name }), period, body))
}

/// Accepts a proposed entry (duyệt): from now on it is part of the period's figure.
pub fn accept_adjustment(book: &mut Book, id: Id) -> Result<Done<()>> {
    let (kept, params, period, body) = waiting(book, id)?;
    let record = &kept.record;
    let (frozen, dictionary) = book.read(|c| {
        let (guard, dictionary) = (Guard::load(c)?, Dictionary::load(c)?);
        let place = (record.body, record.indicator);
        Ok((
            frozen_in(c, &dictionary, &guard, period, place)?,
            dictionary,
        ))
    })?;
    let frozen = frozen.ok_or_else(|| {
        Error::new(ErrorCode::PeriodNotClosed)
            .with("period", params["period"].as_str().unwrap_or_default())
    })?;
    let decimals = dictionary
        .definition(record.indicator, period.last_day())
        .map_or(0, |definition| definition.decimals);
    refuse_below_zero(&body, frozen.counted(), record.amount, decimals)?;
    let accepted = Adjustment {
        state: AdjustmentState::Accepted,
        ..record.clone()
    };
    book.transact(Operation::new("accept_adjustment", params), |tx| {
        tx.set(kept.id, &accepted)
    })
}

/// Rejects a proposed entry with a reason (không duyệt); it stays visible.
pub fn reject_adjustment(book: &mut Book, id: Id, reason: &str) -> Result<Done<()>> {
    let answer = clean_note(reason)?;
    if answer.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "lý do không duyệt"));
    }
    let (kept, params, _, _) = waiting(book, id)?;
    let rejected = Adjustment {
        state: AdjustmentState::Rejected,
        answer,
        ..kept.record.clone()
    };
    book.transact(Operation::new("reject_adjustment", params), |tx| {
        tx.set(kept.id, &rejected)
    })
}

/// Adjusting entries of one period, or of all, in order.
pub fn adjustments(
    connection: &Connection,
    period: Option<Period>,
    today: Day,
) -> Result<Vec<AdjustmentView>> {
    let words = Words::load(connection, today)?;
    let periods = if let Some(period) = period {
        vec![period]
    } else {
        let mut keys: Vec<String> = store::list::<Adjustment>(connection, "1 = 1", &[])?
            .into_iter()
            .map(|kept| kept.record.period)
            .collect();
        keys.sort();
        keys.dedup();
        keys.iter()
            .map(|key| Period::parse(key))
            .collect::<Result<_>>()?
    };
    let mut out = Vec::new();
    for period in periods {
        out.extend(words.adjustments(connection, period)?);
    }
    Ok(out)
}
