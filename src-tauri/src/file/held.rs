//! Books that this process has open, and other readings of their files.
//!
//! On Unix a process loses all its locks on a file when it closes any descriptor of it. SQLite would go on in the belief
//! that it holds them; another program could have the book for itself then, and give its name to a new file while this one
//! still writes into the old one. So whoever reads a file that this process has open as a book leaves the
//! descriptor to be closed with the book.

use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Which file it is, whatever it is called.
type Identity = (u64, u64);

#[derive(Default)]
struct Open {
    /// How often it is open as a book.
    books: usize,
    /// Descriptors of other readings that ended meanwhile.
    ended: Vec<File>,
}

static OPEN: Mutex<BTreeMap<Identity, Open>> = Mutex::new(BTreeMap::new());

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps)] // elsewhere there is none
fn identity(data: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    Some((data.dev(), data.ino()))
}

/// Windows keeps locks by the handle.
#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<Identity> {
    None
}

/// Says that a file is open as a book for as long as it is kept.
#[derive(Debug)]
pub struct Hold(Option<Identity>);

impl Hold {
    /// Of no file.
    pub const fn none() -> Self {
        Self(None)
    }

    /// Of a file that is there; of one that is not, nothing.
    pub fn of(path: &Path) -> Self {
        let own = std::fs::metadata(path).ok().and_then(|own| identity(&own));
        if let Some(own) = own {
            let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
            open.entry(own).or_default().books += 1;
        }
        Self(own)
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        let Some(own) = self.0 else { return };
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(entry) = open.get_mut(&own) {
            entry.books -= 1;
            if entry.books == 0 {
                open.remove(&own);
            }
        }
    }
}

/// A file that is read beside SQLite.
#[derive(Debug)]
pub struct Reading(Option<File>);

impl Reading {
    pub(super) const fn of(file: File) -> Self {
        Self(Some(file))
    }
}

impl Read for Reading {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.0.as_mut().map_or(Ok(0), |own| own.read(bytes))
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let Some(file) = self.0.take() else { return };
        let own = file.metadata().ok().and_then(|own| identity(&own));
        let mut open = OPEN.lock().unwrap_or_else(PoisonError::into_inner);
        match own.and_then(|own| open.get_mut(&own)) {
            Some(entry) => entry.ended.push(file),
            // Before anybody else makes a book of it.
            None => drop(file),
        }
    }
}
