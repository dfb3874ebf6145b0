//! The catalogue of the country's units since 2023: read once from the shipped table, searched and matched
//! in memory. `cargo xtask catalogue` writes the table; what its sources do not tell is "chưa rõ" here.

mod read;
mod search;

use std::collections::HashMap;
use std::sync::OnceLock;

pub use search::{UnitOption, find_units, match_name, unit_by_code};

use crate::domain::Day;
use crate::domain::naming::{NameIndex, Names, Units, WrittenName};
use crate::domain::text::capitalise;

const TABLE: &str = include_str!("../../../../assets/catalogue/units.tsv");

/// Place of a unit in the catalogue.
pub type UnitIndex = usize;

/// A document of the catalogue.
#[derive(Debug, Clone, Copy)]
pub struct CatalogueDocument {
    /// Key.
    pub key: &'static str,
    /// Kind: "Nghị quyết".
    pub kind: &'static str,
    /// Số, ký hiệu.
    pub number: &'static str,
    /// Day of issue, when the sources tell.
    pub day: Option<Day>,
    /// Issuer.
    pub issuer: &'static str,
    /// Trích yếu.
    pub excerpt: &'static str,
}

/// What a unit was called, and where it belonged, from a day to a day.
#[derive(Debug, Clone, Copy)]
pub struct CatalogueVersion {
    /// Official code.
    pub code: &'static str,
    /// Kind in words.
    pub kind: &'static str,
    /// Name without kind.
    pub name: &'static str,
    /// The unit above.
    pub parent: Option<UnitIndex>,
    /// First day; none: since before the first source.
    pub from: Option<Day>,
    /// Last day; none: it goes on.
    pub to: Option<Day>,
    /// Whether the first day is known; else it is the latest possible one.
    pub from_sure: bool,
    /// Whether the last day is known; else it is the latest possible one.
    pub to_sure: bool,
    /// The document that made it so, as an index.
    pub document: Option<usize>,
}

impl CatalogueVersion {
    /// "Quận Bình Thủy".
    pub fn full_name(&self) -> String {
        capitalise(&format!("{} {}", self.short_kind(), self.name))
    }

    /// The kind as names carry it: a central city is a thành phố.
    pub fn short_kind(&self) -> &'static str {
        if self.kind.starts_with("thành phố") {
            "thành phố"
        } else {
            self.kind
        }
    }

    /// Whether it holds on that day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A territory of the catalogue.
#[derive(Debug)]
pub struct CatalogueUnit {
    /// Stable key: the code, with `@day` where a code has named another territory before.
    pub key: &'static str,
    /// Its versions in order of time; there is at least one.
    pub versions: Vec<CatalogueVersion>,
    /// Who followed it: unit, and whether only a part passed to it.
    pub heirs: Vec<(UnitIndex, bool)>,
    children: Vec<u32>,
    predecessors: Vec<u32>,
}

impl CatalogueUnit {
    /// The version on that day.
    pub fn on(&self, day: Day) -> Option<&CatalogueVersion> {
        self.versions.iter().find(|version| version.holds_on(day))
    }

    /// The version on that day, or the nearest one.
    pub fn near(&self, day: Day) -> &CatalogueVersion {
        self.on(day).unwrap_or_else(|| {
            let first = &self.versions[0];
            if first.from.is_some_and(|from| day < from) {
                first
            } else {
                self.latest()
            }
        })
    }

    /// Its last version.
    pub fn latest(&self) -> &CatalogueVersion {
        &self.versions[self.versions.len() - 1]
    }

    /// First day; none: since before the first source.
    pub fn begun(&self) -> Option<Day> {
        self.versions[0].from
    }

    /// The day on which it ended; none while it goes on.
    pub fn ended(&self) -> Option<Day> {
        self.latest().to
    }
}

/// The catalogue (danh mục đơn vị hành chính).
#[derive(Debug)]
pub struct Catalogue {
    /// Units in the order of the table.
    pub units: Vec<CatalogueUnit>,
    /// Documents.
    pub documents: Vec<CatalogueDocument>,
    keys: HashMap<&'static str, UnitIndex>,
    /// Names without diacritics one after another, and where each begins.
    folded: String,
    places: Vec<search::Place>,
    names: OnceLock<NameIndex<UnitIndex>>,
}

impl Catalogue {
    /// The catalogue; read on first use.
    pub fn get() -> &'static Self {
        static READ: OnceLock<Catalogue> = OnceLock::new();
        READ.get_or_init(Self::read_again)
    }

    /// Reads it anew, for measuring.
    pub fn read_again() -> Self {
        read::read(TABLE)
    }

    /// The first day of which its sources tell: what has no first day was there already.
    pub fn first_day() -> Option<Day> {
        let first = TABLE.lines().find(|line| line.starts_with("S\t"))?;
        first.split('\t').nth(2)?.parse().ok()
    }

    /// A unit by its key.
    pub fn by_key(&self, key: &str) -> Option<UnitIndex> {
        self.keys.get(key).copied()
    }

    /// All that were ever below a unit directly.
    pub fn children(&self, unit: UnitIndex) -> impl Iterator<Item = UnitIndex> {
        self.units[unit]
            .children
            .iter()
            .map(|child| *child as usize)
    }

    /// Whom a unit followed.
    pub fn predecessors(&self, unit: UnitIndex) -> impl Iterator<Item = UnitIndex> {
        self.units[unit]
            .predecessors
            .iter()
            .map(|one| *one as usize)
    }

    /// Units that bear a code on any day.
    pub fn bearers(&self, code: &str) -> Vec<UnitIndex> {
        self.names().bearers(self, code)
    }

    /// What names mean; built on first use.
    fn names(&self) -> &NameIndex<UnitIndex> {
        self.names.get_or_init(|| {
            let counts = self.units.iter().enumerate();
            NameIndex::new(self, counts.map(|(unit, own)| (unit, own.versions.len())))
        })
    }
}

impl Units for Catalogue {
    type Key = UnitIndex;

    fn called(&self, unit: UnitIndex, at: usize) -> Names<'_> {
        let version = &self.units[unit].versions[at];
        Names {
            code: version.code,
            kind: version.kind,
            name: version.name,
            short: "",
        }
    }

    fn days(&self, unit: UnitIndex, at: usize) -> (Option<Day>, Option<Day>) {
        let version = &self.units[unit].versions[at];
        (version.from, version.to)
    }

    fn exists(&self, unit: UnitIndex, day: Day) -> bool {
        self.units[unit].on(day).is_some()
    }

    fn lies_within(&self, unit: UnitIndex, day: Day, above: &WrittenName) -> bool {
        let mut current = self.units[unit].near(day).parent;
        while let Some(parent) = current {
            let version = self.units[parent].near(day);
            if above.fits(version.kind, version.name) || above.text == version.code {
                return true;
            }
            current = version.parent;
        }
        false
    }
}
