//! Whether a new indicator fits: its names, its source, the kinds of its parts.

use std::collections::{HashMap, HashSet};

use super::IndicatorEntry;
use super::ground::{Ground, Meant};
use crate::domain::indicator::IndicatorKind;
use crate::domain::text::{clean, fold};
use crate::domain::{Error, ErrorCode, Result};

/// An entry that was understood.
pub(super) struct Understood {
    pub(super) code: String,
    pub(super) source: String,
    pub(super) numerator: Option<Meant>,
    pub(super) bases: Vec<(Meant, String)>,
}

/// Understands one row, or says what does not fit.
pub(super) fn understand(
    ground: &Ground,
    entries: &[IndicatorEntry],
    codes: &[Result<String>],
    index: usize,
    entry: &IndicatorEntry,
) -> Result<Understood> {
    let dictionary = &ground.dictionary;
    let code = codes
        .get(index)
        .cloned()
        .unwrap_or_else(|| ground.code(entry))?;
    let name = clean(&entry.name);
    if name.is_empty() {
        return Err(Error::new(ErrorCode::ReasonNeeded).with("what", "tên chỉ tiêu"));
    }
    let taken = dictionary.by_code(&code).is_some()
        || dictionary.resolve(&name).is_ok()
        || codes.iter().zip(entries).take(index).any(|(other, row)| {
            other.as_ref().is_ok_and(|other| *other == code) || fold(&row.name) == fold(&name)
        });
    if taken {
        return Err(Error::new(ErrorCode::IndicatorExists)
            .with("name", name)
            .with("code", code));
    }
    if entry.decimals > 4 || (entry.kind == IndicatorKind::YesNo && entry.decimals > 0) {
        return Err(Error::new(ErrorCode::BadDecimals).with("decimals", entry.decimals));
    }
    if !ground.groups.contains(&entry.group) {
        return Err(Error::new(ErrorCode::NoSuchGroup).with("group", &entry.group));
    }
    let source = dictionary
        .sources()
        .iter()
        .find(|source| source.code == entry.source || fold(&source.name) == fold(&entry.source))
        .ok_or_else(|| Error::new(ErrorCode::NoSuchSource).with("source", &entry.source))?;
    let meaning = |text: &str| meant(ground, entries, codes, text);
    let numerator = entry.numerator.as_deref().map(meaning).transpose()?;
    let mut bases = Vec::new();
    for base in &entry.bases {
        let which = meaning(&base.base)?;
        let label = clean(&base.label);
        let label = if label.is_empty() {
            name_of(ground, entries, which)
        } else {
            label
        };
        bases.push((which, label));
    }
    parts_fit(ground, entries, entry, numerator, &bases)?;
    Ok(Understood {
        code,
        source: source.code.clone(),
        numerator,
        bases,
    })
}

fn meant(
    ground: &Ground,
    entries: &[IndicatorEntry],
    codes: &[Result<String>],
    text: &str,
) -> Result<Meant> {
    let wanted = text.trim();
    let row = codes.iter().zip(entries).position(|(code, entry)| {
        code.as_ref().is_ok_and(|code| code == wanted)
            || (!wanted.is_empty() && entry.code.trim() == wanted)
            || fold(&entry.name) == fold(wanted)
    });
    row.map_or_else(
        || ground.dictionary.resolve(wanted).map(Meant::Kept),
        |row| Ok(Meant::Row(row)),
    )
}

fn name_of(ground: &Ground, entries: &[IndicatorEntry], which: Meant) -> String {
    match which {
        Meant::Kept(id) => ground.dictionary.name(id, ground.today),
        Meant::Row(row) => entries
            .get(row)
            .map(|entry| clean(&entry.name))
            .unwrap_or_default(),
    }
}

/// A ratio has both parts; an index and a yes have none; parts are counts, and a flow stands only over or
/// under what can be said of the same window.
fn parts_fit(
    ground: &Ground,
    entries: &[IndicatorEntry],
    entry: &IndicatorEntry,
    numerator: Option<Meant>,
    bases: &[(Meant, String)],
) -> Result<()> {
    let kind_of = |which: Meant| match which {
        Meant::Kept(id) => ground.dictionary.get(id).map(|own| own.kind),
        Meant::Row(row) => entries.get(row).map(|row| row.kind),
    };
    let refuse = |code: ErrorCode| Err(Error::new(code).with("name", entry.name.trim()));
    let above = match entry.kind {
        IndicatorKind::Ratio => match numerator.filter(|_| !bases.is_empty()) {
            Some(numerator) => kind_of(numerator),
            None => return refuse(ErrorCode::RatioParts),
        },
        IndicatorKind::Index | IndicatorKind::YesNo => {
            return if numerator.is_some() || !bases.is_empty() {
                refuse(ErrorCode::NoParts)
            } else {
                Ok(())
            };
        }
        kind if numerator.is_some() => {
            return Err(Error::new(ErrorCode::KindMismatch)
                .with("name", entry.name.trim())
                .with("kind", kind.words()));
        }
        kind => Some(kind),
    };
    let counts = |kind: Option<IndicatorKind>| kind.is_some_and(IndicatorKind::is_summable);
    let fits = counts(above)
        && bases.iter().all(|(base, _)| {
            let below = kind_of(*base);
            counts(below) && (below == Some(IndicatorKind::Stock) || below == above)
        });
    if fits {
        Ok(())
    } else {
        Err(Error::new(ErrorCode::KindMismatch)
            .with("name", entry.name.trim())
            .with("kind", entry.kind.words()))
    }
}

/// Rows that are compared with themselves, directly or through others of the list.
pub(super) fn cycles(entries: &[IndicatorEntry], rows: &[Understood]) -> Vec<(usize, Error)> {
    let below: HashMap<usize, Vec<usize>> = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let parts = row
                .bases
                .iter()
                .map(|(which, _)| *which)
                .chain(row.numerator);
            let own = parts.filter_map(|which| match which {
                Meant::Row(row) => Some(row),
                Meant::Kept(_) => None,
            });
            (index, own.collect())
        })
        .collect();
    let reaches_itself = |start: usize| {
        let (mut seen, mut open) = (HashSet::new(), below[&start].clone());
        while let Some(next) = open.pop() {
            if next == start {
                return true;
            }
            if seen.insert(next) {
                open.extend(below.get(&next).into_iter().flatten());
            }
        }
        false
    };
    (0..rows.len())
        .filter(|row| reaches_itself(*row))
        .filter_map(|row| {
            let name = entries.get(row)?.name.trim();
            Some((
                row + 1,
                Error::new(ErrorCode::IndicatorCycle).with("name", name),
            ))
        })
        .collect()
}
