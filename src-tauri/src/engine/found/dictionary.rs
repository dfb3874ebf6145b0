//! What every book begins with: the dictionary of indicators and the calendar of working days.

use std::collections::HashMap;

use serde::Deserialize;

use super::{optional_day, shipped};
use crate::domain::book::CalendarDay;
use crate::domain::indicator::{
    Denominator, Direction, EnteredAt, Indicator, IndicatorKind, IndicatorVersion, Source,
};
use crate::domain::instant::parse_day;
use crate::domain::{Calendar, Id, Result};
use crate::store::Tx;

const INDICATORS: &str = include_str!("../../../../assets/catalogue/indicators.json");
const CALENDAR: &str = include_str!("../../../../assets/catalogue/calendar.json");

#[derive(Debug, Deserialize)]
struct CalendarFile {
    years: Vec<CalendarYear>,
}

#[derive(Debug, Deserialize)]
struct CalendarYear {
    holidays: Vec<CalendarEntry>,
    working_days: Vec<CalendarEntry>,
}

#[derive(Debug, Deserialize)]
struct CalendarEntry {
    day: String,
    name: String,
}

/// Holidays and swapped days that are shipped.
fn calendar_days() -> Result<Vec<CalendarDay>> {
    let file: CalendarFile = shipped("calendar.json", CALENDAR)?;
    let mut out = Vec::new();
    for year in file.years {
        for (entries, working) in [(year.holidays, false), (year.working_days, true)] {
            for entry in entries {
                out.push(CalendarDay {
                    day: parse_day(&entry.day)?,
                    working,
                    name: entry.name,
                });
            }
        }
    }
    Ok(out)
}

/// The calendar that a new book begins with; for what is asked without a book.
pub fn shipped_calendar() -> Result<Calendar> {
    Ok(Calendar::new(
        calendar_days()?
            .into_iter()
            .map(|own| (own.day, own.working)),
    ))
}

/// Writes the shipped calendar.
pub(super) fn write_calendar(tx: &mut Tx<'_>) -> Result<()> {
    calendar_days()?
        .iter()
        .try_for_each(|day| tx.add(day).map(drop))
}

#[derive(Debug, Deserialize)]
struct IndicatorFile {
    sources: Vec<Source>,
    indicators: Vec<IndicatorData>,
}

#[derive(Debug, Deserialize)]
struct IndicatorData {
    code: String,
    kind: IndicatorKind,
    direction: Direction,
    group: String,
    source: String,
    entered_at: EnteredAt,
    versions: Vec<VersionData>,
    numerator: Option<String>,
    #[serde(default)]
    denominators: Vec<DenominatorData>,
    part_of: Option<String>,
    in_grid: bool,
    #[serde(default)]
    decimals: u8,
}

#[derive(Debug, Deserialize)]
struct VersionData {
    from: Option<String>,
    name: String,
    #[serde(default)]
    short_name: String,
    unit: String,
    #[serde(default)]
    definition: String,
}

#[derive(Debug, Deserialize)]
struct DenominatorData {
    code: String,
    label: String,
}

/// Writes the shipped dictionary.
pub(super) fn write_indicators(tx: &mut Tx<'_>) -> Result<HashMap<String, Id>> {
    let file: IndicatorFile = shipped("indicators.json", INDICATORS)?;
    for source in &file.sources {
        tx.add(source)?;
    }
    let mut ids: HashMap<String, Id> = HashMap::new();
    let of = |ids: &HashMap<String, Id>, code: &Option<String>| -> Result<Option<Id>> {
        code.as_ref()
            .map(|code| {
                ids.get(code)
                    .copied()
                    .ok_or_else(|| super::internal(format!("no indicator {code}")))
            })
            .transpose()
    };
    let record = |data: &IndicatorData, position: usize, numerator, part_of| Indicator {
        code: data.code.clone(),
        kind: data.kind,
        direction: data.direction,
        group_key: data.group.clone(),
        source: data.source.clone(),
        entered_at: data.entered_at,
        numerator,
        part_of,
        in_grid: data.in_grid,
        position: position as i64,
    };
    for (position, data) in file.indicators.iter().enumerate() {
        ids.insert(
            data.code.clone(),
            tx.add(&record(data, position, None, None))?,
        );
    }
    for (position, data) in file.indicators.iter().enumerate() {
        let id = ids[&data.code];
        let (numerator, part_of) = (of(&ids, &data.numerator)?, of(&ids, &data.part_of)?);
        if numerator.is_some() || part_of.is_some() {
            tx.set(id, &record(data, position, numerator, part_of))?;
        }
        for version in &data.versions {
            tx.add(&IndicatorVersion {
                indicator: id,
                from_day: optional_day(version.from.as_deref())?,
                name: version.name.clone(),
                short_name: version.short_name.clone(),
                unit: version.unit.clone(),
                decimals: data.decimals,
                definition: version.definition.clone(),
            })?;
        }
        for (position, base) in data.denominators.iter().enumerate() {
            let base_id = of(&ids, &Some(base.code.clone()))?.unwrap_or_default();
            tx.add(&Denominator {
                indicator: id,
                base: base_id,
                label: base.label.clone(),
                position: position as i64,
            })?;
        }
    }
    Ok(ids)
}
