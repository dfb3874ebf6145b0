//! What is done to many parts at once: one operation, all of them or none.

use serde_json::json;

use super::act::{PartKey, claimed, named};
use crate::domain::instant::show_day;
use crate::domain::task::{Claim, ClaimStatus};
use crate::domain::text::clean_note;
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::profile;
use crate::store::{self, Book, Done, Operation, Tx};

/// Does one thing to the rows of many parts; a row is made where there is none yet.
pub(super) fn each(
    book: &mut Book,
    kind: &'static str,
    parts: &[PartKey],
    mut act: impl FnMut(&mut Tx<'_>, Id) -> Result<()>,
) -> Result<Done<()>> {
    let named = parts
        .iter()
        .map(|part| Ok((part, named(book, part)?)))
        .collect::<Result<Vec<_>>>()?;
    let operation = Operation::new(kind, json!({ "count": parts.len() }));
    book.transact(operation, |tx| {
        for (part, own) in &named {
            let row = own.open(tx, part)?;
            act(tx, row)?;
        }
        Ok(())
    })
}

/// Many parts are said to be done on one day (báo hoàn thành nhiều việc).
pub fn claim_parts(
    book: &mut Book,
    parts: &[PartKey],
    day: Day,
    evidence: &str,
) -> Result<Done<()>> {
    let today = profile::today(book)?;
    if day > today {
        return Err(Error::new(ErrorCode::DayInFuture)
            .with("day", show_day(day))
            .with("today", show_day(today)));
    }
    let evidence = clean_note(evidence)?;
    each(book, "claim_parts", parts, |tx, row| {
        let standing = store::list::<Claim>(tx.connection(), "assignment = ?1", &[&row])?.pop();
        // What was confirmed stays as it was confirmed.
        if standing
            .as_ref()
            .is_some_and(|kept| kept.record.status == ClaimStatus::Confirmed)
        {
            return Ok(());
        }
        let claim = claimed(tx, row, day, &evidence);
        match standing {
            Some(kept) => tx.set(kept.id, &claim),
            None => tx.add(&claim).map(drop),
        }
    })
}

/// Many claims are confirmed (xác nhận nhiều việc). What nobody claimed stays as it is.
pub fn confirm_parts(book: &mut Book, parts: &[PartKey]) -> Result<Done<()>> {
    each(book, "confirm_parts", parts, |tx, row| {
        let standing = store::list::<Claim>(tx.connection(), "assignment = ?1", &[&row])?.pop();
        match standing.filter(|kept| kept.record.status == ClaimStatus::Claimed) {
            Some(kept) => tx.set(
                kept.id,
                &Claim {
                    status: ClaimStatus::Confirmed,
                    note: String::new(),
                    ..kept.record
                },
            ),
            None => Ok(()),
        }
    })
}
