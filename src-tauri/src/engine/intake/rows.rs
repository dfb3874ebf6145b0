//! What each row of a table is (vai trò của dòng): a unit, a group, a total, or nothing of the table; and its figures.

use std::collections::{HashMap, HashSet};

use super::heads::{Meaning, words_of};
use super::names::{Chosen, Names, is_roman};
use super::number::{Reader, number_in};
use super::shape::{Column, Shape, is_number, numbers_columns};
use crate::domain::indicator::IndicatorKind;
use crate::domain::naming::{base_letter, exact_key};
use crate::domain::number::Entry;
use crate::domain::text::{fold, refuse_citizen_number};
use crate::domain::{Day, Error, ErrorCode, Id, Result};
use crate::engine::dictionary::Dictionary;
use crate::tabular::{Cell, Table, TableRow};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// A unit's figures.
    Unit,
    /// The head of a group, with or without its sum.
    Group,
    /// A total.
    Total,
    /// Figures of someone whom the book does not know.
    Unknown,
    /// Nothing of the table.
    LeftOut,
}

/// A figure of a row, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadCell {
    /// The column, from 0.
    pub column: u32,
    /// The indicator.
    pub indicator: Id,
    /// As the file has it; nothing where it has none.
    pub written: Option<Cell>,
    /// What was understood, or why nothing was. There may be half a million of them: the rare reason takes no room.
    pub entry: Result<Entry, Box<Error>>,
}

/// A row, as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadRow {
    /// Its number in the file, from 1.
    pub row: u32,
    /// The name in it.
    pub name: String,
    /// What it is.
    pub role: Role,
    /// Whose figures, or whose sum.
    pub body: Option<Id>,
    /// Why the name could not be understood.
    pub refusal: Option<Box<Error>>,
    /// Figures.
    pub cells: Vec<ReadCell>,
    /// What stands beside them: targets, percentages, figures of before.
    pub beside: Vec<(u32, Cell)>,
    /// A note of the row.
    pub note: Option<String>,
    /// Why the note was refused.
    pub note_refusal: Option<Box<Error>>,
}

/// Reads the rows below the head of a table.
pub struct Rows<'a> {
    /// Where things stand.
    pub shape: &'a Shape,
    /// Names of units.
    pub names: &'a Names<'a>,
    /// Indicators.
    pub dictionary: &'a Dictionary,
}

/// Rows that are understood at most: twenty times the units of the country. What stands below is told, not read.
pub const MOST_ROWS: usize = 65_536;

/// Words with which a total begins.
const TOTAL: [&str; 14] = [
    "tổng",
    "cộng",
    "chung",
    "bình quân",
    "trung bình",
    "toàn quận",
    "toàn huyện",
    "toàn thị xã",
    "toàn thành phố",
    "toàn tỉnh",
    "toàn xã",
    "toàn phường",
    "toàn địa bàn",
    "toàn tp",
];

/// Words after which nothing of the table follows.
const ENDING: [&str; 12] = [
    "ghi chu",
    "luu y",
    "nguoi lap",
    "nguoi bao cao",
    "noi nhan",
    "thu truong",
    "tm",
    "kt",
    "tl",
    "tuq",
    "xac nhan",
    "nguon",
];

impl Rows<'_> {
    /// Reads all rows.
    pub fn read(&self, table: &Table) -> Vec<ReadRow> {
        let below = self.shape.head.map_or(0, |(_, last)| last);
        let readers = self.readers();
        let mut out: Vec<ReadRow> = Vec::with_capacity(table.rows.len().min(MOST_ROWS));
        let mut group: Option<String> = None;
        let mut ended = false;
        let rows = table.rows.iter().filter(|row| row.number > below);
        for row in rows.take(MOST_ROWS) {
            let read = self.row(row, &readers, group.as_deref(), ended);
            match read.role {
                Role::Group => {
                    group = Some(read.name.clone()).filter(|name| self.names.knows(name));
                }
                Role::LeftOut => ended = ended || begins_with(&read.name, &ENDING),
                Role::Unit => ended = false,
                _ => {}
            }
            out.push(read);
        }
        self.sums_of_units(&mut out);
        refuse_twice(&mut out, self.names);
        out
    }

    /// How each column of figures is read, in the order of the columns.
    fn readers(&self) -> Vec<(u32, Reader)> {
        let day = self.names.day();
        let figures = self
            .shape
            .columns
            .iter()
            .filter(|own| own.meaning == Meaning::Figure);
        figures
            .filter_map(|own| {
                Some((
                    own.column,
                    reader_of(own, own.indicator?, self.dictionary, day),
                ))
            })
            .collect()
    }

    fn row(
        &self,
        row: &TableRow,
        readers: &[(u32, Reader)],
        group: Option<&str>,
        ended: bool,
    ) -> ReadRow {
        let first_figure = readers.first().map_or(u32::MAX, |(column, _)| *column);
        let own = row.cell(self.shape.body).map(Cell::text);
        let label = own.clone().unwrap_or_else(|| {
            // "Tổng cộng" over two merged columns stands in the first of them.
            let before = row.cells.iter().find(|(column, cell)| {
                *column < first_figure.max(self.shape.body) && matches!(cell, Cell::Text(_))
            });
            before.map(|(_, cell)| cell.text()).unwrap_or_default()
        });
        let mut out = ReadRow {
            row: row.number,
            name: single_blanks(&label),
            role: Role::LeftOut,
            body: None,
            refusal: None,
            cells: Vec::new(),
            beside: Vec::new(),
            note: None,
            note_refusal: None,
        };
        if numbers_columns(row) && own.as_ref().is_none_or(|text| !self.names.knows(text)) {
            return out;
        }
        out.cells.reserve_exact(readers.len());
        self.fill(row, readers, &mut out);
        // A name of an office or of a signer may stand in the columns of figures; it is none.
        let nameless = out.name.chars().all(|c| !c.is_alphanumeric());
        let filled = out.cells.iter().any(|cell| match &cell.entry {
            // A line of dashes without a name says nothing.
            Ok(Entry::NoData) if nameless => false,
            Ok(entry) => *entry != Entry::Empty,
            Err(error) => error.code != ErrorCode::NotANumber,
        });
        // Numbers of rows say nothing of what they are.
        let ordinal = match row.cells.first() {
            Some((_, Cell::Text(text))) => text,
            _ => "",
        };
        let above = self
            .shape
            .above
            .and_then(|column| row.cell(column))
            .map(|cell| cell.text().into_owned());
        let code = self
            .shape
            .code
            .and_then(|column| row.cell(column))
            .map(|cell| cell.text().into_owned());
        let refusal;
        (out.role, out.body, refusal) = self.role(
            &out.name,
            ordinal,
            (above.as_deref().or(group), code.as_deref()),
            filled,
            ended,
        );
        out.refusal = refusal.map(Box::new);
        if out.role == Role::LeftOut {
            out.cells.clear();
        }
        out
    }

    /// What a row is, whose, and why a name could not be understood.
    fn role(
        &self,
        name: &str,
        ordinal: &str,
        (within, code): (Option<&str>, Option<&str>),
        filled: bool,
        ended: bool,
    ) -> (Role, Option<Id>, Option<Error>) {
        if self.names.chosen(name) == Some(Chosen::LeftOut) {
            return (Role::LeftOut, None, None);
        }
        let read = self.names.read(name, within);
        // "Công Hải" and "Toàn Thắng" are units, though they begin as totals do.
        let unit = read
            .as_ref()
            .is_ok_and(|body| *body != self.names.directory().root);
        if !unit && (is_total(name) || is_total(ordinal)) {
            return (Role::Total, self.names.read(name, None).ok(), None);
        }
        let read = match (read, code) {
            (Err(refusal), Some(code)) if Names::may_name(code) => {
                self.names.read(code, None).map_err(|_| refusal)
            }
            (read, _) => read,
        };
        match read {
            Ok(body) if !name.is_empty() => {
                if filled || !is_roman(ordinal) {
                    (Role::Unit, Some(body), None)
                } else {
                    (Role::Group, Some(body), None)
                }
            }
            _ if is_roman(ordinal) || is_roman(name) => (Role::Group, None, None),
            _ if !filled
                && !ended
                && !name.is_empty()
                && name.chars().count() <= 60
                && begins_with(name, &["khoi", "cum", "nhom", "cac"]) =>
            {
                (Role::Group, None, None)
            }
            Err(refusal) if filled && !name.is_empty() => {
                if ended || begins_with(name, &ENDING) || name.starts_with(['*', '(']) {
                    (Role::LeftOut, None, None)
                } else {
                    (Role::Unknown, None, Some(refusal))
                }
            }
            Err(refusal) if filled && !ended => (Role::Unknown, None, Some(refusal)),
            _ => (Role::LeftOut, None, None),
        }
    }

    fn fill(&self, row: &TableRow, readers: &[(u32, Reader)], out: &mut ReadRow) {
        for column in &self.shape.columns {
            let cell = row.cell(column.column);
            match (column.meaning, column.indicator, cell) {
                (Meaning::Figure, Some(indicator), cell) if column.twin.is_none() => {
                    let reader = readers.iter().find(|(own, _)| *own == column.column);
                    let entry = match (cell, reader) {
                        (Some(cell), Some((_, reader))) => reader.cell(cell).map_err(Box::new),
                        _ => Ok(Entry::Empty),
                    };
                    out.cells.push(ReadCell {
                        column: column.column,
                        indicator,
                        written: cell.cloned(),
                        entry,
                    });
                }
                (
                    Meaning::Target | Meaning::Percent | Meaning::Previous | Meaning::Increase,
                    _,
                    Some(cell),
                ) => {
                    out.beside.push((column.column, cell.clone()));
                }
                (Meaning::Note, _, Some(Cell::Text(text))) => match refuse_citizen_number(text) {
                    Ok(()) => out.note = Some(text.to_string()),
                    Err(error) => out.note_refusal = Some(Box::new(error)),
                },
                _ => {}
            }
        }
    }

    /// A row of the root, or of a unit whose units stand in the table, is a sum and never a unit.
    fn sums_of_units(&self, rows: &mut [ReadRow]) {
        let directory = self.names.directory();
        let day = self.names.day();
        let present: HashSet<Id> = rows
            .iter()
            .filter(|row| row.role == Role::Unit)
            .filter_map(|row| row.body)
            .collect();
        let mut above: HashSet<Id> = HashSet::new();
        for body in &present {
            above.extend(
                directory
                    .parents(*body, day)
                    .into_iter()
                    .filter(|parent| parent != body),
            );
        }
        for row in rows.iter_mut().filter(|row| row.role == Role::Unit) {
            if row.body.is_some_and(|body| above.contains(&body)) {
                row.role = if row.body == Some(directory.root) {
                    Role::Total
                } else {
                    Role::Group
                };
            }
        }
    }
}

/// A figure that stands twice: the second one is refused, unless it says the same.
pub(super) fn refuse_twice(rows: &mut [ReadRow], names: &Names<'_>) {
    // Of each unit what stands first of each indicator, and in which row.
    let mut first: HashMap<Id, Vec<(Id, u32, Entry)>> = HashMap::new();
    let day = names.day();
    for row in rows.iter_mut().filter(|row| row.role == Role::Unit) {
        let Some(body) = row.body else { continue };
        let of_body = first.entry(body).or_default();
        for cell in &mut row.cells {
            let Ok(entry) = cell.entry else { continue };
            if entry == Entry::Empty {
                continue;
            }
            match of_body.iter().find(|(own, ..)| *own == cell.indicator) {
                Some((_, at, known)) if *known != entry => {
                    let error = Error::new(ErrorCode::BodyTwice)
                        .with("body", names.directory().name(body, day))
                        .with("row", at);
                    cell.entry = Err(Box::new(error));
                }
                Some(_) => {}
                None => of_body.push((cell.indicator, row.row, entry)),
            }
        }
    }
}

/// How figures of a column are read.
pub fn reader_of(column: &Column, indicator: Id, dictionary: &Dictionary, day: Day) -> Reader {
    let definition = dictionary.definition(indicator, day);
    let index = dictionary
        .get(indicator)
        .is_some_and(|own| own.kind == IndicatorKind::Index);
    let percent = definition.is_some_and(|own| own.unit.contains('%'));
    Reader {
        decimals: definition.map_or(0, |own| own.decimals),
        style: column.style,
        fraction: index && percent && column.fraction,
        money: definition.is_some_and(|own| fold(&own.unit).contains("dong")),
        index,
    }
}

/// A text with single blanks between its words.
fn single_blanks(text: &str) -> String {
    let plain = |c: char| c == ' ' || !c.is_whitespace();
    if text.chars().all(plain) && !text.contains("  ") {
        return text.to_owned();
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a text begins as a total does: with marks, or wholly without any.
fn is_total(text: &str) -> bool {
    let text = super::names::without_number(text);
    let first = text.chars().find(|c| c.is_alphanumeric()).map(base_letter);
    if !matches!(first, Some('t' | 'c' | 'b')) {
        return false;
    }
    let first: String = text.chars().take(40).collect();
    let own = exact_key(&first);
    let plain = fold(&own);
    let unmarked = own == plain;
    TOTAL.iter().any(|word| {
        let word = if unmarked {
            fold(word)
        } else {
            exact_key(word)
        };
        own.strip_prefix(word.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// Whether a text begins with one of these words, as a word.
fn begins_with(text: &str, words: &[&str]) -> bool {
    // Most names are told apart by their first letter.
    let first = text.chars().find(|c| c.is_alphanumeric()).map(base_letter);
    if words.iter().all(|word| word.chars().next() != first) {
        return false;
    }
    let first: String = text.chars().take(40).collect();
    let own = words_of(&first).join(" ");
    words.iter().any(|word| {
        own.strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}

/// A number beside figures, scaled: `(value, decimals)`. A percentage may be written as a fraction of one.
pub fn beside_number(cell: &Cell, column: &Column) -> Option<(i64, u8)> {
    let (text, fraction) = match cell {
        Cell::Number(number) => {
            let number = if column.fraction && column.meaning == Meaning::Percent {
                number * 100.0
            } else {
                *number
            };
            let rounded = (number * 10_000.0).round() / 10_000.0;
            (format!("{rounded}").replace('.', ","), true)
        }
        Cell::Text(text) if is_number(cell) => (number_in(text)?.0.to_owned(), false),
        _ => return None,
    };
    let plain = if fraction || column.style == super::number::Style::Vietnamese {
        text
    } else {
        text.chars()
            .map(|c| match c {
                ',' => '.',
                '.' => ',',
                c => c,
            })
            .collect()
    };
    let (whole, decimals) = plain.split_once(',').unwrap_or((&plain, ""));
    // A percentage "78.5" has a point before its decimals, whatever the style; a count has groups there.
    let (whole, decimals) = match whole.split_once('.') {
        Some((own, rest)) if decimals.is_empty() && rest.len() != 3 && !rest.contains('.') => {
            (own.to_owned(), rest)
        }
        _ => (whole.replace(['.', ' ', '\u{a0}'], ""), decimals),
    };
    let decimals = decimals.get(..decimals.len().min(4))?;
    let value: i64 = format!("{whole}{decimals}").parse().ok()?;
    Some((value, decimals.len() as u8))
}
