//! A document: its tables and its slots, and the document with some of them written.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::markup::Edits;
use super::words::{Story, read_story};
use super::{Place, Slot, TemplateSheet, Written, missing};
use crate::domain::Result;
use crate::tabular::encoding;
use crate::tabular::package::{Package, canonical};
use crate::tabular::sniff::{Sort, sniff};

const DOCUMENT: &str = "word/document.xml";

/// Slots that are looked at; a document with more is none that anybody fills.
const MOST_SLOTS: usize = 2_000;

/// Parts that hold text: the document itself, then its headers and footers.
fn stories(package: &Package<'_>) -> Vec<String> {
    let beside = package.names().into_iter().filter(|name| {
        // Names come in small letters.
        let file = name.strip_prefix("word/").unwrap_or_default();
        let file = file.strip_suffix(".xml").unwrap_or_default();
        (file.starts_with("header") || file.starts_with("footer")) && !file.contains('/')
    });
    std::iter::once(DOCUMENT.to_owned())
        .chain(beside.take(100))
        .collect()
}

/// Tables of the document, and slots of all its parts.
pub(super) fn read(package: &mut Package<'_>) -> Result<(Vec<TemplateSheet>, Vec<Slot>)> {
    let (mut sheets, mut slots) = (Vec::new(), Vec::new());
    let mut known: HashSet<String> = HashSet::new();
    for part in stories(package) {
        let text = package.text(&part)?.ok_or_else(|| missing(&part))?;
        let story = read_story(&text)?;
        if part == DOCUMENT {
            sheets = story.sheets();
        }
        for slot in story.slots() {
            if known.len() < MOST_SLOTS && known.insert(slot.name.clone()) {
                slots.push(slot);
            }
        }
    }
    let mut tables: Vec<_> = sheets
        .iter_mut()
        .map(|sheet| std::mem::take(&mut sheet.table))
        .collect();
    encoding::repair(&mut tables);
    for (sheet, table) in sheets.iter_mut().zip(tables) {
        sheet.table = table;
    }
    Ok((sheets, slots))
}

/// The document with some places written; a slot that stands in several places is written in all of them.
pub(super) fn fill(bytes: &[u8], writings: &BTreeMap<Place, Written>) -> Result<Vec<u8>> {
    let Sort::Docx(mut package) = sniff(bytes)? else {
        return Err(missing(DOCUMENT));
    };
    let mut anew = HashMap::new();
    for part in stories(&package) {
        let text = package.text(&part)?.ok_or_else(|| missing(&part))?;
        let story = read_story(&text)?;
        let edits = edits_of(&story, &text, part == DOCUMENT, writings);
        if !edits.is_empty() {
            anew.insert(canonical(&part), edits.apply(&text)?);
        }
    }
    package.rewritten(&anew, &[])
}

fn edits_of(
    story: &Story,
    text: &str,
    with_tables: bool,
    writings: &BTreeMap<Place, Written>,
) -> Edits {
    let mut edits = Edits::default();
    let mut marks: Vec<(&str, &str)> = Vec::new();
    for (place, written) in writings {
        let words = match written {
            Written::Empty => "",
            Written::Number(_, _, text) | Written::Text(text) | Written::Day(_, text) => text,
        };
        match place {
            Place::Cell(table, row, column) if with_tables => {
                story.write_cell(text, (*table, *row, *column), words, &mut edits);
            }
            Place::Cell(..) => {}
            Place::Slot(name) if name.starts_with("{{") => marks.push((name, words)),
            Place::Slot(name) => story.write_slot(text, name, words, &mut edits),
        }
    }
    story.write_marks(text, &marks, &mut edits);
    edits
}
