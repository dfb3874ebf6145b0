//! What is done to many parts that are named one by one: one operation, all of them or none.

use serde_json::json;

use super::act::{PartKey, named};
use crate::domain::task::{Assignment, Claim, ClaimStatus};
use crate::domain::text::note_within as text;
use crate::domain::timeliness::WorkState;
use crate::domain::{ErrorCode, Id, Result};
use crate::store::{self, Book, Done, Kept, Operation, Tx};

/// Most characters of a note on a part.
const MOST_NOTE: usize = 10_000;

/// Does one thing to the rows of many parts; a row is made where there is none yet.
fn each(
    book: &mut Book,
    kind: &'static str,
    parts: &[PartKey],
    mut act: impl FnMut(&mut Tx<'_>, Id) -> Result<()>,
) -> Result<Done<()>> {
    let named = parts
        .iter()
        .map(|part| named(book, part))
        .collect::<Result<Vec<_>>>()?;
    let operation = Operation::new(kind, json!({ "count": parts.len() }));
    book.transact(operation, |tx| {
        for own in &named {
            let row = own.open(tx)?;
            act(tx, row)?;
        }
        Ok(())
    })
}

/// Many claims are confirmed (xác nhận nhiều việc). What nobody claimed stays as it is.
pub fn confirm_parts(book: &mut Book, parts: &[PartKey]) -> Result<Done<()>> {
    each(book, "confirm_parts", parts, |tx, row| {
        let standing = store::list::<Claim>(tx.connection(), "assignment = ?1", &[&row])?.pop();
        match standing.filter(|kept| kept.record.status == ClaimStatus::Claimed) {
            Some(kept) => confirm(tx, kept),
            None => Ok(()),
        }
    })
}

/// Pauses, cancels or resumes parts, with a note.
pub fn set_work_state(
    book: &mut Book,
    parts: &[PartKey],
    state: WorkState,
    note: &str,
) -> Result<Done<()>> {
    let note = note_of(note)?;
    each(book, "set_work_state", parts, |tx, row| {
        stand(tx, row, state, &note)
    })
}

/// A note on a part.
pub(super) fn note_of(note: &str) -> Result<String> {
    text("Ghi chú", note, MOST_NOTE)
}

/// A claim is confirmed.
pub(super) fn confirm(tx: &mut Tx<'_>, kept: Kept<Claim>) -> Result<()> {
    tx.set(
        kept.id,
        &Claim {
            status: ClaimStatus::Confirmed,
            note: String::new(),
            ..kept.record
        },
    )
}

/// A row gets its state; without a new note it keeps the one that it has.
pub(super) fn stand(tx: &mut Tx<'_>, row: Id, state: WorkState, note: &str) -> Result<()> {
    let kept: Kept<Assignment> = tx.get(row, ErrorCode::NoSuchAssignment)?;
    let note = if note.is_empty() {
        kept.record.note.clone()
    } else {
        note.to_owned()
    };
    tx.set(
        row,
        &Assignment {
            work_state: state,
            note,
            ..kept.record
        },
    )
}
