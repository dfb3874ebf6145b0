//! Tables of district and commune offices.

use so06::domain::ErrorCode;

use super::desk::{Desk, Taken, as_of, figures, month, of_all, table, xlsx};

const DOSSIERS: &str = "dinh_danh.ho_so";
const ACTIVE: &str = "dinh_danh.kich_hoat";
const RECEIVED: &str = "dvc.tiep_nhan";

fn march(rows: Vec<String>) -> Taken {
    Desk::new().file(
        "bảng.xlsx",
        &xlsx(&[("Sheet1", rows, &[])]),
        month("2024-03"),
    )
}

/// Nothing but the figures: no refusal, nothing said of the file.
fn only(taken: &Taken, expected: &super::desk::Figures) {
    assert_eq!(&taken.figures, expected);
    assert!(taken.refused.is_empty(), "{:?}", taken.refused);
    assert!(taken.said.is_empty(), "{:?}", taken.said);
}

fn both() -> super::desk::Figures {
    let mut out = of_all(DOSSIERS, 100);
    out.extend(of_all(ACTIVE, 900));
    out
}

#[test]
fn police_of_units_report_for_them() {
    for name in [
        "CAP {u}",
        "CA P. {u}",
        "Công an phường {u}",
        "Công an P.{u}",
        "UBND P. {u} ",
    ] {
        let row = format!("{{n}}|{name}|{{a}}|{{b}}");
        only(
            &march(table(&["STT|Đơn vị|Thu nhận hồ sơ|KH TK ĐDĐT"], &row)),
            &both(),
        );
    }
}

#[test]
fn a_difference_beside_the_figure_of_a_period_is_no_second_figure() {
    let taken = march(table(
        &[
            "TT|Đơn vị|Hồ sơ TTHC tiếp nhận||",
            "||Kỳ trước|Trong kỳ|Tăng/giảm",
        ],
        "{n}|{u}|90|{a}|10",
    ));
    only(&taken, &of_all(RECEIVED, 100));
}

#[test]
fn of_columns_of_several_months_only_the_one_asked_for_is_taken() {
    let head = ["STT|Đơn vị|Kích hoạt||", "||Tháng 1|Tháng 2|Tháng 3"];
    only(
        &march(table(&head, "{n}|{u}|1|2|{b}")),
        &of_all(ACTIVE, 900),
    );
    let days = ["STT|Đơn vị|Kích hoạt đến 29/02/2024|Kích hoạt đến 31/03/2024|Tăng"];
    only(
        &march(table(&days, "{n}|{u}|1|{b}|5")),
        &of_all(ACTIVE, 900),
    );
}

#[test]
fn months_of_a_flow_are_never_taken_for_their_quarter() {
    let head = ["STT|Đơn vị|Hồ sơ tiếp nhận||", "||Tháng 1|Tháng 2|Tháng 3"];
    let bytes = xlsx(&[("A", table(&head, "{n}|{u}|1|2|{a}"), &[])]);
    let taken = Desk::new().file("a.xlsx", &bytes, month("2024-Q1"));
    assert!(taken.figures.is_empty(), "{:?}", taken.figures);
    assert_eq!(taken.refused.len(), 3);
}

#[test]
fn two_tables_in_a_sheet_are_one_file() {
    let mut rows = table(&["I. Thu nhận", "STT|Đơn vị|Hồ sơ thu nhận"], "{n}|{u}|{a}");
    rows.push("|Tổng cộng|828".to_owned());
    rows.extend(table(
        &["", "II. Kích hoạt", "STT|Đơn vị|Kích hoạt"],
        "{n}|{u}|{b}",
    ));
    rows.push("|Tổng cộng|7228".to_owned());
    let taken = march(rows);
    only(&taken, &both());
    let printed: Vec<Option<i64>> = taken
        .reading
        .totals
        .values()
        .map(|own| own.printed)
        .collect();
    assert_eq!(printed, [Some(828), Some(7_228)]);
}

#[test]
fn of_two_months_below_each_other_the_one_asked_for_is_taken() {
    let mut rows = table(&["THÁNG 2/2024", "STT|Đơn vị|Kích hoạt"], "{n}|{u}|7");
    rows.extend(table(
        &["", "THÁNG 3/2024", "STT|Đơn vị|Kích hoạt"],
        "{n}|{u}|{b}",
    ));
    only(&march(rows), &of_all(ACTIVE, 900));
}

#[test]
fn a_head_that_is_repeated_on_every_page_is_left_out() {
    let mut rows = table(&["STT|Đơn vị|Kích hoạt"], "{n}|{u}|{b}");
    rows.insert(5, "STT|Đơn vị|Kích hoạt".to_owned());
    only(&march(rows), &of_all(ACTIVE, 900));
}

#[test]
fn heads_that_say_the_contrary_are_no_figures() {
    for head in [
        "Chưa kích hoạt",
        "Hồ sơ tiếp nhận trực tiếp",
        "TK mức 1 chưa kích hoạt",
        "Kích hoạt mới trong tháng",
        "Hồ sơ từ chối",
        "Hồ sơ tiếp nhận giấy",
    ] {
        let taken = march(table(&[&format!("STT|Đơn vị|{head}")], "{n}|{u}|{a}"));
        let said = taken.says("head_guessed");
        assert!(
            taken.figures.is_empty() || said,
            "{head}: {:?}",
            taken.figures
        );
        assert!(
            !taken.figures.keys().any(|(_, code)| code == ACTIVE),
            "{head}"
        );
    }
}

#[test]
fn a_guessed_head_and_a_cumulative_one_are_said() {
    let taken = march(table(
        &["STT|Đơn vị|Số tài khoản kích hoạt của người dân"],
        "{n}|{u}|{a}",
    ));
    assert!(taken.figures.is_empty() || taken.says("head_guessed"));
    let taken = march(table(&["STT|Đơn vị|Hồ sơ tiếp nhận lũy kế"], "{n}|{u}|{a}"));
    assert!(taken.figures.is_empty() || taken.says("cumulative_head"));
}

#[test]
fn units_of_other_districts_are_refused_also_when_the_book_knows_them_from_history() {
    let mut rows = table(&["STT|Đơn vị|Kích hoạt"], "{n}|{u}|{b}");
    rows.push("9|Phường Cái Khế|77".to_owned());
    rows.push("10|P. An Lạc|77".to_owned());
    let taken = march(rows);
    assert_eq!(taken.figures, of_all(ACTIVE, 900));
    let stranger = ErrorCode::NoSuchBody;
    assert_eq!(taken.refused, [(10, 2, stranger), (11, 2, stranger)]);
}

#[test]
fn a_unit_that_stands_twice_keeps_its_first_figure() {
    let mut rows = table(&["STT|Đơn vị|Kích hoạt"], "{n}|{u}|{b}");
    rows.push("9|P. An Thới|77".to_owned());
    let taken = march(rows);
    assert_eq!(taken.figures, of_all(ACTIVE, 900));
    assert_eq!(taken.refused, [(10, 3, ErrorCode::BodyTwice)]);
}

#[test]
fn a_table_of_one_unit_with_its_indicators_below_each_other() {
    let rows = [
        "ỦY BAN NHÂN DÂN",
        "PHƯỜNG AN THỚI",
        "BIỂU SỐ LIỆU ĐỀ ÁN 06 THÁNG 3 NĂM 2024",
        "STT|Chỉ tiêu|ĐVT|Số liệu",
        "1|Hồ sơ thu nhận|hồ sơ|15012",
        "2|Kích hoạt|tài khoản|14.890",
        "|||Người lập biểu",
    ];
    let expected = [
        "An Thới|dinh_danh.ho_so|15012",
        "An Thới|dinh_danh.kich_hoat|14890",
    ];
    let rows: Vec<String> = rows
        .iter()
        .map(|row| row.replace("14.890", "'14.890"))
        .collect();
    only(&march(rows), &figures(&expected));
}

#[test]
fn signatures_in_columns_of_figures_are_left_out() {
    let mut rows = table(&["STT|Đơn vị|Thu nhận|Kích hoạt"], "{n}|{u}|{a}|{b}");
    for line in [
        "|Tổng cộng|828|7228",
        "Ghi chú: đã trừ 45 hồ sơ trùng",
        "|||NGƯỜI LẬP BIỂU",
        "||Đại úy Lê C|Thiếu tá D",
    ] {
        rows.push(line.to_owned());
    }
    only(&march(rows), &both());
}

#[test]
fn totals_and_percentages_that_do_not_agree_are_said() {
    let mut rows = table(&["STT|Đơn vị|Thu nhận"], "{n}|{u}|{a}");
    rows.push("|Tổng cộng|829".to_owned());
    assert_eq!(march(rows).said, ["total_differs"]);
    let mut rows = table(
        &["STT|Đơn vị|Chỉ tiêu|Kích hoạt|Tỷ lệ (%)"],
        "{n}|{u}|1000|500|50",
    );
    rows[3] = "3|Bùi Hữu Nghĩa|1000|500|55".to_owned();
    let taken = march(rows);
    assert_eq!(taken.said, ["percent_differs"]);
    assert_eq!(taken.figures.len(), 8);
}

#[test]
fn names_that_begin_as_totals_do_are_units_when_the_book_has_them() {
    let taken = march(table(
        &["STT|Đơn vị|Kích hoạt"],
        "{n}|Công an phường {u}|{b}",
    ));
    assert!(
        taken
            .reading
            .rows
            .iter()
            .all(|row| row.role == so06::engine::intake::Role::Unit)
    );
    let stated = as_of("2024-03-14");
    let bytes = xlsx(&[("A", table(&["STT|Đơn vị|Kích hoạt"], "{n}|{u}|{b}"), &[])]);
    only(
        &Desk::new().file("a.xlsx", &bytes, stated),
        &of_all(ACTIVE, 900),
    );
}

#[test]
fn of_a_table_of_one_unit_neither_differences_nor_other_months_are_taken() {
    let expected = ["An Thới|dinh_danh.ho_so|15012", "An Thới|dvc.tiep_nhan|321"];
    for head in [
        "Chỉ tiêu|Kỳ trước|Kỳ này|Tăng/giảm",
        "Chỉ tiêu|Tháng 2|Tháng 3|So với tháng trước",
        "Chỉ tiêu|Tháng 1|Tháng 3|Chỉ tiêu giao",
    ] {
        let rows = [
            "PHƯỜNG AN THỚI",
            head,
            "Hồ sơ thu nhận|15000|15012|12",
            "Hồ sơ tiếp nhận|300|321|21",
        ];
        let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        assert_eq!(march(rows).figures, figures(&expected), "{head}");
    }
}

#[test]
fn a_unit_in_two_tables_with_other_figures_is_refused_in_the_second() {
    let mut rows = table(&["STT|Đơn vị|Kích hoạt"], "{n}|{u}|{b}");
    rows.extend(table(&["", "STT|Tên đơn vị|Kích hoạt"], "{n}|{u}|7"));
    let taken = march(rows);
    assert_eq!(taken.figures, of_all(ACTIVE, 900));
    assert_eq!(taken.refused.len(), 8);
    assert!(
        taken
            .refused
            .iter()
            .all(|own| own.2 == ErrorCode::BodyTwice && own.1 == 3)
    );
}
