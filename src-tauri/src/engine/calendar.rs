//! The calendar of working days by year: shown, changed, imported.

use std::collections::BTreeSet;

use chrono::Datelike;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use serde_json::json;
use ts_rs::TS;

use crate::domain::book::CalendarDay;
use crate::domain::instant::{parse_day, show_day, weekday_name};
use crate::domain::text::{clean, fold};
use crate::domain::{Day, Error, ErrorCode, Result};
use crate::store::{self, Book, Done, Kept, Operation, Tx};

/// Days of a year that differ from the week's rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// Years of which something is known.
    pub years: Vec<i32>,
    /// Whether anything is known of this one; weekends only where nothing is.
    pub known: bool,
    /// The days in order.
    pub days: Vec<CalendarDayView>,
    /// Announcements and rules that they rest on.
    pub documents: Vec<String>,
}

/// A day off, or a day worked in exchange.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CalendarDayView {
    /// The day.
    pub day: Day,
    /// "thứ Hai".
    pub weekday: String,
    /// Whether offices work on it.
    pub working: bool,
    /// Its name.
    pub name: String,
    /// Whether it was compared with an announcement.
    pub sure: bool,
    /// What it rests on.
    pub document: Option<String>,
    /// Entered in this book rather than shipped.
    pub own: bool,
}

/// The days of a year as the book has them.
pub fn calendar(connection: &Connection, year: i32) -> Result<CalendarYear> {
    let days = store::list::<CalendarDay>(connection, "1 = 1 ORDER BY day", &[])?;
    Ok(year_of(days.into_iter().map(|kept| kept.record), year))
}

/// The days of a year among those given in order.
pub fn year_of(days: impl IntoIterator<Item = CalendarDay>, year: i32) -> CalendarYear {
    let mut years = BTreeSet::new();
    let mut shown: Vec<CalendarDayView> = Vec::new();
    for day in days {
        years.insert(day.day.year());
        if day.day.year() == year {
            shown.push(CalendarDayView {
                day: day.day,
                weekday: weekday_name(day.day).to_owned(),
                working: day.working,
                name: day.name,
                sure: day.sure,
                document: Some(day.document).filter(|text| !text.is_empty()),
                own: day.own,
            });
        }
    }
    let mut documents: Vec<String> = Vec::new();
    for document in shown.iter().filter_map(|day| day.document.as_ref()) {
        if !documents.contains(document) {
            documents.push(document.clone());
        }
    }
    CalendarYear {
        year,
        known: years.contains(&year),
        years: years.into_iter().collect(),
        days: shown,
        documents,
    }
}

/// Says whether offices work on a day (sửa lịch làm việc); `None` gives it back to the week's rule. Due days
/// that were fixed before stay as they are.
pub fn set_calendar_day(
    book: &mut Book,
    day: Day,
    working: Option<bool>,
    name: &str,
) -> Result<Done<()>> {
    let name = clean(name);
    let operation = Operation::new("set_calendar_day", json!({ "day": show_day(day) }));
    book.transact(operation, |tx| match working {
        Some(working) => put(tx, own_day(day, working, &name, "")),
        None => match kept(tx.connection(), day)? {
            Some(kept) => tx.end::<CalendarDay>(kept.id),
            None => Ok(()),
        },
    })
}

fn own_day(day: Day, working: bool, name: &str, document: &str) -> CalendarDay {
    let name = match (name, working) {
        ("", true) => "Ngày làm việc",
        ("", false) => "Ngày nghỉ",
        (name, _) => name,
    };
    CalendarDay {
        day,
        working,
        name: name.to_owned(),
        sure: true,
        document: document.to_owned(),
        own: true,
    }
}

fn kept(connection: &Connection, day: Day) -> Result<Option<Kept<CalendarDay>>> {
    Ok(store::list(connection, "day = ?1", &[&day.to_string()])?.pop())
}

/// Whether two states of a day mean the same, whoever said it.
fn says_the_same(old: &CalendarDay, new: &CalendarDay) -> bool {
    (old.day, old.working, &old.name, &old.document)
        == (new.day, new.working, &new.name, &new.document)
}

fn put(tx: &mut Tx<'_>, record: CalendarDay) -> Result<()> {
    match kept(tx.connection(), record.day)? {
        Some(kept) => tx.set(kept.id, &record),
        None => tx.add(&record).map(drop),
    }
}

/// A row of a calendar file as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CalendarRow {
    /// Row in the file, from 1.
    #[serde(skip)]
    pub row: usize,
    /// The day.
    pub day: String,
    /// Whether offices work on it: 1, có, true, làm việc / 0, không, false, nghỉ.
    pub working: String,
    /// Name.
    #[serde(default)]
    pub name: String,
    /// The announcement.
    #[serde(default)]
    pub document: String,
}

/// A row that was not taken, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefusedRow {
    /// Row in the file, from 1.
    pub row: usize,
    /// Its column: `day` or `working`.
    pub column: &'static str,
    /// Why.
    pub error: Error,
}

/// What came of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CalendarImport {
    /// Days that were kept.
    pub accepted: u32,
    /// Days that stood so already.
    pub unchanged: u32,
    /// Rows that were not taken; they stop no other.
    pub refused: Vec<RefusedRow>,
}

/// Keeps the days of a file (nhập lịch làm việc) in one operation.
pub fn import_calendar(book: &mut Book, rows: &[CalendarRow]) -> Result<Done<CalendarImport>> {
    let mut out = CalendarImport::default();
    let mut good = Vec::new();
    for row in rows {
        match read_row(row) {
            Ok(day) => good.push(day),
            Err((column, error)) => out.refused.push(RefusedRow {
                row: row.row,
                column,
                error,
            }),
        }
    }
    let standing = book.read(|c| store::list::<CalendarDay>(c, "1 = 1", &[]))?;
    let before = good.len();
    good.retain(|new| !standing.iter().any(|kept| says_the_same(&kept.record, new)));
    out.unchanged = (before - good.len()) as u32;
    out.accepted = good.len() as u32;
    if good.is_empty() {
        return Ok(Done {
            value: out,
            changes: Vec::new(),
        });
    }
    let operation = Operation::new(
        "import_calendar",
        json!({ "count": good.len().to_string() }),
    );
    book.transact(operation, |tx| {
        good.into_iter().try_for_each(|day| put(tx, day))?;
        Ok(out)
    })
}

fn read_row(row: &CalendarRow) -> Result<CalendarDay, (&'static str, Error)> {
    let day = parse_day(&row.day).map_err(|error| ("day", error))?;
    let working = read_flag(&row.working).ok_or_else(|| {
        let error = Error::new(ErrorCode::BadCalendarRow).with("text", &row.working);
        ("working", error)
    })?;
    Ok(own_day(
        day,
        working,
        &clean(&row.name),
        &clean(&row.document),
    ))
}

fn read_flag(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "1" | "true" | "co" | "lam" | "lam viec" | "lam bu" | "working" | "yes" => Some(true),
        "0" | "false" | "khong" | "nghi" | "nghi le" | "nghi bu" | "off" | "no" => Some(false),
        _ => None,
    }
}

/// Reads a calendar file: CSV with a head (`day,working,name,document` or ngày, làm việc, tên, văn bản), or a
/// JSON list of the same.
pub fn read_calendar_file(text: &str) -> Result<Vec<CalendarRow>> {
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('[') {
        return read_json(text);
    }
    read_csv(text)
}

fn read_json(text: &str) -> Result<Vec<CalendarRow>> {
    let values: Vec<serde_json::Value> =
        serde_json::from_str(text).map_err(|e| Error::new(ErrorCode::BadInput).detail(e))?;
    let said = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    };
    Ok(values
        .iter()
        .enumerate()
        .map(|(index, value)| CalendarRow {
            row: index + 1,
            day: said(&value["day"]),
            working: said(&value["working"]),
            name: said(&value["name"]),
            document: said(&value["document"]),
        })
        .collect())
}

fn read_csv(text: &str) -> Result<Vec<CalendarRow>> {
    let semicolons = text.lines().next().is_some_and(|head| head.contains(';'));
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if semicolons { b';' } else { b',' })
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let bad = |e: csv::Error| Error::new(ErrorCode::BadInput).detail(e);
    let head = reader.headers().map_err(bad)?.clone();
    let column = |names: &[&str]| {
        head.iter()
            .position(|own| names.contains(&fold(own).as_str()))
    };
    let places = [
        column(&["day", "ngay"]),
        column(&["working", "lam viec"]),
        column(&["name", "ten"]),
        column(&["document", "van ban"]),
    ];
    if places[0].is_none() || places[1].is_none() {
        return Err(
            Error::new(ErrorCode::BadInput).detail("cần cột ngày (day) và làm việc (working)")
        );
    }
    let mut out = Vec::new();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(bad)?;
        let cell = |place: Option<usize>| {
            place
                .and_then(|place| record.get(place))
                .unwrap_or_default()
                .to_owned()
        };
        out.push(CalendarRow {
            row: index + 2,
            day: cell(places[0]),
            working: cell(places[1]),
            name: cell(places[2]),
            document: cell(places[3]),
        });
    }
    Ok(out)
}
