//! What changed of units and indicators between the sender's book and this one (thay đổi ở giữa): a package that was
//! written before a merger speaks of units that are no more.

use rusqlite::{Connection, params_from_iter};
use serde::Serialize;
use ts_rs::TS;

use super::take::{Judged, Outcome, Verdict};
use crate::domain::body::{BodyVersion, Extent, Succession};
use crate::domain::exchange::{Direction, Package};
use crate::domain::indicator::IndicatorVersion;
use crate::domain::instant::show_day;
use crate::domain::{Day, Kind, Record, Result};
use crate::engine::directory::Directory;
use crate::store::{self, Kept, sqlite};

/// Changes that are named one by one at most; of the others their number is told.
const MOST_NAMED: usize = 12;

/// A change that one of the two books does not know yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct PackageNews {
    /// `merged`, `split`, `unit`, `indicator`; `more` for those that are not named.
    pub kind: String,
    /// What it is about: "Phường An Thới → Phường Bình Thủy"; the number of those that are not named.
    pub what: String,
    /// Since when, dd/mm/yyyy; empty for always.
    pub day: String,
}

/// What changed in between: for a package from below what this book has and its sender had not seen when it wrote, for
/// one from above what the package brings.
pub(super) fn news(
    connection: &Connection,
    directory: &Directory,
    outcome: &Outcome,
    day: Day,
) -> Result<Vec<PackageNews>> {
    let told = Told { directory, day };
    let mut out = match last_known(connection, outcome)? {
        Some(seq) => told.since(connection, seq)?,
        None => told.brought(&outcome.rows),
    };
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

struct Told<'a> {
    directory: &'a Directory,
    day: Day,
}

impl Told<'_> {
    fn since(&self, connection: &Connection, seq: i64) -> Result<Vec<PackageNews>> {
        fn later<R: Record>(connection: &Connection, seq: i64) -> Result<Vec<Kept<R>>> {
            store::list(connection, "from_seq > ?1 ORDER BY from_seq, id", &[&seq])
        }
        let mut out = Vec::new();
        for kept in later::<Succession>(connection, seq)? {
            out.push(self.succession(&kept.record));
        }
        for kept in later::<BodyVersion>(connection, seq)? {
            out.push(unit(&kept.record));
        }
        for kept in later::<IndicatorVersion>(connection, seq)? {
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
        taken.filter_map(|row| self.of(row)).collect()
    }

    fn of(&self, row: &Judged) -> Option<PackageNews> {
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
