//! A file or a pasted text, understood: its table, its time, its columns and rows.

mod heads;
mod sealed;
mod talk;
mod titles;
mod turned;

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use crate::domain::indicator::{FormColumn, IndicatorKind};
use crate::domain::naming::exact_key;
use crate::domain::number::Entry;
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::counts::Stated;
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::forms::read_form;
use crate::engine::intake::check::{Checks, FileTotal, Said, form_of, head_key};
use crate::engine::intake::heads::{Heads, Meaning};
use crate::engine::intake::names::Names;
use crate::engine::intake::rows::{MOST_ROWS, ReadCell, ReadRow, Role, Rows, refuse_twice};
use crate::engine::intake::sections::{SECTION, joined, place, sections, together};
use crate::engine::intake::shape::{Shape, likeness, lists_people, settle, shape_of};
use crate::engine::intake::time::{Fit, FoundTime};
use crate::engine::intake::times::keep_time;
use crate::engine::profile;
use crate::store::{self, Book};
use crate::tabular::{FileKind, Remark, Table, Workbook, column_letters, read_workbook};

/// What came: a file, or text that was pasted.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Its name, for the words.
    pub name: String,
    /// Its tables; none where they are lines of a chat only.
    pub workbook: Option<Workbook>,
    /// The text, where it was pasted.
    pub text: Option<String>,
}

impl Intake {
    /// A file by its bytes.
    pub fn of_file(name: &str, bytes: &[u8]) -> Result<Self> {
        Ok(Self {
            name: name.to_owned(),
            workbook: Some(read_workbook(bytes)?),
            text: None,
        })
    }

    /// Text that was pasted, as bytes of any encoding.
    pub fn of_pasted(bytes: &[u8]) -> Result<Self> {
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Self::of_text(text.trim_start_matches('\u{feff}'))),
            Err(_) => Self::of_file("", bytes),
        }
    }

    /// The place of a sheet by its name, or by its number from 1.
    pub fn sheet(&self, wanted: &str) -> Result<usize> {
        let tables = self.workbook.as_ref().map_or(&[][..], |own| &own.tables);
        let key = exact_key(wanted);
        let by_name = tables
            .iter()
            .position(|table| exact_key(&table.name) == key);
        let by_number = || {
            let number: usize = wanted.trim().parse().ok()?;
            (1..=tables.len()).contains(&number).then(|| number - 1)
        };
        by_name.or_else(by_number).ok_or_else(|| {
            let names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
            Error::new(ErrorCode::NoSuchSheet)
                .with("sheet", wanted)
                .with("sheets", names.join(", "))
        })
    }

    /// Text that was pasted: a table where it has cells, lines of a chat else.
    pub fn of_text(text: &str) -> Self {
        let cells = text.contains(['\t', '|', '<', ';', ',']);
        Self {
            name: String::new(),
            workbook: cells.then(|| read_workbook(text.as_bytes()).ok()).flatten(),
            text: Some(text.to_owned()),
        }
    }
}

/// What an officer decided about one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ColumnChoice {
    /// The column, from 0.
    pub column: u32,
    /// What it means.
    pub meaning: Meaning,
    /// Of which indicator.
    pub indicator: Option<Id>,
}

/// What an officer decided before it goes in.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// The sheet, by its place.
    pub sheet: Option<usize>,
    /// The time that it speaks of.
    pub stated: Option<Stated>,
    /// Source code; each indicator's official one when none is given.
    pub source: Option<String>,
    /// What columns mean.
    pub columns: Vec<ColumnChoice>,
    /// What names mean; none leaves their rows out.
    pub bodies: HashMap<String, Option<Id>>,
}

/// A table, understood.
#[derive(Debug, Clone)]
pub struct Reading {
    /// Place of the sheet.
    pub sheet: usize,
    /// Where things stand.
    pub shape: Shape,
    /// Its form: heads without days and numbers.
    pub form: String,
    /// Whether columns are known from an earlier file of that form.
    pub remembered: bool,
    /// The time that the titles name, with their words.
    pub found: Option<(FoundTime, String, u32)>,
    /// The time that is taken.
    pub stated: Stated,
    /// Rows.
    pub rows: Vec<ReadRow>,
    /// Totals of the file by indicator.
    pub totals: BTreeMap<Id, FileTotal>,
    /// What the table contradicts itself in.
    pub said: Vec<Said>,
    /// What could not be taken, with row and column: from 1, and from 0.
    pub refused: Vec<(u32, u32, Error)>,
    /// What of the file could not be read.
    pub remarks: Vec<Remark>,
    /// Whose sealed form it is, in words.
    pub sealed: Option<String>,
}

impl Reading {
    /// Whether any figure of a unit was understood.
    fn has_figures(&self) -> bool {
        let mut units = self.rows.iter().filter(|row| row.role == Role::Unit);
        units.any(|row| row.cells.iter().any(|cell| enters(cell).is_some()))
    }
}

/// What reading depends on.
pub(in crate::engine::intake) struct Ground<'a> {
    pub directory: &'a Directory,
    pub dictionary: &'a Dictionary,
    pub heads: Heads,
    pub today: Day,
}

/// Understands what came. Refused is what holds no figures by unit at all. Without a time of its own and without a
/// choice it is taken for the period at hand.
pub fn read_intake(book: &Book, intake: &Intake, choices: &Choices) -> Result<Reading> {
    let today = profile::today(book)?;
    book.read(|connection| {
        let calendar = profile::calendar(connection)?;
        let at_hand = Stated::Period(Period::at_hand(today, &calendar), today);
        read_for(connection, intake, choices, (at_hand, today))
    })
}

fn read_for(
    connection: &Connection,
    intake: &Intake,
    choices: &Choices,
    at_hand: (Stated, Day),
) -> Result<Reading> {
    let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
    let ground = Ground {
        directory: &directory,
        heads: Heads::of(&dictionary),
        dictionary: &dictionary,
        today: at_hand.1,
    };
    if let Some(workbook) = &intake.workbook
        && let Some(form) = read_form(connection, workbook)?
    {
        return Ok(ground.sealed(&form));
    }
    let known = store::list::<FormColumn>(connection, "1 = 1", &[])?;
    let known: HashMap<(String, String), (String, Option<Id>)> = known
        .into_iter()
        .map(|kept| kept.record)
        .map(|own| ((own.form, own.head), (own.meaning, own.indicator)))
        .collect();
    let table = || {
        let workbook = intake.workbook.as_ref()?;
        let upright = ground.tables((workbook, &intake.name), choices, at_hand.0, &known);
        if upright.as_ref().is_some_and(Reading::has_figures) {
            return upright;
        }
        let turned = ground.turned((workbook, &intake.name), choices, at_hand.0);
        turned.or(upright)
    };
    let Some(text) = &intake.text else {
        return table().ok_or_else(|| no_table(intake));
    };
    // Lines of a chat hold semicolons and commas as tables do; only cells parted by tabs and such are surely a table.
    let talk = || ground.talk(text, choices, at_hand.0, &known);
    if text.contains(['\t', '|', '<']) {
        return table().map_or_else(talk, Ok);
    }
    let said = talk();
    if said.as_ref().is_ok_and(Reading::has_figures) {
        return said;
    }
    match (said, table()) {
        (_, Some(table)) if table.has_figures() => Ok(table),
        (Err(_), Some(table)) => Ok(table),
        (said, _) => said,
    }
}

/// Why nothing of a file is taken.
fn no_table(intake: &Intake) -> Error {
    let mut tables = intake.workbook.iter().flat_map(|own| own.tables.iter());
    if tables.any(lists_people) {
        return Error::new(ErrorCode::CitizenNumber).with("digits", 12);
    }
    Error::new(ErrorCode::NoFigureTable).with("file", &intake.name)
}

type Known = HashMap<(String, String), (String, Option<Id>)>;

/// First and last day of a time.
fn span_of(stated: Stated) -> (Day, Day) {
    match stated {
        Stated::AsOf(instant) => (instant.day, instant.day),
        Stated::Period(period, _) => period.days(),
    }
}

impl Ground<'_> {
    fn stated_of(&self, found: FoundTime) -> Stated {
        match found {
            FoundTime::AsOf(instant) => Stated::AsOf(instant),
            FoundTime::Period(period) => Stated::Period(period, self.today),
        }
    }

    /// The table of a file that looks most like figures by unit.
    fn tables(
        &self,
        (workbook, file): (&Workbook, &str),
        choices: &Choices,
        at_hand: Stated,
        known: &Known,
    ) -> Option<Reading> {
        let span = span_of(choices.stated.unwrap_or(at_hand));
        let names = Names::new(self.directory, span, &choices.bodies);
        let sheet = match choices.sheet {
            Some(sheet) => sheet,
            None => self.best_sheet(workbook, &names, choices.stated)?,
        };
        let whole = match choices.sheet {
            Some(_) => None,
            None => joined(workbook, &names),
        };
        let (sheet, table) = match &whole {
            Some((first, table)) => (*first, table),
            None => (sheet, workbook.tables.get(sheet)?),
        };
        if lists_people(table) {
            return None;
        }
        let remarks = workbook
            .remarks
            .iter()
            .filter(|own| own.table.is_empty() || own.table == table.name);
        let remarks: Vec<Remark> = remarks.cloned().collect();
        let parts = sections(table, &names, &self.heads);
        let reading = if parts.is_empty() {
            self.one_table(table, file, choices, at_hand, known)?
        } else {
            let each = parts.iter().zip(0..).filter_map(|(part, section)| {
                let choices = of_section(choices, section);
                self.one_table(part, file, &choices, at_hand, known)
            });
            let whole = together(Self::of_one_time(each.collect(), choices.stated))?;
            self.without_doubles(whole, choices)
        };
        Some(Reading {
            sheet,
            remarks,
            ..reading
        })
    }

    /// A figure may stand in two sections.
    fn without_doubles(&self, mut reading: Reading, choices: &Choices) -> Reading {
        let names = Names::new(self.directory, span_of(reading.stated), &choices.bodies);
        let known = refusals(&reading.rows, &reading.shape);
        refuse_twice(&mut reading.rows, &names);
        let found = refusals(&reading.rows, &reading.shape);
        let fresh = found.into_iter().filter(|own| !known.contains(own));
        reading.refused.extend(fresh);
        reading
    }

    /// One table under one head.
    fn one_table(
        &self,
        table: &Table,
        file: &str,
        choices: &Choices,
        at_hand: Stated,
        known: &Known,
    ) -> Option<Reading> {
        let span = span_of(choices.stated.unwrap_or(at_hand));
        let names = Names::new(self.directory, span, &choices.bodies);
        let mut shape = shape_of(table, &names, &self.heads, self.dictionary)?;
        let found = self.time_of(table, &shape, (file, choices.stated));
        let stated = choices
            .stated
            .or_else(|| found.as_ref().map(|(time, ..)| self.stated_of(*time)))
            .unwrap_or(at_hand);
        // A unit is looked for on the day of the figures.
        let names = Names::new(self.directory, span_of(stated), &choices.bodies);
        if let Some(own) = shape_of(table, &names, &self.heads, self.dictionary) {
            shape = own;
        }
        let flow = |id: Id| {
            let own = self.dictionary.get(id);
            own.is_some_and(|own| own.kind == IndicatorKind::Flow)
        };
        let year = self.year(choices.stated);
        keep_time(&mut shape.columns, (stated, span_of(stated).1), year, &flow);
        let form = form_of(&shape);
        let remembered = self.decide(&mut shape, &form, choices, known);
        let rows = Rows {
            shape: &shape,
            names: &names,
            dictionary: self.dictionary,
        };
        let rows = rows.read(table);
        let mut refused = refusals(&rows, &shape);
        refused.extend(unread(table, &shape));
        let head = shape.head.map_or(1, |(_, last)| last);
        let checks = Checks {
            shape: &shape,
            names: &names,
            dictionary: self.dictionary,
            rows: &rows,
        };
        for (column, problem) in checks.heads() {
            if let Some(error) = self.head_problem(&shape, table, column, problem) {
                refused.push((head, column, error));
            }
        }
        let (totals, mut said) = checks.totals();
        said.extend(checks.percents());
        said.extend(Self::other_time(found.as_ref(), choices.stated));
        said.extend(self.doubtful_heads(&shape, head));
        Some(Reading {
            sheet: 0,
            form,
            remembered,
            found,
            stated,
            rows,
            totals,
            said,
            refused,
            remarks: Vec::new(),
            sealed: None,
            shape,
        })
    }

    /// The sheet that looks most like figures; among several one whose titles name the time that is asked for.
    fn best_sheet(
        &self,
        workbook: &Workbook,
        names: &Names<'_>,
        asked: Option<Stated>,
    ) -> Option<usize> {
        let mut best: Option<(usize, usize)> = None;
        for (index, table) in workbook.tables.iter().enumerate() {
            let mut score = likeness(table, names);
            if score == 0 || lists_people(table) {
                continue;
            }
            if table.hidden {
                score = 1;
            }
            if let (Some(asked), Some((time, ..))) =
                (asked, self.time_in_titles(table, u32::MAX, asked))
            {
                score *= match time.fit(asked) {
                    Fit::Just => 8,
                    Fit::Apart => 1,
                    _ => 5,
                };
            }
            if best.is_none_or(|(_, known)| score > known) {
                best = Some((index, score));
            }
        }
        best.map(|(index, _)| index)
    }

    /// Puts what the officer decided, and what is known from earlier files, before what was read.
    fn decide(&self, shape: &mut Shape, form: &str, choices: &Choices, known: &Known) -> bool {
        let mut remembered = false;
        for own in &mut shape.columns {
            let key = (form.to_owned(), head_key(&own.head()));
            if let Some((meaning, indicator)) = known.get(&key)
                && let Some(meaning) = Meaning::parse(meaning)
                && indicator.is_none_or(|id| self.dictionary.get(id).is_some())
                && !matches!(own.meaning, Meaning::Body | Meaning::Code)
            {
                (own.meaning, own.indicator) = (meaning, *indicator);
                (own.sure, own.remembered, remembered) = (true, true, true);
            }
        }
        for choice in &choices.columns {
            let Some(own) = shape
                .columns
                .iter_mut()
                .find(|own| own.column == choice.column)
            else {
                continue;
            };
            (own.meaning, own.indicator, own.sure) = (choice.meaning, choice.indicator, true);
            if choice.meaning == Meaning::Body {
                shape.body = choice.column;
            }
        }
        settle(&mut shape.columns, self.dictionary);
        remembered
    }
}

/// What an officer decided about the columns of a section.
fn of_section(choices: &Choices, section: u32) -> Choices {
    let columns = choices.columns.iter();
    Choices {
        columns: columns
            .filter(|own| own.column / SECTION == section)
            .map(|own| ColumnChoice {
                column: place(own.column),
                ..*own
            })
            .collect(),
        ..choices.clone()
    }
}

fn year_of(day: Day) -> i32 {
    use chrono::Datelike;
    day.year()
}

/// "A", "B", … "AA".
pub(in crate::engine::intake) fn letter(column: u32) -> String {
    column_letters(place(column))
}

/// The first row below those that are understood, when a table is longer than that.
fn unread(table: &Table, shape: &Shape) -> Option<(u32, u32, Error)> {
    let below = shape.head.map_or(0, |(_, last)| last);
    let mut rows = table.rows.iter().filter(|row| row.number > below);
    let row = rows.nth(MOST_ROWS)?.number;
    let error = Error::new(ErrorCode::TableTooLong)
        .with("row", row)
        .with("rows", MOST_ROWS);
    Some((row, shape.body, error))
}

/// What rows refuse, with its place.
fn refusals(rows: &[ReadRow], shape: &Shape) -> Vec<(u32, u32, Error)> {
    let mut out = Vec::new();
    let note = shape
        .columns
        .iter()
        .find(|own| own.meaning == Meaning::Note)
        .map_or(0, |own| own.column);
    for row in rows {
        if let (Role::Unknown, Some(error)) = (row.role, &row.refusal) {
            out.push((row.row, shape.body, error.clone()));
        }
        if let (Role::Unit, Some(error)) = (row.role, &row.note_refusal) {
            out.push((row.row, note, error.clone()));
        }
        if row.role == Role::Unit {
            for cell in &row.cells {
                if let Err(error) = &cell.entry {
                    out.push((row.row, cell.column, error.clone()));
                }
            }
        }
    }
    out
}

/// Whether a cell holds a figure to be entered.
pub(in crate::engine::intake) fn enters(cell: &ReadCell) -> Option<Entry> {
    match cell.entry {
        Ok(Entry::Empty) | Err(_) => None,
        Ok(entry) => Some(entry),
    }
}

/// The file kinds in words.
pub(in crate::engine) const fn kind_words(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Xlsx => "Excel (.xlsx)",
        FileKind::Xls => "Excel 97–2003 (.xls)",
        FileKind::Ods => "LibreOffice (.ods)",
        FileKind::Delimited => "văn bản có cột (.csv)",
        FileKind::Docx => "bảng trong Word (.docx)",
        FileKind::Html => "trang web lưu thành bảng",
    }
}
