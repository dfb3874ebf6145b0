//! Personal data never goes in.

use so06::domain::ErrorCode;
use so06::engine::intake::Intake;

use super::desk::{Desk, month, of_all, rows, table, xlsx};

#[test]
fn a_table_of_people_is_refused_whole() {
    let lists = [
        table(
            &["STT|Họ và tên|Số CCCD|Nơi thường trú|Kích hoạt"],
            "{n}|Nguyễn Văn A|'0920850{a}12|{u}|1",
        ),
        table(
            &["STT|Họ và tên|Số CCCD|Phường|Kích hoạt"],
            "{n}|Nguyễn Văn A|92085000{a}|{u}|1",
        ),
        table(
            &["Đơn vị|Số định danh cá nhân|Kích hoạt"],
            "{u}|'092085000{a}|1",
        ),
    ];
    for list in lists {
        let bytes = xlsx(&[("DS", list.clone(), &[])]);
        let intake = Intake::of_file("ds.xlsx", &bytes).expect("a table");
        let refusal = Desk::new()
            .read(&intake, month("2024-03"))
            .expect_err("a list of people");
        assert_eq!(refusal.code, ErrorCode::CitizenNumber, "{list:?}");
    }
}

#[test]
fn a_sheet_of_people_beside_a_sheet_of_figures_is_passed_over() {
    let people = table(
        &["STT|Họ và tên|Số CCCD|Phường"],
        "{n}|Lê B|'0920850{a}12|{u}",
    );
    let figures = table(&["STT|Đơn vị|Kích hoạt"], "{n}|{u}|{b}");
    let bytes = xlsx(&[("DS", people, &[]), ("TH", figures, &[])]);
    let taken = Desk::new().file("a.xlsx", &bytes, month("2024-03"));
    assert_eq!(taken.figures, of_all("dinh_danh.kich_hoat", 900));
}

#[test]
fn a_number_as_long_as_a_citizens_is_no_figure() {
    for number in ["92085001234", "123456789", "'092085001234", "1085001234"] {
        let lines = [
            "STT|Đơn vị|Kích hoạt",
            &format!("1|An Thới|{number}"),
            "2|Trà An|7000",
        ];
        let bytes = xlsx(&[("A", rows(&lines), &[])]);
        let taken = Desk::new().file("a.xlsx", &bytes, month("2024-03"));
        assert_eq!(
            taken.refused,
            [(2, 3, ErrorCode::CitizenNumber)],
            "{number}"
        );
        assert_eq!(taken.figures.len(), 1);
    }
}

#[test]
fn telephone_numbers_of_officers_are_left_out_and_their_units_are_not() {
    let rows = table(
        &["STT|Đơn vị|Cán bộ phụ trách|Số điện thoại|Kích hoạt"],
        "{n}|{u}|Lê Thị A|'0912345678|{b}",
    );
    let taken = Desk::new().file("a.xlsx", &xlsx(&[("A", rows, &[])]), month("2024-03"));
    assert_eq!(taken.figures, of_all("dinh_danh.kich_hoat", 900));
}

#[test]
fn a_line_of_a_chat_with_such_a_number_is_stopped_and_shown_as_stopped() {
    let taken = Desk::new().chat(
        "Ông A 092085001234 P. An Thới kích hoạt 5\nTrà An: kích hoạt 7.000",
        month("2024-03"),
    );
    assert_eq!(taken.refused, [(1, 1, ErrorCode::CitizenNumber)]);
    assert_eq!(taken.figures.len(), 1);
    let stopped = taken
        .reading
        .rows
        .iter()
        .find(|row| row.row == 1)
        .expect("its row");
    assert_eq!(stopped.name, "…", "nothing of the line is kept");
}
