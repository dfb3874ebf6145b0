//! A copy of the whole book.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, MAIN_DB};

use super::{Book, sqlite};
use crate::domain::{Error, ErrorCode, Result};

impl Book {
    /// Copies the book as it stands to a new file that is set read-only.
    pub fn copy_read_only(&self, path: &Path) -> Result<()> {
        self.copy_to(path)?;
        let failed = |e: std::io::Error| {
            Error::new(ErrorCode::IoFailed)
                .with("path", path.display())
                .detail(e)
        };
        let mut rights = fs::metadata(path).map_err(failed)?.permissions();
        rights.set_readonly(true);
        fs::set_permissions(path, rights).map_err(failed)
    }

    /// Copies the book as it stands to a new file: one file without companions, so that it can be read where nothing
    /// can be written.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        if path.exists() {
            return Err(Error::new(ErrorCode::FileExists).with("path", path.display()));
        }
        self.connection
            .backup(MAIN_DB, path, None::<fn(rusqlite::backup::Progress)>)
            .map_err(sqlite)?;
        let copy = Connection::open(path).map_err(sqlite)?;
        copy.pragma_update(None, "journal_mode", "DELETE")
            .map_err(sqlite)
    }
}
