//! The zip inside a package: what is written, and every trick that is not read.

mod limits;
mod shape;
mod written;

use std::io::Write;

use flate2::Compression;
use flate2::write::DeflateEncoder;
use so06::domain::{Error, ErrorCode};
use so06::exchange::Digest;
use so06::exchange::archive::{Archive, EVIDENCE, MANIFEST, ROWS};

use super::code;

/// One entry of a zip, of which a test can say every field.
#[derive(Clone)]
struct Part {
    name: Vec<u8>,
    method: u16,
    flags: u16,
    packed: Vec<u8>,
    size: u32,
    crc: u32,
    mode: u32,
    /// Junk in the entry's own record, in the directory's, and as its comment.
    extra: [Vec<u8>; 3],
    /// What the entry's own record says instead.
    local_name: Option<Vec<u8>>,
    local_size: Option<u32>,
    local_crc: Option<u32>,
    /// Bytes before it.
    gap: Vec<u8>,
    /// Where the directory says that it lies, instead.
    at: Option<u32>,
}

fn crc(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut out = DeflateEncoder::new(Vec::new(), Compression::best());
    out.write_all(bytes).expect("packed");
    out.finish().expect("packed")
}

fn stored(name: &str, bytes: &[u8]) -> Part {
    Part {
        name: name.into(),
        method: 0,
        flags: 0,
        packed: bytes.to_vec(),
        size: bytes.len() as u32,
        crc: crc(bytes),
        mode: 0o100_644 << 16,
        extra: [vec![], vec![], vec![]],
        local_name: None,
        local_size: None,
        local_crc: None,
        gap: vec![],
        at: None,
    }
}

fn deflated(name: &str, bytes: &[u8]) -> Part {
    Part {
        method: 8,
        packed: deflate(bytes),
        ..stored(name, bytes)
    }
}

/// The rest of a zip, of which a test can say every field, too.
#[derive(Default)]
struct Around {
    after_entries: Vec<u8>,
    after_directory: Vec<u8>,
    after_end: Vec<u8>,
    comment: Vec<u8>,
    entries: Option<u16>,
    /// Entries that lie there and are not listed.
    unlisted: usize,
    disk: u16,
}

fn record(part: &Part, name: &[u8], size: u32, crc: u32, extra: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    out.extend(20_u16.to_le_bytes());
    out.extend(part.flags.to_le_bytes());
    out.extend(part.method.to_le_bytes());
    out.extend([0, 0, 0x21, 0]);
    out.extend(crc.to_le_bytes());
    out.extend((part.packed.len() as u32).to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend((name.len() as u16).to_le_bytes());
    out.extend((extra.len() as u16).to_le_bytes());
    out
}

fn build(parts: &[Part], around: &Around) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (index, part) in parts.iter().enumerate() {
        out.extend(&part.gap);
        let at = part.at.unwrap_or(out.len() as u32);
        let name = part.local_name.as_ref().unwrap_or(&part.name);
        let (size, crc) = (
            part.local_size.unwrap_or(part.size),
            part.local_crc.unwrap_or(part.crc),
        );
        out.extend(b"PK\x03\x04");
        out.extend(record(part, name, size, crc, &part.extra[0]));
        out.extend(name);
        out.extend(&part.extra[0]);
        out.extend(&part.packed);
        if index + around.unlisted >= parts.len() {
            continue;
        }
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(record(
            part,
            &part.name,
            part.size,
            part.crc,
            &part.extra[1],
        ));
        directory.extend((part.extra[2].len() as u16).to_le_bytes());
        directory.extend([0; 4]);
        directory.extend(part.mode.to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(&part.name);
        directory.extend(&part.extra[1]);
        directory.extend(&part.extra[2]);
    }
    out.extend(&around.after_entries);
    let start = out.len() as u32;
    out.extend(&directory);
    out.extend(&around.after_directory);
    let listed = (parts.len() - around.unlisted) as u16;
    let entries = around.entries.unwrap_or(listed);
    out.extend(b"PK\x05\x06");
    out.extend(around.disk.to_le_bytes());
    out.extend([0; 2]);
    out.extend(entries.to_le_bytes());
    out.extend(entries.to_le_bytes());
    out.extend((directory.len() as u32).to_le_bytes());
    out.extend(start.to_le_bytes());
    out.extend((around.comment.len() as u16).to_le_bytes());
    out.extend(&around.comment);
    out.extend(&around.after_end);
    out
}

fn plain() -> Vec<Part> {
    vec![
        stored(MANIFEST, b"{}"),
        deflated(ROWS, b"row\nrow\nrow\nrow\n"),
    ]
}

fn evidence_name(bytes: &[u8]) -> String {
    format!("{EVIDENCE}{}", Digest::of(bytes))
}

/// Opens a zip and reads everything in it.
fn whole(bytes: &[u8]) -> Result<(), Error> {
    Archive::open(bytes)?.check()
}

/// The refusal of a zip with one more part.
fn with(part: Part) -> ErrorCode {
    let mut parts = plain();
    parts.push(part);
    code(whole(&build(&parts, &Around::default())))
}

/// The refusal of a zip whose rows are twisted.
fn twisted(twist: impl FnOnce(&mut Part)) -> ErrorCode {
    let mut parts = plain();
    twist(&mut parts[1]);
    code(whole(&build(&parts, &Around::default())))
}

fn around(around: &Around) -> ErrorCode {
    code(whole(&build(&plain(), around)))
}
