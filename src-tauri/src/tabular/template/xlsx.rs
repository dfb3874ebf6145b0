//! A workbook: what its cells are, and the workbook with some of them written.

use std::collections::{BTreeMap, HashMap};

use super::sheet::{SheetWork, scan, write};
use super::{Place, TemplateSheet, Written, calc, missing};
use crate::domain::Result;
use crate::tabular::package::{Package, canonical};
use crate::tabular::sniff::{Sort, sniff};
use crate::tabular::workbook::Table;
use crate::tabular::xlsx::parts::{Formats, Relations, Sheets};

/// Formats of cells by the number of their style.
#[derive(Debug, Default)]
pub(super) struct Styles {
    pub days: Vec<bool>,
    pub percents: Vec<bool>,
}

/// The folder of the list of sheets, and its relations.
fn relations(package: &mut Package<'_>, book: &str) -> (String, String, Relations) {
    let (folder, file) = book.rsplit_once('/').unwrap_or(("", book));
    let part = format!("{folder}/_rels/{file}.rels");
    let mut relations = Relations::default();
    let _ = package.read(&part, &mut relations);
    (folder.to_owned(), part, relations)
}

/// Parts of the sheets that have cells, as the tables were read from them.
fn parts(package: &mut Package<'_>, book: &str) -> (Vec<Option<String>>, bool) {
    let mut sheets = Sheets::default();
    let _ = package.read(book, &mut sheets);
    let (folder, _, relations) = relations(package, book);
    let mut out = Vec::new();
    for (index, listed) in sheets.list.iter().enumerate() {
        let part = relations.part(&folder, &listed.relation).or_else(|| {
            let guess = format!("{folder}/worksheets/sheet{}.xml", index + 1);
            package.has(&guess).then_some(guess)
        });
        if part.is_some() && relations.is_no_grid(&listed.relation) {
            continue;
        }
        out.push(part);
    }
    (out, sheets.from_1904)
}

fn styles(package: &mut Package<'_>, book: &str) -> Styles {
    let (folder, _, relations) = relations(package, book);
    let part = relations
        .of_kind(&folder, "/styles")
        .unwrap_or_else(|| format!("{folder}/styles.xml"));
    let mut formats = Formats::default();
    let _ = package.read(&part, &mut formats);
    Styles {
        days: formats.days,
        percents: formats.percents,
    }
}

/// Sheets with their formulas and formats beside what was read of them.
pub(super) fn sheets(
    package: &mut Package<'_>,
    book: &str,
    tables: Vec<Table>,
) -> Result<Vec<TemplateSheet>> {
    let styles = styles(package, book);
    let (parts, _) = parts(package, book);
    let mut out = Vec::new();
    for (table, part) in tables.into_iter().zip(parts) {
        let text = match &part {
            Some(part) => package.text(part)?,
            None => None,
        };
        let mut sheet = match &text {
            Some(text) => scan(text, &styles)?,
            None => TemplateSheet::default(),
        };
        sheet.part = part.unwrap_or_default();
        sheet.table = table;
        out.push(sheet);
    }
    Ok(out)
}

/// The workbook with some cells written.
pub(super) fn fill(
    bytes: &[u8],
    sheets: &[TemplateSheet],
    writings: &BTreeMap<Place, Written>,
) -> Result<Vec<u8>> {
    let Sort::Xlsx(mut package, book) = sniff(bytes)? else {
        return Err(missing("xl/workbook.xml"));
    };
    let (_, from_1904) = parts(&mut package, &book);
    let mut works: HashMap<usize, SheetWork<'_>> = HashMap::new();
    for (place, written) in writings {
        if let Place::Cell(sheet, row, column) = place {
            let work = works.entry(*sheet).or_default();
            work.rows.entry(*row).or_default().insert(*column, written);
        }
    }
    let mut anew: HashMap<String, String> = HashMap::new();
    let mut over_formula = false;
    for (index, sheet) in sheets.iter().enumerate() {
        let work = works.remove(&index);
        let written = work.is_some();
        let mut work = work.unwrap_or_default();
        work.from_1904 = from_1904;
        // A sum of another sheet may be of the cells that are written.
        work.stale = !works_nowhere(writings) && !sheet.formulas.is_empty();
        if sheet.part.is_empty() || !(written || work.stale && refers(&mut package, sheet)?) {
            continue;
        }
        over_formula |= work.rows.iter().any(|(row, cells)| {
            let mut columns = cells.keys();
            columns.any(|column| sheet.formulas.contains_key(&(*row, *column)))
        });
        let text = package
            .text(&sheet.part)?
            .ok_or_else(|| missing(&sheet.part))?;
        anew.insert(canonical(&sheet.part), write(&text, work)?);
    }
    let formulas = sheets.iter().any(|sheet| !sheet.formulas.is_empty());
    let mut without = Vec::new();
    if formulas && !anew.is_empty() {
        let text = package.text(&book)?.ok_or_else(|| missing(&book))?;
        anew.insert(canonical(&book), calc::reckoned_on_load(&text)?);
    }
    if over_formula {
        let (folder, listed, relations) = relations(&mut package, &book);
        if let Some(chain) = relations.of_kind(&folder, "/calcChain") {
            without.push(canonical(&chain));
            for part in [listed.as_str(), "[Content_Types].xml"] {
                if let Some(text) = package.text(part)? {
                    anew.insert(canonical(part), calc::without_chain(&text)?);
                }
            }
        }
    }
    package.rewritten(&anew, &without)
}

fn works_nowhere(writings: &BTreeMap<Place, Written>) -> bool {
    !writings
        .keys()
        .any(|place| matches!(place, Place::Cell(..)))
}

/// Whether formulas of a sheet name other sheets, or names of the workbook.
fn refers(package: &mut Package<'_>, sheet: &TemplateSheet) -> Result<bool> {
    let text = package.text(&sheet.part)?.unwrap_or_default();
    super::sheet::refers(&text)
}
