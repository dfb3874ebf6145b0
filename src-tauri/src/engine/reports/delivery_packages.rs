//! Packages that carried the figures of a record of figures handed over (gói dữ liệu đã giao nhận).

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::delivery::Record;
use super::sentences::counted;
use crate::domain::exchange::Package;
use crate::domain::instant::{parse_day, show_day};
use crate::domain::{Id, Result};
use crate::engine::submissions::{Delivery, Handed, HandedFigure};
use crate::store;

/// Digits of the digest that are printed: enough to tell two packages apart over the phone.
const DIGITS: usize = 16;

/// Packages that brought any of these figures, in the order of their numbers.
pub(super) fn carried(connection: &Connection, delivery: &Delivery) -> Result<Vec<Package>> {
    let figures = delivery.units.iter().flat_map(Handed::given);
    let ids: BTreeSet<Id> = figures.filter_map(|own| own.package).collect();
    let mut out = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(kept) = store::get::<Package>(connection, id)? {
            out.push(kept.record);
        }
    }
    out.sort_by_key(|own| own.number);
    Ok(out)
}

/// How the figures came, where packages brought any of them.
pub(super) fn sentence(own: &Record<'_>) -> Option<String> {
    if own.packages.is_empty() {
        return None;
    }
    if own.body.is_some() {
        let each: Vec<String> = own.packages.iter().map(one).collect();
        return Some(format!(
            "Số liệu được chuyển bằng gói dữ liệu có chữ ký số: {}.",
            each.join("; ")
        ));
    }
    let by_package = |figure: &HandedFigure| figure.package.is_some();
    let units = own.delivery.units.iter();
    let some = units.filter(|unit| unit.given().any(by_package)).count() as u32;
    Some(format!(
        "Trong đó {} {} chuyển số liệu bằng gói dữ liệu có chữ ký số ({} gói).",
        counted(some),
        own.office.unit_kind(),
        counted(own.packages.len() as u32)
    ))
}

/// "gói số 03, lập ngày 15/03/2024, mã kiểm tra 8F3A 1C2B 90D4 77E1".
fn one(package: &Package) -> String {
    let digits = package.digest.to_uppercase();
    let groups: Vec<&str> = (0..DIGITS / 4)
        .filter_map(|at| digits.get(at * 4..at * 4 + 4))
        .collect();
    let written = package.written.get(..10).unwrap_or_default();
    let written = parse_day(written).map_or_else(|_| String::new(), show_day);
    format!(
        "gói số {}, lập ngày {written}, mã kiểm tra {}",
        counted(package.number as u32),
        groups.join(" ")
    )
}
