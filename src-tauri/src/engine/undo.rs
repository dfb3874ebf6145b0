//! Undo and redo (hoàn tác, làm lại): images of before are put back through `transact`, and are journalled.

use serde_json::json;

use crate::domain::{ChangeKind, Error, ErrorCode, Result};
use crate::store::journal::{Entry, changes_of, entries};
use crate::store::{Book, Done, Operation};

/// Operations that are corrected by others, never undone.
const FINAL: [&str; 19] = [
    "found_book",
    "issue_report",
    "close_period",
    "reopen_period",
    "divide_book",
    "receive_division",
    "receive_package",
    "write_package",
    "hand_over",
    "resume_book",
    "receive_handover",
    "take_words_out",
    "redact_words",
    "save_officer",
    "remove_officer",
    "change_pin",
    "restore_book",
    "repair_book",
    "lost_operation",
];

/// Operations that take nothing back and are passed over: what the book does for itself, what is done to its file and not
/// to what stands in it, and receipts. A receipt says what was taken; when that is taken back, the next one says so.
const UNSEEN: [&str; 6] = [
    "begin_site",
    "write_receipt",
    "take_from_peers",
    "set_passphrase",
    "remove_passphrase",
    SENT,
];

/// The exchange folder sent a package by itself. What was taken before is then known to others as well and can no
/// longer be put back as if it had never come; what the officer did is taken back as ever.
const SENT: &str = "send_package";

/// How many of the last operations can be undone.
const DEPTH: i64 = 500;

/// What undo and redo would do next.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Steps {
    /// The operation that undo takes back.
    pub undo: Option<Entry>,
    /// The operation that redo does again.
    pub redo: Option<Entry>,
    undoing: Option<i64>,
}

/// Follows the operations: an undo moves one step from the undo side to the redo side, a redo moves it
/// back, anything new empties the redo side.
pub fn steps(book: &Book) -> Result<Steps> {
    let mut recent = book.read(|c| entries(c, "1 = 1 ORDER BY seq DESC LIMIT ?1", DEPTH))?;
    recent.reverse();
    let mut done: Vec<Entry> = Vec::new();
    let mut undone: Vec<(Entry, i64)> = Vec::new();
    for entry in recent {
        if UNSEEN.contains(&entry.kind.as_str()) {
            if entry.kind == SENT {
                let taken = done.iter().rposition(|own| own.kind == "take_packages");
                done.drain(..taken.map_or(0, |at| at + 1));
            }
            continue;
        }
        if entry.undoes.is_some() {
            if let Some(step) = done.pop() {
                undone.push((step, entry.seq));
            }
        } else if entry.redoes.is_some() {
            if let Some((step, _)) = undone.pop() {
                done.push(step);
            }
        } else if FINAL.contains(&entry.kind.as_str()) {
            done.clear();
            undone.clear();
        } else {
            done.push(entry);
            undone.clear();
        }
    }
    let (redo, undoing) = undone
        .pop()
        .map_or((None, None), |(entry, seq)| (Some(entry), Some(seq)));
    Ok(Steps {
        undo: done.pop(),
        redo,
        undoing,
    })
}

/// Takes the last operation back.
pub fn undo(book: &mut Book) -> Result<Done<Entry>> {
    let entry = steps(book)?
        .undo
        .ok_or_else(|| Error::new(ErrorCode::NothingToUndo))?;
    let mut operation = Operation::new("undo", json!({ "of": entry.kind, "params": entry.params }));
    operation.undoes = Some(entry.seq);
    let changes = put_back(book, operation, entry.seq)?;
    Ok(Done {
        value: entry,
        changes,
    })
}

/// Does the operation that was taken back again.
pub fn redo(book: &mut Book) -> Result<Done<Entry>> {
    let steps = steps(book)?;
    let (Some(entry), Some(undoing)) = (steps.redo, steps.undoing) else {
        return Err(Error::new(ErrorCode::NothingToRedo));
    };
    let mut operation = Operation::new("redo", json!({ "of": entry.kind, "params": entry.params }));
    operation.redoes = Some(undoing);
    let changes = put_back(book, operation, undoing)?;
    Ok(Done {
        value: entry,
        changes,
    })
}

/// Puts the images of before operation `seq` back, last change first. Refused where something later
/// touched the same thing.
fn put_back(book: &mut Book, operation: Operation, seq: i64) -> Result<Vec<ChangeKind>> {
    let done = book.transact(operation, |tx| {
        for change in changes_of(tx.connection(), seq)?.into_iter().rev() {
            if !tx.holds(change.kind, change.entity, change.after.as_ref())? {
                return Err(Error::new(ErrorCode::UndoConflict)
                    .with("entity", change.entity)
                    .with("kind", change.kind.table()));
            }
            tx.put_image(change.kind, change.entity, change.before)?;
            // What came in a package goes with what it had seen, so that the package can be taken once more.
            tx.put_back_origin(change.kind, change.entity, seq)?;
        }
        tx.touch(ChangeKind::Book);
        Ok(())
    })?;
    Ok(done.changes)
}
