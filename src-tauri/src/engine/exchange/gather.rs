//! The rows of a package: every thing of its scope with its last state and what that state has seen.

use std::collections::HashMap;

use rusqlite::{Connection, params};

use super::names::Names;
use super::policy::{self, Relation};
use super::scope::Scope;
use crate::domain::seen::Seen;
use crate::domain::{Error, ErrorCode, Id, Kind, Result};
use crate::exchange::row::Row;
use crate::exchange::{Hexed, SiteId};
use crate::store::origin::{self, Epochs, Sites};
use crate::store::{Last, last_states, sqlite};

/// Rows with the sites that they name by their place.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) rows: Vec<Row>,
    pub(super) sites: Vec<SiteId>,
}

struct Gathering<'a> {
    connection: &'a Connection,
    epochs: Epochs,
    known: Sites,
    names: Names<'a>,
    places: HashMap<Id, u32>,
    acts: HashMap<i64, (String, String)>,
    out: Gathered,
}

/// Reads the rows of a scope.
pub(super) fn gather(connection: &Connection, scope: &Scope, to: Relation) -> Result<Gathered> {
    let mut gathering = Gathering {
        connection,
        epochs: Epochs::load(connection)?,
        known: Sites::load(connection)?,
        names: Names::new(connection),
        places: HashMap::new(),
        acts: HashMap::new(),
        out: Gathered::default(),
    };
    for (kind, condition) in scope {
        let mut last = last_states(connection, *kind, condition)?;
        if *kind == Kind::Setting {
            last.retain(|own| {
                let key = own.image.get("key").and_then(serde_json::Value::as_str);
                policy::setting_travels(key.unwrap_or_default(), to)
            });
        }
        for own in last {
            gathering.add(*kind, own)?;
        }
    }
    Ok(gathering.out)
}

impl Gathering<'_> {
    fn add(&mut self, kind: Kind, last: Last) -> Result<()> {
        let seen = origin::seen(self.connection, &self.epochs, kind, last.id)?;
        // Nothing of it is left: it came in a package whose taking was taken back.
        if seen.is_empty() {
            return Ok(());
        }
        let (officer, moment) = self.act(&last)?;
        let vector = self.placed(&seen)?;
        let name = self.names.of(last.id)?;
        let fields = if last.ended {
            None
        } else {
            Some(self.names.outward(kind, last.image)?)
        };
        self.out.rows.push(Row {
            kind: kind.table().to_owned(),
            name,
            vector,
            officer,
            moment,
            fields,
        });
        Ok(())
    }

    /// Who gave the state, and when: there where it was given.
    fn act(&mut self, last: &Last) -> Result<(String, String)> {
        if let Some((from, given)) = origin::given(self.connection, last.id, last.seq)?
            && from == last.seq
        {
            return Ok((given.officer, given.moment));
        }
        if let Some(known) = self.acts.get(&last.seq) {
            return Ok(known.clone());
        }
        let act: (String, String) = self
            .connection
            .prepare_cached("SELECT officer, moment FROM operation WHERE seq = ?1")
            .and_then(|mut s| s.query_row(params![last.seq], |row| Ok((row.get(0)?, row.get(1)?))))
            .map_err(sqlite)?;
        self.acts.insert(last.seq, act.clone());
        Ok(act)
    }

    /// Sites by their place in the list of the package.
    fn placed(&mut self, seen: &Seen<Id>) -> Result<Vec<(u32, i64)>> {
        let mut out = Vec::with_capacity(seen.iter().len());
        for (site, seq) in seen.iter() {
            let place = if let Some(place) = self.places.get(&site) {
                *place
            } else {
                let uid = self.known.uid(site).ok_or_else(|| {
                    Error::new(ErrorCode::DamagedBook).detail(format!("site {site}"))
                })?;
                let place = self.out.sites.len() as u32;
                self.out.sites.push(Hexed(uid));
                self.places.insert(site, place);
                place
            };
            out.push((place, seq));
        }
        out.sort_unstable();
        Ok(out)
    }
}
