//! Files that are zips of parts: which parts there are, and each part as a bounded stream.

use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Cursor, Read};
use std::rc::Rc;

use zip::ZipArchive;

use super::build::Stop;
use super::limits::{MOST_PARTS, MOST_UNPACKED};
use super::refusal;
use super::xml::{Sink, listen};
use crate::domain::{Error, ErrorCode, Result};

/// A zip of parts.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    parts: HashMap<String, usize>,
    /// Bytes that may still be unpacked, of all parts together.
    left: Rc<Cell<u64>>,
}

impl<'a> Package<'a> {
    /// Opens a zip.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        // The reader keeps some hundred bytes for each of the parts that the file claims to have.
        let claimed = bytes.windows(4).filter(|own| *own == b"PK\x01\x02").count();
        if claimed > MOST_PARTS {
            return Err(ErrorCode::FileTooLarge.into());
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| refusal::broken(&e))?;
        let mut parts = HashMap::new();
        for index in 0..archive.len() {
            if let Some(Ok(name)) = archive.name_for_index(index) {
                parts.entry(canonical(&name)).or_insert(index);
            }
        }
        Ok(Self {
            archive,
            parts,
            left: Rc::new(Cell::new(MOST_UNPACKED)),
        })
    }

    /// Whether it has that part. Names of parts meet without case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&canonical(name))
    }

    /// Whether the names of its parts fit.
    pub(super) fn any(&self, fits: impl Fn(&str) -> bool) -> bool {
        self.parts.keys().any(|name| fits(name))
    }

    /// Reads a part; one that is not there is empty.
    pub(super) fn read(&mut self, name: &str, sink: &mut impl Sink) -> Result<(), Stop> {
        let Some(index) = self.parts.get(&canonical(name)) else {
            return Err(Stop::Broken);
        };
        let part = self.archive.by_index(*index).map_err(|_| Stop::Broken)?;
        let metered = Metered {
            source: part,
            left: Rc::clone(&self.left),
        };
        listen(metered, sink)
    }

    /// A refusal when a part is locked by a password.
    pub(super) fn unlocked(&mut self, name: &str) -> Result<()> {
        let Some(index) = self.parts.get(&canonical(name)) else {
            return Ok(());
        };
        match self.archive.by_index(*index) {
            Ok(part) if part.encrypted() => Err(Error::new(ErrorCode::LockedByPassword)),
            Err(zip::result::ZipError::UnsupportedArchive(what))
                if what == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                Err(Error::new(ErrorCode::LockedByPassword))
            }
            _ => Ok(()),
        }
    }
}

/// Some programs write backslashes, a leading slash, or other capitals.
fn canonical(name: &str) -> String {
    name.trim_start_matches(['/', '\\'])
        .replace('\\', "/")
        .to_lowercase()
}

/// A part counted against what the whole package may unpack to, whatever sizes it declares.
struct Metered<R> {
    source: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(io::Error::other("too much"));
        }
        let count = self.source.read(out)?;
        self.left.set(left.saturating_sub(count as u64));
        Ok(count)
    }
}
