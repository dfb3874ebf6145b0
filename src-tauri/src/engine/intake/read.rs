//! A file or a pasted text, understood: its table, its time, its columns and rows.

use std::collections::{BTreeMap, HashMap};

use rusqlite::Connection;

use super::chat::{Talk, read_talk};
use super::check::{Checks, FileTotal, HeadProblem, Said, form_of, head_key};
use super::heads::{Heads, Meaning};
use super::names::{Chosen, Names};
use super::rows::{ReadCell, ReadRow, Role, Rows, reader_of, refuse_twice};
use super::sections::{SECTION, joined, place, sections, together};
use super::shape::{CUMULATIVE, Column, Shape, likeness, lists_people, says, settle, shape_of};
use super::time::{Fit, FoundTime, time_in, time_of_name};
use super::times::keep_time;
use super::turned::Turner;
use crate::domain::indicator::{FormColumn, IndicatorKind};
use crate::domain::naming::exact_key;
use crate::domain::number::Entry;
use crate::domain::text::refuse_citizen_number;
use crate::domain::{Day, Error, ErrorCode, Id, Period, Result};
use crate::engine::counts::{Doubt, Stated};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::forms::{FormReturned, read_form};
use crate::engine::profile;
use crate::store::{self, Book};
use crate::tabular::{Cell, FileKind, Remark, Table, Workbook, read_workbook};

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
pub(super) struct Ground<'a> {
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
        let reading = if parts.len() > 1 {
            let each = parts.iter().zip(0..).filter_map(|(part, section)| {
                let choices = of_section(choices, section);
                self.one_table(part, file, &choices, at_hand, known)
            });
            together(Self::of_one_time(each.collect(), choices.stated))?
        } else {
            self.one_table(table, file, choices, at_hand, known)?
        };
        let names = Names::new(self.directory, span_of(reading.stated), &choices.bodies);
        let mut reading = reading;
        let known = refusals(&reading.rows, &reading.shape);
        refuse_twice(&mut reading.rows, &names);
        let found = refusals(&reading.rows, &reading.shape);
        reading
            .refused
            .extend(found.into_iter().filter(|own| !known.contains(own)));
        Some(Reading {
            sheet,
            remarks,
            ..reading
        })
    }

    /// Sections of the time that is asked for, or of the first one's; all of them where none is.
    fn of_one_time(readings: Vec<Reading>, asked: Option<Stated>) -> Vec<Reading> {
        let Some(stated) = asked.or_else(|| readings.first().map(|own| own.stated)) else {
            return readings;
        };
        let fits = |own: &Reading| {
            let found = own.found.as_ref();
            found.is_none_or(|(time, _, row)| *row == 0 || time.fit(stated) != Fit::Apart)
        };
        if readings.iter().any(fits) {
            readings.into_iter().filter(fits).collect()
        } else {
            readings
        }
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

    /// Columns whose meaning was guessed, and cumulative ones of what is counted by period: they are taken, and said.
    fn doubtful_heads(&self, shape: &Shape, row: u32) -> Vec<Said> {
        let taken = shape
            .columns
            .iter()
            .filter(|own| own.meaning == Meaning::Figure && own.twin.is_none() && !own.remembered);
        let mut out = Vec::new();
        for own in taken {
            let Some(id) = own.indicator else { continue };
            let doubt = if own.sure {
                self.cumulative_head(own, id)
            } else {
                Some(self.guessed_head(&own.head(), id))
            };
            out.extend(doubt.map(|doubt| Said {
                row,
                column: own.column,
                doubt,
            }));
        }
        out
    }

    fn guessed_head(&self, head: &str, id: Id) -> Doubt {
        let name = self.dictionary.name(id, self.today);
        Doubt::new(
            "head_guessed",
            format!("“{head}” được hiểu là “{name}”, chưa chắc. Hãy xem lại trước khi ghi."),
        )
    }

    fn cumulative_head(&self, own: &Column, id: Id) -> Option<Doubt> {
        let flow = self.dictionary.get(id)?.kind == IndicatorKind::Flow;
        (flow && says(own, &CUMULATIVE)).then(|| {
            let text = format!(
                "“{}” là số lũy kế, còn “{}” ghi theo kỳ. Chỉ ghi nếu lũy kế của đúng kỳ này.",
                own.head(),
                self.dictionary.name(id, self.today)
            );
            Doubt::new("cumulative_head", text)
        })
    }

    /// The first table that stands the other way: an indicator a row.
    fn turned(
        &self,
        (workbook, file): (&Workbook, &str),
        choices: &Choices,
        at_hand: Stated,
    ) -> Option<Reading> {
        let tables = workbook.tables.iter().enumerate();
        let chosen = tables.filter(|(index, table)| match choices.sheet {
            Some(sheet) => sheet == *index,
            None => !table.hidden,
        });
        for (sheet, table) in chosen {
            if lists_people(table) {
                continue;
            }
            let found = self.time_in_titles(table, u32::MAX, choices.stated);
            let found = found.or_else(|| self.time_of_file(file, choices.stated));
            let stated = choices
                .stated
                .or_else(|| found.as_ref().map(|(time, ..)| self.stated_of(*time)))
                .unwrap_or(at_hand);
            let names = Names::new(self.directory, span_of(stated), &choices.bodies);
            let turner = Turner {
                names: &names,
                heads: &self.heads,
                dictionary: self.dictionary,
                time: (stated, self.year(choices.stated)),
            };
            let Some(own) = turner.read(table, file) else {
                continue;
            };
            let mut rows = own.rows;
            refuse_twice(&mut rows, &names);
            let mut totals: BTreeMap<Id, FileTotal> = BTreeMap::new();
            for cell in rows.iter().flat_map(|row| &row.cells) {
                if let Ok(Entry::Value(value, _)) = cell.entry {
                    let total = totals.entry(cell.indicator).or_default();
                    total.sum = total.sum.saturating_add(value);
                }
            }
            let mut said: Vec<Said> = Self::other_time(found.as_ref(), choices.stated)
                .into_iter()
                .collect();
            let mut labels: Vec<u32> = Vec::new();
            for (row, id) in rows
                .iter()
                .filter_map(|row| Some((row, row.cells.first()?.indicator)))
            {
                let label = super::names::without_number(&row.name);
                if !labels.contains(&row.row) && !self.heads.read_label(label).sure {
                    labels.push(row.row);
                    said.push(Said {
                        row: row.row,
                        column: own.shape.body,
                        doubt: self.guessed_head(label, id),
                    });
                }
            }
            if own.named_by_file {
                let unit = rows.first().and_then(|row| row.body);
                let unit = unit
                    .map(|body| self.directory.name(body, names.day()))
                    .unwrap_or_default();
                said.push(Said {
                    row: rows.first().map_or(1, |row| row.row),
                    column: own.shape.body,
                    doubt: Doubt::new(
                        "unit_of_file",
                        format!("Bảng không ghi đơn vị; theo tên tệp là {unit}. Hãy xem lại trước khi ghi."),
                    ),
                });
            }
            return Some(Reading {
                sheet,
                form: String::new(),
                remembered: false,
                refused: refusals(&rows, &own.shape),
                shape: own.shape,
                found,
                stated,
                rows,
                totals,
                said,
                remarks: workbook.remarks.clone(),
                sealed: None,
            });
        }
        None
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

    fn time_of(
        &self,
        table: &Table,
        shape: &Shape,
        (file, asked): (&str, Option<Stated>),
    ) -> Option<(FoundTime, String, u32)> {
        let head = shape.head.map_or(1, |(top, _)| top);
        let of_heads = || {
            // A head may say it: "Lũy kế đến 14/3/2024".
            let heads = shape.columns.iter().flat_map(|own| own.parts.iter());
            let year = self.year(asked);
            let told: Vec<(FoundTime, String, u32)> = heads
                .filter(|text| text.bytes().any(|b| b.is_ascii_digit()))
                .filter_map(|text| time_in(text, year).map(|time| (time, text.clone(), head)))
                .collect();
            // Of columns of several times the one that is asked for goes first.
            let fit = |time: FoundTime| asked.map_or(Fit::Untold, |asked| time.fit(asked));
            let best = told.iter().map(|(time, ..)| fit(*time)).max();
            told.into_iter().find(|(time, ..)| Some(fit(*time)) == best)
        };
        self.time_in_titles(table, head, asked)
            .or_else(of_heads)
            .or_else(|| self.time_of_file(file, asked))
    }

    fn time_of_file(&self, file: &str, asked: Option<Stated>) -> Option<(FoundTime, String, u32)> {
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        time_of_name(stem, self.year(asked), false).map(|time| (time, file.to_owned(), 0))
    }

    /// The year of a time that names none: that of the time that is asked for, else this one.
    fn year(&self, asked: Option<Stated>) -> i32 {
        asked.map_or_else(|| year_of(self.today), |asked| year_of(span_of(asked).1))
    }

    /// The time that titles above a row name; the name of the sheet after them.
    fn time_in_titles(
        &self,
        table: &Table,
        head: u32,
        asked: Option<Stated>,
    ) -> Option<(FoundTime, String, u32)> {
        let year = self.year(asked);
        for row in table
            .rows
            .iter()
            .take(30)
            .take_while(|row| row.number < head)
        {
            for (_, cell) in &row.cells {
                let Cell::Text(text) = cell else { continue };
                let Some(time) = time_in(text, year) else {
                    continue;
                };
                // "Cần Thơ, ngày 05 tháng 01 năm 2024" is when it was written, not what it speaks of.
                let words = super::heads::words_of(text).join(" ");
                let dated = words.contains(" ngay ")
                    && !words.contains("den")
                    && !words.starts_with("ngay")
                    && !words.contains("tu ngay");
                if !dated {
                    return Some((time, text.to_string(), row.number));
                }
            }
        }
        time_of_name(&table.name, year, true).map(|time| (time, table.name.clone(), 0))
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

    /// Columns whose numbers are not taken, with the reason; a column without numbers is none of the table's.
    fn head_problem(
        &self,
        shape: &Shape,
        table: &Table,
        column: u32,
        problem: HeadProblem,
    ) -> Option<Error> {
        let own = shape.columns.iter().find(|own| own.column == column)?;
        match problem {
            HeadProblem::Unknown => {
                let below = shape.head.map_or(0, |(_, last)| last);
                let numbers = table
                    .rows
                    .iter()
                    .filter(|row| row.number > below)
                    .any(|row| row.cell(column).is_some_and(super::shape::is_number));
                numbers.then(|| self.unknown_head(own))
            }
            HeadProblem::Twin(twin) => Some(self.twin_head(own, twin)),
        }
    }

    fn unknown_head(&self, own: &Column) -> Error {
        let names: Vec<String> = own
            .candidates
            .iter()
            .map(|id| self.dictionary.name(*id, self.today))
            .collect();
        if names.is_empty() {
            Error::new(ErrorCode::NoSuchIndicator).with("indicator", own.head())
        } else {
            Error::new(ErrorCode::AmbiguousIndicator)
                .with("text", own.head())
                .with("candidates", names.join("; "))
        }
    }

    fn twin_head(&self, own: &Column, twin: u32) -> Error {
        let indicator = own.indicator.map(|id| self.dictionary.name(id, self.today));
        Error::new(ErrorCode::ColumnTwice)
            .with("column", letter(twin))
            .with("indicator", indicator.unwrap_or_default())
    }

    /// A file of another time than the one asked for.
    fn other_time(found: Option<&(FoundTime, String, u32)>, asked: Option<Stated>) -> Option<Said> {
        let ((time, words, row), asked) = (found?, asked?);
        (time.fit(asked) == Fit::Apart).then(|| Said {
            row: (*row).max(1),
            column: 0,
            doubt: Doubt::new(
                "time_differs",
                format!(
                    "Tệp ghi “{words}”, khác thời gian đang nhập. Hãy xem lại kỳ trước khi ghi."
                ),
            ),
        })
    }

    /// Lines of a chat.
    fn talk(
        &self,
        text: &str,
        choices: &Choices,
        at_hand: Stated,
        known: &Known,
    ) -> Result<Reading> {
        let year = self.year(choices.stated);
        let found = text.lines().zip(1..).find_map(|(line, row)| {
            let plain = crate::domain::text::fold(line);
            let says = plain.contains("den ")
                || plain.contains("tu ngay")
                || plain.contains("thang ")
                || plain.contains("quy ");
            says.then(|| time_in(line, year))
                .flatten()
                .map(|time| (time, line.trim().to_owned(), row))
        });
        let stated = choices
            .stated
            .or_else(|| found.as_ref().map(|(time, ..)| self.stated_of(*time)))
            .unwrap_or(at_hand);
        let names = Names::new(self.directory, span_of(stated), &choices.bodies);
        let talk = read_talk(text, &names, &self.heads);
        if !talk.tells_figures()
            && talk.lost.is_empty()
            && talk.bare.is_empty()
            && talk.stopped.is_empty()
        {
            return Err(Error::new(ErrorCode::NoFigureTable));
        }
        let mut shape = self.shape_of_talk(&talk);
        let form = form_of(&shape);
        let remembered = self.decide(&mut shape, &form, choices, known);
        // Two labels may be one indicator: "KH" and "kích hoạt"; each line is read by its own.
        let rows = self.rows_of_talk(&talk, &shape, &names);
        let mut refused = refusals(&rows, &shape);
        for (column, (row, _)) in (1..).zip(&talk.labels) {
            if let Some(own) = shape
                .columns
                .iter()
                .find(|own| own.column == column && own.meaning == Meaning::Unknown)
            {
                refused.push((*row, column, self.unknown_head(own)));
            }
        }
        for (row, _, figure) in &talk.bare {
            let error = Error::new(ErrorCode::NoSuchIndicator).with("indicator", figure);
            refused.push((*row, 0, error));
        }
        for (row, digits) in &talk.stopped {
            refused.push((
                *row,
                0,
                Error::new(ErrorCode::CitizenNumber).with("digits", digits),
            ));
        }
        let checks = Checks {
            shape: &shape,
            names: &names,
            dictionary: self.dictionary,
            rows: &rows,
        };
        let (totals, said) = checks.totals();
        Ok(Reading {
            sheet: 0,
            form,
            remembered,
            said: said
                .into_iter()
                .chain(self.guessed_labels(&talk, &shape))
                .chain(Self::other_time(found.as_ref(), choices.stated))
                .collect(),
            found,
            stated,
            totals,
            refused,
            rows,
            remarks: Vec::new(),
            sealed: None,
            shape,
        })
    }

    fn guessed_labels(&self, talk: &Talk, shape: &Shape) -> Vec<Said> {
        let labels = (1..).zip(&talk.labels);
        labels
            .filter_map(|(column, (row, label))| {
                let own = shape.columns.iter().find(|own| own.column == column)?;
                let guessed = own.meaning == Meaning::Figure && !own.sure;
                Some(Said {
                    row: *row,
                    column,
                    doubt: self.guessed_head(label, own.indicator.filter(|_| guessed)?),
                })
            })
            .collect()
    }

    /// A sealed form: one unit, one period, an indicator a row.
    fn sealed(&self, form: &FormReturned) -> Reading {
        let (first, last) = form.period.days();
        let day = last;
        let answers = form.cells.first().map_or(1, |cell| cell.column);
        let head = |column: u32, head: &str, meaning: Meaning| Column {
            parts: vec![head.to_owned()],
            ..Column::of(column, meaning)
        };
        let mut totals: BTreeMap<Id, FileTotal> = BTreeMap::new();
        let rows: Vec<ReadRow> = form
            .cells
            .iter()
            .map(|own| {
                let reader = reader_of(
                    &Column::of(own.column, Meaning::Figure),
                    own.indicator,
                    self.dictionary,
                    day,
                );
                let entry = reader.text(&own.entry);
                if let Ok(Entry::Value(value, _)) = entry {
                    totals.entry(own.indicator).or_default().sum = value;
                }
                let note = Some(own.note.clone()).filter(|note| !note.trim().is_empty());
                let stopped = note
                    .as_deref()
                    .map(refuse_citizen_number)
                    .and_then(Result::err);
                ReadRow {
                    row: own.row,
                    name: self.dictionary.name(own.indicator, day),
                    role: Role::Unit,
                    body: Some(form.body),
                    refusal: None,
                    cells: vec![ReadCell {
                        column: own.column,
                        indicator: own.indicator,
                        written: own.entry.clone(),
                        entry,
                    }],
                    beside: Vec::new(),
                    note: note.filter(|_| stopped.is_none()),
                    note_refusal: stopped,
                }
            })
            .collect();
        let shape = Shape {
            head: None,
            body: 0,
            code: None,
            above: None,
            columns: vec![
                head(0, "Chỉ tiêu", Meaning::Body),
                head(answers, "Số báo cáo", Meaning::Figure),
            ],
            units: 1,
        };
        let directory = self.directory;
        let name = directory.name(form.body, day.max(first));
        Reading {
            sheet: form.table,
            form: String::new(),
            remembered: false,
            found: Some((FoundTime::Period(form.period), form.period.label(), 0)),
            stated: Stated::Period(form.period, self.today),
            refused: refusals(&rows, &shape),
            rows,
            totals,
            said: Vec::new(),
            remarks: Vec::new(),
            sealed: Some(format!("{name}, {}", form.period.label())),
            shape,
        }
    }

    fn shape_of_talk(&self, talk: &Talk) -> Shape {
        let column = |column: u32, head: &str, meaning: Meaning| Column {
            parts: vec![head.to_owned()],
            ..Column::of(column, meaning)
        };
        let mut columns = vec![column(0, "Đơn vị", Meaning::Body)];
        for (at, (_, label)) in (1..).zip(&talk.labels) {
            let read = self.heads.read_label(label);
            columns.push(Column {
                meaning: read.meaning,
                indicator: read.indicator,
                sure: read.sure,
                candidates: read.candidates,
                ..column(at, label, Meaning::Unknown)
            });
        }
        Shape {
            head: None,
            body: 0,
            code: None,
            above: None,
            columns,
            units: talk.lines.len(),
        }
    }

    fn rows_of_talk(&self, talk: &Talk, shape: &Shape, names: &Names<'_>) -> Vec<ReadRow> {
        let mut out: Vec<ReadRow> = Vec::new();
        for line in &talk.lines {
            let left_out = names.chosen(&line.name) == Some(Chosen::LeftOut);
            let body = names.read(&line.name, None);
            let mut row = ReadRow {
                row: line.row,
                name: line.name.clone(),
                role: match &body {
                    _ if left_out => Role::LeftOut,
                    Ok(_) => Role::Unit,
                    Err(_) => Role::Unknown,
                },
                body: body.as_ref().ok().copied(),
                refusal: body.err(),
                cells: Vec::new(),
                beside: Vec::new(),
                note: None,
                note_refusal: None,
            };
            for (label, written) in &line.items {
                let column = *label as u32 + 1;
                let own = shape.columns.iter().find(|own| own.column == column);
                let Some((own, indicator)) = own.and_then(|own| Some((own, own.indicator?))) else {
                    continue;
                };
                if own.meaning != Meaning::Figure {
                    continue;
                }
                let reader = reader_of(own, indicator, self.dictionary, names.day());
                row.cells.push(ReadCell {
                    column,
                    indicator,
                    written: written.clone(),
                    entry: reader.text(written),
                });
            }
            out.push(row);
        }
        refuse_twice(&mut out, names);
        out.extend(rows_without_figures(talk, names));
        out.sort_by_key(|row| row.row);
        out
    }
}

/// Lines that nothing was taken from: no line is lost.
fn rows_without_figures(talk: &Talk, names: &Names<'_>) -> Vec<ReadRow> {
    let row = |row: u32, name: &str, role: Role| ReadRow {
        row,
        name: name.to_owned(),
        role,
        body: None,
        refusal: None,
        cells: Vec::new(),
        beside: Vec::new(),
        note: None,
        note_refusal: None,
    };
    let lost = talk.lost.iter().map(|(number, line)| ReadRow {
        refusal: Some(
            Error::new(ErrorCode::NoSuchBody)
                .with("body", line)
                .with("day", names.day().format("%d/%m/%Y")),
        ),
        ..row(*number, line, Role::Unknown)
    });
    // Nothing of a line with a citizen's number is shown.
    let stopped = talk
        .stopped
        .iter()
        .map(|(number, _)| row(*number, "…", Role::LeftOut));
    let told: Vec<u32> = talk.lines.iter().map(|line| line.row).collect();
    let bare = talk
        .bare
        .iter()
        .filter(|(number, ..)| !told.contains(number))
        .map(|(number, name, _)| ReadRow {
            body: names.read(name, None).ok(),
            ..row(*number, name, Role::LeftOut)
        });
    lost.chain(stopped).chain(bare).collect()
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
pub(super) fn letter(column: u32) -> String {
    let mut out = String::new();
    let mut left = place(column) + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        out.insert(0, char::from(b'A' + digit as u8));
        left = (left - 1) / 26;
    }
    out
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
pub(super) fn enters(cell: &ReadCell) -> Option<Entry> {
    match cell.entry {
        Ok(Entry::Empty) | Err(_) => None,
        Ok(entry) => Some(entry),
    }
}

/// The file kinds in words.
pub(super) const fn kind_words(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Xlsx => "Excel (.xlsx)",
        FileKind::Xls => "Excel 97–2003 (.xls)",
        FileKind::Ods => "LibreOffice (.ods)",
        FileKind::Delimited => "văn bản có cột (.csv)",
        FileKind::Docx => "bảng trong Word (.docx)",
        FileKind::Html => "trang web lưu thành bảng",
    }
}
