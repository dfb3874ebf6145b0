//! A figure that arrives after closing: a proposed adjusting entry, never a write.

use rusqlite::Connection;
use serde_json::json;

use super::guard::{Frozen, FrozenFigure};
use crate::domain::closing::{Adjustment, AdjustmentState};
use crate::domain::number::{Entry, Qualifier};
use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::{periods, profile};
use crate::store::{self, Book, Done, Kept, Operation, Tx};

/// Proposes what was typed as an operation of its own. See [`propose_in`].
pub fn propose_entry(
    book: &mut Book,
    body: Id,
    indicator: Id,
    frozen: &Frozen,
    entry: Entry,
    note: &str,
) -> Result<Done<Vec<Id>>> {
    let Some(first) = frozen.figures.first() else {
        return Ok(Done {
            value: Vec::new(),
            changes: Vec::new(),
        });
    };
    let today = profile::today(book)?;
    let (name, period) = book.read(|c| {
        Ok((
            Directory::load(c)?.name(body, today),
            periods::label(c, first.period)?,
        ))
    })?;
    let params = json!({ "body": name, "period": period });
    book.transact(Operation::new("propose_adjustment", params), |tx| {
        propose_in(tx, body, indicator, frozen, entry, note)
    })
}

/// Within an operation: proposes the difference between what was typed and what counts, for every closed period that
/// it touches. Typing another figure replaces the proposal; typing the figure that counts takes it back; typing the
/// same again changes nothing. "Chưa phát sinh", an empty cell and a "trên" have no difference: they are refused, and
/// the period is to be reopened. Gives the proposals that are new or other than before.
pub fn propose_in(
    tx: &mut Tx<'_>,
    body: Id,
    indicator: Id,
    frozen: &Frozen,
    entry: Entry,
    note: &str,
) -> Result<Vec<Id>> {
    let mut out = Vec::new();
    for figure in &frozen.figures {
        let period = periods::label(tx.connection(), figure.period)?;
        let closed = || Error::new(ErrorCode::PeriodClosed).with("period", &period);
        let Entry::Value(value, Qualifier::Exact) = entry else {
            return Err(closed());
        };
        let amount = value - figure.counted();
        if amount == 0 && !figure.has_value() {
            // A late 0 where nothing had come: there is no difference to propose.
            return Err(closed());
        }
        let reason = match clean(note) {
            note if note.is_empty() => format!("Số liệu gửi sau khi chốt {period}"),
            note => note,
        };
        let wanted = (amount != 0).then(|| Adjustment {
            body,
            indicator,
            period: figure.period.key(),
            amount,
            entered: Some(value),
            reason,
            state: AdjustmentState::Proposed,
            answer: String::new(),
        });
        match (pending(tx.connection(), body, indicator, figure)?, wanted) {
            (Some(kept), Some(record)) if kept.record == record => {}
            (Some(kept), Some(record)) => {
                tx.set(kept.id, &record)?;
                out.push(kept.id);
            }
            (Some(kept), None) => tx.end::<Adjustment>(kept.id)?,
            (None, Some(record)) => out.push(tx.add(&record)?),
            (None, None) => {}
        }
    }
    Ok(out)
}

/// The proposal of an earlier typing that was not settled yet.
fn pending(
    connection: &Connection,
    body: Id,
    indicator: Id,
    figure: &FrozenFigure,
) -> Result<Option<Kept<Adjustment>>> {
    Ok(store::list(
        connection,
        "indicator = ?1 AND period = ?2 AND body = ?3 AND state = 'proposed' AND entered IS NOT NULL",
        &[&indicator, &figure.period.key(), &body],
    )?
    .pop())
}
