//! Reopening a closed period.

use std::collections::BTreeMap;

use serde_json::json;

use super::guard::{Entering, FrozenFigure, Guard, frozen_in};
use super::{all_of, entries};
use crate::domain::closing::{Adjustment, AdjustmentState, Closing, ClosingState};
use crate::domain::indicator::{Fact, FactState, ILLUSTRATIVE};
use crate::domain::number::Qualifier;
use crate::domain::text::clean_note;
use crate::domain::{Error, ErrorCode, Id, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::periods;
use crate::store::{Book, Done, Kept, Operation, Tx};

/// Opens a closed period again (mở lại kỳ), with a reason that stays visible. Accepted adjustments are written into
/// the facts, so that no total changes by reopening; where another closing still holds the same fact they go on as
/// adjustments.
pub fn reopen_period(book: &mut Book, period: Period, reason: &str) -> Result<Done<()>> {
    let reason = clean_note(reason)?;
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "lý do mở lại kỳ"));
    }
    let (name, standing, adjusted, dictionary) = book.read(|c| {
        let standing: Vec<Kept<Closing>> = all_of(c, period)?
            .into_iter()
            .filter(|kept| kept.record.state == ClosingState::Closed)
            .collect();
        let adjusted: Vec<Kept<Adjustment>> = entries(c, period)?
            .into_iter()
            .filter(|kept| kept.record.state == AdjustmentState::Accepted)
            .collect();
        Ok((
            periods::label(c, period)?,
            standing,
            adjusted,
            Dictionary::load(c)?,
        ))
    })?;
    if standing.is_empty() {
        return Err(Error::new(ErrorCode::PeriodNotClosed).with("period", name));
    }
    let operation = Operation::new("reopen_period", json!({ "period": name, "reason": reason }));
    book.transact(operation, |tx| {
        let before = Guard::load(tx.connection())?;
        let mut places: BTreeMap<(Id, Id), Vec<Kept<Adjustment>>> = BTreeMap::new();
        for kept in adjusted {
            places
                .entry((kept.record.body, kept.record.indicator))
                .or_default()
                .push(kept);
        }
        let mut frozen = Vec::new();
        for ((body, indicator), entries) in places {
            if let Some(figure) = frozen_in(
                tx.connection(),
                &dictionary,
                &before,
                period,
                (body, indicator),
            )? {
                frozen.push((body, indicator, figure, entries));
            }
        }
        for kept in standing {
            let reopened = Closing {
                state: ClosingState::Reopened,
                reason: reason.clone(),
                ..kept.record
            };
            tx.set(kept.id, &reopened)?;
        }
        let guard = Guard::load(tx.connection())?;
        for (body, indicator, figure, entries) in frozen {
            post(
                tx,
                &guard,
                &dictionary,
                (body, indicator),
                period,
                &figure,
                &entries,
            )?;
        }
        Ok(())
    })
}

/// Writes accepted adjustments of one figure into its fact.
fn post(
    tx: &mut Tx<'_>,
    guard: &Guard,
    dictionary: &Dictionary,
    (body, indicator): (Id, Id),
    period: Period,
    figure: &FrozenFigure,
    entries: &[Kept<Adjustment>],
) -> Result<()> {
    let Some(own) = dictionary.get(indicator) else {
        return Ok(());
    };
    let kept = figure
        .fact
        .map(|id| tx.get::<Fact>(id, ErrorCode::Internal))
        .transpose()?;
    let (window, day, source) = match &kept {
        Some(kept) => (
            kept.record.window.clone(),
            kept.record.day,
            kept.record.source.clone(),
        ),
        None if own.kind.is_stock() => (
            format!("@{}", period.last_day()),
            period.last_day(),
            own.source.clone(),
        ),
        None => (period.key(), period.last_day(), own.source.clone()),
    };
    let entering = Entering {
        body,
        indicator,
        window: &window,
        day,
        source: &source,
    };
    let held = guard.check(tx.connection(), dictionary, &entering)?;
    if held.is_some() {
        return Ok(());
    }
    let value = Some(figure.counted());
    let note = entries
        .iter()
        .map(|entry| entry.record.reason.as_str())
        .collect::<Vec<_>>()
        .join("; ");
    let note = format!("Điều chỉnh khi mở lại {}: {note}", period.label());
    match kept {
        Some(kept) => {
            let illustrative = kept.record.source == ILLUSTRATIVE;
            let fact = Fact {
                state: FactState::Value,
                value,
                note: if illustrative {
                    format!("{note} (minh họa)")
                } else {
                    note
                },
                revision: kept.record.revision + 1,
                ..kept.record
            };
            tx.set(kept.id, &fact)?;
        }
        None => {
            tx.add(&Fact {
                body,
                indicator,
                window,
                day,
                source,
                state: FactState::Value,
                value,
                qualifier: Qualifier::Exact,
                note,
                revision: 1,
                document: None,
            })?;
        }
    }
    for entry in entries {
        let posted = Adjustment {
            state: AdjustmentState::Posted,
            ..entry.record.clone()
        };
        tx.set(entry.id, &posted)?;
    }
    Ok(())
}
