//! A mapping is remembered, changed and forgotten.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;
use ts_rs::TS;

use super::fill::{Asked, read_form};
use super::labels::{Labels, all_labels, fingerprint, label_key};
use super::places::{Target, line_name, target_of};
use super::recall::{Origin, kept_name};
use super::spot::{Speller, Spot};
use crate::domain::superior_form::{FormSpot, SpotWhat, SuperiorForm};
use crate::domain::text::note_within;
use crate::domain::{Error, ErrorCode, Id, Result};
use crate::store::{self, Book, Done, Kept, Operation, Tx};
use crate::tabular::template::{Place, Template};

/// Places that are remembered of one form.
const MOST: usize = 20_000;

/// What an officer decided about a form.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// What belongs into places and lines; none forgets them. A line takes of the spot what was said: see `said`.
    pub set: Vec<Said>,
    /// Whether what is only likely is taken too.
    pub accept_likely: bool,
    /// What stands where the book says "chưa phát sinh".
    pub no_data: Option<String>,
}

/// What was said of a place or a line (gán ô, cột, dòng).
#[derive(Debug, Clone)]
pub struct Said {
    /// Where.
    pub target: Target,
    /// What belongs there; none forgets it.
    pub spot: Option<Spot>,
    /// Whether a body was named: without one the cells of a column keep those of their rows.
    pub names_body: bool,
}

impl Said {
    /// Reads what scripts write: `C7=dinh_danh.kich_hoat`, `D=:target`, `7=@31177`, `C7=skip`; `C7=-` forgets.
    pub fn read(template: &Template, speller: &Speller<'_>, text: &str) -> Result<Self> {
        let (place, told) = text.split_once('=').ok_or_else(|| {
            Error::new(ErrorCode::BadSpot)
                .with("text", text)
                .with("why", "thiếu dấu = giữa ô và nội dung")
        })?;
        Self::of(template, speller, place, told)
    }

    /// The same in two texts.
    pub fn of(template: &Template, speller: &Speller<'_>, place: &str, told: &str) -> Result<Self> {
        let target = target_of(template, place)?;
        let told = told.trim();
        let spot = match (told, &target) {
            ("-", _) => None,
            (_, Target::Place(_)) => Some(speller.read(told)?),
            _ => Some(speller.read_of_line(told)?),
        };
        let names_body = told
            .split(['|', ':'])
            .next()
            .is_some_and(|own| own.contains('@'));
        Ok(Self {
            target,
            spot,
            names_body,
        })
    }
}

/// A form that is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct KeptForm {
    /// Its key.
    pub id: Id,
    /// Name of the file when it was mapped last.
    pub name: String,
    /// Places that are mapped.
    pub places: u32,
    /// What stands where there is no data.
    pub no_data: String,
}

/// Every form that the book remembers.
pub fn forms_kept(book: &Book) -> Result<Vec<KeptForm>> {
    book.read(|connection| {
        let forms = store::list::<SuperiorForm>(connection, "1 = 1 ORDER BY id", &[])?;
        forms
            .into_iter()
            .map(|own| {
                let spots = store::list::<FormSpot>(connection, "form = ?1", &[&own.id])?;
                Ok(KeptForm {
                    id: own.id,
                    name: own.record.name,
                    places: spots.len() as u32,
                    no_data: own.record.no_data,
                })
            })
            .collect()
    })
}

/// Remembers a form with what it says by itself, what was remembered of it, and what is decided now (nhớ biểu mẫu).
pub fn change_form(
    book: &mut Book,
    (template, name): (&Template, &str),
    asked: Asked,
    change: &Change,
) -> Result<Done<Id>> {
    let reading = book.read(|connection| read_form(connection, template, asked))?;
    let mut spots: BTreeMap<Place, Spot> = BTreeMap::new();
    let mut offered: BTreeMap<Place, Spot> = BTreeMap::new();
    for own in &reading.planned {
        if own.origin != Origin::Guessed || change.accept_likely {
            spots.insert(own.place.clone(), own.spot.clone());
        }
        offered.insert(own.place.clone(), own.spot.clone());
    }
    for said in &change.set {
        let places = match &said.target {
            Target::Place(place) => vec![(place.clone(), said.spot.clone())],
            Target::Column(sheet, column) => {
                let ground = (&reading.proposed, &offered);
                column_spots(ground, template, (*sheet, *column), said)
            }
            Target::Row(sheet, row) => row_spots(&offered, template, (*sheet, *row), said),
        };
        if places.is_empty() {
            return Err(Error::new(ErrorCode::BadSpot)
                .with("text", line_name(template, &said.target))
                .with("why", "không ô nào của cột hay dòng này nhận được; hãy ghi đủ chỉ tiêu và đơn vị, hoặc gán từng ô"));
        }
        for (place, spot) in places {
            match spot {
                Some(spot) => {
                    refuse_formula(template, &place, &spot)?;
                    spots.insert(place, spot);
                }
                None => drop(spots.remove(&place)),
            }
        }
    }
    if spots.is_empty() {
        return Err(ErrorCode::NothingToFill.into());
    }
    if spots.len() > MOST {
        return Err(Error::new(ErrorCode::TooManyItems)
            .with("what", "ô của biểu mẫu")
            .with("most", MOST));
    }
    let no_data = match &change.no_data {
        Some(text) => note_within("Lời thay cho “chưa phát sinh”", text, 60)?,
        None => reading.no_data.clone(),
    };
    let form = SuperiorForm {
        name: note_within("Tên biểu mẫu", name, 300)?,
        fingerprint: fingerprint(template),
        labels: all_labels(template)
            .into_iter()
            .collect::<Vec<_>>()
            .join("\n"),
        no_data,
    };
    let known = reading.form.map(|(id, _)| id);
    keep(book, template, (known, reading.exact), form, &spots)
}

fn keep(
    book: &mut Book,
    template: &Template,
    (known, exact): (Option<Id>, bool),
    form: SuperiorForm,
    spots: &BTreeMap<Place, Spot>,
) -> Result<Done<Id>> {
    let words = json!({ "name": form.name, "count": spots.len() });
    let labels = Labels::of(template);
    book.transact(Operation::new("remember_form", words), |tx| {
        // A changed form goes on as the same one: next week it comes in its new shape.
        let id = match known {
            Some(id) => {
                let kept = tx.get::<SuperiorForm>(id, ErrorCode::NoSuchForm)?;
                let name = if exact {
                    kept.record.name
                } else {
                    form.name.clone()
                };
                tx.set(id, &SuperiorForm { name, ..form })?;
                id
            }
            None => tx.add(&form)?,
        };
        let standing = store::list::<FormSpot>(tx.connection(), "form = ?1", &[&id])?;
        let mut standing: BTreeMap<(i64, String), Kept<FormSpot>> = standing
            .into_iter()
            .map(|own| ((own.record.sheet, own.record.place.clone()), own))
            .collect();
        let mut fresh = Vec::new();
        for (place, spot) in spots {
            let record = record_of(template, &labels, id, place, spot);
            match standing.remove(&(record.sheet, record.place.clone())) {
                Some(kept) => tx.set(kept.id, &record)?,
                None => fresh.push(record),
            }
        }
        for own in standing.into_values() {
            tx.end::<FormSpot>(own.id)?;
        }
        for record in fresh {
            tx.add(&record)?;
        }
        Ok(id)
    })
}

fn record_of(
    template: &Template,
    labels: &Labels<'_>,
    form: Id,
    place: &Place,
    spot: &Spot,
) -> FormSpot {
    let (sheet, name) = kept_name(place);
    let (row_label, head_label) = labels.of_place(place);
    let table = match place {
        Place::Cell(sheet, ..) => template.sheets.get(*sheet),
        Place::Slot(_) => None,
    };
    FormSpot {
        form,
        sheet,
        sheet_name: table.map_or_else(String::new, |own| label_key(&own.table.name)),
        place: name,
        row_label: row_label.chars().take(300).collect(),
        head_label: head_label.chars().take(300).collect(),
        what: spot.what,
        indicator: spot.indicator,
        body: spot.body,
        base: spot.base,
        window: spot.window,
        pattern: spot.pattern.clone(),
        over_formula: spot.over_formula,
    }
}

/// A formula is mapped only by who says that it is to be overwritten, and never where others take theirs from it.
fn refuse_formula(template: &Template, place: &Place, spot: &Spot) -> Result<()> {
    use crate::tabular::template::FormulaKind;
    let Place::Cell(sheet, row, column) = place else {
        return Ok(());
    };
    let own = template.sheets.get(*sheet);
    let kind = own.and_then(|own| own.formulas.get(&(*row, *column)));
    match kind {
        None => Ok(()),
        Some(_) if spot.what == SpotWhat::Skip => Ok(()),
        Some(FormulaKind::Own) if spot.over_formula => Ok(()),
        Some(_) => Err(Error::new(ErrorCode::SpotIsFormula)
            .with("place", super::places::place_name(template, place))),
    }
}

/// The cells of a column: one in every row that names a unit or an indicator, or that is mapped in another column.
fn column_spots(
    (proposed, offered): (&super::propose::Proposed, &BTreeMap<Place, Spot>),
    template: &Template,
    (sheet, column): (usize, u32),
    said: &Said,
) -> Vec<(Place, Option<Spot>)> {
    let Some(own) = template.sheets.get(sheet) else {
        return Vec::new();
    };
    let mut rows: BTreeMap<u32, (Option<Option<Id>>, Option<Id>)> = BTreeMap::new();
    for (place, spot) in offered {
        if let Place::Cell(at, row, _) = place
            && *at == sheet
        {
            rows.entry(*row).or_insert((Some(spot.body), None));
        }
    }
    for ((at, row), body) in &proposed.bodies {
        if *at == sheet {
            rows.insert(*row, (Some(*body), None));
        }
    }
    for ((at, row), id) in &proposed.indicators {
        if *at == sheet {
            rows.entry(*row).or_default().1 = Some(*id);
        }
    }
    let free = |row: u32| {
        own.merged_into(row, column).is_none()
            && own.takes(template.kind(), row, column)
            && !own.formulas.contains_key(&(row, column))
    };
    rows.into_iter()
        .filter(|(row, _)| free(*row))
        .filter_map(|(row, (body, indicator))| {
            let place = Place::Cell(sheet, row, column);
            let Some(spot) = &said.spot else {
                return Some((place, None));
            };
            let mut spot = spot.clone();
            if let (Some(body), false) = (body, said.names_body) {
                spot.body = body;
            }
            spot.indicator = spot.indicator.or(indicator);
            (spot.indicator.is_some() || !spot.what.of_indicator()).then_some((place, Some(spot)))
        })
        .collect()
}

/// The cells of a row: one in every column that is mapped in another row, with another body or indicator.
fn row_spots(
    offered: &BTreeMap<Place, Spot>,
    template: &Template,
    (sheet, row): (usize, u32),
    said: &Said,
) -> Vec<(Place, Option<Spot>)> {
    let Some(own) = template.sheets.get(sheet) else {
        return Vec::new();
    };
    let mut columns: BTreeMap<u32, &Spot> = BTreeMap::new();
    for (place, spot) in offered {
        if let Place::Cell(at, _, column) = place
            && *at == sheet
        {
            columns.entry(*column).or_insert(spot);
        }
    }
    let free = |column: u32| {
        own.merged_into(row, column).is_none()
            && own.takes(template.kind(), row, column)
            && !own.formulas.contains_key(&(row, column))
    };
    columns
        .into_iter()
        .filter(|(column, _)| free(*column))
        .map(|(column, like)| {
            let spot = said.spot.as_ref().map(|told| {
                if told.what == SpotWhat::Skip {
                    return told.clone();
                }
                let mut spot = like.clone();
                if told.indicator.is_some() {
                    spot.indicator = told.indicator;
                }
                if said.names_body {
                    spot.body = told.body;
                }
                spot
            });
            (Place::Cell(sheet, row, column), spot)
        })
        .collect()
}

/// Forgets a form with all that was mapped of it (quên biểu mẫu).
pub fn forget_form(book: &mut Book, id: Id) -> Result<Done<()>> {
    let kept = book
        .read(|c| store::get::<SuperiorForm>(c, id))?
        .ok_or_else(|| Error::new(ErrorCode::NoSuchForm))?;
    let words = json!({ "name": kept.record.name });
    book.transact(Operation::new("forget_form", words), |tx: &mut Tx<'_>| {
        for own in store::list::<FormSpot>(tx.connection(), "form = ?1", &[&id])? {
            tx.end::<FormSpot>(own.id)?;
        }
        tx.end::<SuperiorForm>(id)
    })
}
