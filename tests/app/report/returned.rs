//! What a file that came back says otherwise: digits that moved from cell to cell, a lone number at its end.

use so06::domain::number::{Entry, Qualifier};
use so06::domain::{Instant, Period};
use so06::engine::counts::{RecordCount, SetTarget, Stated, record_count, set_target};
use so06::engine::directory::Directory;
use so06::engine::found;
use so06::engine::reports::{document, read_returned, submit_report};
use so06::report::content::{Block, Document};
use so06::report::{FontChoice, FontSet, word};
use so06::store::Book;

use super::issued::{quarter, real};
use super::periodic::indicator;
use crate::support::{clock, day};

fn written(document: &Document) -> Vec<u8> {
    word(
        document,
        &FontSet::load(FontChoice::LiberationSerif).unwrap(),
    )
    .unwrap()
}

fn is_number(text: &str) -> bool {
    text.len() > 1 && text.chars().all(|own| own.is_ascii_digit() || own == '.')
}

/// Takes the last digit of a cell over into the next one, the first time that two numbers stand side by side.
fn shift(document: &mut Document) -> (String, String) {
    let blocks = document.annexes.iter_mut().flat_map(|own| &mut own.blocks);
    for block in blocks {
        let Block::Table(table) = block else { continue };
        for row in &mut table.rows {
            for place in 1..row.cells.len() {
                let (before, behind) = row.cells.split_at_mut(place);
                let (Some(left), Some(right)) = (before.last_mut(), behind.first_mut()) else {
                    continue;
                };
                if is_number(&left.text) && is_number(&right.text) {
                    let digit = left.text.pop().unwrap();
                    right.text.insert(0, digit);
                    return (left.text.clone(), right.text.clone());
                }
            }
        }
    }
    panic!("no two numbers side by side");
}

/// A book of two figures that stand side by side: what a ward was given, and what it has.
fn given_and_done() -> (tempfile::TempDir, Book) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("binh-thuy.so06");
    let mut book = found::new_book(&path, "918@2024-03-01", clock("2024-03-20"), "t").unwrap();
    let unit = book.read(Directory::load).unwrap().units(day("2024-03-14"))[0];
    let indicator = indicator(&book, "dinh_danh.kich_hoat");
    let target = SetTarget {
        body: unit,
        indicator,
        period: Period::parse("2024").unwrap(),
        value: 11_600,
        last_day: None,
        central_day: None,
        document: "Kế hoạch số 10/KH-UBND ngày 05/01/2024".to_owned(),
        document_day: None,
    };
    set_target(&mut book, &target).unwrap();
    let entry = RecordCount {
        body: unit,
        indicator,
        stated: Stated::AsOf(Instant::parse("2024-03-14").unwrap()),
        entry: Entry::Value(9_404, Qualifier::Exact),
        source: None,
        note: None,
    };
    record_count(&mut book, &entry).unwrap();
    (dir, book)
}

#[test]
fn a_digit_that_moved_into_the_next_cell_is_a_difference() {
    let (_dir, mut book) = given_and_done();
    let id = submit_report(&mut book, &quarter()).unwrap().value;
    let mut returned = document(&book, &quarter()).unwrap();
    let (left, right) = shift(&mut returned);
    let found = read_returned(&book, id, &written(&returned)).unwrap();
    assert_eq!(found.differences.len(), 1, "{found:#?}");
    let only = &found.differences[0];
    assert!(only.number, "{only:?}");
    assert_eq!(only.after, format!("{left} {right}"));
}

#[test]
fn a_one_at_the_end_of_a_file_without_pages_is_no_page_number() {
    let (_dir, mut book) = real();
    let id = submit_report(&mut book, &quarter()).unwrap().value;
    let mut returned = document(&book, &quarter()).unwrap();
    returned
        .annexes
        .last_mut()
        .unwrap()
        .blocks
        .push(Block::plain("1"));
    let found = read_returned(&book, id, &written(&returned)).unwrap();
    let after: Vec<&str> = found
        .differences
        .iter()
        .map(|own| own.after.as_str())
        .collect();
    assert_eq!(after, ["1"], "{found:#?}");
}
