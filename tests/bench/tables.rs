//! Reading files of tables, beside the bare reading of a common library.

use std::io::Cursor;
use std::time::Instant as Stopwatch;

use calamine::{Reader, Xlsx};
use rust_xlsxwriter::{Format, Workbook};
use so06::tabular::read_workbook;

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
