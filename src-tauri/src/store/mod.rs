//! The book as an SQLite file: opening, migrating, records, journal. Reads go through `Book::read`,
//! writes only through `Book::transact`.

pub mod bodies;
pub mod carried;
pub mod cipher;
// SQLite itself, the one that knows keys.
use so06_sqlite3mc as _;

mod content;
pub mod copies;
mod copy;
pub mod guard;
pub mod health;
pub mod identity;
pub mod journal;
pub mod migrate;
pub mod note;
mod on_day;
mod open;
mod open_form;
pub mod origin;
pub mod packages;
mod past;
pub mod query;
mod record;
pub mod redact;
mod row;
pub mod salvage;
pub mod scratch;
pub mod series;
mod sums;
mod take;
mod transact;
mod verify;
pub mod whole_file;

pub use content::content;
pub(crate) use on_day::OnDay;
pub use open::{Book, Place};
pub use open_form::Written;
pub use record::{Kept, get, list};
pub(crate) use record::{Last, fields, history, last_states};
pub(crate) use take::secret;
pub use transact::{Done, HANDED_OVER, Operation, Tx};
pub use verify::{Misfit, MisfitKind, Verdict, verify};

use crate::domain::{Error, ErrorCode};

/// Words for what SQLite says.
pub(crate) fn sqlite(error: rusqlite::Error) -> Error {
    use rusqlite::ErrorCode as Sqlite;
    let code = match error.sqlite_error_code() {
        Some(Sqlite::NotADatabase) => ErrorCode::NotABook,
        Some(Sqlite::DatabaseCorrupt) => ErrorCode::DamagedBook,
        Some(Sqlite::DatabaseBusy | Sqlite::DatabaseLocked) => ErrorCode::BookLocked,
        Some(Sqlite::ReadOnly | Sqlite::CannotOpen | Sqlite::PermissionDenied) => {
            ErrorCode::ReadOnly
        }
        Some(Sqlite::DiskFull | Sqlite::SystemIoFailure) => ErrorCode::IoFailed,
        _ => ErrorCode::Internal,
    };
    Error::new(code).detail(error)
}
