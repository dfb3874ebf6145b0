//! The record of figures that were handed over.

use std::collections::BTreeSet;

use so06::domain::number::{Entry, Qualifier, decimal};
use so06::domain::{ErrorCode, Period};
use so06::engine::closing;
use so06::engine::counts::{RecordCount, Stated, record_count};
use so06::engine::dictionary::Dictionary;
use so06::engine::reports::{self, ReportKind, ReportRequest};

use super::papers::{body, request, says, text};
use super::periodic::indicator;
use crate::support::{Example, TODAY, day, example};

fn record(made: &Example, code: Option<&str>) -> ReportRequest {
    ReportRequest {
        subject: code.map(|code| body(&made.book, code)),
        ..request(ReportKind::DeliveryRecord)
    }
}

/// Rows of the tables with as many cells as asked.
fn rows(text: &str, cells: usize) -> Vec<Vec<&str>> {
    text.lines()
        .map(|line| line.split('|').collect::<Vec<_>>())
        .filter(|row| row.len() == cells)
        .collect()
}

#[test]
fn one_unit_hands_over_what_it_has_and_what_lacks_is_named() {
    let made = example();
    let said = text(&made, &record(&made, Some("31174")));
    says(
        &said,
        &[
            "BIÊN BẢN",
            "Giao nhận số liệu Đề án 06 quý I năm 2024 giữa Ủy ban nhân dân phường Thới An Đông và Ủy ban nhân dân quận \
             Bình Thủy",
            "Hôm nay, hồi ......... giờ ......... phút, ngày ......... tháng ......... năm 2024, tại trụ sở Ủy ban nhân \
             dân quận Bình Thủy, hai bên gồm có:",
            "1. Bên giao: Ủy ban nhân dân phường Thới An Đông",
            "2. Bên nhận: Ủy ban nhân dân quận Bình Thủy",
            "(từ ngày 15/12/2023 đến ngày 14/03/2024)",
            "lập thành 02 bản có giá trị như nhau, mỗi bên giữ 01 bản./.",
            "ĐẠI DIỆN BÊN GIAO|ĐẠI DIỆN BÊN NHẬN",
        ],
    );
    // What is counted in the text is what stands in the annex.
    let figures: Vec<_> = rows(&said, 6)
        .into_iter()
        .filter(|row| row[0].parse::<u32>().is_ok())
        .collect();
    let missing = figures.iter().filter(|row| row[4] == "Chưa giao").count();
    let given = figures.len() - missing;
    says(
        &said,
        &[
            &format!("gồm {given:02}/{:02} chỉ tiêu phải báo cáo", figures.len()),
            "Không còn chỉ tiêu chưa giao.",
        ],
    );
    assert_eq!(missing, 0);
    let groups = rows(&said, 7);
    let total = groups
        .iter()
        .find(|row| row[1] == "Tổng cộng")
        .expect("a total");
    assert_eq!(
        (total[2], total[3], total[5]),
        (
            figures.len().to_string().as_str(),
            given.to_string().as_str(),
            missing.to_string().as_str()
        )
    );
    let control = rows(&said, 5)
        .into_iter()
        .find(|row| row[1].starts_with("Tổng kiểm tra"));
    assert_eq!(control.expect("a control total")[4], total[6]);
}

#[test]
fn all_units_hand_over_with_a_control_total_an_indicator() {
    let made = example();
    let said = text(&made, &record(&made, None));
    says(
        &said,
        &[
            "1. Bên giao: 08 phường thuộc quận Bình Thủy",
            "lập thành 09 bản có giá trị như nhau, mỗi đơn vị giao giữ 01 bản, Bên nhận giữ 01 bản./.",
        ],
    );
    let id = indicator(&made.book, "dvc.tiep_nhan");
    let dictionary = made.book.read(Dictionary::load).expect("a dictionary");
    let name = dictionary.name(id, day(TODAY));
    let view = closing::closing(&made.book, request(ReportKind::Progress).period)
        .expect("a view")
        .0;
    let total = view
        .totals
        .iter()
        .find(|own| own.indicator == id)
        .expect("a total");
    let row = rows(&said, 6)
        .into_iter()
        .find(|row| row[1] == name)
        .expect("a row");
    assert_eq!(
        (row[4], row[5]),
        (total.counted.as_str(), total.text.as_str())
    );
    // Every unit stands in each table of figures and in the list of those who sign.
    let signing: BTreeSet<&str> = rows(&said, 5)
        .iter()
        .filter(|row| row[0].parse::<u32>().is_ok())
        .map(|row| row[1])
        .collect();
    assert_eq!(signing.len(), 8, "{signing:?}");
}

#[test]
fn who_entered_it_is_named_and_a_qualifier_stays() {
    let mut made = example();
    let (unit, id) = (
        body(&made.book, "31174"),
        indicator(&made.book, "dvc.tiep_nhan"),
    );
    let before = text(&made, &record(&made, Some("31174")));
    assert!(
        !before.contains("người nhập số liệu"),
        "nobody typed what an example has"
    );
    record_count(
        &mut made.book,
        &RecordCount {
            body: unit,
            indicator: id,
            stated: Stated::Period(request(ReportKind::Progress).period, day(TODAY)),
            entry: Entry::Value(812, Qualifier::Tren),
            source: None,
            note: None,
        },
    )
    .expect("recorded");
    let said = text(&made, &record(&made, Some("31174")));
    says(
        &said,
        &[
            "người nhập số liệu: Cán bộ quận",
            &format!("|trên {}|", decimal(812, 0)),
        ],
    );
}

#[test]
fn what_cannot_be_handed_over_is_refused() {
    let made = example();
    let office = reports::text_of_pages(&made.book, &record(&made, Some("PTP")));
    assert_eq!(office.expect_err("no unit").code, ErrorCode::NotReporting);
    let nothing = ReportRequest {
        period: Period::parse("2022-Q1").expect("a period"),
        ..record(&made, Some("31174"))
    };
    let refused = reports::text_of_pages(&made.book, &nothing).expect_err("nothing came");
    assert_eq!(refused.code, ErrorCode::NothingDelivered);
}

#[test]
fn what_is_missing_is_named_by_unit_and_by_indicator() {
    let mut made = example();
    let (unit, id) = (
        body(&made.book, "31174"),
        indicator(&made.book, "dvc.thanh_toan"),
    );
    record_count(
        &mut made.book,
        &RecordCount {
            body: unit,
            indicator: id,
            stated: Stated::Period(Period::parse("2024-W10").expect("a week"), day(TODAY)),
            entry: Entry::Value(3, Qualifier::Exact),
            source: None,
            note: None,
        },
    )
    .expect("recorded");
    let week = |code: Option<&str>| ReportRequest {
        period: Period::parse("2024-W10").expect("a week"),
        ..record(&made, code)
    };
    let said = text(&made, &week(Some("31174")));
    says(
        &said,
        &[
            "gồm 01/07 chỉ tiêu phải báo cáo",
            "Còn 06 chỉ tiêu chưa giao: hồ sơ định danh điện tử thu nhận; ",
            "|Hồ sơ giải quyết quá hạn|hồ sơ||Chưa giao|",
        ],
    );
    says(
        &text(&made, &week(None)),
        &[
            "Có 0/08 phường giao đủ, 01 phường giao một phần, 07 phường chưa giao.",
            "phường Thới An Đông (06)",
        ],
    );
}
