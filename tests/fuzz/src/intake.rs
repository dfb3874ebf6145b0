//! Pasted text into a book, and sealed forms that were changed.

use std::cell::RefCell;

use so06::clock::Clock;
use so06::domain::{Instant, Period};
use so06::engine::directory::Directory;
use so06::engine::forms::{FormReturned, read_form, save_form};
use so06::engine::found;
use so06::engine::intake::{Choices, Intake, Role, read_intake};
use so06::store::Book;
use so06::tabular::{Cell, TableRow, Workbook, read_workbook};

/// The example, a form of its first unit, and what the form says.
struct Ground {
    book: Book,
    form: Workbook,
    says: FormReturned,
}

thread_local! {
    static GROUND: RefCell<Ground> = RefCell::new(ground());
}

fn ground() -> Ground {
    let dir = tempfile::tempdir().expect("a folder").keep();
    let clock = Clock::Fixed(Instant::parse("2024-03-18").expect("a day"));
    let book = found::new_example(&dir.join("a.so06"), "binh-thuy-2024", clock, "t");
    let book = book.expect("the example");
    let period = Period::ReportMonth(2024, 3);
    let directory = book.read(Directory::load).expect("units");
    let unit = directory.units(period.last_day())[0];
    let path = dir.join("a.xlsx");
    save_form(&book, unit, period, &path).expect("a form");
    let form = read_workbook(&std::fs::read(&path).expect("the form")).expect("a workbook");
    let says = book.read(|c| read_form(c, &form)).expect("the seal holds");
    drop(std::fs::remove_dir_all(&dir));
    Ground {
        book,
        says: says.expect("a form"),
        form,
    }
}

/// Any bytes as pasted text: understood or refused, and every figure that is to be entered has a unit.
pub fn pasted(bytes: &[u8]) {
    GROUND.with_borrow(|ground| {
        let Ok(intake) = Intake::of_pasted(bytes) else {
            return;
        };
        let Ok(reading) = read_intake(&ground.book, &intake, &Choices::default()) else {
            return;
        };
        for row in &reading.rows {
            assert!(row.role != Role::Unit || row.body.is_some());
            assert!(row.role != Role::Unknown || row.refusal.is_some());
        }
    });
}

/// Changes of a form: each a sheet and row, a column, a length, and the text that is written there. Whatever was
/// changed, a form whose seal holds says of whom, of when and of what it was made for.
pub fn sealed(bytes: &[u8]) {
    GROUND.with_borrow(|ground| {
        let mut form = ground.form.clone();
        let mut rest = bytes;
        while let [place, column, length, tail @ ..] = rest {
            let (text, tail) = tail.split_at(usize::from(*length % 64).min(tail.len()));
            let table = usize::from(place & 1) % form.tables.len();
            let row = u32::from(place >> 1) + 1;
            let text = String::from_utf8_lossy(text).trim().to_owned();
            put(&mut form, (table, row, u32::from(*column)), &text);
            rest = tail;
        }
        if let Ok(Some(says)) = ground.book.read(|c| read_form(c, &form)) {
            let own = &ground.says;
            assert_eq!(
                (says.body, says.period, &says.issued),
                (own.body, own.period, &own.issued)
            );
            let places = |form: &FormReturned| -> Vec<(u32, u32, i64)> {
                form.cells
                    .iter()
                    .map(|cell| (cell.row, cell.column, cell.indicator))
                    .collect()
            };
            assert_eq!(places(&says), places(own));
        }
    });
}

fn put(form: &mut Workbook, (table, row, column): (usize, u32, u32), text: &str) {
    let rows = &mut form.tables[table].rows;
    let at = match rows.binary_search_by_key(&row, |own| own.number) {
        Ok(at) => at,
        Err(at) => {
            rows.insert(
                at,
                TableRow {
                    number: row,
                    cells: Vec::new(),
                },
            );
            at
        }
    };
    let cells = &mut rows[at].cells;
    cells.retain(|(own, _)| *own != column);
    if !text.is_empty() {
        let place = cells.partition_point(|(own, _)| *own < column);
        cells.insert(place, (column, Cell::Text(text.into())));
    }
    rows.retain(|own| !own.cells.is_empty());
}
