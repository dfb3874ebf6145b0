//! Writing new indicators in the order of their parts.

use std::collections::HashMap;

use super::IndicatorEntry;
use super::check::Understood;
use super::ground::Meant;
use crate::domain::indicator::{Denominator, Indicator, IndicatorKind, IndicatorVersion};
use crate::domain::text::clean;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::store::Tx;

/// Writes rows after those that they refer to, so that each is written once.
pub(super) fn write(
    tx: &mut Tx<'_>,
    entries: &[IndicatorEntry],
    rows: &[Understood],
    first_position: i64,
) -> Result<Vec<Id>> {
    let mut ids: HashMap<usize, Id> = HashMap::new();
    let id_of = |ids: &HashMap<usize, Id>, which: Meant| match which {
        Meant::Kept(id) => Some(id),
        Meant::Row(row) => ids.get(&row).copied(),
    };
    while ids.len() < rows.len() {
        let before = ids.len();
        for (index, (row, entry)) in rows.iter().zip(entries).enumerate() {
            let ready = row
                .bases
                .iter()
                .map(|(which, _)| *which)
                .chain(row.numerator)
                .all(|which| id_of(&ids, which).is_some());
            if ids.contains_key(&index) || !ready {
                continue;
            }
            let numerator = row.numerator.and_then(|which| id_of(&ids, which));
            let position = first_position + index as i64;
            let id = tx.add(&indicator(row, entry, numerator, position))?;
            tx.add(&version(id, entry))?;
            for (position, (which, label)) in row.bases.iter().enumerate() {
                tx.add(&Denominator {
                    indicator: id,
                    base: id_of(&ids, *which).unwrap_or(id),
                    label: label.clone(),
                    position: position as i64,
                })?;
            }
            ids.insert(index, id);
        }
        if ids.len() == before {
            return Err(Error::new(ErrorCode::Internal).detail("rows that wait for each other"));
        }
    }
    Ok((0..rows.len())
        .filter_map(|row| ids.get(&row).copied())
        .collect())
}

fn indicator(
    row: &Understood,
    entry: &IndicatorEntry,
    numerator: Option<Id>,
    position: i64,
) -> Indicator {
    Indicator {
        code: row.code.clone(),
        kind: entry.kind,
        direction: entry.direction,
        group_key: entry.group.clone(),
        source: row.source.clone(),
        entered_at: entry.entered_at,
        numerator,
        part_of: None,
        in_grid: entry.in_grid && entry.kind != IndicatorKind::Ratio,
        position,
    }
}

fn version(indicator: Id, entry: &IndicatorEntry) -> IndicatorVersion {
    IndicatorVersion {
        indicator,
        from_day: None,
        name: clean(&entry.name),
        short_name: clean(&entry.short_name),
        unit: clean(&entry.unit),
        decimals: entry.decimals,
        definition: clean(&entry.definition),
        document: None,
    }
}
