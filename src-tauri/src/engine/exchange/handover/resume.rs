//! Working on in a book that was handed over (dùng tiếp sổ đã bàn giao).

use serde_json::json;

use super::super::begin::{Begin, Beginning};
use super::handed_over;
use crate::domain::exchange::Succession;
use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{Book, Done, HANDED_OVER, Operation};

/// Takes a book that was handed over up again, with the reason. It is a machine of its own from then on, and says so in
/// what it sends: the one that received the book goes on as well.
pub fn resume_book(book: &mut Book, reason: &str) -> Result<Done<()>> {
    let reason = clean(reason);
    if reason.is_empty() {
        return Err(Error::new(ErrorCode::ReasonMissing));
    }
    if book.read(handed_over)?.is_none() {
        return Err(Error::new(ErrorCode::NotHandedOver));
    }
    let today = profile::today(book)?;
    let directory = book.read(Directory::load)?;
    let name = directory.name(directory.root, today);
    let words = json!({ "body": name, "reason": reason });
    // In one operation: a book that was taken up again and is the machine of before would speak under its name.
    let wanted = Begin::new(Succession::Resumed, &reason);
    let beginning = Beginning::of(book, &wanted)?;
    book.transact(Operation::new("resume_book", words), |tx| {
        profile::put(tx, HANDED_OVER, "")?;
        beginning.enter(tx)
    })
}
