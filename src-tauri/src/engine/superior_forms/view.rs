//! A form as the window shows it: its sheets as they stand, and in each place what would be written.

use serde::Serialize;
use ts_rs::TS;

use super::fill::{Outcome, Planned, Reading};
use super::places::sheet_name;
use super::recall::Origin;
use super::reckon::State;
use super::spot::Speller;
use crate::domain::superior_form::{SpotWhat, SpotWindow};
use crate::domain::{Day, Id};
use crate::tabular::Cell;
use crate::tabular::template::{Place, Template, TemplateSheet, Written};

/// Rows of a sheet that are shown; those below are filled all the same.
const MOST_ROWS: usize = 400;

/// Columns that are shown.
const MOST_COLUMNS: u32 = 60;

/// A form against the book (biểu mẫu của cấp trên).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SuperiorFormView {
    /// Name of the file.
    pub name: String,
    /// Ending that the filled file must have.
    pub ending: String,
    /// The remembered form.
    pub form: Option<Id>,
    /// The name under which it is remembered.
    pub form_name: String,
    /// Whether its shape is the remembered one.
    pub exact: bool,
    /// What stands where the book says "chưa phát sinh".
    pub no_data: String,
    /// Key of the period.
    pub period: String,
    /// Its name.
    pub period_label: String,
    /// As-of of stocks.
    pub as_of: Day,
    /// Sheets of the workbook, or tables of the document.
    pub sheets: Vec<FormSheetView>,
    /// Places outside tables, in the order of the text.
    pub slots: Vec<FormSlotView>,
    /// Places that are mapped or may be.
    pub spots: Vec<FormSpotView>,
    /// Places that look empty and are not mapped.
    pub unmapped: Vec<UnmappedView>,
    /// What was mapped and has no place any more.
    pub lost: Vec<LostView>,
    /// Places that get a figure.
    pub written: u32,
}

/// A sheet as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormSheetView {
    /// Its name.
    pub name: String,
    /// Whether it is hidden in the file.
    pub hidden: bool,
    /// Columns.
    pub columns: u32,
    /// Its rows; those without anything too.
    pub rows: Vec<FormRowView>,
    /// Rows below that are not shown.
    pub more: u32,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormRowView {
    /// Its number, from 1.
    pub number: u32,
    /// Cells that hold something, are merged, or have a formula.
    pub cells: Vec<FormCellView>,
}

/// A cell as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormCellView {
    /// Its column, from 0.
    pub column: u32,
    /// What it holds.
    pub text: String,
    /// Columns and rows that it spans.
    pub span: u32,
    /// Rows that it spans.
    pub rows: u32,
    /// Whether it is a formula.
    pub formula: bool,
    /// Whether it is hidden behind a merged cell.
    pub covered: bool,
}

/// A bookmark, a control or a mark of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormSlotView {
    /// Its name.
    pub name: String,
    /// The paragraph around it.
    pub around: String,
}

/// A place with what belongs there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FormSpotView {
    /// Its name, as it is asked for.
    pub place: String,
    /// Its sheet; none outside tables.
    pub sheet: Option<u32>,
    /// Its row, from 1.
    pub row: u32,
    /// Its column, from 0.
    pub column: u32,
    /// The label of its row, or the text around it.
    pub row_label: String,
    /// The head of its column.
    pub head: String,
    /// What belongs there.
    pub what: SpotWhat,
    /// Of which indicator.
    pub indicator: Option<Id>,
    /// Of which body; none for the sum over all units.
    pub body: Option<Id>,
    /// What a percentage or a rank is against; none for the target.
    pub base: Option<Id>,
    /// Of which time.
    pub window: SpotWindow,
    /// The words around it.
    pub pattern: String,
    /// Whether a formula is overwritten.
    pub over_formula: bool,
    /// The same in words.
    pub words: String,
    /// Who says so.
    pub origin: Origin,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What the book says.
    pub state: State,
    /// What is written, or would be.
    pub value: String,
    /// Day that it speaks of.
    pub as_of: Option<Day>,
    /// "6/8", where units are missing in a sum.
    pub counted: Option<String>,
}

/// Places that look empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct UnmappedView {
    /// "F7:F18".
    pub name: String,
    /// The head of the column.
    pub head: String,
    /// The label of the first row.
    pub row_label: String,
    /// The sheet of the first of them; none outside tables.
    pub sheet: Option<u32>,
    /// Its row.
    pub row: u32,
    /// Its column.
    pub column: u32,
    /// How many.
    pub count: u32,
}

/// A mapping without a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LostView {
    /// The place that it had.
    pub name: String,
    /// Its labels.
    pub labels: String,
    /// What belonged there.
    pub words: String,
}

/// Shows a form.
pub fn form_view(
    speller: &Speller<'_>,
    (name, template): (&str, &Template),
    reading: &Reading,
) -> SuperiorFormView {
    let at = |place: &Place| match place {
        Place::Cell(sheet, row, column) => (Some(*sheet as u32), *row, *column),
        Place::Slot(_) => (None, 0, 0),
    };
    let sheets = template.sheets.iter().enumerate();
    let unmapped = reading.unmapped.iter().map(|own| {
        let (sheet, row, column) = own.places.first().map_or((None, 0, 0), at);
        UnmappedView {
            name: own.name.clone(),
            head: own.head.clone(),
            row_label: own.row.clone(),
            sheet,
            row,
            column,
            count: own.places.len() as u32,
        }
    });
    let lost = reading.lost.iter().map(|own| LostView {
        name: own.name.clone(),
        labels: own.labels.clone(),
        words: speller.words(&own.spot),
    });
    let spots = reading.planned.iter().map(|own| {
        let (sheet, row, column) = at(&own.place);
        FormSpotView {
            sheet,
            row,
            column,
            ..spot_view(speller, own)
        }
    });
    SuperiorFormView {
        name: name.to_owned(),
        ending: template.ending().to_owned(),
        form: reading.form.as_ref().map(|(id, _)| *id),
        form_name: reading.form.clone().map_or_else(String::new, |own| own.1),
        exact: reading.exact,
        no_data: reading.no_data.clone(),
        period: reading.period.key(),
        period_label: reading.period.label(),
        as_of: reading.as_of.day,
        sheets: sheets
            .map(|(index, sheet)| sheet_view(sheet_name(template, index), sheet))
            .collect(),
        slots: template
            .slots
            .iter()
            .map(|own| FormSlotView {
                name: own.name.clone(),
                around: own.around.clone(),
            })
            .collect(),
        spots: spots.collect(),
        unmapped: unmapped.collect(),
        lost: lost.collect(),
        written: reading.count(Outcome::Written) as u32,
    }
}

fn spot_view(speller: &Speller<'_>, own: &Planned) -> FormSpotView {
    let value = match &own.written {
        Some(Written::Number(_, _, text) | Written::Text(text) | Written::Day(_, text)) => {
            text.clone()
        }
        _ if !own.spot.pattern.is_empty() => own.spot.pattern.replace("{}", &own.answer.text),
        _ => own.answer.text.clone(),
    };
    FormSpotView {
        place: own.name.clone(),
        sheet: None,
        row: 0,
        column: 0,
        row_label: own.row.clone(),
        head: own.head.clone(),
        what: own.spot.what,
        indicator: own.spot.indicator,
        body: own.spot.body,
        base: own.spot.base,
        window: own.spot.window,
        pattern: own.spot.pattern.clone(),
        over_formula: own.spot.over_formula,
        words: speller.words(&own.spot),
        origin: own.origin,
        outcome: own.outcome,
        state: own.answer.state,
        value,
        as_of: own.answer.as_of,
        counted: own
            .answer
            .counted
            .map(|(counted, of)| format!("{counted}/{of}")),
    }
}

fn sheet_view(name: String, sheet: &TemplateSheet) -> FormSheetView {
    let table = &sheet.table;
    let columns = table.width().max(sheet.size.1).clamp(1, MOST_COLUMNS);
    let last = table
        .rows
        .last()
        .map_or(0, |row| row.number)
        .max(sheet.size.0);
    let shown = last.min(MOST_ROWS as u32);
    let rows = (1..=shown).map(|number| FormRowView {
        number,
        cells: (0..columns)
            .filter_map(|column| cell_view(sheet, number, column))
            .collect(),
    });
    FormSheetView {
        name,
        hidden: table.hidden,
        columns,
        rows: rows.collect(),
        more: last - shown,
    }
}

fn cell_view(sheet: &TemplateSheet, row: u32, column: u32) -> Option<FormCellView> {
    let own = sheet.table.row(row).and_then(|own| own.cell(column));
    let merge = sheet.merged_area(row, column);
    let formula = sheet.formulas.contains_key(&(row, column));
    if own.is_none() && merge.is_none() && !formula {
        return None;
    }
    let first = merge.is_none_or(|merge| (merge.rows.0, merge.columns.0) == (row, column));
    let (rows, span) = match merge {
        Some(merge) if first => (
            merge.rows.1.min(MOST_ROWS as u32).saturating_sub(row) + 1,
            merge.columns.1.min(MOST_COLUMNS - 1).saturating_sub(column) + 1,
        ),
        _ => (1, 1),
    };
    let text = own.map_or_else(String::new, shown_text);
    Some(FormCellView {
        column,
        text,
        span,
        rows,
        formula,
        covered: !first,
    })
}

/// A cell as people read it: numbers in Vietnamese style.
fn shown_text(cell: &Cell) -> String {
    let text = match cell {
        Cell::Number(number) => format!("{number}").replace('.', ","),
        other => other.text().into_owned(),
    };
    text.chars().take(300).collect()
}
