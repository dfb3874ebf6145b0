//! Reading files of tables and understanding them, beside the bare reading of two common libraries.

use std::io::Cursor;
use std::path::Path;
use std::time::Instant as Stopwatch;

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::{Value, json};
use so06::api::{Session, dispatch};
use so06::engine::dictionary::Dictionary;
use so06::engine::directory::Directory;
use so06::engine::intake::{Choices, Intake, read_intake};
use so06::store::Book;
use so06::tabular::read_workbook;

use crate::books;
use crate::measure::Row;

/// Rows of the file; it has nine columns.
const ROWS: u32 = 50_000;

/// Runs of each; the middle one is told.
const RUNS: usize = 9;

/// A workbook as offices send it: numbers, names of which many are the same, days.
pub fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let kinds = ["Quận Bình Thủy", "Thành phố Cần Thơ"];
    for row in 0..ROWS {
        let mut put = || {
            sheet.write(row, 0, row)?;
            sheet.write(row, 1, format!("Phường Bình Thủy {row}"))?;
            sheet.write(row, 2, kinds[(row % 2) as usize])?;
            for column in 3..7u16 {
                sheet.write(row, column, f64::from(row) * 1.5 + f64::from(column))?;
            }
            sheet.write_number_with_format(row, 7, 45_000.0 + f64::from(row % 300), &day)?;
            sheet.write(row, 8, "đã đối chiếu").map(drop)
        };
        put().expect("a row");
    }
    book.save_to_buffer().expect("a file")
}

fn middle(mut work: impl FnMut()) -> f64 {
    let run = |work: &mut dyn FnMut()| {
        let begun = Stopwatch::now();
        work();
        begun.elapsed().as_secs_f64() * 1e3
    };
    let mut runs: Vec<f64> = (0..RUNS).map(|_| run(&mut work)).collect();
    runs.sort_by(f64::total_cmp);
    runs[RUNS / 2]
}

pub fn reading() -> Vec<Row> {
    let bytes = workbook();
    let bare = middle(|| {
        let mut book = Xlsx::new(Cursor::new(&bytes[..])).expect("a workbook");
        let range = book.worksheet_range("Sheet1").expect("a sheet");
        assert_eq!(range.height(), ROWS as usize);
    });
    let own = middle(|| {
        let book = read_workbook(&bytes).expect("a workbook");
        assert_eq!(book.tables[0].rows.len(), ROWS as usize);
    });
    let ratio = own / bare;
    let verdict = if ratio <= 1.25 { "kept" } else { "MISSED" };
    vec![
        Row::new(
            "xlsx of 50.000 × 9, bare calamine",
            &format!("{bare:.0} ms"),
            "",
        ),
        Row::new(
            "the same, read into tables with its encodings put right",
            &format!("{own:.0} ms"),
            &format!("{ratio:.2} × bare; at most 1,25: {verdict}"),
        ),
    ]
}

/// A file by unit: units of the book one after the other until it is full, seven indicators.
fn figures(book: &Book) -> Vec<u8> {
    let (directory, dictionary) = book
        .read(|c| Ok((Directory::load(c)?, Dictionary::load(c)?)))
        .expect("a reading");
    let day = books::TODAY.parse().expect("a day");
    let units = directory.units(day);
    let heads: Vec<String> = dictionary
        .grid()
        .into_iter()
        .take(7)
        .map(|id| dictionary.name(id, day))
        .collect();
    let mut file = Workbook::new();
    let sheet = file.add_worksheet();
    let mut put = || -> Result<(), rust_xlsxwriter::XlsxError> {
        sheet.write(0, 0, "STT")?;
        sheet.write(0, 1, "Đơn vị")?;
        for (column, head) in (2..).zip(&heads) {
            sheet.write(0, column, head)?;
        }
        for row in 1..=ROWS {
            // Units come again and again, each time with the same figures.
            let place = row % units.len() as u32;
            let unit = units[place as usize];
            sheet.write(row, 0, row)?;
            sheet.write(row, 1, directory.name(unit, day))?;
            for column in 2..9_u16 {
                sheet.write(row, column, place * 523 + u32::from(column))?;
            }
        }
        Ok(())
    };
    put().expect("a file");
    file.save_to_buffer().expect("a file")
}

/// Reading and understanding beside the bare readings, and a chat of three hundred lines as the window shows it.
pub fn understanding(path: &Path, dir: &Path) -> Vec<Row> {
    let book = Book::open(path, books::clock(), "đo").expect("the book");
    let bytes = figures(&book);
    let bare = middle(|| {
        let mut file = Xlsx::new(Cursor::new(&bytes[..])).expect("a workbook");
        let range = file.worksheet_range("Sheet1").expect("a sheet");
        assert_eq!(range.height(), ROWS as usize + 1);
    });
    let own = middle(|| {
        let intake = Intake::of_file("a.xlsx", &bytes).expect("a workbook");
        let reading = read_intake(&book, &intake, &Choices::default()).expect("figures");
        assert_eq!(reading.rows.len(), ROWS as usize);
    });
    let verdict = |kept: bool| if kept { "kept" } else { "MISSED" };
    let ratio = own / bare;
    let mut rows = vec![
        Row::new(
            "xlsx of 50.000 × 9 figures by unit, bare calamine",
            &format!("{bare:.0} ms"),
            "",
        ),
        Row::new(
            "the same, read and checked: units, columns, numbers, totals, doubles",
            &format!("{own:.0} ms"),
            &format!("{ratio:.2} × bare; at most 1,5: {}", verdict(ratio <= 1.5)),
        ),
    ];
    let file = dir.join("figures.xlsx");
    std::fs::write(&file, &bytes).expect("the file");
    if let Some(other) = openpyxl(&file) {
        let faster = other / own;
        rows.push(Row::new(
            "the same, bare openpyxl",
            &format!("{other:.0} ms"),
            &format!(
                "{faster:.1} × as long; at least 8: {}",
                verdict(faster >= 8.0)
            ),
        ));
    }
    drop(book);
    rows.push(chat(path));
    rows
}

/// Milliseconds of openpyxl, where the run was given a Python that has it.
fn openpyxl(file: &Path) -> Option<f64> {
    const SCRIPT: &str = "import sys, time, openpyxl\n\
        begun = time.perf_counter()\n\
        book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)\n\
        rows = sum(1 for row in book.active.iter_rows(values_only=True))\n\
        assert rows == 50001, rows\n\
        print((time.perf_counter() - begun) * 1e3)";
    let python = std::env::var_os("SO06_PYTHON")?;
    let run = || {
        let done = std::process::Command::new(&python)
            .args(["-c", SCRIPT])
            .arg(file)
            .output()
            .ok()?;
        String::from_utf8_lossy(&done.stdout)
            .trim()
            .parse::<f64>()
            .ok()
    };
    let mut runs: Vec<f64> = (0..3).filter_map(|_| run()).collect();
    runs.sort_by(f64::total_cmp);
    runs.get(runs.len() / 2).copied()
}

/// Three hundred lines of a chat, from the paste to what the window shows, doubts and all.
fn chat(path: &Path) -> Row {
    let mut session = Session::new(books::clock(), "đo", path.into(), path.into());
    let mut ask = |name: &str, request: Value| {
        dispatch(&mut session, name, request)
            .unwrap_or_else(|refusal| panic!("{name}: {refusal:?}"))
    };
    ask("open_book", json!({ "path": path.display().to_string() }));
    let lines: Vec<String> = (0..150)
        .flat_map(|unit| {
            [
                format!(
                    "Xã Đơn vị {unit}: KH mức 2: {}; thu nhận {}",
                    12_000 + unit,
                    13_000 + unit
                ),
                format!(
                    "Đơn vị {unit}: tiếp nhận {}, trực tuyến {}",
                    400 + unit,
                    300 + unit
                ),
            ]
        })
        .collect();
    let choices = json!({ "sheet": null, "period": "2025-T11", "as_of": null, "source": null, "columns": [], "bodies": [] });
    let request = json!({ "name": "", "data": null, "text": lines.join("\n"), "choices": choices });
    let shown = middle(|| {
        let view = ask("look_over", request.clone());
        assert_eq!(view["value"]["rows"].as_array().map(Vec::len), Some(300));
        assert_eq!(view["value"]["refused"], 0);
    });
    let verdict = if shown <= 100.0 { "kept" } else { "MISSED" };
    Row::new(
        "chat of 300 lines, from the paste to its preview",
        &format!("{shown:.0} ms"),
        &format!("at most 100: {verdict}"),
    )
}
