//! A copy of the whole book.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use rusqlite::OpenFlags;

use super::cipher::{self, BookKey};
use super::open::{APPLICATION_ID, partial_name, remove_book_files};
use super::{Book, sqlite, whole_file};
use crate::clock::Clock;
use crate::domain::{Error, ErrorCode, Result};

impl Book {
    /// Copies the book as it stands to a new file that is set read-only.
    pub fn copy_read_only(&self, path: &Path) -> Result<()> {
        self.copied(path, |copy| {
            let mut rights = fs::metadata(copy)?.permissions();
            rights.set_readonly(true);
            fs::set_permissions(copy, rights)
        })
    }

    /// Makes a book of a copy of one (bản sao): of the file at `from`, which stays as it is. `fill` writes what must be
    /// before it has its name.
    pub fn restore<T>(
        from: &Path,
        path: &Path,
        clock: Clock,
        officer: &str,
        fill: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<(Self, T)> {
        Self::refuse_foreign_file(from)?;
        let key = cipher::key_of(from)?;
        Self::restore_under(from, path, key, clock, officer, fill)
    }

    /// As [`Book::restore`], under a key that need not be the one of the copy.
    pub fn restore_under<T>(
        from: &Path,
        path: &Path,
        key: Option<Arc<BookKey>>,
        clock: Clock,
        officer: &str,
        fill: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<(Self, T)> {
        Self::refuse_foreign_file(from)?;
        let lay = |to: &Path| {
            cipher::lay(from, to, key.as_deref())?;
            // What is worked in again is no safety copy.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
            cipher::connect_under(to, flags, key.as_deref())?
                .pragma_update(None, "application_id", APPLICATION_ID)
                .map_err(sqlite)
        };
        Self::create_from(path, clock, officer, lay, fill)
    }

    /// Copies the book as it stands to a new file: one file without companions, so that it can be read where nothing
    /// can be written.
    pub fn copy_to(&self, path: &Path) -> Result<()> {
        self.copied(path, |_| Ok(()))
    }

    /// Copies it as it stands to a new file under another key.
    pub fn copy_under(&self, path: &Path, key: &BookKey) -> Result<()> {
        cipher::lay_anew(&self.connection, path, Some(key)).inspect_err(|_| remove_book_files(path))
    }

    /// Copies it under another name, which becomes the right one when the copy is whole: a safety copy is looked for when
    /// something has gone wrong, and then nobody can tell a half one from a whole one. `last` is done to it before.
    fn copied(&self, path: &Path, last: impl FnOnce(&Path) -> std::io::Result<()>) -> Result<()> {
        if path.exists() {
            return Err(Error::new(ErrorCode::FileExists).with("path", path.display()));
        }
        let partial = partial_name(path);
        remove_book_files(&partial);
        let done = self.lay_copy(&partial).and_then(|()| {
            last(&partial)
                .and_then(|()| whole_file::name(&partial, path))
                .map_err(|e| whole_file::refusal(path, e))
        });
        if done.is_err() {
            remove_book_files(&partial);
        }
        done
    }

    fn lay_copy(&self, path: &Path) -> Result<()> {
        cipher::lay_pages(&self.connection, path, self.key().map(|own| &**own))
    }
}
