//! Excel before 2007: records of a stream, read one after the other. A sheet that claims any size costs only the
//! cells that it has.

mod globals;
mod sheet;
mod strings;

use super::build::{Build, Stop};
use super::refusal;
use super::workbook::RemarkKind;
use crate::domain::Result;
use globals::Globals;

/// A record: its kind, its content, and where the next begins.
#[derive(Debug, Clone, Copy)]
struct Record<'a> {
    kind: u16,
    data: &'a [u8],
    next: usize,
}

/// Records that begin a part: BIFF2, 3, 4, and 5 or 8.
const BEGINS: [u16; 4] = [0x0009, 0x0209, 0x0409, 0x0809];
const END: u16 = 0x000a;
const CONTINUE: u16 = 0x003c;

/// Whether bytes begin as a stream of records without a file around it, as the oldest programs wrote.
pub(super) fn begins(bytes: &[u8]) -> bool {
    record(bytes, 0)
        .is_some_and(|own| BEGINS.contains(&own.kind) && (4..=16).contains(&own.data.len()))
}

/// The record at a place. One that runs out of the stream is none.
fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let head = stream.get(at..at.checked_add(4)?)?;
    let length = usize::from(u16::from_le_bytes([head[2], head[3]]));
    let next = at + 4 + length;
    Some(Record {
        kind: u16::from_le_bytes([head[0], head[1]]),
        data: stream.get(at + 4..next)?,
        next,
    })
}

/// Reads all sheets.
pub(super) fn read(stream: &[u8]) -> Result<Build> {
    let globals = Globals::read(stream)?;
    let mut build = Build::default();
    if globals.broken {
        build.remark("", 0, RemarkKind::Broken);
    }
    if globals.shared.full {
        build.remark("", 0, RemarkKind::TooMany);
    }
    for listed in &globals.sheets {
        let Ok(mut draft) = build.begin(&listed.name, listed.hidden) else {
            break;
        };
        let read = sheet::read(stream, listed.at, &globals, &mut build, &mut draft);
        if read == Err(Stop::Broken) {
            build.remark(&listed.name, draft.last_row(), RemarkKind::Broken);
        }
        build.end(draft);
        if read == Err(Stop::Full) {
            break;
        }
    }
    if build.tables.is_empty() {
        return Err(refusal::broken(&"no sheets"));
    }
    Ok(build)
}

/// Numbers of a record, zero where it is too short.
fn half(data: &[u8], at: usize) -> u16 {
    data.get(at..at + 2)
        .map_or(0, |own| u16::from_le_bytes([own[0], own[1]]))
}

fn word(data: &[u8], at: usize) -> u32 {
    u32::from(half(data, at)) | u32::from(half(data, at + 2)) << 16
}

fn double(data: &[u8], at: usize) -> Option<f64> {
    let own = data.get(at..at + 8)?;
    own.try_into().ok().map(f64::from_le_bytes)
}
