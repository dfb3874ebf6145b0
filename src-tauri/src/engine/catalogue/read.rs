//! The table, line by line. It is shipped: a line that cannot be read is left out here and found by the test
//! that reads every line.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::search::Place;
use super::{Catalogue, CatalogueDocument, CatalogueUnit, CatalogueVersion};
use crate::domain::Day;
use crate::domain::naming::base_letter;

/// About how many units there are.
const UNITS: usize = 15_000;

fn kind(letter: &str) -> Option<&'static str> {
    Some(match letter {
        "T" => "tỉnh",
        "C" => "thành phố trực thuộc trung ương",
        "Q" => "quận",
        "H" => "huyện",
        "X" => "thị xã",
        "P" => "thành phố",
        "p" => "phường",
        "x" => "xã",
        "t" => "thị trấn",
        "d" => "đặc khu",
        _ => return None,
    })
}

/// A day, and whether it is known: `~` before it says that it is only the latest possible one.
fn day(text: &str) -> (Option<Day>, bool) {
    match text.strip_prefix('~') {
        Some(rest) => (rest.parse().ok(), false),
        None if text.is_empty() => (None, true),
        None => (text.parse().ok(), true),
    }
}

/// Keys that a line names before their units are known.
#[derive(Default)]
struct Loose {
    parents: Vec<&'static str>,
    heirs: Vec<(&'static str, bool)>,
}

#[derive(Default)]
struct Reading {
    units: Vec<CatalogueUnit>,
    loose: Vec<Loose>,
    documents: Vec<CatalogueDocument>,
    document_keys: HashMap<&'static str, usize>,
}

pub(super) fn read(table: &'static str) -> Catalogue {
    let mut reading = Reading {
        units: Vec::with_capacity(UNITS),
        loose: Vec::with_capacity(UNITS),
        ..Reading::default()
    };
    for line in table.lines() {
        let mut cells = line.split('\t');
        match cells.next() {
            Some("D") => reading.document(cells),
            Some("U") => reading.version(true, cells),
            Some("V") => reading.version(false, cells),
            Some("H") => {
                if let Some(last) = reading.loose.last_mut() {
                    last.heirs.extend(cells.map(|cell| {
                        let part = cell.strip_suffix('*');
                        (part.unwrap_or(cell), part.is_some())
                    }));
                }
            }
            _ => {}
        }
    }
    reading.link()
}

impl Reading {
    fn document(&mut self, mut cells: impl Iterator<Item = &'static str>) {
        let mut next = || cells.next().unwrap_or_default();
        let (key, kind, number) = (next(), next(), next());
        let (day, issuer, excerpt) = (next().parse().ok(), next(), next());
        self.document_keys.insert(key, self.documents.len());
        self.documents.push(CatalogueDocument {
            key,
            kind,
            number,
            day,
            issuer,
            excerpt,
        });
    }

    fn version(&mut self, first: bool, mut cells: impl Iterator<Item = &'static str>) {
        let mut next = || cells.next().unwrap_or_default();
        let (key, code, letter, name) = (next(), next(), next(), next());
        let (parent, from, to, document) = (next(), next(), next(), next());
        let Some(kind) = kind(letter) else { return };
        if first {
            self.units.push(CatalogueUnit {
                key,
                versions: Vec::with_capacity(1),
                heirs: Vec::new(),
                children: Vec::new(),
                predecessors: Vec::new(),
            });
            self.loose.push(Loose::default());
        }
        let (Some(unit), Some(loose)) = (self.units.last_mut(), self.loose.last_mut()) else {
            return;
        };
        let own = unit.key.split('@').next().unwrap_or(unit.key);
        let ((from, from_sure), (to, to_sure)) = (day(from), day(to));
        unit.versions.push(CatalogueVersion {
            code: if code.is_empty() { own } else { code },
            kind,
            name,
            parent: None,
            from,
            to,
            from_sure,
            to_sure,
            document: self.document_keys.get(document).copied(),
        });
        loose.parents.push(parent);
    }

    fn link(self) -> Catalogue {
        let Self {
            mut units,
            loose,
            documents,
            ..
        } = self;
        let keys: HashMap<&'static str, usize> = units
            .iter()
            .enumerate()
            .map(|(at, unit)| (unit.key, at))
            .collect();
        let mut folded = String::with_capacity(units.len() * 20);
        let mut places = Vec::with_capacity(units.len());
        for (index, wanted) in loose.iter().enumerate() {
            for (at, parent) in wanted.parents.iter().enumerate() {
                let parent = keys.get(parent).copied();
                units[index].versions[at].parent = parent;
                if let Some(parent) = parent
                    && units[parent].children.last() != Some(&(index as u32))
                    && !units[parent].children.contains(&(index as u32))
                {
                    units[parent].children.push(index as u32);
                }
                let begin = folded.len() as u32;
                let version = &units[index].versions[at];
                fold_into(version.kind, &mut folded);
                folded.push(' ');
                let name = folded.len() as u32;
                fold_into(version.name, &mut folded);
                places.push(Place {
                    begin,
                    name,
                    unit: index as u32,
                    at: at as u32,
                });
            }
            for (heir, part) in &wanted.heirs {
                if let Some(heir) = keys.get(heir) {
                    units[index].heirs.push((*heir, *part));
                    units[*heir].predecessors.push(index as u32);
                }
            }
        }
        Catalogue {
            units,
            documents,
            keys,
            folded,
            places,
            names: OnceLock::new(),
        }
    }
}

/// As [`crate::domain::text::fold`] does, for names that are known to be composed and single-spaced.
fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
        } else {
            out.push(base_letter(c));
        }
    }
}
