//! Packages as files: written whole or not at all.

use std::path::{Path, PathBuf};

use super::write::{Written, write_package};
use crate::domain::{Error, ErrorCode, Id, Period, Result};
use crate::store::{Book, Done, whole_file};

pub use crate::store::whole_file::UNFINISHED;

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

/// Writes a file whole or not at all.
pub(super) fn put(path: &Path, bytes: &[u8]) -> Result<()> {
    whole_file::put(path, bytes).map_err(|error| failed(path, error))
}

/// Why a package could not be written: most often its folder was taken away meanwhile.
pub(super) fn failed(path: &Path, error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound {
        return Error::new(ErrorCode::NoSuchFile)
            .with("path", path.display())
            .detail(error);
    }
    whole_file::refusal(path, error)
}
