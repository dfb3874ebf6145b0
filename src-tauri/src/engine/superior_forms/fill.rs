//! A form is read against the book: every place with what belongs there, its figure and what becomes of it; and the
//! filled file.

use std::collections::BTreeMap;
use std::path::Path;

use rusqlite::Connection;
use serde::Serialize;
use ts_rs::TS;

use super::labels::Labels;
use super::places::{place_name, stretch_name};
use super::propose::{Proposed, Proposer, open_text};
use super::recall::{Origin, Recalled, recall};
use super::reckon::{Answer, Reckoner, State};
use super::spot::Spot;
use crate::domain::number::{Entry, parse_entry};
use crate::domain::superior_form::SpotWhat;
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result};
use crate::engine::counts::Scope;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::intake::Heads;
use crate::engine::profile;
use crate::engine::reports::{SavedFile, write_file};
use crate::store::Book;
use crate::tabular::Cell;
use crate::tabular::template::{
    CellFormat, FormulaKind, Place, Template, TemplateKind, TemplateSheet, Written,
};

/// The time that a form is filled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The period.
    pub period: Period,
    /// As-of of stocks; the end of the period, or today while it runs, when none is given.
    pub as_of: Option<Instant>,
    /// The day looked from.
    pub today: Day,
}

impl Asked {
    fn scope(self) -> Scope {
        let own = Scope::of(self.period, self.today);
        Scope {
            as_of: self.as_of.unwrap_or(own.as_of),
            ..own
        }
    }
}

/// What becomes of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SpotOutcome")]
pub enum Outcome {
    /// A figure or a text is written.
    Written,
    /// It is mapped and has no figure: it is empty, or says what a form says for no data.
    Emptied,
    /// A formula stands there and stays.
    Formula,
    /// It is only likely; nothing is written before an officer says so.
    Unsure,
    /// It stays as it is.
    Skipped,
}

/// A place that is mapped, or may be.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The place.
    pub place: Place,
    /// Its name.
    pub name: String,
    /// The label of its row.
    pub row: String,
    /// The head of its column.
    pub head: String,
    /// What belongs there.
    pub spot: Spot,
    /// Who says so.
    pub origin: Origin,
    /// Its figure.
    pub answer: Answer,
    /// What becomes of it.
    pub outcome: Outcome,
    /// What is written.
    pub written: Option<Written>,
}

/// Places that look empty and are not mapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmapped {
    /// "F7:F18".
    pub name: String,
    /// The head of the column, or the text around a slot.
    pub head: String,
    /// The label of the first row.
    pub row: String,
    /// The places.
    pub places: Vec<Place>,
}

/// A mapping that found no place in a changed form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The place that it had.
    pub name: String,
    /// Its labels.
    pub labels: String,
    /// What belonged there.
    pub spot: Spot,
}

/// A form, read against the book.
#[derive(Debug)]
pub struct Reading {
    /// The remembered form and its name.
    pub form: Option<(Id, String)>,
    /// Whether its shape is the remembered one.
    pub exact: bool,
    /// What stands where the book says "chưa phát sinh".
    pub no_data: String,
    /// The period.
    pub period: Period,
    /// As-of of stocks.
    pub as_of: Instant,
    /// Every place that is mapped or may be.
    pub planned: Vec<Planned>,
    /// Mappings without a place.
    pub lost: Vec<Lost>,
    /// Places that look empty.
    pub unmapped: Vec<Unmapped>,
    /// What whole lines are.
    pub(super) proposed: Proposed,
}

impl Reading {
    /// How many places have an outcome.
    pub fn count(&self, outcome: Outcome) -> usize {
        self.planned
            .iter()
            .filter(|own| own.outcome == outcome)
            .count()
    }
}

/// Reads a form: what is remembered of it goes before what it says by itself.
pub fn read_form(connection: &Connection, template: &Template, asked: Asked) -> Result<Reading> {
    let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
    let heads = Heads::of(&dictionary);
    let recalled = recall(connection, template)?;
    let scope = asked.scope();
    let proposed = Proposer {
        directory: &directory,
        dictionary: &dictionary,
        heads: &heads,
        period: asked.period,
    }
    .all(template);
    let spots = together(&recalled, &proposed);
    let indicators: Vec<Id> = spots
        .values()
        .flat_map(|(spot, _)| spot.indicator.into_iter().chain(spot.base))
        .collect();
    let reckoner = Reckoner::load(connection, (&directory, &dictionary), scope, indicators)?;
    let labels = Labels::of(template);
    let no_data = recalled
        .form
        .as_ref()
        .map_or_else(String::new, |form| form.record.no_data.clone());
    let mut planned = Vec::with_capacity(spots.len());
    for (place, (spot, origin)) in spots {
        let answer = reckoner.answer(&spot)?;
        let (row, head) = labels.of_place(&place);
        let (outcome, written) = outcome(
            template,
            &place,
            (&spot, origin),
            &answer,
            (&head, &no_data),
        );
        planned.push(Planned {
            name: place_name(template, &place),
            place,
            row,
            head,
            spot,
            origin,
            answer,
            outcome,
            written,
        });
    }
    let unmapped = unmapped(template, &labels, &planned);
    let lost = recalled.lost.iter().map(|own| Lost {
        name: own.record.place.clone(),
        labels: [&own.record.row_label, &own.record.head_label]
            .into_iter()
            .filter(|own| !own.is_empty())
            .cloned()
            .collect::<Vec<String>>()
            .join(" / "),
        spot: Spot::kept(&own.record),
    });
    Ok(Reading {
        lost: lost.collect(),
        form: recalled.form.map(|own| (own.id, own.record.name)),
        exact: recalled.exact,
        no_data,
        period: asked.period,
        as_of: scope.as_of,
        planned,
        unmapped,
        proposed,
    })
}

fn together(recalled: &Recalled, proposed: &Proposed) -> BTreeMap<Place, (Spot, Origin)> {
    let mut out: BTreeMap<Place, (Spot, Origin)> = proposed
        .spots
        .iter()
        .map(|(place, (spot, sure))| {
            let origin = if *sure {
                Origin::Proposed
            } else {
                Origin::Guessed
            };
            (place.clone(), (spot.clone(), origin))
        })
        .collect();
    let kept = recalled.spots.iter();
    out.extend(kept.map(|(place, own)| (place.clone(), own.clone())));
    out
}

/// What becomes of a place, and what is written.
fn outcome(
    template: &Template,
    place: &Place,
    (spot, origin): (&Spot, Origin),
    answer: &Answer,
    (head, no_data): (&str, &str),
) -> (Outcome, Option<Written>) {
    if spot.what == SpotWhat::Skip {
        return (Outcome::Skipped, None);
    }
    if origin == Origin::Guessed {
        return (Outcome::Unsure, None);
    }
    if let Place::Cell(sheet, row, column) = place {
        let sheet = template.sheets.get(*sheet);
        match sheet.and_then(|own| own.formulas.get(&(*row, *column))) {
            Some(FormulaKind::Own) if spot.over_formula => {}
            Some(_) => return (Outcome::Formula, None),
            None => {}
        }
    }
    match answer.state {
        State::Told => (
            Outcome::Written,
            Some(written(template, place, spot, answer, head)),
        ),
        State::NoData => (Outcome::Emptied, Some(instead(no_data))),
        _ => (Outcome::Emptied, Some(Written::Empty)),
    }
}

/// What stands where there is no data: nothing, a number, or words.
fn instead(no_data: &str) -> Written {
    let plain = no_data.bytes().all(|b| b.is_ascii_digit());
    match parse_entry(no_data, 4) {
        _ if no_data.is_empty() => Written::Empty,
        Ok(Entry::Value(value, _)) if plain => Written::Number(value, 4, no_data.to_owned()),
        _ => Written::Text(no_data.to_owned()),
    }
}

/// A figure as the form takes it: in a workbook numbers are numbers, and a percentage is a fraction where the cell
/// shows percentages; in a document they are texts, with the word before them.
fn written(
    template: &Template,
    place: &Place,
    spot: &Spot,
    answer: &Answer,
    head: &str,
) -> Written {
    let mut text = match answer.qualifier.word() {
        "" => answer.text.clone(),
        word => format!("{word} {}", answer.text),
    };
    let slot = match place {
        Place::Slot(name) => template.slots.iter().find(|own| own.name == *name),
        Place::Cell(..) => None,
    };
    let said = head.contains('%')
        || head.to_lowercase().contains("tỷ lệ")
        || spot.pattern.contains('%')
        || slot.is_some_and(|own| own.percent_follows);
    if answer.percent && !said {
        text.push('%');
    }
    if !spot.pattern.is_empty() {
        return Written::Text(spot.pattern.replace("{}", &text));
    }
    let format = match place {
        Place::Cell(sheet, row, column) => template.format(*sheet, *row, *column),
        Place::Slot(_) => CellFormat::Plain,
    };
    match (answer.number, answer.day) {
        (Some((value, decimals)), _) => {
            let as_fraction = answer.percent && format == CellFormat::Percent;
            let decimals = if as_fraction { decimals + 2 } else { decimals };
            Written::Number(value, decimals, text)
        }
        (None, Some(day)) if format == CellFormat::Day || template.kind() == TemplateKind::Docx => {
            Written::Day(day, text)
        }
        _ => Written::Text(text),
    }
}

/// Columns that are looked through for empty places.
const MOST_COLUMNS: u32 = 200;

/// Places that look empty: slots, and cells below a head and beside a label, between the rows that are mapped.
fn unmapped(template: &Template, labels: &Labels<'_>, planned: &[Planned]) -> Vec<Unmapped> {
    let known: std::collections::HashSet<&Place> = planned.iter().map(|own| &own.place).collect();
    let mut out = Vec::new();
    for slot in &template.slots {
        let place = Place::Slot(slot.name.clone());
        // A bookmark with a text of its own is only a place to jump to.
        let jump = slot.name.starts_with('#') && !open_text(&slot.text);
        if !known.contains(&place) && !jump {
            out.push(Unmapped {
                name: slot.name.clone(),
                head: slot.around.clone(),
                row: String::new(),
                places: vec![place],
            });
        }
    }
    for (at, sheet) in template.sheets.iter().enumerate() {
        if sheet.table.hidden {
            continue;
        }
        for (column, rows) in empty_cells(template, labels, (at, sheet), &known) {
            for stretch in stretches(&sheet.table, &rows) {
                let (Some(first), Some(last)) = (stretch.first(), stretch.last()) else {
                    continue;
                };
                out.push(Unmapped {
                    name: stretch_name(template, at, column, (*first, *last)),
                    head: labels.head(at, *first, column),
                    row: labels.of_place(&Place::Cell(at, *first, column)).0,
                    places: stretch
                        .iter()
                        .map(|row| Place::Cell(at, *row, column))
                        .collect(),
                });
            }
        }
    }
    out
}

fn empty_cells(
    template: &Template,
    labels: &Labels<'_>,
    (at, sheet): (usize, &TemplateSheet),
    known: &std::collections::HashSet<&Place>,
) -> BTreeMap<u32, Vec<u32>> {
    let mapped: Vec<u32> = known
        .iter()
        .filter_map(|place| match place {
            Place::Cell(own, row, _) if *own == at => Some(*row),
            _ => None,
        })
        .collect();
    let first = mapped.iter().min().copied().unwrap_or(0);
    let width = sheet.table.width().min(MOST_COLUMNS);
    let mut out: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut before: Option<u32> = None;
    for row in sheet.table.rows.iter().filter(|row| row.number >= first) {
        // Behind a blank row below the last mapped one stand notes and signatures.
        let beyond = mapped.iter().max().is_some_and(|last| row.number > *last);
        if beyond && before.is_none_or(|own| row.number > own + 1) {
            break;
        }
        before = Some(row.number);
        let empty = |column: &u32| match row.cell(*column) {
            None => true,
            Some(Cell::Text(text)) => dotted(text),
            Some(_) => false,
        };
        for column in (0..width).filter(empty) {
            let place = Place::Cell(at, row.number, column);
            if known.contains(&place)
                || sheet.formulas.contains_key(&(row.number, column))
                || sheet.merged_into(row.number, column).is_some()
                || !sheet.takes(template.kind(), row.number, column)
            {
                continue;
            }
            let (label, head) = labels.of_place(&place);
            if label.is_empty() || head.is_empty() {
                continue;
            }
            out.entry(column).or_default().push(row.number);
        }
    }
    out
}

/// Dots and lines to be written upon.
fn dotted(text: &str) -> bool {
    let line = |c: char| c.is_whitespace() || matches!(c, '.' | '…' | '_' | '-' | '–' | '/');
    text.chars().all(line)
}

/// Rows that follow each other in the table.
fn stretches(table: &crate::tabular::Table, rows: &[u32]) -> Vec<Vec<u32>> {
    let order: Vec<u32> = table.rows.iter().map(|row| row.number).collect();
    let mut out: Vec<Vec<u32>> = Vec::new();
    let mut last: Option<usize> = None;
    for row in rows {
        let at = order.binary_search(row).unwrap_or_default();
        match out.last_mut() {
            Some(own) if last.is_some_and(|last| last + 1 == at) => own.push(*row),
            _ => out.push(vec![*row]),
        }
        last = Some(at);
    }
    out
}

/// The filled form.
pub fn fill(template: &Template, reading: &Reading) -> Result<Vec<u8>> {
    let writings: BTreeMap<Place, Written> = reading
        .planned
        .iter()
        .filter_map(|own| Some((own.place.clone(), own.written.clone()?)))
        .collect();
    if reading.count(Outcome::Written) + reading.count(Outcome::Emptied) == 0 {
        return Err(ErrorCode::NothingToFill.into());
    }
    template.filled(&writings)
}

/// A filled form that was saved.
#[derive(Debug)]
pub struct SavedFilled {
    /// The file.
    pub file: SavedFile,
    /// What became of its places.
    pub reading: Reading,
}

/// Fills a form into a new file. `from` is where the form itself lies, which is never written.
pub fn save_filled(
    book: &Book,
    template: &Template,
    asked: Asked,
    (from, to): (Option<&Path>, &Path),
) -> Result<SavedFilled> {
    let ending = to.extension().unwrap_or_default();
    let same = from.is_some_and(|from| {
        from == to
            || from
                .canonicalize()
                .is_ok_and(|from| to.canonicalize().is_ok_and(|to| from == to))
    });
    if same || !ending.eq_ignore_ascii_case(template.ending()) {
        return Err(Error::new(ErrorCode::BadFormFile)
            .with("path", to.display())
            .with("ending", template.ending()));
    }
    let reading = book.read(|connection| read_form(connection, template, asked))?;
    let bytes = fill(template, &reading)?;
    write_file(to, &bytes)?;
    Ok(SavedFilled {
        file: SavedFile {
            path: to.display().to_string(),
            bytes: bytes.len() as u32,
        },
        reading,
    })
}

/// The time that is meant where only a period is told.
pub fn asked(book: &Book, period: Period, as_of: Option<Instant>) -> Result<Asked> {
    Ok(Asked {
        period,
        as_of,
        today: profile::today(book)?,
    })
}
