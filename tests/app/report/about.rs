//! Figures that are not exact: what rests on "trên 9.500" is told as about so much, in sentences and in tables.

use so06::domain::number::{Entry, Qualifier};
use so06::domain::{Instant, Period};
use so06::engine::counts::{RecordCount, SetTarget, Stated, record_count, set_target};
use so06::engine::reports::{ReportKind, ReportRequest};

use super::papers::{body, request, says, text};
use super::periodic::indicator;
use crate::support::{Example, day, example};

/// A unit reports "trên 9.500" accounts.
fn more_than_9_500(made: &mut Example) -> RecordCount {
    let entry = RecordCount {
        body: body(&made.book, "31174"),
        indicator: indicator(&made.book, "dinh_danh.kich_hoat"),
        stated: Stated::AsOf(Instant::parse("2024-03-14").unwrap()),
        entry: Entry::Value(9_500, Qualifier::Tren),
        source: None,
        note: None,
    };
    record_count(&mut made.book, &entry).unwrap();
    entry
}

#[test]
fn what_rests_on_a_figure_that_is_not_exact_is_told_as_about_so_much() {
    let mut made = example();
    more_than_9_500(&mut made);
    let report = text(&made, &request(ReportKind::Progress));
    says(&report, &["phường Thới An Đông (khoảng 81,90%)"]);
    let tables = report.split("1. Kết quả tài khoản").nth(1).unwrap();
    says(tables, &["trên 9.500", "khoảng 81,90"]);
    // The sum over all units is no more exact than its parts.
    let sums = tables.split("Cộng các phường").nth(1).unwrap();
    says(sums, &["trên 76.408", "khoảng 92,01"]);
    let ranking = text(&made, &request(ReportKind::Ranking));
    says(
        &ranking,
        &[
            "(khoảng 81,90%), còn thiếu khoảng 2.100",
            "trên 76.408/83.040",
        ],
    );
    let handout = text(&made, &request(ReportKind::Handout));
    says(&handout, &["trên 9.500/11.600"]);
}

#[test]
fn what_is_left_of_a_target_is_no_more_exact_than_what_was_reached() {
    let mut made = example();
    let entry = more_than_9_500(&mut made);
    let unit = entry.body;
    // An example target is no measure for a real figure.
    let target = SetTarget {
        body: unit,
        indicator: entry.indicator,
        period: Period::parse("2024").unwrap(),
        value: 11_600,
        last_day: Some(day("2024-06-30")),
        central_day: None,
        document: "Kế hoạch số 99/KH-UBND ngày 01/02/2024".to_owned(),
        document_day: None,
    };
    set_target(&mut made.book, &target).unwrap();
    let own = text(
        &made,
        &ReportRequest {
            body: Some(unit),
            ..request(ReportKind::Progress)
        },
    );
    says(
        &own,
        &[
            "còn thiếu khoảng 2.100 tài khoản",
            "|khoảng 2.100|",
            "cần thêm khoảng 2.100 tài khoản",
            "bình quân khoảng ",
        ],
    );
    let whole = text(&made, &request(ReportKind::Progress));
    says(&whole, &[", cần thêm khoảng ", "bình quân khoảng "]);
}
