//! Finding units: by typing, by a written name, by code and day.

use serde::Serialize;
use ts_rs::TS;

use super::{Catalogue, CatalogueVersion, UnitIndex};
use crate::domain::naming::{Meaning, WrittenName};
use crate::domain::text::fold;
use crate::domain::{Day, Error, ErrorCode, Result};

/// Most units that a search gives.
const MOST: usize = 50;

/// Where the folded name of a version lies: kind and name, name alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) begin: u32,
    pub(super) name: u32,
    pub(super) unit: u32,
    pub(super) at: u32,
}

/// A unit of the catalogue as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnitOption {
    /// What `new_book` takes: `31123@2024-11-01`, or the bare code while one unit bore it.
    pub root: String,
    /// Code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Kind in words.
    pub kind: String,
    /// Names of the units above, the next one first.
    pub parent: Option<String>,
    /// First day; none when the sources do not tell.
    pub from_day: Option<Day>,
    /// Last day.
    pub to_day: Option<Day>,
    /// Whether the first day is known; else it is the latest possible one.
    pub from_sure: bool,
    /// Whether the last day is known.
    pub to_sure: bool,
}

fn option(catalogue: &Catalogue, unit: UnitIndex, at: usize) -> UnitOption {
    let version = &catalogue.units[unit].versions[at];
    let root = match version.from.or(version.to) {
        Some(day) if catalogue.bearers(version.code).len() > 1 => {
            format!("{}@{day}", version.code)
        }
        _ => version.code.to_owned(),
    };
    UnitOption {
        root,
        code: version.code.to_owned(),
        name: version.full_name(),
        kind: version.kind.to_owned(),
        parent: above(catalogue, version),
        from_day: version.from,
        to_day: version.to,
        from_sure: version.from_sure,
        to_sure: version.to_sure,
    }
}

fn above(catalogue: &Catalogue, version: &CatalogueVersion) -> Option<String> {
    let day = version.to.or(version.from);
    let mut names = Vec::new();
    let mut current = version.parent;
    while let Some(unit) = current {
        let parent = &catalogue.units[unit];
        let shown = day.map_or(parent.latest(), |day| parent.near(day));
        names.push(shown.full_name());
        current = shown.parent;
    }
    (!names.is_empty()).then(|| names.join(", "))
}

/// How well a folded name fits: 1 whole, 2 from the beginning of a word, 3 elsewhere.
fn fit(full: &str, name: &str, wanted: &str) -> Option<u8> {
    if name == wanted || full == wanted {
        return Some(1);
    }
    let mut best = None;
    for (place, _) in full.match_indices(wanted) {
        if place == 0 || full.as_bytes()[place - 1] == b' ' {
            return Some(2);
        }
        best = Some(3);
    }
    best
}

/// Units that fit what was typed, without diacritics: whole names first, then beginnings of words, then the rest;
/// units that exist on `today` before those that have ended, higher ones before lower ones.
pub fn find_units(text: &str, today: Day) -> Vec<UnitOption> {
    let catalogue = Catalogue::get();
    let wanted = fold(text);
    let code = wanted.split('@').next().unwrap_or_default().to_owned();
    // "P. An Thới": the kind and the rest, else the text as it was typed.
    let written = WrittenName::read(text);
    let parts: Vec<(&[&str], String)> = written
        .parts()
        .map(|(kinds, rest)| (kinds, fold(rest)))
        .collect();
    let mut found: Vec<(u8, bool, usize, UnitIndex, usize)> = Vec::new();
    for (index, place) in catalogue.places.iter().enumerate() {
        let (unit, at) = (place.unit as usize, place.at as usize);
        let version = &catalogue.units[unit].versions[at];
        let rank = if wanted.is_empty() {
            // Before anything is typed: the provinces of today.
            (version.parent.is_none() && version.holds_on(today)).then_some(0)
        } else if version.code == code {
            Some(0)
        } else if version.code.starts_with(&code) && code.bytes().all(|b| b.is_ascii_digit()) {
            Some(2)
        } else {
            let end = catalogue
                .places
                .get(index + 1)
                .map_or(catalogue.folded.len(), |p| p.begin as usize);
            let full = &catalogue.folded[place.begin as usize..end];
            let name = &catalogue.folded[place.name as usize..end];
            parts
                .iter()
                .filter(|(kinds, _)| kinds.is_empty() || kinds.contains(&version.kind))
                .filter_map(|(kinds, rest)| {
                    fit(if kinds.is_empty() { full } else { name }, name, rest)
                })
                .min()
        };
        if let Some(rank) = rank {
            found.push((rank, !version.holds_on(today), version.code.len(), unit, at));
        }
    }
    found.sort_unstable();
    found.truncate(MOST);
    found
        .into_iter()
        .map(|(_, _, _, unit, at)| option(catalogue, unit, at))
        .collect()
}

impl Catalogue {
    /// What a written name means on a day: units with the number of the name that fits.
    pub fn meaning(&self, text: &str, day: Day) -> Meaning<(UnitIndex, usize)> {
        self.names().meaning(self, &WrittenName::read(text), day)
    }
}

/// What a written name means in the whole country on a day: one unit, or the candidates.
pub fn match_name(text: &str, day: Day) -> Meaning<UnitOption> {
    let catalogue = Catalogue::get();
    let shown = |(unit, at): (UnitIndex, usize)| option(catalogue, unit, at);
    let all = |items: Vec<(UnitIndex, usize)>| items.into_iter().map(shown).collect();
    match catalogue.meaning(text, day) {
        Meaning::One(item) => Meaning::One(shown(item)),
        Meaning::Several(items) => Meaning::Several(all(items)),
        Meaning::OfOtherKind(items) => Meaning::OfOtherKind(all(items)),
        Meaning::Nothing => Meaning::Nothing,
    }
}

/// The unit that bore a code on a day. Without a day of its own (`lenient`), a code that named one unit only
/// means that one, though it has ended.
pub fn unit_by_code(code: &str, day: Day, lenient: bool) -> Result<UnitIndex> {
    let catalogue = Catalogue::get();
    let bearers = catalogue.bearers(code);
    let on_day = bearers.iter().copied().find(|unit| {
        catalogue.units[*unit]
            .on(day)
            .is_some_and(|version| version.code == code)
    });
    let only = (lenient && bearers.len() == 1).then(|| bearers[0]);
    on_day.or(only).ok_or_else(|| {
        Error::new(ErrorCode::NoSuchRoot)
            .with("root", code)
            .with("day", day.format("%d/%m/%Y"))
    })
}
