//! Bodies of the book on a day: names, codes, who belongs to whom, what a written name means.

use std::collections::HashMap;

use rusqlite::Connection;

use super::profile;
use crate::domain::body::{Body, BodyClass, BodyVersion};
use crate::domain::instant::parse_day;
use crate::domain::text::{fold, fold_body_name};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::store;

/// All bodies with all their versions.
#[derive(Debug)]
pub struct Directory {
    /// The body whose book it is.
    pub root: Id,
    bodies: HashMap<Id, Entry>,
    order: Vec<Id>,
}

#[derive(Debug)]
struct Entry {
    class: BodyClass,
    versions: Vec<BodyVersion>,
}

impl Directory {
    /// Reads them.
    pub fn load(connection: &Connection) -> Result<Self> {
        let mut bodies: HashMap<Id, Entry> = store::list::<Body>(connection, "1 = 1", &[])?
            .into_iter()
            .map(|kept| {
                (
                    kept.id,
                    Entry {
                        class: kept.record.class,
                        versions: Vec::new(),
                    },
                )
            })
            .collect();
        let mut order = Vec::new();
        for kept in
            store::list::<BodyVersion>(connection, "1 = 1 ORDER BY position, from_day, id", &[])?
        {
            let version = kept.record;
            if let Some(entry) = bodies.get_mut(&version.body) {
                if entry.versions.is_empty() {
                    order.push(version.body);
                }
                entry.versions.push(version);
            }
        }
        Ok(Self {
            root: profile::root(connection)?,
            bodies,
            order,
        })
    }

    /// What the body is called on that day; none when it does not exist then.
    pub fn version(&self, body: Id, day: Day) -> Option<&BodyVersion> {
        self.bodies
            .get(&body)?
            .versions
            .iter()
            .find(|version| version.holds_on(day))
    }

    /// Its version on that day, or the nearest one for naming it in history.
    pub fn any_version(&self, body: Id, day: Day) -> Option<&BodyVersion> {
        self.version(body, day)
            .or_else(|| self.bodies.get(&body)?.versions.last())
    }

    /// Whether the body exists on that day.
    pub fn alive(&self, body: Id, day: Day) -> bool {
        self.version(body, day).is_some()
    }

    /// "Phường An Thới", "Công an quận".
    pub fn name(&self, body: Id, day: Day) -> String {
        let class = self.class(body);
        self.any_version(body, day)
            .map_or_else(String::new, |version| version.full_name(class))
    }

    /// Code on that day.
    pub fn code(&self, body: Id, day: Day) -> String {
        self.any_version(body, day)
            .map_or_else(String::new, |version| version.code.clone())
    }

    /// Short name for narrow columns.
    pub fn short_name(&self, body: Id, day: Day) -> String {
        self.any_version(body, day)
            .map_or_else(String::new, |version| {
                if version.short_name.is_empty() {
                    version.full_name(self.class(body))
                } else {
                    version.short_name.clone()
                }
            })
    }

    /// Territory or organisation.
    pub fn class(&self, body: Id) -> BodyClass {
        self.bodies
            .get(&body)
            .map_or(BodyClass::Organization, |entry| entry.class)
    }

    /// Administrative units directly below the root that exist on that day, in order of their codes.
    pub fn units(&self, day: Day) -> Vec<Id> {
        self.below(self.root, day)
            .into_iter()
            .filter(|id| self.class(*id) == BodyClass::Territory)
            .collect()
    }

    /// Bodies directly below `parent` that exist on that day.
    pub fn below(&self, parent: Id, day: Day) -> Vec<Id> {
        self.order
            .iter()
            .copied()
            .filter(|id| {
                self.version(*id, day)
                    .is_some_and(|version| version.parent == Some(parent))
            })
            .collect()
    }

    /// All bodies that exist on that day.
    pub fn all(&self, day: Day) -> Vec<Id> {
        self.order
            .iter()
            .copied()
            .filter(|id| self.alive(*id, day))
            .collect()
    }

    /// What a written name or code means on a day: `31168`, `31123@2024-10-31`, "P. An Thới".
    /// An ambiguous name gives an error that names the candidates, never a guess.
    pub fn resolve(&self, text: &str, day: Day) -> Result<Id> {
        let (wanted, day) = match text.split_once('@') {
            Some((code, on)) => (code.trim(), parse_day(on)?),
            None => (text.trim(), day),
        };
        let missing = || {
            Error::new(ErrorCode::NoSuchBody)
                .with("body", text)
                .with("day", day.format("%d/%m/%Y"))
        };
        let candidates = self.candidates(wanted, day);
        match candidates.as_slice() {
            [one] => Ok(*one),
            [] => Err(missing()),
            several => {
                let names: Vec<String> = several
                    .iter()
                    .map(|id| format!("{} ({})", self.name(*id, day), self.code(*id, day)))
                    .collect();
                Err(Error::new(ErrorCode::AmbiguousBody)
                    .with("body", text)
                    .with("candidates", names.join(", ")))
            }
        }
    }

    fn candidates(&self, wanted: &str, day: Day) -> Vec<Id> {
        let alive = || {
            self.order
                .iter()
                .copied()
                .filter_map(|id| self.version(id, day).map(|version| (id, version)))
        };
        let by_code: Vec<Id> = alive()
            .filter(|(_, v)| v.code.eq_ignore_ascii_case(wanted))
            .map(|(id, _)| id)
            .collect();
        if !by_code.is_empty() || wanted.is_empty() {
            return by_code;
        }
        let (full, bare) = (fold(wanted), fold_body_name(wanted));
        let exact: Vec<Id> = alive()
            .filter(|(id, v)| {
                fold(&v.full_name(self.class(*id))) == full || fold(&v.short_name) == full
            })
            .map(|(id, _)| id)
            .collect();
        if !exact.is_empty() {
            return exact;
        }
        alive()
            .filter(|(_, v)| fold_body_name(&v.name) == bare)
            .map(|(id, _)| id)
            .collect()
    }
}
