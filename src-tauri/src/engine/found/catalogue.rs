//! The built-in catalogue of units with their days and successions.

use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{optional_day, shipped};
use crate::domain::body::{Body, BodyClass, BodyVersion, Extent, Succession};
use crate::domain::book::Document;
use crate::domain::instant::parse_day;
use crate::domain::text::{capitalise, fold};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::profile::Letterhead;
use crate::store::Tx;

const UNITS: &str = include_str!("../../../../assets/catalogue/units.json");

#[derive(Debug, Deserialize)]
struct UnitFile {
    units: Vec<Unit>,
    successions: Vec<SuccessionData>,
    documents: Vec<DocumentData>,
}

/// A unit of the catalogue.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Unit {
    pub(super) key: String,
    code: String,
    name: String,
    kind: String,
    parent: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

#[derive(Debug, Deserialize)]
struct SuccessionData {
    predecessor: String,
    successor: String,
    day: String,
    extent: Extent,
    document: Option<String>,
}

/// A document of shipped data.
#[derive(Debug, Deserialize)]
pub(super) struct DocumentData {
    pub(super) key: String,
    #[serde(default)]
    kind: String,
    number: Option<String>,
    day: Option<String>,
    issuer: String,
    excerpt: Option<String>,
}

impl Unit {
    /// "Quận Bình Thủy".
    pub(super) fn full_name(&self) -> String {
        capitalise(&format!("{} {}", self.kind, self.name))
    }

    fn days(&self) -> Result<(Option<Day>, Option<Day>)> {
        Ok((
            optional_day(self.from.as_deref())?,
            optional_day(self.to.as_deref())?,
        ))
    }

    fn holds_on(&self, day: Day) -> bool {
        self.days()
            .is_ok_and(|(from, to)| from.is_none_or(|f| f <= day) && to.is_none_or(|t| day <= t))
    }
}

/// A unit to found a book for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnitOption {
    /// What `new_book` takes: `31123@2024-11-01`, or the bare code while one unit bore it.
    pub root: String,
    /// Code.
    pub code: String,
    /// Full name.
    pub name: String,
    /// Kind in words.
    pub kind: String,
    /// Name of the unit above.
    pub parent: Option<String>,
    /// First day; none when the sources do not tell.
    pub from_day: Option<Day>,
    /// Last day.
    pub to_day: Option<Day>,
}

/// Keys of shipped data to keys of the book.
#[derive(Debug, Default)]
pub(super) struct Keys {
    bodies: HashMap<String, Id>,
    documents: HashMap<String, (Id, Option<Day>)>,
}

impl Keys {
    pub(super) fn body(&self, key: &str) -> Result<Id> {
        self.bodies
            .get(key)
            .copied()
            .ok_or_else(|| super::internal(format!("no body {key}")))
    }

    pub(super) fn add_body(&mut self, key: &str, id: Id) {
        self.bodies.insert(key.to_owned(), id);
    }

    pub(super) fn document(&self, key: Option<&str>) -> Result<Option<(Id, Option<Day>)>> {
        key.map(|key| {
            self.documents
                .get(key)
                .copied()
                .ok_or_else(|| super::internal(format!("no document {key}")))
        })
        .transpose()
    }

    pub(super) fn write_documents(
        &mut self,
        tx: &mut Tx<'_>,
        documents: &[DocumentData],
    ) -> Result<()> {
        for data in documents {
            if self.documents.contains_key(&data.key) {
                continue;
            }
            let day = optional_day(data.day.as_deref())?;
            let record = Document {
                key: data.key.clone(),
                kind: data.kind.clone(),
                number: data.number.clone().unwrap_or_default(),
                day,
                issuer: data.issuer.clone(),
                excerpt: data.excerpt.clone().unwrap_or_default(),
            };
            let id = tx.add(&record)?;
            self.documents.insert(data.key.clone(), (id, day));
        }
        Ok(())
    }
}

fn units() -> Result<UnitFile> {
    shipped("units.json", UNITS)
}

/// Units of the catalogue that fit a typed code or name, without diacritics.
pub fn find_units(text: &str) -> Result<Vec<UnitOption>> {
    let file = units()?;
    let wanted = fold(text);
    let shared = |code: &str| file.units.iter().filter(|unit| unit.code == code).count() > 1;
    let mut out = Vec::new();
    for unit in &file.units {
        let full = unit.full_name();
        if !(wanted.is_empty() || unit.code.starts_with(&wanted) || fold(&full).contains(&wanted)) {
            continue;
        }
        let (from_day, to_day) = unit.days()?;
        let root = match (shared(&unit.code), from_day, to_day) {
            (true, Some(day), _) | (true, None, Some(day)) => format!("{}@{day}", unit.code),
            _ => unit.code.clone(),
        };
        let parent = unit
            .parent
            .as_ref()
            .and_then(|key| file.units.iter().find(|other| other.key == *key))
            .map(Unit::full_name);
        out.push(UnitOption {
            root,
            code: unit.code.clone(),
            name: full,
            kind: unit.kind.clone(),
            parent,
            from_day,
            to_day,
        });
    }
    out.truncate(50);
    Ok(out)
}

/// The unit that bore a code on a day. Without a day of its own, a code that named one unit only means that one,
/// though it has ended.
pub(super) fn unit_by_code(code: &str, day: Day, lenient: bool) -> Result<Unit> {
    let file = units()?;
    let bearers: Vec<&Unit> = file.units.iter().filter(|unit| unit.code == code).collect();
    let on_day = bearers.iter().find(|unit| unit.holds_on(day)).copied();
    let only = if lenient && bearers.len() == 1 {
        bearers.first().copied()
    } else {
        None
    };
    on_day.or(only).cloned().ok_or_else(|| {
        Error::new(ErrorCode::NoSuchRoot)
            .with("root", code)
            .with("day", day.format("%d/%m/%Y"))
    })
}

/// Writes the root with all that was ever below it, what it belongs to, and what followed.
pub(super) fn write(tx: &mut Tx<'_>, root: &Unit) -> Result<Keys> {
    let file = units()?;
    let wanted = related(&file, &root.key);
    let mut keys = Keys::default();
    keys.write_documents(tx, &file.documents)?;
    let chosen: Vec<&Unit> = file
        .units
        .iter()
        .filter(|unit| wanted.contains(unit.key.as_str()))
        .collect();
    for unit in &chosen {
        let id = tx.add(&Body {
            key: unit.key.clone(),
            class: BodyClass::Territory,
        })?;
        keys.add_body(&unit.key, id);
    }
    for (position, unit) in chosen.iter().enumerate() {
        let (from_day, to_day) = unit.days()?;
        let parent = unit
            .parent
            .as_ref()
            .filter(|key| wanted.contains(key.as_str()))
            .map(|key| keys.body(key))
            .transpose()?;
        tx.add(&BodyVersion {
            body: keys.body(&unit.key)?,
            from_day,
            to_day,
            code: unit.code.clone(),
            name: unit.name.clone(),
            kind: unit.kind.clone(),
            short_name: unit.name.clone(),
            parent,
            position: position as i64,
            from_sure: true,
            to_sure: true,
            document: None,
        })?;
    }
    for data in &file.successions {
        if wanted.contains(data.predecessor.as_str()) && wanted.contains(data.successor.as_str()) {
            tx.add(&Succession {
                predecessor: keys.body(&data.predecessor)?,
                successor: keys.body(&data.successor)?,
                day: parse_day(&data.day)?,
                extent: data.extent,
                day_sure: true,
                document: keys.document(data.document.as_deref())?.map(|(id, _)| id),
            })?;
        }
    }
    Ok(keys)
}

/// Keys of the root's subtree, its ancestors, and everything linked by succession, with the ancestors of those.
fn related<'a>(file: &'a UnitFile, root: &'a str) -> HashSet<&'a str> {
    let mut wanted: HashSet<&str> = HashSet::from([root]);
    loop {
        let size = wanted.len();
        for unit in &file.units {
            if unit
                .parent
                .as_deref()
                .is_some_and(|parent| wanted.contains(parent) && in_subtree(file, &unit.key, root))
            {
                wanted.insert(&unit.key);
            }
        }
        for link in &file.successions {
            if wanted.contains(link.predecessor.as_str()) {
                wanted.insert(&link.successor);
            }
        }
        for unit in &file.units {
            if let (true, Some(parent)) =
                (wanted.contains(unit.key.as_str()), unit.parent.as_deref())
            {
                wanted.insert(parent);
            }
        }
        if wanted.len() == size {
            return wanted;
        }
    }
}

fn in_subtree(file: &UnitFile, key: &str, root: &str) -> bool {
    let mut current = Some(key);
    for _ in 0..8 {
        match current {
            Some(key) if key == root => return true,
            Some(key) => {
                current = file
                    .units
                    .iter()
                    .find(|unit| unit.key == key)
                    .and_then(|unit| unit.parent.as_deref());
            }
            None => return false,
        }
    }
    false
}

/// A first letterhead; all of it is a setting of the office.
pub(super) fn letterhead_for(unit: &Unit) -> Result<Letterhead> {
    let above = units()?
        .units
        .into_iter()
        .find(|other| Some(&other.key) == unit.parent.as_ref());
    Ok(Letterhead {
        superior: None,
        issuer: vec![
            "ỦY BAN NHÂN DÂN".to_owned(),
            unit.full_name().to_uppercase(),
        ],
        issuer_name: format!("Ủy ban nhân dân {} {}", unit.kind, unit.name),
        symbol: "BC-UBND".to_owned(),
        place: unit.name.clone(),
        addressees: above
            .iter()
            .map(|above| format!("Ủy ban nhân dân {} {}", above.kind, above.name))
            .collect(),
        recipients: above
            .iter()
            .map(|_| "Như trên".to_owned())
            .chain(["Lưu: VT".to_owned()])
            .collect(),
        signature: vec!["TM. ỦY BAN NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()],
        signer: None,
    })
}
