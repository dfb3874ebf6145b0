//! Writing the zip: equal contents, equal bytes, whatever the machine.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::entry::{Name, too_large};
use super::walk::walk;
use super::{BOOK, MANIFEST, MOST_BOOK, MOST_BYTES, MOST_ENTRIES, RATIO_FROM, ROWS};
use crate::domain::{Error, ErrorCode, Result};
use crate::exchange::hexed::Digest;

/// Writes a package's contents; the files of evidence come in the order of their digests, each once.
pub fn write(manifest: &[u8], rows: &[u8], evidence: &[&[u8]]) -> Result<Vec<u8>> {
    let sorted: BTreeMap<Digest, &[u8]> = evidence
        .iter()
        .map(|bytes| (Digest::of(bytes), *bytes))
        .collect();
    let mut writer = Writer::new(manifest, rows)?;
    for bytes in sorted.values() {
        writer.evidence(bytes)?;
    }
    writer.finish()
}

type Zip = ZipWriter<Cursor<Vec<u8>>>;

/// Writes a package's contents one file of evidence after another, so that not all of them must be held.
pub struct Writer {
    zip: Zip,
    last: Option<Digest>,
    entries: usize,
    bytes: u64,
}

impl Writer {
    /// Begins with the list of contents and the rows.
    pub fn new(manifest: &[u8], rows: &[u8]) -> Result<Self> {
        let mut out = Self {
            zip: begin(manifest, rows)?,
            last: None,
            entries: 0,
            bytes: 0,
        };
        out.room(Name::Manifest, manifest)?;
        out.room(Name::Rows, rows)?;
        Ok(out)
    }

    /// Begins with the list of contents and a book of that size, which is read piece by piece.
    pub fn of_book(manifest: &[u8], book: &mut (impl Read + Seek), size: u64) -> Result<Self> {
        if size > MOST_BOOK {
            return Err(too_large(MOST_BOOK, BOOK));
        }
        let zip = with_book(manifest, book, CompressionMethod::Deflated)?;
        let bytes = zip.finish().map_err(failed)?.into_inner();
        let zip = if walk(&bytes).is_ok() {
            ZipWriter::new_append(Cursor::new(bytes)).map_err(failed)?
        } else {
            drop(bytes);
            book.rewind().map_err(failed)?;
            with_book(manifest, book, CompressionMethod::Stored)?
        };
        Ok(Self {
            zip,
            last: None,
            entries: 2,
            bytes: manifest.len() as u64 + size,
        })
    }

    /// Adds a file of evidence and says its digest. They come in the order of their digests; one that has been written
    /// or should have come before is an error of the caller.
    pub fn evidence(&mut self, bytes: &[u8]) -> Result<Digest> {
        let digest = Digest::of(bytes);
        if self.last.is_some_and(|last| last >= digest) {
            return Err(failed("evidence out of order"));
        }
        let name = Name::Evidence(digest);
        self.room(name, bytes)?;
        // Pictures, PDFs and files of Office are packed already.
        let name = name.to_string();
        put(&mut self.zip, &name, bytes, CompressionMethod::Stored)?;
        self.last = Some(digest);
        Ok(digest)
    }

    /// The whole zip.
    pub fn finish(self) -> Result<Vec<u8>> {
        Ok(self.zip.finish().map_err(failed)?.into_inner())
    }

    /// Refuses what a reader would refuse.
    fn room(&mut self, name: Name, bytes: &[u8]) -> Result<()> {
        let size = bytes.len() as u64;
        if size > name.most() {
            return Err(too_large(name.most(), name));
        }
        self.bytes += size;
        if self.bytes > MOST_BYTES {
            return Err(too_large(MOST_BYTES, "all together"));
        }
        self.entries += 1;
        if self.entries > MOST_ENTRIES {
            return Err(Error::new(ErrorCode::PackageTooManyFiles)
                .with("count", self.entries)
                .with("most", MOST_ENTRIES));
        }
        Ok(())
    }
}

/// Both texts deflated; as they are where that would make them look like a bomb, which a reader refuses.
fn begin(manifest: &[u8], rows: &[u8]) -> Result<Zip> {
    let zip = both(manifest, rows, CompressionMethod::Deflated)?;
    let large = |bytes: &[u8]| bytes.len() as u64 > RATIO_FROM;
    if !large(manifest) && !large(rows) {
        return Ok(zip);
    }
    let bytes = zip.finish().map_err(failed)?.into_inner();
    if walk(&bytes).is_err() {
        return both(manifest, rows, CompressionMethod::Stored);
    }
    ZipWriter::new_append(Cursor::new(bytes)).map_err(failed)
}

fn both(manifest: &[u8], rows: &[u8], method: CompressionMethod) -> Result<Zip> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    put(&mut zip, MANIFEST, manifest, method)?;
    put(&mut zip, ROWS, rows, method)?;
    Ok(zip)
}

fn with_book(manifest: &[u8], book: &mut impl Read, method: CompressionMethod) -> Result<Zip> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    put(&mut zip, MANIFEST, manifest, CompressionMethod::Stored)?;
    zip.start_file(BOOK, options(method)).map_err(failed)?;
    std::io::copy(book, &mut zip).map_err(failed)?;
    Ok(zip)
}

fn put(zip: &mut Zip, name: &str, bytes: &[u8], method: CompressionMethod) -> Result<()> {
    zip.start_file(name, options(method)).map_err(failed)?;
    zip.write_all(bytes).map_err(failed)
}

fn options(method: CompressionMethod) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .system(System::Unix)
        .unix_permissions(0o644)
        .last_modified_time(DateTime::default())
        .compression_method(method)
}

fn failed(detail: impl ToString) -> Error {
    Error::new(ErrorCode::Internal).detail(detail)
}
