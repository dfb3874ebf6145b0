//! A book on which files are tried, and small workbooks written as text.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Workbook};
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{ErrorCode, Id, Instant, Period};
use so06::engine::counts::Stated;
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::intake::{self, Brought, Choices, Intake, Reading, Role, place};
use so06::store::Book;

use crate::support::{Example, TODAY, day, example};

/// Units of the book, in the order of its tables.
pub const UNITS: [&str; 8] = [
    "An Thới",
    "Bình Thủy",
    "Bùi Hữu Nghĩa",
    "Long Hòa",
    "Long Tuyền",
    "Thới An Đông",
    "Trà An",
    "Trà Nóc",
];

/// A figure as it was understood: unit, indicator, what was read.
pub type Figures = BTreeMap<(String, String), String>;

/// What came of something.
#[derive(Debug)]
pub struct Taken {
    pub reading: Reading,
    pub figures: Figures,
    /// Row, column (both from 1) and code of what was refused.
    pub refused: Vec<(u32, u32, ErrorCode)>,
    /// Codes of what is said of the file itself, not of its figures against the book.
    pub said: Vec<String>,
}

impl Taken {
    /// Whether that is said of the file.
    pub fn says(&self, code: &str) -> bool {
        self.said.iter().any(|own| own == code)
    }
}

/// The example book.
pub struct Desk {
    pub example: Example,
    directory: Directory,
    dictionary: Dictionary,
}

pub fn month(text: &str) -> Stated {
    Stated::Period(Period::parse(text).expect("a period"), day(TODAY))
}

pub fn as_of(text: &str) -> Stated {
    Stated::AsOf(Instant::parse(text).expect("an instant"))
}

impl Desk {
    pub fn new() -> Self {
        let example = example();
        let (directory, dictionary) = example
            .book
            .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
            .expect("the example");
        Self {
            example,
            directory,
            dictionary,
        }
    }

    pub fn book(&mut self) -> &mut Book {
        &mut self.example.book
    }

    pub fn read(&self, intake: &Intake, stated: Stated) -> so06::domain::Result<Reading> {
        let choices = Choices {
            stated: Some(stated),
            ..Choices::default()
        };
        intake::read_intake(&self.example.book, intake, &choices)
    }

    /// What would come of a file.
    pub fn file(&mut self, name: &str, bytes: &[u8], stated: Stated) -> Taken {
        let intake = Intake::of_file(name, bytes).expect("a table");
        self.look(&intake, stated)
    }

    /// What would come of a chat.
    pub fn chat(&mut self, text: &str, stated: Stated) -> Taken {
        self.look(&Intake::of_text(text), stated)
    }

    pub fn look(&mut self, intake: &Intake, stated: Stated) -> Taken {
        let reading = self.read(intake, stated).expect("figures by unit");
        let brought = intake::rehearse(self.book(), &reading, None).expect("a rehearsal");
        self.taken(reading, &brought)
    }

    fn taken(&self, reading: Reading, brought: &Brought) -> Taken {
        let mut figures = Figures::new();
        let units = reading.rows.iter().filter(|row| row.role == Role::Unit);
        for row in units {
            for cell in &row.cells {
                if !brought.cells.contains_key(&(row.row, cell.column)) {
                    continue;
                }
                let key = (self.unit(row.body), self.code(cell.indicator));
                let entry = cell.entry.as_ref().expect("what was taken is a figure");
                assert!(figures.insert(key, words(*entry)).is_none(), "taken twice");
            }
        }
        Taken {
            figures,
            refused: brought
                .refused
                .iter()
                .map(|(row, column, error)| (*row, place(*column) + 1, error.code))
                .collect(),
            said: reading
                .said
                .iter()
                .map(|said| said.doubt.code.clone())
                .collect(),
            reading,
        }
    }

    fn unit(&self, body: Option<Id>) -> String {
        let body = body.expect("a unit");
        self.directory.name(body, day(TODAY)).replace("Phường ", "")
    }

    fn code(&self, indicator: Id) -> String {
        let own = self.dictionary.get(indicator).expect("an indicator");
        own.code.clone()
    }
}

fn words(entry: Entry) -> String {
    match entry {
        Entry::Empty => "trống".to_owned(),
        Entry::NoData => "x".to_owned(),
        Entry::Value(value, Qualifier::Exact) => value.to_string(),
        Entry::Value(value, qualifier) => format!("{} {value}", qualifier.word()),
    }
}

/// Expected figures: `An Thới|dinh_danh.ho_so|5`.
pub fn figures(lines: &[&str]) -> Figures {
    lines
        .iter()
        .map(|line| {
            let mut parts = line.split('|').map(str::to_owned);
            let mut next = || parts.next().expect("unit|indicator|figure");
            ((next(), next()), next())
        })
        .collect()
}

/// All units with the figures of one indicator: `100`, `101`, …
pub fn of_all(indicator: &str, first: u32) -> Figures {
    let all = UNITS.iter().zip(first..);
    all.map(|(unit, value)| {
        (
            ((*unit).to_owned(), indicator.to_owned()),
            value.to_string(),
        )
    })
    .collect()
}

/// A sheet written as text: cells between bars, whole numbers as numbers.
pub type Sheet<'a> = (&'a str, Vec<String>, &'a [(u32, u16, u32, u16)]);

/// A workbook of such sheets with its merged areas (first row and column, last row and column, from 0).
pub fn xlsx(sheets: &[Sheet<'_>]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows, merges) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (top, left, bottom, right) in *merges {
            sheet
                .merge_range(*top, *left, *bottom, *right, "", &Format::new())
                .expect("a merged area");
        }
        for (row, line) in rows.iter().enumerate() {
            for (column, text) in line
                .split('|')
                .enumerate()
                .filter(|(_, text)| !text.is_empty())
            {
                let (row, column) = (row as u32, column as u16);
                match text.parse::<f64>() {
                    Ok(number) if !text.starts_with('+') => sheet.write(row, column, number),
                    _ => sheet.write(row, column, text.trim_start_matches('\'')),
                }
                .expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

pub fn rows(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

/// A head, and a row for every unit: `{n}` is its number, `{u}` its name, `{a}` 100 and on, `{b}` 900 and on.
pub fn table(above: &[&str], row: &str) -> Vec<String> {
    let mut out = rows(above);
    for (unit, at) in UNITS.iter().zip(0..) {
        out.push(
            row.replace("{n}", &(at + 1).to_string())
                .replace("{u}", unit)
                .replace("{a}", &(100 + at).to_string())
                .replace("{b}", &(900 + at).to_string()),
        );
    }
    out
}
