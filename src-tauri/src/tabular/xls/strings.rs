//! Texts of records: bytes of a code page before BIFF8, marked as one or two bytes a sign since.

use encoding_rs::WINDOWS_1258;

use super::{half, word};
use crate::tabular::encoding::from_western;
use crate::tabular::shared::Shared;

/// How a stream writes its texts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Writing {
    /// BIFF8.
    pub unicode: bool,
    /// Code page of earlier ones.
    pub page: u16,
}

impl Writing {
    /// A text whose length stands before it in one or two bytes.
    pub(super) fn read(self, data: &[u8], at: usize, wide_length: bool) -> Option<String> {
        let (length, begin) = if wide_length {
            (usize::from(half(data, at)), at + 2)
        } else {
            (usize::from(*data.get(at)?), at + 1)
        };
        if !self.unicode {
            let end = (begin + length).min(data.len());
            return Some(self.bytes(data.get(begin..end)?));
        }
        let flags = *data.get(begin)?;
        let mut begin = begin + 1;
        begin += if flags & 8 == 0 { 0 } else { 2 };
        begin += if flags & 4 == 0 { 0 } else { 4 };
        let size = if flags & 1 == 0 { length } else { length * 2 };
        let end = (begin + size).min(data.len());
        let mut out = String::new();
        signs(data.get(begin..end)?, flags & 1 != 0, &mut out);
        Some(out)
    }

    fn bytes(self, bytes: &[u8]) -> String {
        if self.page == 1258 {
            return WINDOWS_1258
                .decode_without_bom_handling(bytes)
                .0
                .into_owned();
        }
        from_western(bytes)
    }
}

fn signs(bytes: &[u8], wide: bool, out: &mut String) {
    if wide {
        let units = bytes
            .chunks_exact(2)
            .map(|two| u16::from_le_bytes([two[0], two[1]]));
        out.extend(char::decode_utf16(units).map(|own| own.unwrap_or('\u{fffd}')));
    } else {
        out.extend(bytes.iter().map(|byte| char::from(*byte)));
    }
}

/// The texts that cells share, over the records that they are cut into. `false` when they break off.
pub(super) fn shared(records: &[&[u8]], shared: &mut Shared) -> bool {
    let Some(first) = records.first() else {
        return false;
    };
    let count = word(first, 4);
    let mut place = Place {
        records,
        record: 0,
        at: 8,
    };
    let mut text = String::new();
    for _ in 0..count {
        text.clear();
        if place.text(&mut text).is_none() {
            return false;
        }
        if !shared.push(&text) {
            return true;
        }
    }
    true
}

struct Place<'a> {
    records: &'a [&'a [u8]],
    record: usize,
    at: usize,
}

impl<'a> Place<'a> {
    /// What is left of the record, or the next one.
    fn here(&mut self) -> Option<&'a [u8]> {
        loop {
            let rest = self
                .records
                .get(self.record)?
                .get(self.at..)
                .unwrap_or_default();
            if !rest.is_empty() {
                return Some(rest);
            }
            self.record += 1;
            self.at = 0;
        }
    }

    fn byte(&mut self) -> Option<u8> {
        let byte = *self.here()?.first()?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        let mut out = 0usize;
        for place in 0..bytes {
            out |= usize::from(self.byte()?) << (8 * place);
        }
        Some(out)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            let step = self.here()?.len().min(bytes);
            self.at += step;
            bytes -= step;
        }
        Some(())
    }

    fn text(&mut self, out: &mut String) -> Option<()> {
        let mut left = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let further = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let mut wide = flags & 1 != 0;
        let mut record = self.record;
        while left > 0 {
            let mut rest = self.here()?;
            // Signs that go on in another record are marked anew.
            if self.record != record {
                record = self.record;
                wide = self.byte()? & 1 != 0;
                rest = self.here()?;
                if self.record != record {
                    continue;
                }
            }
            let each = if wide { 2 } else { 1 };
            let count = (rest.len() / each).min(left);
            if count == 0 {
                // Half a sign at the end of a record.
                self.at += rest.len();
                left -= 1;
                continue;
            }
            signs(&rest[..count * each], wide, out);
            self.at += count * each;
            left -= count;
        }
        self.skip(runs * 4)?;
        self.skip(further)
    }
}
