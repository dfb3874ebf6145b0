//! The reporting units of a book on any day: territories below the root that have none below them.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;

use crate::domain::body::{BodyClass, BodyVersion};
use crate::domain::{Day, Id, Result};
use crate::engine::profile;
use crate::store::sqlite;

/// All territories with all their versions.
#[derive(Debug)]
pub(in crate::engine) struct Units {
    root: Id,
    versions: HashMap<Id, Vec<BodyVersion>>,
    order: Vec<Id>,
}

impl Units {
    /// Reads them. A statement of its own, since a province has thousands of them.
    pub(in crate::engine) fn load(connection: &Connection) -> Result<Self> {
        let sql = "SELECT v.body, v.from_day, v.to_day, v.code, v.name, v.kind, v.parent
                   FROM body_version v JOIN body b ON b.id = v.body AND b.to_seq IS NULL
                   WHERE v.to_seq IS NULL AND b.class = 'territory'
                   ORDER BY v.position, v.from_day, v.id";
        let day = |text: Option<String>| text.and_then(|text| text.parse::<Day>().ok());
        let mut statement = connection.prepare_cached(sql).map_err(sqlite)?;
        let rows = statement
            .query_map([], |row| {
                Ok(BodyVersion {
                    body: row.get(0)?,
                    from_day: day(row.get(1)?),
                    to_day: day(row.get(2)?),
                    code: row.get(3)?,
                    name: row.get(4)?,
                    kind: row.get(5)?,
                    short_name: String::new(),
                    parent: row.get(6)?,
                    position: 0,
                })
            })
            .map_err(sqlite)?;
        let mut units = Self {
            root: profile::root(connection)?,
            versions: HashMap::new(),
            order: Vec::new(),
        };
        for version in rows {
            let version = version.map_err(sqlite)?;
            let own = units.versions.entry(version.body).or_default();
            if own.is_empty() {
                units.order.push(version.body);
            }
            own.push(version);
        }
        Ok(units)
    }

    /// The reporting units of a day in the order of the book.
    pub(in crate::engine) fn leaves(&self, day: Day) -> Vec<Id> {
        let mut children: HashMap<Id, Vec<Id>> = HashMap::new();
        for id in &self.order {
            if let Some(parent) = self.on(*id, day).and_then(|version| version.parent) {
                children.entry(parent).or_default().push(*id);
            }
        }
        let mut found = HashSet::new();
        let mut open = vec![self.root];
        let mut seen = HashSet::from([self.root]);
        while let Some(id) = open.pop() {
            match children.get(&id) {
                Some(below) => open.extend(below.iter().filter(|child| seen.insert(**child))),
                None if id != self.root => drop(found.insert(id)),
                None => {}
            }
        }
        self.order
            .iter()
            .copied()
            .filter(|id| found.contains(id))
            .collect()
    }

    fn on(&self, body: Id, day: Day) -> Option<&BodyVersion> {
        self.versions
            .get(&body)?
            .iter()
            .find(|version| version.holds_on(day))
    }

    /// Code and full name on a day, or the nearest in history.
    pub(in crate::engine) fn named(&self, body: Id, day: Day) -> (String, String) {
        self.on(body, day)
            .or_else(|| self.versions.get(&body)?.last())
            .map_or_else(Default::default, |version| {
                (
                    version.code.clone(),
                    version.full_name(BodyClass::Territory),
                )
            })
    }

    /// Bodies in the order of the book among those given.
    pub(in crate::engine) fn in_order(&self, wanted: &HashSet<Id>) -> Vec<Id> {
        self.order
            .iter()
            .copied()
            .filter(|id| wanted.contains(id))
            .collect()
    }
}
