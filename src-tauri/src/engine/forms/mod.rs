//! The sealed Excel form (biểu kín): one unit, one period, for communes without the program.
//!
//! A form shows what the unit has to give, with the figure before and the target beside it, and leaves open only the
//! cells to be filled. A hidden sheet says whose form it is, which cell is which indicator, and bears a digest of every
//! locked text and a seal over all of it, made with a key that never leaves the book. Protection in Excel is against
//! slips; the seal is against change. It is made over texts without their blanks and never over bytes, so that another
//! program may save the form anew, in another format too.

mod content;
mod read;
mod save;
mod seal;
mod write;

pub use read::{FormCell, FormReturned, read_form};
pub use save::{SavedForm, save_form, save_forms};

pub(in crate::engine) use seal::{KEY_SETTING, make_key};

use crate::tabular::column_letters;

/// Name of the hidden sheet.
const HIDDEN: &str = "so06";

/// What its first cell says.
const MARK: &str = "so06-form";

/// Version of the form that this program writes and reads.
const VERSION: u32 = 1;

/// What a line of the hidden sheet says.
mod line {
    /// Whose form: the book, by a digest of its key.
    pub(super) const BOOK: &str = "book";
    /// The unit: identifier, code.
    pub(super) const BODY: &str = "body";
    /// The period: key.
    pub(super) const PERIOD: &str = "period";
    /// When it was made.
    pub(super) const ISSUED: &str = "issued";
    /// Name of the sheet that is filled.
    pub(super) const SHEET: &str = "sheet";
    /// A cell to be filled: row, column, column of its note, identifier and code of the indicator.
    pub(super) const ANSWER: &str = "answer";
    /// A locked cell: row, column, digest of its text.
    pub(super) const LOCKED: &str = "locked";
    /// The seal over every line before it.
    pub(super) const SEAL: &str = "seal";
}

/// A cell as Excel names it: column from 0, row from 1.
pub(in crate::engine) fn cell_name(column: u32, row: u32) -> String {
    format!("{}{row}", column_letters(column))
}
