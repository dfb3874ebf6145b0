//! What a package carries: a zip of `manifest.json`, `rows.jsonl` and the files of evidence, each named by its digest. One
//! that hands a book over carries the book itself in the place of its rows, and nothing else does.
//!
//! Written are equal bytes for equal contents on every system, and read is only what could have been written so: entries
//! without a gap from the first byte on, then their directory, then its end, and no byte besides. Nothing is unpacked
//! before all of that was looked at, and unpacking counts.

mod entry;
mod walk;
mod write;

use std::collections::BTreeMap;

pub use write::{Writer, write};

use self::entry::{Entry, Name};
use super::hexed::Digest;
use super::manifest::Manifest;
use crate::domain::{Error, ErrorCode, Result};

/// Name of the list of contents.
pub const MANIFEST: &str = "manifest.json";
/// Name of the rows.
pub const ROWS: &str = "rows.jsonl";
/// Name of the book that is handed over.
pub const BOOK: &str = "so.so06";
/// What the name of a file of evidence begins with; its digest follows.
pub const EVIDENCE: &str = "minh-chung/";

/// Entries that a package has at most.
pub const MOST_ENTRIES: usize = 10_001;
/// Bytes of a manifest at most.
pub const MOST_MANIFEST: u64 = 16 << 20;
/// Bytes of rows at most.
pub const MOST_ROWS: u64 = 512 << 20;
/// Bytes of a book at most.
pub const MOST_BOOK: u64 = 1 << 30;
/// Bytes of one file of evidence at most.
pub const MOST_EVIDENCE: u64 = 64 << 20;
/// Bytes of everything at most.
pub const MOST_BYTES: u64 = 2 << 30;
/// How many times more than its packed bytes an entry may be, once it is larger than [`RATIO_FROM`].
pub const MOST_RATIO: u64 = 200;
/// Where the ratio begins to count.
pub const RATIO_FROM: u64 = 1 << 20;

/// The zip of a package, whose shape was looked at whole. Each of its contents is checked when it is asked for.
#[derive(Debug)]
pub struct Archive<'a> {
    manifest: Entry<'a>,
    content: Content<'a>,
    evidence: BTreeMap<Digest, Entry<'a>>,
}

/// What stands beside the manifest.
#[derive(Debug)]
enum Content<'a> {
    Rows(Entry<'a>),
    Book(Entry<'a>),
}

impl<'a> Content<'a> {
    const fn entry(&self) -> &Entry<'a> {
        match self {
            Self::Rows(own) | Self::Book(own) => own,
        }
    }
}

impl<'a> Archive<'a> {
    /// Opens a zip that could have been written here. Refused is any other, before anything of it is unpacked.
    pub fn open(bytes: &'a [u8]) -> Result<Self> {
        let (mut manifest, mut rows, mut book) = (None, None, None);
        let mut evidence = BTreeMap::new();
        for entry in walk::walk(bytes)? {
            let before = match entry.name {
                Name::Manifest => manifest.replace(entry),
                Name::Rows => rows.replace(entry),
                Name::Book => book.replace(entry),
                Name::Evidence(digest) => evidence.insert(digest, entry),
            };
            if let Some(twice) = before {
                return Err(Error::new(ErrorCode::PackageNameTwice).with("name", twice.name));
            }
        }
        let missing = |name| Error::new(ErrorCode::PackagePartMissing).with("name", name);
        let content = match (rows, book) {
            (Some(rows), None) => Content::Rows(rows),
            (None, Some(book)) => Content::Book(book),
            (Some(_), Some(_)) => {
                return Err(Error::new(ErrorCode::PackageStrangeName).with("name", BOOK));
            }
            (None, None) => return Err(missing(ROWS)),
        };
        Ok(Self {
            manifest: manifest.ok_or_else(|| missing(MANIFEST))?,
            content,
            evidence,
        })
    }

    /// Whether it carries a book and no rows.
    pub const fn holds_book(&self) -> bool {
        matches!(self.content, Content::Book(_))
    }

    /// Hands out the book piece by piece, so that it need not be held; what was handed out counts only when this ends
    /// well. Refused where the package carries none.
    pub fn book(&self, mut sink: impl FnMut(&[u8])) -> Result<()> {
        match &self.content {
            Content::Book(own) => own.each_chunk(|chunk| sink(chunk)),
            Content::Rows(_) => Err(Error::new(ErrorCode::PackagePartMissing).with("name", BOOK)),
        }
    }

    /// The list of contents.
    pub fn manifest(&self) -> Result<Manifest> {
        Manifest::read(&self.manifest_bytes()?)
    }

    /// The list of contents as it was written.
    pub fn manifest_bytes(&self) -> Result<Vec<u8>> {
        self.manifest.unpack()
    }

    /// The rows, for [`super::row::read`].
    pub fn rows(&self) -> Result<Vec<u8>> {
        match &self.content {
            Content::Rows(own) => own.unpack(),
            Content::Book(_) => Err(Error::new(ErrorCode::PackagePartMissing).with("name", ROWS)),
        }
    }

    /// Bytes that the rows, or the book, claim to have.
    pub const fn rows_size(&self) -> u64 {
        self.content.entry().size
    }

    /// Digests and claimed sizes of the files of evidence, ordered by digest.
    pub fn evidence(&self) -> impl ExactSizeIterator<Item = (Digest, u64)> + '_ {
        self.evidence
            .iter()
            .map(|(digest, entry)| (*digest, entry.size))
    }

    /// A file of evidence, which has that digest; none where the package does not carry it.
    pub fn evidence_bytes(&self, digest: &Digest) -> Result<Option<Vec<u8>>> {
        self.evidence.get(digest).map(Entry::unpack).transpose()
    }

    /// Unpacks everything once without keeping it, so that a package is known to be whole before any of it is used.
    pub fn check(&self) -> Result<()> {
        let fixed = [&self.manifest, self.content.entry()];
        let mut all = fixed.into_iter().chain(self.evidence.values());
        all.try_for_each(|entry| entry.each_chunk(|_| {}))
    }
}
