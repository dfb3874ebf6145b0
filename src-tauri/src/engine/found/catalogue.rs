//! The units of a book, taken from the built-in catalogue: the root with all that was ever below it, who came
//! before and who follows, and the documents that made it so.

use std::collections::BTreeSet;

use super::keys::Keys;
use crate::domain::body::{Body, BodyClass, BodyVersion, Extent, Succession};
use crate::domain::book::Document;
use crate::domain::text::uncapitalise;
use crate::domain::{Day, Id, Result};
use crate::engine::catalogue::{Catalogue, CatalogueVersion, UnitIndex};
use crate::engine::letterheads::Letterhead;
use crate::store::Tx;

/// Writes the root and all that belongs to its history.
pub(super) fn write(tx: &mut Tx<'_>, root: UnitIndex) -> Result<Keys> {
    let catalogue = Catalogue::get();
    let chosen = related(catalogue, root);
    let mut keys = Keys::default();
    for unit in &chosen {
        let key = catalogue.units[*unit].key;
        let id = tx.add(&Body {
            key: key.to_owned(),
            class: BodyClass::Territory,
        })?;
        keys.add_body(key, id);
    }
    for (position, unit) in chosen.iter().enumerate() {
        write_versions(tx, &mut keys, &chosen, *unit, position as i64)?;
    }
    for unit in &chosen {
        write_heirs(tx, &mut keys, &chosen, *unit)?;
    }
    Ok(keys)
}

fn write_versions(
    tx: &mut Tx<'_>,
    keys: &mut Keys,
    chosen: &[UnitIndex],
    unit: UnitIndex,
    position: i64,
) -> Result<()> {
    let catalogue = Catalogue::get();
    let own = &catalogue.units[unit];
    for version in &own.versions {
        let parent = version.parent.filter(|parent| chosen.contains(parent));
        let record = BodyVersion {
            body: keys.body(own.key)?,
            from_day: version.from,
            to_day: version.to,
            from_sure: version.from.is_some() && version.from_sure,
            to_sure: version.to_sure,
            code: version.code.to_owned(),
            name: version.name.to_owned(),
            kind: version.short_kind().to_owned(),
            short_name: version.name.to_owned(),
            parent: parent
                .map(|at| keys.body(catalogue.units[at].key))
                .transpose()?,
            position,
            document: document(tx, keys, version.document)?,
        };
        tx.add(&record)?;
    }
    Ok(())
}

fn write_heirs(
    tx: &mut Tx<'_>,
    keys: &mut Keys,
    chosen: &[UnitIndex],
    unit: UnitIndex,
) -> Result<()> {
    let catalogue = Catalogue::get();
    let own = &catalogue.units[unit];
    for (heir, part) in own.heirs.iter().filter(|(heir, _)| chosen.contains(heir)) {
        let begun = &catalogue.units[*heir].versions[0];
        let Some(day) = begun.from else { continue };
        let succession = Succession {
            predecessor: keys.body(own.key)?,
            successor: keys.body(catalogue.units[*heir].key)?,
            day,
            day_sure: begun.from_sure,
            extent: if *part { Extent::Part } else { Extent::Whole },
            document: document(tx, keys, begun.document)?,
        };
        tx.add(&succession)?;
    }
    Ok(())
}

/// The document's record, written when it is first needed.
fn document(tx: &mut Tx<'_>, keys: &mut Keys, index: Option<usize>) -> Result<Option<Id>> {
    let Some(shipped) = index.and_then(|at| Catalogue::get().documents.get(at)) else {
        return Ok(None);
    };
    if let Some(id) = keys.known_document(shipped.key) {
        return Ok(Some(id));
    }
    let id = tx.add(&Document {
        key: shipped.key.to_owned(),
        kind: shipped.kind.to_owned(),
        number: shipped.number.to_owned(),
        day: shipped.day,
        issuer: shipped.issuer.to_owned(),
        excerpt: shipped.excerpt.to_owned(),
    })?;
    keys.add_document(shipped.key, id, shipped.day);
    Ok(Some(id))
}

/// The root's subtree on any day, who followed it, who came before all those, and what they belonged to;
/// in the order of codes and days.
fn related(catalogue: &Catalogue, root: UnitIndex) -> Vec<UnitIndex> {
    let subtree = closure(vec![root], |unit| catalogue.children(unit).collect());
    let heirs = |unit: UnitIndex| {
        catalogue.units[unit]
            .heirs
            .iter()
            .map(|(heir, _)| *heir)
            .collect()
    };
    let after = closure(subtree.iter().copied().collect(), heirs);
    let before = |unit: UnitIndex| catalogue.predecessors(unit).collect();
    let lineage = closure(after.iter().copied().collect(), before);
    let above = |unit: UnitIndex| {
        let versions = catalogue.units[unit].versions.iter();
        versions.filter_map(|version| version.parent).collect()
    };
    let all = closure(lineage.iter().copied().collect(), above);
    let mut out: Vec<UnitIndex> = all.into_iter().collect();
    out.sort_by_key(|unit| {
        let last = catalogue.units[*unit].latest();
        (last.code.len(), last.code, catalogue.units[*unit].begun())
    });
    out
}

fn closure(
    mut open: Vec<UnitIndex>,
    next: impl Fn(UnitIndex) -> Vec<UnitIndex>,
) -> BTreeSet<UnitIndex> {
    let mut out = BTreeSet::new();
    while let Some(unit) = open.pop() {
        if out.insert(unit) {
            open.extend(next(unit));
        }
    }
    out
}

/// The labels of the levels of a book for this root on that day: its own kind, then the kinds of the units
/// below, level by level; where nothing official lies below, what a commune is divided into.
pub(super) fn levels(root: UnitIndex, day: Day) -> Vec<String> {
    let catalogue = Catalogue::get();
    let own = &catalogue.units[root];
    // A unit that has ended, or is yet to begin, is described by its last, or first, day.
    let day = own.ended().map_or(day, |last| last.min(day));
    let day = own.begun().map_or(day, |first| first.max(day));
    let mut out = vec![own.near(day).short_kind().to_owned()];
    let mut level = vec![root];
    loop {
        let mut below: Vec<(UnitIndex, &'static str)> = Vec::new();
        for unit in &level {
            below.extend(catalogue.children(*unit).filter_map(|child| {
                let version = catalogue.units[child].on(day)?;
                (version.parent == Some(*unit)).then_some((child, version.kind))
            }));
        }
        if below.is_empty() {
            break;
        }
        let present: Vec<&str> = KINDS
            .into_iter()
            .filter(|kind| below.iter().any(|(_, own)| own == kind))
            .collect();
        out.push(present.join(", "));
        level = below.into_iter().map(|(unit, _)| unit).collect();
    }
    if out.len() == 1 {
        out.push(BELOW_COMMUNES.to_owned());
    }
    out
}

/// Kinds in the order in which they are listed.
const KINDS: [&str; 8] = [
    "quận",
    "huyện",
    "thị xã",
    "thành phố",
    "phường",
    "xã",
    "thị trấn",
    "đặc khu",
];

/// What people call the parts of a commune; they are no administrative units and have no codes.
const BELOW_COMMUNES: &str = "tổ dân phố, khu vực, ấp, thôn";

/// "Quận Bình Thủy".
pub(super) fn full_name(root: UnitIndex, day: Day) -> String {
    Catalogue::get().units[root].near(day).full_name()
}

/// A first letterhead; all of it is a setting of the office.
pub(super) fn letterhead_for(root: UnitIndex, day: Day) -> Letterhead {
    let catalogue = Catalogue::get();
    let unit = catalogue.units[root].near(day);
    let issuer = |version: &CatalogueVersion| {
        format!("Ủy ban nhân dân {}", uncapitalise(&version.full_name()))
    };
    let above = unit.parent.map(|parent| catalogue.units[parent].near(day));
    Letterhead {
        superior: None,
        issuer: vec![
            "ỦY BAN NHÂN DÂN".to_owned(),
            unit.full_name().to_uppercase(),
        ],
        issuer_name: issuer(unit),
        symbol: "BC-UBND".to_owned(),
        place: unit.name.to_owned(),
        addressees: above.map(issuer).into_iter().collect(),
        recipients: above
            .iter()
            .map(|_| "Như trên".to_owned())
            .chain(["Lưu: VT".to_owned()])
            .collect(),
        signature: vec!["TM. ỦY BAN NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()],
        signer: None,
        ..Letterhead::default()
    }
}
