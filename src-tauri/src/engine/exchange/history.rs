//! Every package that came from a body or went to it, with what became of it (các gói đã gửi, đã nhận).

use std::collections::HashMap;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use crate::domain::exchange::{Direction, Package, PackageState, Receipt};
use crate::domain::{Id, Result};
use crate::exchange::manifest::CameTo;
use crate::store::{self, Kept};

/// What a taking came to, by rows (kết quả nhận).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct TakenCounts {
    /// When, by the clock there; empty where it was not told.
    pub taken: String,
    /// New.
    pub new: u32,
    /// Changed, merged or ended.
    pub changed: u32,
    /// There already, or something newer.
    pub same: u32,
    /// A person must choose a side.
    pub conflict: u32,
    /// Of closed periods.
    pub closed: u32,
    /// Laid apart.
    pub refused: u32,
}

impl From<&Receipt> for TakenCounts {
    fn from(own: &Receipt) -> Self {
        let count = |of: i64| u32::try_from(of).unwrap_or(u32::MAX);
        Self {
            taken: own.taken.clone(),
            new: count(own.new),
            changed: count(own.changed),
            same: count(own.same),
            conflict: count(own.conflict),
            closed: count(own.closed),
            refused: count(own.refused),
        }
    }
}

impl From<&CameTo> for TakenCounts {
    fn from(own: &CameTo) -> Self {
        let count = |of: u64| u32::try_from(of).unwrap_or(u32::MAX);
        Self {
            taken: own.taken.clone(),
            new: count(own.new),
            changed: count(own.changed),
            same: count(own.same),
            conflict: count(own.conflict),
            closed: count(own.closed),
            refused: count(own.refused),
        }
    }
}

/// A package as lists show it (gói).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PackageLine {
    /// Came or went.
    pub direction: Direction,
    /// What it is for, as its manifest says.
    pub kind: String,
    /// Its number.
    pub number: i64,
    /// When it was written.
    pub written: String,
    /// Period that it was written for; empty for none.
    pub period: String,
    /// What became of it.
    pub state: PackageState,
    /// What its taking came to; none where that is not known.
    pub came: Option<TakenCounts>,
}

/// What is known of takings, by package.
pub(super) struct Results(HashMap<Id, Receipt>);

impl Results {
    pub(super) fn load(connection: &Connection) -> Result<Self> {
        let mut out: HashMap<Id, Receipt> = HashMap::new();
        for kept in store::list::<Receipt>(connection, "1 = 1 ORDER BY seq", &[])? {
            let own = kept.record;
            // Where several machines of the receiver have said something, one that has it goes before one that has not.
            let known = out.get(&own.package);
            if known.is_none_or(|known| known.withdrawn || !own.withdrawn) {
                out.insert(own.package, own);
            }
        }
        Ok(Self(out))
    }

    pub(super) fn line(&self, kept: &Kept<Package>) -> PackageLine {
        let own = &kept.record;
        let told = self.0.get(&kept.id).filter(|own| !own.taken.is_empty());
        PackageLine {
            direction: own.direction,
            kind: own.kind.clone(),
            number: own.number,
            written: own.written.clone(),
            period: own.period.clone(),
            state: own.state,
            came: told.map(TakenCounts::from),
        }
    }
}

/// The packages that came from the machines of a body and those that were written for it, the newest first.
pub fn package_history(connection: &Connection, body: Id) -> Result<Vec<PackageLine>> {
    let results = Results::load(connection)?;
    let packages: Vec<Kept<Package>> = store::list(
        connection,
        "(direction = 'out' AND (receiver = ?1 OR receiver IN (SELECT id FROM site WHERE body = ?1))
          OR direction = 'in' AND site IN (SELECT id FROM site WHERE body = ?1)) ORDER BY id DESC",
        &[&body],
    )?;
    Ok(packages.iter().map(|kept| results.line(kept)).collect())
}
