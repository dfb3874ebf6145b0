//! What was remembered of a form: the same shape fits as it is; of a changed one each place is found again by the
//! labels of its row and column, or is told as lost.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::labels::{Labels, all_labels, fingerprint, label_key, likeness, row_text};
use super::spot::Spot;
use crate::domain::Result;
use crate::domain::superior_form::{FormSpot, SuperiorForm};
use crate::store::{self, Kept};
use crate::tabular::template::{Place, Template, cell_at, cell_name};

/// Where a mapping of a place comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SpotOrigin")]
pub enum Origin {
    /// Remembered, and it stands where it stood.
    Remembered,
    /// Remembered, and found again elsewhere in a changed form.
    Moved,
    /// The names around it say it with certainty.
    Proposed,
    /// It may be that; an officer must say so.
    #[serde(rename = "likely")]
    Guessed,
}

/// What a book remembers of a form.
#[derive(Debug)]
pub(super) struct Recalled {
    pub form: Option<Kept<SuperiorForm>>,
    /// Whether the shape is the one that was remembered.
    pub exact: bool,
    pub spots: BTreeMap<Place, (Spot, Origin)>,
    /// What was remembered and has no place any more: the place that it had, and its labels.
    pub lost: Vec<Kept<FormSpot>>,
}

/// Hundredths of likeness from which on a form is a changed one and not another.
const LIKE: usize = 45;

pub(super) fn recall(connection: &Connection, template: &Template) -> Result<Recalled> {
    let own = fingerprint(template);
    let mut forms = store::list::<SuperiorForm>(connection, "fingerprint = ?1", &[&own])?;
    if let Some(form) = forms.pop() {
        return recalled(connection, template, form, true);
    }
    let labels = all_labels(template);
    let all = store::list::<SuperiorForm>(connection, "1 = 1 ORDER BY id", &[])?;
    let scored = all.into_iter().map(|form| {
        let known: BTreeSet<String> = form.record.labels.lines().map(str::to_owned).collect();
        (likeness(&known, &labels), form)
    });
    match scored.max_by_key(|(score, form)| (*score, form.id)) {
        Some((score, form)) if score >= LIKE => recalled(connection, template, form, false),
        _ => Ok(Recalled {
            form: None,
            exact: false,
            spots: BTreeMap::new(),
            lost: Vec::new(),
        }),
    }
}

fn recalled(
    connection: &Connection,
    template: &Template,
    form: Kept<SuperiorForm>,
    exact: bool,
) -> Result<Recalled> {
    let kept = store::list::<FormSpot>(connection, "form = ?1 ORDER BY id", &[&form.id])?;
    let mut spots = BTreeMap::new();
    let mut lost = Vec::new();
    let index = Index::of(template);
    for own in kept {
        let spot = Spot::kept(&own.record);
        let found = if exact {
            place_as_kept(template, &own.record).map(|place| (place, Origin::Remembered))
        } else {
            index.find(template, &own.record)
        };
        match found {
            Some((place, origin)) if !spots.contains_key(&place) => {
                spots.insert(place, (spot, origin));
            }
            _ => lost.push(own),
        }
    }
    Ok(Recalled {
        form: Some(form),
        exact,
        spots,
        lost,
    })
}

/// The place that a record names, where the form has it.
fn place_as_kept(template: &Template, record: &FormSpot) -> Option<Place> {
    if let Some((row, column)) = cell_at(&record.place) {
        let sheet = usize::try_from(record.sheet).ok()?;
        let own = template.sheets.get(sheet)?;
        return (own.merged_into(row, column).is_none() && own.takes(template.kind(), row, column))
            .then_some(Place::Cell(sheet, row, column));
    }
    let mut slots = template.slots.iter();
    slots
        .find(|own| own.name == record.place)
        .map(|own| Place::Slot(own.name.clone()))
}

/// Rows of a form by their labels.
struct Index<'a> {
    rows: HashMap<(usize, String), Vec<u32>>,
    labels: Labels<'a>,
}

/// Columns that are looked through for a head.
const MOST_COLUMNS: u32 = 200;

impl<'a> Index<'a> {
    fn of(template: &'a Template) -> Self {
        let mut out: HashMap<(usize, String), Vec<u32>> = HashMap::new();
        for (at, sheet) in template.sheets.iter().enumerate() {
            for row in sheet.table.rows.iter().take(4_000) {
                let key = label_key(&row_text(sheet, row.number, u32::MAX));
                out.entry((at, key)).or_default().push(row.number);
            }
        }
        Self {
            rows: out,
            labels: Labels::of(template),
        }
    }

    /// A place of a changed form: the same slot; else the cell with the same labels, where it stood if that is one of
    /// them, or wherever the only one is.
    fn find(&self, template: &Template, record: &FormSpot) -> Option<(Place, Origin)> {
        let Some((row, column)) = cell_at(&record.place) else {
            return place_as_kept(template, record).map(|own| (own, Origin::Remembered));
        };
        let sheet = sheet_of(template, record)?;
        let own = &template.sheets[sheet];
        let wanted = (label_key(&record.row_label), label_key(&record.head_label));
        if wanted.0.is_empty() && wanted.1.is_empty() {
            return None;
        }
        let fits = |row: u32, column: u32| {
            own.merged_into(row, column).is_none()
                && own.takes(template.kind(), row, column)
                && label_key(&row_text(own, row, column)) == wanted.0
                && label_key(&self.labels.head(sheet, row, column)) == wanted.1
        };
        if fits(row, column) {
            return Some((Place::Cell(sheet, row, column), Origin::Remembered));
        }
        let rows = self.rows.get(&(sheet, wanted.0.clone()))?;
        let width = own.table.width().max(own.size.1).min(MOST_COLUMNS);
        let mut found = rows
            .iter()
            .flat_map(|row| (0..width).map(move |column| (*row, column)))
            .filter(|(row, column)| fits(*row, *column));
        let (row, column) = found.next()?;
        found
            .next()
            .is_none()
            .then_some((Place::Cell(sheet, row, column), Origin::Moved))
    }
}

fn sheet_of(template: &Template, record: &FormSpot) -> Option<usize> {
    let by_name = template.sheets.iter().position(|own| {
        !record.sheet_name.is_empty() && label_key(&own.table.name) == record.sheet_name
    });
    by_name.or_else(|| {
        let own = usize::try_from(record.sheet).ok()?;
        (own < template.sheets.len()).then_some(own)
    })
}

/// The name under which a record keeps a place.
pub(super) fn kept_name(place: &Place) -> (i64, String) {
    match place {
        Place::Cell(sheet, row, column) => (*sheet as i64, cell_name(*row, *column)),
        Place::Slot(name) => (0, name.clone()),
    }
}
