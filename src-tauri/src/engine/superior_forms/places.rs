//! What places of a form are called: "Trang!C7", "C7", "Bảng 2!C7", "{{tên}}", "#dấu_trang", "@thẻ"; and whole columns
//! and rows, "C" and "7".

use crate::domain::naming::exact_key;
use crate::domain::{Error, ErrorCode, Result};
use crate::tabular::column_letters;
use crate::tabular::template::{Place, Template, TemplateKind, cell_at, cell_name};

/// What an officer or a script names: a place, or a whole line of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// One place.
    Place(Place),
    /// A column of a sheet, from 0.
    Column(usize, u32),
    /// A row of a sheet, from 1.
    Row(usize, u32),
}

/// The name of a sheet, or of a table of a document by its number.
pub(super) fn sheet_name(template: &Template, sheet: usize) -> String {
    match template.kind() {
        TemplateKind::Xlsx => template
            .sheets
            .get(sheet)
            .map_or_else(String::new, |own| own.table.name.clone()),
        TemplateKind::Docx => format!("Bảng {}", sheet + 1),
    }
}

/// The name of a place.
pub(super) fn place_name(template: &Template, place: &Place) -> String {
    match place {
        Place::Slot(name) => name.clone(),
        Place::Cell(sheet, row, column) => {
            let cell = cell_name(*row, *column);
            if template.sheets.len() == 1 && template.kind() == TemplateKind::Xlsx {
                cell
            } else {
                format!("{}!{cell}", sheet_name(template, *sheet))
            }
        }
    }
}

/// "C7:C18" or "C7".
pub(super) fn stretch_name(
    template: &Template,
    sheet: usize,
    column: u32,
    (first, last): (u32, u32),
) -> String {
    let name = place_name(template, &Place::Cell(sheet, first, column));
    if first == last {
        name
    } else {
        format!("{name}:{}", cell_name(last, column))
    }
}

/// Reads a name.
pub fn target_of(template: &Template, text: &str) -> Result<Target> {
    let text = text.trim();
    let none = || Error::new(ErrorCode::NoSuchSpot).with("place", text);
    if text.starts_with("{{") || text.starts_with(['#', '@']) {
        let plain = |own: &str| own.split_whitespace().collect::<String>();
        let slots = template.slots.iter();
        let found = slots
            .map(|own| &own.name)
            .find(|own| plain(own) == plain(text));
        return found
            .map(|name| Target::Place(Place::Slot(name.clone())))
            .ok_or_else(none);
    }
    let (sheet, cell) = match text.rsplit_once('!') {
        Some((sheet, cell)) => (sheet_of(template, sheet).ok_or_else(none)?, cell),
        None => (first_sheet(template).ok_or_else(none)?, text),
    };
    let cell = cell.trim().replace('$', "");
    let target = if let Some((row, column)) = cell_at(&cell) {
        Target::Place(Place::Cell(sheet, row, column))
    } else if let Some((_, column)) = cell_at(&format!("{cell}1")).filter(|_| !cell.is_empty()) {
        Target::Column(sheet, column)
    } else {
        Target::Row(
            sheet,
            cell.parse().ok().filter(|row| *row > 0).ok_or_else(none)?,
        )
    };
    check(template, &target, text)?;
    Ok(target)
}

/// Whether a place can be filled at all.
fn check(template: &Template, target: &Target, text: &str) -> Result<()> {
    let Target::Place(Place::Cell(sheet, row, column)) = target else {
        return Ok(());
    };
    let none = || Error::new(ErrorCode::NoSuchSpot).with("place", text);
    let own = template.sheets.get(*sheet).ok_or_else(none)?;
    if let Some((first_row, first_column)) = own.merged_into(*row, *column) {
        return Err(Error::new(ErrorCode::SpotMerged)
            .with("place", text)
            .with("first", cell_name(first_row, first_column)));
    }
    if !own.takes(template.kind(), *row, *column) || *row > 1_048_576 || *column >= 16_384 {
        return Err(none());
    }
    Ok(())
}

fn sheet_of(template: &Template, text: &str) -> Option<usize> {
    let text = text.trim().trim_matches('\'');
    let key = exact_key(text);
    let sheets = 0..template.sheets.len();
    sheets
        .clone()
        .find(|own| exact_key(&sheet_name(template, *own)) == key)
        .or_else(|| {
            let number: usize = text.parse().ok()?;
            (1..=template.sheets.len())
                .contains(&number)
                .then(|| number - 1)
        })
}

/// The sheet that is meant where none is named: the first that is seen and holds something.
fn first_sheet(template: &Template) -> Option<usize> {
    let holds = |own: &usize| !template.sheets[*own].table.rows.is_empty();
    let seen = |own: &usize| !template.sheets[*own].table.hidden;
    let mut sheets = 0..template.sheets.len();
    sheets
        .clone()
        .find(|own| holds(own) && seen(own))
        .or_else(|| sheets.next())
}

/// "Trang!C", "Trang!7".
pub(super) fn line_name(template: &Template, target: &Target) -> String {
    match target {
        Target::Place(place) => place_name(template, place),
        Target::Column(sheet, column) => {
            format!(
                "{}!{}",
                sheet_name(template, *sheet),
                column_letters(*column)
            )
        }
        Target::Row(sheet, row) => format!("{}!{row}", sheet_name(template, *sheet)),
    }
}
