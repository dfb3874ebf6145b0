//! What the preview shows of a table before it goes in, and after.

use std::collections::HashMap;

use serde::Serialize;
use ts_rs::TS;

use super::enter::Brought;
use super::heads::Meaning;
use super::names::Names;
use super::read::{Intake, Reading, kind_words, letter};
use super::rows::{ReadRow, Role};
use crate::domain::number::{Entry, decimal};
use crate::domain::{Calendar, Day, Error, Id};
use crate::engine::counts::{Doubt, PeriodOption, Stated};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::tabular::RemarkKind;

/// A sheet to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeSheet {
    /// Its place.
    pub index: u32,
    /// Its name.
    pub name: String,
    /// Rows that hold something.
    pub rows: u32,
    /// Whether it is the one shown.
    pub chosen: bool,
    /// Whether it is hidden in the file.
    pub hidden: bool,
}

/// The time that figures are taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeTime {
    /// The period, where they are taken for one.
    pub period: Option<PeriodOption>,
    /// The as-of, where they are taken as of one: `2024-03-14`, `2024-03-14T17:00`.
    pub as_of: Option<String>,
    /// In words.
    pub label: String,
    /// The words of the file that name it.
    pub found: Option<String>,
}

/// An indicator to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeIndicator {
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub name: String,
}

/// A unit to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeBody {
    /// The unit.
    pub body: Id,
    /// Its name.
    pub name: String,
    /// The unit above it.
    pub within: String,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeColumn {
    /// Its place, from 0.
    pub column: u32,
    /// Its letter in a spreadsheet.
    pub letter: String,
    /// Its head in one line.
    pub head: String,
    /// What it means.
    pub meaning: Meaning,
    /// Of which indicator.
    pub indicator: Option<Id>,
    /// The indicator's name.
    pub indicator_name: Option<String>,
    /// Whether nothing speaks against that.
    pub sure: bool,
    /// Whether it is known from an earlier file of the same form.
    pub remembered: bool,
    /// What else it may mean.
    pub candidates: Vec<IntakeIndicator>,
    /// What is said of it.
    pub said: Vec<String>,
}

/// What comes of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IntakeState {
    /// It changes the book.
    Accepted,
    /// The book has it already.
    Unchanged,
    /// It changes the book, and is doubted.
    Warned,
    /// It cannot be.
    Refused,
    /// There is none.
    Empty,
}

/// A figure of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeCell {
    /// Its column, from 0.
    pub column: u32,
    /// As the file has it.
    pub written: String,
    /// As it was understood.
    pub understood: Option<String>,
    /// What the book holds for the same time and source.
    pub before: Option<String>,
    /// What comes of it.
    pub state: IntakeState,
    /// Doubts.
    pub doubts: Vec<Doubt>,
    /// Why it was refused, and what else is said.
    pub said: Vec<String>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeRow {
    /// Its number in the file, from 1.
    pub row: u32,
    /// The name in it.
    pub name: String,
    /// Whose figures.
    pub body: Option<Id>,
    /// The unit's name.
    pub body_name: Option<String>,
    /// What it is: `unit`, `group`, `total`, `unknown`, `left_out`.
    pub role: String,
    /// Units that the name may mean.
    pub candidates: Vec<IntakeBody>,
    /// What is said of the row.
    pub said: Vec<String>,
    /// Figures.
    pub cells: Vec<IntakeCell>,
}

/// Control totals of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeTotal {
    /// The indicator.
    pub indicator: Id,
    /// Its name.
    pub name: String,
    /// Its unit of measure.
    pub unit: String,
    /// The total that the file prints.
    pub printed: Option<String>,
    /// Sum of the units' figures in the file.
    pub sum: String,
    /// Sum of what the book held for the same figures.
    pub before: Option<String>,
    /// Sum of what it holds after.
    pub after: Option<String>,
    /// Whether the printed total is the sum; none where the file prints none.
    pub agrees: Option<bool>,
}

/// The preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct IntakeView {
    /// Name of the file; empty for pasted text.
    pub name: String,
    /// What it is, in words.
    pub kind: String,
    /// How its texts were written, where they had to be converted.
    pub encoding: Option<String>,
    /// What of it could not be read, in words.
    pub remarks: Vec<String>,
    /// Whose sealed form it is.
    pub form: Option<String>,
    /// Whether its columns are known from an earlier file.
    pub remembered: bool,
    /// Sheets.
    pub sheets: Vec<IntakeSheet>,
    /// The time.
    pub time: IntakeTime,
    /// The source that was chosen; each indicator's official one when none is.
    pub source: Option<String>,
    /// Columns.
    pub columns: Vec<IntakeColumn>,
    /// Rows.
    pub rows: Vec<IntakeRow>,
    /// Control totals.
    pub totals: Vec<IntakeTotal>,
    /// Units that have none of these figures yet.
    pub missing: Vec<IntakeBody>,
    /// Figures that change the book.
    pub accepted: u32,
    /// Figures that it has already.
    pub unchanged: u32,
    /// Places with doubts.
    pub warned: u32,
    /// Places that were refused.
    pub refused: u32,
    /// Rows that are nothing of the table.
    pub left_out: u32,
    /// Whether it is in the book.
    pub done: bool,
}

/// What the preview needs to speak.
pub struct Speaker<'a> {
    /// Units.
    pub directory: &'a Directory,
    /// Indicators.
    pub dictionary: &'a Dictionary,
    /// The calendar, for periods.
    pub calendar: &'a Calendar,
    /// Refusals in words.
    pub words: &'a dyn Fn(&Error) -> String,
}

/// The preview of what came.
pub fn intake_view(
    speaker: &Speaker<'_>,
    intake: &Intake,
    reading: &Reading,
    brought: &Brought,
    (source, done): (Option<&str>, bool),
) -> IntakeView {
    let day = match reading.stated {
        Stated::AsOf(instant) => instant.day,
        Stated::Period(period, _) => period.last_day(),
    };
    let viewer = Viewer {
        speaker,
        reading,
        brought,
        day,
    };
    let workbook = intake.workbook.as_ref();
    IntakeView {
        name: intake.name.clone(),
        kind: match workbook {
            Some(own) if intake.text.is_none() => kind_words(own.kind).to_owned(),
            _ => "nội dung dán".to_owned(),
        },
        encoding: workbook.and_then(|own| own.encoding).map(encoding_words),
        remarks: reading
            .remarks
            .iter()
            .map(|own| remark_words(own.kind, own.row))
            .collect(),
        form: reading.sealed.clone(),
        remembered: reading.remembered,
        sheets: workbook.map_or_else(Vec::new, |own| {
            let sheets = own.tables.iter().enumerate();
            sheets
                .map(|(index, table)| IntakeSheet {
                    index: index as u32,
                    name: table.name.clone(),
                    rows: table.rows.len() as u32,
                    chosen: index == reading.sheet,
                    hidden: table.hidden,
                })
                .collect()
        }),
        time: viewer.time(),
        source: source.map(str::to_owned),
        columns: viewer.columns(),
        rows: viewer.rows(),
        totals: viewer.totals(),
        missing: brought
            .missing
            .iter()
            .map(|body| viewer.body(*body))
            .collect(),
        accepted: brought.accepted,
        unchanged: brought.unchanged,
        warned: brought
            .doubts
            .iter()
            .filter(|said| said.doubt.accepted.is_none())
            .count() as u32,
        refused: brought.refused.len() as u32,
        left_out: reading
            .rows
            .iter()
            .filter(|row| row.role == Role::LeftOut && !row.name.is_empty())
            .count() as u32,
        done,
    }
}

struct Viewer<'a> {
    speaker: &'a Speaker<'a>,
    reading: &'a Reading,
    brought: &'a Brought,
    day: Day,
}

impl Viewer<'_> {
    fn time(&self) -> IntakeTime {
        let found = self
            .reading
            .found
            .as_ref()
            .map(|(_, words, _)| words.clone());
        match self.reading.stated {
            Stated::AsOf(instant) => IntakeTime {
                period: None,
                as_of: Some(instant.key()),
                label: match instant.time {
                    Some(time) => format!(
                        "tính đến {}h{} ngày {}",
                        time.format("%H"),
                        time.format("%M"),
                        instant.day.format("%d/%m/%Y")
                    ),
                    None => format!("tính đến {}", instant.day.format("%d/%m/%Y")),
                },
                found,
            },
            Stated::Period(period, _) => IntakeTime {
                period: Some(PeriodOption::of(period, self.speaker.calendar)),
                as_of: None,
                label: period.label(),
                found,
            },
        }
    }

    fn name_of(&self, indicator: Id) -> String {
        self.speaker.dictionary.name(indicator, self.day)
    }

    fn body(&self, body: Id) -> IntakeBody {
        let directory = self.speaker.directory;
        let above = directory.parent(body, self.day);
        IntakeBody {
            body,
            name: directory.name(body, self.day),
            within: above
                .map(|above| directory.name(above, self.day))
                .unwrap_or_default(),
        }
    }

    fn columns(&self) -> Vec<IntakeColumn> {
        let head = self.reading.shape.head.map_or(1, |(_, last)| last);
        let mut said: HashMap<u32, Vec<String>> = HashMap::new();
        for (row, column, error) in &self.brought.refused {
            if *row == head && self.reading.rows.iter().all(|own| own.row != *row) {
                said.entry(*column)
                    .or_default()
                    .push((self.speaker.words)(error));
            }
        }
        for own in &self.brought.doubts {
            if own.row == head && self.reading.rows.iter().all(|row| row.row != own.row) {
                said.entry(own.column)
                    .or_default()
                    .push(own.doubt.text.clone());
            }
        }
        // Where no head was found every column is shown, so that an officer can say what it is.
        let headless = self.reading.shape.head.is_none() && self.reading.sealed.is_none();
        let columns = self.reading.shape.columns.iter();
        columns
            .filter(|own| headless || !own.parts.is_empty() || own.meaning == Meaning::Body)
            .map(|own| IntakeColumn {
                column: own.column,
                letter: letter(own.column),
                head: own.head(),
                meaning: own.meaning,
                indicator: own.indicator,
                indicator_name: own.indicator.map(|id| self.name_of(id)),
                sure: own.sure,
                remembered: own.remembered,
                candidates: own
                    .candidates
                    .iter()
                    .map(|id| IntakeIndicator {
                        indicator: *id,
                        name: self.name_of(*id),
                    })
                    .collect(),
                said: said.remove(&own.column).unwrap_or_default(),
            })
            .collect()
    }

    fn rows(&self) -> Vec<IntakeRow> {
        let mut refused: HashMap<u32, Vec<(u32, String)>> = HashMap::new();
        for (row, column, error) in &self.brought.refused {
            refused
                .entry(*row)
                .or_default()
                .push((*column, (self.speaker.words)(error)));
        }
        let mut doubts: HashMap<u32, Vec<(u32, Doubt)>> = HashMap::new();
        for said in &self.brought.doubts {
            doubts
                .entry(said.row)
                .or_default()
                .push((said.column, said.doubt.clone()));
        }
        let none = HashMap::new();
        let names = Names::new(self.speaker.directory, (self.day, self.day), &none);
        let rows = self.reading.rows.iter();
        let rows = rows.filter(|row| !(row.role == Role::LeftOut && row.name.is_empty()));
        rows.map(|row| {
            let refused = refused.remove(&row.row).unwrap_or_default();
            let doubts = doubts.remove(&row.row).unwrap_or_default();
            self.row(row, &names, &refused, &doubts)
        })
        .collect()
    }

    fn row(
        &self,
        row: &ReadRow,
        names: &Names<'_>,
        refused: &[(u32, String)],
        doubts: &[(u32, Doubt)],
    ) -> IntakeRow {
        let figures: Vec<u32> = row.cells.iter().map(|cell| cell.column).collect();
        // What stands beside the figures is said of the row.
        let of_row = refused
            .iter()
            .filter(|(column, _)| !figures.contains(column))
            .map(|(_, text)| text.clone());
        let beside = doubts
            .iter()
            .filter(|(column, _)| !figures.contains(column));
        let beside =
            beside.map(|(column, doubt)| format!("Cột {}: {}", letter(*column), doubt.text));
        IntakeRow {
            row: row.row,
            name: row.name.clone(),
            body: row.body,
            body_name: row
                .body
                .map(|body| self.speaker.directory.name(body, self.day)),
            role: match row.role {
                Role::Unit => "unit",
                Role::Group => "group",
                Role::Total => "total",
                Role::Unknown => "unknown",
                Role::LeftOut => "left_out",
            }
            .to_owned(),
            candidates: if row.role == Role::Unknown {
                names
                    .candidates(&row.name)
                    .into_iter()
                    .map(|body| self.body(body))
                    .collect()
            } else {
                Vec::new()
            },
            said: of_row.chain(beside).collect(),
            cells: row
                .cells
                .iter()
                .map(|cell| {
                    let recorded = self.brought.cells.get(&(row.row, cell.column));
                    let of_cell = |at: &u32| *at == cell.column;
                    let said: Vec<String> = refused
                        .iter()
                        .filter(|(at, _)| of_cell(at))
                        .map(|(_, text)| text.clone())
                        .collect();
                    let doubts: Vec<Doubt> = doubts
                        .iter()
                        .filter(|(at, _)| of_cell(at))
                        .map(|(_, doubt)| doubt.clone())
                        .collect();
                    let words = |entry: Entry| self.entry(cell.indicator, entry);
                    IntakeCell {
                        column: cell.column,
                        written: cell.written.clone(),
                        understood: cell.entry.as_ref().ok().and_then(|entry| words(*entry)),
                        before: recorded.and_then(|own| own.stood).and_then(words),
                        state: match (recorded, &cell.entry) {
                            (Some(own), _) if !own.changed && !own.proposed => {
                                IntakeState::Unchanged
                            }
                            (Some(_), _) if doubts.iter().any(|own| own.accepted.is_none()) => {
                                IntakeState::Warned
                            }
                            (Some(_), _) => IntakeState::Accepted,
                            (None, Ok(Entry::Empty)) => IntakeState::Empty,
                            (None, Ok(_)) if row.role != Role::Unit && said.is_empty() => {
                                IntakeState::Empty
                            }
                            (None, _) => IntakeState::Refused,
                        },
                        doubts,
                        said,
                    }
                })
                .collect(),
        }
    }

    fn entry(&self, indicator: Id, entry: Entry) -> Option<String> {
        let decimals = self
            .speaker
            .dictionary
            .definition(indicator, self.day)
            .map_or(0, |own| own.decimals);
        match entry {
            Entry::Empty => None,
            Entry::NoData => Some("chưa phát sinh".to_owned()),
            Entry::Value(value, qualifier) => {
                let word = qualifier.word();
                let text = decimal(value, decimals);
                Some(if word.is_empty() {
                    text
                } else {
                    format!("{word} {text}")
                })
            }
        }
    }

    fn totals(&self) -> Vec<IntakeTotal> {
        let totals = self.reading.totals.iter();
        totals
            .map(|(indicator, total)| {
                let definition = self.speaker.dictionary.definition(*indicator, self.day);
                let decimals = definition.map_or(0, |own| own.decimals);
                let words = |value: i64| decimal(value, decimals);
                let sums = self.brought.sums.get(indicator);
                IntakeTotal {
                    indicator: *indicator,
                    name: self.name_of(*indicator),
                    unit: definition.map(|own| own.unit.clone()).unwrap_or_default(),
                    printed: total.printed.map(words),
                    sum: words(total.sum),
                    before: sums.map(|(before, _)| words(*before)),
                    after: sums.map(|(_, after)| words(*after)),
                    agrees: total.printed.map(|printed| printed == total.sum),
                }
            })
            .collect()
    }
}

fn encoding_words(encoding: &str) -> String {
    match encoding {
        "tcvn3" => "TCVN3 (ABC)".to_owned(),
        "vni" => "VNI Windows".to_owned(),
        "windows-1258" => "Windows-1258".to_owned(),
        "utf-16" => "UTF-16".to_owned(),
        other => other.to_owned(),
    }
}

fn remark_words(kind: RemarkKind, row: u32) -> String {
    match kind {
        RemarkKind::TooMany => format!(
            "Tệp quá dài: từ dòng {row} trở đi không đọc. Hãy chia tệp hoặc xóa các dòng thừa."
        ),
        RemarkKind::Broken if row > 0 => {
            format!("Tệp bị hỏng từ dòng {row}: chỉ đọc được phần trước đó. Hãy xin lại tệp gốc.")
        }
        RemarkKind::Broken => {
            "Tệp bị hỏng một phần: chỉ đọc được những gì còn lại. Hãy xin lại tệp gốc.".to_owned()
        }
        RemarkKind::LongText => format!("Ô ở dòng {row} dài bất thường, đã cắt bớt."),
    }
}
