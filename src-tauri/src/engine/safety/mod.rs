//! Nothing that was entered is lost (an toàn): safety copies by themselves, in two places, restored for trial once a week;
//! what a restore would lose is shown before it; the journal is held against what others know of it.

mod due;
mod memory;
mod proof;
mod rehearsal;
mod restore;
mod second;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{evidence, profile};
use crate::domain::{Result, instant::Day};
use crate::store::Book;
use crate::store::copies::{self, CopyReason, SafetyCopy};

pub use due::{Kept, keep_safe, keep_safe_at_closing};
pub use memory::{RehearsalFault, Rehearsed, SafetyMemory, SecondPlace};
pub use proof::{HeadSource, KnownHead, Proof, prove};
pub use rehearsal::{REHEARSAL_DAYS, rehearse};
pub use restore::{Lost, RestorePreview, evidence_beside, preview_restore, restore_in_place};
pub use second::{carry_out, check_second, folders, second_folder};

/// The setting that says how many megabytes of copies are kept.
pub const LIMIT_SETTING: &str = "copies_megabytes";
/// While nobody set it.
const DEFAULT_MEGABYTES: u64 = 2_000;

/// Most bytes of copies in one place.
pub fn most_bytes(connection: &Connection) -> Result<u64> {
    let set = profile::text(connection, LIMIT_SETTING)?.and_then(|own| own.parse::<u64>().ok());
    Ok(set.unwrap_or(DEFAULT_MEGABYTES) * 1_000_000)
}

/// Where the copies of a book lie.
pub fn folder_of(book: &Book) -> PathBuf {
    copies::folder_beside(book.path())
}

/// The day by which copies are kept: that of the machine, since their names bear its moments.
fn machine_day(book: &Book) -> Day {
    book.clock.local_moment().date()
}

/// Makes a copy beside the book and takes away what the rule no longer keeps.
pub fn make_copy(book: &Book, reason: CopyReason) -> Result<Option<SafetyCopy>> {
    let folder = folder_of(book);
    let made = book.copy_safely(&folder, reason)?;
    if made.is_some() {
        let most = book.read(most_bytes)?;
        // What cannot be taken away now goes the next time.
        drop(copies::thin(&folder, book, machine_day(book), most));
    }
    Ok(made)
}

/// A copy before something that is hard to take back. Where none can be written, what needed it is not begun.
pub fn copy_before(book: &Book, reason: CopyReason) -> Result<()> {
    make_copy(book, reason).map(drop)
}

/// A copy into a folder of one's own choice, with the files of evidence beside it; nothing there is ever taken away.
pub fn copy_to_folder(book: &Book, folder: &Path) -> Result<Option<SafetyCopy>> {
    let made = book.copy_safely(folder, CopyReason::ByHand)?;
    if made.is_some() {
        evidence::take_folder(&evidence::folder_of(book), &folder.join(second::EVIDENCE))?;
    }
    Ok(made)
}
