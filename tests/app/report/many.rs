//! A province of a hundred units and many tasks: the text stays a text, the annexes have them all.

use so06::clock::Clock;
use so06::domain::number::{Entry, Qualifier};
use so06::domain::{Instant, Period};
use so06::engine::counts::{RecordCount, Stated, record_counts};
use so06::engine::directory::Directory;
use so06::engine::found;
use so06::engine::reports::{self, ReportKind, ReportRequest};

use so06::report::content::Block;

use super::periodic::indicator;

#[test]
fn more_units_than_a_sentence_can_name_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tinh.so06");
    let clock = Clock::Fixed(Instant::parse("2025-12-02").unwrap());
    let mut book = found::new_book(&path, "92@2025-07-01", clock, "Cán bộ tỉnh").unwrap();
    let period = Period::parse("2025-T11").unwrap();
    let units = book.read(Directory::load).unwrap().units(period.last_day());
    let entries: Vec<RecordCount> = units
        .iter()
        .take(4)
        .map(|unit| RecordCount {
            body: *unit,
            indicator: indicator(&book, "dinh_danh.kich_hoat"),
            stated: Stated::Period(period, period.last_day()),
            entry: Entry::Value(1_234, Qualifier::Exact),
            source: None,
            note: None,
        })
        .collect();
    record_counts(&mut book, &entries).unwrap();
    let request = ReportRequest::new(ReportKind::Progress, period);
    let document = reports::document(&book, &request).unwrap();
    let said: Vec<String> = document.body.iter().map(words).collect();
    let said = said.join("\n");
    let annex: Vec<String> = document.annexes[0].blocks.iter().map(words).collect();
    assert!(
        said.contains("Có 99/103 đơn vị chưa phát sinh số liệu."),
        "{said}"
    );
    assert!(!said.contains("Thới Long"), "{said}");
    assert!(annex.join("\n").contains("Phường Thới Long"));
}

/// What a paragraph or a table says.
fn words(block: &Block) -> String {
    match block {
        Block::Paragraph { runs, .. } => runs.iter().map(|run| run.text.as_str()).collect(),
        Block::Table(table) => {
            let cells = table.rows.iter().flat_map(|row| &row.cells);
            let texts: Vec<&str> = cells.map(|cell| cell.text.as_str()).collect();
            texts.join("\n")
        }
        _ => String::new(),
    }
}
