//! Packages as files: written whole or not at all.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use super::write::{Written, write_package};
use crate::domain::{Error, ErrorCode, Id, Period, Result};
use crate::store::{Book, Done};

/// What a file that is being written ends with; whoever watches a folder passes it over.
pub const UNFINISHED: &str = ".dang-ghi";

/// Writes the next package for a body into a file, or under its own name into a folder. What the book says of it is
/// kept first: a number that was lost on the way is a gap that shows, one that is used twice would be a lie.
pub fn save_package(
    book: &mut Book,
    receiver: Id,
    period: Option<Period>,
    out: &Path,
) -> Result<Done<(PathBuf, Written)>> {
    let done = write_package(book, receiver, period)?;
    let path = if out.is_dir() {
        out.join(&done.value.name)
    } else {
        out.to_owned()
    };
    put(&path, &done.value.bytes)?;
    Ok(Done {
        value: (path, done.value),
        changes: done.changes,
    })
}

/// Writes a file under another name, has it on the disk, and gives it its name then.
pub(super) fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    lay(path, bytes)?.finish()
}

/// A file that is whole and has another name yet.
pub(super) struct Unfinished<'a> {
    now: PathBuf,
    then: &'a Path,
}

/// Writes a file under another name and has it on the disk.
pub(super) fn lay<'a>(path: &'a Path, bytes: &[u8]) -> Result<Unfinished<'a>> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(UNFINISHED);
    let out = Unfinished {
        now: path.with_file_name(name),
        then: path,
    };
    let write = || {
        let mut file = fs::File::create(&out.now)?;
        file.write_all(bytes)?;
        file.sync_all()
    };
    match write() {
        Ok(()) => Ok(out),
        Err(error) => {
            out.forget();
            Err(failed(path, error))
        }
    }
}

impl Unfinished<'_> {
    /// Gives it its name.
    pub(super) fn finish(self) -> Result<()> {
        fs::rename(&self.now, self.then).map_err(|error| {
            let error = failed(self.then, error);
            self.forget();
            error
        })
    }

    /// What could not be finished is of no use to anyone.
    pub(super) fn forget(&self) {
        drop(fs::remove_file(&self.now));
    }
}

fn failed(path: &Path, error: std::io::Error) -> Error {
    let code = match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => {
            ErrorCode::ReadOnly
        }
        std::io::ErrorKind::NotFound => ErrorCode::NoSuchFile,
        _ => ErrorCode::IoFailed,
    };
    Error::new(code).with("path", path.display()).detail(error)
}
