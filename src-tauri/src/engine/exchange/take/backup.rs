//! The book as it was before packages were taken (bản sao trước khi nhận): one file for a batch, beside the book.

use std::fs;
use std::path::{Path, PathBuf};

use crate::domain::{Error, ErrorCode, Result};
use crate::store::{Book, Place};

/// What stands between the book's name and the moment.
const MARK: &str = ".truoc-nhan-";
/// How many are kept.
const KEPT: usize = 5;

/// Copies the book as it stands; the oldest copies make room.
pub(super) fn before_taking(book: &Book) -> Result<()> {
    let Place::File(path) = book.place() else {
        return Ok(());
    };
    let before = copies(path)?;
    let digits: String = book
        .clock
        .moment()
        .chars()
        .filter(char::is_ascii_digit)
        .take("YYYYMMDDhhmmss".len())
        .collect();
    let copy = (1..1000)
        .map(|count: u32| named(path, &format!("{digits}-{count:03}")))
        .find(|copy| !copy.exists())
        .ok_or_else(|| Error::new(ErrorCode::Internal))?;
    book.copy_to(&copy)?;
    // Counted are whole ones: what a kill or a loss of power left unfinished takes no good one's place, and goes with
    // those that are older than all that stay.
    let whole: Vec<&PathBuf> = before.iter().filter(|own| is_whole(path, own)).collect();
    let first = whole.len().saturating_sub(KEPT - 1);
    for old in before.iter().take_while(|own| Some(own) < whole.get(first)) {
        // One that cannot be removed is in nobody's way.
        drop(fs::remove_file(old));
    }
    Ok(())
}

/// Whether nothing follows the moment and the number in its name, as it does while a copy is written.
fn is_whole(path: &Path, copy: &Path) -> bool {
    let ends = |own: &Path| own.file_name().unwrap_or_default().len();
    ends(copy) == ends(&named(path, "YYYYMMDDhhmmss-001"))
}

fn named(path: &Path, moment: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(MARK);
    name.push(moment);
    path.with_file_name(name)
}

/// Copies that lie there, whole or not, the oldest first.
fn copies(path: &Path) -> Result<Vec<PathBuf>> {
    let folder = path.parent().filter(|own| !own.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    let begin = named(path, "");
    let begin = begin.file_name().unwrap_or_default();
    let failed = |e| {
        Error::new(ErrorCode::IoFailed)
            .with("path", folder.display())
            .detail(e)
    };
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let own = entry.map_err(failed)?.path();
        let name = own.file_name().unwrap_or_default().as_encoded_bytes();
        if name.starts_with(begin.as_encoded_bytes()) {
            out.push(own);
        }
    }
    out.sort();
    Ok(out)
}
