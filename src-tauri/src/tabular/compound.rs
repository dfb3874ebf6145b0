//! Microsoft's compound files ("OLE2"), read as far as they go: chains that run in circles or out of the file end
//! there. The usual library follows such a circle for ever.

use super::refusal;
use crate::domain::Result;

const MAGIC: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Sector numbers from here on are signs and not sectors.
const LAST_SECTOR: u32 = 0xffff_fffa;

/// A compound file.
pub(super) struct Compound<'a> {
    bytes: &'a [u8],
    size: usize,
    table: Vec<u32>,
    small_table: Vec<u32>,
    small: Vec<u8>,
    least: usize,
    entries: Vec<Entry>,
}

struct Entry {
    name: String,
    is_stream: bool,
    begin: u32,
    length: usize,
    /// Left and right neighbour, first child.
    links: [u32; 3],
}

impl<'a> Compound<'a> {
    /// Whether it begins as one.
    pub(super) fn begins(bytes: &[u8]) -> bool {
        bytes.starts_with(&MAGIC)
    }

    /// Reads its tables.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self> {
        let broken = || refusal::broken(&"compound file");
        let shift = u32::from(half(bytes, 30).ok_or_else(broken)?);
        if !(7..=16).contains(&shift) {
            return Err(broken());
        }
        let mut file = Self {
            bytes,
            size: 1 << shift,
            table: Vec::new(),
            small_table: Vec::new(),
            small: Vec::new(),
            least: word(bytes, 56).unwrap_or(4096) as usize,
            entries: Vec::new(),
        };
        for sector in file.table_sectors() {
            let words = words(file.sector(sector));
            file.table.extend(words);
        }
        let listed = file.chain(word(bytes, 48).ok_or_else(broken)?, usize::MAX);
        file.entries = listed.chunks_exact(128).filter_map(entry).collect();
        let root = file.entries.first().ok_or_else(broken)?;
        let (begin, length) = (root.begin, root.length);
        file.small = file.chain(begin, length);
        let small_table = file.chain(word(bytes, 60).unwrap_or(u32::MAX), usize::MAX);
        file.small_table = words(&small_table).collect();
        Ok(file)
    }

    /// Sectors that hold the table of sectors: 109 in the header, others in sectors of their own.
    fn table_sectors(&self) -> Vec<u32> {
        let most = self.bytes.len() / self.size + 1;
        let header = self.bytes.get(76..512).unwrap_or_default();
        let mut out: Vec<u32> = words(header).filter(|own| *own < LAST_SECTOR).collect();
        let mut next = word(self.bytes, 68).unwrap_or(u32::MAX);
        let mut seen = 0;
        while next < LAST_SECTOR && seen < most && out.len() < most {
            let mut own: Vec<u32> = words(self.sector(next)).collect();
            next = own.pop().unwrap_or(u32::MAX);
            out.extend(own.into_iter().filter(|own| *own < LAST_SECTOR));
            seen += 1;
        }
        out.truncate(most);
        out
    }

    fn sector(&self, number: u32) -> &'a [u8] {
        let begin = (number as usize + 1).saturating_mul(self.size);
        let end = begin.saturating_add(self.size).min(self.bytes.len());
        self.bytes.get(begin..end).unwrap_or_default()
    }

    /// The bytes of a chain, at most so many and never more than the file has.
    fn chain(&self, begin: u32, length: usize) -> Vec<u8> {
        let most = length.min(self.bytes.len());
        let mut out = Vec::new();
        let mut next = begin;
        while next < LAST_SECTOR && out.len() < most {
            let sector = self.sector(next);
            if sector.is_empty() {
                break;
            }
            out.extend_from_slice(sector);
            next = self.table.get(next as usize).copied().unwrap_or(u32::MAX);
        }
        out.truncate(most);
        out
    }

    fn small_chain(&self, begin: u32, length: usize) -> Vec<u8> {
        let most = length.min(self.small.len());
        let mut out = Vec::new();
        let mut next = begin;
        while next < LAST_SECTOR && out.len() < most {
            let at = next as usize * 64;
            let end = (at + 64).min(self.small.len());
            let Some(sector) = self.small.get(at..end).filter(|own| !own.is_empty()) else {
                break;
            };
            out.extend_from_slice(sector);
            let after = self.small_table.get(next as usize);
            next = after.copied().unwrap_or(u32::MAX);
        }
        out.truncate(most);
        out
    }

    /// Whether a stream of that name is anywhere.
    pub(super) fn has(&self, name: &str) -> bool {
        let named = |own: &Entry| own.is_stream && own.name.eq_ignore_ascii_case(name);
        self.entries.iter().any(named)
    }

    /// A stream by its name: first of the file itself, then of anything that is embedded in it.
    pub(super) fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let named = |own: &&Entry| own.is_stream && own.name.eq_ignore_ascii_case(name);
        let own = self.top().into_iter().find(named);
        let entry = own.or_else(|| self.entries.iter().find(named))?;
        Some(if entry.length < self.least {
            self.small_chain(entry.begin, entry.length)
        } else {
            self.chain(entry.begin, entry.length)
        })
    }

    /// Entries of the file itself.
    fn top(&self) -> Vec<&Entry> {
        let mut out = Vec::new();
        let mut open: Vec<u32> = self
            .entries
            .first()
            .map(|root| root.links[2])
            .into_iter()
            .collect();
        while let Some(number) = open.pop() {
            if out.len() > self.entries.len() {
                break;
            }
            if let Some(entry) = self.entries.get(number as usize) {
                out.push(entry);
                open.extend(&entry.links[..2]);
            }
        }
        out
    }
}

fn entry(bytes: &[u8]) -> Option<Entry> {
    let length = usize::from(half(bytes, 64)?).clamp(2, 64) - 2;
    let units: Vec<u16> = bytes[..length]
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect();
    Some(Entry {
        name: String::from_utf16_lossy(&units),
        is_stream: bytes[66] == 2,
        begin: word(bytes, 116)?,
        length: word(bytes, 120)? as usize,
        links: [word(bytes, 68)?, word(bytes, 72)?, word(bytes, 76)?],
    })
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    words(bytes.get(at..at + 4)?).next()
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
