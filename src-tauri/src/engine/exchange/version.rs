//! By which dictionary and which units a book goes (phiên bản danh mục), so that two books can be told apart that mean
//! different things by one name.

use rusqlite::Connection;

use super::names::{Fields, Names};
use crate::domain::{Kind, Result};
use crate::exchange::Digest;
use crate::exchange::row::Row;
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

/// What a body above gives, from the rows that give it.
pub(super) fn of_rows(rows: &[Row]) -> Versions {
    let digest = |kinds: &[Kind]| {
        let of = rows
            .iter()
            .filter(|row| kinds.iter().any(|kind| kind.table() == row.kind));
        let live = of.filter_map(|row| Some(told(&row.name, row.fields.as_ref()?)));
        together(live.collect())
    };
    Versions {
        catalogue: digest(&CATALOGUE),
        units: digest(&UNITS),
    }
}

/// What this book was given from above: what a body defines for itself concerns nobody there.
pub(super) fn of_given(connection: &Connection) -> Result<Versions> {
    of_book(connection, "id IN (SELECT id FROM origin)")
}

/// All that this book has, which it gives to those below.
pub(super) fn of_all(connection: &Connection) -> Result<Versions> {
    of_book(connection, "1 = 1")
}

fn of_book(connection: &Connection, condition: &str) -> Result<Versions> {
    let mut names = Names::new(connection);
    let mut digest = |kinds: &[Kind]| -> Result<Digest> {
        let mut out = Vec::new();
        for kind in kinds {
            let all = last_states(connection, *kind, condition)?;
            for own in all.into_iter().filter(|own| !own.ended) {
                let name = names.of(own.id)?;
                out.push(told(&name, &names.outward(*kind, own.image)?));
            }
        }
        Ok(together(out))
    };
    Ok(Versions {
        catalogue: digest(&CATALOGUE)?,
        units: digest(&UNITS)?,
    })
}

fn told(name: &str, fields: &Fields) -> String {
    let mut fields: Vec<String> = fields
        .iter()
        .map(|(own, value)| format!("{own}={value}"))
        .collect();
    fields.sort_unstable();
    format!("{name} {}\n", fields.join(" "))
}

fn together(mut told: Vec<String>) -> Digest {
    told.sort_unstable();
    Digest::of(told.concat().as_bytes())
}
