//! What changed of units and indicators between the sender's book and this one (thay đổi ở giữa): a package that was
//! written before a merger speaks of units that are no more.

use std::cell::OnceCell;

use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use ts_rs::TS;

use super::take::{Judged, Outcome, Verdict};
use super::version::{self, Versions};
use crate::domain::body::{BodyVersion, Extent, Succession};
use crate::domain::exchange::{Direction, Package};
use crate::domain::indicator::IndicatorVersion;
use crate::domain::instant::show_day;
use crate::domain::{Day, Kind, Record, Result};
use crate::engine::directory::Directory;
use crate::exchange::manifest::{Manifest, PackageKind};
use crate::store::{self, Kept, sqlite};

/// Changes that are named one by one at most; of the others their number is told.
const MOST_NAMED: usize = 12;

/// A change that one of the two books does not know yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PackageNews {
    /// `merged`, `split`, `unit`, `indicator`; `other_indicators`, `other_units` where the two books differ and nothing
    /// that is named says why; `more` for those that are not named.
    pub kind: String,
    /// What it is about: "Phường An Thới → Phường Bình Thủy"; the number of those that are not named.
    pub what: String,
    /// Since when, dd/mm/yyyy; empty for always.
    pub day: String,
}

/// Tells what changed in between.
pub(super) struct Told<'a> {
    connection: &'a Connection,
    directory: &'a Directory,
    day: Day,
    /// By which dictionary and units this book goes; read once for all packages.
    versions: OnceCell<Versions>,
}

/// Where this book stood in the last package of ours that the sender had taken; none where it names none.
fn last_known(connection: &Connection, outcome: &Outcome) -> Result<Option<i64>> {
    let Some(manifest) = &outcome.manifest else {
        return Ok(None);
    };
    let digests: Vec<String> = manifest
        .acknowledges
        .iter()
        .map(|own| own.digest.to_string())
        .collect();
    if digests.is_empty() {
        return Ok(None);
    }
    let marks = vec!["?"; digests.len()].join(", ");
    let table = Package::KIND.table();
    let sql = format!(
        "SELECT max(book_seq) FROM {table} WHERE to_seq IS NULL AND direction = 'out' AND digest IN ({marks})"
    );
    debug_assert_eq!(
        serde_json::json!(Direction::Out),
        "out",
        "as the condition says"
    );
    connection
        .query_row(&sql, params_from_iter(&digests), |row| row.get(0))
        .map_err(sqlite)
}

impl<'a> Told<'a> {
    pub(super) const fn of(connection: &'a Connection, directory: &'a Directory, day: Day) -> Self {
        Self {
            connection,
            directory,
            day,
            versions: OnceCell::new(),
        }
    }

    /// What changed in between: for a package from below what this book has and its sender had not seen when it wrote,
    /// for one from above what the package brings.
    pub(super) fn news(&self, outcome: &Outcome) -> Result<Vec<PackageNews>> {
        let mut out = match last_known(self.connection, outcome)? {
            Some(seq) => self.since(seq)?,
            None => self.brought(&outcome.rows),
        };
        if let Some(manifest) = &outcome.manifest {
            let differing = self.differing(manifest, &out)?;
            out.extend(differing);
        }
        if out.len() > MOST_NAMED {
            let more = out.len() - MOST_NAMED;
            out.truncate(MOST_NAMED);
            out.push(PackageNews {
                kind: "more".to_owned(),
                what: more.to_string(),
                day: String::new(),
            });
        }
        Ok(out)
    }

    /// A body below goes by another dictionary or other units than this book gave it, and nothing that is named says
    /// why: it changed them for itself, or never got them.
    fn differing(&self, manifest: &Manifest, named: &[PackageNews]) -> Result<Vec<PackageNews>> {
        let (PackageKind::Report, Some(catalogue), Some(units)) =
            (manifest.kind, manifest.catalogue, manifest.units)
        else {
            return Ok(Vec::new());
        };
        let own = if let Some(own) = self.versions.get() {
            *own
        } else {
            let own = version::of_all(self.connection)?;
            *self.versions.get_or_init(|| own)
        };
        let is_named = |kinds: &[&str]| named.iter().any(|own| kinds.contains(&own.kind.as_str()));
        let found = [
            (
                "other_indicators",
                catalogue != own.catalogue && !is_named(&["indicator"]),
            ),
            (
                "other_units",
                units != own.units && !is_named(&["merged", "split", "unit"]),
            ),
        ];
        let differs = found.into_iter().filter(|own| own.1);
        Ok(differs
            .map(|(kind, _)| PackageNews {
                kind: kind.to_owned(),
                what: String::new(),
                day: String::new(),
            })
            .collect())
    }

    fn since(&self, seq: i64) -> Result<Vec<PackageNews>> {
        fn later<R: Record>(connection: &Connection, seq: i64) -> Result<Vec<Kept<R>>> {
            store::list(connection, "from_seq > ?1 ORDER BY from_seq, id", &[&seq])
        }
        let mut out = Vec::new();
        for kept in later::<Succession>(self.connection, seq)? {
            out.push(self.succession(&kept.record));
        }
        for kept in later::<BodyVersion>(self.connection, seq)? {
            out.push(unit(&kept.record));
        }
        for kept in later::<IndicatorVersion>(self.connection, seq)? {
            out.push(indicator(&kept.record));
        }
        Ok(out)
    }

    fn brought(&self, rows: &[Judged]) -> Vec<PackageNews> {
        let taken = rows.iter().filter(|row| {
            matches!(
                row.verdict,
                Verdict::New | Verdict::Changed | Verdict::Joined
            )
        });
        taken.filter_map(|row| self.of_row(row)).collect()
    }

    fn of_row(&self, row: &Judged) -> Option<PackageNews> {
        let fields = serde_json::Value::Object(row.after.clone()?);
        match row.kind? {
            Kind::Succession => Some(self.succession(&serde_json::from_value(fields).ok()?)),
            Kind::BodyVersion => Some(unit(&serde_json::from_value(fields).ok()?)),
            Kind::IndicatorVersion => Some(indicator(&serde_json::from_value(fields).ok()?)),
            _ => None,
        }
    }

    fn succession(&self, own: &Succession) -> PackageNews {
        let name = |body| self.directory.name(body, self.day);
        PackageNews {
            kind: match own.extent {
                Extent::Whole => "merged",
                Extent::Part => "split",
            }
            .to_owned(),
            what: format!("{} → {}", name(own.predecessor), name(own.successor)),
            day: show_day(own.day),
        }
    }
}

fn unit(own: &BodyVersion) -> PackageNews {
    PackageNews {
        kind: "unit".to_owned(),
        what: own.name.clone(),
        day: own.from_day.map_or_else(String::new, show_day),
    }
}

fn indicator(own: &IndicatorVersion) -> PackageNews {
    PackageNews {
        kind: "indicator".to_owned(),
        what: own.name.clone(),
        day: own.from_day.map_or_else(String::new, show_day),
    }
}
