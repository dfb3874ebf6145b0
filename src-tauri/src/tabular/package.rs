//! Files that are zips of parts: which parts there are, and each part as a bounded stream.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;
use std::io::{self, Cursor, Read, Write};
use std::rc::Rc;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, System, ZipArchive, ZipWriter};

use super::build::Stop;
use super::limits::{MOST_PART, MOST_PARTS, MOST_UNPACKED};
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

    /// A part as text, whole; none where it is not there. One that is no UTF-8 or longer than a form can be is refused.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>> {
        let Some(index) = self.parts.get(&canonical(name)) else {
            return Ok(None);
        };
        let part = self.archive.by_index(*index);
        let part = part.map_err(|e| refusal::broken(&e))?;
        let metered = Metered {
            source: part,
            left: Rc::clone(&self.left),
        };
        let mut out = Vec::new();
        let mut bounded = metered.take(MOST_PART as u64 + 1);
        if let Err(error) = bounded.read_to_end(&mut out) {
            let spent = self.left.get() == 0;
            return Err(if spent {
                ErrorCode::FileTooLarge.into()
            } else {
                refusal::broken(&error)
            });
        }
        if out.len() > MOST_PART {
            return Err(ErrorCode::FileTooLarge.into());
        }
        let text = String::from_utf8(out).map_err(|e| refusal::broken(&e))?;
        Ok(Some(text))
    }

    /// Names of its parts, in small letters, sorted.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.parts.keys().cloned().collect();
        names.sort_unstable();
        names
    }

    /// The same zip with some parts written anew and some left out; all others as they are packed, byte for byte.
    pub(super) fn rewritten(
        &mut self,
        parts: &HashMap<String, String>,
        without: &[String],
    ) -> Result<Vec<u8>> {
        let failed = |e: &dyn ToString| Error::new(ErrorCode::Internal).detail(e.to_string());
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let part = self.archive.by_index_raw(index);
            let part = part.map_err(|e| refusal::broken(&e))?;
            let name = part.name().map(Cow::into_owned).unwrap_or_default();
            let key = canonical(&name);
            if without.contains(&key) {
                continue;
            }
            let Some(text) = parts.get(&key) else {
                out.raw_copy_file(part).map_err(|e| failed(&e))?;
                continue;
            };
            let mut options = SimpleFileOptions::default()
                .system(System::Unix)
                .compression_method(CompressionMethod::Deflated);
            if let Some(time) = part.last_modified() {
                options = options.last_modified_time(time);
            }
            drop(part);
            out.start_file(name, options).map_err(|e| failed(&e))?;
            out.write_all(text.as_bytes()).map_err(|e| failed(&e))?;
        }
        let done = out.finish().map_err(|e| failed(&e))?;
        Ok(done.into_inner())
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
pub(super) fn canonical(name: &str) -> String {
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
