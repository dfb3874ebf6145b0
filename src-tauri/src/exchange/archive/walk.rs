//! The shape of the zip, byte by byte: what a tolerant reader passes over is where two readers see two files.

use std::collections::HashSet;

use super::MOST_ENTRIES;
use super::entry::{Entry, Method, Name, broken};
use crate::domain::{Error, ErrorCode, Result};

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
/// Bytes of an end record without a comment.
const END_BYTES: usize = 22;
/// The newest version of the format that is needed for what is written here: 2.0, for deflate.
const NEEDED: u16 = 20;
const ENCRYPTED: u16 = 1;
/// File types of a Unix mode.
const TYPE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const DOS_FOLDER: u32 = 0x10;

/// Reads little-endian fields one after another.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn bytes(&mut self, count: usize) -> Result<&'a [u8]> {
        let (own, rest) = self
            .0
            .split_at_checked(count)
            .ok_or_else(|| broken("cut off"))?;
        self.0 = rest;
        Ok(own)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let own = self.bytes(N)?.first_chunk();
        own.copied().ok_or_else(|| broken("cut off"))
    }

    fn short(&mut self) -> Result<u16> {
        self.array().map(u16::from_le_bytes)
    }

    fn long(&mut self) -> Result<u32> {
        self.array().map(u32::from_le_bytes)
    }

    fn magic(&mut self, magic: [u8; 4]) -> Result<()> {
        if self.array::<4>()? == magic {
            Ok(())
        } else {
            Err(broken("a record that is none"))
        }
    }
}

fn hidden(what: &str) -> Error {
    Error::new(ErrorCode::PackageHiddenBytes).detail(what)
}

/// What the end record says of the directory.
struct Directory {
    entries: usize,
    start: usize,
    end: usize,
}

fn directory(bytes: &[u8]) -> Result<Directory> {
    let at = bytes.len().checked_sub(END_BYTES);
    let at = at.ok_or_else(|| broken("too short for a zip"))?;
    let mut fields = Fields(&bytes[at..]);
    if fields.magic(END).is_err() {
        let elsewhere = bytes.windows(4).any(|own| own == END);
        return Err(if elsewhere {
            hidden("after the end record")
        } else {
            broken("no end record")
        });
    }
    let disks = (fields.short()?, fields.short()?);
    let (here, all) = (fields.short()?, fields.short()?);
    let (size, start) = (fields.long()? as usize, fields.long()? as usize);
    let comment = fields.short()?;
    if disks != (0, 0) || here != all {
        return Err(broken("several disks"));
    }
    if comment != 0 {
        return Err(hidden("a comment"));
    }
    if usize::from(all) > MOST_ENTRIES {
        return Err(Error::new(ErrorCode::PackageTooManyFiles)
            .with("count", all)
            .with("most", MOST_ENTRIES));
    }
    if start > at {
        return Err(broken("the directory lies outside"));
    }
    if start + size != at {
        return Err(hidden("beside the directory"));
    }
    Ok(Directory {
        entries: usize::from(all),
        start,
        end: at,
    })
}

/// What both records of an entry say in the same way.
#[derive(PartialEq, Eq)]
struct Claims<'a> {
    needed: u16,
    flags: u16,
    method: u16,
    /// Time and day, which mean nothing here.
    moment: u32,
    crc: u32,
    packed: u32,
    size: u32,
    name: &'a [u8],
}

struct Central<'a> {
    claims: Claims<'a>,
    attributes: u32,
    at: usize,
}

fn central<'a>(fields: &mut Fields<'a>) -> Result<Central<'a>> {
    fields.magic(CENTRAL)?;
    let _made_by = fields.short()?;
    let (mut claims, lengths) = claims(fields)?;
    let comment = fields.short()?;
    let (disk, _text) = (fields.short()?, fields.short()?);
    let (attributes, at) = (fields.long()?, fields.long()? as usize);
    claims.name = fields.bytes(lengths.name)?;
    if lengths.extra != 0 || comment != 0 {
        return Err(hidden("extra fields of the directory"));
    }
    if disk != 0 {
        return Err(broken("several disks"));
    }
    Ok(Central {
        claims,
        attributes,
        at,
    })
}

struct Lengths {
    name: usize,
    extra: usize,
}

/// The fields that stand in both records in the same order; the name stays to be read.
fn claims<'a>(fields: &mut Fields<'a>) -> Result<(Claims<'a>, Lengths)> {
    let claims = Claims {
        needed: fields.short()?,
        flags: fields.short()?,
        method: fields.short()?,
        moment: fields.long()?,
        crc: fields.long()?,
        packed: fields.long()?,
        size: fields.long()?,
        name: &[],
    };
    let lengths = Lengths {
        name: usize::from(fields.short()?),
        extra: usize::from(fields.short()?),
    };
    Ok((claims, lengths))
}

/// Only plain files, named as here, packed as here.
fn plain(central: &Central<'_>) -> Result<(Name, Method)> {
    let name = Name::read(central.claims.name)?;
    let kind = (central.attributes >> 16) & TYPE;
    let locked = central.claims.flags & ENCRYPTED != 0;
    if locked || !matches!(kind, 0 | REGULAR) || central.attributes & DOS_FOLDER != 0 {
        return Err(Error::new(ErrorCode::PackageNotAFile).with("name", name));
    }
    if central.claims.flags != 0 || central.claims.needed > NEEDED {
        return Err(broken(format!("{name}: features that are not used")));
    }
    match central.claims.method {
        0 => Ok((name, Method::Stored)),
        8 => Ok((name, Method::Deflated)),
        other => Err(broken(format!("{name}: method {other}"))),
    }
}

/// Every entry, in the order in which they lie. Two of one name are refused here, and so is any byte between them.
pub(super) fn walk(bytes: &[u8]) -> Result<Vec<Entry<'_>>> {
    let directory = directory(bytes)?;
    let mut records = Fields(&bytes[directory.start..directory.end]);
    let (mut out, mut names) = (Vec::new(), HashSet::new());
    let (mut at, mut claimed) = (0, 0_u64);
    for _ in 0..directory.entries {
        let central = central(&mut records)?;
        let (name, method) = plain(&central)?;
        if !names.insert(central.claims.name) {
            return Err(Error::new(ErrorCode::PackageNameTwice).with("name", name));
        }
        if central.at != at {
            return Err(hidden("between entries"));
        }
        let mut fields = Fields(&bytes[at..directory.start]);
        let packed = local(&mut fields, &central, name)?;
        at = directory.start - fields.0.len();
        let entry = Entry {
            name,
            method,
            packed,
            size: u64::from(central.claims.size),
            crc: central.claims.crc,
        };
        if method == Method::Stored && central.claims.packed != central.claims.size {
            return Err(Error::new(ErrorCode::PackageSizeDiffers).with("name", name));
        }
        entry.within_limits(claimed)?;
        claimed += entry.size;
        out.push(entry);
    }
    if !records.0.is_empty() {
        return Err(hidden("after the directory"));
    }
    if at != directory.start {
        return Err(hidden("before the directory"));
    }
    Ok(out)
}

/// The packed bytes of an entry, whose own record says what the directory says.
fn local<'a>(fields: &mut Fields<'a>, central: &Central<'_>, name: Name) -> Result<&'a [u8]> {
    fields.magic(LOCAL)?;
    let (mut claims, lengths) = claims(fields)?;
    claims.name = fields.bytes(lengths.name)?;
    let sizes = |own: &Claims<'_>| (own.packed, own.size);
    if sizes(&claims) != sizes(&central.claims) {
        return Err(Error::new(ErrorCode::PackageSizeDiffers).with("name", name));
    }
    if claims != central.claims {
        return Err(broken(format!("{name}: two records that differ")));
    }
    if lengths.extra != 0 {
        return Err(hidden("extra fields of an entry"));
    }
    fields.bytes(claims.packed as usize)
}
