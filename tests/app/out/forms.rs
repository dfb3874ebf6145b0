//! The sealed form: what it says, what opens it, what breaks its seal.

use std::path::PathBuf;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use so06::domain::{ErrorCode, Id, Period};
use so06::engine::directory::Directory;
use so06::engine::forms::{self, FormReturned, read_form};
use so06::engine::found;
use so06::engine::intake::{self, Choices, Intake};
use so06::engine::settings::settings;
use so06::store::Book;
use so06::tabular::{Cell, Table, TableRow, Workbook};

use super::office;
use crate::support::{Example, TODAY, clock, example, open_example};

const PERIOD: Period = Period::ReportMonth(2024, 3);

/// A form of the first unit, in a folder of its own.
struct Made {
    example: Example,
    body: Id,
    path: PathBuf,
}

fn made() -> Made {
    let example = example();
    let directory = example.book.read(Directory::load).expect("a reading");
    let body = directory.units(PERIOD.last_day())[0];
    let path = example.dir.path().join("biểu.xlsx");
    let saved = forms::save_form(&example.book, body, PERIOD, &path).expect("a form");
    assert!(saved.cells > 5);
    Made {
        example,
        body,
        path,
    }
}

fn open(book: &Book, workbook: &Workbook) -> so06::domain::Result<FormReturned> {
    book.read(|c| read_form(c, workbook))
        .map(|form| form.expect("a form"))
}

/// Writes into a cell of the sheet that is filled: row from 1, column from 0.
fn write(table: &mut Table, row: u32, column: u32, cell: Option<Cell>) {
    if table.row(row).is_none() {
        let at = table.rows.partition_point(|own| own.number < row);
        let new = TableRow {
            number: row,
            cells: Vec::new(),
        };
        table.rows.insert(at, new);
    }
    let own = table.rows.iter_mut().find(|own| own.number == row);
    let cells = &mut own.expect("the row").cells;
    cells.retain(|(at, _)| *at != column);
    if let Some(cell) = cell {
        let at = cells.partition_point(|(own, _)| *own < column);
        cells.insert(at, (column, cell));
    }
    table.rows.retain(|own| !own.cells.is_empty());
}

fn text(own: &str) -> Option<Cell> {
    Some(Cell::Text(own.into()))
}

/// The form filled as a unit would.
fn filled(workbook: &mut Workbook, form: &FormReturned) {
    let entries = [
        Some(Cell::Number(12_345.0)),
        text("x"),
        text(" trên  98.000 "),
        Some(Cell::Number(7.0)),
    ];
    for (cell, entry) in form.cells.iter().zip(entries) {
        write(&mut workbook.tables[0], cell.row, cell.column, entry);
        write(
            &mut workbook.tables[0],
            cell.row,
            cell.column + 1,
            text("đã rà soát"),
        );
    }
}

#[test]
fn a_form_is_read_back_with_its_unit_its_period_and_its_cells() {
    let made = made();
    let mut workbook = office::read(&made.path);
    assert_eq!(workbook.tables.len(), 2);
    assert!(!workbook.tables[0].hidden && workbook.tables[1].hidden);
    let empty = open(&made.example.book, &workbook).expect("the seal holds");
    assert_eq!((empty.body, empty.period), (made.body, PERIOD));
    assert!(
        empty
            .cells
            .iter()
            .all(|own| own.entry.is_empty() && own.note.is_empty())
    );
    filled(&mut workbook, &empty);
    let form = open(&made.example.book, &workbook).expect("the seal holds");
    let entries: Vec<&str> = form.cells.iter().map(|own| own.entry.as_str()).collect();
    assert_eq!(entries[..4], ["12345", "x", "trên 98.000", "7"]);
    assert!(entries[4..].iter().all(|own| own.is_empty()));
    assert_eq!(form.cells[1].note, "đã rà soát");
}

#[test]
fn the_figures_of_a_form_go_in_once_and_with_their_notes() {
    let mut made = made();
    let mut workbook = office::read(&made.path);
    let empty = open(&made.example.book, &workbook).expect("the seal holds");
    filled(&mut workbook, &empty);
    let last = empty.cells.last().expect("a cell").clone();
    write(
        &mut workbook.tables[0],
        last.row,
        last.column,
        text("mười hai"),
    );
    let book = &mut made.example.book;
    let intake = Intake {
        name: "biểu.xlsx".to_owned(),
        workbook: Some(workbook),
        text: None,
    };
    let take = |book: &mut Book| {
        let reading = intake::read_intake(book, &intake, &Choices::default()).expect("a form");
        assert!(reading.sealed.is_some(), "it is known as a form");
        let tried = intake::rehearse(book, &reading, None).expect("a rehearsal");
        let name = (intake.name.as_str(), &reading);
        let done = intake::bring_in(book, name, None, false)
            .expect("an import")
            .value;
        assert_eq!(
            tried.accepted, done.accepted,
            "what was rehearsed is what comes"
        );
        (reading, done)
    };
    let (reading, done) = take(book);
    assert_eq!((done.accepted, done.unchanged), (4, 0));
    assert_eq!(done.refused.len(), 1);
    let (row, column, error) = &done.refused[0];
    assert_eq!((*row, *column), (last.row, last.column));
    assert_eq!(error.code, ErrorCode::NotANumber);
    assert_eq!(reading.totals[&empty.cells[0].indicator].sum, 12_345);
    let (_, again) = take(book);
    assert_eq!((again.accepted, again.unchanged), (0, 4));
    so06::engine::undo::undo(book).expect("one step");
    let (_, anew) = take(book);
    assert_eq!(anew.accepted, 4, "one undo takes all of it back");
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "asks LibreOffice")]
fn libreoffice_opens_a_form_and_its_seal_outlives_every_format() {
    let made = made();
    let book = &made.example.book;
    let before = open(book, &office::read(&made.path)).expect("the seal holds");
    for format in ["xlsx", "ods", "xls"] {
        let anew = office::convert(&made.path, format);
        let workbook = office::read(&anew);
        let form = open(book, &workbook).unwrap_or_else(|e| panic!("{format}: {e:?}"));
        assert_eq!(form.cells, before.cells, "{format}");
        let bytes = std::fs::read(&anew).expect("the file");
        let own = so06::tabular::read_workbook(&bytes).expect("a workbook");
        let form = open(book, &own).unwrap_or_else(|e| panic!("{format}, own reader: {e:?}"));
        assert_eq!(form.cells, before.cells, "{format}");
        if format == "ods" {
            // And once more, as when it is passed on.
            let twice = office::convert(&anew, "xlsx");
            open(book, &office::read(&twice)).unwrap_or_else(|e| panic!("{format} → xlsx: {e:?}"));
        }
    }
}

#[test]
fn blanks_and_remarks_beside_the_form_do_not_break_it() {
    let made = made();
    let mut workbook = office::read(&made.path);
    let table = &mut workbook.tables[0];
    for row in &mut table.rows {
        for (_, cell) in &mut row.cells {
            if let Cell::Text(own) = cell {
                *own = format!("  {}\n", own.replace(' ', "  \n")).into();
            }
        }
    }
    write(table, 9, 12, text("đã gọi điện"));
    write(table, 200, 0, text("ghi thêm phía dưới"));
    open(&made.example.book, &workbook).expect("the seal holds");
    workbook.tables[0].name = "Sheet1".to_owned();
    open(&made.example.book, &workbook).expect("a renamed sheet is still the form");
    workbook.tables.insert(0, Table::default());
    let form = open(&made.example.book, &workbook).expect("so is one behind another");
    assert_eq!(form.table, 1);
}

fn refusal(book: &Book, workbook: &Workbook) -> (ErrorCode, String) {
    let error = open(book, workbook).expect_err("a refusal");
    let cell = error.params.iter().find(|(name, _)| name == "cell");
    (
        error.code,
        cell.map_or_else(String::new, |own| own.1.clone()),
    )
}

#[test]
fn a_changed_seal_is_refused_with_its_cell() {
    let made = made();
    let book = &made.example.book;
    let whole = office::read(&made.path);
    let form = open(book, &whole).expect("the seal holds");
    let first = form.cells[0].row;

    let mut moved = whole.clone();
    for row in &mut moved.tables[0].rows {
        if row.number >= first {
            row.number += 1;
        }
    }
    assert_eq!(
        refusal(book, &moved),
        (ErrorCode::FormSealBroken, format!("A{first}"))
    );

    let mut swapped = whole.clone();
    let rows = &mut swapped.tables[0].rows;
    let at = rows.iter().position(|own| own.number == first).expect("it");
    let (a, b) = (rows[at].cells.clone(), rows[at + 1].cells.clone());
    (rows[at].cells, rows[at + 1].cells) = (b, a);
    assert_eq!(refusal(book, &swapped).0, ErrorCode::FormSealBroken);

    let mut target = whole.clone();
    write(&mut target.tables[0], first, 5, text("1"));
    assert_eq!(
        refusal(book, &target),
        (ErrorCode::FormSealBroken, format!("F{first}"))
    );

    let mut unit = whole.clone();
    write(
        &mut unit.tables[0],
        2,
        0,
        text("Đơn vị báo cáo: Phường Trà Nóc"),
    );
    assert_eq!(
        refusal(book, &unit),
        (ErrorCode::FormSealBroken, "A2".to_owned())
    );

    let mut newer = whole.clone();
    write(&mut newer.tables[1], 1, 1, text("2"));
    assert_eq!(refusal(book, &newer).0, ErrorCode::FormTooNew);

    let mut none = whole.clone();
    none.tables.pop();
    assert_eq!(book.read(|c| read_form(c, &none)), Ok(None));

    let dir = tempfile::TempDir::new().expect("a folder");
    let other = found::new_book(&dir.path().join("b.so06"), "918", clock(TODAY), "t");
    let other = other.expect("another book");
    assert_eq!(refusal(&other, &whole).0, ErrorCode::FormOfAnotherBook);
}

#[test]
fn any_change_of_what_is_sealed_is_found_and_none_of_an_answer_is() {
    let made = made();
    let book = &made.example.book;
    let whole = office::read(&made.path);
    let form = open(book, &whole).expect("the seal holds");
    let hidden = &whole.tables[1];
    let locked: Vec<(u32, u32)> = hidden
        .rows
        .iter()
        .filter(|row| row.cells[0].1.text() == "locked")
        .map(|row| {
            let number = |at: usize| row.cells[at].1.text().parse().expect("a number");
            (number(1), number(2))
        })
        .collect();
    assert!(locked.len() > 40);
    let mut runner = TestRunner::new(Config {
        cases: 300,
        failure_persistence: None,
        ..Config::default()
    });
    let sealed = (
        any::<bool>(),
        any::<prop::sample::Index>(),
        any::<prop::sample::Index>(),
        "[0-9a-zđ.]{0,4}",
    );
    runner
        .run(&sealed, |(visible, row, column, other)| {
            let mut changed = whole.clone();
            let (table, row, column) = if visible {
                let (row, column) = locked[row.index(locked.len())];
                (0, row, column)
            } else {
                let row = &hidden.rows[row.index(hidden.rows.len())];
                (1, row.number, column.index(row.cells.len() + 1) as u32)
            };
            let own = changed.tables[table]
                .row(row)
                .and_then(|own| own.cell(column));
            let before = own.map(|own| own.text().into_owned()).unwrap_or_default();
            prop_assume!(before != other && (table, row, column) != (1, 1, 0));
            let cell = (!other.is_empty()).then(|| Cell::Text(other.as_str().into()));
            write(&mut changed.tables[table], row, column, cell);
            prop_assert!(
                open(book, &changed).is_err(),
                "{table} {row} {column} {before} → {other}"
            );
            Ok(())
        })
        .expect("every change is found");
    let answers = prop::collection::vec(("[ -~đ]{0,6}", any::<bool>()), form.cells.len());
    runner
        .run(&answers, |answers| {
            let mut changed = whole.clone();
            for (cell, (own, note)) in form.cells.iter().zip(&answers) {
                let column = cell.column + u32::from(*note);
                let filled = (!own.trim().is_empty()).then(|| Cell::Text(own.as_str().into()));
                write(&mut changed.tables[0], cell.row, column, filled);
            }
            prop_assert!(open(book, &changed).is_ok());
            Ok(())
        })
        .expect("no answer breaks it");
}

#[test]
fn forms_of_many_units_are_written_together_and_never_over_others() {
    let mut session = open_example();
    let folder = session.session.books_dir().join("biểu");
    let bodies: Vec<Id> = {
        let grid = session.ask("counts", serde_json::json!({ "period": "2024-T03", "as_of": null, "from_row": null, "rows": null }));
        let rows = grid["rows"].as_array().expect("rows").iter();
        rows.filter(|row| row["total"] == false)
            .map(|row| row["body"].as_i64().expect("an id"))
            .collect()
    };
    let request = serde_json::json!({ "period": "2024-T03", "bodies": bodies, "folder": "biểu" });
    let saved = session.ask("save_forms", request.clone());
    assert_eq!(saved.as_array().expect("files").len(), bodies.len());
    assert_eq!(
        std::fs::read_dir(&folder).expect("the folder").count(),
        bodies.len()
    );
    let again = session.refusal("save_forms", request);
    assert_eq!(again.code, "file_exists");
    let none = session.refusal(
        "save_forms",
        serde_json::json!({ "period": "2024-T03", "bodies": [], "folder": "biểu" }),
    );
    assert_eq!(none.code, "no_bodies");
}

#[test]
fn the_key_of_a_book_is_its_own_and_is_shown_nowhere() {
    let (a, b) = (example(), example());
    let key = |book: &Book| {
        book.read(|c| so06::engine::profile::text(c, "form_key"))
            .expect("a reading")
            .expect("a key")
    };
    assert_eq!(key(&a.book).len(), 64);
    assert_ne!(key(&a.book), key(&b.book));
    let lines = a.book.read(settings).expect("settings");
    assert!(lines.len() > 5);
    assert!(lines.iter().all(|line| line.key != "form_key"));
}

#[test]
fn no_hidden_sheet_of_any_making_is_taken_or_stops_the_program() {
    let made = made();
    let book = &made.example.book;
    let whole = office::read(&made.path);
    let word = prop_oneof![
        Just("so06-form".to_owned()),
        Just("book".to_owned()),
        Just("answer".to_owned()),
        Just("locked".to_owned()),
        Just("seal".to_owned()),
        Just("1".to_owned()),
        Just("4294967295".to_owned()),
        "[0-9a-f]{0,64}",
        "\\PC{0,8}",
    ];
    let lines = prop::collection::vec((any::<u32>(), prop::collection::vec(word, 0..7)), 0..12);
    let mut runner = TestRunner::new(Config {
        cases: 300,
        failure_persistence: None,
        ..Config::default()
    });
    runner
        .run(&(lines, any::<bool>()), |(lines, keep)| {
            let mut changed = whole.clone();
            let hidden = &mut changed.tables[1];
            if !keep {
                hidden.rows.truncate(2);
            }
            for (number, words) in lines {
                let cells = (0..)
                    .zip(words)
                    .map(|(at, own)| (at, Cell::Text(own.into())));
                hidden.rows.push(TableRow {
                    number,
                    cells: cells.collect(),
                });
            }
            let before = hidden.rows.len();
            // A cell that holds no letter says nothing.
            let says = |(_, cell): &(u32, Cell)| !cell.text().is_empty();
            hidden.rows.retain(|row| row.cells.iter().any(says));
            let same = changed.tables[1] == whole.tables[1];
            let outcome = book.read(|c| read_form(c, &changed));
            prop_assert_eq!(outcome.is_ok(), same, "{}", before);
            Ok(())
        })
        .expect("none is taken");
}
