//! One entry of the zip: what it may be called, and its bytes unpacked and checked.

use std::fmt;

use flate2::{Crc, Decompress, FlushDecompress, Status};
use sha2::{Digest as _, Sha256};

use super::{
    BOOK, EVIDENCE, MANIFEST, MOST_BOOK, MOST_BYTES, MOST_EVIDENCE, MOST_MANIFEST, MOST_RATIO,
    MOST_ROWS, RATIO_FROM, ROWS,
};
use crate::domain::{Error, ErrorCode, Result};
use crate::exchange::hexed::Digest;

const CHUNK: usize = 64 * 1024;

/// What an entry may be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Manifest,
    Rows,
    Book,
    Evidence(Digest),
}

impl Name {
    /// Refuses everything else: paths, other letters, other lengths.
    pub(super) fn read(bytes: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        match text {
            MANIFEST => Ok(Self::Manifest),
            ROWS => Ok(Self::Rows),
            BOOK => Ok(Self::Book),
            other => other
                .strip_prefix(EVIDENCE)
                .and_then(Digest::parse)
                .map(Self::Evidence)
                .ok_or_else(|| {
                    Error::new(ErrorCode::PackageStrangeName).with("name", shown(bytes))
                }),
        }
    }

    /// Bytes that it may have unpacked.
    pub(super) const fn most(self) -> u64 {
        match self {
            Self::Manifest => MOST_MANIFEST,
            Self::Rows => MOST_ROWS,
            Self::Book => MOST_BOOK,
            Self::Evidence(_) => MOST_EVIDENCE,
        }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Manifest => f.write_str(MANIFEST),
            Self::Rows => f.write_str(ROWS),
            Self::Book => f.write_str(BOOK),
            Self::Evidence(digest) => write!(f, "{EVIDENCE}{digest}"),
        }
    }
}

/// A strange name so that it can be shown: not longer than a line, without signs that would steer a screen.
fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(&bytes[..bytes.len().min(320)]);
    let plain = |c: char| if c.is_control() { '\u{fffd}' } else { c };
    text.chars().take(80).map(plain).collect()
}

/// How an entry is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflated,
}

/// One entry, its claims not yet checked against its bytes.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) name: Name,
    pub(super) method: Method,
    pub(super) packed: &'a [u8],
    /// Bytes that it claims to have unpacked.
    pub(super) size: u64,
    pub(super) crc: u32,
}

pub(super) fn broken(detail: impl ToString) -> Error {
    Error::new(ErrorCode::PackageBroken).detail(detail)
}

/// More than may be unpacked, in megabytes for the reader.
pub(super) fn too_large(most: u64, what: impl ToString) -> Error {
    Error::new(ErrorCode::PackageTooLarge)
        .with("most", most >> 20)
        .detail(what)
}

impl Entry<'_> {
    /// Refuses claims beyond the limits. `before` is what the entries before it claim together.
    pub(super) fn within_limits(&self, before: u64) -> Result<()> {
        let most = self.name.most();
        if self.size > most {
            return Err(too_large(most, self.name));
        }
        if before.saturating_add(self.size) > MOST_BYTES {
            return Err(too_large(MOST_BYTES, "all together"));
        }
        let packed = self.packed.len() as u64;
        if self.size > RATIO_FROM && self.size / MOST_RATIO > packed {
            return Err(too_large(packed.saturating_mul(MOST_RATIO), self.name));
        }
        Ok(())
    }

    /// Its bytes. No more memory is taken than it really has.
    pub(super) fn unpack(&self) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        self.each_chunk(|chunk| out.extend_from_slice(chunk))?;
        Ok(out)
    }

    /// Hands out its bytes piece by piece, and refuses at the end, or before where it is more than claimed, what does not
    /// have the claimed size, the claimed checksum, or the digest that it is named by.
    pub(super) fn each_chunk(&self, mut sink: impl FnMut(&[u8])) -> Result<()> {
        let (mut crc, mut hasher, mut count) = (Crc::new(), Sha256::new(), 0_u64);
        let differs = || Error::new(ErrorCode::PackageSizeDiffers).with("name", self.name);
        let named = matches!(self.name, Name::Evidence(_));
        self.chunks(|chunk| {
            count += chunk.len() as u64;
            if count > self.size {
                return Err(differs());
            }
            crc.update(chunk);
            if named {
                hasher.update(chunk);
            }
            sink(chunk);
            Ok(())
        })?;
        if count < self.size {
            return Err(differs());
        }
        if crc.sum() != self.crc {
            return Err(broken(format!("checksum of {}", self.name)));
        }
        match self.name {
            Name::Evidence(digest) if digest.0[..] != hasher.finalize()[..] => {
                Err(Error::new(ErrorCode::PackageEvidenceDiffers).with("digest", digest))
            }
            _ => Ok(()),
        }
    }

    fn chunks(&self, mut sink: impl FnMut(&[u8]) -> Result<()>) -> Result<()> {
        if self.method == Method::Stored {
            return self.packed.chunks(CHUNK).try_for_each(sink);
        }
        let mut inflate = Decompress::new(false);
        let mut chunk = vec![0; CHUNK];
        loop {
            let (taken, made) = (inflate.total_in(), inflate.total_out());
            let rest = &self.packed[taken as usize..];
            let status = inflate
                .decompress(rest, &mut chunk, FlushDecompress::None)
                .map_err(broken)?;
            let count = inflate.total_out() - made;
            sink(&chunk[..count as usize])?;
            if status == Status::StreamEnd {
                break;
            }
            if count == 0 && inflate.total_in() == taken {
                return Err(broken(format!("{} stops before its end", self.name)));
            }
        }
        if inflate.total_in() != self.packed.len() as u64 {
            return Err(Error::new(ErrorCode::PackageHiddenBytes).detail(self.name));
        }
        Ok(())
    }
}
