//! Refusals of a whole file.

use crate::domain::{Error, ErrorCode};

/// The file cannot be read from its beginning.
pub(super) fn broken(why: &impl ToString) -> Error {
    Error::new(ErrorCode::BrokenFile).detail(why.to_string())
}

/// The file is no file of tables; `what` says what it seems to be.
pub(super) fn not_a_table(what: &str) -> Error {
    Error::new(ErrorCode::NotATable).detail(what)
}
