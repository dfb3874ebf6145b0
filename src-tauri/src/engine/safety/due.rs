//! What is due of copies, and does it.

use std::path::Path;

use super::super::encryption;
use super::memory::SafetyMemory;
use super::{REHEARSAL_DAYS, folder_of, machine_day, make_copy, rehearse, second};
use crate::domain::Result;
use crate::domain::hex::hex;
use crate::engine::exchange::Mounts;
use crate::store::copies::{self, CopyReason, SafetyCopy};
use crate::store::{Book, Place, journal};

/// What was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// A copy was made.
    pub copied: bool,
    /// Copies that were carried to the second place.
    pub carried: usize,
    /// A restore was rehearsed.
    pub rehearsed: bool,
}

/// Makes the copy of the day where the book changed since the last one, carries what the second place lacks, and
/// rehearses a restore once a week. `memory` is told; whoever calls keeps it.
pub fn keep_safe(
    book: &Book,
    memory: &mut SafetyMemory,
    mounts: &Mounts,
    scratch: &Path,
) -> Result<Kept> {
    let mut done = Kept::default();
    if !worth_copying(book)? {
        return Ok(done);
    }
    // Copies that lay out of reach when the passphrase was set follow when they are there again.
    encryption::follow(book, &second::folders(book, memory, mounts));
    let today = machine_day(book);
    let copies = copies::list(&folder_of(book));
    let of_today = copies.iter().any(|own| own.moment.date() >= today);
    if !of_today && changed_since(book, copies.last())? {
        done.copied = make_copy(book, CopyReason::Daily)?.is_some();
    }
    done.carried = second::carry_out(book, memory, mounts);
    if rehearsal_due(book, memory) && !copies::list(&folder_of(book)).is_empty() {
        rehearse(book, memory, mounts, scratch)?;
        done.rehearsed = true;
    }
    Ok(done)
}

/// A copy of the book as it is left, where it changed since the last one.
pub fn keep_safe_at_closing(
    book: &Book,
    memory: &mut SafetyMemory,
    mounts: &Mounts,
) -> Result<Kept> {
    let mut done = Kept::default();
    if !worth_copying(book)? {
        return Ok(done);
    }
    if changed_since(book, copies::list(&folder_of(book)).last())? {
        done.copied = make_copy(book, CopyReason::Closing)?.is_some();
    }
    done.carried = second::carry_out(book, memory, mounts);
    Ok(done)
}

fn worth_copying(book: &Book) -> Result<bool> {
    Ok(matches!(book.place(), Place::File(_)) && !book.is_archive()?)
}

/// Whether the book has said anything that the copy does not hold.
fn changed_since(book: &Book, copy: Option<&SafetyCopy>) -> Result<bool> {
    let (operation, head) = book.read(journal::last)?;
    Ok(copy.is_none_or(|own| own.operation != operation || own.head != hex(&head)))
}

fn rehearsal_due(book: &Book, memory: &SafetyMemory) -> bool {
    let last = memory
        .rehearsed
        .as_ref()
        .and_then(|own| own.at.get(..10)?.parse::<crate::domain::Day>().ok());
    let today = machine_day(book);
    // One of a later day was made while the clock was wrong.
    last.is_none_or(|last| {
        let days = today.signed_duration_since(last).num_days();
        !(0..REHEARSAL_DAYS).contains(&days)
    })
}
