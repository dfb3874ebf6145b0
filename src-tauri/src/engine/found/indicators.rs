//! The dictionary that every book begins with: indicators of the catalogue and the 25 essential services.

use std::collections::HashMap;

use serde::Deserialize;

use super::keys::{DocumentData, Keys};
use super::services::{self, Section};
use super::{internal, optional_day, shipped};
use crate::domain::indicator::{
    Denominator, Direction, EnteredAt, Indicator, IndicatorKind, IndicatorVersion, Source,
};
use crate::domain::{Id, Result};
use crate::engine::dictionary::{FunnelData, write_funnel};
use crate::store::Tx;

const INDICATORS: &str = include_str!("../../../../assets/catalogue/indicators.json");

#[derive(Debug, Deserialize)]
struct IndicatorFile {
    sources: Vec<Source>,
    documents: Vec<DocumentData>,
    funnel: Vec<FunnelData>,
    indicators: Vec<IndicatorData>,
}

/// An indicator of shipped data; others are named by their codes.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct IndicatorData {
    pub(super) code: String,
    pub(super) kind: IndicatorKind,
    pub(super) direction: Direction,
    pub(super) group: String,
    pub(super) source: String,
    pub(super) entered_at: EnteredAt,
    pub(super) versions: Vec<VersionData>,
    #[serde(default)]
    pub(super) numerator: Option<String>,
    #[serde(default)]
    pub(super) denominators: Vec<DenominatorData>,
    #[serde(default)]
    pub(super) part_of: Option<String>,
    #[serde(default)]
    pub(super) in_grid: bool,
    #[serde(default)]
    pub(super) decimals: u8,
}

/// A version of name and definition; `decimals` only where they differ from the indicator's.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct VersionData {
    pub(super) from: Option<String>,
    pub(super) name: String,
    #[serde(default)]
    pub(super) short_name: String,
    pub(super) unit: String,
    #[serde(default)]
    pub(super) definition: String,
    #[serde(default)]
    pub(super) decimals: Option<u8>,
    pub(super) document: String,
}

/// What an indicator is compared with.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct DenominatorData {
    pub(super) code: String,
    pub(super) label: String,
}

/// Sections of the list of indicators that stand after their group.
pub fn sections() -> Result<Vec<Section>> {
    services::sections()
}

/// Writes the shipped dictionary with its documents; gives its codes.
pub(super) fn write_indicators(tx: &mut Tx<'_>, keys: &mut Keys) -> Result<HashMap<String, Id>> {
    let file: IndicatorFile = shipped("indicators.json", INDICATORS)?;
    keys.write_documents(tx, &file.documents)?;
    for source in &file.sources {
        tx.add(source)?;
    }
    let mut all = file.indicators;
    all.extend(services::indicators()?);
    let mut codes = HashMap::new();
    write_list(tx, keys, &all, 0, &mut codes)?;
    write_funnel(tx, &file.funnel)?;
    Ok(codes)
}

/// Writes indicators after those that they name, so that each is written once, whatever their order.
pub(super) fn write_list(
    tx: &mut Tx<'_>,
    keys: &Keys,
    all: &[IndicatorData],
    first_position: usize,
    codes: &mut HashMap<String, Id>,
) -> Result<()> {
    let mut waiting: Vec<(usize, &IndicatorData)> = all.iter().enumerate().collect();
    while !waiting.is_empty() {
        let before = waiting.len();
        let mut later = Vec::new();
        for (position, data) in waiting {
            let named = data.numerator.iter().chain(&data.part_of);
            if named.clone().all(|code| codes.contains_key(code)) {
                let id = tx.add(&record(data, first_position + position, codes))?;
                codes.insert(data.code.clone(), id);
            } else {
                later.push((position, data));
            }
        }
        if later.len() == before {
            return Err(internal("indicators that name what is not there"));
        }
        waiting = later;
    }
    for data in all {
        write_versions(tx, keys, data, codes)?;
    }
    Ok(())
}

fn record(data: &IndicatorData, position: usize, codes: &HashMap<String, Id>) -> Indicator {
    let of = |code: &Option<String>| code.as_ref().and_then(|code| codes.get(code)).copied();
    Indicator {
        code: data.code.clone(),
        kind: data.kind,
        direction: data.direction,
        group_key: data.group.clone(),
        source: data.source.clone(),
        entered_at: data.entered_at,
        numerator: of(&data.numerator),
        part_of: of(&data.part_of),
        in_grid: data.in_grid,
        position: position as i64,
    }
}

fn write_versions(
    tx: &mut Tx<'_>,
    keys: &Keys,
    data: &IndicatorData,
    codes: &HashMap<String, Id>,
) -> Result<()> {
    let of = |code: &str| {
        codes
            .get(code)
            .copied()
            .ok_or_else(|| internal(format!("no indicator {code}")))
    };
    let indicator = of(&data.code)?;
    for version in &data.versions {
        tx.add(&IndicatorVersion {
            indicator,
            from_day: optional_day(version.from.as_deref())?,
            name: version.name.clone(),
            short_name: version.short_name.clone(),
            unit: version.unit.clone(),
            decimals: version.decimals.unwrap_or(data.decimals),
            definition: version.definition.clone(),
            document: keys.document(Some(&version.document))?.map(|(id, _)| id),
        })?;
    }
    for (position, base) in data.denominators.iter().enumerate() {
        tx.add(&Denominator {
            indicator,
            base: of(&base.code)?,
            label: base.label.clone(),
            position: position as i64,
        })?;
    }
    Ok(())
}
