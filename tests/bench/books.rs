//! Books of a stated size, made by the engine itself.

use std::path::{Path, PathBuf};
use std::time::Instant as Stopwatch;

use serde_json::json;
use so06::clock::Clock;
use so06::domain::body::{Body, BodyClass, BodyVersion};
use so06::domain::indicator::{Indicator, IndicatorKind};
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{Id, Instant, Period};
use so06::engine::counts::{RecordCount, SetTarget, Stated, record_counts, set_targets};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::found;
use so06::store::{self, Book, Operation};

/// Indicators that are entered.
pub const INDICATORS: usize = 60;

/// The day from which the books are looked at.
pub const TODAY: &str = "2025-12-10";

/// A book that was made.
pub struct Built {
    /// Where it lies.
    pub path: PathBuf,
    /// Facts in it.
    pub values: u64,
    /// How long that took.
    pub seconds: f64,
}

pub fn clock() -> Clock {
    Clock::Fixed(Instant::parse(TODAY).expect("a day"))
}

/// A root with that many units below it, and sixty indicators in the grid.
pub fn empty(path: &Path, units: usize) -> Book {
    let mut book = found::new_book(path, "92@2025-07-01", clock(), "đo").expect("a book");
    let (directory, dictionary) = book
        .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
        .expect("a reading");
    let old = directory.ever().to_vec();
    let root = directory.root;
    let versions: Vec<_> = old
        .iter()
        .filter(|id| **id != root)
        .flat_map(|id| directory.versions(*id).to_vec())
        .collect();
    let kept: Vec<_> = dictionary
        .all()
        .iter()
        .filter(|own| matches!(own.record.kind, IndicatorKind::Stock | IndicatorKind::Flow))
        .take(INDICATORS)
        .map(|own| own.id)
        .collect();
    assert_eq!(kept.len(), INDICATORS, "the dictionary is long enough");
    book.transact(Operation::new("add_body", json!({})), |tx| {
        // The catalogue's own units make room for the stated number.
        for version in &versions {
            tx.end::<BodyVersion>(version.id)?;
        }
        for unit in 0..units {
            let body = tx.add(&Body {
                key: String::new(),
                class: BodyClass::Territory,
            })?;
            tx.add(&BodyVersion {
                body,
                from_day: None,
                to_day: None,
                from_sure: true,
                to_sure: true,
                code: format!("{:05}", 10_000 + unit),
                name: format!("Đơn vị {unit}"),
                kind: "xã".to_owned(),
                short_name: String::new(),
                parent: Some(root),
                position: unit as i64,
                document: None,
            })?;
        }
        for id in dictionary.all().iter().map(|own| own.id) {
            let own = store::get::<Indicator>(tx.connection(), id)?.expect("an indicator");
            let record = Indicator {
                in_grid: kept.contains(&id),
                ..own.record
            };
            tx.set(id, &record)?;
        }
        Ok(())
    })
    .expect("units");
    book
}

/// Report months, the last one that of November 2025.
pub fn months(count: u32) -> Vec<Period> {
    let mut out = vec![Period::ReportMonth(2025, 11)];
    while out.len() < count as usize {
        out.push(out[out.len() - 1].previous());
    }
    out.reverse();
    out
}

/// The entries of one month: every unit, every indicator.
pub fn entries(book: &Book, month: Period, number: i64) -> Vec<RecordCount> {
    let (directory, dictionary) = book
        .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
        .expect("a reading");
    let units = directory.units(month.last_day());
    let mut out = Vec::with_capacity(units.len() * INDICATORS);
    for (column, indicator) in dictionary.grid().into_iter().enumerate() {
        for (row, body) in units.iter().enumerate() {
            out.push(entry(*body, indicator, month, value(column, row, number)));
        }
    }
    out
}

fn entry(body: Id, indicator: Id, month: Period, value: i64) -> RecordCount {
    RecordCount {
        body,
        indicator,
        stated: Stated::Period(month, month.last_day()),
        entry: Entry::Value(value, Qualifier::Exact),
        source: None,
        note: None,
    }
}

/// Grows from month to month, differs from unit to unit.
fn value(column: usize, row: usize, number: i64) -> i64 {
    1_000 + (row as i64 * 37 + column as i64 * 101) % 900 + number * 25
}

/// The whole book, with targets of one indicator.
pub fn build(dir: &Path, name: &str, units: usize, count: u32) -> Built {
    let path = dir.join(format!("{name}.so06"));
    let begun = Stopwatch::now();
    let mut book = empty(&path, units);
    let mut values = 0;
    for (number, month) in months(count).into_iter().enumerate() {
        let entries = entries(&book, month, number as i64);
        values += entries.len() as u64;
        record_counts(&mut book, &entries).expect("the month's figures");
    }
    let (directory, dictionary) = book
        .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
        .expect("a reading");
    let targets: Vec<SetTarget> = directory
        .units(TODAY.parse().expect("a day"))
        .into_iter()
        .map(|body| SetTarget {
            body,
            indicator: dictionary.resolve("dinh_danh.kich_hoat").expect("it"),
            period: Period::ReportYear(2025),
            value: 2_000,
            last_day: None,
            central_day: None,
            document: "QĐ 1/QĐ-UBND ngày 05/01/2025".to_owned(),
            document_day: None,
        })
        .collect();
    set_targets(&mut book, &targets).expect("targets");
    drop(book);
    Built {
        path,
        values,
        seconds: begun.elapsed().as_secs_f64(),
    }
}
