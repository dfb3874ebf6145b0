//! Figures that go out as data: one fact a row, or one unit a row in the shape that an import takes back.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use rusqlite::Connection;
use serde::Serialize;

use crate::domain::indicator::{Fact, FactState};
use crate::domain::number::{Qualifier, decimal};
use crate::domain::{Day, Error, ErrorCode, Id, Instant, Period, Result};
use crate::engine::dictionary::Dictionary;
use crate::engine::directory::Directory;
use crate::engine::profile;
use crate::engine::reports::{SavedFile, write_file};
use crate::store::{Book, Kept, query};
use crate::tabular::out::{
    Brief, CellOut, ColumnKind, ColumnOut, FigureOut, RowKind, RowOut, TableOut,
};

/// Which facts go out.
#[derive(Debug, Clone, Default)]
pub struct FactsWanted {
    /// Of one indicator.
    pub indicator: Option<Id>,
    /// Of one body.
    pub body: Option<Id>,
    /// No later than this; in the wide shape of exactly this moment.
    pub as_of: Option<Instant>,
    /// In this period.
    pub period: Option<Period>,
    /// From one source; the wide shape takes each indicator's official one otherwise.
    pub source: Option<String>,
    /// One unit a row, one indicator a column.
    pub wide: bool,
}

/// A fact as it goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FactOut {
    /// Code of the body on the day of the fact.
    pub body: String,
    /// Its name.
    pub body_name: String,
    /// Code of the indicator.
    pub indicator: String,
    /// Its name on that day.
    pub indicator_name: String,
    /// `@DAY` of a stock, the key of its period of a flow.
    pub window: String,
    /// Day it speaks of.
    pub day: Day,
    /// Code of its source.
    pub source: String,
    /// `value` or `no_data`.
    pub state: FactState,
    /// Digits with a comma before decimals; none without a value.
    pub value: Option<String>,
    /// How exact it is.
    pub qualifier: Qualifier,
    /// Note.
    pub note: String,
    /// Who entered it.
    pub officer: String,
    /// When.
    pub moment: String,
    #[serde(skip)]
    cell: CellOut,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFacts {
    /// The file.
    pub file: SavedFile,
    /// Rows.
    pub rows: u32,
}

const ENDINGS: &str = ".xlsx, .csv, .jsonl";

/// Facts into a file, by its ending. The wide shape is of one period or moment and is no `.jsonl`.
pub fn save_facts(book: &Book, wanted: &FactsWanted, path: &Path) -> Result<SavedFacts> {
    let ending = path
        .extension()
        .map(|own| own.to_string_lossy().to_lowercase())
        .unwrap_or_default();
    let known = match ending.as_str() {
        "xlsx" | "csv" => true,
        "jsonl" => !wanted.wide,
        _ => false,
    };
    if !known {
        return Err(Error::new(ErrorCode::NoSuchFormat)
            .with("path", path.display())
            .with("known", ENDINGS));
    }
    let today = profile::today(book)?;
    let (bytes, rows) = if ending == "jsonl" {
        book.read(|connection| lines(connection, wanted))?
    } else {
        let table = book.read(|connection| {
            if wanted.wide {
                wide(connection, wanted, today)
            } else {
                Ok(long(&facts(connection, wanted)?, today))
            }
        })?;
        let bytes = if ending == "xlsx" {
            table.xlsx()?
        } else {
            table.csv()?
        };
        (bytes, table.rows.len())
    };
    write_file(path, &bytes)?;
    Ok(SavedFacts {
        file: SavedFile {
            path: path.display().to_string(),
            bytes: bytes.len() as u32,
        },
        rows: rows as u32,
    })
}

/// One fact a line, and how many; indicator by indicator, so that only those of one are held at once.
fn lines(connection: &Connection, wanted: &FactsWanted) -> Result<(Vec<u8>, usize)> {
    let mut indicators: Vec<Id> = wanted.indicator.into_iter().collect();
    if indicators.is_empty() {
        let dictionary = Dictionary::load(connection)?;
        indicators.extend(dictionary.all().iter().map(|own| own.id));
        indicators.sort_unstable();
    }
    let (mut out, mut count) = (Vec::new(), 0);
    for indicator in indicators {
        let own = FactsWanted {
            indicator: Some(indicator),
            ..wanted.clone()
        };
        for fact in facts(connection, &own)? {
            serde_json::to_writer(&mut out, &fact)
                .map_err(|e| Error::new(ErrorCode::Internal).detail(e))?;
            out.push(b'\n');
            count += 1;
        }
    }
    Ok((out, count))
}

/// Facts that hold and are wanted, in the order of indicator, body and day.
fn chosen(connection: &Connection, wanted: &FactsWanted) -> Result<Vec<Kept<Fact>>> {
    let mut out = query::facts(connection, wanted.indicator)?;
    out.retain(|kept| {
        let fact = &kept.record;
        let in_period = |period: Period| {
            let (first, last) = period.days();
            fact.window == period.key()
                || fact.window.starts_with('@') && first <= fact.day && fact.day <= last
        };
        wanted.body.is_none_or(|own| own == fact.body)
            && wanted.source.as_ref().is_none_or(|own| *own == fact.source)
            && wanted.as_of.is_none_or(|own| fact.day <= own.day)
            && wanted.period.is_none_or(in_period)
    });
    Ok(out)
}

fn cell(fact: &Fact, decimals: u8) -> CellOut {
    match fact.value {
        Some(value) => CellOut::Figure(FigureOut {
            value,
            decimals,
            qualifier: Qualifier::Exact,
            marked: false,
        }),
        None => CellOut::NoData,
    }
}

/// The facts as they go out.
pub fn facts(connection: &Connection, wanted: &FactsWanted) -> Result<Vec<FactOut>> {
    let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
    let mut authors: HashMap<i64, (String, String)> = HashMap::new();
    chosen(connection, wanted)?
        .into_iter()
        .map(|kept| {
            let fact = kept.record;
            if let Entry::Vacant(free) = authors.entry(kept.from_seq) {
                free.insert(query::author(connection, kept.from_seq)?);
            }
            let (officer, moment) = authors.get(&kept.from_seq).cloned().unwrap_or_default();
            let definition = dictionary.definition(fact.indicator, fact.day);
            let decimals = definition.map_or(0, |own| own.decimals);
            let code = dictionary.get(fact.indicator).map(|own| own.code.clone());
            let digits = |value: i64| decimal(value, decimals).replace('.', "");
            Ok(FactOut {
                body: directory.code(fact.body, fact.day),
                body_name: directory.name(fact.body, fact.day),
                indicator: code.unwrap_or_default(),
                indicator_name: dictionary.name(fact.indicator, fact.day),
                day: fact.day,
                state: fact.state,
                value: fact.value.map(digits),
                qualifier: fact.qualifier,
                officer,
                moment,
                cell: cell(&fact, decimals),
                window: fact.window,
                source: fact.source,
                note: fact.note,
            })
        })
        .collect()
}

fn table(columns: Vec<ColumnOut>, rows: Vec<RowOut>, made: Day) -> TableOut {
    TableOut {
        sheet: "Số liệu".to_owned(),
        // Data has its head in the first row.
        title: String::new(),
        subtitle: Vec::new(),
        columns,
        rows,
        notes: Vec::new(),
        mark: None,
        made,
    }
}

fn column(head: &str, kind: ColumnKind) -> ColumnOut {
    ColumnOut {
        group: String::new(),
        head: head.to_owned(),
        kind,
        brief: Brief::Main,
    }
}

fn text(own: &str) -> CellOut {
    if own.is_empty() {
        CellOut::Empty
    } else {
        CellOut::Text(own.to_owned())
    }
}

fn row(cells: Vec<CellOut>) -> RowOut {
    RowOut {
        kind: RowKind::Body,
        cells,
        brief: true,
    }
}

fn long(facts: &[FactOut], made: Day) -> TableOut {
    let columns = [
        ("Mã đơn vị", ColumnKind::Text),
        ("Đơn vị", ColumnKind::Name),
        ("Mã chỉ tiêu", ColumnKind::Text),
        ("Chỉ tiêu", ColumnKind::Text),
        ("Thời gian", ColumnKind::Text),
        ("Ngày", ColumnKind::Day),
        ("Nguồn", ColumnKind::Text),
        ("Giá trị", ColumnKind::Figure),
        ("Mức độ", ColumnKind::Text),
        ("Ghi chú", ColumnKind::Text),
        ("Người nhập", ColumnKind::Text),
        ("Lúc nhập", ColumnKind::Text),
    ];
    let columns = columns.map(|(head, kind)| column(head, kind)).into();
    let rows = facts
        .iter()
        .map(|own| {
            row(vec![
                text(&own.body),
                text(&own.body_name),
                text(&own.indicator),
                text(&own.indicator_name),
                text(&own.window),
                CellOut::Day(own.day),
                text(&own.source),
                own.cell.clone(),
                text(own.qualifier.word()),
                text(&own.note),
                text(&own.officer),
                text(&own.moment),
            ])
        })
        .collect();
    table(columns, rows, made)
}

/// One unit a row, one indicator a column by its code: what `values import` takes back as it is. A figure with a word is
/// a text here, since the word would be lost in a number.
fn wide(connection: &Connection, wanted: &FactsWanted, made: Day) -> Result<TableOut> {
    if wanted.period.is_none() && wanted.as_of.is_none() {
        return Err(Error::new(ErrorCode::Usage).with("text", "--wide cần --period hoặc --as-of"));
    }
    let (directory, dictionary) = (Directory::load(connection)?, Dictionary::load(connection)?);
    let mut latest: BTreeMap<(Id, Id), Fact> = BTreeMap::new();
    for kept in chosen(connection, wanted)? {
        let fact = kept.record;
        let official = dictionary
            .get(fact.indicator)
            .map(|own| own.source.as_str());
        if wanted.source.is_none() && official != Some(fact.source.as_str()) {
            continue;
        }
        if let Some(as_of) = wanted.as_of
            && fact.window != format!("@{}", as_of.key())
        {
            continue;
        }
        // The last figure of the period is the one that counts.
        let key = (fact.body, fact.indicator);
        let later = |own: &Fact| (own.day, &own.window) > (fact.day, &fact.window);
        if !latest.get(&key).is_some_and(later) {
            latest.insert(key, fact);
        }
    }
    let has = |indicator: &Id| latest.keys().any(|(_, own)| own == indicator);
    let indicators: Vec<Id> = dictionary
        .all()
        .iter()
        .map(|own| own.id)
        .filter(has)
        .collect();
    let day = wanted
        .period
        .map(Period::last_day)
        .or(wanted.as_of.map(|own| own.day))
        .unwrap_or(made);
    let mut columns = vec![column("Mã đơn vị", ColumnKind::Name)];
    columns.extend(indicators.iter().map(|id| {
        let code = dictionary.get(*id).map_or("", |own| own.code.as_str());
        column(code, ColumnKind::Figure)
    }));
    let mut bodies: Vec<Id> = latest.keys().map(|(body, _)| *body).collect();
    bodies.dedup();
    bodies.sort_by_key(|body| directory.code(*body, day));
    let rows = bodies
        .into_iter()
        .map(|body| {
            let cells = indicators.iter().map(|id| {
                let Some(fact) = latest.get(&(body, *id)) else {
                    return CellOut::Empty;
                };
                let definition = dictionary.definition(*id, fact.day);
                let decimals = definition.map_or(0, |own| own.decimals);
                match (fact.value, fact.qualifier) {
                    (Some(value), word) if word != Qualifier::Exact => {
                        CellOut::Text(format!("{} {}", word.word(), decimal(value, decimals)))
                    }
                    _ => cell(fact, decimals),
                }
            });
            let code = CellOut::Text(directory.code(body, day));
            row(std::iter::once(code).chain(cells).collect())
        })
        .collect();
    Ok(table(columns, rows, made))
}
