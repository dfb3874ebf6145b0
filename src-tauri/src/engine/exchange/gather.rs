//! The rows of a package: every thing of its scope with its last state and what that state has seen.

use std::collections::{HashMap, HashSet};

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

/// What others have, so that it need not be told again.
#[derive(Debug, Clone, Default)]
pub(super) struct Since {
    /// The operation of this book up to which all of them have everything; 0 where one of them is owed all.
    pub(super) after: i64,
    /// Packages by which machines of the office brought what they tell each other themselves.
    pub(super) brought: HashSet<Id>,
}

struct Gathering<'a> {
    connection: &'a Connection,
    epochs: Epochs,
    known: Sites,
    names: Names<'a>,
    places: HashMap<Id, u32>,
    acts: HashMap<i64, (String, String)>,
    since: Option<&'a Since>,
    out: Gathered,
}

/// Reads the rows of a scope; with `since` only those that somebody may lack.
pub(super) fn gather(
    connection: &Connection,
    scope: &Scope,
    to: Relation,
    since: Option<&Since>,
) -> Result<Gathered> {
    let since = since.filter(|own| own.after > 0);
    let mut gathering = Gathering {
        connection,
        epochs: Epochs::load(connection)?,
        known: Sites::load(connection)?,
        names: Names::new(connection),
        places: HashMap::new(),
        acts: HashMap::new(),
        since,
        out: Gathered::default(),
    };
    for (kind, condition) in scope {
        let condition = since.map_or_else(|| condition.clone(), |own| narrowed(condition, own));
        let mut last = last_states(connection, *kind, &condition)?;
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

/// The condition, for what changed since. What only came to be seen by others has a new origin and no new state.
fn narrowed(condition: &str, since: &Since) -> String {
    let after = since.after;
    format!(
        "({condition}) AND (from_seq > {after} OR to_seq > {after}
           OR id IN (SELECT id FROM origin WHERE from_seq > {after}))"
    )
}

impl Gathering<'_> {
    fn add(&mut self, kind: Kind, last: Last) -> Result<()> {
        if self.known_there(&last)? {
            return Ok(());
        }
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

    /// Whether the others have that state: it is older than what they lack, or one of them brought it as it is.
    fn known_there(&self, last: &Last) -> Result<bool> {
        let Some(since) = self.since else {
            return Ok(false);
        };
        let given = origin::given(self.connection, last.id, i64::MAX - 1)?;
        let (from, package) = given.map_or((0, None), |(from, origin)| (from, origin.package));
        let changed = from.max(last.seq);
        let brought = from == changed && package.is_some_and(|own| since.brought.contains(&own));
        Ok(changed <= since.after || brought)
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
