//! The file: a fixed header, what it carries, and a signature over both, so that no byte lies outside it.
//!
//! ```text
//! 0   6  "SO06X\0"
//! 6   2  version of the format
//! 8   2  oldest reader that understands it
//! 10  1  flags: bit 0 = locked, all others 0
//! 11 32  public key of the sender
//! 43  8  bytes of the payload
//! 51  …  the payload
//! …  64  Ed25519 over `DOMAIN`, header and payload
//! ```
//! Numbers are big endian. The newest reader reads every older version; a newer version with an old enough reader named
//! in it is read, too.

use super::hexed::Digest;
use super::keys::{PublicKey, SIGNATURE_BYTES, SigningKey};
use crate::domain::{Error, ErrorCode, Result};

/// The first bytes of every package.
pub const MAGIC: &[u8; 6] = b"SO06X\0";
/// The version that is written, and the newest one that is understood whole.
pub const VERSION: u16 = 1;
/// The oldest reader that understands what is written.
pub const MINIMUM_READER: u16 = 1;
/// Bytes before the payload.
pub const HEADER_BYTES: usize = 51;
/// What a signature of a package begins with, so that it can be taken for a signature of nothing else.
pub const DOMAIN: &[u8] = b"so06-package-signature-1\0";

const LOCKED: u8 = 1;

/// A package whose signature holds. Whether its sender is known is another question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opened<'a> {
    /// Version of the format.
    pub version: u16,
    /// Whether the payload is locked for its receivers.
    pub encrypted: bool,
    /// Who signed it.
    pub sender: PublicKey,
    /// What it carries.
    pub payload: &'a [u8],
}

/// The fields of a header.
struct Header {
    version: u16,
    minimum: u16,
    flags: u8,
    sender: PublicKey,
    payload: u64,
}

impl Header {
    fn bytes(&self) -> [u8; HEADER_BYTES] {
        let mut out = [0; HEADER_BYTES];
        out[..6].copy_from_slice(MAGIC);
        out[6..8].copy_from_slice(&self.version.to_be_bytes());
        out[8..10].copy_from_slice(&self.minimum.to_be_bytes());
        out[10] = self.flags;
        out[11..43].copy_from_slice(&self.sender.0);
        out[43..].copy_from_slice(&self.payload.to_be_bytes());
        out
    }

    /// None where the bytes are too few. The magic is not looked at.
    fn read(bytes: &[u8]) -> Option<Self> {
        Some(Self {
            version: u16::from_be_bytes(*bytes.get(6..)?.first_chunk()?),
            minimum: u16::from_be_bytes(*bytes.get(8..)?.first_chunk()?),
            flags: *bytes.get(10)?,
            sender: PublicKey(*bytes.get(11..)?.first_chunk()?),
            payload: u64::from_be_bytes(*bytes.get(43..)?.first_chunk()?),
        })
    }

    /// Bytes of the whole file.
    fn whole(&self) -> u64 {
        (HEADER_BYTES + SIGNATURE_BYTES) as u64 + self.payload.min(u64::MAX >> 1)
    }
}

/// Seals a payload.
pub fn write(payload: &[u8], encrypted: bool, key: &SigningKey) -> Vec<u8> {
    let header = Header {
        version: VERSION,
        minimum: MINIMUM_READER,
        flags: u8::from(encrypted) * LOCKED,
        sender: key.public(),
        payload: payload.len() as u64,
    };
    let mut out = Vec::with_capacity(DOMAIN.len() + HEADER_BYTES + payload.len() + SIGNATURE_BYTES);
    out.extend_from_slice(DOMAIN);
    out.extend_from_slice(&header.bytes());
    out.extend_from_slice(payload);
    let signature = key.sign(&out);
    out.extend_from_slice(&signature);
    out.drain(..DOMAIN.len());
    out
}

/// Whether a file begins as a package does, whatever it is called.
pub fn begins(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// How long the file must become, by its first [`HEADER_BYTES`]: so a watcher tells one that is still being copied.
pub fn announced(head: &[u8]) -> Option<u64> {
    begins(head)
        .then(|| Header::read(head))
        .flatten()
        .map(|header| header.whole())
}

/// Whether what a package carries is locked, by its first [`HEADER_BYTES`].
pub fn is_locked(head: &[u8]) -> Option<bool> {
    begins(head)
        .then(|| Header::read(head))
        .flatten()
        .map(|header| header.flags & LOCKED != 0)
}

/// What a package is named by in the manifest of the next one and in a receipt.
pub fn digest(bytes: &[u8]) -> Digest {
    Digest::of(bytes)
}

/// Opens a package whose every byte is as its sender signed it. Refused are what is no package, what is cut off or longer
/// than it says, what needs a newer reader, and what was damaged or changed on the way.
pub fn open(bytes: &[u8]) -> Result<Opened<'_>> {
    let shared = bytes.len().min(MAGIC.len());
    if bytes[..shared] != MAGIC[..shared] {
        return Err(ErrorCode::NotAPackage.into());
    }
    let have = bytes.len() as u64;
    let least = (HEADER_BYTES + SIGNATURE_BYTES) as u64;
    let Some(header) = Header::read(bytes) else {
        return Err(cut_off(have, least));
    };
    understood(&header)?;
    let need = header.whole();
    if have < need {
        return Err(cut_off(have, need));
    }
    if have > need {
        return Err(Error::new(ErrorCode::PackageTooLong).with("extra", have - need));
    }
    let (signed, signature) = bytes
        .split_last_chunk::<SIGNATURE_BYTES>()
        .ok_or_else(|| cut_off(have, least))?;
    let mut message = Vec::with_capacity(DOMAIN.len() + signed.len());
    message.extend_from_slice(DOMAIN);
    message.extend_from_slice(signed);
    if header.flags & !LOCKED != 0 || !header.sender.has_signed(&message, signature) {
        return Err(ErrorCode::PackageDamaged.into());
    }
    Ok(Opened {
        version: header.version,
        encrypted: header.flags & LOCKED != 0,
        sender: header.sender,
        payload: &signed[HEADER_BYTES..],
    })
}

fn cut_off(have: u64, need: u64) -> Error {
    Error::new(ErrorCode::PackageCutOff)
        .with("have", have)
        .with("need", need)
}

/// A version that cannot be is damage; one that needs more than this reader is a matter of the program.
fn understood(header: &Header) -> Result<()> {
    if header.version == 0 || header.minimum == 0 || header.minimum > header.version {
        return Err(ErrorCode::PackageDamaged.into());
    }
    if header.minimum > VERSION {
        return Err(Error::new(ErrorCode::PackageTooNew)
            .with("needed", header.minimum)
            .with("known", VERSION));
    }
    Ok(())
}
