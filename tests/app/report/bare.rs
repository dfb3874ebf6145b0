//! What has nothing to show is not printed: annexes without a row, groups without a figure, lists of hundreds.

use so06::domain::number::{Entry, Qualifier};
use so06::domain::{Instant, Period};
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::directory::Directory;
use so06::engine::found;
use so06::engine::reports::{ReportKind, ReportRequest, document, text_of_pages};
use so06::store::Book;

use super::papers::{request, says, text};
use super::periodic::indicator;
use crate::support::{clock, day, example};

fn bare(root: &str, on: &str) -> (tempfile::TempDir, Book) {
    let dir = tempfile::tempdir().unwrap();
    let book = found::new_book(&dir.path().join("b.so06"), root, clock(on), "t").unwrap();
    (dir, book)
}

fn of(kind: ReportKind, period: &str) -> ReportRequest {
    ReportRequest::new(kind, Period::parse(period).unwrap())
}

#[test]
fn without_tasks_and_figures_there_is_no_annex_and_none_is_referred_to() {
    let (_dir, book) = bare("31135@2025-07-01", "2025-08-20");
    for kind in [ReportKind::Progress, ReportKind::Tasks] {
        let wanted = of(kind, "2025-T08");
        assert_eq!(document(&book, &wanted).unwrap().annexes, []);
        let said = text_of_pages(&book, &wanted).unwrap();
        says(&said, &["chưa có nhiệm vụ được giao."]);
        // No heading stands over nothing.
        assert!(!said.contains("CÔNG TÁC CHỈ ĐẠO"), "{said}");
        assert!(!said.contains("Phụ lục"), "{said}");
        // Said once for all groups of utilities, of which a report on tasks tells nothing.
        assert_eq!(
            said.matches("chưa phát sinh số liệu").count(),
            usize::from(kind == ReportKind::Progress),
            "{said}"
        );
    }
}

#[test]
fn the_only_annex_has_no_number() {
    let (_dir, mut book) = bare("92@2025-07-01", "2025-12-18");
    let units = book.read(Directory::load).unwrap();
    let entry = RecordCount {
        body: units.units(day("2025-12-14"))[0],
        indicator: indicator(&book, "dinh_danh.kich_hoat"),
        stated: Stated::AsOf(Instant::end_of(day("2025-12-14"))),
        entry: Entry::Value(8_000, Qualifier::Exact),
        source: None,
        note: None,
    };
    record_count(&mut book, &entry).unwrap();
    let wanted = of(ReportKind::Progress, "2025-T12");
    let annexes = document(&book, &wanted).unwrap().annexes;
    let told: Vec<(&str, &str)> = annexes
        .iter()
        .map(|own| (own.number.as_str(), own.title.as_str()))
        .collect();
    assert_eq!(told, [("", "SỐ LIỆU THEO ĐƠN VỊ")]);
    says(
        &text_of_pages(&book, &wanted).unwrap(),
        &["Chi tiết tại Phụ lục kèm theo."],
    );
}

#[test]
fn of_many_late_tasks_the_longest_overdue_are_named() {
    let made = example();
    let wanted = ReportRequest {
        as_of: Some(Instant::parse("2025-03-18").unwrap()),
        ..request(ReportKind::Tasks)
    };
    let said = text(&made, &wanted);
    let rest = "nhiệm vụ khác (chi tiết tại Phụ lục kèm theo).";
    says(&said, &[rest]);
    let list = said
        .split("Nhiệm vụ quá hạn chưa hoàn thành:")
        .nth(1)
        .unwrap();
    let list = list.split(rest).next().unwrap();
    assert_eq!(list.matches(", thời hạn ").count(), 10, "{list}");
    assert!(list.find("14/03/2024") < list.find("31/12/2024"), "{list}");
}
