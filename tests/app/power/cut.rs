//! What of the bytes that were not lasting is on the disk when the power has gone off.

use std::rc::Rc;

/// Bytes that a disk writes whole or not at all.
const SECTOR: usize = 512;

/// What of the things that are not lasting is on the disk when the power has gone off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cut {
    Ordered,
    Synced,
    Named,
    /// Some of it, by chance from that seed.
    Torn(u64),
}

impl Cut {
    pub const fn kind(self) -> u8 {
        match self {
            Self::Ordered => 0,
            Self::Synced => 1,
            Self::Named => 2,
            Self::Torn(_) => 3,
        }
    }
}

/// What happened to the bytes of a file.
#[derive(Debug, Clone)]
pub enum Change {
    Write(usize, Rc<[u8]>),
    Length(usize),
}

impl Change {
    pub fn apply(&self, to: &mut Vec<u8>) {
        match self {
            Self::Write(at, bytes) => write(to, *at, bytes),
            Self::Length(length) => to.resize(*length, 0),
        }
    }
}

fn write(to: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if to.len() < end {
        to.resize(end, 0);
    }
    to[at..end].copy_from_slice(bytes);
}

/// The bytes of a file: those that are lasting, with what is left of the changes since.
pub fn contents(kept: &[u8], loose: &[Change], cut: Cut, chance: &mut Chance) -> Vec<u8> {
    let mut out = kept.to_vec();
    for change in loose {
        match (cut, change) {
            (Cut::Ordered, _) => change.apply(&mut out),
            (Cut::Synced | Cut::Named, _) => {}
            (Cut::Torn(_), Change::Length(_)) => {
                if chance.below(2) == 0 {
                    change.apply(&mut out);
                }
            }
            (Cut::Torn(_), Change::Write(at, bytes)) => torn(&mut out, *at, bytes, chance),
        }
    }
    out
}

/// Writes all of it, nothing, or what lies on one side of where a sector begins.
fn torn(to: &mut Vec<u8>, at: usize, bytes: &[u8], chance: &mut Chance) {
    if chance.below(2) == 0 {
        return;
    }
    let first = SECTOR - at % SECTOR;
    let seams: Vec<usize> = (first..bytes.len()).step_by(SECTOR).collect();
    if seams.is_empty() || chance.below(2) == 0 {
        return write(to, at, bytes);
    }
    let seam = seams[chance.below(seams.len())];
    if chance.below(2) == 0 {
        write(to, at, &bytes[..seam]);
    } else {
        write(to, at + seam, &bytes[seam..]);
    }
}

/// Numbers that look like chance and are the same each time (splitmix64).
pub struct Chance(u64);

impl Chance {
    pub fn of(cut: Cut) -> Self {
        Self(match cut {
            Cut::Torn(seed) => seed,
            Cut::Ordered | Cut::Synced | Cut::Named => 0,
        })
    }

    /// A number below that one.
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut own = self.0;
        own = (own ^ (own >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        own = (own ^ (own >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((own ^ (own >> 31)) % most as u64) as usize
    }
}
