//! Own indicators (chỉ tiêu riêng của sổ): code `<body code>.<slug>`, checked row by row, all or nothing.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde_json::json;

use super::Dictionary;
use crate::domain::body::BodyVersion;
use crate::domain::indicator::{
    Denominator, Direction, EnteredAt, Indicator, IndicatorKind, IndicatorVersion,
};
use crate::domain::task::TaskGroup;
use crate::domain::text::{clean, fold};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::store::{self, Book, Done, Operation, Tx};

/// Longest slug that is made of a name.
const LONGEST_SLUG: usize = 48;

/// An indicator to be added. Others are named by code or name, also those of the same list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct IndicatorEntry {
    /// `918.to_tu_quan`, or the slug alone; made of the name when empty.
    #[serde(default, alias = "slug")]
    pub code: String,
    /// Name.
    pub name: String,
    /// Short name for heads of tables.
    #[serde(default)]
    pub short_name: String,
    /// Kind.
    pub kind: IndicatorKind,
    /// Which way is better.
    #[serde(default = "up")]
    pub direction: Direction,
    /// Unit of measure.
    #[serde(default)]
    pub unit: String,
    /// Decimals, 0–4.
    #[serde(default)]
    pub decimals: u8,
    /// Key of the group of utilities.
    #[serde(default = "last_group")]
    pub group: String,
    /// Code or name of the official source.
    #[serde(default = "own_source")]
    pub source: String,
    /// Who enters it.
    #[serde(default = "any")]
    pub entered_at: EnteredAt,
    /// Definition.
    #[serde(default)]
    pub definition: String,
    /// Above the line, for a ratio.
    #[serde(default)]
    pub numerator: Option<String>,
    /// What it is compared with, the main one first.
    #[serde(default, alias = "denominators")]
    pub bases: Vec<BaseEntry>,
    /// Whether the entry grid shows it.
    #[serde(default)]
    pub in_grid: bool,
}

/// Something that an indicator is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct BaseEntry {
    /// Code or name of the base.
    #[serde(alias = "code")]
    pub base: String,
    /// How it is called beside the percentage; its name when empty.
    #[serde(default)]
    pub label: String,
}

const fn up() -> Direction {
    Direction::Up
}
const fn any() -> EnteredAt {
    EnteredAt::Any
}
fn last_group() -> String {
    "dd".to_owned()
}
fn own_source() -> String {
    "don_vi".to_owned()
}

impl IndicatorEntry {
    /// Names of all fields, for those who read files.
    pub const FIELDS: [&'static str; 16] = [
        "code",
        "slug",
        "name",
        "short_name",
        "kind",
        "direction",
        "unit",
        "decimals",
        "group",
        "source",
        "entered_at",
        "definition",
        "numerator",
        "bases",
        "denominators",
        "in_grid",
    ];
}

/// What a name in an entry means.
#[derive(Debug, Clone, Copy)]
enum Meant {
    /// An indicator of the book.
    Kept(Id),
    /// One of the same list, by its row.
    Row(usize),
}

/// What entries are checked against.
struct Ground {
    dictionary: Dictionary,
    groups: HashSet<String>,
    body_codes: HashSet<String>,
    root_code: String,
    today: Day,
}

/// An entry that was understood.
struct Understood {
    code: String,
    source: String,
    numerator: Option<Meant>,
    bases: Vec<(Meant, String)>,
}

/// Adds own indicators (thêm chỉ tiêu): all of them, or none and the refusal of every row that does not fit.
/// Rows are counted from 1.
pub fn add_indicators(
    book: &mut Book,
    entries: &[IndicatorEntry],
) -> Result<std::result::Result<Done<Vec<Id>>, Vec<(usize, Error)>>> {
    let ground = Ground::of(book)?;
    let codes: Vec<Result<String>> = entries.iter().map(|entry| ground.code(entry)).collect();
    let mut rows = Vec::new();
    let mut refused = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        match understand(&ground, entries, &codes, index, entry) {
            Ok(row) => rows.push(row),
            Err(error) => refused.push((index + 1, error)),
        }
    }
    if refused.is_empty() {
        refused.extend(cycles(entries, &rows));
    }
    if !refused.is_empty() {
        return Ok(Err(refused));
    }
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.trim()).collect();
    let operation = Operation::new("add_indicator", json!({ "name": names.join(", ") }));
    let position = ground
        .dictionary
        .all()
        .last()
        .map_or(0, |kept| kept.record.position + 1);
    Ok(Ok(book.transact(operation, |tx| {
        write(tx, entries, &rows, position)
    })?))
}

impl Ground {
    fn of(book: &Book) -> Result<Self> {
        let today = profile::today(book)?;
        book.read(|connection| {
            let directory = Directory::load(connection)?;
            let groups = store::list::<TaskGroup>(connection, "1 = 1", &[])?;
            let versions = store::list::<BodyVersion>(connection, "1 = 1", &[])?;
            Ok(Self {
                dictionary: Dictionary::load(connection)?,
                groups: groups.into_iter().map(|kept| kept.record.key).collect(),
                body_codes: versions.into_iter().map(|kept| kept.record.code).collect(),
                root_code: directory.code(directory.root, today),
                today,
            })
        })
    }

    /// The full code: that of the entry, or the root's with the slug.
    fn code(&self, entry: &IndicatorEntry) -> Result<String> {
        let given = entry.code.trim();
        let refuse = || Error::new(ErrorCode::BadSlug).with("slug", given);
        let (body, slug) = match given.split_once('.') {
            Some((body, slug)) if self.body_codes.contains(body) => (body, slug.to_owned()),
            Some(_) => return Err(refuse()),
            None if given.is_empty() => (self.root_code.as_str(), slug_of(&entry.name)),
            None => (self.root_code.as_str(), given.to_owned()),
        };
        let fits = slug.starts_with(|c: char| c.is_ascii_lowercase())
            && slug.len() <= 64
            && slug
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'.'));
        if fits {
            Ok(format!("{body}.{slug}"))
        } else {
            Err(refuse())
        }
    }
}

/// "Tổ tự quản 4.0" gives `to_tu_quan_4_0`.
fn slug_of(name: &str) -> String {
    let words: Vec<String> = fold(name)
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let mut slug = words.join("_");
    slug.truncate(LONGEST_SLUG);
    slug.trim_end_matches('_').to_owned()
}

fn understand(
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
fn cycles(entries: &[IndicatorEntry], rows: &[Understood]) -> Vec<(usize, Error)> {
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

/// Writes rows after those that they refer to, so that each is written once.
fn write(
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
