//! What is measured, and the table that says it.

use std::path::Path;
use std::time::Instant as Stopwatch;

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use so06::api::{Session, dispatch};
use so06::domain::indicator::ILLUSTRATIVE;
use so06::engine::catalogue::{Catalogue, find_units};
use so06::engine::counts::record_counts;
use so06::store::Book;

use crate::books;

/// Runs of each question; the middle one is told, and the longest.
const RUNS: usize = 7;

/// A line of the table.
pub struct Row {
    what: String,
    figure: String,
    beside: String,
}

impl Row {
    pub fn new(what: &str, figure: &str, beside: &str) -> Self {
        Self {
            what: what.to_owned(),
            figure: figure.to_owned(),
            beside: beside.to_owned(),
        }
    }
}

pub fn table(rows: &[Row]) {
    println!("| what | figure | |\n|--|--:|--|");
    for row in rows {
        println!("| {} | {} | {} |", row.what, row.figure, row.beside);
    }
}

/// Milliseconds of several runs: the middle one and the longest.
fn timed(mut work: impl FnMut()) -> (f64, f64) {
    let mut runs: Vec<f64> = (0..RUNS)
        .map(|_| {
            let begun = Stopwatch::now();
            work();
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    runs.sort_by(f64::total_cmp);
    (runs[RUNS / 2], runs[RUNS - 1])
}

pub fn line(what: &str, limit: u32, work: impl FnMut()) -> Row {
    let (middle, longest) = timed(work);
    let verdict = if middle <= f64::from(limit) {
        "kept"
    } else {
        "MISSED"
    };
    let figure = format!("{middle:.1} ms");
    eprintln!("{what}: {figure}");
    Row::new(
        what,
        &figure,
        &format!("longest {longest:.1}; at most {limit}: {verdict}"),
    )
}

pub fn catalogue() -> Vec<Row> {
    let size = std::fs::metadata(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/assets/catalogue/units.tsv"
    ))
    .map_or(0, |own| own.len());
    let today = books::TODAY.parse().expect("a day");
    let mut rows = vec![
        Row::new(
            "in the program",
            &format!("{size} bytes"),
            "at most 1.500.000",
        ),
        line("loaded", 50, || drop(Catalogue::read_again())),
    ];
    assert!(!Catalogue::get().units.is_empty());
    for text in ["thoi binh", "31123", "an", "Phường Ninh Kiều"] {
        rows.push(line(&format!("searched for “{text}”"), 20, || {
            assert!(!find_units(text, today).is_empty(), "{text} is found");
        }));
    }
    rows
}

/// The statement that entering is measured against.
const INSERT: &str = "INSERT INTO fact (id, from_seq, body, indicator, \"window\", day, source, state, value, qualifier, note, revision, document) \
                      VALUES (?1, 1, ?2, ?3, ?4, ?5, ?6, 'value', ?7, 'exact', '', 1, NULL)";

/// 50,000 figures with journal, against the bare insert of the same rows into the same table of another book.
pub fn entering(dir: &Path) -> (Vec<Row>, String) {
    let mut ratios = Vec::new();
    let mut shown = Vec::new();
    for round in 0..3 {
        let path = dir.join(format!("entering-{round}.so06"));
        let mut book = books::empty(&path, 168);
        let mut entries: Vec<_> = books::months(5)
            .into_iter()
            .enumerate()
            .flat_map(|(number, month)| books::entries(&book, month, number as i64))
            .collect();
        entries.truncate(50_000);
        let begun = Stopwatch::now();
        record_counts(&mut book, &entries).expect("figures");
        let engine = begun.elapsed().as_secs_f64();
        assert_eq!(book.verify_journal().expect("a verdict").broken_at, None);
        drop(book);
        let bare = bare_insert(&path, &dir.join(format!("bare-{round}.so06")));
        ratios.push(engine / bare);
        shown.push((engine, bare));
    }
    ratios.sort_by(f64::total_cmp);
    let (engine, bare) = shown[1];
    let verdict = if ratios[1] <= 6.0 { "kept" } else { "MISSED" };
    let rows = vec![
        Row::new("50.000 figures with journal", &format!("{engine:.2} s"), ""),
        Row::new(
            "the same rows by the bare insert",
            &format!("{bare:.2} s"),
            "",
        ),
        Row::new(
            "ratio, middle of three",
            &format!("{:.2}", ratios[1]),
            &format!("{:.2} … {:.2}; at most 6: {verdict}", ratios[0], ratios[2]),
        ),
    ];
    (rows, INSERT.to_owned())
}

type Line = (i64, i64, i64, String, String, String, i64);

/// Seconds for the rows of a book's facts, inserted bare into a copy whose facts were taken out.
fn bare_insert(from: &Path, to: &Path) -> f64 {
    std::fs::copy(from, to).expect("a copy");
    let mut connection = Connection::open(to).expect("the copy");
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768;",
        )
        .expect("the same settings");
    let rows: Vec<Line> = connection
        .prepare("SELECT id, body, indicator, \"window\", day, source, value FROM fact ORDER BY id")
        .expect("facts")
        .query_map([], |row| {
            Ok((
                row.get(0)?,
                row.get(1)?,
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
            ))
        })
        .expect("rows")
        .collect::<rusqlite::Result<_>>()
        .expect("rows");
    connection
        .execute_batch("DELETE FROM fact; VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")
        .expect("an empty table");
    let begun = Stopwatch::now();
    let transaction = connection.transaction().expect("a transaction");
    {
        let mut statement = transaction.prepare(INSERT).expect("the insert");
        for row in &rows {
            statement
                .execute(params![row.0, row.1, row.2, row.3, row.4, row.5, row.6])
                .expect("a row");
        }
    }
    transaction.commit().expect("a commit");
    assert_eq!(rows.len(), 50_000);
    begun.elapsed().as_secs_f64()
}

/// What each screen asks for, as the window asks it: names and JSON through the dispatch.
pub fn screens(path: &Path, limit: u32) -> Vec<Row> {
    let folder = path.parent().expect("a folder");
    let mut session = Session::new(books::clock(), "đo", folder.into(), folder.into());
    let mut rows = vec![line("open", 100, || {
        let request = json!({ "path": path.display().to_string() });
        ask(&mut session, "open_book", request);
        ask(&mut session, "close_book", json!({}));
    })];
    ask(
        &mut session,
        "open_book",
        json!({ "path": path.display().to_string() }),
    );
    let indicator = indicator_id(path, "dinh_danh.kich_hoat");
    let flow = indicator_id(path, "dvc.tiep_nhan");
    let year = json!({ "kind": "month", "year": 2025, "as_of": null, "from_row": 0, "rows": 24 });
    let page =
        |id: i64| json!({ "indicator": id, "body": null, "period": "2025-T11", "base": null });
    let asked: Vec<(&str, &str, Value)> = vec![
        (
            "overview, with ranking",
            "overview",
            json!({ "period": "2025-T11", "as_of": null }),
        ),
        (
            "indicator's page, a stock",
            "indicator_page",
            page(indicator),
        ),
        ("indicator's page, a flow", "indicator_page", page(flow)),
        (
            "grid, a page of 32 rows × 12 columns",
            "counts",
            json!({ "period": "2025-T11", "as_of": null, "from_row": 0, "rows": 32, "from_column": 0, "columns": 12 }),
        ),
        ("indicators", "indicators", json!({ "as_of": null })),
        ("units", "units", json!({ "as_of": null })),
        ("submissions, a page of 24 rows", "submissions", year),
        ("closing", "closing", json!({ "period": "2025-T11" })),
    ];
    for (what, name, request) in asked {
        if so06::api::NAMES.contains(&name) {
            rows.push(line(what, limit, || {
                drop(ask(&mut session, name, request.clone()));
            }));
        }
    }
    rows.extend(papers(&mut session, folder));
    // As an office has it: all but the last two months are closed.
    for month in 1..=9 {
        let period = json!({ "period": format!("2025-T{month:02}"), "report_set": null });
        ask(&mut session, "close_period", period);
    }
    let year = json!({ "kind": "month", "year": 2025, "as_of": null, "from_row": 0, "rows": 24 });
    rows.push(line("submissions, nine months closed", limit, || {
        drop(ask(&mut session, "submissions", year.clone()));
    }));
    rows.push(line("looking back, overview", limit.max(300), || {
        let back = json!({ "seen_at": "2199-12-31", "boundary": "then" });
        ask(&mut session, "set_view", back);
        ask(
            &mut session,
            "overview",
            json!({ "period": "2025-T11", "as_of": null }),
        );
        let here = json!({ "seen_at": null, "boundary": "then" });
        ask(&mut session, "set_view", here);
    }));
    rows
}

/// Papers of the book as the window has them made: read, set, drawn, and for a file written.
fn papers(session: &mut Session, folder: &Path) -> Vec<Row> {
    let paper = |kind: &str| json!({ "kind": kind, "period": "2025-T11", "as_of": null, "subject": null, "body": null, "filled": null, "template": null });
    let ranking = json!({ "paper": paper("ranking"), "path": folder.join("ranking.pdf").display().to_string() });
    let ranked = line("ranking of all units, as a file of pages", 500, || {
        drop(ask(session, "save_report", ranking.clone()));
    });
    let drawn = ask(session, "report", paper("progress"));
    let sentence = drawn["texts"]
        .as_array()
        .and_then(|all| all.iter().find(|own| own["sentence"] == true))
        .expect("a sentence of figures")
        .clone();
    let words = sentence["standard"].as_str().expect("its words").to_owned();
    let mut turn = 0;
    let edited = line(
        "report, a sentence written anew and the pages made anew",
        100,
        || {
            turn += 1;
            let text = format!("Lần {turn}: {words}");
            let write = json!({ "kind": "progress", "period": "2025-T11", "subject": null, "section": sentence["section"], "text": text });
            ask(session, "write_report_text", write);
            let again = ask(session, "report", paper("progress"));
            assert!(
                again["texts"]
                    .to_string()
                    .contains(&format!("Lần {turn}: "))
            );
        },
    );
    vec![ranked, edited]
}

fn ask(session: &mut Session, name: &str, request: Value) -> Value {
    dispatch(session, name, request)
        .unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"))["value"]
        .take()
}

fn indicator_id(path: &Path, code: &str) -> i64 {
    assert_ne!(code, ILLUSTRATIVE);
    let book = Book::open(path, books::clock(), "đo").expect("the book");
    book.read(|c| so06::engine::dictionary::Dictionary::load(c)?.resolve(code))
        .expect("the indicator")
}
