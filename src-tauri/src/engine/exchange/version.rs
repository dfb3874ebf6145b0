//! By which dictionary and which units a book goes (phiên bản danh mục), so that two books can be told apart that mean
//! different things by one name.

use rusqlite::Connection;

use super::names::Names;
use super::policy::Relation;
use crate::domain::{Kind, Result};
use crate::exchange::Digest;
use crate::store::last_states;

/// The dictionary of indicators.
const CATALOGUE: [Kind; 3] = [Kind::Indicator, Kind::IndicatorVersion, Kind::Denominator];
/// The tree of units.
const UNITS: [Kind; 3] = [Kind::Body, Kind::BodyVersion, Kind::Succession];

/// The versions that a package names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Versions {
    pub(super) catalogue: Digest,
    pub(super) units: Digest,
}

/// The versions of this book for whoever stands to it as `to`: upwards of what it was given, since what a body defines
/// for itself concerns nobody above; else of all that it has.
pub(super) fn versions(connection: &Connection, to: Relation) -> Result<Versions> {
    let given = match to {
        Relation::Above => "id IN (SELECT id FROM origin)",
        Relation::Below | Relation::Peer => "1 = 1",
    };
    Ok(Versions {
        catalogue: digest(connection, &CATALOGUE, given)?,
        units: digest(connection, &UNITS, given)?,
    })
}

fn digest(connection: &Connection, kinds: &[Kind], condition: &str) -> Result<Digest> {
    let mut names = Names::new(connection);
    let mut told = Vec::new();
    for kind in kinds {
        let all = last_states(connection, *kind, condition)?;
        for own in all.into_iter().filter(|own| !own.ended) {
            let name = names.of(own.id)?;
            let fields = names.outward(*kind, own.image)?;
            told.push(format!("{name} {}\n", serde_json::Value::Object(fields)));
        }
    }
    told.sort_unstable();
    Ok(Digest::of(told.concat().as_bytes()))
}
